"""What is sent with the text: exceptions, overdue problems, coverage, and every number with its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.narrative.document import ANNEXES, Document, list_numbers
from analysis.narrative.opening import write_silent
from analysis.narrative.passages import fraction, name_code
from analysis.narrative.selection import item_label, write_blocked, write_deadline
from analysis.reports.office.word.elements import make
from analysis.reports.office.word.looks import ANNEX, ANNEX_TITLE, BODY
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.paragraphs import write_line
from analysis.reports.office.word.tables import Cell, Column, add_table
from analysis.reports.pages.numbers import left_out
from analysis.reports.pages.page import Page
from analysis.reports.pages.progress import name_state
from analysis.reports.pages.sources import list_cells
from analysis.reports.pages.table import list_lines
from analysis.tables import to_rows

TURNED = ("sources",)
"""Annexes whose table is too wide for an upright page."""
LONGEST = 240
"""Characters of the ranges of a number; where they are more, the cells are counted by file."""


def add_annex(manuscript: Manuscript, page: Page, document: Document, place: int) -> None:
    """Add an annex: its label at the top left, its title, its table, or that there is nothing.

    Args:
        manuscript: where it goes, at the top of a page.
        page: the round.
        document: the text that it is sent with.
        place: its number, from 1, in the order of `narrative.document.ANNEXES`.
    """
    name, title = ANNEXES[place - 1], document.annexes[place - 1]
    silent = write_silent(page.story) if name == "coverage" else ""
    begins = () if name in TURNED else (make("w:pageBreakBefore"),)
    write_line(manuscript, ANNEX, page.word("document.attachment_label").format(n=place), properties=begins)
    write_line(manuscript, ANNEX_TITLE, title)
    if silent:
        told = (page.word("narrative.fact.silent"), silent)
        write_line(manuscript, BODY, page.word("mark.colon").join(told))
    rows = list(_list_sources(page, document) if name == "sources" else _number(_ROWS[name](page)))
    if rows:
        add_table(manuscript, _COLUMNS[name](page), rows, about=title)
    else:
        write_line(manuscript, BODY, page.say("nothing"))


def _number(rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield from ((str(place), *row) for place, row in enumerate(rows, start=1))


def _place(page: Page) -> Column:
    return Column(page.word("document.place"), 12, middle=True)


def _head_exceptions(page: Page) -> tuple[Column, ...]:
    say = page.say
    return (
        _place(page), Column(say("head.school"), 28), Column(say("head.item"), 38),
        Column(say("head.judged"), 19, middle=True), Column(say("head.problem"), 35), Column(say("head.deadline"), 24),
    )  # fmt: skip


def _list_exceptions(page: Page) -> Iterator[Sequence[Cell]]:
    """By school in the register's order, then by item in the standard's; then what the ledgers tell of beside these."""
    frame = page.results.exceptions
    schools = {school: place for place, school in enumerate(page.results.coverage["school_id"])}
    items = {item: place for place, item in enumerate(page.standards.items)}
    order = sorted(
        list_lines(frame), key=lambda line: (schools.get(line.school_id, len(schools)), items.get(line.item_id, -1))
    )
    for line in order:
        waits = page.say("waits", what=write_blocked(page.standards, line.blocked_by)) if line.blocked_by else ""
        yield (
            page.school(line.school_id), item_label(page.standards, line.item_id, with_area=True),
            page.word(f"verdict.{line.verdict}"), page.word("mark.semicolon").join(filter(None, (line.note, waits))),
            write_deadline(page.standards, line.deadline, as_of=page.story.as_of),
        )  # fmt: skip
    yield from _list_apart(page, schools)


def _list_apart(page: Page, schools: Mapping[str, int]) -> Iterator[Sequence[Cell]]:
    """The problems of this round that are no exception; what no item is about is named as such."""
    frame = page.results.problems
    other = page.word("document.other_problems")
    for line in sorted(list_lines(frame[frame["apart"]]), key=lambda line: schools.get(line.school_id, len(schools))):
        known = line.item_id in page.standards.items
        item = item_label(page.standards, line.item_id, with_area=True) if known else ""
        yield (
            page.school(line.school_id) if line.school_id else "",
            page.word("mark.colon").join(filter(None, (other, item))), "", line.text,
            _write_end(page, line),
        )  # fmt: skip


def _write_end(page: Page, line: Any) -> str:
    """By when a problem is to be put right; one that was closed since is late for nothing."""
    if line.state == "closed_verified":
        return page.word("status.closed_verified")
    return write_deadline(page.standards, line.deadline, as_of=page.story.as_of)


def _head_overdue(page: Page) -> tuple[Column, ...]:
    say = page.say
    return (
        _place(page), Column(say("head.school"), 36), Column(say("head.problem"), 54),
        Column(say("head.deadline"), 24, middle=True), Column(say("head.state"), 30),
    )  # fmt: skip


def _list_overdue(page: Page) -> Iterator[Sequence[Cell]]:
    frame = page.results.problems
    frame = frame[frame["overdue"] & frame["old"]].sort_values(["deadline", "school_id", "problem_id"])
    for line in list_lines(frame):
        state = name_state(page, line.state, line.blocked_by)
        yield page.school(line.school_id), line.text or page.say("nothing"), page.day(line.deadline), state


def _head_coverage(page: Page) -> tuple[Column, ...]:
    say = page.say
    return (
        _place(page), Column(page.standards.text(page.standards.entity.name), 42), Column(say("head.town"), 24),
        Column(page.word("document.kind"), 26), Column(page.word("document.due"), 14, middle=True),
        Column(page.word("document.seen"), 14, middle=True), Column(page.word("document.why"), 24),
    )  # fmt: skip


def _list_coverage(page: Page) -> Iterator[Sequence[Cell]]:
    for line in list_lines(page.results.coverage):
        yield (
            page.school(line.school_id), line.town, page.standards.wording.get(f"kind.{line.kind}", ""),
            page.say(f"answer.{'yes' if line.due else 'no'}"), page.say(f"answer.{'yes' if line.visited else 'no'}"),
            line.reason,
        )  # fmt: skip


def _head_sources(page: Page) -> tuple[Column, ...]:
    say = page.say
    return (
        Column(say("head.number"), 18), Column(say("head.what"), 46), Column(say("head.kn"), 32, number=True),
        Column(say("head.left_out"), 30), Column(say("head.cells_of"), 99),
    )  # fmt: skip


def _list_sources(page: Page, document: Document) -> Iterator[Sequence[Cell]]:
    """The numbers of the text in the order of the results, each with its code, what it leaves out and its cells."""
    used = {(number.code, number.group_by, number.group) for number in list_numbers(document)}
    for row in to_rows(page.results.numbers):
        number = fraction(page.standards, row)
        if (number.code, number.group_by, number.group) in used:
            cells = page.results.cells(number.code, group_by=number.group_by, group=number.group)
            where = _write_cells(page, cells) or page.say("no_cell" if len(cells) else "nothing")
            code = name_code(page.standards, number)
            yield code, row["title"], page.story.mark((number,)), left_out(page, row), where


def _write_cells(page: Page, cells: pd.DataFrame) -> str:
    """The ranges by file; more than fit a row are counted, and `ducha explain` lists them."""
    written = ""
    for counted in (False, True):
        listed = list_cells(page, cells, counted=counted)
        written = page.word("mark.semicolon").join(f"{file} {ranges}" for file, ranges in listed)
        if len(written) <= LONGEST:
            break
    return written


_COLUMNS: Mapping[str, Callable[[Page], tuple[Column, ...]]] = {
    "exceptions": _head_exceptions, "overdue": _head_overdue, "coverage": _head_coverage, "sources": _head_sources,
}  # fmt: skip
_ROWS: Mapping[str, Callable[[Page], Iterator[Sequence[Cell]]]] = {
    "exceptions": _list_exceptions, "overdue": _list_overdue, "coverage": _list_coverage,
}  # fmt: skip
