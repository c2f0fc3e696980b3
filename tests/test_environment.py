"""pyproject.toml, requirements.lock and environment.yml name the same packages.

conda is not run here: what is proved is that the three files say the same, not that conda-forge resolves them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).parents[1]
CONDA_NAMES = {"brotli-python": "brotli"}
"""conda-forge's name → the name on PyPI, where they differ."""


def declared() -> dict[str, str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    parsed = [Requirement(text) for text in wanted]
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in parsed}


def in_environment() -> dict[str, str]:
    text = (PROJECT / "environment.yml").read_text(encoding="utf-8")
    entries = [Requirement(line) for line in re.findall(r"^\s+- ([a-z0-9_.\[\]-]+[^:\n]*)$", text, re.M)]
    names = {CONDA_NAMES.get(entry.name, canonicalize_name(entry.name)): str(entry.specifier) for entry in entries}
    return {name: specifier for name, specifier in names.items() if name not in {"python", "pip", "conda-forge"}}


def locked() -> dict[str, list[Version]]:
    text = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    versions: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.M):
        versions.setdefault(canonicalize_name(name), []).append(Version(version))
    return versions


def test_environment_yml_has_the_names_and_bounds_of_pyproject() -> None:
    assert in_environment() == declared()


@pytest.mark.parametrize("name", sorted(declared()))
def test_the_lock_holds_a_version_within_the_bounds(name: str) -> None:
    specifier = Requirement(f"{name}{declared()[name]}").specifier
    assert locked()[name]
    assert all(specifier.contains(version) for version in locked()[name])


def test_every_locked_version_has_a_hash() -> None:
    blocks = re.split(r"^(?=\S)", (PROJECT / "requirements.lock").read_text(encoding="utf-8"), flags=re.M)
    assert [block.split("==")[0] for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


def test_the_build_backend_is_locked() -> None:
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert {canonicalize_name(Requirement(text).name) for text in build} <= set(locked())
