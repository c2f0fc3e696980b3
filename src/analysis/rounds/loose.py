"""Loose workbooks read into a folder of tables: every declared table is written, also the empty ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import MissingError, RefusedWorkbook, UsageError
from analysis.reading.context import context_of_month
from analysis.reading.worker import Worker, read_frames
from analysis.rounds.manifest import hash_file
from analysis.rounds.vocabulary import read_ways, view_register
from analysis.standards.model import Standards
from analysis.tables import TABLES, WORKBOOK_TABLES, join_tables, make_table, write_table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Loose:
    """What reading loose workbooks gave.

    Attributes:
        tables: every declared table; conclusions and coverage are empty, as they need a round.
        refused: why each refused workbook could not be read.
    """

    tables: dict[str, pd.DataFrame]
    refused: tuple[RefusedWorkbook, ...]


def read_loose(
    paths: Sequence[Path],
    register: Path,
    standards: Standards,
    *,
    round_id: str,
    out: Path,
    progress: Callable[[int, int, str], None] | None = None,
) -> Loose:
    """Read workbooks outside any round and write their tables.

    Args:
        paths: the files; a refused one leaves a row in `workbooks`, and the rest is read.
        register: the school register; words.toml beside it is read too.
        standards: the rules.
        round_id: YYYY-MM; the month gives the dates.
        out: where the tables go, one Parquet file each.
        progress: called before each workbook with how many are read, how many there are, and its name.

    Raises:
        MissingError: a file is not there; nothing is read.
        UsageError: the round id begins with no month, or two files have one name, which is their address in the tables.
        CorrectionsError: the register cannot be taken.
    """
    _check_asked(paths, standards, round_id=round_id)
    done = []
    rules, dated = read_ways(register, standards)
    with Worker(rules, view_register(dated, context_of_month(round_id, ""))) as worker:
        for number, path in enumerate(paths):
            if progress:
                progress(number, len(paths), path.name)
            done.append(_read_one(path, worker, round_id=round_id))
    tables = _join([frames for frames, _, _ in done if frames], [book for _, book, _ in done])
    for name in TABLES:
        write_table(out, name, tables[name])
    return Loose(tables, tuple(error for _, _, error in done if error))


def _check_asked(paths: Sequence[Path], standards: Standards, *, round_id: str) -> None:
    """Tell a file that is not there, or a bad id, before anything is read."""
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise MissingError(standards.say("error.no_file", file=missing[0]), do=standards.say("error.no_file_do"))
    named: dict[str, Path] = {}
    for path in paths:
        if path.name in named:
            first, say = named[path.name], standards.say
            raise UsageError(say("error.same_name", first=first, second=path), do=say("error.same_name_do"))
        named[path.name] = path
    context_of_month(round_id, "", standards)


def _join(read: Sequence[dict[str, pd.DataFrame]], books: Sequence[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    tables = {name: make_table(name) for name in TABLES}
    tables |= {name: join_tables(name, [frames[name] for frames in read]) for name in WORKBOOK_TABLES}
    return {**tables, "workbooks": make_table("workbooks", books)}


def _read_one(
    path: Path, worker: Worker, *, round_id: str
) -> tuple[dict[str, pd.DataFrame], dict[str, Any], RefusedWorkbook | None]:
    """A workbook's tables (none if refused), its row of `workbooks`, and why it was refused."""
    book = {"file": path.name, "sha256": hash_file(path), "bytes": path.stat().st_size}
    try:
        frames = read_frames(worker, path, context_of_month(round_id, path.name))
    except RefusedWorkbook as error:
        return {}, {**book, "state": "refused", "reason": error.what}, error
    cells = frames["cells"]
    return frames, {**book, "state": "read", "sheets": int(cells["sheet"].nunique()), "cells": len(cells)}, None
