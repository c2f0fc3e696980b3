"""By when what an area does not meet is to be put right: by the end of the month, or once others have decided."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.numbering import DUE_IN_MONTH, WAITING
from analysis.standards.model import Standards
from analysis.tables import to_rows


def find_until(row: Row) -> str:
    """The day by which a problem is to be put right: as extended, else as first set; "" where nobody set one."""
    return str(row["extended_to"] or row["deadline"])


def find_last_day(standards: Standards, as_of: date) -> date:
    """The last day for a problem that nobody set a deadline for, from the day of the round."""
    return as_of + timedelta(days=standards.decision.days_without_deadline)


def number_deadlines(
    exceptions: pd.DataFrame, standards: Standards, areas: tuple[str, ...], *, as_of: date
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: what is due by the end of the month, and what waits for others.

    Of an area's checks that are not met: those due by the end of the month of `as_of` and waiting for nothing, and
    those that wait for money or another's decision.
    What is overdue already is due by then too; a check without a deadline is in neither. An area that meets everything
    has no such number.

    Args:
        exceptions: the frame of that name.
        standards: areas and wording.
        areas: ids of the areas that the round covers.
        as_of: the day that deadlines are held against.
    """
    end = as_of.replace(day=calendar.monthrange(as_of.year, as_of.month)[1]).isoformat()
    numbers: list[Row] = []
    cells: list[Row] = []
    for area in (one for one in standards.areas if one.id in areas):
        own = exceptions[exceptions["area"] == area.id]
        if own.empty:
            continue
        waits = own["blocked_by"] != ""
        due = ~waits & (own["deadline"] != "") & (own["deadline"] <= end)
        for suffix, name, chosen in ((DUE_IN_MONTH, "due_in_month", due), (WAITING, "waiting", waits)):
            code = f"{area.number}{suffix}"
            title = standards.say(f"number.{name}", area=standards.text(area.short), month=str(as_of.month))
            numbers.append(
                make_fraction(standards, float(chosen.sum()), float(len(own)), code=code, subject="deadline",
                              chapter=area.number, area=area.id, unit="check", title=title)
            )  # fmt: skip
            cells += _list_cells(own, chosen, code)
    return numbers, cells


def _list_cells(own: pd.DataFrame, chosen: pd.Series, code: str) -> Iterator[Row]:
    kept = ("school_id", "item_id", "verdict", "decided_by", "file", "sheet", "cell", "raw")
    for row, counted in zip(to_rows(own), chosen, strict=True):
        yield {**{name: row[name] for name in kept}, "code": code, "part": "counted" if counted else "rest"}
