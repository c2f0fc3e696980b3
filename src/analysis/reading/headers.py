"""Header bands: how many rows a header has, and the path of titles above each column.

A header goes down as far as its merged cells do: a cell merged downwards covers the band, a cell merged across is
divided by the row below it. Rows of codes, numbers or limits (满分) directly under a header belong to it.
"""

from __future__ import annotations

from itertools import pairwise

from analysis.reading.grid import Grid
from analysis.reading.terms import Terms
from analysis.standards.words import fold, fold_title

_DEEPEST = 8
_LONGEST_LABEL = 9
_SCHOOLS = ("school_name", "school_or_unit", "town", "seq")


def header_end(grid: Grid, first: int, terms: Terms, last: int) -> int:
    """The last row of the header band that starts at `first`; `last` bounds it."""
    end = _merged_end(grid, first, last, terms)
    while end < min(last, first + _DEEPEST) and _continues(grid, first, end, terms):
        end = _merged_end(grid, end + 1, last, terms)
    schools = _names_schools(grid, first, terms)
    while end < min(last, first + _DEEPEST) and (
        is_code_row(grid, end + 1)
        or _is_limits(grid, end + 1, terms)
        or _is_units(grid, end + 1, terms)
        or _is_bare_units(grid, first, end + 1, terms)
        or (schools and _is_asked(grid, end + 1, terms))
    ):
        end += 1
    return end


def _merged_end(grid: Grid, first: int, last: int, terms: Terms) -> int:
    """Follow merged spans down from the row `first`."""
    end = row = first
    while row <= end and end - first <= _DEEPEST:
        for column in grid.filled[row]:
            span = grid.spans.get((row, column))
            if span is None:
                continue
            end = max(end, min(span[2], last))
            wide = 1 < span[3] - span[1] + 1 < grid.width
            stub = column == grid.filled[first][0] and not _names_columns(grid, span[2] + 1, terms)
            if wide and not stub and span[2] < last and _divides(grid, span[2] + 1, span[1], span[3]):
                end = max(end, span[2] + 1)
        row += 1
    return end


def _names_columns(grid: Grid, row: int, terms: Terms) -> bool:
    """Whether a row under the first title names columns: known titles and no number, so that the title is no stub."""
    if row >= grid.height or any(grid.is_number(row, column) for column in grid.filled[row]):
        return False
    return any(terms.is_title(grid.text[row][column]) for column in grid.filled[row])


def _divides(grid: Grid, row: int, left: int, right: int) -> bool:
    """Whether the row below a merged title divides it: two or more cells of their own, or titles of their own."""
    return sum(1 for column in grid.filled[row] if left <= column <= right) > 1 and not _all_body(
        grid, row, left, right
    )


def _all_body(grid: Grid, row: int, left: int, right: int) -> bool:
    """A row that already holds a name or number in the columns left of the title is no header row."""
    return any(grid.text[row][column] and (row, column) not in grid.owner for column in range(left)) and all(
        (row, column) not in grid.owner for column in range(left)
    )


def _continues(grid: Grid, first: int, end: int, terms: Terms) -> bool:
    """Whether the next row goes on with a header whose merged cells were lost: titles, the first column empty."""
    row = end + 1
    columns = grid.filled[row] if row < grid.height else []
    if len(columns) < 2 or not grid.filled[first] or columns[0] <= grid.filled[first][0]:
        return False
    if any(grid.is_number(row, column) for column in columns):
        return False
    texts = [grid.text[row][column] for column in columns]
    known = sum(terms.is_title(text) or terms.is_area(text) for text in texts)
    schools = sum(map(terms.is_school, texts))
    return ((known > 1 and not schools) or schools > 1) and (known + schools) * 2 >= len(columns)


def is_code_row(grid: Grid, row: int) -> bool:
    """Whether a row holds consecutive numbers or codes (1 2 3, L1 L2 L3) over three columns or more."""
    columns = grid.filled[row]
    texts = [grid.text[row][column] for column in columns]
    if texts and texts[0] in ("甲", "栏次", "代码", "编号", "序号", "A", "a"):
        texts = texts[1:]
    if texts and texts[0] == "乙":
        texts = texts[1:]
    if len(texts) < 3:
        return False
    stems = {text.rstrip("0123456789") for text in texts}
    digits = [text[len(text.rstrip("0123456789")) :] for text in texts]
    if len(stems) != 1 or not all(digits) or len(stems.pop()) > 3:
        return False
    numbers = [int(digit) for digit in digits]
    return all(after - before == 1 for before, after in pairwise(numbers))


