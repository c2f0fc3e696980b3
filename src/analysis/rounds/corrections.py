"""corrections.toml: what a person has settled about single cells, with reason and role.

A correction says what a cell held (`was`) and what it should hold (`becomes`); the new text is read by the same rules
as any cell. The address is only a hint: a cell that moved is found again by school, item and `was` where the correction
names them. One that no longer fits is set aside as a flag and holds back its own cell; it never passes silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import CorrectionsError, Place
from analysis.rounds.conclusions import Address
from analysis.rounds.flagging import raise_flag
from analysis.rounds.handwritten import read_toml
from analysis.standards.model import Standards
from analysis.standards.words import fold

CORRECTIONS_FILE = "corrections.toml"
"""Its name in the round's folder; each entry is a [[correction]]."""
_REQUIRED = ("file", "sheet", "cell", "was", "becomes", "reason", "by_role", "on")


@dataclass(frozen=True)
class Correction:
    """One settled cell.

    Attributes:
        file: path within the round.
        sheet: its sheet, "" for a text file.
        cell: its address.
        was: what the cell holds.
        becomes: what it should hold.
        reason: why.
        by_role: who settled it, a post and never a person.
        on: ISO date.
        school: school_id, to find a cell that moved; may be "".
        item: item_id, likewise.
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


@dataclass(frozen=True)
class Placed:
    """Corrections put to their cells.

    Attributes:
        texts: cell → the text it should hold.
        held: cells of corrections that do not fit; they are not counted.
        flags: what was set aside or found again elsewhere.
    """

    texts: Mapping[Address, str]
    held: Set[Address]
    flags: tuple[Mapping[str, Any], ...]


def read_corrections(path: Path, standards: Standards) -> tuple[Correction, ...]:
    """Read corrections.toml; none where there is no file.

    Raises:
        CorrectionsError: no TOML, an unknown key, or one missing; names the entry.
    """
    if not path.is_file():
        return ()
    entries = read_toml(path, standards).get("correction", [])
    return tuple(_take_entry(entry, number, path, standards) for number, entry in enumerate(entries, start=1))


def _take_entry(entry: Mapping[str, Any], number: int, path: Path, standards: Standards) -> Correction:
    known = tuple(part.name for part in fields(Correction))
    for key in entry:
        if key not in known:
            raise CorrectionsError(
                standards.say("error.unknown_setting", seen=key, known=", ".join(known)), place=Place(path.name)
            )
    for key in _REQUIRED:
        if key not in entry:
            raise CorrectionsError(
                standards.say("error.correction_key", number=number, setting=key),
                place=Place(path.name),
                do=standards.say("error.correction_key_do", known=", ".join(_REQUIRED)),
            )
    return Correction(**{key: _write(value) for key, value in entry.items()})


def _write(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def place_corrections(
    corrections: Iterable[Correction], tables: Mapping[str, pd.DataFrame], standards: Standards
) -> Placed:
    """Put each correction to the cell that it is about.

    Args:
        corrections: those of the round.
        tables: cells and findings, as read without corrections.
        standards: for the flags.
    """
    texts: dict[Address, str] = {}
    held: set[Address] = set()
    flags: list[Mapping[str, Any]] = []
    raw = _index_raw(tables["cells"])
    for correction in corrections:
        hint = (correction.file, correction.sheet, correction.cell)
        if fold(raw.get(hint, "")) == fold(correction.was):
            texts[hint] = correction.becomes
            continue
        moved = _find_moved(correction, tables["findings"])
        if moved:
            texts[moved] = correction.becomes
            flags.append(
                raise_flag(standards, "correction_moved", moved, severity="note", raw=correction.was, before=hint[2],
                           cell=moved[2])
            )  # fmt: skip
        else:
            held.add(hint)
            seen = raw.get(hint, "")
            flags.append(
                raise_flag(standards, "correction_unfit", hint, severity="error", raw=seen, cell=hint[2], seen=seen,
                           was=correction.was)
            )  # fmt: skip
    return Placed(texts, frozenset(held), tuple(flags))


def _index_raw(cells: pd.DataFrame) -> dict[Address, str]:
    columns = (cells[name] for name in ("file", "sheet", "cell", "raw"))
    return {
        (file, sheet, cell): "" if pd.isna(raw) else str(raw) for file, sheet, cell, raw in zip(*columns, strict=True)
    }


def _find_moved(correction: Correction, findings: pd.DataFrame) -> Address | None:
    """The one cell of that file, school and item that holds what the correction says was there."""
    if not correction.school or not correction.item:
        return None
    same = findings[
        (findings["file"] == correction.file)
        & (findings["school_id"] == correction.school)
        & (findings["item_id"] == correction.item)
    ]
    columns = (same[name] for name in ("sheet", "cell", "raw"))
    found = [(sheet, cell) for sheet, cell, raw in zip(*columns, strict=True) if fold(str(raw)) == fold(correction.was)]
    return (correction.file, *found[0]) if len(found) == 1 else None


def hold_back(findings: pd.DataFrame, held: Set[Address]) -> pd.DataFrame:
    """Findings in which the cells of corrections that do not fit are unreadable, so that they enter nothing."""
    if not held:
        return findings
    places = zip(findings["file"], findings["sheet"], findings["cell"], strict=True)
    mask = pd.Series([place in held for place in places], index=findings.index, dtype=bool)
    return findings.assign(verdict=findings["verdict"].mask(mask, "unreadable").astype("str"))


def restore_raw(
    tables: Mapping[str, pd.DataFrame], cells: pd.DataFrame, texts: Iterable[tuple[str, str]]
) -> dict[str, pd.DataFrame]:
    """Tables of a corrected workbook in which the corrected cells still show what was written there.

    Args:
        tables: read with the corrected texts.
        cells: the cells table of the same workbook, read without.
        texts: (sheet, cell) of the corrected ones.
    """
    raw = {(sheet, cell): text for (_, sheet, cell), text in _index_raw(cells).items()}
    written = {place: raw[place] for place in texts if place in raw}
    return {name: _write_raw(frame, written) if "raw" in frame else frame for name, frame in tables.items()}


def _write_raw(frame: pd.DataFrame, written: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    columns = zip(frame["sheet"], frame["cell"], frame["raw"], strict=True)
    return frame.assign(raw=pd.Series([written.get((s, c), raw) for s, c, raw in columns], frame.index, dtype="str"))
