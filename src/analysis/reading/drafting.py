"""The schools that a workbook names, by the standards' column roles: school, code, town, kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.reading.around import look_around
from analysis.reading.blocks import find_blocks
from analysis.reading.context import Context
from analysis.reading.frame import TableFrame, read_frame
from analysis.reading.grid import Grid, make_grid
from analysis.reading.privacy import make_guard
from analysis.reading.schools import empty_register, list_kinds
from analysis.reading.terms import Terms
from analysis.reading.workbook import open_workbook
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of


def find_schools(path: Path, standards: Standards, context: Context) -> list[dict[str, str]]:
    """The schools of the first table of a workbook that names any, in sheet order.

    Args:
        path: the workbook.
        standards: their column roles say which columns hold school, code, town and kind.
        context: the file's name.

    Returns:
        school_id (the sheet's code, or S001 and so on), name, town and kind of each; nothing where no column names
        schools.

    Raises:
        RefusedWorkbook: the workbook cannot be read.
    """
    terms, guard = Terms(words_of(standards), empty_register()), make_guard(standards)
    for sheet in open_workbook(path, standards, context):
        grid = make_grid(sheet)
        layout = find_blocks(grid, terms)
        for block in layout.blocks:
            around = look_around(grid, layout, block, terms, file=context.file, last_day=None, legend={})
            frame = read_frame(grid, layout, block, around, terms, guard)
            body = [row for row in frame.body if layout.roles[row] == "body"]
            if frame.school_column >= 0 and frame.school_column not in frame.refused:
                return _number(list(_schools(grid, frame, body, list_kinds(standards))))
    return []


def _schools(grid: Grid, frame: TableFrame, body: list[int], kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    stage = next(iter(frame.with_role("school_stage")), -1)
    seen: set[tuple[str, str]] = set()
    for row in body:
        name = grid.at(row, frame.school_column)
        town = grid.at(row, frame.town_column) if frame.town_column >= 0 else ""
        if not name or (fold(name), fold(town)) in seen:
            continue
        seen.add((fold(name), fold(town)))
        code = grid.at(row, frame.code_column) if frame.code_column >= 0 else ""
        kind = kinds.get(fold(grid.at(row, stage)), "") if stage >= 0 else ""
        yield {"school_id": code, "name": " ".join(name.split()), "town": town, "kind": kind}


def _number(schools: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give schools without a code of their own, or with another school's, a number."""
    codes = [school["school_id"] for school in schools]
    for number, school in enumerate(schools, start=1):
        if not school["school_id"] or codes.count(school["school_id"]) > 1:
            school["school_id"] = f"S{number:03d}"
    return schools
