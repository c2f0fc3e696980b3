"""`ducha diff`: two sendings of one workbook, the cells that differ and the conclusions that change with them.

The conclusions are drawn twice, with the old workbook and with the new one in its place, all other evidence as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.errors import MissingError, UsageError
from analysis.reading.context import Context, context_of_month
from analysis.reading.schools import SchoolRegister
from analysis.reading.worker import Worker, read_frames
from analysis.rounds.comparison import Comparison, Turn
from analysis.rounds.conclusions import Ground, draw_conclusions, gather_evidence
from analysis.rounds.counts import judge_schools, settle_counts
from analysis.rounds.diff import diff_tables
from analysis.rounds.gathering import gather_tables, list_workbooks
from analysis.rounds.settings import Settings, read_settings
from analysis.rounds.vocabulary import read_ways, view_register
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.standards.words import words_of
from analysis.tables import to_rows


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
    standards, dated = read_ways(workspace.register_path(standards), standards)
    register = dated.on(settings.first_day, settings.last_day)
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
    standards, dated = read_ways(schools, standards)
    contexts = [context_of_month(round_id, path.name, standards) for path in (old, new)]
    register = view_register(dated, contexts[0])
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
    rows = to_rows(register.frame)
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
