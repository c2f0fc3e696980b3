"""A sender's workbook sent back: every cell coloured by what it was taken for, a comment at every flag, a legend.

It is written anew from the cells, whatever the sender's format was, so that nothing comes along that was not looked
at: no author, no hidden name list behind a drop-down, no old comment, no defined name, no formula. Refused cells are
blank, and what stood in them stands nowhere else either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from analysis.reading.cells import Sheet, show_value
from analysis.reading.schools import SchoolRegister
from analysis.reports.office.page import A4, PrintedSheet, height_of
from analysis.reports.office.saving import save_book
from analysis.reports.review.secrets import Secrets
from analysis.standards.model import Standards
from analysis.standards.printable import make_printable
from analysis.standards.words import fold
from analysis.tables import CELL_ROLES, FORMULA_SIGNS

FILLS = {
    "title": "E3E7EC", "header": "CFD8E3", "body": "FFFFFF", "subtotal": "E6DCF2", "statistic": "EFE8F7",
    "note": "F1F1EC", "signature": "F1F1EC", "section": "DDE6EE", "blank_form": "EDEDED", "refused": "5F6B76",
    "empty": "FFFFFF", "school": "FBE9C6", "finding": "D5EBD8", "measurement": "D4E6F5", "problem": "F8D9D0",
    "remark": "F6F3D7",
}  # fmt: skip
"""Fill of a cell by its role."""
SEVERITY = {"note": "8A94A0", "warning": "D98200", "error": "B3261E"}
"""Border of a flagged cell by severity."""
_WIDEST, _HEADED, _NARROWEST = 32, 11, 6
_UNSET, _LEAST, _HIGHEST = 8.43, 15.0, 409.0
"""Width of a column and height of a row that nothing was set for, and the highest that a row may be."""
_LINE = Side(style="hair", color="C9D1D9")
_BAD = re.compile(r"[\[\]:*?/\\]")
_NAME = 31
"""Characters that a sheet's name may have."""


@dataclass(frozen=True)
class Material:
    """A workbook as it was read.

    Attributes:
        sheets: the cells as found.
        tables: cells, findings, flags and refused of this workbook alone.
        register: the schools.
    """

    sheets: Sequence[Sheet]
    tables: Mapping[str, pd.DataFrame]
    register: SchoolRegister


def make_marked(material: Material, standards: Standards, *, day: date) -> bytes:
    """Make the marked copy of a workbook.

    Args:
        material: the workbook as it was read.
        standards: the language of comments and legend.
        day: the day put as its date.

    Returns:
        The bytes of an .xlsx; the same workbook gives the same.
    """
    secrets = Secrets(material.sheets, material.tables["cells"], standards, material.register)
    book = Workbook()
    book.remove(book.active)
    names = _name_sheets(material.sheets, secrets, standards)
    for sheet in material.sheets:
        _Marker(book.create_sheet(names[sheet.name]), sheet, material.tables, secrets, standards).draw()
    _draw_legend(book.create_sheet(standards.say("marked.legend")), material, names, secrets, standards)
    return save_book(book, day=day, title=standards.say("marked.title"))


def _name_sheets(sheets: Iterable[Sheet], secrets: Secrets, standards: Standards) -> dict[str, str]:
    taken, names = {fold(standards.say("marked.legend"))}, {}
    for number, sheet in enumerate(sheets, start=1):
        wanted = _BAD.sub("_", secrets.hide(sheet.name)).strip("'")[:_NAME] or standards.say(
            "marked.sheet", number=number
        )
        name, other = wanted, 2
        while fold(name) in taken:
            name, other = f"{wanted[: _NAME - 4]}({other})", other + 1
        taken.add(fold(name))
        names[sheet.name] = name
    return names


