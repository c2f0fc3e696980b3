"""What each row of each sheet of a workbook is: as the reader took it, or, where it found no inspections, by its shape.

A sheet of inspections is read by the words of the standards, which know more than any shape tells. Any other table (a
yearbook's, another office's) is labelled by `rows`.
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
    read = _sheets_read(taken)
    told = _roles_taken(taken)
    return [(sheet.name, _roles(sheet, told, read)) for sheet in sheets]


def _roles(sheet: Sheet, told: dict[str, dict[int, str]], read: set[str]) -> list[str]:
    if sheet.name not in read:
        return list(label_rows(make_grid(sheet)))
    rows = told.get(sheet.name, {})
    return [rows.get(number, "empty") for number in range(1, len(sheet.rows) + 1)]


def _sheets_read(taken: Taken) -> set[str]:
    """The sheets that the reader took for inspections, for blank forms of them, or refused among such sheets."""
    read = set(taken.findings.alike["sheet"].values)
    read |= {row[1] for table in _READ for row in taken.rows[table]}
    read |= {row[1] for row in taken.rows["flags"] if row[5] == "blank_form"}
    refused = {row[1] for row in taken.rows["refused"] if row[2] == "*"}
    return read | refused if read else read


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
