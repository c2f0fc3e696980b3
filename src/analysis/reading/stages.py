"""How far a problem has come: every column of a ledger that tells a stage, and what its words say there.

整改进度, 验收结果 and 是否销号 may stand side by side; of several the latest stage that says something wins. What a
school reports (已整改) is claimed_done; only a check or a closing by the office makes it closed_verified.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.reading.phrases import read_parts
from analysis.reading.statuses import parse_status
from analysis.standards.words import Words, fold, fold_title

if TYPE_CHECKING:
    from analysis.reading.frame import TableFrame

STAGES = ("work", "done", "check", "close")
"""From the earliest to the latest: the work itself, its end as reported, a check by the office, the closing."""
_ROLES = ("", "status", "closed_flag", "result")


def stage_of(title: str, words: Words) -> str:
    """The stage that a title tells by its parts, or "": 验收结果 is a check, 是否销号 the closing."""
    bare = fold_title(title)[-1]
    if bare.endswith(words.lists.get("statuses.stage.no_ends", ())):
        return ""
    told = [stage for stage in STAGES if any(word in bare for word in words.lists.get(f"statuses.stage.{stage}", ()))]
    return told[-1] if told else ""


def find_stages(frame: TableFrame, words: Words) -> list[tuple[str, int]]:
    """The columns of a ledger that tell a stage, the earliest first: (stage, column)."""
    found = []
    for column, subject in frame.subjects.items() if frame.ledger else ():
        path = frame.block.paths[column]
        if column in frame.refused or subject.role not in _ROLES or not path or subject.item:
            continue
        stage = stage_of(path[-1], words)
        if not stage and subject.role == "status":
            stage = "work"
        if stage and (subject.role != "result" or stage == "check"):
            found.append((stage, column))
    return sorted(found, key=lambda pair: (STAGES.index(pair[0]), pair[1]))


def parse_stage(text: str, stage: str, before: str, words: Words) -> tuple[str, bool]:
    """What a cell of a stage says: the status after it, and whether its words are known.

    Args:
        text: the cell as written; one that is blank, / or — says nothing.
        stage: one of `STAGES`.
        before: the status that earlier stages came to.
        words: the indexes of the standards.
    """
    folded = fold(text)
    if not folded.strip("_") or folded in words.dash or folded in words.untick:
        return before, True
    answer = words.closed.get(folded) or {"affirm": "yes", "deny": "no"}.get(words.answer.get(folded, ""), "")
    if answer and (stage == "close" or folded not in words.status):
        return _answered(answer, stage, before), True
    status = parse_status(text, words)
    if status:
        return status, True
    if stage == "check":
        return _checked(folded, before, words)
    return before, False


def _answered(answer: str, stage: str, before: str) -> str:
    """A plain yes or no below a title: 是否完成, 是否验收, 是否销号."""
    if answer == "yes":
        return {"work": "claimed_done", "done": "claimed_done"}.get(stage, "closed_verified")
    if stage == "close":
        return "claimed_done" if before == "closed_verified" else before
    if stage == "check":
        return "awaiting_check" if before in ("claimed_done", "closed_verified") else before
    return before or "open"


def _checked(folded: str, before: str, words: Words) -> tuple[str, bool]:
    """A verdict below the title of a check: 合格 closes, 不合格 opens again what was claimed, 未复查 waits."""
    verdict = words.verdict.get(folded) or read_parts(folded, words)
    if verdict == "not_inspected":
        return ("awaiting_check" if before in ("claimed_done", "closed_verified") else before), True
    told = {"met": "closed_verified", "partial": "in_progress", "unmet": "open"}.get(verdict, "")
    return told or before, bool(told)


def blocked_by(texts: Sequence[str], words: Words) -> str:
    """What a blocked problem waits for, told by the words of its status columns."""
    folded = "".join(map(fold, texts))
    listed = words.raw["statuses"].get("blocked_by", {})
    return next((name for name, named in listed.items() if any(fold(word) in folded for word in named)), "")
