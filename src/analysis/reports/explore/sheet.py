"""A table that pastes into Word, WPS or Excel as it looks: its borders and sides are in its own cells.

A style sheet is not copied with a selection, so everything that should arrive is an inline style; the table is a real
one, with a head that Word repeats on every page, and numbers stand at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from analysis.reports.pages.markup import Piece, join, tag

_FONT = "font-family:宋体,SimSun,'Noto Serif CJK SC',serif;font-size:10.5pt;line-height:1.4;color:#000"
_LINE = "border:1px solid #000;padding:3px 7px;vertical-align:middle;white-space:normal"
TABLE = f"border-collapse:collapse;table-layout:auto;border:1px solid #000;background:#fff;margin:0 0 8px 0;{_FONT}"
"""Style of the table: five (小五 to 五号) Song type, as in the annex of an official document."""
HEAD = f"{_LINE};text-align:center;font-weight:bold;background:#f2f2f2;{_FONT}"
"""Style of a head cell."""
SIDES = {True: f"{_LINE};text-align:right;{_FONT}", False: f"{_LINE};text-align:left;{_FONT}"}
"""Style of a cell: a number at the right, a text at the left."""
NOTE = "font-family:宋体,SimSun,serif;font-size:9pt;color:#333;margin:2px 0 10px 0"
"""Style of the line under a table."""
SIGN, EDGES, WIDEST = 8, 20, 260
"""Pixels of a Latin letter (a Chinese sign is two), of a cell's both sides, and of the widest column."""


@dataclass(frozen=True)
class Head:
    """A column: its title, and whether it holds numbers."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table to look at and to paste; in a notebook it shows itself.

    Attributes:
        caption: what it lists and on what basis, above it.
        heads: its columns.
        rows: texts and counts, one each column.
        note: what is left out or hidden, under it.
        total: whether the first row is the whole, set bold.
    """

    caption: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[str | int]]
    note: str = ""
    total: bool = False

    @property
    def frame(self) -> pd.DataFrame:
        """The same as a plain table, for further work."""
        return pd.DataFrame([list(row) for row in self.rows], columns=[head.title for head in self.heads])

    def draw(self) -> Markup:
        """The table with its caption and note."""
        heads = (tag("th", head.title, scope="col", style=HEAD) for head in self.heads)
        widths = self._measure()
        table = tag(
            "table",
            tag("caption", self.caption, style=f"caption-side:top;text-align:left;font-weight:bold;{_FONT}"),
            tag("colgroup", (tag("col", width=width) for width in widths)),
            tag("thead", tag("tr", heads, style="background:#fff")),
            tag("tbody", self._draw_rows()),
            border=1, cellspacing=0, width=sum(widths), style=TABLE,
        )  # fmt: skip
        return join(table, tag("p", self.note, style=NOTE) if self.note else None)

    def _measure(self) -> list[int]:
        """Pixels that each column needs: a word processor that is told none breaks numbers in two."""
        columns = zip(*(self._titles(), *self.rows), strict=True)
        return [min(max(_count_signs(str(value)) for value in own) * SIGN + EDGES, WIDEST) for own in columns]

    def _draw_rows(self) -> Iterator[Markup]:
        for place, row in enumerate(self.rows):
            bold = ";font-weight:bold" if self.total and place == 0 else ""
            cells: list[Piece] = []
            for index, (head, value) in enumerate(zip(self.heads, row, strict=True)):
                style = SIDES[head.number] + bold
                cells.append(tag("td" if index else "th", value, scope=None if index else "row", style=style))
            yield tag("tr", cells, style="background:#fff")

    def _repr_html_(self) -> str:
        """Jupyter's protocol."""
        return str(self.draw())

    def __repr__(self) -> str:
        """The same in plain text, a line a row."""
        lines = [self.caption, *("\t".join(str(value) for value in row) for row in (self._titles(), *self.rows))]
        return "\n".join((*lines, self.note) if self.note else lines)

    def _titles(self) -> list[str]:
        return [head.title for head in self.heads]


def _count_signs(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)
