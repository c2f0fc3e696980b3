"""What a person should be asked about a round: its flags, the same word, heading or name put together.

A question proposes nothing but what a stated rule proposes, and never fills an answer in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.measures.quality import touch_flags
from analysis.measures.results import RoundResults
from analysis.rounds.answers import Spot
from analysis.rounds.conclusions import STATED
from analysis.rounds.copies import find_resent
from analysis.rounds.corrections import Settled
from analysis.rounds.meanings import (
    CELL,
    DATE,
    FILE,
    HEADER,
    LASTING,
    NUMBER,
    OFFERED,
    SCHOOL,
    SEEN,
    STANDS,
    STATUS,
    TEXT,
    VERDICT,
    state_verdict,
)
from analysis.rounds.round import Round
from analysis.standards.words import fold, words_of
from analysis.tables import SEVERITIES, STATUSES

KIND_OF = {
    "unknown_word": VERDICT, "unreadable_word": VERDICT, "code_without_legend": VERDICT, "two_ticks": VERDICT,
    "two_answers": VERDICT, "reservation": VERDICT, "computed_clash": VERDICT, "picture_cell": VERDICT,
    "error_cell": VERDICT, "struck_out": VERDICT, "formula_without_value": VERDICT,
    "unknown_school": SCHOOL, "ambiguous_school": SCHOOL,
    "town_disagrees": SCHOOL, "plan_school": SCHOOL, "unknown_heading": HEADER, "unknown_status": STATUS,
    "closed_but_open": STATUS, "number_unreadable": NUMBER, "number_impossible": NUMBER,
    "unknown_measure": TEXT, "unknown_deadline": DATE,
    "in_dispute": CELL, "numbers_disagree": CELL, "resent_changed": FILE,
}  # fmt: skip
"""Code of a flag → kind of question; anything else is only looked at."""
ONLY_ONCE = ("unreadable_word", "code_without_legend", "two_ticks", "two_answers", "reservation", "computed_clash",
             "picture_cell", "error_cell", "formula_without_value", "struck_out", "ambiguous_school", "town_disagrees",
             "closed_but_open")  # fmt: skip
"""Codes whose answer can never hold for good: the same word means something else in the next workbook."""
MOST_SCHOOLS = 200
"""A register up to this size is offered whole, behind the nearest names."""


@dataclass(frozen=True)
class Question:
    """One row of the review workbook.

    Attributes:
        kind: one of `meanings`' kinds.
        code: code of its flags.
        severity: the gravest of them.
        seen: what stands in the cells.
        message: what is the matter.
        spots: its cells, in the order of the tables.
        numbers: codes of the printed numbers that it moves.
        choices: (label, value) of the answers offered.
        scopes: how far an answer may go.
        proposal: what a stated rule proposes, "" where none does.
    """

    kind: str
    code: str
    severity: str
    seen: str
    message: str
    spots: tuple[Spot, ...]
    numbers: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    scopes: tuple[str, ...] = ()
    proposal: str = ""


@dataclass
class _Group:
    """Flags that are one question."""

    flags: list[Mapping[Any, Any]] = field(default_factory=list)
    numbers: dict[str, None] = field(default_factory=dict)


def list_questions(round_: Round, results: RoundResults, settled: Sequence[Settled] = ()) -> tuple[Question, ...]:
    """The questions of a round, those that move most printed numbers first.

    Args:
        round_: the round as read.
        results: its results, which tell what a cell moves.
        settled: flags that a person has let stand; they are not asked again.
    """
    flags = round_.tables["flags"]
    done = {(one.file, one.sheet, one.cell, one.code, fold(one.was)) for one in settled}
    codes = touch_flags(flags, results.number_cells, round_.tables["findings"], round_.standards, round_id=round_.id)
    groups: dict[tuple[str, ...], _Group] = {}
    for flag, touched in zip(flags.to_dict("records"), codes, strict=True):
        if (*_address(flag), flag["code"], fold(_text(flag["raw"]))) in done:
            continue
        group = groups.setdefault(_key(flag), _Group())
        group.flags.append(flag)
        group.numbers.update(dict.fromkeys(touched.split()))
    asker = _Asker(round_)
    asked = [asker.ask(group) for group in groups.values()]
    return tuple(sorted(asked, key=lambda one: (-len(one.numbers), -SEVERITIES.index(one.severity), *_place(one))))


def _place(question: Question) -> tuple[str, str, str, str]:
    first = question.spots[0]
    return first.file, first.sheet, question.code, first.cell


def _key(flag: Mapping[Any, Any]) -> tuple[str, ...]:
    """What is asked once: a word, a heading, a name; anything else by its place."""
    kind, raw = KIND_OF.get(flag["code"], SEEN), _text(flag["raw"])
    if kind in (VERDICT, SCHOOL, HEADER, STATUS, NUMBER, DATE, TEXT) and raw and flag["code"] != "computed_clash":
        return flag["code"], fold(raw)
    return flag["code"], flag["file"], flag["sheet"], flag["cell"], flag["message"]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""  # nothing was written, or it may not be told


class _Asker:
    """Makes questions out of the tables of one round."""

    def __init__(self, round_: Round) -> None:
        self.round, self.standards, self.register = round_, round_.standards, round_.register
        self.findings = _by_place(round_.tables["findings"])
        self.measurements = _by_place(round_.tables["measurements"])
        self.of: dict[tuple[str, ...], list[Mapping[Any, Any]]] = {}
        for own in (self.findings, self.measurements):
            for row in (row for rows in own.values() for row in rows):
                self.of.setdefault(_whose(row), []).append(row)
        self.items = tuple(
            (f"{self.standards.code(item.id)} {self.standards.name(item.id)}", item.id)
            for item in self.standards.items.values()
            if item.kind != "derived"
        )

    def ask(self, group: _Group) -> Question:
        first = group.flags[0]
        kind = self.find_kind(first)
        spots = tuple(dict.fromkeys(spot for flag in group.flags for spot in self.find_spots(flag, kind)))
        severity = max((flag["severity"] for flag in group.flags), key=SEVERITIES.index)
        choices = self.offer(kind, first, spots)
        return Question(
            kind=kind, code=first["code"], severity=severity, seen=self.see(kind, first, spots),
            message=first["message"], spots=spots, numbers=tuple(group.numbers), choices=choices,
            scopes=self.find_scopes(kind, first, spots), proposal=self.propose(kind, first),
        )  # fmt: skip

    def see(self, kind: str, flag: Mapping[Any, Any], spots: Sequence[Spot]) -> str:
        """What stands in the cells: of a dispute, each of the texts that contradict each other."""
        texts = dict.fromkeys(spot.was for spot in spots if spot.was) if kind == CELL else {}
        return self.standards.say("mark.list").join(texts) or _text(flag["raw"])

    def find_kind(self, flag: Mapping[Any, Any]) -> str:
        """The kind of a flag's question; a cell that is no finding can take no verdict."""
        kind = KIND_OF.get(flag["code"], SEEN)
        if kind == VERDICT and not self.findings.get(_address(flag)):
            return NUMBER
        return kind

    # ---- the cells

    def find_spots(self, flag: Mapping[Any, Any], kind: str) -> Sequence[Spot]:
        """The cells that a flag is about."""
        if kind == FILE:
            return self.find_pairs(flag)
        if kind == CELL:
            return self.find_disputed(flag)
        place = _address(flag)
        rows = self.findings.get(place, []) if kind == VERDICT else self.measurements.get(place, [])
        subject = _subject(rows[0]) if rows else {}
        return (Spot(*place, was=_text(flag["raw"]), **subject),)

    def find_disputed(self, flag: Mapping[Any, Any]) -> Sequence[Spot]:
        """The cells of the school and item, or measure, that a dispute's first cell belongs to."""
        own = self.findings if flag["code"] == "in_dispute" else self.measurements
        for row in own.get(_address(flag), []):
            same = [other for other in self.of[_whose(row)] if other.get("verdict", "met") in STATED]
            if len({self.say_row(other) for other in same}) > 1:
                spots = dict.fromkeys(self.make_spot(other) for other in same)
                return sorted(spots, key=lambda spot: (spot.file, spot.sheet, spot.cell))
        return (Spot(*_address(flag)),)

    def find_pairs(self, flag: Mapping[Any, Any]) -> Sequence[Spot]:
        """The cells in which two copies of a workbook differ, each beside its like in the other."""
        first = next((a for a, b, count in find_resent(self.round.tables) if b == flag["file"] and count), "")
        cells = self.round.tables["cells"]
        texts: dict[tuple[str, str], dict[str, str]] = {}
        for file, sheet, cell, raw in zip(*(cells[name] for name in ("file", "sheet", "cell", "raw")), strict=True):
            if file in (first, flag["file"]) and not pd.isna(raw):
                texts.setdefault((sheet, cell), {})[file] = raw
        return tuple(
            self.make_pair_spot((file, *place), said.get(file, ""))
            for place, said in texts.items()
            if said.get(first) != said.get(flag["file"])
            for file in (first, flag["file"])
        ) or (Spot(flag["file"]),)

    def make_pair_spot(self, place: tuple[str, str, str], raw: str) -> Spot:
        rows = self.findings.get(place, []) or self.measurements.get(place, [])
        pair = f"{place[1]} {place[2]}"
        return self.make_spot(rows[0], pair=pair) if rows else Spot(*place, was=raw, says=raw, pair=pair)

    def make_spot(self, row: Mapping[Any, Any], *, pair: str = "") -> Spot:
        measure = self.standards.measures.get(row.get("measure", ""))
        # A school's count of persons may be small: the workbook says where it is, not what it is.
        least = self.standards.decision.suppress_below
        hidden = bool(measure and not measure.tells(row["value"], least))
        return Spot(
            row["file"], row["sheet"], row["cell"], was="" if hidden else _text(row["raw"]),
            says="" if hidden else self.say_row(row), pair=pair, **_subject(row),
        )  # fmt: skip

    def say_row(self, row: Mapping[Any, Any]) -> str:
        """What a finding or a measurement says, so that another cell can be made to say it."""
        if "verdict" in row:
            return state_verdict(row["verdict"], self.standards) if row["verdict"] in OFFERED else _text(row["raw"])
        return _text(row["raw"])

    # ---- the answers

    def offer(self, kind: str, flag: Mapping[Any, Any], spots: Sequence[Spot]) -> tuple[tuple[str, str], ...]:
        """The answers offered for a kind of question."""
        say = self.standards.say
        if kind == VERDICT:
            return tuple((say(f"verdict.{verdict}"), verdict) for verdict in OFFERED)
        if kind == SCHOOL:
            return (*self.offer_schools(flag), (say("review.choice.no_school"), STANDS))
        if kind == HEADER:
            return (*self.items, (say("review.choice.no_item"), STANDS))
        if kind == STATUS:
            return tuple((say(f"status.{status}"), status) for status in STATUSES if status)
        if kind == CELL:
            listed = [(self.label(spot), str(number)) for number, spot in enumerate(spots)] if len(spots) > 1 else []
            return (*listed, (say("review.choice.none_right"), STANDS))
        if kind == FILE:
            files = dict.fromkeys(spot.file for spot in spots)
            listed = [(say("review.choice.file", file=file), file) for file in files]
            return (*listed, (say("review.choice.none_right"), STANDS))
        if flag["code"] == "check_disagrees":
            return (say("review.choice.rows"), STANDS), (say("review.choice.total"), STANDS)
        return ((say("review.choice.stands"), STANDS),) if kind == SEEN else ()

    def label(self, spot: Spot) -> str:
        """A cell of a dispute as an answer."""
        says = spot.says or self.standards.say("mark.suppressed")
        return self.standards.say("review.choice.cell", file=spot.file, sheet=spot.sheet, cell=spot.cell, says=says)

    def offer_schools(self, flag: Mapping[Any, Any]) -> tuple[tuple[str, str], ...]:
        """The nearest names first, then the others of a register that is not too long."""
        near = self.register.resolve(_text(flag["raw"]), words_of(self.standards)).candidates
        rows = {row["school_id"]: row for row in self.register.rows}
        others = tuple(rows) if len(rows) <= MOST_SCHOOLS else ()
        say = self.standards.say
        return tuple(
            (say("review.choice.school", name=rows[i]["name"], town=rows[i]["town"], code=i), i)
            for i in dict.fromkeys((*near, *others))
            if i in rows
        )

    def find_scopes(self, kind: str, flag: Mapping[Any, Any], spots: Sequence[Spot]) -> tuple[str, ...]:
        """How far an answer may go."""
        if kind in (CELL, FILE, SEEN) or not spots[0].file:
            return ()
        lasting = kind in LASTING and flag["code"] not in ONLY_ONCE
        if flag["code"] == "plan_school":
            return ("always",)
        sheets = len({(spot.file, spot.sheet) for spot in spots})
        several = ("listed",) if sheets > 1 else ()
        return ("cell", "sheet", *several, *(("always",) if lasting else ()))

    def propose(self, kind: str, flag: Mapping[Any, Any]) -> str:
        """What a stated rule proposes."""
        say = self.standards.say
        own = self.standards.wording.get(f"review.proposal.{flag['code']}", "")
        if own:
            return own
        if kind == SCHOOL:
            names, near = self.register.names(), self.register.resolve(_text(flag["raw"]), words_of(self.standards))
            listed = say("mark.list").join(names[i] for i in near.candidates[:3] if i in names)
            return say("review.near_names", listed=listed) if listed else ""
        return ""


def _by_place(frame: pd.DataFrame) -> dict[tuple[str, str, str], list[Mapping[Any, Any]]]:
    found: dict[tuple[str, str, str], list[Mapping[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        found.setdefault((row["file"], row["sheet"], row["cell"]), []).append(row)
    return found


def _address(flag: Mapping[Any, Any]) -> tuple[str, str, str]:
    return flag["file"], flag["sheet"], flag["cell"]


def _whose(row: Mapping[Any, Any]) -> tuple[str, ...]:
    return row["school_id"], row.get("measure", row["item_id"]), row["aspect"]


def _subject(row: Mapping[Any, Any]) -> dict[str, str]:
    school, item, aspect = _whose(row)
    return {"school": school, "item": item, "aspect": aspect}
