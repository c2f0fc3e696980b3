"""A closed round: what it was made of lies frozen in its folder, and it is read from there ever after.

`data/raw/<round>/closed/<n>/` is a workspace of its own: the round's files, the register and words.toml as they were,
the rule files as used, the numbers as printed, and `closing.json`. The first closing has number 1, each erratum the
next. Earlier rounds are read at the closing that they had then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.errors import CorrectionsError, Place
from analysis.rounds.manifest import hash_file
from analysis.rounds.workspace import CLOSED, Workspace
from analysis.standards.model import Standards

CLOSING_FILE = "closing.json"
"""What a closing says of itself."""
NUMBERS_FILE = "numbers.csv"
"""The numbers as printed."""
STANDARDS = "standards"
"""Folder of the rule files as used."""


@dataclass(frozen=True)
class Closing:
    """One closing of a round.

    Attributes:
        round_id: the round.
        number: 1 for the first, one more for each erratum.
        on: the day of it.
        as_of: the day that its deadlines are held against.
        reason: why there is an erratum; "" for the first.
        version: of the program that closed it.
        files: the round's own files, name → hash.
        frozen: every file that was frozen, path in its folder → hash.
        earlier: earlier round → number of its closing that this one stands on.
        folder: where it lies.
    """

    round_id: str
    number: int
    on: date
    as_of: date
    reason: str
    version: str
    files: Mapping[str, str]
    frozen: Mapping[str, str]
    earlier: Mapping[str, int]
    folder: Path


def list_closings(workspace: Workspace, round_id: str, standards: Standards) -> tuple[Closing, ...]:
    """The closings of a round, the first one first; none for a draft.

    Raises:
        CorrectionsError: a closing cannot be read.
    """
    parent = workspace.raw / round_id / CLOSED
    if not parent.is_dir():
        return ()
    folders = [folder for folder in parent.iterdir() if folder.name.isdigit()]
    return tuple(
        _read_closing(folder, round_id, standards) for folder in sorted(folders, key=lambda one: int(one.name))
    )


def prove_closings(closings: Iterable[Closing], standards: Standards) -> None:
    """That every file lies as it was frozen; it takes a hash of each, so only what is read by them is proved.

    Raises:
        CorrectionsError: a file is missing or not as it was frozen.
    """
    for closing in closings:
        for name, known in closing.frozen.items():
            path = closing.folder / name
            if not path.is_file() or hash_file(path) != known:
                place = f"{closing.round_id}/{CLOSED}/{closing.number}/{name}"
                raise _report("closing_changed", place, standards)


def _read_closing(folder: Path, round_id: str, standards: Standards) -> Closing:
    try:
        said = json.loads((folder / CLOSING_FILE).read_text(encoding="utf-8"))
        return _take(said, folder, round_id)
    except (OSError, ValueError, KeyError, TypeError) as error:
        place = f"{round_id}/{CLOSED}/{folder.name}/{CLOSING_FILE}"
        raise _report("closing_unread", place, standards) from error


def _take(said: Mapping[str, Any], folder: Path, round_id: str) -> Closing:
    return Closing(
        round_id=round_id, number=int(folder.name), on=date.fromisoformat(said["on"]),
        as_of=date.fromisoformat(said["as_of"]), reason=str(said["reason"]), version=str(said["version"]),
        files=dict(said["files"]), frozen=dict(said["frozen"]), earlier=dict(said["earlier"]), folder=folder,
    )  # fmt: skip


def _report(fault: str, file: str, standards: Standards) -> CorrectionsError:
    return CorrectionsError(standards.say(f"error.{fault}"), place=Place(file), do=standards.say(f"error.{fault}_do"))


def list_own_files(folder: Path) -> dict[str, Path]:
    """Every file of a round's folder but what is hidden, locks of office programs and what was frozen, by name."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    own = {
        name: path
        for name, path in found.items()
        if not name.startswith(f"{CLOSED}/") and not path.name.startswith((".", "~$"))
    }
    return dict(sorted(own.items()))


def list_changed(workspace: Workspace, closing: Closing) -> tuple[tuple[str, str], ...]:
    """What lies in a round's folder otherwise than when it was closed: (name, added, changed or removed)."""
    now = {name: hash_file(path) for name, path in list_own_files(workspace.raw / closing.round_id).items()}
    changed = []
    for name in sorted({*now, *closing.files}):
        if now.get(name) != closing.files.get(name):
            changed.append((name, "added" if name not in closing.files else "changed" if name in now else "removed"))
    return tuple(changed)
