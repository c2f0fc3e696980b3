"""No command reads a workbook in its own process: one that breaks its reader is refused, and the command goes on."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from analysis.errors import CorrectionsError, RefusedWorkbook
from analysis.reading.register import draft_register
from analysis.reading.schools import empty_register
from analysis.reading.worker import Worker
from analysis.reports.review.single import check_file
from analysis.rounds.answers import read_answers
from analysis.rounds.plan import read_plan
from analysis.rounds.resending import compare_files
from analysis.rounds.workspace import Workspace

DAYS = (date(2020, 3, 2), date(2020, 3, 6))
FAULTS = {"os.abort()": "读取程序中断了", "\n        while True: pass": "超过了时限"}
"""What a workbook does to its reader → what is said of it."""


@pytest.fixture
def rules(standards):
    """The rules, with a second for a workbook."""
    return replace(standards, words={**standards.words, "limits": {**standards.words["limits"], "seconds": 1}})


@pytest.fixture
def books(tmp_path):
    """A workspace without a round, and beside it a good workbook and one that the trap is set for."""
    book = openpyxl.Workbook()
    book.active.append(["学校", "黑板"])
    book.active.append(["青石小学", "√"])
    raw = tmp_path / "workspace" / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "schools.csv").write_text("school_id,name\nS1,青石小学\n", encoding="utf-8")
    for name in ("a.xlsx", "trap.xlsx"):
        book.save(tmp_path / name)
    return tmp_path


@pytest.fixture
def workspace(books):
    return Workspace(books / "workspace")


@pytest.mark.parametrize(("code", "words"), FAULTS.items(), ids=["abort", "hang"])
class TestWorkbookThatBreaksItsReader:
    def test_diff(self, books, workspace, rules, trap, code, words):
        trap(code)
        loose = (workspace.raw / "schools.csv", "2016-10")
        with pytest.raises(RefusedWorkbook, match=words):
            compare_files(books / "a.xlsx", books / "trap.xlsx", rules, find=lambda: workspace, loose=loose)

    def test_schools(self, books, rules, trap, code, words):
        trap(code)
        with pytest.raises(RefusedWorkbook, match=words):
            draft_register(books / "trap.xlsx", rules, books / "out.csv")
        assert not (books / "out.csv").exists()
        assert draft_register(books / "a.xlsx", rules, books / "out.csv") == 1

    def test_check_file(self, books, workspace, rules, trap, code, words):
        trap(code)
        with pytest.raises(RefusedWorkbook, match=words):
            check_file(books / "trap.xlsx", rules, workspace)

    def test_plan_and_review_workbook(self, books, rules, trap, code, words):
        trap(code)
        with pytest.raises(CorrectionsError, match=words), Worker(rules, empty_register()) as worker:
            read_plan(books / "trap.xlsx", rules, lambda written, town: "", worker, days=DAYS)
        with pytest.raises(CorrectionsError, match=words):
            read_answers(books / "trap.xlsx", rules)

    def test_marked_copy(self, books, workspace, rules, trap, code, words):
        single = check_file(books / "trap.xlsx", rules, workspace)
        trap(code)
        with pytest.raises(RefusedWorkbook, match=words):
            single.mark(books / "marked.xlsx", rules)
        assert not (books / "marked.xlsx").exists()


def test_what_was_settled_for_good_counts_in_diff_and_check(books, workspace, standards):
    (workspace.raw / "words.toml").write_text('[[word]]\nwritten = "挺好"\nverdict = "met"\n', encoding="utf-8")
    book = openpyxl.load_workbook(books / "a.xlsx")
    book.active["B2"] = "挺好"
    book.save(books / "b.xlsx")
    loose = (workspace.raw / "schools.csv", "2016-10")
    found = compare_files(books / "a.xlsx", books / "b.xlsx", standards, find=lambda: workspace, loose=loose)
    assert [(change.before, change.after) for change in found.changes] == [("√", "挺好")]
    assert found.turns == ()
    read = check_file(books / "b.xlsx", standards, workspace)
    assert read.tables["findings"]["verdict"].tolist() == ["met"]
