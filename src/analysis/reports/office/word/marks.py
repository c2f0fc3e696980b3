"""Printed numbers in bookmarks: a reader of the file finds each by its code, whatever was edited around it.

A bookmark of Word has a name of letters, digits and underscores, at most 40, once in a document. That of a number is
made of its code; a number of a town, kind or item has a hash of that beside it, for names may be Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.narrative.passages import Number
from analysis.reports.office.word.elements import make

LONGEST = 40
"""Most characters of a bookmark's name."""
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_HASHED = 12


def mark_number(number: Number, occurrence: int = 1) -> str:
    """The name of a number's bookmark: `n_3_16_1` is the first 3-16 of a document.

    Args:
        number: its code and, where it is a part, of what.
        occurrence: which of the same number in the document, from 1.
    """
    plain = _PLAIN.fullmatch(number.code) and len(number.code) <= _HASHED
    stem = number.code.replace("-", "_") if plain else f"h{_hash(number.code)}"
    part = f"_g{_hash(f'{number.group_by}@{number.group}')}" if number.group_by or number.group else ""
    return f"n_{stem}{part}_{occurrence}"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()[:_HASHED]


@dataclass
class Marks:
    """The bookmarks of a document being written."""

    seen: Counter[str] = field(default_factory=Counter)
    first: int = 1
    """Id of the next bookmark; a template has its own below."""

    def surround(self, number: Number, run: BaseOxmlElement) -> list[BaseOxmlElement]:
        """A number's run in a bookmark of its own."""
        stem = mark_number(number, 0)
        self.seen[stem] += 1
        start = make("w:bookmarkStart", id=self.first, name=mark_number(number, self.seen[stem]))
        end = make("w:bookmarkEnd", id=self.first)
        self.first += 1
        return [start, run, end]
