"""One conclusion for each school and item, by the written decision rule.

The last judged of verified, else inspected, else computed (decision.toml gives the order). A computed result beside an
inspector's never overrides it. Self-reported alone is no conclusion; cells of one aspect that disagree are none either,
until a person settles them. A verification is evidence like any other, only stronger; a correction changes what a cell
says and is applied before this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import pandas as pd

from analysis.standards.applies import item_applies
from analysis.standards.model import Item, Standards
from analysis.tables import JUDGED, make_table

STATED = (*JUDGED, "not_applicable")
"""Verdicts that say something; the others say that nothing is known."""
Address = tuple[str, str, str]
"""File, sheet and cell."""


@dataclass(frozen=True)
class Evidence:
    """A finding as the decision sees it.

    Attributes:
        aspect: self_reported, inspected or verified.
        verdict: as read.
        place: its cell.
    """

    aspect: str
    verdict: str
    place: Address


@dataclass(frozen=True)
class Conclusion:
    """What the evidence of a school and item comes to.

    Attributes:
        verdict: met … unreadable; a dispute is unreadable, a self-report alone not_inspected, neither enters a rate.
        decided_by: the evidence it rests on.
        standing: agreed, in_dispute, self_only or none.
    """

    verdict: str
    decided_by: str = "none"
    standing: str = "none"

    @property
    def says_something(self) -> bool:
        """Whether there is evidence of any kind; a blank cell, or one that says 未查, is none."""
        return self.standing != "none" or self.verdict == "unreadable"


Pairs = Mapping[tuple[str, str], list[Evidence]]
"""(school_id, item_id) → its findings, in the order of the table."""


def gather_evidence(findings: pd.DataFrame) -> dict[tuple[str, str], list[Evidence]]:
    """Findings by school and item; those without a school or an item belong to no conclusion."""
    pairs: dict[tuple[str, str], list[Evidence]] = {}
    columns = ("school_id", "item_id", "aspect", "verdict", "file", "sheet", "cell")
    for school, item, aspect, verdict, *place in zip(*(findings[name] for name in columns), strict=True):
        if school and item:
            pairs.setdefault((school, item), []).append(Evidence(aspect, verdict, (place[0], place[1], place[2])))
    return pairs


def decide(
    evidence: Iterable[Evidence],
    *,
    order: tuple[str, ...],
    computed: str = "",
    applies: bool = True,
    visited: bool = True,
) -> Conclusion:
    """Decide one school and item.

    Args:
        evidence: its findings.
        order: aspects and `computed`, the strongest first.
        computed: what the counts say, "" for nothing.
        applies: whether the item applies to the school.
        visited: whether the school was visited for the item's area.
    """
    found = list(evidence)
    not_applicable = ""
    for source in order:
        stated = _state(found, source, computed)
        if len(stated) > 1:
            return Conclusion("unreadable", "none", "in_dispute")
        if stated & set(JUDGED):
            return Conclusion(stated.pop(), source, "agreed")
        if stated:
            not_applicable = not_applicable or source
    if not_applicable:
        return Conclusion("not_applicable", not_applicable, "agreed")
    return _leave_open(found, order=order, applies=applies, visited=visited)


def _state(found: list[Evidence], source: str, computed: str) -> set[str]:
    if source == "computed":
        return {computed} if computed else set()
    return {one.verdict for one in found if one.aspect == source and one.verdict in STATED}


def _leave_open(found: list[Evidence], *, order: tuple[str, ...], applies: bool, visited: bool) -> Conclusion:
    seen = {one.verdict for one in found if one.aspect in order}
    reported = any(one.verdict in STATED for one in found if one.aspect not in order)
    if "unreadable" in seen:
        return Conclusion("unreadable")
    if visited and not applies:
        return Conclusion("not_applicable")
    if reported:
        return Conclusion("not_inspected", "none", "self_only")
    if visited and "blank" in seen and "not_inspected" not in seen:
        return Conclusion("blank")
    return Conclusion("not_inspected")


@dataclass(frozen=True)
class Ground:
    """What the conclusions of a round stand on besides the findings.

    Attributes:
        round_id: the round.
        kind: full, spot or revisit; only a full round has a conclusion for every pair that was due.
        areas: the areas it covers.
        attributes: school_id → its register row.
        due: (school_id, area) that were due.
        visited: (school_id, area) that were visited.
        computed: (school_id, item_id) → what the counts say.
        corrected: cells that a correction changed.
    """

    round_id: str
    kind: str
    areas: tuple[str, ...]
    attributes: Mapping[str, Mapping[str, str]]
    due: Set[tuple[str, str]]
    visited: Set[tuple[str, str]]
    computed: Mapping[tuple[str, str], str]
    corrected: Set[Address]


def draw_conclusions(pairs: Pairs, ground: Ground, standards: Standards) -> pd.DataFrame:
    """Draw a conclusion for every school and school-level item that was due or found.

    Args:
        pairs: from `gather_evidence`.
        ground: what else they stand on.
        standards: items and the decision order.

    Returns:
        The conclusions table, by school and then in the standard's order of items. In a full round every school
        that was due has a row for every item that was asked of any school; in others only what was looked at.
    """
    asked = {item for _, item in (*pairs, *ground.computed)}
    items = [item for item in standards.items.values() if item.level == "school" and item.id in asked]
    rows = []
    for school in sorted(set(ground.attributes) & _schools(pairs, ground)):
        for item in items:
            found = pairs.get((school, item.id), [])
            if not found and (school, item.id) not in ground.computed and not _is_due(school, item, ground):
                continue
            decision = _conclude(school, item, found, ground, standards)
            if decision.says_something or ground.kind == "full":
                rows.append({
                    "round_id": ground.round_id, "entity": "school", "school_id": school, "item_id": item.id,
                    "verdict": decision.verdict, "decided_by": decision.decided_by, "standing": decision.standing,
                })  # fmt: skip
    return make_table("conclusions", rows)


def _schools(pairs: Pairs, ground: Ground) -> set[str]:
    return {school for school, _ in (*pairs, *ground.computed, *ground.due)}


def _is_due(school: str, item: Item, ground: Ground) -> bool:
    return ground.kind == "full" and item.area in ground.areas and (school, item.area) in ground.due


def _conclude(school: str, item: Item, found: list[Evidence], ground: Ground, standards: Standards) -> Conclusion:
    applies = item_applies(item.applies_to, ground.attributes[school])
    decision = decide(
        found,
        order=standards.decision.order,
        computed=ground.computed.get((school, item.id), "") if applies else "",
        applies=applies,
        visited=(school, item.area) in ground.visited,
    )
    changed = any(one.place in ground.corrected for one in found if one.aspect == decision.decided_by)
    return Conclusion(decision.verdict, "correction", decision.standing) if changed else decision
