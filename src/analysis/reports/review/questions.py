"""What a person should be asked about a round: its flags, the same word, heading or name put together.

A question proposes nothing but what a stated rule proposes, and never fills an answer in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.measures.quality import touch_flags
from analysis.measures.results import RoundResults
from analysis.reports.review.offers import Offers
from analysis.reports.review.spots import KIND_OF, SpotFinder, address_of, text_of
from analysis.rounds.answers import Spot
from analysis.rounds.corrections import Settled
from analysis.rounds.meanings import CELL, DATE, FILE, HEADER, NUMBER, SCHOOL, SEEN, STATUS, TEXT, VERDICT
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.standards.words import fold
from analysis.tables import SEVERITIES


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
        if (*address_of(flag), flag["code"], fold(text_of(flag["raw"]))) in done:
            continue
        group = groups.setdefault(_key(flag), _Group())
        group.flags.append(flag)
        group.numbers.update(dict.fromkeys(touched.split()))
    finder, offers = SpotFinder(round_), Offers(round_.register, round_.standards)
    asked = [_ask(group, finder, offers) for group in groups.values()]
    asked.sort(key=lambda one: (-len(one.numbers), -SEVERITIES.index(one.severity), *_place(one)))
    return _point_back(asked, round_.standards)


def _point_back(asked: Sequence[Question], standards: Standards) -> tuple[Question, ...]:
    """Questions in which a dispute that the choice of a whole file settles says which row that is."""
    settling = {
        (spot.file, spot.sheet, spot.cell): number
        for number, question in enumerate(asked, start=1) if question.kind == FILE for spot in question.spots
    }  # fmt: skip
    pointed = []
    for question in asked:
        rows = {settling.get((spot.file, spot.sheet, spot.cell)) for spot in question.spots}
        row = rows.pop() if len(rows) == 1 else None
        if question.kind == CELL and row:
            question = replace(question, proposal=standards.say("review.settled_by", row=row))
        pointed.append(question)
    return tuple(pointed)


def _place(question: Question) -> tuple[str, str, str, str]:
    first = question.spots[0]
    return first.file, first.sheet, question.code, first.cell


def _key(flag: Mapping[Any, Any]) -> tuple[str, ...]:
    """What is asked once: a word, a heading, a name; anything else by its place."""
    kind, raw = KIND_OF.get(flag["code"], SEEN), text_of(flag["raw"])
    if kind in (VERDICT, SCHOOL, HEADER, STATUS, NUMBER, DATE, TEXT) and raw and flag["code"] != "computed_clash":
        return flag["code"], fold(raw)
    return flag["code"], flag["file"], flag["sheet"], flag["cell"], flag["message"]


def _ask(group: _Group, finder: SpotFinder, offers: Offers) -> Question:
    first = group.flags[0]
    kind = finder.find_kind(first)
    spots = tuple(dict.fromkeys(spot for flag in group.flags for spot in finder.find_spots(flag, kind)))
    return Question(
        kind=kind, code=first["code"], severity=max((flag["severity"] for flag in group.flags), key=SEVERITIES.index),
        seen=_see(kind, first, spots, offers.standards), message=first["message"], spots=spots,
        numbers=tuple(group.numbers), choices=offers.offer(kind, first, spots),
        scopes=offers.find_scopes(kind, first, spots), proposal=offers.propose(kind, first),
    )  # fmt: skip


def _see(kind: str, flag: Mapping[Any, Any], spots: Sequence[Spot], standards: Standards) -> str:
    """What stands in the cells: of a dispute, each of the texts that contradict each other; of two files, how many."""
    if kind == FILE:
        return standards.say("review.cells_differ", count=len({spot.pair for spot in spots}))
    texts = dict.fromkeys(spot.was for spot in spots if spot.was) if kind == CELL else {}
    return standards.say("mark.list").join(texts) or text_of(flag["raw"])
