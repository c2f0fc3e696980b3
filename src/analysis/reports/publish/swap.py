"""Products put in place whole or not at all, past the privacy gate, and never over a person's edit.

A round's products are swapped in as its tables are (rounds/folder.py). A product that a person has changed (its hash is
not the manifest's) or holds open stays as it is, and the new one is written beside it. What one run makes is a set: the
next run of that kind takes the place of all of it, so that nothing of an older run is left to be taken for new.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.keeping import (
    ASKED,
    ENTRY,
    MANIFEST,
    Known,
    free_name,
    hash_content,
    is_open,
    is_theirs,
    keep_theirs,
    pack_manifest,
    read_manifest,
    read_whole,
    tell_open,
)
from analysis.rounds.folder import repair_folder, swap_folder
from analysis.standards.model import Standards
from analysis.tables import write_whole


@dataclass(frozen=True)
class Made:
    """What a run made its products from.

    Attributes:
        name: what is made together, such as report.zh.
        facts: what is told of it in the manifest: inputs, versions, standards, the as-of date.
        folders: folder inside the product's folder → the set that its files are, which another run can make alone.
        parts: pattern of the names of sets that hold a part of this one made alone, which it takes the place of too.
        entry: what the index tells of it, put into the manifest; empty where it has no page.
    """

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    parts: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, dict[str, Any]]:
        """Set → what the manifest tells of it."""
        own = {ENTRY: dict(self.entry)} if self.entry else {}
        return {**{name: dict(self.facts) for name in self.folders.values()}, self.name: {**self.facts, **own}}

    def replaces(self, told: Mapping[str, str], products: Container[str]) -> bool:
        """Whether an older product goes: one of a set that is made anew, or of a name that is given anew."""
        name = told.get("set", "")
        again = name in (self.name, *self.folders.values()) or fnmatchcase(name, self.parts)
        return again or told.get(ASKED) in products

    def set_of(self, name: str) -> str:
        """The set that a product is of."""
        return self.folders.get(PurePosixPath(name).parts[0], self.name)


@dataclass(frozen=True)
class Published:
    """What a publication did.

    Attributes:
        folder: where the products lie.
        paths: name asked for → path written.
        strange: names asked for that were taken by a file of which the manifest says nothing: it was lost or damaged,
            or a person put the file there.
        manifest: name of the manifest.
    """

    folder: Path
    paths: Mapping[str, Path]
    strange: tuple[str, ...] = ()
    manifest: str = MANIFEST


@dataclass(frozen=True)
class _Plan:
    """What a publication will write: name asked for → name given, what stays of the known, and the manifest of it."""

    names: Mapping[str, str]
    carried: tuple[str, ...]
    manifest: bytes


def publish(folder: Path, products: Mapping[str, bytes], gate: Gate, made: Made) -> Published:
    """Put products in a folder of ours.

    Args:
        folder: outputs/<round>.
        products: file name, with a slash where it lies in a folder of its own → content.
        gate: what may not be shown; its standards word messages and the name beside an edited product.
        made: what they were made from, and which older products they take the place of.

    Raises:
        PrivacyStop: a product shows a person; nothing was written.
        Locked: a product is held open in a way that lets no folder be moved.
    """
    keep = keep_theirs(gate.standards)
    repair_folder(folder, keep)
    known = read_manifest(folder)
    # First of all, for it reads for seconds: what a person saves meanwhile is seen by what follows.
    gate.stop({**products, MANIFEST: write_manifest(folder, {**known, **describe_products(products, {}, made)}, made)})
    plan = _plan(folder, products, made, gate.standards)
    with tell_open(folder, gate.standards), swap_folder(folder, keep) as fresh:
        for name in plan.carried:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, fresh / name)
        for name, content in products.items():
            write_whole(fresh / plan.names[name], content)
        write_whole(fresh / MANIFEST, plan.manifest)
    strange = tuple(name for name, given in plan.names.items() if name != given and name not in known)
    moved = {told[ASKED]: name for name, told in read_manifest(folder).items() if ASKED in told}
    return Published(folder, {name: folder / moved.get(name, name) for name in products}, strange)


def foresee_names(folder: Path, names: Iterable[str], standards: Standards) -> dict[str, str]:
    """The names that products would be given in a folder as it is now: their own, or beside what is a person's."""
    known = read_manifest(folder)
    return _name(names, lambda name: is_theirs(folder / name, known.get(name, {})), standards)


def _name(names: Iterable[str], theirs: Callable[[str], bool], standards: Standards) -> dict[str, str]:
    draft = standards.wording["page.run.draft_name"]
    return {name: free_name(name, theirs, draft=draft) for name in names}


def _plan(folder: Path, products: Mapping[str, bytes], made: Made, standards: Standards) -> _Plan:
    known = read_manifest(folder)
    theirs = cache(lambda name: is_theirs(folder / name, known.get(name, {})))
    names = _name(products, theirs, standards)
    gone = {name for name, told in known.items() if made.replaces(told, products)}
    listed = {name: forget(told) if theirs(name) else told for name, told in known.items()
              if theirs(name) or name not in gone}  # fmt: skip
    listed |= describe_products(products, names, made)
    rest = (name for name in listed if name not in names.values() and not theirs(name))
    carried = tuple(name for name in rest if (folder / name).is_file())
    return _Plan(names, carried, write_manifest(folder, listed, made))


def describe_products(products: Mapping[str, bytes], names: Mapping[str, str], made: Made) -> dict[str, dict[str, str]]:
    """What the manifest tells of new products."""
    told = {}
    for name, content in products.items():
        given = names.get(name, name)
        beside = {ASKED: name} if given != name else {}
        told[given] = {"sha256": hash_content(content), "set": made.set_of(name), **beside}
    return told


def forget(told: Mapping[str, str]) -> dict[str, str]:
    """What is told of a product that a person took over: it no longer stands for the one that it was made for."""
    return {key: value for key, value in told.items() if key != ASKED}


def write_manifest(folder: Path, products: Known, made: Made, name: str = MANIFEST) -> bytes:
    """The manifest: products, and what each set of them was made from; a set of which nothing is left is not told."""
    sets = read_whole(folder, name).get("sets", {})
    sets = {**(sets if isinstance(sets, dict) else {}), **made.told}
    used = {told.get("set") for told in products.values()}
    return pack_manifest({"products": products, "sets": {name: told for name, told in sets.items() if name in used}})


def tell_kept(done: Published, round_id: str, standards: Standards) -> Iterator[str]:
    """What stayed in the way of a new product: each that a person changed or holds open, how many are not known."""
    for name, path in done.paths.items():
        new = path.relative_to(done.folder).as_posix()
        if new != name and name not in done.strange:
            kept = "kept_open" if is_open(done.folder / name) else "kept"
            yield standards.say(f"page.run.{kept}", name=name, new=new)
    if done.strange:
        first = done.strange[0]
        new = done.paths[first].relative_to(done.folder).as_posix()
        yield standards.say("page.run.strange", round=round_id, count=len(done.strange), name=first, new=new,
                            manifest=done.manifest)  # fmt: skip
