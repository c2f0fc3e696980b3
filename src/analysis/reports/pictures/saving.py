"""A picture as PNG, SVG and PDF: no date, no program, no name of a machine; the same picture gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape

import matplotlib as mpl
from matplotlib.figure import Figure

from analysis.charts.style import use_settings


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


def save_pdf(figure: Figure, *, title: str) -> bytes:
    """As a PDF file with its fonts inside; its properties are the title alone."""
    nothing = {"Creator": None, "Producer": None, "CreationDate": None, "Title": title}
    return _save(figure, "pdf", dpi=72, metadata=nothing)


def _save(figure: Figure, kind: str, *, dpi: int, metadata: Mapping[str, str | None]) -> bytes:
    stream = io.BytesIO()
    with use_settings(), mpl.rc_context({"svg.fonttype": "path", "pdf.fonttype": 42}):
        figure.savefig(stream, format=kind, dpi=dpi, metadata=dict(metadata), facecolor=figure.get_facecolor())
    return stream.getvalue()
