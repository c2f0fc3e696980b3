"""A folder of tables or products, never half-written: made beside, swapped by two renames, repaired at the start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import Locked
from analysis.standards.model import Standards

LOCK_SECONDS = 20.0
"""How long a run waits for another one: long enough for notebooks that load the same round side by side."""


def hold_round(processed: Path, round_id: str, standards: Standards) -> AbstractContextManager[None]:
    """Hold a round's tables for one run.

    Raises:
        Locked: another run holds them, and did not let go in time.
    """
    return _hold(processed / f".{round_id}.lock", standards.say("error.locked", round=round_id), standards)


def hold_outputs(outputs: Path, standards: Standards) -> AbstractContextManager[None]:
    """Hold the products of a workspace for one run; who reports them twice at once is told so at once.

    Raises:
        Locked: another run holds them.
    """
    return _hold(outputs / ".lock", standards.say("page.run.locked"), standards, seconds=0.0)


@contextmanager
def _hold(path: Path, what: str, standards: Standards, *, seconds: float | None = None) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=LOCK_SECONDS if seconds is None else seconds)
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


def repair_folder(folder: Path) -> None:
    """Bring back a folder whose swap was cut off, and clear what a killed run left."""
    fresh, old = _beside(folder)
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)


def repair_folders(parent: Path) -> None:
    """Repair every folder of a parent that a killed run was putting in place."""
    for ending in (FRESH, OLD):
        for left in sorted(parent.glob(f".*{ending}")):
            repair_folder(parent / left.name.removeprefix(".").removesuffix(ending))


@contextmanager
def swap_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write into, and put it in the place of `folder` when all of it is written."""
    fresh, old = _beside(folder)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        repair_folder(folder)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}{FRESH}"), folder.with_name(f".{folder.name}{OLD}")
