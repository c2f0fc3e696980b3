"""What calamine loses, taken from the parts of the file.

Cell errors, formulas without a stored value, hidden rows and columns, symbol fonts, struck-out cells and comments of
.xlsx and .xlsm; those of the binary kinds are in `binaries`, those of .ods in `opendocument`.

A sheet part is proved well-formed by expat (calamine reads damaged files), then searched by patterns: a Python call a
cell would cost more than the whole reading. What is written in a way that the patterns do not see (no addresses, other
quotes) is walked through instead (`walking`).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.parsers import expat

from defusedxml import ElementTree

from analysis.reading.binaries import read_xls_losses, read_xlsb_losses
from analysis.reading.loss import Loss, Styles, drop_author, place_of
from analysis.reading.opendocument import read_ods_losses
from analysis.reading.preflight import DEFAULT, Unreadable, check_limit
from analysis.reading.walking import is_plain, is_prefixed, walk_sheet
from analysis.standards.limits import Limits

XML_KINDS = ("xlsx",)
"""Kinds of file whose sheets are XML parts in a zip."""

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_C = rb"<(?:\w+:)?c\b"
_ERROR = re.compile(
    _C + rb'(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*(?<!/)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.S
)
_FORMULA = re.compile(
    _C + rb"([^>]*)(?<!/)>\s*(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
_SPACE = rb"(?:\s|&#x?[0-9A-Fa-f]+;)+"
_SPACES = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>" + _SPACE + rb"</(?:\w+:)?t>")
_INLINE = re.compile(
    _C
    + rb"([^>]*)(?<!/)>\s*<(?:\w+:)?(?:is>\s*<(?:\w+:)?t(?:\s[^>]*)?|v)>("
    + _SPACE
    + rb")</(?:\w+:)?(?:t>\s*</(?:\w+:)?is|v)>"
)
_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_ROWS = re.compile(rb'[<:]row\b[^>]*?\br="(\d+)"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_FAR = re.compile(_C + rb'[^>]*\br="([A-Z]+)(\d{6,})"[^>]*(?<!/)>(?!</)')
_WIDE = re.compile(_C + rb'[^>]*\br="([A-Z]{2,})(\d+)"[^>]*(?<!/)>(?!</)')
_FILLED = re.compile(_C + rb'[^>]*\br="([A-Z]+)(\d+)"[^>]*(?<!/)>(?!</)')


def read_losses(path: Path, kind: str, limits: Limits = DEFAULT) -> dict[str, Loss]:
    """Sheet name → what calamine loses of it.

    Raises:
        Unreadable: a part is not well-formed, declares a document type, or a limit is passed.
    """
    if kind == "ods":
        return read_ods_losses(path, limits)
    if kind in _BINARY:
        return _BINARY[kind](path)
    if kind not in XML_KINDS:
        return {}
    losses = {}
    with zipfile.ZipFile(path) as archive:
        names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
        styles = _read_styles(archive, names)
        _check_texts(archive, names, limits)
        blanks = _blank_texts(archive, names)
        for name, part in _sheet_parts(archive, names):
            data = _prove(archive.read(names[part]), part)
            check_limit("area", used_area(data), limits, at=name)
            found = _search(data, styles, blanks) if is_plain(data) else walk_sheet(data, styles, blanks)
            comments = _read_comments(archive, names, part)
            losses[name] = replace(found, comments=comments)
    return losses


_MAY_BE = re.compile(rb'r="[A-Z](?:[A-Z]|\d{6})')
_MAY_BE_FAR = re.compile(rb'r="[A-Z]+\d{6,}"')
_MAY_BE_WIDE = re.compile(rb'r="[A-Z]{2,}\d')
_MAY_BE_SPACE = tuple(re.compile(start + rb"[\s&]") for start in (rb"t>", rb'preserve">', rb"v>"))
"""Searched for first: they begin with what can be found fast, and a true workbook mostly has none of them."""


def used_area(data: bytes) -> int:
    """Rows × columns up to the last cells that hold something: one at XFD1048576 makes the reader abort."""
    wide, far = (_MAY_BE.search(data) and pattern.search(data) for pattern in (_MAY_BE_WIDE, _MAY_BE_FAR))
    patterns = [pattern for met, pattern in ((far, _FAR), (wide, _WIDE)) if met]
    cells = [place_of(*found) for pattern in patterns for found in pattern.findall(data)]
    last = _ROWS.match(data, max(data.rfind(b"<row "), data.rfind(b":row "), 0))
    rows = int(last[1]) if last else 1
    columns = max((column for _, column in cells), default=25) + 1
    if rows * columns < DEFAULT.area and not any(row >= rows for row, _ in cells):
        return rows * columns
    places = [place_of(*found) for found in _FILLED.findall(data)]
    return (max((r for r, _ in places), default=0) + 1) * (max((c for _, c in places), default=0) + 1)


def _check_texts(archive: zipfile.ZipFile, names: Mapping[str, str], limits: Limits) -> None:
    part = names.get("xl/sharedstrings.xml")
    if part and archive.getinfo(part).file_size > limits.text_chars:
        bare = re.sub(rb"<[^>]*>", b"", archive.read(part))
        check_limit("text_chars", len(bare.decode("utf-8", errors="replace")), limits, at=part)


def _prove(data: bytes, part: str) -> bytes:
    """The part as UTF-8, proved well-formed."""

    def refuse(*_: object) -> None:
        raise Unreadable("unsafe", f"{part}: DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable("damaged", f"{part}: {error}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16").encode("utf-8")
    return data


def _related(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (last word of its type, part in lower case)."""
    folder, name = posixpath.split(part)
    rels = names.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = {}
    for node in ElementTree.fromstring(archive.read(rels)) if rels else ():
        target = node.get("Target", "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[node.get("Id", "")] = (node.get("Type", "").rsplit("/", 1)[-1], whole.lower())
    return found


def _sheet_parts(archive: zipfile.ZipFile, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(sheet name, its part in lower case), of every sheet of cells."""
    book = next((name for name in names if name.endswith("workbook.xml")), "")
    if not book:
        return []
    related = _related(archive, names, book)
    found = []
    for node in ElementTree.fromstring(archive.read(names[book])).iter():
        if node.tag.endswith("}sheet"):
            kind, part = related.get(node.get(_REL) or node.get(_STRICT_REL) or "", ("", ""))
            if part in names and kind == "worksheet":
                found.append((node.get("name", ""), part))
    return found


def _read_styles(archive: zipfile.ZipFile, names: Mapping[str, str]) -> Styles:
    """The cell styles that change what a cell says: a symbol font, struck out."""
    part = names.get("xl/styles.xml")
    data = archive.read(part) if part else b""
    if b"ingdings" not in data and b"strike" not in data:
        return Styles()
    root = ElementTree.fromstring(data)
    space = root.tag[: root.tag.index("}") + 1]
    fonts = list(root.iter(f"{space}font"))
    formats = root.find(f"{space}cellXfs")
    symbols, struck = {}, set()
    for number, node in enumerate(formats if formats is not None else ()):
        at = int(node.get("fontId", 0))
        font = fonts[at] if at < len(fonts) else None
        name = font.find(f"{space}name") if font is not None else None
        if name is not None and "ingdings" in name.get("val", ""):
            symbols[number] = name.get("val", "")
        line = font.find(f"{space}strike") if font is not None else None
        if line is not None and line.get("val", "1") in ("1", "true"):
            struck.add(number)
    return Styles(symbols, frozenset(struck))


def _styled(data: bytes, numbers: Iterator[int] | list[int]) -> Iterator[tuple[tuple[int, int], int]]:
    wanted = b"|".join(b"%d" % number for number in numbers)
    for tag, style in re.findall(_C + rb'(?=([^>]*))[^>]*\bs="(' + wanted + rb')"', data) if wanted else ():
        place = re.search(rb'\br="([A-Z]+)(\d+)"', tag)
        if place:
            yield place_of(place[1], place[2]), int(style)


def _unstored(data: bytes) -> Iterator[tuple[int, int]]:
    """Places of formulas without a stored value; one whose value is an empty text has one."""
    for given, value in _FORMULA.findall(data):
        found = _ADDRESS.search(given)
        if found and not (value and b't="str"' in given):
            yield place_of(found[1], found[2])


def _blank_texts(archive: zipfile.ZipFile, names: Mapping[str, str]) -> dict[bytes, str]:
    """Number of a shared text → the text, of those that are nothing but white space."""
    part = next((part for name, part in names.items() if name.endswith("sharedstrings.xml")), "")
    data = archive.read(part) if part else b""
    if not _SPACES.search(data):
        return {}
    found = {}
    for number, node in enumerate(ElementTree.fromstring(data)):
        text = "".join(part.text or "" for part in node.iter() if part.tag.endswith("}t"))
        if text and not text.strip():
            found[b"%d" % number] = text
    return found


def _read_spaces(data: bytes, blanks: Mapping[bytes, str]) -> dict[tuple[int, int], str]:
    """Place → text of cells that hold nothing but white space."""
    found = {}
    for given, text in _INLINE.findall(data) if any(first.search(data) for first in _MAY_BE_SPACE) else ():
        place = _ADDRESS.search(given)
        if place and (b't="inlineStr"' in given or b't="str"' in given):
            found[place_of(place[1], place[2])] = unescape(text.decode())
    numbers = b"|".join(sorted(blanks))
    for given, number in re.findall(_C + rb"([^>]*)>\s*<(?:\w+:)?v>(" + numbers + rb")<", data) if numbers else ():
        place = _ADDRESS.search(given)
        if place and b't="s"' in given:
            found[place_of(place[1], place[2])] = blanks[number]
    return found


def _search(data: bytes, styles: Styles, blanks: Mapping[bytes, str]) -> Loss:
    errors, formulas = {}, set()
    if b't="e"' in data:
        errors = {place_of(col, row): text.decode() for col, row, text in _ERROR.findall(data)}
    if b"<f" in data or (is_prefixed(data) and b":f" in data):
        formulas = set(_unstored(data))
    hidden = b"hidden=" in data
    return Loss(
        errors=errors,
        formulas=frozenset(formulas),
        fonts={place: styles.symbols[number] for place, number in _styled(data, sorted(styles.symbols))},
        struck=frozenset(place for place, _ in _styled(data, sorted(styles.struck))),
        spaces=_read_spaces(data, blanks),
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


def _read_comments(archive: zipfile.ZipFile, names: Mapping[str, str], sheet: str) -> dict[tuple[int, int], str]:
    """Place → text of its comment, without the author's name, with which a comment begins."""
    part = next((part for kind, part in _related(archive, names, sheet).values() if kind == "comments"), "")
    if part not in names:
        return {}
    root = ElementTree.fromstring(archive.read(names[part]))
    authors = [node.text or "" for node in root.iter() if node.tag.endswith("}author")]
    found = {}
    for node in root.iter():
        place = re.fullmatch(r"([A-Z]+)(\d+)", node.get("ref", "")) if node.tag.endswith("}comment") else None
        if place:
            text = "".join(part.text or "" for part in node.iter() if part.tag.endswith("}t")).strip()
            found[place_of(place[1].encode(), place[2].encode())] = drop_author(text, authors)
    return found


_BINARY = {"xls": read_xls_losses, "xlsb": read_xlsb_losses}
