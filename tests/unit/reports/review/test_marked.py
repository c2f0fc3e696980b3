"""A workbook sent back: coloured, commented, and without a trace of what was refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from analysis.errors import MissingError
from analysis.reports.review.marked import FILLS
from analysis.reports.review.single import Single, check_file
from analysis.standards.model import Standards

REGISTER = "school_id,name,short_name,town,kind\nS1,东镇小学,东小,东镇,primary\nS4,西镇小学,西小,西镇,primary\n"
PERSONS = ("欧阳青禾", "司马望舒", "诸葛一诺", "13900001111", "110101200601011234", "东镇柳树村九组七号")
"""What must stand nowhere in the copy; invented."""
Check = Callable[[Path], Single]


@pytest.fixture
def check(tmp_path: Path, standards: Standards) -> Check:
    register = tmp_path / "schools.csv"
    register.write_text(REGISTER, encoding="utf-8")
    return lambda path: check_file(path, standards, None, schools=register, round_id="2020-03")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A sheet of work with a column of names, a sheet of persons, and names in every corner of the file."""
    book = Workbook()
    sheet = book.active
    sheet.title = "督查表"
    for row in (
        ["督查表", None, None, None, None],
        ["学校", "第4条 采光照明", "第8条 体育场地设施", "联系人", "备注"],
        ["东小", "√", "待核", "欧阳青禾", "已告知欧阳青禾本人"],
        ["西小", None, "×", "司马望舒", "=1+1"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet["B3"].comment = Comment("诸葛一诺：已看", "欧阳青禾")
    rule = DataValidation(type="list", formula1='"欧阳青禾,司马望舒"')
    sheet.add_data_validation(rule)
    rule.add("D3")
    listed = book.create_sheet("学生名单")
    for row in (
        ["姓名", "身份证号", "家庭住址", "家长电话"],
        ["诸葛一诺", "110101200601011234", "东镇柳树村九组七号", "13900001111"],
        ["欧阳青禾", "110101200601011234", "东镇柳树村九组七号", "13900001111"],
    ):
        listed.append(row)
    listed.sheet_state = "hidden"
    book.defined_names["欧阳青禾"] = DefinedName("欧阳青禾", attr_text="学生名单!$A$2")
    book.properties.creator = book.properties.lastModifiedBy = "欧阳青禾"
    book.properties.keywords = "司马望舒"
    path = tmp_path / "督查表.xlsx"
    book.save(path)
    return path


def mark(check: Check, path: Path, standards: Standards) -> Path:
    return check(path).mark(path.with_name("标注.xlsx"), standards)


def test_roles_are_coloured_and_flags_commented(check: Check, workbook: Path, standards: Standards) -> None:
    book = load_workbook(mark(check, workbook, standards))
    sheet = book["督查表"]

    def fill(cell: str) -> str:
        return str(sheet[cell].fill.fgColor.rgb)[-6:]

    assert [fill(cell) for cell in ("A1", "B2", "A3", "B3", "B4", "D3", "E3")] == [
        FILLS[role] for role in ("title", "header", "school", "finding", "finding", "refused", "remark")
    ], "the blank B4 is a finding too"
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["B3", "C3"]
    assert "已看" in sheet["B3"].comment.text, "the sender's comment is told again, without who wrote it"
    assert "待核" in sheet["C3"].comment.text
    assert (sheet["C3"].value, sheet["C3"].border.left.style) == ("待核", "medium")
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A1:E1"]


def test_a_legend_says_what_the_colours_mean(check: Check, workbook: Path, standards: Standards) -> None:
    sheet = load_workbook(mark(check, workbook, standards))["图例"]
    rows = [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]
    assert ["判定", "4", "判定：达标、未达标等，计入结论。"] in rows or any(row[0] == "判定" for row in rows)
    assert ["督查表", "D", "联系方式"] in rows or ["督查表", "D", "人名"] in rows
    assert ["学生名单", "整张表", "个人名单表"] in rows


def test_refused_cells_are_blank_and_nowhere_else(check: Check, workbook: Path, standards: Standards) -> None:
    out = mark(check, workbook, standards)
    book = load_workbook(out)
    assert [cell.value for row in book["学生名单"].iter_rows() for cell in row if cell.value is not None] == []
    assert book["督查表"]["D3"].value is None
    assert book["督查表"]["E3"].value == "已告知〔…〕本人"
    with zipfile.ZipFile(out) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8")
            assert [person for person in PERSONS if person in text or person in name] == [], name
    assert list(book.defined_names) == []
    assert not book["督查表"].data_validations.dataValidation


def test_nothing_becomes_a_formula(check: Check, tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "a.csv"
    path.write_text('学校,第4条 采光照明,备注\n东小,√,"=HYPERLINK(""http://x"")"\n西小,×,＝1+1\n', encoding="utf-8")
    book = load_workbook(mark(check, path, standards))
    sheet = book.worksheets[0]
    assert sheet["C2"].value == '=HYPERLINK("http://x")'
    assert [sheet[cell].quotePrefix for cell in ("C2", "C3", "A2", "B2")] == [True, True, False, False]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_same_workbook_gives_the_same_bytes(check: Check, workbook: Path, standards: Standards) -> None:
    assert mark(check, workbook, standards).read_bytes() == mark(check, workbook, standards).read_bytes()


@pytest.mark.shared
@pytest.mark.parametrize("case", ["13_xls_aid_money", "18_ods_two_tables", "19_hard_ledger", "22_person_sheets"])
def test_refused_values_of_a_case_stand_nowhere(case: str, shared: Path, tmp_path: Path, standards: Standards) -> None:
    from analysis.reading.cells import read_cells, show_value
    from analysis.reading.preflight import sniff

    path = next(p for p in sorted((shared / "cases" / case).iterdir()) if p.suffix in (".xls", ".ods", ".xlsx"))
    single = check_file(path, standards, None, schools=shared / "cases" / "schools.csv", round_id="2016-10")
    out = single.mark(tmp_path / "标注.xlsx", standards)
    cells = single.tables["cells"]
    refused = set(cells.loc[cells["role"] == "refused", ["sheet", "row", "col"]].itertuples(index=False, name=None))
    values = {
        show_value(value)
        for sheet in read_cells(path, sniff(path))
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if (sheet.name, row, column) in refused
    }
    telling = [text for text in values if sum(letter.isdigit() for letter in text) >= 11]
    with zipfile.ZipFile(out) as parts:
        whole = "".join(parts.read(name).decode("utf-8") for name in parts.namelist())
    assert [text for text in telling if text in whole] == []


# ---- what was read, in lines


def test_what_was_read_is_told(check: Check, workbook: Path, standards: Standards) -> None:
    lines = check(workbook).describe(standards)
    text = "\n".join(lines)
    assert "行：标题1、表头1、表内其他2" in text
    assert "判定：达标1、未达标1、空白1、认不出1" in text
    assert "条目（2）：3-4 采光照明、3-8 体育场地设施" in text
    assert "学校：认得2所，认不得0处" in text
    assert "整张表个人名单表（个人信息）" in text
    assert "[督查表] C3" in text
    assert not [person for person in PERSONS if person in text]


def test_a_file_that_is_not_there(check: Check, tmp_path: Path) -> None:
    with pytest.raises(MissingError):
        check(tmp_path / "none.xlsx")


def test_a_title_merged_over_rows_has_room(check: Check, tmp_path: Path, standards: Standards) -> None:
    book = Workbook()
    book.active.append(["学校", "教室采光照明是否符合学校建筑规范要求"])
    book.active.append([None, None])
    book.active.append(["东小", "√"])
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:B2")
    book.save(tmp_path / "表.xlsx")
    sheet = load_workbook(mark(check, tmp_path / "表.xlsx", standards)).worksheets[0]
    assert sum(sheet.row_dimensions[row].height or 15 for row in (1, 2)) > 60, "five lines of four characters"
