"""Flags and what they touch, refusals, the fate of cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.measures.quality import touch_flags
from analysis.measures.results import measure_round
from analysis.rounds.round import Round
from analysis.tables import TABLES, make_table

Make = Callable[..., Round]
CONCLUSIONS = (
    ("S1", "cond.03", "unreadable"),
    ("S2", "cond.03", "met"),
    ("S4", "cond.03", "unreadable", "none", "in_dispute"),
)
FINDINGS = (
    ("S1", "cond.03", "inspected", "unreadable"), ("S2", "cond.03", "inspected", "met"),
    ("S4", "cond.03", "inspected", "met"), ("S4", "cond.03", "inspected", "unmet"),
    ("", "cond.04", "inspected", "met"), ("S2", "cond.18", "inspected", "unreadable"),
)  # fmt: skip


def flag(
    cell: str, severity: str = "warning", code: str = "unknown_word", message: str = "?", **more: Any
) -> dict[str, Any]:
    return {"file": "inspected.xlsx", "sheet": "甲", "cell": cell, "raw": "", "severity": severity, "code": code,
            "message": message, **more}  # fmt: skip


def measure(make_round: Make, *flags: dict[str, Any], **tables: Any):
    round_ = make_round(CONCLUSIONS, FINDINGS, flags=make_table("flags", flags), **tables)
    return measure_round(round_).flag_groups


def touched(make_round: Make, one: dict[str, Any]) -> tuple[str, int]:
    row = measure(make_round, one).iloc[0]
    return row["codes"], row["affects"]


def test_flag_touches_the_numbers_of_its_cell(make_round: Make) -> None:
    assert touched(make_round, flag("C1")) == ("3-0 3-0a 3-3", 3)


def test_flag_on_what_is_not_counted_touches_nothing(make_round: Make) -> None:
    assert touched(make_round, flag("C6")) == ("", 0)


def test_flag_on_a_school_nobody_knows_touches_what_its_row_would_have_entered(make_round: Make) -> None:
    assert touched(make_round, flag("B5", code="unknown_school")) == ("3-4 3-0", 2)


def test_flag_on_a_file_touches_what_is_disputed_in_it(make_round: Make) -> None:
    assert touched(make_round, flag("", code="resent_changed", sheet="")) == ("3-0 3-3", 2)


def test_groups_stand_grave_ones_first_then_far_reaching_ones(make_round: Make) -> None:
    groups = measure(
        make_round, flag("C9", "note"), flag("C6", message="a"), flag("C1", message="b"), flag("C2", message="b"),
        flag("C9", "error"),
    )  # fmt: skip
    names = ["severity", "message", "count", "affects", "cell"]
    assert list(groups[names].itertuples(index=False, name=None)) == [
        ("error", "?", 1, 0, "C9"),
        ("warning", "b", 2, 3, "C1"),
        ("warning", "a", 1, 0, "C6"),
        ("note", "?", 1, 0, "C9"),
    ]


def test_refusals_and_the_fate_of_cells(make_round: Make) -> None:
    refused = [("a", "甲", "*", "whole_sheet"), ("a", "乙", "C", "contact"), ("a", "乙", "D", "contact")]
    cells = [("A1", "title"), ("B2", "finding"), ("B3", "finding"), ("A2", "school")]
    results = measure_round(make_round(
        refused=make_table("refused", (dict(zip(TABLES["refused"].columns, row, strict=True)) for row in refused)),
        cells=make_table("cells", [{"file": "a", "cell": cell, "role": role} for cell, role in cells]),
        workbooks=make_table("workbooks", [{"file": "a.xlsx", "state": "refused", "reason": "加密", "sha256": "x"}]),
    ))  # fmt: skip
    assert list(results.refused_counts.itertuples(index=False, name=None)) == [("contact", 0, 2), ("whole_sheet", 1, 0)]
    assert dict(zip(results.cells_by_role["role"], results.cells_by_role["count"], strict=True)) == {
        "title": 1, "school": 1, "finding": 2,
    }  # fmt: skip
    assert list(results.workbooks.itertuples(index=False, name=None)) == [("a.xlsx", "refused", "加密", 0, 0)]


def test_a_school_that_stands_across_touches_its_column(make_round: Make, standards: Any) -> None:
    findings = make_table("findings", [
        {"file": "a", "sheet": "甲", "cell": cell, "raw": "√", "school_id": school, "item_id": item, "verdict": "met",
         "aspect": "inspected"}
        for cell, school, item in (("C3", "", "cond.03"), ("C4", "", "cond.04"), ("D3", "S2", "cond.03"))
    ])  # fmt: skip
    flags = make_table("flags", [
        {"file": "a", "sheet": "甲", "cell": cell, "raw": "", "severity": "warning", "code": code, "message": "?"}
        for cell, code in (("C2", "unknown_school"), ("D2", "unknown_school"), ("C2", "hidden_column"))
    ])  # fmt: skip
    cells = measure_round(make_round(CONCLUSIONS, FINDINGS)).number_cells
    assert touch_flags(flags, cells.iloc[:0], findings, standards, round_id="2020-03") == ["3-3 3-0 3-4", "", ""]
