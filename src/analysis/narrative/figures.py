"""The words around a figure: whether it is drawn at all, its key, title, caption and alt text, from the drawn table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.measures.frames import STATES
from analysis.measures.results import RoundResults
from analysis.narrative.agreement import select_agreement
from analysis.narrative.alts import write_alt
from analysis.narrative.captions import write_caption
from analysis.narrative.comparisons import (
    select_funnel,
    select_intervals,
    select_reported,
    select_towns,
    select_trend,
)
from analysis.narrative.instead import write_instead
from analysis.narrative.passages import Passage
from analysis.narrative.selection import (
    LEAST_VALUES,
    select_ages,
    select_areas,
    select_burn_up,
    select_change,
    select_coverage,
    select_items,
    select_map,
    select_problems,
    select_toilets,
)  # fmt: skip
from analysis.narrative.story import Story
from analysis.narrative.titles import write_figure_title
from analysis.standards.model import Standards
from analysis.tables import JUDGED

OF_AREA = {
    "map": select_map, "towns": select_towns, "reported": select_reported, "intervals": select_intervals,
    "funnel": select_funnel, "trend": select_trend,
}  # fmt: skip
"""Figures of one area → their table."""
FIGURES = ("areas", "items", "toilets", "change", "problems", "burn_up", "ages", "coverage", *OF_AREA)
"""Every figure of the page by name; items take an area or none. Slides draw agreement, too."""
LEAST_PAIRS = 10
"""Self-reports against what was seen, and towns, are drawn from so many checks on."""


@dataclass(frozen=True)
class FigureText:
    """A figure in words.

    Attributes:
        drawn: False where the sentence stands in its place; the other fields are then empty.
        title: the finding with its number, true of the drawn table.
        caption: n, unit, what is not drawn and why, number codes.
        alt: the numbers of the drawing.
        keys: what marks and hatches mean: a kind (met, partial, unmet, not_applicable, not_inspected, unknown,
            required, short, overdue, visited, below, above) and its word. Everything else is labelled where drawn.
        instead: the sentence in place of a drawing.
    """

    drawn: bool
    title: str = ""
    caption: str = ""
    alt: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    instead: Passage = ()


def select_table(
    name: str, results: RoundResults, standards: Standards, *, area: str = "", most: int = 0
) -> pd.DataFrame:
    """The table that a figure draws; KeyError for an unknown name."""
    if name == "items":
        return select_items(results, standards, area=area, most=most)
    if name in OF_AREA:
        return OF_AREA[name](results, standards, area=area)
    select = {
        "areas": select_areas, "toilets": select_toilets, "change": select_change, "problems": select_problems,
        "burn_up": select_burn_up, "ages": select_ages, "agreement": select_agreement, "coverage": select_coverage,
    }  # fmt: skip
    return select[name](results, standards)


def is_drawn(name: str, results: RoundResults, standards: Standards, *, area: str = "") -> bool:
    """Whether a figure has enough to show: three values at least, and for the map something that is not met."""
    table = select_table(name, results, standards, area=area)
    if name == "map":
        return bool(table["school_id"].nunique() >= LEAST_VALUES and table["state"].isin(["partial", "unmet"]).any())
    return _count_values(name, table) >= LEAST_VALUES


def _count_values(name: str, table: pd.DataFrame) -> int:
    """How many pieces the drawing would have that say something."""
    if name == "areas":
        return int((table["judged"] > 0).sum())
    if name == "change":
        parts = table[~table["total"].astype(bool)] if len(table) > 1 else table
        return int((parts[["fixed", "new"]] > 0).to_numpy().sum())
    if name == "problems":
        return int((table.iloc[1:][list(STATES)] > 0).to_numpy().sum())
    if name == "ages":
        return int((table[["open", "claimed", "blocked"]] > 0).to_numpy().sum())
    if name in ("towns", "reported"):
        return _count_compared(name, table)
    if name == "funnel":
        return int((table["state"] != "limit").sum())
    return table["town"].nunique() if name == "coverage" else len(table)


def _count_compared(name: str, table: pd.DataFrame) -> int:
    """How many counts of towns, or of self-reports, are not zero; none where too little was judged to compare."""
    parts = ["partial", "unmet"] if name == "towns" else list(JUDGED)
    enough = table["judged"].sum() >= LEAST_PAIRS and (name == "reported" or table["town"].nunique() > 1)
    return int((table[parts] > 0).to_numpy().sum()) if enough else 0


def describe_figure(name: str, story: Story, *, area: str = "", most: int = 0) -> FigureText:
    """Everything that stands around a figure, or the sentence in its place.

    Args:
        name: a name in `FIGURES`.
        story: the round.
        area: of items and those in `OF_AREA`: the area; items without one covers all areas.
        most: of items: at most so many rows are drawn.
    """
    table = select_table(name, story.results, story.standards, area=area, most=most)
    if not is_drawn(name, story.results, story.standards, area=area):
        return FigureText(drawn=False, instead=write_instead(name, story, table, area=area))
    return FigureText(
        drawn=True,
        title=write_figure_title(name, story, table),
        caption=write_caption(name, story, table, area=area),
        alt=write_alt(name, story, table),
        keys=tuple((kind, story.word(f"chart.key.{kind}")) for kind in list_keys(name, table)),
    )


def list_keys(name: str, table: pd.DataFrame) -> tuple[str, ...]:
    """The marks and hatches that a drawing uses and that need a word beside it."""
    if name in ("items", "towns", "agreement"):
        return tuple(kind for kind in ("unmet", "partial") if table[kind].sum())
    if name == "reported":
        return tuple(kind for kind in JUDGED if table[kind].sum())
    if name == "funnel":
        return tuple(kind for kind in ("below", "above") if table["state"].eq(kind).any())
    if name == "toilets":
        return ("required", "short") if table["short"].sum() else ("required",)
    if name == "problems":
        return ("overdue",) if table["overdue"].sum() else ()
    if name == "coverage":
        return ("visited",) if table["visited"].all() else ("visited", "not_inspected")
    if name == "map":
        groups = table["state"].replace(dict.fromkeys(("blank", "unreadable", "disputed", "self_only"), "unknown"))
        order = ("met", "partial", "unmet", "not_applicable", "not_inspected", "unknown")
        return tuple(kind for kind in order if groups.eq(kind).any())
    return ()
