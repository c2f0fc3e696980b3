"""[r] stands at a number that an erratum changed in each product that shows it, and at no other."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from tests.unit.mock_round import make_results, make_story, mock_frames
from tests.unit.reports.slide_reading import ReadSlide, read_deck

from analysis.measures.standing import list_item_standing
from analysis.narrative.closing import Revision
from analysis.narrative.document import write_document, write_text
from analysis.narrative.figures import describe_figure
from analysis.narrative.story import Story
from analysis.reports.office.annex.annex import draw_annex
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.master import make_master
from analysis.reports.pages.areas import draw_items, draw_towns
from analysis.reports.pages.page import Page
from analysis.reports.pages.school import draw_areas
from analysis.standards.model import Standards

TOWN = {"code": "3-0", "group_by": "town", "group": "松岫镇", "numerator": 60, "denominator": 72, "subject": "area"}
"""Checks met in a town, beside those of the mock round."""


def revise(code: str, group_by: str = "", group: str = "") -> Revision:
    return Revision(code, group_by, group, code, "", "", "复核", 1, date(2016, 11, 2))


@pytest.fixture(scope="module")
def page(standards: Standards) -> Page:
    """The mock round after an erratum of 3-16 and of 3-0 in 松岫镇; 3-0, 3-4 and the other towns stay."""
    frames = mock_frames()
    plain = {"area": "cond", "unit": "check", "chapter": 3, "percent": float("nan")}
    frames["numbers"] += [{**TOWN, **plain}, {**TOWN, **plain, "group": "鹭汀镇", "numerator": 61}]
    made = make_results(**frames)
    results = replace(made, item_standing=list_item_standing(made.numbers))
    revisions = (revise("3-16"), revise("3-0", "town", "松岫镇"))
    story = replace(make_story(results, standards), revisions=revisions)
    return Page("2016-10", story, names=story.names, towns={})


@pytest.fixture(scope="module")
def story(page: Page) -> Story:
    return page.story


def list_signed(page: Page, html: str) -> list[str]:
    """The texts of the table cells that bear the sign, without their tags."""
    cells = (re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL))
    return [cell for cell in cells if "[r]" in cell]


def test_a_plain_cell_of_the_page_is_signed(page: Page) -> None:
    area = page.standards.area("cond")
    assert list_signed(page, draw_towns(page, area)) == ["60/72[r]"]
    assert list_signed(page, draw_items(page, area)) == ["15/22[r]3-16"]


def test_a_page_without_the_erratum_has_the_sign_and_no_link_to_it(page: Page) -> None:
    school = replace(page, erratum=False)
    counts = [{"area": "cond", "met": 17, "partial": 0, "unmet": 1}]
    results = replace(page.results, school_counts=make_results(school_counts=counts).school_counts)
    whole = replace(page.story, results=results, revisions=(revise("3-0"),))
    html = draw_areas(replace(school, story=whole)).html
    assert list_signed(page, html) == ["312/341[r]3-0"]
    assert "#erratum" not in html
    assert "[r]" not in draw_areas(replace(school, story=replace(whole, revisions=(revise("3-16"),)))).html


def test_a_caption_signs_the_codes_behind_its_chart(story: Story) -> None:
    told = {name: describe_figure(name, story, area=area).caption
            for name, area in (("toilets", ""), ("areas", ""), ("items", "cond"), ("towns", "cond"))}  # fmt: skip
    assert "3-16[r]" in told["toilets"]
    assert "[r]" not in told["areas"]
    assert "数字3-1至3-20（其中3-16[r]）" in told["items"]
    assert "[r]" not in told["towns"]  # items by town: none of those was revised


def read_rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    (table,) = book[sheet].tables.values()
    titles, *rows = book[sheet][table.ref]
    return [{title.value: cell.value for title, cell in zip(titles, row, strict=True)} for row in rows]


def test_the_annex_signs_the_number_as_printed_and_leaves_its_parts_numbers(page: Page) -> None:
    book = openpyxl.load_workbook(io.BytesIO(draw_annex(page)))
    rates = {row["代码"]: row for row in read_rows(book, "达标率")}
    assert (rates["3-16"]["k/N"], rates["3-16"]["k"]) == ("15/22[r]", 15)
    assert [code for code, row in rates.items() if "[r]" in row["k/N"]] == ["3-16"]
    remarks = {row["代码"]: row["备注"] for row in read_rows(book, "分项统计")}
    assert [remark for remark in remarks.values() if remark and "[r]" in remark] == ["[r] 3-16"]


@pytest.fixture(scope="module")
def slides(page: Page) -> dict[str, ReadSlide]:
    slides = read_deck(draw_deck(page, make_master(page.standards)))
    return dict(zip(("coverage", "areas", "items", "toilets", "agreement", "change", "problems", "decide"), slides,
                    strict=True))  # fmt: skip


def test_slides_sign_it_in_panel_foot_and_notes(slides: dict[str, ReadSlide]) -> None:
    toilets = slides["toilets"]
    assert "15/22[r]" in toilets.find("panel")
    assert "〔3-16〕 15/22[r]" in toilets.notes
    assert "（含[r]）" in slides["items"].find("round")
    for name in ("coverage", "areas", "change"):
        assert "[r]" not in slides[name].text + slides[name].notes


def test_the_written_report_says_what_the_sign_means(story: Story) -> None:
    document = write_document(story, "report")
    text = write_text(story, document)
    assert "15/22[r]" in text
    assert text.count("注：标有[r]的数字已在定稿后更正") == 1
    assert "[r]" not in write_text(replace(story, revisions=()), document)
    assert "[r]" not in write_text(replace(story, revisions=(revise("9-9"),)), document)
