"""What a sentence needs to know of a round: its results, the words, and the dates it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analysis.measures.results import RoundResults
from analysis.narrative.closing import Revision, tell_changed, tell_revisions, write_state
from analysis.narrative.passages import (
    Number,
    Passage,
    amount,
    compose,
    count,
    fraction,
    join_parts,
    name_nouns,
    percent,
    write_day,
    write_month,
)
from analysis.narrative.selection import mark_reply, school_names
from analysis.standards.applies import ATTRIBUTES, named_terms
from analysis.standards.model import Standards

if TYPE_CHECKING:
    from analysis.rounds.round import Round


@dataclass(frozen=True)
class Story:
    """A round as it is told.

    Attributes:
        results: the numbers.
        standards: rules and words, of one language.
        name: name of the round, as in round.toml.
        first_day: first day of the visits.
        last_day: last day.
        as_of: the day that deadlines are held against.
        round_days: id → first day of each earlier round.
        previous_id: id of the last full round before this one; "" where there is none.
        kind: full, spot or revisit.
        office: who signs what is written; "" where neither round.toml nor the house style says.
        number: number of what is written (文号), as in round.toml; "" where it has none yet.
        state: draft, closed or erratum, as products say it; "" where nothing is known of it.
        closed: whether it is closed; what is a draft says so on every sheet.
        final: whether it is closed and never was again; its documents then carry no mark.
        changed: what was changed after the round was closed, as a sentence; "" for nothing.
        revisions: numbers that an erratum changed.
        unknown: attribute that an item depends on → due schools for which the register has no value of it.
    """

    results: RoundResults
    standards: Standards
    name: str
    first_day: date
    last_day: date
    as_of: date
    round_days: Mapping[str, date] = field(default_factory=dict)
    previous_id: str = ""
    unknown: Mapping[str, int] = field(default_factory=dict)
    office: str = ""
    kind: str = "full"
    number: str = ""
    state: str = ""
    closed: bool = False
    final: bool = False
    changed: str = ""
    revisions: tuple[Revision, ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """School id → name, with the town where two share a name."""
        return school_names(self.results, self.standards)

    @cached_property
    def revised(self) -> frozenset[tuple[str, str, str]]:
        """Code, group_by and group of the numbers that an erratum changed."""
        return frozenset((one.code, one.group_by, one.group) for one in self.revisions)

    def is_revised(self, code: str, group_by: str = "", group: str = "") -> bool:
        """Whether an erratum changed a number."""
        return (code, group_by, group) in self.revised

    def mark(self, passage: Passage) -> Passage:
        """A passage with a sign behind each number that an erratum changed, for products without links."""
        if not self.revised:
            return passage
        sign = self.word("mark.revised")
        return join_parts(
            (part, sign) if isinstance(part, Number) and self.is_revised(part.code, part.group_by, part.group)
            else (part,)
            for part in passage
        )  # fmt: skip

    def mark_code(self, code: str, *, group_by: str = "", groups: Iterable[str] = ("",)) -> str:
        """A code with the sign where an erratum changed the number, or one of its parts that are meant: `3-16[r]`."""
        changed = any(self.is_revised(code, group_by, group) for group in groups)
        return f"{code}{self.word('mark.revised')}" if changed else code

    def say(self, key: str, **fields: object) -> Passage:
        """A passage of [narrative] or [chart]; the key with its section."""
        return compose(self.standards, key, **fields)

    def word(self, key: str, **fields: object) -> str:
        """A plain text of the wording."""
        return self.standards.say(key, **fields)

    def count(self, noun: str, number: float) -> str:
        """A count with its noun."""
        return count(self.standards, noun, number)

    @property
    def nouns(self) -> dict[str, str]:
        """What is judged, as fields of a wording: counter, entity, entities, group, groups."""
        return name_nouns(self.standards)

    def row(self, code: str, *, group_by: str = "", group: str = "") -> pd.Series | None:
        """A row of `numbers`, or None where there is no such number."""
        try:
            return self.results.number(code, group_by=group_by, group=group)
        except KeyError:
            return None

    def fraction(self, code: str) -> Number:
        """k/N of a code that is there."""
        return fraction(self.standards, self.results.number(code))

    def amount(self, code: str) -> Number:
        """The numerator of a code that is there."""
        return amount(self.standards, self.results.number(code))

    def value(self, code: str) -> int:
        """The numerator of a code as a number; 0 where there is no such code or it is suppressed."""
        row = self.row(code)
        return 0 if row is None or row["suppressed"] else int(row["numerator"])

    def percent(self, row: pd.Series, key: str = "narrative.percent_after") -> str:
        """The percentage in a wording, or nothing."""
        return percent(self.standards, row, key)

    def day(self, day: date) -> str:
        """A day as a sentence has it."""
        return write_day(self.standards, day, base=self.as_of)

    @property
    def signer(self) -> str:
        """The office as a sentence names it."""
        return self.office or self.word("document.office")

    @property
    def previous(self) -> str:
        """The last full round, as a month: 5月."""
        day = self.round_days.get(self.previous_id)
        return write_month(self.standards, day, base=self.as_of) if day else self.word("narrative.last_round")

    @property
    def problem_source(self) -> str:
        """Where the problems of earlier rounds come from: 5月, or 以前各轮 where there are several."""
        problems = self.results.problems
        rounds = set(problems["round_id"][problems["old"]])
        day = self.round_days.get(next(iter(rounds))) if len(rounds) == 1 else None
        return write_month(self.standards, day, base=self.as_of) if day else self.word("narrative.earlier_rounds")

    def join(self, passages: Iterable[Passage]) -> Passage:
        """Passages as a list, with the list mark between them."""
        mark = (self.word("narrative.mark.list"),)
        return join_parts(
            part for place, passage in enumerate(passages) for part in ((mark, passage) if place else (passage,))
        )

    def list_schools(self, school_ids: list[str], *, items: Collection[str] = (), most: int = 12) -> str:
        """Names of schools as a list; nothing where there are more than `most`.

        Args:
            school_ids: the schools.
            items: what they are named for; one whose reply on any of these is not decided is marked.
            most: how many are named.
        """
        if len(school_ids) > most:
            return ""
        return self.word("narrative.mark.list").join(self.name_school(school, *items) for school in school_ids)

    def name_school(self, school: str, *items: str) -> str:
        """A school's name, marked where its reply on one of the items that it is named for is not decided."""
        marks = (mark_reply(self.results, self.standards, school, item) for item in items)
        return self.names.get(school, school) + next(filter(None, marks), "")


