"""A workbook sent again: the cells that differ, wherever they moved, and the conclusions that change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.errors import MissingError, UsageError
from analysis.rounds.comparison import Comparison, describe_comparison, write_changes
from analysis.rounds.diff import align
from analysis.rounds.resending import compare_files, compare_in_round, compare_loose
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

Rows = list[list[object]]
Compare = Callable[[Rows, Rows], Comparison]
HEAD: list[object] = ["序号", "学校", "黑板", "围墙", "备注"]
FIRST: Rows = [
    HEAD,
    [1, "东镇小学", "达标", "达标", None],
    [2, "东镇初级中学", "达标", "未达标", "北墙"],
    [3, "西镇小学", "部分达标", None, None],
]


def save(path: Path, rows: Rows, *, sheet: str = "改薄") -> Path:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(path)
    return path


@pytest.fixture
def compare(workspace: Workspace, tmp_path: Path, standards: Standards) -> Compare:
    """Compare two loose sheets of rows."""

    def run(old: Rows, new: Rows) -> Comparison:
        paths = save(tmp_path / "旧.xlsx", old), save(tmp_path / "新.xlsx", new)
        return compare_loose(*paths, workspace.raw / "schools.csv", "2020-03", standards)

    return run


def cells(comparison: Comparison) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (one.old_cell, one.new_cell, one.school_id, one.subject, one.before, one.after) for one in comparison.changes
    ]


def turns(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [
        (one.school_id, one.item_id, one.before[0] if one.before else "", one.after[0] if one.after else "")
        for one in comparison.turns
    ]


def test_the_same_workbook_has_no_difference(compare: Compare, standards: Standards) -> None:
    same = compare(FIRST, FIRST)
    assert (same.changes, same.turns) == ((), ())
    assert list(describe_comparison(same, standards)) == ["《旧.xlsx》→《新.xlsx》", "没有不同的格。"]


def test_a_changed_verdict_changes_its_conclusion(compare: Compare) -> None:
    found = compare(FIRST, [*FIRST[:2], [2, "东镇初级中学", "未达标", "未达标", "北墙"], FIRST[3]])
    assert cells(found) == [("C3", "C3", "S2", "cond.06", "达标", "未达标")]
    assert turns(found) == [("S2", "cond.06", "met", "unmet")]


def test_a_filled_blank_is_a_change_and_a_remark_moves_no_conclusion(compare: Compare) -> None:
    found = compare(
        FIRST, [*FIRST[:2], [2, "东镇初级中学", "达标", "未达标", "南墙"], [3, "西镇小学", "部分达标", "达标", None]]
    )
    assert cells(found) == [
        ("E3", "E3", "S2", "", "北墙", "南墙"),
        ("D4", "D4", "S4", "cond.09", "", "达标"),
    ]
    assert turns(found) == [("S4", "cond.09", "", "met")]


def test_an_inserted_row_shifts_nothing(compare: Compare) -> None:
    new = [FIRST[0], FIRST[1], [2, "东镇石桥教学点", "达标", "达标", None],
           [3, "东镇初级中学", "达标", "达标", "北墙"], [4, *FIRST[3][1:]]]  # fmt: skip
    found = compare(FIRST, new)
    assert [one for one in cells(found) if one[0]] == [("D3", "D4", "S2", "cond.09", "未达标", "达标")]
    assert [one[1] for one in cells(found) if not one[0]] == ["B3", "C3", "D3"], "its serial number says nothing"
    assert turns(found) == [
        ("S3", "cond.06", "", "met"),
        ("S2", "cond.09", "unmet", "met"),
        ("S3", "cond.09", "", "met"),
    ]


def test_an_inserted_column_shifts_nothing(compare: Compare) -> None:
    new = [[*row[:2], extra, *row[2:]] for row, extra in zip(FIRST, ["开水供应", "达标", "达标", "达标"], strict=True)]
    new[1][4] = "未达标"
    assert [one for one in cells(compare(FIRST, new)) if one[0]] == [("D2", "E2", "S1", "cond.09", "达标", "未达标")]


def test_rows_in_another_order_are_the_same_rows(compare: Compare) -> None:
    assert cells(compare(FIRST, [FIRST[0], FIRST[3], FIRST[1], FIRST[2]])) == []


def test_a_new_row_is_told_on_one_line(compare: Compare, standards: Standards) -> None:
    lines = list(describe_comparison(compare(FIRST, [*FIRST, [4, "东镇石桥教学点", "达标", "达标", None]]), standards))
    assert lines[1:3] == ["3格不同：", "  [改薄] 第5行是新的  石桥点  东镇石桥教学点 | 达标 | 达标"]


def test_a_renamed_sheet_is_the_same_sheet(workspace: Workspace, tmp_path: Path, standards: Standards) -> None:
    new = [*FIRST[:3], [3, "西镇小学", "达标", None, None]]
    paths = save(tmp_path / "旧.xlsx", FIRST), save(tmp_path / "新.xlsx", new, sheet="定稿")
    found = compare_loose(*paths, workspace.raw / "schools.csv", "2020-03", standards)
    assert [(one.sheet, one.new_cell) for one in found.changes] == [("定稿", "C4")]


def test_a_ledger_row_is_its_problem(compare: Compare) -> None:
    head = ["问题编号", "学校", "存在问题", "整改期限", "整改情况"]
    first = ["A-1", "东镇小学", "围墙缺口", "2020-04-01", "整改中"]
    second = ["A-2", "西镇小学", "灯坏", "2020-04-01", "未整改"]
    found = compare([head, first, second], [head, second, [*first[:4], "已销号"]])
    assert cells(found) == [("E2", "E3", "S1", "", "整改中", "已销号")]


def test_a_count_changes_what_is_computed(compare: Compare) -> None:
    head: list[object] = ["学校", "学生数", "课桌", "椅凳"]
    found = compare([head, ["东镇小学", 40, 40, 40]], [head, ["东镇小学", 41, 40, 42]])
    assert cells(found) == [("B2", "B2", "S1", "pupils", "40", "41"), ("D2", "D2", "S1", "chairs", "40", "42")]
    assert turns(found) == [("S1", "cond.05", "met", "unmet")]


def test_a_count_of_persons_in_need_is_told_without_what_it_is(compare: Compare, standards: Standards) -> None:
    head: list[object] = ["学校", "实际资助人数", "课桌"]
    found = compare([head, ["东镇小学", 3, 40]], [head, ["东镇小学", 4, 41]])
    assert list(describe_comparison(found, standards))[2:4] == [
        "  [改薄] B2  东小·实际资助人数  “[c]”→“[c]”",
        "  [改薄] C2  东小·课桌数  “40”→“41”",
    ]
    assert "3" not in write_changes(found, standards).decode("utf-8-sig").splitlines()[1]


def test_refused_cells_are_never_shown(compare: Compare, standards: Standards) -> None:
    old: Rows = [["学校", "黑板", "联系电话"], ["东镇小学", "达标", "13900000001"]]
    new: Rows = [["学校", "黑板", "联系电话"], ["东镇小学", "达标", "13900000002"]]
    found = compare(old, new)
    assert cells(found) == []
    lines = list(describe_comparison(found, standards))
    assert lines[-1] == "两份里不收的个人信息没有比较。"
    assert "139" not in "".join(lines)


def test_the_list_never_becomes_a_formula(compare: Compare, standards: Standards) -> None:
    found = compare(FIRST, [*FIRST[:2], [2, "东镇初级中学", "达标", "未达标", "=1+1"], FIRST[3]])
    assert write_changes(found, standards).decode("utf-8-sig").splitlines() == [
        "表,原格,新格,学校,条目或数,方面,原文,新文",
        "改薄,E3,E3,东中,,,北墙,'=1+1",
    ]


# ---- in a round


def test_a_conclusion_that_rests_on_other_evidence_does_not_change(workspace: Workspace, standards: Standards) -> None:
    folder = workspace.raw / "2020-03"
    old = save(folder / "改薄.xlsx", FIRST)
    new = save(folder / "改薄(1).xlsx", [*FIRST[:3], [3, "西镇小学", "达标", "未达标", None]])
    save(folder / "核查.xlsx", [["学校", "黑板核查情况"], ["西镇小学", "未达标"]])
    found = compare_files(old, new, standards, find=lambda: workspace)
    assert [one[:4] for one in cells(found)] == [("C4", "C4", "S4", "cond.06"), ("D4", "D4", "S4", "cond.09")]
    assert turns(found) == [("S4", "cond.09", "blank", "unmet")], "the verification decides cond.06 either way"


def test_a_file_that_has_just_come_takes_the_old_one_s_place(
    workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    old = save(workspace.raw / "2020-03" / "改薄.xlsx", FIRST)
    new = save(tmp_path / "改薄新.xlsx", [*FIRST[:3], [3, "西镇小学", "达标", None, None]])
    found = compare_files(old, new, standards, find=lambda: workspace)
    assert turns(found) == [("S4", "cond.06", "partial", "met")]


def test_what_is_missing_is_told(workspace: Workspace, standards: Standards, tmp_path: Path) -> None:
    loose = save(tmp_path / "旧.xlsx", FIRST), save(tmp_path / "新.xlsx", FIRST)
    with pytest.raises(UsageError, match="哪一轮"):
        compare_files(*loose, standards, find=lambda: workspace)
    with pytest.raises(UsageError):
        compare_files(*loose, standards, find=lambda: workspace, loose=(workspace.raw / "schools.csv", None))
    with pytest.raises(MissingError, match=r"无\.xlsx"):
        compare_files(loose[0], tmp_path / "无.xlsx", standards, find=lambda: workspace)


def test_the_sample_s_resent_workbook(project: Path, standards: Standards) -> None:
    folder = project / "data" / "raw" / "2016-10"
    old, new = folder / "全面改薄（二组）.xlsx", folder / "全面改薄（二组）(1).xlsx"
    found = compare_in_round(old, new, Workspace(project), "2016-10", standards)
    assert cells(found) == [
        ("G8", "G8", "L10", "cond.04", "合格", "不合格"),
        ("R11", "R11", "L13", "cond.15", "合格", "基本合格"),
        ("K12", "K12", "L14", "cond.08", "合格", "不合格"),
    ]
    assert turns(found) == [
        ("L10", "cond.04", "met", "unmet"), ("L14", "cond.08", "met", "unmet"), ("L13", "cond.15", "met", "partial"),
    ]  # fmt: skip


def test_keys_align_in_order_then_wherever_they_moved_then_side_by_side() -> None:
    old = list(enumerate("abcd", start=1))
    assert align(old, list(enumerate("abcd", start=1))) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert align(old, list(enumerate("axbcd", start=1))) == [(1, 1), (2, 3), (3, 4), (4, 5), (0, 2)]
    assert sorted(align(old, list(enumerate("bcda", start=1)))) == [(1, 4), (2, 1), (3, 2), (4, 3)]
    assert sorted(align(old, list(enumerate("axcd", start=1)))) == [(1, 1), (2, 2), (3, 3), (4, 4)]
