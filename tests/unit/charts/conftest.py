"""Collisions of texts on a drawn figure."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis.charts.style import use_settings

SLACK = 1.0
"""Pixels by which a text's box may reach over: the box of a glyph has empty space at its sides."""


def list_collisions(figure: Figure) -> list[str]:
    """Texts that overlap each other or leave the figure, in words."""
    with use_settings():
        canvas = FigureCanvasAgg(figure)
        figure.draw_without_rendering()
    renderer = canvas.get_renderer()
    width, height = figure.get_size_inches() * figure.dpi
    for axes in figure.axes:  # nothing but these texts is drawn, so no other can collide
        assert not axes.axison
        assert axes.get_legend() is None
    drawn = [*figure.texts, *(text for axes in figure.axes for text in (*axes.texts, axes.title))]
    texts = [text for text in drawn if text.get_text() and text.get_visible()]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    out = [
        f"{words!r} leaves the figure"
        for words, box in boxes
        if box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK
    ]
    over = [
        f"{one!r} overlaps {two!r}"
        for (one, a), (two, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > SLACK and min(a.y1, b.y1) - max(a.y0, b.y0) > SLACK
    ]
    return out + over


@pytest.fixture
def collisions() -> Callable[[Figure], list[str]]:
    """A function that lists the collisions of a figure."""
    return list_collisions
