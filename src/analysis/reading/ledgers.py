"""Problems: the rows of a ledger (台账), and the 存在问题 cells of other tables."""

from __future__ import annotations

from typing import Any

from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.dates import is_until, parse_day
from analysis.reading.few import hide_few
from analysis.reading.items import find_areas, find_item_in_text
from analysis.reading.phrases import read_parts
from analysis.reading.privacy import mask_text
from analysis.reading.stages import blocked_by, parse_stage
from analysis.reading.statuses import parse_status
from analysis.standards.words import Words, fold, is_made_of

_EXTENSIONS, _REASON = ("extended_to", "extension_asked"), "extension_reason"
_DAY_OF = {"work": "done_date", "done": "done_date", "check": "verify_date", "close": "verify_date"}
"""Stage → the role of the day that goes with it."""
_PAST = ("done_date", "verify_date", "reply_received", "reply_decided")
"""Roles of days on which something has happened."""
_LONGEST_NOTHING = 20
"""A longer text says more than that nothing was found."""


def read_problems(reader: Reader) -> None:
    """Take every problem of a table."""
    for column in reader.frame.with_role("problem"):
        for row in reader.frame.body:
            _take(reader, row, column)


def is_nothing(text: str, words: Words) -> bool:
    """Whether a cell of a problem column says that nothing was found."""
    folded = fold(text).rstrip("。.")
    if folded in words.lists.get("nothing.words", ()) or not folded.strip("_"):
        return True
    return len(folded) < _LONGEST_NOTHING and is_made_of(folded, "nothing", words)


def _take(reader: Reader, row: int, column: int) -> None:
    grid, words = reader.grid, reader.terms.words
    text = grid.text[row][column]
    said = reader.spoken(row, column) if text else ""
    if not said or is_nothing(said, words):
        return
    match, _ = reader.school(row)
    if reader.frame.ledger:
        reader.mark_school(row)
    status, waits_for, unsure = _status(reader, row)
    reader.taken.roles[row, column] = "problem"
    reader.taken.add(
        "problems",
        row + 1,
        address(row, column),
        mask_text(text),
        read_text(reader, row, "problem_id"),
        reader.context.round_id,
        match.school_id,
        read_item(reader, row, said),
        hide_few(mask_text(said), reader.standards),
        read_date(reader, row, "inspection_date", last=False),
        read_date(reader, row, "deadline"),
        "" if "done_date" in unsure else read_date(reader, row, "done_date"),
        "" if "verify_date" in unsure else read_date(reader, row, "verify_date"),
        status,
        waits_for,
    )
    _take_extension(reader, row, match.school_id, said)


def _take_extension(reader: Reader, row: int, school: str, said: str) -> None:
    """A deadline put off (延期至), or asked to be (申请延期至), with its reason."""
    until, reason = {role: read_date(reader, row, role) for role in _EXTENSIONS}, read_text(reader, row, _REASON)
    written = (find_column(reader, role) for role in (*_EXTENSIONS, _REASON) if read_text(reader, row, role))
    at = next(written, -1)
    if at < 0:
        return
    reader.taken.add(
        "extensions", address(*reader.grid.home(row, at)), mask_text(reader.spoken(row, at)), reader.context.round_id,
        school, read_item(reader, row, said), read_text(reader, row, "problem_id"), until["extended_to"],
        hide_few(mask_text(reason), reader.standards), until["extension_asked"],
    )  # fmt: skip


def find_column(reader: Reader, *roles: str) -> int:
    """The first column of these roles, or -1."""
    return next(iter(reader.frame.with_role(*roles)), -1)


def read_text(reader: Reader, row: int, *roles: str) -> str:
    """What a row says in the column of these roles."""
    column = find_column(reader, *roles)
    return reader.spoken(row, column) if column >= 0 else ""


def read_item(reader: Reader, row: int, text: str) -> str:
    """The item of a problem: its own row's, that of a 对应条款 cell, else the one its words are about."""
    words = reader.terms.words
    if reader.frame.item_column >= 0:
        named = reader.row_subject(row)
        if named is not None and named.item:
            return named.item
    told = [cell for role in ("item_no", "item_text", "area", "kind_of") if (cell := read_text(reader, row, role))]
    areas = find_areas(told, words)
    for cell in told:
        item = find_item_in_text(cell, words, areas)
        if item:
            return item
    return find_item_in_text(text, words, areas)


def _value(reader: Reader, row: int, column: int) -> Any:
    text = reader.spoken(row, column)
    value = reader.grid.value(row, column)
    return text if isinstance(value, str) else value


def read_date(reader: Reader, row: int, role: str, *, last: bool = True) -> str:
    """The ISO date of a cell, or "" with a flag where its words come to none; a deadline has a flag of its own.

    What is done, checked or answered was so on a day: there a deadline (月底前) is no date either.
    """
    column = find_column(reader, role)
    if column < 0:
        return ""
    value, words = _value(reader, row, column), reader.terms.words
    text = reader.spoken(row, column)
    day = parse_day(value, words, today=reader.around.today, last=last)
    code, iso = "", day.iso
    if role in _PAST and iso and is_until(text):
        code, iso = "deadline_for_day", ""
    elif role == "deadline":
        code = "" if day.known else "unknown_deadline"
    elif not iso and (_is_written_as_date(text) if role not in _PAST else not tells_no_day(text, words)):
        code = "unreadable_date"
    if code:
        reader.taken.flag(code, address(*reader.grid.home(row, column)), mask_text(text))
    return iso


def _is_written_as_date(text: str) -> bool:
    """Whether a text means a date: it holds a digit. Elsewhere words (督查当天) in a column of dates are only words."""
    return any(letter.isdigit() for letter in fold(text))


def tells_no_day(text: str, words: Words) -> bool:
    """Whether a text in a column of days says how it stands instead of when: nothing, 否, 整改中, 未核查."""
    folded = fold(text)
    if is_nothing(text, words) or folded in words.dash or folded in words.answer or folded in words.closed:
        return True
    return bool(parse_status(text, words) or words.verdict.get(folded) or read_parts(folded, words))


def _status(reader: Reader, row: int) -> tuple[str, str, set[str]]:
    """Status and what blocks it, from every column that tells a stage; the latest that says something wins.

    Words that are not known leave the day beside them without a say: a day alone would make the problem done, or
    closed. The roles of such days are the third part.
    """
    words = reader.terms.words
    status = ""
    texts: list[str] = []
    unsure: set[str] = set()
    waits_for = blocked_by([read_text(reader, row, "waits_for")], words)
    for stage, column in reader.stages:
        text = reader.spoken(row, column)
        cell = address(*reader.grid.home(row, column))
        after, known = parse_stage(text, stage, status, words)
        if not known:
            reader.taken.flag("unknown_status", cell, mask_text(text))
            unsure.add(_DAY_OF[stage])
        elif after != status:
            unsure.clear()
        if status == "closed_verified" and after == "claimed_done" and stage == "close":
            told = next(c for _, c in reversed(reader.stages[: reader.stages.index((stage, column))]) if texts)
            reader.taken.flag("closed_but_open", address(*reader.grid.home(row, told)), mask_text(texts[-1]))
        status = after
        texts += [text] if text else []
    return status, (blocked_by(texts, words) if status == "blocked" else "") or waits_for, unsure
