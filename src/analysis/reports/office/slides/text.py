"""Texts of a slide: measured before they are placed, every run with its fonts for both scripts and its language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from analysis.charts.layout import measure_text, split_words, wrap_text
from analysis.reports.office.slides.frame import POINT, Box
from analysis.standards.printable import make_printable

LEADING = 1.36
"""Height of a line, in sizes of its letters; written as exact points, so that every program sets the same lines."""
SLACK = 0.9
"""Share of a box that a measured line may take: a template's or a machine's fonts are wider than the one measured."""
HEAVY = 1.18
"""How much wider Latin words are in heavy letters, which are measured as light ones; Chinese characters are not."""
LATIN, BETWEEN = 0.15, 0.25
"""What a text on one line is given beside its measure: a share of its Latin signs, which are wider in another font, and
this share of a size where they meet Chinese ones, which some programs set apart."""
_LATIN = re.compile(r"[ -~]+")
MEASURED = 16.0
"""The size at which texts are measured."""
LEAST = 12.0
"""No letter on a slide is smaller."""
BREAK = "\n"
"""A line that ends within a paragraph, as `make_printable` leaves it."""
SPREAD, COSTS = 0.6, {"；": 0.0, ";": 0.0, "：": 0.1, ":": 0.1, "，": 0.15, ",": 0.15, "、": 0.35}
"""What it costs to break a text after a sign, and after none, beside the share by which its two lines differ."""
ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


@dataclass(frozen=True)
class Hand:
    """How runs are written: font, language.

    Attributes:
        fonts: of Latin, East Asian and complex scripts; +mn-ea and the like name those of the theme.
        lang: language tag.
    """

    fonts: tuple[str, str, str]
    lang: str


@dataclass(frozen=True)
class Line:
    """A paragraph.

    Attributes:
        text: what it says; `BREAK` ends a line.
        size: of its letters, in points.
        color: #RRGGBB; "" leaves it to the master.
        bold: True for heavy letters.
        before: points above it.
    """

    text: str
    size: float
    color: str = ""
    bold: bool = False
    before: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", make_printable(self.text))  # measured as it is written

    def _room(self, text: str, width: float) -> float:
        """What a measured part of it may take of a width: less for heavy Latin words than they are measured."""
        latin = sum(sign.isascii() for sign in text) / max(1, len(text))
        return width * SLACK / (1 + (HEAVY - 1) * latin if self.bold else 1.0)

    def count_lines(self, width: float) -> int:
        """Lines that it takes in a box of a width."""
        parts = self.text.split(BREAK)
        return sum(max(1, len(wrap(part, self.size, self._room(part, width)))) for part in parts)

    def has_room(self, part: str, width: float) -> bool:
        """Whether a part of it stands on one line of a width."""
        return measure(part.strip(), self.size) <= self._room(part, width)

    def height(self, width: float) -> float:
        """Points that it takes in a box of a width."""
        return self.before + self.count_lines(width) * self.size * LEADING


def measure(text: str, size: float) -> float:
    """Points that a text takes on one line: measured once, at one size, whatever sizes are tried."""
    return measure_text(text, MEASURED) * size / MEASURED


def wrap(text: str, size: float, width: float) -> tuple[str, ...]:
    """A text in lines no wider than so many points."""
    return wrap_text(text, MEASURED, width * MEASURED / size)


def measure_wide(text: str, size: float) -> float:
    """Points that a text on one line takes at most: in a font that is wider than the one measured."""
    latin = _LATIN.findall(text)
    more = LATIN * sum(measure(part, size) for part in latin)
    return measure(text, size) + more + BETWEEN * size * (0 if text.isascii() else len(latin))


def measure_lines(lines: Sequence[Line], width: float) -> float:
    """Points that paragraphs take in a box of a width."""
    return sum(line.height(width) for line in lines)


def fit_text(text: str, size: float, width: float, *, least: float = LEAST) -> float:
    """The largest size, from `size` down, in which a text stands on one line; `least` where none does."""
    while size > least and measure_wide(text, size) > width:
        size -= 1
    return size


def break_text(line: Line, width: float) -> tuple[Line, float]:
    """A paragraph that takes two lines, broken where it reads best: after ； or ，, both lines of like width.

    The text stays as it was but for the break. What stands on one line, or needs more than two, is left alone.

    Returns:
        The paragraph, and how bad its break is: 0 for none, or for one after ； between two lines of one width.
    """
    words = split_words(line.text)
    best, least = line, 1.0
    if line.has_room(line.text, width):
        return line, 0.0
    for place in range(1, len(words)):
        first, second = "".join(words[:place]), "".join(words[place:])
        one, other = (measure(part.strip(), line.size) for part in (first, second))
        cost = COSTS.get(first.rstrip()[-1:], SPREAD) + abs(one - other) / (one + other)
        if cost < least and all(line.has_room(part, width) for part in (first, second)):
            best, least = replace(line, text=first + BREAK + second), cost
    return best, least


def cut_text(line: Line, width: float, most: int) -> Line:
    """A paragraph cut to so many lines, with … where something was left off."""
    if line.count_lines(width) <= most:
        return line
    text = line.text
    while text and replace(line, text=text + "…").count_lines(width) > most:
        text = text[:-1]
    return replace(line, text=text + "…")


def add_text(
    shapes: Any, box: Box, lines: Sequence[Line], hand: Hand, *, name: str, align: str = "left", anchor: str = "top"
) -> Any:
    """Put a text box without margins on a slide."""
    shape = shapes.add_textbox(*emu(box))
    shape.name = name
    fill_frame(shape.text_frame, lines, hand, align=align, anchor=anchor)
    return shape


def fill_frame(
    frame: Any, lines: Sequence[Line], hand: Hand, *, align: str = "left", anchor: str = "top", margins: bool = False
) -> None:
    """Write paragraphs into an empty text frame.

    Args:
        frame: of a shape.
        lines: the paragraphs.
        hand: fonts and language.
        align: left, right or center; "" leaves it to the layout.
        anchor: top, middle or bottom; "" leaves it to the layout.
        margins: True to keep those of the layout; the others have none.
    """
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    if not margins:
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    if anchor:
        frame.vertical_anchor = ANCHOR[anchor]
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        if align:
            paragraph.alignment = ALIGN[align]
        paragraph.line_spacing = Pt(line.size * LEADING)
        paragraph.space_before, paragraph.space_after = Pt(line.before), Pt(0)
        _write_parts(paragraph, line, hand)


def _write_parts(paragraph: Any, line: Line, hand: Hand) -> None:
    for place, part in enumerate(line.text.split(BREAK)):
        if place:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = part
        write_run(run, line, hand)


def write_run(run: Any, line: Line, hand: Hand) -> None:
    """Give a run its size, weight, colour, fonts and language."""
    run.font.size, run.font.bold = Pt(line.size), line.bold
    if line.color:
        run.font.color.rgb = paint(line.color)
    write_language(run, hand)


def write_language(run: Any, hand: Hand) -> None:
    """Give a run its language and its fonts for every script."""
    properties = run.font._rPr
    properties.set("lang", hand.lang)
    properties.set("altLang", "en-US")
    for script, font in zip(("latin", "ea", "cs"), hand.fonts, strict=True):
        for old in properties.findall(qn(f"a:{script}")):
            properties.remove(old)
        properties.append(parse_xml(f"<a:{script} {nsdecls('a')} typeface={quoteattr(font)}/>"))


def fit_sentences(text: str, stop: str, size: float, width: float) -> str:
    """The first sentences of a text that have room on one line; nothing where the first has none."""
    kept = ""
    for sentence in text.split(stop):
        longer = f"{kept}{sentence}{stop}"
        if not sentence.strip() or measure_wide(longer, size) > width:
            break
        kept = longer
    return kept


def paint(color: str) -> Any:
    """A colour of the house style as python-pptx has it."""
    make: Any = RGBColor
    return make.from_string(color.lstrip("#"))


def emu(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """A box in English metric units."""
    return (
        Emu(round(box.x * POINT)), Emu(round(box.y * POINT)), Emu(round(box.width * POINT)),
        Emu(round(box.height * POINT)),
    )  # fmt: skip
