"""Any notebook that stops keeps its copy, names its cell and leaves the last good product; two rounds by notebook."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from tests.commands import ducha

from analysis.reports.pages.export import export_page

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
UNCOUNTED = ("safety.21", "aid.12", "cond.18", "cond.19", "cond.99", "other.01", "other.05")
"""Items that the checklist lists in words or without a text, so that they enter no rate."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, read_sample: Callable[[str], Path]) -> Path:
    """The sample rounds with notebooks of their own."""
    root = Path(shutil.copytree(read_sample("zh"), tmp_path_factory.mktemp("workspace") / "sample"))
    shutil.copytree(PROJECT / "notebooks", root / "notebooks")
    return root


def run(workspace: Path, *words: str) -> tuple[int, str]:
    """Run ducha in this process: its exit code and what it says."""
    done = ducha(*words, "--quiet", cwd=workspace)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_that_stops_is_kept_and_names_its_cell(path: Path, workspace: Path) -> None:
    good = workspace / "outputs" / "2016-10" / path.name
    good.parent.mkdir(parents=True, exist_ok=True)
    good.write_text("the last good one", encoding="utf-8")
    broken = nbformat.read(path, as_version=4)
    broken.cells[3:] = [nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(broken, workspace / "notebooks" / path.name)
    code, said = run(workspace, "notebook", path.stem, "2016-10")
    shutil.copy(path, workspace / "notebooks" / path.name)
    kept = workspace / "outputs" / "failed" / "2016-10" / path.name
    assert code == 7
    assert f"{path.name}在第4格停下：ZeroDivisionError" in said
    assert str(kept) in said
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert good.read_text(encoding="utf-8") == "the last good one"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_misspelt_parameter_is_refused_before_a_kernel_starts(path: Path, workspace: Path) -> None:
    code, said = run(workspace, "notebook", path.stem, "2016-10", "-p", "langs", "en")
    assert (code, "是不是lang？" in said) == (2, True)


def read_expected(round_id: str) -> dict[tuple[str, str], str]:
    with (PROJECT / "tests" / "golden" / "expected" / round_id / "conclusions.csv").open(encoding="utf-8") as lines:
        return {(row["school_id"], row["item_id"]): row["verdict"] for row in csv.DictReader(lines)}


def test_two_rounds_by_command_and_by_plain_papermill_are_one_page(workspace: Path, tmp_path: Path) -> None:
    code, said = run(workspace, "compare", "2016-10", "2016-05")
    page = Path(said.strip())
    assert (code, page) == (0, workspace / "outputs" / "2016-10" / "compare-2016-05.html")
    done = subprocess.run(
        [sys.executable, "-m", "papermill", str(PROJECT / "notebooks" / "compare_rounds.ipynb"), "out.ipynb", "-p",
         "round_id", "2016-10", "-p", "earlier_id", "2016-05", "-p", "root", str(workspace)],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert text == export_page(nbformat.read(tmp_path / "out.ipynb", as_version=4))
    # the four counts from what the script that made the workbooks decided
    before, after = read_expected("2016-05"), read_expected("2016-10")
    judged = ("met", "partial", "unmet")
    counts = Counter(
        (before[pair] == "met", after[pair] == "met")
        for pair in before.keys() & after.keys()
        if before[pair] in judged and after[pair] in judged and pair[1] not in UNCOUNTED
    )
    kept, fixed, new = (counts[key] for key in ((True, True), (False, True), (True, False)))
    assert f">{kept}</button>" in text
    assert f"改好{fixed}项次，新出现{new}项次" in text
