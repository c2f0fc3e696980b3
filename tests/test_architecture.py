"""The rooms stand in one direction: a room imports only from its left, and none imports the package itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = ("errors", "tables", "standards", "reading", "rounds", "measures", "narrative", "charts", "reports", "cli")
"""From the left to the right."""
PACKAGE = Path(__file__).parents[1] / "src" / "analysis"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem in ROOMS)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def broken_imports(room: str, source: str) -> list[str]:
    """Imports of the package itself, or of a room at the right."""
    broken = []
    for name in imports_of(source):
        first, *rest = name.split(".")
        if first == "analysis" and (not rest or ROOMS.index(rest[0]) > ROOMS.index(room)):
            broken.append(name)
    return broken


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_its_left(path: Path) -> None:
    assert broken_imports(room_of(path), path.read_text(encoding="utf-8")) == []


def test_an_import_from_the_right_is_caught() -> None:
    assert broken_imports("reading", "from analysis.rounds.round import Round") == ["analysis.rounds.round"]
    assert broken_imports("reading", "import analysis") == ["analysis"]
    assert broken_imports("reading", "from analysis import errors") == ["analysis"]
    assert broken_imports("reading", "import analysis.tables\nimport json") == []


def test_every_module_stands_in_a_room() -> None:
    outside = {path.stem for path in PACKAGE.glob("*.py")} - set(ROOMS) - {"__init__", "__main__"}
    assert outside == set()
    assert {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"} <= set(ROOMS)
