"""The walk down the rows of a sheet: what every row is, and which rows each table has.

A row that stands alone is a title, section, note or signature by its words and by what follows; a row of titles opens a
table; what comes under it is its body until the next header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from analysis.reading.columns import read_subject
from analysis.reading.grid import Grid
from analysis.reading.headers import header_end
from analysis.reading.heads import Line, told_by
from analysis.reading.label_lines import LabelLines, opens_table
from analysis.reading.terms import Terms


@dataclass
class OpenTable:
    """A table while its rows are being gathered.

    Attributes:
        header: the rows of its first header.
        texts: what the first row of its header says, by which the same header is known again.
        body: its rows so far.
        titles: texts above it since the last table.
        sections: body row → the section line above it.
        above: the rows of its titles.
    """

    header: range
    texts: tuple[str, ...]
    body: list[int]
    titles: tuple[str, ...]
    sections: dict[int, str]
    above: tuple[int, ...] = ()


class RowWalk:
    """The walk down the rows of one sheet."""

    def __init__(self, grid: Grid, terms: Terms) -> None:
        self.grid, self.terms = grid, terms
        self.roles = ["empty"] * grid.height
        self.done: list[OpenTable] = []
        self.open: OpenTable | None = None
        self.pending: list[str] = []
        self.titled: list[int] = []
        self.notes: list[str] = []
        self.section = ""
        self.noting = False
        self.lines = LabelLines(grid, terms)

    def run(self) -> Self:
        """Walk from the first row to the last; `roles`, `done` and `notes` tell then what was found."""
        row = 0
        while row < self.grid.height:
            row = self.step(row) + 1
        return self

    def titles(self) -> tuple[str, ...]:
        """Every title text, in reading order."""
        return tuple(text for row, role in enumerate(self.roles) if role == "title" for text in self.said(row))

    def pairs(self) -> tuple[tuple[int, int, int], ...]:
        """(row, column of a label, column of its value) of titles that are labels and values in turn."""
        return self.lines.pairs(self.roles)

    def step(self, row: int) -> int:
        """Read the row; return the last row read."""
        columns = self.grid.filled[row]
        if not columns:
            return row
        if self.is_line(row):
            self.take_line(row)
            return row
        if self.starts_header(row):
            return self.take_header(row)
        self.noting = False
        self.take_body(row)
        return row

    def is_line(self, row: int) -> bool:
        """Whether the row stands alone: one cell, or labels cut into cells."""
        columns = self.grid.filled[row]
        return len(columns) == 1 or self.labels(row) is not None

    def labels(self, row: int) -> Line | None:
        """The row as a line of labels cut into cells, or None."""
        return self.lines.at(row, self.open.texts if self.open else None)

    def said(self, row: int) -> tuple[str, ...]:
        """What the cells of a row say, a label and its value as one."""
        line = self.labels(row)
        return line.texts if line else tuple(self.grid.text[row][column] for column in self.grid.filled[row])

    # ---- rows that stand alone

    def take_line(self, row: int) -> None:
        """Give a row that stands alone its role, and keep what it says for the table that it belongs to."""
        text = self.grid.text[row][self.grid.filled[row][0]]
        line = self.labels(row)
        kind = line.kind if line else self.terms.line(text)
        role = self.line_role(row, text, kind)
        self.roles[row] = role
        self.noting = (role == "note" and bool(kind)) or (self.noting and role == "note")
        if role == "title":
            self.pending.extend(self.said(row))
            self.titled.append(row)
        elif role == "note":
            self.notes.extend(self.said(row))
        elif role == "section":
            self.section = text
        elif role in ("body", "blank_form", "subtotal") and self.open:
            self.open.body.append(row)

    def line_role(self, row: int, text: str, kind: str) -> str:
        """The role of a row that stands alone, by what kind of line its words make it and by what follows."""
        if kind in ("note", "page"):
            return "note"
        if kind == "attachment":
            return "title"
        if kind == "signature":
            return "title" if self.open is None or (self.pending and self.header_follows(row)) else "signature"
        if kind == "head":
            return "title" if self.open is None or self.header_follows(row) else "signature"
        if self.open is None:
            return self.free_role(row, text)
        return self.inner_role(row, text)

    def free_role(self, row: int, text: str) -> str:
        """A line before any table; a numbered one straight above a header is its caption."""
        if self.noting or "。" in text or ";" in text or "；" in text:
            return "note" if any(role == "title" for role in self.roles) else "title"
        if not self.terms.is_numbered(text) or not any(role == "title" for role in self.roles):
            return "title"
        return "title" if row + 1 == self.next_row(row) and self.starts_header(row + 1) else "note"

    def inner_role(self, row: int, text: str) -> str:
        """A line inside or under a table."""
        column = self.grid.filled[row][0]
        wide = (row, column) in self.grid.spans and self.grid.spans[row, column][3] > column
        if not wide and self.terms.is_title(text):
            return "body"
        if self.header_follows(row):
            return "title"
        if self.terms.label(text) == "subtotal":
            return "subtotal"
        if self.grid.is_number(row, column) and column <= self.left() + 1:
            return "blank_form"
        if self.body_follows(row):
            if self.noting:
                return "note"
            if column > self.left() and not wide:
                return "body"
            if not wide and self.terms.is_school(text) and not self.terms.register.town_of(text, self.terms.words):
                return "body"
            return "section"
        if column > self.left() and not wide:
            return "body"
        return "body" if not wide and self.terms.is_school(text) else "note"

    def left(self) -> int:
        """The first column of the table that is open."""
        return self.grid.filled[self.open.header[0]][0] if self.open else 0

    def next_row(self, row: int) -> int:
        """The next row that holds a table's row, -1 if there is none."""
        return self.following[row]

    @cached_property
    def following(self) -> list[int]:
        """For each row the next one that is a table's, -1 if there is none; made once, from the last row up."""
        found, listed = -1, [-1] * self.grid.height
        for row in range(self.grid.height - 1, -1, -1):
            listed[row] = found
            if self.grid.filled[row] and not self.is_line(row):
                found = row
        return listed

    def header_follows(self, row: int) -> bool:
        """Whether the next row of a table is a header."""
        following = self.next_row(row)
        return following >= 0 and self.starts_header(following)

    def body_follows(self, row: int) -> bool:
        """Whether the next row of a table belongs to a body."""
        following = self.next_row(row)
        return following >= 0 and not self.starts_header(following)

    # ---- rows of a table

    def starts_header(self, row: int) -> bool:
        """Whether a header begins here: the one of the open table said again, or titles of another."""
        grid, terms = self.grid, self.terms
        columns = grid.filled[row]
        texts = [grid.text[row][column] for column in columns]
        if self.open is None:
            return self.opens_first(row, columns, texts)
        if tuple(texts) == self.open.texts:
            return True
        if texts[0].isdigit():
            return False  # a serial number; it is looked at first, for it is another one in every row
        if len(texts) >= max(3, len(self.open.texts)) and terms.are_heads(texts):
            return True
        if texts[0] == self.open.texts[0] and terms.is_title(texts[0]) and len(texts) > 1:
            return not any(grid.is_number(row, column) for column in columns)
        if not opens_table(texts[0], terms) or len(texts) < 2:
            return False
        if any(grid.is_number(row, column) for column in columns):
            return False
        known = sum(terms.is_title(text) or terms.is_person_title(text) for text in texts)
        schools = sum(terms.is_school(text) for text in texts[1:])
        return (known >= 2 and known * 2 >= len(texts) and not schools) or (schools >= 2 and len(texts) > 2)

    def opens_first(self, row: int, columns: list[int], texts: list[str]) -> bool:
        """Whether the first header of the sheet begins here: known titles, hardly a number, no answers."""
        numbers = sum(self.grid.is_number(row, column) for column in columns)
        if numbers * 2 > len(texts):
            return False  # no title is a number, and no two numbers are alike: nothing to look up
        known = sum(self.terms.is_title(text) for text in texts)
        if known >= 2 and known * 2 >= len(texts):
            return True
        return numbers * 4 <= len(texts) and bool(known or not any(self.terms.is_answer(text) for text in texts))

    def take_header(self, row: int) -> int:
        """Open the table whose header begins here; return the header's last row."""
        grid = self.grid
        end = header_end(grid, row, self.terms, grid.height - 1)
        for number in range(row, end + 1):
            self.roles[number] = "header" if grid.filled[number] else "empty"
        texts = tuple(grid.text[row][column] for column in grid.filled[row])
        if self.open is not None and texts == self.open.texts and self.goes_on():
            self.pending, self.titled = [], []
            return end
        self.open = OpenTable(range(row, end + 1), texts, [], tuple(self.pending), {}, tuple(self.titled))
        self.done.append(self.open)
        self.pending, self.titled, self.section, self.noting = [], [], "", False
        return end

    def goes_on(self) -> bool:
        """Whether a header that is said again goes on with its table: nothing above it tells another school or day."""
        before = told_by(self.open.titles if self.open else (), self.terms)
        return all(not now or now == then for now, then in zip(told_by(self.pending, self.terms), before, strict=True))

    def take_body(self, row: int) -> None:
        """Put the row under the open table."""
        self.roles[row] = self.body_role(row)
        if self.open is not None:
            self.open.body.append(row)
            if self.section:
                self.open.sections[row] = self.section

    def body_role(self, row: int) -> str:
        """The role of a table's row by its label."""
        return role_by_label(self.grid, row, self.grid.filled[row], self.left(), self.terms)


def role_by_label(grid: Grid, row: int, columns: Sequence[int], left: int, terms: Terms) -> str:
    """The role of a table row by its label, the texts before its first number: body, subtotal or statistic.

    Args:
        grid: the sheet.
        row: the row.
        columns: its filled columns within the table.
        left: the first column of the table.
        terms: words and register.
    """
    seen = 0
    for column in columns:
        if grid.is_number(row, column):
            if column > left:
                break
            continue
        kind = terms.label(grid.text[row][column])
        if kind in ("subtotal", "statistic") and not _names_measure(grid, row, column, left, terms):
            return kind
        seen += 1
        if seen == _LABELS:
            break
    return "body"


def _names_measure(grid: Grid, row: int, column: int, left: int, terms: Terms) -> bool:
    """Whether a word for a total is the part of a measure that stands left of it: 在校学生数 | 合计."""
    above = grid.at(row, column - 1) if column > left else ""
    return bool(above) and bool(read_subject((above, grid.text[row][column]), terms).measures)


_LABELS = 3
"""Texts of a row that may be its label."""
