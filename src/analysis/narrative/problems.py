"""Rectification: what became of the problems of earlier rounds as of the round's date."""

from __future__ import annotations

from analysis.measures.follow_up import FIRST_PLACES, LEAST_PAIRS, REASONS
from analysis.measures.numbering import (
    BLOCKED,
    CHECKED,
    CLAIMED,
    CLOSED,
    FOLLOW_UP,
    FOUND_NOW,
    HITS,
    IN_TIME,
    MEDIAN_DAYS,
    NO_DEADLINE,
    OVERDUE,
    OVERDUE_CLAIMED,
    RETURNED,
)
from analysis.narrative.passages import Passage, join_parts
from analysis.narrative.story import Story


def write_problems(story: Story) -> Passage:
    """`5月登记45个问题，已核实销号27/45个；…逾期12个，其中5个由学校报“已改”、尚未核实。`."""
    row = story.row(CLOSED)
    if row is None or not row["denominator"]:
        return join_parts((story.say("narrative.problems.none"), _write_found(story)))
    late = story.value(OVERDUE)
    claimed = story.value(OVERDUE_CLAIMED)
    key = (
        "narrative.problems.late_claimed"
        if claimed
        else "narrative.problems.late"
        if late
        else "narrative.problems.in_time"
    )
    overdue = story.say(
        key, late=story.amount(OVERDUE) if late else "", claimed=story.amount(OVERDUE_CLAIMED) if claimed else ""
    )
    lead = story.say(
        "narrative.problems.lead", source=story.problem_source, problems=story.count("problem", row["denominator"]),
        closed=story.fraction(CLOSED), overdue=overdue,
    )  # fmt: skip
    return join_parts((lead, _write_rest(story), _write_found(story)))


def _write_rest(story: Story) -> Passage:
    """Reported done, blocked and without a deadline, as far as there are some."""
    keys = ((CLAIMED, "claimed"), (BLOCKED, "blocked"), (NO_DEADLINE, "no_deadline"))
    return join_parts(
        story.say(f"narrative.problems.{key}", number=story.amount(code)) for code, key in keys if story.value(code)
    )


def _write_found(story: Story) -> Passage:
    """What this round found, and how much of that stands in no list of exceptions."""
    if not story.value(FOUND_NOW):
        return ()
    apart = int(story.results.problems["apart"].sum())
    key = "narrative.problems.found_apart" if apart else "narrative.problems.found"
    return story.say(key, number=story.amount(FOUND_NOW), **({"apart": apart} if apart else {}))


def write_pace(story: Story) -> Passage:
    """In time, checked of what was reported, came back, and the median days; nothing where there is no problem."""
    parts = [
        story.say(f"narrative.pace.{key}", number=story.fraction(code), percent=story.percent(row))
        for code, key in ((IN_TIME, "in_time"), (CHECKED, "checked"), (RETURNED, "returned"))
        if (row := story.row(code)) is not None and row["denominator"]
    ]
    if story.row(MEDIAN_DAYS) is not None:
        parts.append(story.say("narrative.pace.median", number=story.amount(MEDIAN_DAYS)))
    elif len(story.results.durations):
        parts.append(story.say("narrative.pace.no_median"))
    return join_parts(parts)


def write_follow_up(story: Story) -> Passage:
    """How many places are to be visited again, why, and how earlier lists did."""
    frame = story.results.follow_up
    if frame.empty:
        return ()
    told = [(name, sum(name in reasons.split() for reasons in frame["reasons"])) for name in REASONS]
    listed = story.word("narrative.mark.list").join(
        story.word(f"narrative.follow_up.{name}", n=count) for name, count in told if count
    )
    lead = story.say("narrative.follow_up.lead", number=story.amount(FOLLOW_UP), listed=listed)
    return join_parts((lead, _write_back_test(story)))


def _write_back_test(story: Story) -> Passage:
    rounds = len(story.results.back_test)
    if story.row(HITS) is not None:
        return story.say("narrative.follow_up.hits", number=story.fraction(HITS), rounds=rounds, first=FIRST_PLACES)
    return story.say("narrative.follow_up.few_rounds", rounds=rounds, least=LEAST_PAIRS)


def write_problems_note(story: Story) -> str:
    """What counts as closed and as overdue."""
    return story.word("narrative.problems.note", day=story.day(story.as_of))
