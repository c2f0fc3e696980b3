"""Burn-up: problems found and closed after a check, day by day; what is only reported done as a band between."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import EDGE, FREE, draw_rule, finish, measure_text, write_text
from analysis.charts.style import Sheet, open_sheet
from analysis.narrative.passages import write_day, write_month
from analysis.standards.model import Standards

HEIGHT = {False: 240.0, True: 200.0}
"""Height of the plot, in pixels, where names stand beside bars and where they stand above them."""


def draw_burn_up(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw the two curves as steps; the gap that stays between them is what is open.

    Args:
        axes: where to draw.
        table: day (ISO), opened, closed, claimed, in the order of the days (as `select_burn_up` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    claimed, met = sheet.pieces["claimed"], sheet.pieces["met"]
    last = table.iloc[-1]
    labels = _name_ends(last, sheet, standards)
    left, top = EDGE + 2, sheet.line
    right = sheet.width - EDGE - max(measure_text(text, sheet.size) for text, _, _ in labels) - 12
    bottom = top + HEIGHT[sheet.names_above]
    days = [date.fromisoformat(day).toordinal() for day in table["day"]]
    span, most = max(days[-1] - days[0], 1), max(int(table["opened"].max()), 1)
    x = left + (np.array(days) - days[0]) / span * (right - left)

    def rise(counts: pd.Series) -> np.ndarray:
        return bottom - counts.to_numpy(dtype=float) / most * (bottom - top)

    closed, reported = rise(table["closed"]), rise(table["closed"] + table["claimed"])
    axes.fill_between(x, bottom, closed, step="post", color=met.fill, linewidth=0)
    axes.fill_between(x, closed, reported, step="post", color=claimed.fill, linewidth=0)
    axes.step(x, reported, where="post", color=claimed.edge, linewidth=1.0, **FREE)
    axes.step(x, closed, where="post", color=met.edge, linewidth=1.4, **FREE)
    axes.step(x, rise(table["opened"]), where="post", color=sheet.ink, linewidth=1.8, **FREE)
    draw_rule(axes, left, bottom, right, color=sheet.axis)
    _write_months(axes, table, x, bottom, sheet, standards)
    heights = [rise(pd.Series([count]))[0] for _, count, _ in labels]
    for (text, _, color), y in zip(labels, _part(heights, sheet.line), strict=True):
        write_text(axes, right + 10, y, text, size=sheet.size, color=color)
    return finish(axes, sheet, bottom + sheet.line + 10)


def _name_ends(last: pd.Series, sheet: Sheet, standards: Standards) -> list[tuple[str, float, str]]:
    """What each curve ends at: words, height in problems, colour; the highest first."""
    opened, closed, claimed = (int(last[name]) for name in ("opened", "closed", "claimed"))
    ends = [(standards.say("chart.burn_up_opened", n=opened), float(opened), sheet.ink)]
    if claimed:
        ends.append(
            (standards.say("chart.burn_up_claimed", n=claimed), closed + claimed / 2, sheet.pieces["claimed"].text)
        )
    return [*ends, (standards.say("chart.burn_up_closed", n=closed), float(closed), sheet.pieces["met"].text)]


def _part(heights: list[float], line: float) -> list[float]:
    """Heights of labels from the top down, moved apart by a line at least."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + line) if placed else height)
    return placed


def _write_months(
    axes: Axes, table: pd.DataFrame, x: np.ndarray, bottom: float, sheet: Sheet, standards: Standards
) -> None:
    """The first and the last day, and every month's beginning between them for which there is room."""
    days = [date.fromisoformat(day) for day in table["day"]]
    scale = (x[-1] - x[0]) / max((days[-1] - days[0]).days, 1)
    y, free = bottom + sheet.line * 0.75, x[0]
    ends = [write_day(standards, day, base=days[-1]) for day in (days[0], days[-1])]
    write_text(axes, x[0], y, ends[0], size=sheet.small, color=sheet.ink2)
    write_text(axes, x[-1], y, ends[1], size=sheet.small, color=sheet.ink2, align="right")
    free += measure_text(ends[0], sheet.small) + 14
    limit = x[-1] - measure_text(ends[1], sheet.small) - 14
    for month in pd.date_range(days[0], days[-1], freq="MS"):
        place = x[0] + (month.date() - days[0]).days * scale
        text = write_month(standards, month.date(), base=days[-1])
        half = measure_text(text, sheet.small) / 2
        axes.plot([place, place], [bottom, bottom + 4], color=sheet.rule, linewidth=1, **FREE)
        if place - half >= free and place + half <= limit:
            write_text(axes, place, y, text, size=sheet.small, color=sheet.ink2, align="center")
            free = place + half + 14
