"""Which schools get a notice, and what of a round's results is theirs alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.own_numbers import list_open, number_school
from analysis.measures.results import RoundResults
from analysis.reports.office.saving import clean_name
from analysis.reports.pages.markup import name_file
from analysis.reports.pages.own import cut_page
from analysis.reports.pages.page import Page, open_page
from analysis.rounds.round import Round
from analysis.rounds.standing import is_open
from analysis.tables import to_rows

LONGEST_NAME = 60
"""Bytes that a school's name takes at most in the name of a file: twenty letters of Chinese."""


@dataclass(frozen=True)
class Notice:
    """What one school is told.

    Attributes:
        school: its id.
        page: the round, cut down to the school: no other school's row, name or words.
        problems: the rows of the ledger that are open, in its order.
    """

    school: str
    page: Page
    problems: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The school's name."""
        return self.page.school(self.school)

    @property
    def file_name(self) -> str:
        """How its files are named, without suffix: the id, which no other school has, and the name people look for."""
        return f"{name_file(self.school)} {clean_name(self.name, most=LONGEST_NAME)}"

    @property
    def visited(self) -> bool:
        """Whether the round saw the school."""
        return bool(self.page.results.coverage["visited"].any())

    @cached_property
    def numbers(self) -> dict[str, pd.Series]:
        """The school's own numbers: code → row of `numbers`."""
        frame = number_school(self.page.results, self.school, self.page.standards)
        return {str(row["code"]): row for _, row in frame.iterrows()}


def list_notices(round_: Round, results: RoundResults, schools: Collection[str] | None = None) -> tuple[Notice, ...]:
    """A notice for each school of the register that has an open problem, in the register's order.

    Args:
        round_: the round.
        results: its results.
        schools: ids of the schools that are wanted; None for all.
    """
    return tuple(_list_notices(round_, results, schools))


def _list_notices(round_: Round, results: RoundResults, schools: Collection[str] | None) -> Iterator[Notice]:
    page = open_page(round_, results)
    going = {row["school_id"] for row in to_rows(results.ledger) if is_open(row)}
    for school in round_.register.frame["school_id"]:
        if school in going and (schools is None or school in schools):
            own = cut_page(page, round_, str(school))
            yield Notice(str(school), own, list_open(own.results, str(school)))
