"""One look for every chart: font, sizes, hatches and marks here, colours from style.toml.

The shipped blue, amber and rust differ in lightness as well as in hue, so they stay apart for every common colour
vision and in grey print; every fill also has an edge, a hatch, a mark or a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import matplotlib as mpl
import pylopdf_fonts_zh_cn
from matplotlib import font_manager
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text

from analysis.standards.model import Standards
from analysis.standards.style import FILLS, Style, contrast

SETTINGS = Path(__file__).with_name("ducha.mplstyle")
"""matplotlib settings of every chart."""
FONT_FILE = Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSansSC-Regular.otf")
"""The one font: Chinese, Latin, tabular digits."""
FAMILIES = ("Noto Sans SC", "DejaVu Sans")
"""Font families in order; the second draws what the first lacks."""

HEAVY = "heavy"
"""Group id of a text drawn heavy; the SVG writer turns it into a font weight."""


@dataclass(frozen=True)
class Piece:
    """How one kind of thing is filled.

    Attributes:
        fill: face colour.
        edge: edge colour.
        text: colour of words that name it on paper.
        on: colour of a number or mark inside it.
        mark: cross, half, dash, question, or empty.
        hatched: True for a hatch in the edge's colour.
        dashed: True for a dashed edge.
    """

    fill: str
    edge: str
    text: str
    on: str
    mark: str = ""
    hatched: bool = False
    dashed: bool = False

    @property
    def dark(self) -> bool:
        """Whether what stands inside is lighter than the face, so that a hatch has to be, too."""
        return contrast(self.on, "#000000") > contrast(self.fill, "#000000")


_MARKS: Mapping[str, str] = MappingProxyType(
    {"unmet": "cross", "partial": "half", "not_applicable": "dash", "unknown": "question"}
)
"""Fill → the mark in it, so that no verdict is told by colour alone; met is quiet and has none."""
_HATCHED = ("not_inspected", "short")
"""What was not looked at, what is not there."""
_DASHED = ("unknown",)
"""Blank, not understood or disputed: looks like neither met nor unmet."""
_FILLED_AS: Mapping[str, str] = MappingProxyType(
    {**dict.fromkeys(("blank", "unreadable", "disputed", "self_only"), "unknown"), "closed_verified": "met"}
)
"""Why there is no verdict, or the state of a problem → the fill that it shares."""


LEAST_SIZE = 12.0
"""The smallest text of any chart, in pixels: 12 pt where a drawing stands on a slide as large as it is."""


@dataclass(frozen=True)
class Width:
    """One drawing width and what goes with it, in CSS pixels.

    Attributes:
        name: wide, narrow, slide or print.
        width: width of the drawing.
        size: size of names and labels.
        small: size of second lines and heads.
        line: distance of two lines of text.
        bar: height of a bar.
        gap: space between two rows.
        names_above: True where a row's name stands above its bar.
    """

    name: str
    width: float
    size: float
    small: float
    line: float
    bar: float
    gap: float
    names_above: bool


@dataclass(frozen=True)
class Sheet(Width):
    """A drawing width in the colours of the house style.

    Attributes:
        ink: text.
        ink2: captions, heads of columns, second lines.
        mute: zeros, number codes; nothing lighter carries words.
        rule: lines of rows and groups.
        axis: leaders.
        band: a pale ground: what chance alone gives, the track of a scale.
        paper: what it is drawn on.
        pieces: verdict, why there is none, state of a problem, or name of a fill → how it is filled.
    """

    ink: str
    ink2: str
    mute: str
    rule: str
    axis: str
    band: str
    paper: str
    pieces: Mapping[str, Piece]


SHEETS: Mapping[str, Width] = MappingProxyType(
    {
        "wide": Width("wide", 840, 14, 12.5, 20, 26, 14, names_above=False),
        "narrow": Width("narrow", 352, 13, 12, 19, 20, 14, names_above=True),
        "slide": Width("slide", 904, 15, 13, 21, 28, 15, names_above=False),
        "print": Width("print", 432, 13, 12, 19, 20, 14, names_above=True),
    }
)
"""Two drawings of every figure in a page, of which a wide one is never shrunk; that of a picture for a slide of 960
points, and that of a picture for the text column of an A4 sheet (156 mm, GB/T 9704)."""


def open_sheet(standards: Standards, width: str) -> Sheet:
    """A width in the colours of style.toml; hatches, marks and dashes are the charts' own."""
    style, colours = standards.style, standards.style.colours
    pieces = {name: _piece(style, name) for name in FILLS}
    pieces |= {name: pieces[fill] for name, fill in _FILLED_AS.items()}
    return Sheet(
        **vars(SHEETS[width]), pieces=pieces, ink=colours["ink"], ink2=colours["ink2"], mute=colours["mute"],
        rule=colours["rule"], axis=colours["axis"], band=colours["band"], paper=colours["paper"],
    )  # fmt: skip


def _piece(style: Style, name: str) -> Piece:
    fill, mark = style.fills[name], _MARKS.get(name, "")
    return Piece(fill.face, fill.edge, fill.text, fill.on, mark, hatched=name in _HATCHED, dashed=name in _DASHED)


@cache
def register_font() -> str:
    """Make the font known to matplotlib, once; return its family name."""
    font_manager.fontManager.addfont(str(FONT_FILE))
    return FAMILIES[0]


@contextmanager
def use_settings() -> Iterator[None]:
    """Save a drawn figure with the charts' settings; matplotlib's are as before afterwards."""
    register_font()
    with mpl.rc_context(fname=SETTINGS):
        yield


@contextmanager
def use_style(style: Style) -> Iterator[None]:
    """Draw with the charts' settings in the colours of the house style."""
    colours = style.colours
    with use_settings():
        mpl.rcParams.update({
            "text.color": colours["ink"], "axes.labelcolor": colours["ink2"], "axes.edgecolor": colours["axis"],
            "xtick.color": colours["ink2"], "ytick.color": colours["ink"],
            "figure.facecolor": colours["paper"], "savefig.facecolor": colours["paper"],
        })  # fmt: skip
        yield


def stress(text: Text, *, strong: bool = True, width: float = 0.5) -> Text:
    """Make a text look semi-bold: the font has one weight, so a thin stroke of its own colour is added."""
    if strong:
        text.set_gid(HEAVY)
        text.set_path_effects([Stroke(linewidth=width, foreground=text.get_color()), Normal()])
    return text
