"""Office documents as bytes: the same content gives the same bytes, and no person, machine or clock in them.

Word, PowerPoint and Excel files are zip packages of one kind. Whatever library wrote one, its parts are put in one
order with one time, its properties are written anew, and what a template may bring of its author (thumbnail, own
properties) is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

from analysis.standards.printable import make_line

TEMPLATE_MOST = 200 * 2**20
"""Bytes that the parts of a template may come to."""
MALFORMED = (KeyError, ValueError, SyntaxError)
"""What python-docx and python-pptx raise at a package whose parts are not those of a document."""
_OLE = b"\xd0\xcf\x11\xe0"
"""How a file begins that Office encrypted, or wrote before 2007."""
_ENCRYPTED = 0x1
"""The flag of a zip's entry that needs a password."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_LEFT_OUT = re.compile(r"docProps/(?:custom\.xml|thumbnail\.\w+)")
_REFERENCE = re.compile(rb'<(?:Relationship|Override)\b[^>]*?"/?docProps/(?:custom\.xml|thumbnail\.\w+)"[^>]*?/>')
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE_XML = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_APP_XML = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>ducha</Application></Properties>"
)


class PackageError(Exception):
    """A file that is no package that can be read.

    Attributes:
        reason: locked (a password, or older than 2007) or damaged (no zip, a broken one, or one too large unpacked).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_package(content: bytes, *, most: int) -> dict[str, bytes]:
    """The parts of an office document that somebody handed in: name → bytes.

    Args:
        content: a .docx, .pptx or .xlsx file, or what is called one.
        most: bytes that its parts may come to.

    Raises:
        PackageError: it cannot be read; the reason says why.
    """
    if content.startswith(_OLE):
        raise PackageError("locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                raise PackageError("locked")
            if sum(entry.file_size for entry in entries) > most:
                raise PackageError("damaged")
            return {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise PackageError("damaged") from error


def has_macros(parts: Mapping[str, bytes]) -> bool:
    """Whether a package carries a program."""
    return b"macroEnabled" in parts.get(_FIRST, b"") or any(name.endswith("vbaProject.bin") for name in parts)


def settle_package(written: bytes, *, day: date, title: str = "") -> bytes:
    """Settle what a library wrote: order, times and properties.

    Args:
        written: a .docx, .pptx or .xlsx file.
        day: the day put as its date, one of the round's.
        title: title in its properties.
    """
    properties = {
        _CORE: _DECLARATION + _CORE_XML.format(title=escape(make_line(title)), day=day.isoformat()),
        _APP: _DECLARATION + _APP_XML,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(made, "w") as target:
        for name in sorted(source.namelist(), key=lambda part: (part != _FIRST, part)):
            if not _LEFT_OUT.fullmatch(name):
                target.writestr(_describe(name), _settle_part(name, source.read(name), properties))
    return made.getvalue()


def _describe(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    return info


def _settle_part(name: str, data: bytes, properties: Mapping[str, str]) -> bytes:
    if name in properties:
        return properties[name].encode("utf-8")
    return _REFERENCE.sub(b"", data) if name in (_FIRST, "_rels/.rels") else data
