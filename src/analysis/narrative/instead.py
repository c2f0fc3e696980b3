"""The sentence in place of a figure that has fewer than three values or nothing that is not met."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.measures.funnel import LEAST_SCHOOLS
from analysis.measures.trend import LEAST
from analysis.narrative.agreement import write_agreement
from analysis.narrative.areas import write_items
from analysis.narrative.change import compared, write_change
from analysis.narrative.passages import Passage, join_parts
from analysis.narrative.problems import write_problems
from analysis.narrative.story import Story
from analysis.narrative.toilets import write_toilets


def write_instead(name: str, story: Story, table: pd.DataFrame, *, area: str = "") -> Passage:
    """What a figure would have shown, as a sentence."""
    return _SENTENCES[name](story, table, area)


def _areas(story: Story, table: pd.DataFrame, area: str) -> Passage:
    if table.empty:
        return story.say("chart.instead.items_nothing")
    parts = [
        story.say(
            "chart.instead.areas_part", label=row["label"], number=story.fraction(row["code"]),
            partial=int(row["partial"]), unmet=int(row["unmet"]),
        )
        for _, row in table.iterrows()
    ]  # fmt: skip
    return _join_sentences(story, parts)


def _join_sentences(story: Story, parts: list[Passage]) -> Passage:
    space = (story.word("narrative.mark.space"),)
    return join_parts(
        part for index, passage in enumerate(parts) for part in ((space, passage) if index else (passage,))
    )


def _items(story: Story, table: pd.DataFrame, area: str) -> Passage:
    if len(table):
        return _join_sentences(story, list(write_items(story, area)))
    numbers = story.results.numbers
    items = numbers[(numbers["subject"] == "item") & (numbers["group_by"] == "")]
    judged = int(items["denominator"][items["area"].eq(area) if area else slice(None)].sum())
    if not judged:
        return story.say("chart.instead.items_nothing")
    return story.say("chart.instead.items_none", checks=story.count("check", judged))


def _toilets(story: Story, table: pd.DataFrame, area: str) -> Passage:
    if len(table):
        return _join_sentences(story, list(write_toilets(story)[:2]))
    key = "toilets_none" if story.results.toilets["required_f"].notna().any() else "toilets_nothing"
    return story.say(f"chart.instead.{key}", entity=story.standards.text(story.standards.entity.name))


def _change(story: Story, table: pd.DataFrame, area: str) -> Passage:
    text = write_change(story)
    return story.say("chart.instead.change_few", text=text) if compared(story) else text


def _problems(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return write_problems(story)


def _agreement(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return _join_sentences(story, [told for one in story.standards.areas if (told := write_agreement(story, one.id))])


def _burn_up(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("chart.instead.burn_up", problems=story.count("problem", len(story.results.problems)))


def _ages(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("chart.instead.ages", problems=story.count("problem", int(table["count"].sum())))


def _coverage(story: Story, table: pd.DataFrame, area: str) -> Passage:
    due, visited = story.count("school", len(table)), story.count("school", int(table["visited"].sum()))
    return story.say("chart.instead.coverage", due=due, visited=visited)


def _map(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("chart.instead.map_none")


def _towns(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("chart.instead.towns", **story.nouns)


def _reported(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("chart.instead.reported", checks=story.count("check", int(table["judged"].sum())))


def _intervals(story: Story, table: pd.DataFrame, area: str) -> Passage:
    items, least = story.count("rule", len(table)), story.standards.decision.minimum_for_percent
    return story.say("chart.instead.intervals", area=_name_area(story, area), items=items, least=least, **story.nouns)


def _name_area(story: Story, area: str) -> str:
    return story.standards.text(story.standards.area(area).short) if area else ""


def _funnel(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("funnel.too_few", least=LEAST_SCHOOLS)


def _trend(story: Story, table: pd.DataFrame, area: str) -> Passage:
    return story.say("trend.few", rounds=len(table), least=LEAST)


_SENTENCES: dict[str, Callable[[Story, pd.DataFrame, str], Passage]] = {
    "areas": _areas, "items": _items, "toilets": _toilets, "change": _change, "problems": _problems,
    "burn_up": _burn_up, "ages": _ages, "agreement": _agreement,
    "coverage": _coverage, "map": _map, "towns": _towns, "reported": _reported, "intervals": _intervals,
    "funnel": _funnel, "trend": _trend,
}  # fmt: skip
