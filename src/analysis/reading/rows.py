"""What each row of any table is, told by its shape, its kinds of cells, its numbers and the words of lines.toml.

The order of a table is title lines, header lines, body, notes; `extents` finds where they lie. In the body a line of a
label alone is a section, and a line is a subtotal or a statistic where its label says so or its numbers add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from analysis.reading.derived import find_derived
from analysis.reading.extents import Table
from analysis.reading.grid import Grid
from analysis.reading.lines import RowShape, is_note, line_words, read_shapes, year_of

_LONG_NOTE = 120
"""A longer text alone in the body is a note, no section."""
_LONG_ENTRY = 40
"""A list has shorter entries; longer ones are sentences."""
_LIST = 5
"""So many short lines of one cell are a list."""


def label_rows(grid: Grid) -> tuple[str, ...]:
    """The role of every row of a sheet.

    Args:
        grid: the sheet, or the records of a text file.

    Returns:
        One of `tables.ROW_ROLES` for each row: title, header, body, section, subtotal, statistic, note or empty.
    """
    roles = ["empty"] * grid.height
    lines = read_shapes(grid)
    if not lines:
        return tuple(roles)
    parts = [Table(grid, part) for part in split_tables(Table(grid, lines))]
    for number, part in enumerate(parts):
        heads = number + 1 < len(parts) and _tells_about(part, parts[number + 1])
        labelled = ["title"] * len(part.lines) if heads else label_table(part)
        for line, role in zip(part.lines, labelled, strict=True):
            roles[line.row] = role
    return tuple(roles)


def split_tables(whole: Table) -> list[Sequence[RowShape]]:
    """The lines of a sheet cut where titles come again after records: there another table begins."""
    lines, cuts, seen = whole.lines, [0], False
    found = whole.find_body()
    start, first, _ = found or (0, len(lines), 0)
    header = {line.texts for line in lines[start:first] if not line.single}
    for at in range(first, len(lines)):
        again = lines[at].texts in header
        if seen and (again or whole.is_titles(at)):
            cuts.append(_find_caption(lines, at))
            seen = False
        elif not again and not lines[at].single:
            seen = True
    return [lines[start:end] for start, end in pairwise([*cuts, len(lines)])]


def _find_caption(lines: Sequence[RowShape], at: int) -> int:
    """The first of the lines above a second header that belong to its table: those after the last empty row."""
    start = at
    while start > 0 and lines[start - 1].single and lines[start].row - lines[start - 1].row == 1:
        start -= 1
    while start < at and is_note(lines[start].texts[0]):
        start += 1
    return start


def _tells_about(part: Table, after: Table) -> bool:
    """Whether the lines above a table are no table but labels with their values."""
    return after.typical > 2 and all(
        line.kinds[0] == "t" and (len(line.columns) < 3 or any(text.endswith((":", "：")) for text in line.texts))
        for line in part.lines
    )


def label_table(table: Table) -> list[str]:
    """The role of each line of one table."""
    found = table.find_body()
    if found is None:
        return _label_lines(table.lines)
    start, first, last = found
    roles = ["title"] * start
    roles += [_head_role(table, at, start, first) for at in range(start, first)]
    roles += _body_roles(table, first, last)
    return roles + ["note"] * (len(table.lines) - last - 1)


def _head_role(table: Table, at: int, start: int, first: int) -> str:
    """A line of a label alone right above the body is a section, if the labels have their title already."""
    line = table.lines[at]
    if line.labels and line.labels[0] in line_words()["unit.words"]:
        return "header"
    if line.single and line.first == table.left and all(below.single for below in table.lines[at:first]):
        titled = any(above.first == table.left for above in table.lines[start:at])
        return "section" if titled or _has_sections(table, first) else "header"
    return "header"


def _has_sections(table: Table, first: int) -> bool:
    """Whether labels alone stand between the records of a body."""
    inner = pairwise(table.lines[first:])
    return any(line.single and line.first == table.left and table.is_record(below) for line, below in inner)


def _body_roles(table: Table, first: int, last: int) -> list[str]:
    lines = table.lines[first : last + 1]
    if all(line.single for line in lines):
        return ["body"] * len(lines)
    roles = [_body_role(table, lines, at) for at in range(len(lines))]
    sections = frozenset(at for at, role in enumerate(roles) if role == "section")
    derived = find_derived(lines, table.left, sections)
    return [derived.get(at, role) for at, role in enumerate(roles)]


def _body_role(table: Table, lines: Sequence[RowShape], at: int) -> str:
    """A label without numbers is a section, unless it goes on in the next line."""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if line.single and line.kinds == "u" and line.first > table.left:
        return "header"
    if line.first != table.left or below is None:
        return "body"
    wraps = below.texts[0][:1].islower() and not below.single
    if wraps and line.numbers == 0:
        return "body"
    if line.single:
        return _single_role(line.texts[0], line.kinds)
    if "n" not in line.kinds and line.numbers == 0 and len(line.columns) == 2 < table.typical:
        return "section"
    sparse = line.numbers == 1 and len(line.columns) * 3 <= table.typical and line.kinds.startswith("tt")
    return "section" if sparse and below.first > table.left else "body"


def _single_role(text: str, kind: str) -> str:
    if kind == "n":
        return "section" if year_of(text) else "body"
    return "note" if is_note(text) or len(text) > _LONG_NOTE else "section"


def _label_lines(lines: Sequence[RowShape]) -> list[str]:
    """Lines that make no table: a column of numbers or of short texts under its title, or a title and sentences."""
    numbers = [at for at, line in enumerate(lines) if line.single and line.kinds == "n"]
    if len(numbers) * 2 > len(lines):
        first, last = numbers[0], numbers[-1]
        head = max(first - 1, 0)
        roles = ["title"] * head + ["header"] * (first - head) + ["body"] * (last - first + 1)
        return roles + ["note"] * (len(lines) - last - 1)
    if any(not line.single for line in lines):
        return ["title" if line.single else "header" for line in lines]
    if len(lines) > _LIST and median(len(line.texts[0]) for line in lines) <= _LONG_ENTRY:
        return ["header"] + ["body"] * (len(lines) - 1)
    return ["note" if at and _is_sentence(line.texts[0]) else "title" for at, line in enumerate(lines)]


def _is_sentence(text: str) -> bool:
    return is_note(text) or len(text) > _LONG_ENTRY or text.endswith(("。", ".", "；", ";"))
