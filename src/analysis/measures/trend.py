"""Several full rounds as a run: what is shown depends on how many there are, and a signal follows stated rules.

Under three rounds there is no trend at all, under six a plain line, up to eleven a run chart about the median, from
twelve on an XmR chart with limits mean ± 2.66 × the mean moving range (Wheeler 1993; NHS England, Making data count).
The rules: a point outside the limits, seven in a row on one side, seven in a row rising or falling, two of three near a
limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import nan
from statistics import fmean, median

import pandas as pd

from analysis.measures.frames import make_frame
from analysis.measures.wordings import SAME, compare_wordings
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.tables import JUDGED

LEAST, RUN, LIMITS = 3, 6, 12
"""Rounds from which there is a line, a run chart, an XmR chart."""
IN_A_ROW = 7
"""Points on one side of the centre, or rising or falling, that are no chance."""
WIDTH = 2.66
"""Limits of single values: three sigma, where sigma is the mean moving range ÷ 1.128."""


def choose_chart(rounds: int) -> str:
    """What so many rounds allow: "", line, run or xmr."""
    return "" if rounds < LEAST else "line" if rounds < RUN else "run" if rounds < LIMITS else "xmr"


def find_centre(values: Sequence[float], chart: str) -> float:
    """The median of a run chart, the mean of the first twelve points of an XmR chart."""
    return fmean(values[:LIMITS]) if chart == "xmr" else median(values)


def natural_limits(values: Sequence[float]) -> tuple[float, float]:
    """Lower and upper natural process limit from the first twelve points."""
    first = values[:LIMITS]
    moving = fmean(abs(after - before) for before, after in pairwise(first))
    centre = fmean(first)
    return centre - WIDTH * moving, centre + WIDTH * moving


def find_signals(values: Sequence[float], chart: str) -> dict[str, tuple[int, ...]]:
    """Rule (outside, side, trend, near) → places of the points that break it, as far as the chart allows."""
    if chart not in ("run", "xmr"):
        return {}
    centre = find_centre(values, chart)
    signals = {"side": _find_side(values, centre), "trend": _find_trend(values)}
    if chart == "xmr":
        low, high = natural_limits(values)
        signals["outside"] = tuple(at for at, value in enumerate(values) if not low <= value <= high)
        signals["near"] = _find_near(values, centre, low, high)
    return {rule: places for rule, places in signals.items() if places}


def _find_side(values: Sequence[float], centre: float) -> tuple[int, ...]:
    sides = [(value > centre) - (value < centre) for value in values]
    return _find_runs(sides)


def _find_trend(values: Sequence[float]) -> tuple[int, ...]:
    """Seven points in a row that rise or fall are six steps in one direction."""
    steps = [(after > before) - (after < before) for before, after in pairwise(values)]
    return tuple(sorted({at for step in _find_runs(steps, IN_A_ROW - 1) for at in (step, step + 1)}))


def _find_runs(signs: Sequence[int], length: int = IN_A_ROW) -> tuple[int, ...]:
    found: list[int] = []
    start = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or signs[at] != signs[start]:
            if signs[start] and at - start >= length:
                found += range(start, at)
            start = at
    return tuple(found)


def _find_near(values: Sequence[float], centre: float, low: float, high: float) -> tuple[int, ...]:
    """Two of three consecutive points in the outer third on one side."""
    found: set[int] = set()
    for sign, limit in ((1, high), (-1, low)):
        edge = centre + (limit - centre) * 2 / 3
        outer = [at for at, value in enumerate(values) if sign * (value - edge) > 0]
        for first in range(len(values) - 2):
            near = [at for at in outer if first <= at <= first + 2]
            found.update(near if len(near) >= 2 else ())
    return tuple(sorted(found))


def list_trend(round_: Round) -> pd.DataFrame:
    """The `trend` frame: the full rounds up to this one, area by area, on the pairs that all of them judged.

    A pair is a school (under its present id) and a counted item of one edition; so a trend never moves because other
    schools were visited or an item was reworded. Empty for a round that is no full one.
    """
    rounds = [one for one in (*round_.earlier, round_) if one.kind == "full"]
    if round_.kind != "full":
        return make_frame("trend")
    successors = trace_successors(round_.register.frame, round_.first_day)
    judged = [judge_pairs(one, successors) for one in rounds]
    wordings = [compare_wordings(one, round_) for one in rounds[:-1]]
    worded = {item for item in round_.standards.items if all(told.get(item) == SAME for told in wordings)}
    items = [item for item in round_.standards.items.values() if item.counted and item.id in worded]
    shared = set.intersection(*(set(pairs) for pairs in judged))
    rows = []
    for area in round_.standards.areas:
        own = {pair for pair in shared if pair[1] in {item.id for item in items if item.area == area.id}}
        values = [sum(pairs[pair] == "met" for pair in own) for pairs in judged]
        chart = choose_chart(len(rounds))
        signals = find_signals(values, chart)
        for at, one in enumerate(rounds if own else ()):
            rules = [rule for rule, places in signals.items() if at in places]
            rows.append({
                "area": area.id, "round_id": one.id, "met": values[at], "judged": len(own), "chart": chart,
                **_set_lines(values, chart), "signal": bool(rules), "rules": " ".join(rules),
            })  # fmt: skip
    return make_frame("trend", rows)


def _set_lines(values: Sequence[float], chart: str) -> dict[str, float]:
    """The centre and the limits that a chart of this kind has."""
    if chart not in ("run", "xmr"):
        return {}
    low, high = natural_limits(values) if chart == "xmr" else (nan, nan)
    return {"centre": find_centre(values, chart), "low": low, "high": high}


def judge_pairs(round_: Round, successors: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """(school under its present id, item) → verdict, of a round's judged conclusions."""
    table = round_.tables["conclusions"]
    kept = table[(table["entity"] == "school") & table["verdict"].isin(JUDGED)]
    schools = (successors.get(school, school) for school in kept["school_id"])
    return dict(zip(zip(schools, kept["item_id"], strict=True), kept["verdict"], strict=True))
