"""What schools answer to their notices (整改回执): a claim, a request for time, an objection; none of it decides.

A receipt is known by the number in its head line. A row of it speaks of a problem that its school was told of, in the
words in which it was told; any other row is not taken, and a person is told. What a row can do:

- a claim (已整改 with its day) makes an open problem claimed_done; only a check of the office closes it, and where this
  round's own finding says otherwise, the claim that answers an earlier round's notice is out of date;
- a day asked for (申请延期至) is a request: the deadline moves when the office writes it into its ledger (延期至), and
  until then the request is flagged. The same holds for such a column in any other ledger;
- an objection is a reply (申辩), undecided until the office's ledger decides on it. What answers an earlier round's
  notice is about that problem, not about what this round found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.reading.numbered import RECEIPT_NUMBER
from analysis.reading.privacy import MASK
from analysis.rounds.disputes import flag_problem
from analysis.rounds.flagging import raise_flag
from analysis.rounds.ledgers import check_days, find_numbered, write_round
from analysis.rounds.links import find_differences, goes_on, tell_status
from analysis.rounds.replies import find_reply
from analysis.rounds.standing import CLOSED, Row, Setting
from analysis.standards.words import fold
from analysis.tables import to_rows

Sheet = tuple[str, str]
_PLACE = ("file", "sheet", "cell", "raw")
CLAIMED = ("claimed_done", "awaiting_check", CLOSED)
"""What a school says of a problem that it has seen to; of a check it can say nothing."""


def number_receipt(round_id: str, as_of: str, school: str) -> str:
    """The number of a receipt: DCHZ-2016-10-20161018-S014."""
    return f"DCHZ-{write_round(round_id)}-{as_of.replace('-', '')}-{write_round(school)}"


def find_receipts(cells: pd.DataFrame) -> dict[Sheet, str]:
    """(file, sheet) of the sheets that bear the number of a receipt → the round in that number.

    Args:
        cells: the cells table.
    """
    return find_numbered(cells, RECEIPT_NUMBER)


def place_replies(replies: pd.DataFrame, receipts: Mapping[Sheet, str], round_id: str) -> pd.DataFrame:
    """The replies, those of receipts about what they can be about.

    One that answers an earlier round's notice is about its problem alone: its item is left out. One whose problem the
    round's ledgers have a reply to is left out: that row was written from it, and holds the decision.

    Args:
        replies: the replies table.
        receipts: from `find_receipts`.
        round_id: this round.
    """
    rows = to_rows(replies)
    ledgers = {row["problem_id"] for row in rows if row["problem_id"] and (row["file"], row["sheet"]) not in receipts}
    told = [receipts.get((row["file"], row["sheet"])) for row in rows]
    here = pd.Series([one in (None, write_round(round_id)) for one in told], replies.index, dtype=bool)
    copied = pd.Series(
        [one is not None and row["problem_id"] in ledgers for one, row in zip(told, rows, strict=True)],
        replies.index, dtype=bool,
    )  # fmt: skip
    placed = replies.assign(item_id=replies["item_id"].where(here, ""))
    return placed[~copied].reset_index(drop=True)


def trace_numbers(links: Iterable[pd.DataFrame]) -> dict[str, str]:
    """Numbers under which a problem does not go on any more → the number that it has now.

    Args:
        links: the table `problem_links` of each round, oldest first.
    """
    moved: dict[str, str] = {}
    for table in links:
        for new, old, rule in zip(table["problem_id"], table["earlier_problem_id"], table["rule"], strict=True):
            if goes_on(new, old, rule):
                moved = {**{first: new if last == old else last for first, last in moved.items()}, old: new}
    return moved


@dataclass(frozen=True)
class Answered:
    """What the receipts of a round do.

    Attributes:
        problems: id → the problem as it stands with what its school answered.
        flags: what was not taken, and what the office has to decide.
        refused: (file, sheet, row) of rows that were not taken; a reply in them is none.
    """

    problems: Mapping[str, Row]
    flags: tuple[Row, ...]
    refused: frozenset[tuple[str, str, int]]


class Receipts:
    """The receipts of a round, held against the problems that they answer.

    Args:
        tables: cells, problems, extensions and replies of the round.
        known: the problems of earlier rounds by id, as they stood before it.
        rows: those of this round by id, as they stand without receipts.
        setting: the round.
        moved: from `trace_numbers`.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        known: Mapping[str, Row],
        rows: Mapping[str, Row],
        setting: Setting,
        moved: Mapping[str, str],
    ) -> None:
        self.problems, self.rows, self.setting = {**known, **rows}, rows, setting
        self.tables = {
            name: tables[name].assign(problem_id=tables[name]["problem_id"].replace(dict(moved)))
            for name in ("problems", "replies", "extensions")
        }
        self.receipts = find_receipts(tables["cells"])
        self.flags: list[Row] = []
        self.refused: set[tuple[str, str, int]] = set()
        self.texts: dict[str, set[str]] = {}
        for problem_id, problem in self.problems.items():
            self.texts.setdefault(problem_id, set()).add(problem["text"])
        for one in setting.before:
            for number, text in zip(one.problems["problem_id"], one.problems["text"], strict=True):
                self.texts.setdefault(moved.get(number, number), set()).add(text)

    def take(self) -> Answered:
        """Take every row that can be taken."""
        taken: dict[str, list[Row]] = {}
        for row in self._list_rows():
            if fault := self._find_fault(row):
                self._flag(fault, row)
                self.refused.add(find_row(row))
            else:
                taken.setdefault(row["problem_id"], []).append(row)
        replies = [one for one in to_rows(self.tables["replies"]) if find_row(one) not in self.refused]
        answered = {name: row for name, rows in taken.items() if (row := self._answer(rows, replies))}
        self._list_requests()
        return Answered(answered, tuple(self.flags), frozenset(self.refused))

    def _answer(self, rows: Sequence[Row], replies: Sequence[Mapping[Any, Any]]) -> Row:
        """The problem as its school answered; empty where it said nothing new."""
        problem = self.problems[rows[0]["problem_id"]]
        told = dict(self._claim(rows))
        own = [one for one in replies if self._is_answer(one) and one["problem_id"] == problem["problem_id"]]
        for one in own:
            if not one["grounds"]:
                self._flag("reply_without_grounds", one)
        if not (told or own):
            return {}
        reply = {"reply": find_reply(problem, replies)[0]} if own else {}
        place = {} if problem["problem_id"] in self.rows else {name: rows[0][name] for name in _PLACE}
        return {**problem, **place, **told, **reply}

    def _list_rows(self) -> Iterator[Row]:
        for values in to_rows(self.tables["problems"]):
            if (values["file"], values["sheet"]) in self.receipts:
                yield {str(key): value for key, value in values.items()}

    def _is_answer(self, row: Mapping[Any, Any]) -> bool:
        return (row["file"], row["sheet"]) in self.receipts

    def _find_fault(self, row: Row) -> str:
        problem, school = self.problems.get(row["problem_id"]), row["school_id"]
        if problem is None:
            return "receipt_unknown_id" if row["problem_id"] else "receipt_no_number"
        if school and self.setting.successors.get(school, school) != problem["school_id"]:
            return "receipt_of_another_school"
        same = any(_is_same(row["text"], text) for text in self.texts[row["problem_id"]])
        return "" if same else "receipt_text_changed"

    def _claim(self, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
        """What the rows of a problem change in how it stands."""
        if find_differences([{**row, "deadline": ""} for row in rows]):
            self.flags.append(flag_problem(rows, self.setting.names, self.setting.standards))
            return
        row = next((row for row in rows if tell_status(row)), rows[0])
        problem, status = self.problems[row["problem_id"]], tell_status(row)
        if not status or self._is_late(row) or tell_status(problem) in (*CLAIMED, status):
            return
        if status not in CLAIMED:
            yield from {"status": status, "blocked_by": row["blocked_by"]}.items()
            return
        if status == CLOSED:
            self._flag("receipt_cannot_close", row)
        told = {**row, "found_on": problem["found_on"], "verified_on": "", "status": "claimed_done"}
        checked = check_days(told, self._flag)
        yield from {"status": "claimed_done", "blocked_by": "", "claimed_on": checked["claimed_on"]}.items()

    def _is_late(self, row: Row) -> bool:
        """Whether a row answers an earlier round's notice, and this round has seen the problem itself since."""
        seen = self.rows.get(row["problem_id"], {}).get("origin", "ledger") != "ledger"
        return seen and self.receipts[row["file"], row["sheet"]] != write_round(self.setting.round_id)

    def _list_requests(self) -> None:
        """A flag for each request for time that the office has not granted, here or before."""
        for one in to_rows(self.tables["extensions"]):
            problem = self.problems.get(one["problem_id"], {})
            granted = problem.get("extended_to", "")
            deadline = granted or problem.get("deadline", "")
            if find_row(one) in self.refused or not (one["asked_to"] or self._is_answer(one)):
                continue
            if not (one["asked_to"] and one["reason"]):
                self._flag("extension_request_incomplete", one)
            elif deadline < one["asked_to"]:
                told = deadline or self.setting.standards.say("mark.no_data")
                self._flag("extension_asked", one, until=one["asked_to"], reason=one["reason"], deadline=told)
            elif not granted:
                self._flag("extension_asked_early", one, until=one["asked_to"], deadline=deadline)

    def _flag(self, code: str, row: Mapping[Any, Any], **fields: str) -> None:
        names, other = self.setting.names, self.problems.get(row["problem_id"], {}).get("school_id", "")
        raw = "" if pd.isna(row["raw"]) else row["raw"]
        told = {"school": names.get(row["school_id"], row["school_id"]), "other": names.get(other, other),
                "number": row["problem_id"], **fields}  # fmt: skip
        place = (row["file"], row["sheet"], row["cell"])
        self.flags.append(raise_flag(self.setting.standards, code, place, raw=raw, **told))


def find_row(row: Mapping[Any, Any]) -> tuple[str, str, int]:
    """File, sheet and row of something that stands in a cell."""
    return row["file"], row["sheet"], int(re.sub(r"\D", "", row["cell"]) or 0)


def drop_rows(table: pd.DataFrame, refused: Set[tuple[str, str, int]]) -> pd.DataFrame:
    """A table without what stands in such rows."""
    kept = pd.Series([find_row(row) not in refused for row in to_rows(table)], table.index, dtype=bool)
    return table[kept].reset_index(drop=True)


def _is_same(written: str, known: str) -> bool:
    """Whether a text is one that was sent; what was masked in it may have been any words."""
    parts = (re.escape(fold(part)) for part in written.split(MASK))
    return re.fullmatch(".*".join(parts), fold(known), re.DOTALL) is not None
