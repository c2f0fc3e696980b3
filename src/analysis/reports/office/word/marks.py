"""Printed numbers in bookmarks: a reader of the file finds each by its code, whatever was edited around it.

A bookmark of Word has a name of letters, digits and underscores, at most 40, once in a document. That of a number is
made of its code; a number of a town, kind or item has a hash of that beside it, for names may be Chinese.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.measures.results import RoundResults
from analysis.narrative.passages import Number
from analysis.reports.office.word.elements import make

LONGEST = 40
"""Most characters of a bookmark's name."""
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_HASHED = 12


@dataclass(frozen=True)
class Mark:
    """A number as it stands in a document.

    Attributes:
        code: its code, such as 3-16.
        group_by: "", town, kind or item; group: which one.
        text: what stands there now.
        place: where: `p12` the twelfth paragraph of the body, `t2r3c4` a cell of its second table.
    """

    code: str
    group_by: str
    group: str
    text: str
    place: str


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


def read_marks(document: bytes, results: RoundResults) -> tuple[Mark, ...]:
    """The numbers of a document in their order, as they stand there now.

    Args:
        document: a .docx of ours, edited or not; numbers whose bookmark was deleted are not found.
        results: what the codes mean; a bookmark that is no number of theirs is left out.
    """
    frame = results.numbers
    known = {
        mark_number(number, 0): number
        for number in (Number(*key) for key in zip(frame["code"], [""] * len(frame), frame["group_by"],
                                                   frame["group"], strict=True))
    }  # fmt: skip
    body = docx.Document(io.BytesIO(document)).element.body
    found = []
    for place, paragraph in _list_paragraphs(body):
        for name, text in _read_bookmarks(paragraph):
            number = known.get(f"{name.rpartition('_')[0]}_0")
            if number is not None:
                found.append(Mark(number.code, number.group_by, number.group, text, place))
    return tuple(found)


def _list_paragraphs(body: BaseOxmlElement) -> Iterator[tuple[str, BaseOxmlElement]]:
    """Every paragraph with its place, in the order of the document."""
    paragraphs = tables = 0
    for block in body:
        if block.tag == qn("w:tbl"):
            tables += 1
            for row, line in enumerate(block.iter(qn("w:tr")), start=1):
                for column, cell in enumerate(line.iter(qn("w:tc")), start=1):
                    yield from ((f"t{tables}r{row}c{column}", one) for one in cell.iter(qn("w:p")))
        else:
            for one in block.iter(qn("w:p")):
                paragraphs += 1
                yield f"p{paragraphs}", one


def _read_bookmarks(paragraph: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """Name and text of each bookmark that begins in a paragraph; deleted text of a tracked change is none."""
    open_: dict[str, tuple[str, list[str]]] = {}
    for element in paragraph.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
        key = element.get(qn("w:id"), "")
        if element.tag == qn("w:bookmarkStart"):
            open_[key] = (element.get(qn("w:name"), ""), [])
        elif element.tag == qn("w:t"):
            for _, texts in open_.values():
                texts.append(element.text or "")
        elif key in open_:
            name, texts = open_.pop(key)
            yield name, "".join(texts)
