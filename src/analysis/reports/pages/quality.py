"""Chapter seven: what arrived, what could not be read, what was refused, what a person should look at."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from analysis.reports.pages.markup import Piece, anchor, tag
from analysis.reports.pages.numbers import find_number
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import Column, Row, draw_table, list_lines, none, place, quote, zero

LOOK = ("error", "warning")
"""Severities that a person should look at; notes are only counted."""
MOST_CODES = 8
"""Codes listed beside a flag; more are counted."""


def draw_workbooks(page: Page) -> Markup:
    """Every workbook that arrived: read or not and why, sheets, cells."""
    if not len(page.results.workbooks):
        return tag("p", page.say("no_workbooks"))
    columns = [Column(page.say("head.file")), Column(page.say("head.outcome")),
               Column(page.say("head.sheets"), number=True), Column(page.say("head.cells"), number=True)]  # fmt: skip
    rows = (
        Row((page.file(line.file), _outcome(page, line), zero(line.sheets), zero(line.cells)))
        for line in list_lines(page.results.workbooks)
    )
    caption = page.say("workbooks_caption", count=len(page.results.workbooks))
    return draw_table(columns, rows, caption=caption, css="cards long addr")


def _outcome(page: Page, line: Any) -> Piece:
    word = page.say(f"workbook.{line.state}")
    return f"{word}{page.word('mark.colon')}{line.reason}" if line.reason else word


def draw_flags(page: Page) -> Markup:
    """What a person should look at, put together: where, what was seen, how often, which numbers it touches."""
    frame = page.results.flag_groups
    frame = frame[frame["severity"].isin(LOOK)]
    if not len(frame):
        return tag("p", page.say("no_flags"))
    columns = [
        Column(page.say("head.where_is")), Column(page.say("head.seen")), Column(page.say("head.places"), number=True),
        Column(page.say("head.touches"), gap=True),
    ]  # fmt: skip
    rows = (
        Row((_where(page, line), _seen(page, line), line.count, _touches(page, line.codes)))
        for line in list_lines(frame)
    )
    caption = page.say("flags_caption", count=int(frame["count"].sum()))
    return draw_table(columns, rows, caption=caption, css="cards wrap long")


def _where(page: Page, line: Any) -> Piece:
    if not line.file:
        return page.say("whole_round")
    more = page.say("and_more", count=line.count - 1) if line.count > 1 else ""
    return place(page.file(line.file), line.cell), more


def _seen(page: Page, line: Any) -> Piece:
    message = page.message(line.message)
    return (quote(line.raw), " ", message) if line.raw else message


def _touches(page: Page, codes: str) -> Piece:
    listed = codes.split()
    if not listed:
        return none(page.say("nothing"))
    links: list[Piece] = []
    for code in listed[:MOST_CODES]:
        known = find_number(page, code) is not None
        links += [" ", tag("a", code, href=f"#s-{anchor(code)}", class_="nw") if known else code]
    return links[1:], page.say("and_more", count=len(listed) - MOST_CODES) if len(listed) > MOST_CODES else ""


def draw_fates(page: Page) -> Markup:
    """Where every non-empty cell ended."""
    frame = page.results.cells_by_role
    if not len(frame):
        return Markup("")
    columns = [Column(page.say("head.role")), Column(page.say("head.cells"), number=True)]
    rows = [Row((page.say("total"), int(frame["count"].sum())), total=True)]
    rows += [Row((page.say(f"role.{line.role}"), line.count)) for line in list_lines(frame)]
    table = draw_table(columns, rows, caption=page.say("fates_caption"))
    return tag("details", tag("summary", page.say("fates_caption")), table)
