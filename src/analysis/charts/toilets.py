"""Item 16 school by school: girls' stalls there are, required (a black tick), and short (hatched)."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.layout import FREE, draw_box, finish, measure_text, write_text
from analysis.charts.rows import Row, lay_rows
from analysis.charts.style import open_sheet
from analysis.standards.model import Standards

TICK = 4
"""Width of the tick that marks the number required."""


def draw_toilets(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw what each school has, what it should have, and what it lacks.

    Args:
        axes: where to draw.
        table: label, actual, required, short, note (as `select_toilets` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    lacking = (table["short"] > 0).tolist()
    rows = [
        Row(
            row["label"], max(row["actual"], row["required"]), _label(row, standards), side=row["note"],
            rule=place > 0 and lacking[place - 1] and not lacking[place],
        )
        for place, (_, row) in enumerate(table.iterrows())
    ]  # fmt: skip
    slots, height = lay_rows(axes, rows, sheet, top=6, join=standards.say("chart.dot"))
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        have, need = row["actual"] * slot.scale, row["required"] * slot.scale
        if have:
            draw_box(axes, slot.x, slot.y, have, slot.height, sheet.pieces["have"])
        if row["short"]:
            draw_box(axes, slot.x + have, slot.y, need - have, slot.height, sheet.pieces["short"])
        tick = Rectangle(
            (slot.x + need - TICK / 2, slot.y - 4),
            TICK,
            slot.height + 8,
            facecolor=sheet.ink,
            linewidth=0,
            **FREE,
        )
        axes.add_patch(tick)
        _write_have(
            axes, slot.x, slot.y + slot.height / 2, int(row["actual"]), min(have, need) - TICK, standards, sheet.small
        )
    return finish(axes, sheet, height + 6)


def _label(row: pd.Series, standards: Standards) -> str:
    key = "chart.required_short" if row["short"] else "chart.required_enough"
    return standards.say(key, required=int(row["required"]), short=int(row["short"]))


def _write_have(axes: Axes, x: float, y: float, number: int, room: float, standards: Standards, size: float) -> None:
    """Write the number there is into its bar: in words, else the number alone, else not at all."""
    for words in (standards.say("chart.have", n=number), str(number)):
        if measure_text(words, size) + 16 <= room:
            write_text(axes, x + 8, y, words, size=size)
            return
