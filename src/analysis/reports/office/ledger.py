"""整改台账.xlsx: the problems of a round as a workbook that the office keeps between rounds and sends back in.

Every title and word in it is one that the reader knows again, and the number in its head line tells whose it is
(rounds/ledgers.py). The columns that people fill in stand together on the right, and on a page of their own on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak

from analysis.errors import Place
from analysis.measures.counting import Row
from analysis.measures.results import RoundResults
from analysis.narrative.closing import write_state
from analysis.reading.privacy import show_file
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.returned import ReturnedSheet, take_day
from analysis.reports.office.saving import save_book
from analysis.reports.office.spelling import Speller
from analysis.rounds.ledgers import LEDGER_FILE, number_ledger
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import DECISIONS, to_rows

KNOWN = (
    ("problem_id", 15.0), ("school_name", 18.0), ("town", 8.0), ("item_no", 15.0), ("problem", 29.0),
    ("requirement", 25.0), ("inspection_date", 11.0), ("deadline", 11.0), ("relapsed_from", 14.0), ("evidence", 22.0),
)  # fmt: skip
"""Columns that say what is known, left as they are: role or name, width in characters."""
ASKED = (
    ("status", 11.0), ("done_date", 11.0), ("verify_date", 11.0), ("waits_for", 9.0), ("extended_to", 11.0),
    ("extension_reason", 17.0), ("reply_received", 11.0), ("reply_grounds", 24.0), ("reply_decision", 11.0),
    ("reply_decided", 11.0), ("reply_role", 12.0),
)  # fmt: skip
"""Columns that people fill in."""
DAYS = ("done_date", "verify_date", "extended_to", "reply_received", "reply_decided")
"""Asked columns of days."""
SHEET = ReturnedSheet(KNOWN, ASKED, DAYS)
COLUMNS = SHEET.columns
"""Every column of the ledger, in its order."""
SPARE_ROWS = 100
"""Rows below the last problem in which the lists and checks hold, for new problems."""
SCALE = 65
"""Percent at which the two halves fill an A4 page across."""
_UNREAD = ("relapsed_from", "evidence")
"""Columns whose titles are no words of the reader: it leaves them alone."""
_KEYS = ("problem_id", "school_name")
"""Columns that stay in sight, and are printed on both halves."""


def write_ledger(round_: Round, results: RoundResults) -> dict[str, bytes]:
    """The ledger of a round: file name → content."""
    standards = round_.standards
    name, book = LEDGER_FILE[standards.lang], draw_ledger(round_, results)
    return {name: save_book(book, day=round_.as_of, title=f"{round_.name} {standards.say('ledger.sheet')}")}


def draw_ledger(round_: Round, results: RoundResults) -> Workbook:
    """Draw it: title, guide, number, header, a row a problem."""
    standards, rows = round_.standards, to_rows(results.ledger)
    speller, book = Speller(standards, round_.register), Workbook()
    book.active.title = standards.say("ledger.sheet")
    page = PrintedSheet(book.active, standards.style, [width for _, width in COLUMNS])
    number = number_ledger(round_.id, round_.as_of.isoformat())
    state = write_state(standards, round_.closings, round_.draft)
    _draw_top(page, standards, speller, {"round": round_.name, "number": number, "day": round_.as_of.isoformat(),
                                         "count": len(rows), "state": state})  # fmt: skip
    repeat = page.head([(_name_column(name, speller),) for name, _ in COLUMNS])
    SHEET.mark_asked(page, repeat.start)
    first, centred = page.row, [name for name, _ in COLUMNS if name in (*DAYS, "inspection_date", "deadline", "status")]
    looks = {SHEET.place(name): {"align": "center"} for name in centred} | {
        1: {"size": 9},
        SHEET.place("evidence"): {"size": 8},
    }
    for row in rows:
        page.cells(_write_row(row, speller, round_.id), looks)
    _offer(page, speller, range(first, page.row + SPARE_ROWS))
    _set_up(page, repeat, standards.say("ledger.footer", round=round_.name, number=number, state=state), standards)
    return book


def _draw_top(page: PrintedSheet, standards: Standards, speller: Speller, told: Mapping[str, object]) -> None:
    """Title, head line with the number and the round's state, and how to fill in."""
    say, beside = standards.say, range(len(_KEYS) + 1, len(KNOWN) + 1)  # what is printed twice would be cut on paper
    page.line(say("ledger.title", round=told["round"]), size=15, bold=True, columns=beside)
    parts = (say("ledger.number", number=told["number"]), told["state"], say("ledger.day", day=told["day"]),
             say("ledger.count", count=told["count"]) if told["count"] else say("ledger.none"))  # fmt: skip
    page.line("　　".join(str(part) for part in parts if part), columns=beside)
    words = {"status": speller.role("status"), "done": speller.role("done_date"),
             "checked": speller.role("verify_date"), "claimed": speller.status("claimed_done"),
             "closed": speller.status("closed_verified")}  # fmt: skip
    page.line(say("ledger.guide", **words), columns=beside)


