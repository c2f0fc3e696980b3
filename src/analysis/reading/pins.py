"""Pins: a person's hint for one sheet that no rule can read (round.toml [[pin]]).

A pin says which rows are the header, which column names the school, what columns ask, and what the values mean. What it
does not mention is read as ever, and what is refused about persons stays refused. It holds for its sheet from its
header down, or to the next pin of that sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.reading.blocks import Block, Layout
from analysis.reading.columns import Subject
from analysis.reading.frame import TableFrame
from analysis.reading.grid import Grid
from analysis.reading.headers import header_paths
from analysis.reading.terms import Terms
from analysis.standards.model import Standards
from analysis.standards.words import fold
from analysis.tables import VERDICTS

KEYS = ("file", "sheet", "header_rows", "school_column", "columns", "values")
"""Keys of a [[pin]]; file, header_rows and columns must be there."""
_NEEDED = ("file", "header_rows", "columns")
_BODY = ("body", "blank_form", "subtotal", "statistic")
_ROWS = re.compile(r"^([1-9][0-9]{0,6})(?:\s*[-–~～至]\s*([1-9][0-9]{0,6}))?$")
_LETTERS = re.compile(r"^[A-Za-z]{1,3}$")


@dataclass(frozen=True)
class Pin:
    """A hint, taken.

    Attributes:
        file: path within the round.
        sheet: the sheet; "" for the only or first one.
        header: rows of the header, from 0.
        school_column: column of the schools, or -1 where the sheet tells it as ever.
        columns: column → item_id or measure.
        values: folded text → verdict.
    """

    file: str
    sheet: str
    header: range
    school_column: int
    columns: Mapping[int, str]
    values: Mapping[str, str] = field(default_factory=dict)


def find_fault(table: Mapping[str, Any], standards: Standards) -> str:
    """The key of a [[pin]] that is missing, unknown or cannot be taken; "" where all are right."""
    missing = next((key for key in _NEEDED if key not in table), "")
    unknown = next((key for key in table if key not in KEYS), "")
    if missing or unknown:
        return missing or unknown
    columns, values = table["columns"], table.get("values", {})
    faults = {
        "header_rows": take_rows(table["header_rows"]) is None,
        "school_column": not _LETTERS.match(str(table.get("school_column", "A"))),
        "columns": not isinstance(columns, dict)
        or not all(_LETTERS.match(c) and str(m) in {*standards.items, *standards.measures} for c, m in columns.items()),
        "values": not isinstance(values, dict) or not all(str(verdict) in VERDICTS for verdict in values.values()),
    }
    return next((key for key, wrong in faults.items() if wrong), "")


def take_rows(value: object) -> range | None:
    """Header rows as written (3, "2-3", [2, 3]) → rows from 0; None where they are no rows."""
    if isinstance(value, list):
        numbers = [int(one) for one in value if isinstance(one, int) and one > 0]
        return range(min(numbers) - 1, max(numbers)) if numbers and len(numbers) == len(value) else None
    match = _ROWS.match(str(value).strip())
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return range(first - 1, last) if first <= last else None


def find_pins(tables: Sequence[Mapping[str, Any]], file: str, sheet: str, *, first: bool) -> tuple[Pin, ...]:
    """The pins of one sheet, from the top down.

    Args:
        tables: the [[pin]] tables of the round, proved by `find_fault`.
        file: path within the round.
        sheet: its name.
        first: whether it is the first sheet, which a pin without a sheet means.
    """
    own = [t for t in tables if t["file"] == file and (t.get("sheet", "") == sheet or (first and not t.get("sheet")))]
    return tuple(sorted((_take(table) for table in own), key=lambda pin: pin.header.start))


def _take(table: Mapping[str, Any]) -> Pin:
    rows = take_rows(table["header_rows"])
    return Pin(
        file=table["file"],
        sheet=table.get("sheet", ""),
        header=rows if rows is not None else range(1),
        school_column=_number(table["school_column"]) if "school_column" in table else -1,
        columns={_number(letters): str(means) for letters, means in table["columns"].items()},
        values={fold(str(text)): str(verdict) for text, verdict in table.get("values", {}).items()},
    )


def _number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def pin_layout(grid: Grid, layout: Layout, pins: Sequence[Pin], terms: Terms) -> Layout:
    """The layout with a table where each pin says; the rows above the first pin stay as found."""
    within = [pin for pin in pins if pin.header.stop <= grid.height]
    if not within:
        return layout
    roles, top = list(layout.roles), within[0].header.start
    for row in range(top):
        roles[row] = "title" if roles[row] in ("header", "body") else roles[row]
    ends = [*(pin.header.start for pin in within[1:]), grid.height]
    blocks = [_pin_block(grid, roles, pin, end, terms) for pin, end in zip(within, ends, strict=True)]
    titles = [grid.text[r][c] for r, role in enumerate(roles) if role == "title" for c in grid.filled[r]]
    return replace(layout, roles=tuple(roles), blocks=tuple(blocks), titles=tuple(titles))


def _pin_block(grid: Grid, roles: list[str], pin: Pin, end: int, terms: Terms) -> Block:
    for row in pin.header:
        roles[row] = "header"
    head = [[grid.text[row][column] for column in grid.filled[row]] for row in pin.header]
    for row in range(pin.header.stop, end):
        if roles[row] in ("header", "title") and grid.filled[row]:
            repeated = [grid.text[row][column] for column in grid.filled[row]] in head
            roles[row] = "header" if repeated else "body"
    body = tuple(row for row in range(pin.header.stop, end) if roles[row] in _BODY)
    used = [column for row in (*pin.header, *body) for column in grid.filled[row]]
    left, right = min(used, default=0), max(used, default=0)
    paths = header_paths(grid, pin.header, left, right, terms)
    return Block(left, right, paths, pin.header, body, (), {})


def pin_frame(frame: TableFrame, pins: Sequence[Pin], standards: Standards) -> TableFrame:
    """The table with the columns meaning what the pin of its header says; as it is where there is none."""
    pin = next((pin for pin in pins if pin.header == frame.block.header), None)
    if pin is None:
        return frame
    subjects = dict(frame.subjects)
    for column, means in pin.columns.items():
        heading = (frame.block.paths.get(column) or ("",))[-1]
        if means in standards.items:
            subjects[column] = Subject(item=means, heading=heading, known=True, exact=True)
        else:
            subjects[column] = Subject(measures=(means,), heading=heading, known=True, exact=True)
    own = pin.school_column >= 0
    return replace(
        frame,
        subjects=subjects,
        school_column=pin.school_column if own else frame.school_column,
        code_column=-1 if own else frame.code_column,
        item_column=-1,
        schools={},
        ticks=tuple(group for group in frame.ticks if not set(group.columns) & set(pin.columns)),
        ledger=False,
    )
