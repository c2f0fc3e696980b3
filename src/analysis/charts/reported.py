"""What schools reported against what was seen: a bar for each thing said, its pieces what the inspectors saw."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import draw_box, draw_marks, finish
from analysis.charts.rows import Row, Slot, lay_rows
from analysis.charts.style import Sheet, open_sheet
from analysis.standards.model import Standards
from analysis.tables import JUDGED

LEAST_MARKED = 14
"""A piece narrower than this carries no mark."""


def draw_reported(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw the matrix of self-report × seen, row by row.

    Args:
        axes: where to draw.
        table: said, label, met, partial, unmet, judged (as `select_reported` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    rows = [Row(row["label"], row["judged"], _label(row, standards)) for _, row in table.iterrows()]
    slots, height = lay_rows(axes, rows, sheet, top=4)
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        _draw_pieces(axes, row, slot, sheet)
    return finish(axes, sheet, height + 4)


def _label(row: pd.Series, standards: Standards) -> str:
    seen = [standards.say(f"chart.{part}_count", n=int(row[part])) for part in JUDGED if row[part]]
    return standards.say("chart.seen", list=standards.say("chart.dot").join(seen))


def _draw_pieces(axes: Axes, row: pd.Series, slot: Slot, sheet: Sheet) -> None:
    x = slot.x
    for part in JUDGED:
        length = row[part] * slot.scale
        if length:
            draw_box(axes, x, slot.y, length, slot.height, sheet.pieces[part])
        if length >= LEAST_MARKED:
            draw_marks(axes, sheet.pieces[part], [(x + length / 2, slot.y + slot.height / 2)], sheet.size)
        x += length
