"""Sheets drawn as text, written as workbooks and read.

A line is a row; `|` separates the cells. `<` joins a cell to the one on its left, `^` to the one above (a merged
cell); `.` is an empty cell. A cell of digits is a number, `'12` text, `=x` a formula, `date:2016-10-11` and
`time:01:03` true dates and times. `# name` starts another sheet. A line may be empty: so is the row.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from analysis.reading.schools import SchoolRegister
from analysis.reading.workbook import Context, read_workbook
from analysis.standards.model import Standards

_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


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


def draw_sheet(sheet: Any, lines: list[str]) -> None:
    """Write drawn lines to a sheet and merge what is joined."""
    grid = [[cell.strip() for cell in line.split("|")] if line.strip() else [] for line in lines]
    for row, cells in enumerate(grid, start=1):
        for column, text in enumerate(cells, start=1):
            if text not in ("<", "^"):
                value = cell_value(text)
                if value is not None:
                    cell = sheet.cell(row, column, value)
                    cell.data_type = "s" if text.startswith("'") else cell.data_type
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            right, bottom = _joined(grid, row, column)
            if text not in ("<", "^") and (right > column or bottom > row):
                sheet.merge_cells(start_row=row + 1, end_row=bottom + 1, start_column=column + 1, end_column=right + 1)


def _joined(grid: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """The last column and the last row joined to a cell."""
    right, bottom = column, row
    while right + 1 < len(grid[row]) and grid[row][right + 1] == "<":
        right += 1
    while bottom + 1 < len(grid) and column < len(grid[bottom + 1]) and grid[bottom + 1][column] == "^":
        bottom += 1
    return right, bottom


def draw_workbook(path: Path, text: str) -> Path:
    """Write a drawing of one or more sheets to an .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    name, lines = "表", []
    sheets: list[tuple[str, list[str]]] = []
    for line in textwrap.dedent(text).strip("\n").splitlines():
        if line.startswith("# "):
            if lines:
                sheets.append((name, lines))
            name, lines = line[2:].strip(), []
        else:
            lines.append(line)
    for title, drawn in [*sheets, (name, lines)]:
        draw_sheet(book.create_sheet(title), drawn)
    book.save(path)
    return path


@dataclass
class Drawing:
    """Draws, reads, and shows what was read.

    Attributes:
        folder: where the workbook is written.
        standards: the rules.
        schools: the register.
    """

    folder: Path
    standards: Standards
    schools: SchoolRegister
    tables: dict[str, pd.DataFrame] | None = None

    def __call__(self, text: str, *, file: str = "督查表.xlsx") -> Drawing:
        """Draw and read."""
        path = draw_workbook(self.folder / file, text)
        context = Context("2016-10", file, dt.date(2016, 10, 10), dt.date(2016, 10, 17))
        self.tables = read_workbook(path, self.standards, self.schools, context)
        return self

    def table(self, name: str, *columns: str) -> list[tuple[Any, ...]]:
        """The rows of a table, as tuples of these columns."""
        assert self.tables is not None
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
        assert self.tables is not None
        cells = self.tables["cells"]
        cells = cells[cells["sheet"] == sheet] if sheet else cells
        inner = ("school", "finding", "measurement", "problem", "remark")
        roles = cells.assign(role=cells["role"].where(~cells["role"].isin(inner), "body"))
        return [group["role"].mode(dropna=False).iloc[0] for _, group in roles.groupby("row", sort=True)]
