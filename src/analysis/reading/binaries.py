"""What calamine loses of the binary workbooks .xls and .xlsb, taken from their records.

Cell errors, symbol fonts and struck-out cells (.xls), hidden rows and columns, merged spans (.xlsb). Formats: [MS-XLS]
2.4, [MS-XLSB] 2.4; the numbers below are those of their records.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import ElementTree

from analysis.reading.loss import Loss, Place, Styles

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""Error code of a stored cell → its text."""
_SYMBOL = "ingdings"
_STRUCK = 0x0008
_SKIPPED_FONT = 4
_BOUNDSHEET, _FONT, _XF, _EOF, _BOF = 0x85, 0x31, 0xE0, 0x0A, (0x0809, 0x0409, 0x0209, 0x0009)
_ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0208, 0x7D, 0x0205, (0x0006, 0x0206, 0x0406)
_SINGLE = (0xFD, 0x0204, 0xD6, 0x0203, 0x027E, 0x0205, 0x0006)
_BIFF8 = 0x0600


def read_xls_losses(path: Path) -> dict[str, Loss]:
    """Sheet name → what calamine loses of an .xls; what is no OLE container has none."""
    import olefile

    if not olefile.isOleFile(str(path)):
        return {}
    with olefile.OleFileIO(str(path)) as container:
        name = next((name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if container.exists(name)), "")
        data = container.openstream(name).read() if name else b""
    return _Biff(data).losses() if data else {}


class _Biff:
    """The stream of an .xls workbook."""

    def __init__(self, data: bytes) -> None:
        self.data, self.fonts, self.formats = data, list[tuple[str, bool]](), list[int]()
        self.sheets: list[tuple[str, int]] = []
        self.modern = len(data) > 6 and struct.unpack_from("<H", data, 4)[0] >= _BIFF8

    def records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """(record, where its body begins, its length) from a place to the end of its part."""
        while at + 4 <= len(self.data):
            kind, size = struct.unpack_from("<HH", self.data, at)
            yield kind, at + 4, size
            if kind == _EOF:
                return
            at += 4 + size

    def losses(self) -> dict[str, Loss]:
        """What each sheet of the workbook loses, by its name."""
        for kind, at, size in self.records(0):
            if kind == _BOUNDSHEET and self.data[at + 5] == 0:
                self.sheets.append((self.short_text(at + 6), struct.unpack_from("<I", self.data, at)[0]))
            elif kind == _FONT and size > 14:
                bits = struct.unpack_from("<H", self.data, at + 2)[0]
                self.fonts.append((self.short_text(at + 14), bool(bits & _STRUCK)))
            elif kind == _XF:
                self.formats.append(struct.unpack_from("<H", self.data, at)[0])
        styles = self.styles()
        return {name: self.sheet(at, styles) for name, at in self.sheets}

    def short_text(self, at: int) -> str:
        """A text after a byte of length; from BIFF8 on a byte says whether it is UTF-16."""
        length = self.data[at]
        if not self.modern:
            return self.data[at + 1 : at + 1 + length].decode("gb18030", errors="replace")
        wide = self.data[at + 1] & 1
        raw = self.data[at + 2 : at + 2 + length * (1 + wide)]
        return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")

    def styles(self) -> Styles:
        """Which formats have a symbol font, which are struck out."""
        symbols, struck = {}, set()
        for number, font in enumerate(self.formats):
            at = font - (font > _SKIPPED_FONT)  # no workbook has a font of number 4
            name, line = self.fonts[at] if at < len(self.fonts) else ("", False)
            if _SYMBOL in name:
                symbols[number] = name
            if line:
                struck.add(number)
        return Styles(symbols, frozenset(struck))

    def sheet(self, start: int, styles: Styles) -> Loss:
        """What the sheet that begins at `start` loses."""
        data, found = self.data, _Found()
        marked = styles.symbols.keys() | styles.struck
        depth = 0
        for kind, at, size in self.parts(start):
            depth += kind in _BOF
            if depth > 1:
                depth -= kind == _EOF  # a chart inside the sheet
                continue
            if kind == _BOOLERR and data[at + 7]:
                found.errors[struct.unpack_from("<HH", data, at)] = ERRORS.get(data[at + 6], "#N/A")
            elif kind in _FORMULA and data[at + 6] == 2 and data[at + 12 : at + 14] == b"\xff\xff":
                found.errors[struct.unpack_from("<HH", data, at)] = ERRORS.get(data[at + 8], "#N/A")
            elif kind == _ROW and data[at + 12] & 0x20:
                found.hidden_rows.add(struct.unpack_from("<H", data, at)[0])
            elif kind == _COLINFO and data[at + 8] & 1:
                first, last = struct.unpack_from("<HH", data, at)
                found.hidden_columns.update(range(first, min(last, 255) + 1))
            if marked and kind in _SINGLE and size >= 6:
                found.mark(struct.unpack_from("<HHH", data, at), styles)
        return found.loss()

    def parts(self, start: int) -> Iterator[tuple[int, int, int]]:
        """The records of a sheet, those of the charts in it among them."""
        at, depth = start, 0
        while at + 4 <= len(self.data):
            kind, size = struct.unpack_from("<HH", self.data, at)
            yield kind, at + 4, size
            depth += (kind in _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            at += 4 + size


@dataclass
class _Found:
    errors: dict[Place, str] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)

    def mark(self, cell: tuple[int, int, int], styles: Styles) -> None:
        """Remember a cell whose format has a symbol font or is struck out."""
        row, column, number = cell
        if number in styles.symbols:
            self.fonts[row, column] = styles.symbols[number]
        if number in styles.struck:
            self.struck.add((row, column))

    def loss(self) -> Loss:
        """What was found, as every kind of workbook tells it."""
        return Loss(
            errors=self.errors, fonts=self.fonts, struck=frozenset(self.struck), spans=tuple(self.spans),
            hidden_rows=frozenset(self.hidden_rows), hidden_columns=frozenset(self.hidden_columns),
        )  # fmt: skip


