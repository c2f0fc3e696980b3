"""The ledger of a blank form: the open problems, rows for new ones, and the lists behind its drop-downs."""

from __future__ import annotations

from datetime import date

from analysis.measures.counting import Row
from analysis.reports.office.form_book import KEY_LOOK, MIDDLE, FormBook, Looks
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.returned import take_day
from analysis.rounds.replies import PENDING

NEW_ROWS = {True: 20, False: 10}
"""Numbered empty rows of a ledger, for a team's form and for one school's."""
LEDGER = (
    ("seq", 5.0), ("problem_id", 15.0), ("school_code", 9.0), ("school_name", 21.0), ("inspection_date", 12.0),
    ("item_no", 17.0), ("problem", 38.0), ("deadline", 12.0), ("status", 12.0), ("done_date", 13.0),
    ("verify_date", 12.0), ("remark", 16.0),
)  # fmt: skip
"""Columns of the ledger: role of the title, width in characters."""


def draw_ledger(book: FormBook) -> None:
    """The open problems, then numbered empty rows for new ones."""
    page = book.start(
        book.say("sheet_ledger"), book.say("title_ledger", round=book.paper.settings.name),
        [width for _, width in LEDGER],
    )  # fmt: skip
    repeat = page.head([(book.speller.role(role),) for role, _ in LEDGER])
    keys: Looks = {1: KEY_LOOK, 2: {"size": 9}, 3: KEY_LOOK, **dict.fromkeys((5, 8, 9, 10, 11), MIDDLE)}
    first = page.row
    for number, problem in enumerate(book.form.problems, start=1):
        page.cells([number, *_write_problem(book, problem)], keys)
    prefix = f"{book.paper.settings.id}-{'G' + str(book.form.number) if book.by_team else book.form.schools[0]}"
    for number in range(1, NEW_ROWS[book.by_team] + 1):
        filled = {} if book.by_team else {3: book.form.schools[0], 4: book.speller.school(book.form.schools[0])}
        page.cells(
            [len(book.form.problems) + number, f"{prefix}-{number:02}", filled.get(3), filled.get(4), *[None] * 8],
            keys,
        )
    rows = range(first, page.row)
    _offer_ledger(book, page, rows)
    # A ledger without open problems says nothing that could be mistaken for an answer, so it needs no seal.
    freeze, sealed = f"E{repeat.stop}", bool(book.form.problems)
    book.finish(page, repeat, landscape=True, freeze=freeze, sealed=sealed)


def _write_problem(book: FormBook, problem: Row) -> list[str | date | None]:
    """A problem as the ledger holds it."""
    school, item = str(problem["school_id"]), str(problem["item_id"])
    status = book.speller.status(str(problem["status"]), str(problem["blocked_by"]))
    days = [take_day(str(problem[name])) for name in ("found_on", "deadline", "claimed_on", "verified_on")]
    known = item in book.standards.items
    return [
        str(problem["problem_id"]) or None, school, book.speller.school(school), days[0],
        book.speller.item(item) if known else None, str(problem["text"]), days[1], status or None, *days[2:],
        book.standards.say("reply.pending") if problem["reply"] == PENDING else None,
    ]  # fmt: skip


def _offer_ledger(book: FormBook, page: PrintedSheet, rows: range) -> None:
    """The drop-downs of the ledger."""
    offered = {"school_name": [book.places["schools"]], "item_no": [book.places["items"]]}
    offered["status"] = book.speller.statuses()
    for column, (role, _) in enumerate(LEDGER, start=1):
        if role in offered:
            cells = [page.sheet.cell(row, column) for row in rows]
            page.offer(cells, offered[role], title=book.say("bad_answer"), message=book.say("bad_answer_do"))


def list_options(book: FormBook) -> None:
    """A sheet of one column that feeds the drop-downs of schools and items."""
    page = PrintedSheet(book.workbook.create_sheet(book.say("sheet_options")), book.standards.style, [60.0])
    page.line(book.say("options"))
    asked = [item_id for area in book.form.items.values() for item_id, _ in area]
    told = [str(row["item_id"]) for row in book.form.problems if row["item_id"] in book.standards.items]
    items = [item_id for item_id in book.standards.items if item_id in (*asked, *told)]
    groups = {
        "schools": [book.speller.school(school) for school in book.form.schools],
        "items": [book.speller.item(item_id) for item_id in items],
    }
    for name, texts in groups.items():
        first = page.row
        for text in texts:
            page.line(text)
        last = max(page.row - 1, first)
        book.places[name] = f"='{page.sheet.title}'!$A${first}:$A${last}"
    page.sheet.print_area = "A1:A1"  # nobody needs the lists on paper
