"""What became of the problems: their state as of the round's date, linked over rounds.

claimed_done is not closed_verified. A deadline that has passed without a verified closure is overdue, whatever is
claimed and whatever it waits for; what waits for money, has no deadline or is only claimed is also counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import nan
from typing import Any

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.deadlines import find_until
from analysis.measures.frames import STATES, make_frame
from analysis.measures.numbering import (
    BLOCKED,
    CLAIMED,
    CLOSED,
    FOUND_NOW,
    NO_DEADLINE,
    OVERDUE,
    OVERDUE_CLAIMED,
)
from analysis.rounds.links import goes_on, tell_status
from analysis.rounds.round import Round
from analysis.rounds.standing import WITHDRAWN
from analysis.rounds.successors import follow_successors, trace_successors
from analysis.standards.model import Standards
from analysis.tables import to_rows

CHAPTER = 5
"""Chapter of the report, and first part of the codes."""
_STATE_OF = {
    "closed_verified": "closed_verified", "claimed_done": "claimed", "awaiting_check": "claimed",
    "in_progress": "in_progress", "blocked": "blocked", "continuing": "continuing", "open": "open", "reopened": "open",
    "": "open",
}  # fmt: skip


def list_problems(round_: Round) -> pd.DataFrame:
    """Every problem of this and the earlier rounds, as it stood on the round's date.

    The rows are those of `round_problems`; `problem_links` says which go on under another id. A closed school's
    problems are its successor's. What the last round says holds. What was found, claimed or verified after the date has
    not happened yet; a problem whose reply was upheld was none.

    Returns:
        The `problems` frame, sorted by the round that first had it, and then by problem_id.
    """
    as_of, start = round_.as_of.isoformat(), round_.first_day.isoformat()
    towns = dict(zip(round_.register.frame["school_id"], round_.register.frame["town"], strict=True))
    linked = link_rows(round_, as_of)
    rows = []
    for said, relapsed in linked.values():
        (first_round, _), (said_in, newest) = said[0], said[-1]
        if newest["reply"] in WITHDRAWN:
            continue
        found_on = min(filter(None, (row["found_on"] for _, row in said)), default="")
        rows.append({
            **_describe(newest, round_.standards, towns, as_of), "round_id": first_round, "said_in": said_in,
            "found_on": found_on, "relapsed": relapsed, "old": is_old(first_round, found_on, round_.id, start),
        })  # fmt: skip
    return make_frame("problems", sorted(rows, key=lambda row: (row["round_id"], row["problem_id"])))


Said = list[tuple[str, Row]]
"""What each round said of a problem, oldest first: the round's id and its row of `round_problems`."""
Linked = dict[str, tuple[Said, bool]]
"""Problems by the id that they first had, each with whether it came back after it was closed."""


def link_rows(round_: Round, as_of: str) -> Linked:
    """Every problem of this and the earlier rounds, with what was known of it on a day (ISO text)."""
    successors = trace_successors(round_.register.frame, round_.first_day)
    first_ids: dict[str, str] = {}
    linked: Linked = {}
    for one in (*round_.earlier, round_):
        links = one.tables["problem_links"]
        back = set(links.loc[links["rule"] == "relapsed", "problem_id"])
        for new, old, rule in zip(links["problem_id"], links["earlier_problem_id"], links["rule"], strict=True):
            if goes_on(new, old, rule):
                first_ids[new] = first_ids.get(old, old)
        problems = to_rows(follow_successors(one.tables["round_problems"], successors))
        for row in ({str(name): value for name, value in row.items()} for row in problems):
            if row["found_on"] > as_of:
                continue
            name = first_ids.get(row["problem_id"], row["problem_id"])
            said, relapsed = linked.get(name, ([], False))
            linked[name] = ([*said, (one.id, row)], relapsed or row["problem_id"] in back)
    return linked


def is_old(first_round: str, found_on: str, round_id: str, start: str) -> bool:
    """Whether a problem is of an earlier round: one first told of it, or its day lies before this round's first."""
    return first_round != round_id or bool(found_on and found_on < start)


def is_past(deadline: str, as_of: str) -> bool:
    """Whether a deadline lies before a day (ISO texts); on the day itself it has not passed, and none never does."""
    return "" < deadline < as_of


