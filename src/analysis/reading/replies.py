"""Replies (申辩): what a school answers to a finding, and what was decided on it, in a ledger or on a sheet of its own.

The words of a decision are those of statuses.toml. Who decided is told by office or post; a name is taken out before
the sheet is read (redaction.py). What is decided has an effect in rounds/replies.py only.
"""

from __future__ import annotations

import re

from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.few import hide_few
from analysis.reading.ledgers import find_column, is_nothing, read_date, read_item, read_text
from analysis.reading.offices import names_office
from analysis.reading.privacy import mask_text
from analysis.standards.words import Words, fold
from analysis.tables import DECISIONS

_TOLD = ("reply_grounds", "reply_raised", "reply_decision", "reply_received", "reply_decided", "reply_role")
"""Columns that make a row hold a reply, the one that it is found by first."""

_PARTS = re.compile(r"[,、;。()]+")


def read_replies(reader: Reader) -> None:
    """Take every reply of a table."""
    if reader.frame.with_role("reply_grounds", "reply_decision", "reply_raised"):
        for row in reader.frame.body:
            _take(reader, row)


def parse_decision(text: str, words: Words) -> str | None:
    """The decision that a text says, "" where it says that none was made yet, None where its words are not known."""
    folded = fold(text)
    if not folded.strip("_-/—") or folded in words.lists.get("statuses.decision.pending", ()):
        return ""
    told = (name for name in DECISIONS if name and folded in words.lists.get(f"statuses.decision.{name}", ()))
    return next(told, None)


def _take(reader: Reader, row: int) -> None:
    taken, words = reader.taken, reader.terms.words
    columns = [column for role in _TOLD if (column := find_column(reader, role)) >= 0]
    said = [column for column in columns if reader.spoken(row, column)]
    grounds = read_text(reader, row, "reply_grounds")
    if not said or (len(said) == 1 and grounds and is_nothing(grounds, words)):
        return
    if not _objects(reader, row, grounds):
        return
    match, _ = reader.school(row)
    decision = parse_decision(read_text(reader, row, "reply_decision"), words)
    if decision is None:
        place = address(*reader.grid.home(row, find_column(reader, "reply_decision")))
        taken.flag("unknown_decision", place, mask_text(read_text(reader, row, "reply_decision")))
    taken.add(
        "replies", address(*reader.grid.home(row, said[0])), mask_text(reader.spoken(row, said[0])),
        reader.context.round_id, match.school_id, read_item(reader, row, read_text(reader, row, "problem")),
        read_date(reader, row, "reply_received", last=False), hide_few(mask_text(grounds), reader.standards),
        decision or "", _read_role(reader, row), read_date(reader, row, "reply_decided", last=False),
        read_text(reader, row, "problem_id"),
    )  # fmt: skip


def parse_objection(text: str, words: Words) -> str:
    """What a cell of 有无异议 says: yes, no, "" where it says nothing, unknown where its words are not known."""
    folded = fold(text)
    if not folded.strip("_") or folded in words.dash or folded in words.untick:
        return ""
    parts = [part for part in _PARTS.split(folded) if part]
    said = {name for name in ("yes", "no") for part in parts if part in words.lists[f"statuses.objection.{name}"]}
    return said.pop() if len(said) == 1 else "unknown"


def _objects(reader: Reader, row: int, grounds: str) -> bool:
    """Whether a row is a reply: not where the school has no objection, nor where its words about that are not known.

    Grounds beside 无异议 are a reply, and so is one that was decided.
    """
    text = read_text(reader, row, "reply_raised")
    said = parse_objection(text, reader.terms.words)
    if read_text(reader, row, "reply_decision"):
        return True
    if said == "unknown":
        place = address(*reader.grid.home(row, find_column(reader, "reply_raised")))
        reader.taken.flag("unknown_objection", place, mask_text(text))
    return said == "yes" or (said != "unknown" and bool(grounds or not text))


def _read_role(reader: Reader, row: int) -> str:
    """Which office decided; what names no office is not kept, and flagged."""
    text = read_text(reader, row, "reply_role")
    if not text or names_office(text, reader.terms.words.raw):
        return text
    place = address(*reader.grid.home(row, find_column(reader, "reply_role")))
    reader.taken.flag("reply_role_is_name", place)
    return ""
