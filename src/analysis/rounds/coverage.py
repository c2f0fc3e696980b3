"""Which school was due for which area and which was visited: the plan beside what arrived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.rounds.conclusions import STATED
from analysis.rounds.flagging import raise_flag
from analysis.rounds.plan import PLAN_FILE, Plan, Visit
from analysis.rounds.settings import Settings
from analysis.standards.model import Standards
from analysis.tables import make_table, to_rows


@dataclass(frozen=True)
class Coverage:
    """The coverage table, and the flags where plan and evidence contradict each other."""

    table: pd.DataFrame
    flags: tuple[Mapping[str, Any], ...]


def build_coverage(
    plan: Plan | None,
    register: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    settings: Settings,
    standards: Standards,
) -> Coverage:
    """Put plan and evidence together.

    A school was visited for an area if an inspector's finding of that area says something about it. Numbers show a
    visit only where the plan gives no reason for its absence, for a school can send numbers without being visited. In
    a spot check or a revisit not everything is asked: a school seen for one area was visited for all it was due for.

    Args:
        plan: what was due; without one every open school is due in a full round, and in others those that were found.
        register: the school register's frame.
        tables: findings and measurements of the round.
        settings: the round.
        standards: areas and items.
    """
    seen = _find_seen(tables["findings"], standards)
    counted = _find_counted(tables["measurements"], standards)
    visits = _merge_visits(plan.visits) if plan else _assume_visits(register, seen | counted, settings)
    assumed = _assume_visited(seen, counted, visits, settings=settings)
    names = dict(zip(register["school_id"], register["name"], strict=True))
    rows, flags = [], []
    for school in sorted({*visits, *(school for school, _ in seen)} & set(names)):
        visit = visits.get(school)
        own = _cover_school(school, visit, settings, seen=seen, assumed=assumed)
        rows += own
        flags += _compare(visit, own, standards, name=names[school])
    return Coverage(make_table("coverage", rows), tuple(flags))


def _cover_school(
    school: str,
    visit: Visit | None,
    settings: Settings,
    *,
    seen: Set[tuple[str, str]],
    assumed: Set[tuple[str, str]],
) -> list[dict[str, Any]]:
    """The rows of one school: the areas that it was due or visited for."""
    rows: list[dict[str, Any]] = []
    for area in settings.areas:
        due = bool(visit and visit.due and (not visit.areas or area in visit.areas))
        visited = (school, area) in seen or (due and (school, area) in assumed)
        if due or visited:
            rows.append({
                "round_id": settings.id, "school_id": school, "area": area, "due": due, "visited": visited,
                "team": visit.team if visit else "", "reason": visit.reason if visit and not visited else "",
                **_place(visit),
            })  # fmt: skip
    return rows


def _place(visit: Visit | None) -> dict[str, str]:
    """The cells of the plan; empty for a school that no plan names."""
    if visit is None:
        return {}
    file, sheet, cell = visit.place
    return {"file": file, "sheet": sheet, "cell": cell, "raw": visit.raw, "reason_cell": visit.reason_cell}


def _assume_visited(
    seen: Set[tuple[str, str]], counted: Set[tuple[str, str]], visits: Mapping[str, Visit], *, settings: Settings
) -> set[tuple[str, str]]:
    excused = {school for school, visit in visits.items() if visit.reason}
    assumed = {(school, area) for school, area in counted if school not in excused}
    if settings.kind != "full":
        assumed |= {(school, area) for school, _ in seen for area in settings.areas}
    return assumed


def _find_seen(findings: pd.DataFrame, standards: Standards) -> set[tuple[str, str]]:
    stated = findings[findings["verdict"].isin(STATED) & (findings["aspect"] != "self_reported")]
    pairs = zip(stated["school_id"], stated["item_id"], strict=True)
    return {(school, standards.items[item].area) for school, item in pairs if school and item in standards.items}


def _find_counted(measurements: pd.DataFrame, standards: Standards) -> set[tuple[str, str]]:
    areas = list_measure_areas(standards)
    kept = measurements[measurements["aspect"] != "self_reported"]
    pairs = zip(kept["school_id"], kept["measure"], strict=True)
    return {(school, area) for school, measure in pairs if school for area in areas.get(measure, ())}


def list_measure_areas(standards: Standards) -> dict[str, set[str]]:
    """Measure → the areas that count it, for a computed item or a district total."""
    areas: dict[str, set[str]] = {}
    for item in standards.items.values():
        for measure in item.rule.inputs if item.rule else ():
            areas.setdefault(measure, set()).add(item.area)
    for figure in standards.figures:
        for measure in (figure.numerator, figure.denominator):
            areas.setdefault(measure, set()).add(figure.area)
    return areas


def _merge_visits(visits: Sequence[Visit]) -> dict[str, Visit]:
    """One visit a school: two rows give the areas of both; a reason counts only if every row has one."""
    merged: dict[str, Visit] = {}
    for visit in visits:
        first = merged.get(visit.school_id)
        merged[visit.school_id] = visit if first is None else _join(first, visit)
    return merged


def _join(first: Visit, second: Visit) -> Visit:
    areas = () if not first.areas or not second.areas else (*first.areas, *second.areas)
    teams = dict.fromkeys(team for team in (first.team, second.team) if team)
    return Visit(
        school_id=first.school_id, due=first.due or second.due, team="; ".join(teams), day=first.day or second.day,
        areas=areas, reason=first.reason if first.reason and second.reason else "", place=first.place, raw=first.raw,
        reason_cell=first.reason_cell if second.reason else "",
    )  # fmt: skip


def _assume_visits(register: pd.DataFrame, found: set[tuple[str, str]], settings: Settings) -> dict[str, Visit]:
    if settings.kind == "full":
        schools = [row["school_id"] for row in to_rows(register) if is_open(row, settings)]
    else:
        schools = sorted({school for school, _ in found})
    return {school: Visit(school, True, "", "", (), "", ("", "", "")) for school in schools}


def is_open(row: Mapping[Any, Any], settings: Settings) -> bool:
    """Whether a register row is of a school that was open during the round."""
    start, end = str(row.get("valid_from", "")), str(row.get("valid_to", ""))
    after = bool(start) and start > settings.last_day.isoformat()
    before = bool(end) and end < settings.first_day.isoformat()
    return str(row.get("open", "")) != "no" and not after and not before


def _compare(
    visit: Visit | None, rows: list[dict[str, Any]], standards: Standards, *, name: str
) -> list[Mapping[str, Any]]:
    visited = [row for row in rows if row["visited"]]
    if visit is None:
        return [raise_flag(standards, "not_planned", (PLAN_FILE, "", ""), severity="note", raw=name, school=name)]
    if visited and visit.reason:
        return [
            raise_flag(standards, "visited_after_all", visit.place, raw=visit.reason, school=name, seen=visit.reason)
        ]
    if rows and not visited and not visit.reason:
        return [raise_flag(standards, "no_reason", visit.place or (PLAN_FILE, "", ""), raw=name, school=name)]
    return []
