"""Rows of bars: names, labels and notes, beside the bars on a wide sheet and above them on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.charts.layout import EDGE, Line, draw_rule, measure_text, wrap_text, write_lines, write_text
from analysis.charts.style import Sheet, stress

NAME_SHARE = 0.3
"""The most of a wide chart's width that names may take before they are wrapped."""
LABEL_SHARE = 0.34
"""The most that the text after a bar may take."""
SIDE_SHARE = 0.22
"""The most that the right column may take."""


@dataclass(frozen=True)
class Row:
    """One row of a chart of bars.

    Attributes:
        name: what the row is.
        value: length of its bar in units.
        label: text after the bar (wide) or on the name's line (narrow).
        notes: further lines, quieter.
        side: text in the right column (wide), or after the label if that fits in every row, else below the bar.
        rule: True where a line stands above the row.
        color: colour of the label; "" for that of text.
        strong: True where the name is heavy, as for a total.
    """

    name: str
    value: float
    label: str = ""
    notes: tuple[str, ...] = ()
    side: str = ""
    rule: bool = False
    color: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Slot:
    """Where a row's bar goes: left end, top, height, and pixels a unit."""

    x: float
    y: float
    height: float
    scale: float


def lay_rows(
    axes: Axes, rows: Sequence[Row], sheet: Sheet, *, top: float = 0, most: float = 1e9, join: str = " "
) -> tuple[list[Slot], float]:
    """Write the texts of rows of bars and say where the bars go.

    Args:
        axes: where to write.
        rows: the rows, in their order.
        sheet: the width drawn.
        top: y at which the first row begins.
        most: the most pixels that one unit may take.
        join: stands between label and side, where both fit the name's line in every row of a narrow sheet.

    Returns:
        A slot for each row, and the y below the last row.
    """
    if sheet.names_above:
        return _lay_above(axes, rows, sheet, top=top, most=most, join=join)
    return _lay_beside(axes, rows, sheet, top=top, most=most)


def _lay_beside(axes: Axes, rows: Sequence[Row], sheet: Sheet, *, top: float, most: float) -> tuple[list[Slot], float]:
    names = [_wrap(row.name, sheet.size, "", NAME_SHARE * sheet.width) for row in rows]
    labels = [_label_lines(row, sheet) for row in rows]
    sides = [_wrap(row.side, sheet.size, sheet.ink2, SIDE_SHARE * sheet.width) for row in rows]
    left = EDGE + max(map(_lines_width, names), default=0) + 14
    side = max(map(_lines_width, sides), default=0)
    right = sheet.width - EDGE - (side + 16 if side else 0)
    scale = _fit_scale(rows, [_lines_width(lines) for lines in labels], right - left - 12, most)
    heights = _row_heights(sheet, [max(map(len, texts)) for texts in zip(names, labels, sides, strict=True)])
    slots, y = [], top
    for place, row in enumerate(rows):
        middle = y + heights[place] / 2
        if row.rule:
            draw_rule(axes, left, y - sheet.gap / 2, right, color=sheet.rule)
        for text in write_lines(axes, left - 14, middle, names[place], pitch=sheet.line, align="right"):
            stress(text, strong=row.strong)
        write_lines(axes, left + row.value * scale + 10, middle, labels[place], pitch=sheet.line)
        write_lines(axes, sheet.width - EDGE, middle, sides[place], pitch=sheet.line, align="right")
        slots.append(Slot(left, middle - sheet.bar / 2, sheet.bar, scale))
        y += heights[place] + sheet.gap
    return slots, y - sheet.gap


def _row_heights(sheet: Sheet, lines: Sequence[int]) -> list[float]:
    """Rows of one or two lines share one height, so that bars keep their distance; longer ones take what they need."""
    heights = [max(sheet.bar, number * sheet.line) for number in lines]
    most = max(heights, default=0)
    return [most] * len(heights) if most <= 2 * sheet.line else heights


def _label_lines(row: Row, sheet: Sheet) -> list[Line]:
    limit = LABEL_SHARE * sheet.width
    notes = (line for note in row.notes for line in _wrap(note, sheet.small, sheet.ink2, limit))
    return [*_wrap(row.label, sheet.size, row.color, limit), *notes]


def _wrap(text: str, size: float, color: str, limit: float) -> list[Line]:
    return [(line, size, color) for line in wrap_text(text, size, limit)] if text else []


def _lines_width(lines: Sequence[Line]) -> float:
    return max((measure_text(text, size) for text, size, _ in lines), default=0)


def _fit_scale(rows: Sequence[Row], labels: Sequence[float], room: float, most: float) -> float:
    """Pixels a unit, such that every bar with its label ends within the room."""
    fits = [(room - label) / row.value for row, label in zip(rows, labels, strict=True) if row.value > 0]
    return min([most, *fits]) if fits else 0.0


def _lay_above(
    axes: Axes, rows: Sequence[Row], sheet: Sheet, *, top: float, most: float, join: str
) -> tuple[list[Slot], float]:
    longest = max((row.value for row in rows), default=0)
    scale = min(most, (sheet.width - 2 * EDGE - 2) / longest) if longest else 0.0
    joined = all(_fits(row, _join(row, join), sheet) for row in rows)
    slots, y = [], top
    for row in rows:
        if row.rule:
            draw_rule(axes, 0, y - sheet.gap / 2, sheet.width, color=sheet.rule)
        y = _write_head(axes, row, _join(row, join) if joined else row.label, sheet, y)
        slots.append(Slot(EDGE, y, sheet.bar, scale))
        y += sheet.bar
        notes = row.notes if joined else (*row.notes, row.side)
        for line, size, color in (
            line for note in notes for line in _wrap(note, sheet.small, sheet.ink2, sheet.width - 4)
        ):
            write_text(axes, EDGE, y + sheet.line / 2 + 1, line, size=size, color=color)
            y += sheet.line
        y += sheet.gap
    return slots, y - sheet.gap


def _join(row: Row, join: str) -> str:
    """A row's label and side text as one."""
    return join.join(text for text in (row.label, row.side) if text)


def _fits(row: Row, label: str, sheet: Sheet) -> bool:
    """Whether a name and its label stand on one line."""
    free = sheet.width - 2 * EDGE - 12
    return measure_text(row.name, sheet.size) + measure_text(label, sheet.small) <= free


def _write_head(axes: Axes, row: Row, label: str, sheet: Sheet, y: float) -> float:
    """Write a name and its label above a bar, on one line where both fit; return the y of the bar."""
    for line in wrap_text(row.name, sheet.size, sheet.width - 2 * EDGE):
        stress(write_text(axes, EDGE, y + sheet.line / 2, line, size=sheet.size), strong=row.strong)
        y += sheet.line
    color = row.color or sheet.ink2
    if label and _fits(row, label, sheet):
        end = sheet.width - EDGE
        write_text(axes, end, y - sheet.line / 2, label, size=sheet.small, color=color, align="right")
    elif label:
        for line in wrap_text(label, sheet.small, sheet.width - 2 * EDGE):
            write_text(axes, EDGE, y + sheet.line / 2, line, size=sheet.small, color=color)
            y += sheet.line
    return y + 3
