"""A chart in the page: its finding as text above it, two drawings of it, its numbers in words, its caption."""

from __future__ import annotations

from markupsafe import Markup

from analysis.charts.figure import draw_chart
from analysis.charts.svg import svg_of
from analysis.narrative.figures import (
    is_drawn,
    write_alt,
    write_caption,
    write_keys,
    write_title,
    write_instead,
)
from analysis.reports.pages.markup import tag
from analysis.reports.pages.numbers import show_passage
from analysis.reports.pages.page import Page

WIDTHS = {"wide": "w", "narrow": "n"}
"""Both drawings of a figure and their class; the style shows one of them."""
