"""Figure titles: the finding with its number, computed from the table that is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.measures.frames import AGES
from analysis.measures.numbering import FIXED, NEW, RELAPSED
from analysis.measures.toilets import find_item
from analysis.narrative.agreement import find_worst_claims
from analysis.narrative.passages import plain
from analysis.narrative.story import Story
from analysis.narrative.toilets import write_shortage
from analysis.tables import JUDGED

MOST_ITEMS = 3
"""Items of one count are named in a title up to so many, above that counted."""


def write_figure_title(name: str, story: Story, table: pd.DataFrame) -> str:
    """The title of a drawn figure."""
    return _TITLES[name](story, table)


def _areas(story: Story, table: pd.DataFrame) -> str:
    judged = table[table["judged"] > 0]
    most = int(judged["unmet"].max())
    span = _span(story, judged)
    if not most:
        return story.word("chart.title.areas_none", span=span)
    worst = [story.standards.text(story.standards.area(area).short) for area in judged["area"][judged["unmet"] == most]]
    key = "chart.title.areas" if len(worst) == 1 else "chart.title.areas_each"
    names = story.word("narrative.mark.list").join(worst)
    return story.word(key, areas=names, checks=story.count("check", most), span=span)


def _span(story: Story, table: pd.DataFrame) -> str:
    """The lowest and highest share, where every area has one."""
    percents = story.results.numbers.set_index(["code", "group_by"])["percent"]
    shares = [percents[code, ""] for code in table["code"]]
    if any(share != share for share in shares):
        return ""
    low, high = int(min(shares)), int(max(shares))
    return story.word("chart.title.areas_span" if low < high else "chart.title.areas_same", low=low, high=high)


def _items(story: Story, table: pd.DataFrame) -> str:
    """The worst item or items, and those that come next."""
    part = "unmet" if table["unmet"].max() else "partial"
    counts = sorted({int(number) for number in table[part] if number}, reverse=True)
    groups = [(number, list(table["item_id"][table[part] == number])) for number in counts[:2]]
    (number, first), *rest = groups
    following = _next_items(story, *rest[0]) if rest else ""
    key = "items_partial" if part == "partial" else "items" if len(first) == 1 else "items_each"
    schools = story.count("school", number)
    return story.word(f"chart.title.{key}", first=_name_items(story, first), schools=schools, next=following)


def _next_items(story: Story, number: int, items: list[str]) -> str:
    schools = story.count("school", number)
    if len(items) > MOST_ITEMS:
        return story.word("chart.title.items_next_many", items=story.count("rule", len(items)), schools=schools)
    key = "chart.title.items_next" if len(items) == 1 else "chart.title.items_next_each"
    return story.word(key, names=_name_items(story, items), schools=schools)


def _name_items(story: Story, items: list[str]) -> str:
    if len(items) > MOST_ITEMS:
        return story.word("chart.title.items_first_many", items=story.count("rule", len(items)))
    areas = {story.standards.items[item].area for item in items}
    names = [_name_item(story, item, with_area=len(areas) > 1) for item in items]
    return story.word("narrative.mark.list").join(names)


def _name_item(story: Story, item_id: str, *, with_area: bool) -> str:
    item = story.standards.items[item_id]
    name = story.word("narrative.item_in_title", number=item.number, name=story.standards.name(item_id))
    return story.standards.text(story.standards.area(item.area).short) + name if with_area else name


def _toilets(story: Story, table: pd.DataFrame) -> str:
    if table["short"].sum():
        return plain(write_shortage(story)).strip().rstrip(story.word("narrative.mark.stops"))
    item = find_item(story.standards)
    schools = story.count("school", len(table))
    return story.word("chart.title.toilets_enough", schools=schools, number=item.number if item else "")


def _change(story: Story, table: pd.DataFrame) -> str:
    relapsed = story.value(RELAPSED)
    return story.word(
        "chart.title.change", previous=story.previous, fixed=story.count("check", story.value(FIXED)),
        new=story.count("check", story.value(NEW)),
        relapsed=story.word("chart.title.change_relapsed", relapsed=story.count("check", relapsed)) if relapsed else "",
    )  # fmt: skip


def _problems(story: Story, table: pd.DataFrame) -> str:
    total = table.iloc[0]
    late, claimed = int(total["overdue"]), int(total["overdue_claimed"])
    key = "problems_claimed" if claimed else "problems_late" if late else "problems_in_time"
    return story.word(
        "chart.title.problems", source=story.problem_source, problems=story.count("problem", int(total["all"])),
        closed=int(total["closed_verified"]), overdue=story.word(f"chart.title.{key}", late=late, claimed=claimed),
    )  # fmt: skip


def _agreement(story: Story, table: pd.DataFrame) -> str:
    worst = find_worst_claims(story)
    row = story.results.number(worst.agreement_code) if worst else pd.Series({"denominator": 0, "numerator": 0})
    first = table[table["all"] == table["all"].max()]
    key = "agreement" if len(first) == 1 else "agreement_each"
    return story.word(
        f"chart.title.{key}", area=story.standards.text(worst.short) if worst else "",
        reported=story.count("check", row["denominator"]), wrong=story.count("check", row["numerator"]),
        items=_name_items(story, list(first["item_id"])), schools=story.count("school", int(table["all"].max())),
    )  # fmt: skip


def _burn_up(story: Story, table: pd.DataFrame) -> str:
    last = table.iloc[-1]
    return story.word(
        "chart.title.burn_up", problems=story.count("problem", int(last["opened"])), closed=int(last["closed"]),
        claimed=story.word("chart.title.burn_up_claimed", n=int(last["claimed"])) if last["claimed"] else "",
    )  # fmt: skip


def _ages(story: Story, table: pd.DataFrame) -> str:
    old = table[table["band"] == AGES[-1]]
    return story.word(
        "chart.title.ages", problems=story.count("problem", int(table["count"].sum())), old=int(old["count"].sum()),
        late=int(table["overdue"].sum()),
    )  # fmt: skip


def _coverage(story: Story, table: pd.DataFrame) -> str:
    due, visited = story.count("school", len(table)), story.count("school", int(table["visited"].sum()))
    missed = table[~table["visited"].astype(bool)]
    if missed.empty:
        return story.word("chart.title.coverage_all", due=due)
    silent = int((missed["reason"] == story.word("narrative.no_reason")).sum())
    reasons = (
        story.word("chart.title.coverage_no_reasons", schools=story.count("school", silent))
        if silent
        else story.word("chart.title.coverage_reasons")
    )
    missing = story.count("school", len(missed))
    return story.word("chart.title.coverage", due=due, visited=visited, missed=missing, reasons=reasons)


def _map(story: Story, table: pd.DataFrame) -> str:
    found = table[table["state"].isin([verdict for verdict in JUDGED if verdict != "met"])]
    return story.word(
        "chart.title.map", places=story.count("exception", len(found)),
        schools=story.count("school_named", found["school_id"].nunique()),
        items=story.count("rule", found["item_id"].nunique()),
    )  # fmt: skip


def _towns(story: Story, table: pd.DataFrame) -> str:
    """In how many towns the first of the items drawn is not fully met."""
    item = str(table["item_id"].iloc[0])
    judged = table[(table["item_id"] == item) & (table["judged"] > 0)]
    found = int((judged["partial"] + judged["unmet"] > 0).sum())
    name = _name_item(story, item, with_area=False)
    return story.word("chart.title.towns", item=name, found=found, towns=len(judged), **story.nouns)


def _reported(story: Story, table: pd.DataFrame) -> str:
    claimed = table[table["said"] == "met"]
    checks = story.count("check", int(claimed["judged"].sum()))
    wrong = int(claimed["partial"].sum() + claimed["unmet"].sum())
    if not claimed["judged"].sum():
        return story.word("chart.title.reported_none", checks=story.count("check", int(table["judged"].sum())))
    key = "reported" if wrong else "reported_held"
    return story.word(f"chart.title.{key}", checks=checks, wrong=story.count("check", wrong))


def _intervals(story: Story, table: pd.DataFrame) -> str:
    """The item or items with the lowest share."""
    first = table.iloc[0]
    lowest = list(table["item_id"][(table["met"] == first["met"]) & (table["judged"] == first["judged"])])
    key = "intervals" if len(lowest) == 1 else "intervals_each"
    return story.word(
        f"chart.title.{key}", area=_area_of(story, lowest[0]), items=_name_items(story, lowest), met=int(first["met"]),
        judged=int(first["judged"]), low=f"{first['low']:.0%}", high=f"{first['high']:.0%}",
    )  # fmt: skip


def _area_of(story: Story, item: str) -> str:
    return story.standards.text(story.standards.area(story.standards.items[item].area).short)


def _funnel(story: Story, table: pd.DataFrame) -> str:
    schools = table[table["state"] != "limit"]
    below, above = (int((schools["state"] == state).sum()) for state in ("below", "above"))
    alarm = int((schools["alarm"] & (schools["state"] == "below")).sum())
    return story.word(
        f"chart.title.{'funnel' if below or above else 'funnel_inside'}",
        area=story.standards.text(story.standards.area(schools["area"].iloc[0]).short),
        schools=story.count("school", len(schools)),
        below=story.count("school", below), alarm=story.count("school", alarm),
        above=story.word("chart.title.funnel_above", schools=story.count("school", above)) if above else "",
    )  # fmt: skip


def _trend(story: Story, table: pd.DataFrame) -> str:
    first, last, signals = table.iloc[0], table.iloc[-1], int(table["signal"].sum())
    told = "" if first["chart"] == "line" else "trend_signals" if signals else "trend_steady"
    return story.word(
        "chart.title.trend", area=story.standards.text(story.standards.area(first["area"]).short),
        rounds=story.count("round", len(table)), first=int(first["met"]), last=int(last["met"]),
        judged=int(last["judged"]),
        signals=story.word(f"chart.title.{told}", rounds=story.count("round", signals)) if told else "",
    )  # fmt: skip


_TITLES: dict[str, Callable[[Story, pd.DataFrame], str]] = {
    "areas": _areas, "items": _items, "toilets": _toilets, "change": _change, "problems": _problems,
    "burn_up": _burn_up, "ages": _ages, "agreement": _agreement,
    "coverage": _coverage, "map": _map, "towns": _towns, "reported": _reported, "intervals": _intervals,
    "funnel": _funnel, "trend": _trend,
}  # fmt: skip
