"""Two sides held against each other: what was reported and what was seen, the last round and this one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analysis.measures.numbering import COMPARABLE, FAILING, FIXED, KEPT, NEW, RELAPSED
from analysis.reports.office.annex.sheet import Column, Line, Sheet, Value
from analysis.reports.office.annex.values import take, write_area, write_item, write_item_code, write_place, write_word
from analysis.reports.pages.page import Page

_CLAIMS = (
    Column("code", 6.5, "code"), Column("area", 12.0), Column("item", 20.0), Column("school", 18.0),
    Column("town", 8.0), Column("verdict", 9.0, "verdict"), Column("self_raw", 12.0), Column("self_place", 26.0),
    Column("raw", 12.0), Column("place", 26.0),
)  # fmt: skip
_COUNTS = (("comparable", COMPARABLE), ("kept", KEPT), ("fixed", FIXED), ("new", NEW), ("relapsed", RELAPSED),
           ("failing", FAILING))  # fmt: skip
"""Counts of change in their order, with the code of the total of each."""
_CHANGES = (
    Column("area", 18.0), Column("item", 26.0), *(Column(name, 13.0, "count", code=code) for name, code in _COUNTS),
    Column("schools", 10.0, "count"), Column("p_value", 9.0, "value"),
)  # fmt: skip
_CHANGED = (
    Column("code", 8.0, "code"), Column("area", 18.0), Column("item", 28.0), Column("school", 26.0),
    Column("town", 12.0), Column("before", 12.0), Column("after", 12.0), Column("change", 14.0, "verdict"),
)  # fmt: skip
_BAD = ("new", "failing")
"""Changes set in the colour of what is not met."""


def list_over_claims(page: Page) -> Sheet:
    """Reported met and seen otherwise, place by place."""
    lines = [
        Line([write_item_code(page, row["item_id"]), write_area(page, row["area"]), write_item(page, row["item_id"]),
              page.school(row["school_id"]), row["town"], write_word(page, "verdict", row["verdict"]), row["self_raw"],
              write_place(page, row, prefix="self_"), row["raw"], write_place(page, row)], verdict=row["verdict"])
        for row in page.results.over_claims.to_dict("records")
    ]  # fmt: skip
    return Sheet("over_claims", _CLAIMS, lines, frozen=4)


def list_changes(page: Page) -> Sheet:
    """The counts of change: the total, whose numbers bear the codes, then areas, then items."""
    results = page.results
    rows = [row for row in results.change_counts.to_dict("records") if row["comparable"]]
    lines = [
        Line([write_area(page, row["area"]) or page.say("total"), None, *_count(row)], total=not row["area"])
        for row in rows
    ]
    lines += [
        Line([write_area(page, row["area"]), write_item(page, row["item_id"]), *_count(row)])
        for row in results.change_items.to_dict("records")
    ]
    columns = tuple(replace(one, code=page.story.mark_code(one.code)) for one in _CHANGES)
    return Sheet("changes", columns, lines, frozen=2)


def _count(row: dict[Any, Any]) -> list[Value]:
    return [*(row[name] for name, _ in _COUNTS), row["schools"], take(row["p_value"])]


def list_changed(page: Page) -> Sheet:
    """Every pair that is not simply kept, in the order of the results."""
    frame = page.results.changes
    lines = []
    for row in frame[frame["change"] != "kept"].to_dict("records"):
        change = "relapsed" if row["relapsed"] else row["change"]
        lines.append(
            Line([write_item_code(page, row["item_id"]), write_area(page, row["area"]),
                  write_item(page, row["item_id"]), page.school(row["school_id"]), page.town(row["school_id"]),
                  write_word(page, "verdict", row["before"]), write_word(page, "verdict", row["after"]),
                  page.word(f"change.{change}")], verdict="unmet" if row["change"] in _BAD else "met")
        )  # fmt: skip
    return Sheet("changed", _CHANGED, lines, frozen=4)
