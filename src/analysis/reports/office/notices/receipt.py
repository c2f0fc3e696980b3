"""整改回执: the problems of one school as a workbook that it fills in and the office puts into a round.

Its titles and words are those that the reader knows; what comes of it is in rounds/receipts.py.
"""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from analysis.measures.counting import Row
from analysis.measures.deadlines import find_until
from analysis.narrative.passages import write_day
from analysis.reports.office.notices.own import Notice
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.returned import ReturnedSheet, take_day
from analysis.reports.office.saving import save_book
from analysis.reports.office.spelling import Speller
from analysis.rounds.receipts import number_receipt
from analysis.rounds.round import Round

KNOWN = (("problem_id", 15.0), ("item_no", 14.0), ("problem", 28.0), ("requirement", 26.0), ("deadline", 11.0))
"""Columns that say what the school was told, left as they are: role, width in characters."""
ASKED = (
    ("status", 11.0), ("done_date", 11.0), ("extension_asked", 11.0), ("extension_reason", 16.0),
    ("reply_raised", 9.0), ("reply_grounds", 26.0), ("reply_received", 11.0), ("remark", 14.0),
)  # fmt: skip
"""Columns that the school fills in."""
DAYS = ("done_date", "extension_asked", "reply_received")
"""Asked columns of days."""
SHEET = ReturnedSheet(KNOWN, ASKED, DAYS)
COLUMNS = SHEET.columns
"""Every column of a receipt, in its order."""
OFFERED = ("open", "in_progress", "claimed_done")
"""What a school may say of its work, beside what it waits for."""


def write_receipt(round_: Round, notice: Notice, speller: Speller) -> bytes:
    """The receipt of a school.

    Args:
        round_: the round.
        notice: what the school is told.
        speller: words that are read back.
    """
    standards, say = round_.standards, round_.standards.say
    book = Workbook()
    book.active.title = say("receipt.sheet")
    page = PrintedSheet(book.active, standards.style, [width for _, width in COLUMNS])
    number = number_receipt(round_.id, round_.as_of.isoformat(), notice.school)
    _draw_top(page, round_, notice, speller, number=number)
    head = page.head([(_name_column(name, speller),) for name, _ in COLUMNS])
    SHEET.mark_asked(page, head.start)
    first = page.row
    looks = {SHEET.place(name): {"align": "center"} for name in ("deadline", "status", "reply_raised", *DAYS)}
    for row in notice.problems:
        page.cells(_write_row(row, speller), {1: {"size": 9}, **looks})
        page.sheet.row_dimensions[page.row - 1].height = max(page.sheet.row_dimensions[page.row - 1].height, 34)
    _offer(page, speller, range(first, page.row))
    page.sheet.auto_filter.ref = f"A{head.start}:{get_column_letter(len(COLUMNS))}{page.row - 1}"
    page.sheet.freeze_panes = f"B{head.stop}"
    footer = say("receipt.footer", school=notice.name, number=number, state=notice.page.story.state)
    page.print_on_a4(landscape=True, repeat=head, footer=footer, pages=say("form.pages"))
    return save_book(book, day=round_.as_of, title=f"{round_.name} {say('receipt.sheet')}")


def _draw_top(page: PrintedSheet, round_: Round, notice: Notice, speller: Speller, *, number: str) -> None:
    """Title, whose it is, its number, and how to fill it in."""
    standards, say = round_.standards, round_.standards.say
    page.line(say("receipt.title", round=round_.name), size=15, bold=True)
    school = f"{speller.head('school')}{say('mark.colon')}{speller.school(notice.school)}"
    page.line(school, size=11, bold=True)
    day = write_day(standards, round_.reply_by, base=None) if round_.reply_by else say("notice.day_open")
    page.line("　　".join((say("receipt.number", number=number), say("ledger.count", count=len(notice.problems)))))
    words = {"status": speller.role("status"), "done": speller.role("done_date"),
             "claimed": speller.status("claimed_done"), "asked": speller.role("extension_asked"),
             "reason": speller.role("extension_reason"), "raised": speller.role("reply_raised"),
             "grounds": speller.role("reply_grounds"), "yes": speller.objection("yes")}  # fmt: skip
    page.line(say("receipt.guide", day=day, office=notice.page.story.signer, **words))


def _name_column(name: str, speller: Speller) -> str:
    return speller.requirement() if name == "requirement" else speller.role(name)


def _write_row(row: Row, speller: Speller) -> list[str | date | None]:
    item = speller.item(row["item_id"]) if row["item_id"] in speller.standards.items else None
    known = [row["problem_id"], item, row["text"], row["requirement"] or None]
    return [*known, take_day(find_until(row)), *([None] * len(ASKED))]


def _offer(page: PrintedSheet, speller: Speller, rows: range) -> None:
    """The lists to choose from, and the check of days."""
    blockers = speller.standards.words["statuses"].get("blocked_by", {})
    statuses = [*map(speller.status, OFFERED), *(speller.status("blocked", name) for name in blockers)]
    offered = {"status": statuses, "reply_raised": [speller.objection(said) for said in ("no", "yes")]}
    SHEET.offer(page, rows, offered, speller.standards)
