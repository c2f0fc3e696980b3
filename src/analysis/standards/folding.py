"""Folding a text so that two ways to write one word are the same: NFKC, no spaces, lower case, one kind of quote."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u200b\ufeff\u3000]+")
_SAME = str.maketrans(
    {
        "∶": ":",
        "﹕": ":",
        "○": "○",
        "丨": "|",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "〔": "(",
        "〕": ")",
        "【": "(",
        "】": ")",
        "『": '"',
        "』": '"',
        "「": '"',
        "」": '"',
    }
)
_BRACKETS = re.compile(r"\([^()]*\)")
_LEADING = re.compile(
    r"^(?:\(?[0-9]{1,3}\)?[.、:)]|[0-9]{1,3}(?=[一-鿿])(?![年月日项条人班个名所间万元天级岁台次分件户以])|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[①-⑳])"
)
_CLAUSE = re.compile(r"^第([0-9一二三四五六七八九十]{1,3})(?:条|项|款)?[、.:]?")
_TRAILING = re.compile(r"[?。,;:、.!]+$")
_OF_WHICH = re.compile(r"^其中:?")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Fold a text for lookup: NFKC, no spaces, lower case, one kind of quote and colon."""
    if text.isascii():
        return "".join(text.split()).lower()
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_SAME)).lower()


@lru_cache(maxsize=20_000)
def fold_title(text: str) -> tuple[str, ...]:
    """The forms under which a title is looked up, the fullest first: without number, question mark, brackets."""
    whole = fold(text)
    forms = [whole]
    for cut in (_TRAILING, _LEADING, _CLAUSE, _OF_WHICH, _TRAILING):
        forms.append(cut.sub("", forms[-1]) or forms[-1])
    bare = _BRACKETS.sub("", forms[-1])
    forms.append(_TRAILING.sub("", bare) or forms[-1])
    return tuple(dict.fromkeys(forms))
