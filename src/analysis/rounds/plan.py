"""plan.xlsx: which schools were due, for which areas, by which team, and why one was not visited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from analysis.errors import CorrectionsError, Place, RefusedWorkbook
from analysis.reading.cells import show_value
from analysis.reading.context import Context
from analysis.reading.dates import parse_day
from analysis.reading.privacy import mask_text
from analysis.reading.worker import Worker
from analysis.rounds.flagging import raise_flag
from analysis.standards.model import Standards
from analysis.standards.printable import make_line
from analysis.standards.words import fold, fold_title, words_of

PLAN_FILE = "plan.xlsx"
"""Its name in the round's folder."""
COLUMNS = ("school", "town", "due", "team", "day", "areas", "reason")
"""What a column may hold; columns.toml [plan] has the titles of each. A column of another title is not read."""
Resolve = Callable[[str, str], str]
"""(name as written, town as written) → school_id, or ""."""


@dataclass(frozen=True)
class Visit:
    """A row of the plan.

    Attributes:
        school_id: whose.
        due: whether the school was to be visited.
        team: a label, never a person.
        day: ISO date of the visit; "" where the plan names none, or none of the round.
        areas: ids of the areas; empty for all of the round.
        reason: why it was not visited; "" where it was.
        place: file, sheet and cell of the school.
        raw: the school as written in that cell.
        reason_cell: address of the reason on the same sheet; "" where there is none.
    """

    school_id: str
    due: bool
    team: str
    day: str
    areas: tuple[str, ...]
    reason: str
    place: tuple[str, str, str]
    raw: str = ""
    reason_cell: str = ""


@dataclass(frozen=True)
class Plan:
    """The visits planned, and the flags of rows that could not be taken."""

    visits: tuple[Visit, ...]
    flags: tuple[Mapping[str, Any], ...] = ()


def list_visits(plan: Plan, standards: Standards) -> dict[tuple[str, str], tuple[Visit, ...]]:
    """(school_id, area) → the visits that the plan has for it, in its order."""
    visits: dict[tuple[str, str], tuple[Visit, ...]] = {}
    for visit in plan.visits:
        for area in visit.areas or (area.id for area in standards.areas):
            visits[visit.school_id, area] = (*visits.get((visit.school_id, area), ()), visit)
    return visits


def find_day(visits: Iterable[Visit], teams: Set[str]) -> str:
    """The day on which something was seen: that of the visit of the team that saw it, else that of the last visit.

    Args:
        visits: those for the school and area. One with a reason why nobody came tells no day.
        teams: who saw it; of several the first to come. A team that came twice saw it at its last visit.

    Returns:
        An ISO date, "" where the plan names none.
    """
    days: dict[str, str] = {}
    for visit in visits:
        if visit.day and not visit.reason:
            days[visit.team] = max(days.get(visit.team, ""), visit.day)
    own = [day for team, day in days.items() if team and team in teams]
    return min(own) if own else max(days.values(), default="")


def read_plan(
    path: Path, standards: Standards, resolve: Resolve, worker: Worker, *, days: tuple[date, date]
) -> Plan | None:
    """Read a plan; None where there is no file.

    Args:
        path: plan.xlsx.
        standards: titles (columns.toml [plan]) and the language of messages.
        resolve: names to schools.
        worker: opens the workbook.
        days: first and last day of the round; a date without a year is of its year, and a visit lies between them.

    Raises:
        CorrectionsError: it is no workbook, or has no column of schools.
    """
    if not path.is_file():
        return None
    try:
        sheets = worker.read_sheets(path, Context("", path.name))
    except RefusedWorkbook as error:
        raise CorrectionsError(
            standards.say("error.plan_unreadable"),
            place=Place(path.name),
            seen=error.what,
            do=standards.say("error.plan_unreadable_do"),
        ) from None
    for sheet in sheets:
        for position, row in enumerate(sheet.rows):
            columns = _name_columns(row, standards)
            if "school" in columns:
                taken = _Rows(columns, (path.name, sheet.name), standards, resolve, days)
                return taken.take(sheet.rows, position + 1)
    raise CorrectionsError(
        standards.say("error.plan_no_school"), place=Place(path.name), do=standards.say("error.plan_unreadable_do")
    )


