"""How fast problems are put right: opened and closed day by day, ages, closed in time, days until a closure.

Only a verified closure closes. What is still open stays in every denominator and is censored in the survival curve
(Kaplan & Meier 1958), for leaving it out would tell only of what was easy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import nan

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import AGES, make_frame
from analysis.measures.numbering import AGE_CODES, ALL_CLOSED, CHECKED, IN_TIME, MEDIAN_DAYS, RETURNED
from analysis.measures.rectification import CHAPTER, list_problem_cells
from analysis.standards.model import Standards
from analysis.tables import to_rows

AGE_LIMITS = (7, 30, 60, 90)
"""Last day of each age band but the open one: 0–7, 8–30, 31–60, 61–90, over 90 days."""
CLOSED = "closed_verified"


def age_of(found_on: str, as_of: date) -> str:
    """The age band of a problem on a day; "" where nobody said when it was found."""
    if not found_on:
        return ""
    return AGES[sum((as_of - date.fromisoformat(found_on)).days > limit for limit in AGE_LIMITS)]


def count_ages(problems: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The `ages` frame: the problems that are not closed, by age; the band "" only where a day is unknown."""
    still = problems[problems["state"] != CLOSED]
    bands = [age_of(found, as_of) for found in still["found_on"]]
    if not bands:
        return make_frame("ages")
    listed = [*AGES, *([""] if "" in bands else [])]
    rows = []
    for band in listed:
        own = still[[one == band for one in bands]]
        rows.append({
            "band": band, "code": AGE_CODES.get(band, ""), "count": len(own), "overdue": int(own["overdue"].sum()),
            "claimed": int((own["state"] == "claimed").sum()), "blocked": int((own["state"] == "blocked").sum()),
        })  # fmt: skip
    return make_frame("ages", rows)


def count_burn_up(problems: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The `burn_up` frame: all that had been found, closed and only reported done, on each day on which that changed.

    The last row is the day itself. A problem that came back after a closure counts as open from its first finding.
    """
    known = [row for row in to_rows(problems) if row["found_on"]]
    closed = [row["verified_on"] for row in known if row["state"] == CLOSED and row["verified_on"]]
    # Claims are dated; from its claim until its closure a problem is reported done and not checked.
    claims = [
        (row["claimed_on"], row["verified_on"] if row["state"] == CLOSED else "")
        for row in known
        if row["claimed_on"] and row["state"] in (CLOSED, "claimed") and (row["state"] != CLOSED or row["verified_on"])
    ]
    days = {row["found_on"] for row in known} | set(closed) | {claimed for claimed, _ in claims}
    if not days:
        return make_frame("burn_up")
    last = as_of.isoformat()
    rows = [
        {
            "day": day, "opened": sum(row["found_on"] <= day for row in known),
            "closed": sum(one <= day for one in closed),
            "claimed": sum(claimed <= day and not (done and done <= day) for claimed, done in claims),
        }
        for day in sorted({day for day in days if day <= last} | {last})
    ]  # fmt: skip
    return make_frame("burn_up", rows)


def count_undated(problems: pd.DataFrame, burn_up: pd.DataFrame) -> int:
    """Findings and closures that are no step of the `burn_up` frame, as nobody wrote their day."""
    last, closed = burn_up.iloc[-1], int((problems["state"] == CLOSED).sum())
    return len(problems) - int(last["opened"]) + closed - int(last["closed"])


def survive(durations: Sequence[int], ended: Sequence[bool]) -> list[tuple[int, float]]:
    """The Kaplan–Meier estimate: (days, share still open after them), a step for each day on which one was closed.

    Args:
        durations: days from the finding to the closure, or to the day looked at.
        ended: whether it was closed; the others are censored after their last day.
    """
    steps, share = [], 1.0
    for day in sorted({days for days, done in zip(durations, ended, strict=True) if done}):
        at_risk = sum(days >= day for days in durations)
        closed = sum(days == day and done for days, done in zip(durations, ended, strict=True))
        share *= 1 - closed / at_risk
        steps.append((day, share))
    return steps


def median_days(durations: Sequence[int], ended: Sequence[bool]) -> float:
    """Days after which half are closed by the estimate; NaN where the curve does not come down to one half."""
    return next((float(day) for day, share in survive(durations, ended) if share <= 0.5 + 1e-12), nan)


def list_durations(problems: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The `durations` frame: days of every problem whose finding, and if closed whose closure, is dated."""
    rows = []
    for row in to_rows(problems):
        done = row["state"] == CLOSED
        if not row["found_on"] or (done and not row["verified_on"]):
            continue
        end = date.fromisoformat(row["verified_on"]) if done else as_of
        days = (end - date.fromisoformat(row["found_on"])).days
        if days >= 0:
            rows.append({"problem_id": row["problem_id"], "days": days, "closed": done})
    return make_frame("durations", rows)


def number_pace(
    problems: pd.DataFrame, durations: pd.DataFrame, as_of: date, standards: Standards
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: in time, checked, came back, ages, median days; none without problems."""
    if problems.empty:
        return [], []
    numbers: list[Row] = []
    cells: list[Row] = []
    for code, title, chosen, whole in _list_parts(problems, as_of):
        numbers.append(_make(standards, code, title, float(chosen.sum()), float(whole.sum())))
        cells += list_problem_cells(problems, code, chosen, whole)
    median = median_days(list(durations["days"]), list(durations["closed"]))
    if median == median:
        row = _make(standards, MEDIAN_DAYS, "median_days", median, nan)
        numbers.append({**row, "unit": "day"})
        entered = problems["problem_id"].isin(durations["problem_id"])
        cells += list_problem_cells(problems, MEDIAN_DAYS, entered & (problems["state"] == CLOSED), entered)
    return numbers, cells


def _make(standards: Standards, code: str, title: str, part: float, whole: float) -> Row:
    return make_fraction(
        standards, part, whole, code=code, subject="problem", chapter=CHAPTER, unit="problem",
        title=standards.say(f"number.{title}"),
    )  # fmt: skip


def _list_parts(problems: pd.DataFrame, as_of: date) -> Iterator[tuple[str, str, pd.Series, pd.Series]]:
    """Code, key of the title, what counts, of what."""
    closed, claimed = problems["state"] == CLOSED, problems["state"] == "claimed"
    deadline, verified = problems["deadline"], problems["verified_on"]
    due = (deadline != "") & (deadline <= as_of.isoformat())
    yield IN_TIME, "in_time", due & closed & (verified != "") & (verified <= deadline), due
    reported = claimed | (closed & (problems["claimed_on"] != ""))
    yield CHECKED, "checked", reported & closed, reported
    yield ALL_CLOSED, "all_closed", closed, closed | ~closed
    yield RETURNED, "returned", problems["relapsed"], closed | problems["relapsed"]
    bands = pd.Series([age_of(found, as_of) for found in problems["found_on"]], index=problems.index, dtype="str")
    for band in AGES:
        yield AGE_CODES[band], f"age.{band}", ~closed & (bands == band), ~closed
