"""The analyst's appendix of October: what is said of counts, teams and balance, worked out by hand from the sample."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.golden.measured import measure

from analysis.narrative.crosschecks import write_balance, write_computed, write_teams
from analysis.narrative.passages import plain
from analysis.reports.pages.analysis import draw_analysis
from analysis.reports.pages.chapters import draw_heading
from analysis.reports.pages.page import Page, open_page

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def october(workspace: Path) -> Page:
    return open_page(*measure(workspace, "2016-10"))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_counts_and_inspectors_differ_once(october: Page) -> None:
    # 芦洼初中, item 5: ticked, and 509 pupils have 506 desks.
    assert "1项次不一致，以现场判定为准" in plain(write_computed(october.story))
    row = r"芦洼乡初级中学 3-5 课桌椅 × 未达标 达标 3 《改薄检查表-三组.xlsx》 I9 达标"
    assert re.search(row, text_of(draw_analysis(october).html))


def test_two_teams_with_all_three_coefficients(october: Page) -> None:
    # 47 met to both, 1 met to one team, 1 to neither: agreement 48/49; chance (47·48 + 2·1)/49² = 2258/2401,
    # kappa (2352 − 2258)/(2401 − 2258) = 94/143 = 0.66, PABAK 2·48/49 − 1 = 0.96.
    told = plain(write_teams(october.story))
    assert told.startswith("3个督查组中有两个组都到过的学校3所，两组都判过49项次：结论一致48/49")
    assert "kappa 0.66，PABAK 0.96" in told


def test_no_team_is_named_beside_its_verdicts(october: Page) -> None:
    sentences = [write_teams(october.story), write_computed(october.story), write_balance(october.story)]
    assert not any(team in plain(one) for one in sentences for team in ("一组", "二组", "三组"))


def test_every_section_stands_under_its_method(october: Page) -> None:
    html = draw_analysis(october).html
    for title in ("按数计算与现场判定（方法 §5）", "督查组之间是否一致（方法 §16）", "各校差异系数（方法 §19）"):
        assert f"<summary>{title}</summary>" in html
    assert "分析附录" in draw_heading(october, "analysis").html


def test_a_round_without_these_numbers_has_no_appendix(workspace: Path) -> None:
    round_, results = measure(workspace, "2016-11")
    numbers = results.numbers[results.numbers["chapter"] != 8].reset_index(drop=True)
    page = open_page(round_, replace(results, numbers=numbers))
    assert not draw_analysis(page).html
    assert not draw_heading(page, "analysis").html


def test_limits_from_memory_say_so(october: Page) -> None:
    assert "基本均衡小学0.65、初中0.55（凭记忆，待核）" in plain(write_balance(october.story))
