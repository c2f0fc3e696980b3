"""What a round was read from, as hashes: nothing unchanged is read again, and a table edited by hand is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis.tables import write_whole

MANIFEST = "manifest.json"
"""Its name beside the tables."""
DISTRIBUTION = "ducha"
"""The installed package whose version is recorded."""
READING_ROOMS = ("errors.py", "tables.py", "standards", "reading", "rounds")
"""The code that a round's tables depend on."""


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache
def hash_code(rooms: tuple[str, ...] = READING_ROOMS) -> str:
    """One hash over the modules of some rooms, so that a changed program works again."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for room in rooms:
        for path in [package / room] if room.endswith(".py") else sorted((package / room).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def describe_inputs(
    files: Iterable[tuple[str, Path]], *, standards_digest: str, earlier: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """What the tables of a round depend on; the date that deadlines are held against is not among it.

    Args:
        files: (name in the manifest, path) of workbooks, round.toml, plan, corrections and register.
        standards_digest: `Standards.digest`, which covers the language.
        earlier: round → the inputs of the rounds before, whose problems go on in this one; kept as a hash each.
    """
    try:
        version = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        version = ""
    hashes = {name: hash_file(path) for name, path in sorted(files) if path.is_file()}
    before = {name: _hash_inputs(inputs) for name, inputs in (earlier or {}).items()}
    return {
        "files": hashes, "standards": standards_digest, "version": version, "code": hash_code(), "earlier": before,
    }  # fmt: skip


def _hash_inputs(inputs: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode("utf-8")).hexdigest()


def hash_tables(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Table → hash of its file; a missing table is left out."""
    paths = ((name, folder / f"{name}.parquet") for name in sorted(names))
    return {name: hash_file(path) for name, path in paths if path.is_file()}


def write_manifest(folder: Path, inputs: Mapping[str, Any], names: Iterable[str]) -> None:
    """Write the manifest of a folder whose tables are in place."""
    content = {"inputs": inputs, "tables": hash_tables(folder, names)}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(folder / MANIFEST, text.encode("utf-8"))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; empty where there is none or it cannot be parsed."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def is_current(folder: Path, inputs: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether a folder's tables were made from these inputs and are as they were written."""
    listed = list(names)
    content = read_manifest(folder)
    tables = hash_tables(folder, listed)
    return content.get("inputs") == inputs and content.get("tables") == tables and set(tables) == set(listed)
