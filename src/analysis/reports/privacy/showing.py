"""What a product shows, whatever its kind: its texts, and where in it each stands.

A product is read from its bytes, not from what it was made of, so that whatever way a text took into it is seen:
hidden sheets, comments, notes, tooltips, embedded data, properties, the words inside a picture's file. A kind that is
not known is read as plain text; nothing is passed over.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from analysis.reports.privacy.packages import PACKAGES, read_package
from analysis.reports.privacy.pictures import read_jpeg, read_pdf, read_png


@dataclass(frozen=True)
class Shown:
    """A text of a product.

    Attributes:
        place: where it stands in the product, as a person finds it: a paragraph, a cell, a line.
        text: the text.
    """

    place: str
    text: str


_PACKED = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)?(?:;[a-z0-9=-]+)*;base64,([a-z0-9+/=%\s]+)", re.IGNORECASE)
_SPELLED = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)?(?:;(?!base64,)[a-z0-9=-]+)*,([^\s\"'<>)]+)", re.IGNORECASE)
"""Data in a link (RFC 2397): in base64, and percent-encoded."""
_INSIDE = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg", "text/html": ".html"}
"""Kind of such data → ending of a file of its kind; others are read as lines."""
_FONT = re.compile("(?:font/|application/(?:x-)?font-)[a-z0-9.-]+")
_FONT_HEADS = (b"wOF2", b"wOFF", b"OTTO", b"\0\1\0\0")
"""How the bytes of a font begin; what is only called one is read."""
_PICTURES = {"iVBOR": "png", "/9j/": "jpeg", "R0lGOD": "gif"}
"""How a picture begins in base64 → its kind."""
_DRAWN = re.compile(
    r"\s(?:d|points|transform|viewBox|style|class|width|height|x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|dx|dy|offset|"
    r'stroke-[a-z]+|font-[a-z]+|fill|stroke|integrity|nonce)="[^"]*"'
)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|button|code|em|i|mark|small|span|strong|sub|sup|tspan|u|wbr)\b[^>]*>")
_TAG = re.compile(r"<(/?[a-zA-Z!][^>]*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_WIDTH_LESS = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED = re.compile("%[89A-Fa-f][0-9A-Fa-f]")


def read_product(name: str, data: bytes) -> Iterator[Shown]:
    """The texts of a product with their places.

    Args:
        name: its file name, whose ending tells its kind.
        data: its bytes.
    """
    ending = PurePosixPath(name).suffix.lower()
    for place, text in _READERS.get(ending, _read_lines)(data):
        if text.strip():
            yield Shown(place, _spell_out(text))


def _spell_out(text: str) -> str:
    """A text with its letters as a reader sees them: none without width, none escaped as JSON and links do."""
    plain = _WIDTH_LESS.sub("", text)
    if "\\u" in plain:
        plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), plain)
    return f"{plain}\n{unquote(plain)}" if _QUOTED.search(plain) else plain


def _read_lines(data: bytes) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        yield str(number), line


def _read_page(data: bytes) -> Iterator[tuple[str, str]]:
    """A page: what it says line by line, then its attributes, comments and scripts, then the pictures inside it."""
    text = data.decode("utf-8", "replace")
    yield from _read_embedded(text)
    bare = _TAG.sub(_drop_drawn, _PACKED.sub("", text))
    for number, line in enumerate(bare.splitlines(), start=1):
        yield str(number), html.unescape(_TAG.sub("\n", _INLINE.sub("", line)))
        tags = " ".join(_TAG.findall(line))
        values = [html.unescape(value) for value in _ATTRIBUTE.findall(tags)]
        yield str(number), "\n".join(value for value in values if value)
    for comment in re.findall(r"<!--(.*?)-->", bare, re.DOTALL):
        yield "<!-- -->", comment


def _drop_drawn(tag: re.Match[str]) -> str:
    """A tag without the numbers of its drawing, on as many lines: the path of a letter may go on for a hundred."""
    return _DRAWN.sub(lambda drawn: "\n" * drawn[0].count("\n"), tag[0])


def _read_embedded(text: str) -> Iterator[tuple[str, str]]:
    """What the data in a page's links says; of a font nothing, for its bytes are no words."""
    packed = ((found[1], _unpack(found[2])) for found in _PACKED.finditer(text))
    spelled = ((found[1], unquote_to_bytes(found[2])) for found in _SPELLED.finditer(text))
    for kind, data in (*packed, *spelled):
        named = (kind or "text/plain").lower()
        if not (_FONT.fullmatch(named) and data.startswith(_FONT_HEADS)):
            reader = _READERS.get(_INSIDE.get(named, ""), _read_lines)
            yield from ((f"{named} {place}", said) for place, said in reader(data))


def _unpack(written: str) -> bytes:
    """The bytes that base64 stands for, filled up as browsers do; as written where it stands for none."""
    signs = "".join(unquote(written).split()).rstrip("=")
    try:
        return base64.b64decode(signs + "=" * (-len(signs) % 4), validate=True)
    except ValueError:
        return written.encode("utf-8")


def _read_notebook(data: bytes) -> Iterator[tuple[str, str]]:
    """A notebook: cells with their outputs, and every other text in it (metadata)."""
    try:
        notebook = json.loads(data)
    except ValueError:
        yield from _read_lines(data)
        return
    for number, cell in enumerate(notebook.get("cells", ()), start=1):
        for text in _walk(cell):
            if text.lstrip().startswith("<"):
                yield from ((f"[{number}]", said) for _, said in _read_page(text.encode("utf-8")))
            else:
                yield from ((f"[{number}]", said) for _, said in _read_page_free(text))
    yield from (("metadata", text) for text in _walk(notebook.get("metadata", {})))


def _read_page_free(text: str) -> Iterator[tuple[str, str]]:
    """A text that may be a picture's bytes: told as such, else as it is."""
    kind = next((kind for head, kind in _PICTURES.items() if text.lstrip().startswith(head)), "")
    yield from _read_embedded(f"data:image/{kind};base64,{text}") if kind else (("", text),)


def _walk(value: object) -> Iterator[str]:
    """Every text in parsed JSON, keys among them; lists of lines as one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(one, str) for one in value):
            yield "".join(value)
        else:
            for one in value:
                yield from _walk(one)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from _walk(one)


_READERS: Mapping[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    ".html": _read_page,
    ".svg": _read_page,
    ".ipynb": _read_notebook,
    **dict.fromkeys(PACKAGES, lambda data: read_package(data, _read_part)),
    ".png": read_png,
    ".jpg": read_jpeg,
    ".jpeg": read_jpeg,
    ".pdf": read_pdf,
}
"""Ending of a file's name → what reads it."""


def _read_part(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """A part of an office package that is a file of its own: a picture, an embedded workbook."""
    return _READERS.get(PurePosixPath(name).suffix.lower(), _read_lines)(data)
