"""The table that a figure draws, as a person opens it: columns with titles, words for states, a column of codes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from analysis.narrative.captions import list_codes
from analysis.narrative.selection import LEFT_OUT_WORDS
from analysis.narrative.story import Story
from analysis.tables import to_rows

COUNTS = ("met", "partial", "unmet", "judged")
"""Columns of what was judged."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "areas": ("label", *COUNTS, *LEFT_OUT_WORDS),
    "items": ("label", *COUNTS),
    "toilets": ("label", "actual", "required", "short", "note"),
    "change": ("label", "comparable", "kept", "fixed", "new", "relapsed", "failing"),
    "problems": ("label", "all", "closed_verified", "claimed", "in_progress", "open", "blocked", "continuing",
                 "overdue"),
    "burn_up": ("day", "opened", "closed", "claimed"),
    "ages": ("label", "count", "open", "claimed", "blocked", "overdue"),
    "coverage": ("town", "name", "visited", "reason"),
    "map": ("town", "name", "number", "item", "state"),
    "towns": ("town", "label", *COUNTS),
    "reported": ("label", *COUNTS),
    "intervals": ("label", "met", "judged", "low", "high"),
    "funnel": ("heading", "label", "met", "judged", "mean", "low_alert", "high_alert", "low_alarm", "high_alarm",
               "state"),
    "trend": ("round_id", "met", "judged", "centre", "low", "high", "rules"),
}  # fmt: skip
"""Figure → columns of its table that are handed on, after that of the codes."""


def list_chart_rows(name: str, story: Story, table: pd.DataFrame, *, area: str = "") -> list[list[object]]:
    """The rows of a figure's table, the titles of its columns first.

    Args:
        name: a figure.
        story: the round.
        table: what is drawn, as `select_table` gives it.
        area: of a figure of one area.
    """
    columns = COLUMNS[name]
    if name == "funnel":  # the points of the curves are no schools
        table = table[table["state"] != "limit"]
    rows: list[list[object]] = [[story.word(f"chart.column.{column}") for column in ("code", *columns)]]
    codes = story.word("narrative.mark.list").join(list_codes(name, story, area))
    for row in to_rows(table):
        if name == "map":
            codes = story.standards.code(row["item_id"])
        rows.append([row.get("code", codes), *(_show(name, column, row, story) for column in columns)])
    return rows


def _show(name: str, column: str, row: Mapping[Any, Any], story: Story) -> object:
    if (name, column) in _WORDS:
        return _WORDS[name, column](story, row)
    value = row[column]
    if isinstance(value, float):
        return "" if math.isnan(value) else round(value, 4)
    return value


def _say_visited(story: Story, row: Mapping[str, object]) -> str:
    return story.word("chart.key.visited" if row["visited"] else "chart.key.not_inspected")


def _say_reason(story: Story, row: Mapping[str, object]) -> str:
    return "" if row["visited"] else str(row["reason"])


def _say_outside(story: Story, row: Mapping[str, object]) -> str:
    return "" if row["state"] == "inside" else story.word(f"chart.key.{row['state']}")


def _say_verdict(story: Story, row: Mapping[str, object]) -> str:
    return story.word(f"verdict.{row['state']}")


_WORDS: Mapping[tuple[str, str], Callable[[Story, Mapping[str, object]], str]] = {
    ("coverage", "visited"): _say_visited, ("coverage", "reason"): _say_reason, ("funnel", "state"): _say_outside,
    ("map", "state"): _say_verdict,
}  # fmt: skip
