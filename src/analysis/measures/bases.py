"""met ÷ judged on another basis than the conclusion: what one aspect alone says, by any grouping, with its cells.

A rate on the conclusion is that of `rates`, to the digit; on one aspect it is what would be said if nothing else had
been looked at. The two are never mixed, and a self-report stays a self-report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.measures.counting import Row, list_cells, make_rate
from analysis.measures.evidence import list_evidence
from analysis.measures.frames import make_frame
from analysis.measures.listing import order_towns
from analysis.rounds.conclusions import decide, gather_evidence
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.round import Round
from analysis.standards.applies import item_applies
from analysis.standards.model import Standards
from analysis.tables import ASPECTS, KINDS, to_rows

CONCLUSION = "conclusion"
"""The basis of every printed rate: what the decision rule makes of all the evidence."""
BASES = (CONCLUSION, *ASPECTS)
"""What a rate can rest on: the conclusion, or one aspect of the evidence."""
GROUPINGS = ("area", "item", "town", "kind", "school")
"""What a rate can be broken down by; each is a column of the evidence."""
_COLUMN = {"area": "area", "item": "item_id", "town": "town", "kind": "kind", "school": "school_id"}


def list_basis(round_: Round, basis: str) -> list[Row]:
    """The evidence of a round on a basis: rows as `list_evidence` has them, for the same school × item pairs.

    Args:
        round_: the round.
        basis: one of `BASES`. Of an aspect, a pair without a cell of it is not_inspected.
    """
    evidence = list_evidence(round_)
    if basis == CONCLUSION:
        return evidence
    findings = drop_copies(round_.tables["findings"], find_copies(round_.tables))
    own = findings[findings["aspect"] == basis]
    judged, cells = gather_evidence(own), _group_cells(own)
    schools = {row["school_id"]: row for row in to_rows(round_.register.frame)}
    rows: list[Row] = []
    for row in evidence:
        if row["first"]:
            pair = (row["school_id"], row["item_id"])
            applies = item_applies(round_.standards.items[row["item_id"]].applies_to, schools[row["school_id"]])
            conclusion = decide(judged.get(pair, ()), order=(basis,), applies=applies, visited=pair in judged)
            state = "disputed" if conclusion.standing == "in_dispute" else conclusion.verdict
            rows += _lay_out(row, cells.get(pair, []), state, basis)
    return rows


def _group_cells(findings: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in to_rows(findings.sort_values(["file", "sheet", "cell"])):
        raw = "" if pd.isna(row["raw"]) else row["raw"]
        cell = {name: row[name] for name in ("aspect", "note", "file", "sheet", "cell", "verdict")}
        grouped.setdefault((row["school_id"], row["item_id"]), []).append({**cell, "raw": raw})
    return grouped


def _lay_out(pair: Row, cells: Sequence[Row], state: str, basis: str) -> Iterator[Row]:
    """A row a cell of the aspect; one without a cell where it has none."""
    empty = dict.fromkeys(("aspect", "note", "file", "sheet", "cell", "raw"), "") | {"verdict": state}
    for place, cell in enumerate(cells or [empty]):
        yield {**pair, **cell, "state": state, "decided_by": basis if cells else "none", "first": place == 0}


def pick_rows(rows: Sequence[Row], *, area: str = "", item: str = "", town: str = "") -> list[Row]:
    """The rows of counted items that belong to an area, item and town; "" stands for all."""
    wanted = {"area": area, "item_id": item, "town": town}
    return [
        row for row in rows if row["counted"] and all(row[name] == value for name, value in wanted.items() if value)
    ]


def rate_rows(rows: Sequence[Row], round_: Round, *, by: str = "") -> pd.DataFrame:
    """Rates of rows of evidence: the whole first, then each group, in the form of `numbers`.

    Args:
        rows: from `pick_rows`.
        round_: for the least denominator of a percentage, and the order of areas, items and towns.
        by: one of `GROUPINGS`; "" for the whole alone.
    """
    unit = "school" if len({row["item_id"] for row in rows}) == 1 else "check"
    groups: dict[str, list[Row]] = {}
    for row in rows if by else ():
        groups.setdefault(str(row[_COLUMN[by]]), []).append(row)
    order = _order_groups(round_, by)
    made = [_rate(rows, round_.standards, unit)]
    made += [
        _rate(groups[group], round_.standards, unit, group_by=by, group=group)
        for group in sorted(groups, key=lambda group: (order.get(group, len(order)), group))
    ]
    return make_frame("numbers", made)


def _order_groups(round_: Round, by: str) -> Mapping[str, int]:
    """Group → its place; schools stand by their id."""
    if by == "town":
        return order_towns(round_.register)
    names = {"area": [area.id for area in round_.standards.areas], "item": list(round_.standards.items), "kind": KINDS}
    return {name: place for place, name in enumerate(names.get(by, ()))}


def _rate(rows: Sequence[Row], standards: Standards, unit: str, group_by: str = "", group: str = "") -> Row:
    states = (row["state"] for row in rows if row["first"])
    return make_rate(standards, states, unit=unit, subject="rate", group_by=group_by, group=group)


def list_rate_cells(rows: Sequence[Row], round_id: str) -> pd.DataFrame:
    """The cells behind a rate, in the form of `number_cells`, what is not met first, what has no cell last."""
    places = {state: place for place, state in enumerate(("unmet", "partial", "disputed", "unreadable", "blank"))}
    cells = sorted(list_cells(rows, code=""), key=lambda cell: (places.get(cell["part"], 9), cell["file"] == ""))
    return make_frame("number_cells", ({"round_id": round_id, **cell} for cell in cells))
