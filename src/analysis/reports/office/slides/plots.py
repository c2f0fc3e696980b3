"""Where the bars of a chart stand: in the largest letters in which all rows have room, and the bars, and the notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.reports.office.slides.bars import Bars
from analysis.reports.office.slides.ends import Ends, list_ends
from analysis.reports.office.slides.frame import Box
from analysis.reports.office.slides.text import LEAST, measure, measure_wide, wrap

NAME_SIZES = (15.0, 14.0, 13.0, 12.0)
"""Sizes of the rows' names, the largest that all rows have room in."""
NAME_SHARES = (0.36, 0.46, 0.52)
"""The most of a chart's width that names take before they are wrapped."""
BAR_ROOM, LEAST_ROOM = 0.3, 0.18
"""Shares of a chart's width that its bars have before letters get smaller, and before notes are cut."""
TALLEST_ROW, BAR_SHARE = 64.0, 0.6
"""The most points a row, and the share of it that its bar takes."""
WIDEST_UNIT = 64.0
"""The most points that one unit takes: one school is no wide bar."""
GAP, AFTER = 10.0, 16.0
"""Points between names and bars, and beside the texts after them."""
BOX_GAP, GAP_SHARE, LEAST_BOX = 3.5, 0.15, 12.0
"""The most points, and the most of a unit, between two boxes; the least points that a box takes. Where its mark needs
more, a bar with its number stands."""


_LETTERS = tuple((size, share) for size in NAME_SIZES for share in NAME_SHARES)
"""Sizes and widths of names in the order in which they are tried."""


def count_rows(bars: Bars, box: Box) -> int:
    """How many rows of a chart have room in a box, in small letters if need be, beside bars that are to be seen."""
    ends = max(measure_wide(end, LEAST) for end in bars.ends)
    seen = [
        (size, share)
        for size, share in _LETTERS
        if box.width - _measure_names(bars, size, share * box.width)[1] - ends - AFTER >= LEAST_ROOM * box.width
    ]
    least = min(_least_row(bars, box, *letters) for letters in seen or _LETTERS)
    return min(len(bars.names), max(1, int((box.height + 0.1) // least)))


def _least_row(bars: Bars, box: Box, size: float, share: float) -> float:
    """The least points from a row to the next: half of what the names of both take, and some between them."""
    lines = [len(wrap(name, size, share * box.width)) for name in bars.names]
    most = max((one + other) / 2 for one, other in pairwise([*lines, lines[-1] if len(lines) == 1 else 1]))
    return most * 1.2 * size + 2 * size - 20


@dataclass(frozen=True)
class Plot:
    """Where and how large the bars are.

    Attributes:
        left, top, width, height: the bars' place, as shares of the chart's frame.
        least, most: ends of the axis, in units.
        gap: room between bars, in percent of a bar.
        between: room between two boxes, in units; 0 for plain bars.
        tick_gap: the same for the ticks, which are higher.
        unit: points a unit.
        name_size, text_size: sizes of letters in points.
        ends: the texts after the bars.
    """

    left: float
    top: float
    width: float
    height: float
    least: float
    most: float
    gap: int
    tick_gap: int
    unit: float
    name_size: float
    text_size: float
    ends: Ends
    between: float = 0.0


def choose_plot(bars: Bars, box: Box, row: float) -> Plot:
    """The largest letters in which all rows have their height, the bars their width and the notes all of theirs."""
    fitting = [letters for letters in _LETTERS if _least_row(bars, box, *letters) <= row + 0.1]
    plots = [
        _measure(bars, box, row, left, ends)
        for size, share in fitting or _LETTERS[-1:]
        for left in (_measure_names(bars, size, share * box.width),)
        for ends in list_ends(bars, size=max(size - 1, LEAST), width=box.width, height=row)
    ]
    room = [_widest_bars(bars, plot) / box.width for plot in plots]
    ranks = [
        (plot.ends.cut or share < LEAST_ROOM, share < BAR_ROOM, plot.ends.cut, 0 if share >= BAR_ROOM else -share)
        for plot, share in zip(plots, room, strict=True)
    ]
    return _part_boxes(bars, plots[ranks.index(min(ranks))])


def _widest_bars(bars: Bars, plot: Plot) -> float:
    """Points from the end of the longest bar to the left to that of the longest to the right."""
    values = [value for piece in bars.pieces for value in piece.values]
    return plot.unit * (max(map(bars.reach, range(len(bars.names)))) - min([0, *values]))


def _measure_names(bars: Bars, size: float, widest: float) -> tuple[float, float]:
    """The size of the names, and the points that they take when wrapped."""
    lines = (line for name in bars.names for line in wrap(name, size, widest))
    return size, max(measure_wide(line, size) for line in lines) + GAP


def _measure(bars: Bars, box: Box, row: float, names: tuple[float, float], ends: Ends) -> Plot:
    """Where the bars begin and how long a unit is, such that every name and every text has room."""
    size, left = names
    least: float = min([0, *(value for piece in bars.pieces for value in piece.values)])
    before = _widest_label(bars, ends.size) if bars.facing else 0
    room = box.width - left
    units = [
        (room - before - ends.measure(place) - AFTER) / (bars.reach(place) - least)
        for place in range(len(bars.names))
        if bars.reach(place) > least
    ]
    unit = max(min([WIDEST_UNIT, *units]), 0.01)
    bar = min(max(row * BAR_SHARE, ends.size + 2), row - 4)
    least -= before / unit
    return Plot(
        left=left / box.width, top=0, width=room / box.width, height=1, least=least, most=least + room / unit,
        gap=_percent(row, bar), tick_gap=_percent(row, min(bar + 8, row - 1)), unit=unit, name_size=size,
        text_size=ends.size, ends=ends,
    )  # fmt: skip


def _percent(row: float, bar: float) -> int:
    """The room between two bars in percent of a bar."""
    return round(100 * (row - bar) / bar)


def _part_boxes(bars: Bars, plot: Plot) -> Plot:
    """The plot with a gap between boxes, where each box has room for its mark."""
    widest = max(measure(piece.word, plot.text_size) + 1 for piece in bars.pieces)
    gap = min(BOX_GAP / plot.unit, GAP_SHARE)
    if not bars.boxed or plot.unit * (1 - gap) < max(widest, LEAST_BOX):
        return plot
    return replace(plot, between=round(gap, 3))


def _widest_label(bars: Bars, size: float) -> float:
    """Room for the numbers left of bars that stand back to back."""
    left = [piece.label(value) for piece in bars.pieces for value in piece.values if value < 0]
    return max((measure_wide(label, size) + GAP for label in left), default=0)
