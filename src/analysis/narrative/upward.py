"""The sections of a 督查报告: an area a section in counts, then rectification and change, then what to decide."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.measures.listing import list_missed
from analysis.measures.numbering import OVERDUE, OVERDUE_CLAIMED, VISITED, WAITING
from analysis.narrative.areas import write_area_lead
from analysis.narrative.change import compared, write_change
from analysis.narrative.clauses import list_missing, list_passages, write_clauses
from analysis.narrative.continuity import write_moves, write_rewording
from analysis.narrative.document import Paragraph, label_paragraphs
from analysis.narrative.opening import write_missed
from analysis.narrative.passages import Number, Passage, drop_stop, join_parts
from analysis.narrative.problems import write_problems
from analysis.narrative.selection import LEFT_OUT_WORDS, MOST_SCHOOLS, UNSETTLED, write_blocked
from analysis.narrative.story import Story
from analysis.standards.model import Area, Text, Topic

MOST_ORDINALS = 5
"""More clauses than this stand one after another: nobody reads as far as 十六是."""


def list_report(story: Story) -> Iterator[tuple[str, str, tuple[Paragraph, ...]]]:
    """Name, title and paragraphs of each section."""
    for area in story.standards.areas:
        if story.row(area.total_code) is not None:
            yield area.id, story.standards.text(area.title), _write_area(story, area)
    told = (
        (story.word("document.progress"), write_problems(story)),
        (story.word("document.changes"), _write_changes(story)),
    )
    yield "rectification", story.word("document.rectification"), label_paragraphs(story, told)
    yield (
        "decide",
        story.word("document.decide"),
        label_paragraphs(story, (("", line) for line in list_decisions(story))),
    )


def _write_changes(story: Story) -> Passage:
    """The four counts, what of them was reworded or lost to a new wording, and which schools changed in between."""
    told = write_change(story) if compared(story) else ()
    return join_parts((told, write_rewording(story), write_moves(story)))


def _write_area(story: Story, area: Area) -> tuple[Paragraph, ...]:
    clauses = [(topic, write_clauses(story, topic)) for topic in list_topics(story, area)]
    silent = {id(topic) for topic, told in clauses if len(told) == 1 and list_missing(story, topic)}
    topics = [
        (story.standards.text(topic.title), write_ordered(story, told))
        for topic, told in clauses
        if id(topic) not in silent
    ]
    rest = _write_silent(story, [topic for topic, _ in clauses if id(topic) in silent])
    topics += [
        (story.word("document.practices"), _write_practices(story, area)),
        (story.word("document.no_result"), rest),
    ]
    return (Paragraph(write_area_lead(story, area.id)), *label_paragraphs(story, topics))


def _write_practices(story: Story, area: Area) -> Passage:
    """What inspectors noted as done well, in their words, and in how many of the schools visited; none is named."""
    own, coverage = story.results.practices, story.results.coverage
    own = own[own["area"] == area.id]
    if own.empty:
        return ()
    told = story.word("narrative.mark.semicolon").join(drop_stop(text) for text in dict.fromkeys(own["text"]))
    return story.say(
        "document.practices_counted", noted=own["school_id"].nunique(), list=told,
        visited=story.count("school", int(coverage["visited"].sum())),
    )  # fmt: skip


def _write_silent(story: Story, topics: list[Topic]) -> Passage:
    """`信访维稳机制4项、…，本轮没有检查结果，不作判断。`: the topics of which nothing at all was received."""
    told = [
        story.word("document.no_result_of", topic=story.standards.text(topic.title),
                   items=story.count("item", len(list_missing(story, topic))))
        for topic in topics
    ]  # fmt: skip
    return story.say("document.no_result_told", list=story.word("document.item_mark").join(told)) if told else ()


def list_topics(story: Story, area: Area) -> tuple[Topic, ...]:
    """The topics of an area, and one more for counted items that no topic has."""
    own = tuple(topic for topic in story.standards.topics if topic.area == area.id)
    told = {item for topic in own for item in topic.items}
    rest = tuple(item for item in area.items if item not in told and story.standards.items[item].counted)
    if not rest:
        return own
    other = story.word("document.other_items")
    return (*own, Topic(area.id, Text(other, other) if own else area.title, items=rest))


def write_ordered(story: Story, clauses: tuple[Passage, ...]) -> Passage:
    """`一是…；二是…。`: clauses as one sentence, numbered where they are several and not too many."""
    if not clauses:
        return ()
    numerals, mark = story.word("document.numerals").split(), story.word("document.clause_mark")
    numbered = 1 < len(clauses) <= MOST_ORDINALS
    parts: list[Passage] = []
    for place, clause in enumerate(clauses):
        ordinal = story.word("document.ordinal", numeral=numerals[place]) if numbered else ""
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
    missed = list_missed(story.results.coverage)
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
        for _, row in group.head(MOST_SCHOOLS).iterrows()
    ]  # fmt: skip
    more = story.word("document.and_more", count=len(group)) if len(group) > MOST_SCHOOLS else ""
    return story.word("narrative.mark.list").join(names) + more


def _list_unsettled(story: Story) -> Iterator[Passage]:
    """Checks that were looked at and cannot be counted until somebody settles them, area by area with the reasons."""
    parts: list[Passage] = []
    for area in story.standards.areas:
        row = story.row(area.total_code)
        counts = {word: int(row[list(LEFT_OUT_WORDS[word])].sum()) for word in UNSETTLED} if row is not None else {}
        if any(counts.values()):
            reasons = [story.word(f"narrative.left_out.{word}", n=number) for word, number in counts.items() if number]
            parts.append(story.say(
                "document.unknown_part", area=story.standards.text(area.short),
                number=Number(area.total_code, str(sum(counts.values()))),
                reasons=story.word("narrative.mark.list").join(reasons),
            ))  # fmt: skip
    if parts:
        yield story.say("document.decide_unknown", list=list_passages(story, parts, "clause_mark"))
