"""Several rounds in one workbook: which sheets say that they are of another month than the round.

Such a sheet is read like any other, and a person is told. Only where another sheet of the workbook is of the round's
own month: a month that stands alone in a title may be a deadline, or the month that a report goes up to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from analysis.reading.context import Context
from analysis.standards.words import fold

_MONTH = re.compile(r"(?:(20\d\d)\s*[年.-]\s*)?(?<!\d)(1[0-2]|0?[1-9])\s*月")


def find_foreign(told: Sequence[Iterable[str]], context: Context) -> dict[int, str]:
    """The sheets that are of another month than the round.

    Args:
        told: for each sheet with a table its name and its titles; of others nothing.
        context: the days of the round.

    Returns:
        Number of the sheet → its month as written; nothing where no sheet tells the round's own month.
    """
    if context.first_day is None or context.last_day is None:
        return {}
    own = _months_between(context.first_day, context.last_day)
    found = [{(match[1], int(match[2])): match[0] for text in texts for match in _MONTH.finditer(fold(text))}
             for texts in told]  # fmt: skip
    mine = [any(_is_of(month, own) for month in months) for months in found]
    if not any(mine):
        return {}
    return {
        number: next(iter(months.values()))
        for number, (months, is_mine) in enumerate(zip(found, mine, strict=True))
        if months and not is_mine
    }


def _months_between(first: dt.date, last: dt.date) -> set[tuple[int, int]]:
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return {(month // 12, month % 12 + 1) for month in range(start, end + 1)}


def _is_of(month: tuple[str | None, int], own: set[tuple[int, int]]) -> bool:
    year, number = month
    return any(number == one and year in (None, "", str(of)) for of, one in own)
