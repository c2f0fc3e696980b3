"""What a school's reply (申辩) and its decision do to a finding.

Until it is decided, a finding that was replied to counts as found and is marked. A decision is taken only with the
reply it decides, the office that made it and its day. An upheld one changes the finding through the door of the
corrections: the cells that decided are read as the decision says, as written they stay. A reply that came before the
round began is about a finding of an earlier round: it settles that problem and leaves this round's findings alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.reading.privacy import show_file
from analysis.rounds.conclusions import STATED
from analysis.rounds.corrections import Correction, state_verdict
from analysis.rounds.flagging import raise_flag
from analysis.standards.model import Standards
from analysis.tables import to_rows

Row = dict[str, Any]
BECOMES = {"upheld": "met", "upheld_in_part": "partial", "not_applicable": "not_applicable"}
"""Decision → what the finding becomes; a rejected reply changes nothing."""
PENDING = "pending"
"""How a reply stands that is not decided."""


@dataclass(frozen=True)
class Heard:
    """The replies of a round, each held against what a decision needs.

    Attributes:
        replies: the replies table; a decision that cannot be taken is empty there.
        flags: why not.
    """

    replies: pd.DataFrame
    flags: tuple[Row, ...] = ()


def hear_replies(replies: pd.DataFrame, standards: Standards) -> Heard:
    """Take the decisions that can be taken, and say of the others what they lack."""
    kept, flags = [], []
    for row in to_rows(replies):
        fault = _find_fault(row)
        if fault:
            flags.append(raise_flag(standards, fault, _place(row), raw=row["raw"], **_days(row)))
        kept.append("" if fault else row["decision"])
    decisions = pd.Series(kept, replies.index, dtype="str")
    return Heard(replies.assign(decision=decisions), tuple(flags))


def _find_fault(row: Mapping[Any, Any]) -> str:
    if not (row["school_id"] and row["item_id"]) and not row["problem_id"]:
        return "reply_about_nothing"
    if not row["decision"]:
        return ""
    if not (row["grounds"] or row["received_on"]):
        return "decision_without_reply"
    if not (row["by_role"] and row["decided_on"]):
        return "decision_unsigned"
    return "decided_before_received" if row["decided_on"] < row["received_on"] else ""


def _days(row: Mapping[Any, Any]) -> dict[str, str]:
    return {"received": row["received_on"], "decided": row["decided_on"]}


def _place(row: Mapping[Any, Any]) -> tuple[str, str, str]:
    return row["file"], row["sheet"], row["cell"]


def is_of_round(reply: Mapping[Any, Any], first_day: date) -> bool:
    """Whether a reply can be about what a round found: it did not come before the round began."""
    return (reply["received_on"] or reply["decided_on"] or first_day.isoformat()) >= first_day.isoformat()


def state_replies(replies: pd.DataFrame, first_day: date) -> dict[tuple[str, str], str]:
    """How the replies to a round's findings stand: (school_id, item_id) → one of tables.REPLIES.

    Two replies to one finding that were decided differently are not decided.

    Args:
        replies: the round's replies, as `hear_replies` leaves them.
        first_day: of the round.
    """
    stands: dict[tuple[str, str], set[str]] = {}
    for row in to_rows(replies):
        if row["school_id"] and row["item_id"] and is_of_round(row, first_day):
            stands.setdefault((row["school_id"], row["item_id"]), set()).add(row["decision"] or PENDING)
    return {pair: told.pop() if len(told) == 1 else PENDING for pair, told in stands.items()}


def correct_upheld(
    replies: pd.DataFrame, tables: Mapping[str, pd.DataFrame], first_day: date, standards: Standards
) -> Iterator[Correction]:
    """The corrections that upheld replies come to: one for each cell that decided against the school.

    Args:
        replies: as `hear_replies` leaves them.
        tables: the findings, as read.
        first_day: of the round.
        standards: the decision order, and the words that a cell shall hold.
    """
    stands = state_replies(replies, first_day)
    told = {(row["school_id"], row["item_id"]): row for row in to_rows(replies) if row["decision"]}
    for pair, decision in stands.items():
        if decision in BECOMES:
            reply = told[pair]
            for row in _list_failing(tables["findings"], pair, standards):
                yield Correction(
                    file=row["file"], sheet=row["sheet"], cell=row["cell"], was=row["raw"],
                    becomes=state_verdict(BECOMES[decision], standards), reason=_write_reason(reply, standards),
                    by_role=reply["by_role"], on=reply["decided_on"], school=pair[0], item=pair[1],
                    aspect=row["aspect"],
                )  # fmt: skip


def _list_failing(findings: pd.DataFrame, pair: tuple[str, str], standards: Standards) -> list[Row]:
    """The cells of the strongest aspect that says anything, where they say partial or unmet."""
    own = findings[(findings["school_id"] == pair[0]) & (findings["item_id"] == pair[1])]
    for aspect in standards.decision.order:
        stated = own[(own["aspect"] == aspect) & own["verdict"].isin(STATED)]
        if len(stated):
            failing = to_rows(stated[stated["verdict"].isin(("partial", "unmet"))])
            return [{str(key): value for key, value in row.items()} for row in failing]
    return []


def _write_reason(reply: Mapping[Any, Any], standards: Standards) -> str:
    return standards.say("reply.reason", decision=standards.say(f"reply.{reply['decision']}"), grounds=reply["grounds"])


def flag_upheld(
    corrections: Sequence[Correction],
    replies: pd.DataFrame,
    conclusions: pd.DataFrame,
    first_day: date,
    names: Mapping[str, str],
    standards: Standards,
) -> Iterator[Row]:
    """What upheld replies changed, before and after; and those that could change nothing, for counts decided.

    Args:
        corrections: from `correct_upheld`.
        replies: as `hear_replies` leaves them.
        conclusions: drawn with the corrections.
        first_day: of the round.
        names: school_id → short name.
        standards: the language.
    """
    columns = (conclusions[name] for name in ("school_id", "item_id", "verdict"))
    verdicts = {(school, item): verdict for school, item, verdict in zip(*columns, strict=True)}
    for one in corrections:
        yield raise_flag(
            standards, "reply_upheld", one.hint, severity="note", raw=one.was, school=names.get(one.school, one.school),
            subject=standards.name(one.item), was=one.was, becomes=one.becomes, reason=one.reason, by=one.by_role,
            on=one.on, file=show_file(one.file),
        )  # fmt: skip
    for row in to_rows(replies):
        pair = (row["school_id"], row["item_id"])
        meant = BECOMES.get(row["decision"], "")
        told = verdicts.get(pair, meant)
        if meant and is_of_round(row, first_day) and told in ("partial", "unmet") and told != meant:
            yield raise_flag(
                standards, "reply_without_effect", _place(row), raw=row["raw"], school=names.get(pair[0], pair[0]),
                subject=standards.name(pair[1]) if pair[1] in standards.items else pair[1],
            )  # fmt: skip


def find_reply(problem: Mapping[str, Any], replies: Iterable[Mapping[Any, Any]]) -> tuple[str, list[Row]]:
    """How the reply to a problem stands, "" where there is none, and the replies themselves.

    Args:
        problem: with problem_id, school_id and item_id.
        replies: rows of the round's replies; those with a problem_id are about that problem alone.
    """
    own = [{str(key): value for key, value in row.items()} for row in replies if is_about(row, problem)]
    stands = {row["decision"] or PENDING for row in own}
    return (stands.pop() if len(stands) == 1 else PENDING if stands else ""), own


def is_about(reply: Mapping[Any, Any], problem: Mapping[str, Any]) -> bool:
    """Whether a reply or an extension is about a problem: by its number, or by school and item where it has none."""
    if reply["problem_id"]:
        return bool(reply["problem_id"] == problem["problem_id"])
    pair = (reply["school_id"], reply["item_id"])
    return bool(all(pair) and pair == (problem["school_id"], problem["item_id"]))
