"""Small multiples by town: the same items in the same order on the same scale, so that towns are not ranked."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import (
    EDGE,
    draw_box,
    draw_marks,
    draw_rule,
    finish,
    flow_words,
    measure_text,
    wrap_text,
    write_lines,
    write_text,
)
from analysis.charts.style import Sheet, open_sheet, stress
from analysis.standards.model import Standards

NAME_SHARE = 0.26
"""The most of a wide sheet that the names of items take."""
LEAST_PANEL = {True: 84.0, False: 104.0}
"""The narrowest panel, in pixels, on a narrow and on a wide sheet."""
MOST_PANEL = 220.0
"""The widest panel."""
GAP = 18.0
"""Space between two panels."""
BAR = 16.0
"""Height of a bar."""
LEAST_MARKED = 13.0
"""A piece narrower than this carries no mark."""


@dataclass(frozen=True)
class _Grid:
    """Where the panels stand: x of the first, their width and number in a line, pixels a school, height of a row."""

    left: float
    width: float
    across: int
    scale: float
    row: float


def draw_towns(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw a panel for each town, lines of panels under each other; items are named at the left of every line.

    Args:
        axes: where to draw.
        table: town, number, label, partial, unmet, judged; every town has the same items (as `select_towns` gives).
        standards: the words.
        width: wide (items by name) or narrow (by number, the names above).
    """
    sheet, table = open_sheet(standards, width), _write_counts(table, standards)
    items = table.drop_duplicates("item_id")
    top = _write_names(axes, items, sheet) if sheet.names_above else 4.0
    limit = sheet.width * NAME_SHARE
    names = [
        wrap_text(name, sheet.size, limit) for name in items["number" if sheet.names_above else "label"]
    ]  # fmt: skip
    towns = [town for _, town in table.groupby("town", sort=False)]
    grid = _plan(table, names, len(towns), sheet)
    y = top
    for start in range(0, len(towns), grid.across):
        y = _draw_line(axes, towns[start : start + grid.across], names, grid, sheet, y)
    return finish(axes, sheet, y)


def _write_names(axes: Axes, items: pd.DataFrame, sheet: Sheet) -> float:
    """The items by name, above panels that have room for their numbers only; return the y below."""
    limit = sheet.width - 2 * EDGE
    lines = [line for label in items["label"] for line in wrap_text(label, sheet.small, limit)]
    places = flow_words(lines, sheet.small, limit)
    for text, (line, x) in zip(lines, places, strict=True):
        write_text(axes, EDGE + x, (line + 0.5) * sheet.line, text, size=sheet.small, color=sheet.ink2)
    return (max((line for line, _ in places), default=-1) + 1) * sheet.line + 10


def _plan(table: pd.DataFrame, names: list[tuple[str, ...]], towns: int, sheet: Sheet) -> _Grid:
    """As many panels in a line as fit, the lines as even as they can be."""
    left = EDGE + max(measure_text(line, sheet.size) for lines in names for line in lines) + 12
    room, least = sheet.width - EDGE - left, LEAST_PANEL[sheet.names_above]
    fitting = max(1, int((room + GAP) / (least + GAP)))
    across = ceil(towns / ceil(towns / fitting))
    width = min((room + GAP) / across - GAP, MOST_PANEL)
    label = max(measure_text(text, sheet.small) for text in table["count"]) + 8
    most = max(int((table["partial"] + table["unmet"]).max()), 1)
    rows = max(len(lines) for lines in names)
    return _Grid(left, width, across, max(width - label, 1.0) / most, max(BAR + 10, rows * sheet.line + 4))


def _write_counts(table: pd.DataFrame, standards: Standards) -> pd.DataFrame:
    """The table with what stands behind each bar: k/N, or the word for nothing judged where N is 0."""
    none = standards.say("verdict.not_applicable")
    counts = [
        f"{int(row['unmet'] + row['partial'])}/{int(row['judged'])}" if row["judged"] else none
        for _, row in table.iterrows()
    ]
    return table.assign(count=counts)


def _draw_line(
    axes: Axes, towns: list[pd.DataFrame], names: list[tuple[str, ...]], grid: _Grid, sheet: Sheet, top: float
) -> float:
    """One line of panels under the names of their towns; return the y of the next."""
    heads = [wrap_text(str(town["town"].iloc[0]), sheet.size, grid.width) for town in towns]
    first = top + max(map(len, heads)) * sheet.line + 6
    for place, lines in enumerate(names):
        middle = first + (place + 0.5) * grid.row
        text = [(line, sheet.size, sheet.ink) for line in lines]
        write_lines(axes, grid.left - 12, middle, text, pitch=sheet.line, align="right")
    for place, (town, head) in enumerate(zip(towns, heads, strict=True)):
        x = grid.left + place * (grid.width + GAP)
        for number, line in enumerate(reversed(head)):
            stress(write_text(axes, x, first - 6 - (number + 0.5) * sheet.line, line, size=sheet.size))
        draw_rule(axes, x, first - 4, x + grid.width, color=sheet.rule)
        for number, (_, row) in enumerate(town.iterrows()):
            _draw_row(axes, row, x, first + (number + 0.5) * grid.row, grid.scale, sheet)
    return first + len(names) * grid.row + 14


def _draw_row(axes: Axes, row: pd.Series, x: float, middle: float, scale: float, sheet: Sheet) -> None:
    end = x
    for part, piece in (("unmet", sheet.pieces["unmet"]), ("partial", sheet.pieces["partial"])):
        length = row[part] * scale
        if length:
            draw_box(axes, end, middle - BAR / 2, length, BAR, piece)
        if length >= LEAST_MARKED:
            draw_marks(axes, piece, [(end + length / 2, middle)], sheet.small)
        end += length
    color = sheet.ink if end > x else sheet.mute
    write_text(axes, end + (6 if end > x else 0), middle, row["count"], size=sheet.small, color=color)
