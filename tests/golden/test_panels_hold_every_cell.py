"""What a reader can open on the page are the cells of number_cells: none is missing, none is added, each as written.

The panels are read back from their markup, ranges are opened again cell by cell, and a panel that names another one for
the rest of its cells is followed there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import get_column_letter
from tests.golden.measured import measure

from analysis.measures.results import RoundResults
from analysis.reports.pages.page import Page, open_page
from analysis.reports.pages.panels import draw_panels

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = ("2016-05", "2016-10", "2016-11")
ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]+(:[A-Z]{1,3}[0-9]+)?")
Cell = tuple[str, str, str]


@dataclass
class Panel:
    """A panel as a reader meets it: sheets, cells and texts, the schools that are met, the panels it leads to."""

    cells: set[Cell] = field(default_factory=set)
    leads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads panels out of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.panels: dict[str, Panel] = defaultdict(Panel)
        self.code, self.label, self.inside = "", "", ""
        self.in_row, self.pending = False, list[str]()
        self.feed(markup)
        self.flush("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "popover" in given:
            self.flush("")
            self.code, self.label = given["id"], ""
        elif tag == "button" and "popovertargetaction" not in given:
            self.panels[self.code].leads.append(given["popovertarget"])
        elif tag == "tr":
            self.flush("")
            self.panels[self.code].rows.append([])
            self.in_row = True
        elif tag == "mark":
            self.inside = "mark"
        elif given.get("class") == "cell" or "colspan" in given:
            self.flush("")
            self.inside = "label"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("mark", "span", "th"):
            self.inside = ""
        self.in_row = self.in_row and tag != "tr"

    def handle_data(self, data: str) -> None:
        if self.inside == "mark":
            self.flush(data)
        elif self.inside == "label":
            self.label = data
        else:
            self.pending += [word for word in data.split() if ADDRESS.fullmatch(word)]
        if self.in_row:
            self.panels[self.code].rows[-1].append(data)

    def flush(self, raw: str) -> None:
        for span in self.pending:
            left, top, right, bottom = range_boundaries(span)
            self.panels[self.code].cells |= {
                (self.label, f"{get_column_letter(column)}{row}", raw)
                for column in range(left, right + 1)
                for row in range(top, bottom + 1)
            }
        self.pending = []


@cache
def draw(root: Path, round_id: str) -> tuple[RoundResults, Page, dict[str, Panel]]:
    round_, results = measure(root, round_id)
    page = open_page(round_, results)
    return results, page, Reader(str(draw_panels(page))).panels


def label(page: Page, cell: dict[str, str]) -> str:
    other = f"{cell['round_id']} " if cell["round_id"] != page.round_id else ""
    return other + page.cell(cell["file"], cell["sheet"], "")


@pytest.mark.parametrize("round_id", ROUNDS)
def test_a_number_opens_exactly_its_cells(workspace: Path, round_id: str) -> None:
    results, page, panels = draw(workspace, round_id)
    wrong = []
    for code in page.panels:
        behind = results.cells(code).to_dict("records")
        wanted = {(label(page, c), c["cell"], c["raw"]) for c in behind if c["file"]}
        panel = panels[f"p-{code}"]
        opened = panel.cells.union(*(panels[lead].cells for lead in panel.leads if lead != "p-rule"))
        if opened != wanted:
            wrong.append((code, sorted(wanted - opened)[:3], sorted(opened - wanted)[:3]))
    assert wrong == []


@pytest.mark.parametrize("round_id", ROUNDS)
def test_no_two_sheets_are_called_alike(workspace: Path, round_id: str) -> None:
    results, page, _ = draw(workspace, round_id)
    cells = results.number_cells.query("file != ''").drop_duplicates(["round_id", "file", "sheet"]).to_dict("records")
    assert len({label(page, cell) for cell in cells}) == len(cells)


@pytest.mark.parametrize("round_id", ROUNDS)
def test_an_items_panel_lists_as_many_met_schools_as_its_number_says(workspace: Path, round_id: str) -> None:
    results, page, panels = draw(workspace, round_id)
    items = results.numbers.query("subject == 'item' and group_by == ''").to_dict("records")
    assert len(items) > 0
    for number in items:
        if number["code"] not in page.panels:
            continue
        # A row is: school, cell, text as written (left out where the cell is blank), what it was judged.
        rows = [row for row in panels[f"p-{number['code']}"].rows if len(row) > 2]
        met = {row[0] for row in rows if row[-1].split(" · ")[0] == "达标"}
        assert len(met) == number["numerator"], number["code"]
