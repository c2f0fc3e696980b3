"""Workbook → cells exactly as found: values, merged spans, errors, hidden parts. Nothing is cleaned here.

Values and merges come from calamine; what calamine loses (cell errors, formulas without a stored value, hidden rows
and columns, symbol fonts) from an own pass over the parts of the file (`parts`). A sheet is rows of plain values, one
list a row.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from analysis.reading.loss import Loss
from analysis.reading.parts import read_losses
from analysis.reading.preflight import DEFAULT, TEXT_KINDS, Unreadable, check_limit, decode_text
from analysis.standards.limits import Limits

PICTURE = "=DISPIMG("
"""How WPS writes a picture inside a cell: it is a picture, never text."""
Span = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 0, the last ones included."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as found.

    Attributes:
        name: sheet name; "" for a text file.
        rows: the values, rows and columns from A1, every row as long as the widest; "" is an empty cell.
        spans: merged spans.
        errors: (row, column) → error text such as #DIV/0!.
        formulas: places of formulas without a stored value.
        fonts: (row, column) → symbol font of the cell.
        struck: places of cells that are struck out.
        comments: (row, column) → text of a comment.
        hidden: visible, hidden or very_hidden.
        hidden_rows: numbers of hidden rows, from 0.
        hidden_columns: numbers of hidden columns, from 0.
    """

    name: str
    rows: list[list[Any]]
    spans: tuple[Span, ...] = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


def holds_anything(sheet: Sheet) -> bool:
    """Whether a sheet has a cell that is not empty."""
    return bool(sheet.errors or sheet.formulas) or any(value != "" for row in sheet.rows for value in row)


