"""Small counts of persons are not printed, nor what would give them back.

A count of persons from 1 up to below the threshold (decision.toml, never under 5) is suppressed; so is a part whose
rest is such a count, and a whole breakdown where one of its groups is: two breakdowns of the same pupils could
otherwise be subtracted from each other. Of petition matters only a small part or whole is.

Nor are two numbers printed that differ by such a count where their difference is a group of persons: pupils aided and
those aided on time, the same pupils counted over other schools, the same total of the last round with a school more.
A share of nobody or everybody is told as at most 5 % or at least 95 %, for it tells something of each person.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def bound_extreme(row: Row) -> Row:
    """A share of persons that is nobody or everybody, without its numerator: `bound` is most (≤5%) or least (≥95%)."""
    part, whole = float(row["numerator"]), float(row["denominator"])
    if isnan(part) or isnan(whole) or not whole or part not in (0, whole):
        return row
    return {**row, "numerator": nan, "percent": nan, "bound": "least" if part else "most"}


def suppress(row: Row) -> Row:
    """The row without its numbers."""
    empty = {"numerator": nan, "denominator": nan, "percent": nan, "mean": nan, "low": nan, "high": nan}
    return {**row, **empty, "suppressed": True}
