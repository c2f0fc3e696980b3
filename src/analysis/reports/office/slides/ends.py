"""The text after each bar, with its note on the same line, in a line below, or in two where rows are high enough."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reports.office.slides.bars import Bars
from analysis.reports.office.slides.text import LEAST, measure_wide, wrap

WAYS = ((2, 0.46), (3, 0.32), (1, 0.46), (2, 0.25), (1, 0.0))
"""Lines of a text with its note, and the most of a chart's width that a line of the note takes, in the order in which
they are tried. What is longer is cut, and for no width left off; the speaker's notes have it whole."""
LABEL_LEADING = 1.28
"""Height of a line of a label, in sizes of its letters: as the fonts have it."""
CUT = "…"
"""Stands where a note is cut."""


@dataclass(frozen=True)
class Ends:
    """The texts after the bars of a chart.

    Attributes:
        rows: the lines of each row; none where nothing stands after its bar.
        size: of the first lines, in points; the others have the least size.
        cut: whether a note is not whole.
    """

    rows: tuple[tuple[str, ...], ...]
    size: float
    cut: bool = False

    def measure(self, row: int) -> float:
        """Points that the lines of a row take."""
        widths = [measure_wide(line, LEAST if place else self.size) for place, line in enumerate(self.rows[row])]
        return max(widths, default=0.0)


def list_ends(bars: Bars, *, size: float, width: float, height: float) -> list[Ends]:
    """The texts after the bars in each way that rows have room for.

    Args:
        bars: what is drawn.
        size: of the texts, in points.
        width: of the chart.
        height: of a row.
    """
    if not any(bars.notes):
        return [Ends(tuple((end,) if end else () for end in bars.ends), size)]
    found = []
    for lines, share in WAYS:
        if (size + (lines - 1) * LEAST) * LABEL_LEADING <= height or lines == 1:
            rows = tuple(_write_lines(bars, row, lines, share * width) for row in range(len(bars.ends)))
            cut = share == 0 or any(line.endswith(CUT) for row in rows for line in row)
            found.append(Ends(rows, size, cut))
    return found


def _write_lines(bars: Bars, row: int, lines: int, width: float) -> tuple[str, ...]:
    end, note = bars.ends[row], bars.notes[row] if width else ""
    if lines == 1:
        return (bars.joiner.join(part for part in (end, *_wrap(note, width, 1)) if part),)
    parts = note.split(bars.joiner) if lines > 2 else [note]
    told = [line for part in parts for line in _wrap(part, width, lines - len(parts))]
    return (end, *told)


def _wrap(note: str, width: float, most: int) -> list[str]:
    """A note in as many lines as it may take, cut at the end of the last."""
    if not note:
        return []
    lines = [note] if measure_wide(note, LEAST) <= width else list(wrap(note, LEAST, 0.9 * width))
    most = max(1, most)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1].rstrip() + CUT]
