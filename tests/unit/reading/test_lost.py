"""What the fast reader loses: struck-out cells, comments, white space, errors of binary workbooks, date systems."""

import datetime as dt
import re
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from analysis.reading.cells import read_cells, show_value
from analysis.reading.preflight import Unreadable, sniff
from analysis.reading.schools import make_register
from analysis.reading.workbook import Context, read_workbook


def read(path):
    return read_cells(path, sniff(path))


@pytest.fixture
def table(tmp_path, standards):
    """A saved sheet → its tables, the school being known."""

    def write(change):
        book = openpyxl.Workbook()
        for row in (["学校", "黑板", "备注"], ["青石小学", "√", "好"], ["白石小学", "×", "差"]):
            book.active.append(row)
        change(book.active)
        book.save(tmp_path / "a.xlsx")
        register = make_register([["school_id", "name"], ["S1", "青石小学"], ["S2", "白石小学"]], "schools.csv")
        return read_workbook(tmp_path / "a.xlsx", standards, register, Context("2016-10", "a.xlsx"))

    return write


def told(tables):
    return sorted(zip(tables["flags"]["code"], tables["flags"]["cell"], tables["flags"]["raw"], strict=True))


def test_a_verdict_struck_out_is_not_taken(table):
    def strike(sheet):
        sheet["B2"].font = Font(strike=True)
        sheet["C3"].font = Font(strike=True)

    tables = table(strike)
    assert list(tables["findings"]["verdict"]) == ["unreadable", "unmet"]
    assert told(tables) == [("struck_out", "B2", "√"), ("struck_read", "C3", "差")]


def test_a_comment_is_flagged_without_its_author(table):
    def comment(sheet):
        sheet["B2"].comment = Comment("张三:\n女厕灯坏", "张三")

    assert told(table(comment)) == [("comment", "B2", "女厕灯坏")]


def test_a_picture_in_a_cell_is_a_picture(table):
    def picture(sheet):
        sheet["B2"] = '=_xlfn.DISPIMG("ID_1",1)'
        sheet["B2"].data_type = "s"
        sheet["B3"] = '=DISPIMG("ID_2",1)'
        sheet["B3"].data_type = "s"

    cells = table(picture)["cells"].set_index("cell")
    assert (cells.loc["B3", "cell_type"], cells.loc["B3", "role"]) == ("picture", "finding")


