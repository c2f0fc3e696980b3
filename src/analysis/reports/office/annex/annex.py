"""附表.xlsx: made from the results of a round, in the order in which a meeting asks for it."""

from __future__ import annotations

from analysis.measures.results import RoundResults
from analysis.narrative.opening import write_draft_mark
from analysis.reports.office.annex.book import AnnexBook
from analysis.reports.office.annex.comparison import list_changed, list_changes, list_over_claims
from analysis.reports.office.annex.cover import draw_cover
from analysis.reports.office.annex.problems import list_exceptions, list_numbers, list_problems, list_toilets
from analysis.reports.office.annex.quality import list_quality
from analysis.reports.office.annex.remarks import list_remarks
from analysis.reports.office.annex.sheet import Sheet, say
from analysis.reports.office.annex.sources import list_details, list_every_number, list_sources
from analysis.reports.office.annex.standing import list_coverage, list_items, list_rates, list_towns
from analysis.reports.office.packages import settle_package
from analysis.reports.pages.page import Page, open_page
from analysis.rounds.round import Round

ANNEX_FILE = {"zh": "附表.xlsx", "en": "annex_tables.xlsx"}
"""File name of the annex, by language."""
PROGRESS = ("problem", "deadline")
"""Subjects of the numbers of 整改进度."""
REPORTS = ("agreement", "report")
"""Subjects of the numbers of 自报与实地."""


def write_annex(round_: Round, results: RoundResults) -> dict[str, bytes]:
    """The annex of a round: file name → content; the same results give the same bytes."""
    page = open_page(round_, results)
    written = draw_annex(page)
    title = say(page.standards, "properties", round=round_.name)
    return {ANNEX_FILE[page.standards.lang]: settle_package(written, day=round_.as_of, title=title)}


def draw_annex(page: Page) -> bytes:
    """Draw it: what it is, then a sheet a table."""
    mark, sheets = write_draft_mark(page.story), list_sheets(page)
    book = AnnexBook(page.standards, footer={"round": page.story.name, "mark": mark})
    draw_cover(page, book, sheets, mark=mark)
    for sheet in sheets:
        book.draw(sheet)
    return book.close()


def list_sheets(page: Page) -> tuple[Sheet, ...]:
    """The sheets after the first one."""
    return (
        list_towns(page), list_items(page), list_rates(page), list_coverage(page), list_exceptions(page),
        list_toilets(page), list_numbers(page, "progress", PROGRESS), list_problems(page),
        list_numbers(page, "reports", REPORTS), list_over_claims(page), list_changes(page), list_changed(page),
        list_remarks(page), list_quality(page), list_every_number(page), list_sources(page), list_details(page),
    )  # fmt: skip
