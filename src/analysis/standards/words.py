"""Looking words up in the rules: what a cell's word, a column title, a row label or a foot line means.

The TOML files say what words mean; here they are folded once and indexed, so that a lookup is one dictionary access.
Text is folded (NFKC, no spaces, lower case) only to look it up: what a table stores is the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, TypeVar

from analysis.standards.model import Standards

_SPACES = re.compile(r"[\s\u200b\ufeff\u3000]+")
_SAME = str.maketrans(
    {
        "∶": ":",
        "﹕": ":",
        "○": "○",
        "丨": "|",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "〔": "(",
        "〕": ")",
        "【": "(",
        "】": ")",
        "『": '"',
        "』": '"',
        "「": '"',
        "」": '"',
    }
)
_BRACKETS = re.compile(r"\([^()]*\)")
_LEADING = re.compile(
    r"^(?:\(?[0-9]{1,3}\)?[.、:)]|[0-9]{1,3}(?=[一-鿿])(?![年月日项条人班个名所间万元天级岁台次分件户以])|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[①-⑳])"
)
_CLAUSE = re.compile(r"^第([0-9一二三四五六七八九十]{1,3})(?:条|项|款)?[、.:]?")
_TRAILING = re.compile(r"[?。,;:、.!]+$")
_LONGEST_PROBLEM = 12
_OF_WHICH = re.compile(r"^其中:?")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Fold a text for lookup: NFKC, no spaces, lower case, one kind of quote and colon."""
    if text.isascii():
        return "".join(text.split()).lower()
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_SAME)).lower()


@lru_cache(maxsize=20_000)
def fold_title(text: str) -> tuple[str, ...]:
    """The forms under which a title is looked up, the fullest first: without number, question mark, brackets."""
    whole = fold(text)
    forms = [whole]
    for cut in (_TRAILING, _LEADING, _CLAUSE, _OF_WHICH, _TRAILING):
        forms.append(cut.sub("", forms[-1]) or forms[-1])
    bare = _BRACKETS.sub("", forms[-1])
    forms.append(_TRAILING.sub("", bare) or forms[-1])
    return tuple(dict.fromkeys(forms))


_Read = TypeVar("_Read")
_REMEMBERED = 50_000
"""Texts that are remembered of one function."""


def remembered(read: Callable[[str, Words], _Read]) -> Callable[[str, Words], _Read]:
    """A function that reads each text once with the same words."""

    @wraps(read)
    def read_once(text: str, words: Words) -> _Read:
        known = words.read.setdefault(read.__qualname__, {})
        if text not in known:
            if len(known) > _REMEMBERED:
                known.clear()
            known[text] = read(text, words)
        found: _Read = known[text]
        return found

    return read_once


@remembered
def role_of(title: str, words: Words) -> str:
    """The role of a title: as listed, or `problem` where it is made of parts that say so; "" for any other."""
    forms = fold_title(title)
    listed = next((words.roles[form] for form in forms if form in words.roles), "")
    if listed or len(forms[-1]) > _LONGEST_PROBLEM or any(form in words.titles for form in forms):
        return listed
    return next((role for role in _BY_PARTS if is_made_of(title, f"{role}_parts", words)), "")


_BY_PARTS = ("problem", "verify_date", "deadline", "done_date", "inspection_date")
"""Roles whose titles are also known by their parts: the lists `<role>_parts` of columns.toml."""


def is_problem_title(title: str, words: Words) -> bool:
    """Whether a title is made only of parts that head a column of problems."""
    return is_made_of(title, "problem_parts", words)


def is_made_of(title: str, name: str, words: Words) -> bool:
    """Whether a title is made only of the parts of a list: one of `core`, one of `also` where it has any, `beside`."""
    core, also, rest = words.lists.get(f"{name}.core", ()), words.lists.get(f"{name}.also", ()), fold_title(title)[-1]
    if not any(word in rest for word in core) or (also and not any(word in rest for word in also)):
        return False
    parts = sorted({*core, *also, *words.lists.get(f"{name}.beside", ())}, key=lambda word: (-len(word), word))
    while rest:
        part = next((part for part in parts if rest.startswith(part)), "")
        if not part:
            return False
        rest = rest[len(part) :]
    return True