def test_a_formula_that_gives_an_empty_text_is_blank(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "学校"
    book.active["B1"] = '=IF(A1="","",1)'
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for part in old.infolist():
            data = old.read(part).replace(b'<c r="B1">', b'<c r="B1" t="str">')
            new.writestr(part.filename, data)
    assert read(tmp_path / "plain.xlsx")[0].formulas == {(0, 1)}
    assert read(tmp_path / "a.xlsx")[0].formulas == frozenset()


def test_cells_without_addresses_are_walked_through(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["学校", "#N/A", " "])
    book.active["D1"] = "=1/0"
    book.active["D1"].font = Font(strike=True)
    book.active.row_dimensions[1].hidden = True
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for part in old.infolist():
            data = old.read(part)
            for letter in "ABCD" if "sheet1" in part.filename else "":
                data = data.replace(f' r="{letter}1"'.encode(), b"")
            new.writestr(part.filename, data)
    (plain,), (walked,) = read(tmp_path / "plain.xlsx"), read(tmp_path / "a.xlsx")
    assert plain == walked
    assert plain.rows == [["学校", "", " ", ""]]
    assert (plain.errors, plain.formulas, plain.struck) == ({(0, 1): "#N/A"}, {(0, 3)}, {(0, 3)})


def test_both_date_systems(tmp_path):
    for system in (openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH):
        book = openpyxl.Workbook()
        book.epoch = system
        book.active["A1"] = dt.datetime(2016, 10, 11)
        book.save(tmp_path / "a.xlsx")
        assert read(tmp_path / "a.xlsx")[0].rows == [[dt.date(2016, 10, 11)]]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ErrorTypes.xls", "biff5/ErrorTypes.xls", "ErrorTypes.xlsb", "ErrorTypes.xlsx"])
def test_errors_of_binary_workbooks(shared, name):
    errors = set()
    for sheet in read(shared / "data/oddfiles/SheetJS" / name):
        errors |= set(sheet.errors.values())
    assert {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"} <= errors


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xls", "xlsb", "xlsx", "ods"])
def test_hidden_rows_in_every_kind_of_workbook(shared, kind):
    sheets = read(shared / f"data/oddfiles/SheetJS/AutoFilter.{kind}")
    assert [len(sheet.hidden_rows) for sheet in sheets] == [0, 0, 12, 17, 9, 8, 12, 3, 13, 13, 7]


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xls", "xlsb", "xlsx", "ods"])
def test_merged_cells_in_every_kind_of_workbook(shared, kind):
    (sheet,) = read(shared / f"data/oddfiles/SheetJS/merge_cells.{kind}")
    assert len(sheet.spans) == 5


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_struck_out_cells(shared, kind):
    (sheet,) = read(shared / f"data/oddfiles/SheetJS/rich_text_stress.{kind}")
    assert len(sheet.struck) == 1


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("exceljs/spec/integration/data/test-issue-176.xlsx", True),
        ("xlrd/tests/samples/biff4_no_format_no_window2.xls", True),
    ],
)
def test_the_other_reader_opens_what_the_fast_one_does_not(shared, name, found):
    sheets = read(shared / "data/oddfiles" / name)
    assert any(value != "" for sheet in sheets for row in sheet.rows for value in row) == found


@pytest.mark.shared
def test_an_old_encrypted_workbook_is_told_as_such(shared):
    with pytest.raises(Unreadable) as raised:
        read(shared / "data/oddfiles/SheetJS/biff5/password_2002_40_xor.xls")
    assert raised.value.code == "encrypted"


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xls", "xlsb", "xlsx"])
def test_days_counted_from_1904_in_every_kind_of_workbook(shared, kind):
    (sheet,) = read(shared / f"data/oddfiles/calamine/tests/date_1904.{kind}")
    days = [value for row in sheet.rows for value in row if isinstance(value, (dt.date, dt.datetime))]
    assert show_value(days[0]) == "2021-01-01"


_ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:automatic-styles>
 <style:style style:name="tick" style:family="table-cell"><style:text-properties
  style:font-name="Wingdings 2"/></style:style>
 <style:style style:name="child" style:family="table-cell" style:parent-style-name="tick"/>
 <style:style style:name="out" style:family="table-cell"><style:text-properties
  style:text-line-through-style="solid"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="表">
 <table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="tick"/>
 <table:table-row>
  <table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>
  <table:table-cell office:value-type="string"><text:p>#REF!</text:p></table:table-cell>
  <table:table-cell office:value-type="string"><text:p>R</text:p></table:table-cell>
 </table:table-row>
 <table:table-row table:number-rows-repeated="2">
  <table:table-cell table:style-name="child" office:value-type="string"><text:p>P</text:p></table:table-cell>
  <table:table-cell table:style-name="out" office:value-type="string"><text:p>合格</text:p>
   <office:annotation><dc:creator>张三</dc:creator><text:p>张三:</text:p><text:p>女厕灯坏</text:p></office:annotation>
  </table:table-cell>
 </table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_what_an_ods_says_beside_its_values(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", re.sub(r">\s+<", "><", _ODS))
    (sheet,) = read_cells(path, "ods")
    assert sheet.errors == {(0, 0): "#DIV/0!"}, "the text of an error that nobody computed is a text"
    assert sheet.fonts == {(0, 2): "Wingdings 2", (1, 0): "Wingdings 2", (2, 0): "Wingdings 2"}, "own, parent, column"
    assert sheet.struck == {(1, 1), (2, 1)}
    assert sheet.comments == {(1, 1): "女厕灯坏"}
