"""Another country's inspections go through exactly the same code, by rule files alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli import cli
from analysis.tables import TABLES, read_table

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "examples" / "ofsted"
RULES = ("--standards", str(EXAMPLE / "standards"), "--lang", "en")
VERDICTS = ["met", "partial", "unmet", "not_inspected", "not_applicable"]
"""Columns of the counts below."""

SMALL = {
    "ilacs.01": [3, 1, 1, 1, 0],
    "ilacs.02": [5, 0, 1, 0, 0],
    "ilacs.03": [4, 1, 1, 0, 0],
    "ilacs.04": [4, 2, 0, 0, 0],
    "ilacs.05": [3, 1, 1, 0, 1],
}
"""Counted by eye from the rows of small_overview.py."""
PUBLISHED = {
    "ilacs.01": [107, 24, 11, 11, 0],
    "ilacs.03": [105, 39, 9, 0, 0],
    "ilacs.05": [110, 35, 7, 0, 1],
}
"""Counted in the published workbook by its own filter: 46 outstanding + 61 good overall, and so on."""


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, [*words], catch_exceptions=False, standalone_mode=False)
    assert done.return_value in {None, 0}, done.output
    return done.output


def make_workspace(folder: Path, workbook: Path) -> Path:
    """The example's workspace with a workbook in it, drafted and read by the README's commands."""
    shutil.copytree(EXAMPLE / "data" / "raw", folder / "data" / "raw", ignore=shutil.ignore_patterns("*.xlsx", "*.csv"))
    received = folder / "data" / "raw" / "2025-12" / "ilacs_overview.xlsx"
    shutil.copy(workbook, received)
    run("schools", str(received), "--out", str(folder / "data" / "raw" / "schools.csv"), *RULES)
    return folder


def counts_of(folder: Path) -> dict[str, list[int]]:
    findings = read_table(folder, "findings")
    table = findings.groupby(["item_id", "verdict"]).size().unstack(fill_value=0)
    return {str(item): [int(row.get(verdict, 0)) for verdict in VERDICTS] for item, row in table.iterrows()}


def persons_in(folder: Path) -> list[str]:
    """Tables that hold an inspector."""
    found = []
    for name in TABLES:
        texts = read_table(folder, name).select_dtypes("str").fillna("")
        if texts.apply(lambda column: column.str.contains(r"Inspector \d")).to_numpy().any():
            found.append(name)
    return found


def test_the_small_overview_is_read_by_the_rule_files(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, Path(__file__).with_name("small_overview.xlsx"))
    run("read", "2025-12", "--root", str(root), *RULES)
    processed = root / "data" / "processed" / "2025-12"
    assert counts_of(processed) == SMALL
    findings = read_table(processed, "findings")
    assert set(findings["school_id"]) == {"901", "902", "903", "904", "905", "906"}
    assert findings.query("cell == 'F5'")[["raw", "verdict"]].to_numpy().tolist() == [["inadequate", "unmet"]]


def test_no_inspector_is_stored(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, Path(__file__).with_name("small_overview.xlsx"))
    run("read", "2025-12", "--root", str(root), *RULES)
    processed = root / "data" / "processed" / "2025-12"
    assert persons_in(processed) == []
    refused = read_table(processed, "refused")
    assert refused[["column", "class"]].to_numpy().tolist() == [["G", "person_name"]]


def test_the_register_is_drafted_from_the_workbook(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, Path(__file__).with_name("small_overview.xlsx"))
    register = pd.read_csv(
        root / "data" / "raw" / "schools.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    assert register.iloc[0][["school_id", "name", "town"]].tolist() == ["901", "aldermoor", "NE"]
    assert len(register) == 6


@pytest.mark.slow
def test_the_published_judgements_come_out_to_the_digit(tmp_path: Path, shared: Path) -> None:
    root = make_workspace(tmp_path, shared / "data" / "ofsted" / "ilacs_overview.xlsx")
    run("report", "2025-12", "--no-charts", "--root", str(root), *RULES)
    processed = root / "data" / "processed" / "2025-12"
    counts = counts_of(processed)
    assert {item: counts[item] for item in PUBLISHED} == PUBLISHED
    assert read_table(processed, "findings")["school_id"].nunique() == 153
    assert persons_in(processed) == []
    page = (root / "outputs" / "2025-12" / "report.en.html").read_text(encoding="utf-8")
    assert "Inspector 0" not in page
    assert ">107/142<" in page
    assert '<html lang="en"' in page


def test_no_module_knows_ofsted() -> None:
    modules = [path.read_text(encoding="utf-8").lower() for path in (PROJECT / "src").rglob("*.py")]
    assert [text for text in modules if "ofsted" in text or "ilacs" in text] == []
