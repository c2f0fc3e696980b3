"""Tables: thin borders, a head that is repeated on every page, rows that stay whole, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.narrative.passages import Passage
from analysis.reports.office.word.elements import make
from analysis.reports.office.word.looks import CELL, HEAD_CELL, TABLE
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.paragraphs import make_paragraph, make_run, make_runs

Cell = str | Passage
"""What stands in a cell: text, or a passage whose numbers lead to their cells."""


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        title: its head.
        width: mm of the 156 of a line; a table takes the whole line, whatever its columns come to.
        number: whether its cells are numbers, set to the right.
        middle: whether its cells are short and stand in the middle.
    """

    title: str
    width: float
    number: bool = False
    middle: bool = False


def add_table(manuscript: Manuscript, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, about: str) -> None:
    """Add a table.

    Args:
        manuscript: where it goes.
        columns: heads and widths, which share the line.
        rows: a cell a column.
        about: what it is, for those who hear it read (alternative text).
    """
    whole = sum(column.width for column in columns)
    widths = [round(column.width / whole * manuscript.width) for column in columns]
    properties = make(
        "w:tblPr", make("w:tblStyle", val=TABLE), make("w:tblW", w=sum(widths), type="dxa"),
        make("w:jc", val="center"), make("w:tblLayout", type="fixed"),
        make("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        make("w:tblCaption", val=about),
    )  # fmt: skip
    head = _make_row([_make_head(manuscript, column, width) for column, width in zip(columns, widths, strict=True)],
                     head=True)  # fmt: skip
    body = (
        _make_row([_make_cell(manuscript, *part) for part in zip(row, columns, widths, strict=True)]) for row in rows
    )
    manuscript.add(make("w:tbl", properties, make("w:tblGrid", *(make("w:gridCol", w=w) for w in widths)), head, *body))


def _make_row(cells: Iterable[BaseOxmlElement], *, head: bool = False) -> BaseOxmlElement:
    repeated = [make("w:tblHeader")] if head else []
    return make("w:tr", make("w:trPr", make("w:cantSplit"), *repeated), *cells)


def _make_head(manuscript: Manuscript, column: Column, width: int) -> BaseOxmlElement:
    return _frame(width, make_paragraph(manuscript, HEAD_CELL, make_run(manuscript, column.title)))


def _make_cell(manuscript: Manuscript, cell: Cell, column: Column, width: int) -> BaseOxmlElement:
    runs = [make_run(manuscript, cell)] if isinstance(cell, str) else make_runs(manuscript, cell, codes=False)
    side = "right" if column.number else "center" if column.middle else ""
    properties = (make("w:jc", val=side),) if side else ()
    return _frame(width, make_paragraph(manuscript, CELL, *runs, properties=properties))


def _frame(width: int, paragraph: BaseOxmlElement) -> BaseOxmlElement:
    return make("w:tc", make("w:tcPr", make("w:tcW", w=width, type="dxa"), make("w:vAlign", val="center")), paragraph)
