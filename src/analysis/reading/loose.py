"""Loose workbooks, outside any round: read each, report the refused ones, and stack the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from analysis.errors import RefusedWorkbook
from analysis.reading.context import context_of_month
from analysis.reading.schools import SchoolRegister
from analysis.reading.workbook import read_workbook
from analysis.standards.model import Standards
from analysis.tables import WORKBOOK_TABLES, join_tables


def read_files(
    paths: Iterable[Path],
    standards: Standards,
    schools: SchoolRegister,
    round_id: str,
    *,
    on_refused: Callable[[RefusedWorkbook], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """Read loose workbooks of one round.

    Args:
        paths: the files, read in this order.
        standards: the rules.
        schools: the register.
        round_id: YYYY-MM; the month gives the dates.
        on_refused: told of each file that cannot be read; without it the first one is raised.

    Returns:
        One frame for each name in `tables.WORKBOOK_TABLES`, of all files.
    """
    read: list[dict[str, pd.DataFrame]] = []
    for path in paths:
        try:
            read.append(read_workbook(path, standards, schools, context_of_month(round_id, path.name)))
        except RefusedWorkbook as error:
            if on_refused is None:
                raise
            on_refused(error)
    return {name: join_tables(name, [tables[name] for tables in read]) for name in WORKBOOK_TABLES}
