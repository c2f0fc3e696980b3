"""The items that some school does not meet, worst first: one cell a school, or plain bars where there are many."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import draw_box, draw_marks, finish
from analysis.charts.rows import Row, Slot, lay_rows
from analysis.charts.style import Piece, Sheet, open_sheet
from analysis.narrative.captions import MOST_CELLS
from analysis.standards.model import Standards

WIDEST_CELL = 64
"""The widest that one school's cell becomes, in pixels."""
LEAST_MARKED = 13
"""A cell narrower than this carries no mark, only its fill and edge."""


def draw_items(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw, for each item, the schools that do not meet it and those that meet it in part.

    Args:
        axes: where to draw.
        table: label, met, partial, unmet, judged, in the order drawn (as `select_items` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    rows = [
        Row(row["label"], row["unmet"] + row["partial"], _label(row, standards), side=_side(row, standards))
        for _, row in table.iterrows()
    ]
    slots, height = lay_rows(axes, rows, sheet, top=4, most=WIDEST_CELL, join=standards.say("chart.dot"))
    cells = table["judged"].max() <= MOST_CELLS
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        draw = _draw_cells if cells else _draw_bar
        draw(axes, slot, sheet, sheet.pieces["unmet"], 0, int(row["unmet"]))
        draw(axes, slot, sheet, sheet.pieces["partial"], int(row["unmet"]), int(row["partial"]))
    return finish(axes, sheet, height + 4)


def _label(row: pd.Series, standards: Standards) -> str:
    parts = [standards.say(f"chart.{part}_count", n=int(row[part])) for part in ("unmet", "partial") if row[part]]
    return standards.say("mark.list").join(parts)


def _side(row: pd.Series, standards: Standards) -> str:
    return standards.say("chart.met_of", met=int(row["met"]), judged=int(row["judged"]))


def _draw_cells(axes: Axes, slot: Slot, sheet: Sheet, piece: Piece, start: int, number: int) -> None:
    space = 4 if slot.scale >= 14 else 1
    points = []
    for place in range(start, start + number):
        x = slot.x + place * slot.scale
        draw_box(axes, x, slot.y, slot.scale - space, slot.height, piece)
        points.append((x + (slot.scale - space) / 2, slot.y + slot.height / 2))
    if slot.scale >= LEAST_MARKED:
        draw_marks(axes, piece, points, min(sheet.size, slot.scale - space))


def _draw_bar(axes: Axes, slot: Slot, sheet: Sheet, piece: Piece, start: int, number: int) -> None:
    if number:
        draw_box(axes, slot.x + start * slot.scale, slot.y, number * slot.scale, slot.height, piece)
        middle = (slot.x + (start + number / 2) * slot.scale, slot.y + slot.height / 2)
        if number * slot.scale >= LEAST_MARKED:
            draw_marks(axes, piece, [middle], sheet.size)
