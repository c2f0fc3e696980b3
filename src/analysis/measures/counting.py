"""Rows of `numbers` and `number_cells`: counts of verdicts, a fraction with all it needs, the cells behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan, nan
from typing import Any

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.measures.intervals import sample_interval, whole_percent
from analysis.standards.model import Standards
from analysis.tables import JUDGED

Row = dict[str, Any]
GROUPS = ("", "town", "kind")
"""What a number is broken down by; "" is the whole."""
PERCENT = "percent"
"""A row of `numbers` has a whole percentage."""


def count_states(states: Iterable[str]) -> dict[str, int]:
    """How often each verdict and each reason for leaving out occurs; every one is named, also at 0."""
    counts = dict.fromkeys((*JUDGED, *LEFT_OUT), 0)
    for state in states:
        counts[state] += 1
    return counts


def make_fraction(standards: Standards, numerator: float, denominator: float = nan, **columns: object) -> Row:
    """A row of `numbers` with its percentage.

    Args:
        standards: for the least denominator of a percentage.
        numerator: the part, or a plain count.
        denominator: the whole; NaN for a plain count, 0 for 不涉及.
        columns: code, title, subject and the rest.
    """
    percent = whole_percent(numerator, denominator, standards.decision.minimum_for_percent)
    return {
        "low": nan, "high": nan, "mean": nan, **columns,
        "numerator": float(numerator), "denominator": float(denominator), "percent": percent,
    }  # fmt: skip


def make_rate(
    standards: Standards, states: Iterable[str], *, interval: bool = False, population: float = nan, **columns: object
) -> Row:
    """A row of `numbers` that is met ÷ judged of some conclusions, with every count left out.

    Args:
        standards: for the least denominator of a percentage.
        states: of the conclusions.
        interval: whether it gets a Wilson interval.
        population: of a spot check: how many there are to be drawn from; NaN for a round that goes to every school.
        columns: code, title, subject and the rest.
    """
    counts = count_states(states)
    judged = sum(counts[verdict] for verdict in JUDGED)
    low, high = sample_interval(counts["met"], judged, population) if interval else (nan, nan)
    return make_fraction(standards, counts["met"], judged, **{**counts, **columns, "low": low, "high": high})


def share_of(part: float, whole: float) -> float:
    """A part of a whole between 0 and 1, not rounded; NaN of nothing."""
    return part / whole if whole else nan


def judge_share(row: pd.Series | Mapping[Any, Any]) -> str:
    """What a row of `numbers` has for a share.

    Returns:
        percent, or why there is none: suppressed (few persons), nothing (0/0), few (judged too few); "" where it is no
        part of a whole, as a plain count or a mean.
    """
    if row["suppressed"]:
        return "suppressed"
    if not isnan(row["percent"]):
        return PERCENT
    if row["denominator"] == 0:
        return "nothing"
    whole = isnan(row["mean"]) and row["numerator"] <= row["denominator"]
    return "few" if whole else ""


def count_conclusions(row: Mapping[Any, Any]) -> int:
    """How many conclusions a row of `numbers` is about: judged and left out."""
    return sum(int(row[name]) for name in (*JUDGED, *LEFT_OUT))


def split_groups(rows: Sequence[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    """(group_by, group, rows) for the whole and for each town and kind that occurs; nothing for no rows."""
    for group_by in GROUPS if rows else ():
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(str(row[group_by]) if group_by else "", []).append(row)
        for group in sorted(groups):
            if group or not group_by:
                yield group_by, group, groups[group]


def list_cells(rows: Iterable[Row], *, code: str, group_by: str = "", group: str = "") -> list[Row]:
    """Rows of `number_cells` from rows of evidence; part is the state."""
    return [
        {
            "code": code, "group_by": group_by, "group": group, "part": row["state"], "school_id": row["school_id"],
            "item_id": row["item_id"], "verdict": row["verdict"], "aspect": row["aspect"],
            "decided_by": row["decided_by"], "file": row["file"], "sheet": row["sheet"], "cell": row["cell"],
            "raw": row["raw"],
        }
        for row in rows
    ]  # fmt: skip
