"""Dated rows of a register: one school may have several, and a round sees those of its own days.

A row holds from `valid_from` to `valid_to`, both days included, an empty one without end. A school that is renamed,
moves to another town or becomes another kind gets a new row, and the old one an end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

Row = Mapping[str, str]
"""A row of a register."""
Days = tuple[str, str]
"""First and last day as ISO text."""
LAST_DAY = "9999-12-31"
"""In place of an open end, to compare by."""
_WRITTEN = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:月|[-/.](\d{1,2})|月(\d{1,2})日)?(?:[ T]00:00:00)?")


def parse_bound(written: str, *, end: bool) -> str | None:
    """A bound as an ISO day: `2016-09`, `2016-09-01`, as spreadsheets write them `2016/9/1`, `2016年9月1日`.

    Args:
        written: as the register has it; "" stays "".
        end: whether a month means its last day.

    Returns:
        The day, or None where it is no day or month.
    """
    if not written:
        return ""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or match[4] or 0)
    try:
        return date(year, month, day or (monthrange(year, month)[1] if end else 1)).isoformat()
    except ValueError:
        return None


def holds(row: Row, days: Days) -> bool:
    """Whether a row holds on some of these days."""
    return row["valid_from"] <= days[1] and (row["valid_to"] or LAST_DAY) >= days[0]


def sort_rows(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """school_id → its rows, the oldest first; the schools as they come."""
    schools: dict[str, list[Row]] = {}
    for row in rows:
        schools.setdefault(row["school_id"], []).append(row)
    return {school: sorted(own, key=lambda row: row["valid_from"]) for school, own in schools.items()}


def find_overlaps(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows of one school that hold on the same day."""
    for own in sort_rows(rows).values():
        for before, after in pairwise(own):
            if (before["valid_to"] or LAST_DAY) >= after["valid_from"]:
                yield before, after


def choose_row(own: Sequence[Row], days: Days) -> Row:
    """The row that a round sees: of its first day, or that begins during it; else the last one before, the first after.

    Args:
        own: the rows of one school, the oldest first.
        days: the round's days.
    """
    valid = next((row for row in own if holds(row, days)), None)
    ended = [row for row in own if (row["valid_to"] or LAST_DAY) < days[0]]
    return valid or (ended[-1] if ended else own[0])


def view_rows(rows: Sequence[Row], days: Days | None) -> tuple[Row, ...]:
    """One row a school, as of some days; the last of each without days.

    The schools keep the order of the file. One that moved comes behind the schools of its town, and a town that is new
    behind those that its schools came from, so that towns keep the office's order.
    """
    schools = sort_rows(rows)
    if len(schools) == len(rows):
        return tuple(rows)
    places = {school: at for at, school in enumerate(schools)}
    first_towns = {school: own[0]["town"] for school, own in schools.items()}
    last_of = {town: places[school] for school, town in first_towns.items()}
    chosen = {school: choose_row(own, days) if days else own[-1] for school, own in schools.items()}
    moved = {school: row["town"] for school, row in chosen.items() if row["town"] != first_towns[school]}
    for town in set(moved.values()) - set(last_of):
        last_of[town] = max(last_of[first_towns[school]] for school, now in moved.items() if now == town)

    def place(school: str) -> tuple[int, int, int]:
        if school not in moved:
            return places[school], -1, places[school]
        town = moved[school]
        # Behind the town's own last school; the schools of one new town stay together.
        return (
            last_of[town],
            0
            if town in first_towns.values()
            else 1 + min(places[other] for other, now in moved.items() if now == town),
            places[school],
        )

    return tuple(chosen[school] for school in sorted(schools, key=place))
