"""Where things stand on a slide, in points: subtitle, chart, side panel and foot within the room below the title."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 12700
"""English metric units in a point."""
WIDTH, HEIGHT = 960, 540
"""A slide of our own: 16:9."""
SUBTITLE_HEIGHT, SUBTITLE_GAPS = 24.0, (6.0, 10.0)
LOW, LOW_HEIGHT, LOW_GAPS = 300.0, 20.0, (2.0, 6.0)
"""Height of the subtitle with the room above and below it; the same where our room is lower than so many points."""
FOOT_HEIGHT = 24.0
PANEL_SHARES = (0.234, 0.265, 0.295, 0.325, 0.355, 0.385)
"""Shares of the width that the side panel may take: the least in which all panels of a deck have room."""
FOOT_LEAST, FOOT_WIDTH = 17.0, 0.6
"""The least height of a band at the foot of a master, and the share of our width that it has, to take our foot."""
GUTTER, NARROW_GUTTER, NARROW = 40.0, 28.0, 800.0
"""Between the chart and the panel, and where our room is less wide than so many points; a line stands in its middle."""


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
        divider: X of the line between body and panel.
    """

    subtitle: Box
    body: Box
    panel: Box
    foot: Box
    divider: float

    @property
    def whole(self) -> Box:
        """Body and panel together, for a slide without a panel."""
        return Box(self.body.x, self.body.y, self.panel.right - self.body.x, self.body.height)


def lay_frame(content: Box, *, band: Box | None = None, share: float = PANEL_SHARES[0]) -> Frame:
    """Divide the room below a title.

    Args:
        content: that room.
        band: where the master has its own foot, if ours has room there; else ours takes the last points of the content.
        share: of the width, for the side panel.
    """
    low = content.height < LOW
    above, below = LOW_GAPS if low else SUBTITLE_GAPS
    height = LOW_HEIGHT if low else SUBTITLE_HEIGHT
    subtitle = Box(content.x, content.y + above, content.width, height)
    if band is not None and band.height >= FOOT_LEAST and band.width >= FOOT_WIDTH * content.width:
        height = min(band.height, FOOT_HEIGHT)
        foot, bottom = Box(band.x, band.bottom - height, band.width, height), content.bottom
    else:
        foot = Box(content.x, content.bottom - FOOT_HEIGHT, content.width, FOOT_HEIGHT)
        bottom = foot.y - 10
    panel = share * content.width
    gutter = GUTTER if content.width >= NARROW else NARROW_GUTTER
    y = subtitle.bottom + below
    return Frame(
        subtitle=subtitle,
        body=Box(content.x, y, content.width - panel - gutter, bottom - y),
        panel=Box(content.right - panel, y, panel, bottom - y),
        foot=foot,
        divider=content.right - panel - gutter / 2,
    )
