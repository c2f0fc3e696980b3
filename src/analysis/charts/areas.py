"""The areas side by side: checks met, partly met and not met, as counts that are not summed."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import draw_box, finish, measure_text, write_text
from analysis.charts.rows import Row, lay_rows
from analysis.charts.style import open_sheet
from analysis.narrative.selection import LEFT_OUT_WORDS
from analysis.standards.model import Standards
from analysis.tables import JUDGED


def draw_areas(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw one stacked bar an area, of checks met, partly met and not met.

    Args:
        axes: where to draw.
        table: label, met, partial, unmet and the counts left out, as `select_areas` gives them.
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    rows = [
        Row(row["label"], row["judged"], _label(row, standards), notes=(_left_out(row, standards),))
        for _, row in table.iterrows()
    ]
    slots, height = lay_rows(axes, rows, sheet, top=4)
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        x = slot.x
        for verdict in JUDGED:
            length = row[verdict] * slot.scale
            if length:
                draw_box(axes, x, slot.y, length, slot.height, sheet.pieces[verdict])
            x += length
        words = standards.say("chart.met_count", n=int(row["met"]))
        if measure_text(words, sheet.small) + 16 < row["met"] * slot.scale:
            write_text(axes, slot.x + 10, slot.y + slot.height / 2, words, size=sheet.small)
    return finish(axes, sheet, height + 4)


def _label(row: pd.Series, standards: Standards) -> str:
    if not row["judged"]:
        return standards.say("verdict.not_applicable")
    return standards.say("chart.partial_unmet", partial=int(row["partial"]), unmet=int(row["unmet"]))


def _left_out(row: pd.Series, standards: Standards) -> str:
    """What was looked at and enters no rate, each count by its own name; nothing where all are zero."""
    looked = (part for part in LEFT_OUT_WORDS if part != "not_inspected")
    parts = [standards.say(f"chart.left_out.{part}", n=int(row[part])) for part in looked if row[part]]
    return standards.say("chart.also", list=standards.say("chart.dot").join(parts)) if parts else ""
