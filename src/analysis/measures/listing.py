"""Lists of schools and items that are printed as they stand: coverage, exceptions, the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.reading.schools import SchoolRegister
from analysis.rounds.round import Round
from analysis.tables import to_rows

TEACHING_POINT = "teaching_point"
"""The kind of school that has its own column in every total."""


def order_towns(register: SchoolRegister) -> dict[str, int]:
    """Town → its place: the order in which the register first has them, which is the office's own."""
    return {town: place for place, town in enumerate(dict.fromkeys(register.frame["town"]))}


def list_coverage(round_: Round) -> pd.DataFrame:
    """The `coverage` frame: a school is due or visited if it is for any area."""
    table = round_.tables["coverage"]
    schools = {row["school_id"]: row for row in to_rows(round_.register.frame)}
    rows = []
    for school, own in table.groupby("school_id", sort=True):
        known, visited = schools[str(school)], bool(own["visited"].any())
        reasons = [] if visited else [reason for reason in own["reason"] if reason]
        rows.append({
            "school_id": school, "name": known["name"], "town": known["town"], "kind": known["kind"],
            "due": bool(own["due"].any()), "visited": visited, "reason": reasons[0] if reasons else "",
        })  # fmt: skip
    return make_frame("coverage", rows)


def list_missed(coverage: pd.DataFrame) -> pd.DataFrame:
    """The schools of the `coverage` frame that were due and that nobody visited."""
    return coverage[coverage["due"] & ~coverage["visited"]]


def count_passed_over(states: pd.DataFrame, coverage: pd.DataFrame) -> dict[str, int]:
    """Item → schools that were visited and not inspected on it; an item without one is left out.

    A school that nobody visited need not be among those not inspected on an item: it may have reported itself, or the
    item may not apply to it.

    Args:
        states: the `map` frame.
        coverage: the `coverage` frame.
    """
    missed = set(list_missed(coverage)["school_id"])
    own = states[(states["state"] == "not_inspected") & ~states["school_id"].isin(missed)]
    return dict(Counter(own["item_id"]))


def count_reasons(missed: pd.DataFrame) -> dict[str, int]:
    """Why they were not visited → how many schools, in the order in which each is first told; "" for no reason."""
    return dict(Counter(missed["reason"]))


def count_towns(coverage: pd.DataFrame, order: Mapping[str, int]) -> pd.DataFrame:
    """The `coverage_by_town` frame: schools due and those of them visited, teaching points counted apart.

    Args:
        coverage: the `coverage` frame.
        order: from `order_towns`.
    """
    rows = []
    for town in sorted(set(coverage["town"]), key=lambda town: order[town]):
        due = coverage[(coverage["town"] == town) & coverage["due"]]
        points = due[due["kind"] == TEACHING_POINT]
        rows.append({
            "town": town, "due": len(due), "visited": int(due["visited"].sum()), "points_due": len(points),
            "points_visited": int(points["visited"].sum()),
        })  # fmt: skip
    return make_frame("coverage_by_town", rows)


def count_areas(table: pd.DataFrame, numbers: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """The `coverage_by_area` frame, in the standard's order; an area that no school seen was due for is left out.

    Args:
        table: the `coverage` table of the round.
        numbers: the frame of that name, for what arrived without a visit.
        areas: ids of the areas of the round.
    """
    seen = table[table["due"] & table["school_id"].isin(table.loc[table["visited"], "school_id"])]
    told = numbers[(numbers["numerator"] > 0) | (numbers["denominator"] > 0)]
    rows = []
    for area in areas:
        own = seen[seen["area"] == area]
        visited, received = int(own["visited"].sum()), bool((told["area"] == area).any())
        rows.append({"area": area, "due": len(own), "visited": visited, "received": bool(visited) or received})
    return make_frame("coverage_by_area", (row for row in rows if row["due"]))


def list_exceptions(evidence: Sequence[Row], problems: pd.DataFrame) -> pd.DataFrame:
    """The `exceptions` frame: counted conclusions that are partial or unmet, with deciding cell and open problem.

    The note is the words beside the verdict, else the text of the open problem; by school, then the standard's order.
    """
    open_ = problems[problems["state"] != "closed_verified"]
    ledger = {(row["school_id"], row["item_id"]): row for row in to_rows(open_)}
    kept = (row for row in evidence if row["first"] and row["counted"] and row["state"] in ("partial", "unmet"))
    return make_frame("exceptions", (_describe(row, ledger) for row in kept))


def mark_apart(problems: pd.DataFrame, exceptions: pd.DataFrame) -> pd.DataFrame:
    """The `problems` frame with `apart`: found in this round, and told by no row of `exceptions`.

    Ledgers also tell of what no item is about, or of areas that nobody judged. A row of `exceptions` tells of one
    problem of its school and item, the one that `list_exceptions` takes; more of the same are apart too.
    """
    judged = set(zip(exceptions["school_id"], exceptions["item_id"], strict=True))
    open_ = problems[problems["state"] != "closed_verified"]
    told = {(row["school_id"], row["item_id"]): row["problem_id"] for row in to_rows(open_)}
    shown = {told[pair] for pair in judged if pair in told}
    return problems.assign(apart=~problems["old"] & ~problems["problem_id"].isin(shown))


def _describe(row: Mapping[Any, Any], ledger: Mapping[tuple[str, str], Mapping[Any, Any]]) -> Row:
    names = ("school_id", "town", "area", "item_id", "verdict", "decided_by", "file", "sheet", "cell", "raw")
    problem = ledger.get((row["school_id"], row["item_id"]), {})
    waits = str(problem.get("blocked_by", "")) or ("blocked" if problem.get("state") == "blocked" else "")
    return {
        **{name: row[name] for name in names}, "note": row["note"] or problem.get("text", ""),
        "blocked_by": waits, "deadline": problem.get("deadline", ""),
    }  # fmt: skip


def draw_map(evidence: Sequence[Row]) -> pd.DataFrame:
    """The `map` frame: the state of every conclusion, items without a count included."""
    names = ("school_id", "area", "item_id", "state")
    return make_frame("map", ({name: row[name] for name in names} for row in evidence if row["first"]))
