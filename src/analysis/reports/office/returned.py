"""A sheet that goes out, is filled in and comes back: what is asked, what may be chosen, where a day is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.cell import Cell

from analysis.reports.office.page import PrintedSheet
from analysis.standards.model import Standards

Columns = tuple[tuple[str, float], ...]
"""Role or name of each column, and its width in characters."""


@dataclass(frozen=True)
class ReturnedSheet:
    """The columns of such a sheet.

    Attributes:
        known: those that say what is known, left as they are.
        asked: those behind them, that people fill in.
        days: asked columns of days.
    """

    known: Columns
    asked: Columns
    days: tuple[str, ...]

    @property
    def columns(self) -> Columns:
        """Every column, in its order."""
        return (*self.known, *self.asked)

    def place(self, name: str) -> int:
        """The number of a column, from 1."""
        return [own for own, _ in self.columns].index(name) + 1

    def mark_asked(self, page: PrintedSheet, row: int) -> None:
        """Colour the titles of what is to be filled in."""
        for column in range(len(self.known) + 1, len(self.columns) + 1):
            page.dress(page.sheet.cell(row, column), bold=True, align="center", fill="asked")

    def offer(
        self, page: PrintedSheet, rows: range, offered: Mapping[str, Sequence[str]], standards: Standards
    ) -> None:
        """The lists to choose from, and the check of days.

        Args:
            page: the sheet.
            rows: where they hold.
            offered: column → the words that may be chosen.
            standards: the words of the messages.
        """
        say = standards.say
        for name, words in offered.items():
            cells, choices = self._list_cells(page, rows, name), list(dict.fromkeys(words))
            page.offer(cells, choices, title=say("form.bad_answer"), message=say("ledger.bad_choice_do"))
        for name in self.days:
            cells = self._list_cells(page, rows, name)
            page.expect_day(cells, title=say("ledger.bad_day"), message=say("ledger.bad_day_do"))

    def _list_cells(self, page: PrintedSheet, rows: range, name: str) -> list[Cell]:
        return [page.sheet.cell(row, self.place(name)) for row in rows]


def take_day(text: str) -> date | None:
    """An ISO date as the day that a cell holds; nothing for ""."""
    return date.fromisoformat(text) if text else None
