"""What a sentence that a person wrote may say, and the result that is nearest to what none agrees with."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.narrative.passages import Number, fraction
from analysis.reports.office.proof.blocks import Piece, Reading, Span
from analysis.reports.office.proof.names import Names
from analysis.reports.office.proof.tokens import Token, find_codes, find_tokens, list_units
from analysis.reports.office.word.marks import mark_number
from analysis.reports.pages.page import Page
from analysis.tables import JUDGED

_COUNTS = ("numerator", "denominator", *JUDGED, *LEFT_OUT)
"""Columns of a number that a sentence may name a count of."""
_ITEM = re.compile(r"第\s*(\d+)\s*条|\b[Ii]tem\s+(\d+)")
_DAYS = ("deadline", "found_on", "claimed_on", "verified_on", "first_deadline", "extended_to")


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
        return list_units(self.page.standards)

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """Numbers that may be printed."""
        frame = self.page.results.numbers
        return frame[~frame["suppressed"]]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code."""
        return frozenset(self.page.results.numbers["code"])

    @cached_property
    def names(self) -> Names:
        """Every school."""
        return Names(self.schools)

    @cached_property
    def said(self) -> dict[str, tuple[Token, ...]]:
        """What the product says → its numbers."""
        texts = dict.fromkeys(piece.text for block in self.product.blocks for piece in block.pieces)
        rows = ["\t".join(piece.text for piece in block.pieces) for block in self.product.blocks if block.listed]
        return {text: self.find(text) for text in (*texts, *rows)}

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
        return frozenset(days) | {token.value for tokens in self.said.values() for token in tokens
                                  if token.kind == "date"}  # fmt: skip

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
        return any(text in one for one in self.said)

    def find(self, text: str) -> tuple[Token, ...]:
        """The numbers of a text."""
        return find_tokens(text, self.units, self.codes)

    def agrees(self, token: Token, piece: Piece) -> bool:
        """Whether a number of a new sentence agrees with a result that fits what the sentence names."""
        if token.kind == "date":
            return any(_same_day(token.value, day) for day in self.days)
        named = self._list_named(piece.text)
        if token.kind == "number" and not token.unit and not named:
            return True  # a telephone number, a size: nothing says that it is a result
        rows, exact = self._choose_rows(piece.text)
        said = () if exact else self._list_said(named)
        if token.kind == "fraction":
            pairs = set(zip(rows["numerator"], rows["denominator"], strict=True))
            return token.value in pairs or any(token.key == one.key for one in said)
        if token.kind == "percent":
            return any(_is_percent(token, row) for _, row in rows.iterrows()) or any(
                token.key == one.key for one in said
            )
        if named:
            return bool((rows[list(_COUNTS)] == token.value[0]).any(axis=None)) or any(
                token.value[0] in one.value for one in said
            )
        rows = self._of_unit(rows, token)
        return bool((rows[list(_COUNTS)] == token.value[0]).any(axis=None)) or any(
            token.value == one.value and token.unit == one.unit for one in said
        )

    def find_nearest(self, token: Token, piece: Piece) -> Nearest | None:
        """The result that a number was most likely meant to be: by what the sentence names, then by how far it is."""
        if token.kind == "date":
            return None
        rows, _ = self._choose_rows(piece.text)
        chosen = rows[rows["denominator"].notna()] if token.kind in ("fraction", "percent") else rows
        chosen = self._of_unit(chosen, token) if token.unit and len(self._of_unit(chosen, token)) else chosen
        pairs = _pair_signs(piece.text)
        ranked = [
            (-len(pairs & _pair_signs(row["title"])), _distance(token, row), bool(row["group"]), place)
            for place, (_, row) in enumerate(chosen.iterrows())
        ]
        return self.describe(chosen.iloc[min(ranked)[-1]]) if ranked else None

    def describe(self, row: pd.Series) -> Nearest:
        """A number as a message names it."""
        number = fraction(self.page.standards, row)
        return Nearest(number.name, number.text, str(row["title"]))

    def _of_unit(self, rows: pd.DataFrame, token: Token) -> pd.DataFrame:
        words = {
            unit: self.units.get(self.page.standards.wording.get(f"unit.{unit}", ""), "") for unit in set(rows["unit"])
        }
        return rows[rows["unit"].map(words) == token.unit]

    def _list_named(self, text: str) -> tuple[str, ...]:
        """Codes, towns, items and schools that a sentence names, as they stand in it."""
        groups = (group for group in dict.fromkeys(self.numbers["group"]) if len(group) > 1 and group in text)
        items = (match[0] for match in _ITEM.finditer(text))
        schools = (name.text for name in self.names.find(text) if name.known)
        return tuple(dict.fromkeys((*find_codes(text, self.codes), *groups, *items, *schools)))

    def _list_said(self, named: tuple[str, ...]) -> tuple[Token, ...]:
        """The numbers of the product's sentences that name one of these; of all where none is named."""
        return tuple(
            token for text, tokens in self.said.items() if not named or any(one in text for one in named)
            for token in tokens
        )  # fmt: skip

    def _choose_rows(self, text: str) -> tuple[pd.DataFrame, bool]:
        """The numbers that a sentence can mean, and whether it names them by code."""
        rows, codes = self.numbers, find_codes(text, self.codes)
        if codes:
            return rows[rows["code"].isin(codes)], True
        numbers = {int(match[1] or match[2]) for match in _ITEM.finditer(text)}
        items = [item.id for item in self.page.standards.items.values() if item.number in numbers]
        for column, wanted in (
            ("item_id", items),
            ("group", [one for one in set(rows["group"]) if one and one in text]),
        ):
            narrowed = rows[rows[column].isin(wanted)]
            rows = narrowed if len(narrowed) else rows
        return rows, False


def _same_day(value: tuple[float, ...], day: tuple[float, ...]) -> bool:
    """Whether they differ in nothing that both say."""
    return all(one == other for one, other in zip(value, day, strict=True) if one and other)


def _is_percent(token: Token, row: pd.Series) -> bool:
    if token.value[0] == row["percent"]:
        return True
    decimals = len(token.text.rstrip("% ").partition(".")[2])
    share = 100 * row["numerator"] / row["denominator"] if row["denominator"] else math.nan
    return decimals > 0 and round(share, decimals) == token.value[0]


def _distance(token: Token, row: pd.Series) -> float:
    if token.kind == "fraction":
        part, whole = token.value
        return float(abs(part - row["numerator"]) + 2 * abs(whole - row["denominator"]))
    if token.kind == "percent":
        return float(abs(token.value[0] - row["percent"])) if not math.isnan(row["percent"]) else math.inf
    return min(_list_distances(token.value[0], row), default=math.inf)


def _list_distances(value: float, row: pd.Series) -> Iterator[float]:
    yield from (abs(value - row[name]) for name in ("numerator", "denominator") if not math.isnan(row[name]))


def _pair_signs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
