"""Every number by its code, the cells that it rests on, and every conclusion a row: for programs and pivot tables."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.measures.computed import ITEM
from analysis.measures.frames import LEFT_OUT
from analysis.reports.office.annex.sheet import Column, Line, Sheet, Value, say
from analysis.reports.office.annex.values import (
    NUMBER_COLUMNS,
    Row,
    take,
    take_left_out,
    title_files,
    write_area,
    write_code,
    write_day,
    write_group,
    write_item,
    write_item_code,
    write_kind,
    write_number,
    write_place,
    write_unit,
    write_word,
)
from analysis.reports.pages.numbers import left_out
from analysis.reports.pages.page import Page
from analysis.reports.pages.panels import MOST_ROWS, find_base
from analysis.tables import to_rows

_NUMBERS = (
    Column("code", 18.0, "code"), Column("area", 14.0), Column("what", 40.0), Column("remark", 14.0),
    Column("unit", 7.0), *NUMBER_COLUMNS, Column("mean", 9.0, "value"),
    *(Column(name, 7.0, "count") for name in ("met", "partial", "unmet", *LEFT_OUT)),
)  # fmt: skip
_SOURCES = (
    Column("code", 10.0, "code"), Column("what", 23.0), Column("kn", 9.0, "ratio"), Column("k", 6.5, "count"),
    Column("n", 6.5, "count"), Column("left_out", 12.0), Column("part", 9.0), Column("decided_by", 9.0),
    Column("school", 14.0), Column("town", 8.0), Column("kind", 8.0), Column("item", 16.0), Column("round_id", 8.5),
    Column("file", 18.0), Column("sheet", 10.0), Column("cell", 6.5), Column("raw", 13.0),
)  # fmt: skip
_DETAILS = (
    Column("round_id", 8.5), Column("town", 8.0), Column("school", 16.0), Column("kind", 8.0), Column("area", 12.0),
    Column("code", 6.5, "code"), Column("item", 18.0), Column("verdict", 9.0, "verdict"), Column("counted", 6.0),
    Column("decided_by", 9.0), Column("raw", 12.0), Column("note", 15.0), Column("place", 22.0),
    Column("deadline", 10.5, "day"), Column("status", 11.0),
)  # fmt: skip


def list_every_number(page: Page) -> Sheet:
    """All numbers, the parts by town, kind and item among them."""
    lines = [
        Line([write_code(page, row), write_area(page, row["area"]), row["title"], write_group(page, row),
              write_unit(page, row["unit"]), *write_number(page, row), take(row["mean"]),
              *(row[name] for name in ("met", "partial", "unmet")), *take_left_out(row)])
        for row in to_rows(page.results.numbers)
    ]  # fmt: skip
    return Sheet("numbers", _NUMBERS, lines, bare=True, frozen=1)


def list_sources(page: Page) -> Sheet:
    """The cells behind every number; those of a town or kind are found by the columns of these.

    A number that rests on the very cells of an earlier one, as fixed and new both rest on the comparable pairs, lists
    those that are counted in it and names that one for the rest.
    """
    numbers = {(row["code"], row["group"]): row for row in to_rows(page.results.numbers)}
    frame = page.results.number_cells
    frame = frame[frame["group_by"].isin(("", ITEM))]
    kinds = dict(zip(page.results.coverage["school_id"], page.results.coverage["kind"], strict=True))
    titles = title_files(page, (*frame["file"], *frame["sheet"]))
    lines = []
    for (code, group), cells in frame.groupby(["code", "group"], sort=False):
        head, rest = _head_number(page, numbers[code, group]), cells["part"] == "rest"
        base = find_base(page, str(code)) if not group and rest.sum() > MOST_ROWS else ""
        for cell in to_rows(cells[~rest if base else slice(None)]):
            lines.append(Line([*head, *_write_cell(page, cell, kinds, titles)]))
        if base:
            told = say(page.standards, "same_cells", code=base)
            lines.append(Line([*head, page.say("part.rest"), *[None] * 9, told]))
    return Sheet("sources", _SOURCES, lines, bare=True, frozen=1)


def _head_number(page: Page, row: Row) -> list[Value]:
    """Code, what it is, k/N, k, N, and what it leaves out in words."""
    *number, _ = write_number(page, row)
    return [write_code(page, row), row["title"], *number, left_out(page, row)]


def _write_cell(page: Page, cell: Row, kinds: Mapping[str, str], titles: Mapping[str, str]) -> list[Value]:
    school, decided = cell["school_id"], cell["decided_by"]
    wording = page.standards.wording
    return [
        wording.get(f"verdict.{cell['part']}") or wording.get(f"page.part.{cell['part']}", ""),
        write_word(page, "decided_by", decided), page.school(school) if school else "",
        page.town(school), write_kind(page, kinds.get(school, "")) if school else "",
        write_item(page, cell["item_id"]), cell["round_id"], titles[cell["file"]], titles[cell["sheet"]],
        cell["cell"], cell["raw"],
    ]  # fmt: skip


def list_details(page: Page) -> Sheet:
    """Every conclusion of this round and the earlier ones."""
    answers = {True: page.say("answer.yes"), False: page.say("answer.no")}
    lines = []
    for row in to_rows(page.results.details):
        lines.append(
            Line([row["round_id"], row["town"], page.school(row["school_id"]), write_kind(page, row["kind"]),
                  write_area(page, row["area"]), write_item_code(page, row["item_id"]),
                  write_item(page, row["item_id"]), write_word(page, "verdict", row["state"]), answers[row["counted"]],
                  write_word(page, "decided_by", row["decided_by"]), row["raw"], row["note"],
                  write_place(page, row), write_day(row["deadline"]),
                  write_word(page, "narrative.state", row["status"])], verdict=row["state"])
        )  # fmt: skip
    return Sheet("details", _DETAILS, lines, bare=True, frozen=3)
