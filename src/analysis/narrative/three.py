"""The three things a director should see first, chosen by a written rule.

In this order, as far as the round has them: the item that most schools do not meet; problems past their deadline; an
area where schools reported better than was seen. Fewer than three are filled up, in this order, by schools not visited,
checks that got worse since the last full round, the next worst items, and cells that could not be read. A round may
have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from analysis.measures.numbering import CLOSED, NEW, OVERDUE, OVERDUE_CLAIMED, RELAPSED, VISITED
from analysis.measures.toilets import find_item
from analysis.narrative.opening import write_missed
from analysis.narrative.passages import Number, Passage, fraction
from analysis.narrative.selection import UNSETTLED, item_label, select_areas, select_items
from analysis.narrative.story import Story
from analysis.narrative.toilets import write_shortage, write_waiting

MOST = 3
"""How many things are shown."""


@dataclass(frozen=True)
class Thing:
    """One of the first things.

    Attributes:
        title: a few words.
        number: the k/N that is printed large.
        unit: what the number counts.
        text: one or two sentences.
        ask: what the meeting is asked to decide.
    """

    title: str
    number: Number
    unit: str
    text: Passage
    ask: Passage


def choose_three(story: Story) -> tuple[Thing, ...]:
    """The first things of a round, three at most."""
    return tuple(islice(_list_things(story), MOST))


def _list_things(story: Story) -> Iterator[Thing]:
    items = select_items(story.results, story.standards)
    items = items[items["unmet"] > 0]
    yield from (tell_item(story, row) for _, row in items.head(1).iterrows())
    yield from tell_overdue(story)
    yield from tell_over_claims(story)
    yield from tell_missed(story)
    yield from tell_new(story)
    yield from (tell_item(story, row) for _, row in items.iloc[1:].iterrows())
    yield from tell_unknown(story)


def tell_item(story: Story, row: pd.Series) -> Thing:
    """The item's k/N with the schools that do not meet it; for item 16 also the stalls short."""
    item = find_item(story.standards)
    shortage = write_shortage(story) if item and item.id == row["item_id"] else ()
    key = "narrative.thing.item_partial" if row["partial"] else "narrative.thing.item"
    text = story.say(
        key, item=story.word("narrative.item_short", number=story.standards.items[row["item_id"]].number),
        unmet=story.count("school", row["unmet"]), partial=story.count("school", row["partial"]), more=shortage,
    )  # fmt: skip
    found = story.results.exceptions
    found = found[(found["item_id"] == row["item_id"]) & (found["verdict"] == "unmet")]
    waiting = found[found["blocked_by"] != ""]
    ask = (
        story.say("narrative.thing.item_ask_blocked", waiting=write_waiting(story, waiting))
        if len(waiting)
        else story.say("narrative.thing.item_ask", schools=story.count("school", row["unmet"]))
    )
    label = item_label(story.standards, row["item_id"], with_area=len(story.standards.areas) > 1)
    title = story.word("narrative.thing.stalls_title") if shortage else label
    return Thing(title, story.fraction(row["code"]), story.word("narrative.thing.item_unit", **story.nouns), text, ask)


def tell_overdue(story: Story) -> Iterator[Thing]:
    """Problems past their deadline: how many of all, and how many of them are said to be done; nothing for none."""
    late, claimed = story.value(OVERDUE), story.value(OVERDUE_CLAIMED)
    if not late:
        return
    row = story.results.number(OVERDUE)
    text = story.say(
        "narrative.thing.overdue_claimed" if claimed else "narrative.thing.overdue", source=story.problem_source,
        problems=story.count("problem", row["denominator"]), closed=story.amount(CLOSED), late=story.amount(OVERDUE),
        claimed=story.amount(OVERDUE_CLAIMED) if claimed else "",
    )  # fmt: skip
    ask = (
        story.say("narrative.thing.overdue_ask_claimed", problems=story.count("problem", claimed))
        if claimed
        else story.say("narrative.thing.overdue_ask", problems=story.count("problem", late))
    )
    yield Thing(
        story.word("narrative.thing.overdue_title"), story.fraction(OVERDUE),
        story.word("narrative.thing.overdue_unit"), text, ask,
    )  # fmt: skip


def tell_over_claims(story: Story) -> Iterator[Thing]:
    """The area where most checks were reported met and seen not met; nothing for none."""
    numbers = story.results.numbers
    numbers = numbers[(numbers["subject"] == "agreement") & (numbers["group_by"] == "") & (numbers["numerator"] > 0)]
    if numbers.empty:
        return
    row = numbers.sort_values("numerator", ascending=False, kind="stable").iloc[0]
    claims = story.results.over_claims
    schools = claims["school_id"][claims["area"] == row["area"]].nunique()
    number = fraction(story.standards, row)
    text = story.say(
        "narrative.thing.claims", area=story.standards.text(story.standards.area(row["area"]).short),
        reported=story.count("check", row["denominator"]), wrong=story.count("check", row["numerator"]),
        percent=story.percent(row, "narrative.percent_in"), schools=story.count("school", schools),
    )  # fmt: skip
    ask = story.say("narrative.thing.claims_ask", schools=story.count("school", schools))
    yield Thing(
        story.word("narrative.thing.claims_title"), number, story.word("narrative.thing.claims_unit"), text, ask
    )


def tell_missed(story: Story) -> Iterator[Thing]:
    """The schools due and not visited; nothing where all were."""
    row = story.row(VISITED)
    if row is None or row["numerator"] >= row["denominator"]:
        return
    missed = story.count("school", row["denominator"] - row["numerator"])
    yield Thing(
        story.word("narrative.thing.missed_title", schools=missed), story.fraction(VISITED),
        story.word("narrative.thing.missed_unit", **story.nouns),
        story.say("narrative.thing.missed", schools=missed, names=write_missed(story)),
        story.say("narrative.thing.missed_ask", schools=missed),
    )  # fmt: skip


def tell_new(story: Story) -> Iterator[Thing]:
    """Checks that got worse since the last full round; nothing for none."""
    if not story.value(NEW):
        return
    new = story.count("check", story.value(NEW))
    key = "narrative.thing.new_relapsed" if story.value(RELAPSED) else "narrative.thing.new"
    text = story.say(key, previous=story.previous, new=new, relapsed=story.count("check", story.value(RELAPSED)))
    yield Thing(
        story.word("narrative.thing.new_title"), story.fraction(NEW), story.word("narrative.thing.new_unit"), text,
        story.say("narrative.thing.new_ask", checks=new),
    )  # fmt: skip


def tell_unknown(story: Story) -> Iterator[Thing]:
    """The areas with checks that nobody could count, the most first."""
    areas = select_areas(story.results, story.standards)
    areas = areas.assign(unsettled=areas[[*UNSETTLED]].sum(axis=1))
    areas = areas[areas["unsettled"] > 0].sort_values("unsettled", ascending=False, kind="stable")
    for _, row in areas.iterrows():
        checks = story.count("check", row["unsettled"])
        area = story.standards.text(story.standards.area(row["area"]).short)
        yield Thing(
            story.word("narrative.thing.unknown_title", area=area), story.fraction(row["code"]),
            story.word("narrative.thing.unknown_unit"), story.say("narrative.thing.unknown", area=area, checks=checks),
            story.say("narrative.thing.unknown_ask", checks=checks),
        )  # fmt: skip
