"""Change since the last full round, only on school × item pairs judged in both and worded the same.

A school that took the place of a closed one (the register's successor) is compared with it, unless it was inspected
itself; one that took the place of several is not compared, for they were several schools.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import CHANGES, make_frame
from analysis.measures.intervals import mcnemar_exact
from analysis.measures.numbering import COMPARABLE, FAILING, FIXED, KEPT, NEW, RELAPSED
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.standards.model import Standards
from analysis.tables import JUDGED

CHAPTER = 6
"""Chapter of the report, and first part of the codes."""
Pair = tuple[str, str]
"""school_id and item_id."""


def list_changes(round_: Round) -> pd.DataFrame:
    """The comparable pairs: counted items, judged in both rounds, of the same edition.

    Returns:
        The `changes` frame, in the standard's order of items and then by school; empty without an earlier full round.
    """
    previous = round_.previous
    if previous is None:
        return make_frame("changes")
    standards = round_.standards
    successors = trace_successors(round_.register.frame, round_.first_day)
    before, after = _carry_over(_judge_pairs(previous), successors), _judge_pairs(round_)
    old, new = _list_editions(previous), _list_editions(round_)
    order = {item: place for place, item in enumerate(standards.items)}
    failed = find_failures(round_, successors)
    rows = []
    for school, item in sorted(set(before) & set(after), key=lambda pair: (order[pair[1]], pair[0])):
        if not standards.items[item].counted or not _same_wording(item, old, new, standards):
            continue
        change = CHANGES[2 * (after[school, item] != "met") + (before[school, item] != "met")]
        rows.append({
            "school_id": school, "area": standards.items[item].area, "item_id": item, "before": before[school, item],
            "after": after[school, item], "change": change,
            "relapsed": change == "new" and (school, item) in failed,
        })  # fmt: skip
    return make_frame("changes", rows)


def _judge_pairs(round_: Round) -> dict[Pair, str]:
    table = round_.tables["conclusions"]
    kept = table[(table["entity"] == "school") & table["verdict"].isin(JUDGED)]
    return dict(zip(zip(kept["school_id"], kept["item_id"], strict=True), kept["verdict"], strict=True))


def _carry_over(pairs: Mapping[Pair, str], successors: Mapping[str, str]) -> dict[Pair, str]:
    """Earlier verdicts by the school that answers today."""
    before: dict[Pair, list[str]] = {}
    for (school, item), verdict in pairs.items():
        if school in successors:
            before.setdefault((successors[school], item), []).append(verdict)
    carried = {pair: verdicts[0] for pair, verdicts in before.items() if len(verdicts) == 1}
    return {**carried, **{pair: verdict for pair, verdict in pairs.items() if pair[0] not in successors}}


def _list_editions(round_: Round) -> dict[str, set[str]]:
    findings = round_.tables["findings"]
    editions: dict[str, set[str]] = {}
    for item, edition in zip(findings["item_id"], findings["item_edition"], strict=True):
        if item:
            editions.setdefault(item, set()).add(edition)
    return editions


def _same_wording(item: str, old: Mapping[str, set[str]], new: Mapping[str, set[str]], standards: Standards) -> bool:
    """Whether an item was asked in one wording, or in an earlier one that it is declared to continue."""
    now = {standards.items[item].edition}
    before, after = old.get(item) or now, new.get(item) or now
    return before == after or before == {standards.items[item].continues}


def find_failures(round_: Round, successors: Mapping[str, str]) -> set[Pair]:
    """Pairs that failed at some time before this round: a conclusion, a finding put right, a ledger's problem."""
    failed: set[Pair] = set()
    for one in round_.earlier:
        failed |= {pair for pair, verdict in _judge_pairs(one).items() if verdict != "met"}
        for name in ("findings", "problems"):
            table = one.tables[name]
            kept = table[table["verdict"].isin(("partial", "unmet"))] if name == "findings" else table
            kept = kept[kept["aspect"] != "self_reported"] if name == "findings" else kept
            failed |= set(zip(kept["school_id"], kept["item_id"], strict=True))
    return {(successors.get(school, school), item) for school, item in failed}


def count_changes(changes: pd.DataFrame, areas: tuple[str, ...]) -> pd.DataFrame:
    """The `change_counts` frame: the total first, then one row an area of the round, also where it has no pair."""
    if changes.empty:
        return make_frame("change_counts")
    return make_frame("change_counts", [_count(changes, ""), *(_count(changes, area) for area in areas)])


def _count(changes: pd.DataFrame, area: str) -> Row:
    own = changes[changes["area"] == area] if area else changes
    counts = {change: int((own["change"] == change).sum()) for change in CHANGES}
    return {
        "area": area, "comparable": len(own), **counts, "relapsed": int(own["relapsed"].sum()),
        "schools": int(own["school_id"].nunique()), "p_value": mcnemar_exact(counts["fixed"], counts["new"]),
    }  # fmt: skip


def number_changes(change_counts: pd.DataFrame, standards: Standards) -> list[Row]:
    """Rows of `numbers` for the changes; fixed and new are never netted. None without an earlier full round."""
    if change_counts.empty:
        return []
    total = change_counts.iloc[0]
    pairs, new = float(total["comparable"]), float(total["new"])
    parts = [
        (COMPARABLE, "comparable", float("nan")), (FIXED, "fixed", pairs), (NEW, "new", pairs),
        (RELAPSED, "relapsed", new), (FAILING, "failing", pairs), (KEPT, "kept", pairs),
    ]  # fmt: skip
    return [
        make_fraction(
            standards, float(total[name]), whole, code=code, subject="change", chapter=CHAPTER, unit="check",
            title=standards.say(f"number.{name}"),
        )
        for code, name, whole in parts
    ]  # fmt: skip
