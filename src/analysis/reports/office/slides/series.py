"""The series of a chart with their columns of the data sheet: a piece whole, or a box a school and the gaps between.

The counts stand first in the sheet, as people read and edit them. Where a chart shows one box a school, a column a box
follows with a formula over the counts, so that who edits a count sees the boxes change; the last box of a verdict takes
what a larger count has left. Box and gap are one unit together, so that bars of boxes are as long as plain ones. A gap
stands before its box: what is absent then ends where the last box does, and leaves no line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from analysis.reports.office.slides.bars import Bars, Piece

CODES = "code"
"""Head of the column of number codes."""
GAP = "·"
"""Head of a column of gaps."""
BOX = re.compile(r"(?P<piece>.+) (?P<number>\d+)")
"""Head of a column of boxes: the piece, and which box of it."""


@dataclass(frozen=True)
class Series:
    """A series that a chart draws.

    Attributes:
        name: head of its column.
        column: place of its column in the data sheet, from 0.
        values: one a row.
        piece: what it is of; None for a gap, which is not painted.
        formulas: what its cells hold, one a row; empty where they hold the values.
        last: True for the last box of a piece.
    """

    name: str
    column: int
    values: tuple[float, ...]
    piece: Piece | None
    formulas: tuple[str, ...] = ()
    last: bool = False

    @property
    def boxed(self) -> bool:
        """Whether it is one box of a piece."""
        return self.piece is not None and bool(self.formulas)


def list_series(bars: Bars, gap: float) -> tuple[Series, ...]:
    """The series of a chart without that of the whole lengths.

    Args:
        bars: what is drawn.
        gap: room between two boxes, as a share of a unit; 0 for plain bars.
    """
    if gap:
        return tuple(_list_boxes(bars, gap))
    return tuple(Series(piece.name, place, piece.values, piece) for place, piece in enumerate(bars.pieces, start=1))


def whole_column(bars: Bars) -> int:
    """Place of the column of whole lengths, from 0; the codes stand behind it."""
    return len(bars.pieces) + 1


def _list_boxes(bars: Bars, gap: float) -> Iterator[Series]:
    column = whole_column(bars) + 2
    for place, piece in enumerate(bars.pieces):
        earlier = tuple(sum(one.values[row] for one in bars.pieces[:place]) for row in range(len(bars.names)))
        most = max(1, *piece.values)
        for number in range(1, most + 1):
            if number > 1 or place:
                yield _make_gap(piece, number, column, earlier, gap, place)
                column += 1
            yield _make_box(piece, number, column, gap, last=number == most, place=place)
            column += 1


def _make_box(piece: Piece, number: int, column: int, gap: float, *, last: bool, place: int) -> Series:
    cell, box = f"${get_column_letter(place + 2)}{{row}}", round(1 - gap, 3)
    length = f"{cell}-{number - box:g}" if last else f"{box:g}"
    values = tuple(box if value >= number else 0.0 for value in piece.values)
    formulas = _fill(f"=IF({cell}>={number},{length},0)", len(values))
    return Series(f"{piece.name} {number}", column, values, piece, formulas, last)


def _make_gap(piece: Piece, number: int, column: int, earlier: tuple[int, ...], gap: float, place: int) -> Series:
    """The room before a box, where there is such a box and one before it."""
    cell = f"${get_column_letter(place + 2)}{{row}}"
    before = f"SUM($B{{row}}:${get_column_letter(place + 1)}{{row}})"
    condition = f"{cell}>={number}" if number > 1 else f"AND({cell}>=1,{before}>=1)"
    values = tuple(
        gap if value >= number and (number > 1 or more) else 0.0
        for value, more in zip(piece.values, earlier, strict=True)
    )
    return Series(GAP, column, values, None, _fill(f"=IF({condition},{gap:g},0)", len(values)))


def _fill(formula: str, rows: int) -> tuple[str, ...]:
    """A formula for each row of the sheet; the first below the heads is row 2."""
    return tuple(formula.format(row=row) for row in range(2, rows + 2))
