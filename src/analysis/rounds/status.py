"""What a round has received and what it still lacks: the lines of `ducha status`, with a paragraph for chasing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.reading.privacy import show_file
from analysis.rounds.copies import find_resent
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import to_rows


@dataclass(frozen=True)
class Status:
    """What has come and what has not.

    Attributes:
        workbooks: rows of the workbooks table.
        resent: (first file, second file, cells that differ) of workbooks sent twice.
        missing: schools due without results and without a reason: name, team, areas that lack.
        excused: schools not visited for a reason: name, reason.
        unreported: schools due whose self-check is not among those received; empty if none was asked for.
        flags: how many warnings and errors there are.
    """

    workbooks: tuple[Mapping[str, Any], ...]
    resent: tuple[tuple[str, str, int], ...]
    missing: tuple[tuple[str, str, tuple[str, ...]], ...]
    excused: tuple[tuple[str, str], ...]
    unreported: tuple[str, ...]
    flags: int


def take_status(round_: Round) -> Status:
    """Take the status of a round out of its tables."""
    names, coverage = round_.register.short_names, round_.tables["coverage"]
    open_ = coverage[coverage["due"] & ~coverage["visited"]]
    missing: dict[str, list[Mapping[Any, Any]]] = {}
    for row in to_rows(open_):
        missing.setdefault(row["school_id"], []).append(row)
    findings = round_.tables["findings"]
    sent = set(findings.loc[findings["aspect"] == "self_reported", "school_id"])
    due = sorted(set(coverage.loc[coverage["due"], "school_id"]))
    return Status(
        workbooks=tuple({str(k): v for k, v in row.items()} for row in to_rows(round_.tables["workbooks"])),
        resent=tuple(find_resent(round_.tables)),
        missing=tuple(
            (names[school], str(rows[0]["team"]), tuple(str(row["area"]) for row in rows))
            for school, rows in missing.items() if not rows[0]["reason"]
        ),
        excused=tuple((names[school], str(rows[0]["reason"])) for school, rows in missing.items() if rows[0]["reason"]),
        unreported=tuple(names[school] for school in due if school not in sent) if sent else (),
        flags=count_to_look_at(round_.tables),
    )  # fmt: skip


def count_to_look_at(tables: Mapping[str, pd.DataFrame]) -> int:
    """How many flags a person should look at: warnings and errors; a note only tells."""
    return int((tables["flags"]["severity"] != "note").sum())


def describe_status(round_: Round) -> list[str]:
    """The lines of `ducha status` about workbooks: received, sent again, missing, and what to ask for."""
    standards, status = round_.standards, take_status(round_)
    heading = standards.say("status_page.heading", name=round_.name, round=round_.id)
    lines = [heading, *_describe_received(status, standards), *_describe_missing(status, standards)]
    chase = list(_write_chase(status, standards))
    return [*lines, "", *chase] if chase else lines


def _describe_received(status: Status, standards: Standards) -> Iterator[str]:
    say = standards.say
    yield say("status_page.received", count=len(status.workbooks))
    for row in status.workbooks:
        if row["state"] == "read":
            state = say("status_page.read", sheets=row["sheets"], cells=row["cells"])
        else:
            state = say("status_page.unread", reason=row["reason"])
        yield say("status_page.file", file=show_file(row["file"]), state=state)
    for first, second, count in status.resent:
        yield say("status_page.resent", first=show_file(first), second=show_file(second), count=count)


def _describe_missing(status: Status, standards: Standards) -> Iterator[str]:
    say = standards.say
    if status.missing:
        yield say("status_page.missing", count=len(status.missing), listed=_list_missing(status, standards))
    else:
        yield say("status_page.nothing_missing")
    if status.excused:
        listed = (say("status_page.one_reason", school=school, reason=reason) for school, reason in status.excused)
        yield say("status_page.excused", count=len(status.excused), listed=say("mark.list").join(listed))
    if status.unreported:
        yield say("status_page.no_self", count=len(status.unreported), listed=say("mark.list").join(status.unreported))
    if status.flags:
        yield say("status_page.flags", count=status.flags)


def _list_missing(status: Status, standards: Standards) -> str:
    """The schools by what lacks of whom: a district of 300 schools whose self-checks are awaited is one group."""
    say, groups = standards.say, dict[tuple[str, tuple[str, ...]], list[str]]()
    for school, team, areas in status.missing:
        groups.setdefault((team, areas), []).append(school)
    return say("mark.semicolon").join(
        say(
            "status_page.one_missing", schools=say("mark.list").join(schools), team=team or say("status_page.no_team"),
            areas=say("mark.list").join(standards.text(standards.area(area).short) for area in areas),
        )
        for (team, areas), schools in groups.items()
    )  # fmt: skip


def _write_chase(status: Status, standards: Standards) -> Iterator[str]:
    """The paragraph to send: one sentence a team, one a workbook that has to come again."""
    say = standards.say
    teams: dict[str, list[str]] = {}
    for school, team, _ in status.missing:
        teams.setdefault(team or say("status_page.no_team"), []).append(school)
    for team in sorted(teams):
        yield say("status_page.chase", team=team, listed=say("mark.list").join(teams[team]))
    for row in status.workbooks:
        if row["state"] == "refused":
            yield say("status_page.chase_unread", file=show_file(row["file"]), reason=row["reason"])
    for first, second, count in status.resent:
        if count:
            yield say("status_page.chase_resent", first=show_file(first), second=show_file(second), count=count)
