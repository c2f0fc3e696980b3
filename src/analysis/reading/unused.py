"""What a table holds and nobody takes: a column, or a row of an item table, of numbers that no title explains.

Its numbers are in no table of results, and a person must be able to see that: one flag for each, at its title.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.columns import Subject
from analysis.reading.counting import is_rate, read_count
from analysis.reading.frame import count_kinds
from analysis.reading.numbers import parse_number
from analysis.reading.privacy import mask_text
from analysis.standards.words import fold

_SAMPLE = 200
_TOLD = ("numbers_unused", "unknown_measure", "unknown_heading")
"""Codes of flags at a title that say what became of its cells."""

Places = Sequence[tuple[int, int]]
"""Cells of one column or one row of a body."""


def flag_unused(reader: Reader) -> None:
    """Flag the columns and rows of a table that hold numbers or verdicts of which none was taken."""
    frame = reader.frame
    free = sorted(frame.schools) if frame.schools else frame.free
    used = [c for c in free if _is_taken(reader, ((row, c) for row in frame.body))]
    for column in (c for c in free if c not in used and c not in frame.schools):
        places, title = [(row, column) for row in frame.body], _title(reader, column)
        if _tells_nothing(reader, title) or not _holds_values(reader, places) or _is_told(reader, places, column):
            continue
        if title:
            reader.taken.flag("column_unused", address(*_home(reader, column, title)), mask_text(title))
        else:
            reader.taken.flag("column_untitled", address(frame.block.header[-1], column))
    for row in frame.body if frame.item_column >= 0 else ():
        places, title = [(row, column) for column in used], reader.grid.text[row][frame.item_column]
        known = not title or _tells_nothing(reader, title) or _is_taken(reader, places)
        if not known and _holds_values(reader, places) and not _is_told(reader, places, frame.item_column):
            reader.taken.flag("column_unused", address(row, frame.item_column), mask_text(title))


def _is_taken(reader: Reader, places: Iterable[tuple[int, int]]) -> bool:
    """Whether something of these cells is in a table of results."""
    return any(reader.taken.roles[reader.grid.home(*place)] for place in places)


def _is_told(reader: Reader, places: Places, column: int) -> bool:
    """Whether a person is told already why these cells were not taken: at one of them, or at their title."""
    taken, titles = reader.taken, (*reader.frame.block.header, *{row for row, _ in places})
    told = any(taken.has_told(code, address(row, column)) for code in _TOLD for row in titles)
    return told or any(taken.has_flag(address(*place)) for place in places)


def _title(reader: Reader, column: int) -> str:
    path = reader.frame.block.paths[column]
    return path[-1] if path else ""


def _home(reader: Reader, column: int, title: str) -> tuple[int, int]:
    """The cell that holds the lowest title of a column, so that it can be corrected."""
    header = reader.frame.block.header
    homes = [reader.grid.home(row, column) for row in reversed(header)]
    return next((home for home in homes if reader.grid.text[home[0]][home[1]] == title), (header[-1], column))


def _tells_nothing(reader: Reader, title: str) -> bool:
    """Whether a title says that its numbers are worked out from others, or are no counts: shares, dates, codes."""
    words = reader.terms.words
    if is_rate(title, words) or read_count(title, words) is not None:
        return True
    return any(word in fold(title) for word in words.lists.get("unused.expected", ()))


def _holds_values(reader: Reader, places: Places) -> bool:
    """Whether these cells hold numbers or words of verdict for the most part, and do not only count the rows."""
    listed = [place for place in places[:_SAMPLE] if reader.grid.at(*place)]
    values = [reader.grid.value(*place) for place in listed]
    if not values or any(isinstance(value, (dt.date, dt.time)) for value in values) or _counts_rows(reader, values):
        return False
    filled, numbers, answers = count_kinds(reader.grid, listed, Subject(), reader.around.legend, reader.terms)
    return numbers * 2 > filled or answers * 2 > filled


def _counts_rows(reader: Reader, values: Sequence[object]) -> bool:
    """Whether the values are 1, 2, 3 and so on."""
    numbers = [parse_number(value, reader.terms.words) for value in values]
    return len(values) > 2 and all(
        number is not None and number.in_base_unit(1.0) == place for place, number in enumerate(numbers, start=1)
    )
