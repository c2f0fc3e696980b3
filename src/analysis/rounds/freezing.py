"""Freezing what a round was made of into its folder: whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from importlib import metadata
from pathlib import Path

from analysis.rounds.closing import CLOSING_FILE, STANDARDS, list_own_files
from analysis.rounds.folder import hold_round, repair_folder, swap_folder
from analysis.rounds.manifest import DISTRIBUTION, hash_file
from analysis.rounds.round import Round
from analysis.rounds.vocabulary import WORDS_FILE
from analysis.rounds.workspace import CLOSED, Workspace
from analysis.standards.load import list_files
from analysis.tables import write_whole


def freeze_round(
    workspace: Workspace,
    round_: Round,
    *,
    number: int,
    on: date,
    reason: str,
    standards_folder: Path | None,
    more: Mapping[str, bytes],
) -> Path:
    """Copy a round's files, the register, words.toml and the rules into `closed/<number>`, and say what it stands on.

    No workbook is moved or edited: the round's own folder stays as it is.

    Args:
        workspace: where the round lies.
        round_: it, read from its folder as it is now; its earlier rounds are closed.
        number: of the closing.
        on: the day of it.
        reason: why there is an erratum, else "".
        standards_folder: where its rules came from, as for `load_standards`.
        more: further files, by name.

    Raises:
        Locked: another run holds the round.
    """
    folder = workspace.raw / round_.id / CLOSED / str(number)
    register = workspace.register_path(round_.standards)
    own = list_own_files(workspace.raw / round_.id)
    raw = f"data/raw/{round_.id}"
    sources = {f"{raw}/{name}": path for name, path in own.items()}
    sources |= {f"data/raw/{path.name}": path for path in (register, register.parent / WORDS_FILE) if path.is_file()}
    sources |= {f"{STANDARDS}/{name}": path for name, path in list_files(standards_folder).items()}
    with hold_round(workspace.processed, round_.id, round_.standards):
        repair_folder(folder)
        with swap_folder(folder) as fresh:
            for name, path in sources.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, fresh / name)
            for name, content in more.items():
                write_whole(fresh / name, content)
            said = _describe(round_, fresh, raw, on=on, reason=reason)
            write_whole(fresh / CLOSING_FILE, said.encode("utf-8"))
    return folder


def _describe(round_: Round, fresh: Path, raw: str, *, on: date, reason: str) -> str:
    """closing.json, whose hashes are of the copies: what was frozen, not what somebody saves meanwhile."""
    frozen = {
        path.relative_to(fresh).as_posix(): hash_file(path) for path in sorted(fresh.rglob("*")) if path.is_file()
    }
    files = {name.removeprefix(f"{raw}/"): one for name, one in frozen.items() if name.startswith(f"{raw}/")}
    said = {
        "on": on.isoformat(), "as_of": round_.as_of.isoformat(), "reason": reason,
        "version": metadata.version(DISTRIBUTION), "files": files, "frozen": frozen,
        "earlier": {one.id: one.closings[-1].number for one in round_.earlier},
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
