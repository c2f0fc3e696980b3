"""Bad input ends in a message with an exit code; the rest of the round is read, and nothing is half-written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from tests.commands import ducha

PROJECT = Path(__file__).resolve().parents[2]
GOOD = "河湾小学"


def save_sheet(path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one round of two schools and one good workbook."""
    folder = tmp_path / "data" / "raw" / "2016-10"
    folder.mkdir(parents=True)
    (tmp_path / "data" / "raw" / "schools.csv").write_text(
        f"school_id,name,town,kind\nS1,{GOOD},松岫镇,primary\nS2,马鞍小学,竹隈镇,primary\n", encoding="utf-8"
    )
    (folder / "round.toml").write_text(
        'id = "2016-10"\nname = "2016年10月督查"\nkind = "full"\nfirst_day = 2016-10-10\nlast_day = 2016-10-17\n',
        encoding="utf-8",
    )
    save_sheet(
        folder / "全面改薄.xlsx", [["学校", "3.墙面电线", "4.采光照明"], [GOOD, "√", "×"], ["马鞍小学", "√", "√"]]
    )
    return tmp_path


def read_tables(workspace: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(workspace / "data" / "processed" / "2016-10" / f"{name}.parquet")


def test_a_missing_round_is_told_with_those_there_are(workspace: Path) -> None:
    done = ducha("report", "2016-09", cwd=workspace)
    assert done.returncode == 3
    assert "2016-09" in done.stderr
    assert "2016-10" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((workspace / "outputs").glob("2016*"))


def test_a_damaged_workbook_is_refused_and_the_rest_read(workspace: Path) -> None:
    good = workspace / "data" / "raw" / "2016-10" / "全面改薄.xlsx"
    (good.parent / "坏.xlsx").write_bytes(good.read_bytes()[:1500])
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "read", "2016-10"], cwd=workspace, capture_output=True, check=False,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 4
    books = read_tables(workspace, "workbooks").set_index("file")
    assert books.loc["坏.xlsx", "state"] == "refused"
    assert books.loc["坏.xlsx", "reason"]
    assert len(read_tables(workspace, "findings")) == 4


def test_an_encrypted_workbook_is_refused(workspace: Path) -> None:
    good = workspace / "data" / "raw" / "2016-10" / "全面改薄.xlsx"
    with good.open("rb") as plain, (good.parent / "加密.xlsx").open("wb") as locked:
        OOXMLFile(plain).encrypt("secret", locked)
    done = ducha("read", "2016-10", cwd=workspace)
    assert done.returncode == 4
    assert read_tables(workspace, "workbooks").set_index("file").loc["加密.xlsx", "state"] == "refused"
    assert len(read_tables(workspace, "findings")) == 4


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "empty_workbook"), ([["各校要高度重视，认真落实。"]], "no_table")],
    ids=["empty", "a sentence"],
)
def test_a_workbook_without_a_table_is_flagged(workspace: Path, rows: list[list[str]], code: str) -> None:
    save_sheet(workspace / "data" / "raw" / "2016-10" / "没有表.xlsx", rows)
    done = ducha("read", "2016-10", cwd=workspace)
    assert done.returncode == 0
    flags = read_tables(workspace, "flags").query("file == '没有表.xlsx'")
    assert list(flags["code"]) == [code]
    assert list(flags["severity"]) == ["warning"]
    assert len(read_tables(workspace, "findings")) == 4


def test_an_unknown_word_and_an_unknown_school_are_flags(workspace: Path) -> None:
    save_sheet(
        workspace / "data" / "raw" / "2016-10" / "二组.xlsx",
        [["学校", "5.课桌椅"], [GOOD, "待商榷"], ["无名小学", "√"]],
    )
    done = ducha("read", "2016-10", cwd=workspace)
    assert done.returncode == 0
    findings = read_tables(workspace, "findings")
    second = findings[findings["file"] == "二组.xlsx"].sort_values("cell")
    assert list(second["verdict"]) == ["unreadable", "met"]
    assert list(second["school_id"]) == ["S1", ""]
    flags = read_tables(workspace, "flags")
    assert {"B2", "A3"} <= set(flags.loc[flags["file"] == "二组.xlsx", "cell"])


def test_strict_turns_flags_into_exit_code_4(workspace: Path) -> None:
    save_sheet(workspace / "data" / "raw" / "2016-10" / "二组.xlsx", [["学校", "5.课桌椅"], [GOOD, "待商榷"]])
    assert ducha("read", "2016-10", "--strict", cwd=workspace).returncode == 4


def test_a_bad_round_file_names_the_line(workspace: Path) -> None:
    (workspace / "data" / "raw" / "2016-10" / "round.toml").write_text("id = 2016-10", encoding="utf-8")
    done = ducha("read", "2016-10", cwd=workspace)
    assert done.returncode == 5
    assert "round.toml" in done.stderr


@pytest.mark.slow
def test_a_report_with_a_damaged_workbook_is_published_and_says_so(workspace: Path) -> None:
    (workspace / "data" / "raw" / "2016-10" / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    done = ducha("report", "--no-charts", cwd=workspace)
    assert done.returncode == 4
    page = (workspace / "outputs" / "2016-10" / "report.html").read_text(encoding="utf-8")
    assert "坏.xlsx" in page
    assert "坏.xlsx" in done.stderr


@pytest.mark.slow
def test_a_notebook_that_fails_leaves_its_copy_and_no_product(workspace: Path) -> None:
    (workspace / "notebooks").mkdir()
    own = workspace / "notebooks" / "round_report.ipynb"
    text = (PROJECT / "notebooks" / "round_report.ipynb").read_text(encoding="utf-8")
    own.write_text(text.replace("show_chapters(page)", "1 / 0"), encoding="utf-8")
    done = ducha("report", "2016-10", "--no-charts", cwd=workspace)
    assert done.returncode == 7
    assert "ZeroDivisionError" in done.stderr
    assert (workspace / "outputs" / "failed" / "2016-10" / "round_report.ipynb").is_file()
    assert not (workspace / "outputs" / "2016-10").exists()


@pytest.mark.slow
def test_an_edited_page_is_not_overwritten(workspace: Path) -> None:
    assert ducha("report", "2016-10", "--no-charts", cwd=workspace).returncode == 0
    page = workspace / "outputs" / "2016-10" / "report.html"
    page.write_text("by hand", encoding="utf-8")
    done = ducha("report", "2016-10", "--no-charts", cwd=workspace)
    assert page.read_text(encoding="utf-8") == "by hand"
    assert done.stdout.strip().endswith("report（草稿2）.html")
    assert "report（草稿2）.html" in done.stderr
    shutil.rmtree(workspace / "outputs")


@pytest.mark.slow
def test_of_several_rounds_one_that_fails_does_not_keep_the_others_back(workspace: Path) -> None:
    bad = workspace / "data" / "raw" / "2016-05"
    bad.mkdir()
    (bad / "round.toml").write_text("first_day = 2016-10-10\nlast_day = 2016-10-17\n", encoding="utf-8")
    (bad / "plan.xlsx").write_bytes(b"no workbook")
    done = ducha("report", "--all", "--no-charts", cwd=workspace)
    assert done.returncode == 5
    assert (workspace / "outputs" / "2016-10" / "report.html").is_file()
    assert done.stdout.strip().endswith("2016-10/report.html")
    assert "2016-05: " in done.stderr
    assert "Traceback" not in done.stderr
