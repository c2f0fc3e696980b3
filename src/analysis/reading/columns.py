"""What the columns and the rows of a table ask about: a path of titles → role, item, measures, aspect, score, school.

Titles come first; where a title may be an item and a measure (课桌椅), or is unknown, the values of the column decide
(`decide`): numbers make a measurement, words of verdict a judged column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reading.counting import read_count
from analysis.reading.items import find_areas, find_item
from analysis.reading.terms import Terms
from analysis.standards.words import Words, fold, fold_title, remembered, role_of

_UNIT = re.compile(r"\(([^()]{1,6})\)")
_RATIO_REVERSED = ("女男", "女:男", "女与男", "女:男生")


@dataclass(frozen=True)
class Subject:
    """What a column, or a row, asks about.

    Attributes:
        role: role of its title (seq, school_name, town, problem, deadline …), or "".
        item: item id, or "".
        measures: measures that its title may mean.
        aspect: aspect told by its titles, or "".
        score: full_marks, score or self_score, or "".
        factor: what its unit multiplies a number by.
        heading: the title that asks the question.
        areas: areas told above it.
        known: whether any of its titles is known.
        exact: whether a title is the item's as the standards write it.
        asks_met: whether a title asks if the item is met (是否达标), so that a yes is met whatever the item asks.
        reversed: whether a ratio is written female : male.
    """

    role: str = ""
    item: str = ""
    measures: tuple[str, ...] = ()
    aspect: str = ""
    score: str = ""
    factor: float = 1.0
    heading: str = ""
    areas: tuple[str, ...] = ()
    known: bool = False
    exact: bool = False
    asks_met: bool = False
    reversed: bool = False


def read_subject(path: Sequence[str], terms: Terms, around: Sequence[str] = ()) -> Subject:
    """Read a path of titles, the topmost first.

    Args:
        path: the titles above a column, or the texts that name a row.
        terms: words and register.
        around: section, titles, sheet and file name, the nearest first; they tell area and numbering.
    """
    if not path:
        return Subject()
    key = (tuple(path), tuple(around))
    found: Subject | None = terms.subjects.get(key)
    if found is None:
        found = terms.subjects[key] = _read_subject(path, terms.words, around)
    return found


def _read_subject(path: Sequence[str], words: Words, around: Sequence[str]) -> Subject:
    areas = find_areas([*reversed(path[:-1]), *around], words)
    numbered = any(word in fold(text) for text in (*path, *around) for word in words.lists.get("numbered.words", ()))
    numbered = numbered or (len(path) > 1 and _role(path[0], words) == "item_no")
    role = _role(path[-1], words)
    item, heading = _item(path, words, areas, role, numbered=numbered)
    measures = _measures(path, words)
    return Subject(
        role=role,
        item=item,
        measures=measures,
        aspect=_aspect(path, heading, item or "".join(measures), words),
        score=_score(path[-1], words),
        factor=_factor(path, measures, words),
        heading=heading or path[-1],
        areas=areas,
        known=bool(role or item or measures),
        exact=bool(item) and any(item in words.titles.get(form, ()) for form in fold_title(heading)),
        asks_met=asks_met(path[-1], words) and (heading or path[-1]) != path[-1],
        reversed=any(mark in fold(path[-1]) for mark in _RATIO_REVERSED),
    )


def asks_met(title: str, words: Words) -> bool:
    """Whether a title asks no more than whether something is met: 是否达标."""
    return any(form in words.lists.get("heading.asks_met", ()) for form in fold_title(title))


def _role(title: str, words: Words) -> str:
    listed = role_of(title, words)
    if listed or any(form in words.titles or form in words.measures for form in fold_title(title)):
        return listed
    if score_kind(title, words) == "total":
        return "total_score"  # 督查总分, 学校自评总分
    count = read_count(title, words)
    return "total" if count and not (count.rate or count.bare) else ""


_ABOUT = (
    "result",
    "score",
    "full_marks",
    "score_deducted",
    "deduct_reason",
    "remark",
    "explanation",
    "problem",
    "total",
    "total_score",
)
"""Roles whose column asks about the item that stands above it."""


def _item(path: Sequence[str], words: Words, areas: Sequence[str], role: str, *, numbered: bool) -> tuple[str, str]:
    """The item of the lowest title that names one, and that title."""
    for depth, title in enumerate(reversed(path)):
        if depth == 0 and role and role not in _ABOUT:
            return "", title
        item = find_item(title, words, areas, numbered=numbered)
        if item:
            return item, title
        if depth == 0 and not (role or _aspect_of(title, words) or _is_grade(title, words) or _score(title, words)):
            return "", title
    return "", path[-1]


def _is_grade(title: str, words: Words) -> bool:
    return any(form in words.grade for form in fold_title(title))


def _measures(path: Sequence[str], words: Words) -> tuple[str, ...]:
    """The measures that the lowest titles may mean; a title that needs a parent takes the nearest that fits."""
    forms = fold_title(path[-1])
    listed = _measures_listed(path, forms, words)
    if listed:
        return listed
    asked = _without_aspect(path, words)
    if asked:
        return _measures(asked, words)
    if len(path) > 1 and words.has("measure_parts.leaf", forms[-1]):
        inherited = _measures(path[:-1], words)
        return inherited if len(inherited) == 1 else ()
    return () if any(form in words.titles or form in words.roles for form in forms) else _measure_by_parts(forms, words)


def _measures_listed(path: Sequence[str], forms: Sequence[str], words: Words) -> tuple[str, ...]:
    """The measures of the lowest title as it is listed: under a parent, alone, or counted by a title above it."""
    above = [fold(title) for title in reversed(path[:-1])]
    for form in forms:
        for parent in above:
            fitting = [measure for needed, measure in words.under.get(form, ()) if needed in parent]
            if fitting:
                return (
                    max(fitting, key=lambda m: max(len(p) for p, x in words.under[form] if x == m and p in parent)),
                )
    counts = [bare for title in path[:-1] if words.has("measure_parts.after", bare := fold_title(title)[-1])]
    for form in (*forms, *(forms[-1] + count for count in counts)):  # 人数 | 符合条件 is 符合条件人数
        if form in words.measures:
            return words.measures[form]
    return ()


def _without_aspect(path: Sequence[str], words: Words) -> Sequence[str]:
    """A path without what says who looked: a title of its own, or the beginning of the last one (自查：…)."""
    if len(path) > 1 and _aspect_of(path[-1], words):
        return path[:-1]
    who, _, asked = fold_title(path[-1])[-1].partition(":")
    return (*path[:-1], asked) if asked and _own_aspect(who, "", words) else ()


def _measure_by_parts(forms: Sequence[str], words: Words) -> tuple[str, ...]:
    """The measure of a title written with other words for counting: 在校学生总数, 现有学生（人）, 课桌数量."""
    bare = forms[-1]
    if read_count(bare, words) is not None:
        return ()
    lead = next((lead for lead in words.lists.get("measure_parts.before", ()) if bare.startswith(lead)), "")
    found: set[tuple[str, ...]] = set()
    for whole in dict.fromkeys((bare, bare[len(lead) :])):
        end = next((end for end in words.lists.get("measure_parts.after", ()) if whole.endswith(end)), "")
        core = whole[: len(whole) - len(end)] if end else whole
        if len(core) < 2 or not (end or lead or forms[-1] != forms[0]):
            continue
        for after in ("", *words.lists.get("measure_parts.after", ())):
            found.update(words.measures[form] for form in (core + after,) if form in words.measures)
    return found.pop() if len(found) == 1 else ()


def _aspect_of(text: str, words: Words) -> str:
    folded = fold(text)
    told = {aspect for word, aspect in words.aspects if word in folded}
    if told == {"inspected", "verified"}:
        return "verified"
    return told.pop() if len(told) == 1 else ""


def _aspect(path: Sequence[str], heading: str, asked: str, words: Words) -> str:
    """The aspect told by the lowest title that tells one; a title that names the item tells it in its brackets only."""
    for title in reversed(path):
        if title == heading and _role(title, words) not in _ABOUT:
            told = " ".join(_UNIT.findall(fold(title)))
            aspect = _aspect_of(told, words) if told else ""
            aspect = aspect or _own_aspect(title, asked, words)
        else:
            aspect = _aspect_of(title, words)
        if aspect:
            return aspect
    return ""


def _own_aspect(title: str, asked: str, words: Words) -> str:
    """The aspect of a title that names an item (经学校自查，…), or that says nothing but who looked (学校自查情况)."""
    folded = fold_title(title)[-1]
    if asked:
        told = any(word in folded for word in words.lists.get("heading.self_reported", ()))
        starts = folded.startswith(words.lists.get("heading.self_starts", ()))
        return "self_reported" if (told or starts) and folded not in words.titles else ""
    rest = folded
    for word, _ in words.aspects:
        rest = rest.replace(word, "")
    for word in words.lists.get("heading.about_result", ()):
        rest = rest.replace(word, "")
    return "" if rest else _aspect_of(title, words)


def aspect_around(texts: Sequence[str], words: Words) -> str:
    """The aspect told by titles, head lines, sheet and file name, the nearest first; inspected where none tells."""
    return aspect_told(texts, words) or "inspected"


def aspect_told(texts: Sequence[str], words: Words) -> str:
    """The aspect that the first of these texts to tell one tells, or ""."""
    return next((aspect for text in texts if (aspect := _aspect_of(text, words))), "")


def _score(title: str, words: Words) -> str:
    kind = score_kind(title, words)
    return kind if kind in ("self_score", "full_marks", "score") else ""


@remembered
def score_kind(title: str, words: Words) -> str:
    """What a title of marks holds: self_score, full_marks, score, total, deducted, or "" where it is none.

    A title that no list holds is read by its parts: 考评分, 督导得分, 自查得分, 满分值.

    Args:
        title: as written.
        words: the indexes of the standards.
    """
    forms = fold_title(title)
    for name in ("self_score", "full_marks", "score"):
        if any(form in words.lists.get(f"score_words.{name}", ()) for form in forms):
            return name
    end = next((end for end in words.lists.get("score_words.ends", ()) if forms[-1].endswith(end)), "")
    if not end or forms[-1] == end:
        return ""
    found, rest = set(), forms[-1][: -len(end)]
    parts = {word: kind for kind in _SCORE_PARTS for word in words.lists.get(f"score_words.{kind}_parts", ())}
    while rest:
        part = next((word for word in sorted(parts, key=lambda word: (-len(word), word)) if rest.startswith(word)), "")
        if not part:
            return ""
        found.add(parts[part])
        rest = rest[len(part) :]
    return next((kind for kind in _SCORE_PARTS if kind in found), "")


_SCORE_PARTS = ("deducted", "total", "full_marks", "self_score", "score")
"""Kinds of marks by the parts of a title; the first that is found decides."""


def _factor(path: Sequence[str], measures: Sequence[str], words: Words) -> float:
    """The factor of the unit in the lowest title that names one."""
    for title in reversed(path):
        for unit in reversed(_UNIT.findall(fold(title))):
            if unit in words.units:
                return words.units[unit]
    return 1.0


def unit_factor(text: str, words: Words) -> float | None:
    """The factor of a unit written alone (the cell of a unit column), or None."""
    return words.units.get(fold(text))


def decide(subject: Subject, filled: int, numbers: int, answers: int) -> str:
    """What the cells of a subject are, by its titles and by its values.

    Args:
        subject: what the titles say.
        filled: how many cells hold something.
        numbers: how many of them are numbers or ratios.
        answers: how many of them are words or marks of a verdict.

    Returns:
        judged, measure, or other.
    """
    if subject.measures and subject.item:
        if not filled:
            return "judged" if subject.exact else "measure"
        return "measure" if numbers and numbers >= answers and answers < filled else "judged"
    if subject.measures:
        return "measure" if numbers * 2 >= filled or answers * 2 < filled else "other"
    if subject.item:
        return "other" if filled > 2 and numbers * 2 > filled and not answers and numbers > 2 else "judged"
    if subject.role == "result":
        return "judged"
    return "judged" if not subject.role and filled and answers * 2 >= filled else "other"
