"""One school over rounds: what was concluded of each item and on which cells, and the counts of that by area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.measures.counting import Row, count_states
from analysis.measures.evidence import list_evidence
from analysis.measures.frames import LEFT_OUT, make_frame
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.tables import JUDGED


def list_school_items(round_: Round, evidence: Sequence[Row]) -> pd.DataFrame:
    """The `school_items` frame: the conclusions of this round and of the earlier ones, a row a cell.

    Args:
        round_: the round; what an earlier round says of a school that is no more goes to its successor.
        evidence: from `list_evidence`, of this round.
    """
    successors = trace_successors(round_.register.frame, round_.first_day)
    rows: list[Row] = []
    for one in (*round_.earlier, round_):
        said = evidence if one is round_ else list_evidence(one)
        rows += [{**_keep(row), "round_id": one.id, "school_id": successors.get(row["school_id"], row["school_id"])}
                 for row in said]  # fmt: skip
    return make_frame("school_items", rows)


def _keep(row: Row) -> Row:
    names = ("area", "item_id", "state", "decided_by", "note", "counted", "first", "file", "sheet", "cell", "raw")
    return {name: row[name] for name in names}


def sum_states(school_counts: pd.DataFrame) -> dict[str, int]:
    """The rows of `school_counts` in one: every state, and `judged` for those that are met, partial or unmet."""
    states = {name: int(school_counts[name].sum()) for name in (*JUDGED, *LEFT_OUT)}
    return {**states, "judged": sum(states[name] for name in JUDGED)}


def count_school_items(items: pd.DataFrame, areas: Iterable[str], *, round_id: str) -> pd.DataFrame:
    """The `school_counts` frame: this round's counted conclusions of each school by area, every state counted apart."""
    own = items[(items["round_id"] == round_id) & items["first"] & items["counted"]]
    states = own.groupby(["school_id", "area"], sort=False)["state"].agg(list).to_dict()
    schools = dict.fromkeys(own["school_id"])
    rows = (
        {"school_id": school, "area": area, **count_states(states[school, area])}
        for school in schools
        for area in areas
        if (school, area) in states
    )
    return make_frame("school_counts", rows)
