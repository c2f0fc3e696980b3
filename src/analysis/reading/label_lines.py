"""Rows that are lines of labels cut into cells: 学校：城关小学 | 日期：10月12日, captions side by side, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reading.grid import Grid
from analysis.reading.heads import Line, read_line
from analysis.reading.terms import Terms
from analysis.standards.words import fold_title

KEY_ROLES = ("school_name", "school_or_unit", "school_code", "town", "item_text", "area", "problem", "seq")
"""Roles whose title opens a table of its own."""


def opens_table(title: str, terms: Terms) -> bool:
    """Whether a title is one of those that a table's key column has."""
    return any(terms.words.roles.get(form) in KEY_ROLES for form in fold_title(title))


class LabelLines:
    """The label lines of one sheet, each looked at once.

    What a form has asked for once is known again further down, so the rows are to be asked for in their order.
    """

    def __init__(self, grid: Grid, terms: Terms) -> None:
        self._grid, self._terms = grid, terms
        self._lines: dict[int, Line | None] = {}
        self._asked: list[dict[int, str]] = []

    def at(self, row: int, table: tuple[str, ...] | None) -> Line | None:
        """The row as a line of labels cut into cells, or None; looked at once.

        Args:
            row: the row.
            table: the first header texts of the table that the row comes under, None above the first table.
        """
        if row not in self._lines:
            self._lines[row] = self._read(row, table)
        return self._lines[row]

    def _read(self, row: int, table: tuple[str, ...] | None) -> Line | None:
        texts = [self._grid.text[row][column] for column in self._grid.filled[row]]
        if len(texts) < 2 or texts[0].isdigit():
            return None
        again = self._asked_again(row)
        if again:
            return again
        if self._are_captions(row):
            return Line(tuple(texts), "caption")
        if self._terms.line(texts[0]):
            told = [bool(self._terms.line(text)) for text in texts]
            signs = [text.rstrip().endswith((":", "：")) and self._terms.line(text) == "signature" for text in texts]
            if all(told[at] or (at and signs[at - 1]) for at in range(len(texts))):
                return Line(tuple(texts), self._terms.line(texts[0]))
        line = read_line(texts, self._terms, first=table is None)
        if line and line.widths:
            columns = self._grid.filled[row][::2]
            self._asked.append({column: self._grid.text[row][column] for column in columns})
        if line is None or len(line.texts) > 1:
            return line
        if line.kind == "signature" and table is not None:
            whole = len(texts) > 2 and len(texts) >= len(table)  # a row of the table that asks for persons
            return None if whole else line
        return line if self._stands_alone(row) else None

    def _asked_again(self, row: int) -> Line | None:
        """The row as labels and values in turn, where a form above asked for the same in the same columns."""
        said = self._grid.text[row]
        labels = next((asked for asked in self._asked if all(said[c] == label for c, label in asked.items())), None)
        if labels is None:
            return None
        ends = [*sorted(labels)[1:], self._grid.width]
        values = [next((c for c in range(at + 1, end) if said[c]), -1) for at, end in zip(labels, ends, strict=True)]
        pairs = list(zip(labels, values, strict=True))
        texts = tuple(f"{said[at].rstrip(':： ')}：{said[value] if value >= 0 else ''}" for at, value in pairs)
        return Line(texts, "head", tuple(1 if value < 0 else 2 for value in values))

    def _are_captions(self, row: int) -> bool:
        """Whether each text of a row stands over the first title of a table of its own: captions side by side."""
        if row + 1 >= self._grid.height:
            return False
        below, columns = self._grid.text[row + 1], self._grid.filled[row]
        apart = all(not self._grid.at(row + 1, column - 1) for column in columns[1:])
        return apart and all(opens_table(below[column], self._terms) for column in columns)

    def _stands_alone(self, row: int) -> bool:
        """Whether a label and its value are a line and no header: a row of three cells or more comes next."""
        following = next((r for r in range(row + 1, self._grid.height) if self._grid.filled[r]), -1)
        return following >= 0 and len(self._grid.filled[following]) > 2

    def pairs(self, roles: Sequence[str]) -> tuple[tuple[int, int, int], ...]:
        """The labels and values that stand in turn in a title.

        Args:
            roles: the role of every row.

        Returns:
            (row, column of a label, column of its value), in reading order.
        """
        found = []
        for row, line in self._lines.items():
            if line and line.widths and roles[row] == "title":
                columns = iter(self._grid.filled[row])
                for label, width in zip(columns, line.widths, strict=False):
                    found += [(row, label, next(columns))] if width > 1 else []
        return tuple(sorted(found))
