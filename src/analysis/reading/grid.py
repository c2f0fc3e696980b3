"""A sheet as a person sees it: the text of every cell, merged cells read from any of their places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from analysis.reading.cells import Sheet, Span, show_value

_SPAN_AREA = 2_000_000


@dataclass(frozen=True)
class Grid:
    """A sheet for looking at.

    Attributes:
        sheet: the cells as found.
        text: text of every cell, stripped; "" is empty or covered.
        filled: for each row the columns that hold something.
        owner: covered place → the top-left place of its merged span.
        spans: top-left place → its span, clipped to the used range.
    """

    sheet: Sheet
    text: list[list[str]]
    filled: list[list[int]]
    owner: dict[tuple[int, int], tuple[int, int]] = field(repr=False)
    spans: dict[tuple[int, int], Span] = field(repr=False)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.text)

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.sheet.width

    def at(self, row: int, column: int) -> str:
        """The text that stands at a place, that of its merged span if it is covered."""
        place = self.owner.get((row, column))
        return self.text[place[0]][place[1]] if place else self.text[row][column]

    def home(self, row: int, column: int) -> tuple[int, int]:
        """The place whose cell holds the value: the place itself, or the top-left of its span."""
        return self.owner.get((row, column), (row, column))

    def value(self, row: int, column: int) -> Any:
        """The stored value that stands at a place; an error as its text."""
        row, column = self.home(row, column)
        return self.sheet.errors.get((row, column)) or self.sheet.rows[row][column]

    def is_number(self, row: int, column: int) -> bool:
        """Whether the stored value is a number, or text of nothing but digits."""
        value = self.sheet.rows[row][column]
        if value.__class__ is not str:
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return True
            if isinstance(value, (dt.date, dt.time)):
                return False
        text = self.text[row][column]
        if text[:1] > "\x7f":
            return False
        text = text.replace(",", "").replace("%", "")
        return bool(text) and text.isascii() and text.replace(".", "", 1).lstrip("-+").isdigit()


class _Bare(dict[str, str]):
    """Text → the text without white space around it, each stripped once."""

    def __missing__(self, text: str) -> str:
        self[text] = bare = text.strip()
        return bare


def make_grid(sheet: Sheet) -> Grid:
    """Lay a sheet out."""
    bare = _Bare()
    text = [[bare[value] if value.__class__ is str else show_value(value) for value in row] for row in sheet.rows]
    for (row, column), error in sheet.errors.items():
        text[row][column] = error
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], Span] = {}
    area = 0
    for top, left, bottom, right in sorted(sheet.spans):
        bottom, right = min(bottom, len(text) - 1), min(right, sheet.width - 1)
        area += (bottom - top + 1) * (right - left + 1)
        if bottom < top or right < left or area > _SPAN_AREA:
            continue
        spans[top, left] = (top, left, bottom, right)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left) and not text[row][column]:
                    owner[row, column] = (top, left)
    filled = [[column for column, shown in enumerate(row) if shown] for row in text]
    return Grid(sheet, text, filled, owner, spans)
