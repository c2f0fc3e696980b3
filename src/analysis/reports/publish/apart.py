"""Products put into a folder that a person named, file by file: nothing else that lies there is touched.

Such a folder is not ours to change places with another: it may be the one that a person works in, with links, a
repository, files of other programs. Each file is replaced by itself, whole, and only if it is as we wrote it.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from functools import partial
from pathlib import Path

from analysis.errors import Place, UsageError
from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.keeping import (
    WAS,
    Known,
    free_name,
    is_theirs,
    read_manifest,
    read_whole,
    tell_open,
)
from analysis.reports.publish.swap import Made, Published, describe_products, forget, write_manifest
from analysis.standards.model import Standards
from analysis.tables import write_whole

MANIFEST = "ducha-manifest.json"
"""What of the files in a person's folder is ours; `manifest.json` is a name that other programs give."""


def publish_apart(folder: Path, products: Mapping[str, bytes], gate: Gate, made: Made) -> Published:
    """Put products into a person's folder.

    Args:
        folder: any folder; it is made where there is none.
        products: file name → content.
        gate: what may not be shown; its standards word messages and the name beside a file that is not ours.
        made: what they were made from, and which older products they take the place of.

    Raises:
        PrivacyStop: a product shows a person; nothing was written.
        UsageError: another program's file has the name of our manifest; nothing was written.
        Locked: a file is open in a program; what was written before it stays.
    """
    _prove_manifest(folder, gate.standards)
    known = read_manifest(folder, MANIFEST)
    # First of all, for it reads for seconds: what a person saves meanwhile is seen by what follows.
    gate.stop({**products, MANIFEST: _announce(folder, products, {}, known, made)})
    give = partial(_give_name, folder, known, gate.standards.wording["page.run.draft_name"])
    # Told before it is done, by the names that are given: a killed run leaves files that the next one knows as ours.
    begun = _announce(folder, products, {name: give(name) for name in products}, known, made)
    paths = {}
    with tell_open(folder, gate.standards):
        write_whole(folder / MANIFEST, begun)
        for name, content in products.items():
            paths[name] = write_whole(folder / give(name), content)  # anew: a person may have saved since
        names = {name: path.relative_to(folder).as_posix() for name, path in paths.items()}
        rest = {name: told for name, told in known.items() if name not in names.values()}
        left = _clear(folder, rest, products, made)
        done = write_manifest(folder, {**left, **describe_products(products, names, made)}, made, MANIFEST)
        write_whole(folder / MANIFEST, done)
    strange = tuple(name for name, given in names.items() if given != name and name not in known)
    return Published(folder, paths, strange, MANIFEST)


def _prove_manifest(folder: Path, standards: Standards) -> None:
    if os.path.lexists(folder / MANIFEST) and "products" not in read_whole(folder, MANIFEST):
        what = standards.say("page.run.foreign_manifest", folder=folder, name=MANIFEST)
        raise UsageError(what, place=Place(MANIFEST), do=standards.say("page.run.foreign_manifest_do"))


def _give_name(folder: Path, known: Known, draft: str, name: str) -> str:
    """The name that a product is written by: its own, or beside what is a person's."""
    return free_name(name, lambda one: is_theirs(folder / one, known.get(one, {})), draft=draft)


def _announce(folder: Path, products: Mapping[str, bytes], names: Mapping[str, str], known: Known, made: Made) -> bytes:
    """The manifest of products that are about to be written, with what lies there until they are."""
    told = describe_products(products, names, made)
    begun = {name: {**one, WAS: _find_was(folder / name, known.get(name, {}))} for name, one in told.items()}
    return write_manifest(folder, {**known, **begun}, made, MANIFEST)


def _find_was(path: Path, told: Mapping[str, str]) -> str:
    """The hash of what of ours lies at a path: where a run was killed before it wrote, still what lay there then."""
    was = told.get(WAS, "")
    return was if was and not is_theirs(path, {"sha256": was}) else told.get("sha256", "")


def _clear(folder: Path, known: Known, products: Container[str], made: Made) -> dict[str, Mapping[str, str]]:
    """Remove the older products whose place was taken; gives what is told of those that stay."""
    left: dict[str, Mapping[str, str]] = {}
    for name, told in known.items():
        if is_theirs(folder / name, told):
            left[name] = forget(told)
        elif made.replaces(told, products):
            (folder / name).unlink(missing_ok=True)
        else:
            left[name] = told
    return left
