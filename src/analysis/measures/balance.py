"""差异系数: how evenly the schools have a resource for each pupil, primary and junior schools apart.

CV = √(Σ (pᵢ/P) (xᵢ − X)²) / X with pᵢ a school's pupils, P all of them, xᵢ what a school has for each pupil and X what
all have for each: weighted by enrolment, for it is the pupils who have much or little. (The ministry's formula for
义务教育均衡; the unweighted one gives other numbers.)

A nine-year school is in neither stage: its sheets do not say which desks are whose. A teaching point with few pupils is
left out as well, and so is a school of so few that the average would give their number back; they are counted beside
the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isnan, nan, sqrt

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.figures import ASPECTS
from analysis.measures.frames import make_frame
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.counts import Counts, settle_counts, value_of
from analysis.rounds.round import Round
from analysis.standards.model import Measure, Standards
from analysis.tables import to_rows

PUPILS = "pupils"
"""The measure that resources are shared out among."""
STAGES = {"primary": ("primary", "teaching_point"), "junior": ("junior",)}
"""Stage → the kinds of school in it, in the order that is printed."""
MIXED = "nine_year"
"""The kind whose counts belong to both stages."""
SUFFIXES = {"primary": "a", "junior": "b"}
"""After a measure's balance code: 8-25a for primary schools."""
CHAPTER = 8
"""Chapter of the analyst's numbers."""


@dataclass(frozen=True)
class Spread:
    """A resource for each pupil over the schools of a stage.

    Attributes:
        average: what all the schools have together for each pupil (X).
        spread: the enrolment-weighted standard deviation of what a school has for each pupil (S).
    """

    average: float
    spread: float

    @property
    def cv(self) -> float:
        """S ÷ X; NaN where there is nothing to share out."""
        return self.spread / self.average if self.average else nan


def measure_spread(pupils: Sequence[float], resources: Sequence[float]) -> Spread:
    """The spread of a resource over schools.

    Args:
        pupils: pupils of each school, above 0.
        resources: what each school has, in the same order.
    """
    everybody = sum(pupils)
    average = sum(resources) / everybody
    squares = (count / everybody * (have / count - average) ** 2 for count, have in zip(pupils, resources, strict=True))
    return Spread(average, sqrt(sum(squares)))


@dataclass
class _Schools:
    """The schools of a stage by what becomes of them: in the sum, or a reason of LEFT_OUT."""

    counted: list[str] = field(default_factory=list)
    not_applicable: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)


def list_balance(round_: Round, coverage: pd.DataFrame) -> tuple[pd.DataFrame, list[Row], list[Row]]:
    """The `balance` frame, and rows of `numbers` and `number_cells`.

    Args:
        round_: the round; only a full one has all schools.
        coverage: the schools due, with their kind.

    Returns:
        A row of the frame for each resource of which a school has a number, and stage. A stage with fewer schools than
        decision.toml asks for has a row without coefficient, and no number.
    """
    standards = round_.standards
    resources = [one for one in standards.measures.values() if one.balance] if round_.kind == "full" else []
    measurements = drop_copies(round_.tables["measurements"], find_copies(round_.tables))
    counts, rows = settle_counts(measurements, ASPECTS), to_rows(measurements)
    lines: list[Row] = []
    numbers: list[Row] = []
    cells: list[Row] = []
    for resource in resources:
        if not any(measure == resource.id for _, measure in counts):
            continue
        for stage in STAGES:
            schools = _sort_schools(resource, stage, counts, coverage, standards)
            line = _describe(resource, stage, schools, counts, standards)
            lines.append(line)
            if not isnan(line["cv"]):
                numbers.append(_make_number(line, schools, standards, resource))
                cells += _list_cells(line["code"], schools, resource.id, counts, rows, standards)
    return make_frame("balance", lines), numbers, cells


def _sort_schools(
    resource: Measure, stage: str, counts: Counts, coverage: pd.DataFrame, standards: Standards
) -> _Schools:
    """The due schools of a stage, and the nine-year schools beside them."""
    found, least = _Schools(), standards.decision.balance["least_pupils_of_point"]
    few = standards.decision.suppress_below
    due = coverage[coverage["due"] & coverage["kind"].isin((*STAGES[stage], MIXED))]
    for school, kind in zip(due["school_id"], due["kind"], strict=True):
        own = [counts.get((school, measure)) for measure in (PUPILS, resource.id)]
        pupils = value_of(counts, school, PUPILS)
        small = pupils is not None and (pupils < least if kind == "teaching_point" else 0 < pupils < few)
        if kind == MIXED or small:
            found.not_applicable.append(school)
        elif any(count is not None and count.value is None for count in own):
            found.disputed.append(school)
        elif not pupils or own[1] is None:
            found.blank.append(school)
        else:
            found.counted.append(school)
    return found


def _describe(resource: Measure, stage: str, schools: _Schools, counts: Counts, standards: Standards) -> Row:
    limits = standards.decision.balance
    line: Row = {
        "code": resource.balance + SUFFIXES[stage], "measure": resource.id, "stage": stage,
        "schools": len(schools.counted), "left_out": len(schools.not_applicable), "blank": len(schools.blank),
        "disputed": len(schools.disputed), "average": nan, "spread": nan, "cv": nan, "limit": limits[stage],
        "basic_limit": limits[f"basic_{stage}"], "within": "",
    }  # fmt: skip
    if len(schools.counted) < limits["least_schools"]:
        return line
    pupils, have = (
        [value_of(counts, school, measure) or 0.0 for school in schools.counted] for measure in (PUPILS, resource.id)
    )
    found = measure_spread(pupils, have)
    within = "" if isnan(found.cv) else "yes" if found.cv <= limits[stage] else "no"
    return {**line, "average": found.average, "spread": found.spread, "cv": found.cv, "within": within}


def _make_number(line: Row, schools: _Schools, standards: Standards, resource: Measure) -> Row:
    title = standards.say(
        "balance.number", measure=standards.text(resource.name), stage=standards.say(f"balance.stage.{line['stage']}")
    )
    row = make_fraction(
        standards, line["spread"], line["average"], code=line["code"], subject="balance", chapter=CHAPTER,
        unit=resource.unit, title=title, not_applicable=len(schools.not_applicable), blank=len(schools.blank),
        disputed=len(schools.disputed),
    )  # fmt: skip
    return {**row, "percent": nan, "mean": line["cv"]}


def _list_cells(
    code: str,
    schools: _Schools,
    resource: str,
    counts: Counts,
    rows: Sequence[Row],
    standards: Standards,
) -> Iterator[Row]:
    """The cells of the resource (`counted`) and of the pupils (`rest`); of schools left out, with the reason."""
    least = standards.decision.suppress_below
    for part in ("counted", "not_applicable", "blank", "disputed"):
        for school in sorted(getattr(schools, part)):
            base = {"code": code, "school_id": school}
            places = [(name, at) for name in (resource, PUPILS) if (school, name) in counts
                      for at in counts[school, name].rows]  # fmt: skip
            for name, at in places:
                row = rows[at]
                told = standards.measures[name].tells(row["value"], least) and pd.notna(row["raw"])
                raw = row["raw"] if told else ""
                kept = {column: row[column] for column in ("file", "sheet", "cell", "aspect")}
                own = part if part != "counted" else "counted" if name == resource else "rest"
                yield {**base, **kept, "part": own, "raw": raw}
            if not places:
                yield {**base, "part": part}
