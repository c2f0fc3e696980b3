"""A heading → the item it asks about, or none: exact titles first, then a number, then words that must stand there.

The words of a heading decide only where they cover it: 灭火器、消火栓等完好有效 is about fire equipment, 消防通道 is
not known to be. Words that mean one item in each area (领导小组) take the nearest area told: group heading, section,
title, sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.standards.words import Words, fold, fold_title

_NUMBER = re.compile(r"^(?:.{0,8}?)第?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:条|项)$")
_BARE = re.compile(r"^(?:第)?([0-9]{1,2})(?:条|项)?$")
_INNER = re.compile(r"第([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:条|项)")
_QUESTION = re.compile(r"(?:是否)?(?:达标|合格|符合要求|达到要求|情况|落实情况|结果|督查结果|检查结果)+$")
_COVERED = 0.55
_CHINESE = "零一二三四五六七八九十"


def find_item(heading: str, words: Words, areas: Sequence[str] = (), *, numbered: bool = False) -> str:
    """The item that a heading asks about, or "".

    Args:
        heading: the title or question as written.
        words: the indexes of the standards.
        areas: the areas told for it, the nearest first.
        numbered: whether bare numbers are numbers of items here (a heading 底线要求 stands above).
    """
    forms = fold_title(heading)
    for form in forms:
        found = _exact(form, words, areas)
        if found:
            return found
    for form in dict.fromkeys(_QUESTION.sub("", _unasked(form, words)) for form in forms):
        found = (_exact(form, words, areas) if form else "") or _by_number(form, words, numbered=numbered)
        if found:
            return found
    return _by_words(forms[-1] if len(forms[-1]) > 2 else forms[0], words, areas)


def _unasked(form: str, words: Words) -> str:
    """A question without its word of asking: 校务财务是否公开 asks about 校务财务公开."""
    asked = next((word for word in words.question if 0 < form.find(word) < len(form) - len(word)), "")
    bare = form.replace(asked, "", 1) if asked else form
    return bare if bare in words.titles or bare in words.area_items else form


def _exact(form: str, words: Words, areas: Sequence[str]) -> str:
    several = words.area_items.get(form, ())
    if several:
        told = [item for area in areas for item in several if words.area_of[item] == area]
        if told:
            return told[0]
    listed = words.titles.get(form, ())
    if len(listed) == 1:
        return listed[0]
    told = [item for area in areas for item in listed if words.area_of[item] == area]
    if told:
        return told[0]
    return several[0] if several else ""


def to_number(text: str) -> int:
    """16, 十六 → 16; 0 for anything else."""
    if text.isdigit():
        return int(text)
    if not text or any(letter not in _CHINESE for letter in text):
        return 0
    tens, _, ones = text.partition("十")
    if "十" not in text:
        return _CHINESE.index(text) if len(text) == 1 else 0
    return (_CHINESE.index(tens) if tens else 1) * 10 + (_CHINESE.index(ones) if ones else 0)


def _by_number(form: str, words: Words, *, numbered: bool) -> str:
    match = _BARE.match(form) if numbered else None
    match = match or _NUMBER.match(form)
    return words.numbers.get(to_number(match[1]), "") if match else ""


def find_item_in_text(text: str, words: Words, areas: Sequence[str] = ()) -> str:
    """The item that a problem or a 对应条款 cell is about: by number, else by words; "" if unclear."""
    folded = fold(text)
    match = _INNER.search(folded)
    if match:
        return words.numbers.get(to_number(match[1]), "")
    return find_item(text, words, areas) or _best(_scores(folded, words), words, areas)


def _by_words(form: str, words: Words, areas: Sequence[str]) -> str:
    scores = _scores(form, words)
    item = _best(scores, words, areas)
    if not item or _asks_else(form, item, scores[item][1], words):
        return ""
    return item if _coverage(form, item, scores[item][1], words) >= _COVERED else ""


def _asks_else(form: str, item: str, found: set[str], words: Words) -> bool:
    """Whether beside an item's words stands one that makes it another question: 厕所卫生, 黑板报, 课桌椅高度."""
    own = words.own.get(item, frozenset())
    rest = form
    for word in sorted(found, key=lambda word: (-len(word), word)):
        rest = rest.replace(word, "|" * len(word))
    for word in words.lists.get("heading.asks_else", ()):
        at = rest.find(word)
        start = at - 1 if rest[:at].endswith("|") else at
        if at >= 0 and not all(form[i : i + 2] in own for i in range(start, at + len(word) - 1)):
            return True
    ends = words.lists.get("heading.asks_else_ends", ())
    end = next((word for word in ends if rest.endswith(f"|{word}")), "")
    return bool(end) and form[-len(end) - 1 :] not in own


def _scores(form: str, words: Words) -> dict[str, tuple[int, set[str]]]:
    """Item → length of its longest words that stand in the text, and all of its words that do."""
    scores: dict[str, tuple[int, set[str]]] = {}
    if not words.any_keyword.search(form):
        return scores
    for parts, item in words.keywords:
        if all(part in form for part in parts):
            best, found = scores.get(item, (0, set()))
            scores[item] = (max(best, sum(map(len, parts))), found | set(parts))
    return scores


def _best(scores: dict[str, tuple[int, set[str]]], words: Words, areas: Sequence[str]) -> str:
    if not scores:
        return ""
    top = max(score for score, _ in scores.values())
    best = sorted(item for item, (score, _) in scores.items() if score == top)
    if len(best) > 1:
        told = [item for area in areas for item in best if words.area_of[item] == area]
        return told[0] if told else ""
    return best[0]


def _coverage(form: str, item: str, found: set[str], words: Words) -> float:
    """The share of a heading's letters that the item's words, its own texts and words without meaning explain."""
    covered = [False] * len(form)
    for word in (*found, *words.lists.get("filler.words", ()), *words.negative, *words.question):
        at = form.find(word)
        while at >= 0:
            covered[at : at + len(word)] = [True] * len(word)
            at = form.find(word, at + 1)
    own = words.own.get(item, frozenset())
    for at in range(len(form) - 1):
        if form[at : at + 2] in own:
            covered[at] = covered[at + 1] = True
    letters = [at for at, letter in enumerate(form) if letter.isalnum()]
    return sum(covered[at] for at in letters) / len(letters) if letters else 0.0


def find_areas(texts: Sequence[str], words: Words) -> tuple[str, ...]:
    """The areas that headings, sections, titles and names tell, in the order of the texts; a text may tell one."""
    found: list[str] = []
    for text in texts:
        folded = fold(text)
        told = next((area for word, area in words.area_words if word in folded), "")
        if told and told not in found:
            found.append(told)
    return tuple(found)
