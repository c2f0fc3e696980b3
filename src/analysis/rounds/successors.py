"""Schools that closed or merged: what an earlier round says of them goes to the school that took their place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd


def trace_successors(register: pd.DataFrame, day: date) -> dict[str, str]:
    """Which school answers on a day for one that is no more.

    Args:
        register: the school register's frame; valid_to is a school's last day, successor the id that took its place.
        day: the first day of a round.

    Returns:
        school_id → school_id of the last in its line, only for schools whose valid_to has passed. A successor that is
        not in the register, or a line that bites its own tail, is not followed.
    """
    columns = (register[name] for name in ("school_id", "valid_to", "successor"))
    rows = {school: (last_day, successor) for school, last_day, successor in zip(*columns, strict=True)}
    traced = {}
    for school in rows:
        line = [school]
        while (following := _find_next(rows[line[-1]], day)) in rows:
            if following in line:
                line = [school]
                break
            line.append(following)
        if len(line) > 1:
            traced[school] = line[-1]
    return traced


def _find_next(row: tuple[str, str], day: date) -> str:
    """The successor of a school whose last day has passed, else ""."""
    last_day, successor = row
    return successor if "" < last_day < day.isoformat() else ""


def follow_successors(frame: pd.DataFrame, successors: Mapping[str, str]) -> pd.DataFrame:
    """A table with `school_id` in which closed schools bear their successor's id."""
    if not successors:
        return frame
    return frame.assign(school_id=frame["school_id"].replace(dict(successors)).astype("str"))
