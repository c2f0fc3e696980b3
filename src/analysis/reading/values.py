"""Text → verdict: what a judged cell says, in two steps (the words, then the question's polarity).

An unknown word is unreadable and a flag, never a guess; a word made of known parts by a stated rule is known (基本完好
is partial, 未安装 unmet, 未核查 not inspected).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.reading.numbers import parse_number
from analysis.standards.words import Words, fold, remembered

NEGATIVE = "negative"
"""Polarity of a question whose yes is bad."""
ABSENT = "absent"
"""Polarity of a statement that something bad is not there (无D级危房): 是 is good, and so is 无."""
_SPLIT = re.compile(r"[,;、。:]+")
_REMARK = re.compile(r"^([^()]+)\(([^()]*)\)$")
_OUTER_REMARK = re.compile(r"^[^(（]*[(（](.*)[)）]\s*$", re.S)
_TICKED = "☑✓✔√■●v"
_EMPTY = "□☐◯○〇"
_CROSSED = "×✗✘☒╳x"
_MARKS = "√✓✔☑×✗✘☒╳"
_REMEMBERED = 50_000
_PARTICLES = ("的", "了", "并", "且", "和", "、", "而")
_OPTION_MARK = re.compile(r"^(?:[a-z0-9][.、:)]|\([a-z0-9]\)|[①-⑳])(?=[^0-9])")
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
    folded = fold(text)
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


def read_parts(folded: str, words: Words) -> str:
    """The verdict of a word made of known parts, or ""."""
    made = words.made.get(folded)
    if made is None:
        if len(words.made) > _REMEMBERED:
            words.made.clear()
        made = words.made[folded] = _combine(folded, words)
    return made


def _combine(folded: str, words: Words) -> str:
    return _prefixed(folded, words) or _said_of(folded, words) or _counted_short(folded, words)


def _said_of(folded: str, words: Words) -> str:
    """What the end says: 落实不到位 as 不到位, 部分教室达标 as 部分达标, 没有食堂 as 无食堂, 有隐患 unmet."""
    return _some_of(folded, words) or _found_of(folded, words) or _end_of(folded, words)


def _some_of(folded: str, words: Words) -> str:
    good = words.parts.get("good", ())
    for some in words.parts.get("some", ()):
        rest = folded[len(some) :]
        if folded.startswith(some) and rest.endswith(good) and not _denies(rest, words):
            return "partial"
    return ""


def _found_of(folded: str, words: Words) -> str:
    """Something bad that is there or not: 有隐患, 未发现问题."""
    parts = words.parts
    none = next((none for none in parts.get("none", ()) if folded.startswith(none)), "")
    rest = folded[len(none) :]
    if none and rest:
        return "met" if _made_of(rest, parts) == "bad" else words.verdict.get(f"无{rest}", "")
    there = next((there for there in parts.get("there", ()) if folded.startswith(there)), "")
    return "unmet" if there and _made_of(folded[len(there) :], parts) == "bad" else ""


def _end_of(folded: str, words: Words) -> str:
    """A word of work, then how well it is done: 落实不到位, 配备不全."""
    for subject in words.parts.get("good", ()):
        rest = folded[len(subject) :]
        if folded.startswith(subject) and len(rest) > 1:
            verdict = words.verdict.get(rest) or _prefixed(rest, words)
            if verdict in ("partial", "unmet"):
                return verdict
    return ""


def _denies(text: str, words: Words) -> bool:
    return any(word in text for word in (*words.parts.get("not", ()), *words.parts.get("none", ())))


def _counted_short(folded: str, words: Words) -> str:
    """缺3套, 少2张: how much is short is no less short."""
    short = next((word for word in words.parts.get("short", ()) if folded.startswith(word)), "")
    rest = folded[len(short) :]
    number = parse_number(rest, words) if short and rest else None
    return "unmet" if number is not None and number.value > 0 else ""


def _prefixed(folded: str, words: Words) -> str:
    """A prefix and what follows it: 基本完好, 未安装, 已公示; or a plain word for good or bad."""
    parts = words.parts
    for head in ("partly", "not", "done", ""):
        for prefix in parts.get(head, ()) if head else ("",):
            if not folded.startswith(prefix) or folded == prefix:
                continue
            kind = _made_of(folded[len(prefix) :], parts)
            verdict = _COMBINED.get((head, kind), "")
            if verdict:
                return verdict
    return ""


_COMBINED = {
    ("partly", "good"): "partial", ("not", "good"): "unmet", ("not", "bad"): "met", ("not", "check"): "not_inspected",
    ("done", "good"): "met", ("done", "bad"): "unmet", ("", "good"): "met", ("", "bad"): "unmet",
}  # fmt: skip
"""(prefix, what follows it) → verdict: 基本 + good is partial, 未 + a word for checking is not inspected."""


def _made_of(text: str, parts: Mapping[str, tuple[str, ...]]) -> str:
    unharmed = tuple(none + bad for none in parts.get("none", ()) for bad in parts.get("bad", ()))
    for kind in ("good", "bad", "check"):
        rest = text
        listed = (*parts.get(kind, ()), *(unharmed if kind == "good" else ()), *_PARTICLES)
        while rest:
            word = next((w for w in listed if rest.startswith(w)), "")
            if not word:
                break
            rest = rest[len(word) :]
        if not rest and text not in _PARTICLES:
            return kind
    return ""


_OPTION = re.compile(rf"[{_TICKED}{_EMPTY}{_CROSSED}]?(?P<word>[一-鿿a-z]+?)(?=[{_TICKED}{_EMPTY}{_CROSSED}(\[]|$)")


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


def _options(folded: str) -> list[tuple[str, bool]]:
    """The options of a composite cell and whether each is ticked."""
    for pattern, mark_first in ((_BEFORE, True), (_AFTER, False)):
        found = list(pattern.finditer(folded))
        if len(found) > 1 and "".join(match[0] for match in found) == folded:
            if mark_first:
                return [(match[2].strip("/、,;"), match[1] in _TICKED) for match in found]
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


_NEAR = 4
"""How far behind a bad word a word may stand that takes it back; and how far before that one a word that denies it."""
_FAR = 6
"""How far before a bad word a 无 or 未 may stand that takes it back."""
_LISTING = re.compile(r"[^,;。?]{0,3}[、和及或与][^,;。?]{0,2}|")
"""What may stand between two bad things that one word takes back: 无尖锐突出物、裸露电线."""
_LONGEST_NOTE = 2_000
"""A longer text is no note that explains marks."""
_SYMBOL = r"[√✓✔☑×✗✘☒╳△▲○〇◎●★☆◇◆▽*/\\+#-]|—{1,2}"
_CODE = r"[a-z0-9]"
_FILLER = r"(?:的|者|则|项目|栏目|条款|学校|此项|该项|本项|情况|不填|内容|栏|请|一律|统一)*"
_VERB = r"(?:打|填写|填|用|画|划|记为|记|写|标注|标|以|选|为|是|:|=)+(?:代码|字母|符号|上)?"
_MEANS = r"(?:为|表示|代表|是|=|:|即|指|-|—|说明)"


def read_legend(texts: Iterable[str], words: Words) -> dict[str, str]:
    """Marks that notes explain, as mark → verdict: 达标打“√”, A为达标, √达标，△基本达标, 不涉及的打/.

    Args:
        texts: notes, instructions and head lines.
        words: the indexes of the standards.
    """
    notes = [fold(text) for text in texts if len(text) <= _LONGEST_NOTE]
    if not notes:
        return {}
    listed = {**words.grade, **words.verdict}
    said = "|".join(re.escape(word) for word in sorted(listed, key=lambda w: (-len(w), w)) if len(word) > 1)
    if not said:
        return {}
    told = re.compile(rf'({said}){_FILLER}{_VERB}"?({_SYMBOL}|{_CODE}(?![a-z0-9.]))"?')
    means = re.compile(
        rf'"?((?:{_SYMBOL})(?="?{_MEANS}?)|(?<![a-z0-9]){_CODE}(?="?{_MEANS}))"?{_MEANS}?(?:该校|该项|学校|此项|本项)?"?({said})'
    )
    legend: dict[str, str] = {}
    for folded in notes:
        for match in told.finditer(folded):
            legend.setdefault(match[2], listed[match[1]])
        for match in means.finditer(folded):
            legend.setdefault(match[1], listed[match[2]])
    return _spread(legend)


_ALIKE = ("√✓✔☑", "×✗✘☒╳x", "/", "—")


def _spread(legend: dict[str, str]) -> dict[str, str]:
    """A note about √ speaks of ✓ and ✔ too."""
    for family in _ALIKE:
        told = {legend[mark] for mark in family if mark in legend}
        if len(told) == 1:
            verdict = told.pop()
            legend.update(dict.fromkeys(family, verdict))
    if "—" in legend:
        legend["——"] = legend["--"] = legend["—"]
    return legend


def polarity_of(heading: str, words: Words, item_polarity: str = "positive") -> str:
    """The polarity of a heading: negative where it names something bad that no word before it takes back.

    Args:
        heading: the title of the column or the text of the item, as written.
        words: the indexes of the standards.
        item_polarity: what the standards say of the item; used where the heading names nothing bad.
    """
    return _polarity_told(heading, words) or item_polarity


@remembered
def _polarity_told(heading: str, words: Words) -> str:
    """The polarity that a heading's own words tell, "" where it names nothing bad."""
    folded = fold(heading)
    if folded in words.negative_titles:
        return NEGATIVE
    for form in words.question:
        folded = folded.replace(form, "?")
    found = sorted({match.span() for bad in words.negative for match in re.finditer(re.escape(bad), folded)})
    taken_back, last, told = "", 0, ""
    for start, end in found:
        lifted = _lift(folded, start, end, words)
        if not lifted and told and _LISTING.fullmatch(folded[last:start]):
            lifted = told
        if not lifted:
            return NEGATIVE
        taken_back = taken_back if taken_back == ABSENT else lifted
        last, told = max(last, end), lifted
    return taken_back


def _lift(folded: str, start: int, end: int, words: Words) -> str:
    """Whether a word near by takes the bad word back: `absent` (无D级危房), `positive` (消除危房, 隐患排查台账), or "".

    A word that takes back and is itself denied does not: 未整改的隐患, 隐患未排除.
    """
    clause = max(folded.rfind(mark, 0, start) for mark in ",;。、?")
    before, after = folded[clause + 1 : start], folded[end : end + _NEAR]
    denials = words.lists.get("verdicts.polarity.denials", ())
    for strong in (word for word in words.lifted if len(word) > 1 and word not in denials):
        for side in (before, after):
            at = side.find(strong)
            if at >= 0:
                return "" if any(word in side[max(0, at - _NEAR) : at] for word in denials) else "positive"
    if any(word in before[-_FAR:] for word in denials):
        return ABSENT
    return "positive" if before.endswith(tuple(word for word in words.lifted if len(word) == 1)) else ""
