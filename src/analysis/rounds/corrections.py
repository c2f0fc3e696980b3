"""corrections.toml: what a person has settled about single cells, with reason and role.

A correction says what a cell held (`was`) and what it should hold (`becomes`); the new text is read by the same rules
as any cell. `anchors` puts it to its cell. A [[settled]] entry changes no cell: a person has looked at a flag and says
that it may stand; the flag stays in the table as a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from analysis.errors import CorrectionsError, Place
from analysis.reading.offices import is_role
from analysis.reading.privacy import mask_text
from analysis.rounds.conclusions import Address
from analysis.rounds.handwritten import read_toml
from analysis.standards.model import Standards
from analysis.standards.words import fold

CORRECTIONS_FILE = "corrections.toml"
"""Its name in the round's folder."""


@dataclass(frozen=True)
class Correction:
    """One settled cell.

    Attributes:
        file: path within the round.
        sheet: its sheet, "" for a text file.
        cell: its address, a hint only.
        was: what the cell holds.
        becomes: what it should hold.
        reason: why.
        by_role: who settled it, a post and never a person.
        on: ISO date.
        school: school_id, to find a cell that moved; may be "".
        item: item_id or measure, likewise.
        aspect: likewise.
    """

    file: str
    sheet: str
    cell: str
    was: str
    becomes: str
    reason: str
    by_role: str
    on: str
    school: str = ""
    item: str = ""
    aspect: str = ""

    @property
    def hint(self) -> Address:
        """Where the cell was when it was settled."""
        return self.file, self.sheet, self.cell

    @property
    def anchored(self) -> bool:
        """Whether it says whose cell it is and what about, so that an address is not needed."""
        return bool(self.school and self.item)


@dataclass(frozen=True)
class Settled:
    """A flag that a person has looked at and lets stand.

    Attributes:
        file: path within the round.
        sheet: its sheet, or "".
        cell: its address, or "".
        code: the flag's code.
        was: what the flag shows of the cell; another text is another flag.
        answer: what the person answered.
        reason: why.
        by_role: who settled it, a post and never a person.
        on: ISO date.
    """

    file: str
    sheet: str
    cell: str
    code: str
    was: str
    answer: str
    reason: str
    by_role: str
    on: str


TABLES = ("correction", "settled")
"""Tables that corrections.toml may hold."""
_Entry = TypeVar("_Entry", Correction, Settled)


def read_corrections(path: Path, standards: Standards) -> tuple[Correction, ...]:
    """Read the [[correction]] entries of corrections.toml; none where there is no file.

    Raises:
        CorrectionsError: no TOML, an unknown key, or one missing; names the entry.
    """
    return _read_entries(path, "correction", Correction, standards)


def read_settled(path: Path, standards: Standards) -> tuple[Settled, ...]:
    """Read its [[settled]] entries; raises as `read_corrections` does."""
    return _read_entries(path, "settled", Settled, standards)


def _read_entries(path: Path, table: str, kind: type[_Entry], standards: Standards) -> tuple[_Entry, ...]:
    if not path.is_file():
        return ()
    content = read_toml(path, standards)
    for name in content:
        if name not in TABLES:
            raise CorrectionsError(
                standards.say("error.unknown_setting", seen=name, known=", ".join(TABLES)), place=Place(path.name)
            )
    entries = content.get(table, [])
    return tuple(_take_entry(entry, number, kind, path, standards) for number, entry in enumerate(entries, start=1))


def _take_entry(entry: Mapping[str, Any], number: int, kind: type[_Entry], path: Path, standards: Standards) -> _Entry:
    known = tuple(part.name for part in fields(kind))
    required = tuple(part.name for part in fields(kind) if part.default is MISSING)
    for key in entry:
        if key not in known:
            raise CorrectionsError(
                standards.say("error.unknown_setting", seen=key, known=", ".join(known)), place=Place(path.name)
            )
    for key in required:
        if key not in entry:
            raise CorrectionsError(
                standards.say("error.correction_key", number=number, setting=key),
                place=Place(path.name),
                do=standards.say("error.correction_key_do", known=", ".join(required)),
            )
    return kind(**{key: _write(value) for key, value in entry.items()})


