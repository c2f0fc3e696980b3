"""Cells of a sheet as a person writes them: neighbours put together into ranges, none lost and none added."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl.utils import column_index_from_string, get_column_letter

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]+)")
_Block = tuple[int, int, int, int]


def join_addresses(addresses: Iterable[str]) -> list[str]:
    """Put neighbouring cells together: T5, T6, U5, U6 → T5:U6; other addresses (rows of a CSV) stay as they are.

    Runs down a column are joined first, then columns beside each other that have the same run, so every cell is in
    exactly one range and no range holds another cell.
    """
    columns: dict[int, list[int]] = {}
    other: set[str] = set()
    for address in addresses:
        match = _ADDRESS.fullmatch(address)
        if match:
            columns.setdefault(column_index_from_string(match[1]), []).append(int(match[2]))
        elif address:
            other.add(address)
    blocks: list[_Block] = []
    for column in sorted(columns):
        for first, last in _runs(sorted(set(columns[column]))):
            blocks = _widen(blocks, column, first, last)
    return [_write_block(block) for block in blocks] + sorted(other)


def _widen(blocks: list[_Block], column: int, first: int, last: int) -> list[_Block]:
    """Add a run to the block that ends in the column before with the same rows, or as a block of its own."""
    for place, (left, right, top, bottom) in enumerate(blocks):
        if (right, top, bottom) == (column - 1, first, last):
            return [*blocks[:place], (left, column, top, bottom), *blocks[place + 1 :]]
    return [*blocks, (column, column, first, last)]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        runs = [*runs[:-1], (runs[-1][0], row)] if runs and row == runs[-1][1] + 1 else [*runs, (row, row)]
    return runs


def _write_block(block: _Block) -> str:
    left, right, top, bottom = block
    start, end = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return start if start == end else f"{start}:{end}"