def column_letter(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """(3, 5) → F4."""
    return f"{column_letter(column)}{row + 1}"


def show_value(value: Any) -> str:
    """A value as a person would see it: 567, 0.95, 2016-10-11, 01:03:00; text as written."""
    if value.__class__ is float or isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    return str(value)


def type_of(value: Any) -> str:
    """The kind of a stored value: text, number, bool, date or time."""
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    return "time" if isinstance(value, (dt.time, dt.timedelta)) else "date"


def read_cells(path: Path, kind: str, limits: Limits = DEFAULT) -> tuple[Sheet, ...]:
    """Read every sheet of a workbook, or the records of a text file.

    Args:
        path: the file.
        kind: what `preflight.sniff` found it to be.
        limits: how much is read.

    Raises:
        Unreadable: the file cannot be read, or is over a limit.
    """
    sheets = (_read_text(path, limits),) if kind in TEXT_KINDS else _read_workbook(path, kind, limits)
    check_limit("cells", sum(len(row) - row.count("") for sheet in sheets for row in sheet.rows), limits)
    for sheet in sheets:
        _check_merged(sheet, limits)
    return sheets


def _check_merged(sheet: Sheet, limits: Limits) -> None:
    height, width, area = len(sheet.rows), sheet.width, 0
    for top, left, bottom, right in sheet.spans:
        area += max(min(bottom, height - 1) - top + 1, 0) * max(min(right, width - 1) - left + 1, 0)
    check_limit("merged_area", area, limits, at=sheet.name)


def correct_cells(sheet: Sheet, texts: Mapping[tuple[str, str], str]) -> Sheet:
    """The sheet with corrected texts in place of what stood there.

    Args:
        sheet: as found.
        texts: (sheet, cell) → text; those of other sheets, and cells outside of the used range, change nothing.
    """
    if not texts:
        return sheet
    places = {
        (row, column): texts[sheet.name, address(row, column)]
        for row in range(len(sheet.rows))
        for column in range(sheet.width)
        if (sheet.name, address(row, column)) in texts
    }
    rows = [list(row) for row in sheet.rows]
    for (row, column), text in places.items():
        rows[row][column] = text
    errors = {place: text for place, text in sheet.errors.items() if place not in places}
    fonts = {place: font for place, font in sheet.fonts.items() if place not in places}
    return replace(
        sheet, rows=rows, errors=errors, fonts=fonts, formulas=sheet.formulas - places.keys(),
        struck=sheet.struck - places.keys(),
    )  # fmt: skip


def _read_text(path: Path, limits: Limits) -> Sheet:
    text = decode_text(path)
    first = text[:20_000]
    delimiter = max(",\t;|", key=lambda mark: (first.count(mark), mark == ","))
    csv.field_size_limit(10_000_000)
    try:
        records = [list(record) for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise Unreadable("damaged") from error
    check_limit("area", len(records) * max(map(len, records), default=0), limits)
    return Sheet("", _square(records))


def _square(records: list[list[Any]]) -> list[list[Any]]:
    width = max(map(len, records), default=0)
    for record in records:
        if len(record) < width:
            record.extend([""] * (width - len(record)))
    return records


def _read_workbook(path: Path, kind: str, limits: Limits) -> tuple[Sheet, ...]:
    """Read by calamine; what it cannot open, or finds nothing in, by the reader that is slower and opens more."""
    from analysis.reading.others import holds_cells, read_otherwise

    try:
        sheets = _read_by_calamine(path, kind, limits)
    except (Unreadable, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader's panics are no Exception
        sheets = None
    if sheets is not None and any(map(holds_anything, sheets)):
        return sheets
    others = read_otherwise(path, kind)
    if others is not None and (sheets is None or any(map(holds_anything, others))):
        return others
    if sheets is None:
        raise Unreadable("damaged")
    if holds_cells(path, kind):
        raise Unreadable("unread")
    return sheets


def _read_by_calamine(path: Path, kind: str, limits: Limits) -> tuple[Sheet, ...]:
    losses = read_losses(path, kind, limits)
    book = CalamineWorkbook.from_path(str(path))
    metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    return tuple(_read_sheet(book, meta, losses.get(meta.name, Loss()), limits) for meta in metas)


def _read_sheet(book: CalamineWorkbook, meta: Any, loss: Loss, limits: Limits) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    bottom, right = sheet.end or (0, 0)
    check_limit("area", (bottom + 1) * (right + 1), limits, at=meta.name)
    rows = _stretch(_share(sheet.to_python(skip_empty_area=False)), loss)
    merged = sheet.merged_cell_ranges or ()
    spans = loss.spans or tuple((top, left, bottom, right) for (top, left), (bottom, right) in merged)
    return Sheet(
        name=meta.name, rows=rows, spans=spans, errors=loss.errors, formulas=loss.formulas, fonts=loss.fonts,
        struck=loss.struck, comments=loss.comments, hidden=_visibility(meta.visible), hidden_rows=loss.hidden_rows,
        hidden_columns=loss.hidden_columns,
    )  # fmt: skip


_LARGE = 2_000


def _share(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of a large sheet with one object for equal texts: half the memory, and looked up faster."""
    if len(rows) < _LARGE:
        return rows
    met: dict[str, str] = {}
    return [[met.setdefault(value, value) if value.__class__ is str else value for value in row] for row in rows]


def _stretch(rows: list[list[Any]], loss: Loss) -> list[list[Any]]:
    """Square rows that reach as far as the cells whose values were lost."""
    places = [*loss.errors, *loss.formulas, *loss.spaces]
    height = max((row for row, _ in places), default=-1) + 1
    width = max((column for _, column in places), default=-1) + 1
    rows.extend([] for _ in range(height - len(rows)))
    if rows and len(rows[0]) < width:
        rows[0].extend([""] * (width - len(rows[0])))
    rows = _square(rows)
    for (row, column), text in loss.spaces.items():
        rows[row][column] = rows[row][column] or text
    return rows


def _visibility(visible: SheetVisibleEnum) -> str:
    if visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if visible == SheetVisibleEnum.Hidden else "very_hidden"
