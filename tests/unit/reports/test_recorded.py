"""Every problem that a round counts as its own stands in a list: of exceptions, or of the other recorded problems."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.reports.notices.sending import make_workspace
from tests.unit.reports.test_ledger import save_rows
from tests.unit.reports.word.opened import Opened

from analysis.measures.results import measure_round
from analysis.narrative.clauses import write_failing
from analysis.narrative.opening import write_facts
from analysis.narrative.passages import plain
from analysis.narrative.problems import write_problems
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.page import Page, open_page
from analysis.reports.pages.progress import draw_apart
from analysis.rounds.round import read_round
from analysis.standards.model import Standards

LEDGER = [
    ["问题编号", "学校", "督查日期", "对应内容", "存在问题", "整改期限"],
    ["A-1", "东镇小学", date(2020, 3, 2), "第16条", "女厕蹲位少2个", date(2020, 12, 31)],
    ["A-2", "东镇小学", date(2020, 3, 2), "", "校门口没有减速带", date(2020, 4, 30)],
    ["A-3", "南镇小学", date(2020, 3, 3), "", "食堂留样不足", ""],
    ["A-4", "东镇小学", date(2020, 3, 2), "第9条", "围墙缺口8米", date(2020, 5, 31)],
]
"""Nobody judged item 16 or canteens, and A-2 is about no item; A-4 is what the verdict on 围墙 says."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> Page:
    workspace = make_workspace(Path(tmp_path_factory.mktemp("recorded")) / "made")
    save_rows(workspace.raw / "2020-03" / "台账.xlsx", LEDGER)
    round_ = read_round(workspace, "2020-03", standards)
    return open_page(round_, measure_round(round_))


def test_the_report_lists_as_many_problems_as_it_counts(page: Page) -> None:
    rows = [
        [cell.text for cell in row.cells][1:] for row in Opened(write_report(page, "report")).document.tables[0].rows
    ]
    assert page.results.number("5-7")["numerator"] == len(rows) - 1 == 6, "three verdicts, three of the ledger alone"
    assert [[row[0], row[1], row[3]] for row in rows[-3:]] == [
        ["东镇小学", "其他登记的问题：全面改薄第16条 厕位与男女比例", "女厕蹲位少2个"],
        ["东镇小学", "其他登记的问题", "校门口没有减速带"],
        ["南镇小学", "其他登记的问题：安全信访第34条 食堂食品安全", "食堂留样不足"],
    ]
    assert [bool(row[4]) for row in rows[-3:]] == [True, True, False], "the last one has no deadline"


def test_areas_that_were_due_and_of_which_nothing_arrived_are_named(page: Page) -> None:
    silent = "安全信访（0/4所）、扶贫资助（0/4所）、其他方面（0/4所）"
    assert [plain(fact.text) for fact in write_facts(page.story)][-1] == silent
    lines = Opened(write_report(page, "report")).lines
    assert sum(f"应查方面中没有收到结果的：{silent}" in line for line in lines) == 1, "the opening"
    assert sum(line == f"没有收到结果的方面：{silent}" for line in lines) == 1, "annex 3"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_few_schools_the_count_stands_before_the_share(lang: str, page: Page, standards_en: Standards) -> None:
    story = page.story if lang == "zh" else replace(page.story, standards=standards_en)
    told = {"zh": "1所学校（1/3所）未达标", "en": "not met by 1 school (1/3)"}
    row = pd.Series({"code": "3-6", "unmet": 1, "denominator": 3})
    assert plain(write_failing(story, row, "unmet")) == told[lang]


def test_the_page_lists_those_that_are_no_exception_and_the_sentence_says_how_many(page: Page) -> None:
    assert "本轮新登记6个问题，其中3个不在已判项次之内，另列为“其他登记的问题”。" in plain(write_problems(page.story))
    drawn = re.sub(r"<[^>]+>", " ", str(draw_apart(page)))
    assert "其他登记的问题（3个）" in drawn
    assert [text for _, _, _, _, text, _ in LEDGER if str(text) in drawn] == [
        "女厕蹲位少2个", "校门口没有减速带", "食堂留样不足",
    ]  # fmt: skip
