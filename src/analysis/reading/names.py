"""A school's written name taken apart: town, numeral, own name, level. 松岫一小 and 松岫镇第一小学 have the same parts.

Numerals, town and level are hard guards: names that differ in one are different schools, however alike they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.standards.words import Words, fold

_BRACKET = re.compile(r"\(([^()]*)\)")
_NUMERAL = re.compile(r"^第?([一二三四五六七八九十0-9]{1,2})$")
_SIGNS = re.compile(r"^[^\w(（\[【〔]+|(?:[^\w)）\]】〕]|[①-⑳⑴-⒇¹²³])+$")
"""Signs and numbers of footnotes before and behind a name: ※某小学, 某小学②."""
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Name:
    """The parts of a written name.

    Attributes:
        town: town stem (松岫 of 松岫镇), or "".
        numeral: 1 of 第一小学, 0 without one.
        core: the school's own name (河湾), or "".
        levels: the kinds that its level word may mean.
        strange: True where a bracket tells another school apart (民办, 分校).
    """

    town: str
    numeral: int
    core: str
    levels: frozenset[str]
    strange: bool = False


@dataclass(frozen=True)
class NameRules:
    """What names are taken apart with: [school] of columns.toml and the towns of the register.

    Attributes:
        stems: town stem → town as registered, folded.
        levels: (level word, the kinds it may mean), longest first.
        marks: signs that say nothing.
        noise: bracketed words that say nothing.
        apart: bracketed words that tell another school apart.
        prefixes: what a district's name ends with.
        remarks: beginnings of bracketed words that say something of the school, not its name.
    """

    stems: Mapping[str, str]
    levels: tuple[tuple[str, frozenset[str]], ...]
    marks: str
    noise: tuple[str, ...]
    apart: tuple[str, ...]
    prefixes: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def make_rules(words: Words, towns: Iterable[str]) -> NameRules:
    """The rules of a register with these towns."""
    table = words.raw["columns"].get("school", {})
    levels: dict[str, set[str]] = {}
    for level, listed in table.get("levels", {}).items():
        for word in listed:
            levels.setdefault(fold(word), set()).add(level)
    ends = tuple(fold(end) for end in table.get("town_ends", ()))
    return NameRules(
        stems={stem_of(town, ends): fold(town) for town in sorted(set(towns)) if town},
        levels=tuple(sorted(((w, frozenset(ls)) for w, ls in levels.items()), key=lambda p: (-len(p[0]), p[0]))),
        marks="".join(table.get("marks", ())),
        noise=tuple(fold(word) for word in table.get("noise", ())),
        apart=tuple(fold(word) for word in table.get("tell_apart", ())),
        prefixes=tuple(fold(word) for word in table.get("prefix_ends", ())),
        remarks=tuple(str(word) for word in table.get("remarks", ())),
    )


def stem_of(town: str, ends: Iterable[str]) -> str:
    """松岫镇 → 松岫; a town without such an ending is its own stem."""
    folded = fold(town)
    for end in ends:
        if folded.endswith(end) and len(folded) > len(end) + 1:
            return folded[: -len(end)]
    return folded


def fold_name(written: str, rules: NameRules) -> str:
    """A written name without signs and spaces."""
    folded = fold(_SIGNS.sub("", written))
    return "".join(letter for letter in folded if letter not in rules.marks) if rules.marks else folded


def take_apart(written: str, rules: NameRules) -> Name:
    """Take a written name apart."""
    folded = fold_name(written, rules)
    brackets = _BRACKET.findall(folded)
    bare = _BRACKET.sub("", folded)
    town, rest = _take_town(bare, rules)
    strange = False
    for bracket in brackets:
        if bracket in rules.noise or not bracket:
            continue
        named = _town_stem(bracket, rules)
        strange = strange or not named or bool(town and town != named)
        town = town or named
    core, levels = _take_level(rest, rules)
    match = _NUMERAL.match(core)
    if match:
        return Name(town, _number(match[1]), "", levels, strange)
    return Name(town, 0, core, levels, strange)


def _town_stem(text: str, rules: NameRules) -> str:
    return next((stem for stem, town in rules.stems.items() if text in (stem, town)), "")


def _take_town(bare: str, rules: NameRules) -> tuple[str, str]:
    for stem, town in sorted(rules.stems.items(), key=lambda pair: -len(pair[0])):
        for form in (town, stem):
            at = bare.find(form)
            before = bare[:at] if at > 0 else ""
            if at == 0 or (at > 0 and before.endswith(rules.prefixes)):
                return stem, bare[at + len(form) :]
    return "", bare


def _take_level(rest: str, rules: NameRules) -> tuple[str, frozenset[str]]:
    for word, levels in rules.levels:
        if rest.endswith(word):
            return rest[: -len(word)], levels
    return rest, frozenset()


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "十":
        return 10
    if text.startswith("十"):
        return 10 + _CHINESE.index(text[1]) + 1
    return _CHINESE.index(text[0]) + 1 if len(text) == 1 else 0
