"""Marks held against each other: 满分 − 扣分 = 得分, and no mark above its full marks.

They are reported and never repaired. A row without one of the three numbers says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.reading.blocks import Layout
from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.checks import number_at, show_number
from analysis.reading.columns import score_kind

_HAIR = 1e-6
_MARKS = ("score", "self_score")


def check_marks(reader: Reader, layout: Layout) -> None:
    """Hold every mark of one table against the full marks and the marks taken off beside it."""
    subjects = reader.frame.subjects
    scores = [column for column, subject in subjects.items() if subject.score in _MARKS]
    scores += [column for column in reader.frame.schools if reader.frame.scored and column not in reader.frame.refused]
    limits = _read_limits(reader)
    fulls = [column for column, subject in subjects.items() if subject.score == "full_marks"]
    taken_off = [column for column, subject in subjects.items() if subject.role == "score_deducted"]
    for row in (row for row in reader.frame.block.body if layout.roles[row] == "body"):
        full = number_at(reader, row, fulls[0]) if len(fulls) == 1 else None
        less = number_at(reader, row, taken_off[0]) if len(taken_off) == 1 else None
        for column in scores:
            _check_mark(reader, row, column, limits.get(column, full), less if len(scores) == 1 else None)


def _read_limits(reader: Reader) -> Mapping[int, float]:
    """Column → the full marks that a row of the header says of it: 标准分 | 10 | 15."""
    grid, words = reader.grid, reader.terms.words
    rows = [
        row for row in reader.frame.block.header[1:]
        if any(score_kind(grid.text[row][column], words) == "full_marks" for column in grid.filled[row][:2])
    ]  # fmt: skip
    columns = reader.frame.subjects
    found = {column: number_at(reader, row, column) for row in rows for column in grid.filled[row] if column in columns}
    return {column: number for column, number in found.items() if number is not None}


def _check_mark(reader: Reader, row: int, column: int, full: float | None, less: float | None) -> None:
    """Flag a mark that is above its full marks, or is not what the marks taken off leave of them."""
    mark = number_at(reader, row, column)
    if mark is None or full is None:
        return
    said = {"stated": show_number(mark), "full": show_number(full)}
    place, raw = address(row, column), reader.grid.text[row][column]
    if mark > full + _HAIR:
        reader.taken.flag("mark_above_full", place, raw, **said)
    elif less is not None and abs(full - abs(less) - mark) > _HAIR:
        left = show_number(round(full - abs(less), 6))
        reader.taken.flag("marks_disagree", place, raw, **said, off=show_number(abs(less)), recomputed=left)
