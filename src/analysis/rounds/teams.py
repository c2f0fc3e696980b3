"""Which inspection team filled a cell: the plan's label that its sheet, title or file names, else the school's own.

A label is taken only where it is the only one there: a workbook of 二组 and 三组 names two, so its sheets decide.
What nothing tells stays unknown. A label is never a person, and no product shows it (see measures/teams.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

import pandas as pd

from analysis.rounds.plan import Plan, list_visits
from analysis.standards.model import Standards
from analysis.standards.words import fold

TITLE = "title"
"""Role of the cells whose text may name a team: those above a table that are no heads of columns."""
_NUMERAL = "0-9a-z一二三四五六七八九十百零〇"


def name_teams(findings: pd.DataFrame, cells: pd.DataFrame, plan: Plan | None, standards: Standards) -> pd.DataFrame:
    """Fill in the team of every finding that an inspector made.

    Args:
        findings: the findings of the round; a team that the sheet itself stated stays.
        cells: the cells of the round, for titles.
        plan: the visits planned; without it no team is known.
        standards: the area of each item.

    Returns:
        The findings with `team` filled; "" where nothing tells, and for what a school says of itself.
    """
    labels = {visit.team: _pattern(visit.team) for visit in plan.visits if visit.team} if plan else {}
    if plan is None or not labels or findings.empty:
        return findings
    sheets = _name_sheets(findings, cells, labels)
    schools = {
        place: frozenset(visit.team for visit in visits if visit.team)
        for place, visits in list_visits(plan, standards).items()
    }
    columns = ("file", "sheet", "school_id", "item_id", "aspect", "team")
    teams = []
    for file, sheet, school, item, aspect, team in zip(*(findings[name] for name in columns), strict=True):
        if not team and aspect != "self_reported":
            area = standards.items[item].area if item in standards.items else ""
            team = sheets[file, sheet] or _only(schools.get((school, area), frozenset()))
        teams.append(team)
    return findings.assign(team=pd.Series(teams, index=findings.index, dtype=findings["team"].dtype))


def _pattern(label: str) -> re.Pattern[str]:
    """A label as a text has it: 一组 is in 督查一组 and 第一组, not in 十一组."""
    return re.compile(rf"(?<![{_NUMERAL}]){re.escape(fold(label).removeprefix('第'))}(?![0-9a-z])")


def _name_sheets(
    findings: pd.DataFrame, cells: pd.DataFrame, labels: Mapping[str, re.Pattern[str]]
) -> dict[tuple[str, str], str]:
    """(file, sheet) → the one team that its name, else its title, else its file names."""
    titles: dict[tuple[str, str], list[str]] = {}
    kept = cells[(cells["role"] == TITLE) & cells["raw"].notna()]
    for file, sheet, raw in zip(kept["file"], kept["sheet"], kept["raw"], strict=True):
        titles.setdefault((file, sheet), []).append(str(raw))
    named = {}
    for place in dict.fromkeys(zip(findings["file"], findings["sheet"], strict=True)):
        texts: Sequence[Iterable[str]] = ([place[1]], titles.get(place, ()), [PurePosixPath(place[0]).stem])
        found = (_only(_find(text, labels)) for text in texts)
        named[place] = next((team for team in found if team), "")
    return named


def _find(texts: Iterable[str], labels: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    folded = [fold(text) for text in texts]
    return frozenset(label for label, pattern in labels.items() if any(pattern.search(text) for text in folded))


def _only(labels: frozenset[str]) -> str:
    """The label where there is exactly one."""
    return next(iter(labels)) if len(labels) == 1 else ""
