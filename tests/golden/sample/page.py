"""A sheet that remembers what each of its cells was meant to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_THIN = Side(style="thin", color="000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONTS = {
    "title": Font(name="方正小标宋简体", size=18),
    "small": Font(name="黑体", size=12),
    "header": Font(name="黑体", size=10),
    "body": Font(name="宋体", size=10),
    "bold": Font(name="宋体", size=10, bold=True),
}
TABLES = ("findings", "measurements", "problems", "refused", "checks", "rows")
"""The tables that a page fills while it is written."""


@dataclass
class Log:
    """What the workbooks of one round were meant to say, table by table."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def add(self, table: str, **row: Any) -> None:
        self.tables[table].append(row)


@dataclass
class Book:
    """A workbook under way: its file name, its sheets and the log they write to."""

    file: str
    log: Log
    workbook: Workbook = field(default_factory=Workbook)
    formulas: dict[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook.remove(self.workbook.active)

    def page(self, sheet: str, *, width: int, landscape: bool = True) -> Page:
        worksheet = self.workbook.create_sheet(sheet)
        worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
        worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
        worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
        return Page(self, worksheet, width)


def address(row: int, column: int) -> str:
    """Row and column, counted from 1, as F17."""
    return f"{get_column_letter(column)}{row}"


@dataclass
class Page:
    """One sheet: writing a cell and saying what it means are one step."""

    book: Book
    sheet: Worksheet
    width: int
    row: int = 0

    def next_row(self, role: str, *, height: float = 0) -> int:
        """Start the next row; its role is what a reader should take it for."""
        self.row += 1
        self.book.log.add("rows", file=self.book.file, sheet=self.sheet.title, row=self.row, role=role)
        if height:
            self.sheet.row_dimensions[self.row].height = height
        return self.row

    def put(self, column: int, value: Any, *, font: str = "body", grid: bool = True, left: bool = False) -> str:
        """Write a cell of the current row and give its address."""
        cell = self.sheet.cell(self.row, column, value)
        cell.font = _FONTS[font]
        cell.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)
        if grid:
            cell.border = _GRID
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return address(self.row, column)

    def line(self, text: str, *, role: str, font: str = "body", height: float = 18, left: bool = True) -> None:
        """A row whose one text is merged over the whole width."""
        self.next_row(role, height=height)
        self.put(1, text, font=font, grid=False, left=left)
        if self.width > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=self.width)

    def title(self, text: str, *, attachment: str = "", unit: str = "") -> None:
        """The head of an office's table: 附件, title, the line with the unit and the day."""
        if attachment:
            self.next_row("title", height=18)
            self.put(1, attachment, font="small", grid=False, left=True)
        self.line(text, role="title", font="title", height=32, left=False)
        if unit:
            self.line(unit, role="title", font="body", height=20)

    def header(self, written: Sequence[str | Sequence[str]], *, height: float = 32) -> None:
        """Header rows, as lists or as text with | between cells; "<" joins a cell to its left, "^" to the one above."""
        rows = [row.split("|") if isinstance(row, str) else row for row in written]
        first = self.row + 1
        for texts in rows:
            self.next_row("header", height=height)
            for column, text in enumerate(texts, start=1):
                self.put(column, None if text in ("<", "^") else text, font="header")
        for top, line in enumerate(rows):
            for left, text in enumerate(line):
                if text not in ("<", "^"):
                    self._join(rows, top, left, first)

    def _join(self, rows: Sequence[Sequence[str]], top: int, left: int, first: int) -> None:
        bottom, right = top, left
        while right + 1 < len(rows[top]) and rows[top][right + 1] == "<":
            right += 1
        while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^":
            bottom += 1
        if (bottom, right) != (top, left):
            self.merge(first + top, left + 1, first + bottom, right + 1)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range, counted from 1."""
        if (top, left) != (bottom, right):
            self.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def finding(
        self, column: int, text: str, *, school: str, item: str, aspect: str, verdict: str, note: str = ""
    ) -> None:
        """A judged cell; an empty text is a blank, and is a finding too."""
        cell = self.put(column, text or None)
        self._log("findings", cell, school_id=school, item_id=item, aspect=aspect, verdict=verdict, note=note)

    def measure(self, column: int, value: Any, *, school: str, measure: str, base: float | None = None,
                aspect: str = "inspected") -> None:  # fmt: skip
        """A number of a school; `base` where the cell's unit is not the base unit."""
        cell = self.put(column, value)
        number = value if base is None else base
        self._log("measurements", cell, school_id=school, measure=measure, item_id="", aspect=aspect, value=number)

    def total(self, column: int, *, stated: float, right: float, formula: str = "") -> None:
        """A stated total: a formula with its stored value, or a number someone typed."""
        cell = self.put(column, formula or stated, font="bold")
        if formula:
            self.book.formulas[self.sheet.title, cell] = stated
        agrees = "yes" if abs(stated - right) < 1e-9 else "no"
        self._log("checks", cell, stated=stated, recomputed=right, agrees=agrees)

    def refuse(self, column: str, kind: str) -> None:
        """A column (or "*", the sheet) about persons: it must not be stored."""
        self.book.log.add("refused", file=self.book.file, sheet=self.sheet.title, column=column, **{"class": kind})

    def widths(self, *widths: float) -> None:
        """Column widths from the left; the last one holds for the rest."""
        for column in range(1, self.width + 1):
            width = widths[min(column, len(widths)) - 1]
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def widen(self, column: int, width: float) -> None:
        """A wider column, where remarks stand beside the marks."""
        self.sheet.column_dimensions[get_column_letter(column)].width = width

    def _log(self, table: str, cell: str, **row: Any) -> None:
        self.book.log.add(table, file=self.book.file, sheet=self.sheet.title, cell=cell, **row)
