"""`ducha diff`: two sendings of one workbook, the cells that differ and the conclusions that change with them.

The conclusions are drawn twice, with the old workbook and with the new one in its place, all other evidence as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pandas as pd

from analysis.errors import MissingError, UsageError
from analysis.reading.context import Context, context_of_month
from analysis.reading.schools import SchoolRegister
from analysis.reading.worker import Worker, read_frames
from analysis.rounds.conclusions import Ground, draw_conclusions, gather_evidence
from analysis.rounds.counts import judge_schools, settle_counts
from analysis.rounds.diff import Change, diff_tables
from analysis.rounds.gathering import gather_tables, list_workbooks
from analysis.rounds.settings import Settings, read_settings
from analysis.rounds.vocabulary import read_ways
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.standards.words import words_of

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A text that starts so would be a formula where a spreadsheet program opens a CSV file."""


@dataclass(frozen=True)
class Turn:
    """A conclusion that changes.

    Attributes:
        school_id: the school.
        item_id: the item.
        before: verdict, basis and standing with the old workbook; None where there is no conclusion.
        after: the same with the new one.
    """

    school_id: str
    item_id: str
    before: tuple[str, str, str] | None
    after: tuple[str, str, str] | None


@dataclass(frozen=True)
class Comparison:
    """What two sendings differ in.

    Attributes:
        old: base name of the first.
        new: base name of the second.
        changes: the cells.
        turns: the conclusions.
        register: the schools, for their names.
        refused: whether either holds something about persons that was not compared.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    turns: tuple[Turn, ...]
    register: SchoolRegister
    refused: bool


def compare_files(
    old: Path,
    new: Path,
    standards: Standards,
    *,
    find: Callable[[], Workspace],
    round_id: str | None = None,
    loose: tuple[Path | None, str | None] | None = None,
) -> Comparison:
    """Compare two sendings, in the round that is named, else in that of their folder, else as loose files.

    Args:
        old: the workbook as first sent.
        new: as sent again.
        standards: the rules.
        find: gives the workspace, which loose files need not have.
        round_id: the round.
        loose: register and round id of loose files; both must be given.

    Raises:
        UsageError: it cannot be told which round they belong to.
    """
    if loose is not None:
        schools, month = loose
        if schools is None or month is None:
            raise UsageError(standards.say("diff.no_round"), do=standards.say("diff.no_round_do"))
        return compare_loose(old, new, schools, month, standards)
    _check_files((old, new), standards)
    workspace = find()
    return compare_in_round(old, new, workspace, round_id or find_round_of((old, new), workspace, standards), standards)


def find_round_of(paths: Sequence[Path], workspace: Workspace, standards: Standards) -> str:
    """The round whose folder holds one of these files.

    Raises:
        UsageError: none does; says what to give.
    """
    for path in paths:
        for round_id in workspace.rounds():
            if path.resolve().is_relative_to(workspace.raw / round_id):
                return round_id
    raise UsageError(standards.say("diff.no_round"), do=standards.say("diff.no_round_do"))


def compare_in_round(old: Path, new: Path, workspace: Workspace, round_id: str, standards: Standards) -> Comparison:
    """Compare two sendings within a round.

    Args:
        old: the workbook as first sent.
        new: as sent again; both, one or neither may lie in the round's folder.
        workspace: where the round lies.
        round_id: the round.
        standards: the rules.

    Raises:
        MissingError: a file or the round is not there.
        RefusedWorkbook: one of the two cannot be read.
    """
    _check_files((old, new), standards)
    settings = read_settings(workspace, round_id, standards)
    standards, register = read_ways(workspace.register_path(standards), standards)
    folder = workspace.raw / round_id
    names = {path: _name_in(folder, path) for path in (old, new)}
    others = [one for one in list_workbooks(folder) if one[0] not in names.values()]
    read = _read((old, new), [_context(names[path], settings) for path in (old, new)], standards, register)
    drawn = [
        gather_tables(workspace, settings, standards, register, files=sorted([*others, (names[path], path)]))
        for path in (old, new)
    ]
    return _compare((old, new), read, [tables["conclusions"] for tables in drawn], register, standards)


def compare_loose(old: Path, new: Path, schools: Path, round_id: str, standards: Standards) -> Comparison:
    """Compare two loose workbooks: the conclusions are those that each allows by itself.

    Args:
        old: the workbook as first sent.
        new: as sent again.
        schools: the register.
        round_id: YYYY-MM, whose month gives the dates.
        standards: the rules.

    Raises:
        MissingError: a file is not there.
        RefusedWorkbook: one of the two cannot be read.
        UsageError: the round id begins with no month.
    """
    _check_files((old, new), standards)
    standards, register = read_ways(schools, standards)
    contexts = [context_of_month(round_id, path.name, standards) for path in (old, new)]
    read = _read((old, new), contexts, standards, register)
    drawn = [_conclude_alone(tables, register, round_id, standards) for tables in read]
    return _compare((old, new), read, drawn, register, standards)


def _read(
    paths: Sequence[Path], contexts: Sequence[Context], standards: Standards, register: SchoolRegister
) -> list[dict[str, pd.DataFrame]]:
    with Worker(standards, register) as worker:
        return [read_frames(worker, path, context) for path, context in zip(paths, contexts, strict=True)]


def _check_files(paths: Sequence[Path], standards: Standards) -> None:
    for path in paths:
        if not path.is_file():
            raise MissingError(standards.say("error.no_file", file=path), do=standards.say("error.no_file_do"))


def _name_in(folder: Path, path: Path) -> str:
    whole = path.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else path.name


def _context(name: str, settings: Settings) -> Context:
    return Context(
        round_id=settings.id, file=name, first_day=settings.first_day, last_day=settings.last_day, pins=settings.pins
    )


def _conclude_alone(
    tables: Mapping[str, pd.DataFrame], register: SchoolRegister, round_id: str, standards: Standards
) -> pd.DataFrame:
    rows = register.frame.to_dict("records")
    attributes = {str(row["school_id"]): {str(k): str(v) for k, v in row.items()} for row in rows}
    everywhere = frozenset((school, area.id) for school in attributes for area in standards.areas)
    ground = Ground(
        round_id=round_id, kind="spot", areas=tuple(area.id for area in standards.areas), attributes=attributes,
        due=everywhere, visited=everywhere,
        computed=judge_schools(settle_counts(tables["measurements"]), attributes, standards), corrected=frozenset(),
    )  # fmt: skip
    return draw_conclusions(gather_evidence(tables["findings"]), ground, standards)


def _compare(
    paths: tuple[Path, Path],
    read: Sequence[Mapping[str, pd.DataFrame]],
    drawn: Sequence[pd.DataFrame],
    register: SchoolRegister,
    standards: Standards,
) -> Comparison:
    return Comparison(
        old=paths[0].name, new=paths[1].name, changes=diff_tables(read[0], read[1], words_of(standards)),
        turns=tuple(_turn(drawn[0], drawn[1], standards)), register=register,
        refused=any(len(tables["refused"]) for tables in read),
    )  # fmt: skip


def _turn(old: pd.DataFrame, new: pd.DataFrame, standards: Standards) -> Iterator[Turn]:
    before, after = _list_conclusions(old), _list_conclusions(new)
    order = {item_id: place for place, item_id in enumerate(standards.items)}
    for school, item in sorted({*before, *after}, key=lambda pair: (order[pair[1]], pair[0])):
        first, second = before.get((school, item)), after.get((school, item))
        if first != second:
            yield Turn(school, item, first, second)


def _list_conclusions(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str, str]]:
    columns = ("school_id", "item_id", "verdict", "decided_by", "standing")
    return {
        (school, item): (verdict, decided_by, standing)
        for school, item, verdict, decided_by, standing in zip(*(frame[name] for name in columns), strict=True)
    }


# ---- telling


def describe_comparison(comparison: Comparison, standards: Standards) -> Iterator[str]:
    """The lines to print: each cell, then each conclusion."""
    yield standards.say("diff.title", old=comparison.old, new=comparison.new)
    if comparison.changes:
        yield standards.say("diff.cells", count=len(comparison.changes))
        for _, cells in groupby(comparison.changes, key=_key_line):
            yield _write_cells(list(cells), comparison, standards)
    else:
        yield standards.say("diff.same")
    if comparison.turns:
        yield standards.say("diff.conclusions", count=len(comparison.turns))
        for turn in comparison.turns:
            yield _write_turn(turn, comparison, standards)
    elif comparison.changes:
        yield standards.say("diff.no_conclusions")
    if comparison.refused:
        yield standards.say("diff.refused")


def _key_line(change: Change) -> tuple[str, str, bool]:
    """A line a cell, but one for a row that stands in one of the two only."""
    row = f"{change.row} {bool(change.new_cell)}"
    return (change.sheet, row if change.whole else f"{change.old_cell} {change.new_cell}", change.whole)


def _write_cells(cells: Sequence[Change], comparison: Comparison, standards: Standards) -> str:
    first = cells[0]
    if first.whole:
        texts = " | ".join("".join(_show(cell, standards)) for cell in cells)
        school = _name_school(first.school_id, comparison.register)
        key = "row_added" if first.new_cell else "row_removed"
        return standards.say(f"diff.{key}", sheet=first.sheet, row=first.row, school=school, texts=texts)
    before, after = _show(first, standards)
    subject = _write_subject(first, comparison, standards)
    fields = {"sheet": first.sheet, "place": _write_place(first, standards), "before": before, "after": after}
    if not subject:
        return standards.say("diff.cell_plain", **fields)
    return standards.say("diff.cell", subject=subject, **fields)


def _show(change: Change, standards: Standards) -> tuple[str, str]:
    """What stood there; a count of persons may be small, so it is told where it is and not what it is."""
    measure = standards.measures.get(change.subject)
    if measure is not None and measure.persons:
        hidden = standards.say("mark.suppressed")
        return (hidden if change.before else ""), (hidden if change.after else "")
    return change.before, change.after


def _write_place(change: Change, standards: Standards) -> str:
    fields = {"before": change.old_cell, "after": change.new_cell}
    if change.old_cell == change.new_cell:
        return change.new_cell
    key = "moved" if change.old_cell and change.new_cell else "added" if change.new_cell else "removed"
    # A cell that is gone is named by its old address.
    return standards.say(f"diff.{key}", **{**fields, "after": change.new_cell or change.old_cell})


def _write_subject(change: Change, comparison: Comparison, standards: Standards) -> str:
    school = _name_school(change.school_id, comparison.register)
    subject = change.subject
    if subject in standards.items:
        subject = f"{standards.code(subject)} {standards.name(subject)}"
    elif subject in standards.measures:
        subject = standards.text(standards.measures[subject].name)
    return standards.say("diff.school_item", school=school, item=subject) if school and subject else school or subject


def _name_school(school_id: str, register: SchoolRegister) -> str:
    found = register.frame[register.frame["school_id"] == school_id]
    return "" if found.empty else str(found["short_name"].iloc[0] or found["name"].iloc[0])


def _write_turn(turn: Turn, comparison: Comparison, standards: Standards) -> str:
    return standards.say(
        "diff.conclusion", code=standards.code(turn.item_id), item=standards.name(turn.item_id),
        school=_name_school(turn.school_id, comparison.register), before=_write_verdict(turn.before, standards),
        after=_write_verdict(turn.after, standards),
    )  # fmt: skip


def _write_verdict(told: tuple[str, str, str] | None, standards: Standards) -> str:
    if told is None:
        return standards.say("diff.none")
    verdict, decided_by, standing = told
    word = {"in_dispute": "disputed", "self_only": "self_only"}.get(standing, verdict)
    shown = standards.say(f"verdict.{word}")
    if decided_by == "none":
        return standards.say("diff.verdict_plain", verdict=shown)
    return standards.say("diff.verdict", verdict=shown, decided=standards.say(f"decided_by.{decided_by}"))


def write_changes(comparison: Comparison, standards: Standards) -> bytes:
    """The cells as CSV for a spreadsheet program: UTF-8 with BOM, and no text that would become a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(standards.say("diff.columns").split(","))
    for change in comparison.changes:
        school = _name_school(change.school_id, comparison.register)
        before, after = _show(change, standards)
        row = [change.sheet, change.old_cell, change.new_cell, school, change.subject, change.aspect, before, after]
        writer.writerow([f"'{text}" if text.startswith(FORMULA_SIGNS) else text for text in row])
    return stream.getvalue().encode("utf-8-sig")
