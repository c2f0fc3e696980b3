"""What stands beside the results in words is shown where people look: the school's page, and a sheet of the annex."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.reports.test_ledger import REGISTER, save_rows

from analysis.measures.results import RoundResults, measure_round
from analysis.reports.office.annex.annex import write_annex
from analysis.reports.publish.schools import draw_schools, name_page
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

SEEN = [
    ["全面改薄督查表", None, None, None, None],
    ["学校", "采光照明", "亮点", "建议", "备注"],
    ["东镇小学", "达标", "自制灯罩，省电", "=建议加装<灯>", "联系人：欧阳建国13812345678"],
    ["东镇初级中学", "未达标", None, "更换灯管", "无"],
    ["西镇小学", "达标", None, None, "另见东镇初级中学"],
]  # fmt: skip
HEADS = ["轮次", "镇", "学校", "方面", "要求", "类别", "原文", "出处"]


def read(folder: Path, rows: list[list[object]], standards: Standards) -> tuple[Round, RoundResults]:
    workspace = Workspace(folder)
    (workspace.raw / "2020-03").mkdir(parents=True)
    days = "first_day = 2020-03-02\nlast_day = 2020-03-06\n"
    (workspace.raw / "2020-03" / "round.toml").write_text(f'name = "三月"\nkind = "full"\n{days}', encoding="utf-8")
    (workspace.raw / "schools.csv").write_text(REGISTER, encoding="utf-8")
    save_rows(workspace.raw / "2020-03" / "改薄.xlsx", rows)
    round_ = read_round(workspace, "2020-03", standards)
    return round_, measure_round(round_)


@pytest.fixture(scope="module")
def remarked(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> tuple[Round, RoundResults]:
    return read(tmp_path_factory.mktemp("remarked"), SEEN, standards)


def open_sheet(round_: Round, results: RoundResults) -> Worksheet:
    (content,) = write_annex(round_, results).values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book[round_.standards.say("annex.sheet.remarks")]


def list_rows(sheet: Worksheet) -> list[list[object]]:
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def section(round_: Round, results: RoundResults, school: str) -> str:
    """The section of a school's page as it is read, "" where it has none."""
    page = draw_schools(round_, results)[name_page(school, round_.standards.lang)].decode("utf-8")
    found = re.search(r'<h2[^>]*id="remarks".*?(?=<h2)', page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "|", found[0])) if found else ""


def test_the_annex_lists_every_one_with_its_cell(remarked: tuple[Round, RoundResults]) -> None:
    heads, *rows = list_rows(open_sheet(*remarked))
    assert heads == HEADS
    assert sorted(rows, key=lambda row: row[7]) == [
        ["2020-03", town, school, "三、全面改薄", None, kind, text, f"《改薄.xlsx》 {cell}"]
        for town, school, kind, text, cell in (
            ("东镇", "东镇小学", "亮点、做法", "自制灯罩，省电", "C3"),
            ("东镇", "东镇小学", "建议", "=建议加装<灯>", "D3"),
            ("东镇", "东镇初级中学", "建议", "更换灯管", "D4"),
            ("东镇", "东镇小学", "备注", "联系人：〔…〕〔…〕", "E3"),
            ("西镇", "西镇小学", "备注", "另见东镇初级中学", "E5"),
        )
    ]


def test_a_remark_that_begins_as_a_formula_stays_a_text(remarked: tuple[Round, RoundResults]) -> None:
    (cell,) = (cell for row in open_sheet(*remarked).iter_rows() for cell in row if cell.value == "=建议加装<灯>")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_school_s_page_has_its_own_as_written(remarked: tuple[Round, RoundResults]) -> None:
    told = section(*remarked, "S1")
    for text in ("自制灯罩，省电", "=建议加装<灯>", "联系人：〔…〕", "《改薄.xlsx》 [Sheet] C3", "三、全面改薄"):
        assert text in told, text
    assert "更换灯管" not in told
    assert "13812345678" not in told


def test_another_school_s_name_is_masked_on_it(remarked: tuple[Round, RoundResults]) -> None:
    assert "另见〔…〕" in section(*remarked, "S4")


def test_without_any_the_sheet_says_so_and_the_page_has_no_section(tmp_path: Path, standards: Standards) -> None:
    plain = read(tmp_path, [[*row[:2], None, None, None] for row in SEEN], standards)
    heads, row = list_rows(open_sheet(*plain))
    assert (heads, row) == (HEADS, ["无", *[None] * 7])
    assert section(*plain, "S1") == ""


def test_in_english_words(tmp_path: Path, standards_en: Standards) -> None:
    round_, results = read(tmp_path, SEEN, standards_en)
    heads, *rows = list_rows(open_sheet(round_, results))
    assert {row[5] for row in rows} == {"done well", "advice", "remark"}
    assert heads == ["Round", "Town", "School", "Area", "Requirement", "Kind", "As written", "Source"]
    assert "Remarks and advice" in section(round_, results, "S1")
