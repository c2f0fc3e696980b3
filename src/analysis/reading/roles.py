"""What each row of each sheet of a workbook is: as the reader took it, or, where it found no inspections, by its shape.

A workbook of inspections is read by the words of the standards, which know more than any shape tells. Any other (a
yearbook, another office's tables) is labelled by `rows`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from analysis.reading.cells import Sheet
from analysis.reading.context import Context
from analysis.reading.grid import make_grid
from analysis.reading.rows import label_rows
from analysis.reading.schools import SchoolRegister
from analysis.reading.taken import Taken
from analysis.reading.workbook import take_workbook
from analysis.standards.model import Standards
from analysis.tables import ROW_ROLES

_READ = ("measurements", "problems")
"""Tables that, beside findings, only a sheet of inspections gives rows of."""


def read_roles(
    path: Path, standards: Standards, schools: SchoolRegister, context: Context
) -> list[tuple[str, list[str]]]:
    """The role of every row of a workbook.

    Args:
        path: the file.
        standards: the rules of the office.
        schools: the register that names are resolved in; it may be empty.
        context: round, file name and dates.

    Returns:
        For each sheet its name and one of `tables.ROW_ROLES` for each row; the rows of a text file are its records.

    Raises:
        RefusedWorkbook: as `read_workbook`.
    """
    taken, sheets = take_workbook(path, standards, schools, context)
    if not _holds_inspections(taken):
        return [(sheet.name, list(label_rows(make_grid(sheet)))) for sheet in sheets]
    told = _roles_taken(taken)
    return [(sheet.name, _roles(sheet, told.get(sheet.name, {}))) for sheet in sheets]


def _roles(sheet: Sheet, told: dict[int, str]) -> list[str]:
    return [told.get(number, "empty") for number in range(1, len(sheet.rows) + 1)]


def _holds_inspections(taken: Taken) -> bool:
    """Whether the reader took any sheet for inspections, or for a blank form of them; the others go with it."""
    blank = any(row[5] == "blank_form" for row in taken.rows["flags"])
    return blank or any(map(taken.count, ("findings", *_READ)))


def _roles_taken(taken: Taken) -> dict[str, dict[int, str]]:
    """Sheet → row → the role of most of its cells, that of the leftmost on a tie; what a body holds is body."""
    found: dict[str, dict[int, str]] = {}
    for cells in taken.cells:
        rows: dict[int, list[str]] = {}
        for row, role in zip(*(cells[name].to_pylist() for name in ("row", "role")), strict=True):
            rows.setdefault(row, []).append(role if role in ROW_ROLES else "body")
        found[cells["sheet"][0].as_py()] = {row: _commonest(roles) for row, roles in rows.items()}
    return found


def _commonest(roles: Iterable[str]) -> str:
    return Counter(roles).most_common(1)[0][0]
