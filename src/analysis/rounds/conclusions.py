"""One conclusion for each school and item, by the written decision rule.

The last judged of verified, else inspected, else computed (decision.toml gives the order). A computed result beside an
inspector's never overrides it, a 不涉及 of theirs included. Self-reported alone is no conclusion; cells of one aspect
that disagree are none either, until a person settles them. A verification is evidence like any other, only stronger; a
correction changes what a cell says and is applied before this.

Where nothing is judged, three things are kept apart, and a school's own word turns none of them into another:

- blank: an inspector's cell that was left empty, at a school that was visited;
- not_inspected: an inspector's 未查, or nothing at all; 未查 beside an empty cell of the same look says more than it;
- self_only: a school's own word on an item of which no inspector has any cell, empty or not, and no count.

What a first look left empty stays blank where a later check says 未查: it was only not looked at again. An item that
does not apply to a kind of school is not_applicable where its cells are empty or there are none.
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
COMPUTED = "computed"
"""The one source of the decision order that is no aspect of a finding: what the counts say."""
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
        verdict: met … unreadable; a dispute is unreadable, a self-report alone not_inspected; neither enters a rate.
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
        # What an inspector says does not apply is not put back by counts.
        if stated & set(JUDGED) and not (source == COMPUTED and not_applicable):
            return Conclusion(stated.pop(), source, "agreed")
        if stated:
            not_applicable = not_applicable or source
    if not_applicable:
        return Conclusion("not_applicable", not_applicable, "agreed")
    return _leave_open(found, order=order, applies=applies, visited=visited)


def _state(found: list[Evidence], source: str, computed: str) -> set[str]:
    if source == COMPUTED:
        return {computed} if computed else set()
    return {one.verdict for one in found if one.aspect == source and one.verdict in STATED}


def _leave_open(found: list[Evidence], *, order: tuple[str, ...], applies: bool, visited: bool) -> Conclusion:
    """Which kind of nothing it is, as the head of this module tells them apart."""
    inspectors = [one for one in found if one.aspect in order]
    if any(one.verdict == "unreadable" for one in inspectors):
        return Conclusion("unreadable")
    seen = _first_look(inspectors, order)
    if "not_inspected" in seen:
        return Conclusion("not_inspected")
    if visited and not applies:
        return Conclusion("not_applicable")
    if visited and "blank" in seen:
        return Conclusion("blank")
    if not inspectors and any(one.verdict in STATED for one in found):
        return Conclusion("not_inspected", "none", "self_only")
    return Conclusion("not_inspected")


def _first_look(inspectors: list[Evidence], order: tuple[str, ...]) -> set[str]:
    """The verdicts of the weakest aspect that has cells: a later check that was not made takes nothing back."""
    looks = ({one.verdict for one in inspectors if one.aspect == aspect} for aspect in reversed(order))
    return next((verdicts for verdicts in looks if verdicts), set())


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
