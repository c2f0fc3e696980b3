"""What two rounds have in common, item by item, and what of them cannot be compared, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import pandas as pd

from analysis.measures.frames import make_frame
from analysis.measures.wordings import REASON_OF, compare_wordings
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.tables import JUDGED

Pair = tuple[str, str]
"""school_id and item_id."""
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


@dataclass(frozen=True)
class Pairs:
    """School × item in two rounds, each under the school that answers today.

    Attributes:
        moved: pairs of the earlier round; their school may have taken the place of others.
        before_school: pair → the school that it was then; not where several schools became one.
        then: pair → its state in the earlier round, where it has a `before_school`.
        now: pair → its state in the later round.
        wordings: item → same, continued, edition or text, from `compare_wordings`.
        successors: school_id → the school that answers for it, from `trace_successors`.
        order: item → its place in the standard.
    """

    moved: Set[Pair]
    before_school: Mapping[Pair, str]
    then: Mapping[Pair, str]
    now: Mapping[Pair, str]
    wordings: Mapping[str, str]
    successors: Mapping[str, str]
    order: Mapping[str, int]

    def is_judged_twice(self, pair: Pair) -> bool:
        """Whether the pair has a verdict met, partial or unmet in both rounds."""
        return self.then.get(pair, "") in JUDGED and self.now.get(pair, "") in JUDGED

    def sort(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Pairs of the standard's items, in its order and then by school."""
        known = (pair for pair in pairs if pair[1] in self.order)
        return sorted(known, key=lambda pair: (self.order[pair[1]], pair[0]))


def pair_rounds(round_: Round, previous: Round | None = None) -> Pairs | None:
    """Every school × item of a round and of an earlier one; None where there is no earlier one.

    Args:
        round_: the later round.
        previous: the earlier round; the last full one where left out.
    """
    previous = previous or round_.previous
    if previous is None:
        return None
    successors = trace_successors(round_.register.frame, round_.first_day)
    then = name_states(previous)
    before = _carry_over(then, successors)
    return Pairs(
        moved={(successors.get(school, school), item) for school, item in then}, before_school=before,
        then={(school, item): then[own, item] for (school, item), own in before.items()}, now=name_states(round_),
        wordings=compare_wordings(previous, round_), successors=successors,
        order={item: place for place, item in enumerate(round_.standards.items)},
    )  # fmt: skip


def _carry_over(pairs: Iterable[Pair], successors: Mapping[str, str]) -> dict[Pair, str]:
    """Which school was asked then, by the school that answers today; its own name goes before a closed one's."""
    before: dict[Pair, list[str]] = {}
    own: dict[Pair, str] = {}
    for school, item in pairs:
        if school in successors:
            before.setdefault((successors[school], item), []).append(school)
        else:
            own[school, item] = school
    return {**{pair: schools[0] for pair, schools in before.items() if len(schools) == 1}, **own}


def list_not_compared(round_: Round, changes: pd.DataFrame, pairs: Pairs | None) -> pd.DataFrame:
    """The `not_compared` frame: with the pairs of `changes` it is every counted pair of either round, once each.

    Args:
        round_: the later round.
        changes: its `changes` frame with the same earlier round.
        pairs: from `pair_rounds`; None where there is no earlier round.
    """
    if pairs is None:
        return make_frame("not_compared")
    items = round_.standards.items
    paired = set(zip(changes["school_id"], changes["item_id"], strict=True))
    rows = (
        {
            "school_id": pair[0], "area": items[pair[1]].area, "item_id": pair[1], "before": pairs.then.get(pair, ""),
            "after": pairs.now.get(pair, ""), "reason": _find_reason(pairs, pair),
            "before_school": pairs.before_school.get(pair, ""),
        }
        for pair in pairs.sort((pairs.moved | set(pairs.now)) - paired)
        if items[pair[1]].counted
    )  # fmt: skip
    return make_frame("not_compared", rows)


def count_reasons(not_compared: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(area, reason) → how many pairs of the `not_compared` frame cannot be compared for it."""
    return dict(Counter(zip(not_compared["area"], not_compared["reason"], strict=True)))


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


def _find_reason(pairs: Pairs, pair: Pair) -> str:
    """The first reason that holds; two judged states that are no pair were asked in two wordings."""
    if pair in pairs.moved and pair not in pairs.before_school:
        return "merged"
    before, after = pairs.then.get(pair, ""), pairs.now.get(pair, "")
    if pairs.is_judged_twice(pair):
        return REASON_OF.get(pairs.wordings.get(pair[1], ""), "wording")
    if not before or not after:
        return "not_asked_now" if before else "not_asked_before"
    if "not_applicable" in (before, after):
        return "not_applicable"
    if before in JUDGED:
        return "not_now"
    return "not_before" if after in JUDGED else "neither"