def _name_columns(row: Sequence[object], standards: Standards) -> dict[str, int]:
    words = words_of(standards)
    named: dict[str, int] = {}
    for position, value in enumerate(row):
        forms = fold_title(show_value(value)) if value != "" else ()
        for name in COLUMNS:
            if name not in named and any(words.has(f"plan.{name}", form) for form in forms):
                named[name] = position
                break
    return named


@dataclass(frozen=True)
class _Rows:
    """What the rows of a plan are read by."""

    columns: Mapping[str, int]
    sheet: tuple[str, str]
    standards: Standards
    resolve: Resolve
    days: tuple[date, date]

    def take(self, rows: list[list[object]], first: int) -> Plan:
        """The visits of the rows from one on."""
        visits: list[Visit] = []
        flags: list[Mapping[str, Any]] = []
        words = words_of(self.standards)
        for number, row in enumerate(rows[first:], start=first + 1):
            text = {name: _write(row[column]) for name, column in self.columns.items()}
            if not text["school"] or words.has("row.subtotal", fold(text["school"])):
                continue
            school = self.resolve(text["school"], text.get("town", ""))
            if school:
                visit, strange = self._take_visit(school, row, text, number)
                visits.append(visit)
                flags += strange
            elif sum(bool(value) for value in text.values()) > 1:
                # A note under the table has its text in one cell; a school has a row of them.
                flags.append(self._flag("plan_school", "school", number, text["school"], seen=text["school"]))
        return Plan(tuple(visits), tuple(flags))

    def _take_visit(
        self, school: str, row: Sequence[object], text: Mapping[str, str], number: int
    ) -> tuple[Visit, list[Mapping[str, Any]]]:
        """A row's visit, and the flags of what in it says nothing."""
        areas, strange = _take_areas(text.get("areas", ""), self.standards)
        flags = [self._flag("plan_area", "school", number, word, seen=word) for word in strange]
        reason, day = mask_text(text.get("reason", "")), self._take_day(row)
        if not day and text.get("day") and not reason:
            first, last = (one.isoformat() for one in self.days)
            flags.append(self._flag("plan_day", "day", number, text["day"], seen=text["day"], first=first, last=last))
        due = not words_of(self.standards).has("plan.not_due", fold(text.get("due", "")))
        return Visit(
            school, due, text.get("team", ""), day, areas, reason, (*self.sheet, self._address("school", number)),
            mask_text(text["school"]), self._address("reason", number) if reason else "",
        ), flags  # fmt: skip

    def _take_day(self, row: Sequence[object]) -> str:
        """The day of a visit; "" for what is no day, or none of the round."""
        if "day" not in self.columns:
            return ""
        first, last = self.days
        day = parse_day(row[self.columns["day"]], words_of(self.standards), today=last, last=False).iso
        return day if first.isoformat() <= day <= last.isoformat() else ""

    def _address(self, column: str, number: int) -> str:
        return f"{get_column_letter(self.columns[column] + 1)}{number}"

    def _flag(self, code: str, column: str, number: int, raw: str, **fields: str) -> Mapping[str, Any]:
        masked = {name: mask_text(text) for name, text in fields.items()}
        place = (*self.sheet, self._address(column, number))
        return raise_flag(self.standards, code, place, raw=mask_text(raw), **masked)


def _write(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return make_line(show_value(value)).strip()


def _take_areas(text: str, standards: Standards) -> tuple[tuple[str, ...], list[str]]:
    """Area ids that a cell names, and the words that name none; nothing, or a word for all, is no restriction."""
    words = words_of(standards)
    if not text or words.has("plan.all_areas", fold(text)):
        return (), []
    named, strange = set(), []
    for part in _split(text):
        area = _find_area(part, standards)
        if area:
            named.add(area)
        else:
            strange.append(part)
    return tuple(area.id for area in standards.areas if area.id in named), strange


def _split(text: str) -> Iterable[str]:
    for mark in "，,；;/、\n":
        text = text.replace(mark, "|")
    return [part.strip() for part in text.split("|") if part.strip()]


def _find_area(word: str, standards: Standards) -> str:
    folded, words = fold(word), words_of(standards)
    for area in standards.areas:
        own = {
            area.id,
            str(area.number),
            *(fold(t) for t in (area.title.zh, area.title.en, area.short.zh, area.short.en)),
        }
        if folded in own or words.has(f"area.{area.id}", folded):
            return area.id
    return next((area for known, area in words.area_words if known in folded), "")
