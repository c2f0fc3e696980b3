"""How the problems of earlier rounds stood, and what a round's own are gathered under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from analysis.rounds.links import goes_on, tell_status
from analysis.rounds.plan import Visit
from analysis.rounds.successors import follow_successors
from analysis.standards.model import Standards

Row = dict[str, Any]
CLOSED = "closed_verified"
"""The one status that closes a problem."""
WITHDRAWN = ("upheld", "not_applicable")
"""Decisions on a reply after which there is no problem any more."""


@dataclass(frozen=True)
class Before:
    """The problems of an earlier round.

    Attributes:
        round_id: the round.
        problems: its `round_problems`.
        links: its `problem_links`.
    """

    round_id: str
    problems: pd.DataFrame
    links: pd.DataFrame


@dataclass(frozen=True)
class Setting:
    """What the problems of a round are gathered under.

    Attributes:
        round_id: the round.
        first_day: first day of visits.
        last_day: last day of visits; what a conclusion finds counts from it where no visit's day is known.
        standards: items with their requirements and days, and the words.
        before: the earlier rounds, oldest first.
        successors: from `trace_successors`, on the round's first day.
        names: school_id → short name, for the flags.
        visits: (school_id, area) → the plan's visits (`list_visits`); empty without a plan.
    """

    round_id: str
    first_day: date
    last_day: date
    standards: Standards
    before: Sequence[Before] = ()
    successors: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[tuple[str, str], Sequence[Visit]] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """The problems of a round.

    Attributes:
        problems: the table `round_problems`, ledgers' problems first.
        links: the table `problem_links`.
        flags: what in the ledgers cannot be.
        refused: (file, sheet, row) of rows of receipts that were not taken.
    """

    problems: pd.DataFrame
    links: pd.DataFrame
    flags: tuple[Row, ...]
    refused: frozenset[tuple[str, str, int]] = frozenset()


def is_open(row: Mapping[str, Any]) -> bool:
    """Whether a problem is neither closed after a check nor withdrawn after a reply."""
    return tell_status(row) != CLOSED and row["reply"] not in WITHDRAWN


def recall_problems(before: Sequence[Before], successors: Mapping[str, str]) -> dict[str, Row]:
    """How the problems of earlier rounds stood after the last of them, by id.

    Returns:
        id → its last row, with first_round, said_in, in_ledger (whether any ledger ever had it) and school_then (the
        school it was found at, which may have closed since). A problem that goes on under another id has that one only.
    """
    known: dict[str, Row] = {}
    for one in before:
        columns = (one.links[name] for name in ("problem_id", "earlier_problem_id", "rule"))
        went = {new: known.pop(old, None) for new, old, rule in zip(*columns, strict=True) if goes_on(new, old, rule)}
        schools = one.problems["school_id"]
        for then, values in zip(schools, follow_successors(one.problems, successors).to_dict("records"), strict=True):
            row: Row = {str(key): value for key, value in values.items()}
            said = known.get(row["problem_id"]) or went.get(row["problem_id"]) or {}
            known[row["problem_id"]] = {
                **row, "first_round": said.get("first_round", one.round_id), "said_in": one.round_id,
                "in_ledger": bool(said.get("in_ledger")) or row["origin"] != "conclusion", "school_then": then,
            }  # fmt: skip
    return known