def _write(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def state_verdict(verdict: str, standards: Standards) -> str:
    """A word of verdicts.toml that says a verdict by itself: its printed name where that is one."""
    listed = standards.words["verdicts"].get("verdict", {}).get(verdict, [])
    printed = standards.say(f"verdict.{verdict}")
    return printed if fold(printed) in [fold(word) for word in listed] else next(iter(listed), "")


def settle_flags(flags: pd.DataFrame, settled: Iterable[Settled], standards: Standards) -> pd.DataFrame:
    """The flags table in which those that a person lets stand are notes that say so."""
    answers = {(one.file, one.sheet, one.cell, one.code, fold(one.was)): one for one in settled}
    if not answers:
        return flags
    columns = zip(*(flags[name] for name in ("file", "sheet", "cell", "code", "raw")), strict=True)
    found = [answers.get((*place, "" if pd.isna(raw) else fold(str(raw)))) for *place, raw in columns]
    messages = [
        standards.say("flag.settled", message=message, answer=one.answer, by=one.by_role, on=one.on) if one else message
        for message, one in zip(flags["message"], found, strict=True)
    ]
    severities = ["note" if one else severity for severity, one in zip(flags["severity"], found, strict=True)]
    index = flags.index
    return flags.assign(
        severity=pd.Series(severities, index, dtype="str"), message=pd.Series(messages, index, dtype="str")
    )


def hold_back(findings: pd.DataFrame, held: Set[Address]) -> pd.DataFrame:
    """Findings in which the cells of corrections that do not fit are unreadable, so that they enter nothing."""
    if not held:
        return findings
    return findings.assign(verdict=findings["verdict"].mask(_stand_in(findings, held), "unreadable").astype("str"))


def hold_numbers(measurements: pd.DataFrame, held: Set[Address]) -> pd.DataFrame:
    """Measurements in which such cells have no value."""
    if not held:
        return measurements
    return measurements.assign(value=measurements["value"].mask(_stand_in(measurements, held)))


def _stand_in(frame: pd.DataFrame, held: Set[Address]) -> pd.Series:
    places = zip(frame["file"], frame["sheet"], frame["cell"], strict=True)
    return pd.Series([place in held for place in places], index=frame.index, dtype=bool)


def list_made(made: Mapping[Address, Correction], standards: Standards) -> list[dict[str, str]]:
    """Rows of the table `corrections`: each cell that a correction changed, by whom, when, from what to what and why.

    Words about persons are masked, and whoever is named in place of a post is left out.

    Args:
        made: cell → its correction.
        standards: to know posts and offices.
    """
    return [
        {
            "file": place[0], "sheet": place[1], "cell": place[2], "was": mask_text(one.was),
            "becomes": mask_text(one.becomes), "reason": mask_text(one.reason),
            "by_role": one.by_role if is_role(one.by_role, standards) else "", "on": one.on,
        }
        for place, one in sorted(made.items())
    ]  # fmt: skip


def index_raw(cells: pd.DataFrame) -> dict[Address, str]:
    """Cell → its text as written, after the privacy step; what was refused is ""."""
    columns = (cells[name] for name in ("file", "sheet", "cell", "raw"))
    return {
        (file, sheet, cell): "" if pd.isna(raw) else str(raw) for file, sheet, cell, raw in zip(*columns, strict=True)
    }


def restore_raw(
    tables: Mapping[str, pd.DataFrame], cells: pd.DataFrame, texts: Iterable[tuple[str, str]]
) -> dict[str, pd.DataFrame]:
    """Tables of a corrected workbook in which the corrected cells still show what was written there.

    Args:
        tables: read with the corrected texts.
        cells: the cells table of the same workbook, read without.
        texts: (sheet, cell) of the corrected ones.
    """
    raw = {(sheet, cell): text for (_, sheet, cell), text in index_raw(cells).items()}
    written = {place: raw[place] for place in texts if place in raw}
    return {name: _write_raw(frame, written) if "raw" in frame else frame for name, frame in tables.items()}


def _write_raw(frame: pd.DataFrame, written: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    columns = zip(frame["sheet"], frame["cell"], frame["raw"], strict=True)
    return frame.assign(raw=pd.Series([written.get((s, c), raw) for s, c, raw in columns], frame.index, dtype="str"))
