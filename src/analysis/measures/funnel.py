"""Which schools lie outside what chance alone gives around their kind's mean; not a ranking.

Exact binomial limits at 95 % (alert) and 99.8 % (alarm) around the mean of the schools of one kind (Spiegelhalter
2005, "Funnel plots for comparing institutional performance"). The items of a school hang together (one old building
fails several), so the spread is mostly wider than chance: where φ, the mean squared standardised residual, is over 1,
the limits are widened by its root.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb, isnan, nan, sqrt

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import make_frame
from analysis.standards.model import Standards
from analysis.tables import to_rows

ALERT, ALARM = 0.025, 0.001
"""Tail beyond each limit: 95 % and 99.8 % lie between."""
LEAST_SCHOOLS = 5
"""Fewer schools of a kind have no mean worth holding one against."""
CHAPTER = 8
"""Chapter of the analyst's numbers."""


def binomial_quantile(tail: float, trials: int, share: float) -> int:
    """The least count whose cumulative probability reaches a tail."""
    total = 0.0
    for count in range(trials + 1):
        total += comb(trials, count) * share**count * (1 - share) ** (trials - count)
        if total >= tail - 1e-12:
            return count
    return trials


def funnel_limits(judged: int, mean: float, tail: float) -> tuple[float, float]:
    """The shares between which a school of so many judged checks lies by chance; NaN where there is nothing."""
    if judged <= 0 or isnan(mean):
        return nan, nan
    return (
        binomial_quantile(tail, judged, mean) / judged, binomial_quantile(1 - tail, judged, mean) / judged,
    )  # fmt: skip


def overdispersion(counts: Sequence[tuple[int, int]], mean: float) -> float:
    """φ: how much wider (met, judged) of some schools spread than chance, at least 1; NaN for a mean of 0 or 1."""
    if not 0 < mean < 1 or len(counts) < 2:
        return nan
    squared = [(met - judged * mean) ** 2 / (judged * mean * (1 - mean)) for met, judged in counts]
    return max(1.0, sum(squared) / (len(counts) - 1))


def list_funnel(area_schools: pd.DataFrame) -> pd.DataFrame:
    """The `funnel` frame: every visited school beside the mean of its area and kind, in the order of the register."""
    rows: list[Row] = []
    for (area, kind), own in area_schools.groupby(["area", "kind"], sort=False):
        counts = [(row["met"], row["met"] + row["partial"] + row["unmet"]) for row in to_rows(own)]
        judged = [pair for pair in counts if pair[1]]
        if len(judged) < LEAST_SCHOOLS or not kind:
            continue
        mean = sum(met for met, _ in judged) / sum(whole for _, whole in judged)
        phi = overdispersion(judged, mean)
        for row, (met, whole) in zip(to_rows(own), counts, strict=True):
            if whole:
                named = {name: row[name] for name in ("school_id", "town")}
                rows.append({"area": area, "kind": kind, **named, **_hold_against(met, whole, mean, phi)})
    return make_frame("funnel", rows)


def count_held(funnel: pd.DataFrame, area_schools: pd.DataFrame, area: str) -> tuple[int, int]:
    """Schools of an area that are held against the mean of their kind, and those judged of whose kind there are few."""
    held, own = int((funnel["area"] == area).sum()), area_schools[area_schools["area"] == area]
    judged = int((own["met"] + own["partial"] + own["unmet"] > 0).sum())
    return held, judged - held


def _set_limits(judged: int, mean: float, phi: float) -> Row:
    """Both limits at so many judged checks, widened by √φ."""
    wide = sqrt(phi) if phi > 1 else 1.0
    alert, alarm = (
        tuple(min(1.0, max(0.0, mean + (limit - mean) * wide)) for limit in funnel_limits(judged, mean, tail))
        for tail in (ALERT, ALARM)
    )
    return {
        "judged": judged, "mean": mean, "phi": phi, "low_alert": alert[0], "high_alert": alert[1],
        "low_alarm": alarm[0], "high_alarm": alarm[1],
    }  # fmt: skip


def _hold_against(met: int, judged: int, mean: float, phi: float) -> Row:
    """A school's share with its limits, and where it lies."""
    limits = _set_limits(judged, mean, phi)
    share, slack = met / judged, 1e-9
    below, above = share < limits["low_alert"] - slack, share > limits["high_alert"] + slack
    return {
        **limits, "met": met, "share": share, "state": "below" if below else "above" if above else "inside",
        "alarm": share < limits["low_alarm"] - slack or share > limits["high_alarm"] + slack,
    }  # fmt: skip


def list_funnel_limits(funnel: pd.DataFrame) -> pd.DataFrame:
    """The `funnel_limits` frame: the curves of each area and kind, from one check below its schools to one above."""
    rows: list[Row] = []
    for (area, kind), own in funnel.groupby(["area", "kind"], sort=False):
        mean, phi = float(own["mean"].iloc[0]), float(own["phi"].iloc[0])
        for judged in range(max(1, int(own["judged"].min()) - 1), int(own["judged"].max()) + 2):
            rows.append({"area": area, "kind": kind, **_set_limits(judged, mean, phi)})
    return make_frame("funnel_limits", rows)


def number_funnel(funnel: pd.DataFrame, evidence: Sequence[Row], standards: Standards) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: schools below the limits of their kind, of those held against it."""
    numbers: list[Row] = []
    cells: list[Row] = []
    for area in standards.areas:
        own = funnel[funnel["area"] == area.id]
        if own.empty:
            continue
        code = f"{CHAPTER}-{area.number}"
        below = set(own.loc[own["state"] == "below", "school_id"])
        numbers.append(
            make_fraction(
                standards, float(len(below)), float(len(own)), code=code, subject="funnel", chapter=CHAPTER,
                area=area.id, unit="school", title=standards.say("funnel.number", area=standards.text(area.short)),
            )
        )  # fmt: skip
        cells += _list_cells(evidence, area.id, set(own["school_id"]), below, code)
    return numbers, cells


def _list_cells(evidence: Sequence[Row], area: str, schools: set[str], below: set[str], code: str) -> Iterator[Row]:
    """Of a school below, every cell that is not met; of another the first, which stands for all that it meets."""
    told: set[str] = set()
    names = ("school_id", "item_id", "verdict", "aspect", "decided_by", "file", "sheet", "cell", "raw")
    for row in evidence:
        school = row["school_id"]
        if row["area"] != area or not row["counted"] or school not in schools:
            continue
        failing = school in below and row["state"] in ("partial", "unmet")
        if failing or (school not in below and school not in told):
            told.add(school)
            yield {**{name: row[name] for name in names}, "code": code, "part": "counted" if failing else "rest"}
