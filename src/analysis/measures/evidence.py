"""Every conclusion of a round with the cells it rests on, and why it enters a rate or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.rounds.conclusions import STATED
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.counts import Counts, settle_counts
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import to_rows

COLUMNS = (
    "school_id", "town", "kind", "area", "item_id", "counted", "verdict", "state", "decided_by", "first", "aspect",
    "note", "file", "sheet", "cell", "raw",
)  # fmt: skip
"""What a row of `list_evidence` holds. state = a verdict, disputed or self_only; first marks one row a conclusion."""
Row = dict[str, Any]


def list_evidence(round_: Round) -> list[Row]:
    """One row for each school-level conclusion and cell that it rests on, or one without a cell where there is none.

    A cell of a workbook's copy that says the same as the first one's is left out.

    Returns:
        Rows of `COLUMNS`, in the order of the conclusions table; cells sorted by file, sheet and address. Plain
        mappings, because they are cut into a thousand small groups and a frame is slow at that.
    """
    standards, tables = round_.standards, round_.tables
    conclusions = tables["conclusions"]
    schools = {row["school_id"]: row for row in to_rows(round_.register.frame)}
    copies = find_copies(tables)
    findings = _group_findings(drop_copies(tables["findings"], copies))
    measurements = drop_copies(tables["measurements"], copies)
    numbers = _Numbers(measurements, settle_counts(measurements), standards)
    rows: list[Row] = []
    for conclusion in to_rows(conclusions[conclusions["entity"] == "school"]):
        school, item = conclusion["school_id"], standards.items[conclusion["item_id"]]
        state = _name_state(conclusion)
        cells = list(_choose_cells(conclusion, state, findings.get((school, item.id), []), numbers, standards))
        base = {
            "school_id": school, "town": schools[school]["town"], "kind": schools[school]["kind"], "area": item.area,
            "item_id": item.id, "counted": item.counted, "verdict": conclusion["verdict"], "state": state,
            "decided_by": conclusion["decided_by"],
        }  # fmt: skip
        rows += [{**base, **cell, "first": place == 0} for place, cell in enumerate(cells or [_NO_CELL])]
    return rows


_NO_CELL: Row = dict.fromkeys(("aspect", "note", "file", "sheet", "cell", "raw"), "")


def _name_state(conclusion: Mapping[Any, Any]) -> str:
    """The verdict, or why there is none; the school's own word counts apart also at a school nobody visited."""
    return {"in_dispute": "disputed", "self_only": "self_only"}.get(conclusion["standing"], str(conclusion["verdict"]))


def _group_findings(findings: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    grouped: dict[tuple[str, str], list[Row]] = {}
    wanted = ["school_id", "item_id", "aspect", "verdict", "note", "file", "sheet", "cell", "raw"]
    for row in to_rows(findings[wanted]):
        if row["school_id"] and row["item_id"]:
            row["raw"] = "" if pd.isna(row["raw"]) else row["raw"]
            grouped.setdefault((row["school_id"], row["item_id"]), []).append({str(key): row[key] for key in row})
    return grouped


class _Numbers:
    """The cells of the numbers that a computed item used."""

    def __init__(self, measurements: pd.DataFrame, counts: Counts, standards: Standards) -> None:
        self.rows, self.counts, self.standards = to_rows(measurements), counts, standards

    def cells(self, school: str, item_id: str) -> Iterator[Row]:
        """The cells behind a computed conclusion; what may not be told of a school is not shown, only where it is."""
        rule = self.standards.items[item_id].rule
        for measure in rule.inputs if rule else ():
            count = self.counts.get((school, measure))
            known = self.standards.measures.get(measure)
            for position in count.rows if count else ():
                row = self.rows[position]
                told = known and known.tells(row["value"], self.standards.decision.suppress_below)
                raw = row["raw"] if told and pd.notna(row["raw"]) else ""
                yield {"aspect": row["aspect"], "note": "", "raw": raw, **_place(row)}


def _place(row: Mapping[Any, Any]) -> Row:
    return {"file": row["file"], "sheet": row["sheet"], "cell": row["cell"]}


def _choose_cells(
    conclusion: Mapping[Any, Any], state: str, found: list[Row], numbers: _Numbers, standards: Standards
) -> Iterator[Row]:
    """The cells that carry a conclusion: those of the aspect that decided, both sides of a dispute, or open ones."""
    if conclusion["decided_by"] == "computed":
        yield from numbers.cells(conclusion["school_id"], conclusion["item_id"])
        return
    order = [aspect for aspect in standards.decision.order if any(row["aspect"] == aspect for row in found)]
    if state == "disputed":
        strongest = next(aspect for aspect in order if any(_states(row, aspect) for row in found))
        kept = [row for row in found if _states(row, strongest)]
    elif conclusion["standing"] == "self_only":
        kept = [row for row in found if row["aspect"] not in standards.decision.order]
    else:
        kept = [row for row in found if row["aspect"] in order and row["verdict"] == conclusion["verdict"]]
        kept = kept or [row for row in found if row["aspect"] in order and state not in STATED]
        if conclusion["decided_by"] in order:
            kept = [row for row in kept if row["aspect"] == conclusion["decided_by"]]
    for row in sorted(kept, key=lambda row: (row["file"], row["sheet"], row["cell"])):
        yield {"aspect": row["aspect"], "note": row["note"], "raw": row["raw"], **_place(row)}


def _states(row: Mapping[str, Any], aspect: str) -> bool:
    return bool(row["aspect"] == aspect and row["verdict"] in STATED)
