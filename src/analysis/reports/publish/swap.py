"""Products put in place whole or not at all, and never over a person's edit.

A round's products are made in a staging folder beside their place, which then takes that place by two renames; a run
that was killed between the two is repaired at the next start. A product that a person has changed (its hash is not the
manifest's) stays as it is, and the new one is written beside it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import Locked
from analysis.standards.model import Standards
from analysis.tables import write_whole

MANIFEST = ".products.json"
"""Hashes of a round's products as we wrote them."""
STAGING, OLD = ".new-", ".old-"
"""Prefixes of the folder being made and of the one being replaced."""


@dataclass(frozen=True)
class Published:
    """What a publication did.

    Attributes:
        folder: where the products lie.
        paths: name asked for → path written.
        kept: files that a person had changed, which were not touched.
    """

    folder: Path
    paths: Mapping[str, Path]
    kept: tuple[Path, ...] = ()


@contextmanager
def hold(outputs: Path, *, what: str, do: str) -> Iterator[None]:
    """Hold the outputs of a workspace, so that two runs do not write at once.

    Raises:
        Locked: another run holds them.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(outputs / ".lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout as error:
        raise Locked(what, do=do) from error


def repair(outputs: Path) -> None:
    """Finish or undo what a killed run left: a folder that was moved away comes back if nothing took its place."""
    if not outputs.is_dir():
        return
    for old in sorted(outputs.glob(f"{OLD}*")):
        place = outputs / old.name.removeprefix(OLD)
        if place.exists():
            shutil.rmtree(old)
        else:
            old.rename(place)
    for staging in sorted(outputs.glob(f"{STAGING}*")):
        shutil.rmtree(staging)


def publish(folder: Path, products: Mapping[str, bytes], standards: Standards) -> Published:
    """Put a round's products in its folder.

    Args:
        folder: outputs/<round>.
        products: file name → content.
        standards: words of messages, and of the name beside an edited product, such as `{stem}（草稿{number}）`.

    Raises:
        Locked: a product is held open by another program.
    """
    staging, old = folder.parent / f"{STAGING}{folder.name}", folder.parent / f"{OLD}{folder.name}"
    repair(folder.parent)
    known = read_manifest(folder)
    edited = tuple(path for path in _files(folder) if _is_edited(path, known))
    if folder.is_dir():
        shutil.copytree(folder, staging)
    staging.mkdir(parents=True, exist_ok=True)
    draft = standards.wording["page.run.draft_name"]
    names = {name: _free_name(name, {path.name for path in edited}, draft=draft) for name in products}
    for name, content in products.items():
        write_whole(staging / names[name], content)
    hashes = {names[name]: hashlib.sha256(content).hexdigest() for name, content in products.items()}
    manifest = json.dumps({**known, **hashes}, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(staging / MANIFEST, manifest.encode("utf-8"))
    try:
        if folder.is_dir():
            folder.rename(old)
        staging.rename(folder)
    except OSError as error:
        repair(folder.parent)
        what = standards.say("page.run.open_product", folder=folder)
        raise Locked(what, do=standards.say("page.run.open_product_do")) from error
    shutil.rmtree(old, ignore_errors=True)
    return Published(folder, {name: folder / given for name, given in names.items()}, edited)


def read_manifest(folder: Path) -> dict[str, str]:
    """File name → hash as we last wrote it; empty where nothing was published or the manifest is damaged."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in read.items()} if isinstance(read, dict) else {}


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)


def _is_edited(path: Path, known: Mapping[str, str]) -> bool:
    return known.get(path.name) != hashlib.sha256(path.read_bytes()).hexdigest()


def _free_name(name: str, edited: set[str], *, draft: str) -> str:
    """The name itself, or the first draft name that no person has changed."""
    path, number = Path(name), 2
    while name in edited:
        name = draft.format(stem=path.stem, number=number) + path.suffix
        number += 1
    return name
