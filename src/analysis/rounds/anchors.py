"""Putting corrections to their cells: whose cell, about what, and what it held; the address is only a hint.

A row that was inserted in a newer copy moves every cell below it, and a newer copy may have another name. So a
correction that names school and item goes to the one cell of that workbook's lineage which is theirs and still holds
what it held then: even where another school's cell, with the same word in it, now stands at the old address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from openpyxl.utils import coordinate_to_tuple

from analysis.rounds.conclusions import Address
from analysis.rounds.corrections import Correction, index_raw
from analysis.rounds.flagging import raise_flag
from analysis.rounds.lineage import find_copy
from analysis.standards.model import Standards
from analysis.standards.words import fold, words_of

_JUDGED = ("finding", "measurement")
"""Roles of cells that belong to a school and an item: without these nothing says whose cell of that text is meant."""


@dataclass(frozen=True)
class Placed:
    """Corrections put to their cells.

    Attributes:
        texts: cell → the text it should hold.
        held: cells of corrections that do not fit; they are not counted.
        flags: what was set aside or found again elsewhere.
        made: cell → the correction that gives its text.
    """

    texts: Mapping[Address, str]
    held: Set[Address]
    flags: tuple[Mapping[str, Any], ...]
    made: Mapping[Address, Correction] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """Whose cell and what about: school, item or measure, and aspect."""

    school: str
    item: str
    aspect: str


class Anchors:
    """The cells of a round by address and by subject.

    Attributes:
        raw: cell → its text as written.
        verdicts: cell → its verdict.
        corrected: cells whose verdict is a correction's and not their own; filled by who knows.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], standards: Standards) -> None:
        self.standards = standards
        cells = tables["cells"]
        self.raw = index_raw(cells)
        self.files = frozenset(cells["file"])
        self.corrected: set[Address] = set()
        self.spans = _list_spans(cells)
        findings = tables["findings"]
        places = zip(findings["file"], findings["sheet"], findings["cell"], strict=True)
        self.verdicts: dict[Address, str] = dict(zip(places, findings["verdict"], strict=True))
        self.at: dict[Address, list[Subject]] = {}
        self.of: dict[tuple[str, str, str], list[tuple[Address, str]]] = {}
        for place, subject in _list_subjects(tables):
            self.at.setdefault(place, []).append(subject)
            self.of.setdefault((place[0], subject.school, subject.item), []).append((place, subject.aspect))
        self.roles = dict(
            zip(zip(cells["file"], cells["sheet"], cells["cell"], strict=True), cells["role"], strict=True)
        )

    def home(self, place: Address) -> Address:
        """The cell that stands at a place: itself, or the one whose merged span covers it."""
        if place in self.raw or not place[2]:
            return place
        row, column = coordinate_to_tuple(place[2])
        for top, left, bottom, right, cell in self.spans.get(place[:2], ()):
            if top <= row <= bottom and left <= column <= right:
                return (*place[:2], cell)
        return place

    def holds(self, place: Address, was: str) -> bool:
        """Whether a cell holds what it held then."""
        return fold(self.raw.get(place, "")) == fold(was)

    def find(self, correction: Correction) -> Address | None:
        """The cell that a correction is about, None where it is lost."""
        file = find_copy(correction.file, self.files, self.standards)
        hint = (file, correction.sheet, correction.cell)
        if not correction.anchored:
            return hint if file and self.holds(hint, correction.was) else self._find_alone(correction, file)
        own = self.list_own(correction, file)
        if hint in own and self.holds(hint, correction.was):
            return hint
        # A round may name the school otherwise by now; the address and the text are then all there is.
        nobody = all(not subject.school for subject in self.at.get(hint, ()))
        if not own and nobody and file and self.holds(hint, correction.was):
            return hint
        found = [place for place in own if self.holds(place, correction.was)]
        same_sheet = [place for place in found if place[1] == correction.sheet]
        return next((listed[0] for listed in (same_sheet, found) if len(listed) == 1), None)

    def find_mended(self, correction: Correction) -> Address | None:
        """The one cell of its school and item that says by now what the correction says, None where there is none."""
        own = self.list_own(correction, find_copy(correction.file, self.files, self.standards))
        verdict = words_of(self.standards).verdict.get(fold(correction.becomes), "")
        found = [
            place
            for place in own
            if self.holds(place, correction.becomes) or (verdict and self.verdicts.get(place) == verdict)
        ]
        return found[0] if len(found) == len(own) == 1 else None

    def list_own(self, correction: Correction, file: str) -> list[Address]:
        """The cells of the school, item and aspect that a correction names, in one file."""
        listed = self.of.get((file, correction.school, correction.item), [])
        return list(dict.fromkeys(place for place, aspect in listed if correction.aspect in ("", aspect)))

    def _find_alone(self, correction: Correction, file: str) -> Address | None:
        """A school's name, a heading or a foot line that stands once on its sheet."""
        found = [
            place
            for place in self.raw
            if place[:2] == (file, correction.sheet)
            and correction.was
            and self.roles[place]
            and self.roles[place] not in _JUDGED
            and self.holds(place, correction.was)
        ]
        return found[0] if len(found) == 1 else None

    def list_held(self, correction: Correction) -> list[Address]:
        """The cells that a lost correction holds back: its school's own, else the one at its address."""
        file = find_copy(correction.file, self.files, self.standards)
        return (self.list_own(correction, file) if correction.anchored else []) or [correction.hint]


