"""One workbook checked: as a part of its round where it lies in one, else by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.errors import MissingError, Place, RefusedWorkbook
from analysis.reading.context import Context, context_of_month
from analysis.reading.schools import SchoolRegister, empty_register
from analysis.reading.worker import Worker, read_frames
from analysis.reports.review.marked import Material, make_marked
from analysis.reports.review.summary import describe_workbook
from analysis.rounds.round import Round, read_round
from analysis.rounds.vocabulary import read_ways, view_register
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.tables import WORKBOOK_TABLES, write_whole

UNDATED = date(2000, 1, 1)
"""The date in the properties of a marked copy of a workbook that belongs to no round."""


@dataclass(frozen=True)
class Single:
    """One workbook, read.

    Attributes:
        path: the file.
        name: what the tables call it.
        tables: its own rows.
        register: the schools it was read by; empty where there are none.
        day: last day of its round.
    """

    path: Path
    name: str
    tables: Mapping[str, pd.DataFrame]
    register: SchoolRegister
    day: date

    def describe(self, standards: Standards) -> list[str]:
        """What was read and what was set aside, in lines."""
        lines = describe_workbook(self.name, self.tables, standards)
        return lines if self.register.rows else [*lines, standards.say("check.no_schools")]

    def mark(self, out: Path, standards: Standards) -> Path:
        """Write the marked copy."""
        with Worker(standards, self.register) as worker:
            sheets = worker.read_sheets(self.path, Context("", self.name))
        return write_whole(out, make_marked(Material(sheets, self.tables, self.register), standards, day=self.day))


def check_file(
    path: Path,
    standards: Standards,
    workspace: Workspace | None,
    *,
    schools: Path | None = None,
    round_id: str = "",
) -> Single:
    """Read one workbook.

    Args:
        path: the file; one that lies in a round's folder is read as a part of that round, corrections and all.
        standards: the rules.
        workspace: where rounds and the register lie, None outside of one.
        schools: a register, instead of the workspace's; the workbook is then read by itself.
        round_id: the month of a workbook that lies in no round.

    Raises:
        MissingError: there is no such file.
        RefusedWorkbook: it cannot be read.
    """
    if not path.is_file():
        raise MissingError(standards.say("error.no_file", file=path), do=standards.say("error.no_file_do"))
    found = _find_round(path, workspace) if schools is None else None
    if found and workspace:
        return _take_part(path, found[1], read_round(workspace, found[0], standards))
    standards, register = _find_rules(schools, workspace, standards)
    context = context_of_month(round_id, path.name, standards) if round_id else Context("", path.name)
    register = view_register(register, context)
    with Worker(standards, register) as worker:
        tables = read_frames(worker, path, context)
    return Single(path, path.name, tables, register, context.last_day or UNDATED)


def _find_round(path: Path, workspace: Workspace | None) -> tuple[str, str] | None:
    """The round whose folder a file lies in, and its path within it."""
    if workspace is None or not path.resolve().is_relative_to(workspace.raw.resolve()):
        return None
    first, *rest = path.resolve().relative_to(workspace.raw.resolve()).parts
    return (first, "/".join(rest)) if rest and first in workspace.rounds() else None


def _take_part(path: Path, name: str, round_: Round) -> Single:
    books = round_.tables["workbooks"]
    own = books[(books["file"] == name) & (books["state"] != "read")]
    if len(own):
        raise RefusedWorkbook(str(own["reason"].iloc[0]), place=Place(name))
    tables = {table: frame[frame["file"] == name] for table, frame in round_.tables.items() if table in WORKBOOK_TABLES}
    return Single(path, name, tables, round_.register, round_.as_of)


def _find_rules(
    schools: Path | None, workspace: Workspace | None, standards: Standards
) -> tuple[Standards, SchoolRegister]:
    """The rules and the register that were named, else the workspace's; without a register any name is unknown."""
    if schools:
        return read_ways(schools, standards)
    try:
        return read_ways(workspace.register_path(standards), standards) if workspace else (standards, empty_register())
    except MissingError:
        return standards, empty_register()
