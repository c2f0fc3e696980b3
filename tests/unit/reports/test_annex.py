"""附表.xlsx: what is in it, that its numbers are numbers and its texts texts, and how it filters and prints."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.mock_round import make_results, make_story, mock_frames, number_row

from analysis.measures.frames import make_frame
from analysis.measures.results import RoundResults
from analysis.measures.standing import list_item_standing
from analysis.reports.office.annex.annex import draw_annex
from analysis.reports.office.packages import settle_package
from analysis.reports.pages.page import Page
from analysis.standards.model import Standards

FORMULAS = ("=1+1", "+86", "-缺2", "@全校", "\t缺", "\r缺", "＝缺", "＋缺", "－缺", "＠缺")


@pytest.fixture(scope="module")
def results() -> RoundResults:
    """The invented round, with notes that a program could take for formulas, and a link."""
    made = replace(
        make_results(**mock_frames()), item_standing=list_item_standing(make_results(**mock_frames()).numbers)
    )
    notes = [*FORMULAS, "http://example.cn", "007"]
    told = made.exceptions.assign(note=[*notes, *made.exceptions["note"][len(notes) :]], deadline="2016-11-30")
    return replace(made, exceptions=told)


def open_annex(results: RoundResults, standards: Standards) -> Workbook:
    story = make_story(results, standards)
    names = {row["school_id"]: row["name"] for row in results.coverage.to_dict("records")}
    page = Page("2016-10", story, names=names, towns={}, sample=True)
    return openpyxl.load_workbook(io.BytesIO(draw_annex(page)))


@pytest.fixture(scope="module")
def book(results: RoundResults, standards: Standards) -> Workbook:
    return open_annex(results, standards)


def read_table(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    """The rows of a sheet's one table by their titles."""
    (table,) = sheet.tables.values()
    titles, *rows = sheet[table.ref]
    for row in rows:
        yield {title.value: cell.value for title, cell in zip(titles, row, strict=True)}


def find_row(book: Workbook, sheet: str, **wanted: object) -> dict[str, Any]:
    (row,) = (row for row in read_table(book[sheet]) if all(row[key] == value for key, value in wanted.items()))
    return row


def test_a_number_stands_in_its_parts(book: Workbook) -> None:
    row = find_row(book, "达标率", 代码="3-0")
    assert (row["k/N"], row["k"], row["N"], row["占比"]) == ("312/341", 312, 341, 91)
    assert (row["部分达标"], row["未达标"]) == (11, 18)
    shown = {cell.number_format for cells in book["达标率"].iter_rows() for cell in cells if cell.value == 91}
    assert shown == {'0"%"'}


def test_few_are_no_percentage_and_persons_are_a_sign(book: Workbook) -> None:
    few = next(row for row in read_table(book["数字"]) if row["N"] == 5)
    assert (few["k"], few["占比"]) == (4, "n<10")
    hidden = find_row(book, "数字", 代码="2-41")
    assert [hidden[name] for name in ("k/N", "k", "N", "占比")] == ["[c]"] * 4
    plain = find_row(book, "数字", 代码="6-1")
    assert [plain[name] for name in ("k/N", "k", "N", "占比")] == ["612", 612, None, None]


def test_nothing_of_nothing_is_not_applicable(standards: Standards) -> None:
    """0/0 is 不涉及 in every part that is a share, never 0 % nor an empty cell."""
    frames = mock_frames()
    frames["numbers"].append(number_row("3-18", "item", 0, 0, area="cond", item_id="cond.18", unit="school"))
    book = open_annex(make_results(**frames), standards)
    row = find_row(book, "数字", 代码="3-18")
    assert [row[name] for name in ("k/N", "k", "N", "占比")] == ["不涉及", 0, 0, "不涉及"]


