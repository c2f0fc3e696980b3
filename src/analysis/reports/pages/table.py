"""Tables of the page: scoped heads, a caption, a scroll region that the keyboard reaches, cards on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.reports.pages.markup import Piece, anchor, tag


@dataclass(frozen=True)
class Column:
    """A column of a page table.

    Attributes:
        title: its head, and its label where rows become cards.
        number: whether its cells are numbers, set to the right.
        gap: whether text follows a column of numbers and needs air before it.
        code: number code of what the column counts, shown beside the head.
    """

    title: str
    number: bool = False
    gap: bool = False
    code: str = ""

    @property
    def css(self) -> str | None:
        """The class of its cells."""
        return "r" if self.number else "l" if self.gap else None


@dataclass(frozen=True)
class Row:
    """A row of a page table; the first cell is its head.

    Attributes:
        cells: one piece a column; a single second cell spans the rest (a note instead of numbers).
        id: what links point to.
        total: whether it is the sum of the others, set bold and first.
        marks: what the row is about, for the filters; see `filters.mark_row`.
    """

    cells: Sequence[Piece]
    id: str = ""
    total: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)


def draw_table(
    columns: Sequence[Column], rows: Iterable[Row], *, caption: str, hidden: bool = False, css: str = "", key: str = ""
) -> Markup:
    """Draw a table in a labelled scroll region.

    Args:
        columns: the first one heads the rows and stays in place when the table scrolls.
        rows: in the order to be shown.
        caption: what the table lists, with its unit.
        hidden: keep the caption for screen readers only, where the heading above says the same.
        css: `cards` (rows become cards on a phone), `long` (may break over pages), `wide` (scrolls on a phone).
        key: what makes the caption's id unique on the page; the caption itself where left out.
    """
    name = f"t-{anchor(key or caption)}"
    heads = (
        tag("th", column.title, _code(column), scope="col", class_=_css(column, head=index == 0))
        for index, column in enumerate(columns)
    )
    table = tag(
        "table",
        tag("caption", caption, id=name, class_="vh" if hidden else None),
        tag("thead", tag("tr", heads)),
        tag("tbody", (_draw_row(columns, row, cards="cards" in css.split()) for row in rows)),
    )
    return tag("div", table, class_=f"scroll {css}".strip(), tabindex=0, role="region", aria_labelledby=name)


def _code(column: Column) -> Markup | None:
    return tag("span", column.code, class_="code") if column.code else None


def _css(column: Column, *, head: bool) -> str | None:
    return " ".join(part for part in (column.css, "stick" if head else None) if part) or None


def _draw_row(columns: Sequence[Column], row: Row, *, cards: bool) -> Markup:
    """One row; where rows become cards, each cell carries its column's title."""
    first, *rest = row.cells
    head = tag("th", first, scope="row", class_="stick")
    if len(rest) == 1 and len(columns) > 2:
        cells: list[Markup] = [tag("td", rest[0], colspan=len(columns) - 1, class_="z l")]
    else:
        cells = [
            tag("td", cell, class_=column.css, data_h=column.title if cards else None)
            for column, cell in zip(columns[1:], rest, strict=True)
        ]
    return tag("tr", head, cells, id=row.id or None, class_="tot" if row.total else None, **row.marks)


def zero(count: int) -> Piece:
    """A count; a nought in grey."""
    return tag("span", "0", class_="z") if count == 0 else count


def hot(count: int) -> Piece:
    """The one count of a table that should stop the eye; a nought in grey."""
    return tag("span", count, class_="hot") if count else zero(0)


def none(text: str) -> Markup:
    """A cell that lists nothing; left out where rows become cards."""
    return tag("span", text, class_="z none")


def place(file: str, cell: str) -> Piece:
    """A file and a cell in it, the file unbroken: 《全面改薄.xlsx》 T5."""
    return tag("span", file, class_="cell"), f" {cell}" if cell else ""


def quote(raw: str) -> Markup:
    """A cell's text exactly as written, on yellow."""
    return tag("mark", raw)


def list_lines(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, each with its columns as attributes."""
    yield from frame.itertuples(index=False)
