"""A sheet part walked through element by element: slow, and right however it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from analysis.reading.loss import Loss, Place, Styles, place_of

_ODD = re.compile(rb"<(?:\w+:)?c(?:>|/>|\s(?![^>]*\br=\"))")
_UNUSUAL = re.compile(rb'<c(?:[>/]|\s(?!r="))')
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_LAST_COLUMN = 16_384


def is_plain(data: bytes) -> bool:
    """Whether every cell has an address in double quotes, as patterns expect."""
    usual = b'<c r="' in data and not _UNUSUAL.search(data)
    usual = usual and not is_prefixed(data)
    if not usual and _ODD.search(data):
        return False
    return b"='" not in data or b"='" not in re.sub(rb">[^<]*<", b"><", data)


def is_prefixed(data: bytes) -> bool:
    """Whether the elements of a part are written with a prefix: <x:c r="A1">."""
    return b"<worksheet" not in data[:4096]


def walk_sheet(data: bytes, styles: Styles, blanks: Mapping[bytes, str]) -> Loss:
    """What calamine loses of a sheet; a cell without an address stands right of the one before it.

    Args:
        data: the part, well-formed.
        styles: the styles that change what a cell says.
        blanks: number of a shared text → the text, of those that are nothing but white space.
    """
    walk = _Walk(styles, blanks)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    parser.Parse(data, True)
    return Loss(
        errors=walk.errors, formulas=frozenset(walk.formulas), fonts=walk.fonts, struck=frozenset(walk.struck),
        spaces=walk.spaces,
        hidden_rows=frozenset(walk.hidden_rows), hidden_columns=frozenset(walk.hidden_columns),
    )  # fmt: skip


@dataclass
class _Walk:
    styles: Styles
    blanks: Mapping[bytes, str]
    spaces: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    fonts: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    place: Place = (-1, -1)
    kind: str = ""
    inside: str = ""
    value: str = ""
    formula: bool = False
    stored: bool = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins: a row, a cell, its value or its formula."""
        name = tag.rsplit("}", 1)[-1]
        if name == "row":
            self.place = (int(given.get("r", self.place[0] + 2)) - 1, -1)
            if given.get("hidden") in ("1", "true"):
                self.hidden_rows.add(self.place[0])
        elif name == "c":
            self.start_cell(given)
        elif name == "col" and given.get("hidden") in ("1", "true"):
            last = min(int(given["max"]), _LAST_COLUMN)
            self.hidden_columns.update(range(int(given["min"]) - 1, last))
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.stored = True
        self.inside = name

    def start_cell(self, given: dict[str, str]) -> None:
        """A cell begins: where it stands, what it holds, how it looks."""
        found = _ADDRESS.fullmatch(given.get("r", ""))
        row, column = self.place
        self.place = place_of(found[1].encode(), found[2].encode()) if found else (row, column + 1)
        self.kind, self.value, self.formula, self.stored = given.get("t", ""), "", False, False
        style = int(given.get("s", 0))
        if style in self.styles.symbols:
            self.fonts[self.place] = self.styles.symbols[style]
        if style in self.styles.struck:
            self.struck.add(self.place)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rsplit("}", 1)[-1]
        if name == "c":
            self.end_cell()
        self.inside = ""

    def end_cell(self) -> None:
        """A cell ends: errors, formulas without a value and looks that say something are kept."""
        text = self.blanks.get(self.value.encode(), "") if self.kind == "s" else self.value
        if self.kind == "e":
            self.errors[self.place] = self.value
        elif self.formula and not self.value.strip() and not (self.kind == "str" and self.stored):
            self.formulas.add(self.place)
        elif self.kind in ("s", "str", "inlineStr") and text and not text.strip():
            self.spaces[self.place] = text

    def text(self, text: str) -> None:
        """Characters of a value."""
        if self.inside in ("v", "t"):
            self.value += text
