"""What stands around the body of a slide: rule, logo, subtitle with its key, divider, foot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from analysis.narrative.opening import write_draft_mark
from analysis.narrative.slides import Slide, name_codes
from analysis.narrative.story import Story
from analysis.reports.office.slides.bars import Piece
from analysis.reports.office.slides.frame import Box, Frame
from analysis.reports.office.slides.text import (
    LEAST,
    SLACK,
    Hand,
    Line,
    add_text,
    cut_text,
    emu,
    fill_frame,
    fit_sentences,
    fit_text,
    measure_wide,
    paint,
)

SUBTITLE_SIZE, KEY_SIZE, FOOT_SIZE = 15.0, 14.0, 12.0
"""Sizes of letters."""
SWATCH = 20.0
"""Width of a swatch."""
PAGE_WIDTH = 26.0
"""Room of the page's number."""
KEY_HEIGHT = 22.0
"""Height of a line of keys."""
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""The name that PowerPoint gives the field of a slide's number."""
_KEY_GAP, _SPARE, _LOGO = 16.0, 6.0, 34.0
"""Points between two keys, points that stay free behind a text on one line, and the most that a logo is high."""


@dataclass(frozen=True)
class Edges:
    """Draws on one slide.

    Attributes:
        shapes: of the slide.
        frame: where the parts stand.
        story: the round.
        hand: fonts and language.
    """

    shapes: Any
    frame: Frame
    story: Story
    hand: Hand

    def _color(self, name: str) -> str:
        return self.story.standards.style.colours[name]

    def draw_rule(self, title: Box) -> None:
        """The rule under the title."""
        y = title.bottom + 2
        self._draw_line(title.x, y, self.frame.foot.right, y, self._color("seal"), 1.5, "rule")

    def draw_divider(self) -> None:
        """The line between the chart and the panel."""
        x, box = self.frame.divider, self.frame.panel
        self._draw_line(x, box.y, x, box.bottom, self._color("rule"), 1, "divider")

    def _draw_line(self, x: float, y: float, right: float, bottom: float, color: str, width: float, name: str) -> None:
        line = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(y), Pt(right), Pt(bottom))
        line.line.color.rgb, line.line.width, line.name = paint(color), Pt(width), name
        _drop_style(line)

    def add_logo(self, picture: bytes, title: Box) -> float:
        """Put the office's logo at the right of the title; return the points that the title loses."""
        shape = self.shapes.add_picture(io.BytesIO(picture), Pt(0), Pt(0), height=Pt(min(_LOGO, title.height)))
        shape.left, shape.top = Pt(title.right) - shape.width, Pt(title.bottom - 2) - shape.height
        shape.name, office = "logo", self.story.signer
        shape._element.nvPicPr.cNvPr.set("descr", office)
        return float(shape.width.pt) + 16

    def write_subtitle(self, text: str, keys: float) -> bool:
        """Write the subtitle; True where the key has room beside it."""
        box = self.frame.subtitle
        beside = bool(keys) and measure_wide(text, LEAST) + 24 + keys <= box.width
        width = box.width - keys - 24 if beside else box.width
        size = fit_text(text, SUBTITLE_SIZE, width)
        line = cut_text(Line(text, size, self._color("ink2")), width / SLACK, 1)
        add_text(self.shapes, Box(box.x, box.y, width, box.height), [line], self.hand, name="subtitle", anchor="middle")
        return beside

    def draw_keys(self, keys: Sequence[Piece], box: Box, *, right: bool) -> int:
        """Draw swatches with their words, at the right end of a box or from its left; return the lines taken."""
        x, row = (box.right - measure_keys(keys) if right else box.x), 0
        for key in keys:
            width = measure_wide(key.name, KEY_SIZE) + _SPARE
            if x > box.x and x + SWATCH + 6 + width > box.right + 1:
                x, row = box.x, row + 1
            y = box.y + row * KEY_HEIGHT
            self._draw_swatch(key, x, y + 3)
            words = Box(x + SWATCH + 6, y, width, KEY_HEIGHT)
            add_text(
                self.shapes, words, [Line(key.name, KEY_SIZE, self._color("ink2"))], self.hand, name="key",
                anchor="middle",
            )  # fmt: skip
            x += SWATCH + 6 + width + _KEY_GAP
        return row + 1

    def _draw_swatch(self, key: Piece, x: float, y: float) -> None:
        """A small bar in the fill of what it names, with its mark; the tick as it is."""
        if key.word == "|":
            tick = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(Box(x + 8, y - 1, 4, 18)))
            tick.fill.solid()
            tick.fill.fore_color.rgb, tick.name = paint(self._color("ink")), "swatch"
            tick.line.fill.background()
            _drop_style(tick)
            return
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(Box(x, y, SWATCH, 16)))
        shape.name = "swatch"
        shape.line.color.rgb, shape.line.width = paint(key.fill.edge), Pt(0.75)
        if key.hatched:
            shape.fill.patterned()
            shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            shape.fill.fore_color.rgb, shape.fill.back_color.rgb = paint(key.fill.edge), paint(key.fill.face)
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = paint(key.fill.face)
        _drop_style(shape)
        if key.word:
            fill_frame(
                shape.text_frame, [Line(key.word, FOOT_SIZE, key.fill.on)], self.hand, align="center", anchor="middle"
            )

    def write_foot(self, told: Slide, *, page: int) -> None:
        """Draft mark, n and what is not drawn; at the right the round, the day, codes and the page."""
        box = self.frame.foot
        self._draw_line(box.x, box.y, box.right, box.y, self._color("rule"), 1, "foot rule")
        y, height = box.y + 5, box.height - 5
        mark = write_draft_mark(self.story)
        width = measure_wide(mark, FOOT_SIZE) + 10
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(Box(box.x + 1, y, width, height)))
        shape.name = "draft"
        shape.fill.background()
        _drop_style(shape)
        shape.line.color.rgb, shape.line.width = paint(self._color("seal")), Pt(0.75)
        fill_frame(
            shape.text_frame, [Line(mark, FOOT_SIZE, self._color("seal"))], self.hand, align="center", anchor="middle"
        )
        free = box.width - width - PAGE_WIDTH - 30
        right = self._tell_round(told, free)
        wide = measure_wide(right, FOOT_SIZE) + _SPARE
        room = free - wide
        stop = self.story.word("narrative.mark.stops")
        kept = fit_sentences(told.caption, stop, FOOT_SIZE, room - _KEY_GAP)
        left = kept or (told.n if measure_wide(told.n, FOOT_SIZE) <= room else "")
        texts = (
            (left, Box(box.x + width + 15, y, room, height), "left", "foot"),
            (right, Box(box.right - PAGE_WIDTH - wide, y, wide, height), "right", "round"),
        )
        for text, place, align, name in texts:
            if text:
                self._write_foot_text(text, place, align, name)
        number = self._write_foot_text(str(page), Box(box.right - PAGE_WIDTH, y, PAGE_WIDTH, height), "right", "page")
        _make_field(number, "slidenum")

    def _write_foot_text(self, text: str, place: Box, align: str, name: str) -> Any:
        line = Line(text, FOOT_SIZE, self._color("ink2"))
        return add_text(self.shapes, place, [line], self.hand, name=name, align=align, anchor="middle")

    def _tell_round(self, told: Slide, room: float) -> str:
        """The round and the codes; where both have no room, the codes alone."""
        codes = name_codes(self.story, told)
        both = self.story.word("slide.foot_right", name=self.story.name, codes=codes) if codes else self.story.name
        return both if measure_wide(both, FOOT_SIZE) + _SPARE <= room else codes


def measure_keys(keys: Sequence[Piece]) -> float:
    """Points that a key takes on one line."""
    if not keys:
        return 0.0
    words = sum(SWATCH + 6 + measure_wide(key.name, KEY_SIZE) + _SPARE for key in keys)
    return words + _KEY_GAP * (len(keys) - 1)


def _make_field(shape: Any, kind: str) -> None:
    """Make the text of a shape a field, which the program keeps right when a person moves slides."""
    run = shape.text_frame.paragraphs[0].runs[0]._r
    run.tag = qn("a:fld")
    run.set("id", _FIELD)
    run.set("type", kind)


def _drop_style(shape: Any) -> None:
    """Take a shape's reference to the theme off, which would give it a shadow."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)
