"""Item 16 in sentences: stalls required, there and short, who waits for what, and the three readings of 1:3."""

from __future__ import annotations

import pandas as pd

from analysis.measures.numbering import RATIO_PER_HEAD, SHORT_STALLS, STALLS_SHORT, STRICT_RATIO
from analysis.measures.toilets import find_item
from analysis.narrative.passages import Number, Passage, join_parts
from analysis.narrative.selection import select_toilets, write_blocked
from analysis.narrative.story import Story


def write_shortage(story: Story) -> Passage:
    """`5所共缺女蹲位19个，其中4所待资金。`, or nothing where none is short."""
    table = select_toilets(story.results, story.standards)
    short = table[table["short"] > 0]
    code = _code(story, STALLS_SHORT)
    row = story.row(code)
    if row is None or not row["numerator"]:
        return ()
    number = Number(code, story.count("stall", int(row["numerator"])))
    schools = story.count("school", int(story.results.toilet_counts["short"].iloc[0]))
    waiting = short[short["blocked_by"] != ""]
    if waiting.empty:
        return story.say("narrative.toilets.short", schools=schools, stalls=number)
    return story.say(
        "narrative.toilets.short_waiting", schools=schools, stalls=number, waiting=write_waiting(story, waiting)
    )


def write_waiting(story: Story, waiting: pd.DataFrame) -> str:
    """`4所待资金、1所待用房`: schools by what they wait for, the most first."""
    reasons = waiting["blocked_by"].map(lambda what: write_blocked(story.standards, what))
    counts = reasons.groupby(reasons).size().sort_values(ascending=False, kind="stable")
    words = [
        story.word("narrative.toilets.waiting", schools=story.count("school", number), what=what)
        for what, number in counts.items()
    ]
    return story.word("narrative.mark.list").join(words)


def _code(story: Story, suffix: str = "") -> str:
    item = find_item(story.standards)
    return story.standards.code(item.id) + suffix if item else ""


def write_toilets(story: Story) -> tuple[Passage, ...]:
    """The paragraphs of the section; none where the standard or the round has no item 16.

    Returns:
        The verdict count with each school's shortage; schools with enough stalls that still do not meet the item; the
        computed readings (enough stalls, strict 1:3, 1:3 per head), each k of N.
    """
    row = story.row(_code(story)) if _code(story) else None
    if row is None:
        return ()
    table = select_toilets(story.results, story.standards)
    lead = story.say("narrative.toilets.met", number=story.fraction(_code(story)), percent=story.percent(row))
    parts = [join_parts((lead, _list_short(story, table)))]
    return tuple(part for part in (*parts, list_enough(story), write_readings(story)) if part)


def _list_short(story: Story, table: pd.DataFrame) -> Passage:
    short = table[table["short"] > 0]
    if short.empty:
        return ()
    each = [
        story.word(
            "narrative.toilets.school_note" if row["note"] else "narrative.toilets.school", name=row["label"],
            stalls=int(row["short"]), required=int(row["required"]), actual=int(row["actual"]), note=row["note"],
        )
        for _, row in short.iterrows()
    ]  # fmt: skip
    listed = story.word("narrative.mark.semicolon").join(each)
    return story.say("narrative.toilets.each", list=listed, total=write_shortage(story))


def list_enough(story: Story) -> Passage:
    """The schools with enough stalls that still do not meet the item, with the reasons; nothing for none."""
    table = select_toilets(story.results, story.standards)
    enough = table[table["short"] == 0]
    if enough.empty:
        return ()
    names = [
        story.word("narrative.name_reason", name=row["label"], reason=row["note"]) if row["note"] else row["label"]
        for _, row in enough.iterrows()
    ]
    listed = story.word("narrative.mark.list").join(names)
    schools = story.count("school", int(story.results.toilet_counts["enough"].iloc[0]))
    return story.say("narrative.toilets.enough", schools=schools, names=listed)


def write_readings(story: Story) -> Passage:
    """The computed readings; one that no school could be judged by is left out."""
    parts = []
    for suffix, key in ((SHORT_STALLS, "adequate"), (STRICT_RATIO, "strict"), (RATIO_PER_HEAD, "per_head")):
        row = story.row(_code(story, suffix))
        if row is not None and row["denominator"] > 0:
            parts.append(story.say(f"narrative.toilets.{key}", number=story.fraction(_code(story, suffix))))
    if not parts:
        return ()
    mark = (story.word("narrative.mark.semicolon"),)
    listed = join_parts(
        part for index, passage in enumerate(parts) for part in ((mark, passage) if index else (passage,))
    )
    return story.say("narrative.toilets.readings", list=listed)
