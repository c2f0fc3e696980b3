"""What of a folder of products is a person's: changed, open in a program, or put there; none of it is ever lost.

The manifest beside products tells their hashes as we wrote them. What it does not know, and what is no longer as it
says, is a person's. Such a file is never copied, written or removed, only moved along with its folder, so that a save
of this very moment goes with it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.errors import Locked
from analysis.rounds.folder import Keep, hold_folder, repair_folders
from analysis.standards.model import Standards
from analysis.tables import write_whole

MANIFEST = "manifest.json"
"""What lies in a folder of products and what each was made from: hashes, inputs, versions, standards, as-of date."""
ASKED = "asked"
"""Key of a product in the manifest: the name it was made for, where that was taken and it lies beside."""
ENTRY = "entry"
"""Key of a set in the manifest: what the index tells of the round that its page is of."""
WAS = "was"
"""Key of a product that is being written: the hash of what lies there until it is."""
_OWNERS = (".~lock.{name}#", "~${name}", "~${tail}")
"""Files by which LibreOffice, Word and Excel say that a document is open; Word drops two letters of a long name."""
Known = Mapping[str, Mapping[str, str]]
"""File name → its hash as we wrote it, its set, and the name it was made for where that is another."""


@contextmanager
def hold_outputs(outputs: Path, standards: Standards) -> Iterator[None]:
    """Hold the products of a workspace for one run, once what a killed run left is repaired.

    Who reports them twice at once is told so at once.

    Raises:
        Locked: another run holds them, or a file that has to be moved is open in a program.
    """
    with hold_folder(outputs / ".lock", standards.say("page.run.locked"), standards, seconds=0.0):
        with tell_open(outputs, standards):
            repair_folders(outputs, keep_theirs(standards))
        yield


@contextmanager
def tell_open(folder: Path, standards: Standards) -> Iterator[None]:
    """Tell in words how Windows refuses to move or replace what a program holds open.

    Raises:
        Locked: it did.
    """
    try:
        yield
    except PermissionError as error:
        what = standards.say("page.run.open_product", folder=folder)
        raise Locked(what, do=standards.say("page.run.open_product_do")) from error


def keep_theirs(standards: Standards) -> Keep:
    """How what is a person's goes over into the folder that took the place of another."""
    return partial(_move_theirs, draft=standards.wording["page.run.draft_name"])


def hash_content(content: bytes) -> str:
    """SHA-256 of a product as the manifest tells it."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, dict[str, str]]:
    """What we wrote into a folder; empty where nothing was published, or the manifest is damaged."""
    read = read_whole(folder, name).get("products", {})
    if not isinstance(read, dict):
        return {}
    return {str(name): told for name, told in read.items() if isinstance(told, dict)}


def read_whole(folder: Path, name: str = MANIFEST) -> dict[str, Any]:
    """All that a manifest tells: products, and sets with what they were made from."""
    try:
        read = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def pack_manifest(told: Mapping[str, Any]) -> bytes:
    """A manifest as it is written."""
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def is_theirs(path: Path, known: Mapping[str, str]) -> bool:
    """Whether what lies at a path is a person's: not as we wrote it, open in a program, a link, not to be read."""
    if not os.path.lexists(path):
        return False
    if path.is_symlink() or not path.is_file():
        return True
    ours = {known.get("sha256"), known.get(WAS)} - {None, ""}
    return _hash_file(path) not in ours or is_open(path)


def is_open(path: Path) -> bool:
    """Whether an office program says that it has a file open."""
    owners = (path.with_name(owner.format(name=path.name, tail=path.name[2:])) for owner in _OWNERS)
    return any(owner.exists() for owner in owners)


def free_name(name: str, taken: Callable[[str], bool], *, draft: str) -> str:
    """The name itself, or the first draft name that is not taken."""
    path, number = PurePosixPath(name), 2
    while taken(name):
        name = str(path.with_name(draft.format(stem=path.stem, number=number) + path.suffix))
        number += 1
    return name


def _hash_file(path: Path) -> str:
    """Hash of a file; "" of one that cannot be read, as Excel holds its workbooks on Windows."""
    try:
        return hash_content(path.read_bytes())
    except OSError:
        return ""


def _move_theirs(old: Path, folder: Path, *, draft: str) -> None:
    """Move what is a person's out of a folder that was replaced; a product that took its name goes beside."""
    known = read_manifest(old)
    named = [(path.relative_to(old).as_posix(), path) for path in _list_leaves(old) if path != old / MANIFEST]
    for name, path in [(name, path) for name, path in named if is_theirs(path, known.get(name, {}))]:
        target = folder / name
        if path.is_dir() and not path.is_symlink():
            target.mkdir(parents=True, exist_ok=True)
            continue
        if os.path.lexists(target):
            if not path.is_symlink() and _hash_file(path) == _hash_file(target) != "":
                continue
            target = _make_room(folder, name, known.get(name), draft=draft)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def _list_leaves(folder: Path) -> list[Path]:
    """Every file and link of a folder, and every folder in which nothing lies; links are not followed."""
    leaves = []
    for place, folders, files in os.walk(folder):
        here = Path(place)
        links = [here / name for name in folders if (here / name).is_symlink()]
        leaves += [*links, *(here / name for name in files)]
        if not folders and not files and here != folder:
            leaves.append(here)
    return sorted(leaves)


def _make_room(folder: Path, name: str, before: Mapping[str, str] | None, *, draft: str) -> Path:
    """Where a person's file goes whose name is taken: there, after the product of that name has gone beside."""
    whole = read_whole(folder)
    products = dict(read_manifest(folder))
    beside = free_name(name, lambda one: os.path.lexists(folder / one), draft=draft)
    if name not in products or is_theirs(folder / name, products[name]):
        return folder / beside
    (folder / name).rename(folder / beside)
    products[beside] = {ASKED: name, **products.pop(name)}
    if before:
        products[name] = dict(before)
    write_whole(folder / MANIFEST, pack_manifest({**whole, "products": products}))
    return folder / name
