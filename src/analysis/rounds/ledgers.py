"""What ledgers may say, and the office's own (整改台账.xlsx): how it is known again, whoever saved it since.

It was written from the other ledgers, so of a problem that several ledgers of a round have, its row holds. Its number
stands in the head line, as text: renaming the file or saving it in another program leaves it there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.rounds.links import tell_status
from analysis.rounds.standing import CLOSED, Row

LEDGER_FILE = {"zh": "整改台账.xlsx", "en": "rectification_ledger.xlsx"}
"""Its file name among the products, by language."""
_NUMBER = re.compile(r"DCTZ-[0-9A-Za-z_-]+")
_HEAD_ROWS = 3


def number_ledger(round_id: str, as_of: str) -> str:
    """The number of a ledger: DCTZ-2016-10-20161018."""
    return f"DCTZ-{re.sub(r'[^0-9A-Za-z_-]', '_', round_id)}-{as_of.replace('-', '')}"


def find_office_ledgers(cells: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """(file, sheet) of the sheets that bear the number of an office ledger.

    Args:
        cells: the cells table.
    """
    heads = cells[cells["row"] <= _HEAD_ROWS]
    texts = zip(heads["file"], heads["sheet"], heads["raw"], strict=True)
    return frozenset((file, sheet) for file, sheet, raw in texts if isinstance(raw, str) and _NUMBER.search(raw))


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
