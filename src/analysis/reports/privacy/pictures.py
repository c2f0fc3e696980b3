"""The words inside picture and PDF files that no eye sees: titles, authors, comments, camera data."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_WORDED = (b"tEXt", b"zTXt", b"iTXt", b"eXIf")
_PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_LITERAL = re.compile(rb"/(Title|Author|Subject|Keywords|Creator|Producer)\s*(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)


def read_png(data: bytes) -> Iterator[tuple[str, str]]:
    """The text chunks of a PNG file (PNG specification, 11.3.4): chunk → its words."""
    place = len(_PNG) if data.startswith(_PNG) else len(data)
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        chunk = data[place + 8 : place + 8 + length]
        if kind in _WORDED:
            yield kind.decode("ascii"), _read_chunk(kind, chunk)
        place += length + 12
    if not data.startswith(_PNG):
        yield "", data.decode("utf-8", "replace")


def _read_chunk(kind: bytes, chunk: bytes) -> str:
    key, _, rest = chunk.partition(b"\0")
    packed = rest[1:] if kind == b"zTXt" else b""
    if kind == b"iTXt":
        languages = rest[2:].split(b"\0", 2)
        packed = languages[2] if rest[:1] == b"\1" and len(languages) == 3 else b""
        rest = languages[-1]
    if packed:
        try:
            rest = zlib.decompress(packed)
        except zlib.error:
            rest = packed
    return f"{_decode(key)} {_decode(rest)}"


def read_jpeg(data: bytes) -> Iterator[tuple[str, str]]:
    """The comments and application data of a JPEG file, up to the picture itself."""
    if not data.startswith(b"\xff\xd8"):
        yield "", data.decode("utf-8", "replace")
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker == 0xDA:
            return
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            words = _PRINTABLE.findall(data[place + 4 : place + 2 + length])
            yield f"FF{marker:02X}", " ".join(map(_decode, words))
        place += 2 + length


def read_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    """The properties of a PDF file; its pages are those of the page that it was printed from, which is read itself."""
    for key, value in _LITERAL.findall(data):
        yield key.decode("ascii"), _decode(bytes.fromhex(value[1:-1].decode()) if value[:1] == b"<" else value[1:-1])
    for packet in _XMP.findall(data):
        yield "XMP", _decode(packet)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
