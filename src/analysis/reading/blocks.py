"""Tables on a sheet: what every row is, and where each table's header and body lie.

The walk down the rows tells the rows of each table. Side by side tables are cut apart where a column is empty from
header to foot and both sides have their own key column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.reading.grid import Grid
from analysis.reading.headers import header_paths
from analysis.reading.label_lines import opens_table
from analysis.reading.row_walk import OpenTable, RowWalk, role_by_label
from analysis.reading.terms import Terms
from analysis.standards.words import fold


@dataclass(frozen=True)
class Block:
    """One table.

    Attributes:
        left: first column.
        right: last column.
        paths: column → titles above it.
        header: the rows of its first header.
        body: its body rows, subtotals and statistics among them, in order.
        titles: texts above it since the last table.
        outer: texts above the first table of the sheet that stand over this one too.
        above: the rows of its titles.
        own: row → its role in this table, where tables stand side by side.
        sections: body row → the section line above it.
    """

    left: int
    right: int
    paths: dict[int, tuple[str, ...]]
    header: range
    body: tuple[int, ...]
    titles: tuple[str, ...]
    sections: dict[int, str] = field(default_factory=dict)
    outer: tuple[str, ...] = ()
    above: tuple[int, ...] = ()
    own: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """What the rows of a sheet are.

    Attributes:
        roles: one role a row.
        blocks: the tables in reading order.
        pairs: (row, column of a label, column of its value) of titles that are labels and values in turn.
        titles: every title text.
        notes: every note text, signature lines left out.
    """

    roles: tuple[str, ...]
    blocks: tuple[Block, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    pairs: tuple[tuple[int, int, int], ...] = ()


def roles_of(layout: Layout, block: Block) -> Layout:
    """The layout with the roles that its rows have in one of several tables beside each other."""
    if not block.own:
        return layout
    return replace(layout, roles=tuple(block.own.get(row, role) for row, role in enumerate(layout.roles)))


def find_blocks(grid: Grid, terms: Terms) -> Layout:
    """Find the tables of a sheet and the role of every row."""
    walk = RowWalk(grid, terms).run()
    blocks = tuple(
        block for opened in walk.done for block in _cut(grid, opened, _outer_titles(walk.done, opened, terms), terms)
    )
    layout = Layout(tuple(walk.roles), blocks, walk.titles(), tuple(walk.notes), walk.pairs())
    return layout if blocks else _no_table(grid, layout)


def _outer_titles(done: Sequence[OpenTable], opened: OpenTable, terms: Terms) -> tuple[str, ...]:
    """The titles above the first table that are no caption of it alone."""
    if opened is done[0]:
        return ()
    return tuple(
        text
        for text in done[0].titles
        if terms.line(text) != "caption"
        and not terms.is_numbered(text)
        and not terms.register.town_of(text, terms.words)
    )


def _no_table(grid: Grid, layout: Layout) -> Layout:
    """A sheet without a table: a cover (titles), instructions (a title and notes), or a list of options (notes)."""
    if grid.sheet.hidden != "visible":
        roles = tuple("note" if role == "title" else role for role in layout.roles)
        texts = [grid.text[row][column] for row, columns in enumerate(grid.filled) for column in columns]
        return replace(layout, roles=roles, titles=(), notes=tuple(texts))
    return layout


_BEGINNING = 3
"""Columns at the left of a table in which its key stands."""


def _join_runs(runs: Sequence[list[int]], keyed: Sequence[bool]) -> list[list[int]]:
    """Runs of columns as tables: each begins with what its rows are about, so one without a key goes on the last."""
    joined: list[list[int]] = []
    begun = False
    for run, key in zip(runs, keyed, strict=True):
        if joined and not (key and begun):
            joined[-1] = list(range(joined[-1][0], run[-1] + 1))
        else:
            joined.append(run)
        begun = begun or key
    return joined


def _cut(grid: Grid, opened: OpenTable, outer: tuple[str, ...], terms: Terms) -> list[Block]:
    """Cut side by side tables apart."""
    rows = [*opened.header, *opened.body]
    used = sorted({column for row in rows for column in grid.filled[row]} | _covered(grid, opened.header))
    runs: list[list[int]] = []
    for column in used:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    runs = _join_runs(runs, [_has_key(grid, opened.header, run[:_BEGINNING], terms) for run in runs])
    runs = [part for run in runs for part in _repeats(grid, opened.header, run, terms)]
    return [_make(grid, opened, outer, run, terms, beside=len(runs) > 1) for run in runs]


def _repeats(grid: Grid, header: range, run: list[int], terms: Terms) -> list[list[int]]:
    """The parts of a table whose header says the same again to the right: 检查项目 | 结果 | 检查项目 | 结果."""
    titles = [tuple(grid.text[row][column] for row in header) for column in run]
    for width in range(2, len(run) // 2 + 1):
        parts = [titles[at : at + width] for at in range(0, len(run), width)]
        if len(run) % width == 0 and all(part == parts[0] and all(map(any, part)) for part in parts):
            columns = [run[at : at + width] for at in range(0, len(run), width)]
            return columns if _has_key(grid, header, columns[0], terms) else [run]
    return [run]


def _covered(grid: Grid, header: range) -> set[int]:
    return {column for (row, column) in grid.owner if row in header}


def _has_key(grid: Grid, header: range, run: list[int], terms: Terms) -> bool:
    return any(opens_table(grid.text[row][column], terms) for row in header for column in run)


def _make(
    grid: Grid, opened: OpenTable, outer: tuple[str, ...], run: list[int], terms: Terms, *, beside: bool
) -> Block:
    left, right = run[0], run[-1]
    paths = header_paths(grid, opened.header, left, right, terms)
    over, above = (
        tuple(text for text in texts if _stands_over(grid, text, left, right)) for texts in (opened.titles, outer)
    )
    own: dict[int, str] = {}
    for row in opened.body if beside else ():
        columns = [column for column in grid.filled[row] if left <= column <= right]
        own[row] = role_by_label(grid, row, columns, left, terms) if columns else "empty"
    return Block(left, right, paths, opened.header, tuple(opened.body), over, opened.sections, above, opened.above, own)


def _stands_over(grid: Grid, text: str, left: int, right: int) -> bool:
    """A caption stands over the table whose columns it lies in; a title over all."""
    for row, columns in enumerate(grid.filled):
        for column in columns:
            if grid.text[row][column] == text:
                return len(columns) == 1 or left <= column <= right
    return bool(fold(text))
