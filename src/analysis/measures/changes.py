"""Change since the last full round, only on school × item pairs judged in both and worded the same.

A school that took the place of a closed one (the register's successor) is compared with it, unless it was inspected
itself; one that took the place of several is not compared, for they were several schools.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from math import nan

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.evidence import list_evidence
from analysis.measures.frames import CHANGES, make_frame
from analysis.measures.intervals import mcnemar_exact
from analysis.measures.numbering import COMPARABLE, FAILING, FIXED, KEPT, NEW, RELAPSED, REWORDED
from analysis.measures.pairing import Pair, Pairs, name_states
from analysis.measures.wordings import COMPARED, REASON_OF
from analysis.rounds.round import Round
from analysis.rounds.successors import follow_successors, trace_successors
from analysis.standards.model import Standards
from analysis.tables import JUDGED, to_rows

CHAPTER = 6
"""Chapter of the report, and first part of the codes."""


def list_changes(round_: Round, pairs: Pairs | None) -> pd.DataFrame:
    """The comparable pairs: counted items, judged in both rounds, in one wording or a declared successor of it.

    Args:
        round_: the later round.
        pairs: from `pair_rounds`; None where there is no earlier round.

    Returns:
        The `changes` frame, in the standard's order of items and then by school; empty without an earlier round.
    """
    if pairs is None:
        return make_frame("changes")
    standards = round_.standards
    failed = find_failures(round_, pairs.successors)
    rows = []
    for school, item in pairs.sort(pair for pair in pairs.now if pairs.is_judged_twice(pair)):
        counted = standards.items[item].counted and standards.items[item].area in round_.areas
        if not counted or pairs.wordings.get(item) not in COMPARED:
            continue
        then, after = pairs.then[school, item], pairs.now[school, item]
        change = CHANGES[2 * (after != "met") + (then != "met")]
        rows.append({
            "school_id": school, "area": standards.items[item].area, "item_id": item, "before": then,
            "after": after, "change": change, "before_school": pairs.before_school[school, item],
            "relapsed": change == "new" and (school, item) in failed,
        })  # fmt: skip
    return make_frame("changes", rows)


def find_failures(round_: Round, successors: Mapping[str, str]) -> set[Pair]:
    """Pairs that failed at some time before this round: a conclusion, a finding put right, a ledger's problem."""
    failed: set[Pair] = set()
    for one in round_.earlier:
        failed |= {pair for pair, state in name_states(one).items() if state in JUDGED and state != "met"}
        for name in ("findings", "problems"):
            kept = _keep_failed(one, name)
            failed |= set(zip(kept["school_id"], kept["item_id"], strict=True))
    return {(successors.get(school, school), item) for school, item in failed}


def count_changes(changes: pd.DataFrame, areas: tuple[str, ...]) -> pd.DataFrame:
    """The `change_counts` frame: the total first, then one row an area of the round, also where it has no pair."""
    if changes.empty:
        return make_frame("change_counts")
    return make_frame("change_counts", [_count(changes, ""), *(_count(changes, area) for area in areas)])


def _count(changes: pd.DataFrame, area: str) -> Row:
    return {"area": area, **count_pairs(changes[changes["area"] == area] if area else changes)}


def count_pairs(changes: pd.DataFrame) -> Row:
    """Pairs in four counts, with the exact McNemar of fixed against new."""
    counts = {change: int((changes["change"] == change).sum()) for change in CHANGES}
    return {
        "comparable": len(changes), **counts, "relapsed": int(changes["relapsed"].sum()),
        "schools": int(changes["school_id"].nunique()), "p_value": mcnemar_exact(counts["fixed"], counts["new"]),
    }  # fmt: skip


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


def list_moved(items: pd.DataFrame) -> pd.DataFrame:
    """The rows of `change_items` in which something changed or still fails: those with most of it first."""
    moved = items["fixed"] + items["new"] + items["failing"]
    return items[moved > 0].loc[moved[moved > 0].sort_values(ascending=False, kind="stable").index]


