"""Small counts of persons are not printed, nor what would give them back.

A count of persons from 1 up to below the threshold (decision.toml, never under 5) is suppressed; so is a part whose
rest is such a count, and, in a breakdown, one more group where a single suppressed one could be had by subtraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan, nan

from analysis.measures.counting import Row

FLOOR = 5
"""No threshold under this is taken, whatever the rule file says (loading refuses it, too)."""


def is_small(count: float, threshold: int) -> bool:
    """Whether a count of persons is one that must not be printed; 0 is none, and an unknown one neither."""
    return not isnan(count) and 0 < count < max(threshold, FLOOR)


def is_disclosive(row: Mapping[str, object], threshold: int) -> bool:
    """Whether a row's part, whole or rest is a small count of persons."""
    part, whole = float(str(row["numerator"])), float(str(row["denominator"]))
    return any(is_small(count, threshold) for count in (part, whole, whole - part))


def suppress(row: Row) -> Row:
    """The row without its numbers."""
    empty = {"numerator": nan, "denominator": nan, "percent": nan, "low": nan, "high": nan}
    return {**row, **empty, "suppressed": True}


def suppress_group(rows: Sequence[Row], threshold: int) -> list[Row]:
    """Suppress a breakdown whose total is printed: the small ones, and the next smallest if only one of them is small.

    Args:
        rows: the groups of one breakdown, which add up to the total.
        threshold: the least count of persons that is printed.
    """
    hidden = {place for place, row in enumerate(rows) if is_disclosive(row, threshold)}
    if len(hidden) == 1 and len(rows) > 1:
        rest = [place for place in range(len(rows)) if place not in hidden]
        hidden.add(min(rest, key=lambda place: (_size(rows[place]), place)))
    return [suppress(row) if place in hidden else row for place, row in enumerate(rows)]


def _size(row: Row) -> float:
    whole = float(row["denominator"])
    return float(row["numerator"]) if isnan(whole) else whole
