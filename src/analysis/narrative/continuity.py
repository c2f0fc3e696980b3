"""What two rounds do not have in common: items that were reworded, schools renamed, moved or merged."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.measures.moves import MERGED
from analysis.measures.numbering import REWORDED
from analysis.narrative.passages import Passage, join_parts, write_month
from analysis.narrative.story import Story

MOST_MOVES = 12
"""Schools that changed are named up to so many, above that counted."""


def write_rewording(story: Story) -> Passage:
    """Which reworded items are compared, and why; how many pairs are lost to a new wording. Nothing where none was."""
    frame = story.results.wordings
    kept, lost = frame[frame["state"] == "continued"], frame[frame["state"] != "continued"]
    parts: list[Passage] = [_continue(story, row) for _, row in kept.iterrows()]
    if len(lost):
        listed = story.word("narrative.mark.semicolon").join(_lose(story, row) for _, row in lost.iterrows())
        parts.append(story.say("continuity.lost", number=story.amount(REWORDED), list=listed))
    return join_parts(parts)


def _continue(story: Story, row: pd.Series) -> Passage:
    """One reworded item that is compared all the same, with the reason that was declared."""
    reason = story.standards.text(story.standards.items[row["item_id"]].continues_reason)
    return (story.word("continuity.continued", reason=reason.rstrip("。.；;"), **_describe(story, row)),)


def _lose(story: Story, row: pd.Series) -> str:
    return story.word(f"continuity.{row['state']}", **_describe(story, row))


def _describe(story: Story, row: pd.Series) -> dict[str, str]:
    code, name = story.standards.code(row["item_id"]), story.standards.name(row["item_id"])
    return {
        "item": f"{code} {name}", "pairs": story.count("check", int(row["pairs"])), "before": row["before"],
        "after": row["after"],
    }  # fmt: skip


def write_own_moves(story: Story) -> Passage:
    """On a school's own page: what it was called and where it lay in earlier rounds; who joined it is not named."""
    frame = story.results.school_moves.drop_duplicates(["change", "before", "after", "since"])
    listed = [_move(story, row, joined="joined") for _, row in frame.iterrows()]
    return (story.word("continuity.own", list=story.word("narrative.mark.semicolon").join(listed)),) if listed else ()


def write_moves(story: Story, round_id: str = "") -> Passage:
    """Which schools were renamed, moved or merged since a round, from what to what, since when; nothing where none was.

    Args:
        story: the round.
        round_id: the earlier round; the last full one where left out.
    """
    round_id = round_id or story.previous_id
    frame = story.results.school_moves
    frame = frame[frame["round_id"] == round_id]
    if frame.empty:
        return ()
    listed = [_move(story, row) for _, row in frame.head(MOST_MOVES).iterrows()]
    more = len(frame) - len(listed)
    day = story.round_days.get(round_id)
    month = write_month(story.standards, day, base=story.as_of) if day else story.previous
    return (
        story.word(
            "continuity.moves", previous=month, list=story.word("narrative.mark.semicolon").join(listed),
            more=story.word("continuity.more", n=more) if more else "",
        ),
    )  # fmt: skip


def _move(story: Story, row: pd.Series, *, joined: str = "merged") -> str:
    day = story.day(date.fromisoformat(row["since"])) if row["since"] else ""
    since = story.word("continuity.since", day=day) if day else story.word("continuity.undated")
    unknown, change = story.word("continuity.unknown"), joined if row["change"] == MERGED else row["change"]
    return story.word(
        f"continuity.{change}", since=since, school=row["name"], before=row["before"] or unknown,
        after=row["after"] or unknown,
    )  # fmt: skip
