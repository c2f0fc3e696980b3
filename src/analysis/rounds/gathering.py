"""All tables of a round out of its folder: every workbook read, corrections applied, coverage and conclusions drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import RefusedWorkbook
from analysis.reading.context import Context
from analysis.reading.preflight import READABLE, is_workbook
from analysis.reading.schools import SchoolRegister
from analysis.reading.worker import Worker, read_frames
from analysis.rounds.anchors import Placed, join_placed, place_corrections
from analysis.rounds.answers import is_review_file
from analysis.rounds.conclusions import Ground, draw_conclusions, gather_evidence
from analysis.rounds.copies import drop_copied_flags, reach_copies
from analysis.rounds.corrections import (
    CORRECTIONS_FILE,
    Correction,
    hold_back,
    hold_numbers,
    list_made,
    read_corrections,
    read_settled,
    restore_raw,
    settle_flags,
)
from analysis.rounds.counts import judge_schools, settle_counts
from analysis.rounds.coverage import build_coverage
from analysis.rounds.disputes import flag_clashes, flag_disputes
from analysis.rounds.flagging import raise_flag
from analysis.rounds.lateness import list_late
from analysis.rounds.ledgers import drop_filter_flags, find_office_ledgers
from analysis.rounds.manifest import hash_file
from analysis.rounds.office_text import TEXT_FILE
from analysis.rounds.plan import PLAN_FILE, Plan, list_visits, read_plan
from analysis.rounds.problems import gather_problems
from analysis.rounds.receipts import drop_rows, find_receipts, place_replies
from analysis.rounds.replies import Heard, correct_upheld, flag_upheld, hear_replies
from analysis.rounds.settings import Settings
from analysis.rounds.standing import Before, Setting
from analysis.rounds.successors import trace_successors
from analysis.rounds.teams import name_teams
from analysis.rounds.workspace import CLOSED, ROUND_FILE, Workspace
from analysis.standards.model import Standards
from analysis.standards.words import words_of
from analysis.tables import WORKBOOK_TABLES, join_tables, make_table, to_rows

NOT_WORKBOOKS = (ROUND_FILE, PLAN_FILE, CORRECTIONS_FILE, TEXT_FILE)
"""Files in a round's folder that are the office's own."""
WORKBOOK_SUFFIXES = tuple(f".{kind}" for kind in (*READABLE, "xlsm", "et", "tsv", "txt"))
"""What looks like a workbook; anything else that lies there is listed as not read. The bytes decide, not the name."""
Tables = dict[str, pd.DataFrame]


def list_workbooks(folder: Path) -> list[tuple[str, Path]]:
    """The files of a round but the office's own, sorted: (path within the round, path); no hidden or lock files."""
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        own = name in NOT_WORKBOOKS or is_review_file(path.name) or name.startswith(f"{CLOSED}/")
        if path.is_file() and not own and not path.name.startswith((".", "~$")):
            found.append((name, path))
    return sorted(found)


def list_inputs(workspace: Workspace, settings: Settings, standards: Standards) -> list[tuple[str, Path]]:
    """Everything in files that the tables of a round depend on: (name in the manifest, path)."""
    folder, register = workspace.raw / settings.id, workspace.register_path(standards)
    own = [(name, folder / name) for name in (ROUND_FILE, PLAN_FILE, CORRECTIONS_FILE)]
    return [(f"{settings.id}/{name}", path) for name, path in (*own, *list_workbooks(folder))] + [
        (register.name, register)
    ]


