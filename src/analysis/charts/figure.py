"""From results to a drawn figure: which charts there are, which are drawn, and their two widths."""

from __future__ import annotations

from typing import Protocol

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.ages import draw_ages
from analysis.charts.areas import draw_areas
from analysis.charts.burn_up import draw_burn_up
from analysis.charts.change import draw_change
from analysis.charts.coverage import draw_coverage
from analysis.charts.funnel import draw_funnel
from analysis.charts.intervals import draw_intervals
from analysis.charts.items import draw_items
from analysis.charts.map import draw_map
from analysis.charts.problems import draw_problems
from analysis.charts.reported import draw_reported
from analysis.charts.style import SHEETS, use_style
from analysis.charts.toilets import draw_toilets
from analysis.charts.towns import draw_towns
from analysis.charts.trend import draw_trend
from analysis.measures.results import RoundResults
from analysis.narrative.figures import is_drawn, select_table
from analysis.standards.model import Standards


class Drawing(Protocol):
    """A chart: Axes in, Axes out."""

    def __call__(self, axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str) -> Axes:
        """Draw a selected table in one of the widths."""


CHARTS: dict[str, Drawing] = {
    "areas": draw_areas,
    "items": draw_items,
    "toilets": draw_toilets,
    "change": draw_change,
    "problems": draw_problems,
    "burn_up": draw_burn_up,
    "ages": draw_ages,
    "coverage": draw_coverage,
    "map": draw_map,
    "towns": draw_towns,
    "reported": draw_reported,
    "intervals": draw_intervals,
    "funnel": draw_funnel,
    "trend": draw_trend,
}
"""Every chart by name; `narrative.figures.OF_AREA` take an area, items without one shows the worst of all areas."""


def draw_table(name: str, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Figure:
    """Draw a selected table as a figure of its own, as wide as its sheet and as tall as it needs.

    Args:
        name: a name in `CHARTS`.
        table: what is drawn, as narrative/selection.py gives it.
        standards: the words.
        width: wide (840 px, names at the left) or narrow (352 px, names above the bars).
    """
    with use_style(standards.style):
        figure = Figure(figsize=(SHEETS[width].width / 72, 1), dpi=72)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        CHARTS[name](axes, table, standards, width=width)
        figure.set_size_inches(SHEETS[width].width / 72, axes.get_ylim()[0] / 72)
    return figure


def drawable(name: str, results: RoundResults, standards: Standards, *, area: str = "") -> bool:
    """Whether a chart is drawn, or its sentence (`narrative.figures.write_instead`) printed in its place."""
    return is_drawn(name, results, standards, area=area)


def draw_chart(
    name: str, results: RoundResults, standards: Standards, width: str = "wide", *, area: str = "", most: int = 0
) -> Figure:
    """Draw a chart of a round.

    Args:
        name: a name in `CHARTS`.
        results: results of the round.
        standards: the rules and words.
        width: wide or narrow.
        area: of those in `narrative.figures.OF_AREA`: the area; items without one shows all areas.
        most: of items: at most so many rows.

    Returns:
        A figure at 72 dots per inch, so that its points are CSS pixels; `svg_of` writes it for a page.
    """
    return draw_table(name, select_table(name, results, standards, area=area, most=most), standards, width=width)
