"""A picture as PNG, SVG and PDF: no date, no program, no name of a machine; the same picture gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font

from analysis.charts.style import FONT_FILE, use_settings
from analysis.reports.pages.fonts import cut_font

_PACKED = 3
"""How hard a PNG is packed: a third of the time of 6, the files a tenth larger."""


def save_png(figure: Figure, *, pixels: int) -> bytes:
    """As a PNG file.

    Args:
        figure: the picture, drawn at 72 dots per inch.
        pixels: pixels an inch, which the file tells, so that it is placed in its size.
    """
    return _save(figure, "png", dpi=pixels, metadata={"Software": None})


def save_svg(figure: Figure, *, title: str, alt: str) -> bytes:
    """As an SVG file: text as outlines, so that it looks the same anywhere; what it shows is told in words."""
    nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
    text = _save(figure, "svg", dpi=72, metadata=nothing).decode("utf-8")
    start = text.index(">", text.index("<svg ")) + 1
    words = f'\n <title id="t">{escape(title)}</title>\n <desc id="d">{escape(alt)}</desc>'
    head = text[: start - 1] + ' role="img" aria-labelledby="t d">'
    return (head + words + text[start:]).encode("utf-8")


def save_pdfs(figures: Mapping[str, tuple[Figure, str]]) -> dict[str, bytes]:
    """Pictures as PDF files with their fonts inside: file name → content; the properties of each are its title alone.

    The font is cut once to the characters of all of them, for matplotlib cuts it again for each file, and 30,000
    characters take it a third of a second.

    Args:
        figures: file name → picture and title; the texts of a picture have the cut font afterwards.
    """
    files = {}
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        font = Path(folder) / FONT_FILE.name
        has = set(map(chr, get_font(FONT_FILE).get_charmap()))
        texts = [text for figure, _ in figures.values() for axes in figure.axes for text in axes.texts]
        texts = [text for text in texts if has.issuperset(text.get_text())]
        font.write_bytes(cut_font(FONT_FILE, frozenset("".join(text.get_text() for text in texts)), flavor=None))
        for text in texts:  # the others need a second font and keep both whole
            own = text.get_fontproperties().copy()
            own.set_file(font)
            text.set_fontproperties(own)
        for name, (figure, title) in figures.items():
            nothing = {"Creator": None, "Producer": None, "CreationDate": None, "Title": title}
            files[name] = _save(figure, "pdf", dpi=72, metadata=nothing)
    return files


def _save(figure: Figure, kind: str, *, dpi: int, metadata: Mapping[str, str | None]) -> bytes:
    stream = io.BytesIO()
    save = partial(
        figure.savefig, stream, format=kind, dpi=dpi, metadata=dict(metadata), facecolor=figure.get_facecolor()
    )
    with use_settings(), mpl.rc_context({"svg.fonttype": "path", "pdf.fonttype": 42}):
        if kind == "png":
            save(pil_kwargs={"compress_level": _PACKED})
        else:
            save()
    return stream.getvalue()
