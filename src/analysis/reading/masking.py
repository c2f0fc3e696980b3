"""Names of persons in free text, told by what stands around them; found once, they are masked wherever they stand.

Four contexts: a label or a person noun before the name (联系人：, 教师), a school before a list of names, a word whose
object is a person (为, 深入) with a verb after it, and a word that follows only a person (家中, 本人).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from analysis.reading.persons import NameRules, name_rules
from analysis.standards.words import fold_title

_STOP = r"(?=$|[\s,，。;；、:：)）(（！!?？”\"])"
_START = r"(?:^|[\s,，。;；、:：)）(（“\"])"
_PARTS = re.compile(r"([\s_\-—－.，,、()（）\[\]【】《》0-9+]+)")
_LEAST = 4
"""A shorter text has no room for a name and its context."""


def mask_names(text: str, mask: str) -> str:
    """A text with `mask` in the place of every name that its contexts tell."""
    if len(text) < _LEAST or text.isascii():
        return text
    found = find_names(text)
    for name in sorted(found, key=lambda name: (-len(name), name)):
        text = text.replace(name, mask)
    return text


def mask_beside(texts: Sequence[str], mask: str) -> list[str]:
    """The texts of a row with `mask` for a name that stands in the cell after its label: 填表人 | 甄某某."""
    rules = name_rules()
    told = (*rules.lists["labels"], *rules.lists["title_ends"])
    masked = list(texts)
    for at, (before, text) in enumerate(pairwise(texts), start=1):
        if fold_title(before)[-1].endswith(told) and rules.are_names(text):
            masked[at] = mask
    return masked


def mask_title(title: str, mask: str, known: Collection[str]) -> str:
    """The name of a file or sheet as it is shown: 张三.xlsx → 〔…〕.xlsx.

    A part of it that looks like a person's name is masked, but for one that stands in the name of a known school or
    town (白果 of 白果小学), and but for surnames that begin many ordinary words.
    """
    rules = name_rules()
    parts = _PARTS.split(mask_names(title, mask))
    for at, part in enumerate(parts):
        if rules.is_name(part) and part[0] not in rules.weak and not any(part in name for name in known):
            parts[at] = mask
    return "".join(parts)


def find_names(text: str) -> set[str]:
    """The names that the contexts of a text tell."""
    rules = name_rules()
    found: set[str] = set()
    for pattern, weak in _patterns():
        for match in pattern.finditer(text):
            for listed in match["names"].split():  # what a space parts from a name may be the next label
                parts = [part for part in re.split(r"[、,，和及]+", listed) if part]
                if not all(rules.is_name(part) and (weak or part[0] not in rules.weak) for part in parts):
                    break
                found.update(parts)
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """(pattern with a group `names`, whether surnames that begin ordinary words count too)."""
    rules = name_rules()
    name = _name(rules)
    several = rf"{name}(?:(?:[、,，和及]\s*|\s+(?!\w{{1,6}}\s*[:：])){name})*"  # a space may lead to the next label
    nouns, before, verbs, after, places, towns, labels, met, posts, deeds, makers = (
        "|".join(map(re.escape, rules.lists[key]))
        for key in (
            "nouns",
            "before",
            "verbs",
            "after",
            "places",
            "towns",
            "labels",
            "met",
            "label_ends",
            "deeds",
            "makers",
        )
    )
    certain = rf"(?:{'|'.join(rules.double)})[一-鿿]{{1,2}}?"
    # A number of five digits or more is a phone or a card (王某13…); fewer are a count (教师周末2次).
    follows = rf"(?=$|[\s,，。;；、:：)）(（！!?？”\"]|[0-9]{{5}}|{verbs}|{deeds}|{after})"
    return tuple(
        (re.compile(pattern), weak)
        for pattern, weak in (
            (rf"(?:{labels})\s*[:：]\s*(?P<names>{several}){follows}", True),
            (rf"(?:{nouns})(?P<names>{several}){follows}", False),
            (rf"(?:{places})(?P<names>{several}){follows}", False),
            (rf"(?:{towns})(?P<names>{name}(?:、{name})+){follows}", False),
            (rf"(?:{before})(?P<names>{several})(?={verbs}|{after})", False),
            (rf"{_START}(?P<names>{several})(?={after})", False),
            (rf"(?:{met})(?P<names>{several}){_STOP}", False),
            (rf"(?:{places})[(（](?=[一-鿿]{{3,4}}[)）])(?P<names>{name})(?=[)）])", True),
            (rf"{_START}(?P<names>{several})\s*(?=[(（]?(?:1[0-9]{{10}}|0[0-9]{{2,3}}-[0-9]{{7}}))", True),
            (rf"(?:{posts})\s*[:：]\s*(?P<names>{several}){_STOP}", True),
            (rf"(?:{before})(?P<names>{several})(?={deeds})", False),
            (rf"{_START}(?P<names>{certain})(?={verbs}|{deeds})", False),
            (rf"{_START}(?P<names>{name})(?=(?:{makers}){_STOP})", False),
        )
    )


def _name(rules: NameRules) -> str:
    double = "|".join(rules.double)
    return rf"(?:(?:{double})[一-鿿]{{1,2}}?|[{''.join(sorted(rules.single))}][一-鿿]{{1,2}}?)"
