"""What ledgers may say, and the office's own (整改台账.xlsx): how it is known again, whoever saved it since.

It was written from the other ledgers, so of a problem that several ledgers of a round have, its row holds. Its number
stands in the head line, as text: renaming the file or saving it in another program leaves it there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.reading.numbered import HEAD_ROWS, LEDGER_NUMBER
from analysis.rounds.links import DEADLINE, STATE, tell_status
from analysis.rounds.standing import CLOSED, Row

LEDGER_FILE = {"zh": "整改台账.xlsx", "en": "rectification_ledger.xlsx"}
"""Its file name among the products, by language."""
_FILTERED = ("hidden_row", "hidden_column")
_STATES = (*STATE, DEADLINE)


def number_ledger(round_id: str, as_of: str) -> str:
    """The number of a ledger: DCTZ-2016-10-20161018."""
    return f"DCTZ-{write_round(round_id)}-{as_of.replace('-', '')}"


def write_round(round_id: str) -> str:
    """A round's id as numbers have it."""
    return re.sub(r"[^0-9A-Za-z_-]", "_", round_id)


def find_office_ledgers(cells: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(file, sheet) of the sheets that bear the number of an office ledger → the round in that number.

    Args:
        cells: the cells table.
    """
    return find_numbered(cells, LEDGER_NUMBER)


def find_numbered(cells: pd.DataFrame, number: re.Pattern[str]) -> dict[tuple[str, str], str]:
    """(file, sheet) of the sheets that bear such a number in their head lines → the round in it."""
    heads = cells[cells["row"] <= HEAD_ROWS]
    texts = zip(heads["file"], heads["sheet"], heads["raw"], strict=True)
    return {(file, sheet): found[1] for file, sheet, raw in texts
            if isinstance(raw, str) and (found := number.search(raw))}  # fmt: skip


def drop_filter_flags(flags: pd.DataFrame, office: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The flags without those of hidden rows and columns in sheets of ours: they are made to be filtered."""
    places = zip(flags["code"], flags["file"], flags["sheet"], strict=True)
    kept = [code not in _FILTERED or (file, sheet) not in office for code, file, sheet in places]
    return flags[pd.Series(kept, flags.index, dtype=bool)].reset_index(drop=True)


def choose_rows(
    rows: Sequence[Row], office: Mapping[tuple[str, str], str], *, before: Mapping[str, Any], round_id: str
) -> list[Row]:
    """The rows of one problem that speak for it.

    The office's ledger of this round was written from the round's other ledgers, so its rows hold. One of an earlier
    round was not: a row of it that nobody has touched says nothing new, and the others hold; else all of them speak.

    Args:
        rows: of one problem in one round.
        office: from `find_office_ledgers`.
        before: how the problem stood before this round; empty for a new one.
        round_id: this round.
    """
    ours = [row for row in rows if (row["file"], row["sheet"]) in office]
    others = [row for row in rows if (row["file"], row["sheet"]) not in office]
    own = [row for row in ours if office[row["file"], row["sheet"]] == write_round(round_id)]
    if own or not others:
        return own or list(rows)
    touched = (
        [row for row in ours if tell_status(row) != tell_status(before) or _differs(row, before)] if before else ours
    )
    return [*touched, *others]


def _differs(row: Row, before: Mapping[str, Any]) -> bool:
    named = bool(row["school_id"] and not before["school_id"])
    return named or any(row[name] != before[name] for name in _STATES if name != "status")


def tell_school(rows: Sequence[Row], office: Mapping[tuple[str, str], str], school: str) -> list[Row]:
    """The rows of one problem, a row of an office ledger without a school with the school that the problem has.

    Its number says whose it is, so an emptied cell changes nothing.

    Args:
        rows: of one problem in one round.
        office: from `find_office_ledgers`.
        school: the one that the problem had, or that its number tells; "" where neither does.
    """
    known = school or next((row["school_id"] for row in rows if row["school_id"]), "")
    return [
        {**row, "school_id": known} if not row["school_id"] and (row["file"], row["sheet"]) in office else row
        for row in rows
    ]


def find_stranger(rows: Sequence[Row], before: Mapping[str, Any]) -> Row | None:
    """The first row whose number belongs to a problem of another school, as where one column alone was sorted.

    A problem that had no school takes the one that its row names now.
    """
    school = before.get("school_id", "")
    return next((row for row in rows if school and row["school_id"] != school), None)


def check_state(row: Row, told: Sequence[Mapping[str, Any]], flag: Callable[..., None]) -> None:
    """Say where a day was filled into the office's ledger and the status beside it says otherwise; the status holds.

    Args:
        row: of the ledger.
        told: what is known of the problem from elsewhere; a day that stands there was not filled in.
        flag: called with a code, the row and the day.
    """
    filled = {name for name in ("claimed_on", "verified_on") if row[name] and row[name] not in {o[name] for o in told}}
    status = tell_status(row)
    if "verified_on" in filled and status not in (CLOSED, "reopened"):
        flag("verified_but_not_closed", row, day=row["verified_on"])
    elif "claimed_on" in filled and status == "open":
        flag("claimed_but_open", row, day=row["claimed_on"])


def check_days(row: Row, flag: Callable[..., None]) -> Row:
    """A ledger's problem without days that cannot be: reported or verified before it was found.

    Args:
        row: the problem.
        flag: called with a code, the row and the days, where one cannot be.
    """
    found = row["found_on"]
    early = [name for name in ("claimed_on", "verified_on") if found and "" < row[name] < found]
    for name in early:
        flag(f"{name.removesuffix('_on')}_before_found", row, found=found, day=row[name])
    status = row["status"]
    if "verified_on" in early and tell_status(row) == CLOSED:
        status = "awaiting_check"
    return {**row, "status": status, **dict.fromkeys(early, "")}


def find_extension_fault(extensions: Sequence[Mapping[Any, Any]], deadline: str) -> str:
    """Why a deadline is not put off as a ledger says, "" where it is, or where nothing is said."""
    if not extensions:
        return ""
    if len({one["extended_to"] for one in extensions}) > 1:
        return "extensions_differ"
    until, reason = extensions[0]["extended_to"], extensions[0]["reason"]
    if not (until and reason):
        return "extension_incomplete"
    return "extension_not_later" if until <= deadline else ""
