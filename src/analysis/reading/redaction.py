"""Cells that name a person, found before anything is read: their texts are taken out of the sheet.

Whatever reads the sheet afterwards, and whatever it writes of what it read, cannot hold them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace

from analysis.reading.blocks import Layout
from analysis.reading.frame import NO_NAMES, REMARKS, TableFrame, is_known
from analysis.reading.grid import Grid
from analysis.reading.masking import find_names
from analysis.reading.offices import names_office
from analysis.reading.persons import name_rules
from analysis.reading.privacy import MASK, Guard, is_person, mask_text, refuse_row
from analysis.reading.terms import Terms
from analysis.standards.words import fold_title

Place = tuple[int, int]
_APART = re.compile(r"[、,，;；/\s]+")
_WHOLE = 3
"""Letters of the shortest name that is looked for in other texts of its sheet: two may be any word."""


def refuse_rows(grid: Grid, frame: TableFrame, guard: Guard, terms: Terms) -> TableFrame:
    """The table without the rows that ask for persons, where items stand in its rows.

    Args:
        grid: the sheet.
        frame: the table, understood.
        guard: the rules.
        terms: words and register.
    """
    if frame.item_column < 0:
        return frame
    told = _teller(terms)
    values = [c for c in frame.subjects if c != frame.item_column and frame.subjects[c].role not in NO_NAMES]
    refused = {
        row: kind
        for row in frame.body
        if (label := grid.at(row, frame.item_column))
        and (kind := refuse_row(label, [grid.at(row, c) for c in values], guard, told))
    }
    return replace(frame, refused_rows=refused, body=tuple(row for row in frame.body if row not in refused))


def find_persons(
    grid: Grid, layout: Layout, frames: Sequence[TableFrame], guard: Guard, terms: Terms
) -> dict[Place, str]:
    """The places that hold nothing but a person, outside of refused columns: place → refused or the row's own role.

    Args:
        grid: the sheet.
        layout: its rows.
        frames: its tables, understood.
        guard: the rules.
        terms: words and register.
    """
    found: dict[Place, str] = {}
    told = _teller(terms)
    for frame in frames:
        for row in frame.refused_rows:
            found.update({(row, c): "refused" for c in grid.filled[row] if c > frame.item_column})
        for column in frame.with_role("reply_role"):
            named = (row for row in frame.body if not _is_office(grid.text[row][column], terms))
            found.update({(row, column): "" for row in named})
        for column in _loose_columns(grid, frame, guard, told):
            named = (row for row in frame.body if is_person(grid.text[row][column], guard, told))
            found.update({(row, column): "" for row in named})
    rules = name_rules()
    names = {text for text in set().union(*grid.text) if rules.are_names(text) and is_person(text, guard, told)}
    for row, role in enumerate(layout.roles):
        if role != "header" and not names.isdisjoint(grid.text[row]):
            found.update({place: "" for place in _beside(grid, row, found, names) if place not in found})
    return found


def _is_office(text: str, terms: Terms) -> bool:
    return not text or names_office(text, terms.words.raw)


def _teller(terms: Terms) -> Callable[[str], bool]:
    return lambda text: is_known(text, terms)


def _loose_columns(grid: Grid, frame: TableFrame, guard: Guard, told: Callable[[str], bool]) -> Iterable[int]:
    """Columns that no title explains, and those of remarks of which half are names."""
    for column, subject in frame.subjects.items():
        if column in frame.refused or column == frame.school_column or column in frame.schools:
            continue
        if not subject.known and not subject.aspect:
            yield column
        elif subject.role in REMARKS:
            texts = [text for row in frame.body[:50] if (text := grid.text[row][column])]
            if texts and sum(is_person(text, guard, told) for text in texts) * 2 >= len(texts):
                yield column


def _beside(grid: Grid, row: int, found: Mapping[Place, str], names: Set[str]) -> Iterable[Place]:
    """Names in the cells after a label (填表人 | 某某 | 某某), and under such a cell where no label stands."""
    rules = name_rules()
    labels = (*rules.lists["labels"], *rules.lists["title_ends"])
    announced = False
    for column in grid.filled[row]:
        text = grid.text[row][column]
        name = text in names
        above = (row - 1, column) in found and column == grid.filled[row][0]
        if name and (announced or above):
            announced = True
            yield row, column
        else:
            announced = fold_title(text)[-1].rstrip(":").endswith(labels) if len(text) < 16 else False


def redact(grid: Grid, places: Iterable[Place], name: str) -> Grid:
    """The sheet under this name with a mask in these places."""
    listed = sorted(places)
    if not listed and name == grid.sheet.name:
        return grid
    text, rows = list(grid.text), list(grid.sheet.rows)
    for row in dict.fromkeys(row for row, _ in listed):
        text[row], rows[row] = list(text[row]), list(rows[row])
    for row, column in listed:
        text[row][column] = rows[row][column] = MASK
    return replace(grid, text=text, sheet=replace(grid.sheet, rows=rows, name=name))


def mask_known(grid: Grid, hidden: Iterable[str], terms: Terms) -> Grid:
    """The sheet with a mask wherever a longer text holds a name that was taken out of it: 甄某某 of a column 联系人.

    Args:
        grid: the sheet.
        hidden: texts that were taken out of it.
        terms: words and register.
    """
    rules = name_rules()
    parts = {part for text in hidden if rules.are_names(text) for part in _APART.split(text)}
    names = sorted(part for part in parts if len(part) >= _WHOLE and rules.is_name(part) and not is_known(part, terms))
    if not names:
        return grid
    pattern = re.compile("|".join(map(re.escape, names)))
    places = {
        (row, column): pattern.sub(MASK, text)
        for row, texts in enumerate(grid.text)
        for column, text in enumerate(texts)
        if len(text) > _WHOLE and pattern.search(text) and not pattern.fullmatch(text)
    }
    comments = {place: pattern.sub(MASK, said) for place, said in grid.sheet.comments.items()}
    if not places and comments == grid.sheet.comments:
        return grid
    text, rows = list(grid.text), list(grid.sheet.rows)
    for row in dict.fromkeys(row for row, _ in places):
        text[row], rows[row] = list(text[row]), list(rows[row])
    for (row, column), masked in places.items():
        text[row][column] = rows[row][column] = masked
    return replace(grid, text=text, sheet=replace(grid.sheet, rows=rows, comments=comments))


def show_name(grid: Grid, layout: Layout, hidden: Iterable[str], *, whole: bool) -> str:
    """The name of a sheet, masked where it is that of a person whom the sheet names elsewhere.

    Args:
        grid: the sheet.
        layout: its rows.
        hidden: texts that were taken out of it.
        whole: whether the sheet is refused whole.
    """
    name = grid.sheet.name
    rules = name_rules()
    if not rules.are_names(name):
        return mask_text(name)
    texts = {text for row in grid.text for text in row} if whole else set(hidden)
    return MASK if name in texts or any(name in find_names(text) for text in (*layout.titles, *layout.notes)) else name
