"""The numbers of a Word document by their bookmarks, read without the code that wrote them.

A bookmark is called `n_3_16_1`: n, the code with _ for -, `_g` and twelve digits of a hash of `group_by@group` where
the number is of a part, and which of the same number it is. A code that is no such name is hashed itself, after an h.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple
from xml.etree import ElementTree as Tree

import pandas as pd

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Mark(NamedTuple):
    """A number as it stands now: its code, which part, its text, and where: paragraph p12, or table cell t2r3c4."""

    code: str
    group_by: str
    group: str
    text: str
    place: str


def name_bookmark(code: str, group_by: str = "", group: str = "") -> str:
    """How the bookmarks of a number begin."""
    plain = re.fullmatch("(?=.{1,12}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*", code)
    stem = code.replace("-", "_") if plain else f"h{_hash(code)}"
    return f"n_{stem}" + (f"_g{_hash(f'{group_by}@{group}')}" if group_by or group else "")


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()[:12]


def read_marks(document: bytes, numbers: pd.DataFrame) -> list[Mark]:
    """The numbers of a document in their order; a bookmark that is none of them is left out.

    Args:
        document: a .docx, edited or not.
        numbers: code, group_by and group of every number that there may be.
    """
    keys = numbers[["code", "group_by", "group"]].itertuples(index=False, name=None)
    known = {name_bookmark(*key): key for key in keys}
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = Tree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert body is not None
    return [
        Mark(*known[stem], text, place)
        for place, paragraph in _list_paragraphs(body)
        for name, text in _read(paragraph)
        if (stem := name.rpartition("_")[0]) in known
    ]


def _list_paragraphs(body: Tree.Element) -> Iterator[tuple[str, Tree.Element]]:
    paragraphs = tables = 0
    for block in body:
        if block.tag == f"{W}tbl":
            tables += 1
            for row, line in enumerate(block.iter(f"{W}tr"), start=1):
                for column, cell in enumerate(line.iter(f"{W}tc"), start=1):
                    yield from ((f"t{tables}r{row}c{column}", one) for one in cell.iter(f"{W}p"))
        else:
            for one in block.iter(f"{W}p"):
                paragraphs += 1
                yield f"p{paragraphs}", one


def _read(paragraph: Tree.Element) -> Iterator[tuple[str, str]]:
    """Name and text of each bookmark of a paragraph; deleted text of a tracked change (w:delText) is none."""
    going: dict[str | None, tuple[str, list[str]]] = {}
    for one in paragraph.iter():
        key = one.get(f"{W}id")
        if one.tag == f"{W}bookmarkStart":
            going[key] = (one.get(f"{W}name", ""), [])
        elif one.tag == f"{W}bookmarkEnd" and key in going:
            name, texts = going.pop(key)
            yield name, "".join(texts)
        elif one.tag == f"{W}t":
            for _, texts in going.values():
                texts.append(one.text or "")
