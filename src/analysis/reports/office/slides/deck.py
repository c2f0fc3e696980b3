"""The slides of a round as a .pptx file: native charts, titles that are findings, notes with every number's code."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pptx.util import Pt

from analysis.measures.results import RoundResults
from analysis.narrative.opening import write_title
from analysis.narrative.passages import plain
from analysis.narrative.slides import Slide, list_slides
from analysis.narrative.story import Story
from analysis.reports.office.packages import settle_package
from analysis.reports.office.slides.bars import Bars
from analysis.reports.office.slides.charts import add_chart
from analysis.reports.office.slides.drawings import draw_bars, list_keys
from analysis.reports.office.slides.edges import KEY_HEIGHT, Edges, measure_keys
from analysis.reports.office.slides.frame import Box, Frame
from analysis.reports.office.slides.master import Master, make_master, open_template
from analysis.reports.office.slides.notes import add_notes
from analysis.reports.office.slides.panel import add_panel, add_points, choose_frame
from analysis.reports.office.slides.plots import count_rows
from analysis.reports.office.slides.text import LEADING, Hand, Line, add_text, break_text, cut_text, fill_frame
from analysis.reports.pages.page import LANG_TAGS, Page, open_page
from analysis.rounds.round import Round
from analysis.standards.model import Standards

TITLES = (*((size, 2) for size in (25.0, 24.0, 23.0, 22.0, 21.0, 20.0, 19.0, 18.0)), (20.0, 3), (18.0, 3), (16.0, 3))
"""Sizes of a title with its lines at most, in the order in which they are tried."""
SMALLER_TITLE = 0.06
"""What a step to smaller letters costs beside what a break costs, as `break_text` has it."""
INSTEAD_SIZES = (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
"""Sizes of the sentence in place of a chart."""
MORE_SIZE = 13.0
"""Size of the line that counts what a chart leaves off."""


def draw_slides(round_: Round, results: RoundResults, *, template: Path | None = None) -> bytes:
    """The slides of a round; the same round gives the same bytes.

    Args:
        round_: the round.
        results: its results.
        template: the office's own .pptx, whose master is used; None for ours.

    Raises:
        UsageError: the template cannot be used.
    """
    master = open_template(template, round_.standards) if template else make_master(round_.standards)
    return draw_deck(open_page(round_, results), master)


def draw_deck(page: Page, master: Master) -> bytes:
    """The slides of an open page's round on a master that has none yet."""
    story = page.story
    slides = list_slides(story)
    frame = choose_frame(master, [told.panel for told in slides if told.panel], story.standards)
    drawer = _Drawer(page, master, frame)
    for place, told in enumerate(slides):
        drawer.draw(told, number=place + 1)
    written = io.BytesIO()
    master.deck.save(written)
    return settle_package(written.getvalue(), day=story.as_of, title=write_title(story))


