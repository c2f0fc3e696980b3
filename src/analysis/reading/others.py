"""The readers for what calamine does not open: openpyxl for .xlsx, xlrd for old .xls."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.reading.preflight import Unreadable

if TYPE_CHECKING:
    from analysis.reading.cells import Sheet

_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t|is)>[^<]*[^<\s]")
_PARAGRAPH = re.compile(rb"<text:p[^>]*>[^<]*[^<\s]")


def read_otherwise(path: Path, kind: str) -> tuple[Sheet, ...] | None:
    """Read by the other reader of this kind of file; None where there is none or it cannot either.

    Raises:
        Unreadable: the workbook is encrypted.
    """
    reader = {"xlsx": _read_by_openpyxl, "xls": _read_by_xlrd}.get(kind)
    if reader is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(path)
    except (MemoryError, Unreadable):
        raise
    except Exception:  # whatever it says, the file is one that no reader opens
        return None


def holds_cells(path: Path, kind: str) -> bool:
    """Whether a workbook in which no reader found a cell has some all the same."""
    patterns = {"xlsx": ("worksheets/", _VALUE), "ods": ("content.xml", _PARAGRAPH)}
    if kind not in patterns:
        return False
    at, pattern = patterns[kind]
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if at in name.lower().replace("\\", "/") and name.endswith(".xml")]
        return any(pattern.search(archive.read(name)) for name in parts)


def _read_by_openpyxl(path: Path) -> tuple[Sheet, ...]:
    import openpyxl

    from analysis.reading.cells import Sheet

    with path.open("rb") as stream:  # by its bytes: openpyxl refuses names that it does not know
        book = openpyxl.load_workbook(stream, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        top, left = sheet.min_row - 1, [""] * (sheet.min_column - 1)
        rows: list[list[Any]] = [[] for _ in range(top)]
        for line in sheet.iter_rows(values_only=True):
            rows.append([*left, *("" if value is None else value for value in line)])
        width = max(map(len, rows), default=0)
        errors = {
            (cell.row - 1, cell.column - 1): str(cell.value)
            for line in sheet.iter_rows() for cell in line if cell.data_type == "e"
        }  # fmt: skip
        for row, column in errors:
            rows[row][column] = ""
        merged = sheet.merged_cells.ranges
        sheets.append(Sheet(
            name=sheet.title, rows=[row + [""] * (width - len(row)) for row in rows], errors=errors,
            spans=tuple((span.min_row - 1, span.min_col - 1, span.max_row - 1, span.max_col - 1) for span in merged),
            hidden={"veryHidden": "very_hidden"}.get(sheet.sheet_state, sheet.sheet_state),
            hidden_rows=frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden),
        ))  # fmt: skip
    return tuple(sheets)


def _read_by_xlrd(path: Path) -> tuple[Sheet, ...]:
    import io

    import xlrd

    try:
        book = xlrd.open_workbook(str(path), logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable("encrypted") from error
        raise
    return tuple(_sheet_of(book, sheet) for sheet in book.sheets())


def _sheet_of(book: Any, sheet: Any) -> Sheet:
    from xlrd.biffh import XL_CELL_ERROR, error_text_from_code

    from analysis.reading.cells import Sheet

    rows: list[list[Any]] = [[""] * sheet.ncols for _ in range(sheet.nrows)]
    errors = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == XL_CELL_ERROR:
                errors[row, column] = error_text_from_code.get(cell.value, "#N/A")
            else:
                rows[row][column] = _value_of(cell, book.datemode)
    spans = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    hidden = ("visible", "hidden", "very_hidden")[min(sheet.visibility, 2)]
    return Sheet(name=sheet.name, rows=rows, spans=spans, errors=errors, hidden=hidden)


def _value_of(cell: Any, datemode: int) -> Any:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, xldate

    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != XL_CELL_DATE:
        return cell.value
    try:
        stamp: dt.datetime = xldate.xldate_as_datetime(cell.value, datemode)
    except (ValueError, OverflowError):
        return cell.value
    return stamp.time() if cell.value < 1 else stamp