def test_the_table_of_items_has_the_ministry_s_columns(book: Workbook) -> None:
    sheet = book["分项统计"]
    groups = [cell.value for cell in sheet[3] if cell.value]
    assert groups == ["达标学校（所）", "未达标学校（所）", "判定学校（所）"]
    row = find_row(book, "分项统计", 代码="3-16")
    assert (row["序号"], row["达标合计"], row["未达标合计"], row["达标其中教学点"]) == (16, 15, 7, "不涉及")
    assert find_row(book, "分项统计", 序号=18)["备注"] == "文本待核，未计"


def test_the_table_of_towns_says_not_applicable_instead_of_everything_of_nothing(book: Workbook) -> None:
    total, *towns = (row for row in read_table(book["分镇统计"]) if row["方面"] == "三、全面改薄")
    assert (total["镇"], total["总数"], total["达标数"], total["达标率"], total["代码"]) == ("合计", 22, 4, 18, "3-0a")
    assert total["教学点总数"] == "不涉及"
    assert [(row["序号"], row["镇"]) for row in towns][:2] == [(1, "松岫镇"), (2, "鹭汀镇")]


def test_a_text_is_never_a_formula_a_link_or_a_number(book: Workbook) -> None:
    notes = {cell.value: cell for row in book["例外"].iter_rows() for cell in row if isinstance(cell.value, str)}
    for text in FORMULAS:
        found = notes[text.replace("\r", "\n")]
        assert (found.data_type, found.quotePrefix) == ("s", True), text
    assert all(notes[text].data_type == "s" and not notes[text].quotePrefix for text in ("http://example.cn", "007"))
    assert notes["http://example.cn"].hyperlink is None
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_day_is_a_day(book: Workbook) -> None:
    days = {row["期限"] for row in read_table(book["例外"])}
    assert days == {datetime(2016, 11, 30)}
    assert any(cell.value == datetime(2016, 10, 18) for row in book["说明"].iter_rows() for cell in row)


def test_every_sheet_filters_stays_in_sight_and_prints_on_a4(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        head = sheet[first].row
        assert table.autoFilter.ref == table.ref, sheet.title
        assert sheet.freeze_panes.endswith(str(head + 1)), sheet.title
        assert sheet.print_title_rows.endswith(f"${head}"), sheet.title
        assert sheet.print_area.endswith(f"${last.rstrip('0123456789')}${sheet[last].row}"), sheet.title
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.right.text
        assert not [merge for merge in sheet.merged_cells.ranges if merge.max_row >= head], sheet.title


def test_the_list_of_conclusions_begins_with_its_titles(book: Workbook) -> None:
    titles = [cell.value for cell in book["明细"][1]]
    named = ["轮次", "镇", "学校", "类别", "方面", "要求", "结论", "依据", "原文", "出处", "期限", "状态"]
    assert [title for title in titles if title in named] == named


def test_a_sheet_of_nothing_says_so(standards: Standards) -> None:
    empty = replace(make_results(**mock_frames()), exceptions=make_frame("exceptions"))
    book = open_annex(empty, standards)
    (row,) = read_table(book["例外"])
    assert row["代码"] == "无"
    assert any("exceptions，无" in str(cell.value) for cell in book["说明"]["B"])


def test_the_first_sheet_names_round_day_signs_and_every_sheet(book: Workbook) -> None:
    told = "\n".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value)
    for text in ("2016年10月常规重点工作督查　附表", "草稿 · 截至10月18日", "示例数据，全系虚构", "[c] 人数或差额较少"):
        assert text in told
    links = {cell.value for row in book["说明"].iter_rows() for cell in row if cell.hyperlink}
    assert links == set(book.sheetnames[1:])


def test_the_same_results_are_the_same_bytes_in_either_language(standards_en: Standards) -> None:
    page = Page("2016-10", make_story(make_results(**mock_frames()), standards_en))
    first, second = (settle_package(draw_annex(page), day=date(2016, 10, 18)) for _ in range(2))
    assert first == second
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert book.sheetnames[:4] == ["About", "By town", "By item", "Rates"]
    assert find_row(book, "Rates", Code="3-16")["Unit"] == "schools"
    assert (book.properties.creator or "") == ""
