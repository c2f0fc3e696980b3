"""Sentences of the analyst's appendix: schools beside their kind, several rounds, what an interval says."""

from __future__ import annotations

from analysis.measures.funnel import CHAPTER, LEAST_SCHOOLS
from analysis.measures.numbering import VISITED
from analysis.measures.trend import LEAST
from analysis.narrative.passages import Passage, join_parts
from analysis.narrative.selection import MOST_SCHOOLS
from analysis.narrative.story import Story


def write_funnel(story: Story) -> Passage:
    """How many schools of each area lie below the limits of their kind, and which; nothing where none is held."""
    frame = story.results.funnel
    if frame.empty:
        return ()
    parts: list[Passage] = [story.say("funnel.lead")]
    for area in story.standards.areas:
        own = frame[frame["area"] == area.id]
        if own.empty:
            continue
        mark = (story.word("narrative.mark.semicolon"),) if len(parts) > 1 else ()
        below = own[own["state"] == "below"].head(MOST_SCHOOLS)
        listed = story.word("narrative.mark.list").join(
            story.word(
                "funnel.school", name=story.names.get(row["school_id"], ""), met=row["met"], judged=row["judged"]
            )
            for _, row in below.iterrows()
        )
        names = story.word("funnel.names", list=listed) if listed else ""
        number = story.fraction(f"{CHAPTER}-{area.number}")
        parts += [mark, story.say("funnel.part", area=story.standards.text(area.short), number=number, names=names)]
    return join_parts((*parts, story.say("funnel.end"), story.say("funnel.too_few", least=LEAST_SCHOOLS)))


def write_trend(story: Story) -> Passage:
    """Why there is no trend, or what it is counted on; nothing for a round that is no full one."""
    frame = story.results.trend
    if frame.empty:
        return ()
    rounds = frame["round_id"].nunique()
    return story.say("trend.line") if rounds >= LEAST else story.say("trend.few", rounds=rounds, least=LEAST)


def write_intervals(story: Story) -> Passage:
    """What an interval says of this round: a census has no sampling error; nothing for a revisit, which has none."""
    numbers = story.results.numbers
    if not ((numbers["subject"] == "item") & numbers["low"].notna()).any():
        return ()
    visited = story.fraction(VISITED)
    return story.say(f"intervals.{'sample' if story.kind == 'spot' else 'census'}", number=visited, **story.nouns)
