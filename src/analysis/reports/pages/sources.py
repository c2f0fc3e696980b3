"""The annex: every printed number a row, with what it leaves out and the cells it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.measures.computed import ITEM
from analysis.narrative.passages import Number, fraction, name_code
from analysis.reports.pages.addresses import join_addresses
from analysis.reports.pages.areas import POINTS
from analysis.reports.pages.corrections import name_corrected
from analysis.reports.pages.filters import mark_row
from analysis.reports.pages.markup import Piece, anchor, join, tag
from analysis.reports.pages.numbers import left_out, mark_revised
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import Column, Row, draw_table, none
from analysis.tables import to_rows

PLACE = ("round_id", "file", "sheet", "cell")
"""What makes a cell one cell."""
MOST_RANGES = 16
"""Ranges of one file that are written out; more are counted."""


def draw_sources(page: Page) -> Markup:
    """One row a number of the whole round, then those of towns and kinds folded away."""
    numbers = page.results.numbers
    rows = to_rows(numbers)
    parts = [row for row in rows if _is_printed(row)]
    table = _table(page, [row for row in rows if not row["group_by"]], caption=page.say("sources_caption"), hidden=True)
    legend = tag("p", page.word("mark.legend"), class_="note")
    if not parts:
        return join(table, legend)
    folded = _table(page, parts, caption=page.say("parts_caption", count=len(parts)))
    return join(table, legend, tag("details", tag("summary", page.say("parts_caption", count=len(parts))), folded))


def _is_printed(row: Mapping[str, Any]) -> bool:
    """Whether a part of a number stands on the page: by item, an area by town, an area or item in teaching points."""
    if (row["group_by"], row["group"]) == POINTS:
        return bool(row["subject"] in ("area", "item"))
    if row["group_by"] == ITEM:
        return True
    return bool(row["group_by"] == "town" and row["subject"] == "area")


def _table(page: Page, numbers: Iterable[Mapping[str, Any]], *, caption: str, hidden: bool = False) -> Markup:
    heads = (
        ("number", False, False),
        ("what", False, False),
        ("kn", True, False),
        ("left_out", False, True),
        ("cells_of", False, False),
    )
    columns = [Column(page.say(f"head.{name}"), number=number, gap=gap) for name, number, gap in heads]
    rows = [_row(page, row, fraction(page.standards, row)) for row in numbers]
    return draw_table(columns, rows, caption=caption, hidden=hidden, css="wide w7 long addr src")


def _row(page: Page, row: Mapping[str, Any], number: Number) -> Row:
    told, cells = left_out(page, row), page.results.cells(number.code, group_by=number.group_by, group=number.group)
    where = name_cells(page, cells) if len(cells) else none(page.say("nothing"))
    town = str(row["group"]) if row["group_by"] == "town" else ""
    marks = mark_row(page, town=town, area=str(row["area"]), item=str(row["item_id"]))
    line = (name_code(page.standards, number), row["title"], join(number.text, mark_revised(page, number)), told, where)
    return Row(line, id=f"s-{anchor(number.name)}", marks=marks)


def name_cells(page: Page, cells: pd.DataFrame) -> Piece:
    """Cells by file and sheet as ranges, this round's first: 《全面改薄(一组).xlsx》 T5:T14、T16."""
    pieces: list[Piece] = []
    for file, ranges in list_cells(page, cells):
        pieces += [tag("br") if pieces else "", tag("span", file, class_="cell"), " ", ranges]
    return [*pieces, name_corrected(page, cells)] if pieces else none(page.say("no_cell"))


def list_cells(page: Page, cells: pd.DataFrame, *, counted: bool = False) -> Iterator[tuple[str, str]]:
    """Each file with the ranges of its cells, this round's first, others with their round before the file.

    Args:
        page: the page.
        cells: rows of `number_cells`.
        counted: how many cells there are in each file, in place of their ranges.
    """
    placed: dict[tuple[str, str], dict[str, list[str]]] = {}
    for round_id, file, sheet, cell in list_places(cells):
        other = "" if round_id == page.round_id else round_id
        placed.setdefault((other, file), {}).setdefault(sheet, []).append(cell)
    for (other, file), sheets in sorted(placed.items()):
        count = sum(map(len, sheets.values()))
        where = page.say("cell_count", count=count) if counted else _name_in_file(page, file, sheets, count)
        yield f"{other} {page.file(file)}".strip(), where


def list_places(cells: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Round, file, sheet and cell of rows of `number_cells`, each place once; those without a cell are left out."""
    columns = (cells[name].tolist() for name in PLACE)
    return list(dict.fromkeys(place for place in zip(*columns, strict=True) if place[1]))


def _name_in_file(page: Page, file: str, cells: Mapping[str, Sequence[str]], count: int) -> str:
    """The ranges of a file: of its one sheet, of several where they are the same, sheet by sheet, or counted.

    Args:
        page: the page.
        file: its name.
        cells: sheet → addresses.
        count: how many these are.
    """
    sheets = {sheet: " ".join(join_addresses(own)) for sheet, own in sorted(cells.items())}
    ranges = sum(len(listed.split()) for listed in sheets.values())
    if len(set(sheets.values())) == 1 and ranges <= MOST_RANGES * len(sheets):
        sheet, listed = next(iter(sheets.items()))
        if len(sheets) > 1:
            return page.say("sheet_ranges", count=len(sheets), ranges=listed)
        return f"{page.sheet(file, sheet)} {listed}".strip()
    if ranges > MOST_RANGES:
        return page.say("cell_count", count=count)
    return " ".join(f"[{page.title(sheet)}] {listed}" for sheet, listed in sheets.items())
