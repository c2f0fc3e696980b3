"""Drafting a school register from a workbook, by the standards' column roles: school, code, town, kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import Place, RefusedWorkbook
from analysis.reading.around import look_around
from analysis.reading.blocks import find_blocks
from analysis.reading.cells import read_cells
from analysis.reading.frame import TableFrame, read_frame
from analysis.reading.grid import Grid, make_grid
from analysis.reading.preflight import Unreadable, sniff
from analysis.reading.privacy import make_guard
from analysis.reading.schools import COLUMNS, KINDS_IN_WORDS, empty_register
from analysis.reading.terms import Terms
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of
from analysis.tables import write_whole

DRAFTED = COLUMNS[: COLUMNS.index("kind") + 1]
"""The columns that a draft can fill; the others are written empty, for a person to complete."""


def draft_register(file: Path, standards: Standards, out: Path) -> int:
    """Draft a register from the first table of a workbook that names schools, and write it as CSV.

    Args:
        file: the workbook.
        standards: their column roles say which columns hold school, code, town and kind.
        out: the CSV to write, UTF-8 with BOM so that spreadsheet programs open it right.

    Returns:
        The number of schools.

    Raises:
        RefusedWorkbook: the workbook cannot be read, or no column of it names schools.
    """
    schools = draft_schools(file, standards)
    if not schools:
        raise RefusedWorkbook(standards.say("error.no_school_column"), place=Place(file.name))
    _write(out, schools)
    return len(schools)


def draft_schools(file: Path, standards: Standards) -> list[dict[str, str]]:
    """The schools that a workbook names, in sheet order; ids are the sheet's codes or S001 and so on."""
    try:
        sheets = read_cells(file, sniff(file))
    except Unreadable as error:
        raise RefusedWorkbook(
            standards.say(f"error.file_{error.code}"), place=Place(file.name), seen=error.seen
        ) from error
    terms, guard = Terms(words_of(standards), empty_register()), make_guard(standards)
    for sheet in sheets:
        grid = make_grid(sheet)
        layout = find_blocks(grid, terms)
        for block in layout.blocks:
            around = look_around(grid, layout, block, terms, file=file.name, last_day=None, legend={})
            frame = read_frame(grid, layout, block, around, terms, guard)
            body = [row for row in frame.body if layout.roles[row] == "body"]
            if frame.school_column >= 0 and frame.school_column not in frame.refused:
                return _number(list(_schools(grid, frame, body)))
    return []


def _schools(grid: Grid, frame: TableFrame, body: list[int]) -> Iterator[dict[str, str]]:
    stage = next(iter(frame.with_role("school_stage")), -1)
    seen: set[tuple[str, str]] = set()
    for row in body:
        name = grid.at(row, frame.school_column)
        town = grid.at(row, frame.town_column) if frame.town_column >= 0 else ""
        if not name or (fold(name), fold(town)) in seen:
            continue
        seen.add((fold(name), fold(town)))
        code = grid.at(row, frame.code_column) if frame.code_column >= 0 else ""
        kind = KINDS_IN_WORDS.get(fold(grid.at(row, stage)), "") if stage >= 0 else ""
        yield {"school_id": code, "name": " ".join(name.split()), "town": town, "kind": kind}


def _number(schools: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give schools without a code of their own, or with another school's, a number."""
    codes = [school["school_id"] for school in schools]
    for number, school in enumerate(schools, start=1):
        if not school["school_id"] or codes.count(school["school_id"]) > 1:
            school["school_id"] = f"S{number:03d}"
    return schools


def _write(out: Path, schools: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(schools)
    write_whole(out, text.getvalue().encode("utf-8-sig"))
