"""Where things stand on a chart: measured and wrapped text, labels that do not collide, boxes, marks and lines.

A chart's Axes is a sheet of CSS pixels: x from 0 at the left, y from 0 at the top. Every text is measured with the
font it is drawn in before anything is placed, so that a long name, a zero or a single bar needs no special case.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform, TransformedPath

from analysis.charts.style import FAMILIES, LEAST_SIZE, Piece, Sheet, register_font

EDGE = 2.0
"""Pixels that stay free at both sides."""
BREAKING = "-/、，；：,;:）)"
"""Marks after which a Latin word may be broken off, beside spaces."""
NO_START = "、，。；：）)》！？,.;:%"
"""Marks that may not begin a line."""
HATCH = 6.0
"""Pixels from one stroke of a hatch to the next, along the horizontal."""
FREE: Mapping[str, Any] = {
    "clip_on": False, "clip_path": TransformedPath(Outline.unit_rectangle(), IdentityTransform()),
}  # fmt: skip
"""What is drawn may go over the edge of its Axes; a path is named so that none is worked out for each artist."""
_FINE = 8
"""Text is measured eight times as large, so that hinting does not round its width."""


@cache
def _renderer() -> Any:
    register_font()
    make: Any = RendererAgg
    return make(8, 8, 72 * _FINE)


@cache
def measure_text(text: str, size: float) -> float:
    """Width in pixels of one line of text at a size."""
    if not text:
        return 0.0
    width, _, _ = _renderer().get_text_width_height_descent(
        text, FontProperties(family=list(FAMILIES), size=size), ismath=False
    )
    return float(width) / _FINE


def is_wide(text: str) -> bool:
    """True where every character is full-width, so that the text can be set one above the other."""
    return bool(text) and all(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def split_words(text: str) -> list[str]:
    """The pieces between which a line may break: Chinese characters, Latin words with their space."""
    words: list[str] = []
    for sign in text:
        wide = unicodedata.east_asian_width(sign) in "WF"
        joins = bool(words) and (
            sign in NO_START or sign == " " or not (wide or words[-1][-1] in " " + BREAKING or is_wide(words[-1][-1]))
        )
        if joins:
            words[-1] += sign
        else:
            words.append(sign)
    return words


def wrap_text(text: str, size: float, limit: float) -> tuple[str, ...]:
    """Break a text into lines no wider than `limit` pixels; a single word that is wider is broken by characters."""
    lines = [""]
    for word in split_words(text):
        if not lines[-1] or measure_text((lines[-1] + word).rstrip(), size) <= limit:
            lines[-1] += word
        else:
            lines.append(word)
        while len(lines[-1]) > 1 and measure_text(lines[-1].rstrip(), size) > limit:
            cut = _fitting(lines[-1], size, limit)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return tuple(line.strip() for line in lines)


def _fitting(text: str, size: float, limit: float) -> int:
    """How many characters of a text fit, at least one."""
    count = len(text) - 1
    while count > 1 and measure_text(text[:count], size) > limit:
        count -= 1
    return count


def flow_words(
    words: Sequence[str], size: float, limit: float, *, gap: float = 16, lead: float = 0
) -> list[tuple[int, float]]:
    """Place words one after another on lines: the line number and x of each.

    Args:
        words: what is placed.
        size: text size.
        limit: width of a line.
        gap: space between two words.
        lead: space kept before each word, for its swatch.
    """
    places, line, x = [], 0, 0.0
    for word in words:
        width = lead + measure_text(word, size)
        if x > 0 and x + width > limit:
            line, x = line + 1, 0.0
        places.append((line, x))
        x += width + gap
    return places


def spread_labels(
    centres: Sequence[float], widths: Sequence[float], *, left: float, right: float, gap: float = 12
) -> list[float]:
    """Move labels in a row apart, each as little as its neighbours allow; their order stays.

    Returns:
        The centres to use; empty where the labels do not fit between left and right at all.
    """
    if sum(widths) + gap * (len(widths) - 1) > right - left:
        return []
    placed = list(centres)
    edge = left
    for index, width in enumerate(widths):
        placed[index] = max(placed[index], edge + width / 2)
        edge = placed[index] + width / 2 + gap
    edge = right
    for index in reversed(range(len(widths))):
        placed[index] = min(placed[index], edge - widths[index] / 2)
        edge = placed[index] - widths[index] / 2 - gap
    return placed


def write_text(axes: Axes, x: float, y: float, text: str, *, size: float, color: str = "", align: str = "left") -> Text:
    """Write one line with its middle at y; the baseline follows from the size, so that lines of a row stand level.

    Without a colour it has that of the style in use.
    """
    return axes.text(x, y + 0.36 * size, text, fontsize=size, color=color or None, ha=align, va="baseline", **FREE)


Line = tuple[str, float, str]
"""A line to write: text, size, colour ("" for that of text)."""


def write_lines(
    axes: Axes, x: float, middle: float, lines: Sequence[Line], *, pitch: float, align: str = "left"
) -> list[Text]:
    """Write lines one above the other, `pitch` apart and centred on a middle."""
    first = middle - (len(lines) - 1) * pitch / 2
    return [
        write_text(axes, x, first + place * pitch, text, size=size, color=color, align=align)
        for place, (text, size, color) in enumerate(lines)
    ]


def draw_box(axes: Axes, x: float, y: float, width: float, height: float, piece: Piece) -> None:
    """Draw a filled rectangle; x and y are its upper left corner."""
    box = Rectangle(
        (x, y), width, height, facecolor=piece.fill, edgecolor=piece.edge, linewidth=1.0,
        linestyle=(0, (3, 2)) if piece.dashed else "solid", **FREE,
    )  # fmt: skip
    axes.add_artist(box)  # no limits to widen: `finish` sets them
    if piece.hatched and width > 0:
        axes.add_artist(PathPatch(_hatch(x, y, width, height), edgecolor=piece.edge, linewidth=1.1, **FREE))


def _hatch(x: float, y: float, width: float, height: float) -> Outline:
    """Strokes from lower left to upper right, cut to a rectangle; in step over the whole sheet.

    They are lines and no pattern of SVG: a browser prints each patterned area as a picture of the whole sheet of paper.
    """
    ends: list[tuple[float, float]] = []
    for place in range(math.ceil((x + y) / HATCH), math.floor((x + y + width + height) / HATCH) + 1):
        total = place * HATCH
        left, right = max(x, total - y - height), min(x + width, total - y)
        if right > left:
            ends += [(left, total - left), (right, total - right)]
    return Outline(ends, [Outline.MOVETO, Outline.LINETO] * (len(ends) // 2))


_HALF_DISC = Outline.wedge(90, 270)
"""Left half of a disc, for ◐."""


def draw_marks(axes: Axes, piece: Piece, points: Sequence[tuple[float, float]], size: float) -> None:
    """Draw a piece's mark at each point: × and ◐ and – as shapes, so that no font has to bring them."""
    if not points or not piece.mark:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if piece.mark == "cross":
        axes.scatter(xs, ys, s=(0.55 * size) ** 2, marker="x", color=piece.on, linewidths=1.3, **FREE)
    elif piece.mark == "half":
        disc = (0.72 * size) ** 2
        axes.scatter(xs, ys, s=disc, marker="o", facecolors="none", edgecolors=piece.on, linewidths=1.0, **FREE)
        axes.scatter(xs, ys, s=disc, marker=_HALF_DISC, color=piece.on, linewidths=0, **FREE)
    elif piece.mark == "dash":
        axes.scatter(xs, ys, s=(0.5 * size) ** 2, marker="_", color=piece.on, linewidths=1.0, **FREE)
    else:
        for x, y in points:
            write_text(axes, x, y, "?", size=max(size, LEAST_SIZE), color=piece.on, align="center")


def draw_rule(axes: Axes, x: float, y: float, end: float, *, color: str, width: float = 1.0) -> None:
    """Draw a horizontal line from x to end."""
    axes.plot([x, end], [y, y], color=color, linewidth=width, **FREE)


def finish(axes: Axes, sheet: Sheet, height: float) -> Axes:
    """Set the Axes to the sheet's pixels, without frame or ticks."""
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return axes
