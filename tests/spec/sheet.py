"""Sheets drawn as text, written as workbooks and read.

A line is a row; `|` separates the cells. `<` joins a cell to the one on its left, `^` to the one above (a merged
cell); `.` is an empty cell. A cell of digits is a number, `'12` text, `=x` a formula (without a stored result),
`#DIV/0!` an error, `date:2016-10-11` and `time:01:03` true dates and times. `# name` starts another sheet. A line may
be empty: so is the row.

Marks in braces say what else a person did, several separated by `;`: `√ {struck}`, `R {font Wingdings 2}`,
`√ {comment 请核对}`, `青石一小 {hidden row}`, `备注 {hidden column}`, `# 旧表 {hidden}`.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from analysis.reading.schools import SchoolRegister
from analysis.reading.workbook import Context, read_workbook
from analysis.standards.model import Standards

_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_MARKS = re.compile(r"^(.*?)\s*\{([^{}]*)\}$", re.S)


def split_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """What a drawn cell or sheet name says, and its marks."""
    match = _MARKS.match(text)
    if not match:
        return text, ()
    return match[1], tuple(mark.strip() for mark in match[2].split(";") if mark.strip())


def cell_value(text: str) -> Any:
    """The value that a drawn cell stands for."""
    if text in ("", "."):
        return None
    if _NUMBER.match(text):
        return float(text) if "." in text else int(text)
    if text.startswith("date:"):
        return dt.date.fromisoformat(text[5:])
    if text.startswith("time:"):
        return dt.time.fromisoformat(text[5:])
    return text[1:] if text.startswith("'") else text


def split_drawing(text: str) -> list[tuple[str, list[list[str]]]]:
    """A drawing as its sheets: (name with its marks, rows of cells as drawn)."""
    sheets: list[tuple[str, list[list[str]]]] = [("表", [])]
    for line in textwrap.dedent(text).strip("\n").splitlines():
        if line.startswith("# "):
            sheets.append((line[2:].strip(), []))
        else:
            sheets[-1][1].append([cell.strip() for cell in line.split("|")] if line.strip() else [])
    return [sheet for number, sheet in enumerate(sheets) if number or sheet[1] or len(sheets) == 1]


def draw_sheet(sheet: Any, grid: Sequence[Sequence[str]]) -> None:
    """Write drawn cells to a sheet and merge what is joined."""
    for row, cells in enumerate(grid, start=1):
        for column, drawn in enumerate(cells, start=1):
            text, marks = split_marks(drawn)
            value = None if text in ("<", "^") else cell_value(text)
            if value is not None:
                cell = sheet.cell(row, column, value)
                cell.data_type = "s" if text.startswith("'") else cell.data_type
            for mark in marks:
                _mark_cell(sheet, sheet.cell(row, column), mark)
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            right, bottom = _joined(grid, row, column)
            if text not in ("<", "^") and (right > column or bottom > row):
                sheet.merge_cells(start_row=row + 1, end_row=bottom + 1, start_column=column + 1, end_column=right + 1)


def _mark_cell(sheet: Any, cell: Any, mark: str) -> None:
    word, _, rest = mark.partition(" ")
    if word == "struck":
        cell.font = Font(strike=True)
    elif word == "font":
        cell.font = Font(name=rest)
    elif word == "comment":
        cell.comment = Comment(rest, "督导室")
    elif mark == "hidden row":
        sheet.row_dimensions[cell.row].hidden = True
    elif mark == "hidden column":
        sheet.column_dimensions[cell.column_letter].hidden = True
    else:
        raise ValueError(f"unknown mark {{{mark}}} in a drawing")


def _joined(grid: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int]:
    """The last column and the last row joined to a cell."""
    right, bottom = column, row
    while right + 1 < len(grid[row]) and grid[row][right + 1] == "<":
        right += 1
    while bottom + 1 < len(grid) and column < len(grid[bottom + 1]) and grid[bottom + 1][column] == "^":
        bottom += 1
    return right, bottom


def draw_workbook(path: Path, text: str, *, epoch: int = 1900) -> Path:
    """Write a drawing of one or more sheets to an .xlsx whose days are counted from 1900 or from 1904."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if epoch == 1904:
        book.epoch = CALENDAR_MAC_1904
    for drawn, grid in split_drawing(text):
        name, marks = split_marks(drawn)
        sheet = book.create_sheet(name)
        draw_sheet(sheet, grid)
        sheet.sheet_state = "hidden" if "hidden" in marks else "visible"
    book.save(path)
    return path


def draw_text_file(path: Path, text: str, *, encoding: str) -> Path:
    """Write a drawing to a text file: commas in a .csv, tabs in a .tsv."""
    mark = "\t" if path.suffix == ".tsv" else ","
    ((_, grid),) = split_drawing(text)
    lines = (mark.join("" if cell == "." else cell for cell in row) for row in grid)
    path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding, newline="")
    return path


@dataclass
class Drawing:
    """Draws, reads, and shows what was read.

    Attributes:
        folder: where the workbook is written.
        standards: the rules.
        schools: the register.
        tables: what the last drawing was read as.
    """

    folder: Path
    standards: Standards
    schools: SchoolRegister
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __call__(
        self,
        text: str,
        *,
        file: str = "督查表.xlsx",
        epoch: int = 1900,
        encoding: str = "utf-8",
        pins: Sequence[Mapping[str, Any]] = (),
    ) -> Drawing:
        """Draw and read."""
        path = self.folder / file
        if path.suffix in (".csv", ".tsv"):
            draw_text_file(path, text, encoding=encoding)
        else:
            draw_workbook(path, text, epoch=epoch)
        context = Context("2016-10", file, dt.date(2016, 10, 10), dt.date(2016, 10, 17), tuple(pins))
        self.tables = read_workbook(path, self.standards, self.schools, context)
        return self

    def table(self, name: str, *columns: str) -> list[tuple[Any, ...]]:
        """The rows of a table, as tuples of these columns."""
        return list(self.tables[name][list(columns)].itertuples(index=False, name=None))

    def findings(self) -> list[tuple[Any, ...]]:
        """(cell, school, item, verdict) of every finding."""
        return self.table("findings", "cell", "school_id", "item_id", "verdict")

    def verdicts(self) -> dict[str, str]:
        """Cell → verdict."""
        return dict(self.table("findings", "cell", "verdict"))

    def aspects(self) -> dict[str, str]:
        """Cell → aspect."""
        return dict(self.table("findings", "cell", "aspect"))

    def numbers(self) -> list[tuple[Any, ...]]:
        """(cell, school, measure, value) of every measurement."""
        return self.table("measurements", "cell", "school_id", "measure", "value")

    def flags(self) -> dict[str, str]:
        """Cell → flag code."""
        return dict(self.table("flags", "cell", "code"))

    def roles(self, sheet: str = "") -> list[str]:
        """The role of each row that holds something: that of most of its cells."""
        cells = self.tables["cells"]
        cells = cells[cells["sheet"] == sheet] if sheet else cells
        inner = ("school", "finding", "measurement", "problem", "remark")
        roles = cells.assign(role=cells["role"].where(~cells["role"].isin(inner), "body"))
        return [group["role"].mode(dropna=False).iloc[0] for _, group in roles.groupby("row", sort=True)]
