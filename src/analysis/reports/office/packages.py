"""Office documents as bytes: the same content gives the same bytes, and no person, machine or clock in them.

Word, PowerPoint and Excel files are zip packages of one kind. Whatever library wrote one, its parts are put in one
order with one time, its properties are written anew, and what hangs on the package beside its document is left out:
what a template may bring of its author lies there (properties under any name, thumbnail, signatures, labels).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from defusedxml import ElementTree
from docx.exceptions import PythonDocxError
from pptx.exc import PythonPptxError

from analysis.standards.printable import make_line

MALFORMED = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, NotImplementedError, SyntaxError,
    PythonDocxError, PythonPptxError, zipfile.BadZipFile,
)  # fmt: skip
"""What python-docx and python-pptx raise at a package whose parts are not those of a document: they look for what a
whole one has, and fail in whatever way it is missing."""
_OLE = b"\xd0\xcf\x11\xe0"
"""How a file begins that Office encrypted, or wrote before 2007."""
_ENCRYPTED = 0x1
"""The flag of a zip's entry that needs a password."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_ROOT = "_rels/.rels"
_DOCUMENT = "/officeDocument"
"""How the type of the one relationship of a package ends that its document hangs on."""
_TYPES = "http://schemas.openxmlformats.org/"
_OURS = (
    (_CORE, "package/2006/relationships/metadata/core-properties",
     "application/vnd.openxmlformats-package.core-properties+xml"),
    (_APP, "officeDocument/2006/relationships/extended-properties",
     "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
)  # fmt: skip
"""Our properties: part, type of its relationship after `_TYPES`, type of its content."""
_OVERRIDE = re.compile(r'<Override\b[^>]*?\bPartName="/([^"]*)"[^>]*?/>')
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
    with zipfile.ZipFile(io.BytesIO(written)) as source:
        links = {name: _read_links(name, source.read(name)) for name in source.namelist() if name.endswith(".rels")}
        document = next(link for link in links[_ROOT] if link.kind.endswith(_DOCUMENT))
        kept = _follow(document.target, links)
        parts = {name: source.read(name) for name in source.namelist() if name in kept}
        types = _settle_types(source.read(_FIRST).decode("utf-8"), kept)
    parts |= {
        _FIRST: types.encode("utf-8"), _ROOT: _write_root(document).encode("utf-8"),
        _CORE: (_DECLARATION + _CORE_XML.format(title=escape(make_line(title)), day=day.isoformat())).encode("utf-8"),
        _APP: (_DECLARATION + _APP_XML).encode("utf-8"),
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in sorted(parts, key=lambda part: (part != _FIRST, part)):
            target.writestr(_describe(name), parts[name])
    return made.getvalue()


@dataclass(frozen=True)
class _Link:
    """A relationship inside a package: its type, and the part that it leads to."""

    kind: str
    target: str


def _read_links(name: str, content: bytes) -> list[_Link]:
    """The relationships of a part; those that lead out of the package are left out."""
    base = posixpath.dirname(posixpath.dirname(name))
    found = (one.attrib for one in ElementTree.fromstring(content) if one.attrib.get("TargetMode") != "External")
    return [_Link(one["Type"], posixpath.normpath(posixpath.join("/", base, one["Target"]))[1:]) for one in found]


def _follow(document: str, links: Mapping[str, Sequence[_Link]]) -> set[str]:
    """The parts that a document leads to, with their relationships."""
    found: set[str] = set()
    ahead = [document]
    while ahead:
        part = ahead.pop()
        if part not in found:
            place, name = posixpath.split(part)
            own = posixpath.join(place, "_rels", f"{name}.rels")
            found |= {part, own}
            ahead += [link.target for link in links.get(own, ())]
    return found


def _settle_types(types: str, kept: Container[str]) -> str:
    """The types of content: of what is kept and of our properties."""
    ours = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, _, kind in _OURS)
    rest = _OVERRIDE.sub(lambda found: found[0] if found[1] in kept else "", types)
    return rest.replace("</Types>", f"{ours}</Types>")


def _write_root(document: _Link) -> str:
    """The relationships of the package itself: its document and our properties."""
    listed = [(document.kind, document.target), *((_TYPES + kind, part) for part, kind, _ in _OURS)]
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{escape(target)}"/>'
        for number, (kind, target) in enumerate(listed, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_TYPES}package/2006/relationships">{"".join(lines)}</Relationships>'


def _describe(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    return info
