"""Rows of ledgers that are about one problem, and what they come to within a round.

Two rows are one problem if their problem_id is, or, in ledgers without ids, if school, item and words are. Where two
rows of a round say different things of its state or its deadline, neither is taken: what the rounds before agreed on
holds, and a person is told (disputes.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.rounds.copies import order_files
from analysis.standards.words import fold
from analysis.tables import to_rows

STATE = ("status", "claimed_on", "verified_on", "blocked_by")
"""Columns that tell the state of a problem; they hold together or not at all."""
DEADLINE = "deadline"
"""The column that is taken or held by itself."""
Row = Mapping[str, Any]
Link = tuple[str, ...]
"""What names a problem over rows, files and rounds."""


def link_problems(problems: pd.DataFrame, round_id: str = "") -> dict[Link, list[Row]]:
    """Put the rows of a round's ledgers together by problem, in the order in which problems first occur.

    Args:
        problems: the problems table.
        round_id: of the round; a row without school and id is a problem of that round and place only.

    Returns:
        The problem's link → its rows, a workbook's own before those of its copies. Without ids, two equal rows of one
        file are two problems, and the copy of a file has the same two.
    """
    linked: dict[Link, list[Row]] = {}
    seen: dict[Link, int] = {}
    for values in to_rows(problems):
        row = {str(key): value for key, value in values.items()}
        linked.setdefault(_name_link(row, round_id, seen), []).append(row)
    return {link: sorted(rows, key=lambda row: order_files(row["file"])) for link, rows in linked.items()}


def _name_link(row: Row, round_id: str, seen: dict[Link, int]) -> Link:
    if row["problem_id"]:
        return (row["problem_id"],)
    if not row["school_id"]:
        return (round_id, row["file"], row["sheet"], str(row["row"]))
    subject = (row["school_id"], row["item_id"], fold(row["text"]))
    place = (row["file"], *subject)
    seen[place] = seen.get(place, 0) + 1
    return (*subject, str(seen[place]))


def tell_status(row: Row) -> str:
    """The status that a row tells: a date without a status, or against a lower one, says what it is."""
    status = str(row["status"])
    if row["verified_on"] and status in ("", "open", "in_progress", "claimed_done"):
        return "closed_verified"
    return "claimed_done" if row["claimed_on"] and not status else status


def follow_rule(row: Row, earlier: Row, *, given: str) -> str:
    """Why a problem is taken for one of an earlier round: one of tables.LINK_RULES.

    Args:
        row: the problem now.
        earlier: as `recall_problems` gives it; its school is today's, school_then the one it was found at.
        given: the id that the ledger itself writes, "" where it writes none.
    """
    if tell_status(earlier) == "closed_verified" and tell_status(row) != "closed_verified":
        return "relapsed"
    if given == earlier["problem_id"]:
        return "same_id" if earlier["school_then"] == earlier["school_id"] else "successor"
    if fold(row["text"]) == fold(earlier["text"]):
        return "same_words"
    return "same_school_and_item" if earlier["school_then"] == earlier["school_id"] else "successor"


def goes_on(new: str, earlier: str, rule: str) -> bool:
    """Whether a link says that two ids are one problem: of the same words, and not closed in between.

    A ledger that gives a new number in other words has another problem, however near; both are counted.
    """
    return new != earlier and rule == "same_words"


def find_differences(rows: Sequence[Row]) -> tuple[str, ...]:
    """The columns that rows of one problem tell differently; an empty one contradicts nothing."""
    statuses = {status for row in rows if (status := tell_status(row))}
    columns = ("claimed_on", "verified_on", "blocked_by", DEADLINE)
    differing = [name for name in columns if len({row[name] for row in rows if row[name]}) > 1]
    return (*(("status",) if len(statuses) > 1 else ()), *differing)


def settle_problem(rows: Sequence[Row], before: Row) -> Row:
    """One row for a problem in a round: what its rows agree on, and what was said before where they do not.

    Args:
        rows: its rows, as `link_problems` gives them.
        before: its row in the rounds before; empty where there is none.
    """
    differing = find_differences(rows)
    held = set(STATE) if set(differing) & set(STATE) else set()
    held |= {DEADLINE} & set(differing)
    told = {name: next((row[name] for row in rows if row[name]), "") for name in (*STATE, DEADLINE)}
    return {**rows[0], **told, **{name: before.get(name, "") for name in sorted(held)}}
