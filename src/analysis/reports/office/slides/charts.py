"""Native charts on a slide: the bars measured into their room, and their data sheet with number codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from analysis.charts.layout import measure_text, wrap_text
from analysis.reports.office.saving import save_book
from analysis.reports.office.slides.bars import Bars, Piece
from analysis.reports.office.slides.chart_xml import SHEET, Plot, write_chart
from analysis.reports.office.slides.frame import Box
from analysis.reports.office.slides.text import LEADING, emu
from analysis.standards.style import Style
from analysis.tables import FORMULA_SIGNS

NAME_SIZE, TEXT_SIZE = 15.0, 14.0
"""Sizes of the rows' names, and of numbers and texts in and after a bar."""
NAME_SHARE = 0.36
"""The most of a chart's width that names take before they are wrapped."""
TALLEST_ROW, BAR_SHARE = 64.0, 0.6
"""The most points a row, and the share of it that its bar takes."""
WIDEST_UNIT = 64.0
"""The most points that one unit takes: one school is no wide bar."""
GAP = 10.0
"""Points between names, bars and the texts after them."""
WIDER = 1.06
"""Room for fonts that are wider than the one measured."""


def count_rows(bars: Bars, box: Box) -> int:
    """How many rows of a chart have room in a box."""
    return max(1, int(box.height // _least_row(bars, box)))


def _least_row(bars: Bars, box: Box) -> float:
    name = max((len(wrap_text(name, NAME_SIZE, NAME_SHARE * box.width)) for name in bars.names), default=1)
    return name * NAME_SIZE * LEADING + 8


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
    plot = _measure(bars, room, row)
    fits = [[_fits(bars, piece, value, plot) for value in piece.values] for piece in bars.pieces]
    _replace(shape.chart, write_chart(bars, plot, style, lang=lang, fits=fits))
    shape.chart.part.chart_workbook.update_from_xlsx_blob(_write_data(bars, day=day))
    return shape


def _measure(bars: Bars, box: Box, row: float) -> Plot:
    """Where the bars begin and how long a unit is, such that every name and every text has room."""
    lines = [line for name in bars.names for line in wrap_text(name, NAME_SIZE, NAME_SHARE * box.width)]
    left = max(measure_text(line, NAME_SIZE) for line in lines) * WIDER + GAP
    after = [measure_text(end, TEXT_SIZE) * WIDER + 2 * GAP for end in bars.ends]
    least: float = min([0, *(value for piece in bars.pieces for value in piece.values)])
    before = _widest_label(bars) if bars.facing else 0
    room = box.width - left
    reaches = [(bars.reach(place) - least, text) for place, text in enumerate(after)]
    unit = max(min([WIDEST_UNIT, *((room - before - text) / reach for reach, text in reaches if reach)]), 0.01)
    bar = row * BAR_SHARE
    least -= before / unit
    return Plot(
        left=left / box.width, top=0, width=room / box.width, height=1, least=least, most=least + room / unit,
        gap=round(100 * (row - bar) / bar), tick_gap=round(100 * (row - bar - 8) / (bar + 8)), unit=unit,
        name_size=NAME_SIZE, text_size=TEXT_SIZE,
    )  # fmt: skip


def _widest_label(bars: Bars) -> float:
    """Room for the numbers left of bars that stand back to back."""
    left = [piece.label(value) for piece in bars.pieces for value in piece.values if value < 0]
    return max((measure_text(label, TEXT_SIZE) * WIDER + GAP for label in left), default=0)


def _fits(bars: Bars, piece: Piece, value: int, plot: Plot) -> bool:
    """Whether a number is written: into its bar where it has room there, beside it where bars stand back to back."""
    if not value or not piece.labelled:
        return False
    return bars.facing or measure_text(piece.label(value), plot.text_size) * WIDER + 4 <= abs(value) * plot.unit


def _replace(chart: Any, written: str) -> None:
    """Put our elements in place of python-pptx's, but for the one that leads to the data sheet."""
    space = chart.element
    kept = space.find(qn("c:externalData"))
    for child in list(space):
        if child is not kept:
            space.remove(child)
    for child in list(parse_xml(written)):
        kept.addprevious(child)


def _write_data(bars: Bars, *, day: date) -> bytes:
    """The data sheet: a row a bar, a column a series, and at the end the number codes."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    heads = ["", *(piece.name for piece in bars.pieces), bars.whole, CODES]
    columns = [bars.names, *(piece.values for piece in bars.pieces), bars.lengths, bars.codes]
    for place, (head, column) in enumerate(zip(heads, columns, strict=True), start=1):
        for row, value in enumerate((head, *column), start=1):
            _write_cell(sheet.cell(row, place), value)
    return save_book(book, day=day)


CODES = "code"
"""Head of the column of number codes."""


def _write_cell(cell: Cell, value: object) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)  # nor becomes one when somebody edits the data
