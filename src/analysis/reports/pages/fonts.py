"""The page's fonts: Noto Sans SC and Noto Serif SC cut down to the characters that the page shows, inside the page."""

from __future__ import annotations

import base64
import functools
import io
import re
from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "pylopdf_fonts_zh_cn"
"""The package that holds both fonts (OFL)."""
SANS, SERIF = "NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"
"""Text, and the h1 alone."""
FACES = {"DuchaSans": SANS, "DuchaSerif": SERIF}
"""CSS family → font file."""
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(?:aria-label|alt|title|data-h|data-some|data-all|data-none|content)="([^"]*)"')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def embed_fonts(page: str) -> str:
    """Make the @font-face rules of a finished page; the same page gives the same bytes.

    The serif is cut to the h1. Characters that a font lacks are left to the reader's system.
    """
    used = set(_TAG.sub("", page)) | {mark for text in _ATTRIBUTE.findall(page) for mark in text}
    title = {mark for text in _HEADING.findall(page) for mark in _TAG.sub("", text)}
    return _face("DuchaSans", frozenset(used)) + (_face("DuchaSerif", frozenset(title)) if title else "")


@functools.lru_cache(maxsize=8)
def _face(family: str, characters: frozenset[str]) -> str:
    data = base64.b64encode(cut_font(font_file(FACES[family]), characters)).decode("ascii")
    return f'@font-face{{font-family:{family};src:url(data:font/woff2;base64,{data}) format("woff2")}}'


def font_file(name: str) -> Path:
    """Where an installed font lies."""
    return Path(str(resources.files(PACKAGE).joinpath(name)))


def cut_font(path: Path, characters: frozenset[str], *, flavor: str | None = "woff2") -> bytes:
    """Cut a font to some characters, without a clock in its bytes.

    Args:
        path: a font that is installed.
        characters: what stays.
        flavor: how it is packed; None for a font that a program opens as a file.
    """
    options = subset.Options(
        flavor=flavor, layout_features=["kern", "liga", "tnum", "lnum"], hinting=False, notdef_outline=True
    )
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG"]
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted(ord(mark) for mark in characters if ord(mark) >= 32))
        cutter.subset(font)
        stream = io.BytesIO()
        font.flavor = flavor
        font.save(stream)
    return stream.getvalue()
