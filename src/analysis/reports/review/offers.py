"""The answers that a question offers, how far each may go, and what a stated rule proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.reading.privacy import show_file
from analysis.reading.schools import SchoolRegister
from analysis.reports.review.spots import text_of
from analysis.rounds.answers import Spot
from analysis.rounds.meanings import CELL, FILE, HEADER, LASTING, OFFERED, SCHOOL, SEEN, STANDS, STATUS, VERDICT
from analysis.standards.model import Standards
from analysis.standards.words import words_of
from analysis.tables import STATUSES

ONLY_ONCE = ("unreadable_word", "code_without_legend", "two_ticks", "two_answers", "reservation", "computed_clash",
             "picture_cell", "error_cell", "formula_without_value", "struck_out", "ambiguous_school", "town_disagrees",
             "closed_but_open")  # fmt: skip
"""Codes whose answer can never hold for good: the same word means something else in the next workbook."""
MOST_SCHOOLS = 200
"""A register up to this size is offered whole, behind the nearest names."""


class Offers:
    """What may be answered under one register and one standard."""

    def __init__(self, register: SchoolRegister, standards: Standards) -> None:
        self.register, self.standards = register, standards
        self.items = tuple(
            (f"{standards.code(item.id)} {standards.name(item.id)}", item.id)
            for item in standards.items.values()
            if item.kind != "derived"
        )

    def offer(self, kind: str, flag: Mapping[Any, Any], spots: Sequence[Spot]) -> tuple[tuple[str, str], ...]:
        """The answers offered for a kind of question."""
        say = self.standards.say
        if kind == VERDICT:
            return tuple((say(f"verdict.{verdict}"), verdict) for verdict in OFFERED)
        if kind == SCHOOL:
            return (*self._offer_schools(flag), (say("review.choice.no_school"), STANDS))
        if kind == HEADER:
            return (*self.items, (say("review.choice.no_item"), STANDS))
        if kind == STATUS:
            return tuple((say(f"status.{status}"), status) for status in STATUSES if status)
        if kind == CELL:
            shown = _show_files(spots)
            listed = [(self._label(spot, shown), str(number)) for number, spot in enumerate(spots)]
            listed = listed if len(spots) > 1 else []
            return (*listed, (say("review.choice.none_right"), STANDS))
        if kind == FILE:
            listed = [(say("review.choice.file", file=name), file) for file, name in _show_files(spots).items()]
            return (*listed, (say("review.choice.none_right"), STANDS))
        if flag["code"] == "check_disagrees":
            return (say("review.choice.rows"), STANDS), (say("review.choice.total"), STANDS)
        looked_at = kind == SEEN or flag["code"] == "column_unused"
        return ((say("review.choice.stands"), STANDS),) if looked_at else ()

    def _label(self, spot: Spot, shown: Mapping[str, str]) -> str:
        """A cell of a dispute as an answer."""
        says, name = spot.says or self.standards.say("mark.suppressed"), shown[spot.file]
        return self.standards.say("review.choice.cell", file=name, sheet=spot.sheet, cell=spot.cell, says=says)

    def _offer_schools(self, flag: Mapping[Any, Any]) -> tuple[tuple[str, str], ...]:
        """The nearest names first, then the others of a register that is not too long."""
        near = self.register.resolve(text_of(flag["raw"]), words_of(self.standards)).candidates
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
            names, near = self.register.names(), self.register.resolve(text_of(flag["raw"]), words_of(self.standards))
            listed = say("mark.list").join(names[i] for i in near.candidates[:3] if i in names)
            return say("review.near_names", listed=listed) if listed else ""
        return ""


def _show_files(spots: Sequence[Spot]) -> dict[str, str]:
    """File → its name as an answer tells it; names that are the same once masked get a number each."""
    shown: dict[str, str] = {}
    for file in dict.fromkeys(spot.file for spot in spots):
        name = show_file(file)
        same = sum(show_file(other) == name for other in shown)
        shown[file] = f"{name}({same + 1})" if same else name
    return shown