def gather_tables(
    workspace: Workspace,
    settings: Settings,
    standards: Standards,
    register: SchoolRegister,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    files: Iterable[tuple[str, Path]] | None = None,
    before: Sequence[Before] = (),
) -> Tables:
    """Read a round.

    One workbook that is refused is a flag, a row of `workbooks`, and nothing else: the rest is read.

    Args:
        workspace: where it lies.
        settings: the round.
        standards: the rules.
        register: the schools.
        progress: called with workbooks done, in all, and the next file.
        files: (name in the tables, path) in place of what lies in its folder.
        before: the problems of the earlier rounds, oldest first.

    Returns:
        Every table of tables.TABLES.
    """
    folder = workspace.raw / settings.id
    listed = list_workbooks(folder) if files is None else list(files)
    with Worker(standards, register) as worker:
        parts, books = _read_all(listed, settings, standards, worker=worker, progress=progress)
        tables, placed, upheld = _correct(parts, settings, standards, worker=worker, paths=dict(listed), folder=folder)
        plan = _read_plan(folder, settings, standards, register, worker=worker)
    tables["findings"] = hold_back(tables["findings"], placed.held)
    tables["measurements"] = hold_numbers(tables["measurements"], placed.held)
    tables["findings"] = name_teams(tables["findings"], tables["cells"], plan, standards)
    heard = _hear(tables, settings, standards)
    tables["replies"] = heard.replies
    tables["workbooks"] = make_table("workbooks", books)
    tables["corrections"] = make_table("corrections", list_made(placed.made, standards))
    tables = _conclude(tables, placed, settings, plan=plan, standards=standards, register=register)
    problems = gather_problems(tables, _set_problems(settings, standards, register, before, plan))
    tables["round_problems"], tables["problem_links"] = problems.problems, problems.links
    tables["replies"] = drop_rows(heard.replies, problems.refused)
    changed = flag_upheld(
        upheld, heard.replies, tables["conclusions"], settings.first_day, register.short_names, standards
    )
    late = list_late(
        tables, [one.links for one in before], register.short_names, standards,
        round_id=settings.id, as_of=settings.as_of,
    )  # fmt: skip
    raised = make_table("flags", [*heard.flags, *changed, *late, *problems.flags])
    tables["flags"] = join_tables("flags", [tables["flags"], raised])
    settled = read_settled(folder / CORRECTIONS_FILE, standards)
    return {**tables, "flags": settle_flags(tables["flags"], settled, standards)}


def _set_problems(
    settings: Settings, standards: Standards, register: SchoolRegister, before: Sequence[Before], plan: Plan | None
) -> Setting:
    successors = trace_successors(register.frame, settings.first_day)
    return Setting(
        settings.id, settings.first_day, settings.last_day, standards, tuple(before), successors,
        register.short_names, list_visits(plan, standards) if plan else {},
    )  # fmt: skip


def _read_all(
    listed: Sequence[tuple[str, Path]],
    settings: Settings,
    standards: Standards,
    *,
    worker: Worker,
    progress: Callable[[int, int, str], None] | None,
) -> tuple[dict[str, Tables], list[dict[str, Any]]]:
    """The tables of each workbook by its name, and the rows of `workbooks`."""
    parts, books = {}, []
    for done, (name, path) in enumerate(listed):
        if progress:
            progress(done, len(listed), name)
        parts[name], book = _read_one(path, settings, standards, name=name, worker=worker)
        books.append(book)
    if progress:
        progress(len(listed), len(listed), "")
    return parts, books


def _correct(
    parts: dict[str, Tables],
    settings: Settings,
    standards: Standards,
    *,
    worker: Worker,
    paths: Mapping[str, Path],
    folder: Path,
) -> tuple[Tables, Placed, tuple[Correction, ...]]:
    """The tables with the corrections applied, in two passes; what was placed, and what upheld replies corrected.

    Names of schools and headings come first: only then do the cells that a correction is anchored to have theirs, and
    a reply its finding.
    """
    corrections = read_corrections(folder / CORRECTIONS_FILE, standards)
    placed = Placed({}, frozenset(), ())
    upheld: tuple[Correction, ...] = ()
    tables, found = _join(parts.values()), {name: part["cells"] for name, part in parts.items()}
    for anchored in (False, True):
        chosen = [one for one in corrections if one.anchored == anchored]
        if anchored:
            replies = _hear(tables, settings, standards).replies
            upheld = tuple(correct_upheld(replies, tables, settings.first_day, standards))
            # A person's own correction of the cell says how it is to be read; the reply is settled by it.
            corrected = {one.hint for one in chosen}
            chosen += [one for one in upheld if one.hint not in corrected]
        own = place_corrections(chosen, tables, standards)
        own = reach_copies(own, tables)
        placed = join_placed(placed, own)
        for name in sorted({address[0] for address in own.texts}):
            texts = {(sheet, cell): text for (file, sheet, cell), text in placed.texts.items() if file == name}
            read = read_frames(worker, paths[name], _context(name, settings, texts))
            parts[name] = restore_raw(read, found[name], texts)
        tables = _join(parts.values())
    return tables, placed, upheld