def number_changes(
    round_: Round, changes: pd.DataFrame, evidence: Sequence[Row], previous: Round | None = None
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells` for the changes; fixed and new are never netted.

    Args:
        round_: the round; the cells are those that decided in it and in the earlier one, and for what relapsed also
            those that failed in any round before.
        changes: the `changes` frame; none without an earlier full round.
        evidence: from `list_evidence`, of this round.
        previous: the earlier round; the last full one where left out.
    """
    if changes.empty:
        return [], []
    change, every = changes["change"], pd.Series(True, index=changes.index)
    parts = [
        (COMPARABLE, "comparable", every, None), (FIXED, "fixed", change == "fixed", every),
        (NEW, "new", change == "new", every), (RELAPSED, "relapsed", changes["relapsed"], change == "new"),
        (FAILING, "failing", change == "failing", every), (KEPT, "kept", change == "kept", every),
    ]  # fmt: skip
    before = previous or round_.previous
    pairs, numbers, cells = _list_pair_cells(round_, changes, evidence, before), [], []
    failures = _list_failures(round_, set(zip(changes["school_id"], changes["item_id"], strict=True)))
    for code, name, chosen, whole in parts:
        numbers.append(
            make_fraction(
                round_.standards, float(chosen.sum()), nan if whole is None else float(whole.sum()), code=code,
                subject="change", chapter=CHAPTER, unit="check", title=round_.standards.say(f"number.{name}"),
            )
        )  # fmt: skip
        meant = chosen if whole is None else whole
        looked_through = not meant.any()
        for pair, counted, listed in zip(pairs, chosen, meant, strict=True):
            if listed or looked_through:
                part = "counted" if counted else "rest" if listed else "outside"
                more = failures.get(pair, []) if code == RELAPSED and counted else []
                cells += [{**cell, "code": code, "part": part} for cell in (*pairs[pair], *more)]
    return numbers, cells


def number_reworded(
    round_: Round, not_compared: pd.DataFrame, evidence: Sequence[Row], previous: Round | None = None
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells` for the pairs that were judged in both rounds and lost to a new wording.

    Args:
        round_: the round.
        not_compared: the `not_compared` frame.
        evidence: from `list_evidence`, of this round.
        previous: the earlier round; the last full one where left out.
    """
    lost = not_compared[not_compared["reason"].isin(REASON_OF.values())]
    if lost.empty:
        return [], []
    number = make_fraction(
        round_.standards, float(len(lost)), code=REWORDED, subject="change", chapter=CHAPTER, unit="check",
        title=round_.standards.say("number.reworded"),
    )  # fmt: skip
    pairs = _list_pair_cells(round_, lost, evidence, previous or round_.previous)
    return [number], [{**cell, "code": REWORDED, "part": "counted"} for cells in pairs.values() for cell in cells]


def _list_pair_cells(
    round_: Round, changes: pd.DataFrame, evidence: Sequence[Row], previous: Round | None
) -> dict[Pair, list[Row]]:
    """Pair → the cells that decided it then and now, in the order of the changes; verdict is that of the round."""
    now = _group_evidence(evidence)
    then = _group_evidence(list_evidence(previous)) if previous else {}
    pairs: dict[Pair, list[Row]] = {}
    for row in to_rows(changes):
        school, item = row["school_id"], row["item_id"]
        sides = ((previous, then, row["before_school"]), (round_, now, school))
        pairs[school, item] = [
            {**cell, "school_id": school, "round_id": one.id}
            for one, grouped, judged in sides if one for cell in grouped.get((judged, item), ())
        ]  # fmt: skip
    return pairs


def _group_evidence(evidence: Sequence[Row]) -> dict[Pair, list[Row]]:
    names = ("item_id", "verdict", "aspect", "file", "sheet", "cell", "raw")
    grouped: dict[Pair, list[Row]] = {}
    for row in evidence:
        grouped.setdefault((row["school_id"], row["item_id"]), []).append({name: row[name] for name in names})
    return grouped


def _list_failures(round_: Round, wanted: Set[Pair]) -> dict[Pair, list[Row]]:
    """Pair → the cells of any earlier round that say it failed: a finding, or a ledger's problem."""
    successors = trace_successors(round_.register.frame, round_.first_day)
    listed: dict[Pair, list[Row]] = {}
    for one in round_.earlier:
        for name in ("findings", "problems"):
            for row in to_rows(follow_successors(_keep_failed(one, name), successors)):
                pair = (row["school_id"], row["item_id"])
                if pair in wanted:
                    place = {column: row[column] for column in ("school_id", "item_id", "file", "sheet", "cell")}
                    listed.setdefault(pair, []).append({
                        **place, "raw": "" if pd.isna(row["raw"]) else row["raw"], "round_id": one.id,
                        "verdict": row.get("verdict", ""), "aspect": row.get("aspect", ""),
                    })  # fmt: skip
    return listed


def _keep_failed(one: Round, name: str) -> pd.DataFrame:
    """The rows of findings or problems that say something failed."""
    table = one.tables[name]
    if name == "problems":
        return table
    return table[table["verdict"].isin(("partial", "unmet")) & (table["aspect"] != "self_reported")]
