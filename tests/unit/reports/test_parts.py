"""Parts of the page that say what is not there: small counts, nothing judged, an invented round, plain counts."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pandas as pd
import pytest
from tests.unit.reports.invented import make_page

from analysis.measures.frames import make_frame
from analysis.measures.results import RoundResults
from analysis.narrative.quality import write_quality
from analysis.reports.pages.areas import draw_areas, draw_items
from analysis.reports.pages.document import draw_document
from analysis.reports.pages.figures import hold_codes
from analysis.reports.pages.front import draw_front, draw_trust
from analysis.reports.pages.page import Page
from analysis.reports.pages.panels import draw_panels
from analysis.reports.pages.quality import draw_fates, draw_workbooks
from analysis.reports.pages.sources import draw_sources
from analysis.reports.pages.toilets import draw_stalls


def empty_page() -> Page:
    """A round of which nothing has come."""
    page = make_page()
    results = RoundResults(**{part.name: make_frame(part.name) for part in fields(RoundResults)})
    return replace(page, story=replace(page.story, results=results), panels=frozenset())


def stalls(boys: float, girls: float) -> Page:
    """A round with one school's stalls."""
    page = make_page()
    row = {"school_id": "S001", "boys": boys, "girls": girls, "stalls_m": 1, "stalls_f": 2, "required_f": 1,
           "short_f": 0, "verdict": "met"}  # fmt: skip
    results = replace(page.results, toilets=make_frame("toilets", [row]))
    return replace(page, story=replace(page.story, results=results))


@pytest.mark.parametrize(
    ("boys", "girls", "shown"),
    [
        pytest.param(9, 41, False, id="few boys hide the girls too: the total may be known"),
        pytest.param(38, 1, False, id="few girls"),
        pytest.param(10, 41, True, id="ten are no small count"),
        pytest.param(0, 41, True, id="a girls' school has no boy to protect"),
    ],
)
def test_fewer_than_ten_pupils_of_a_school_are_not_told(boys: int, girls: int, *, shown: bool) -> None:
    drawn = str(draw_stalls(stalls(boys, girls)))
    stated = re.findall('<td class="r">(.*?)</td>', drawn)[:2]
    assert re.findall('<th scope="col" class="r">(.*?)</th>', drawn)[:2] == ["男生", "女生"]
    assert (stated == [str(boys), str(girls)]) is shown
    assert ("[c]" in drawn) is not shown
    assert ("最多对应13名女生" in drawn) is not shown


def test_a_sample_says_so_on_screen_and_on_every_printed_sheet() -> None:
    page = make_page()
    assert "示例数据" not in str(draw_front(page).html)
    head = draw_front(replace(page, sample=True))
    assert '<span class="draft sample">示例数据，全系虚构</span>' in str(head.html)
    assert head.facts["mark"].startswith("示例数据，全系虚构 · ")
    assert "示例数据" in head.facts["page_title"]


def test_a_round_with_nothing_seen_says_so_and_draws_no_empty_table() -> None:
    page = empty_page()
    assert "本轮还没有实地查看或核实的结果（收到工作簿0份，读入0份）" in str(draw_trust(page).html)
    for drawn in (draw_areas(page), draw_workbooks(page), draw_fates(page)):
        assert "<table" not in str(drawn)
    assert "还没有经实地查看判定或核实的结果" in str(draw_document(page).html), "what the document says, too"
    assert "本轮还没有" not in str(draw_trust(make_page()).html)


def test_a_districts_total_is_not_called_words_only() -> None:
    page = make_page()
    drawn = str(draw_items(page, page.standards.area("safety")))
    row = drawn.split(page.standards.name("safety.21"))[1].split("</tr>")[0]
    assert "按全区计" in row
    assert "只列文字" not in row


def test_a_panel_of_plain_counts_does_not_speak_of_verdicts() -> None:
    page = make_page()
    cells = page.results.number_cells
    plain = cells.assign(part=cells["part"].where(cells["code"] != "3-16", "counted"))
    panels = str(draw_panels(replace(page, story=replace(page.story, results=_with_cells(page, plain)))))
    assert "数字3-16的格" in panels
    assert "数字3-16：先列未达标" not in panels
    assert "数字3-16：先列未达标或部分达标的格" in str(draw_panels(page))


def _with_cells(page: Page, cells: pd.DataFrame) -> RoundResults:
    return replace(page.results, number_cells=cells)


def test_schools_without_an_attribute_are_told_with_what_follows() -> None:
    story = replace(make_page().story, unknown={"boarding": 3, "arid": 1})
    told = "".join(part if isinstance(part, str) else part.text for line in write_quality(story) for part in line)
    assert "登记表里3所学校没有写“寄宿”；1所学校没有写“特别干旱”：只对这类学校适用的条，对它们按适用计。" in told


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("钱多多.xlsx", "〔…〕.xlsx", id="a file named after a person"),
        pytest.param("附件3_钱多多(1).xlsx", "附件3_〔…〕(1).xlsx", id="a name among other parts"),
        pytest.param("白果.xlsx", "白果.xlsx", id="a village that a school is named after"),
        pytest.param("马鞍（10月）.xlsx", "马鞍（10月）.xlsx", id="a school's own name"),
        pytest.param("安全.xlsx", "安全.xlsx", id="an ordinary word that begins with a surname"),
        pytest.param("全面改薄（一组）.xlsx", "全面改薄（一组）.xlsx", id="a table"),
    ],
)
def test_a_file_named_after_a_person_is_shown_without_the_name(name: str, shown: str) -> None:
    page = replace(make_page(), known=frozenset({"白果小学"}))
    assert page.file(name) == f"《{shown}》"
    assert page.message(f"《{name}》[钱多多] 读不了") == f"《{shown}》[〔…〕] 读不了"


def test_a_caption_never_breaks_inside_a_number_code() -> None:
    shown = hold_codes("n=22所，截至2016-10-18。数字3-16、1-31a。")
    assert re.findall(r'<span class="nw">([^<]*)</span>', shown) == ["3-16", "1-31a"]


def test_the_list_of_numbers_carries_the_legend_of_its_signs() -> None:
    assert "[c] 人数或差额较少，保密不列　[z] 不涉及" in draw_sources(make_page())
