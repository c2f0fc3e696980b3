"""The analyst's appendix: one folded section after another, each left out where there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from analysis.reports.pages.crosschecks import draw_balance, draw_computed, draw_teams
from analysis.reports.pages.markup import join
from analysis.reports.pages.page import Block, Page
from analysis.reports.pages.statistics import draw_funnel, draw_intervals, draw_trend

SECTIONS: tuple[Callable[[Page], Markup], ...] = (
    draw_intervals, draw_funnel, draw_trend, draw_computed, draw_teams, draw_balance,
)  # fmt: skip
"""The sections in their order; a new one is added here."""


def draw_analysis(page: Page) -> Block:
    """Every section that the round has something for."""
    if "analysis" not in page.chapters:
        return Block(Markup(""))
    return Block(join(section(page) for section in SECTIONS))
