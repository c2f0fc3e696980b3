"""说明: whose tables these are, as of when, what the signs mean, what each sheet is and how to look a number up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from analysis.narrative.opening import write_facts
from analysis.narrative.passages import plain
from analysis.narrative.quality import write_method
from analysis.reports.office.annex.book import TITLE_POINTS, AnnexBook
from analysis.reports.office.annex.sheet import Sheet, say
from analysis.reports.office.page import height_of
from analysis.reports.pages.page import Page

WIDTHS = (16.0, 86.0)
"""Widths of a label and of what it says."""


def draw_cover(page: Page, book: AnnexBook, sheets: Sequence[Sheet], *, mark: str) -> None:
    """Draw the first sheet.

    Args:
        page: the round.
        book: the workbook.
        sheets: those that follow.
        mark: draft mark.
    """
    standards, drawn = page.standards, book.add("cover", WIDTHS)
    title = say(standards, "title", round=page.story.name)
    book.put(drawn, 0, 0, title, font_size=TITLE_POINTS, bold=True, text_wrap=False)
    drawn.set_row(0, height_of([(title, sum(WIDTHS))], size=TITLE_POINTS))
    row = 1
    for label, text in _list_lines(page, mark):
        _write_line(book, drawn, row, label, text)
        row += 1
    for place, sheet in enumerate(sheets):
        _write_line(book, drawn, row, "" if place else say(standards, "cover.sheets"), "")
        row += 1 if not place else 0
        _link_sheet(page, book, drawn, row, sheet)
        row += 1
    book.set_up(drawn, title=say(standards, "sheet.cover"), landscape=False)
    drawn.print_area(0, 0, row - 1, len(WIDTHS) - 1)


def _list_lines(page: Page, mark: str) -> Iterator[tuple[str, str | date]]:
    """(label, text) of everything above the list of sheets."""
    story, standards = page.story, page.standards

    def label(name: str) -> str:
        return say(standards, f"cover.{name}")

    yield label("state"), mark
    if page.sample:
        yield label("sample"), page.say("sample_mark")
    yield label("round"), page.round_id
    yield label("kind"), page.word(f"round_kind.{story.kind}")
    yield label("days"), standards.say("date.span", first=story.first_day.isoformat(), last=story.last_day.isoformat())
    yield label("as_of"), story.as_of
    if story.office:
        yield label("office"), story.office
    for fact in write_facts(story):
        yield fact.label, plain(story.mark(fact.text))
    yield label("symbols"), page.word("mark.legend")
    yield label("codes"), say(standards, "cover.codes_text")
    yield label("formulas"), say(standards, "cover.formulas_text", code=say(standards, "head.code"))
    for place, rule in enumerate(text for text in write_method(story) if text != page.word("mark.legend")):
        yield "" if place else label("rule"), rule


def _write_line(book: AnnexBook, drawn: Any, row: int, label: str, text: str | date) -> None:
    book.put(drawn, row, 0, label, bold=True, valign="top", font_color=book.style.colours["ink2"])
    look = {"num_format": "yyyy-mm-dd", "align": "left"} if isinstance(text, date) else {}
    book.put(drawn, row, 1, text, valign="top", **look)
    drawn.set_row(row, height_of([(label, WIDTHS[0]), (str(text), WIDTHS[1])]))


def _link_sheet(page: Page, book: AnnexBook, drawn: Any, row: int, sheet: Sheet) -> None:
    """The sheet's name as a link to it, and what it is."""
    standards, name = page.standards, say(page.standards, f"sheet.{sheet.name}")
    key = "cover.sheet_line" if sheet.lines else "cover.sheet_empty"
    told = say(standards, key, about=say(standards, f"about.{sheet.name}"), name=sheet.name, rows=len(sheet.lines))
    look = book.look(font_color=book.style.colours["link"], underline=1, valign="top")
    drawn.write_url(row, 0, f"internal:'{name}'!A1", look, name)
    book.put(drawn, row, 1, told, valign="top")
    drawn.set_row(row, height_of([(told, WIDTHS[1])]))
