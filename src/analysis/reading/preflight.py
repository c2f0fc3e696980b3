"""What the bytes of a file are, and whether they may be opened: content is sniffed, never the name.

Every refusal is one `Unreadable`, whose words are in the wording file under [error]. The limits are those of
limits.toml, and each is named in what it refuses.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from analysis.standards.limits import Limits, shipped_limits

TEXT_KINDS = ("csv",)
"""Kinds of file that are records of text."""
READABLE = ("xlsx", "xlsb", "xls", "ods", "csv")
"""Kinds that end in tables."""
DEFAULT = shipped_limits()
"""The limits used where none are given: those of the shipped limits.toml."""


class Unreadable(Exception):
    """A file that cannot be read; `workbook` tells it in the run's language.

    Attributes:
        code: what is wrong: empty_file, lock_file, encrypted, damaged, html, xml, not_a_table, too_large, unsafe,
            unread.
        seen: what was found, such as the limit and what went over it.
    """

    def __init__(self, code: str, seen: str = "") -> None:
        self.code, self.seen = code, seen
        super().__init__(code)


def check_limit(name: str, found: int, limits: Limits, *, at: str = "") -> None:
    """Hold a number against a limit.

    Args:
        name: the limit's name in limits.toml.
        found: what the file has.
        limits: the limits.
        at: part or sheet.

    Raises:
        Unreadable: it is over; says which limit, and where.
    """
    limit = getattr(limits, name)
    if found > limit:
        raise Unreadable("too_large", f"{at + ': ' if at else ''}{name} {found} > {limit}")


def sniff(path: Path, limits: Limits = DEFAULT) -> str:
    """What a file is: one of `READABLE`.

    Args:
        path: the file.
        limits: how much is opened.

    Raises:
        Unreadable: empty, a lock file, encrypted, a web page, a picture or other file, or over a limit.
    """
    if path.name.startswith(("~$", ".~lock")):
        raise Unreadable("lock_file")
    size = path.stat().st_size
    if not size:
        raise Unreadable("empty_file")
    check_limit("file_bytes", size, limits)
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PK"):
        return _sniff_zip(path, limits)
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head[:2] in _OLD:
        return "xls"
    return _sniff_text(path, head, limits)


def is_workbook(path: Path) -> bool:
    """Whether a file holds a workbook, or one that cannot be opened, whatever it is called; text does not count."""
    try:
        return sniff(path) not in TEXT_KINDS
    except Unreadable as error:
        return error.code in ("encrypted", "damaged", "too_large", "unsafe")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = (b"\x09\x08", b"\x09\x00", b"\x09\x02", b"\x09\x04")


def _sniff_zip(path: Path, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            kind = _zip_kind(archive)
            if kind:
                _check_parts(archive, limits)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError) as error:
        raise Unreadable("damaged") from error
    if not kind:
        raise Unreadable("not_a_table")
    return kind


def _zip_kind(archive: zipfile.ZipFile) -> str:
    names = {name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
        if b"encryption-data" in manifest:
            raise Unreadable("encrypted")
        return "ods" if b"spreadsheet" in archive.read("mimetype") else ""
    return "xlsx" if any(name.endswith("workbook.xml") for name in names) else ""


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    check_limit("entries", len(parts), limits)
    names = [part.filename.lower() for part in parts]
    twice = (
        next((name for at, name in enumerate(names) if name in names[:at]), "") if len(set(names)) < len(names) else ""
    )
    if twice:
        raise Unreadable("unsafe", f"{twice} × 2")
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable("encrypted")
        check_limit("part_bytes", part.file_size, limits, at=part.filename)
        if part.file_size > limits.inflate_from:
            check_limit("inflate_ratio", part.file_size // max(part.compress_size, 1), limits, at=part.filename)
        if part.filename.endswith((".xml", ".rels")) and "worksheets/" not in part.filename:  # those are proved whole
            with archive.open(part) as stream:
                refuse_doctype(stream.read(_PROLOG), part.filename)


_PROLOG = 1024


def refuse_doctype(start: bytes, part: str) -> None:
    """Refuse a part that declares a document type: no spreadsheet program writes one, and entities may explode.

    Raises:
        Unreadable: it does.
    """
    if b"<!DOCTYPE" in start.replace(b"\x00", b""):
        raise Unreadable("unsafe", f"{part}: DOCTYPE")


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
_OTHER_TABLES = (b"ID;", b"TABLE\r\n0,1", b"TABLE\n0,1")
"""SYLK and DIF: read as records of text they would be silently wrong."""
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<div", b"<body", b"<style")


def _sniff_text(path: Path, head: bytes, limits: Limits) -> str:
    if head.startswith(_NOT_TEXT + _OTHER_TABLES):
        raise Unreadable("not_a_table")
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<?xml") and b"<html" not in start:
        raise Unreadable("xml")
    if start.startswith((b"<?xml", b"<!--", *_HTML)):
        raise Unreadable("html")
    check_limit("text_chars", len(decode_text(path)), limits)
    return "csv"


def decode_text(path: Path) -> str:
    """The text of a file by its encoding: UTF-8 or UTF-16 with or without BOM, else GB18030.

    Raises:
        Unreadable: the bytes are no text.
    """
    data = path.read_bytes()
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text[:4096]:
            return text.removeprefix("\ufeff")
    if any(byte < 9 or 13 < byte < 32 for byte in data[:4096]):
        raise Unreadable("not_a_table")
    return data.decode("cp1252", errors="replace")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = data[:4096]
    if b"\x00" in head:
        # Letters, commas and line ends have a zero byte beside them: before it in one order, after it in the other.
        odd, even = head[1::2].count(0), head[0::2].count(0)
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")
