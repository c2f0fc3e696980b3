"""The chapters of the standard's areas: how many checks were judged, what was left out, who does not meet what."""

from __future__ import annotations

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.measures.numbering import FULL_SUFFIX
from analysis.narrative.passages import Passage, fraction, list_words
from analysis.narrative.selection import LEFT_OUT_WORDS, MOST_SCHOOLS, POINT, item_label, select_items
from analysis.narrative.story import Story
from analysis.tables import JUDGED


def write_area_lead(story: Story, area: str) -> Passage:
    """`实地查看22所，已判341项次，达标312/341，占91%；部分达标11，未达标18。…`: the result with everything left out."""
    row = story.row(story.standards.area(area).total_code)
    visited = story.count("school", _count_schools(story, area))
    if row is None or not row["denominator"]:
        return story.say("narrative.area.nothing", schools=visited, notes=write_uncounted(story, area))
    return story.say(
        "narrative.area.lead", schools=visited, judged=story.count("check", row["denominator"]),
        number=fraction(story.standards, row), percent=story.percent(row), partial=int(row["partial"]),
        unmet=int(row["unmet"]), left_out=write_left_out(story, row), notes=write_uncounted(story, area),
    )  # fmt: skip


def _count_schools(story: Story, area: str, *, kind: str = "") -> int:
    """The schools visited in an area; in a round that is not full, those with a check judged in it."""
    schools = story.results.area_schools
    if len(schools):
        chosen = (schools["area"] == area) & (schools["kind"].eq(kind) if kind else True)
        return int(schools["school_id"][chosen].nunique())
    code = story.standards.area(area).total_code
    cells = story.results.cells(code, group_by="kind" if kind else "", group=kind)
    return int(cells["school_id"][cells["verdict"].isin(JUDGED)].nunique())


def write_left_out(story: Story, row: pd.Series) -> str:
    """`不涉及52、空白或认不出3项次不计入。`; nothing where nothing was left out."""
    counts = {word: int(row[list(parts)].sum()) for word, parts in LEFT_OUT_WORDS.items()}
    named = [story.word(f"narrative.left_out.{word}", n=number) for word, number in counts.items() if number]
    return story.word("narrative.area.left_out", list=story.word("narrative.mark.list").join(named)) if named else ""


def write_uncounted(story: Story, area: str) -> str:
    """`第18、19条文本待核，未计。精神状态、工作推进2项只列文字，不计数。`, as far as the area has such items."""
    items = [item for item in story.standards.items.values() if item.area == area and not item.counted]
    uncertain = [str(item.number) for item in items if item.certainty == "uncertain"]
    words = [
        story.standards.name(item.id)
        for item in items
        if item.certainty != "uncertain" and item.kind == "judged" and item.level == "school"
    ]
    parts = []
    if uncertain:
        noun = "narrative.area.uncertain_one" if len(uncertain) == 1 else "narrative.area.uncertain"
        parts.append(story.word(noun, numbers=list_words(story.standards, uncertain)))
    if words:
        parts.append(
            story.word("narrative.area.words_only", names=list_words(story.standards, words),
                       items=story.count("item", len(words)))
        )  # fmt: skip
    return "".join(parts)


def write_area_exceptions(story: Story, area: str) -> Passage:
    """`除15所学校的29处外，已判各项均达标。…`: exceptions counted, schools that meet everything, schools undecided."""
    row = story.row(story.standards.area(area).total_code)
    if row is None or not row["denominator"]:
        return ()
    found = story.results.exceptions
    found = found[found["area"] == area]
    failing = int(row["partial"] + row["unmet"])
    if not failing:
        lead = story.say("narrative.area.all_met", checks=story.count("check", row["denominator"]))
    else:
        lead = story.say(
            "narrative.area.except", schools=story.count("school_named", found["school_id"].nunique()),
            places=story.count("exception", failing),
        )  # fmt: skip
    return story.say(
        "narrative.area.exceptions", lead=lead, full=_write_full(story, area), undecided=_write_undecided(story, area),
        points=_write_points(story, area),
    )  # fmt: skip