def tell_story(round_: Round, results: RoundResults) -> Story:
    """Put together what the sentences of a round need."""
    return Story(
        results=results,
        standards=round_.standards,
        name=round_.name,
        first_day=round_.first_day,
        last_day=round_.last_day,
        as_of=round_.as_of,
        round_days={earlier.id: earlier.first_day for earlier in round_.earlier},
        previous_id=round_.previous.id if round_.previous else "",
        unknown=_count_unknown(round_, results),
        office=round_.office or round_.standards.text(round_.standards.style.office),
        kind=round_.kind,
        number=round_.number,
        closed=bool(round_.closings),
        final=len(round_.closings) == 1,
        state=write_state(round_.standards, round_.closings, round_.draft),
        changed=tell_changed(round_.standards, round_.changed),
        revisions=tell_revisions(round_.closings, round_.standards),
    )


def _count_unknown(round_: Round, results: RoundResults) -> dict[str, int]:
    """Due schools without a value of an attribute that one of the round's items depends on."""
    due = set(results.coverage.loc[results.coverage["due"], "school_id"])
    frame = round_.register.frame
    frame = frame[frame["school_id"].isin(due)]
    terms = {
        term
        for item in round_.standards.items.values()
        if item.area in round_.areas
        for term in named_terms(item.applies_to)
    }
    counts = {name: int((frame[name] == "").sum()) for name in ATTRIBUTES if name in terms}
    return {name: number for name, number in counts.items() if number}
