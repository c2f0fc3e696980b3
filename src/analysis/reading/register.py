"""Drafting a school register from a workbook, read in a process of its own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from analysis.errors import Place, RefusedWorkbook
from analysis.reading.context import Context
from analysis.reading.schools import COLUMNS, empty_register
from analysis.reading.worker import Worker
from analysis.standards.model import Standards
from analysis.tables import write_whole


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
    with Worker(standards, empty_register()) as worker:
        schools = worker.find_schools(file, Context("", file.name))
    if not schools:
        raise RefusedWorkbook(standards.say("error.no_school_column"), place=Place(file.name))
    _write(out, schools)
    return len(schools)


def _write(out: Path, schools: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(schools)
    write_whole(out, text.getvalue().encode("utf-8-sig"))
