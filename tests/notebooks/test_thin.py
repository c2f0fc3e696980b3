"""Every notebook is thin: one line makes a table, one shows it; the work stands in the package."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

import analysis

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
NAMES = ("check_workbook", "compare_rounds", "explore", "round_report", "school_report")
MOST_LINES = 6
THICK = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While, ast.With,
    ast.AsyncWith, ast.If, ast.IfExp, ast.Try, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Subscript,
    ast.BinOp, ast.Import,
)  # fmt: skip
"""What no cell holds: definitions, loops, choices, arithmetic, cutting of tables, other packages."""


def find_thick(source: str) -> list[str]:
    """What a cell holds that belongs in the package."""
    nodes = list(ast.walk(ast.parse(source)))
    found = [type(node).__name__ for node in nodes if isinstance(node, THICK)]
    found += [f"from {node.module}" for node in nodes if isinstance(node, ast.ImportFrom) and node.module != "analysis"]
    # A method of a table is pandas at work: page and round are handed on whole.
    return found + [f".{node.attr}()" for node in nodes if isinstance(node, ast.Attribute)]


def test_these_are_the_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(NAMES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.metadata.get("tags", []) for cell in code] == [["parameters"], *([[]] * (len(code) - 1))]
    for cell in code:
        assert len(cell.source.splitlines()) <= MOST_LINES, cell.source
        assert find_thick(cell.source) == []
        assert (cell.outputs, cell.execution_count) == ([], None)
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_parameters_are_plain_values_and_checked_first(path: Path) -> None:
    parameters, first, *_ = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    declared = ast.parse(parameters.source).body
    assert all(isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) for node in declared)
    assert first.source.splitlines()[-1] == "check_parameters(globals())"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_it_imports_is_handed_out_and_used(path: Path) -> None:
    tree = ast.parse("\n".join(c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert imported <= set(dir(analysis))
    assert imported <= used
    assert all(callable(getattr(analysis, name)) for name in imported)


@pytest.mark.parametrize(
    "source",
    ["def f(): pass", "x = [a for a in b]", "for a in b: pass", "import pandas", "from analysis.tables import x",
     "t = table.groupby('x')", "x = a + 1", "t = table['x']", "f = lambda: 1"],
)  # fmt: skip
def test_a_thick_cell_is_caught(source: str) -> None:
    assert find_thick(source) != []
