"""Which lines of a table are the sums of other lines, told by their numbers alone.

A line is a sum where, in most of the columns that hold numbers, it is the total of a run of lines directly under it (or
above it); a sum inside of such a run stands for its own parts. Lines are only added to lines of the same kind: where
each record has several lines (number, rate), numbers to numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Amounts = Mapping[int, float]
"""Column → number of one line."""
_LONGEST_RUN = 400
"""A sum has no more parts than this."""
_MOST_LINES = 4_000
"""A table with more lines is not searched for sums: it is a list."""
_ROUNDING = 0.6
"""How far a part may be off by rounding, in units of the last digit."""
_AGREEING = 0.6
"""Share of the columns that must add up."""


def find_sums(lines: Sequence[Amounts]) -> dict[int, range]:
    """Number of a line → the run of lines that it is the sum of.

    Args:
        lines: the numbers of each line, one kind of line, in order.
    """
    if len(lines) > _MOST_LINES:
        return {}
    above = _sums_of_following(lines)
    turned = _sums_of_following(lines[::-1])
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


def _sums_of_following(lines: Sequence[Amounts]) -> dict[int, range]:
    found: dict[int, range] = {}
    for at in range(len(lines) - 3, -1, -1):
        run = _run_after(lines, at, found)
        if run:
            found[at] = run
    return found


def _run_after(lines: Sequence[Amounts], at: int, found: Mapping[int, range]) -> range | None:
    """The lines after a line that add up to it; None where none do."""
    wanted = {column: value for column, value in lines[at].items() if value}
    if not wanted:
        return None
    so_far = dict.fromkeys(wanted, 0.0)
    missing = dict.fromkeys(wanted, 0)
    row, parts = at + 1, 0
    while row < len(lines) and row - at <= _LONGEST_RUN:
        for column in wanted:
            value = lines[row].get(column)
            if value is None:
                missing[column] += 1
            else:
                so_far[column] += value
        parts += 1
        row = found[row].stop if row in found else row + 1
        if parts > 1 and _agrees(wanted, so_far, missing, parts):
            return range(at + 1, row)
        if all(value > 0 for value in wanted.values()) and _beyond(wanted, so_far, parts):
            return None
    return None


def _unit(value: float) -> float:
    """The unit of the last written digit of a number, no finer than a thousandth."""
    for unit in (1.0, 0.1, 0.01):
        if abs(value / unit - round(value / unit)) < 1e-6:
            return unit
    return 0.001


def _agrees(wanted: Amounts, so_far: Amounts, missing: Mapping[int, int], parts: int) -> bool:
    """Whether most columns add up: exactly, or to within what rounding of the parts makes."""
    right = judged = 0
    for column, value in wanted.items():
        if missing[column] * 2 > parts:
            continue
        judged += 1
        slack = _ROUNDING * _unit(value) * max(parts**0.5, 1.0)
        right += abs(value - so_far[column]) <= max(slack, abs(value) * 1e-7) and abs(value) > slack
    return judged > 0 and right >= max(min(2, len(wanted)), judged * _AGREEING) and right > 0


def _beyond(wanted: Amounts, so_far: Amounts, parts: int) -> bool:
    """Whether most columns are already more than the total: no run can add up any more."""
    over = sum(so_far[column] > value * 1.01 + parts for column, value in wanted.items())
    return over * 10 > len(wanted) * 7
