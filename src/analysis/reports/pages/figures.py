"""A chart in the page: its finding as text above it, two drawings of it, its numbers in words, its caption."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from analysis.charts.figure import draw_chart
from analysis.charts.svg import svg_of
from analysis.narrative.figures import FigureText, describe_figure
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.numbers import show_passage
from analysis.reports.pages.page import Page, paragraph

WIDTHS = {"wide": "w", "narrow": "n"}
"""Both drawings of a figure and the class by which the style shows one of them."""
MARKS = {"unmet": "×", "partial": "◐", "unknown": "?", "not_applicable": "–", "below": "×", "above": "▲"}
"""Signs inside a key's swatch."""
_CODE = re.compile(r"(?<![0-9A-Za-z-])(\d+-\d+[a-z]?)(?![0-9A-Za-z-])")


def draw_figure(page: Page, name: str, *, key: str, area: str = "", most: int = 0) -> Markup:
    """Draw a chart with the words around it, or say in a sentence what it would show.

    Args:
        page: the page.
        name: a name in charts.figure.CHARTS.
        key: unique in the page; prefix of every id inside the drawings.
        area: of items and the figures of one area: the area; items without one shows all of them.
        most: of items: at most so many rows.
    """
    told = describe_figure(name, page.story, area=area, most=most)
    if not told.drawn:
        return paragraph(show_passage(page, told.instead))
    drawings = (
        _draw(page, name, key=f"{key}-{css}", width=width, css=css, area=area, most=most)
        for width, css in WIDTHS.items()
    )
    picture = tag("div", drawings, role="img", aria_label=told.alt)
    return tag(
        "figure",
        tag("figcaption", told.title),
        _draw_keys(told),
        picture,
        tag("p", hold_codes(told.caption), class_="cap"),
        class_="keep",
    )


def hold_codes(text: str) -> Markup:
    """A caption whose number codes a line never breaks: 3-16 stands whole."""
    parts = _CODE.split(text)
    return join(tag("span", part, class_="nw") if place % 2 else part for place, part in enumerate(parts))


def _draw(page: Page, name: str, *, key: str, width: str, css: str, area: str, most: int) -> Markup:
    figure = draw_chart(name, page.results, page.standards, width, area=area, most=most)
    return Markup(svg_of(figure, prefix=key, classes=css))


def _draw_keys(told: FigureText) -> Markup | None:
    return list_keys(told.keys) if told.keys else None


def list_keys(keys: Sequence[tuple[str, str]]) -> Markup:
    """What marks and hatches mean, each a swatch and a word."""
    lines = (
        tag("li", tag("span", MARKS.get(kind), class_=f"sw k-{kind}", aria_hidden="true"), word) for kind, word in keys
    )
    return tag("ul", lines, class_="keys")
