"""round.toml: what a round is called, when it was, what it covers, and pins for workbooks that need a hint."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from analysis.errors import CorrectionsError, MissingError, Place
from analysis.reading.pins import find_fault
from analysis.reading.privacy import mask_text
from analysis.rounds.handwritten import read_toml
from analysis.rounds.workspace import ROUND_FILE, Workspace
from analysis.standards.model import Standards
from analysis.standards.printable import make_line

KINDS = ("full", "spot", "revisit")
"""A full round visits every school; a spot check some; a revisit those where something failed."""
_KEYS = ("id", "name", "name_en", "kind", "first_day", "last_day", "as_of", "areas", "sample", "office",
         "office_en", "number", "reply_by", "pin")  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """A round as its round.toml declares it.

    Attributes:
        id: the folder's name.
        name: what it is called in the products; name_en in English ones, where round.toml has it.
        kind: one of `KINDS`.
        first_day: first day of visits.
        last_day: last day of visits.
        as_of: the date of what is said about deadlines; last_day where not given.
        areas: the areas it covers, in the standard's order; all where not given.
        sample: an invented round, never compared with real ones.
        office: who signs the report; office_en in English.
        number: number of what is written of it (文号), such as 12; "" where it has none yet.
        reply_by: until when schools answer to their notices; None leaves room to write it in.
        pins: hints for single workbooks, as written.
    """

    id: str
    name: str
    kind: str
    first_day: date
    last_day: date
    as_of: date
    areas: tuple[str, ...]
    sample: bool
    pins: tuple[Mapping[str, Any], ...]
    office: str = ""
    number: str = ""
    reply_by: date | None = None


def read_settings(workspace: Workspace, round_id: str, standards: Standards) -> Settings:
    """Read and prove a round's round.toml.

    Raises:
        MissingError: there is no such round; lists those there are.
        CorrectionsError: an unknown key, kind, area or date; names it and what is known.
    """
    path = workspace.raw / round_id / ROUND_FILE
    if round_id not in workspace.rounds():
        raise _report_missing(workspace, round_id, standards)
    written = read_toml(path, standards)
    for key in written:
        if key not in _KEYS:
            raise _report_unknown(key, _KEYS, standards, round_id)
    first = _take_day(written, "first_day", None, round_id, standards)
    last = _take_day(written, "last_day", first, round_id, standards)
    if last < first:
        raise _report(standards, round_id, "days_reversed", first=first, last=last)
    as_of = _take_day(written, "as_of", last, round_id, standards)
    if as_of < first:
        raise _report(standards, round_id, "as_of_early", seen=as_of, first=first)
    if str(written.get("id", round_id)) != round_id:
        raise _report(standards, round_id, "wrong_id", seen=str(written["id"]), round=round_id)
    kind = str(written.get("kind", KINDS[0]))
    if kind not in KINDS:
        raise _report_unknown(kind, KINDS, standards, round_id)
    return Settings(
        id=round_id, name=_take_name(written, round_id, standards), kind=kind, first_day=first, last_day=last,
        as_of=as_of, areas=_take_areas(written, round_id, standards),
        sample=bool(written.get("sample", False)), pins=_take_pins(written, round_id, standards),
        office=make_line(str(written.get("office_en" if standards.lang == "en" else "office", ""))),
        number=make_line(str(written.get("number", ""))),
        reply_by=_take_day(written, "reply_by", last, round_id, standards) if "reply_by" in written else None,
    )  # fmt: skip


def _take_name(written: Mapping[str, Any], round_id: str, standards: Standards) -> str:
    keys = ("name_en", "name") if standards.lang == "en" else ("name",)
    return next((line for key in keys if (line := make_line(str(written.get(key, ""))))), round_id)


def _take_day(written: Mapping[str, Any], key: str, default: date | None, round_id: str, standards: Standards) -> date:
    value = written.get(key, default)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value if value is not None else "").strip())
    except ValueError:
        if value is None:
            message, do = standards.say("error.no_day", setting=key), standards.say("error.bad_day_do")
            raise CorrectionsError(message, place=Place(f"{round_id}/{ROUND_FILE}"), do=do) from None
        raise _report(standards, round_id, "bad_day", setting=key, seen=mask_text(str(value))) from None


def _take_areas(written: Mapping[str, Any], round_id: str, standards: Standards) -> tuple[str, ...]:
    known = tuple(area.id for area in standards.areas)
    asked = tuple(written.get("areas", known))
    for area in asked:
        if area not in known:
            raise _report_unknown(str(area), known, standards, round_id)
    return tuple(area for area in known if area in asked)


def _take_pins(written: Mapping[str, Any], round_id: str, standards: Standards) -> tuple[Mapping[str, Any], ...]:
    pins = written.get("pin", [])
    for pin in pins:
        if fault := find_fault(pin, standards):
            raise _report_bad(standards, round_id, f"pin.{fault}", str(pin.get(fault, "")))
    return tuple(pins)


def _report_missing(workspace: Workspace, round_id: str, standards: Standards) -> MissingError:
    known = workspace.rounds()
    return MissingError(
        standards.say("error.no_round", round=round_id, folder=workspace.raw),
        seen=standards.say("error.known_rounds", known=", ".join(known)) if known else "",
        do=standards.say("error.no_round_do"),
    )


def _report_unknown(word: str, known: tuple[str, ...], standards: Standards, round_id: str) -> CorrectionsError:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return CorrectionsError(
        standards.say("error.unknown_setting", seen=word, known=", ".join(known)),
        place=Place(f"{round_id}/{ROUND_FILE}"),
        do=standards.say("error.did_you_mean", near=near[0]) if near else "",
    )


def _report(standards: Standards, round_id: str, fault: str, **fields: object) -> CorrectionsError:
    return CorrectionsError(
        standards.say(f"error.{fault}", **fields),
        place=Place(f"{round_id}/{ROUND_FILE}"),
        do=standards.say(f"error.{fault}_do"),
    )


def _report_bad(standards: Standards, round_id: str, key: str, seen: str) -> CorrectionsError:
    return CorrectionsError(
        standards.say("error.bad_setting", setting=key), place=Place(f"{round_id}/{ROUND_FILE}"), seen=seen
    )
