"""Workbooks that are one and the same, sent twice: which pairs they are, and which cells only repeat the first.

A copy adds nothing where it says the same: its cells count once, are listed once and are flagged once. Where it says
something else, both cells stand, and disputes.py tells a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from itertools import combinations
from typing import Any

import pandas as pd

SAME_WORKBOOK = 0.8
"""Two files are one workbook sent twice if this share of their evidence has the same address and subject."""
Address = tuple[str, str, str]
"""File, sheet and cell."""

_SAYS = {
    "findings": (("item_id", "aspect"), ("verdict",)),
    "measurements": (("measure", "aspect"), ("value",)),
    "problems": (("item_id", "problem_id"), ("status", "deadline", "claimed_on", "verified_on")),
}
"""Table → what a row is about, besides its sheet, cell and school; and what it says."""


def find_resent(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str, int]]:
    """Pairs of files that are one workbook sent twice.

    Returns:
        (first file, second file, cells that differ), in the order of `order_files`. Two cells are the same if sheet,
        address, school and item, measure or problem are.
    """
    cells = _address_cells(tables)
    holders: dict[tuple[Any, ...], list[str]] = {}
    for file in sorted(cells, key=order_files):
        for key in cells[file]:
            holders.setdefault(key, []).append(file)
    shared = Counter(pair for files in holders.values() if len(files) > 1 for pair in combinations(files, 2))
    return [
        (first, second, sum(said != cells[second][key] for key, said in cells[first].items() if key in cells[second]))
        for (first, second), count in sorted(shared.items(), key=lambda one: tuple(map(order_files, one[0])))
        if count >= SAME_WORKBOOK * max(len(cells[first]), len(cells[second]))
    ]


def order_files(file: str) -> tuple[int, str]:
    """Sorts a workbook before its copy: 附件3.xlsx has a shorter name than 附件3(1).xlsx or 附件3（定稿）.xlsx."""
    return len(file), file


def _address_cells(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]:
    """File → (table, sheet, cell, school, subject …) → what it says."""
    cells: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = {}
    for name, (about, says) in _SAYS.items():
        frame = tables[name]
        columns = (frame[column] for column in ("file", "sheet", "cell", "school_id", *about, *says))
        for file, *rest in zip(*columns, strict=True):
            key, said = rest[: 3 + len(about)], rest[3 + len(about) :]
            cells.setdefault(file, {})[name, *key] = tuple(None if pd.isna(value) else value for value in said)
    return cells


def find_copies(tables: Mapping[str, pd.DataFrame]) -> frozenset[Address]:
    """The cells of a workbook's copies that say what the same cell of the first one says."""
    cells, copies = _address_cells(tables), set()
    for first, second, _ in find_resent(tables):
        same = {key for key, said in cells[second].items() if cells[first].get(key) == said}
        differing = {key[1:3] for key in cells[second] if key not in same}
        copies |= {(second, str(key[1]), str(key[2])) for key in same if key[1:3] not in differing}
    return frozenset(copies)


def drop_copies(frame: pd.DataFrame, copies: Set[Address]) -> pd.DataFrame:
    """A table without the rows of cells that only repeat; the others keep their index."""
    if not copies:
        return frame
    places = zip(frame["file"], frame["sheet"], frame["cell"], strict=True)
    return frame[pd.Series([place not in copies for place in places], frame.index, dtype=bool)]


def drop_copied_flags(flags: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The flags that reading raised, without those a copy raises at a cell that holds what the first one's does.

    Args:
        flags: the flags of the workbooks.
        tables: cells and the tables of evidence.
    """
    pairs = {second: first for first, second, _ in reversed(find_resent(tables))}
    if not pairs:
        return flags
    cells = tables["cells"]
    raw = dict(
        zip(zip(cells["file"], cells["sheet"], cells["cell"], strict=True), cells["raw"].fillna(""), strict=True)
    )
    rows = list(zip(*(flags[name] for name in ("file", "sheet", "cell", "code", "message")), strict=True))
    raised = set(rows)
    kept = []
    for file, sheet, cell, *told in rows:
        first = pairs.get(file, "")
        same_text = bool(cell) and raw.get((file, sheet, cell), "") == raw.get((first, sheet, cell))
        kept.append(not first or not (same_text or (first, sheet, cell, *told) in raised))
    return flags[pd.Series(kept, flags.index, dtype=bool)].reset_index(drop=True)
