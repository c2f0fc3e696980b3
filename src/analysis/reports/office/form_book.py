"""One blank form being drawn: what its sheets share, from the head line to the setting for paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.reading.cells import show_value
from analysis.reading.forms import number_form
from analysis.reports.office.asked import REVISIT, Form, Paper
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.spelling import Speller
from analysis.standards.model import Standards

Looks = Mapping[int, Mapping[str, object]]
"""Column → how its cell looks."""
KEY_LOOK: Mapping[str, object] = {"size": 8, "color": "mute", "align": "center"}
"""The look of a number or a code."""
MIDDLE: Mapping[str, object] = {"align": "center"}
"""The look of a cell to be filled in."""


@dataclass
class FormBook:
    """One form being drawn.

    Attributes:
        paper: the round and its schools.
        form: what is asked.
        speller: words that the reader knows again.
        workbook: its sheets.
        places: what a drop-down offers → the range that holds it.
    """

    paper: Paper
    form: Form
    speller: Speller
    workbook: Workbook = field(default_factory=Workbook)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def standards(self) -> Standards:
        """The rules."""
        return self.speller.standards

    @property
    def aspect(self) -> str:
        """What the visit itself finds: verified in a revisit, inspected otherwise."""
        return "verified" if self.paper.settings.kind == REVISIT else "inspected"

    @property
    def by_team(self) -> bool:
        """Whether the schools stand across, as several fit on one sheet."""
        return bool(self.form.team)

    @property
    def label(self) -> str:
        """Who the form is for."""
        return self.form.team or self.speller.school(self.form.schools[0])

    def say(self, key: str, **fields: object) -> str:
        """A text of the wording section of forms."""
        return self.standards.say(f"form.{key}", **fields)

    def start(self, name: str, title: str, widths: Sequence[float]) -> PrintedSheet:
        """A sheet with its title and head line."""
        page = PrintedSheet(self.workbook.create_sheet(_sheet_name(name)), self.standards.style, widths)
        page.line(title, size=15, bold=True, align="center")
        page.line("")
        return page

    def finish(self, page: PrintedSheet, repeat: range, *, landscape: bool, freeze: str, sealed: bool = True) -> None:
        """Sign, number and set a sheet up for paper."""
        page.line(self.say("sign"), align="left")
        sheet = page.sheet
        head = sheet.cell(2, 1)
        parts = [self.write_school(), self.head("date", self.say("day"))]
        if sealed:
            number = number_form(self.form.number, len(self.workbook.sheetnames), _texts(sheet, skip=head.coordinate))
            parts.append(f"{self.say('number')}：{number}")
        head.value = "    ".join(part for part in parts if part)
        sheet.freeze_panes = freeze
        footer = self.say("footer", round=self.paper.settings.name, label=self.label, sheet=sheet.title)
        page.print_on_a4(landscape=landscape, repeat=repeat, footer=footer, pages=self.say("pages"))

    def head(self, kind: str, value: str) -> str:
        """One part of a head line."""
        return f"{self.speller.head(kind)}：{value}"

    def write_school(self) -> str:
        """Whose form it is, in the head line."""
        if self.by_team:
            return self.head("unit", self.form.team)
        return self.head("school", self.speller.school(self.form.schools[0]))


def _texts(sheet: Worksheet, *, skip: str) -> list[str]:
    """Every text of a sheet in reading order, as the reader will see it."""
    return [
        show_value(cell.value).strip()
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "") and cell.coordinate != skip
    ]


def _sheet_name(text: str) -> str:
    """A name that a workbook may give a sheet."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in text)[:31].strip()
