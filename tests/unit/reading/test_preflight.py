"""What the bytes of a file are, and which are refused with which words."""

import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from analysis.errors import RefusedWorkbook
from analysis.reading.cells import read_cells
from analysis.reading.preflight import Unreadable, decode_text, is_workbook, sniff
from analysis.reading.schools import empty_register
from analysis.reading.workbook import Context, read_workbook
from analysis.standards.limits import limits_of, shipped_limits


def write(folder, name: str, data: bytes):
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path, standards) -> RefusedWorkbook:
    with pytest.raises(RefusedWorkbook) as raised:
        read_workbook(path, standards, empty_register(), Context("2016-10", path.name))
    return raised.value


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


def test_a_used_range_that_would_abort_the_reader_is_refused(tmp_path, standards_en):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "wide.xlsx")
    assert refusal(tmp_path / "wide.xlsx", standards_en).seen == "Sheet: area 17179869184 > 8000000"


@pytest.mark.parametrize("empty", [b'<c r="XFD40000" s="1"/>', b'<c r="XFD40000" s="1" t="n"></c>'])
def test_a_used_range_is_that_of_the_cells_that_hold_something(tmp_path, empty):
    book = openpyxl.Workbook()
    book.active["B2"] = 1
    book.active["A40000"] = 2
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "styled.xlsx", "w") as styled:
        for name in plain.namelist():
            styled.writestr(name, re.sub(rb'<c r="A40000".*?</c>', empty, plain.read(name)))
    (sheet,) = read_cells(tmp_path / "styled.xlsx", "xlsx")
    assert (len(sheet.rows), sheet.width) == (2, 2)


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


def test_an_empty_workbook_is_an_empty_result_with_a_flag(tmp_path, standards):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    tables = read_workbook(tmp_path / "a.xlsx", standards, empty_register(), Context("2016-10", "a.xlsx"))
    assert len(tables["cells"]) == 0
    assert list(tables["flags"]["code"]) == ["empty_workbook"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"ID;PSCALC3\nC;X1;Y1;K1\n", "not_a_table"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "not_a_table"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "xml"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><html><body><table/></body></html>', "html"),
        (b"<!-- saved from a page --><html><table/></html>", "html"),
    ],
)
def test_text_that_is_no_records(tmp_path, data, code):
    assert code_of(write(tmp_path, "表.xls", data)) == code


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(tmp_path, encoding):
    path = write(tmp_path, "a.csv", "学校,黑板\n青石小学,√\n".encode(encoding))
    assert (sniff(path), decode_text(path)) == ("csv", "学校,黑板\n青石小学,√\n")


def repacked(folder, extra):
    """A workbook with further parts in its container: (name, bytes)."""
    openpyxl.Workbook().save(folder / "plain.xlsx")
    with zipfile.ZipFile(folder / "plain.xlsx") as old, zipfile.ZipFile(folder / "a.xlsx", "w", 8) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
        for name, data in extra:
            new.writestr(name, data)
    return folder / "a.xlsx"


@pytest.mark.parametrize(
    ("extra", "code", "seen"),
    [
        ([("xl/media/a.bin", bytes(200_000))], "too_large", "xl/media/a.bin: inflate_ratio"),
        ([(f"xl/media/{n}.bin", b"") for n in range(1000)], "too_large", "entries 10"),
        ([("xl/Workbook.xml", b"<x/>")], "unsafe", "xl/workbook.xml"),
        ([("xl/a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")], "unsafe", "xl/a.xml: DOCTYPE"),
    ],
)
def test_a_container_over_a_limit_names_it(tmp_path, extra, code, seen):
    with pytest.raises(Unreadable) as raised:
        sniff(repacked(tmp_path, extra))
    assert (raised.value.code, raised.value.seen[: len(seen)]) == (code, seen)


def test_limits_are_those_of_the_rule_file(tmp_path, standards):
    assert limits_of(standards) == shipped_limits()
    path = write(tmp_path, "a.csv", b"1,2\n3,4\n")
    for limit in ("file_bytes", "text_chars"):
        with pytest.raises(Unreadable, match="too_large") as raised:
            sniff(path, replace(shipped_limits(), **{limit: 7}))
        assert raised.value.seen == f"{limit} 8 > 7"
    for limit in ("area", "cells"):
        with pytest.raises(Unreadable, match="too_large") as raised:
            read_cells(path, "csv", replace(shipped_limits(), **{limit: 3}))
        assert raised.value.seen == f"{limit} 4 > 3"


def test_a_workbook_under_another_name_is_one(tmp_path):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert is_workbook(write(tmp_path, "附件", (tmp_path / "a.xlsx").read_bytes()))
    assert not is_workbook(write(tmp_path, "说明.md", "学校,1\n".encode()))
    assert not is_workbook(write(tmp_path, "照片.jpg", b"\xff\xd8\xff\xe0JFIF"))


MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}">'
    '<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>1</text:p>'
    '</table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def spread_ods(path, rows, columns):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", ODS.format(rows=rows, columns=columns))
    return path


def test_a_cell_repeated_over_a_whole_sheet_is_refused_by_the_limit(tmp_path, standards_en):
    error = refusal(spread_ods(tmp_path / "a.ods", 1_048_576, 16_384), standards_en)
    assert error.seen == "S: area 17179869184 > 8000000"
    assert "limits.toml" in str(error)


def test_empty_rows_and_columns_that_are_repeated_are_not_used(tmp_path):
    (sheet,) = read_cells(spread_ods(tmp_path / "a.ods", 3, 2), "ods")
    assert sheet.rows == [["1", "1"]] * 3


def test_a_workbook_of_another_program_is_told_by_its_bytes(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "学校"
    book.save(tmp_path / "a.xlsx")
    path = (tmp_path / "a.xlsx").rename(tmp_path / "报表.et")
    assert sniff(path) == "xlsx"
    assert read_cells(path, "xlsx")[0].rows == [["学校"]]


@pytest.mark.shared
def test_an_et_is_an_old_workbook(shared):
    path = shared / "data/oddfiles/SheetJS/artifacts/wps/write.et"
    assert sniff(path) == "xls"
    assert [len(sheet.rows) > 0 for sheet in read_cells(path, "xls")] == [True]
