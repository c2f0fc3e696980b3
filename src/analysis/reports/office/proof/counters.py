"""Whether a number in words counts something: 三所 does, 三个方面 and 一人一档 do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from analysis.narrative.passages import count
from analysis.standards.model import Standards

_ALSO = {"所": ("校",), "人": ("名",)}
"""Other words for what a counter counts, as people write them: 九校, 两名."""
_LOOSE = frozenset("个项条次件人天轮列张把间校")
"""Counters of anything: what they count is said behind them, or before them."""
_GOES_ON = re.compile(r"[未不没无已待尚仍均都也就全被为有在缺少超逾需由和与及以学小中]|达标|合格|问题|部分|其中|合计")
"""How a text goes on behind a counter that has named what it counts before."""
_SMALL = "of|and|or|met|were|was|are|is|have|has|had|not|partly|in|per|more|to|at|seen|due|wait"
"""The same in English."""
_MEASURE = re.compile(rf"\s*(?!{_GOES_ON.pattern}|左右|上下|以[上下内]|(?:{_SMALL})\b)[一-鿿A-Za-z]")
"""Behind a number in digits: what it is a measure of that no result is counted in: 2具, 5米, 22 pupils."""
_BEHIND = re.compile(rf"[^一-鿿]|$|{_GOES_ON.pattern}")
_RATE = re.compile(r"每[^,。;、:!?\s]{0,4}$")
"""每班两名: what each has is no count of a round."""
_TERM = re.compile(r"之?内|以内|之?后|之?前")
_WITHIN = re.compile(r"\b(?:within|after|in)\s+$", re.IGNORECASE)
_PAIRED = re.compile(r"一[一-鿿]$")
"""一式三份, 一人一档."""
_ONE = frozenset("同统任某另哪唯逐专单这那")
"""Signs before 一 that make it none: 同一所."""
_REACH = 2
"""Signs behind a counter by which it is told what it counts."""


def list_units(standards: Standards, own: Collection[str] = ()) -> dict[str, str]:
    """Words that follow a count → what they stand for, the longest first: 所, 项次, 个问题 → 个, schools → school.

    Args:
        standards: words of the products.
        own: units of measures that have no other word: 把, 间.
    """
    counter = standards.text(standards.entity.counter)
    plain = {_singular(word) for word in (*_section(standards, "unit").values(), counter, *own)}
    words = {*_section(standards, "unit").values(), *plain, *own}
    for noun in _section(standards, "narrative.one"):
        words |= {count(standards, noun, number).removeprefix(str(number)).strip() for number in (2, 1)}
    named = {word: max((one for one in plain if one and word.startswith(one)), key=len, default=_singular(word))
             for word in words}  # fmt: skip
    named |= {also: one for one in plain for also in _ALSO.get(one, ())}
    return {word: named[word] for word in sorted(filter(None, named), key=lambda word: (-len(word), word))}


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _section(standards: Standards, name: str) -> dict[str, str]:
    start = f"{name}."
    return {key.removeprefix(start): word for key, word in standards.wording.items() if key.startswith(start)}


def find_unit(text: str, end: int, units: Mapping[str, str]) -> tuple[str, int]:
    """What a number that ends there counts, and where that word ends; "" where it does not say."""
    start = end + len(text[end:]) - len(text[end:].lstrip())
    word = next((word for word in units if text.startswith(word, start)), "")
    return (units[word], start + len(word)) if word else ("", end)


def list_counted(texts: Iterable[str], units: Mapping[str, str]) -> frozenset[str]:
    """What the numbers of texts count, by the first signs behind their counters.

    Args:
        texts: sentences of a product, whose numbers are all in digits.
        units: as `list_units` gives them.
    """
    words = "|".join(map(re.escape, units))
    pattern = re.compile(rf"\d\s*(?:{words})([一-鿿]{{{_REACH}}})")
    return frozenset(match[1] for text in texts for match in pattern.finditer(text))


def is_rate(text: str, start: int) -> bool:
    """Whether a number is what each of something has."""
    return bool(_RATE.search(text[:start]))


def is_measure(text: str, end: int) -> bool:
    """Whether behind a number in digits stands a word that no result is counted in."""
    return bool(_MEASURE.match(text, end))


def is_term(text: str, start: int, end: int) -> bool:
    """Whether a number of days is how long something may take: 30天内, within 30 days."""
    return bool(_TERM.match(text, end) or _WITHIN.search(text[:start]))


def is_count(text: str, span: tuple[int, int], end: int, *, one: bool, counted: Collection[str]) -> bool:
    """Whether a number in words, behind which a counter stands, counts something of a round.

    Args:
        text: the sentence.
        span: where the numeral stands.
        end: behind its counter.
        one: whether it is 一.
        counted: as `list_counted` gives it.
    """
    before, counter, after = text[: span[0]], text[span[1] : end].strip(), text[end:]
    if counter.isascii() and one:
        return False
    if _PAIRED.search(before) or (one and (before[-1:] in _ONE or after.startswith("一"))):
        return False
    if counter not in _LOOSE:
        return True
    return not one and (bool(_BEHIND.match(after)) or after[:_REACH] in counted)
