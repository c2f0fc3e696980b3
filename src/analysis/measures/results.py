"""What a round comes to: every printed number, list and table, in one frozen object that all products load."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from analysis.measures.frames import read_frame, write_frame


@dataclass(frozen=True)
class RoundResults:
    """The results of one round: a frame for each name of `frames.FRAMES`, whose columns are documented there.

    Attributes:
        numbers: every printed number with its code, counts left out and interval.
        number_cells: the cells behind each number.
        exceptions: conclusions that are partial or unmet, with the deciding cell.
        toilets: item 16 school by school: required, actual, short.
        changes: school × item pairs comparable with the last full round.
        change_counts: those pairs in four counts, in all and by area.
        problems: the state of every problem as of the round's date.
        problem_states: the problems of earlier rounds by area and state, with the overdue ones.
        agreement: what schools reported against what was seen.
        over_claims: reported met, seen not met.
        area_schools: the visited schools in each area: counts, and whether everything that applies is met.
        coverage: the schools due and visited.
        coverage_by_town: the same by town, teaching points apart.
        map: every school × item, for the annex.
        workbooks: what was read and what was not.
        flag_groups: what a person should look at, put together.
        refused_counts: what was refused about persons.
        cells_by_role: where every non-empty cell ended.
    """

    numbers: pd.DataFrame
    number_cells: pd.DataFrame
    exceptions: pd.DataFrame
    toilets: pd.DataFrame
    changes: pd.DataFrame
    change_counts: pd.DataFrame
    problems: pd.DataFrame
    problem_states: pd.DataFrame
    agreement: pd.DataFrame
    over_claims: pd.DataFrame
    area_schools: pd.DataFrame
    coverage: pd.DataFrame
    coverage_by_town: pd.DataFrame
    map: pd.DataFrame
    workbooks: pd.DataFrame
    flag_groups: pd.DataFrame
    refused_counts: pd.DataFrame
    cells_by_role: pd.DataFrame

    def number(self, code: str, *, group_by: str = "", group: str = "") -> pd.Series:
        """The row of one number; KeyError where there is no such code or group."""
        table = self.numbers
        found = table[(table["code"] == code) & (table["group_by"] == group_by) & (table["group"] == group)]
        if found.empty:
            raise KeyError(f"{code}@{group}" if group else code)
        return found.iloc[0]

    def cells(self, code: str, *, group_by: str = "", group: str = "") -> pd.DataFrame:
        """The cells behind one number, not-met ones first."""
        table = self.number_cells
        return table[(table["code"] == code) & (table["group_by"] == group_by) & (table["group"] == group)]


def save_results(folder: Path, results: RoundResults) -> None:
    """Write every frame into `folder`/results, one Parquet file each."""
    for part in fields(results):
        write_frame(folder / "results", part.name, getattr(results, part.name))


def load_results(folder: Path) -> RoundResults:
    """Load what `save_results` wrote; FileNotFoundError where a frame is missing."""
    names = [part.name for part in fields(RoundResults)]
    return RoundResults(**{name: read_frame(folder / "results", name) for name in names})
