"""Native charts on a slide: the bars measured into their room, in the largest letters in which all of them stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from analysis.charts.layout import wrap_text
from analysis.reports.office.slides.bars import Bars, Piece
from analysis.reports.office.slides.chart_xml import Plot, write_chart
from analysis.reports.office.slides.data_sheet import write_data
from analysis.reports.office.slides.frame import Box
from analysis.reports.office.slides.series import list_series
from analysis.reports.office.slides.text import emu, measure_wide
from analysis.standards.style import Style

NAME_SIZES, MANY_SIZE = (15.0, 14.0, 13.0, 12.0), 14.0
"""Sizes of the rows' names, the largest that all rows have room in; that of a chart which leaves rows off."""
LEAST_SIZE = 12.0
"""The least size of numbers and texts in and after a bar, which are a point smaller than the names."""
NAME_SHARE, BAR_ROOM = 0.36, 0.3
"""The most of a chart's width that names take before they are wrapped; what bars have before letters get smaller."""
TALLEST_ROW, BAR_SHARE = 64.0, 0.6
"""The most points a row, and the share of it that its bar takes."""
WIDEST_UNIT = 64.0
"""The most points that one unit takes: one school is no wide bar."""
GAP = 10.0
"""Points between names, bars and the texts after them."""
BOX_GAP, LEAST_BOX = 3.5, 12.0
"""Points between two boxes, and the least that a box takes: where its mark needs more, a bar with its number stands."""


def count_rows(bars: Bars, box: Box) -> int:
    """How many rows of a chart have room in a box: all, where they have in small letters."""
    if _height(bars, box, NAME_SIZES[-1]) <= box.height:
        return len(bars.names)
    return max(1, int(box.height // (_height(bars, box, MANY_SIZE) / len(bars.names))))


def _height(bars: Bars, box: Box, size: float) -> float:
    """Points that all rows take at least."""
    lines = max((len(_wrap_name(name, size, box)) for name in bars.names), default=1)
    return len(bars.names) * (lines * 1.2 * size + 2 * size - 20)


def _wrap_name(name: str, size: float, box: Box) -> tuple[str, ...]:
    return wrap_text(name, size, NAME_SHARE * box.width)


def add_chart(shapes: Any, box: Box, bars: Bars, style: Style, *, lang: str, day: date, alt: str) -> Any:
    """Put a native chart of bars on a slide, as high as its rows need.

    Args:
        shapes: of the slide.
        box: the room; the chart takes its width, and its height as far as rows need it.
        bars: what is drawn, no more rows than `count_rows` gives.
        style: the house style.
        lang: language tag.
        day: the day put as date of the data sheet.
        alt: the numbers of the drawing.
    """
    row = min(TALLEST_ROW, box.height / len(bars.names))
    room = box.take_top(row * len(bars.names))
    make: Any = CategoryChartData
    data = make()
    data.categories = bars.names
    data.add_series(bars.whole, bars.lengths)
    shape = shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *emu(room), data)
    shape.name = "chart"
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    plot = _choose_plot(bars, room, row)
    fits = [[_fits(bars, piece, value, plot) for value in piece.values] for piece in bars.pieces]
    _replace(shape.chart, write_chart(bars, plot, style, lang=lang, fits=fits))
    sheet = write_data(bars, list_series(bars, plot.between), day=day)
    shape.chart.part.chart_workbook.update_from_xlsx_blob(sheet)
    return shape


def _choose_plot(bars: Bars, box: Box, row: float) -> Plot:
    """The largest letters in which all rows have their height and the bars their width; else the smallest."""
    plots = (_measure(bars, box, row, size) for size in NAME_SIZES if _height(bars, box, size) <= box.height)
    last = None
    for last in plots:
        if _widest_bars(bars, last) >= BAR_ROOM * box.width:
            break
    return _part_boxes(bars, last or _measure(bars, box, row, NAME_SIZES[-1]))


def _widest_bars(bars: Bars, plot: Plot) -> float:
    """Points from the end of the longest bar to the left to that of the longest to the right."""
    values = [value for piece in bars.pieces for value in piece.values]
    return plot.unit * (max(map(bars.reach, range(len(bars.names)))) - min([0, *values]))


def _measure(bars: Bars, box: Box, row: float, size: float) -> Plot:
    """Where the bars begin and how long a unit is, such that every name and every text has room."""
    text_size = max(size - 1, LEAST_SIZE)
    lines = [line for name in bars.names for line in _wrap_name(name, size, box)]
    left = max(measure_wide(line, size) for line in lines) + GAP
    after = [measure_wide(end, text_size) + 2 * GAP for end in bars.ends]
    least: float = min([0, *(value for piece in bars.pieces for value in piece.values)])
    before = _widest_label(bars, text_size) if bars.facing else 0
    room = box.width - left
    reaches = [(bars.reach(place) - least, text) for place, text in enumerate(after)]
    unit = max(min([WIDEST_UNIT, *((room - before - text) / reach for reach, text in reaches if reach)]), 0.01)
    bar = min(max(row * BAR_SHARE, text_size + 2), row - 4)
    least -= before / unit
    return Plot(
        left=left / box.width, top=0, width=room / box.width, height=1, least=least, most=least + room / unit,
        gap=_percent(row, bar), tick_gap=_percent(row, min(bar + 8, row - 1)), unit=unit, name_size=size,
        text_size=text_size,
    )  # fmt: skip


def _percent(row: float, bar: float) -> int:
    """The room between two bars in percent of a bar."""
    return round(100 * (row - bar) / bar)


def _part_boxes(bars: Bars, plot: Plot) -> Plot:
    """The plot with a gap between boxes, where each box has room for its mark."""
    widest = max(measure_wide(piece.word, plot.text_size) + 4 for piece in bars.pieces)
    box = plot.unit - BOX_GAP
    if not bars.boxed or box < max(widest, LEAST_BOX):
        return plot
    return replace(plot, between=round(BOX_GAP / plot.unit, 3))


def _widest_label(bars: Bars, size: float) -> float:
    """Room for the numbers left of bars that stand back to back."""
    left = [piece.label(value) for piece in bars.pieces for value in piece.values if value < 0]
    return max((measure_wide(label, size) + GAP for label in left), default=0)


def _fits(bars: Bars, piece: Piece, value: int, plot: Plot) -> bool:
    """Whether a number is written: into its bar where it has room there, beside it where bars stand back to back."""
    if not value or not piece.labelled:
        return False
    return bars.facing or measure_wide(piece.label(value), plot.text_size) + 4 <= abs(value) * plot.unit


def _replace(chart: Any, written: str) -> None:
    """Put our elements in place of python-pptx's, but for the one that leads to the data sheet."""
    space = chart.element
    kept = space.find(qn("c:externalData"))
    for child in list(space):
        if child is not kept:
            space.remove(child)
    for child in list(parse_xml(written)):
        kept.addprevious(child)
