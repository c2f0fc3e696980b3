"""One look for every chart: font, sizes, colours, hatches and marks.

Colours are those of the report page. Blue, amber and rust differ in lightness as well as in hue, so they stay apart for
every common colour vision and in grey print; every fill also has an edge, a hatch, a mark or a word.
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

STYLE_FILE = Path(__file__).with_name("ducha.mplstyle")
"""matplotlib settings of every chart."""
FONT_FILE = Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSansSC-Regular.otf")
"""The one font: Chinese, Latin, tabular digits."""
FAMILIES = ("Noto Sans SC", "DejaVu Sans")
"""Font families in order; the second draws what the first lacks."""

INK = "#1A2530"
"""Text."""
INK2 = "#46535F"
"""Captions, column heads, second lines."""
MUTE = "#5E6A75"
"""Zeros, number codes; nothing lighter carries words."""
RULE = "#D3D9DF"
"""Row and group lines."""
BAND = "#F3F5F7"
"""A pale ground: what chance alone gives, the track of a scale."""
AXIS = "#8A96A1"
"""Leaders and the hatch of what was not looked at."""
HEAVY = "heavy"
"""Group id of a text drawn heavy; the SVG writer turns it into a font weight."""


@dataclass(frozen=True)
class Piece:
    """How one kind of thing is filled.

    Attributes:
        fill: face colour.
        edge: edge colour.
        text: colour of words that name it on white.
        on: colour of a number or mark inside it.
        hatch: hatch pattern, in the edge colour; empty for a plain fill.
        mark: cross, half, dash, question, or empty.
        dashed: True for a dashed edge.
    """

    fill: str
    edge: str
    text: str = INK
    on: str = INK
    hatch: str = ""
    mark: str = ""
    dashed: bool = False


MET = Piece("#6B95B8", "#24577F", "#24577F")
"""Met: quiet."""
UNMET = Piece("#A8380B", "#7D2706", "#9A3209", "#FFFFFF", mark="cross")
"""Not met: the only loud colour."""
PARTIAL = Piece("#F0BE4A", "#7A5200", "#7A5200", mark="half")
"""Partly met: always edged, its fill alone is too pale on white."""
NOT_INSPECTED = Piece("#FFFFFF", AXIS, INK2, hatch="////")
"""Due, not looked at."""
UNKNOWN = Piece("#FFFFFF", INK, mark="question", dashed=True)
"""Blank, not understood or disputed: looks like neither met nor unmet."""

VERDICT_PIECES: Mapping[str, Piece] = MappingProxyType(
    {
        "met": MET,
        "partial": PARTIAL,
        "unmet": UNMET,
        "not_applicable": Piece("#E9ECEF", "#E9ECEF", MUTE, MUTE, mark="dash"),
        "not_inspected": NOT_INSPECTED,
        "blank": UNKNOWN,
        "unreadable": UNKNOWN,
        "disputed": UNKNOWN,
        "self_only": UNKNOWN,
    }
)
"""Verdict, or why there is none → fill."""
MAP_MET = Piece("#D6E3EE", "#D6E3EE", "#24577F")
"""Met in the school × item map, paler, so that hundreds of cells stay quiet."""

STATE_PIECES: Mapping[str, Piece] = MappingProxyType(
    {
        "closed_verified": MET,
        "claimed": Piece("#C9DBEA", "#24577F", "#24577F"),
        "in_progress": Piece("#FBE7B5", "#7A5200", "#7A5200"),
        "open": Piece("#A8380B", "#7D2706", "#9A3209", "#FFFFFF"),
        "blocked": Piece("#E3DCEB", "#5B4A78", "#5B4A78"),
        "continuing": Piece("#FFFFFF", "#5E6A75", MUTE),
    }
)
"""State of a problem → fill, in the order in which they are stacked."""

HAVE = Piece("#B7C3CD", "#5A6875")
"""What a school has (stalls): no verdict colour."""
SHORT = Piece("#FFFFFF", "#A8380B", "#9A3209", hatch="////")
"""What it lacks."""


LEAST_SIZE = 12.0
"""The smallest text of any chart, in pixels: 12 pt where a drawing stands on a slide as large as it is."""


@dataclass(frozen=True)
class Sheet:
    """One drawing width and what goes with it, in CSS pixels.

    Attributes:
        name: wide or narrow.
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


SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        "wide": Sheet("wide", 840, 14, 12.5, 20, 26, 14, names_above=False),
        "narrow": Sheet("narrow", 352, 13, 12, 19, 20, 14, names_above=True),
    }
)
"""The two drawings of every figure; a wide one is never shrunk."""


@cache
def register_font() -> str:
    """Make the font known to matplotlib, once; return its family name."""
    font_manager.fontManager.addfont(str(FONT_FILE))
    return FAMILIES[0]


@contextmanager
def use_style() -> Iterator[None]:
    """Draw and save in the charts' style; matplotlib's settings are as before afterwards."""
    register_font()
    with mpl.rc_context(fname=STYLE_FILE):
        yield


def stress(text: Text, *, strong: bool = True, width: float = 0.5) -> Text:
    """Make a text look semi-bold: the font has one weight, so a thin stroke of its own colour is added."""
    if strong:
        text.set_gid(HEAVY)
        text.set_path_effects([Stroke(linewidth=width, foreground=text.get_color()), Normal()])
    return text
