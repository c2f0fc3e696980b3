"""Numbers of schools, one for each school and measure: the strongest aspect, and only where its cells agree.

A number that two cells give differently is not used at all: nobody here knows which is right. Self-reported numbers are
kept apart, for they enter no verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.rounds.computed import judge_counts
from analysis.standards.applies import item_applies
from analysis.standards.model import Standards
from analysis.standards.rules import COUNTS, RULES

SEEN = ("verified", "inspected")
"""Aspects that count, the stronger first; self_reported alone enters nothing."""


@dataclass(frozen=True)
class Count:
    """A number of a school.

    Attributes:
        value: in the measure's base unit; None where cells of one aspect disagree.
        aspect: the aspect it was taken from.
        rows: positions of its rows in the measurements table.
    """

    value: float | None
    aspect: str
    rows: tuple[int, ...]


Counts = Mapping[tuple[str, str], Count]
"""(school_id, measure) → its number."""


def settle_counts(measurements: pd.DataFrame, aspects: tuple[str, ...] = SEEN) -> Counts:
    """Take one number for each school and measure.

    Args:
        measurements: the measurements table; rows without school or with an item (scores) are left out.
        aspects: those that count, the strongest first; the first that has a number is taken.

    Returns:
        (school_id, measure) → its number, None where cells of that aspect disagree.
    """
    cells: dict[tuple[str, str], dict[str, list[tuple[int, float]]]] = {}
    columns = ("school_id", "measure", "item_id", "aspect", "value")
    for position, row in enumerate(zip(*(measurements[name] for name in columns), strict=True)):
        school, measure, item, aspect, value = row
        if school and not item and aspect in aspects and pd.notna(value):
            cells.setdefault((school, measure), {}).setdefault(aspect, []).append((position, float(value)))
    settled = {}
    for key in sorted(cells):
        aspect = next(aspect for aspect in aspects if aspect in cells[key])
        found = cells[key][aspect]
        values = {value for _, value in found}
        rows = tuple(position for position, _ in found)
        settled[key] = Count(values.pop() if len(values) == 1 else None, aspect, rows)
    return settled


def value_of(counts: Counts, school_id: str, measure: str) -> float | None:
    """A school's number, None where there is none or its cells disagree."""
    count = counts.get((school_id, measure))
    return count.value if count else None


def judge_schools(
    counts: Counts, attributes: Mapping[str, Mapping[str, str]], standards: Standards
) -> dict[tuple[str, str], str]:
    """Judge every school by the school-level items that are computed from counts and apply to it.

    Args:
        counts: from `settle_counts`.
        attributes: school_id → its register row.
        standards: the items.

    Returns:
        (school_id, item_id) → met, partial, unmet or not_applicable; a school without the numbers has no entry.
    """
    schools = sorted({school for school, _ in counts} & set(attributes))
    verdicts = {}
    for item in standards.items.values():
        if item.rule is None or item.level != "school" or RULES[item.rule.name].reads != COUNTS:
            continue
        for school in schools:
            if not item_applies(item.applies_to, attributes[school]):
                continue
            values = [value_of(counts, school, measure) for measure in item.rule.inputs]
            if verdict := judge_counts(item.rule, values):
                verdicts[school, item.id] = verdict
    return verdicts
