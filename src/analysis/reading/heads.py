"""Rows of labels: what stands above a table, or under it, cut into cells.

A row is such a line where every cell is a label with its value (被检单位：某校), a label followed by the cell of its
value (督查日期 | 10月14日), a bare date, or a text all in brackets. A header never looks so: its cells hold no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reading.columns import aspect_told
from analysis.reading.dates import date_within
from analysis.reading.persons import name_rules
from analysis.reading.resolving import Match
from analysis.reading.terms import Terms, head_kind, split_line
from analysis.standards.words import fold, fold_title

_LABELLED = re.compile(r"^(?P<key>[^:]{1,16}?):(?P<value>.+)$", re.S)
_CODE = re.compile(r"^(?:[a-z]|[0-9]|[^\w一-鿿])$")
_ENTRY = re.compile(r"^[a-z0-9√✓×✗△▲○●◎★☆/](?:=|为|—|-|表示|代表)[一-鿿]+$")
_BARE_DATE = re.compile(r"^(?:[0-9_]*年)?[0-9_]*月(?:[0-9_]*[日号])?$|^[0-9]{4}[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?$")
_BRACKETED = re.compile(r"^\(.*\)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_CHINESE_NAME = re.compile(r"[一-鿿]{2,}")


@dataclass(frozen=True)
class Line:
    """A row of labels and their values.

    Attributes:
        texts: each label with its value as one text, in order.
        kind: head where it tells school, town, date or unit; signature where only who signs; note where it explains
            codes.
        widths: how many cells each text took.
    """

    texts: tuple[str, ...]
    kind: str
    widths: tuple[int, ...] = ()


def read_line(texts: Sequence[str], terms: Terms, *, first: bool = False) -> Line | None:
    """A row of two cells or more as a line of labels, or None where it is none.

    Args:
        texts: what its cells hold, in order; blank cells left out.
        terms: words and register.
        first: whether no table has begun yet, so that an office and a date (某教育局 | 2016年10月) are a line too.
    """
    if first and len(texts) == 2 and _is_dated(texts, terms):
        return Line(tuple(texts), "head")
    if first and _are_pairs(texts, terms):
        pairs = zip(texts[::2], texts[1::2], strict=True)
        return Line(
            tuple(f"{label.rstrip(':： ')}：{value}" for label, value in pairs), "head", (2,) * (len(texts) // 2)
        )
    said: list[str] = []
    kinds: set[str] = set()
    at = 0
    while at < len(texts):
        kind, width = _part(texts, at, terms)
        if not kind:
            return None
        kinds.add(kind)
        said.append(texts[at] if width == 1 else f"{texts[at].rstrip(':： ')}：{'、'.join(texts[at + 1 : at + width])}")
        at += width
    if not kinds - {"bare"}:
        return None
    if "code" in kinds:
        return Line(tuple(said), "note")
    return Line(tuple(said), "signature" if kinds <= {"person", "bare"} else "head")


def _are_pairs(texts: Sequence[str], terms: Terms) -> bool:
    """Whether labels and values stand in turn (学校名称 | 某校 | 在校学生数 | 174), one of them no title."""
    labels, values = texts[::2], texts[1::2]
    if len(texts) < _FEWEST or len(labels) != len(values):
        return False
    if not all(_heads(label, terms) for label in labels) or any(_heads(value, terms) for value in values):
        return False
    return any(value[:1].isdigit() or terms.is_school(value) or name_rules().are_names(value) for value in values)


_FEWEST = 4
"""Cells of the shortest row of labels and values in turn that no colon tells."""


def _heads(text: str, terms: Terms) -> bool:
    """Whether a cell may be a label: a known title, of a school or a person, or what a head line begins with."""
    known = terms.is_title(text) or terms.is_person_title(text) or _is_label(text, terms)
    return known or fold_title(text)[-1].endswith(name_rules().lists["always"])


def _is_dated(texts: Sequence[str], terms: Terms) -> bool:
    return bool(_BARE_DATE.match(fold(texts[1]))) and not any(map(terms.is_title, texts))


def _part(texts: Sequence[str], at: int, terms: Terms) -> tuple[str, int]:
    """What the cells from `at` on begin with, and how many cells that takes; "" where they are no label."""
    text = texts[at]
    folded = fold(text)
    labelled = _LABELLED.match(folded)
    if labelled and not terms.is_title(text) and not labelled["key"].isdigit():
        key = _BRACKETS.sub("", labelled["key"])
        return ("code" if _CODE.match(key) else head_kind(key, terms.words) or "other"), 1
    if _ENTRY.match(folded):
        return "code", 1
    if _BARE_DATE.match(folded) or _BRACKETED.match(folded):
        return "bare", 1
    kind = head_kind(_BRACKETS.sub("", folded).rstrip(":"), terms.words)
    value = texts[at + 1] if at + 1 < len(texts) else ""
    if kind == "person":
        names = next((n for n, text in enumerate(texts[at + 1 :]) if not name_rules().are_names(text)), None)
        width = 1 + (len(texts) - at - 1 if names is None else names)
        if width > 1 or folded.endswith(":"):
            return kind, width
    if folded.endswith(":"):
        return (kind or "other"), 2 if value and not _is_label(value, terms) else 1
    if kind and value and _fits(kind, value, terms):
        return kind, 2
    return "", 1


def _is_label(text: str, terms: Terms) -> bool:
    folded = fold(text)
    return folded.endswith(":") or bool(_LABELLED.match(folded)) or bool(head_kind(folded, terms.words))


def _fits(kind: str, value: str, terms: Terms) -> bool:
    """Whether a cell can be the value of the label beside it: nothing that heads a column, a date where one is due."""
    if terms.is_title(value) or _is_label(value, terms):
        return False
    if kind == "date":
        return any(letter.isdigit() for letter in value)
    return kind != "school" or terms.is_school(value)


def told_town(heads: Sequence[tuple[str, str]], titles: Sequence[str], name: str, terms: Terms) -> str:
    """The town that head lines, titles or the sheet name tell, or "".

    Args:
        heads: (label, value) of the head lines, the label folded.
        titles: the other titles.
        name: the name of the sheet.
        terms: words and register.
    """
    words, register = terms.words, terms.register
    for key, value in heads:
        if key in words.lists.get("head_line.town", ()) and value:
            return value
        if not key and register.town_of(value, words):
            return value
    return next((found for text in (*titles, name) if (found := register.town_within(text, words))), "")


def told_school(heads: Sequence[tuple[str, str]], names: Sequence[str], town: str, terms: Terms) -> tuple[Match, str]:
    """The school that a head line, a title, the sheet or the file tells, and its name as written there.

    Args:
        heads: (label, value) of the head lines, the label folded.
        names: titles, sheet and file name.
        town: the town told.
        terms: words and register.
    """
    words, register = terms.words, terms.register
    told = False
    for key, value in heads:
        if not key or head_kind(key, words) != "school":
            continue
        told = True
        written = value.strip("_＿ 　")
        if _BRACKETS.sub("", fold(written)).strip("_"):
            return register.resolve(written, words, town=town), written
    for key, value in () if told else heads:
        match = register.resolve(value, words, town=town) if words.roles.get(key) == "school_name" else None
        if match and match.school_id:  # 单位名称 may be an office, too
            return match, value
    for text in names:
        match = _named(text, terms)
        if match.school_id and not told:
            return match, text
    return Match("", code="no_school"), ""


def _named(text: str, terms: Terms) -> Match:
    """A school whose name a title, sheet name or file name is, or starts with."""
    match = terms.register.resolve(text, terms.words)
    if match.school_id:
        return match
    for run in _CHINESE_NAME.findall(text):
        for end in range(len(run), 3, -1):
            match = terms.register.resolve(run[:end], terms.words)
            if match.school_id:
                return match
    return Match("", code="no_school")


def told_by(texts: Sequence[str], terms: Terms) -> tuple[str, str, str, str]:
    """What tells one form from the next of the same header: school, town, last date, aspect; "" if it is not told."""
    heads = [part for text in texts for part in split_line(text)]
    town = told_town(heads, texts, "", terms)
    match, written = told_school(heads, texts, town, terms)
    days = [day.isoformat() for text in texts if (day := date_within(text))]
    return match.school_id or fold(written), fold(town), max(days, default=""), aspect_told(texts, terms.words)
