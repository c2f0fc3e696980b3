"""Every conclusion a row (明细): what was concluded of a school on an item, on which cell, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.rounds.round import Round
from analysis.tables import to_rows

NOT_MET = ("partial", "unmet")
"""Conclusions that a problem belongs to."""
_SAID = ("round_id", "school_id", "area", "item_id", "state", "decided_by", "note", "counted", "file", "sheet", "cell",
         "raw")  # fmt: skip


def list_details(round_: Round, school_items: pd.DataFrame, problems: pd.DataFrame) -> pd.DataFrame:
    """The `details` frame, in the order of `school_items`: this round's conclusions last, the earlier rounds' before.

    A conclusion that is not met belongs to the newest problem of that school and item which its round or an earlier one
    had first.

    Args:
        round_: the round, for the names, towns and kinds of its register.
        school_items: the `school_items` frame.
        problems: the `problems` frame.
    """
    schools = {row["school_id"]: row for row in to_rows(round_.register.frame)}
    order = {one.id: place for place, one in enumerate((*round_.earlier, round_))}
    found: dict[tuple[str, str], list[Row]] = {}
    for problem in sorted(to_rows(problems), key=lambda row: order.get(row["round_id"], -1)):
        found.setdefault((problem["school_id"], problem["item_id"]), []).append(problem)
    rows = []
    for row in to_rows(school_items[school_items["first"]]):
        school = schools.get(row["school_id"], {})
        known = {name: school.get(name, "") for name in ("town", "name", "kind")}
        rows.append({**{name: row[name] for name in _SAID}, **known, **_follow(row, found, order)})
    return make_frame("details", rows)


def _follow(row: Row, found: Mapping[tuple[str, str], list[Row]], order: Mapping[str, int]) -> Row:
    """Deadline and status of the problem that a conclusion belongs to; nothing where it has none."""
    if row["state"] not in NOT_MET:
        return {}
    listed = found.get((row["school_id"], row["item_id"]), [])
    known = [one for one in listed if order.get(one["round_id"], -1) <= order[row["round_id"]]]
    return {"deadline": known[-1]["deadline"], "status": known[-1]["state"]} if known else {}
