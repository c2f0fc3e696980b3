"""The cells table: every non-empty cell of a sheet once, with the role it was taken for. Nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.reading.cells import PICTURE, Sheet, type_of
from analysis.reading.grid import Grid
from analysis.reading.masking import mask_beside
from analysis.reading.privacy import MASK, mask_texts
from analysis.reading.runs import code_of, name_places, name_roles
from analysis.reading.taken import Taken

_LINES = ("title", "note", "signature")
"""Roles of rows in which a name may stand in the cell after its label."""
_TYPES = ("text", "number", "bool", "date", "time", "error", "formula", "picture")
"""Every type of a cell; the first is what most are."""


def list_cells(
    taken: Taken, grid: Grid, roles: Sequence[str], frames: Iterable[Any] = (), *, masked: bool = False
) -> None:
    """List every cell that holds something.

    Args:
        taken: where the rows go; its roles name what single cells were taken for.
        grid: the sheet.
        roles: role of each row.
        frames: its tables; the cells of their bodies in their refused columns are refused.
        masked: whether no text of the sheet may be kept.
    """
    sheet = grid.sheet
    held = _columns_held(grid)
    counts = [len(columns) for columns in held]
    rows = np.repeat(np.arange(len(held)), counts)
    if not len(rows):
        return
    columns = np.fromiter(chain.from_iterable(held), np.int64, len(rows))
    codes = taken.roles.codes_at(rows, columns, roles)
    for frame in frames:
        if frame.refused:
            codes[np.isin(rows, frame.block.body) & np.isin(columns, list(frame.refused))] = code_of("refused")
    values = [line[column] for line, listed in zip(sheet.rows, held, strict=True) for column in listed]
    types, shown = _show(grid, rows, columns, values)
    for at in np.flatnonzero(np.isin(rows, [row for row, _ in taken.hidden])) if taken.hidden else ():
        if (int(rows[at]), int(columns[at])) in taken.hidden:
            shown[at] = MASK
    ends = np.cumsum(counts)
    for row, role in enumerate(roles):
        if role in _LINES and counts[row] > 1:
            own = slice(int(ends[row]) - counts[row], int(ends[row]))
            shown[own] = mask_beside(shown[own], MASK)
    hidden = np.full(len(rows), True) if masked else codes == code_of("refused")
    last_rows, last_columns = _reach(grid, rows, columns)
    raw, types = _mask(shown, types, hidden)
    taken.cells.append(pa.table({
        "sheet": pa.repeat(pa.scalar(taken.sheet, pa.string()), len(rows)), "cell": name_places(rows, columns),
        "row": rows + 1, "col": columns + 1, "last_row": last_rows + 1, "last_col": last_columns + 1,
        "cell_type": pa.array(_TYPES, pa.string()).take(pa.array(types)), "raw": raw, "role": name_roles(codes),
    }))  # fmt: skip


def _columns_held(grid: Grid) -> list[list[int]]:
    """For each row the columns that hold something, lost values and texts of white space among them."""
    sheet, lost = grid.sheet, {*grid.sheet.errors, *grid.sheet.formulas}
    odd, held = {row for row, _ in lost}, []
    for row, (line, columns) in enumerate(zip(sheet.rows, grid.filled, strict=True)):
        if row in odd or len(columns) != len(line) - line.count(""):
            columns = [c for c, value in enumerate(line) if value != "" or (row, c) in lost]
        held.append(columns)
    return held


def _show(grid: Grid, rows: np.ndarray, columns: np.ndarray, values: Sequence[Any]) -> tuple[np.ndarray, list[str]]:
    """The type of every cell and its text as written: what is stored as text, else what a person sees."""
    types, shown = np.zeros(len(values), np.int8), list(values)
    odd = [at for at, value in enumerate(values) if value.__class__ is not str or not value]
    if not odd:
        return types, shown
    number = _TYPES.index("number")
    for at, row, column in zip(odd, rows[odd].tolist(), columns[odd].tolist(), strict=True):
        plain = values[at].__class__ is float  # most of what is no text
        types[at] = number if plain else _TYPES.index(_type(grid.sheet, (row, column), values[at]))
        shown[at] = grid.text[row][column]
    return types, shown


def _type(sheet: Sheet, place: tuple[int, int], value: Any) -> str:
    if isinstance(value, str) and value:
        return "text"
    if place in sheet.errors:
        return "error"
    return "formula" if place in sheet.formulas else type_of(value)


def _mask(shown: list[str], types: np.ndarray, hidden: np.ndarray) -> tuple[pa.Array, np.ndarray]:
    """The texts as they may be kept, each looked at once; and the types, with those of pictures."""
    texts = pa.array(shown, pa.string()).dictionary_encode()
    at = texts.indices.to_numpy()
    pictures = pc.starts_with(texts.dictionary, PICTURE).to_numpy(zero_copy_only=False)[at]
    kept = mask_texts(texts.dictionary).take(pa.array(at, mask=hidden))
    return kept, np.where(pictures & (types == 0), _TYPES.index("picture"), types)


def _reach(grid: Grid, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The last row and column of every cell: its own, or those of its merged span."""
    last_rows, last_columns = rows.copy(), columns.copy()
    if grid.spans:
        spans = np.array(list(grid.spans.values()), np.int64)
        places, wanted = rows * grid.width + columns, spans[:, 0] * grid.width + spans[:, 1]
        at = np.searchsorted(places, wanted).clip(max=len(places) - 1)
        held = places[at] == wanted
        last_rows[at[held]], last_columns[at[held]] = spans[held, 2], spans[held, 3]
    return last_rows, last_columns
