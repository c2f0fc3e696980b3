"""Ways of writing that a person has settled for good: what they add, and what they may not change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import CorrectionsError
from analysis.rounds.round import read_round
from analysis.rounds.vocabulary import read_vocabulary
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

WORDS = """[[word]]
written = "勉勉强强"
verdict = "partial"
reason = "各组约定"
by_role = "督导室"
on = 2020-03-06

[[header]]
written = "球场够不够用"
item = "cond.08"

[[school]]
written = "老东小"
school = "S1"
"""
Write = Callable[[Path, list[list[object]]], Path]


def test_what_is_settled_for_good_is_read(workspace: Workspace, write_sheet: Write, standards: Standards) -> None:
    rows: list[list[object]] = [
        ["学校", "第4条 采光照明", "球场够不够用"],
        ["老东小", "勉勉强强", "√"],
        ["西小", "√", "×"],
    ]
    write_sheet(workspace.raw / "2020-03" / "a.xlsx", rows)
    before = read_round(workspace, "2020-03", standards)
    assert sorted(before.tables["flags"]["code"])[-3:] == ["unknown_heading", "unknown_school", "unknown_word"]
    (workspace.raw / "words.toml").write_text(WORDS, encoding="utf-8")
    after = read_round(workspace, "2020-03", standards)
    found = after.tables["findings"][["cell", "school_id", "item_id", "verdict"]].itertuples(index=False, name=None)
    assert list(found) == [
        ("B2", "S1", "cond.04", "partial"), ("B3", "S4", "cond.04", "met"),
        ("C2", "S1", "cond.08", "met"), ("C3", "S4", "cond.08", "unmet"),
    ]  # fmt: skip
    assert not set(after.tables["flags"]["code"]) & {"unknown_heading", "unknown_school", "unknown_word"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('[[word]]\nwritten = "达标"\nverdict = "unmet"\n', "met", id="a word that means something else"),
        pytest.param('[[word]]\nwritten = "是"\nverdict = "met"\n', "affirm", id="an answer that needs its question"),
        pytest.param('[[word]]\nwritten = "凑合"\nverdict = "fine"\n', "fine.*met, partial, unmet", id="no verdict"),
        pytest.param('[[school]]\nwritten = "西镇小学"\nschool = "S1"\n', "S4", id="another school's name"),
        pytest.param('[[header]]\nwritten = "采光照明"\nitem = "cond.08"\n', "cond.04", id="another item's title"),
        pytest.param('[[header]]\nwritten = "备注"\nitem = "cond.08"\n', "remark", id="a column of another kind"),
        pytest.param('[[person]]\nwritten = "x"\n', "person", id="no such table"),
        pytest.param('[[word]]\nwritten = "凑合"\n', "verdict", id="no meaning"),
        pytest.param(
            '[[word]]\nwritten = "凑合"\nverdict = "met"\n[[word]]\nwritten = "凑 合"\nverdict = "partial"\n', "met",
            id="two meanings",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken(text: str, told: str, workspace: Workspace, standards: Standards) -> None:
    (workspace.raw / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=told) as caught:
        read_round(workspace, "2020-03", standards)
    assert caught.value.exit_code == 5


def test_none(tmp_path: Path, standards: Standards) -> None:
    assert read_vocabulary(tmp_path / "words.toml", standards) == ()
