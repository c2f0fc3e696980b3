"""The cells table: every non-empty cell of a sheet once, with the role it was taken for. Nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.reading.cells import column_letter, show_value, type_of
from analysis.reading.grid import Grid
from analysis.reading.privacy import mask_text
from analysis.reading.taken import Taken


def list_cells(taken: Taken, grid: Grid, roles: Sequence[str], refused: Mapping[int, Any], *, masked: bool) -> None:
    """List every cell that holds something.

    Args:
        taken: where the rows go; its roles name what single cells were taken for.
        grid: the sheet.
        roles: role of each row.
        refused: refused column → its table; the cells of its body are refused.
        masked: whether no text of the sheet may be kept.
    """
    letters = [column_letter(column) for column in range(grid.width)]
    sheet, own, rows = grid.sheet, taken.roles, taken.rows["cells"]
    spans, file, name = grid.spans, taken.file, sheet.name
    bodies = {
        row
        for frame in set(map(id, refused.values()))
        for f in refused.values()
        if id(f) == frame
        for row in f.block.body
    }
    lost = set(sheet.errors) | set(sheet.formulas)
    for row, line in enumerate(sheet.rows):
        role_of_row = roles[row]
        texts = grid.text[row]
        for column, value in enumerate(line):
            place = (row, column)
            if value == "" and (not lost or place not in lost):
                continue
            span = spans.get(place) if spans else None
            role = own.get(place) or role_of_row
            if column in refused and row in bodies:
                role = "refused"
            raw = None if masked or role == "refused" else mask_text(value if isinstance(value, str) else texts[column])
            rows.append(
                (file, name, f"{letters[column]}{row + 1}", row + 1, column + 1, (span[2] if span else row) + 1,
                 (span[3] if span else column) + 1, _type(sheet, place, value), raw, role)
            )  # fmt: skip


def _type(sheet: Any, place: tuple[int, int], value: Any) -> str:
    if isinstance(value, str) and value:
        return "text"
    if place in sheet.errors:
        return "error"
    return "formula" if place in sheet.formulas else type_of(value)


def shown(value: Any) -> str:
    """A value as it is shown; kept here for callers that list cells themselves."""
    return show_value(value)
