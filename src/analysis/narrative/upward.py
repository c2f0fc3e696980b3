"""The sections of a 督查报告: an area a section in counts, then rectification and change, then what to decide."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.measures.numbering import OVERDUE, OVERDUE_CLAIMED, VISITED, WAITING
from analysis.narrative.areas import write_area_lead
from analysis.narrative.change import compared, write_change
from analysis.narrative.clauses import write_clauses
from analysis.narrative.document import Paragraph, label_paragraphs
from analysis.narrative.opening import write_missed
from analysis.narrative.passages import Number, Passage, join_parts
from analysis.narrative.problems import write_problems
from analysis.narrative.selection import write_blocked
from analysis.narrative.story import Story
from analysis.standards.model import Area, Text, Topic

MOST_NAMED = 12
"""Schools that wait for one thing are named up to so many."""
_UNSETTLED = ("blank", "unreadable", "disputed", "self_only")


def list_report(story: Story) -> Iterator[tuple[str, str, tuple[Paragraph, ...]]]:
    """Name, title and paragraphs of each section."""
    for area in story.standards.areas:
        if story.row(area.total_code) is not None:
            yield area.id, story.standards.text(area.title), _write_area(story, area)
    told = (("", write_problems(story)), ("", write_change(story) if compared(story) else ()))
    yield "rectification", story.word("document.rectification"), label_paragraphs(story, told)
    yield (
        "decide",
        story.word("document.decide"),
        label_paragraphs(story, (("", line) for line in list_decisions(story))),
    )


def _write_area(story: Story, area: Area) -> tuple[Paragraph, ...]:
    topics = ((story.standards.text(topic.title), write_topic(story, topic)) for topic in list_topics(story, area))
    return (Paragraph(write_area_lead(story, area.id)), *label_paragraphs(story, topics))


def list_topics(story: Story, area: Area) -> tuple[Topic, ...]:
    """The topics of an area, and one more for counted items that no topic has."""
    own = tuple(topic for topic in story.standards.topics if topic.area == area.id)
    told = {item for topic in own for item in topic.items}
    rest = tuple(item for item in area.items if item not in told and story.standards.items[item].counted)
    if not rest:
        return own
    other = story.word("document.other_items")
    return (*own, Topic(area.id, Text(other, other) if own else area.title, items=rest))


def write_topic(story: Story, topic: Topic) -> Passage:
    """`一是…；二是…。`: the clauses of a topic; one alone stands without an ordinal."""
    return write_ordered(story, write_clauses(story, topic))


def write_ordered(story: Story, clauses: tuple[Passage, ...]) -> Passage:
    """Clauses as one sentence, numbered where they are several."""
    if not clauses:
        return ()
    numerals, mark = story.word("document.numerals").split(), story.word("document.clause_mark")
    parts: list[Passage] = []
    for place, clause in enumerate(clauses):
        ordinal = story.word("document.ordinal", numeral=numerals[place]) if len(clauses) > 1 else ""
        parts += [(mark,) if place else (), (ordinal,), clause]
    return join_parts((*parts, (story.word("narrative.mark.stops"),)))


def list_decisions(story: Story) -> Iterator[Passage]:
    """What somebody above has to decide, each with its number: what waits, is late, was not seen or is open.

    Schools are named here alone: nobody can decide for a school that is not named.
    """
    yield from _list_waiting(story)
    if story.value(OVERDUE):
        claimed = (
            story.say("document.decide_claimed", number=story.amount(OVERDUE_CLAIMED))
            if story.value(OVERDUE_CLAIMED)
            else ""
        )
        yield story.say("document.decide_overdue", number=story.fraction(OVERDUE), claimed=claimed)
    coverage = story.results.coverage
    missed = coverage[coverage["due"] & ~coverage["visited"]]
    if len(missed) and story.row(VISITED) is not None:
        yield story.say(
            "document.decide_missed", schools=story.count("school_named", len(missed)),
            number=story.fraction(VISITED), names=write_missed(story), **story.nouns,
        )  # fmt: skip
    yield from _list_unsettled(story)


def _list_waiting(story: Story) -> Iterator[Passage]:
    """What waits for money or another's decision, by area and by what it waits for."""
    for area in story.standards.areas:
        row, found = story.row(f"{area.number}{WAITING}"), story.results.exceptions
        own = found[(found["area"] == area.id) & (found["blocked_by"] != "")]
        if row is None or own.empty:
            continue
        waits = own["blocked_by"].map(lambda what: write_blocked(story.standards, what))
        for what, group in own.groupby(waits, sort=True):
            number = Number(row["code"], f"{len(group)}/{int(row['denominator'])}")
            waiting = story.word("narrative.waiting", what=what)
            yield story.say(
                "document.decide_waiting", waiting=waiting, number=number, list=_list_places(story, group, area)
            )


def _list_places(story: Story, group: pd.DataFrame, area: Area) -> str:
    names = [
        story.word("document.in_area", name=story.name_school(row["school_id"], row["item_id"]),
                   area=story.standards.text(area.short), number=story.standards.items[row["item_id"]].number)
        for _, row in group.head(MOST_NAMED).iterrows()
    ]  # fmt: skip
    more = story.word("document.and_more", count=len(group)) if len(group) > MOST_NAMED else ""
    return story.word("narrative.mark.list").join(names) + more


def _list_unsettled(story: Story) -> Iterator[Passage]:
    """Checks that were looked at and cannot be counted until somebody settles them, area by area."""
    for area in story.standards.areas:
        row = story.row(area.total_code)
        number = int(row[list(_UNSETTLED)].sum()) if row is not None else 0
        if number:
            yield story.say(
                "document.decide_unknown", area=story.standards.text(area.short),
                number=Number(area.total_code, str(number)),
            )  # fmt: skip