def _is_limits(grid: Grid, row: int, terms: Terms) -> bool:
    columns = grid.filled[row]
    if len(columns) < 2:
        return False
    labels = [terms.label(grid.text[row][column]) for column in columns[:2]]
    return "limits" in labels and any(grid.is_number(row, column) for column in columns)


def _is_units(grid: Grid, row: int, terms: Terms) -> bool:
    """Whether a row holds nothing but units in brackets: （人） （个） （万元）."""
    texts = [fold(grid.text[row][column]) for column in grid.filled[row]]
    return len(texts) > 1 and all(
        text.startswith("(") and text.endswith(")") and text[1:-1] in terms.words.units for text in texts
    )


def _is_bare_units(grid: Grid, first: int, row: int, terms: Terms) -> bool:
    """Whether a row holds nothing but units without brackets, and none under the first title: | 人 | 个 | 万元."""
    columns = grid.filled[row] if row < grid.height else []
    if len(columns) < _FEWEST_UNITS or columns[0] <= grid.filled[first][0]:
        return False
    return all(fold(grid.text[row][column]) in terms.words.units for column in columns)


_FEWEST_UNITS = 2
"""Columns of the narrowest row of units that no brackets tell."""


def _names_schools(grid: Grid, first: int, terms: Terms) -> bool:
    """Whether one of the first two titles of a header heads a column of schools."""
    texts = [grid.text[first][column] for column in grid.filled[first][:3]]
    return any(terms.words.roles.get(form) in _SCHOOLS for text in texts for form in fold_title(text))


def _is_asked(grid: Grid, row: int, terms: Terms) -> bool:
    """Whether a row under a header of schools says what is asked of them: 标准要求, 达标标准 in its first cell."""
    columns = grid.filled[row]
    if len(columns) < 2:
        return False
    label = fold_title(grid.text[row][columns[0]])[-1]
    ends = terms.words.lists.get("limits.ends", ())
    return len(label) < _LONGEST_LABEL and label.endswith(ends) and not terms.is_school(grid.text[row][columns[0]])


def header_paths(grid: Grid, rows: range, left: int, right: int, terms: Terms) -> dict[int, tuple[str, ...]]:
    """Column → the titles above it, the topmost first; codes and limits under a title are left out."""
    asked = _names_schools(grid, rows[0], terms)
    listed = [
        row
        for number, row in enumerate(rows)
        if not number
        or not (
            _is_limits(grid, row, terms)
            or (asked and _is_asked(grid, row, terms))
            or (is_code_row(grid, row) and _named(grid, row))
        )
    ]
    kept = [[grid.at(row, column) for column in range(left, right + 1)] for row in listed]
    of_units = [_is_units(grid, row, terms) for row in listed]
    bare = [row > rows[0] and _is_bare_units(grid, rows[0], row, terms) for row in listed]
    if not grid.spans:
        _spread_right(kept)
    paths: dict[int, tuple[str, ...]] = {}
    for offset in range(right - left + 1):
        path: list[str] = []
        for line, units, plain in zip(kept, of_units, bare, strict=True):
            if line[offset] and (units or plain) and path:
                path[-1] += f"({line[offset]})" if plain else line[offset]
            elif line[offset] and (not path or path[-1] != line[offset]):
                path.append(line[offset])
        paths[left + offset] = tuple(path)
    return paths


def _named(grid: Grid, row: int) -> bool:
    """Whether the columns of a code row have titles of their own above it, so that the codes say nothing more."""
    columns = grid.filled[row][1:]
    own = sum(1 for column in columns if grid.text[row - 1][column])
    return own * 2 >= len(columns)


def _spread_right(lines: list[list[str]]) -> None:
    """Without merged cells a group title stands over its first column only: spread it over the titles below."""
    for lower, upper in pairwise(reversed(lines)):  # from the foot up: a group of groups needs the groups first
        for column in range(1, len(upper)):
            if not upper[column] and upper[column - 1] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
