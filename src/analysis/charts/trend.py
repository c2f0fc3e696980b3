"""Several full rounds as a line, a run chart about its median, or an XmR chart with limits; signals with their rule."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import (
    EDGE,
    FREE,
    draw_rule,
    finish,
    measure_text,
    spread_labels,
    wrap_text,
    write_lines,
    write_text,
)
from analysis.charts.style import Sheet, open_sheet
from analysis.narrative.comparisons import list_signals
from analysis.standards.model import Standards

HEIGHT = {False: 220.0, True: 180.0}
"""Height of the plot, in pixels, where names stand beside bars and where they stand above them."""
APART = 8.0
"""Least space between two labels of points."""


def draw_trend(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw the checks met in each round, from zero to all that were judged.

    Args:
        axes: where to draw.
        table: round_id, met, judged, chart (line, run or xmr), centre, low, high, signal, rules, in the order of the
            rounds (as `select_trend` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet, first = open_sheet(standards, width), table.iloc[0]
    ends = _name_lines(first, standards)
    left = EDGE + measure_text(str(int(first["judged"])), sheet.small) + 12
    right = sheet.width - EDGE - 12
    if ends:
        right -= max(measure_text(text, sheet.small) for text, _ in ends) + 8
    lower = sheet.line + 10 + HEIGHT[sheet.names_above]
    unit = HEIGHT[sheet.names_above] / max(int(first["judged"]), 1)
    x = np.linspace(left + 14, right - 14, len(table))
    y = lower - table["met"].to_numpy(dtype=float) * unit
    draw_rule(axes, left, lower, right, color=sheet.rule)
    _write_scale(axes, int(first["judged"]), (lower - int(first["judged"]) * unit, lower), sheet, left)
    _draw_lines(axes, ends, [lower - value * unit for _, value in ends], sheet, left, right)
    axes.plot(x, y, color=sheet.pieces["met"].edge, linewidth=1.8, **FREE)
    axes.scatter(x, y, s=36, color=sheet.pieces["met"].edge, linewidths=0, **FREE, zorder=4)
    _mark_signals(axes, table, x, y, sheet)
    _write_values(axes, table, x, y, sheet)
    _write_rounds(axes, table, x, lower + sheet.line * 0.75, sheet)
    return finish(axes, sheet, _write_rules(axes, table, standards, sheet, lower + sheet.line * 1.5))


def _name_lines(row: pd.Series, standards: Standards) -> list[tuple[str, float]]:
    """The lines that the kind of chart has, from the top down: words and value."""
    if row["chart"] == "line":
        return []
    lines = [(standards.say(f"chart.trend.centre_{row['chart']}", value=f"{row['centre']:g}"), float(row["centre"]))]
    if row["chart"] == "xmr":
        for name in ("low", "high"):
            # A count lies between nothing and all that were judged, whatever the formula gives.
            value = min(max(float(row[name]), 0.0), float(row["judged"]))
            lines.append((standards.say(f"chart.trend.{name}", value=f"{row[name]:.1f}"), value))
    return sorted(lines, key=lambda line: -line[1])


def _draw_lines(
    axes: Axes, ends: list[tuple[str, float]], places: list[float], sheet: Sheet, left: float, right: float
) -> None:
    """The centre and the limits across the plot, named at their right ends."""
    if not ends:
        return
    pitch = sheet.line * 0.9
    low, high = places[0] - 2 * pitch, places[-1] + 2 * pitch
    moved = spread_labels(places, [pitch] * len(ends), left=low, right=high, gap=0)
    for (text, _), place, y in zip(ends, places, moved, strict=True):
        axes.plot([left, right], [place, place], color=sheet.axis, linewidth=1.1, linestyle=(0, (4, 3)), **FREE)
        write_text(axes, right + 8, y, text, size=sheet.small, color=sheet.ink2)


def _write_scale(axes: Axes, judged: int, ends: tuple[float, float], sheet: Sheet, left: float) -> None:
    """Nothing and all that were judged, at the left."""
    for text, y in zip((str(judged), "0"), ends, strict=True):
        write_text(axes, left - 8, y, text, size=sheet.small, color=sheet.ink2, align="right")


def _mark_signals(axes: Axes, table: pd.DataFrame, x: np.ndarray, y: np.ndarray, sheet: Sheet) -> None:
    at = table["signal"].to_numpy(dtype=bool)
    axes.scatter(
        x[at],
        y[at],
        s=150,
        facecolors="none",
        edgecolors=sheet.pieces["unmet"].edge,
        linewidths=1.8,
        **FREE,
        zorder=5,
    )


def _write_values(axes: Axes, table: pd.DataFrame, x: np.ndarray, y: np.ndarray, sheet: Sheet) -> None:
    """The counts above their points as far as there is room: the last and the first before all others."""
    texts = [str(int(met)) for met in table["met"]]
    for place in _choose_labels(texts, x, sheet.small, keep=table["signal"].tolist()):
        write_text(axes, x[place], y[place] - 17, texts[place], size=sheet.small, color=sheet.ink, align="center")


def _choose_labels(texts: list[str], x: np.ndarray, size: float, *, keep: list[bool]) -> list[int]:
    """Places whose labels do not touch: last and first, then those to keep, then the others."""
    count = len(texts)
    order = [count - 1, 0, *(place for place in range(count) if keep[place]), *range(count)]
    chosen: list[int] = []
    for place in dict.fromkeys(order):
        width = measure_text(texts[place], size)
        if all(abs(x[place] - x[other]) >= (width + measure_text(texts[other], size)) / 2 + APART for other in chosen):
            chosen.append(place)
    return chosen


def _write_rounds(axes: Axes, table: pd.DataFrame, x: np.ndarray, y: float, sheet: Sheet) -> None:
    """The rounds under their points, as far as there is room; the last and the first stay within the sheet."""
    texts = [str(name) for name in table["round_id"]]
    halves = [measure_text(text, sheet.small) / 2 for text in texts]
    inside = np.array([
        min(max(place, EDGE + half), sheet.width - EDGE - half) for place, half in zip(x, halves, strict=True)
    ])  # fmt: skip
    for place in _choose_labels(texts, inside, sheet.small, keep=[False] * len(texts)):
        write_text(axes, inside[place], y, texts[place], size=sheet.small, color=sheet.ink2, align="center")


def _write_rules(axes: Axes, table: pd.DataFrame, standards: Standards, sheet: Sheet, y: float) -> float:
    """Under the plot each signal: from which round to which, and the rule that it breaks; return the y below."""
    for text in list_signals(table, standards):
        for line in wrap_text(text, sheet.small, sheet.width - 2 * EDGE):
            write_lines(
                axes, EDGE, y + sheet.line / 2, [(line, sheet.small, sheet.pieces["unmet"].text)], pitch=sheet.line
            )
            y += sheet.line
    return y + 4
