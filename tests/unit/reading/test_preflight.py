"""What the bytes of a file are, and which are refused with which words."""

import zipfile

import openpyxl
import pytest

from analysis.errors import RefusedWorkbook
from analysis.reading.preflight import Unreadable, sniff
from analysis.reading.schools import empty_register
from analysis.reading.workbook import Context, read_workbook


def write(folder, name: str, data: bytes):
    path = folder / name
    path.write_bytes(data)
    return path


def code_of(path) -> str:
    with pytest.raises(Unreadable) as raised:
        sniff(path)
    return raised.value.code


def test_content_is_sniffed_not_the_name(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "学校"
    book.save(tmp_path / "book.xlsx")
    renamed = write(tmp_path, "book.xls", (tmp_path / "book.xlsx").read_bytes())
    assert sniff(renamed) == "xlsx"
    assert sniff(write(tmp_path, "text.xlsx", "学校,黑板\n青石小学,√\n".encode("gb18030"))) == "csv"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.xlsx", b"", "empty_file"),
        ("~$督查表.xlsx", b"\x05owner", "lock_file"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        ("照片.xlsx", b"\xff\xd8\xff\xe0JFIF", "not_a_table"),
        ("文件.pdf", b"%PDF-1.7\n", "not_a_table"),
        ("半份.xlsx", b"PK\x03\x04 cut off", "damaged"),
    ],
)
def test_what_is_refused(tmp_path, name, data, code):
    assert code_of(write(tmp_path, name, data)) == code


def test_a_used_range_that_would_abort_the_reader_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "wide.xlsx")
    assert code_of(tmp_path / "wide.xlsx") == "too_large"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert code_of(tmp_path / "a.xlsx") == "not_a_table"


def test_an_encrypted_workbook_is_refused(tmp_path):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    assert code_of(write(tmp_path, "a.xlsx", head + "EncryptedPackage".encode("utf-16-le"))) == "encrypted"


def test_the_refusal_is_told_in_the_language_of_the_standards(tmp_path, standards, standards_en):
    path = write(tmp_path, "空.xlsx", b"")
    for rules, word in ((standards, "空的"), (standards_en, "empty")):
        with pytest.raises(RefusedWorkbook, match=word):
            read_workbook(path, rules, empty_register(), Context("2016-10", "空.xlsx"))


def test_a_workbook_without_any_content_is_refused(tmp_path, standards):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(RefusedWorkbook, match="没有找到表格"):
        read_workbook(tmp_path / "a.xlsx", standards, empty_register(), Context("2016-10", "a.xlsx"))
