"""A picture that stands alone: the finding as its title, what its marks mean, the drawing, its caption, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.charts.figure import CHARTS
from analysis.charts.layout import draw_box, draw_marks, flow_words, measure_text, wrap_text, write_text
from analysis.charts.style import Sheet, open_sheet, stress, use_style
from analysis.standards.model import Standards

SWATCH, SPACE = 20.0, 10.0
"""Width of a swatch, and space between two parts of a picture, in points."""


@dataclass(frozen=True)
class Paper:
    """What a picture is drawn on, in points.

    Attributes:
        name: the charts' width that is drawn on it.
        margin: free on every side.
        title: size of the title.
        height: of a slide, which a picture is never lower than; 0 where it is as high as it needs.
        most: the height that a picture should keep within.
        pixels: pixels an inch.
    """

    name: str
    margin: float
    title: float
    height: float
    most: float
    pixels: int


SLIDE = Paper("slide", 28, 22, 540, 540, 144)
"""A 16:9 slide of 960 × 540 points, twice as many pixels."""
PRINT = Paper("print", 5, 15, 0, 638, 300)
"""The text column of an A4 sheet, 156 × 225 mm (GB/T 9704-2012, 5.2)."""


@dataclass(frozen=True)
class Told:
    """The words of a picture: finding, marks with their words, caption, and whose numbers these are."""

    title: str
    keys: Sequence[tuple[str, str]]
    caption: str
    source: Sequence[str]


def compose(name: str, table: pd.DataFrame, told: Told, standards: Standards, paper: Paper) -> Figure:
    """Draw a picture at 72 dots per inch, so that a point of text is a point on the slide or sheet.

    Args:
        name: a chart.
        table: what is drawn.
        told: the words around it.
        standards: the rules and the house style.
        paper: what it is drawn on.
    """
    sheet = open_sheet(standards, paper.name)
    with use_style(standards.style):
        figure = Figure(figsize=(1, 1), dpi=72)
        ground, drawing = (figure.add_axes((0.0, 0.0, 1.0, 1.0)) for _ in range(2))
        CHARTS[name](drawing, table, standards, width=paper.name)
        tall = drawing.get_ylim()[0]
        y = _write_title(ground, told.title, sheet, paper)
        keys = [("map_met" if name == "map" and kind == "met" else kind, word) for kind, word in told.keys]
        y = _draw_keys(ground, keys, sheet, paper, y)
        foot = [
            *wrap_text(told.caption, sheet.small, sheet.width),
            *_join(told.source, sheet, standards.say("chart.dot")),
        ]
        need = y + tall + SPACE + len(foot) * sheet.line + paper.margin * 0.6
        height = max(paper.height, need)
        top = y + (height - need) / 3
        last = height - paper.margin * 0.6 - len(foot) * sheet.line if paper.height else top + tall + SPACE
        for place, line in enumerate(foot):
            write_text(
                ground, paper.margin, last + (place + 0.5) * sheet.line, line, size=sheet.small, color=sheet.ink2
            )
        width = sheet.width + 2 * paper.margin
        figure.set_size_inches(width / 72, height / 72)
        ground.set(xlim=(0, width), ylim=(height, 0))
        ground.set_axis_off()
        drawing.set_position((paper.margin / width, 1 - (top + tall) / height, sheet.width / width, tall / height))
    return figure


def _join(parts: Sequence[str], sheet: Sheet, dot: str) -> list[str]:
    """Parts joined by dots, on as few lines as hold them whole."""
    lines: list[str] = []
    for part in parts:
        if lines and measure_text(lines[-1] + dot + part, sheet.small) <= sheet.width:
            lines[-1] += dot + part
        else:
            lines.append(part)
    return lines


def tall_of(figure: Figure) -> float:
    """Height of a picture in points."""
    return float(figure.get_size_inches()[1] * 72)


def _write_title(axes: Axes, title: str, sheet: Sheet, paper: Paper) -> float:
    """The finding, heavy; return the y below."""
    y, pitch = paper.margin * 0.8, paper.title * 1.36
    for line in wrap_text(title, paper.title, sheet.width):
        stress(write_text(axes, paper.margin, y + pitch / 2, line, size=paper.title), width=0.7)
        y += pitch
    return y + SPACE


def _draw_keys(axes: Axes, keys: Sequence[tuple[str, str]], sheet: Sheet, paper: Paper, y: float) -> float:
    """What marks and hatches mean, each a swatch and its word; return the y below."""
    if not keys:
        return y
    places = flow_words([word for _, word in keys], sheet.small, sheet.width, lead=SWATCH + 7, gap=20)
    for (kind, word), (line, x) in zip(keys, places, strict=True):
        middle = y + (line + 0.5) * sheet.line
        _draw_swatch(axes, kind, paper.margin + x, middle, sheet)
        write_text(axes, paper.margin + x + SWATCH + 7, middle, word, size=sheet.small, color=sheet.ink2)
    return y + (places[-1][0] + 1) * sheet.line + SPACE


def _draw_swatch(axes: Axes, kind: str, x: float, middle: float, sheet: Sheet) -> None:
    centre = (x + SWATCH / 2, middle)
    if kind == "required":
        axes.add_patch(Rectangle((centre[0] - 2, middle - 8), 4, 16, facecolor=sheet.ink, linewidth=0))
    elif kind in ("below", "above"):
        marker, color = ("X", sheet.pieces["unmet"].fill) if kind == "below" else ("^", sheet.ink)
        axes.scatter([centre[0]], [middle], s=56, marker=marker, color=color, linewidths=0)
    elif kind == "overdue":
        piece = replace(sheet.pieces["not_inspected"], edge=sheet.ink2)
        draw_box(axes, x, middle - 7, SWATCH, 14, piece)
    else:
        piece = sheet.pieces["met" if kind == "visited" else kind]
        draw_box(axes, x, middle - 7, SWATCH, 14, piece)
        draw_marks(axes, piece, [centre], sheet.small)
