"""What the fast reader loses of an .ods: merged spans, hidden parts, cell errors, symbol fonts, what is struck out.

Format: OpenDocument 1.3, part 3 (ISO/IEC 26300). Rows and cells may be repeated by a number, so a place is counted, not
read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from analysis.reading.loss import Loss, Place, drop_author
from analysis.reading.preflight import DEFAULT, check_limit
from analysis.standards.limits import Limits

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = (f"{{{_OASIS}{name}:1.0}}" for name in ("table", "text", "office"))
_STYLE, _FONT = f"{{{_OASIS}style:1.0}}", f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_VALUE_TYPE = f"{_OFFICE}value-type"
_USUAL = f"{_TABLE}default-cell-style-name"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_UNSEEN = ("collapse", "filter")
_MOST_REPEATED = 10_000
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d{3}")
"""How an office program shows an error; the file marks it by the text alone, or by a type of that program's own."""


@dataclass
class _Found:
    """What is found of one sheet."""

    errors: dict[Place, str] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Looks:
    """Cell styles that change what a cell says: name → symbol font, and those that strike out."""

    symbols: Mapping[str, str]
    struck: frozenset[str]


def read_ods_losses(path: Path, limits: Limits = DEFAULT) -> dict[str, Loss]:
    """Sheet name → what is lost of it.

    Raises:
        Unreadable: a sheet is used too far; a few bytes may repeat one cell over a whole sheet.
    """
    with zipfile.ZipFile(path) as archive:
        roots = [ElementTree.fromstring(archive.read(name)) for name in ("content.xml", "styles.xml")
                 if name in archive.namelist()]  # fmt: skip
    looks, losses = _read_looks(roots), {}
    for sheet in roots[0].iter(f"{_TABLE}table"):
        name = sheet.get(f"{_TABLE}name", "")
        check_limit("area", _used_area(sheet), limits, at=name)
        losses[name] = _read_sheet(sheet, looks)
    return losses


def _used_area(sheet: Element) -> int:
    """Rows × columns up to the last cells that hold something."""
    row = bottom = right = 0
    for line in sheet.iter(f"{_TABLE}table-row"):
        column = reach = 0
        for cell in line:
            column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            reach = column if len(cell) or cell.get(_VALUE_TYPE) else reach
        row += int(line.get(f"{_TABLE}number-rows-repeated", 1))
        bottom, right = (row, max(right, reach)) if reach else (bottom, right)
    return bottom * right


def _read_sheet(sheet: Element, looks: _Looks) -> Loss:
    found, row, rows, columns = _Found(), 0, set[int](), set[int]()
    at, usual = 0, list[tuple[int, str]]()
    for line in sheet.iter(f"{_TABLE}table-column"):
        at = _pass(line, "columns", at, columns)
        usual.append((at, line.get(_USUAL, "")))
    for line in sheet.iter(f"{_TABLE}table-row"):
        following = _pass(line, "rows", row, rows)
        column = 0
        for cell in line:
            if cell.tag in _CELLS:
                wide = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
                style = cell.get(f"{_TABLE}style-name") or line.get(_USUAL) or _find_usual(usual, column)
                _read_cell(cell, (row, column), (following - row, wide), (style, looks), found)
                column += wide
        row = following
    return Loss(
        errors=found.errors, fonts=found.fonts, struck=frozenset(found.struck), comments=found.comments,
        spans=tuple(found.spans), hidden_rows=frozenset(rows), hidden_columns=frozenset(columns),
    )  # fmt: skip


def _pass(line: Element, kind: str, at: int, unseen: set[int]) -> int:
    """The number after a row or column that may be repeated; noted where it is not to be seen."""
    times = int(line.get(f"{_TABLE}number-{kind}-repeated", 1))
    if line.get(f"{_TABLE}visibility") in _UNSEEN:
        unseen.update(range(at, at + min(times, _MOST_REPEATED)))
    return at + times


def _find_usual(usual: Sequence[tuple[int, str]], column: int) -> str:
    """The style of a column's cells that name none of their own."""
    return next((style for end, style in usual if column < end), "")


def _read_cell(
    cell: Element, place: Place, repeated: tuple[int, int], styled: tuple[str, _Looks], found: _Found
) -> None:
    (row, column), (style, looks) = place, styled
    right, down = (int(cell.get(f"{_TABLE}number-{n}-spanned", 1)) for n in ("columns", "rows"))
    if right > 1 or down > 1:
        found.spans.append((row, column, row + down - 1, column + right - 1))
    note = cell.find(f"{_OFFICE}annotation")
    if note is not None:
        text = "\n".join(_write(line) for line in note.iter(f"{_TEXT}p")).strip()
        found.comments[place] = drop_author(text, (node.text or "" for node in note.iter(_CREATOR)))
    lines = [_write(line) for line in cell.findall(f"{_TEXT}p")]
    if not lines:
        return
    error = lines[0] if len(lines) == 1 and cell.get(f"{_TABLE}formula") and _ERROR.fullmatch(lines[0]) else ""
    for each in _repeat(place, repeated) if error or style in looks.symbols or style in looks.struck else ():
        if error:
            found.errors[each] = error
        if style in looks.symbols:
            found.fonts[each] = looks.symbols[style]
        if style in looks.struck:
            found.struck.add(each)


def _repeat(place: Place, repeated: tuple[int, int]) -> Iterator[Place]:
    """Every place of a cell that is repeated down and across; the area was checked before."""
    tall, wide = repeated
    for down in range(min(tall, _MOST_REPEATED)):
        for right in range(min(wide, _MOST_REPEATED)):
            yield place[0] + down, place[1] + right


def _write(line: Element) -> str:
    return "".join(line.itertext())


def _read_looks(roots: list[Element]) -> _Looks:
    """The styles of cells, each with what it inherits from its parent."""
    styles = {
        node.get(f"{_STYLE}name", ""): node
        for root in reversed(roots)  # the sheets' own come last, and win
        for node in root.iter(f"{_STYLE}style")
        if node.get(f"{_STYLE}family") == "table-cell"
    }
    symbols, struck = {}, set()
    for name in styles:
        font, line = _inherit(name, styles)
        if "ingdings" in font:
            symbols[name] = font
        if line not in ("", "none"):
            struck.add(name)
    return _Looks(symbols, frozenset(struck))


def _inherit(name: str, styles: Mapping[str, Element]) -> tuple[str, str]:
    """The font of a style and how it strikes out: its own, else its parent's."""
    font, line, met = "", "", set[str]()
    while name in styles and name not in met:
        met.add(name)
        for text in styles[name].iter(f"{_STYLE}text-properties"):
            font = font or text.get(f"{_STYLE}font-name") or text.get(f"{_FONT}font-family", "").strip("'\"")
            line = line or text.get(f"{_STYLE}text-line-through-style", "")
        name = styles[name].get(f"{_STYLE}parent-style-name", "")
    return font, line
