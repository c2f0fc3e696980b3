"""What calamine loses, taken from the parts of the file.

Cell errors, formulas without a stored value, hidden rows and columns, symbol fonts (.xlsx, .xlsm), merged spans (.ods).

A sheet part is proved well-formed by expat without handlers (calamine reads damaged files), then searched by patterns:
a Python call a cell would cost more than the whole reading.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from defusedxml import ElementTree

from analysis.reading.preflight import Unreadable

XML_KINDS = ("xlsx",)
"""Kinds of file whose sheets are XML parts in a zip."""

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.S)
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+)(\d+)"[^>/]*>\s*(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_STYLED = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]+)(\d+)")[^>]*\bs="(\d+)"')


@dataclass(frozen=True)
class Loss:
    """What one sheet would lose.

    Attributes:
        errors: (row, column) → error text.
        formulas: places of formulas without a stored value.
        fonts: (row, column) → symbol font.
        hidden_rows: numbers of hidden rows, from 0.
        hidden_columns: numbers of hidden columns, from 0.
        spans: merged spans, where calamine gives none.
    """

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int, int, int], ...] = ()


def read_losses(path: Path, kind: str) -> dict[str, Loss]:
    """Sheet name → what calamine loses of it; empty for kinds that have no XML parts."""
    if kind == "ods":
        return _read_ods(path)
    if kind not in XML_KINDS:
        return {}
    with zipfile.ZipFile(path) as archive:
        symbols = _symbol_styles(archive)
        return {name: _search(_prove(archive.read(part), path), symbols) for name, part in _sheet_parts(archive)}


def _prove(data: bytes, path: Path) -> bytes:
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable("damaged") from error
    return data


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    names = {name.lower(): name for name in archive.namelist()}
    book = next((names[n] for n in ("xl/workbook.xml",) if n in names), "")
    rels = names.get("xl/_rels/workbook.xml.rels", "")
    if not book or not rels:
        return []
    targets = {node.get("Id"): node.get("Target", "") for node in ElementTree.fromstring(archive.read(rels))}
    found = []
    for node in ElementTree.fromstring(archive.read(book)).iter():
        if node.tag.endswith("}sheet"):
            target = targets.get(node.get(_REL), "")
            part = names.get((target.lstrip("/") if target.startswith("/") else f"xl/{target}").lower())
            if part:
                found.append((node.get("name", ""), part))
    return found


def _symbol_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Cell style number → symbol font."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    data = archive.read("xl/styles.xml")
    if b"ingdings" not in data:
        return {}
    root = ElementTree.fromstring(data)
    space = root.tag[: root.tag.index("}") + 1]
    fonts = [
        next((n.get("val", "") for n in font if n.tag == f"{space}name"), "") for font in root.iter(f"{space}font")
    ]
    formats = root.find(f"{space}cellXfs")
    return {
        number: fonts[int(node.get("fontId", 0))]
        for number, node in enumerate(formats if formats is not None else ())
        if int(node.get("fontId", 0)) < len(fonts) and "ingdings" in fonts[int(node.get("fontId", 0))]
    }


def _search(data: bytes, symbols: Mapping[int, str]) -> Loss:
    errors, formulas, fonts = {}, set(), {}
    if b't="e"' in data:
        errors = {(int(row) - 1, _number(col)): text.decode() for col, row, text in _ERROR.findall(data)}
    if b"<f" in data or b":f" in data:
        formulas = {(int(row) - 1, _number(col)) for col, row in _FORMULA.findall(data)}
    if symbols:
        fonts = {
            (int(row) - 1, _number(col)): symbols[int(style)]
            for col, row, style in _STYLED.findall(data)
            if int(style) in symbols
        }
    hidden = b"hidden=" in data
    return Loss(
        errors=errors,
        formulas=frozenset(formulas),
        fonts=fonts,
        hidden_rows=frozenset(int(row) - 1 for row in _ROW.findall(data)) if hidden else frozenset(),
        hidden_columns=_hidden_columns(data) if hidden else frozenset(),
    )


def _hidden_columns(data: bytes) -> frozenset[int]:
    columns: set[int] = set()
    for tag in _COLUMN.findall(data):
        first, last = (re.search(rb'\b%s="(\d+)"' % name, tag) for name in (b"min", b"max"))
        if first and last:
            columns.update(range(int(first[1]) - 1, min(int(last[1]), 16_384)))
    return frozenset(columns)


def _read_ods(path: Path) -> dict[str, Loss]:
    """Merged spans of an .ods, whose reader gives none."""
    losses: dict[str, Loss] = {}
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    for sheet in root.iter(f"{table}table"):
        spans, row = [], 0
        for line in sheet.iter(f"{table}table-row"):
            column = 0
            for cell in line:
                wide, tall = (int(cell.get(f"{table}number-{n}-spanned", 1)) for n in ("columns", "rows"))
                if wide > 1 or tall > 1:
                    spans.append((row, column, row + tall - 1, column + wide - 1))
                column += int(cell.get(f"{table}number-columns-repeated", 1))
            row += int(line.get(f"{table}number-rows-repeated", 1))
        losses[sheet.get(f"{table}name", "")] = Loss(spans=tuple(spans))
    return losses
