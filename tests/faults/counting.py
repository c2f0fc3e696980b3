"""Non-empty cells of a workbook counted another way: raw XML, xlrd, the records of .xlsb, the csv module.

Nothing here uses the reader that is checked. A cell counts that has a value, an error or a formula without a stored
result; a text that is empty, and a formula whose stored result is an empty text, do not.
"""

from __future__ import annotations

import csv
import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import xlrd


def local(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1]


def text_of(node: ElementTree.Element) -> str:
    """The text of a shared or inline string: its t parts, without phonetic hints."""
    found = []
    for child in node:
        if local(child) == "t":
            found.append(child.text or "")
        elif local(child) == "r":
            found += [part.text or "" for part in child if local(part) == "t"]
    return "".join(found)


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    return {name.lower().replace("\\", "/").lstrip("/"): name for name in archive.namelist()}


def related(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> Iterator[tuple[str, str, str]]:
    """(relation id, type, part) of what a part points at."""
    folder, name = posixpath.split(part)
    rels = names.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    for node in ElementTree.fromstring(archive.read(rels)) if rels else ():
        target = (node.get("Target") or "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield node.get("Id") or "", (node.get("Type") or "").rsplit("/", 1)[-1], whole.lower()


def count_xlsx(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        names = parts_of(archive)
        book = next(name for name in names if name.endswith("workbook.xml"))
        targets = {key: (kind, part) for key, kind, part in related(archive, names, book)}
        shared = next((part for kind, part in targets.values() if kind == "sharedStrings" and part in names), None)
        texts = [text_of(n) for n in ElementTree.fromstring(archive.read(names[shared]))] if shared else []
        total = 0
        for sheet in ElementTree.fromstring(archive.read(names[book])).iter():
            if local(sheet) != "sheet":
                continue
            key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            kind, part = targets.get(key, ("", ""))
            if kind == "worksheet" and part in names:
                total += count_sheet(archive.read(names[part]), texts)
        return total


def count_sheet(data: bytes, texts: list[str]) -> int:
    total = 0
    for cell in ElementTree.fromstring(data).iter():
        if local(cell) != "c":
            continue
        kind, parts = cell.get("t", "n"), {local(child): child for child in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if kind == "inlineStr":
            total += bool(text_of(parts["is"])) if "is" in parts else 0
        elif kind == "s":
            total += bool(value.strip() and texts[int(value)])
        elif kind == "str" and "v" in parts:
            total += bool(value)
        else:
            total += bool(value.strip()) or "f" in parts
    return total


def count_xls(path: Path) -> int:
    book = xlrd.open_workbook(str(path), logfile=io.StringIO())
    empty = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
    return sum(
        cell.ctype not in empty and cell.value != ""
        for sheet in book.sheets()
        for row in range(sheet.nrows)
        for cell in sheet.row(row)
    )


_REPEATED = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-%s-repeated"


def count_ods(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    total = 0
    for row in root.iter():
        if local(row) != "table-row":
            continue
        times = int(row.get(_REPEATED % "rows", 1))
        for cell in row:
            if local(cell) in ("table-cell", "covered-table-cell") and filled(cell):
                total += times * int(cell.get(_REPEATED % "columns", 1))
    return total


def filled(cell: ElementTree.Element) -> bool:
    kinds = [value for name, value in cell.items() if name.endswith("}value-type")]
    paragraphs = ["".join(child.itertext()) for child in cell if local(child) == "p"]
    if not kinds:
        return False
    return any(paragraphs) or (kinds[0] != "string" and bool(kinds[0]))


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a binary part: type and body, both numbers in seven bits a byte."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (data[at] << 7), at + 1
        size = shift = 0
        while True:
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + size]
        at += size


def count_xlsb(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        names = parts_of(archive)
        targets = list(related(archive, names, "xl/workbook.bin"))
        shared = next((names[part] for _, kind, part in targets if kind == "sharedStrings" and part in names), None)
        texts = [body[1:5] != bytes(4) for kind, body in records(archive.read(shared)) if kind == 19] if shared else []
        sheets = [names[part] for _, kind, part in targets if kind == "worksheet" and part in names]
        return sum(count_records(archive.read(sheet), texts) for sheet in sheets)


def count_records(data: bytes, texts: list[bool]) -> int:
    total = 0
    for kind, body in records(data):
        if kind in (2, 3, 4, 5, 9, 10, 11):  # numbers, errors, booleans, stored or computed
            total += 1
        elif kind in (6, 8):  # text in the cell, text of a formula
            total += struct.unpack_from("<I", body, 8)[0] > 0
        elif kind == 7:
            total += texts[struct.unpack_from("<I", body, 8)[0]]
        elif kind == 62:  # rich text in the cell
            total += struct.unpack_from("<I", body, 9)[0] > 0
    return total


def count_text(text: str, delimiter: str) -> int:
    return sum(
        bool(value) for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for value in record
    )


COUNTERS = {"xlsx": count_xlsx, "xls": count_xls, "ods": count_ods, "xlsb": count_xlsb}
"""Kind of file → its other counter."""
