"""Workbooks that are one and the same, sent twice: which pairs they are, and which cells only repeat the first.

A copy adds nothing where it says the same: its cells count once, are listed once and are flagged once. Where it says
something else, both cells stand, and disputes.py tells a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any
from weakref import ref

import pandas as pd

from analysis.rounds.anchors import Placed
from analysis.rounds.conclusions import Address
from analysis.rounds.corrections import index_raw
from analysis.standards.words import fold

SAME_WORKBOOK = 0.8
"""Two files are one workbook sent twice if this share of their evidence has the same address and subject."""
_SAYS = {
    "findings": (("item_id", "aspect"), ("verdict",)),
    "measurements": (("measure", "aspect"), ("value",)),
    "problems": (("item_id", "problem_id"), ("status", "deadline", "claimed_on", "verified_on")),
}
"""Table → what a row is about, besides its sheet, cell and school; and what it says."""


@dataclass(frozen=True)
class _Compared:
    """The files of a round, held against each other.

    Attributes:
        cells: file → (table, sheet, cell, school, subject …) → what it says.
        pairs: (first file, second file, cells that differ) of those that are one workbook.
    """

    cells: Mapping[str, Mapping[tuple[Any, ...], tuple[Any, ...]]]
    pairs: tuple[tuple[str, str, int], ...]


def find_resent(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str, int]]:
    """Pairs of files that are one workbook sent twice.

    Returns:
        (first file, second file, cells that differ), in the order of `order_files`. Two cells are the same if sheet,
        address, school and item, measure or problem are.
    """
    return list(_compare(tables).pairs)


def _compare(tables: Mapping[str, pd.DataFrame]) -> _Compared:
    """The comparison of these tables; every number of a report asks for it, so that of the last ones is kept."""
    frames = tuple(tables[name] for name in _SAYS)
    if not _last or any(kept() is not frame for kept, frame in zip(_last[0][0], frames, strict=True)):
        cells = _address_cells(tables)
        _last[:] = [(tuple(map(ref, frames)), _Compared(cells, tuple(_pair_files(cells))))]
    return _last[0][1]


_last: list[tuple[tuple[ref[pd.DataFrame], ...], _Compared]] = []


def _pair_files(cells: Mapping[str, Mapping[tuple[Any, ...], tuple[Any, ...]]]) -> Iterator[tuple[str, str, int]]:
    holders: dict[tuple[Any, ...], list[str]] = {}
    for file in sorted(cells, key=order_files):
        for key in cells[file]:
            holders.setdefault(key, []).append(file)
    shared = Counter(pair for files in holders.values() if len(files) > 1 for pair in combinations(files, 2))
    for (first, second), count in sorted(shared.items(), key=lambda one: tuple(map(order_files, one[0]))):
        if count >= SAME_WORKBOOK * max(len(cells[first]), len(cells[second])):
            own, other = cells[first], cells[second]
            yield first, second, sum(said != other[key] for key, said in own.items() if key in other)


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
    compared, copies = _compare(tables), set()
    cells = compared.cells
    for first, second, _ in compared.pairs:
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
    raw = index_raw(tables["cells"])
    rows = list(zip(*(flags[name] for name in ("file", "sheet", "cell", "code", "message")), strict=True))
    raised = set(rows)
    kept = []
    for file, sheet, cell, *told in rows:
        first = pairs.get(file, "")
        same_text = bool(cell) and raw.get((file, sheet, cell), "") == raw.get((first, sheet, cell))
        kept.append(not first or not (same_text or (first, sheet, cell, *told) in raised))
    return flags[pd.Series(kept, flags.index, dtype=bool)].reset_index(drop=True)


def reach_copies(placed: Placed, tables: Mapping[str, pd.DataFrame]) -> Placed:
    """Corrections that also hold for the same cell of a workbook's copies, where it says the same as written.

    A cell that the copy writes otherwise is left alone: there the two disagree, and a person settles which one holds.

    Args:
        placed: put to their cells, as `place_corrections` gives.
        tables: cells and the tables of evidence, as they were read without these corrections.
    """
    others: dict[str, list[str]] = {}
    for first, second, _ in find_resent(tables):
        others.setdefault(first, []).append(second)
        others.setdefault(second, []).append(first)
    raw = index_raw(tables["cells"]) if others else {}

    def list_same(place: Address) -> Iterator[Address]:
        for file in others.get(place[0], ()):
            like = (file, *place[1:])
            if fold(raw.get(like, "")) == fold(raw.get(place, "")) and like not in placed.texts:
                yield like

    held = placed.held | {like for place in placed.held for like in list_same(place)}
    reached = {like: place for place in placed.texts for like in list_same(place) if like not in held}
    texts = {like: placed.texts[place] for like, place in reached.items()}
    made = {like: placed.made[place] for like, place in reached.items() if place in placed.made}
    return replace(
        placed, texts={**texts, **placed.texts}, made={**made, **placed.made}, held=frozenset(held)
    )  # fmt: skip
