"""The first sheet of a blank form: how to fill it in, on one page."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from analysis.reports.office.form_book import FormBook
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.spelling import ANSWERS


def draw_guide(book: FormBook, sheet: Worksheet) -> None:
    """How to fill in, on one page."""
    page = PrintedSheet(sheet, book.standards.style, [80.0])
    page.line(book.say("guide.title", round=book.paper.settings.name, label=book.label), size=15, bold=True)
    mark = book.standards.say("mark.list")
    listed = mark.join(book.speller.school(school) for school in book.form.schools)
    page.line(book.say("guide.schools", listed=listed))
    for text in (*_tell_answers(book), *_tell_counts(book), *_tell_ledger(book)):
        page.line(text, size=11)
    uncertain = [book.standards.name(item_id) for item_id in book.paper.uncertain]
    if uncertain:
        page.line(book.say("guide.uncertain", listed=mark.join(uncertain)), size=11)
    page.line(book.say("guide.persons"), size=11)
    page.line(book.say("guide.sheets"), size=11)
    footer = book.say("footer", round=book.paper.settings.name, label=book.label, sheet=sheet.title)
    page.print_on_a4(landscape=False, repeat=None, footer=footer, pages=book.say("pages"))


def _tell_answers(book: FormBook) -> list[str]:
    """What each answer means."""
    meanings = [
        book.say("guide.answer", word=book.speller.answer(verdict), meaning=book.say(f"answer.{verdict}"))
        for verdict in ANSWERS
    ]
    grey = [book.say("guide.grey")] if book.by_team else []
    return [book.say("guide.answers"), *meanings, book.say("guide.blank"), *grey, book.say("guide.reasons")]


def _tell_counts(book: FormBook) -> list[str]:
    """How counts are written, and that urinals are no stalls where stalls are asked."""
    asked = {name for area in book.form.measures.values() for name, _ in area}
    if not asked:
        return []
    return [book.say("guide.counts"), *([book.say("guide.toilets")] if "urinals" in asked else [])]


def _tell_ledger(book: FormBook) -> list[str]:
    """How the ledger is kept."""
    if not book.form.problems:
        return [book.say("guide.no_ledger"), book.say("guide.new")]
    closed, claimed = book.speller.status("closed_verified"), book.speller.status("claimed_done")
    return [
        book.say("guide.ledger", day=book.paper.day.isoformat(), count=len(book.form.problems)),
        book.say("guide.closed", closed=closed, claimed=claimed), book.say("guide.new"),
    ]  # fmt: skip
