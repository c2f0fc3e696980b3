"""A folder of tables or products, never half-written: made beside, swapped by two renames, repaired at the start."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import Locked
from analysis.standards.model import Standards

Keep = Callable[[Path, Path], None]
"""Moves what may not be lost from a folder that was replaced into the one in its place; called before it is cleared."""
LOCK_SECONDS = 20.0
"""How long a run waits for another one: long enough for notebooks that load the same round side by side."""


def hold_round(processed: Path, round_id: str, standards: Standards) -> AbstractContextManager[None]:
    """Hold a round's tables for one run.

    Raises:
        Locked: another run holds them, and did not let go in time.
    """
    what = standards.say("error.locked", round=round_id)
    return hold_folder(processed / f".{round_id}.lock", what, standards, seconds=LOCK_SECONDS)


@contextmanager
def hold_folder(path: Path, what: str, standards: Standards, *, seconds: float) -> Iterator[None]:
    """Hold a folder for one run by a lock file.

    Args:
        path: the lock file.
        what: what to tell where another run holds it.
        standards: the words of what to do.
        seconds: how long to wait for the other run.

    Raises:
        Locked: the other run did not let go in time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise Locked(what, do=standards.say("error.locked_do")) from None
    try:
        yield
    finally:
        lock.release()


FRESH, OLD = ".new", ".old"
"""How the names end, behind a dot and the folder's own, of the one being made and of the one being replaced."""


def repair_folder(folder: Path, keep: Keep | None = None) -> None:
    """Bring back a folder whose swap was cut off, and clear what a killed run left.

    Args:
        folder: it.
        keep: takes over what a person has put into the one that was replaced; None where nobody but us writes.
    """
    fresh, old = _beside(folder)
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    if old.is_dir() and keep:
        keep(old, folder)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)


def repair_folders(parent: Path, keep: Keep | None = None) -> None:
    """Repair every folder of a parent that a killed run was putting in place."""
    for ending in (FRESH, OLD):
        for left in sorted(parent.glob(f".*{ending}")):
            repair_folder(parent / left.name.removeprefix(".").removesuffix(ending), keep)


@contextmanager
def swap_folder(folder: Path, keep: Keep | None = None) -> Iterator[Path]:
    """Give an empty folder to write into, and put it in the place of `folder` when all of it is written."""
    fresh, old = _beside(folder)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        repair_folder(folder, keep)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}{FRESH}"), folder.with_name(f".{folder.name}{OLD}")
