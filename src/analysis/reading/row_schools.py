"""Whose a row is: its school by name, code, section line or what stands around the table, and its town."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from analysis.reading.around import Around
from analysis.reading.cells import address
from analysis.reading.context import Context
from analysis.reading.frame import TableFrame
from analysis.reading.grid import Grid
from analysis.reading.numbered import is_numbered
from analysis.reading.privacy import mask_text
from analysis.reading.resolving import Match
from analysis.reading.taken import Taken
from analysis.reading.terms import Terms
from analysis.standards.model import Standards
from analysis.standards.words import fold


@dataclass
class RowSchools:
    """The schools of the rows of one table.

    Attributes:
        grid: the sheet.
        frame: the table, understood.
        around: what stands around it.
        terms: words and register.
        standards: items, measures, editions.
        context: round and file.
        taken: where the rows go.
    """

    grid: Grid
    frame: TableFrame
    around: Around
    terms: Terms
    standards: Standards
    context: Context
    taken: Taken
    _schools: dict[int, tuple[Match, str]] = field(default_factory=dict)

    def school(self, row: int, column: int = -1) -> tuple[Match, str]:
        """The school of a place and its name as written."""
        frame = self.frame
        if column in frame.schools:
            written, match = frame.schools[column]
            return match, written
        if frame.school_column < 0 and frame.code_column < 0:
            section = frame.block.sections.get(row, "")
            if section and self.terms.is_school(section):
                return self.terms.register.resolve(section, self.terms.words, town=self.around.town), section
            return self.around.school, self.around.written
        if row not in self._schools:
            self._schools[row] = self._school_of(row)
        return self._schools[row]

    def _school_of(self, row: int) -> tuple[Match, str]:
        frame = self.frame
        written = self.spoken(row, frame.school_column) if frame.school_column >= 0 else ""
        lost = frame.ledger and not self.grid.sheet.name
        fills = (lost or frame.item_column >= 0) and not self._is_ours
        if not written and frame.school_column >= 0 and fills:
            written = self.above(row, frame.school_column)
        code = self.spoken(row, frame.code_column) if frame.code_column >= 0 else ""
        if not written and not code:
            return Match("", code="no_school"), ""
        resolve, words = self.terms.register.resolve, self.terms.words
        match = resolve(written, words, town=self.town(row), code=code)
        if match.code == "town_disagrees" and self._is_ours and self._has_number(row):
            match = resolve(written, words, code=code)  # the number says whose row it is, wherever the school lies now
        return match, written or code

    @cached_property
    def _is_ours(self) -> bool:
        """Whether the sheet is a ledger or a receipt of the office's own: every row of it has a school and a number."""
        return is_numbered(self.grid.text)

    def _has_number(self, row: int) -> bool:
        return any(self.spoken(row, column) for column in self.frame.with_role("problem_id"))

    def town(self, row: int) -> str:
        """The town told for a row: by its column, its section line, or around the table."""
        if self.frame.town_column >= 0:
            written = self.spoken(row, self.frame.town_column)
            if written:
                return written
        section = self.frame.block.sections.get(row, "")
        town = self.terms.register.town_of(section, self.terms.words) or self.terms.register.town_within(
            section, self.terms.words
        )
        return town or self.around.town

    def spoken(self, row: int, column: int) -> str:
        """The text of a cell, that of the cell above where it says 同上."""
        text = self.grid.at(row, column)
        while text and fold(text) in self._ditto and row > self.frame.block.header[-1] + 1:
            row -= 1
            text = self.grid.at(row, column)
        return text

    def above(self, row: int, column: int) -> str:
        """The nearest text above a blank one: a text file lost its merged cells, a long table names a school once."""
        return self._above.get((row, column), "")

    @cached_property
    def _above(self) -> dict[tuple[int, int], str]:
        column, text, found = self.frame.school_column, "", {}
        for row in self.frame.body:
            text = self.grid.text[row][column] or text
            found[row, column] = text
        return found

    def mark_school(self, row: int) -> None:
        """Give the school cell its role, and flag a name that does not resolve."""
        column = self.frame.school_column if self.frame.school_column >= 0 else self.frame.code_column
        if column < 0:
            self._flag_outdated(*self.school(row), "")  # told above the table or by the sheet's name
            return
        if not self.grid.text[row][column]:
            return
        self.taken.roles[row, column] = "school"
        match, written = self.school(row)
        self.flag_school(match, written, address(row, column), self.town(row))

    def flag_school(self, match: Match, written: str, cell: str, town: str) -> None:
        """Flag a school that did not resolve, with the nearest names, or one called by the name of another time."""
        if match.school_id or not written:
            self._flag_outdated(match, written, cell)
            return
        names = self.terms.register.names()
        near = "、".join(f"{names[i]}（{i}）" for i in match.candidates if i in names) or "—"
        code = match.code if match.code in ("ambiguous_school", "town_disagrees") else "unknown_school"
        self.taken.flag(code, cell, mask_text(written), near=near, town=town)

    def _flag_outdated(self, match: Match, written: str, cell: str) -> None:
        """Note a name, town or school that is over, or has not begun, on the days of the round."""
        if not (match.ended or match.begins):
            return
        row = self.terms.register.row(match.school_id)
        code = "name_ended" if match.ended else "name_not_begun"
        if not self.terms.register.is_valid(row):
            code = "school_not_open"
        self.taken.flag(
            code, cell, mask_text(written), day=match.ended or match.begins, town=row["town"] or "—",
            school=f"{row['name']}（{match.school_id}）",
            span=f"{row['valid_from'] or '…'} – {row['valid_to'] or '…'}",
        )  # fmt: skip

    @cached_property
    def _ditto(self) -> frozenset[str]:
        return frozenset(self.terms.words.lists.get("row.ditto", ()))