class _Marker:
    """Draws one sheet."""

    def __init__(
        self,
        target: Worksheet,
        sheet: Sheet,
        tables: Mapping[str, pd.DataFrame],
        secrets: Secrets,
        standards: Standards,
    ) -> None:
        self.target, self.sheet, self.secrets, self.standards = target, sheet, secrets, standards
        cells, flags = tables["cells"], tables["flags"]
        self.cells = cells[cells["sheet"] == sheet.name]
        self.flags = flags[(flags["sheet"] == sheet.name) & (flags["cell"] != "")]
        findings = tables["findings"]
        self.blanks = set(findings.loc[findings["sheet"] == sheet.name, "cell"]) - set(self.cells["cell"])
        self.widths: dict[int, float] = {}
        self.texts: list[tuple[int, int, int, int, str]] = []

    def draw(self) -> None:
        """Draw every cell with the colour of its role, then widths and heights."""
        names = ("row", "col", "last_row", "last_col", "raw", "role", "cell_type")
        for row, column, last_row, last_column, raw, role, kind in zip(
            *(self.cells[name] for name in names), strict=True
        ):
            cell = self.target.cell(row, column)
            if role != "refused" and not pd.isna(raw):
                self.write(cell, str(raw), self.sheet.rows[row - 1][column - 1], kind)
            self.dress(cell, role)
            if cell.value is not None:
                self.texts.append((row, column, last_row, last_column, str(cell.value)))
            if last_row > row or last_column > column:
                self.target.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)
            elif cell.value is not None:
                self.widen(column, str(cell.value), most=_HEADED if role == "header" else _WIDEST)
        self.colour_blanks()
        self.comment()
        for column, width in self.widths.items():
            self.target.column_dimensions[get_column_letter(column)].width = width
        self.heighten()
        setup = self.target.page_setup
        setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", A4, 1, 0
        self.target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def write(self, cell: Any, raw: str, value: object, kind: str) -> None:
        """Write a number as a number, anything else as text that no program takes for a formula."""
        shown = self.secrets.hide(raw)
        if kind == "number" and isinstance(value, (int, float)) and shown == raw == show_value(value):
            cell.value = int(value) if float(value).is_integer() and abs(value) < 1e15 else value
            return
        cell.value = make_printable(shown)
        cell.data_type = "s"
        cell.quotePrefix = shown.startswith(FORMULA_SIGNS)

    def dress(self, cell: Any, role: str) -> None:
        """Fill, border, font and alignment of a cell, by its role."""
        cell.fill = PatternFill("solid", fgColor=FILLS.get(role, "FFFFFF"))
        cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
        bold = role in ("title", "header", "section")
        cell.font = Font(name=self.standards.style.fonts["sheet"][0], size=10, bold=bold)
        centred = role in ("title", "header", "finding")
        cell.alignment = Alignment(horizontal="center" if centred else None, vertical="center", wrap_text=True)

    def widen(self, column: int, text: str, *, most: int) -> None:
        """Make a column as wide as a text needs, up to a limit."""
        wide = max((sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in text.split("\n")), default=0)
        self.widths[column] = max(self.widths.get(column, _NARROWEST), min(wide + 2, most))

    def heighten(self) -> None:
        """Make every row as high as its texts; no program does that for a text merged over several rows."""
        rows: dict[int, list[tuple[str, float]]] = {}
        tall = []
        for row, column, last_row, last_column, text in self.texts:
            width = sum(self.widths.get(own, _UNSET) for own in range(column, last_column + 1))
            if last_row == row:
                rows.setdefault(row, []).append((text, width))
            else:
                tall.append((row, last_row, height_of([(text, width)])))
        heights = {row: height_of(texts) for row, texts in rows.items()}
        for row, last_row, needed in tall:
            missing = needed - sum(heights.get(own, _LEAST) for own in range(row, last_row + 1))
            if missing > 0:
                heights[last_row] = heights.get(last_row, _LEAST) + missing
        for row, height in heights.items():
            self.target.row_dimensions[row].height = min(height, _HIGHEST)

    def colour_blanks(self) -> None:
        """Blank cells that are findings too: a judged cell without a word."""
        for place in sorted(self.blanks):
            if not _is_covered(self.target, place):
                self.dress(self.target[place], "finding")

    def comment(self) -> None:
        """A comment at every flagged cell, all that is said of it in one."""
        said: dict[str, list[tuple[str, str]]] = {}
        columns = (self.flags[name] for name in ("cell", "severity", "message"))
        for place, severity, message in zip(*columns, strict=True):
            said.setdefault(place, []).append((severity, self.secrets.hide(message)))
        for place in sorted(said):
            home = self.target[_home(self.target, place)]
            gravest = max((severity for severity, _ in said[place]), key=list(SEVERITY).index)
            line = Side(style="medium", color=SEVERITY[gravest])
            home.border = Border(left=line, right=line, top=line, bottom=line)
            text = "\n".join(dict.fromkeys(message for _, message in said[place]))
            home.comment = Comment(
                text, self.standards.say("marked.author"), width=280, height=60 + 18 * (len(text) // 18)
            )


def _is_covered(sheet: Worksheet, place: str) -> bool:
    return any(place in span and place != span.start_cell.coordinate for span in sheet.merged_cells.ranges)


def _home(sheet: Worksheet, place: str) -> str:
    return next((str(span.start_cell.coordinate) for span in sheet.merged_cells.ranges if place in span), place)


def _draw_legend(
    sheet: Worksheet, material: Material, names: Mapping[str, str], secrets: Secrets, standards: Standards
) -> None:
    say = standards.say
    page = PrintedSheet(sheet, standards.style, [22, 12, 70])
    page.line(say("marked.title"), size=14, bold=True)
    page.line(say("marked.how"))
    page.line(say("marked.not_here"))
    page.line("")
    page.head([[say("marked.head.role")], [say("marked.head.cells")], [say("marked.head.meaning")]])
    counts = material.tables["cells"]["role"].value_counts()
    for role in CELL_ROLES:
        if role in counts:
            page.cells(
                [say(f"page.role.{role}"), str(counts[role]), say(f"marked.role.{role}")],
                {1: {"fill": FILLS[role], "color": "FFFFFF" if role == "refused" else "ink"}, 2: {"align": "right"}},
            )
    page.line("")
    _list_flags(page, material, names, secrets, standards)
    _list_refused(page, material, names, standards)
    page.print_on_a4(landscape=False, repeat=None, footer=say("marked.title"), pages=say("review.pages"))


def _list_flags(
    page: PrintedSheet, material: Material, names: Mapping[str, str], secrets: Secrets, standards: Standards
) -> None:
    say, flags = standards.say, material.tables["flags"]
    page.line(say("marked.flags", count=len(flags)) if len(flags) else say("marked.no_flags"), bold=True)
    if not len(flags):
        return
    page.head([[say("marked.head.sheet")], [say("marked.head.cell")], [say("marked.head.message")]])
    for place, cell, message in zip(*(flags[name] for name in ("sheet", "cell", "message")), strict=True):
        page.cells([names.get(place, ""), cell, secrets.hide(message)], {})
    page.line("")


def _list_refused(page: PrintedSheet, material: Material, names: Mapping[str, str], standards: Standards) -> None:
    say, refused = standards.say, material.tables["refused"]
    if not len(refused):
        return
    page.line(say("marked.refused"), bold=True)
    page.head([[say("marked.head.sheet")], [say("marked.head.column")], [say("marked.head.class")]])
    for place, column, kind in zip(*(refused[name] for name in ("sheet", "column", "class")), strict=True):
        where = say("marked.whole") if column == "*" else column
        page.cells([names.get(place, ""), where, say(f"refused_class.{kind}")], {})
