"""Where things stand on a slide, in points: subtitle, chart, side panel and foot within the room below the title."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 12700
"""English metric units in a point."""
WIDTH, HEIGHT = 960, 540
"""A slide of our own: 16:9."""
SUBTITLE_HEIGHT = 24.0
FOOT_HEIGHT = 24.0
PANEL_SHARE, PANEL_MOST = 0.24, 206.0
"""The side panel takes this share of the width, and no more points than that."""
GUTTER = 40.0
"""Between the chart and the panel; the line between them stands in its middle."""


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """X of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Y of its lower side."""
        return self.y + self.height

    def cut_top(self, height: float) -> Box:
        """What is left below the first points."""
        return Box(self.x, self.y + height, self.width, self.height - height)

    def take_top(self, height: float) -> Box:
        """The first points."""
        return Box(self.x, self.y, self.width, min(height, self.height))


TITLE = Box(40, 8, 880, 69)
"""The title of a slide of our own; two lines at most."""
CONTENT = Box(40, 82, 880, 448)
"""The room below it."""


@dataclass(frozen=True)
class Frame:
    """The parts of a slide below its title.

    Attributes:
        subtitle: what is drawn, and n; the key stands at its right.
        body: the chart, or the text in its place.
        panel: the number, two facts, and what to decide.
        foot: draft mark, n, round, as-of, codes, page.
    """

    subtitle: Box
    body: Box
    panel: Box
    foot: Box

    @property
    def whole(self) -> Box:
        """Body and panel together, for a slide without a panel."""
        return Box(self.body.x, self.body.y, self.panel.right - self.body.x, self.body.height)


def lay_frame(content: Box) -> Frame:
    """Divide the room below a title."""
    top = content.y + 6
    subtitle = Box(content.x, top, content.width, SUBTITLE_HEIGHT)
    foot = Box(content.x, content.bottom - FOOT_HEIGHT, content.width, FOOT_HEIGHT)
    panel = min(PANEL_SHARE * content.width, PANEL_MOST)
    y = subtitle.bottom + 10
    height = foot.y - 10 - y
    return Frame(
        subtitle=subtitle,
        body=Box(content.x, y, content.width - panel - GUTTER, height),
        panel=Box(content.right - panel, y, panel, height),
        foot=foot,
    )
