"""Where things stand on a chart: measured text, wrapped names, rows of bars, labels that do not collide.

A chart's Axes is a sheet of CSS pixels: x from 0 at the left, y from 0 at the top. Every text is measured with the font it
is drawn in before anything is placed, so that a long name, a zero or a single bar needs no special case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline
from matplotlib.text import Text

from analysis.charts.style import FAMILIES, INK, INK2, Piece, Sheet, register_font

NAME_SHARE = 0.3
"""The most of a wide chart's width that names may take before they are wrapped."""
LABEL_SHARE = 0.36
"""The most that the text after a bar may take before it is wrapped."""
BREAKING = "-/、，；：,;:）)"
"""Marks after which a Latin word may be broken off, beside spaces."""
NO_START = "、，。；：）)》！？,.;:%"
"""Marks that may not begin a line."""
_FINE = 8
"""Text is measured eight times as large, so that hinting does not round its width."""


@cache
def _renderer() -> RendererAgg:
    register_font()
    return RendererAgg(8, 8, 72 * _FINE)


@cache
def measure_text(text: str, size: float) -> float:
    """Width in pixels of one line of text at a size."""
    if not text:
        return 0.0
    width, _, _ = _renderer().get_text_width_height_descent(
        text, FontProperties(family=list(FAMILIES), size=size), ismath=False
    )
    return float(width) / _FINE


