"""Small counts of persons are not printed, nor what would give them back.

A count of persons from 1 up to below the threshold (decision.toml, never under 5) is suppressed; so is a part whose
rest is such a count, and a whole breakdown where one of its groups is: two breakdowns of the same pupils could
otherwise be subtracted from each other. Of petition matters only a small part or whole is.
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


def is_few(row: Mapping[str, object], threshold: int) -> bool:
    """Whether a row's part or whole is a small count: for matters, whose rest tells of no person."""
    return any(is_small(float(str(row[name])), threshold) for name in ("numerator", "denominator"))


def suppress(row: Row) -> Row:
    """The row without its numbers."""
    empty = {"numerator": nan, "denominator": nan, "percent": nan, "mean": nan, "low": nan, "high": nan}
    return {**row, **empty, "suppressed": True}


def suppress_group(rows: Sequence[Row], threshold: int) -> list[Row]:
    """Suppress a breakdown whole if one of its groups is a small count.

    Args:
        rows: the groups of one breakdown.
        threshold: the least count of persons that is printed.
    """
    hidden = any(is_disclosive(row, threshold) for row in rows)
    return [suppress(row) if hidden else row for row in rows]
