"""The side panel of a slide, and the list of what the meeting must decide: whole, in letters that have room for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from analysis.narrative.passages import Passage, plain
from analysis.narrative.slide_panels import Panel
from analysis.reports.office.slides.frame import PANEL_SHARES, Box, Frame, lay_frame
from analysis.reports.office.slides.master import Master
from analysis.reports.office.slides.text import (
    LEADING,
    Hand,
    Line,
    add_text,
    cut_text,
    fit_text,
    measure_lines,
)
from analysis.standards.model import Standards

SMALLER = 1.5
"""How many steps wider a panel gets before its letters get a step smaller."""
NUMBER_SHARE = 0.85
"""Share of the panel that the number takes at most: the digits of a template's font may be wide."""
LEAST_BIG = 24.0
"""The least size of the number, where it is long."""
POINT_SIZES = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
"""Sizes of what is to be decided, the largest in which all has room."""
INDENT = 30.0
"""Points before what is to be decided, where its number stands."""


@dataclass(frozen=True)
class Sizes:
    """Letters of a panel, in points.

    Attributes:
        number: of the large number.
        head: of heavy words and of what is to be decided.
        text: of the rest.
        before, ask: room above a fact, and above what is to be decided.
    """

    number: float
    head: float
    text: float
    before: float
    ask: float


SIZES = (
    Sizes(40, 16, 15, 12, 16), Sizes(36, 15, 14, 10, 14), Sizes(32, 14, 13, 8, 12), Sizes(28, 13, 12, 6, 8),
    Sizes(24, 12, 12, 4, 6),
)  # fmt: skip
"""Letters of a panel: the first in which all of it has room."""


def choose_frame(master: Master, panels: Sequence[Panel], standards: Standards) -> Frame:
    """One frame for all slides: the first in which every panel has room, whole, in letters that go with its width.

    A panel gets wider before its letters get smaller, but not so wide that the chart beside it has no room.
    """
    frames = [lay_frame(master.content, band=master.band, share=share) for share in PANEL_SHARES]
    tried = sorted(product(range(len(SIZES)), range(len(frames))), key=lambda pair: SMALLER * pair[0] + pair[1])
    fitting = (
        frames[width]
        for letters, width in tried
        if all(_fits(panel, standards, frames[width].panel, SIZES[letters]) for panel in panels)
    )
    return next(fitting, frames[-1])


def _fits(panel: Panel, standards: Standards, box: Box, sizes: Sizes) -> bool:
    return _has_room(_list_lines(panel, standards, box, sizes), box, sizes)


def _has_room(lines: Sequence[Line], box: Box, sizes: Sizes) -> bool:
    """Whether lines stand in a box, with one that stays free: with a wider font a paragraph may take one more."""
    return measure_lines(lines, box.width) <= box.height - sizes.text * LEADING


def add_panel(shapes: Any, box: Box, panel: Panel, standards: Standards, hand: Hand) -> None:
    """Write a panel in the largest letters in which all of it has room; only where none has, its facts are cut."""
    tried = ((_list_lines(panel, standards, box, sizes), sizes) for sizes in SIZES)
    lines = next((lines for lines, sizes in tried if _has_room(lines, box, sizes)), None)
    add_text(shapes, box, lines or _cut_lines(panel, standards, box), hand, name="panel")


def _list_lines(
    panel: Panel, standards: Standards, box: Box, sizes: Sizes, *, most: int = 99, facts: int = 2
) -> list[Line]:
    """The paragraphs of a panel, none longer than so many lines."""
    ink, ink2, seal = (standards.style.colours[name] for name in ("ink", "ink2", "seal"))
    number = fit_text(panel.number.text, sizes.number, box.width * NUMBER_SHARE, least=LEAST_BIG)
    lines = [Line(panel.number.text, number, ink), Line(panel.unit, sizes.head, ink2)]
    for fact in panel.facts[:facts]:
        parts = [(fact.head, sizes.head, ink, True), (fact.text, sizes.text, ink2, False)]
        written = [Line(plain(text).strip(), size, color, bold) for text, size, color, bold in parts if text]
        lines += [replace(line, before=0 if place else sizes.before) for place, line in enumerate(written)]
    if panel.ask:
        lines.append(Line(standards.say("slide.ask"), sizes.head, seal, bold=True, before=sizes.ask))
        lines.append(Line(plain(panel.ask), sizes.head, ink))
    return [cut_text(line, box.width, most) for line in lines]


def _cut_lines(panel: Panel, standards: Standards, box: Box) -> list[Line]:
    """The panel in its smallest letters, its facts cut, the second left off at last; the notes have all of it."""
    lines: list[Line] = []
    for most, facts in ((8, 2), (5, 2), (3, 2), (2, 2), (3, 1), (2, 1), (1, 1)):
        lines = _list_lines(panel, standards, box, SIZES[-1], most=most, facts=facts)
        if measure_lines(lines, box.width) <= box.height:
            break
    return lines


def add_points(shapes: Any, box: Box, points: tuple[Passage, ...], standards: Standards, hand: Hand) -> None:
    """Write what is to be decided as a numbered list; what has no room is counted in a last line."""
    ink, ink2 = standards.style.colours["ink"], standards.style.colours["ink2"]
    width, least = box.width - INDENT, POINT_SIZES[-1]
    for size, most in (*((size, 99) for size in POINT_SIZES), (least, 6), (least, 4), (least, 2)):
        lines = [cut_text(Line(plain(point), size, ink, before=12), width, most) for point in points]
        if measure_lines(lines, width) <= box.height:
            break
    shown = len(lines)
    while measure_lines(lines[:shown], width) + (shown < len(lines)) * (least * LEADING + 8) > box.height:
        shown -= 1
    written = lines[:shown]
    if shown < len(lines):
        written.append(Line(standards.say("slide.more_points", n=len(lines) - shown), least, ink2, before=8))
    shape = add_text(shapes, box, written, hand, name="points")
    for paragraph in shape.text_frame.paragraphs[:shown]:
        _number(paragraph)


def _number(paragraph: Any) -> None:
    """Let the program number a paragraph, so that it stays right when a person takes one out."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(INDENT)))
    properties.set("indent", str(-Pt(INDENT)))
    properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="+mj-lt"/>'))
    properties.append(parse_xml(f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod"/>'))
