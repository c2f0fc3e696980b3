"""What was refused in a workbook, as texts: so that a copy sent back holds them nowhere, not even in another sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.reading.cells import Sheet, show_value
from analysis.reading.privacy import MASK, make_guard, mask_text
from analysis.reading.schools import SchoolRegister
from analysis.reading.terms import Terms
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of

_DIGITS = re.compile(r"[0-9]{6,}")
_SHORT_NAME = re.compile(r"^[一-鿿]{2,4}$|^[一-鿿]{1,6}·[一-鿿]{1,6}$")
_DATE = re.compile(r"^[0-9]{2,4}[-年./][0-9]{1,2}([-月./][0-9]{1,2}日?)?.{0,9}$|^[0-9]{1,2}月([0-9]{1,2}日)?$")
_LONG = 6
"""Texts from this length on are particular to one person: an address, an illness, a remark."""


class Secrets:
    """The refused texts of one workbook, and texts without them.

    Args:
        sheets: the workbook as found.
        cells: its cells table, which says what was refused.
        standards: titles that tell names.
        register: schools, whose names are no secret wherever they stand.
    """

    def __init__(
        self, sheets: Sequence[Sheet], cells: pd.DataFrame, standards: Standards, register: SchoolRegister
    ) -> None:
        self._terms, self._guard = Terms(words_of(standards), register), make_guard(standards)
        texts = (text for item in standards.items.values() for text in (item.requirement.zh, *item.titles))
        self._own = _Within(fold(text) for text in texts)
        refused = cells[cells["role"] == "refused"]
        places = set(zip(refused["sheet"], refused["row"] - 1, refused["col"] - 1, strict=True))
        kept = {str(raw).strip() for raw in cells.loc[cells["role"] == "header", "raw"] if not pd.isna(raw)}
        found = {text for sheet in sheets for text in self._list(sheet, places) if text not in kept}
        longest_first = sorted(found, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def _list(self, sheet: Sheet, places: set[tuple[str, int, int]]) -> Iterable[str]:
        titles = self._find_titles(sheet)
        first = min((row for row, _ in titles), default=-1)
        named = {column for (_, column), kind in titles.items() if kind == "person_name"}
        for row, line in enumerate(sheet.rows):
            for column, value in enumerate(line):
                if row > first and (sheet.name, row, column) in places and (row, column) not in titles:
                    text = show_value(value).strip()
                    if self._tells(text, named=column in named):
                        yield text

    def _find_titles(self, sheet: Sheet) -> dict[tuple[int, int], str]:
        """Place → class of the titles that announce persons' details; a post's title may announce names."""
        found = {}
        for row, line in enumerate(sheet.rows):
            for column, value in enumerate(line):
                if isinstance(value, str) and value.strip():
                    kind = self._guard.kind_of(value)
                    if kind or fold(value) in self._guard.may_be_posts:
                        found[row, column] = kind or "person_name"
        return found

    def _tells(self, text: str, *, named: bool) -> bool:
        """Whether a refused text tells who a person is, and is not a word that any sheet may hold."""
        if _DIGITS.search(text):
            return not _DATE.match(text)
        if self._terms.is_title(text) or self._terms.is_school(text) or self._terms.is_answer(text):
            return False
        if fold(text) in self._own or _DATE.match(text):
            return False
        return len(text) >= _LONG or (named and bool(_SHORT_NAME.match(text)))

    def hide(self, text: str) -> str:
        """A text without what was refused, and without what any text is masked for."""
        masked = mask_text(text)
        return self._pattern.sub(MASK, masked) if self._pattern else masked


class _Within:
    """The texts of the standards, to ask whether a short word is one of theirs (稳定 in 安全稳定)."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)

    def __contains__(self, folded: str) -> bool:
        return folded in self._text
