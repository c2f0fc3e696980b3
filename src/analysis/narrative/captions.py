"""Figure captions: n, unit, what is not drawn and why, number codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from analysis.measures.funnel import CHAPTER, LEAST_SCHOOLS, count_held
from analysis.measures.numbering import ALL_CLOSED, CLOSED, COMPARABLE, OVERDUE, VISITED
from analysis.measures.pace import count_undated
from analysis.measures.toilets import find_item
from analysis.narrative.passages import list_words
from analysis.narrative.selection import POINT, select_items
from analysis.narrative.story import Story

MOST_NUMBERS = 12
"""Items met by every school are listed by number up to so many, above that counted."""


MOST_CODES = 4
"""An area's items have their codes listed up to so many, above that as a range."""


def write_caption(name: str, story: Story, table: pd.DataFrame, *, area: str = "") -> str:
    """The caption of a drawn figure."""
    return _CAPTIONS[name](story, table, area)


def _codes(story: Story, codes: list[str], *, towns: Sequence[str] = ()) -> str:
    """`数字3-0`, `数字5-1、5-3`; a number that an erratum changed with its sign: `数字3-16[r]`.

    Args:
        story: the round.
        codes: of the numbers behind the figure.
        towns: of a figure by town: those drawn, whose parts of the numbers it shows.
    """
    by, groups = ("town", towns) if towns else ("", ("",))
    listed = story.word("narrative.mark.list").join(story.mark_code(code, group_by=by, groups=groups) for code in codes)
    return story.word("chart.codes", codes=listed)


def _code_range(story: Story, codes: list[str]) -> str:
    """`数字3-1至3-20`, with those that an erratum changed by name: `数字3-1至3-20（其中3-16[r]）`."""
    signed = [story.mark_code(code) for code in codes if story.is_revised(code)]
    revised = story.word("chart.codes_revised", codes=story.word("narrative.mark.list").join(signed)) if signed else ""
    return story.word("chart.codes_range", first=codes[0], last=codes[-1]) + revised


def list_codes(name: str, story: Story, area: str) -> list[str]:
    """Codes of the numbers behind a figure whose table has no column of codes; none for any other."""
    item = find_item(story.standards)
    own = {
        "toilets": [story.standards.code(item.id)] if item else [],
        "change": [COMPARABLE], "problems": [CLOSED, OVERDUE], "burn_up": [ALL_CLOSED], "coverage": [VISITED],
    }  # fmt: skip
    if area:
        one = story.standards.area(area)
        own |= {
            "map": [one.total_code], "trend": [one.total_code], "reported": [one.agreement_code],
            "funnel": [f"{CHAPTER}-{one.number}"],
        }  # fmt: skip
    return own.get(name, [])


def _areas(story: Story, table: pd.DataFrame, area: str) -> str:
    return story.word("chart.caption.areas", codes=_codes(story, list(table["code"])))


def _items(story: Story, table: pd.DataFrame, area: str) -> str:
    """Which items are not drawn: met by all, cut off at the end of the list, or with a text still to be confirmed."""
    numbers = story.results.numbers
    judged = numbers[(numbers["subject"] == "item") & (numbers["group_by"] == "") & (numbers["denominator"] > 0)]
    judged = judged[judged["area"] == area] if area else judged
    all_met = judged[judged["partial"] + judged["unmet"] == 0]
    more = len(select_items(story.results, story.standards, area=area)) - len(table)
    codes = _codes(story, list(table["code"]))
    if area and len(judged) > MOST_CODES:
        codes = _code_range(story, list(judged["code"]))
    return story.word(
        "chart.caption.items", met=_all_met(story, all_met, area), **story.nouns,
        more=story.word("chart.caption.items_more", items=story.count("rule", more)) if more else "",
        uncounted=write_uncertain(story, area) if area else "", codes=codes,
    )  # fmt: skip


