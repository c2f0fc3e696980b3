"""A sheet that is typed in and printed: A4, fitted to its width, header rows repeated, page numbers, drop-downs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis.standards.printable import count_columns, make_printable
from analysis.standards.style import Style
from analysis.tables import FORMULA_SIGNS

DAY_FORMAT = "yyyy-mm-dd"
"""How a true date is shown."""
A4 = 9
"""Paper size as the file format numbers it."""
_LINE_POINTS, _PAD_POINTS, _LEAST_POINTS = 13.5, 6.0, 21.0
_MARGIN, _FOOT = 0.4, 0.55


@dataclass
class PrintedSheet:
    """A sheet being drawn from the top down; remembers its texts and how high its rows must be.

    Attributes:
        sheet: it.
        style: the house style.
        widths: width of each column in characters.
        row: the next row to write.
        lists: validations by what they offer.
    """

    sheet: Worksheet
    style: Style
    widths: Sequence[float]
    row: int = 1
    lists: dict[tuple[str, ...], DataValidation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column, width in enumerate(self.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    # ---- writing

    def put(self, row: int, column: int, value: str | date | float | None, **look: object) -> Cell:
        """Write a cell; a text is a text, whatever it starts with."""
        cell: Cell = self.sheet.cell(row, column)
        cell.value = make_printable(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_SIGNS)
        elif isinstance(value, date):
            cell.number_format = DAY_FORMAT
        self.dress(cell, **look)
        return cell

    def dress(self, cell: Cell, **look: object) -> None:
        """Give a cell its look: size, bold, color, fill, align, ruled; colours are named as in style.toml."""
        cell.font = Font(
            name=self.style.fonts["sheet"][0], size=look.get("size", 10), bold=bool(look.get("bold")),
            color=_colour(self.style, str(look.get("color", "ink"))),
        )  # fmt: skip
        cell.alignment = Alignment(horizontal=str(look.get("align", "left")), vertical="center", wrap_text=True)
        if look.get("fill"):
            cell.fill = paint(self.style, str(look["fill"]))
        if look.get("ruled", True):
            side = Side(style="thin", color=_colour(self.style, "axis"))
            cell.border = Border(left=side, right=side, top=side, bottom=side)

    def line(
        self,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        align: str = "left",
        fill: str = "",
        columns: range | None = None,
    ) -> int:
        """Write a text across the whole width, or across some columns, and go on; returns its row."""
        row, across = self.row, columns or range(1, len(self.widths) + 1)
        self.put(row, across.start, text, size=size, bold=bold, align=align, fill=fill, ruled=bool(fill))
        if fill:
            for column in across[1:]:
                self.dress(self.sheet.cell(row, column), fill=fill)
        if len(across) > 1:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=across.start, end_column=across.stop - 1)
        width = sum(self.widths[column - 1] for column in across)
        self.sheet.row_dimensions[row].height = height_of([(text, width)], size=size)
        self.row += 1
        return row

    def head(self, paths: Sequence[Sequence[str]]) -> range:
        """Write a header: for each column its titles from the top; equal neighbours are merged, as are short paths.

        Returns:
            The rows of the header.
        """
        depth = max(len(path) for path in paths)
        top = self.row
        full = [[*path, *[""] * (depth - len(path))] for path in paths]
        for column, path in enumerate(full, start=1):
            for level, title in enumerate(path):
                joined = column > 1 and level < depth - 1 and full[column - 2][level] == title
                self.put(
                    top + level, column, title if title and not joined else None, bold=True, align="center", fill="band"
                )
        self._join_head(full, top, depth)
        for level in range(depth):
            texts = [(path[level], width) for path, width in zip(full, self.widths, strict=True) if level == depth - 1]
            alone = [(p[0], w * depth) for p, w in zip(full, self.widths, strict=True) if not any(p[1:])]
            self.sheet.row_dimensions[top + level].height = height_of([*texts, *(alone if depth == 1 else ())])
        self.row += depth
        return range(top, top + depth)

    def _join_head(self, full: Sequence[Sequence[str]], top: int, depth: int) -> None:
        for column, path in enumerate(full, start=1):
            if depth > 1 and not any(path[1:]):
                self.sheet.merge_cells(start_row=top, end_row=top + depth - 1, start_column=column, end_column=column)
        for level in range(depth - 1):
            column = 1
            while column <= len(full):
                last = column
                while last < len(full) and full[last][level] == full[column - 1][level] and full[last][level + 1]:
                    last += 1
                if last > column and full[column - 1][level + 1]:
                    self.sheet.merge_cells(
                        start_row=top + level, end_row=top + level, start_column=column, end_column=last
                    )
                column = last + 1

    def cells(self, values: Sequence[str | date | float | None], looks: Mapping[int, Mapping[str, object]]) -> int:
        """Write a row of the body and go on; `looks` gives single columns their look. Returns its row."""
        row = self.row
        for column, value in enumerate(values, start=1):
            self.put(row, column, value, **looks.get(column, {}))
        texts = [(str(v), w) for v, w in zip(values, self.widths, strict=True) if isinstance(v, str)]
        self.sheet.row_dimensions[row].height = height_of(texts)
        self.row += 1
        return row

    # ---- choosing and printing

    def offer(self, cells: Iterable[Cell], words: Sequence[str], *, title: str, message: str) -> None:
        """Let cells be chosen from words, or from a range of another sheet where one word starts with `=`."""
        rule = self.lists.get(tuple(words))
        if rule is None:
            formula = words[0] if len(words) == 1 and words[0].startswith("=") else f'"{",".join(words)}"'
            rule = self._rule("list", formula1=formula)
            self.lists[tuple(words)] = rule
        rule.errorTitle, rule.error = title, message
        for cell in cells:
            rule.add(cell)

    def expect_number(self, cells: Iterable[Cell], *, title: str, message: str) -> None:
        """Warn where something else than a number from 0 is typed."""
        rule = self._rule("decimal", operator="greaterThanOrEqual", formula1="0")
        rule.errorStyle, rule.errorTitle, rule.error = "warning", title, message
        for cell in cells:
            rule.add(cell)

    def expect_day(self, cells: Iterable[Cell], *, title: str, message: str) -> None:
        """Warn where something else than a day of this century is typed; words such as 长期 may stay."""
        rule = self._rule("date", operator="greaterThanOrEqual", formula1="36526")
        rule.errorStyle, rule.errorTitle, rule.error = "warning", title, message
        for cell in cells:
            rule.add(cell)

    def _rule(self, kind: str, **options: str) -> DataValidation:
        rule = DataValidation(type=kind, allow_blank=True, showErrorMessage=True, **options)
        self.sheet.add_data_validation(rule)
        return rule

    def print_on_a4(self, *, landscape: bool, repeat: range | None, footer: str, pages: str) -> None:
        """Set the sheet up for paper."""
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = _MARGIN
        margins.bottom, margins.header, margins.footer = _FOOT, 0.2, 0.25
        sheet.print_options.horizontalCentered = True
        if repeat is not None:
            sheet.print_title_rows = f"{repeat.start}:{repeat.stop - 1}"
        sheet.print_area = f"A1:{get_column_letter(len(self.widths))}{max(self.row - 1, 1)}"
        # An ampersand starts a code in a footer; a doubled one is itself.
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = footer.replace("&", "&&"), pages
        sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8


def paint(style: Style, name: str) -> PatternFill:
    """The ground of a cell: a colour or a fill by its name in style.toml, or RRGGBB."""
    return PatternFill("solid", fgColor=_colour(style, name))


def _colour(style: Style, name: str) -> str:
    """A colour or the face of a fill as a workbook writes it."""
    fill = style.fills.get(name)
    return (fill.face if fill else style.colours.get(name, name)).lstrip("#")


def height_of(texts: Iterable[tuple[str, float]], *, size: float = 10) -> float:
    """The height in points that the texts of a row need, each in its column's width, written by hand too."""
    lines = max((_lines(text, width * 10 / size) for text, width in texts), default=1)
    return max(_LEAST_POINTS, lines * _LINE_POINTS * size / 10 + _PAD_POINTS)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(count_columns(part) / max(width - 1.0, 1.0))) for part in text.split("\n"))
