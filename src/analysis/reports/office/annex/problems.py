"""What is wrong and what became of it: 例外, 厕位, 整改进度, 问题台账."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.measures.toilets import find_item
from analysis.narrative.selection import write_blocked
from analysis.reports.office.annex.sheet import Column, Line, Sheet, Value
from analysis.reports.office.annex.values import (
    NUMBER_COLUMNS,
    take,
    write_area,
    write_code,
    write_day,
    write_item,
    write_item_code,
    write_number,
    write_place,
    write_unit,
    write_word,
)
from analysis.reports.pages.page import Page
from analysis.reports.pages.toilets import PUPILS, READINGS, hides_pupils

_EXCEPTIONS = (
    Column("code", 6.5, "code"), Column("area", 12.0), Column("item", 18.0), Column("school", 16.0),
    Column("town", 8.0), Column("verdict", 9.0, "verdict"), Column("note", 22.0), Column("deadline", 10.5, "day"),
    Column("blocked_by", 8.0), Column("reply", 8.0), Column("decided_by", 9.0), Column("place", 22.0),
    Column("raw", 10.0),
)  # fmt: skip
_STALLS = ("stalls_m", "stalls_f", "required_m", "required_f", "short_m", "short_f")
_TOILETS = (
    Column("code", 6.5, "code"), Column("school", 17.0), Column("town", 8.0),
    *(Column(name, 7.5, "count") for name in (*PUPILS, *_STALLS)),
    *(Column(name, 8.0, "verdict") for name in READINGS), Column("verdict", 9.0, "verdict"),
    Column("deadline", 10.5, "day"), Column("blocked_by", 8.0), Column("place", 22.0),
)  # fmt: skip
_DAYS = ("found_on", "deadline", "extended_to", "claimed_on", "verified_on")
_NUMBERS = (Column("code", 10.0, "code"), Column("area", 18.0), Column("what", 56.0), Column("unit", 9.0),
            *NUMBER_COLUMNS)  # fmt: skip
_PROBLEMS = (
    Column("problem_id", 12.0, "code"), Column("overdue", 6.0, "verdict"), Column("status", 11.0, "verdict"),
    Column("school", 15.0), Column("town", 8.0), Column("code", 6.5, "code"), Column("item", 15.0),
    Column("problem", 22.0), *(Column(name, 10.5, "day") for name in _DAYS), Column("blocked_by", 8.0),
    Column("reply", 8.0), Column("place", 18.0),
)  # fmt: skip


def list_exceptions(page: Page) -> Sheet:
    """Every place that is not met or partly met, in the order of the results."""
    lines = []
    for row in page.results.exceptions.to_dict("records"):
        item, school = row["item_id"], row["school_id"]
        lines.append(
            Line([write_item_code(page, item), write_area(page, row["area"]), write_item(page, item),
                  page.school(school), row["town"], write_word(page, "verdict", row["verdict"]), row["note"],
                  write_day(row["deadline"]), write_blocked(page.standards, row["blocked_by"]),
                  _mark_reply(page, school, item), write_word(page, "decided_by", row["decided_by"]),
                  write_place(page, row), row["raw"]], verdict=row["verdict"])
        )  # fmt: skip
    return Sheet("exceptions", _EXCEPTIONS, lines, frozen=4)


def _mark_reply(page: Page, school: str, item: str) -> str:
    return page.word("reply.pending") if page.replied(school, item) else ""


def list_toilets(page: Page) -> Sheet:
    """Item 16 school by school; where one of the pupils' counts is small neither is told."""
    item = find_item(page.standards)
    code = page.standards.code(item.id) if item else ""
    lines = [
        Line([code, page.school(row["school_id"]), row["town"], *_count_stalls(page, row),
              *(page.say(f"answer.{row[name]}") if row[name] else page.word("mark.no_data") for name in READINGS),
              write_word(page, "verdict", row["verdict"]), write_day(row["deadline"]),
              write_blocked(page.standards, row["blocked_by"]), write_place(page, row)], verdict=str(row["verdict"]))
        for _, row in page.results.toilets.iterrows()
    ]  # fmt: skip
    return Sheet("toilets", _TOILETS, lines, frozen=2)


def _count_stalls(page: Page, row: pd.Series) -> list[Value]:
    """Pupils and stalls; [c] for pupils who are few, [x] for what is not known."""
    hidden = PUPILS if hides_pupils(page, row) else ()
    unknown = page.word("mark.no_data")
    counts = {name: take(row[name]) for name in (*PUPILS, *_STALLS)}
    return [
        page.word("mark.suppressed") if name in hidden else unknown if value is None else value
        for name, value in counts.items()
    ]


def list_numbers(page: Page, name: str, subjects: tuple[str, ...]) -> Sheet:
    """A sheet of the whole round's numbers of some subjects, each in its parts."""
    numbers = page.results.numbers
    chosen = numbers[numbers["subject"].isin(subjects) & (numbers["group_by"] == "")]
    lines = [
        Line([write_code(page, row), write_area(page, row["area"]), row["title"], write_unit(page, row["unit"]),
              *write_number(page, row)])
        for row in chosen.to_dict("records")
    ]  # fmt: skip
    return Sheet(name, _NUMBERS, lines, frozen=1)


def list_problems(page: Page) -> Sheet:
    """The problems as they stand: overdue ones first, closed ones last, else in the order of the results."""
    rows = page.results.problems.to_dict("records")
    rows = sorted(rows, key=lambda row: (not row["overdue"], row["state"] == "closed_verified"))
    return Sheet("problems", _PROBLEMS, [_write_problem(page, row) for row in rows], frozen=4)


def _write_problem(page: Page, row: dict[Any, Any]) -> Line:
    days = (write_day(row[name]) for name in _DAYS)
    return Line([
        row["problem_id"], page.say("part.overdue") if row["overdue"] else "",
        write_word(page, "narrative.state", row["state"]), page.school(row["school_id"]), row["town"],
        write_item_code(page, row["item_id"]), write_item(page, row["item_id"]), row["text"], *days,
        write_blocked(page.standards, row["blocked_by"]), write_word(page, "reply", row["reply"]),
        write_place(page, row),
    ], verdict="unmet" if row["overdue"] else row["state"])  # fmt: skip
