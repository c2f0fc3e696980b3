"""The rectification ledger of a round (整改台账): every problem that goes on, or that the round tells of, as it stands.

It is a list to work on between rounds, so unlike the report it is not held against a date: what is known is in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.measures.rectification import Said, is_old, link_rows
from analysis.rounds.ledgers import find_office_ledgers
from analysis.rounds.links import tell_status
from analysis.rounds.receipts import find_receipts
from analysis.rounds.replies import PENDING, find_reply
from analysis.rounds.round import Round
from analysis.rounds.standing import WITHDRAWN, is_open
from analysis.tables import to_rows

_PLACE = ("file", "sheet", "cell")
_KEPT = ("problem_id", "school_id", "item_id", "text", "requirement", "deadline", "extended_to", "extension_reason",
         "claimed_on", "verified_on", "blocked_by", "reply")  # fmt: skip
_END = "9999-12-31"
"""No day comes after it: a problem is in the ledger from the moment that a workbook tells of it."""


def list_ledger(round_: Round, exceptions: pd.DataFrame) -> pd.DataFrame:
    """The `ledger` frame: by school in the register's order, then by item as in the standard, then by id.

    A problem that an earlier round closed is left out, as is one whose reply (申辩) was upheld.

    Args:
        round_: the round and those before.
        exceptions: the `exceptions` frame, for the cells that this round's conclusions rest on.
    """
    rounds = (*round_.earlier, round_)
    relapses = {row["problem_id"]: row["earlier_problem_id"] for one in rounds
                for row in to_rows(one.tables["problem_links"]) if row["rule"] == "relapsed"}  # fmt: skip
    written = {one.id: _list_written(one) for one in rounds}
    seen = {(row["school_id"], row["item_id"]): row for row in to_rows(exceptions)}
    towns = dict(zip(round_.register.frame["school_id"], round_.register.frame["town"], strict=True))
    rows, start = [], round_.first_day.isoformat()
    for said, relapsed in link_rows(round_, _END).values():
        said_in, newest = said[-1]
        if newest["reply"] not in WITHDRAWN and (is_open(newest) or said_in == round_.id):
            found = min(filter(None, (row["found_on"] for _, row in said)), default="")
            rows.append({
                **{name: newest[name] for name in _KEPT}, "town": towns.get(newest["school_id"], ""), "found_on": found,
                "status": tell_status(newest), "relapsed": relapsed,
                "relapsed_from": _find_relapse([row["problem_id"] for _, row in said], relapses),
                "old": is_old(said[0][0], found, round_.id, start),
                **_find_evidence(said, written, seen, round_.id), **_tell_reply(newest, rounds),
            })  # fmt: skip
    return make_frame("ledger", sorted(rows, key=_order(round_)))


def _find_relapse(own: Sequence[str], relapses: Mapping[str, str]) -> str:
    """The number of the problem that one came back from, "" for none, or where that is a number of its own."""
    return next((relapses[one] for one in reversed(own) if relapses.get(one, one) not in own), "")


def _order(round_: Round) -> Any:
    schools = {school: at for at, school in enumerate(round_.register.frame["school_id"])}
    items = {item: at for at, item in enumerate(round_.standards.items)}

    def place(row: Row) -> tuple[int, int, str]:
        return schools.get(row["school_id"], len(schools)), items.get(row["item_id"], len(items)), row["problem_id"]

    return place


def _list_written(round_: Round) -> dict[str, Row]:
    """The problems of a round that stand elsewhere than in sheets of ours, by id: a team's row, or a finding."""
    office = {**find_office_ledgers(round_.tables["cells"]), **find_receipts(round_.tables["cells"])}
    findings = to_rows(round_.tables["findings"])
    found = {(row["school_id"], row["item_id"]): row for row in findings if row["verdict"] in ("partial", "unmet")}
    theirs = (row for row in to_rows(round_.tables["problems"]) if (row["file"], row["sheet"]) not in office)
    told = {row["problem_id"]: row for row in theirs}
    written: dict[str, Row] = {}
    for row in to_rows(round_.tables["round_problems"]):
        elsewhere = told.get(row["problem_id"]) or found.get((row["school_id"], row["item_id"]))
        own = elsewhere if (row["file"], row["sheet"]) in office else row
        written |= {row["problem_id"]: own} if own else {}
    return written


def _find_evidence(
    said: Said, written: Mapping[str, Mapping[str, Row]], seen: Mapping[tuple[str, str], Row], round_id: str
) -> Row:
    """Where the problem was last seen: the cell of this round's conclusion, else of the last row that a team wrote."""
    said_in, newest = said[-1]
    own = seen.get((newest["school_id"], newest["item_id"])) if said_in == round_id else None
    if own and own["file"]:
        return {"round_id": round_id, **{name: own[name] for name in _PLACE}}
    theirs = [(one, found) for one, row in said if (found := written[one].get(row["problem_id"]))]
    name, row = (theirs or said)[-1]
    return {"round_id": name, **{column: row[column] for column in _PLACE}}


def _tell_reply(problem: Row, rounds: Sequence[Round]) -> Row:
    """The reply to a problem, in the newest round that has one; of several the one that its decision rests on."""
    if not problem["reply"]:
        return {}
    told = [own for one in rounds if (own := find_reply(problem, to_rows(one.tables["replies"]))[1])]
    if not told:
        return {}
    decided = "" if problem["reply"] == PENDING else problem["reply"]
    first = next((one for one in told[-1] if one["decision"] == decided), told[-1][0])
    signed = ("decided_on", "by_role") if decided else ()
    return {name: first[name] for name in ("grounds", "received_on", *signed)}
