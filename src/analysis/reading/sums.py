"""Which lines of a table are the sums of other lines, told by their numbers alone.

A line is a sum where, in most of the columns that hold numbers, it is the total of a run of lines directly under it (or
above it); a sum inside of such a run stands for its own parts. Lines are only added to lines of the same kind: where
each record has several lines (number, rate), numbers to numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Amounts = Mapping[int, float]
"""Column → number of one line."""
_LONGEST_RUN = 60
"""A sum has no more parts than this …"""
_SMALL = 400
"""… in a table of more lines than this; a smaller one is searched whole."""
_MOST_LINES = 2_500
"""A table with more lines is not searched for sums: it is a list."""
_ROUNDING = 0.6
"""How far a part may be off by rounding, in units of the last digit."""
_EXACT = 1e-7
"""Share of a total by which adding up in floating point may be off."""
_AGREEING = 0.4
"""Share of the columns that must add up: the others may hold rates …"""
_MOST = 0.6
"""… and where fewer than this do, there must be three of them."""
_UNITS = (1.0, 0.1, 0.01)
"""Units of a last digit; a finer one counts as a thousandth."""
_Numbers = NDArray[np.float64]


def find_sums(lines: Sequence[Amounts]) -> dict[int, range]:
    """Number of a line → the run of lines that it is the sum of.

    Args:
        lines: the numbers of each line, one kind of line, in order.
    """
    columns = sorted({column for line in lines for column in line})
    if not 2 < len(lines) <= _MOST_LINES or not columns:
        return {}
    numbers = np.array([[line.get(column, np.nan) for column in columns] for line in lines])
    above = _sums_of_following(numbers)
    turned = _sums_of_following(numbers[::-1])
    last = len(lines) - 1
    below = {last - total: range(last - run[-1], last - run[0] + 1) for total, run in turned.items()}
    return {**{at: run for at, run in below.items() if at not in above}, **above}


def top_parts(run: range, found: Mapping[int, range]) -> list[int]:
    """The lines of a run that are added up: a sum among them stands for its own parts."""
    parts, row = [], run.start
    while row < run.stop:
        parts.append(row)
        inner = found.get(row)
        row = inner.stop if inner and inner.start > row else row + 1
    return parts


def _sums_of_following(numbers: _Numbers) -> dict[int, range]:
    """The lines that are sums of those after them, looked for from the last line up, so that inner sums come first."""
    found: dict[int, range] = {}
    height = len(numbers)
    longest = _SMALL if height <= _SMALL else _LONGEST_RUN
    for at in range(height - 3, -1, -1):
        if not np.any(np.nan_to_num(numbers[at])):
            continue
        parts: list[int] = []
        row = at + 1
        while row < height and len(parts) < longest:
            parts.append(row)
            row = found[row].stop if row in found else row + 1
        count = _count_parts(numbers[at], numbers[parts])
        if count:
            final = parts[count - 1]
            found[at] = range(at + 1, found[final].stop if final in found else final + 1)
    return found


def _count_parts(total: _Numbers, parts: _Numbers) -> int:
    """How many of these parts, from the first, add up to a total; 0 where no number of them does."""
    wanted = np.nan_to_num(total) != 0
    value, parts = total[wanted], parts[:, wanted]
    absent = np.isnan(parts)
    added = np.cumsum(np.where(absent, 0.0, parts), axis=0)
    number = np.arange(1, len(parts) + 1)[:, None]
    judged = np.cumsum(absent, axis=0) * 2 <= number
    slack = _ROUNDING * _last_unit(value) * np.sqrt(number)
    right = judged & (np.abs(added - value) <= np.maximum(slack, np.abs(value) * _EXACT)) & (np.abs(value) > slack)
    rights, all_judged = right.sum(axis=1), judged.sum(axis=1)
    least = np.where(rights >= _MOST * all_judged, 2, 3)
    enough = (rights >= np.minimum(least, value.size)) & (rights >= _AGREEING * all_judged) & (rights > 0)
    enough[0] = False
    return int(np.argmax(enough)) + 1 if enough.any() else 0


def _last_unit(value: _Numbers) -> _Numbers:
    """The unit of the last written digit of each number."""
    unit = np.full(value.shape, 0.001)
    for size in reversed(_UNITS):
        unit[np.abs(value / size - np.round(value / size)) < 1e-6] = size
    return unit
