"""outputs/index.html lists what there is to open, never samples among real rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.reports.publish.entries import list_products
from analysis.reports.publish.index import Entry, draw_index
from analysis.standards.load import load_standards

SAMPLE = Entry("2016-10", "2016年10月<督查>", "full", date(2016, 10, 17), True, ("report.html", "report.en.html"))
REAL = Entry("2017-03", "2017年3月督查", "revisit", date(2017, 3, 9), False, ("report.html",))


def test_rounds_are_listed_newest_first_and_escaped() -> None:
    page = draw_index(
        [SAMPLE, replace(SAMPLE, round_id="2016-11", name="后一轮", last_day=date(2016, 11, 25))], load_standards()
    )
    assert page.index("后一轮") < page.index("2016年10月&lt;督查&gt;")
    assert '<a href="2016-10/report.html">' in page
    assert '<a href="2016-10/report.en.html">report.en.html</a>' in page


def test_a_round_says_what_it_came_to_and_opens_its_schools() -> None:
    told = replace(
        SAMPLE, as_of=date(2016, 10, 18), facts=(("实地查看", "22/24所"), ("全面改薄", "303/329")),
        schools=(("栎坪镇中心小学", "schools/L01.html"),), state="草稿",
    )  # fmt: skip
    page = draw_index([told], load_standards())
    assert "草稿 · 截至2016年10月18日" in page
    assert "<dt>实地查看</dt><dd>22/24所</dd><dt>全面改薄</dt><dd>303/329</dd>" in page
    assert '<a href="2016-10/schools/L01.html">栎坪镇中心小学</a>' in page
    assert "没有列出" not in page


def test_of_a_round_whose_page_is_not_told_no_state_is_claimed() -> None:
    page = draw_index([REAL], load_standards())
    assert "2017-03 · 回头看" in page
    assert "没有列出本轮的状态和数字" in page
    assert "ducha report 2017-03" in page
    assert "草稿" not in page


def test_samples_leave_the_index_when_a_real_round_is_there() -> None:
    page = draw_index([SAMPLE, REAL], load_standards())
    assert "2017年3月督查" in page
    assert "2016-10" not in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_index_without_rounds_is_a_page(lang: str) -> None:
    page = draw_index([], load_standards(lang=lang))
    assert page.count("<h1>") == 1
    assert "default-src 'none'" in page.replace("&#39;", "'")


def test_the_index_links_the_products_that_lie_there_and_pages_of_two_rounds(tmp_path: Path) -> None:
    for name in ("督查情况.pptx", "report.html", "compare-2016-05.html", "compare-2016-05.en.html", "manifest.json"):
        (tmp_path / name).touch()
    assert list_products(tmp_path, "zh") == (
        "report.html", "督查情况.pptx", "compare-2016-05.en.html", "compare-2016-05.html",
    )  # fmt: skip
