"""The cells behind the numbers that a person has corrected, with who, when, why, from what and to what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.measures.frames import make_frame
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.standards.model import Standards
from analysis.tables import to_rows

EVIDENCE = ("findings", "measurements", "problems", "remarks")
"""Tables that say whose a cell is."""
Correction = Mapping[str, Any]
"""A row of the `corrections` frame."""


def list_corrections(round_: Round) -> pd.DataFrame:
    """The `corrections` frame of a round and the earlier ones, whose cells its numbers rest on too."""
    successors = trace_successors(round_.register.frame, round_.first_day)
    rows = [
        {"round_id": one.id, "school_id": successors.get(school, school), **row, **hidden}
        for one in (*round_.earlier, round_)
        for row in to_rows(one.tables["corrections"])
        for school, hidden in (_look_up(one, row),)
    ]
    return make_frame("corrections", rows)


def _look_up(round_: Round, row: Mapping[Any, Any]) -> tuple[str, dict[str, str]]:
    """The one school that a cell speaks of, and the texts to hide: small numbers of persons, as in all evidence."""
    standards, least = round_.standards, round_.standards.decision.suppress_below
    schools, hidden = set[str](), dict[str, str]()
    for name in EVIDENCE:
        table = round_.tables[name]
        same = (table["file"] == row["file"]) & (table["sheet"] == row["sheet"]) & (table["cell"] == row["cell"])
        for found in to_rows(table[same]):
            schools.add(found["school_id"])
            measure = standards.measures.get(found.get("measure", ""))
            if name == "measurements" and (measure is None or not measure.tells(found["value"], least)):
                hidden = {"was": "", "becomes": ""}
    return (schools.pop() if len(schools) == 1 else ""), hidden


def index_corrections(frame: pd.DataFrame) -> dict[tuple[str, str, str, str], Correction]:
    """Round, file, sheet, cell → its correction."""
    return {
        (row["round_id"], row["file"], row["sheet"], row["cell"]): {str(key): row[key] for key in row}
        for row in to_rows(frame)
    }


def tell_correction(row: Correction, standards: Standards) -> str:
    """`更正：“待核”改为“√”，补拍照片（督导室，2016-10-19）`: what is known of it, in one line."""
    say = standards.say
    signed = say("mark.comma").join(part for part in (row["by_role"], row["on"]) if part)
    key = "changed" if row["becomes"] else "hidden"
    return say(f"correction.{key}", was=row["was"] or say("correction.nothing"), becomes=row["becomes"],
               reason=row["reason"], signed=signed)  # fmt: skip
