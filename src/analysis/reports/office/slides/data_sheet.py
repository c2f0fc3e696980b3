"""The data sheet of a chart: a row a bar; counts, whole lengths and codes, then the boxes as formulas over them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from analysis.reports.office.packages import settle_package
from analysis.reports.office.slides.bars import Bars
from analysis.reports.office.slides.chart_xml import SHEET
from analysis.reports.office.slides.series import CODES, Series, whole_column
from analysis.tables import FORMULA_SIGNS

NAME_WIDTH, BOX_WIDTH = 28, 5
"""Widths of the columns of names and of boxes, in digits."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_data(bars: Bars, series: Sequence[Series], *, day: date) -> bytes:
    """Write the data sheet of a chart.

    Args:
        bars: what is drawn.
        series: the columns that it is drawn from, as `list_series` gives them.
        day: the day put as its date, one of the round's.
    """
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written, _OPTIONS)
    sheet = book.add_worksheet(SHEET)
    quoted = book.add_format({"quote_prefix": True})
    whole = whole_column(bars)
    heads = ["", *(piece.name for piece in bars.pieces), bars.whole, CODES]
    columns: list[Sequence[object]] = [
        bars.names, *(piece.values for piece in bars.pieces), bars.lengths, bars.codes
    ]  # fmt: skip
    for place, (head, column) in enumerate(zip(heads, columns, strict=True)):
        for row, value in enumerate((head, *column)):
            _write_cell(sheet, row, place, value, quoted)
    boxes = [one for one in series if one.formulas]
    if boxes:
        _write_sums(sheet, bars, whole)
    for one in boxes:
        sheet.write_string(0, one.column, one.name)
        for row, (formula, value) in enumerate(zip(one.formulas, one.values, strict=True), start=1):
            sheet.write_formula(row, one.column, formula, None, value)
    sheet.set_column(0, 0, NAME_WIDTH)
    if boxes:
        sheet.set_column(boxes[0].column, boxes[-1].column, BOX_WIDTH)
    book.close()
    return settle_package(written.getvalue(), day=day)


def _write_sums(sheet: Any, bars: Bars, whole: int) -> None:
    """The whole lengths as sums of the counts, so that the text after a bar follows them."""
    for row, length in enumerate(bars.lengths, start=1):
        if length == sum(piece.values[row - 1] for piece in bars.pieces):
            first, last = (xl_rowcol_to_cell(row, column) for column in (1, whole - 1))
            sheet.write_formula(row, whole, f"=SUM({first}:{last})", None, length)


def _write_cell(sheet: Any, row: int, column: int, value: object, quoted: Any) -> None:
    """Write a value; a text that begins as a formula does is none, nor becomes one when somebody edits the data."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, quoted if value.startswith(FORMULA_SIGNS) else None)
    else:
        sheet.write_number(row, column, value)
