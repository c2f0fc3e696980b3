"""What the words of a status say: a listed word, one made of known parts, or several beside each other.

That something is done is only taken where nothing beside it takes it back. A share (整改完成一半, 已整改3/5, 基本整改)
or work that goes on makes it in_progress; any other reservation (但…, 还差, 另1处未改, 未通电, 计划…, 可能…) makes the
whole unknown, so that a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.reading.phrases import read_parts
from analysis.reading.portions import (
    DOUBT,
    PARTLY,
    compare_counts,
    drop_whole,
    find_share,
    is_open_ended,
    is_reserved,
    is_total,
    leaves_some,
)
from analysis.standards.words import Words, fold

_PARTS = re.compile(r"((?:[,、;。()]|(?<!\d)/|/(?!\d))+|并且|并|且)")
"""What stands between phrases; the line of 3/5 does not."""
_COUNT = re.compile(r"[0-9.]+|了")
_DONE = ("claimed_done", "awaiting_check", "closed_verified")


class _Phrase(NamedTuple):
    text: str
    after_but: bool
    """A 但 stands before it."""
    joined: bool
    """A 、 stands before it, so that it goes on with what the phrase before it says: 已更换灯管3盏、开关2个."""


def parse_status(text: str, words: Words) -> str:
    """The status that a text says, "" where it says none that is known; of several the strongest that holds."""
    folded = drop_whole(fold(text), words)
    if folded in words.status:
        return words.status[folded]
    phrases = list(_split(folded, words))
    read = [_read_phrase(phrase, words) for phrase in phrases]
    said = [status for status, _ in read if status]
    ranks = {status: rank for rank, status in enumerate(words.status_order)}
    strongest = max(said, key=lambda status: ranks.get(status, -1), default="")
    if strongest not in _DONE:
        return strongest
    done = [phrase.text for phrase, (status, _) in zip(phrases, read, strict=True) if status in _DONE]
    totals = [phrase.text for phrase in phrases if phrase.text not in done and is_total(phrase.text, words)]
    read.append(("", compare_counts(totals, done, words)))
    effects = {effect for _, effect in read}
    if strongest != "closed_verified" and PARTLY in effects:
        return "in_progress"
    return "" if DOUBT in effects or ("", PARTLY) in read else strongest


def _split(folded: str, words: Words) -> Iterator[_Phrase]:
    buts = "|".join(map(re.escape, words.lists.get("statuses.parts.but", ())))
    parts = _PARTS.split(folded)
    for part, before in zip(parts[::2], ("", *parts[1::2]), strict=True):
        phrases = re.split(buts, part) if buts else [part]
        for number, phrase in enumerate(phrases):
            if phrase:
                yield _Phrase(phrase, number > 0, number == 0 and before == "、")


def _read_phrase(phrase: _Phrase, words: Words) -> tuple[str, str]:
    """The status of one phrase, and what it does to a done beside it."""
    folded, plan = _leave_plan(phrase.text, words)
    for late in words.lists.get("statuses.overdue.words", ()):
        folded = folded.removeprefix(late) if folded != late else folded
    said = _say(folded, words)
    if said in _DONE and (plan or folded not in words.status):
        if find_share(folded, words):
            return "in_progress", PARTLY
        unsure = plan or _is_meant(folded, words) or _is_doubtful(folded, words) or leaves_some(folded, words)
        return ("", DOUBT) if unsure else (said, "")
    if said == "in_progress":
        begun = folded.startswith(words.lists.get("statuses.parts.done", ())) and not _goes_on(folded, words)
        return said, "" if begun else PARTLY
    if said or not folded or _is_harmless(folded, words):
        return said, ""
    if share := find_share(folded, words):
        rest = _COUNT.sub("", folded.replace(share, "", 1))
        done = rest in words.lists.get("statuses.parts.repaired", ()) or _say(rest, words) in _DONE
        return ("in_progress" if done else ""), PARTLY
    known = phrase.joined and not is_open_ended(folded, words)
    unsure = phrase.after_but or _is_doubtful(folded, words) or (not known and is_reserved(folded, words))
    return "", DOUBT if unsure else ""


def _leave_plan(folded: str, words: Words) -> tuple[str, bool]:
    """The phrase without a plan of the work (整改方案), which is no work; and whether the plan is what is done."""
    plan = max((word for word in words.lists.get("statuses.parts.plan", ()) if word in folded), key=len, default="")
    if not plan or folded in words.status:
        return folded, False
    carried_out = any(word in folded for word in words.lists.get("statuses.parts.carried_out", ()))
    meant = folded.endswith(plan) or (folded.startswith(plan) and not carried_out)
    return folded.replace(plan, ""), meant


def _say(folded: str, words: Words) -> str:
    """The status of one phrase as far as it goes: a listed one, else by the parts it is made of."""
    if folded in words.status:
        return words.status[folded]
    if folded.startswith(words.lists.get("statuses.parts.doing", ())) and len(folded) > 2:
        return "in_progress"
    said = _inside(folded, words) or _done(folded, words) or _blocked(folded, words)
    return "in_progress" if said in ("", *_DONE) and _goes_on(folded, words) else said


def _goes_on(folded: str, words: Words) -> bool:
    """Whether work goes on: 围墙正在施工."""
    return any(word in folded for word in words.lists.get("statuses.parts.going", ()))


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


def _is_meant(folded: str, words: Words) -> bool:
    """Whether a phrase says that something shall be done: 拟于11月整改到位, 月底前完成整改; not 已于20日前完成整改."""
    if folded.startswith(words.lists.get("statuses.parts.meant", ())):
        return True
    due = any(word in folded for word in words.lists.get("statuses.parts.due", ()))
    return due and not folded.startswith(words.lists.get("statuses.parts.done", ()))


def _is_doubtful(folded: str, words: Words) -> bool:
    """Whether a phrase takes something back or is not sure of it: 还差一点, 标识未更换, 缺2套, 除图书室外."""
    if any(word in folded for word in words.lists.get("statuses.parts.doubt", ())) or _leaves_out(folded, words):
        return True
    if (words.verdict.get(folded) or read_parts(folded, words)) in ("partial", "unmet"):
        return True
    undone = words.lists.get("statuses.parts.undone", ())
    repaired = (*words.lists.get("statuses.parts.repaired", ()), *words.lists.get("statuses.parts.short", ()))
    return any(rest.startswith(repaired) for denial in undone for rest in folded.split(denial)[1:])


def _leaves_out(folded: str, words: Words) -> bool:
    ends = words.lists.get("statuses.parts.apart_end", ())
    return folded.startswith(words.lists.get("statuses.parts.apart", ())) and any(end in folded for end in ends)


def _is_harmless(folded: str, words: Words) -> bool:
    """Whether a phrase leaves a done as it is: all is well (无安全隐患), or only the office's check is to come."""
    if (words.verdict.get(folded) or read_parts(folded, words)) == "met":
        return True
    denied = (*words.lists.get("statuses.parts.denied", ()), *words.lists.get("statuses.parts.needs", ()))
    steps = (*words.lists.get("statuses.stage.check", ()), *words.lists.get("statuses.stage.close", ()))
    return folded.endswith(steps) and any(word in folded for word in denied)
