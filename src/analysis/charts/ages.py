"""Problems that are not closed, by age: what is reported done, what waits, the rest; overdue ones counted."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import EDGE, draw_box, finish, flow_words, measure_text, write_text
from analysis.charts.rows import Row, lay_rows
from analysis.charts.style import Piece, Sheet, open_sheet
from analysis.standards.model import Standards

PARTS = {"open": "in_progress", "claimed": "claimed", "blocked": "blocked"}
"""Part of a bar → state whose fill it has, in stacking order."""
SWATCH = 16
"""Width of a swatch before a word."""


def draw_ages(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw one bar an age band, the youngest first.

    Args:
        axes: where to draw.
        table: label, count, open, claimed, blocked, overdue (as `select_ages` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    top = _write_key(axes, table, standards, sheet)
    rows = [
        Row(row["label"], row["count"], str(row["count"]), side=_overdue(row, standards)) for _, row in table.iterrows()
    ]
    slots, height = lay_rows(axes, rows, sheet, top=top)
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        x = slot.x
        for part, state in PARTS.items():
            piece = sheet.pieces[state]
            if row[part]:
                draw_box(axes, x, slot.y, row[part] * slot.scale, slot.height, piece)
                _write_number(axes, int(row[part]), x + row[part] * slot.scale / 2, slot.y + slot.height / 2, sheet,
                              piece, room=row[part] * slot.scale)  # fmt: skip
            x += row[part] * slot.scale
    return finish(axes, sheet, height + 4)


def _overdue(row: pd.Series, standards: Standards) -> str:
    return standards.say("chart.overdue_count", n=int(row["overdue"])) if row["overdue"] else ""


def _write_key(axes: Axes, table: pd.DataFrame, standards: Standards, sheet: Sheet) -> float:
    """Name the parts that occur, each with its swatch; return the y below them."""
    parts = [part for part in PARTS if table[part].sum()]
    words = [standards.say(f"chart.age_{part}") for part in parts]
    places = flow_words(words, sheet.small, sheet.width - 2 * EDGE, lead=SWATCH + 6)
    for part, word, (line, x) in zip(parts, words, places, strict=True):
        y = (line + 0.5) * sheet.line
        draw_box(axes, x + EDGE, y - 6, SWATCH, 12, sheet.pieces[PARTS[part]])
        write_text(axes, x + EDGE + SWATCH + 6, y, word, size=sheet.small, color=sheet.ink2)
    return (max((line for line, _ in places), default=-1) + 1) * sheet.line + 10


def _write_number(axes: Axes, number: int, x: float, y: float, sheet: Sheet, piece: Piece, *, room: float) -> None:
    """Write a part's number into it where it fits; where a bar is one part the number after it says enough."""
    if measure_text(str(number), sheet.small) + 6 <= room:
        write_text(axes, x, y, str(number), size=sheet.small, color=piece.on, align="center")
