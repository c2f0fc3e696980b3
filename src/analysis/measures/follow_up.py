"""回头看: which schools and items to visit again, each with its plain reasons; and how such lists did before.

No score and no rank: the order is critical items, what came back, what is overdue, what is reported done and unchecked,
what is open; within a group the register's order. A list is tested against the next round: how many of its first places
were found failing again, of those that were judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.evidence import list_evidence
from analysis.measures.frames import make_frame
from analysis.measures.numbering import FOLLOW_UP, HITS
from analysis.measures.rectification import CHAPTER, list_problem_cells, list_problems
from analysis.measures.trend import judge_pairs
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.standards.model import Standards
from analysis.tables import JUDGED, to_rows

REASONS = ("critical", "relapsed", "overdue", "claimed", "open")
"""Why a school and item is on the list, in the order of the list."""
FIRST_PLACES = 20
"""How many places of a list are tested against the next round."""
LEAST_PAIRS = 3
"""With fewer pairs of rounds a test of the list says nothing."""


def list_follow_up(round_: Round, problems: pd.DataFrame) -> pd.DataFrame:
    """The `follow_up` frame: a school and item with something that is not closed, in the order of the reasons."""
    standards, places = round_.standards, {school: at for at, school in enumerate(round_.register.frame["school_id"])}
    still = problems[problems["state"] != "closed_verified"]
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in to_rows(still):
        grouped.setdefault((row["school_id"], row["item_id"] or row["problem_id"]), []).append(row)
    rows = [_describe(own, standards) for own in grouped.values()]
    items = {item: at for at, item in enumerate(standards.items)}

    def place(row: Mapping[str, Any]) -> tuple[list[int], int, int]:
        told = row["reasons"].split()
        return (
            [int(reason not in told) for reason in REASONS],
            places.get(row["school_id"], len(places)), items.get(row["item_id"], len(items)),
        )  # fmt: skip

    return make_frame("follow_up", sorted(rows, key=place))


def _describe(own: Sequence[Row], standards: Standards) -> Row:
    first = min(own, key=lambda row: (not row["overdue"], row["deadline"] or "9999", row["problem_id"]))
    item = standards.items.get(first["item_id"])
    told = {
        "critical": bool(item and item.critical), "relapsed": any(row["relapsed"] for row in own),
        "overdue": any(row["overdue"] for row in own), "claimed": any(row["state"] == "claimed" for row in own),
        "open": any(row["state"] != "claimed" for row in own),
    }  # fmt: skip
    kept = ("school_id", "town", "area", "item_id", "text", "deadline", "blocked_by", "file", "sheet", "cell")
    return {
        **{name: first[name] for name in kept}, "reasons": " ".join(name for name in REASONS if told[name]),
        "problems": len(own), "problem_ids": " ".join(row["problem_id"] for row in own),
    }  # fmt: skip


def back_test_lists(round_: Round) -> pd.DataFrame:
    """The `back_test` frame: for each round and the next, how many of the first places were found failing again.

    A place counts where the next round judged that school (or its successor) on that item.
    """
    rounds, rows = (*round_.earlier, round_), []
    for one, (following, pairs) in zip(rounds, _list_places(round_), strict=False):
        verdicts = judge_pairs(following, {})
        judged = [verdicts[pair] for pair in pairs if pair in verdicts]
        rows.append({
            "round_id": one.id, "next_round_id": following.id, "places": len(pairs), "judged": len(judged),
            "hits": sum(verdict != "met" for verdict in judged),
        })  # fmt: skip
    return make_frame("back_test", rows)


def _list_places(round_: Round) -> Iterator[tuple[Round, list[tuple[str, str]]]]:
    """For each earlier round the one that followed, and the first places of its list as they are called then."""
    rounds = (*round_.earlier, round_)
    for at, (one, following) in enumerate(pairwise(rounds)):
        known = replace(one, earlier=rounds[:at])
        listed = list_follow_up(known, list_problems(known)).head(FIRST_PLACES)
        successors = trace_successors(following.register.frame, following.first_day)
        schools = (successors.get(school, school) for school in listed["school_id"])
        yield following, list(zip(schools, listed["item_id"], strict=True))


def number_follow_up(
    round_: Round, follow_up: pd.DataFrame, problems: pd.DataFrame, back_test: pd.DataFrame
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: the places of the list, and the hits of earlier lists if rounds suffice."""
    if follow_up.empty:
        return [], []
    standards, open_ = round_.standards, problems["state"] != "closed_verified"
    shared: Row = {"subject": "problem", "chapter": CHAPTER, "unit": "pair"}
    places = float(len(follow_up))
    numbers = [make_fraction(standards, places, code=FOLLOW_UP, title=standards.say("number.follow_up"), **shared)]
    cells = list(list_problem_cells(problems, FOLLOW_UP, open_, open_))
    if len(back_test) >= LEAST_PAIRS and back_test["judged"].sum():
        hits, judged, title = float(back_test["hits"].sum()), float(back_test["judged"].sum()), "number.hits"
        numbers.append(make_fraction(standards, hits, judged, code=HITS, title=standards.say(title), **shared))
        cells += _list_hit_cells(round_)
    return numbers, cells


def _list_hit_cells(round_: Round) -> Iterator[Row]:
    """The cells by which the next round judged the first places of each earlier list."""
    for following, pairs in _list_places(round_):
        for row in list_evidence(following):
            if (row["school_id"], row["item_id"]) in pairs and row["verdict"] in JUDGED:
                part = "rest" if row["verdict"] == "met" else "counted"
                names = ("school_id", "item_id", "verdict", "aspect", "file", "sheet", "cell", "raw")
                kept = {name: row[name] for name in names}
                yield {**kept, "code": HITS, "part": part, "round_id": following.id}
