"""The side panel of a slide, and the list of what the meeting must decide: as much as has room, nothing smaller."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from analysis.narrative.passages import Passage, plain
from analysis.narrative.slide_panels import Panel
from analysis.reports.office.slides.frame import Box
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

NUMBER_SHARE = 0.85
"""Share of the panel that the number takes at most: the digits of a template's font may be wide."""
BIG, LEAST_BIG = 40.0, 24.0
"""Size of the number, and the least it may take where it is long."""
SPARE = 22.0
"""A line that stays free below a panel: with a wider font one of its paragraphs may take one more."""
HEAD_SIZE, TEXT_SIZE, POINT_SIZE = 16.0, 15.0, 17.0
"""Sizes of heavy words, of text, and of what is to be decided."""
INDENT = 30.0
"""Points before what is to be decided, where its number stands."""


def add_panel(shapes: Any, box: Box, panel: Panel, standards: Standards, hand: Hand) -> None:
    """Write a panel; its facts are cut, and the second left off, before anything gets smaller."""
    for most, facts in ((12, 2), (5, 2), (3, 2), (2, 2), (3, 1), (2, 1), (1, 1)):
        lines = _list_lines(panel, standards, box.width, most=most, facts=facts)
        if measure_lines(lines, box.width) <= box.height - SPARE:
            break
    add_text(shapes, box, lines, hand, name="panel")


def _list_lines(panel: Panel, standards: Standards, width: float, *, most: int, facts: int) -> list[Line]:
    ink, ink2, seal = (standards.style.colours[name] for name in ("ink", "ink2", "seal"))
    size = fit_text(panel.number.text, BIG, width * NUMBER_SHARE, least=LEAST_BIG)
    lines = [Line(panel.number.text, size, ink), cut_text(Line(panel.unit, HEAD_SIZE, ink2), width, 3)]
    for fact in panel.facts[:facts]:
        parts = [(fact.head, HEAD_SIZE, ink, True), (fact.text, TEXT_SIZE, ink2, False)]
        written = [Line(plain(text).strip(), size, color, bold) for text, size, color, bold in parts if text]
        lines += [
            cut_text(replace(line, before=12 if place == 0 else 0), width, most) for place, line in enumerate(written)
        ]
    if panel.ask:
        lines.append(Line(standards.say("slide.ask"), HEAD_SIZE, seal, bold=True, before=16))
        lines.append(cut_text(Line(plain(panel.ask), HEAD_SIZE, ink), width, max(most, 3)))
    return lines


def add_points(shapes: Any, box: Box, points: tuple[Passage, ...], standards: Standards, hand: Hand) -> None:
    """Write what is to be decided as a numbered list; what has no room is counted in a last line."""
    ink, ink2 = standards.style.colours["ink"], standards.style.colours["ink2"]
    width = box.width - INDENT
    for size, most in ((POINT_SIZE, 6), (TEXT_SIZE, 6), (TEXT_SIZE, 4), (TEXT_SIZE, 2)):
        lines = [cut_text(Line(plain(point), size, ink, before=12), width, most) for point in points]
        if measure_lines(lines, width) <= box.height:
            break
    shown = len(lines)
    while measure_lines(lines[:shown], width) + (shown < len(lines)) * (TEXT_SIZE * LEADING + 8) > box.height:
        shown -= 1
    written = lines[:shown]
    if shown < len(lines):
        written.append(Line(standards.say("slide.more_points", n=len(lines) - shown), TEXT_SIZE, ink2, before=8))
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
