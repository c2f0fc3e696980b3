"""Every school × item of an area, for the annex; the page shows the same as a table of cells."""

from __future__ import annotations

import math
import re

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import (
    EDGE,
    draw_box,
    draw_marks,
    draw_rule,
    finish,
    flow_words,
    is_wide,
    measure_text,
    wrap_text,
    write_text,
)
from analysis.charts.style import LEAST_SIZE, Sheet, open_sheet
from analysis.standards.model import Standards

CELL = {False: 30.0, True: 18.0}
"""The least width of a cell on a wide and on a narrow sheet; more items than fit are drawn in several blocks."""
WIDEST_CELL = 60.0
"""The widest that a cell becomes."""
ROW = 17.0
"""Height of a school's row."""
SIGN = 14.0
"""Distance of two characters set one above the other."""
MOST_SIGNS = 8
"""Full-width item names up to so many characters are set one above the other; others are named under the map."""
_SINGLE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z](?![0-9A-Za-z])")


def draw_map(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw one cell a school × item, schools by town, items in the standard's order.

    Args:
        axes: where to draw.
        table: town, school_id, name, item_id, number, item, state (as `select_map` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    items = table[["item_id", "number", "item"]].drop_duplicates()
    left = EDGE + min(max(measure_text(name, LEAST_SIZE) for name in table["name"]) + 8, 0.4 * sheet.width)
    most = max(1, int((sheet.width - left) // CELL[sheet.names_above]))
    a_block = math.ceil(len(items) / math.ceil(len(items) / most))
    stacked = all(_can_stack(name) for name in items["item"])
    y = 0.0
    for start in range(0, len(items), a_block):
        block = items.iloc[start : start + a_block]
        wide = min((sheet.width - left - EDGE) / a_block, WIDEST_CELL)
        columns = {item_id: left + place * wide for place, item_id in enumerate(block["item_id"])}
        y = _write_columns(axes, block, columns, sheet, wide=wide, y=y, stacked=stacked)
        y = _draw_block(axes, table, columns, sheet, left=left, wide=wide, y=y) + 16
    return finish(axes, sheet, y if stacked else _write_names(axes, items, standards, sheet, y))


def _can_stack(name: str) -> bool:
    """Whether a name is short and full-width, but for single letters or digits (D级危房)."""
    return len(name) <= MOST_SIGNS and is_wide(_SINGLE.sub("字", name))


def _write_columns(
    axes: Axes, items: pd.DataFrame, columns: dict[str, float], sheet: Sheet, *, wide: float, y: float, stacked: bool
) -> float:
    """Write the items' numbers, and their names one character above the other where the writing allows it."""
    size = LEAST_SIZE
    tall = max(len(name) for name in items["item"]) if stacked else 0
    for item_id, number, name in zip(items["item_id"], items["number"], items["item"], strict=True):
        x = columns[item_id] + wide / 2
        for place, sign in enumerate(name if stacked else ""):
            middle = y + (tall - len(name) + place + 0.5) * SIGN
            write_text(axes, x, middle, sign, size=size, color=sheet.ink2, align="center")
        write_text(axes, x, y + tall * SIGN + 9, str(number), size=size, align="center")
    return y + tall * SIGN + 18


def _draw_block(
    axes: Axes, table: pd.DataFrame, columns: dict[str, float], sheet: Sheet, *, left: float, wide: float, y: float
) -> float:
    """Draw the columns of some items for every school; return the y below."""
    points: dict[str, list[tuple[float, float]]] = {}
    for town, schools in table.groupby("town", sort=False):
        _write_fitting(axes, str(town), left, y + ROW / 2, color=sheet.mute)
        draw_rule(axes, left, y + ROW - 1, left + wide * len(columns), color=sheet.rule)
        y += ROW
        for _, cells in schools.groupby("school_id", sort=False):
            _write_fitting(axes, str(cells["name"].iloc[0]), left, y + ROW / 2, color=sheet.ink2)
            for item_id, state in zip(cells["item_id"], cells["state"], strict=True):
                if item_id in columns:
                    piece = sheet.pieces["map_met"] if state == "met" else sheet.pieces[state]
                    draw_box(axes, columns[item_id] + 1, y + 1, wide - 2, ROW - 2, piece)
                    points.setdefault(state, []).append((columns[item_id] + wide / 2, y + ROW / 2))
            y += ROW
    for state, places in points.items():
        if state != "met":
            draw_marks(axes, sheet.pieces[state], places, min(11, wide - 4))
    return y


def _write_fitting(axes: Axes, name: str, left: float, y: float, *, color: str) -> None:
    """Write a name to the left of the cells, smaller where it would not fit its column."""
    size = LEAST_SIZE
    room = left - 8 - EDGE
    size = min(size, size * room / max(measure_text(name, size), 1))
    write_text(axes, left - 8, y, name, size=size, color=color, align="right")


def _write_names(axes: Axes, items: pd.DataFrame, standards: Standards, sheet: Sheet, y: float) -> float:
    """Name the items by number under the map, one after another on lines."""
    words = [
        standards.say("chart.numbered", number=int(number), name=name)
        for number, name in zip(items["number"], items["item"], strict=True)
    ]
    room = sheet.width - 2 * EDGE
    if any(measure_text(text, sheet.small) > room for text in words):
        lines = [line for text in words for line in wrap_text(text, sheet.small, room)]
        words, places = lines, [(line, 0.0) for line in range(len(lines))]
    else:
        places = flow_words(words, sheet.small, room)
    for text, (line, x) in zip(words, places, strict=True):
        write_text(axes, EDGE + x, y + (line + 0.5) * sheet.line, text, size=sheet.small, color=sheet.ink2)
    return y + (places[-1][0] + 1) * sheet.line + 4
