"""What of a text can stand in a document, and how wide: cells keep every character as found, what is printed has these.

Excel stores a control character as `_x000B_`, and a text file as it is; neither XML nor a font knows one, and a single
one makes an office document that no program opens.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What breaks a line beside a line feed: a vertical tab is Word's own line break, pasted."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What is no sign at all: control characters but tab and line feed, halves of pairs, and what Unicode leaves out."""
_BROKEN = re.compile(r"\s*\n\s*")


def make_printable(text: str) -> str:
    """A text with every line break a line feed, and without characters that no document can hold."""
    return text if text.isprintable() else _CONTROL.sub("", _BREAK.sub("\n", text))


def make_line(text: str) -> str:
    """A text as it is printed in one line, such as a name: a space where it was broken."""
    return text if text.isprintable() else _BROKEN.sub(" ", make_printable(text))


@lru_cache(maxsize=65_536)
def count_columns(text: str) -> int:
    """The width of a text in Latin letters: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
