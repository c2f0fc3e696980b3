"""What two rounds have in common, item by item, and what of them cannot be compared, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.measures.changes import Pair, carry_over, count_pairs
from analysis.measures.frames import make_frame
from analysis.measures.wordings import REASON_OF, compare_wordings
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.standards.model import Standards
from analysis.tables import JUDGED

REASONS = (
    "wording",
    "text",
    "merged",
    "not_asked_before",
    "not_asked_now",
    "not_applicable",
    "not_before",
    "not_now",
    "neither",
)
"""Why a pair is not compared, the first that holds: another edition; another text under the
same edition; one school took the place of several; no conclusion in a
round; not applicable in one; not judged in the earlier round, in the later one, or in both."""


def count_change_items(changes: pd.DataFrame, standards: Standards) -> pd.DataFrame:
    """The `change_items` frame: the pairs of each item in four counts, never netted.

    Args:
        changes: the `changes` frame, whose items stand in the standard's order.
        standards: which area an item belongs to.
    """
    rows = (
        {"area": standards.items[str(item)].area, "item_id": item, **count_pairs(own)}
        for item, own in changes.groupby("item_id", sort=False)
    )
    return make_frame("change_items", rows)


def list_not_compared(round_: Round, changes: pd.DataFrame, previous: Round | None = None) -> pd.DataFrame:
    """The `not_compared` frame: with the pairs of `changes` it is every counted pair of either round, once each.

    Args:
        round_: the later round.
        changes: its `changes` frame with the same earlier round.
        previous: the earlier round; the last full one where left out.
    """
    previous = previous or round_.previous
    if previous is None:
        return make_frame("not_compared")
    standards = round_.standards
    successors = trace_successors(round_.register.frame, round_.first_day)
    then, now = name_states(previous), name_states(round_)
    before = carry_over(then, successors)
    moved = {(successors.get(school, school), item) for school, item in then}
    wordings = compare_wordings(previous, round_)
    paired = set(zip(changes["school_id"], changes["item_id"], strict=True))
    order = {item: place for place, item in enumerate(standards.items)}
    rows = []
    for school, item in sorted((moved | set(now)) - paired, key=lambda pair: (order.get(pair[1], -1), pair[0])):
        if item not in order or not standards.items[item].counted:
            continue
        pair = (school, item)
        old = then[before[pair], item] if pair in before else ""
        reason = (
            "merged"
            if pair in moved and pair not in before
            else _find_reason(old, now.get(pair, ""), REASON_OF.get(wordings.get(item, ""), "wording"))
        )
        rows.append({
            "school_id": school, "area": standards.items[item].area, "item_id": item, "before": old,
            "after": now.get(pair, ""), "reason": reason, "before_school": before.get(pair, ""),
        })  # fmt: skip
    return make_frame("not_compared", rows)


def name_states(round_: Round) -> Mapping[Pair, str]:
    """(school, item) → its verdict, or disputed or self_only where that is why it has none."""
    table = round_.tables["conclusions"]
    own = table[table["entity"] == "school"]
    names = {"in_dispute": "disputed", "self_only": "self_only"}
    columns = (own[name] for name in ("school_id", "item_id", "verdict", "standing"))
    return {
        (str(school), str(item)): names.get(standing, str(verdict))
        for school, item, verdict, standing in zip(*columns, strict=True)
    }


def _find_reason(before: str, after: str, wording: str) -> str:
    """The first reason that holds; two judged states that are no pair were asked in two wordings."""
    if before in JUDGED and after in JUDGED:
        return wording
    if not before or not after:
        return "not_asked_now" if before else "not_asked_before"
    if "not_applicable" in (before, after):
        return "not_applicable"
    if before in JUDGED:
        return "not_now"
    return "not_before" if after in JUDGED else "neither"