@dataclass(frozen=True)
class Words:
    """The folded indexes of one set of standards; made once by `words_of`.

    Attributes:
        verdict: word → verdict, polarity-free.
        answer: word or mark → affirm, deny.
        grade: head of a tick column → verdict.
        dash: marks that are blank unless the workbook's note says otherwise.
        untick: empty boxes.
        legend: marks that only a note can explain.
        bare_symbol: letters of a lost symbol font → affirm, deny.
        fonts: symbol font → letter → mark.
        parts: class of word parts (partly, not, done, good, bad, check) → words, longest first.
        question, negative, lifted: words of a heading that tell its polarity.
        status: word → status; `status_order` ranks them, `closed` reads a 是否销号 column.
        roles: title → role.
        aspects: (word, aspect), longest first.
        lists: any other list of words of columns.toml as "table.key" → folded words.
        titles: item title → item ids.
        area_items: title → item ids, one an area, the default first.
        keywords: (words that must stand there, item id).
        any_keyword: finds whether any of their words stands in a text at all.
        own: item id → the characters pairs of its own texts, for the coverage test.
        area_words: (word, area id), longest first.
        measures: title → measure ids; `under` holds (parent, title) → measure ids.
        units: unit → factor to the base unit.
        raw: the parsed files.
        made, parsed: text → the verdict its parts make, the number it says: a memory of texts met, no rules.
        read: function that is `remembered` → text → what it read in it: a memory too.
    """

    verdict: Mapping[str, str]
    answer: Mapping[str, str]
    grade: Mapping[str, str]
    dash: frozenset[str]
    untick: frozenset[str]
    legend: frozenset[str]
    bare_symbol: Mapping[str, str]
    fonts: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, tuple[str, ...]]
    question: tuple[str, ...]
    negative: tuple[str, ...]
    lifted: tuple[str, ...]
    status: Mapping[str, str]
    status_order: tuple[str, ...]
    closed: Mapping[str, str]
    roles: Mapping[str, str]
    aspects: tuple[tuple[str, str], ...]
    lists: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    area_items: Mapping[str, tuple[str, ...]]
    keywords: tuple[tuple[tuple[str, ...], str], ...]
    any_keyword: re.Pattern[str]
    own: Mapping[str, frozenset[str]]
    area_of: Mapping[str, str]
    area_words: tuple[tuple[str, str], ...]
    numbers: Mapping[int, str]
    negative_titles: frozenset[str]
    measures: Mapping[str, tuple[str, ...]]
    under: Mapping[str, tuple[tuple[str, str], ...]]
    units: Mapping[str, float]
    raw: Mapping[str, Mapping[str, Any]] = field(repr=False)
    made: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    parsed: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    read: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    def has(self, name: str, folded: str) -> bool:
        """Whether a folded text is a word of the list `table.key`."""
        return folded in self.lists.get(name, ())


_MADE: dict[str, Words] = {}


def words_of(standards: Standards) -> Words:
    """The indexes of these standards, made once for each digest."""
    made = _MADE.get(standards.digest)
    if made is None:
        made = _MADE[standards.digest] = _index(standards)
    return made


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in words))


def _classes(table: Mapping[str, Any]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() if isinstance(words, list) for word in words}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(_folded(words), key=lambda word: (-len(word), word)))


def _pairs(text: str) -> set[str]:
    folded = fold(text)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}


def _lists(columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        f"{name}.{key}": _folded(words)
        for name, table in columns.items()
        if isinstance(table, dict)
        for key, words in table.items()
        if isinstance(words, list)
    }


def _item_titles(standards: Standards) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for item in standards.items.values():
        for title in (item.short.zh, item.short.en, *item.titles, *item.negative_titles):
            for form in (fold_title(title)[0], fold_title(title)[-1]) if title else ():
                known = found.setdefault(form, [])
                if item.id not in known:
                    known.append(item.id)
    return {title: tuple(ids) for title, ids in found.items()}


