"""Every school × item of an area, for the annex; the page shows the same as a table of cells."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import (
    draw_box,
    draw_marks,
    draw_rule,
    finish,
    flow_words,
    is_wide,
    measure_text,
    write_text,
)
from analysis.charts.style import INK2, MAP_MET, MUTE, RULE, SHEETS, VERDICT_PIECES, Sheet
from analysis.standards.model import Standards

CELL = {"wide": 30.0, "narrow": 18.0}
"""The least width of a cell; an area with more items than fit is drawn in several blocks, one below the other."""
ROW = 17.0
"""Height of a school's row."""
MOST_SIGNS = 8
"""Full-width item names up to so many characters are set one above the other; others are named under the map."""


def draw_map(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw one cell a school × item, schools by town, items in the standard's order.

    Args:
        axes: where to draw.
        table: town, school_id, name, item_id, number, item, state (as `select_map` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = SHEETS[width]
    items = table[["item_id", "number", "item"]].drop_duplicates()
    size = sheet.small - 1
    left = min(max(measure_text(name, size) for name in table["name"]) + 10, 0.45 * sheet.width)
    a_block = max(1, int((sheet.width - left) // CELL[width]))
    y = 0.0
    for start in range(0, len(items), a_block):
        y = _draw_block(axes, table, items.iloc[start : start + a_block], sheet, left=left, top=y) + 16
    if not _stacked(items):
        y = _write_names(axes, items, standards, sheet, y)
    return finish(axes, sheet, y)


def _stacked(items: pd.DataFrame) -> bool:
    return all(is_wide(name) and len(name) <= MOST_SIGNS for name in items["item"])


def _draw_block(
    axes: Axes, table: pd.DataFrame, items: pd.DataFrame, sheet: Sheet, *, left: float, top: float
) -> float:
    """Draw the columns of some items for every school; return the y below."""
    wide = min((sheet.width - left) / len(items), 60)
    columns = {item_id: left + place * wide for place, item_id in enumerate(items["item_id"])}
    y = _write_columns(axes, items, columns, wide, sheet, top)
    points: dict[str, list[tuple[float, float]]] = {}
    for town, schools in table.groupby("town", sort=False):
        write_text(axes, left - 8, y + ROW / 2, str(town), size=sheet.small - 1.5, color=MUTE, align="right")
        draw_rule(axes, left, y + ROW - 1, left + wide * len(items), color=RULE)
        y += ROW
        for _, cells in schools.groupby("school_id", sort=False):
            _write_name(axes, str(cells["name"].iloc[0]), left, y + ROW / 2, sheet)
            for item_id, state in zip(cells["item_id"], cells["state"], strict=True):
                if item_id in columns:
                    piece = MAP_MET if state == "met" else VERDICT_PIECES[state]
                    draw_box(axes, columns[item_id] + 1, y + 1, wide - 2, ROW - 2, piece)
                    points.setdefault(state, []).append((columns[item_id] + wide / 2, y + ROW / 2))
            y += ROW
    for state, places in points.items():
        if state != "met":
            draw_marks(axes, VERDICT_PIECES[state], places, min(11, wide - 4))
    return y


def _write_name(axes: Axes, name: str, left: float, y: float, sheet: Sheet) -> None:
    """Write a school's name, smaller where it would not fit its column."""
    size = sheet.small - 1
    room = left - 8
    size *= min(1.0, room / max(measure_text(name, size), 1))
    write_text(axes, left - 8, y, name, size=size, align="right")


def _write_columns(
    axes: Axes, items: pd.DataFrame, columns: dict[str, float], wide: float, sheet: Sheet, top: float
) -> float:
    """Write the items' numbers, and their names one character above the other where the writing allows it."""
    size, y = 11.0, top
    if _stacked(items):
        tall = max(len(name) for name in items["item"])
        for item_id, name in zip(items["item_id"], items["item"], strict=True):
            for place, sign in enumerate(name):
                middle = y + (tall - len(name) + place + 0.5) * 14
                write_text(axes, columns[item_id] + wide / 2, middle, sign, size=size, color=INK2, align="center")
        y += tall * 14 + 4
    for item_id, number in zip(items["item_id"], items["number"], strict=True):
        write_text(axes, columns[item_id] + wide / 2, y + 8, str(number), size=size, align="center")
    return y + 17


def _write_names(axes: Axes, items: pd.DataFrame, standards: Standards, sheet: Sheet, y: float) -> float:
    """Name the items by number under the map, one after another on lines."""
    words = [
        standards.say("chart.numbered", number=int(number), name=name)
        for number, name in zip(items["number"], items["item"], strict=True)
    ]
    places = flow_words(words, sheet.small, sheet.width)
    for text, (line, x) in zip(words, places, strict=True):
        write_text(axes, x, y + (line + 0.5) * sheet.line, text, size=sheet.small, color=INK2)
    return y + (places[-1][0] + 1) * sheet.line + 4