def _all_met(story: Story, met: pd.DataFrame, area: str) -> str:
    if met.empty:
        return ""
    if area and len(met) <= MOST_NUMBERS:
        numbers = list_words(story.standards, [str(story.standards.items[item].number) for item in met["item_id"]])
        key = "chart.caption.items_met_one" if len(met) == 1 else "chart.caption.items_met"
        return story.word(key, numbers=numbers, entity=story.nouns["entity"])
    items = story.count("rule", len(met))
    return story.word("chart.caption.items_met_many", items=items, entity=story.nouns["entity"])


def write_uncertain(story: Story, area: str) -> str:
    """`第18、19条文本待核，未计。`, or nothing."""
    items = [story.standards.items[item] for item in story.standards.area(area).items]
    numbers = [str(item.number) for item in items if item.certainty == "uncertain"]
    if not numbers:
        return ""
    key = "narrative.area.uncertain_one" if len(numbers) == 1 else "narrative.area.uncertain"
    return story.word(key, numbers=list_words(story.standards, numbers))


def _toilets(story: Story, table: pd.DataFrame, area: str) -> str:
    item = find_item(story.standards)
    if item is None or item.rule is None:
        return ""
    code = story.standards.code(item.id)
    row = story.row(code)
    counts = story.results.toilet_counts.iloc[0]
    boys, missing = int(counts["short_m"]), int(counts["unknown"])
    per = item.rule.limits.get("girls_per_stall", 0)
    return story.word(
        "chart.caption.toilets", judged=story.count("school", 0 if row is None else int(row["denominator"])),
        rest=story.count("school", int(counts["met"])), per=f"{per:g}", codes=_codes(story, [code]),
        unknown=story.word("chart.caption.toilets_unknown", schools=story.count("school", missing)) if missing else "",
        boys=story.word("chart.caption.toilets_boys", schools=story.count("school", boys)) if boys else "",
    )  # fmt: skip


def _change(story: Story, table: pd.DataFrame, area: str) -> str:
    total = story.results.change_counts.iloc[0]
    return story.word(
        "chart.caption.change", schools=story.count("school", int(total["schools"])),
        checks=story.count("check", int(total["comparable"])), codes=_codes(story, list_codes("change", story, area)),
    )  # fmt: skip


def _problems(story: Story, table: pd.DataFrame, area: str) -> str:
    return story.word(
        "chart.caption.problems", problems=story.count("problem", int(table.iloc[0]["all"])),
        day=story.day(story.as_of), codes=_codes(story, list_codes("problems", story, area)),
    )  # fmt: skip


def _agreement(story: Story, table: pd.DataFrame, area: str) -> str:
    codes = [code for one in story.standards.areas if story.row(code := one.agreement_code) is not None]
    return story.word("chart.caption.agreement", codes=_codes(story, codes), **story.nouns)


def _burn_up(story: Story, table: pd.DataFrame, area: str) -> str:
    """What is drawn, and how many problems have no day and so are not."""
    whole = story.results.problems
    undated = count_undated(whole, table)
    missing = story.word("chart.caption.burn_up_undated", places=story.count("place", undated)) if undated > 0 else ""
    return story.word(
        "chart.caption.burn_up", problems=story.count("problem", len(whole)), day=story.day(story.as_of),
        undated=missing, codes=_codes(story, list_codes("burn_up", story, area)),
    )  # fmt: skip


def _ages(story: Story, table: pd.DataFrame, area: str) -> str:
    codes = [code for code in table["code"] if code]
    return story.word(
        "chart.caption.ages", problems=story.count("problem", int(table["count"].sum())), day=story.day(story.as_of),
        codes=story.word("chart.codes_range", first=codes[0], last=codes[-1]),
    )  # fmt: skip


def _coverage(story: Story, table: pd.DataFrame, area: str) -> str:
    points, words = story.row(VISITED, group_by="kind", group=POINT), ""
    if points is not None:
        words = story.word(
            "chart.caption.coverage_points", due=story.count("school", int(points["denominator"])),
            visited=story.count("school", int(points["numerator"])),
        )  # fmt: skip
    key = "chart.caption.coverage_cells" if len(table) <= MOST_CELLS else "chart.caption.coverage_bars"
    codes = _codes(story, list_codes("coverage", story, area))
    return story.word(key, due=story.count("school", len(table)), points=words, codes=codes, **story.nouns)


