"""Schools that were renamed, moved to another town or merged since an earlier round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors

COLUMN_OF: Mapping[str, str] = {"renamed": "name", "moved": "town"}
"""A change of a school → the register's column that changed."""
MERGED = "merged"
"""The school is no more; another one answers for it."""


def list_moves(round_: Round, *earlier: Round) -> pd.DataFrame:
    """The `school_moves` frame: by earlier round, then by school as the register has them.

    Args:
        round_: the later round.
        *earlier: the rounds that it is held against; all its earlier ones where none is given.
    """
    successors = trace_successors(round_.register.frame, round_.first_day)
    rows = (
        {"round_id": one.id, **row} for one in earlier or round_.earlier for row in _compare(one, round_, successors)
    )
    return make_frame("school_moves", rows)


def _compare(previous: Round, round_: Round, successors: Mapping[str, str]) -> Iterator[Row]:
    conclusions = previous.tables["conclusions"]
    seen = set(conclusions.loc[conclusions["entity"] == "school", "school_id"])
    now, then = round_.register.names(), previous.register.names()
    for school in now:
        if school not in seen or school not in then:
            continue
        if school in successors:
            last = round_.register.row(school)["valid_to"]
            since = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
            heir = successors[school]
            yield {"school_id": heir, "name": now[heir], "change": MERGED, "before": then[school],
                   "after": now[heir], "since": since}  # fmt: skip
            continue
        for change, column in COLUMN_OF.items():
            before, after = previous.register.row(school)[column], round_.register.row(school)[column]
            if before != after:
                since = _find_since(round_, school, column)
                yield {"school_id": school, "name": now[school], "change": change, "before": before, "after": after,
                       "since": since if since > previous.first_day.isoformat() else ""}  # fmt: skip


def _find_since(round_: Round, school: str, column: str) -> str:
    """The first day of the row since which a column is as it is now; "" where the register does not say."""
    row = round_.register.row(school)
    own = [one for one in round_.register.every if one["school_id"] == school]
    since = row["valid_from"]
    for one in sorted(own, key=lambda one: one["valid_from"], reverse=True):
        if one["valid_from"] > row["valid_from"]:
            continue
        if one[column] != row[column]:
            break
        since = one["valid_from"]
    return since
