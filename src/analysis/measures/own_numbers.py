"""The numbers of one school that its notice tells: its checks, and the problems it is told of.

They stand in no report and are added to nothing: each has the school as its group, 0-0@S014, and is worked out anew
from the frames that the round's own numbers come from.
"""

from __future__ import annotations

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.measures.numbering import OWN_CHECKS, OWN_OLD, OWN_OPEN
from analysis.measures.results import RoundResults
from analysis.measures.schools import sum_states
from analysis.rounds.standing import is_open
from analysis.standards.model import Standards
from analysis.tables import to_rows

SCHOOL = "school"
"""What these numbers are grouped by."""
OWN_CODES = (OWN_CHECKS, OWN_OPEN, OWN_OLD)
"""Codes of the numbers of one school."""
_TITLES = {OWN_CHECKS: "checks", OWN_OPEN: "open", OWN_OLD: "old"}
"""Code → name of its title."""


def number_school(results: RoundResults, school: str, standards: Standards) -> pd.DataFrame:
    """The numbers of a school, as rows of `numbers`: checks met of those judged, open problems, the old ones of these.

    Args:
        results: the round's, or what is left of them for the school.
        school: its id.
        standards: titles of the numbers.
    """
    states = sum_states(results.school_counts[results.school_counts["school_id"] == school])
    judged, problems = states.pop("judged"), list_open(results, school)
    rows: list[Row] = [
        {"code": OWN_CHECKS, "subject": "area", "unit": "check", "numerator": states["met"], "denominator": judged,
         **states},
        {"code": OWN_OPEN, "subject": "problem", "unit": "problem", "numerator": len(problems)},
        {"code": OWN_OLD, "subject": "problem", "unit": "problem", "numerator": sum(row["old"] for row in problems),
         "denominator": len(problems)},
    ]  # fmt: skip
    own = {"group_by": SCHOOL, "group": school}
    return make_frame(
        "numbers", ({**row, **own, "title": standards.say(f"own.{_TITLES[row['code']]}")} for row in rows)
    )


def list_open(results: RoundResults, school: str) -> tuple[Row, ...]:
    """The problems of a school that are not closed, as rows of the ledger."""
    ledger = results.ledger[results.ledger["school_id"] == school]
    return tuple(row for row in to_rows(ledger) if is_open(row))


def list_own_cells(results: RoundResults, code: str, school: str, round_id: str) -> pd.DataFrame:
    """The cells behind a number of a school, as rows of `number_cells`, not-met ones first.

    Args:
        results: the round's.
        code: one of `OWN_CODES`.
        school: its id.
        round_id: the round.
    """
    place = ("school_id", "item_id", "file", "sheet", "cell")
    if code == OWN_CHECKS:
        own = results.details[(results.details["school_id"] == school) & (results.details["round_id"] == round_id)]
        said = [{**row, "part": row["state"], "verdict": row["state"]} for row in to_rows(own[own["counted"]])]
        said.sort(key=lambda row: row["state"] == "met")
    else:
        problems = list_open(results, school)
        said = [{**row, "part": "rest" if code == OWN_OLD and not row["old"] else "counted", "verdict": "",
                 "raw": row["text"], "decided_by": ""} for row in problems]  # fmt: skip
    kept = (*place, "part", "verdict", "decided_by", "round_id", "raw")
    own_group = {"code": code, "group_by": SCHOOL, "group": school}
    return make_frame("number_cells", ({**{name: row[name] for name in kept}, **own_group} for row in said))