def _list_spans(cells: pd.DataFrame) -> dict[tuple[str, str], list[tuple[int, int, int, int, str]]]:
    """Merged cells by file and sheet: first row and column, last row and column, address."""
    spans: dict[tuple[str, str], list[tuple[int, int, int, int, str]]] = {}
    merged = cells[(cells["last_row"] > cells["row"]) | (cells["last_col"] > cells["col"])]
    columns = ("file", "sheet", "row", "col", "last_row", "last_col", "cell")
    for file, sheet, *span in zip(*(merged[name] for name in columns), strict=True):
        spans.setdefault((file, sheet), []).append(tuple(span))
    return spans


def _list_subjects(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[Address, Subject]]:
    for name, subject in (("findings", "item_id"), ("measurements", "measure")):
        if name in tables:
            columns = ("file", "sheet", "cell", "school_id", subject, "aspect")
            for file, sheet, cell, *whose in zip(*(tables[name][column] for column in columns), strict=True):
                yield (file, sheet, cell), Subject(*whose)


def place_corrections(
    corrections: Iterable[Correction], tables: Mapping[str, pd.DataFrame], standards: Standards
) -> Placed:
    """Put each correction to the cell that it is about.

    Two corrections that put different texts into one cell contradict each other: neither is taken.

    Args:
        corrections: those of the round.
        tables: cells, findings and measurements, as read without them.
        standards: for the flags.
    """
    anchors = Anchors(tables, standards)
    made: dict[Address, Correction] = {}
    held: set[Address] = set()
    flags: list[Mapping[str, Any]] = []
    for correction in corrections:
        place = anchors.find(correction)
        mended = anchors.find_mended(correction) if place is None and correction.anchored else None
        if mended:
            flags.append(_flag_mended(correction, mended, standards))
        elif place is None:
            own = anchors.list_held(correction)
            held.update(own)
            flags.append(_flag_unfit(correction, own[0], anchors, standards))
        elif place in held or (place in made and made[place].becomes != correction.becomes):
            made.pop(place, None)
            held.add(place)
            flags.append(_flag_twice(correction, place, standards))
        else:
            made[place] = correction
            if place != correction.hint:
                flags.append(_flag_moved(correction, place, standards))
    texts = {place: correction.becomes for place, correction in made.items()}
    return Placed(texts, frozenset(held), tuple(flags), made)


def _flag_unfit(correction: Correction, place: Address, anchors: Anchors, standards: Standards) -> Mapping[str, Any]:
    seen = anchors.raw.get(place, "")
    return raise_flag(
        standards, "correction_unfit", place, severity="error", raw=seen, cell=place[2], seen=seen, was=correction.was
    )


def _flag_mended(correction: Correction, place: Address, standards: Standards) -> Mapping[str, Any]:
    return raise_flag(
        standards, "correction_mended", place, severity="note", raw=correction.becomes, cell=place[2],
        becomes=correction.becomes,
    )  # fmt: skip


def _flag_twice(correction: Correction, place: Address, standards: Standards) -> Mapping[str, Any]:
    return raise_flag(standards, "correction_twice", place, severity="error", raw=correction.was, cell=place[2])


def _flag_moved(correction: Correction, place: Address, standards: Standards) -> Mapping[str, Any]:
    before = correction.cell if place[0] == correction.file else f"{correction.file} {correction.cell}"
    return raise_flag(
        standards, "correction_moved", place, severity="note", raw=correction.was, before=before, cell=place[2]
    )


def join_placed(first: Placed, second: Placed) -> Placed:
    """What two passes placed, together."""
    return Placed(
        {**first.texts, **second.texts}, first.held | second.held, (*first.flags, *second.flags),
        {**first.made, **second.made},
    )  # fmt: skip
