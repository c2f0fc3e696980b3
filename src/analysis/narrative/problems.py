"""Rectification: what became of the problems of earlier rounds as of the round's date."""

from __future__ import annotations

from analysis.measures.numbering import (
    BLOCKED,
    CLAIMED,
    CLOSED,
    FOUND_NOW,
    NO_DEADLINE,
    OVERDUE,
    OVERDUE_CLAIMED,
)  # fmt: skip
from analysis.narrative.passages import Passage, join_parts
from analysis.narrative.story import Story


def write_problems(story: Story) -> Passage:
    """`5月登记45个问题，已核实销号27/45个；…逾期12个，其中5个学校报“已改”尚未核实。`."""
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
    return story.say("narrative.problems.found", number=story.amount(FOUND_NOW)) if story.value(FOUND_NOW) else ()


def write_problems_note(story: Story) -> str:
    """What counts as closed and as overdue."""
    return story.word("narrative.problems.note", day=story.day(story.as_of))