def _schools_in(story: Story, area: str, state: str) -> list[str]:
    schools = story.results.area_schools
    return list(schools["school_id"][(schools["area"] == area) & (schools["state"] == state)])


def _write_full(story: Story, area: str) -> Passage:
    """The schools that meet everything that applies to them, named while they are few."""
    row = story.row(f"{story.standards.area(area).number}{FULL_SUFFIX}")
    if row is None or not row["denominator"]:
        return ()
    names = story.list_schools(_schools_in(story, area, "full"), most=MOST_SCHOOLS)
    key = "narrative.area.full_named" if names else "narrative.area.full"
    return story.say(key, number=fraction(story.standards, row), names=names, **story.nouns)


def _write_undecided(story: Story, area: str) -> Passage:
    undecided = _schools_in(story, area, "undecided")
    if not undecided:
        return ()
    names = story.list_schools(undecided, most=MOST_SCHOOLS)
    key = "narrative.area.undecided_named" if names else "narrative.area.undecided"
    reasons = list_words(story.standards, _list_reasons(story, area), mark="or")
    return story.say(key, schools=story.count("school", len(undecided)), names=names, reasons=reasons)


def _list_reasons(story: Story, area: str) -> list[str]:
    """Why the undecided schools of an area are so: what their cells are that are neither judged nor not applicable."""
    schools = story.results.area_schools
    own = schools[(schools["area"] == area) & (schools["state"] == "undecided")]
    return [story.word(f"verdict.{name}") for name in LEFT_OUT if name != "not_applicable" and own[name].sum()]


def _write_points(story: Story, area: str) -> Passage:
    """Teaching points apart: they apply the requirements by reference and are counted in a column of their own."""
    row = story.row(story.standards.area(area).total_code, group_by="kind", group=POINT)
    if row is None or not row["denominator"]:
        return ()
    points = story.count("school", _count_schools(story, area, kind=POINT))
    return story.say(
        "narrative.area.points", schools=points, number=fraction(story.standards, row), percent=story.percent(row)
    )


def write_items(story: Story, area: str, *, most: int = 0) -> tuple[Passage, ...]:
    """A sentence for each item that some school does not meet, worst first: k of N and the schools by name."""
    table = select_items(story.results, story.standards, area=area, most=most)
    return tuple(_write_item(story, row) for _, row in table.iterrows())


def _write_item(story: Story, row: pd.Series) -> Passage:
    found = story.results.exceptions
    found = found[found["item_id"] == row["item_id"]]
    parts = []
    for verdict in ("unmet", "partial"):
        schools = list(found["school_id"][found["verdict"] == verdict])
        if row[verdict]:
            names = story.list_schools(schools, items=[row["item_id"]], most=MOST_SCHOOLS)
            key = f"narrative.items.{verdict}_named" if names else f"narrative.items.{verdict}"
            parts.append(story.word(key, schools=story.count("school", row[verdict]), names=names))
    return story.say(
        "narrative.items.sentence", item=item_label(story.standards, row["item_id"]),
        number=story.fraction(row["code"]), list=story.word("narrative.mark.semicolon").join(parts),
        **story.nouns,
    )  # fmt: skip


def write_totals(story: Story, area: str) -> tuple[Passage, ...]:
    """A sentence for each district total of the area (amounts, matters, pupils); small counts of persons as [c]."""
    numbers = story.results.numbers
    totals = numbers[(numbers["subject"] == "figure") & (numbers["area"] == area) & (numbers["group_by"] == "")]
    return tuple(_write_total(story, row) for _, row in totals.iterrows())


def _write_total(story: Story, row: pd.Series) -> Passage:
    key = "narrative.total_suppressed" if row["suppressed"] else "narrative.total"
    return story.say(key, title=row["title"], number=fraction(story.standards, row), percent=story.percent(row))
