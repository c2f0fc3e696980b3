"""Chapters five and six: what became of earlier problems, and what changed since the last full round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.measures.frames import STATES
from analysis.measures.numbering import COMPARABLE, FAILING, FIXED, KEPT, NEW, RELAPSED
from analysis.narrative.selection import area_label, write_blocked
from analysis.reports.pages.filters import mark_row
from analysis.reports.pages.markup import Piece, tag
from analysis.reports.pages.numbers import show_number
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import Column, Row, draw_table, hot, list_lines, none, place, zero

CHANGE_COLUMNS = (
    ("comparable", COMPARABLE),
    ("kept", KEPT),
    ("fixed", FIXED),
    ("new", NEW),
    ("relapsed", RELAPSED),
    ("failing", FAILING),
)
"""Counts of change, in their order, with the code of each."""


def _labels(page: Page) -> dict[str, str]:
    return {area.id: area_label(page.standards, area) for area in page.standards.areas}


def draw_states(page: Page) -> Markup:
    """Problems of earlier rounds by area and state, the total first."""
    frame = page.results.problem_states
    frame = frame[frame["all"] > 0]
    if not len(frame):
        return Markup("")
    labels = {"": page.say("total"), **_labels(page)}
    names = ["all", *STATES, "overdue", "no_deadline"]
    columns = [Column(page.say("head.area")), *(Column(page.say(f"head.{name}"), number=True) for name in names)]
    rows = (
        Row(
            (labels.get(line["area"], line["area"]), *(_state_count(line, name) for name in names)),
            total=not line["area"],
        )
        for _, line in frame.iterrows()
    )
    caption = page.say("states_caption")
    return draw_table(columns, rows, caption=caption, css="wide")


def _state_count(line: pd.Series, name: str) -> Piece:
    return hot(line[name]) if name == "overdue" else zero(line[name])


def draw_overdue(page: Page) -> Markup:
    """The overdue problems one by one: school, problem, deadline, state, what it waits for, cell."""
    frame = page.results.problems
    frame = frame[frame["overdue"] & frame["old"]].sort_values(["deadline", "school_id", "problem_id"])
    return _list_problems(page, frame, "overdue", ("school", "problem", "deadline", "state", "where"))


def draw_apart(page: Page) -> Markup:
    """What this round's ledgers tell of beside the exceptions of the areas: school, item, problem, deadline, cell."""
    frame = page.results.problems
    heads = ("school", "item", "problem", "deadline", "state", "where")
    return _list_problems(page, frame[frame["apart"]], "apart", heads)


def draw_follow_up(page: Page) -> Markup:
    """What should be visited again: school, item, plain reasons, deadline, cell; folded away."""
    heads = ("school", "item", "why", "problem", "deadline", "where")
    return _list_problems(page, page.results.follow_up, "follow_up", heads)


def _list_problems(page: Page, frame: pd.DataFrame, name: str, heads: Sequence[str]) -> Markup:
    """Problems one by one, folded away; "" where there is none."""
    if not len(frame):
        return Markup("")
    columns = [Column(page.say(f"head.{head}")) for head in heads]
    rows = (
        Row([CELLS[head](page, line) for head in heads],
            marks=mark_row(page, school=line.school_id, area=line.area, item=line.item_id))
        for line in list_lines(frame)
    )  # fmt: skip
    table = draw_table(columns, rows, caption=page.say(f"{name}_caption", count=len(frame)), css="cards long")
    return tag("details", tag("summary", page.say(f"{name}_summary", count=len(frame))), table)


def _problem(page: Page, line: Any) -> Piece:
    return line.text or none(page.say("nothing")), page.reply_mark(line.school_id, line.item_id)


def _reasons(page: Page, line: Any) -> Piece:
    return page.word("mark.list").join(page.word(f"follow_up.{name}") for name in line.reasons.split())


CELLS: Mapping[str, Callable[[Page, Any], Piece]] = {
    "school": lambda page, line: page.school(line.school_id) if line.school_id else none(page.say("nothing")),
    "item": lambda page, line: _item(page, line.item_id) if line.item_id else none(page.say("nothing")),
    "why": _reasons,
    "problem": _problem,
    "deadline": lambda page, line: (
        tag("span", page.day(line.deadline), class_="nw") if line.deadline else none(page.say("nothing"))
    ),
    "state": lambda page, line: name_state(page, line.state, line.blocked_by),
    "where": lambda page, line: place(page.file(line.file), line.cell),
}
"""Head of a column of a list of problems → its cell in a row."""


def name_state(page: Page, state: str, blocked: str) -> str:
    """A problem's state in words, with what it waits for."""
    word = page.say(f"head.{state}")
    return f"{word}{page.word('mark.colon')}{write_blocked(page.standards, blocked)}" if blocked else word


def draw_changes(page: Page) -> Markup:
    """Comparable checks in four counts, never netted: the total with its codes, then area by area."""
    frame = page.results.change_counts
    frame = frame[frame["comparable"] > 0]
    if not len(frame):
        return Markup("")
    labels = {"": page.say("total"), **_labels(page)}
    columns = [
        Column(page.say("head.area")),
        *(Column(page.say(f"head.{name}"), number=True, code=code) for name, code in CHANGE_COLUMNS),
    ]
    rows = (
        Row((labels.get(line["area"], line["area"]), *(_change_count(page, line, *pair) for pair in CHANGE_COLUMNS)),
            total=not line["area"])
        for _, line in frame.iterrows()
    )  # fmt: skip
    caption = page.say("changes_caption", previous=page.story.previous)
    return draw_table(columns, rows, caption=caption, css="wide")


def _change_count(page: Page, line: pd.Series, name: str, code: str) -> Piece:
    return zero(line[name]) if line["area"] else show_number(page, code, text=str(line[name]), bare=True)


def draw_changed(
    page: Page, changes: Sequence[str] = ("new", "failing"), *, caption: str = "page.changed_caption"
) -> Markup:
    """The pairs of some changes one by one, school by school, folded away.

    Args:
        page: the page.
        changes: names of `frames.CHANGES`.
        caption: key of the words above them.
    """
    frame = page.results.changes
    frame = frame[frame["change"].isin(changes)]
    if not len(frame):
        return Markup("")
    order = list(page.standards.items)
    frame = frame.assign(place=frame["item_id"].map(order.index)).sort_values(["school_id", "place"])
    columns = [Column(page.say(f"head.{name}")) for name in ("school", "item", "before", "after", "change")]
    rows = (
        Row((
            page.school(line.school_id), _item(page, line.item_id), page.word(f"verdict.{line.before}"),
            (page.word(f"verdict.{line.after}"), mark_pair(page, line)),
            page.word("change.relapsed" if line.relapsed else f"change.{line.change}"),
        ), marks=mark_row(page, school=line.school_id, item=line.item_id))
        for line in list_lines(frame)
    )  # fmt: skip
    told = page.standards.say(caption, count=len(frame))
    return tag("details", tag("summary", told), draw_table(columns, rows, caption=told, css="cards long"))


def mark_pair(page: Page, line: Any) -> Piece:
    """`申辩中` behind what is not met now and was replied to."""
    return page.reply_mark(line.school_id, line.item_id) if line.after in ("partial", "unmet") else None


def _item(page: Page, item_id: str) -> str:
    return f"{page.standards.code(item_id)} {page.standards.name(item_id)}"
