"""A correction stays with its school and item while the workbook changes under it; when it is lost, that is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

HEAD: list[object] = ["学校", "第4条 采光照明", "第8条 体育场地设施"]
ROWS: list[list[object]] = [HEAD, ["东小", "√", "待核"], ["西小", "√", "√"], ["西校", "×", "√"]]
"""C2 is the cell that is settled: item 8 of S1."""
ENTRY = """[[correction]]
file = "督查表.xlsx"
sheet = "Sheet"
cell = "C2"
was = "待核"
becomes = "不合格"
reason = "电话核实"
by_role = "督导室"
on = 2020-03-06
"""
ANCHOR = 'school = "S1"\nitem = "cond.08"\naspect = "inspected"\n'
Write = Callable[[Path, list[list[object]]], Path]


@pytest.fixture
def read(workspace: Workspace, write_sheet: Write, standards: Standards) -> Callable[..., Round]:
    """Read the round with these rows and this corrections.toml."""

    def read(rows: list[list[object]], entries: str = ENTRY + ANCHOR, file: str = "督查表.xlsx") -> Round:
        folder = workspace.raw / "2020-03"
        for old in folder.glob("*.xlsx"):
            old.unlink()
        write_sheet(folder / file, rows)
        (folder / "corrections.toml").write_text(entries, encoding="utf-8")
        return read_round(workspace, "2020-03", standards)

    return read


def conclusion(round_: Round, school: str, item: str = "cond.08") -> tuple[str, str]:
    table = round_.tables["conclusions"].set_index(["school_id", "item_id"])
    return str(table.loc[(school, item), "verdict"]), str(table.loc[(school, item), "decided_by"])


def told(round_: Round) -> list[tuple[str, str]]:
    flags = round_.tables["flags"]
    kept = flags[flags["code"].str.startswith("correction")]
    return list(zip(kept["code"], kept["cell"], strict=True))


def test_taken_where_it_stands(read: Callable[..., Round]) -> None:
    round_ = read(ROWS)
    assert conclusion(round_, "S1") == ("unmet", "correction")
    assert told(round_) == []
    finding = round_.tables["findings"].set_index("cell").loc["C2"]
    assert (finding["raw"], finding["verdict"]) == ("待核", "unmet")


def test_a_row_inserted_above_is_followed(read: Callable[..., Round]) -> None:
    round_ = read([HEAD, ["东中", "√", "待核"], *ROWS[1:]])
    assert conclusion(round_, "S1") == ("unmet", "correction")
    assert conclusion(round_, "S2") == ("unreadable", "none"), "the same word now stands at the old address"
    assert told(round_) == [("correction_moved", "C3")]


def test_a_newer_copy_under_another_name_is_followed(read: Callable[..., Round]) -> None:
    round_ = read([HEAD, ["东中", "√", "√"], *ROWS[1:]], file="督查表-修改(1).xlsx")
    assert conclusion(round_, "S1") == ("unmet", "correction")
    assert told(round_) == [("correction_moved", "C3")]


def test_an_edited_cell_is_set_aside_and_held_back(read: Callable[..., Round]) -> None:
    round_ = read([HEAD, ["东小", "√", "√"], *ROWS[2:]])
    assert conclusion(round_, "S1") == ("unreadable", "none")
    assert conclusion(round_, "S4") == ("met", "inspected")
    assert told(round_) == [("correction_unfit", "C2")]


def test_an_edited_cell_that_moved_holds_back_its_own_school(read: Callable[..., Round]) -> None:
    round_ = read([HEAD, ["东中", "√", "√"], ["东小", "√", "√"], *ROWS[2:]])
    assert conclusion(round_, "S1") == ("unreadable", "none")
    assert conclusion(round_, "S2") == ("met", "inspected"), "who stands at the old address now is not held back"
    assert told(round_) == [("correction_unfit", "C3")]


def test_a_row_removed_is_told(read: Callable[..., Round]) -> None:
    round_ = read([HEAD, *ROWS[2:]])
    assert told(round_) == [("correction_unfit", "C2")]
    assert conclusion(round_, "S4")[0] == "unreadable" or told(round_), "never silently"


def test_without_an_anchor_another_school_is_never_corrected(read: Callable[..., Round]) -> None:
    round_ = read([HEAD, ["东中", "√", "√"], ["东小", "√", "待核"], *ROWS[2:]], ENTRY)
    assert conclusion(round_, "S1") == ("unreadable", "none")
    assert told(round_) == [("correction_unfit", "C2")]


def test_a_school_name_is_followed_and_its_cells_after_it(read: Callable[..., Round]) -> None:
    name = ENTRY.replace('"C2"', '"A2"').replace("待核", "冬小").replace("不合格", "东小")
    cells = ENTRY + ANCHOR
    round_ = read([HEAD, ["西校", "×", "√"], ["冬小", "√", "待核"]], name + cells)
    assert conclusion(round_, "S1") == ("unmet", "correction")
    assert sorted(told(round_)) == [("correction_moved", "A3"), ("correction_moved", "C3")]


def test_two_that_contradict_each_other_are_both_set_aside(read: Callable[..., Round]) -> None:
    round_ = read(ROWS, ENTRY + ANCHOR + ENTRY.replace("不合格", "合格") + ANCHOR)
    assert conclusion(round_, "S1") == ("unreadable", "none")
    assert told(round_) == [("correction_twice", "C2")]


def test_a_flag_let_stand_becomes_a_note(read: Callable[..., Round]) -> None:
    settled = """[[settled]]
file = "督查表.xlsx"
sheet = "Sheet"
cell = "C2"
code = "unreadable_word"
was = "待核"
answer = "未查"
reason = "到年底再核"
by_role = "督导室"
on = 2020-03-06
"""

    def flag(rows: list[list[object]], entries: str) -> tuple[str, str]:
        row = read(rows, entries).tables["flags"].set_index("code").loc["unreadable_word"]
        return str(row["severity"]), str(row["message"])

    assert flag(ROWS, "")[0] == "warning"
    severity, message = flag(ROWS, settled)
    assert (severity, message.endswith("（已核对：未查，督导室，2020-03-06）")) == ("note", True)
    severity, message = flag([HEAD, ["东小", "√", "待定"]], settled)
    assert (severity, "已核对" in message) == ("warning", False), "another word is another flag"
