"""What `ducha status` says of open problems: how many are not closed and how many overdue, school by school."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.measures.rectification import list_problems
from analysis.narrative.passages import write_day
from analysis.rounds.replies import PENDING
from analysis.rounds.round import Round


def tell_overdue(round_: Round) -> Iterator[str]:
    """The problems of this and earlier rounds as they stand on the round's as-of date, and a line an overdue school."""
    say, problems = round_.standards.say, list_problems(round_)
    day = write_day(round_.standards, round_.as_of, base=None)
    if not len(problems):
        yield say("status_page.no_problems", day=day)
        return
    open_, late = problems[problems["state"] != "closed_verified"], problems[problems["overdue"]]
    yield say("status_page.problems", day=day, all=len(problems), open=len(open_), late=len(late))
    names = dict(zip(round_.register.frame["school_id"], round_.register.frame["name"], strict=True))
    for school, group in late.groupby("school_id", sort=True):
        earliest, claimed = min(group["deadline"]), int((group["state"] == "claimed").sum())
        replied = int((group["reply"] == PENDING).sum())
        told = say("status_page.late_claimed", count=claimed) if claimed else ""
        told += say("status_page.late_replied", count=replied) if replied else ""
        name = names.get(str(school), str(school)) or say("page.no_school")
        yield say("status_page.late", school=name, count=len(group), claimed=told, first=earliest)
