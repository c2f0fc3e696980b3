"""Columns of the long tables, kept without an object a cell: what many rows share is kept once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.reading.cells import column_letter
from analysis.tables import CELL_ROLES

_NONE = 0
_CODES = {role: code for code, role in enumerate(CELL_ROLES, start=1)}
_NAMES = pa.array(["", *CELL_ROLES], pa.string())


class Roles:
    """What single cells of a sheet were taken for; a cell that was not set has the role of its row.

    Args:
        height: rows of the sheet.
        width: columns of the sheet.
    """

    def __init__(self, height: int, width: int) -> None:
        self._codes = np.zeros((height, width), np.uint8)

    def __getitem__(self, place: tuple[int, int]) -> str:
        """The role that a cell was given itself, or ""."""
        code = int(self._codes[place])
        return CELL_ROLES[code - 1] if code != _NONE else ""

    def __setitem__(self, place: tuple[int, int], role: str) -> None:
        self._codes[place] = _CODES[role]

    def mark(self, rows: Sequence[int], columns: Sequence[int] | int, role: str) -> None:
        """Give many cells one role."""
        self._codes[np.asarray(rows, np.intp), columns] = _CODES[role]

    def codes_at(self, rows: np.ndarray, columns: np.ndarray, of_rows: Sequence[str]) -> np.ndarray:
        """The codes of the roles at these places.

        Args:
            rows: row of each place.
            columns: column of each place.
            of_rows: role of every row of the sheet.
        """
        own: np.ndarray = self._codes[rows, columns]
        given = np.array([_CODES[role] for role in of_rows], np.uint8)[rows]
        return np.where(own == _NONE, given, own)


def code_of(role: str) -> int:
    """The code of a role."""
    return _CODES[role]


def name_roles(codes: np.ndarray) -> pa.Array:
    """The roles that codes stand for."""
    return _NAMES.take(pa.array(codes))


class Runs:
    """A column that says one thing for many rows on end."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.ends: list[int] = []

    def add(self, value: str, count: int) -> None:
        """Say a value for so many further rows."""
        end = (self.ends[-1] if self.ends else 0) + count
        if self.values and self.values[-1] == value:
            self.ends[-1] = end
        elif count:
            self.values.append(value)
            self.ends.append(end)

    def listed(self) -> list[str]:
        """One value a row."""
        starts = [0, *self.ends]
        counts = (end - start for start, end in zip(starts, self.ends, strict=False))
        return [value for value, count in zip(self.values, counts, strict=True) for _ in range(count)]

    def array(self) -> pa.Array:
        """One value a row, as Arrow."""
        if len(self.values) == 1:
            return pa.repeat(pa.scalar(self.values[0], pa.string()), self.ends[0])
        ends, values = pa.array(self.ends, pa.int32()), pa.array(self.values, pa.string())
        return pc.run_end_decode(pa.RunEndEncodedArray.from_arrays(ends, values))


def name_places(rows: Sequence[int] | np.ndarray, columns: Sequence[int] | np.ndarray) -> pa.Array:
    """The addresses of places: rows (3, 4), columns (5, 0) → F4, A5."""
    across, down = np.asarray(columns, np.int64), np.asarray(rows, np.int64)
    letters = pa.array([column_letter(column) for column in range(across.max(initial=-1) + 1)], pa.string())
    numbers = pa.array([str(row) for row in range(1, down.max(initial=-1) + 2)], pa.string())
    return pc.binary_join_element_wise(letters.take(pa.array(across)), numbers.take(pa.array(down)), "")
