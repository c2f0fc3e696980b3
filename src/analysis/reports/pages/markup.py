"""HTML as escaped pieces: a text becomes markup only through `tag`, so no cell can run as code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import TypeAlias

from markupsafe import Markup, escape

from analysis.standards.printable import make_printable

Piece: TypeAlias = "str | Markup | int | Iterable[Piece] | None"
"""What may stand inside a tag: a text (escaped), markup made by `tag`, a number, nothing, or several of these."""
VOID = frozenset({"br", "col", "hr", "img", "meta"})
"""Tags without content."""
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of writing, which could reorder what a reader sees."""


def join(*pieces: Piece) -> Markup:
    """Escape and join pieces; None gives nothing."""
    parts: list[str] = []
    for piece in pieces:
        if piece is None:
            continue
        if isinstance(piece, Markup):
            parts.append(str(piece))
        elif isinstance(piece, str):
            parts.append(str(escape(_DIRECTION.sub("�", make_printable(piece)))))
        elif isinstance(piece, Iterable):
            parts.append(str(join(*piece)))
        else:
            parts.append(str(int(piece)))
    return Markup("".join(parts))


def tag(name: str, /, *pieces: Piece, **attributes: str | int | bool | None) -> Markup:
    """Make one element.

    Args:
        name: tag name, given by the program, never by data.
        pieces: its content.
        attributes: `class_` and `for_` lose their underscore, other underscores become hyphens; None and False leave
            the attribute out, True writes it bare.
    """
    head = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{head}>")
    return Markup(f"<{name}{head}>{join(*pieces)}</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{join(str(value))}"'


LONGEST_FILE = 60
"""Most bytes of an id in a file name; a longer one is told by its hash."""


def name_file(text: str) -> str:
    """A file name from an id, without its suffix: its `anchor`, with a hash for the rest of a long one."""
    name = anchor(text)
    if len(name) > LONGEST_FILE:
        name = f"{name[:LONGEST_FILE]}-{sha256(text.encode('utf-8')).hexdigest()[:12]}"
    return name


def anchor(text: str) -> str:
    """An id from any text: letters and digits of ASCII and hyphens stay, everything else becomes its code point.

    The same text always gives the same id, and two texts never share one.
    """
    return "".join(mark if mark.isascii() and (mark.isalnum() or mark == "-") else f"_{ord(mark):x}" for mark in text)
