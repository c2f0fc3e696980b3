"""Native charts on a slide: the bars measured into their room, in the largest letters in which all of them stand."""

from __future__ import annotations

from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from analysis.reports.office.slides.bars import Bars, Piece
from analysis.reports.office.slides.chart_xml import write_chart
from analysis.reports.office.slides.data_sheet import write_data
from analysis.reports.office.slides.frame import Box
from analysis.reports.office.slides.plots import TALLEST_ROW, Plot, choose_plot
from analysis.reports.office.slides.series import list_series
from analysis.reports.office.slides.text import emu, measure_wide
from analysis.standards.style import Style


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
    plot = choose_plot(bars, room, row)
    fits = [[_fits(bars, piece, value, plot) for value in piece.values] for piece in bars.pieces]
    _replace(shape.chart, write_chart(bars, plot, style, lang=lang, fits=fits))
    sheet = write_data(bars, list_series(bars, plot.between), day=day)
    shape.chart.part.chart_workbook.update_from_xlsx_blob(sheet)
    return shape


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
