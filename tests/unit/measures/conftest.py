"""Rounds written out by hand: six schools in two towns, and the tables of a round as literal rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.unit.measures.linking import link_round

from analysis.reading.schools import COLUMNS, SchoolRegister
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import TABLES, make_table

Rows = Sequence[tuple[Any, ...]]
SCHOOLS = (
    ("S1", "东镇小学", "东小", "东镇", "primary"), ("S2", "东镇初级中学", "东中", "东镇", "junior"),
    ("S3", "东镇石桥教学点", "石桥点", "东镇", "teaching_point"), ("S4", "西镇小学", "西小", "西镇", "primary"),
    ("S5", "西镇九年制学校", "西校", "西镇", "nine_year"), ("S6", "西镇河口教学点", "河口点", "西镇", "teaching_point"),
)  # fmt: skip
"""school_id, name, short name, town, kind."""


@pytest.fixture
def make_round(standards: Standards) -> Callable[..., Round]:
    """Make a round from literal rows.

    conclusions: school, item, verdict[, decided_by[, standing]] · findings: school, item, aspect, verdict[, note] ·
    measurements: school, measure, value[, aspect] · problems: problem_id, school, item and named columns ·
    coverage: school, area, due, visited, reason; every school due and visited for every area where not given.
    """

    def make(
        conclusions: Rows = (),
        findings: Rows = (),
        measurements: Rows = (),
        problems: Sequence[dict[str, Any]] = (),
        coverage: Rows | None = None,
        *,
        round_id: str = "2020-03",
        kind: str = "full",
        day: date = date(2020, 3, 6),
        as_of: date | None = None,
        earlier: tuple[Round, ...] = (),
        **tables: pd.DataFrame,
    ) -> Round:
        areas = tuple(area.id for area in standards.areas)
        covered = (
            [(row[0], area, True, True, "") for row in SCHOOLS for area in areas] if coverage is None else coverage
        )
        own = {
            **{name: make_table(name) for name in TABLES},
            "conclusions": make_table("conclusions", (_conclusion(round_id, row) for row in conclusions)),
            "findings": make_table("findings", (_finding(place, row) for place, row in enumerate(findings, start=1))),
            "measurements": make_table(
                "measurements", (_number(at, row) for at, row in enumerate(measurements, start=1))
            ),
            "problems": make_table("problems", ({"round_id": round_id, **row} for row in problems)),
            "coverage": make_table("coverage", (_cover(round_id, row) for row in covered)),
            **tables,
        }
        return link_round(Round(
            id=round_id, name="督查", kind=kind, first_day=day.replace(day=1), last_day=day, as_of=as_of or day,
            areas=areas,
            sample=True, standards=standards, register=_register(), tables=own, folder=Path("none"), earlier=earlier,
        ))  # fmt: skip

    return make


def _register() -> SchoolRegister:
    names = ("school_id", "name", "short_name", "town", "kind")
    rows = [{**dict.fromkeys(COLUMNS, ""), **dict(zip(names, row, strict=True))} for row in SCHOOLS]
    return SchoolRegister(tuple(rows))


def _conclusion(round_id: str, row: tuple[Any, ...]) -> dict[str, Any]:
    school, item, verdict, *rest = row
    judged = verdict in ("met", "partial", "unmet")
    decided, standing = [*rest, *("inspected" if judged else "none", "agreed" if judged else "none")[len(rest) :]]
    return {
        "round_id": round_id, "entity": "school", "school_id": school, "item_id": item, "verdict": verdict,
        "decided_by": decided, "standing": standing,
    }  # fmt: skip


def _finding(place: int, row: tuple[Any, ...]) -> dict[str, Any]:
    school, item, aspect, verdict, *note = row
    return {
        "file": f"{aspect}.xlsx", "sheet": "甲", "cell": f"C{place}", "raw": verdict, "school_id": school,
        "item_id": item,
        "item_edition": "2016-1", "aspect": aspect, "verdict": verdict, "note": note[0] if note else "",
    }  # fmt: skip


def _number(place: int, row: tuple[Any, ...]) -> dict[str, Any]:
    school, measure, value, *aspect = row
    return {
        "file": "counts.xlsx", "sheet": "乙", "cell": f"D{place}", "raw": f"{value:g}", "school_id": school,
        "measure": measure, "value": float(value), "aspect": aspect[0] if aspect else "inspected",
    }  # fmt: skip


def _cover(round_id: str, row: tuple[Any, ...]) -> dict[str, Any]:
    return {"round_id": round_id, **dict(zip(("school_id", "area", "due", "visited", "reason"), row, strict=True))}
