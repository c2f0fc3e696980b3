"""Text → verdict: what a judged cell says, in two steps (the words, then the question's polarity).

An unknown word is unreadable and a flag, never a guess; a word made of known parts by a stated rule is known (基本完好
is partial, 未安装 unmet, 未核查 not inspected).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.reading.phrases import read_parts
from analysis.reading.polarity import ABSENT, NEGATIVE
from analysis.standards.words import Words, fold

_SPLIT = re.compile(r"[,;、。:]+")
_REMARK = re.compile(r"^([^()]+)\(([^()]*)\)$")
_OUTER_REMARK = re.compile(r"^[^(（]*[(（](.*)[)）]\s*$", re.S)
_TICKED = "☑✓✔√■●v"
_EMPTY = "□☐◯○〇"
_CROSSED = "×✗✘☒╳x"
_MARKS = "√✓✔☑×✗✘☒╳"
_OPTION_MARK = re.compile(r"^(?:[a-z0-9][.、:)]|\([a-z0-9]\)|[①-⑳])(?=[^0-9])")
_CIRCLED = re.compile(r"^\s*[①-⑳⑴-⒇](?=\s*[^\s0-9])")
"""The number of an option, looked for before the text is folded: ②无 would fold to 2无."""
_EDGES = "。.!,;\"' "


@dataclass(frozen=True)
class Question:
    """How the answers of a column are read.

    Attributes:
        polarity: positive, negative, absent or neutral.
        legend: mark → verdict, from the workbook's own note.
        grade: True where the column holds grades (好 中 差) only.
        symbols: True where letters of a lost symbol font may be marks.
    """

    polarity: str = "positive"
    legend: Mapping[str, str] = field(default_factory=dict)
    grade: bool = False
    symbols: bool = False


@dataclass(frozen=True)
class Answer:
    """What a cell says.

    Attributes:
        verdict: one of `tables.VERDICTS`.
        note: a remark beside the verdict.
        flag: code of the flag to raise, or "".
    """

    verdict: str
    note: str = ""
    flag: str = ""


def parse_verdict(text: str, question: Question, words: Words, font: str = "") -> Answer:
    """Read the text of a judged cell.

    Args:
        text: the cell as written.
        question: polarity, legend and context of its column.
        words: the indexes of the standards.
        font: the symbol font of the cell, or "".
    """
    if font:
        text = words.fonts.get(fold(font), {}).get(text.strip(), text)
    folded = fold(_CIRCLED.sub("", text))
    if not folded or not folded.strip("_."):
        return Answer("blank")
    folded = folded.strip(_EDGES) or folded
    marked = _OPTION_MARK.match(folded)
    said = (_say(folded[marked.end() :], question, words) if marked else None) or (
        _say(folded, question, words) or _tick(folded, question, words) or _with_remark(text, folded, question, words)
    )
    if said is None and question.symbols and text.strip() in words.bare_symbol:
        said = Answer(_turn(words.bare_symbol[text.strip()], question))
    if said is None:
        code = "code_without_legend" if folded in words.legend or folded.isdigit() else "unknown_word"
        return Answer("unreadable", flag=code)
    if said.verdict == "unreadable" and not said.flag:
        return Answer("unreadable", said.note, "unreadable_word")
    return said


def _turn(answer: str, question: Question, *, there: bool = False) -> str:
    """The verdict of a yes or a no; `there` where it says that something is there or not (有, 无)."""
    turned = question.polarity == NEGATIVE or (question.polarity == ABSENT and there)
    return "met" if (answer == "affirm") != turned else "unmet"


def _say(folded: str, question: Question, words: Words) -> Answer | None:
    """A text that is one known word."""
    verdict = question.legend.get(folded) or (words.grade.get(folded) if question.grade else None)
    if verdict is None and folded in words.answer:
        verdict = _turn(words.answer[folded], question, there=words.has("verdicts.polarity.there", folded))
    if verdict is None:
        verdict = words.verdict.get(folded) or ("blank" if folded in words.dash or folded in words.untick else None)
    if verdict is None:
        verdict = read_parts(folded, words)
    if verdict:
        return Answer(verdict)
    lead = next((lead for lead in words.parts.get("lead", ()) if folded.startswith(lead) and folded != lead), "")
    return _say(folded[len(lead) :], question, words) if lead else None


def _tick(folded: str, question: Question, words: Words) -> Answer | None:
    """A composite cell: □是☑否, 是□否☑, 是( )否(√). One tick answers, two are unreadable, none is blank."""
    options = _options(folded)
    if len(options) < 2:
        return None
    if any(not (word in words.answer or word in words.verdict or word in words.grade) for word, _ in options):
        return None
    ticked = [word for word, tick in options if tick]
    if len(ticked) != 1:
        return Answer("unreadable", flag="two_ticks") if ticked else Answer("blank")
    return _say(ticked[0], question, words)


_BEFORE = re.compile(rf"([{_TICKED}{_EMPTY}{_CROSSED}])([^{_TICKED}{_EMPTY}{_CROSSED}()\[\]]+)")
_AFTER = re.compile(
    rf"([^{_TICKED}{_EMPTY}{_CROSSED}()\[\]]+)(?:([{_TICKED}{_EMPTY}{_CROSSED}])|[(\[]([{_TICKED}{_CROSSED}]?)[)\]])"
)


_BOXED = re.compile(rf"[(\[]([{_TICKED}{_CROSSED}]?)[)\]]([^{_TICKED}{_EMPTY}{_CROSSED}()\[\]]+)")


def _options(folded: str) -> list[tuple[str, bool]]:
    """The options of a composite cell and whether each is ticked."""
    for pattern, mark_first in ((_BEFORE, True), (_BOXED, True), (_AFTER, False)):
        found = list(pattern.finditer(folded))
        if len(found) > 1 and "".join(match[0] for match in found) == folded:
            if mark_first:
                return [(match[2].strip("/、,;"), bool(match[1]) and match[1] in _TICKED) for match in found]
            return [(match[1].strip("/、,;"), (match[2] or match[3] or "□") in _TICKED) for match in found]
    return []


def _with_remark(text: str, folded: str, question: Question, words: Words) -> Answer | None:
    """A known word with a remark beside it: √（女厕不足）, 无寄宿生，不涉及, ×缺2张."""
    bracketed = _REMARK.match(folded)
    if bracketed:
        main = _say(bracketed[1], question, words)
        outer = _OUTER_REMARK.match(text.strip())
        return _reserve(main, outer[1].strip() if outer else bracketed[2], words) if main else None
    parts = [part for part in _SPLIT.split(folded) if part]
    if len(parts) > 1:
        said = [(_say(part, question, words), part) for part in parts]
        known = {answer.verdict for answer, _ in said if answer}
        rest = [part for answer, part in said if not answer]
        if len(known) == 1 and "blank" not in known:
            return _reserve(Answer(known.pop()), "，".join(rest), words)
        return Answer("unreadable", flag="two_answers") if len(known) > 1 else None
    if folded[-1] in _MARKS and len(folded) > 1 and folded[0] not in _MARKS:
        main, mark = _say(folded[:-1], question, words), _say(folded[-1], question, words)
        if main and mark:
            return main if main.verdict == mark.verdict else Answer("unreadable", flag="two_answers")
    if folded[0] in _MARKS and len(folded) > 1:
        if any(mark in folded[1:] for mark in _MARKS):
            return Answer("unreadable", flag="two_answers")
        main = _say(folded[0], question, words)
        return _reserve(main, text.strip()[1:].strip(), words) if main else None
    return None


def _reserve(said: Answer, note: str, words: Words) -> Answer:
    """Keep the remark; a pass with a reservation is flagged."""
    if fold(note) in words.lists.get("verdicts.reserve.doubt", ()):
        return Answer("unreadable", note, "unreadable_word")
    bad_words = (*words.parts.get("bad", ()), *words.negative, *words.lists.get("verdicts.reserve.words", ()))
    doubt = said.verdict == "met" and any(bad in fold(note) for bad in bad_words)
    return Answer(said.verdict, note, said.flag or ("reservation" if doubt else ""))