def _hear(tables: Tables, settings: Settings, standards: Standards) -> Heard:
    placed = place_replies(tables["replies"], find_receipts(tables["cells"]), settings.id)
    return hear_replies(placed, standards)


def _join(parts: Iterable[Mapping[str, pd.DataFrame]]) -> Tables:
    listed = list(parts)
    return {name: join_tables(name, (part[name] for part in listed)) for name in WORKBOOK_TABLES}


def _context(name: str, settings: Settings, texts: Mapping[tuple[str, str], str] | None = None) -> Context:
    return Context(
        round_id=settings.id, file=name, first_day=settings.first_day, last_day=settings.last_day, pins=settings.pins,
        texts=texts or {},
    )  # fmt: skip


def _read_one(
    path: Path, settings: Settings, standards: Standards, *, name: str, worker: Worker
) -> tuple[Tables, dict[str, Any]]:
    row: dict[str, Any] = {"file": name, "sha256": hash_file(path), "bytes": path.stat().st_size}
    empty = {table: make_table(table) for table in WORKBOOK_TABLES}
    if path.suffix.lower() not in WORKBOOK_SUFFIXES and not is_workbook(path):
        flag = raise_flag(standards, "not_read", (name, "", ""), severity="note")
        empty["flags"] = make_table("flags", [flag])
        return empty, {**row, "state": "not_read", "reason": flag["message"]}
    try:
        tables = read_frames(worker, path, _context(name, settings))
    except RefusedWorkbook as error:
        reason = " ".join(part for part in (error.what, error.do) if part)
        flag = raise_flag(standards, "refused_workbook", (name, "", ""), severity="error", reason=reason)
        empty["flags"] = make_table("flags", [flag])
        return empty, {**row, "state": "refused", "reason": error.what}
    cells = tables["cells"]
    return tables, {**row, "state": "read", "sheets": cells["sheet"].nunique(), "cells": len(cells)}


def _read_plan(
    folder: Path, settings: Settings, standards: Standards, register: SchoolRegister, *, worker: Worker
) -> Plan | None:
    words = words_of(standards)
    return read_plan(
        folder / PLAN_FILE, standards,
        lambda written, town: register.resolve(written, words, town=town).school_id, worker,
        days=(settings.first_day, settings.last_day),
    )  # fmt: skip


def _conclude(
    tables: Tables,
    placed: Placed,
    settings: Settings,
    *,
    plan: Plan | None,
    standards: Standards,
    register: SchoolRegister,
) -> Tables:
    """The tables with coverage, conclusions and the flags that only a whole round raises."""
    coverage = build_coverage(plan, register.frame, tables, settings, standards)
    counts = settle_counts(tables["measurements"])
    attributes = {row["school_id"]: {str(k): str(v) for k, v in row.items()} for row in to_rows(register.frame)}
    computed = judge_schools(counts, attributes, standards)
    ground = Ground(
        round_id=settings.id, kind=settings.kind, areas=settings.areas, attributes=attributes,
        due=_pairs(coverage.table, "due"), visited=_pairs(coverage.table, "visited"), computed=computed,
        corrected=frozenset(placed.texts),
    )  # fmt: skip
    tables["coverage"] = coverage.table
    tables["conclusions"] = draw_conclusions(gather_evidence(tables["findings"]), ground, standards)
    raised = [*placed.flags, *(plan.flags if plan else ()), *coverage.flags]
    raised += flag_disputes(tables, counts, register.short_names, standards)
    raised += flag_clashes(tables, computed, register.short_names, standards)
    ours = {**find_office_ledgers(tables["cells"]), **find_receipts(tables["cells"])}
    own = drop_filter_flags(drop_copied_flags(tables["flags"], tables), ours)
    tables["flags"] = join_tables("flags", [own, make_table("flags", raised)])
    return tables


def _pairs(coverage: pd.DataFrame, column: str) -> frozenset[tuple[str, str]]:
    kept = coverage[coverage[column]]
    return frozenset(zip(kept["school_id"], kept["area"], strict=True))
