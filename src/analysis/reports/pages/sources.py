"""The annex: every printed number a row, with what it leaves out and the cells it comes from."""

from __future__ import annotations

from collections.abc import Iterator

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

MOST_RANGES = 16
"""Ranges of one file that are written out; more are counted."""


def draw_sources(page: Page) -> Markup:
    """One row a number of the whole round, then those of towns and kinds folded away."""
    numbers = page.results.numbers
    whole = numbers[numbers["group_by"] == ""]
    parts = numbers[[_is_printed(row) for _, row in numbers.iterrows()]]
    table = _table(page, whole, caption=page.say("sources_caption"), hidden=True)
    legend = tag("p", page.word("mark.legend"), class_="note")
    if not len(parts):
        return join(table, legend)
    folded = _table(page, parts, caption=page.say("parts_caption", count=len(parts)))
    return join(table, legend, tag("details", tag("summary", page.say("parts_caption", count=len(parts))), folded))


def _is_printed(row: pd.Series) -> bool:
    """Whether a part of a number stands on the page: by item, an area by town, an area or item in teaching points."""
    if (row["group_by"], row["group"]) == POINTS:
        return bool(row["subject"] in ("area", "item"))
    if row["group_by"] == ITEM:
        return True
    return bool(row["group_by"] == "town" and row["subject"] == "area")


def _table(page: Page, numbers: pd.DataFrame, *, caption: str, hidden: bool = False) -> Markup:
    heads = (
        ("number", False, False),
        ("what", False, False),
        ("kn", True, False),
        ("left_out", False, True),
        ("cells_of", False, False),
    )
    columns = [Column(page.say(f"head.{name}"), number=number, gap=gap) for name, number, gap in heads]
    cells = dict(iter(page.results.number_cells.groupby(["code", "group_by", "group"])))
    rows = []
    for _, row in numbers.iterrows():
        number = fraction(page.standards, row)
        behind = cells.get((row["code"], row["group_by"], row["group"]))
        rows.append(_row(page, row, number, behind))
    return draw_table(columns, rows, caption=caption, hidden=hidden, css="wide w7 long addr src")


def _row(page: Page, row: pd.Series, number: Number, cells: pd.DataFrame | None) -> Row:
    told = left_out(page, row)
    where = name_cells(page, cells) if cells is not None else none(page.say("nothing"))
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
    placed = cells[cells["file"] != ""].drop_duplicates(["round_id", "file", "sheet", "cell"])
    own = placed["round_id"].isin(("", page.round_id))
    for round_id in ("", *sorted(set(placed["round_id"][~own]))):
        for file, group in placed[own if not round_id else placed["round_id"] == round_id].groupby("file"):
            where = page.say("cell_count", count=len(group)) if counted else _name_in_file(page, group)
            yield f"{round_id} {page.file(str(file))}".strip(), where


def _name_in_file(page: Page, cells: pd.DataFrame) -> str:
    """The ranges of a file: of its one sheet, of several where they are the same, sheet by sheet, or counted."""
    sheets = {str(sheet): " ".join(join_addresses(group["cell"])) for sheet, group in cells.groupby("sheet")}
    ranges = sum(len(listed.split()) for listed in sheets.values())
    if len(set(sheets.values())) == 1 and ranges <= MOST_RANGES * len(sheets):
        sheet, listed = next(iter(sheets.items()))
        if len(sheets) > 1:
            return page.say("sheet_ranges", count=len(sheets), ranges=listed)
        return f"{page.sheet(str(cells['file'].iloc[0]), sheet)} {listed}".strip()
    if ranges > MOST_RANGES:
        return page.say("cell_count", count=len(cells))
    return " ".join(f"[{page.title(sheet)}] {listed}" for sheet, listed in sheets.items())
