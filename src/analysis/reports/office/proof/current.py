"""What is so today: the results, what would be made of them, and what each number of that is of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.measures.own_numbers import number_school
from analysis.narrative.passages import Number, count, fraction, name_code
from analysis.reports.office.proof.blocks import Block, Reading, Span, narrow
from analysis.reports.office.proof.counters import list_counted, list_units
from analysis.reports.office.proof.names import Names
from analysis.reports.office.proof.own import Facts, list_facts
from analysis.reports.office.proof.states import States
from analysis.reports.office.proof.tokens import Token, find_tokens
from analysis.reports.office.proof.topics import AREAS, Scope, Topics
from analysis.reports.office.word.marks import mark_number
from analysis.reports.pages.page import Page

_DAYS = ("deadline", "found_on", "claimed_on", "verified_on", "first_deadline", "extended_to")
_POINT = "teaching_point"
"""The kind of school that sentences tell apart."""


@dataclass(frozen=True)
class Nearest:
    """A result: its code, as printed, what it is of."""

    code: str
    text: str
    title: str


@dataclass(frozen=True)
class Current:
    """What is so today.

    Attributes:
        page: the round.
        product: what would be made of it today.
        schools: every name of a school → its id.
    """

    page: Page
    product: Reading
    schools: Mapping[str, str]

    @cached_property
    def units(self) -> dict[str, str]:
        """Words that follow a count."""
        standards = self.page.standards
        own = {unit for unit in self.numbers["unit"] if f"unit.{unit}" not in standards.wording}
        return list_units(standards, own)

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """Numbers that may be printed, with their code as it is printed, `printed`."""
        frame = self.page.results.numbers
        keys = zip(frame["code"], frame["group_by"], frame["group"], strict=True)
        printed = [narrow(name_code(self.page.standards, Number(code, "", by, group))) for code, by, group in keys]
        return frame.assign(printed=printed)[~frame["suppressed"]]

    @cached_property
    def names(self) -> Names:
        """Every school."""
        return Names(self.schools)

    @cached_property
    def topics(self) -> Topics:
        """What a sentence can name."""
        towns = {town for by, town in zip(self.numbers["group_by"], self.numbers["group"], strict=True) if by == "town"}
        words = {narrow(town): town for town in towns if len(town) > 1}
        words[narrow(self.page.standards.wording[f"kind.{_POINT}"])] = _POINT
        codes = {narrow(code) for code in self.page.results.numbers["code"]} | set(self.numbers["printed"])
        return Topics(self.page.standards, codes, words, self.names)

    @cached_property
    def states(self) -> States:
        """Words for what was judged."""
        return States(self.page.standards)

    @cached_property
    def problems(self) -> frozenset[str]:
        """The numbers that problems go by, which count nothing."""
        return frozenset(self.page.results.ledger["problem_id"])

    @cached_property
    def counted(self) -> frozenset[str]:
        """What the product counts."""
        return list_counted((piece.text for block in self.product.blocks for piece in block.pieces), self.units)

    @cached_property
    def said(self) -> tuple[tuple[Token, Scope, str], ...]:
        """The numbers that the product says, each with what it is of and the state that it counts."""
        found: dict[tuple[object, ...], tuple[Token, Scope, str]] = {}
        for block, area in zip(self.product.blocks, self.list_areas(self.product), strict=True):
            whole = ["\t".join(piece.text for piece in block.pieces)] if block.listed else []
            for text in whole or [piece.text for piece in block.pieces]:
                tokens = self.find(text)
                scopes = self.topics.list_scopes(text, tokens, area=area, listed=block.listed)
                for place, (token, scope) in enumerate(zip(tokens, scopes, strict=True)):
                    own = scope.within(area)
                    state = "" if block.listed else self.states.tell(text, tokens, place)
                    found.setdefault((token.key, token.unit, own, state), (token, own, state))
        return tuple(found.values())

    def list_areas(self, reading: Reading) -> list[str]:
        """The area that each block of a document is of: what it begins with, or its heading; "" for none."""
        return [self._tell_area(block) for block in reading.blocks]

    def _tell_area(self, block: Block) -> str:
        first = "".join(piece.text for piece in block.pieces[:2]) if block.kind == "text" else ""
        for text in (first, narrow(str(block.where[1].get("heading", "")))):
            areas = [one for one in self.topics.find(text) if one.sort == AREAS]
            if len({one.key for one in areas}) == 1:
                return areas[0].key
        return ""

    @cached_property
    def days(self) -> frozenset[tuple[float, ...]]:
        """Every date of the round, as year, month and day."""
        results, story = self.page.results, self.page.story
        written = {*results.dates.drop(columns="round_id").to_numpy().ravel()} if len(results.dates) else set()
        for column in _DAYS:
            written |= set(results.problems[column])
        written |= set(results.exceptions["deadline"])
        days = [tuple(map(float, day.split("-"))) for day in written if re.fullmatch(r"\d{4}-\d\d-\d\d", str(day))]
        own = (story.first_day, story.last_day, story.as_of, *story.round_days.values())
        days += [(float(day.year), float(day.month), float(day.day)) for day in own]
        return frozenset(days) | {token.value for token, *_ in self.said if token.kind == "date"}

    @cached_property
    def items(self) -> dict[str, int]:
        """Id of an area → how many items it has."""
        return {area.id: len(area.items) for area in self.page.standards.areas}

    def counts_items(self, unit: str) -> bool:
        """Whether a count is of items: 4项, 20条."""
        standards = self.page.standards
        words = (
            standards.say("unit.item"),
            *(count(standards, noun, 1).removeprefix("1") for noun in ("item", "rule")),
        )
        return bool(unit) and unit in {self.units.get(word.strip(), "") for word in words}

    @cached_property
    def words(self) -> frozenset[str]:
        """What the product says, piece by piece."""
        return frozenset(piece.text for block in self.product.blocks for piece in block.pieces)

    @cached_property
    def marked(self) -> dict[str, int]:
        """Beginning of a bookmark's name → the row of its number."""
        frame = self.page.results.numbers
        keys = zip(frame["code"], frame["group_by"], frame["group"], strict=True)
        return {
            mark_number(Number(code, "", group_by, group), 0): row for row, (code, group_by, group) in enumerate(keys)
        }

    @cached_property
    def printed(self) -> dict[str, frozenset[str]]:
        """Beginning of a bookmark's name → what the product prints in such bookmarks."""
        found: dict[str, frozenset[str]] = {}
        for piece in (piece for block in self.product.blocks for piece in block.pieces):
            for span in piece.spans:
                found[span.stem] = found.get(span.stem, frozenset()) | {piece.text[span.start : span.end].strip()}
        return found

    def follow(self, span: Span) -> Nearest | None:
        """The result that a bookmark leads to."""
        row = self.marked.get(span.stem)
        return None if row is None else self.describe(self.page.results.numbers.iloc[row])

    def says(self, text: str) -> bool:
        """Whether the product says it anywhere."""
        return any(text in one for one in self.words)

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        return {}

    def list_facts(self, school: str) -> Facts:
        """What is so of one school, looked up once however often a document names it."""
        if school not in self._facts:
            self._facts[school] = list_facts(self.page.results, school, self.find)
        return self._facts[school]

    @cached_property
    def _own_numbers(self) -> dict[str, pd.DataFrame]:
        return {}

    def number_school(self, school: str) -> pd.DataFrame:
        """The own numbers of one school, likewise."""
        if school not in self._own_numbers:
            self._own_numbers[school] = number_school(self.page.results, school, self.page.standards)
        return self._own_numbers[school]

    def find(self, text: str) -> tuple[Token, ...]:
        """The numbers of a text."""
        return find_tokens(text, self.units, self.topics.codes | self.problems, self.counted)

    def describe(self, row: pd.Series) -> Nearest:
        """A number as a message names it."""
        number = fraction(self.page.standards, row)
        return Nearest(name_code(self.page.standards, number), number.text, str(row["title"]))
