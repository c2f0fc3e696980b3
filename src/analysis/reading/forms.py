"""Blank forms left in a workbook: a table of items that nobody filled in, for a school that nobody named."""

from __future__ import annotations

from analysis.reading.around import Around, is_blank_value
from analysis.reading.blocks import Layout
from analysis.reading.frame import TableFrame
from analysis.reading.grid import Grid
from analysis.reading.terms import Terms

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


def is_blank_form(grid: Grid, layout: Layout, frames: list[TableFrame], around: Around, terms: Terms) -> bool:
    """Whether every table of the sheet is a form without an entry, and no school is named for it."""
    if not frames or around.written:
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