def _area_items(standards: Standards, columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {fold(title): list(ids) for title, ids in columns.get("area_items", {}).items()}
    for item in standards.items.values():
        for title in item.area_titles:
            known = found.setdefault(fold(title), [])
            if item.id not in known:
                known.append(item.id)
    return {title: tuple(i for i in ids if i in standards.items) for title, ids in found.items()}


def _keywords(standards: Standards, columns: Mapping[str, Any]) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = [
        (tuple(fold(part) for part in word.split("&")), item_id)
        for item_id, words in columns.get("item_words", {}).items()
        if item_id in standards.items
        for word in words
    ]
    return tuple(sorted(found, key=lambda pair: (-sum(map(len, pair[0])), pair[1], pair[0])))


def _own(standards: Standards) -> dict[str, frozenset[str]]:
    return {
        item.id: frozenset(set().union(*(_pairs(text) for text in (item.short.zh, item.requirement.zh, *item.titles))))
        for item in standards.items.values()
    }


def _measure_index(
    standards: Standards, columns: Mapping[str, Any]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[tuple[str, str], ...]]]:
    titles: dict[str, list[str]] = {}
    under: dict[str, list[tuple[str, str]]] = {}
    extra = columns.get("measure_words", {})
    for measure in standards.measures.values():
        for title in measure.short_titles:
            under.setdefault(fold(title), []).extend((fold(parent), measure.id) for parent in measure.parents)
        for title in (*measure.titles, *extra.get(measure.id, ())):
            parent, _, leaf = title.rpartition(">")
            if parent:
                under.setdefault(fold(leaf), []).append((fold(parent), measure.id))
                continue
            for form in (fold_title(title)[0], fold_title(title)[-1]):
                known = titles.setdefault(form, [])
                if measure.id not in known:
                    known.append(measure.id)
    return {k: tuple(v) for k, v in titles.items()}, {k: tuple(v) for k, v in under.items()}


def _area_words(standards: Standards, columns: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    ids = {area.id for area in standards.areas}
    words = {fold(word): area for area, listed in columns.get("area", {}).items() if area in ids for word in listed}
    for area in standards.areas:
        for title in (area.title.zh, area.short.zh, *area.titles):
            words.setdefault(fold_title(title)[-1], area.id)
    return tuple(sorted(((word, area) for word, area in words.items() if word), key=lambda pair: (-len(pair[0]), pair)))


def _numbers(standards: Standards, columns: Mapping[str, Any]) -> dict[int, str]:
    area = columns.get("numbered", {}).get("area", "")
    return {item.number: item.id for item in standards.items.values() if item.area == area}


def _units(columns: Mapping[str, Any]) -> dict[str, float]:
    table = columns.get("unit", {})
    units = {fold(unit): float(factor) for unit, factor in table.items() if not isinstance(factor, list)}
    return {**{fold(unit): 1.0 for unit in table.get("plain", ())}, **units}


def _index(standards: Standards) -> Words:
    verdicts, statuses, columns = (standards.words[name] for name in ("verdicts", "statuses", "columns"))
    polarity, aspects = verdicts.get("polarity", {}), columns.get("aspect", {})
    measures, under = _measure_index(standards, columns)
    return Words(
        verdict=_classes(verdicts.get("verdict", {})),
        answer={w: c for w, c in _classes(verdicts.get("answer", {})).items() if c in ("affirm", "deny")},
        grade=_classes(verdicts.get("grade", {})),
        dash=frozenset(_folded(verdicts.get("dash", {}).get("blank", ()))),
        untick=frozenset(_folded(verdicts.get("answer", {}).get("untick", ()))),
        legend=frozenset(_folded(verdicts.get("legend", {}).get("letters", ()))),
        bare_symbol={w: c for c, ws in verdicts.get("bare_symbol", {}).items() for w in ws},
        fonts={fold(font): dict(marks) for font, marks in verdicts.get("font", {}).items()},
        parts={name: _longest_first(words) for name, words in verdicts.get("parts", {}).items()},
        question=_longest_first(polarity.get("question", ())),
        negative=_longest_first(polarity.get("negative", ())),
        lifted=_longest_first(polarity.get("lifted", ())),
        status=_classes(statuses.get("status", {})),
        status_order=tuple(statuses.get("order", {}).get("order", ())),
        closed=_classes(statuses.get("closed", {})),
        roles=_classes(columns.get("role", {})),
        aspects=tuple(
            sorted(((w, a) for w, a in _classes(aspects).items() if a != "plain"), key=lambda p: (-len(p[0]), p))
        ),
        lists={
            **_lists(columns),
            **{f"verdicts.{k}": v for k, v in _lists(verdicts).items()},
            **{f"statuses.{k}": v for k, v in _lists(statuses).items()},
        },
        titles=_item_titles(standards),
        area_items=_area_items(standards, columns),
        keywords=(keywords := _keywords(standards, columns)),
        any_keyword=re.compile("|".join(sorted({re.escape(parts[0]) for parts, _ in keywords})) or r"(?!)"),
        own=_own(standards),
        area_of={item.id: item.area for item in standards.items.values()},
        area_words=_area_words(standards, columns),
        numbers=_numbers(standards, columns),
        negative_titles=frozenset(
            form for item in standards.items.values() for t in item.negative_titles for form in fold_title(t)
        ),
        measures=measures,
        under=under,
        units=_units(columns),
        raw=standards.words,
    )