@dataclass(frozen=True)
class _Drawer:
    page: Page
    master: Master
    frame: Frame

    @property
    def story(self) -> Story:
        """The round in words."""
        return self.page.story

    @property
    def standards(self) -> Standards:
        """Words and house style."""
        return self.story.standards

    @property
    def lang(self) -> str:
        """Language tag of the texts."""
        return LANG_TAGS[self.standards.lang]

    @property
    def hand(self) -> Hand:
        """Our font on our master; the theme's body fonts on a template."""
        own = self.standards.style.fonts["slide"][0]
        return Hand((own,) * 3 if self.master.own else ("+mn-lt", "+mn-ea", "+mn-cs"), self.lang)

    def draw(self, told: Slide, *, number: int) -> None:
        """Draw one slide: title, chart or points, panel, foot and notes."""
        slide = self.master.deck.slides.add_slide(self.master.layout)
        for holder in list(slide.placeholders):
            if holder.shape_id != slide.shapes.title.shape_id:
                holder._element.getparent().remove(holder._element)
        edges = Edges(slide.shapes, self.frame, self.story, self.hand)
        self._write_title(slide, edges, told, first=number == 1)
        bars = draw_bars(told, self.standards) if len(told.table) else None
        body = self._write_subtitle(edges, told, bars)
        if bars is not None:
            self._draw_chart(slide.shapes, body, told, bars)
        elif told.points:
            add_points(slide.shapes, self.frame.whole, told.points, self.standards, self.hand)
        else:
            self._write_instead(slide.shapes, self.frame.body if told.panel else self.frame.whole, told)
        if told.panel is not None:
            edges.draw_divider()
            add_panel(slide.shapes, self.frame.panel, told.panel, self.standards, self.hand)
        edges.write_foot(told, page=number)
        add_notes(slide, told, self.page, self.hand, first=number == 1)

    def _write_title(self, slide: Any, edges: Edges, told: Slide, *, first: bool) -> None:
        """Write the finding into the layout's title, where the office's master has it as it has every title."""
        title, style = slide.shapes.title, self.standards.style
        room = self.master.title
        logo = edges.add_logo(style.logo, room) if first and style.logo else 0.0
        if logo:
            place = (title.left, title.top, title.width - Pt(logo), title.height)
            title.left, title.top, title.width, title.height = place
            room = Box(room.x, room.y, room.width - logo, room.height)
        line = self._fit_title(told.title, room)
        if self.master.own:
            hand = Hand((style.fonts["slide"][0],) * 3, self.lang)
            fill_frame(title.text_frame, [line], hand, anchor="bottom")
            edges.draw_rule(self.master.title)
        else:
            hand = Hand(("+mj-lt", "+mj-ea", "+mj-cs"), self.lang)
            fill_frame(title.text_frame, [line], hand, align="", anchor="", margins=True)

    def _fit_title(self, text: str, room: Box) -> Line:
        """The title in the largest letters in which it has room; a very long one loses its last clause."""
        mark = self.story.word("narrative.mark.semicolon").strip()
        ink = self.standards.style.colours["ink"] if self.master.own else ""
        size, most = TITLES[-1][0], 1
        kept = text
        while kept:
            found: list[tuple[float, Line]] = []
            for place, (size, lines) in enumerate(TITLES):
                line, most = Line(kept, size, ink, bold=True), max(1, min(lines, int(room.height // (size * LEADING))))
                if line.count_lines(room.width) <= most:
                    broken, cost = break_text(line, room.width)
                    found.append((cost + SMALLER_TITLE * place, broken))
            if found:
                return min(found, key=lambda one: one[0])[1]
            kept = kept.rpartition(mark)[0]
        return cut_text(Line(text.partition(mark)[0], size, ink, bold=True), room.width, most)

    def _write_subtitle(self, edges: Edges, told: Slide, bars: Bars | None) -> Box:
        """Write what is drawn, with the key at its right, or in lines of its own; return what is left for the chart."""
        keys = list_keys(told, bars, self.standards) if bars else ()
        body = self.frame.body
        beside = edges.write_subtitle(told.subtitle, measure_keys(keys))
        if not keys:
            return body
        if beside:
            edges.draw_keys(keys, self.frame.subtitle, right=True)
            return body
        rows = edges.draw_keys(keys, body, right=False)
        return body.cut_top(rows * KEY_HEIGHT + 6)

    def _draw_chart(self, shapes: Any, body: Box, told: Slide, bars: Bars) -> None:
        """Draw what has room; what has none is counted below and stands in the annex."""
        shown, more = count_rows(bars, body), ""
        if shown < len(bars.names):
            body = Box(body.x, body.y, body.width, body.height - MORE_SIZE * LEADING - 4)
            shown = count_rows(bars, body)
            noun = {"items": "rule", "agreement": "rule", "toilets": "school"}.get(told.name, "place")
            more = self.story.word("slide.more", n=self.story.count(noun, len(bars.names) - shown))
        chart = add_chart(
            shapes, body, bars.head(shown), self.standards.style, lang=self.lang, day=self.story.as_of,
            alt="".join((told.alt, more)),
        )  # fmt: skip
        if more:
            below = Box(body.x, chart.top.pt + chart.height.pt + 4, body.width, MORE_SIZE * LEADING)
            line = Line(more, MORE_SIZE, self.standards.style.colours["ink2"])
            add_text(shapes, below, [line], self.hand, name="more")

    def _write_instead(self, shapes: Any, box: Box, told: Slide) -> None:
        line = Line(plain(told.instead), INSTEAD_SIZES[-1], self.standards.style.colours["ink"])
        fitting = (one for size in INSTEAD_SIZES if (one := replace(line, size=size)).height(box.width) <= box.height)
        most = max(1, int(box.height // (line.size * LEADING)))
        add_text(shapes, box, [next(fitting, cut_text(line, box.width, most))], self.hand, name="sentence")
