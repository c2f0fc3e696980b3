"""Shares with their 95 % intervals, item by item: a point, a line, and both in numbers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.layout import FREE, draw_rule, finish, write_text
from analysis.charts.rows import Row, Slot, lay_rows
from analysis.charts.style import Sheet, open_sheet
from analysis.standards.model import Standards

TRACK = 0.5
"""Height of the pale track that runs from 0 to 100 %, as a part of a bar's."""
CAP = 0.3
"""Half the height of an interval's ends, as a part of a bar's."""


def draw_intervals(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw each share on a track from 0 to 100 %, with the interval about it.

    Args:
        axes: where to draw.
        table: label, met, judged, low, high (as `select_intervals` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    rows = [Row(row["label"], 1.0, _label(row, standards)) for _, row in table.iterrows()]
    slots, height = lay_rows(axes, rows, sheet, top=4)
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        _draw_interval(axes, row, slot, sheet)
    if not slots:
        return finish(axes, sheet, sheet.line)
    track, y = slots[-1], height + sheet.line / 2 + 4
    for share, align in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        x = track.x + share * track.scale
        write_text(axes, x, y, f"{share:.0%}", size=sheet.small, color=sheet.ink2, align=align)
    return finish(axes, sheet, height + sheet.line + 8)


def _label(row: pd.Series, standards: Standards) -> str:
    low, high = f"{row['low']:.0%}", f"{row['high']:.0%}"
    return standards.say("chart.interval", met=int(row["met"]), judged=int(row["judged"]), low=low, high=high)


def _draw_interval(axes: Axes, row: pd.Series, slot: Slot, sheet: Sheet) -> None:
    middle, tall, color = slot.y + slot.height / 2, slot.height * TRACK, sheet.pieces["met"].edge
    track = Rectangle((slot.x, middle - tall / 2), slot.scale, tall, facecolor=sheet.band, linewidth=0, **FREE)
    axes.add_patch(track)
    low, share, high = (slot.x + value * slot.scale for value in (row["low"], row["share"], row["high"]))
    draw_rule(axes, low, middle, high, color=color, width=2)
    for end in (low, high):
        axes.plot([end, end], [middle - CAP * slot.height, middle + CAP * slot.height], color=color, linewidth=1.4,
                  **FREE)  # fmt: skip
    axes.scatter([share], [middle], s=54, marker="o", color=sheet.ink, linewidths=0, **FREE, zorder=4)
