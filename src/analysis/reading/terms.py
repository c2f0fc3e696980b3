"""What a text may be: a known title, a foot line, a row label, a school. Looked up once a text, for one workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from analysis.reading.counting import read_count
from analysis.reading.schools import SchoolRegister
from analysis.standards.words import Words, fold, fold_title, role_of

_ATTACHMENT = re.compile(r"^(?:附件|附表|附)[:]?[0-9一二三四五六七八九十]*[:]?$")
_PAGE = re.compile(r"^(?:第[0-9]+页.*|共[0-9]+页|-[0-9]+-|—[0-9]+—|page[0-9]+.*|[0-9]+/[0-9]+页?)$")
_CAPTION = re.compile(r"^(?:表|附表|续表)[0-9一二三四五六七八九十]+[^0-9]?")
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,3}、|\([0-9一二三四五六七八九十]{1,3}\)|[①-⑳])")
_SEGMENTS = re.compile(r"\s{2,}|　+|\t+|(?<=[^\s:：])\s+(?=[^\s:：]{1,12}(?:[(（][^)）]*[)）])?\s*[:：])")
_KEY = re.compile(r"^([^:]{1,16}?):(.*)$", re.S)
_BRACKET = re.compile(r"\([^()]*\)")
_LONGEST_LINE = 1_000
"""A longer text is neither a title nor a head or foot line."""
_LONGEST_PROBLEM = 13
"""A longer text is no title of a column of problems."""
_LONGEST_TOTAL = 12
"""A longer label that ends so (各项目资金合计) is no label of a total row."""


@dataclass(frozen=True)
class Terms:
    """The words of the standards and the names of the register, with a memory of the texts already met.

    Attributes:
        words: indexes of the standards.
        register: the schools.
    """

    words: Words
    register: SchoolRegister
    _lines: dict[str, str] = field(default_factory=dict, repr=False)
    _labels: dict[str, str] = field(default_factory=dict, repr=False)
    _titles: dict[str, bool] = field(default_factory=dict, repr=False)
    subjects: dict[tuple[tuple[str, ...], tuple[str, ...]], Any] = field(default_factory=dict, repr=False)
    """Paths of titles and what stands around them → what they were read as; filled by `columns`."""

    @property
    def met(self) -> int:
        """How many texts are remembered."""
        return len(self._lines) + len(self._labels) + len(self._titles) + len(self.subjects)

    def is_title(self, text: str) -> bool:
        """Whether a text is a title that the standards know."""
        known = self._titles.get(text)
        if known is None:
            known = self._titles[text] = len(text) < _LONGEST_LINE and _known_title(text, self.words)
        return known

    def is_person_title(self, text: str) -> bool:
        """Whether a text is a title of a column about persons, as refused.toml lists them."""
        return any(form in self._person_titles for form in fold_title(text))

    @cached_property
    def _person_titles(self) -> frozenset[str]:
        classes = self.words.raw.get("refused", {}).get("class", {})
        return frozenset(fold(title) for table in classes.values() for title in table.get("titles", ()))

    def are_heads(self, texts: Sequence[str]) -> bool:
        """Whether the cells of a row are different titles, every one of them, and none says anything of a school."""
        if len(set(texts)) < len(texts):
            return False
        return all(self.is_title(text) and not self.is_answer(text) and not self.is_grade(text) for text in texts)

    def is_grade(self, text: str) -> bool:
        """Whether a text heads a tick column."""
        return any(form in self.words.grade for form in fold_title(text))

    def is_area(self, text: str) -> bool:
        """Whether a text names an area of the standards, as titles over groups of columns do."""
        named = {word for word, _ in self.words.area_words}
        return any(form in named for form in fold_title(text))

    def is_school(self, text: str) -> bool:
        """Whether a text names a registered school, or one of several."""
        return bool(text) and len(text) < 40 and not self.is_title(text) and self.register.is_school(text, self.words)

    def line(self, text: str) -> str:
        """What a text standing alone in its row is: attachment, caption, page, note, signature, head, or ""."""
        if text.isdigit():
            return ""  # numbers differ from row to row: nothing to remember
        kind = self._lines.get(text)
        if kind is None:
            kind = self._lines[text] = _line(text, self.words) if len(text) < _LONGEST_LINE else ""
        return kind

    def label(self, text: str) -> str:
        """What a row is by its label: subtotal, statistic, limits, or ""."""
        kind = self._labels.get(text)
        if kind is None:
            kind = self._labels[text] = _label(text, self)
        return kind

    def is_numbered(self, text: str) -> bool:
        """Whether a text starts like a list: 1. 一、 （一）."""
        return bool(_NUMBERED.match(fold(text)))

    def is_answer(self, text: str) -> bool:
        """Whether a text is a verdict, an answer, a mark or a status, as cells of a body hold."""
        folded = fold(text)
        words = self.words
        return folded in words.verdict or folded in words.answer or folded in words.dash or folded in words.status


_LAST: list[Terms] = []
_REMEMBERED = 50_000


def terms_of(words: Words, register: SchoolRegister) -> Terms:
    """The terms of these words and schools: those of the last workbook, with their memory, where they are the same."""
    if not _LAST or _LAST[0].words is not words or _LAST[0].register is not register or _LAST[0].met > _REMEMBERED:
        _LAST[:] = [Terms(words, register)]
    return _LAST[0]


def _known_title(text: str, words: Words) -> bool:
    return any(
        form in words.roles
        or form in words.titles
        or form in words.area_items
        or form in words.measures
        or form in words.under
        or form in words.grade
        for form in fold_title(text)
    ) or (len(text) < _LONGEST_PROBLEM and (bool(role_of(text, words)) or read_count(text, words) is not None))


def split_line(text: str) -> list[tuple[str, str]]:
    """A head or foot line → (what stands before the colon, what after), folded key and written value."""
    parts: list[tuple[str, str]] = []
    for segment in _SEGMENTS.split(text.strip()):
        match = _KEY.match(segment.replace("：", ":").strip())
        if match:
            parts.append((_BRACKET.sub("", fold(match[1])), match[2].strip()))
        elif parts and not parts[-1][1]:
            parts[-1] = (parts[-1][0], segment.strip())
        elif segment.strip():
            parts.append(("", segment.strip()))
    return parts


def _line(text: str, words: Words) -> str:
    folded = fold(text)
    if _ATTACHMENT.match(folded):
        return "attachment"
    if _PAGE.match(folded):
        return "page"
    if _is_note(folded, words):
        return "note"
    keys = [key for key, _ in split_line(text) if key]
    kinds = {head_kind(key, words) for key in keys}
    if "person" in kinds:
        return "signature"
    if kinds - {""}:
        return "head"
    return "caption" if _CAPTION.match(folded) and len(folded) < 40 else ""


def head_kind(key: str, words: Words) -> str:
    """What a label of a head line tells: school, town, date, unit, person, or ""; by its words or by their parts."""
    for kind in ("unit", "date", "school", "town"):
        if key in words.lists.get(f"head_line.{kind}", ()):
            return kind
    if key in words.lists.get("signature.words", ()) or key.endswith(words.lists.get("signature.ends", ())):
        return "person"
    for kind in ("school", "date", "unit"):
        starts, ends = (words.lists.get(f"head_line.{kind}_{place}", ()) for place in ("starts", "ends"))
        if ends and key.endswith(ends) and (not starts or key.startswith(starts)):
            return kind
    return ""


def _is_note(folded: str, words: Words) -> bool:
    for start in words.lists.get("note.starts", ()):
        if folded.startswith(start):
            rest = folded[len(start) :].lstrip("()0-9一二三四五六七八九十") if len(folded) > len(start) else ""
            bare = folded[len(start) :]
            if (bare[:1] in ":.、。" and bare) or bare[:1].isdigit() or bare.startswith("(") or rest.startswith(":"):
                return True
    return False


def _label(text: str, terms: Terms) -> str:
    if not text or len(text) > 24:
        return ""
    words = terms.words
    forms = fold_title(text)
    bare = _BRACKET.sub("", forms[-1]).rstrip(":")
    for kind in ("subtotal", "statistic", "limits"):
        if bare in words.lists.get(f"row.{kind}", ()) or forms[0] in words.lists.get(f"row.{kind}", ()):
            return kind
    starts, ends = words.lists.get("row_starts.subtotal", ()), words.lists.get("row_ends.subtotal", ())
    if bare.startswith(starts) or (bare.endswith(ends) and len(bare) < _LONGEST_TOTAL):
        return "subtotal"
    if bare.startswith(words.lists.get("row_starts.statistic", ())) or (
        bare.endswith(words.lists.get("row_ends.statistic", ()))
    ):
        return "statistic"
    count = read_count(text, words)
    if count is None or count.bare:
        return ""
    return "statistic" if count.rate else "subtotal"
