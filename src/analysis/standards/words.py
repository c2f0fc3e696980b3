"""Looking words up in the rules: what a cell's word, a column title, a row label or a foot line means.

The TOML files say what words mean; here they are folded once and indexed, so that a lookup is one dictionary access.
Text is folded (NFKC, no spaces, lower case) only to look it up: what a table stores is the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from analysis.standards.folding import fold, fold_title
from analysis.standards.indexing import index_columns, index_measures, index_titles, index_verdicts
from analysis.standards.model import Standards

__all__ = ["Words", "fold", "fold_title", "is_made_of", "remembered", "role_of", "words_of"]

_LONGEST_PROBLEM = 12
"""A longer title is a sentence, not made of parts."""


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


_BY_PARTS = ("problem", "item_text", "verify_date", "deadline", "done_date", "inspection_date")
"""Roles whose titles are also known by their parts: the lists `<role>_parts` of columns.toml."""


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
        proved_symbol: those of them that count only where other cells of their column prove it.
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
        read: function that is `remembered` → text → what it read in it. A memory, no rules: filled while reading and
            shared by all that read by these words, which is safe since a text always gives the same.
    """

    verdict: Mapping[str, str]
    answer: Mapping[str, str]
    grade: Mapping[str, str]
    dash: frozenset[str]
    untick: frozenset[str]
    legend: frozenset[str]
    bare_symbol: Mapping[str, str]
    proved_symbol: frozenset[str]
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
    read: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    def has(self, name: str, folded: str) -> bool:
        """Whether a folded text is a word of the list `table.key`."""
        return folded in self.lists.get(name, ())


_MADE: dict[str, Words] = {}


def words_of(standards: Standards) -> Words:
    """The indexes of these standards, made once for each digest."""
    made = _MADE.get(standards.digest)
    if made is None:
        made = _MADE[standards.digest] = Words(
            **index_verdicts(standards),
            **index_columns(standards),
            **index_titles(standards),
            **index_measures(standards),
            raw=standards.words,
        )
    return made