def _describe(row: Row, standards: Standards, towns: Mapping[str, str], as_of: str) -> Row:
    status = _date_status(row, as_of)
    state = _STATE_OF[status]
    if row["blocked_by"] and state in ("open", "in_progress"):
        state = "blocked"
    item = standards.items.get(str(row["item_id"]))
    deadline = find_until(row)
    kept = ("problem_id", "school_id", "item_id", "text", "requirement", "claimed_on", "verified_on", "blocked_by",
            "extended_to", "extension_reason", "origin", "reply", "file", "sheet", "cell")  # fmt: skip
    return {
        **{name: row[name] for name in kept}, "raw": "" if pd.isna(row["raw"]) else row["raw"],
        "town": towns.get(str(row["school_id"]), ""), "area": item.area if item else "", "deadline": deadline,
        "status": status, "state": state,
        "first_deadline": row["deadline"],
        "overdue": state != "closed_verified" and is_past(deadline, as_of),
    }  # fmt: skip


def _date_status(row: Mapping[Any, Any], as_of: str) -> str:
    """The status as of a date: what is dated later has not happened; a date without a status says what it is."""
    status, claimed, verified = tell_status(row), str(row["claimed_on"]), str(row["verified_on"])
    if status == "closed_verified" and verified > as_of:
        status = "claimed_done" if claimed else "open"
    if status in ("claimed_done", "awaiting_check") and claimed > as_of:
        status = "open"
    return status or "open"


def count_problems(problems: pd.DataFrame, areas: tuple[str, ...]) -> pd.DataFrame:
    """The `problem_states` frame of the problems of earlier rounds: the total first, then the areas that have some."""
    old = problems[problems["old"]]
    if old.empty:
        return make_frame("problem_states")
    listed = [area for area in areas if (old["area"] == area).any()]
    return make_frame("problem_states", [_count(old, ""), *(_count(old, area) for area in listed)])


def _count(old: pd.DataFrame, area: str) -> Row:
    own = old[old["area"] == area] if area else old
    still = own[own["state"] != "closed_verified"]
    late = own[own["overdue"]]
    return {
        "area": area, "all": len(own), **{state: int((own["state"] == state).sum()) for state in STATES},
        "overdue": len(late), "no_deadline": int((still["deadline"] == "").sum()),
        **{f"overdue_{state}": int((late["state"] == state).sum()) for state in STATES},
    }  # fmt: skip


def number_problems(problems: pd.DataFrame, standards: Standards) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells` of chapter 5; none where no round has a ledger."""
    if problems.empty:
        return [], []
    old = problems["old"]
    late, open_ = problems["overdue"], problems["state"] != "closed_verified"
    claimed = problems["state"] == "claimed"
    parts = [
        (CLOSED, "closed", old & ~open_, old), (CLAIMED, "claimed", old & claimed, old),
        (OVERDUE, "overdue", old & late, old), (BLOCKED, "blocked", old & (problems["state"] == "blocked"), old),
        (NO_DEADLINE, "no_deadline", old & open_ & (problems["deadline"] == ""), old),
        (OVERDUE_CLAIMED, "overdue_claimed", old & late & claimed, old & late), (FOUND_NOW, "found_now", ~old, None),
    ]  # fmt: skip
    numbers: list[Row] = []
    cells: list[Row] = []
    for code, name, chosen, whole in parts:
        denominator = nan if whole is None else float(whole.sum())
        numbers.append(
            make_fraction(standards, float(chosen.sum()), denominator, code=code, subject="problem", chapter=CHAPTER,
                          unit="problem", title=standards.say(f"number.{name}"))
        )  # fmt: skip
        cells += list_problem_cells(problems, code, chosen, chosen if whole is None else whole)
    return numbers, cells


def list_problem_cells(problems: pd.DataFrame, code: str, chosen: pd.Series, whole: pd.Series) -> Iterator[Row]:
    """Rows of `number_cells`: one a problem of the whole; where that is none, every problem that was looked through."""
    kept = ("school_id", "item_id", "file", "sheet", "cell", "raw")
    any_of_them = bool(whole.any())
    for row, counted, meant in zip(to_rows(problems), chosen, whole, strict=True):
        if meant or not any_of_them:
            part = "counted" if counted else "rest" if meant else "outside"
            place = {name: row[name] for name in kept}
            yield {**place, "code": code, "part": part, "round_id": row["said_in"]}
