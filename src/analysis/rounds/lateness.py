"""What is said to be done, or verified, on a day after the one that a round is held at: on that day it was not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis.rounds.flagging import raise_flag
from analysis.rounds.ledgers import find_office_ledgers, write_round
from analysis.rounds.links import tell_status
from analysis.rounds.receipts import CLAIMED, find_receipts, trace_numbers
from analysis.rounds.standing import Row
from analysis.standards.model import Standards
from analysis.standards.words import fold
from analysis.tables import to_rows

_LATE = {"claimed_after_as_of": "claimed_on", "verified_after_as_of": "verified_on"}
"""Code of a flag → the column of the day that lies after."""


def list_late(
    tables: Mapping[str, pd.DataFrame],
    links: Iterable[pd.DataFrame],
    names: Mapping[str, str],
    standards: Standards,
    *,
    round_id: str,
    as_of: date,
) -> list[Row]:
    """A flag for each row of a ledger or a taken claim of a receipt whose day lies after the date.

    It may come true, as in a receipt that was sent later, and stays. The office's own ledger is not held against the
    date: it is worked on between rounds.

    Args:
        tables: cells, problems, round_problems and problem_links of the round.
        links: the table `problem_links` of the earlier rounds, oldest first.
        names: school_id → short name.
        standards: the words.
        round_id: the round.
        as_of: the date that the round is held at.
    """
    day, flags = as_of.isoformat(), []
    for row in _list_rows(tables, links, round_id):
        place = (row["file"], row["sheet"], row["cell"])
        told = {"raw": "" if pd.isna(row["raw"]) else row["raw"],
                "school": names.get(row["school_id"], row["school_id"])}  # fmt: skip
        flags += [raise_flag(standards, code, place, day=row[name], as_of=day, **told)
                  for code, name in _LATE.items() if row[name] > day]  # fmt: skip
    return flags


def drop_late(flags: pd.DataFrame) -> pd.DataFrame:
    """The flags without those of days after the date that the round was held at."""
    return flags[~flags["code"].isin(list(_LATE))]


def _list_rows(
    tables: Mapping[str, pd.DataFrame], links: Iterable[pd.DataFrame], round_id: str
) -> Iterator[Mapping[Any, Any]]:
    """The rows that speak for a problem, as gathering the problems chose them, without the office's own."""
    office, receipts = find_office_ledgers(tables["cells"]), find_receipts(tables["cells"])
    moved = trace_numbers([*links, tables["problem_links"]])
    problems, rows = to_rows(tables["round_problems"]), to_rows(tables["problems"])
    held = [one for one in problems if office.get((one["file"], one["sheet"])) == write_round(round_id)]
    days = {(one["problem_id"], one["claimed_on"]) for one in problems}
    days -= {(row["problem_id"], row["claimed_on"]) for row in rows if (row["file"], row["sheet"]) in office}
    for row in rows:
        sheet = (row["file"], row["sheet"])
        if sheet in receipts:
            number = moved.get(row["problem_id"], row["problem_id"])
            if tell_status(row) in CLAIMED and (number, row["claimed_on"]) in days:
                yield {**row, "verified_on": ""}
        elif sheet not in office and not any(_is_about(row, one) for one in held):
            yield row


def _is_about(row: Mapping[Any, Any], problem: Mapping[Any, Any]) -> bool:
    """Whether a ledger's row is about a problem that the office's ledger of the round has."""
    if row["problem_id"]:
        return bool(row["problem_id"] == problem["problem_id"])
    same = (row["school_id"], row["item_id"]) == (problem["school_id"], problem["item_id"])
    return same and bool(row["item_id"] or fold(row["text"]) == fold(problem["text"]))
