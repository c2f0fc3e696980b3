"""The problems of a round: what its ledgers say and what its conclusions found, one row each, with an id that stays.

The `problems` table is what the workbooks say, cell by cell. `round_problems` is what that comes to:

- the rows of ledgers that are about one problem are one row (links.py says which, and what holds where they differ);
- an unmet or partial conclusion on a counted item is a problem: that of the ledger's row of its school and item, else
  the still open one of an earlier round, else a new one, found on the day of the visit, with the standard's requirement
  and days. A conclusion that is in dispute, only self-reported or not judged makes none;
- one that goes on is told in the words of its ledger; one that never stood in a ledger, in those of the latest verdict;
- a row of a ledger that was closed before the round began does not answer for what is found now: that is a relapse;
- a problem that never stood in a ledger is closed when a later round sees its item met, for nobody else can say so;
  one that stands in a ledger is closed by the ledger alone;
- the day of a visit is the plan's, of the team whose cells decided, else the last that it names for school and area;
  where it names none, the round's last day stands. The standard's days run from the round's last day in any case, for
  only then is a school told in writing, and all have the same time;
- what a school answers in its receipt (receipts.py) is held against all of these, and makes no problem;
- an id, once given, stays: the ledger's own, or round-school-code (2016-10-S014-3-16) for a problem that has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from analysis.rounds.disputes import flag_problem
from analysis.rounds.flagging import raise_flag
from analysis.rounds.ledgers import (
    check_days,
    check_state,
    choose_rows,
    find_extension_fault,
    find_office_ledgers,
    find_stranger,
    tell_school,
)
from analysis.rounds.links import Link, find_differences, follow_rule, link_problems, settle_problem, tell_status
from analysis.rounds.receipts import Answered, Receipts, find_receipts, trace_numbers
from analysis.rounds.replies import PENDING, find_reply, is_about, is_of_round
from analysis.rounds.sightings import describe_conclusion, find_cell, find_seen_on
from analysis.rounds.standing import CLOSED, WITHDRAWN, Gathered, Setting, is_open, recall_problems
from analysis.standards.words import fold
from analysis.tables import make_table

Row = dict[str, Any]
_CLAIMS = ("claimed_done", "awaiting_check")


def gather_problems(tables: Mapping[str, pd.DataFrame], setting: Setting) -> Gathered:
    """Gather the problems of a round, and link them with those of the rounds before.

    Args:
        tables: cells, problems, conclusions, findings, measurements, extensions and replies (as `hear_replies` leaves
            them) of the round.
        setting: the round and those before.
    """
    gathering = _Gathering(tables, setting)
    gathering.take_ledgers()
    gathering.take_conclusions()
    answered = gathering.take_receipts()
    rows = [gathering.finish(row) for row in gathering.rows.values()]
    return Gathered(
        make_table("round_problems", rows), make_table("problem_links", gathering.links.values()),
        tuple(gathering.flags), answered.refused,
    )  # fmt: skip


class _Gathering:
    """The problems of one round while they are gathered."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], setting: Setting) -> None:
        self.tables, self.setting = tables, setting
        self.known = recall_problems(setting.before, setting.successors)
        self.rows: dict[str, Row] = {}
        self.links: dict[str, Row] = {}
        self.went: set[str] = set()
        """Earlier problems that go on here under another id."""
        self.office = find_office_ledgers(tables["cells"])
        self.receipts = find_receipts(tables["cells"])
        self.replies = self._leave_receipts("replies")
        self.failing = {
            (row["school_id"], row["item_id"])
            for row in tables["conclusions"].to_dict("records") if row["verdict"] in ("partial", "unmet")
        }  # fmt: skip
        self.flags: list[Row] = []

    # ---- ledgers

    def take_ledgers(self) -> None:
        """One row for each problem of the ledgers."""
        ledgers = self.tables["problems"]
        places = zip(ledgers["file"], ledgers["sheet"], strict=True)
        kept = pd.Series([place not in self.receipts for place in places], ledgers.index, dtype=bool)
        linked = link_problems(ledgers[kept], self.setting.round_id)
        named = {rows[0]["problem_id"]: list(rows) for rows in linked.values() if rows[0]["problem_id"]}
        ids = self._name_all(linked, named)
        for problem_id, written in ids.items():
            known = self.known.get(problem_id, {})
            school = known.get("school_id", "") or self._read_school(problem_id, written[0])
            rows = tell_school(written, self.office, school)
            own = choose_rows(rows, self.office, before=known, round_id=self.setting.round_id)
            ours = [row for row in own if self._is_ours(row)]
            if stranger := find_stranger(ours, known):
                self._flag("problem_of_another_school", stranger, number=problem_id,
                           other=self.setting.names.get(known["school_id"], known["school_id"]))  # fmt: skip
                continue
            for row in ours:
                check_state(row, [one for one in (known, *rows) if one and one not in ours], self._flag)
            if find_differences(own):
                self.flags.append(flag_problem(own, self.setting.names, self.setting.standards))
            earlier = self._find_earlier(problem_id, own[0], set(ids))
            settled = {**settle_problem(own, earlier or {}), "problem_id": problem_id, "origin": "ledger"}
            carried = {} if ours else earlier or {}
            self.rows[problem_id] = {
                **check_days(settled, self._flag), **self._extend(settled, carried),
                "reply": self._state_reply(settled, carried),
            }  # fmt: skip
            rule = follow_rule(settled, earlier, given=own[0]["problem_id"]) if earlier else ""
            self._link(problem_id, earlier, rule)
            if len(ours) == len(rows) and ours[0]["problem_id"] and not self._is_known(settled):
                self._flag("unknown_problem_id", settled, number=problem_id)

    def _leave_receipts(self, name: str) -> list[dict[Any, Any]]:
        """The rows of a table without those of receipts."""
        rows = self.tables[name].to_dict("records")
        return [row for row in rows if (row["file"], row["sheet"]) not in self.receipts]

    def _is_ours(self, row: Mapping[Any, Any]) -> bool:
        return (row["file"], row["sheet"]) in self.office

    def _is_known(self, row: Row) -> bool:
        """Whether the number that an office ledger gives is one that was given before, or would be given here."""
        return row["problem_id"] in self.known or row["problem_id"].startswith(self._base_id(*_subject(row)))

    def _flag(self, code: str, row: Mapping[Any, Any], **fields: str) -> None:
        school = self.setting.names.get(row["school_id"], row["school_id"])
        place = (row["file"], row["sheet"], row["cell"])
        raw = "" if pd.isna(row["raw"]) else row["raw"]
        self.flags.append(raise_flag(self.setting.standards, code, place, raw=raw, school=school, **fields))

    def _extend(self, row: Row, carried: Mapping[str, Any]) -> Row:
        """Until when the deadline was put off, and why: as the ledger says, else as it was said before."""
        own = [one for one in self._leave_receipts("extensions") if is_about(one, row) and _is_granted(one)]
        own = [one for one in own if self._is_ours(one)] or own
        fault = find_extension_fault(own, row["deadline"])
        if own and not fault:
            return {"extended_to": own[0]["extended_to"], "extension_reason": own[0]["reason"]}
        if fault:
            self._flag(fault, own[0] | {"school_id": row["school_id"]}, deadline=row["deadline"],
                       until=own[0]["extended_to"])  # fmt: skip
        same = not own and row["deadline"] in ("", carried.get("deadline", ""))
        return {name: carried.get(name, "") if same else "" for name in ("extended_to", "extension_reason")}

    def _state_reply(self, row: Mapping[str, Any], carried: Mapping[str, Any]) -> str:
        """How the reply to a problem stands; one that was upheld and could change nothing is not settled."""
        told, own = find_reply(row, self.replies)
        now = any(is_of_round(one, self.setting.first_day) for one in own)
        if told in WITHDRAWN and now and _subject(row) in self.failing:
            return PENDING
        return told or str(carried.get("reply", ""))

    def _name_all(self, linked: Mapping[Link, Sequence[Any]], named: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        """Every problem's rows by its id; a row without one gets that of the problem it goes on with, or a new one."""
        ids: dict[str, list[Any]] = {}
        taken = set(named)
        for rows in linked.values():
            problem_id = rows[0]["problem_id"] or self._find_id(rows[0], named, taken)
            taken.add(problem_id)
            ids.setdefault(problem_id, []).extend(rows)
        return ids

    def _find_id(self, row: Mapping[str, Any], named: Mapping[str, list[Any]], taken: set[str]) -> str:
        if not row["school_id"]:
            return f"{self.setting.round_id} {row['file']} {row['row']}"
        same = [name for name, own in named.items() if self._answers_for(own, row)]
        if same:
            return same[0]
        words = [
            name for name, one in self.known.items()
            if name not in taken and _subject(one) == _subject(row) and fold(one["text"]) == fold(row["text"])
        ]  # fmt: skip
        going = [name for name, one in self.known.items() if name not in taken and _continues(one, row)]
        if words or len(going) == 1:
            return (words or going)[0]
        return self._make_id(row["school_id"], row["item_id"], taken)

    def _answers_for(self, named: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> bool:
        """Whether a row without an id is about a problem that another ledger of the round has with its id."""
        same_words = fold(named[0]["text"]) == fold(row["text"])
        ours = any(self._is_ours(one) for one in named) and row["item_id"]
        return bool(_subject(named[0]) == _subject(row) and (same_words or ours))

    def _make_id(self, school: str, item: str, taken: set[str]) -> str:
        base = self._base_id(school, item)
        number, name = 2, base
        while name in taken or name in self.known:
            name, number = f"{base}-{number}", number + 1
        return name

    def _base_id(self, school: str, item: str) -> str:
        code = self.setting.standards.code(item) if item in self.setting.standards.items else "0"
        return f"{self.setting.round_id}-{school}-{code}"

    def _read_school(self, problem_id: str, row: Mapping[str, Any]) -> str:
        """The school in a number that is given here, "" where a ledger gave it."""
        schools = self.setting.names
        return next((one for one in schools if problem_id.startswith(self._base_id(one, row["item_id"]))), "")

    def _find_earlier(self, problem_id: str, row: Mapping[str, Any], ids: set[str]) -> Row | None:
        """The earlier problem that a ledger's problem goes on with, or comes back from."""
        if problem_id in self.known:
            return self.known[problem_id]
        going = [one for name, one in self.known.items() if name not in ids and _continues(one, row)]
        words = [one for one in going if fold(one["text"]) == fold(row["text"])]
        if words or len(going) == 1:
            self.went |= {one["problem_id"] for one in words[:1]}
            return (words or going)[0]
        return self._find_closed(row) if tell_status(row) != CLOSED else None

    def _find_closed(self, row: Mapping[str, Any]) -> Row | None:
        """The last problem of a school and item that was closed before, of which this one is a relapse."""
        told = {"said_in": self.setting.round_id}
        now = {name: {**told, **self.known.get(name, {}), **one} for name, one in self.rows.items()}
        closed = [
            one for one in {**self.known, **now}.values()
            if row["item_id"] and _subject(one) == _subject(row) and tell_status(one) == CLOSED
        ]  # fmt: skip
        return closed[-1] if closed else None

    def _link(self, problem_id: str, earlier: Row | None, rule: str) -> None:
        if earlier is None:
            return
        self.links[problem_id] = {
            "problem_id": problem_id, "round_id": self.setting.round_id, "earlier_problem_id": earlier["problem_id"],
            "earlier_round_id": earlier["said_in"], "rule": rule,
        }  # fmt: skip

    # ---- conclusions

    def take_conclusions(self) -> None:
        """A problem for each conclusion that is unmet or partial; what no ledger has is closed where it is met."""
        conclusions = self.tables["conclusions"]
        items = self.setting.standards.items
        for values in conclusions[conclusions["entity"] == "school"].to_dict("records"):
            row: Row = {str(key): value for key, value in values.items()}
            if not items[row["item_id"]].counted or row["standing"] != "agreed":
                continue
            if row["verdict"] in ("partial", "unmet"):
                self._take_failing(row)
            elif row["verdict"] == "met":
                self._take_met(row)

    def _take_failing(self, conclusion: Row) -> None:
        own = [row for row in self.rows.values() if _subject(row) == _subject(conclusion) and self._answers(row)]
        for row in own:
            row["origin"] = "both"
        if own:
            return
        going = self._list_going(conclusion)
        cell = find_cell(conclusion, self.tables, self.setting)
        if going:
            earlier = going[0]
            status = "open" if tell_status(earlier) in _CLAIMS else earlier["status"]
            # An office's words are its own to change; ours go with the cell that now stands as their source.
            text = earlier["text"] if earlier["in_ledger"] else describe_conclusion(conclusion, cell, self.setting)
            self.rows[earlier["problem_id"]] = {
                **earlier, **cell, "text": text, "status": status, "origin": "conclusion",
                "reply": self._state_reply(earlier, earlier),
            }  # fmt: skip
            moved = earlier["school_then"] != earlier["school_id"]
            self._link(earlier["problem_id"], earlier, "successor" if moved else "same_school_and_item")
            return
        school, item = conclusion["school_id"], conclusion["item_id"]
        days, told = self.setting.standards.items[item].days, self.setting.last_day
        problem_id = self._make_id(school, item, set(self.rows))
        self.rows[problem_id] = {
            "problem_id": problem_id, "school_id": school, "item_id": item, "status": "open", "origin": "conclusion",
            "text": describe_conclusion(conclusion, cell, self.setting), **cell, "claimed_on": "", "verified_on": "",
            "found_on": find_seen_on(conclusion, self.tables, self.setting),
            "deadline": (told + timedelta(days=days)).isoformat() if days else "",
            "reply": self._state_reply({**conclusion, "problem_id": problem_id}, {}),
        }  # fmt: skip
        self._link(problem_id, self._find_closed(conclusion), "relapsed")

    def _answers(self, row: Row) -> bool:
        """Whether a ledger's row speaks of what the round found: it is open, or was closed or found since it began."""
        if row["reply"] in WITHDRAWN:
            return False
        start = self.setting.first_day.isoformat()
        return tell_status(row) != CLOSED or row["verified_on"] >= start or row["found_on"] >= start

    def _list_going(self, subject: Row) -> list[Row]:
        """The open problems of a school and item that no ledger of this round tells of, the oldest first."""
        return [
            one for name, one in self.known.items()
            if name not in self.rows and name not in self.went and _continues(one, subject)
        ]  # fmt: skip

    def _take_met(self, conclusion: Row) -> None:
        for earlier in self._list_going(conclusion):
            if not earlier["in_ledger"]:
                seen = find_seen_on(conclusion, self.tables, self.setting)
                closed = {"status": CLOSED, "verified_on": seen, "origin": "conclusion"}
                cell = find_cell(conclusion, self.tables, self.setting)
                self.rows[earlier["problem_id"]] = {**earlier, **cell, **closed}
                self._link(earlier["problem_id"], earlier, "same_school_and_item")

    # ---- receipts

    def take_receipts(self) -> Answered:
        """What schools answered to their notices."""
        links = [one.links for one in self.setting.before]
        moved = trace_numbers([*links, make_table("problem_links", self.links.values())])
        answered = Receipts(self.tables, self.known, self.rows, self.setting, moved).take()
        for problem_id, row in answered.problems.items():
            if problem_id not in self.rows:
                earlier = self.known[problem_id]
                self._link(problem_id, earlier, follow_rule(row, earlier, given=problem_id))
            self.rows[problem_id] = dict(row)
        self.flags += answered.flags
        return answered

    # ---- both

    def finish(self, row: Row) -> Row:
        """A problem as the table holds it."""
        item = self.setting.standards.items.get(row["item_id"])
        told = {name: row.get(name, "") for name in ("extended_to", "extension_reason", "reply", "blocked_by")}
        kept = ("problem_id", "school_id", "item_id", "text", "found_on", "deadline", "claimed_on", "verified_on",
                "status", "origin", "file", "sheet", "cell", "raw")  # fmt: skip
        requirement = self.setting.standards.text(item.requirement) if item else ""
        own = {name: row[name] for name in kept}
        return {**own, **told, "round_id": self.setting.round_id, "requirement": requirement}


def _subject(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["school_id"], row["item_id"]


def _is_granted(extension: Mapping[Any, Any]) -> bool:
    """Whether a ledger's words about time are more than a request (申请延期至)."""
    return bool(extension["extended_to"] or not extension["asked_to"])


def _continues(earlier: Row, row: Mapping[str, Any]) -> bool:
    """Whether an earlier problem of the same school and item is still open, so that a row may go on with it."""
    return bool(row["item_id"] and row["school_id"] and _subject(earlier) == _subject(row) and is_open(earlier))
