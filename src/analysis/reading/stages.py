"""How far a problem has come: every column of a ledger that tells a stage, and what its words say there.

整改进度, 验收结果 and 是否销号 may stand side by side; of several the latest stage that says something wins. What a
school reports (已整改) is claimed_done; only a check or a closing by the office makes it closed_verified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.reading.phrases import read_parts
from analysis.standards.words import Words, fold, fold_title

if TYPE_CHECKING:
    from analysis.reading.frame import TableFrame

STAGES = ("work", "done", "check", "close")
"""From the earliest to the latest: the work itself, its end as reported, a check by the office, the closing."""
_ROLES = ("", "status", "closed_flag", "result")
_PARTS = re.compile(r"[,，、;；。()（）/]+|并且|并|且|但")


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


def parse_status(text: str, words: Words) -> str:
    """The status that a text says, "" where it says none that is known; of several the strongest."""
    found = [status for part in _PARTS.split(text) if part and (status := _say(fold(part), words))]
    if not found:
        return ""
    return max(found, key=lambda status: words.status_order.index(status) if status in words.status_order else -1)


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


def _say(folded: str, words: Words) -> str:
    """The status of one phrase: a listed one, else by the parts it is made of."""
    for late in words.lists.get("statuses.overdue.words", ()):
        folded = folded.removeprefix(late) if folded != late else folded
    if folded in words.status:
        return words.status[folded]
    if folded.startswith(words.lists.get("statuses.parts.doing", ())) and len(folded) > 2:
        return "in_progress"
    return _inside(folded, words) or _done(folded, words) or _blocked(folded, words)


def _inside(folded: str, words: Words) -> str:
    """A listed phrase that stands within a longer one; what a 未 before it takes back is no longer said."""
    inside = [word for word in words.status if len(word) > 2 and word in folded]
    if not inside:
        return ""
    word = max(inside, key=lambda word: (len(word), word))
    denials = words.lists.get("statuses.parts.denied", ())
    before = folded[: folded.index(word)]
    if word.startswith(denials) or not any(denial in before for denial in denials):
        return words.status[word]
    return "open" if before.endswith(denials) and words.status[word] == "claimed_done" else ""


def _done(folded: str, words: Words) -> str:
    """已 + a verb of repair is the school's claim, 已 + a verb of beginning is under way."""
    lead = next((lead for lead in words.lists.get("statuses.parts.done", ()) if folded.startswith(lead)), "")
    rest = folded[len(lead) :]
    if lead and rest.startswith(words.lists.get("statuses.parts.begun", ())):
        return "in_progress"
    if lead and any(verb in rest for verb in words.lists.get("statuses.parts.repaired", ())):
        return "claimed_done"
    return ""


def _blocked(folded: str, words: Words) -> str:
    """A word of need beside what is needed: 缺经费, 等项目资金."""
    needed = any(word in folded for word in words.lists.get("statuses.parts.needed", ()))
    return "blocked" if needed and folded.startswith(words.lists.get("statuses.parts.needs", ())) else ""


def blocked_by(texts: Sequence[str], words: Words) -> str:
    """What a blocked problem waits for, told by the words of its status columns."""
    folded = "".join(map(fold, texts))
    listed = words.raw["statuses"].get("blocked_by", {})
    return next((name for name, named in listed.items() if any(fold(word) in folded for word in named)), "")
