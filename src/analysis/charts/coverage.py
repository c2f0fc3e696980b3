"""Where the round went: one cell a school due, by town; hatched where it was not visited."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import draw_box, finish, measure_text, write_text
from analysis.charts.rows import Row, Slot, lay_rows
from analysis.charts.style import LEAST_SIZE, Sheet, open_sheet
from analysis.narrative.captions import MOST_CELLS
from analysis.narrative.selection import POINT
from analysis.standards.model import Standards

WIDEST_CELL = 84
"""The widest that one school's cell becomes, in pixels."""


def draw_coverage(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw the schools due in each town, visited or not.

    Args:
        axes: where to draw.
        table: one row a school: town, name, kind, visited, reason (as `select_coverage` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    towns = [(town, group) for town, group in table.groupby("town", sort=False)]
    rows = [
        Row(str(town), len(group), _label(group, standards), notes=_notes(group, standards)) for town, group in towns
    ]
    slots, height = lay_rows(axes, rows, sheet, top=4, most=WIDEST_CELL)
    for (_, group), slot in zip(towns, slots, strict=True):
        if len(table) <= MOST_CELLS:
            _draw_cells(axes, group, slot, standards, sheet)
        else:
            _draw_bar(axes, group, slot, sheet)
    return finish(axes, sheet, height + 4)


def _label(group: pd.DataFrame, standards: Standards) -> str:
    return standards.say("chart.visited_of", visited=int(group["visited"].sum()), due=len(group))


def _notes(group: pd.DataFrame, standards: Standards) -> tuple[str, ...]:
    """Who was not visited and why, one line each; many are only counted by the label."""
    missed = group[~group["visited"]]
    if len(missed) > 3:
        return ()
    return tuple(
        standards.say("chart.not_visited", name=row["name"], reason=row["reason"]) for _, row in missed.iterrows()
    )


def _draw_cells(axes: Axes, group: pd.DataFrame, slot: Slot, standards: Standards, sheet: Sheet) -> None:
    space = 8 if slot.scale >= 30 else 3 if slot.scale >= 10 else 1
    for place, (_, row) in enumerate(group.iterrows()):
        x, size = slot.x + place * slot.scale, LEAST_SIZE
        state = "met" if row["visited"] else "not_inspected"
        draw_box(axes, x, slot.y, slot.scale - space, slot.height, sheet.pieces[state])
        words = standards.say("chart.point") if row["kind"] == POINT else ""
        if words and measure_text(words, size) + 4 <= slot.scale - space:
            text = write_text(
                axes, x + (slot.scale - space) / 2, slot.y + slot.height / 2, words, size=size, align="center"
            )
            if not row["visited"]:
                text.set_bbox({"facecolor": sheet.paper, "edgecolor": "none", "pad": 1.5})


def _draw_bar(axes: Axes, group: pd.DataFrame, slot: Slot, sheet: Sheet) -> None:
    visited = int(group["visited"].sum())
    if visited:
        draw_box(axes, slot.x, slot.y, visited * slot.scale, slot.height, sheet.pieces["met"])
    if visited < len(group):
        missed = (len(group) - visited) * slot.scale
        draw_box(axes, slot.x + visited * slot.scale, slot.y, missed, slot.height, sheet.pieces["not_inspected"])
