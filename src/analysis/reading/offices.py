"""Who settled something, by office or post: a name is not taken, with or without a post or an office beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analysis.reading.privacy import mask_text
from analysis.standards.model import Standards
from analysis.standards.words import fold

_LONGEST = 24
_APART = re.compile(r"[\s()（）、,，;；/]+")


def is_role(text: str, standards: Standards) -> bool:
    """Whether a text names offices or posts (督导室, 二组组长, 副局长), and no person (王主任, 督导室张某某).

    Args:
        text: as written.
        standards: columns.toml [offices] has the words.
    """
    return names_office(text, standards.words)


def names_office(text: str, rules: Mapping[str, Mapping[str, Any]]) -> bool:
    """The same by the parsed rule files, as `Words.raw` has them."""
    if not text.strip() or len(fold(text)) > _LONGEST or mask_text(text) != text:
        return False
    offices = {key: tuple(map(fold, words)) for key, words in rules["columns"].get("offices", {}).items()}
    # English words are parted by spaces: the whole of "district office" is one office.
    parts = [fold(text)] if text.isascii() else [fold(part) for part in _APART.split(text) if part]
    return all(_is_office(part, offices, anywhere=text.isascii()) for part in parts)


def _is_office(part: str, offices: Mapping[str, tuple[str, ...]], *, anywhere: bool) -> bool:
    """Whether a part is an office, a post, or an office and a post: an office ends so, for a name may follow it."""
    post = max((word for word in offices.get("posts", ()) if part.endswith(word)), key=len, default="")
    rest = part.removesuffix(post)
    while head := next((word for word in offices.get("before", ()) if rest.endswith(word)), ""):
        rest = rest.removesuffix(head)
    if not rest:
        return bool(post)
    units = offices.get("units", ())
    return any(unit in rest for unit in units) if anywhere else rest.endswith(units)