def _name_column(name: str, speller: Speller) -> str:
    if name in _UNREAD:
        return speller.standards.say(f"ledger.{name}")
    return speller.requirement() if name == "requirement" else speller.role(name)


def _write_row(row: Row, speller: Speller, round_id: str) -> list[str | date | None]:
    """A problem as the ledger holds it; what is not known stays empty."""
    standards, school, decision = speller.standards, row["school_id"], row["reply"]
    place = str(Place(show_file(row["file"]), row["sheet"], row["cell"])) if row["file"] else ""
    written: dict[str, str | date | None] = {
        "problem_id": row["problem_id"], "school_name": speller.school(school) if school in speller.names else None,
        "town": row["town"], "item_no": speller.item(row["item_id"]) if row["item_id"] in standards.items else None,
        "problem": row["text"], "requirement": row["requirement"], "inspection_date": take_day(row["found_on"]),
        "deadline": take_day(row["deadline"]), "relapsed_from": row["relapsed_from"],
        "evidence": place if row["round_id"] == round_id else f"{row['round_id']} {place}".strip(),
        "status": speller.status(row["status"], row["blocked_by"]), "done_date": take_day(row["claimed_on"]),
        "verify_date": take_day(row["verified_on"]), "waits_for": speller.waits(row["blocked_by"]),
        "extended_to": take_day(row["extended_to"]), "extension_reason": row["extension_reason"],
        "reply_received": take_day(row["received_on"]), "reply_grounds": row["grounds"],
        "reply_decision": speller.decision(decision) if decision else None,
        "reply_decided": take_day(row["decided_on"]), "reply_role": row["by_role"],
    }  # fmt: skip
    return [written[name] or None for name, _ in COLUMNS]


def _offer(page: PrintedSheet, speller: Speller, rows: range) -> None:
    """The lists to choose from, and the check of days."""
    decisions = ["pending", *(decision for decision in DECISIONS if decision)]
    blockers = speller.standards.words["statuses"].get("blocked_by", {})
    offered = {
        "status": speller.statuses(), "waits_for": [speller.waits(name) for name in blockers],
        "reply_decision": [speller.decision(decision) for decision in decisions],
    }  # fmt: skip
    SHEET.offer(page, rows, offered, speller.standards)


def _set_up(page: PrintedSheet, repeat: range, footer: str, standards: Standards) -> None:
    """Filter, frozen header and keys, and two pages across on A4: what is known, and what is filled in."""
    sheet, last = page.sheet, max(page.row - 1, repeat.start)
    sheet.auto_filter.ref = f"A{repeat.start}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.freeze_panes = f"{get_column_letter(len(_KEYS) + 1)}{repeat.stop}"
    page.print_on_a4(landscape=True, repeat=repeat, footer=footer, pages=standards.say("form.pages"))
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale, sheet.page_setup.pageOrder = SCALE, "overThenDown"
    sheet.print_title_cols = f"A:{get_column_letter(len(_KEYS))}"
    sheet.col_breaks = ColBreak()
    sheet.col_breaks.append(Break(id=len(KNOWN), max=1048575))
