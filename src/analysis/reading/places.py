"""The cells table: every non-empty cell of a sheet once, with the role it was taken for. Nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.reading.cells import PICTURE, column_letter, type_of
from analysis.reading.grid import Grid
from analysis.reading.masking import mask_beside
from analysis.reading.privacy import MASK, mask_text
from analysis.reading.taken import Taken

_LINES = ("title", "note", "signature")
"""Roles of rows in which a name may stand in the cell after its label."""


def list_cells(taken: Taken, grid: Grid, roles: Sequence[str], refused: Mapping[int, Any], *, masked: bool) -> None:
    """List every cell that holds something.

    Args:
        taken: where the rows go; its roles name what single cells were taken for.
        grid: the sheet.
        roles: role of each row.
        refused: refused column → its table; the cells of its body are refused.
        masked: whether no text of the sheet may be kept.
    """
    sheet, own, spans, filled = grid.sheet, taken.roles, grid.spans, taken.cells
    letters = [column_letter(column) for column in range(grid.width)]
    bodies = {row for frame in refused.values() for row in frame.block.body}
    lost = {*sheet.errors, *sheet.formulas}
    before, special = len(filled["row"]), {row for row, _ in (*spans, *lost)}
    for row, line in enumerate(sheet.rows):
        odd = row in special
        columns = grid.filled[row]
        if odd or len(columns) != len(line) - line.count(""):  # lost values; texts of white space only
            columns = [c for c, value in enumerate(line) if value != "" or (row, c) in lost]
        if not columns:
            continue
        number, texts, role_of_row = row + 1, grid.text[row], roles[row]
        named = [own.get((row, c)) or role_of_row for c in columns]
        if refused and row in bodies:
            named = ["refused" if c in refused else role for c, role in zip(columns, named, strict=True)]
        ends = [spans.get((row, c), (0, 0, row, c)) for c in columns] if odd else []
        below = str(number)
        filled["cell"] += [letters[c] + below for c in columns]
        filled["row"] += [number] * len(columns)
        filled["col"] += [c + 1 for c in columns]
        filled["last_row"] += [end[2] + 1 for end in ends] if odd else [number] * len(columns)
        filled["last_col"] += [end[3] + 1 for end in ends] if odd else [c + 1 for c in columns]
        values = [line[c] for c in columns]
        filled["cell_type"] += [
            "text" if value.__class__ is str and value and value[0] != "=" else _type(sheet, (row, c), value)
            for c, value in zip(columns, values, strict=True)
        ]
        shown = [
            value if value.__class__ is str and value else texts[c] for c, value in zip(columns, values, strict=True)
        ]
        if taken.hidden:
            shown = [MASK if (row, c) in taken.hidden else text for c, text in zip(columns, shown, strict=True)]
        if role_of_row in _LINES and len(shown) > 1:
            shown = mask_beside(shown, MASK)
        filled["raw"] += [
            None if masked or role == "refused" else mask_text(text) for text, role in zip(shown, named, strict=True)
        ]
        filled["role"] += named
    taken.runs.append((taken.sheet, len(filled["row"]) - before))


def _type(sheet: Any, place: tuple[int, int], value: Any) -> str:
    if isinstance(value, str) and value:
        return "picture" if value.startswith(PICTURE) else "text"
    if place in sheet.errors:
        return "error"
    return "formula" if place in sheet.formulas else type_of(value)
