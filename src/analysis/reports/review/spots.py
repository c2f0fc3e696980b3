"""The cells that a flag is about, found in the tables of a round, and what each of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.rounds.answers import Spot
from analysis.rounds.conclusions import STATED
from analysis.rounds.copies import find_resent
from analysis.rounds.corrections import state_verdict
from analysis.rounds.meanings import (
    CELL,
    DATE,
    FILE,
    HEADER,
    NUMBER,
    OFFERED,
    SCHOOL,
    SEEN,
    STATUS,
    TEXT,
    VERDICT,
)
from analysis.rounds.round import Round

KIND_OF = {
    "unknown_word": VERDICT, "unreadable_word": VERDICT, "code_without_legend": VERDICT, "two_ticks": VERDICT,
    "two_answers": VERDICT, "reservation": VERDICT, "computed_clash": VERDICT, "picture_cell": VERDICT,
    "error_cell": VERDICT, "struck_out": VERDICT, "formula_without_value": VERDICT,
    "unknown_school": SCHOOL, "ambiguous_school": SCHOOL,
    "town_disagrees": SCHOOL, "plan_school": SCHOOL, "unknown_heading": HEADER, "unknown_status": STATUS,
    "closed_but_open": STATUS, "number_unreadable": NUMBER, "number_impossible": NUMBER,
    "unknown_measure": TEXT, "column_unused": TEXT, "unknown_deadline": DATE, "unreadable_date": DATE,
    "deadline_for_day": DATE,
    "in_dispute": CELL, "numbers_disagree": CELL, "resent_changed": FILE,
}  # fmt: skip
"""Code of a flag → kind of question; anything else is only looked at."""


class SpotFinder:
    """Finds the cells of flags in the tables of one round."""

    def __init__(self, round_: Round) -> None:
        self.round, self.standards = round_, round_.standards
        self.findings = _by_place(round_.tables["findings"])
        self.measurements = _by_place(round_.tables["measurements"])
        self.of: dict[tuple[str, ...], list[Mapping[Any, Any]]] = {}
        for own in (self.findings, self.measurements):
            for row in (row for rows in own.values() for row in rows):
                self.of.setdefault(_whose(row), []).append(row)

    def find_kind(self, flag: Mapping[Any, Any]) -> str:
        """The kind of a flag's question; a cell that is no finding can take no verdict."""
        kind = KIND_OF.get(flag["code"], SEEN)
        if kind == VERDICT and not self.findings.get(address_of(flag)):
            return NUMBER
        return kind

    def find_spots(self, flag: Mapping[Any, Any], kind: str) -> Sequence[Spot]:
        """The cells that a flag is about."""
        if kind == FILE:
            return self._find_pairs(flag)
        if kind == CELL:
            return self._find_disputed(flag)
        place = address_of(flag)
        rows = self.findings.get(place, []) if kind == VERDICT else self.measurements.get(place, [])
        subject = _subject(rows[0]) if rows else {}
        return (Spot(*place, was=text_of(flag["raw"]), **subject),)

    def _find_disputed(self, flag: Mapping[Any, Any]) -> Sequence[Spot]:
        """The cells of the school and item, or measure, that a dispute's first cell belongs to."""
        own = self.findings if flag["code"] == "in_dispute" else self.measurements
        for row in own.get(address_of(flag), []):
            same = [other for other in self.of[_whose(row)] if other.get("verdict", "met") in STATED]
            if len({self._say_row(other) for other in same}) > 1:
                spots = dict.fromkeys(self._make_spot(other) for other in same)
                return sorted(spots, key=lambda spot: (spot.file, spot.sheet, spot.cell))
        return (Spot(*address_of(flag)),)

    def _find_pairs(self, flag: Mapping[Any, Any]) -> Sequence[Spot]:
        """The cells in which two copies of a workbook differ, each beside its like in the other."""
        first = next((a for a, b, count in find_resent(self.round.tables) if b == flag["file"] and count), "")
        cells = self.round.tables["cells"]
        texts: dict[tuple[str, str], dict[str, str]] = {}
        for file, sheet, cell, raw in zip(*(cells[name] for name in ("file", "sheet", "cell", "raw")), strict=True):
            if file in (first, flag["file"]) and not pd.isna(raw):
                texts.setdefault((sheet, cell), {})[file] = raw
        return tuple(
            self._make_pair_spot((file, *place), said.get(file, ""))
            for place, said in texts.items()
            if said.get(first) != said.get(flag["file"])
            for file in (first, flag["file"])
        ) or (Spot(flag["file"]),)

    def _make_pair_spot(self, place: tuple[str, str, str], raw: str) -> Spot:
        rows = self.findings.get(place, []) or self.measurements.get(place, [])
        pair = f"{place[1]} {place[2]}"
        return self._make_spot(rows[0], pair=pair) if rows else Spot(*place, was=raw, says=raw, pair=pair)

    def _make_spot(self, row: Mapping[Any, Any], *, pair: str = "") -> Spot:
        measure = self.standards.measures.get(row.get("measure", ""))
        # A school's count of persons may be small: the workbook says where it is, not what it is.
        least = self.standards.decision.suppress_below
        hidden = bool(measure and not measure.tells(row["value"], least))
        return Spot(
            row["file"], row["sheet"], row["cell"], was="" if hidden else text_of(row["raw"]),
            says="" if hidden else self._say_row(row), pair=pair, **_subject(row),
        )  # fmt: skip

    def _say_row(self, row: Mapping[Any, Any]) -> str:
        """What a finding or a measurement says, so that another cell can be made to say it."""
        if "verdict" in row:
            return state_verdict(row["verdict"], self.standards) if row["verdict"] in OFFERED else text_of(row["raw"])
        return text_of(row["raw"])


def _by_place(frame: pd.DataFrame) -> dict[tuple[str, str, str], list[Mapping[Any, Any]]]:
    found: dict[tuple[str, str, str], list[Mapping[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        found.setdefault((row["file"], row["sheet"], row["cell"]), []).append(row)
    return found


def address_of(flag: Mapping[Any, Any]) -> tuple[str, str, str]:
    """The cell of a flag: file, sheet, cell."""
    return flag["file"], flag["sheet"], flag["cell"]


def _whose(row: Mapping[Any, Any]) -> tuple[str, ...]:
    return row["school_id"], row.get("measure", row["item_id"]), row["aspect"]


def _subject(row: Mapping[Any, Any]) -> dict[str, str]:
    school, item, aspect = _whose(row)
    return {"school": school, "item": item, "aspect": aspect}


def text_of(value: object) -> str:
    """A text as it stands; "" where nothing was written, or it may not be told."""
    return value if isinstance(value, str) else ""
