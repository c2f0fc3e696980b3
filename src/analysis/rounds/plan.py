"""plan.xlsx: which schools were due, for which areas, by which team, and why one was not visited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from analysis.errors import CorrectionsError, Place, RefusedWorkbook
from analysis.reading.cells import show_value
from analysis.reading.context import Context
from analysis.reading.privacy import mask_text
from analysis.reading.worker import Worker
from analysis.rounds.flagging import raise_flag
from analysis.standards.model import Standards
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
        day: ISO date of the visit, or "".
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


def read_plan(path: Path, standards: Standards, resolve: Resolve, worker: Worker) -> Plan | None:
    """Read a plan; None where there is no file.

    Args:
        path: plan.xlsx.
        standards: titles (columns.toml [plan]) and the language of messages.
        resolve: names to schools.
        worker: opens the workbook.

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
                return _take_rows(sheet.rows, position + 1, columns, (path.name, sheet.name), standards, resolve)
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


def _take_rows(
    rows: list[list[object]],
    first: int,
    columns: Mapping[str, int],
    sheet: tuple[str, str],
    standards: Standards,
    resolve: Resolve,
) -> Plan:
    visits, flags, words = [], [], words_of(standards)
    for position, row in enumerate(rows[first:], start=first + 1):
        text = {name: _write(row[column]) for name, column in columns.items()}
        if not text["school"] or words.has("row.subtotal", fold(text["school"])):
            continue
        place = (*sheet, f"{get_column_letter(columns['school'] + 1)}{position}")
        school = resolve(text["school"], text.get("town", ""))
        areas, strange = _take_areas(text.get("areas", ""), standards)
        if school:
            due = not words.has("plan.not_due", fold(text.get("due", "")))
            reason = mask_text(text.get("reason", ""))
            visits.append(Visit(
                school, due, text.get("team", ""), text.get("day", ""), areas, reason, place, mask_text(text["school"]),
                f"{get_column_letter(columns['reason'] + 1)}{position}" if reason else "",
            ))  # fmt: skip
        elif sum(bool(value) for value in text.values()) > 1:
            # A note under the table has its text in one cell; a school has a row of them.
            flags.append(raise_flag(standards, "plan_school", place, raw=text["school"], seen=text["school"]))
        flags += [raise_flag(standards, "plan_area", place, raw=word, seen=word) for word in strange if school]
    return Plan(tuple(visits), tuple(flags))


def _write(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return show_value(value).strip()


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
