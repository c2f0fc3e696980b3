"""Products put in place whole or not at all, and never over a person's edit.

A round's products are swapped in as its tables are (rounds/folder.py). A product that a person has changed (its hash is
not the manifest's) stays as it is, and the new one is written beside it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.errors import Locked
from analysis.rounds.folder import repair_folder, swap_folder
from analysis.standards.model import Standards
from analysis.tables import write_whole

MANIFEST = ".products.json"
"""Hashes of a round's products as we wrote them."""


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


def publish(folder: Path, products: Mapping[str, bytes], standards: Standards) -> Published:
    """Put a round's products in its folder.

    Args:
        folder: outputs/<round>.
        products: file name, with a slash where it lies in a folder of its own → content.
        standards: words of messages, and of the name beside an edited product, such as `{stem}（草稿{number}）`.

    Raises:
        Locked: a product is held open by another program.
    """
    repair_folder(folder)
    known = read_manifest(folder)
    edited = tuple(path for path in _files(folder) if _is_edited(path, known.get(_name_in(folder, path))))
    draft = standards.wording["page.run.draft_name"]
    taken = {_name_in(folder, path) for path in edited}
    names = {name: _free_name(name, taken, draft=draft) for name in products}
    hashes = {names[name]: hashlib.sha256(content).hexdigest() for name, content in products.items()}
    manifest = json.dumps({**known, **hashes}, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        with swap_folder(folder) as fresh:
            if folder.is_dir():
                shutil.copytree(folder, fresh, dirs_exist_ok=True)
            for name, content in products.items():
                write_whole(fresh / names[name], content)
            write_whole(fresh / MANIFEST, manifest.encode("utf-8"))
    except PermissionError as error:  # how Windows refuses to move a folder with an open file
        what = standards.say("page.run.open_product", folder=folder)
        raise Locked(what, do=standards.say("page.run.open_product_do")) from error
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
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def _name_in(folder: Path, path: Path) -> str:
    """A product's name: its path in the folder, with slashes."""
    return path.relative_to(folder).as_posix()


def _is_edited(path: Path, known: str | None) -> bool:
    return known != hashlib.sha256(path.read_bytes()).hexdigest()


def _free_name(name: str, edited: set[str], *, draft: str) -> str:
    """The name itself, or the first draft name that no person has changed."""
    path, number = PurePosixPath(name), 2
    while name in edited:
        name = str(path.with_name(draft.format(stem=path.stem, number=number) + path.suffix))
        number += 1
    return name
