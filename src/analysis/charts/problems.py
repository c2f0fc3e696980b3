"""Problems of earlier rounds by state, stacked; overdue ones hatched, with their count at the right."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import EDGE, FREE, draw_box, finish, flow_words, measure_text, spread_labels, write_text
from analysis.charts.rows import Row, Slot, lay_rows
from analysis.charts.style import Piece, Sheet, open_sheet
from analysis.measures.frames import STATES
from analysis.standards.model import Standards

SWATCH = 16
"""Width of a swatch before a word."""


def draw_problems(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw one stacked bar for all problems and one an area.

    Args:
        axes: where to draw.
        table: label, all, the states, overdue and overdue_<state>; first row the total (as `select_problems` gives).
        standards: the words.
        width: wide or narrow.
    """
    sheet = open_sheet(standards, width)
    heads = _name_states(table, standards)
    rows = [
        Row(
            row["label"],
            row["all"],
            _overdue(row, standards),
            color=sheet.pieces["unmet"].text,
            strong=place == 0 and len(table) > 1,
        )
        for place, (_, row) in enumerate(table.iterrows())
    ]
    lines = _flow(heads, sheet)
    top = 34.0 if not sheet.names_above else (lines[-1][0] + 1) * sheet.line + 10
    slots, height = lay_rows(axes, rows, sheet, top=top)
    if sheet.names_above or not _write_heads(axes, table.iloc[0], heads, slots[0], sheet):
        _write_key(axes, heads, lines, sheet)
    for (_, row), slot in zip(table.iterrows(), slots, strict=True):
        _draw_states(axes, row, slot, sheet)
    return finish(axes, sheet, height + 4)


def _name_states(table: pd.DataFrame, standards: Standards) -> dict[str, str]:
    """The states that occur, in stacking order, with their words."""
    return {state: standards.say(f"narrative.state.{state}") for state in STATES if table[state].sum()}


def _overdue(row: pd.Series, standards: Standards) -> str:
    return standards.say("chart.overdue_count", n=int(row["overdue"])) if row["overdue"] else ""


def _flow(heads: dict[str, str], sheet: Sheet) -> list[tuple[int, float]]:
    return flow_words(list(heads.values()), sheet.small, sheet.width - 2 * EDGE, lead=SWATCH + 6) or [(0, 0.0)]


def _write_key(axes: Axes, heads: dict[str, str], places: list[tuple[int, float]], sheet: Sheet) -> None:
    """Name the states in a line of swatches above the bars, in stacking order."""
    for (state, words), (line, x) in zip(heads.items(), places, strict=True):
        y = (line + 0.5) * sheet.line
        draw_box(axes, x + EDGE, y - 6, SWATCH, 12, replace(sheet.pieces[state], hatched=False))
        write_text(axes, x + EDGE + SWATCH + 6, y, words, size=sheet.small, color=sheet.ink2)


def _write_heads(axes: Axes, row: pd.Series, heads: dict[str, str], slot: Slot, sheet: Sheet) -> bool:
    """Name the states above the pieces of the first bar, with a leader each; False where they do not fit."""
    centres, x = [], slot.x
    for state in heads:
        centres.append(x + row[state] * slot.scale / 2)
        x += row[state] * slot.scale
    widths = [measure_text(words, sheet.small) for words in heads.values()]
    placed = spread_labels(centres, widths, left=EDGE, right=sheet.width - EDGE)
    for words, centre, target in zip(heads.values(), placed, centres, strict=False):
        write_text(axes, centre, 9, words, size=sheet.small, color=sheet.ink2, align="center")
        axes.plot([centre, target], [18, slot.y - 2], color=sheet.axis, linewidth=0.9, **FREE)
    return bool(placed)


def _draw_states(axes: Axes, row: pd.Series, slot: Slot, sheet: Sheet) -> None:
    x = slot.x
    for state in STATES:
        piece = sheet.pieces[state]
        number, late = int(row[state]), int(row[f"overdue_{state}"])
        hatched = replace(piece, hatched=True, edge=piece.on if piece.dark else piece.edge)
        for length, look in ((number - late, piece), (late, hatched)):
            if length:
                draw_box(axes, x, slot.y, length * slot.scale, slot.height, look)
            x += length * slot.scale
        if late and piece.dark:
            outline = replace(piece, fill="none", hatched=False)
            draw_box(axes, x - late * slot.scale, slot.y, late * slot.scale, slot.height, outline)
        place = replace(slot, x=x - number * slot.scale)
        _write_number(axes, number, place, sheet, piece, patched=late > 0)


def _write_number(axes: Axes, number: int, slot: Slot, sheet: Sheet, piece: Piece, *, patched: bool) -> None:
    """Write a piece's number into it where it fits; on a hatch it stands on a patch of the plain fill."""
    width = number * slot.scale
    if not number or measure_text(str(number), sheet.small) + 6 > width:
        return
    x, y = slot.x + width / 2, slot.y + slot.height / 2
    text = write_text(axes, x, y, str(number), size=sheet.small, color=piece.on, align="center")
    if patched:
        text.set_bbox({"facecolor": piece.fill, "edgecolor": "none", "pad": 1.5})