def is_wide(text: str) -> bool:
    """True where every character is full-width, so that the text can be set one above the other."""
    return bool(text) and all(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _split_words(text: str) -> list[str]:
    """The pieces between which a line may break: Chinese characters, Latin words with their space."""
    words: list[str] = []
    for sign in text:
        wide = unicodedata.east_asian_width(sign) in "WF"
        joins = bool(words) and (
            sign in NO_START or sign == " " or not (wide or words[-1][-1] in " " + BREAKING or is_wide(words[-1][-1]))
        )
        if joins:
            words[-1] += sign
        else:
            words.append(sign)
    return words


def wrap_text(text: str, size: float, limit: float) -> tuple[str, ...]:
    """Break a text into lines no wider than `limit` pixels; a single word that is wider is broken by characters."""
    lines = [""]
    for word in _split_words(text):
        if not lines[-1] or measure_text((lines[-1] + word).rstrip(), size) <= limit:
            lines[-1] += word
        else:
            lines.append(word)
        while len(lines[-1]) > 1 and measure_text(lines[-1].rstrip(), size) > limit:
            cut = _fitting(lines[-1], size, limit)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return tuple(line.strip() for line in lines)


def _fitting(text: str, size: float, limit: float) -> int:
    """How many characters of a text fit, at least one."""
    count = len(text) - 1
    while count > 1 and measure_text(text[:count], size) > limit:
        count -= 1
    return count


def flow_words(
    words: Sequence[str], size: float, limit: float, *, gap: float = 16, lead: float = 0
) -> list[tuple[int, float]]:
    """Place words one after another on lines: the line number and x of each.

    Args:
        words: what is placed.
        size: text size.
        limit: width of a line.
        gap: space between two words.
        lead: space kept before each word, for its swatch.
    """
    places, line, x = [], 0, 0.0
    for word in words:
        width = lead + measure_text(word, size)
        if x > 0 and x + width > limit:
            line, x = line + 1, 0.0
        places.append((line, x))
        x += width + gap
    return places


def spread_labels(
    centres: Sequence[float], widths: Sequence[float], *, left: float, right: float, gap: float = 12
) -> list[float]:
    """Move labels in a row apart, each as little as its neighbours allow; their order stays.

    Returns:
        The centres to use; empty where the labels do not fit between left and right at all.
    """
    if sum(widths) + gap * (len(widths) - 1) > right - left:
        return []
    placed = list(centres)
    edge = left
    for index, width in enumerate(widths):
        placed[index] = max(placed[index], edge + width / 2)
        edge = placed[index] + width / 2 + gap
    edge = right
    for index in reversed(range(len(widths))):
        placed[index] = min(placed[index], edge - widths[index] / 2)
        edge = placed[index] - widths[index] / 2 - gap
    return placed


def write_text(
    axes: Axes, x: float, y: float, text: str, *, size: float, color: str = INK, align: str = "left"
) -> Text:
    """Write one line with its middle at y; the baseline follows from the size, so that lines of a row stand level."""
    return axes.text(x, y + 0.36 * size, text, fontsize=size, color=color, ha=align, va="baseline", clip_on=False)


def draw_box(axes: Axes, x: float, y: float, width: float, height: float, piece: Piece) -> None:
    """Draw a filled rectangle; x and y are its upper left corner."""
    box = Rectangle(
        (x, y), width, height, facecolor=piece.fill, edgecolor=piece.edge, linewidth=1.0,
        linestyle=(0, (3, 2)) if piece.dashed else "solid", hatch=piece.hatch or None, clip_on=False,
    )  # fmt: skip
    axes.add_patch(box)


_HALF_DISC = Outline.wedge(90, 270)
"""Left half of a disc, for ◐."""


def draw_marks(axes: Axes, piece: Piece, points: Sequence[tuple[float, float]], size: float) -> None:
    """Draw a piece's mark at each point: × and ◐ and – as shapes, so that no font has to bring them."""
    if not points or not piece.mark:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if piece.mark == "cross":
        axes.scatter(xs, ys, s=(0.55 * size) ** 2, marker="x", color=piece.on, linewidths=1.3, clip_on=False)
    elif piece.mark == "half":
        disc = (0.72 * size) ** 2
        axes.scatter(xs, ys, s=disc, marker="o", facecolors="none", edgecolors=piece.on, linewidths=1.0, clip_on=False)
        axes.scatter(xs, ys, s=disc, marker=_HALF_DISC, color=piece.on, linewidths=0, clip_on=False)
    elif piece.mark == "dash":
        axes.scatter(xs, ys, s=(0.5 * size) ** 2, marker="_", color=piece.on, linewidths=1.0, clip_on=False)
    else:
        for x, y in points:
            write_text(axes, x, y, "?", size=size, color=piece.on, align="center")


def draw_rule(axes: Axes, x: float, y: float, end: float, *, color: str, width: float = 1.0) -> None:
    """Draw a horizontal line from x to end."""
    axes.plot([x, end], [y, y], color=color, linewidth=width, clip_on=False)


def finish(axes: Axes, sheet: Sheet, height: float) -> Axes:
    """Set the Axes to the sheet's pixels, without frame or ticks."""
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return axes


@dataclass(frozen=True)
class Row:
    """One row of a chart of bars.

    Attributes:
        name: what the row is.
        value: length of its bar in units.
        label: text after the bar (wide) or on the name's line (narrow).
        notes: further lines, quieter.
        side: text in the right column (wide) or after the notes (narrow).
        rule: True where a line stands above the row.
    """

    name: str
    value: float
    label: str = ""
    notes: tuple[str, ...] = ()
    side: str = ""
    rule: bool = False


@dataclass(frozen=True)
class Slot:
    """Where a row's bar goes: left end, top, height, and pixels a unit."""

    x: float
    y: float
    height: float
    scale: float


def lay_rows(
    axes: Axes, rows: Sequence[Row], sheet: Sheet, *, top: float = 0, most: float = 1e9
) -> tuple[list[Slot], float]:
    """Write the texts of rows of bars and say where the bars go.

    Args:
        axes: where to write.
        rows: the rows, in their order.
        sheet: the width drawn.
        top: y at which the first row begins.
        most: the most pixels that one unit may take.

    Returns:
        A slot for each row, and the y below the last row.
    """
    return (_lay_above if sheet.names_above else _lay_beside)(axes, rows, sheet, top, most)


def _lay_beside(axes: Axes, rows: Sequence[Row], sheet: Sheet, top: float, most: float) -> tuple[list[Slot], float]:
    names = [wrap_text(row.name, sheet.size, NAME_SHARE * sheet.width) for row in rows]
    left = max((measure_text(line, sheet.size) for lines in names for line in lines), default=0) + 14
    side = max((measure_text(row.side, sheet.size) for row in rows), default=0)
    right = sheet.width - (side + 16 if side else 0)
    texts = [_label_lines(row, sheet, LABEL_SHARE * sheet.width) for row in rows]
    scale = _fit_scale(rows, [_lines_width(lines) for lines in texts], right - left - 12, most)
    slots, y = [], top
    for row, name, lines in zip(rows, names, texts, strict=True):
        height = max(sheet.bar, len(name) * sheet.line, len(lines) * sheet.line)
        middle = y + height / 2
        if row.rule:
            draw_rule(axes, left, y - sheet.gap / 2, right, color="#D3D9DF")
        _write_lines(axes, left - 14, middle, [(line, sheet.size, INK) for line in name], sheet, align="right")
        _write_lines(axes, left + row.value * scale + 10, middle, lines, sheet)
        write_text(axes, sheet.width, middle, row.side, size=sheet.size, color=INK2, align="right")
        slots.append(Slot(left, middle - sheet.bar / 2, sheet.bar, scale))
        y += height + sheet.gap
    return slots, y - sheet.gap


def _lay_above(axes: Axes, rows: Sequence[Row], sheet: Sheet, top: float, most: float) -> tuple[list[Slot], float]:
    longest = max((row.value for row in rows), default=0)
    scale = min(most, (sheet.width - 6) / longest) if longest else 0.0
    slots, y = [], top
    for row in rows:
        if row.rule:
            draw_rule(axes, 0, y - sheet.gap / 2, sheet.width, color="#D3D9DF")
        y = _write_head(axes, row, sheet, y)
        slots.append(Slot(1, y, sheet.bar, scale))
        y += sheet.bar
        for note in (*row.notes, row.side):
            for line in wrap_text(note, sheet.small, sheet.width) if note else ():
                write_text(axes, 0, y + sheet.line / 2 + 1, line, size=sheet.small, color=INK2)
                y += sheet.line
        y += sheet.gap
    return slots, y - sheet.gap


def _write_head(axes: Axes, row: Row, sheet: Sheet, y: float) -> float:
    """Write a name and its label above a bar, on one line where both fit; return the y of the bar."""
    name = measure_text(row.name, sheet.size)
    label = measure_text(row.label, sheet.small)
    together = name + 12 + label <= sheet.width
    for line in (row.name,) if together else wrap_text(row.name, sheet.size, sheet.width):
        write_text(axes, 0, y + sheet.line / 2, line, size=sheet.size)
        y += sheet.line
    if together:
        write_text(axes, sheet.width, y - sheet.line / 2, row.label, size=sheet.small, color=INK2, align="right")
        return y + 3
    for line in wrap_text(row.label, sheet.small, sheet.width):
        write_text(axes, 0, y + sheet.line / 2, line, size=sheet.small, color=INK2)
        y += sheet.line
    return y + 3


Line = tuple[str, float, str]
"""A line to write: text, size, colour."""


def _label_lines(row: Row, sheet: Sheet, limit: float) -> list[Line]:
    label = [(line, sheet.size, INK) for line in wrap_text(row.label, sheet.size, limit)] if row.label else []
    notes = [(line, sheet.small, INK2) for note in row.notes if note for line in wrap_text(note, sheet.small, limit)]
    return label + notes


def _lines_width(lines: Sequence[Line]) -> float:
    return max((measure_text(text, size) for text, size, _ in lines), default=0)


def _fit_scale(rows: Sequence[Row], labels: Sequence[float], room: float, most: float) -> float:
    """Pixels a unit, such that every bar with its label ends within the room."""
    fits = [(room - label) / row.value for row, label in zip(rows, labels, strict=True) if row.value > 0]
    return min([most, *fits]) if fits else 0.0


def _write_lines(
    axes: Axes, x: float, middle: float, lines: Sequence[Line], sheet: Sheet, *, align: str = "left"
) -> None:
    """Write lines one above the other, centred on a middle."""
    first = middle - (len(lines) - 1) * sheet.line / 2
    for index, (text, size, color) in enumerate(lines):
        write_text(axes, x, first + index * sheet.line, text, size=size, color=color, align=align)
