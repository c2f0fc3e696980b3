"""Blank forms left in a workbook: a table of items that nobody filled in, for a school that nobody named.

A form that this project made names its schools, and may hold what is known already. It carries a form number (表号)
that seals its printed texts: as long as they are as printed and nothing stands beside them, nobody filled it in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from analysis.reading.around import Around, is_blank_value
from analysis.reading.blocks import Layout
from analysis.reading.frame import TableFrame
from analysis.reading.grid import Grid
from analysis.reading.terms import Terms
from analysis.standards.words import fold

_NUMBER = re.compile(r"DC-\d+-\d+-([0-9a-f]{10})(?![0-9a-f])")
_PREPRINTED = (
    "full_marks",
    "unit_of_measure",
    "school_or_unit",
    "seq",
    "area",
    "kind_of",
    "item_text",
    "item_no",
    "method",
    "evidence",
)


def number_form(book: int, sheet: int, texts: Iterable[str]) -> str:
    """The number of a form, which seals its printed texts: DC-1-3-9f2ab4c07d.

    Args:
        book: number of the workbook among those made together.
        sheet: number of the sheet in it.
        texts: every text of the sheet in reading order, but the cell that will hold the number.
    """
    return f"DC-{book}-{sheet}-{_seal(texts)}"


def _seal(texts: Iterable[str]) -> str:
    # Where a text stands is left out: a row that was inserted and left empty has added nothing.
    return hashlib.sha256("\n".join(fold(text) for text in texts).encode("utf-8")).hexdigest()[:10]


def is_untouched(grid: Grid) -> bool:
    """Whether a sheet is a form with its number, and holds nothing but what was printed on it."""
    texts = [grid.text[row][column] for row, columns in enumerate(grid.filled) for column in columns]
    sealed = {match[1] for text in set(texts) if "-" in text and (match := _NUMBER.search(text))}
    return bool(sealed) and sealed == {_seal(text for text in texts if not _NUMBER.search(text))}


def is_blank_form(grid: Grid, layout: Layout, frames: list[TableFrame], arounds: list[Around], terms: Terms) -> bool:
    """Whether every table of the sheet is a form without an entry, and no school is named for it but by its maker."""
    if is_untouched(grid):
        return True
    if not frames or any(around.written for around in arounds):
        return False
    return all(_is_blank(grid, layout, frame, terms) for frame in frames)


def _is_blank(grid: Grid, layout: Layout, frame: TableFrame, terms: Terms) -> bool:
    if frame.schools:
        return False
    skip = {c for c, subject in frame.subjects.items() if subject.role in _PREPRINTED}
    skip |= {frame.item_column, *frame.group_columns, frame.unit_column}
    rows = [row for row in frame.block.body if layout.roles[row] not in ("subtotal", "statistic")]
    return bool(rows or frame.school_column >= 0) and all(
        is_blank_value(grid.text[row][column], terms.words)
        for row in rows
        for column in frame.subjects
        if column not in skip
    )
