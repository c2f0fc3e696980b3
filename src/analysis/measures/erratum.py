"""The numbers of a round as they were printed when it was closed, and what an erratum changed in them."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from analysis.measures.results import RoundResults
from analysis.tables import strip_guard, write_csv

KEY = ["code", "group_by", "group"]
"""What names a number."""
VALUES = ["numerator", "denominator", "percent", "mean", "suppressed", "bound"]
"""What is printed of it."""
COLUMNS = [*KEY, "title", *VALUES]
"""What is kept of each number."""
BEFORE, AFTER = "_before", "_after"
"""How the columns of a comparison end."""


def write_numbers(results: RoundResults) -> bytes:
    """The numbers as CSV that spreadsheet programs open right; empty where a number has no such value."""
    numbers = results.numbers[COLUMNS].astype(object)
    return write_csv([COLUMNS, *numbers.where(numbers.notna(), "").itertuples(index=False, name=None)])


def read_numbers(path: Path) -> pd.DataFrame:
    """Numbers that `write_numbers` wrote: `COLUMNS`, typed as in `RoundResults.numbers`."""
    text = pd.read_csv(io.StringIO(path.read_text(encoding="utf-8-sig")), dtype="str", keep_default_na=False)
    text = text.map(strip_guard)
    typed = {name: text[name].replace("", "nan").astype("float64") for name in VALUES[:4]}
    return text.assign(**typed, suppressed=text["suppressed"] == "True")[COLUMNS]


def list_revisions(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Every number that is printed otherwise, or only on one side.

    Args:
        before: numbers as printed, with `COLUMNS`.
        after: the same, later.

    Returns:
        code, group_by, group, then each of title and `VALUES` twice, ending in _before and _after (missing on the side
        that has no such number), and `there_before`, `there_after`; in the order of `after`, what vanished last.
    """
    left, right = (side[COLUMNS].assign(there=True) for side in (before, after))
    both = right.merge(left, on=KEY, how="outer", suffixes=(AFTER, BEFORE), sort=False)
    order = {key: place for place, key in enumerate(right[KEY].itertuples(index=False, name=None))}
    places = [order.get(key, len(order)) for key in both[KEY].itertuples(index=False, name=None)]
    both = both.assign(place=places).sort_values("place", kind="stable").drop(columns="place")
    for side in (BEFORE, AFTER):
        both[f"there{side}"] = both[f"there{side}"].eq(True)
    same = both[f"there{BEFORE}"] & both[f"there{AFTER}"]
    for name in VALUES:
        one, other = both[f"{name}{BEFORE}"], both[f"{name}{AFTER}"]
        same &= one.eq(other) | (one.isna() & other.isna())
    return both[~same].reset_index(drop=True)
