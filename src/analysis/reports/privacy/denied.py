"""The deny set: what was refused in a round's workbooks, read again from just those addresses and kept in memory only.

It is never written and never told. Words that anybody's table may hold are left out: titles, answers, schools and
towns, our own wording, a category that repeats down its column, numbers under seven digits, single letters.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from openpyxl.utils import column_index_from_string

from analysis.errors import RefusedWorkbook
from analysis.reading.cells import Sheet, show_value
from analysis.reading.context import Context
from analysis.reading.frame import is_known
from analysis.reading.persons import name_rules
from analysis.reading.privacy import make_guard
from analysis.reading.terms import Terms
from analysis.reading.worker import Worker
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of

_APART = re.compile(r"[、,，;；/\s]+")
_DIGITS = re.compile(r"[0-9Xx -]*[0-9][0-9Xx -]*")
_LEAST_DIGITS = 7
_DAY = re.compile(
    r"((?:19|20)[0-9]{2}) ?[-年./] ?(0?[1-9]|1[0-2]) ?"
    r"(?:月?|[-月./] ?(0?[1-9]|[12][0-9]|3[01]) ?日?(?: ?[0-9]{1,2}(?::[0-9]{2}){1,2})?)"
)
"""A month or a day, with its time or without; a number of a person in groups (2019-09-0012345) is none."""
_YEARS = 1
"""How many years before its round a day of the work may lie, such as that of a form: who is in school is older."""
_BIRTHS = ("family", "sensitive")
"""Classes of columns whose days may be those of births."""
_COUNT = re.compile(r"[0-9]{1,4}(?:\.[0-9]+)? ?([^\d\s.].*)")
_UNITS = frozenset(
    ("%", "年级", "级", "届", "学期", "号楼", "楼", "单元", "层", "年", "个月", "月", "周", "天", "日", "岁", "周岁")
)
"""What a number is of, beside the units of measures (3人, 2.5万元): 80%, 6年级, 12号楼."""
_LONG = 6
"""Letters from which a text of a column that no title explains is particular to one person."""
WHOLE = "*"
"""Column of the refused table for a sheet that was refused whole."""


def list_denied(round_: Round, folder: Path) -> frozenset[str]:
    """The refused texts of the workbooks of one round.

    A workbook that can no longer be read gives none: its tables could not have been made anew either.

    Args:
        round_: the round, whose tables say what was refused.
        folder: where its workbooks lie.
    """
    cells = round_.tables["cells"]
    refused = cells[cells["role"] == "refused"]
    if refused.empty:
        return frozenset()
    finder = _Finder(round_)
    found: set[str] = set()
    with Worker(round_.standards, round_.register) as worker:
        for file, rows in refused.groupby("file"):
            try:
                sheets = worker.read_sheets(folder / str(file), Context("", str(file)))
            except RefusedWorkbook:
                continue
            kinds = _list_kinds(round_.tables["refused"], str(file))
            for sheet in sheets:
                found.update(finder.list_texts(sheet, _list_places(rows, sheet), kinds))
    return frozenset(found)


def _list_kinds(refused: pd.DataFrame, file: str) -> dict[tuple[str, int], str]:
    """(sheet, column from 0) → the class that a column was refused as; whole sheets are not in it."""
    own = refused[(refused["file"] == file) & (refused["column"] != WHOLE)]
    return {
        (sheet, column_index_from_string(column) - 1): kind
        for sheet, column, kind in zip(own["sheet"], own["column"], own["class"], strict=True)
    }


def _list_places(rows: pd.DataFrame, sheet: Sheet) -> set[tuple[int, int]]:
    own = rows[rows["sheet"] == sheet.name]
    return {(row - 1, column - 1) for row, column in zip(own["row"], own["col"], strict=True)}


class _Finder:
    """Tells which refused texts are particular to a person."""

    def __init__(self, round_: Round) -> None:
        standards = round_.standards
        self._terms, self._guard = Terms(words_of(standards), round_.register), make_guard(standards)
        self._units = _UNITS | words_of(standards).units.keys()
        self._recent = round_.first_day.year - _YEARS
        self._own = fold("\n".join(_list_own_words(standards)))
        written = (value for row in round_.register.every for value in row.values())
        self._register = {fold(part) for value in written for part in (value, *str(value).split(";"))}

    def list_texts(
        self, sheet: Sheet, places: set[tuple[int, int]], kinds: Mapping[tuple[str, int], str]
    ) -> Iterator[str]:
        """The texts of a sheet's refused places that may stand nowhere."""
        columns: dict[int, list[str]] = {}
        for row, column in sorted(places):
            if text := show_value(sheet.rows[row][column]).strip():
                columns.setdefault(column, []).append(text)
        for column, texts in columns.items():
            yield from self._list_column(texts, kinds.get((sheet.name, column), ""))

    def _list_column(self, listed: Sequence[str], kind: str) -> Iterator[str]:
        known, texts = False, []
        births = any(word in fold(text) for text in listed for word in name_rules().lists["births"])
        for text in listed:
            told = self._guard.kind_of(text) or ("person_name" if fold(text) in self._guard.may_be_posts else "")
            if told:
                kind = told
            elif self._terms.is_title(text):
                known = True
            else:
                texts.append(text)
        repeated = {text for text, count in Counter(texts).items() if count > 1}
        for text in texts:
            if not self._is_of_work(unicodedata.normalize("NFKC", text), kind, births=births or kind in _BIRTHS):
                yield from self._list_parts(text, kind=kind, plain=text in repeated or (known and not kind))

    def _list_parts(self, text: str, *, kind: str, plain: bool) -> Iterator[str]:
        """What of a refused text may not stand anywhere.

        Args:
            text: as the cell shows it.
            kind: class of the title above, "" for none.
            plain: whether it is a category, or stands under a title of ours.
        """
        plain_text = unicodedata.normalize("NFKC", text)
        if _DIGITS.fullmatch(plain_text):
            digits = re.sub(r"[ -]", "", plain_text)
            if len(digits) >= _LEAST_DIGITS and fold(digits) not in self._register:
                yield digits
            return
        rules = name_rules()
        for part in _APART.split(text) if rules.are_names(text) else ():
            if (kind or rules.is_name(part)) and not self._is_word(part):
                yield part
        if not rules.are_names(text) and not plain and not self._is_word(text):
            short = 2 if kind == "person_name" else 4 if kind else _LONG
            if len(text) >= short:
                yield text

    def _is_of_work(self, text: str, kind: str, *, births: bool) -> bool:
        """Whether a text is a count or a day of the work itself, which many have.

        Args:
            text: with plain letters and digits.
            kind: class of the title above; a name may stand after its number (2 单元), but none has one letter.
            births: whether days in the column may be those of births.
        """
        count = _COUNT.fullmatch(text)
        if count and fold(count[1]) in self._units and (kind != "person_name" or len(count[1]) == 1):
            return True
        return not births and self._is_recent(text)

    def _is_recent(self, text: str) -> bool:
        """Whether a text is a day that there is, or a month, of the time of the round."""
        written = _DAY.fullmatch(text)
        if not written or int(written[1]) < self._recent:
            return False
        year, month, day = int(written[1]), int(written[2]), int(written[3] or 1)
        return day <= monthrange(year, month)[1]

    def _is_word(self, text: str) -> bool:
        folded = fold(text)
        return len(folded) < 2 or folded in self._register or folded in self._own or is_known(text, self._terms)


def _list_own_words(standards: Standards) -> Iterable[str]:
    yield from standards.wording.values()
    for item in standards.items.values():
        yield from (item.requirement.zh, item.short.zh, *item.titles)
    yield from _walk(standards.words)


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from _walk(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _walk(one)
