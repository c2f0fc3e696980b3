"""Change since the last full round in four counts: new to the left, fixed to the right, the others as numbers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import (
    EDGE,
    FREE,
    Line,
    draw_box,
    draw_rule,
    finish,
    measure_text,
    wrap_text,
    write_lines,
    write_text,
)
from analysis.charts.style import Sheet, open_sheet, stress
from analysis.standards.model import Standards

NAME_SHARE = 0.26
"""The most of a wide chart's width that names may take before they are wrapped."""


def draw_change(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw new and fixed checks back to back for each area; they are never netted.

    Args:
        axes: where to draw.
        table: label, kept, fixed, new, relapsed, failing, total (as `select_change` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    draw = _draw_above if sheet.names_above else _draw_beside
    return finish(axes, sheet, draw(axes, table, standards, sheet))


def _new_label(row: pd.Series, standards: Standards) -> str:
    key = "chart.new_relapsed" if row["relapsed"] else "chart.new_count"
    return standards.say(key, new=int(row["new"]), relapsed=int(row["relapsed"]))


def _place_middle(
    table: pd.DataFrame, standards: Standards, sheet: Sheet, left: float, right: float
) -> tuple[float, float]:
    """The x of the middle line and the pixels a check, such that both sides' labels fit."""
    before = [measure_text(_new_label(row, standards), sheet.size) + 20 for _, row in table.iterrows()]
    after = [measure_text(str(row["fixed"]), sheet.size) + 20 for _, row in table.iterrows()]
    heads = [measure_text(standards.say(key), sheet.size) + 26 for key in ("chart.new_head", "chart.fixed_head")]
    room = right - left - max(*before, heads[0]) - max(*after, heads[1])
    most_new, most_fixed = int(table["new"].max()), int(table["fixed"].max())
    scale = min(room / max(most_new + most_fixed, 1), 26)
    return left + max(*before, heads[0]) + most_new * scale, scale


def _draw_pair(
    axes: Axes, row: pd.Series, standards: Standards, sheet: Sheet, *, middle: float, y: float, scale: float
) -> None:
    new, fixed = row["new"] * scale, row["fixed"] * scale
    if new:
        draw_box(axes, middle - new, y - sheet.bar / 2, new, sheet.bar, sheet.pieces["unmet"])
    if fixed:
        draw_box(axes, middle, y - sheet.bar / 2, fixed, sheet.bar, sheet.pieces["met"])
    write_text(axes, middle - new - 8, y, _new_label(row, standards), size=sheet.size, align="right")
    write_text(axes, middle + fixed + 8, y, str(row["fixed"]), size=sheet.size)


def _write_heads(axes: Axes, standards: Standards, sheet: Sheet, middle: float, y: float) -> None:
    axes.scatter([middle - 12], [y], s=90, marker="<", color=sheet.pieces["unmet"].edge, linewidths=0, **FREE)
    axes.scatter([middle + 12], [y], s=90, marker=">", color=sheet.pieces["met"].edge, linewidths=0, **FREE)
    write_text(
        axes,
        middle - 24,
        y,
        standards.say("chart.new_head"),
        size=sheet.size,
        color=sheet.pieces["unmet"].text,
        align="right",
    )
    write_text(axes, middle + 24, y, standards.say("chart.fixed_head"), size=sheet.size, color=sheet.pieces["met"].text)


def _draw_beside(axes: Axes, table: pd.DataFrame, standards: Standards, sheet: Sheet) -> float:
    """Names at the left, kept and still failing in two columns at the right; return the height."""
    names = [wrap_text(label, sheet.size, NAME_SHARE * sheet.width) for label in table["label"]]
    left = EDGE + max(measure_text(line, sheet.size) for lines in names for line in lines) + 12
    columns = _place_columns(table, standards, sheet)
    right = min(x - width for x, width in columns.values()) - 12
    middle, scale = _place_middle(table, standards, sheet, left, right)
    top = sheet.line
    _write_heads(axes, standards, sheet, middle, top)
    for part, (x, _) in columns.items():
        write_text(axes, x, top, standards.say(f"chart.{part}_head"), size=sheet.small, color=sheet.ink2, align="right")
    y = top + sheet.line + 4
    for (_, row), lines in zip(table.iterrows(), names, strict=True):
        height = max(sheet.bar, len(lines) * sheet.line)
        if row["total"]:
            draw_rule(axes, left, y - sheet.gap / 2, sheet.width, color=sheet.rule)
        y += height / 2
        name: list[Line] = [(line, sheet.size, sheet.ink) for line in lines]
        for text in write_lines(axes, left - 12, y, name, pitch=sheet.line, align="right"):
            stress(text, strong=row["total"])
        _draw_pair(axes, row, standards, sheet, middle=middle, y=y, scale=scale)
        for part, (x, _) in columns.items():
            write_text(axes, x, y, str(row[part]), size=sheet.size, align="right")
        y += height / 2 + sheet.gap
    axes.plot([middle, middle], [top + sheet.line - 4, y - sheet.gap + 6], color=sheet.ink, linewidth=1.2, **FREE)
    return y


def _place_columns(table: pd.DataFrame, standards: Standards, sheet: Sheet) -> dict[str, tuple[float, float]]:
    """The right edge and width of the columns still failing and kept."""
    places, x = {}, sheet.width - EDGE
    for part in ("kept", "failing"):
        widest = max(measure_text(str(number), sheet.size) for number in table[part])
        width = max(widest, measure_text(standards.say(f"chart.{part}_head"), sheet.small))
        places[part] = (x, width)
        x -= width + 24
    return places


def _draw_above(axes: Axes, table: pd.DataFrame, standards: Standards, sheet: Sheet) -> float:
    """Names above the bars, kept and still failing on the name's line; return the height."""
    middle, scale = _place_middle(table, standards, sheet, EDGE, sheet.width - EDGE)
    _write_heads(axes, standards, sheet, middle, sheet.line / 2)
    y = sheet.line + 8
    for _, row in table.iterrows():
        if row["total"]:
            draw_rule(axes, 0, y - sheet.gap / 2 + 2, sheet.width, color=sheet.rule)
        rest = standards.say("chart.failing_kept", failing=int(row["failing"]), kept=int(row["kept"]))
        wide = measure_text(row["label"], sheet.size) + measure_text(rest, sheet.small) + 16 > sheet.width
        for line in wrap_text(row["label"], sheet.size, sheet.width - 4):
            stress(write_text(axes, EDGE, y + sheet.line / 2, line, size=sheet.size), strong=row["total"])
            y += sheet.line
        if wide:
            y += sheet.line
        write_text(
            axes, sheet.width - EDGE, y - sheet.line / 2, rest, size=sheet.small, color=sheet.ink2, align="right"
        )
        y += 4 + sheet.bar / 2
        _draw_pair(axes, row, standards, sheet, middle=middle, y=y, scale=scale)
        axes.plot([middle] * 2, [y - sheet.bar / 2 - 3, y + sheet.bar / 2 + 3], color=sheet.ink, linewidth=1.2, **FREE)
        y += sheet.bar / 2 + sheet.gap
    return y
