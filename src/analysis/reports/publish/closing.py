"""`ducha close`: freeze a round as it was reported, or adopt what was changed since as an erratum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import analysis.errors as errors
from analysis.errors import CorrectionsError, Place
from analysis.measures.erratum import list_revisions, read_numbers, write_numbers
from analysis.measures.results import load_results
from analysis.narrative.office import prove_office_text
from analysis.narrative.passages import write_day
from analysis.narrative.story import tell_story
from analysis.reading.privacy import mask_text
from analysis.reports.publish.keeping import hold_outputs
from analysis.rounds.closing import NUMBERS_FILE, Closing, list_closings, prove_closings
from analysis.rounds.corrections import CORRECTIONS_FILE
from analysis.rounds.freezing import freeze_round
from analysis.rounds.round import Round, find_round, read_round
from analysis.rounds.settings import Settings, read_settings
from analysis.rounds.settling import settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

SET_ASIDE = ("correction_unfit", "correction_twice")
"""Flags of a correction that was not taken."""


@dataclass(frozen=True)
class Closed:
    """What `ducha close` did: where it froze the round, and what to tell."""

    folder: Path
    lines: tuple[str, ...]


def close_round(
    workspace: Workspace,
    standards: Standards,
    round_id: str,
    *,
    on: date | None = None,
    as_of: date | None = None,
    again: str | None = None,
    standards_folder: Path | None = None,
) -> Closed:
    """Freeze a round into its folder; with `again`, freeze what has changed since as an erratum.

    Args:
        workspace: where the rounds lie.
        standards: the rules to freeze.
        round_id: the round, or `latest`.
        on: day of the closing; the day that deadlines are held against where not given. An erratum has no such day of
            its own and needs it given.
        as_of: in place of the round's own date.
        again: why a closed round is changed; None closes for the first time.
        standards_folder: where the rules came from.

    Raises:
        CorrectionsError: a correction or an answer is set aside, text.md names a section or a number that is none, an
            earlier round is open, a frozen file was edited, or the round is closed (not closed, for an erratum).
        UsageError: an erratum without reason or day, or of a day before the last closing; a day before the round's last
            or its as-of day.
        Locked: another run writes the outputs or the round.
    """
    found = find_round(workspace, round_id, standards)
    with hold_outputs(workspace.outputs, standards):
        closings = list_closings(workspace, found, standards)
        _prove_state(found, closings, again, standards)
        _prove_on(found, closings, on, standards)
        prove_closings(closings, standards)  # an erratum is held against their numbers
        day = as_of or (closings[-1].as_of if closings else None)
        _prove_possible(read_settings(workspace, found, standards), on, day, standards)
        read = read_round(workspace, found, standards, as_of=day, live=True)
        round_, settled = settle_round(workspace, read, standards)
        _prove_ready(round_, settled.faults, standards)
        results = load_results(round_)
        prove_office_text(tell_story(round_, results), round_.office_text)
        when = on or round_.as_of
        folder = freeze_round(
            workspace, round_, number=len(closings) + 1, on=when, reason=mask_text(again or ""),
            standards_folder=standards_folder, more={NUMBERS_FILE: write_numbers(results)},
        )  # fmt: skip
    return Closed(folder, (*settled.said, *_tell(found, closings, folder, when, standards)))


def prove_come(round_id: str, on: date, today: date, standards: Standards) -> None:
    """That the day of a closing is not still to come.

    Raises:
        UsageError: it is.
    """
    if on > today:
        day, now = (write_day(standards, one, base=None) for one in (on, today))
        what = standards.say("error.close_future", round=round_id, day=day, today=now)
        raise errors.UsageError(what, do=standards.say("error.close_future_do"))


def prove_day(round_: Round, as_of: date | None, standards: Standards) -> None:
    """A closed round is printed as at its own day; what is overdue on another is what `ducha status` says.

    Raises:
        UsageError: another day is asked for.
    """
    if as_of and round_.closing and as_of != round_.closing.as_of:
        what = standards.say("error.closed_day", round=round_.id, day=round_.closing.as_of)
        raise errors.UsageError(what, do=standards.say("error.closed_day_do", round=round_.id, day=as_of))


def _prove_state(round_id: str, closings: tuple[Closing, ...], again: str | None, standards: Standards) -> None:
    """That a draft is closed, and a closed round changed only with a reason."""
    if again is not None and not again.strip():
        raise errors.UsageError(standards.say("error.close_no_reason"), do=standards.say("error.close_no_reason_do"))
    if closings and again is None:
        day = write_day(standards, closings[-1].on, base=None)
        what = standards.say("error.close_twice", round=round_id, day=day)
        raise CorrectionsError(what, do=standards.say("error.close_twice_do", round=round_id))
    if not closings and again is not None:
        what = standards.say("error.close_not_yet", round=round_id)
        raise CorrectionsError(what, do=standards.say("error.close_not_yet_do", round=round_id))


def _prove_on(round_id: str, closings: tuple[Closing, ...], on: date | None, standards: Standards) -> None:
    """That an erratum has a day of its own, which is not before the closing that it amends."""
    if not closings:
        return
    if on is None:
        what = standards.say("error.close_no_day")
        raise errors.UsageError(what, do=standards.say("error.close_no_day_do", round=round_id))
    if on < closings[-1].on:
        day = write_day(standards, closings[-1].on, base=None)
        what = standards.say("error.close_earlier", round=round_id, day=day)
        raise errors.UsageError(what, do=standards.say("error.close_earlier_do"))


def _prove_possible(settings: Settings, on: date | None, as_of: date | None, standards: Standards) -> None:
    """That the day of a closing lies neither before the last visits nor before what is reported."""
    held = as_of or settings.as_of
    when, earliest = on or held, max(settings.last_day, held)
    if when < earliest:
        day, first = (write_day(standards, one, base=None) for one in (when, earliest))
        what = standards.say("error.close_early", round=settings.id, day=day, earliest=first)
        raise errors.UsageError(what, do=standards.say("error.close_early_do", earliest=earliest))


def _prove_ready(round_: Round, faults: int, standards: Standards) -> None:
    """That no correction or answer is set aside, and that every round before it is closed."""
    flags = round_.tables["flags"]
    aside = flags[flags["code"].isin(SET_ASIDE)]
    if len(aside) or faults:
        listed = [str(Place(str(row.file), str(row.sheet), str(row.cell))) for row in aside.itertuples()]
        cells = standards.say("mark.list").join(listed)
        raise CorrectionsError(
            standards.say("error.close_aside", round=round_.id, count=len(aside), faults=faults),
            place=Place(f"{round_.id}/{CORRECTIONS_FILE}"), seen=cells,
            do=standards.say("error.close_aside_do", round=round_.id),
        )  # fmt: skip
    if opened := [one.id for one in round_.earlier if not one.closings]:
        raise CorrectionsError(
            standards.say("error.close_order", round=round_.id, earlier=standards.say("mark.list").join(opened)),
            do=standards.say("error.close_order_do", first=opened[0]),
        )


def _tell(round_id: str, closings: tuple[Closing, ...], folder: Path, on: date, standards: Standards) -> Iterator[str]:
    day = write_day(standards, on, base=None)
    if not closings:
        yield standards.say("closing.done", round=round_id, day=day, folder=folder)
        return
    changed = list_revisions(*(read_numbers(one / NUMBERS_FILE) for one in (closings[-1].folder, folder)))
    yield standards.say("closing.done_again", round=round_id, number=len(closings), count=len(changed), day=day)