def read_xlsb_losses(path: Path) -> dict[str, Loss]:
    """Sheet name → what calamine loses of an .xlsb."""
    with zipfile.ZipFile(path) as archive:
        names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
        rels = names.get("xl/_rels/workbook.bin.rels")
        targets = {
            node.get("Id", ""): posixpath.normpath(posixpath.join("xl", node.get("Target", ""))).lower().lstrip("/")
            for node in (ElementTree.fromstring(archive.read(rels)) if rels else ())
        }
        return {
            name: _read_sheet(archive.read(names[targets[key]]))
            for name, key in _bundled(archive.read(names["xl/workbook.bin"]))
            if targets.get(key) in names
        }


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: type and body; both numbers are in seven bits a byte."""
    stream = io.BytesIO(data)
    while head := stream.read(1):
        kind = head[0]
        if kind & 0x80:
            kind = (kind & 0x7F) | (stream.read(1)[0] << 7)
        size = shift = 0
        more = True
        while more:
            byte = stream.read(1)[0]
            size |= (byte & 0x7F) << shift
            shift, more = shift + 7, bool(byte & 0x80)
        yield kind, stream.read(size)


_BUNDLE, _ROW_HEAD, _COLUMN_INFO, _MERGED = 156, 0, 60, 176
_ERROR_CELLS = (3, 11)


def _bundled(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, relation) of every sheet."""
    for kind, body in _records(data):
        if kind == _BUNDLE:
            length = struct.unpack_from("<I", body, 8)[0]
            after = 12 + 2 * length
            named = struct.unpack_from("<I", body, after)[0]
            yield body[after + 4 : after + 4 + 2 * named].decode("utf-16-le"), body[12:after].decode("utf-16-le")


def _read_sheet(data: bytes) -> Loss:
    found, row = _Found(), 0
    for kind, body in _records(data):
        if kind == _ROW_HEAD:
            row = struct.unpack_from("<I", body)[0]
            if body[11] & 0x10:
                found.hidden_rows.add(row)
        elif kind in _ERROR_CELLS:
            found.errors[row, struct.unpack_from("<I", body)[0]] = ERRORS.get(body[8], "#N/A")
        elif kind == _COLUMN_INFO and body[16] & 1:
            first, last = struct.unpack_from("<II", body)
            found.hidden_columns.update(range(first, min(last, 16_383) + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            found.spans.append((top, left, bottom, right))
    return found.loss()
