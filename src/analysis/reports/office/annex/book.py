"""The annex as a workbook: each sheet one real table that can be filtered, frozen, named and printed on A4.

Numbers are written as numbers, days as days, and every text as a text: one that begins as a formula does is marked as
text for good, so that it stays one when somebody edits the cell.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from analysis.reports.office.annex.sheet import Column, Line, Sheet, Value, say, title_column
from analysis.reports.office.page import height_of
from analysis.standards.model import Standards
from analysis.standards.printable import make_printable
from analysis.tables import FORMULA_SIGNS

LONGEST = 32_767
"""Most characters that a cell can hold."""
TITLE_POINTS, TEXT_POINTS, CODE_POINTS = 15, 10, 9
"""Sizes of letters."""
A4 = 9
"""Paper size as the file format numbers it."""
NUMBER_FORMATS = {"count": "0", "percent": '0"%"', "share": "0%", "value": "0.000", "day": "yyyy-mm-dd"}
"""Kind of a column → how its numbers are shown."""
CENTRED = ("day", "verdict", "code")
"""Kinds that stand in the middle of their column, numbers and days being set by their kind."""


class AnnexBook:
    """A workbook being drawn, sheet after sheet."""

    def __init__(self, standards: Standards, *, footer: Mapping[str, str]) -> None:
        """Begin one.

        Args:
            standards: words and house style.
            footer: fields of the line at the foot of every page: round and mark.
        """
        self.standards, self.style, self.footer = standards, standards.style, footer
        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        self.book = xlsxwriter.Workbook(self._bytes, options)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._cells: dict[tuple[str, bool, bool, str, bool], Any] = {}

    def close(self) -> bytes:
        """The workbook as xlsxwriter writes it."""
        self.book.close()
        return self._bytes.getvalue()

    def look(self, **wanted: object) -> Any:
        """A format, made once: the house style's font and ink, and what is wanted beside."""
        plain = {
            "font_name": self.style.fonts["sheet"][0], "font_size": TEXT_POINTS,
            "font_color": self.style.colours["ink"], "valign": "vcenter", "text_wrap": True,
        }  # fmt: skip
        key = tuple(sorted({**plain, **wanted}.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(key))
        return self._formats[key]

    def add(self, name: str, widths: Sequence[float]) -> Any:
        """A new sheet with its columns' widths."""
        sheet = self.book.add_worksheet(say(self.standards, f"sheet.{name}"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Value, **look: object) -> None:
        """Write a cell by what its value is."""
        quoted = {"quote_prefix": True} if _looks_like_formula(value) else {}
        _write(sheet, row, column, value, self.look(**look, **quoted))

    def draw(self, sheet: Sheet) -> None:
        """Draw a sheet: heading and note unless it is bare, the groups, the table."""
        standards, columns = self.standards, sheet.columns
        drawn = self.add(sheet.name, [column.width for column in columns])
        row = 0 if sheet.bare else self._draw_heading(drawn, sheet)
        head = row + self._draw_groups(drawn, row, columns)
        lines = sheet.lines or [Line([say(standards, "none"), *[None] * (len(columns) - 1)])]
        for at, line in enumerate(lines, start=head + 1):
            self._draw_line(drawn, at, columns, line)
        last = head + len(lines)
        titles = [title_column(standards, column) for column in columns]
        ruled = {**self._rule(), "bottom_color": self.style.colours["ink"]}
        look = self.look(bold=True, align="center", bg_color=self.style.colours["band"], **ruled)
        table = {"name": sheet.name, "style": None,
                 "columns": [{"header": title, "header_format": look} for title in titles]}  # fmt: skip
        drawn.add_table(head, 0, last, len(columns) - 1, table)
        # The button of the filter takes room beside a title.
        drawn.set_row(head, height_of((title, column.width - 2) for title, column in zip(titles, columns, strict=True)))
        drawn.freeze_panes(head + 1, sheet.frozen)
        self._print(drawn, sheet, repeat=(head - bool(any(column.group for column in columns)), head), last=last)

    def _rule(self) -> dict[str, object]:
        return {"bottom": 1, "bottom_color": self.style.colours["rule"]}

    def _draw_heading(self, drawn: Any, sheet: Sheet) -> int:
        """Title and note across the table; returns the next row."""
        standards, width = self.standards, sum(column.width for column in sheet.columns)
        last = len(sheet.columns) - 1
        note = f"{say(standards, f'about.{sheet.name}')}　{standards.say('mark.legend')}"
        title = f"{self.footer['round']}　{say(standards, f'sheet.{sheet.name}')}"
        for row, text, size, ink in ((0, title, TITLE_POINTS, "ink"), (1, note, CODE_POINTS, "ink2")):
            look = self.look(font_size=size, bold=not row, font_color=self.style.colours[ink])
            drawn.merge_range(row, 0, row, last, text, look)
            drawn.set_row(row, height_of([(text, width)], size=size))
        return 2

    def _draw_groups(self, drawn: Any, row: int, columns: Sequence[Column]) -> int:
        """The titles above several columns, centred across them without a merge; returns how many rows they take."""
        if not any(column.group for column in columns):
            return 0
        before = ""
        for at, column in enumerate(columns):
            look: dict[str, object] = {"bold": True, "bg_color": self.style.colours["band"]}
            if column.group:
                look |= {"align": "center_across", **self._rule()}
            first = column.group and column.group != before
            self.put(drawn, row, at, say(self.standards, f"group.{column.group}") if first else None, **look)
            before = column.group
        return 1

    def _draw_line(self, drawn: Any, row: int, columns: Sequence[Column], line: Line) -> None:
        texts = []
        for at, (column, value) in enumerate(zip(columns, line.cells, strict=True)):
            _write(drawn, row, at, value, self._look_of(column, value, line))
            if isinstance(value, str):
                texts.append((value, column.width))
        drawn.set_row(row, height_of(texts))

    def _look_of(self, column: Column, value: Value, line: Line) -> Any:
        """A cell's format by its column, and by what it holds; each made once."""
        verdict = line.verdict if column.kind == "verdict" else ""
        key = (column.kind, isinstance(value, str), line.total, verdict, _looks_like_formula(value))
        if key not in self._cells:
            self._cells[key] = self.look(**self._describe_look(*key))
        return self._cells[key]

    def _describe_look(self, kind: str, text: bool, total: bool, verdict: str, quoted: bool) -> dict[str, object]:
        look: dict[str, object] = self._rule()
        if quoted:
            look["quote_prefix"] = True
        if total:
            look |= {"bold": True, "bg_color": self.style.colours["band"]}
        if kind in NUMBER_FORMATS and not text:
            look["num_format"] = NUMBER_FORMATS[kind]
        elif kind in NUMBER_FORMATS:  # 不涉及, [c], n<10: a sign in place of a number
            look |= {"align": "right", "font_color": self.style.colours["mute"]}
        if kind in CENTRED:
            look["align"] = "center"
        if kind == "ratio":
            look["align"] = "right"
        if kind == "code":
            look |= {"font_size": CODE_POINTS, "font_color": self.style.colours["mute"]}
        if verdict in self.style.fills:
            look |= {"bold": True, "font_color": self.style.fills[verdict].text}
        return look

    def _print(self, drawn: Any, sheet: Sheet, *, repeat: tuple[int, int], last: int) -> None:
        """A4 across, fitted to the width, titles on every page, page numbers."""
        title = say(self.standards, f"sheet.{sheet.name}")
        self.set_up(drawn, title=title, landscape=True)
        drawn.repeat_rows(*repeat)
        drawn.print_area(0, 0, last, len(sheet.columns) - 1)
        if sheet.bare:
            drawn.set_header(f"&L&12 {_double(title)}")

    def set_up(self, drawn: Any, *, title: str, landscape: bool) -> None:
        """Paper, margins and the line at the foot."""
        if landscape:
            drawn.set_landscape()
        drawn.set_paper(A4)
        drawn.fit_to_pages(1, 0)
        drawn.set_margins(left=0.4, right=0.4, top=0.6 if landscape else 0.5, bottom=0.6)
        drawn.center_horizontally()
        told = _double(say(self.standards, "footer", title=title, **self.footer))
        # A space after a size, or a digit that follows would be taken for a part of it.
        drawn.set_footer(f"&L&8 {told}&R&8 {say(self.standards, 'pages')}")


def _looks_like_formula(value: Value) -> bool:
    return isinstance(value, str) and value.startswith(FORMULA_SIGNS)


def _write(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, make_printable(value)[:LONGEST], look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _double(text: str) -> str:
    """An ampersand starts a code in a head or foot line; a doubled one is itself."""
    return text.replace("&", "&&")
