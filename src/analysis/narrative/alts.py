"""Alt texts: the numbers of a drawing, read out in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from analysis.measures.frames import STATES
from analysis.narrative.comparisons import list_signals
from analysis.narrative.story import Story

MOST_ROWS = 30
"""Rows read out; what follows is in the table beside the figure."""


def write_alt(name: str, story: Story, table: pd.DataFrame) -> str:
    """The alt text of a drawn figure."""
    if name == "map":
        return _map(story, table)
    listed = story.word("narrative.mark.semicolon").join(list_rows(name, story, table)[:MOST_ROWS])
    return story.word(f"chart.alt.{name}", list=listed, **story.nouns)


def list_rows(name: str, story: Story, table: pd.DataFrame) -> tuple[str, ...]:
    """The rows of a drawn figure in words, each with its numbers; KeyError for the map, which has no rows."""
    return tuple(_ROWS[name](story, table))


def _rows(table: pd.DataFrame) -> Iterable[dict[str, object]]:
    return ({str(column): value for column, value in row.items()} for _, row in table.iterrows())


def _list_plain(name: str) -> Callable[[Story, pd.DataFrame], Iterable[str]]:
    """A row is its wording, filled with the columns of the table."""

    def write(story: Story, table: pd.DataFrame) -> Iterable[str]:
        return (story.word(f"chart.alt.{name}_part", **row) for row in _rows(table))

    return write


def _toilets(story: Story, table: pd.DataFrame) -> Iterable[str]:
    return (story.word(f"chart.alt.toilets_{'short' if row['short'] else 'enough'}", **row) for row in _rows(table))


def _problems(story: Story, table: pd.DataFrame) -> Iterable[str]:
    return (_problem_row(story, row) for row in _rows(table))


def _problem_row(story: Story, row: dict[str, object]) -> str:
    states = [
        story.word(
            f"chart.alt.problems_state{'_late' if row[f'overdue_{state}'] else ''}",
            state=story.word(f"narrative.state.{state}"), n=row[state], late=row[f"overdue_{state}"],
        )
        for state in STATES
        if row[state]
    ]  # fmt: skip
    listed = story.word("narrative.mark.list").join(states)
    return story.word("chart.alt.problems_part", label=row["label"], states=listed, overdue=row["overdue"])


def _burn_up(story: Story, table: pd.DataFrame) -> Iterable[str]:
    """The first day, the day on which most were closed at once, and the last: the curves in three points."""
    steps = table["closed"].diff().fillna(table["closed"])
    places = dict.fromkeys((table.index[0], steps.idxmax(), table.index[-1]))
    return (story.word("chart.alt.burn_up_part", **row) for row in _rows(table.loc[list(places)]))


def _coverage(story: Story, table: pd.DataFrame) -> Iterable[str]:
    return (
        story.word("chart.alt.coverage_part", town=town, visited=int(group["visited"].sum()), due=len(group))
        for town, group in table.groupby("town", sort=False)
    )


def _map(story: Story, table: pd.DataFrame) -> str:
    counts = table["state"].value_counts()
    known = {
        state: int(counts.get(state, 0)) for state in ("met", "partial", "unmet", "not_applicable", "not_inspected")
    }
    return story.word(
        "chart.alt.map", schools=story.count("school", table["school_id"].nunique()),
        items=story.count("rule", table["item_id"].nunique()), **known, unknown=len(table) - sum(known.values()),
    )  # fmt: skip


def _towns(story: Story, table: pd.DataFrame) -> Iterable[str]:
    """Town by town, the items that some school does not fully meet."""
    return (_town(story, str(town), own) for town, own in table.groupby("town", sort=False))


def _town(story: Story, town: str, own: pd.DataFrame) -> str:
    parts = [story.word("chart.alt.towns_item", **row) for row in _rows(own[own["judged"] > 0])]
    return story.word("chart.alt.towns_part", town=town, items=story.word("narrative.mark.list").join(parts))


def _intervals(story: Story, table: pd.DataFrame) -> Iterable[str]:
    return (
        story.word("chart.alt.intervals_part", **row | {"low": f"{row['low']:.0%}", "high": f"{row['high']:.0%}"})
        for row in _rows(table)
    )


def _funnel(story: Story, table: pd.DataFrame) -> Iterable[str]:
    """Each kind with its mean and how many lie outside; the schools outside by name."""
    schools = table[table["state"] != "limit"]
    kinds = (
        story.word(
            "chart.alt.funnel_part", kind=own["heading"].iloc[0], n=len(own), mean=f"{own['mean'].iloc[0]:.0%}",
            below=int((own["state"] == "below").sum()), above=int((own["state"] == "above").sum()),
        )
        for _, own in schools.groupby("kind", sort=False)
    )  # fmt: skip
    outside = (
        story.word(f"chart.funnel.{row['state']}{'_alarm' if row['alarm'] else ''}", name=row["label"],
                   met=row["met"], judged=row["judged"])
        for row in _rows(schools[schools["state"] != "inside"])
    )  # fmt: skip
    return (*kinds, *outside)


def _trend(story: Story, table: pd.DataFrame) -> Iterable[str]:
    rounds = (story.word("chart.alt.trend_part", **row) for row in _rows(table))
    return (*list_signals(table, story.standards), *rounds)


_ROWS: dict[str, Callable[[Story, pd.DataFrame], Iterable[str]]] = {
    **{name: _list_plain(name) for name in ("areas", "items", "change", "ages", "agreement", "reported")},
    "toilets": _toilets, "problems": _problems, "burn_up": _burn_up, "coverage": _coverage,
    "towns": _towns, "intervals": _intervals, "funnel": _funnel, "trend": _trend,
}  # fmt: skip
