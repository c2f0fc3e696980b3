"""Which schools were due, visited and heard: 0-1 and 0-2, with the plan's cells and a cell that proves each visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.measures.counting import Row, make_fraction, split_groups
from analysis.measures.numbering import SELF_REPORTED, VISITED
from analysis.rounds.conclusions import STATED
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import to_rows

Cells = dict[str, list[Row]]
"""school_id → places, each with file, sheet, cell, raw and perhaps item_id, verdict and aspect."""


def number_coverage(round_: Round, coverage: pd.DataFrame) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: schools visited of those due, in all, by town and by kind.

    The cells are the plan's row of each school due, the reason where it was not visited, and where it was, the first
    cell that an inspector filled in there.

    Args:
        round_: the round.
        coverage: the `coverage` frame.
    """
    standards, planned, proofs = round_.standards, _list_planned(round_), _list_proofs(round_)
    title = standards.say("number.visited", entities=standards.text(standards.entity.plural))
    numbers: list[Row] = []
    cells: list[Row] = []
    for group_by, group, own in split_groups(to_rows(coverage[coverage["due"]])):
        missed = sum(not row["visited"] for row in own)
        shared = {"code": VISITED, "group_by": group_by, "group": group}
        numbers.append(
            make_fraction(standards, len(own) - missed, len(own), subject="coverage", unit="school", title=title,
                          not_inspected=missed, **shared)
        )  # fmt: skip
        for row in own:
            school, part = row["school_id"], "counted" if row["visited"] else "not_inspected"
            places = [*planned.get(school, ()), *(proofs.get(school, ()) if row["visited"] else ())]
            cells += _list_cells(places, school, part, **shared)
    return numbers, cells


def number_reports(round_: Round, due: Iterable[str], standards: Standards) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells` for self-checks that arrived, of the schools due; none where none did."""
    findings: Any = round_.tables["findings"]
    sent = _take_first(findings[findings["aspect"] == "self_reported"])
    schools = list(dict.fromkeys(due))
    arrived = sum(school in sent for school in schools)
    if not arrived:
        return [], []
    title = standards.say("number.self_reported", entities=standards.text(standards.entity.plural))
    number = make_fraction(
        standards, arrived, len(schools), code=SELF_REPORTED, subject="coverage", unit="school", title=title
    )
    planned = _list_planned(round_)
    cells: list[Row] = []
    for school in schools:
        places = [*planned.get(school, ()), *sent.get(school, ())]
        cells += _list_cells(places, school, "counted" if school in sent else "rest", code=SELF_REPORTED)
    return [number], cells


def _list_cells(places: Iterable[Row], school: str, part: str, **shared: object) -> Iterator[Row]:
    for place in [*places] or [{}]:
        yield {**shared, **place, "school_id": school, "part": part}


def _list_planned(round_: Round) -> Cells:
    """The plan's cells of a school: its own, and the reason why it was not visited."""
    planned: Cells = {}
    for row in to_rows(round_.tables["coverage"].drop_duplicates("school_id")):
        if not row["file"]:
            continue
        place = {"file": row["file"], "sheet": row["sheet"]}
        planned[row["school_id"]] = [{**place, "cell": row["cell"], "raw": row["raw"]}]
        if row["reason"] and row["reason_cell"]:
            planned[row["school_id"]].append({**place, "cell": row["reason_cell"], "raw": row["reason"]})
    return planned


def _list_proofs(round_: Round) -> Cells:
    """The first cell of each school that says somebody was there: a judgement on site, else a number counted there."""
    tables, copies = round_.tables, find_copies(round_.tables)
    findings, counted = (drop_copies(tables[name], copies) for name in ("findings", "measurements"))
    judged = findings[findings["verdict"].isin(STATED) & (findings["aspect"] != "self_reported")]
    numbers = _take_first(counted[counted["aspect"] != "self_reported"])
    for rows in numbers.values():
        for row in rows:
            measure, value = round_.standards.measures.get(row.pop("measure")), row.pop("value")
            told = measure and measure.tells(value, round_.standards.decision.suppress_below)
            row["raw"] = row["raw"] if told else ""
    return {**numbers, **_take_first(judged)}


_SAID = ("item_id", "verdict", "aspect", "measure", "value", "file", "sheet", "cell", "raw")


def _take_first(frame: pd.DataFrame) -> Cells:
    kept = frame[frame["school_id"] != ""].drop_duplicates("school_id")
    names = [name for name in _SAID if name in kept]
    return {str(row["school_id"]): [_take(row, names)] for row in to_rows(kept)}


def _take(row: Mapping[Any, Any], names: list[str]) -> Row:
    return {name: "" if pd.isna(row[name]) else row[name] for name in names}
