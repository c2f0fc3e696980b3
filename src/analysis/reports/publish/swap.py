"""Products put in place whole or not at all, past the privacy gate, and never over a person's edit.

A round's products are swapped in as its tables are (rounds/folder.py). A product that a person has changed (its hash is
not the manifest's) or holds open stays as it is, and the new one is written beside it. What one run makes is a set: the
next run of that kind takes the place of all of it, so that nothing of an older run is left to be taken for new.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.errors import Locked
from analysis.reports.privacy.gate import Gate
from analysis.rounds.folder import repair_folder, swap_folder
from analysis.standards.model import Standards
from analysis.tables import write_whole

MANIFEST = "manifest.json"
"""What lies in a folder of products and what each was made from: hashes, inputs, versions, standards, as-of date."""
_OWNERS = (".~lock.{name}#", "~${name}", "~${tail}")
"""Files by which LibreOffice, Word and Excel say that a document is open; Word drops two letters of a long name."""


@dataclass(frozen=True)
class Made:
    """What a run made its products from.

    Attributes:
        name: what is made together, such as report.zh; "" for a product that takes the place of none but itself.
        facts: what is told of it in the manifest: inputs, versions, standards, the as-of date.
        folders: folder inside the product's folder → the set that its files are, which another run can make alone.
    """

    name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)

    @property
    def sets(self) -> frozenset[str]:
        """The sets whose older products go."""
        return frozenset({self.name, *self.folders.values()} - {""})

    def set_of(self, name: str) -> str:
        """The set that a product is of."""
        return self.folders.get(PurePosixPath(name).parts[0], self.name)


@dataclass(frozen=True)
class Published:
    """What a publication did.

    Attributes:
        folder: where the products lie.
        paths: name asked for → path written.
        kept: files that a person had changed, which were not touched.
        strange: names asked for that were taken by a file of which the manifest says nothing: it was lost or damaged,
            or a person put the file there. They are among those kept.
    """

    folder: Path
    paths: Mapping[str, Path]
    kept: tuple[Path, ...] = ()
    strange: tuple[str, ...] = ()


def publish(folder: Path, products: Mapping[str, bytes], gate: Gate, made: Made | None = None) -> Published:
    """Put products in a folder.

    Args:
        folder: outputs/<round>, or one inside it.
        products: file name, with a slash where it lies in a folder of its own → content.
        gate: what may not be shown; its standards word messages and the name beside an edited product.
        made: what they were made from, and which older products they take the place of.

    Raises:
        PrivacyStop: a product shows a person; nothing was written.
        Locked: a product is held open in a way that lets no folder be moved.
    """
    repair_folder(folder)
    made, known, standards = made or Made(), read_manifest(folder), gate.standards
    files = _files(folder)
    kept = tuple(path for path in files if _is_kept(path, known.get(_name_in(folder, path), {})))
    taken = {_name_in(folder, path) for path in kept}
    draft = standards.wording["page.run.draft_name"]
    names = {name: _free_name(name, taken, draft=draft) for name in products}
    gone = {name for name, told in known.items() if told.get("set") in made.sets} - taken
    written = {names[name]: content for name, content in products.items()}
    listed = {name: told for name, told in known.items() if name not in gone}
    listed |= {name: {"sha256": _hash(content), "set": made.set_of(name)} for name, content in written.items()}
    manifest = _write_manifest(folder, listed, made)
    gate.stop({**products, MANIFEST: manifest})
    try:
        with swap_folder(folder) as fresh:
            for path in files:
                name = _name_in(folder, path)
                if name not in written and name not in gone:
                    _carry(path, fresh / name)
            for name, content in written.items():
                write_whole(fresh / name, content)
            write_whole(fresh / MANIFEST, manifest)
    except PermissionError as error:  # how Windows refuses to move a folder with an open file
        what = standards.say("page.run.open_product", folder=folder)
        raise Locked(what, do=standards.say("page.run.open_product_do")) from error
    strange = tuple(name for name in products if name in taken and name not in known)
    return Published(folder, {name: folder / given for name, given in names.items()}, kept, strange)


def tell_kept(done: Published, round_id: str, standards: Standards) -> Iterator[str]:
    """What stayed in the way of a new product: each that a person changed, and how many are not known to be ours."""
    for name, path in done.paths.items():
        new = path.relative_to(done.folder).as_posix()
        if new != name and name not in done.strange:
            yield standards.say("page.run.kept", name=name, new=new)
    if done.strange:
        first = done.strange[0]
        new = done.paths[first].relative_to(done.folder).as_posix()
        yield standards.say("page.run.strange", round=round_id, count=len(done.strange), name=first, new=new,
                            manifest=MANIFEST)  # fmt: skip


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """File name → its hash as we last wrote it and its set; empty where nothing was published, or it is damaged."""
    read = _read(folder).get("products", {})
    if not isinstance(read, dict):
        return {}
    return {str(name): told for name, told in read.items() if isinstance(told, dict)}


def _read(folder: Path) -> dict[str, Any]:
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write_manifest(folder: Path, products: Mapping[str, Any], made: Made) -> bytes:
    sets = _read(folder).get("sets", {})
    sets = {**(sets if isinstance(sets, dict) else {}), **{name: dict(made.facts) for name in made.sets}}
    text = json.dumps({"products": products, "sets": sets}, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8")


def _carry(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, target)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)


def _name_in(folder: Path, path: Path) -> str:
    """A product's name: its path in the folder, with slashes."""
    return path.relative_to(folder).as_posix()


def _is_kept(path: Path, known: Mapping[str, str]) -> bool:
    """Whether a person has changed a file, made it, or holds it open."""
    owners = (path.with_name(owner.format(name=path.name, tail=path.name[2:])) for owner in _OWNERS)
    return known.get("sha256") != _hash(path.read_bytes()) or any(owner.exists() for owner in owners)


def _free_name(name: str, edited: set[str], *, draft: str) -> str:
    """The name itself, or the first draft name that no person has changed."""
    path, number = PurePosixPath(name), 2
    while name in edited:
        name = str(path.with_name(draft.format(stem=path.stem, number=number) + path.suffix))
        number += 1
    return name
