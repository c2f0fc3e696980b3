"""What the bytes of a file are, and whether they may be opened: content is sniffed, never the name.

Every refusal is one `Unreadable`, whose words are in the wording file under [error]. Limits follow Apache POI's where
it has one, and each is named in its message.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

TEXT_KINDS = ("csv",)
"""Kinds of file that are records of text."""
READABLE = ("xlsx", "xlsb", "xls", "ods", "csv")
"""Kinds that end in tables."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is opened.

    Attributes:
        file_bytes: size of the file.
        part_bytes: size of one unpacked part.
        ratio: how many times a part of more than `ratio_from` bytes may unpack.
        ratio_from: parts below this are not held to the ratio.
        entries: parts in a container.
        rows: rows of a sheet.
        area: rows × columns of the used range of a sheet.
    """

    file_bytes: int = 200_000_000
    part_bytes: int = 600_000_000
    ratio: int = 100
    ratio_from: int = 100_000_000
    entries: int = 10_000
    rows: int = 1_048_000
    area: int = 20_000_000


LIMITS = Limits()
"""The limits used where none are given."""


class Unreadable(Exception):
    """A file that cannot be read; `workbook` tells it in the run's language.

    Attributes:
        code: what is wrong: empty_file, lock_file, encrypted, damaged, html, not_a_table, too_large, no_table.
        seen: what was found, such as the size against the limit.
    """

    def __init__(self, code: str, seen: str = "") -> None:
        self.code, self.seen = code, seen
        super().__init__(code)


def sniff(path: Path) -> str:
    """What a file is: one of `READABLE`.

    Raises:
        Unreadable: empty, a lock file, encrypted, a web page, a picture or other file, or over a limit.
    """
    if path.name.startswith(("~$", ".~lock")):
        raise Unreadable("lock_file")
    size = path.stat().st_size
    if not size:
        raise Unreadable("empty_file")
    if size > LIMITS.file_bytes:
        raise Unreadable("too_large", f"{size} > {LIMITS.file_bytes}")
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PK"):
        return _sniff_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(path)
    if head[:2] == b"\x09\x08" or head[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04"):
        return "xls"
    return _sniff_text(path, head)


def _sniff_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            names = {info.filename.lower().replace("\\", "/") for info in infos}
            _check_parts(path, infos)
            kind = _zip_kind(archive, names)
            if kind == "xlsx":
                _check_used_range(path, archive)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError) as error:
        raise Unreadable("damaged") from error
    if not kind:
        raise Unreadable("not_a_table")
    return kind


def _zip_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods" if b"spreadsheet" in archive.read("mimetype") else ""
    return "xlsx" if any(name.endswith("workbook.xml") for name in names) else ""


def _check_parts(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > LIMITS.entries:
        raise Unreadable("too_large", f"{len(infos)} > {LIMITS.entries}")
    for info in infos:
        swollen = info.file_size > LIMITS.ratio_from and info.file_size > LIMITS.ratio * max(info.compress_size, 1)
        if info.file_size > LIMITS.part_bytes or swollen:
            raise Unreadable("too_large", f"{info.filename}: {info.file_size}")


_LAST_CELL = re.compile(rb'\br="[A-Z]{1,3}(\d+)"')
_WIDE = re.compile(rb'\br="([A-Z]{3})\d+"')


def _check_used_range(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a used range that would make the reader abort: one cell at XFD1048576 is enough."""
    for info in archive.infolist():
        if not info.filename.lower().startswith("xl/worksheets/") or not info.filename.endswith(".xml"):
            continue
        data = archive.read(info)
        at = max(data.rfind(b"<c "), data.rfind(b":c "))
        rows = max((int(number) for number in _LAST_CELL.findall(data[at : at + 400])), default=0) if at >= 0 else 0
        wide = max((_column(letters) for letters in _WIDE.findall(data)), default=702)
        if rows > LIMITS.rows or (rows * wide > LIMITS.area and wide > 702) or rows * wide > 40 * LIMITS.area:
            raise Unreadable("too_large", f"{rows} x {wide}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sniff_ole(path: Path) -> str:
    """An OLE container: an old workbook, or an encrypted one."""
    import msoffcrypto

    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise Unreadable("not_a_table")
    try:
        with path.open("rb") as stream:
            locked = msoffcrypto.OfficeFile(stream).is_encrypted()
    except Exception:
        locked = False  # not every old workbook is one that msoffcrypto knows; the reader decides
    if locked:
        raise Unreadable("encrypted")
    return "xls"


_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM", b"RIFF")


def _sniff_text(path: Path, head: bytes) -> str:
    if head.startswith(_NOT_TEXT):
        raise Unreadable("not_a_table")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:500].lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml", b"<div")):
        raise Unreadable("html")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not wide:
        raise Unreadable("not_a_table")
    decode_text(path)
    return "csv"


def decode_text(path: Path) -> str:
    """The text of a file by its encoding: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _decode_loosely(path, data)


def _decode_loosely(path: Path, data: bytes) -> str:
    if sum(byte < 9 or 13 < byte < 32 for byte in data[:4096]):
        raise Unreadable("not_a_table")
    return data.decode("cp1252", errors="replace")