MOST_CELLS = 60
"""Up to so many schools a chart draws one cell for each; above, plain bars."""


def _map(story: Story, table: pd.DataFrame, area: str) -> str:
    told = story.word(
        "chart.caption.map", schools=story.count("school", table["school_id"].nunique()),
        items=story.count("rule", table["item_id"].nunique()), uncounted=write_uncertain(story, area),
        codes=_codes(story, list_codes("map", story, area)),
    )  # fmt: skip
    return told + _write_replied(story, table)


def _write_replied(story: Story, table: pd.DataFrame) -> str:
    """Which of the findings that a chart names have a reply that is not decided."""
    listed = [
        f"{name}{story.word('narrative.mark.space')}{story.standards.name(item)}"
        for school, name, item in zip(table["school_id"], table["name"], table["item_id"], strict=True)
        if (school, item) in story.results.pending
    ]
    return story.word("chart.caption.replied", listed=story.word("narrative.mark.list").join(listed)) if listed else ""


def _towns(story: Story, table: pd.DataFrame, area: str) -> str:
    """What is drawn of each town, and how many items and schools are not."""
    drawn = table["item_id"].nunique()
    more = len(select_items(story.results, story.standards, area=area)) - drawn
    coverage = story.results.coverage
    nowhere = int((coverage["visited"] & (coverage["town"] == "")).sum())
    return story.word(
        "chart.caption.towns", items=story.count("rule", drawn), **story.nouns,
        more=story.word("chart.caption.towns_more", items=story.count("rule", more)) if more else "",
        nowhere=story.word("chart.caption.towns_nowhere", schools=story.count("school", nowhere)) if nowhere else "",
        codes=_codes(story, list(dict.fromkeys(table["code"])), towns=list(dict.fromkeys(table["town"]))),
    )  # fmt: skip


def _reported(story: Story, table: pd.DataFrame, area: str) -> str:
    codes = _codes(story, list_codes("reported", story, area))
    return story.word("chart.caption.reported", checks=story.count("check", int(table["judged"].sum())), codes=codes)


def _intervals(story: Story, table: pd.DataFrame, area: str) -> str:
    """Whether this is a census or a spot check, and how many items have too few judged."""
    numbers = story.results.numbers
    judged = numbers[(numbers["subject"] == "item") & (numbers["group_by"] == "") & (numbers["denominator"] > 0)]
    few, least = int((judged["area"] == area).sum()) - len(table), story.standards.decision.minimum_for_percent
    return story.word(
        f"chart.caption.intervals_{'spot' if story.kind == 'spot' else 'census'}", **story.nouns,
        few=story.word("chart.caption.intervals_few", items=story.count("rule", few), least=least, **story.nouns)
        if few > 0 else "",
        codes=_codes(story, sorted(table["code"], key=list(judged["code"]).index)),
    )  # fmt: skip


def _funnel(story: Story, table: pd.DataFrame, area: str) -> str:
    """What the lines are, and how many schools are not held against others."""
    drawn, few = count_held(story.results.funnel, story.results.area_schools, area)
    return story.word(
        "chart.caption.funnel", schools=story.count("school", drawn), **story.nouns,
        few=story.word("chart.caption.funnel_few", schools=story.count("school", few), least=LEAST_SCHOOLS)
        if few > 0 else "",
        codes=_codes(story, list_codes("funnel", story, area)),
    )  # fmt: skip


def _trend(story: Story, table: pd.DataFrame, area: str) -> str:
    checks = story.count("check", int(table["judged"].iloc[0]))
    return story.word(f"chart.caption.trend_{table['chart'].iloc[0]}", checks=checks)


_CAPTIONS: dict[str, Callable[[Story, pd.DataFrame, str], str]] = {
    "areas": _areas, "items": _items, "toilets": _toilets, "change": _change, "problems": _problems,
    "burn_up": _burn_up, "ages": _ages, "agreement": _agreement,
    "coverage": _coverage, "map": _map, "towns": _towns, "reported": _reported, "intervals": _intervals,
    "funnel": _funnel, "trend": _trend,
}  # fmt: skip
