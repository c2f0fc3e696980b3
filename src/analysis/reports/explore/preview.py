"""A workbook as it was read: each cell coloured by what it was taken for, flags beside it, refused cells masked."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup
from openpyxl.utils import get_column_letter

from analysis.errors import MissingError, Place, RefusedWorkbook, UsageError
from analysis.measures.results import load_results
from analysis.reading.privacy import MASK, show_file
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.page import Page, open_page
from analysis.reports.review.marked import FILLS, SEVERITY
from analysis.rounds.round import Round
from analysis.tables import CELL_ROLES

MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 80, 60, 24
"""Rows and columns of a sheet that are drawn, and characters of a cell; the whole text is its tooltip."""
_CELL = "border:1px solid #C9D1D9;padding:2px 6px;font-size:12px;color:#1F2933;text-align:left;vertical-align:top"
_SAID = "font-size:11px;min-width:14em;white-space:normal"
_SHORT = 12
"""Characters that stay on one line, so that a school's name is not written downwards."""
_EDGE = "border:1px solid #C9D1D9;padding:2px 6px;font-size:11px;color:#46535F;background:#F4F6F8;text-align:center"
SUMMED = ("measurement", "subtotal", "statistic")
"""Roles of the cells that are masked in a column with a small count of persons."""


@dataclass(frozen=True)
class Preview:
    """One workbook on its way to the screen; in a notebook it shows itself.

    Attributes:
        page: names of files and sheets without persons.
        file: the workbook.
        sheets: its sheets, in their order.
        tables: cells, findings, measurements and flags of this workbook alone.
    """

    page: Page
    file: str
    sheets: Sequence[str]
    tables: Mapping[str, pd.DataFrame]

    def _repr_html_(self) -> str:
        """Jupyter's protocol."""
        drawn = (self._draw_legend(), (self.draw_sheet(sheet) for sheet in self.sheets))
        return str(tag("div", drawn, style="background:#fff;color:#1F2933;padding:8px"))

    def draw_sheet(self, sheet: str) -> Markup:
        """A sheet as a grid with its letters and numbers, and what a person should look at under it."""
        own = {name: frame[frame["sheet"] == sheet] for name, frame in self.tables.items()}
        flags = self._list_flags(own["flags"])
        last = min(int(own["cells"]["last_row"].max()), MOST_ROWS) if len(own["cells"]) else 0
        width = min(int(own["cells"]["last_col"].max()), MOST_COLUMNS) if len(own["cells"]) else 0
        grid = _Grid(self.page, own["cells"], set(own["findings"]["cell"]), flags, self._hide(own))
        heads = (tag("th", get_column_letter(column), style=_EDGE) for column in range(1, width + 1))
        table = tag(
            "table", tag("thead", tag("tr", tag("th", "", style=_EDGE), heads)),
            tag("tbody", (grid.draw_row(row, width) for row in range(1, last + 1))),
            style="border-collapse:collapse;table-layout:auto;background:#fff;margin:0",
        )  # fmt: skip
        title = self._say("title", file=self.page.file(self.file), sheet=f"[{self.page.title(sheet)}]" if sheet else "")
        more = int(own["cells"]["last_row"].max()) - last if last else 0
        note = tag("p", self._say("hidden_rows", count=more)) if more else None
        return join(
            tag("h4", title), tag("div", table, style="overflow-x:auto;max-width:100%"), note, self._tell_flags(flags)
        )

    def _hide(self, own: Mapping[str, pd.DataFrame]) -> frozenset[int]:
        """Columns with a count of persons that may not be told: masked whole, or their sums would tell it."""
        standards, measured = self.page.standards, own["measurements"]
        small = {
            cell
            for cell, measure, value in zip(*(measured[name] for name in ("cell", "measure", "value")), strict=True)
            if measure in standards.measures
            and not standards.measures[measure].tells(value, standards.decision.suppress_below)
        }
        cells = own["cells"]
        return frozenset(cells.loc[cells["cell"].isin(small), "col"])

    def _list_flags(self, flags: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
        """Cell → what is said of it, gravest first."""
        said: dict[str, list[tuple[str, str]]] = {}
        for cell, severity, message in zip(*(flags[name] for name in ("cell", "severity", "message")), strict=True):
            said.setdefault(cell, []).append((severity, self.page.message(message)))
        order = list(SEVERITY)[::-1]
        return {cell: sorted(said[cell], key=lambda one: order.index(one[0])) for cell in said}

    def _tell_flags(self, flags: Mapping[str, Sequence[tuple[str, str]]]) -> Markup:
        lines = [(cell, *one) for cell, told in flags.items() for one in told]
        if not lines:
            return tag("p", self._say("no_flags"))
        listed = (
            tag("li", tag("strong", f"{cell} ", style=f"color:#{SEVERITY[severity]}"), message)
            for cell, severity, message in lines
        )
        return join(tag("p", self._say("flags", count=len(lines))), tag("ul", listed))

    def _draw_legend(self) -> Markup:
        counts = self.tables["cells"]["role"].value_counts()
        chip = ";margin:0 6px 4px 0;display:inline-block"
        keys = (
            tag("span", f"{self.page.say(f'role.{role}')} {counts[role]}", style=_style(role) + chip)
            for role in CELL_ROLES
            if role in counts
        )
        return tag("p", tag("strong", f"{self._say('legend')} "), keys)

    def _say(self, key: str, **fields: object) -> str:
        return self.page.standards.say(f"preview.{key}", **fields)


@dataclass(frozen=True)
class _Grid:
    """The cells of a sheet by their place."""

    page: Page
    cells: pd.DataFrame
    judged: Set[str]
    flags: Mapping[str, Sequence[tuple[str, str]]]
    hidden: Set[int]

    def draw_row(self, row: int, width: int) -> Markup:
        """One row: its number, then each cell, a merged one once over all that it spans."""
        return tag("tr", tag("th", row, scope="row", style=_EDGE), self._draw_cells(row, width))

    def _draw_cells(self, row: int, width: int) -> Iterator[Markup]:
        places = {line["col"]: line for line in self.cells[self.cells["row"] == row].to_dict("records")}
        covered = self.cells[(self.cells["row"] < row) & (self.cells["last_row"] >= row)]
        hidden = {column for first, last in zip(covered["col"], covered["last_col"], strict=True)
                  for column in range(first, last + 1)}  # fmt: skip
        column = 1
        while column <= width:
            line = places.get(column)
            if column not in hidden:
                yield self._draw_cell(line, f"{get_column_letter(column)}{row}")
            column = (line["last_col"] if line else column) + 1

    def _draw_cell(self, line: Mapping[Any, Any] | None, address: str) -> Markup:
        blank = "finding" if address in self.judged else "empty"
        role = str(line["role"]) if line else blank
        text = "" if line is None or pd.isna(line["raw"]) else str(line["raw"])
        if line and line["col"] in self.hidden and role in SUMMED:
            text = self.page.word("mark.suppressed")
        shown = f"{MASK}" if role == "refused" else text[:MOST_TEXT] + ("…" if len(text) > MOST_TEXT else "")
        told = self.flags.get(address, ())
        line_end = "nowrap" if len(shown) <= _SHORT and role != "header" else "normal"
        style = f"{_style(role)};white-space:{line_end};min-width:3em" + (
            f";outline:2px solid #{SEVERITY[told[0][0]]};outline-offset:-2px" if told else ""
        )
        note: list[Piece] = [
            tag("div", (tag("span", "⚑ ", style=f"color:#{SEVERITY[severity]}"), message), style=_SAID)
            for severity, message in told
        ]
        spans = {} if line is None else {
            "rowspan": line["last_row"] - line["row"] + 1, "colspan": line["last_col"] - line["col"] + 1,
        }  # fmt: skip
        title = self.page.say(f"role.{role}") if role in CELL_ROLES else None
        return tag("td", shown, note, style=style, title=title if role == "refused" else text or title, **spans)


def _style(role: str) -> str:
    color = ";color:#fff" if role == "refused" else ""
    return f"{_CELL};background:#{FILLS.get(role, 'FFFFFF')}{color}"


def preview(round_: Round, file: str, sheet: str = "") -> Preview:
    """A workbook of a round as it was read.

    Args:
        round_: the round.
        file: the workbook's name, or its path in the round's folder; "" for the first one.
        sheet: one sheet; "" for all.

    Raises:
        MissingError: the round has no such workbook; names the nearest.
        UsageError: the workbook has no such sheet; names those it has.
        RefusedWorkbook: it could not be read.
    """
    standards, books = round_.standards, round_.tables["workbooks"]
    name = _find_file(round_, file)
    refused = books[(books["file"] == name) & (books["state"] != "read")]
    if len(refused):
        reason = str(refused["reason"].iloc[0])
        shown = show_file(name)
        raise RefusedWorkbook(standards.say("preview.unread", file=shown, reason=reason), place=Place(shown))
    tables = {
        key: round_.tables[key][round_.tables[key]["file"] == name]
        for key in ("cells", "findings", "measurements", "flags")
    }
    sheets = list(dict.fromkeys(tables["cells"]["sheet"]))
    if sheet and sheet not in sheets:
        known = standards.say("page.run.known_parameters", names=standards.say("mark.list").join(sheets))
        raise UsageError(standards.say("explore.unknown", seen=sheet), do=known)
    page = open_page(round_, load_results(round_))
    return Preview(page, name, [sheet] if sheet else sheets, tables)


def _find_file(round_: Round, file: str) -> str:
    """The workbook of a name.

    Raises:
        MissingError: there is none; names the nearest.
    """
    standards, names = round_.standards, list(round_.tables["workbooks"]["file"])
    if not file and names:
        return str(names[0])
    found = [name for name in names if file in (name, name.rpartition("/")[2])]
    if found:
        return str(found[0])
    near = difflib.get_close_matches(file, names, n=3, cutoff=0.2) or names
    raise MissingError(
        standards.say("preview.no_file", round=round_.id, seen=show_file(file)),
        do=standards.say("page.run.known_parameters", names=standards.say("mark.list").join(map(show_file, near))),
    )
