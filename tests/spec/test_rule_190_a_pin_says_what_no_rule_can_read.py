"""A sheet of bare codes cannot be read by anyone without a hint. A `[[pin]]` in round.toml gives it."""

from __future__ import annotations

from typing import Any

import pytest

CODES = """
    表三（内部） | . | . | .
    代码 | L1 | L2 | L3
    甲 | 1 | 2 | 3
    青石镇第一小学 | 1 | 2 | 9
    青石镇第二小学 | 0 | 1 | 1
    """
PIN: dict[str, Any] = {
    "file": "内部.xlsx", "sheet": "表", "header_rows": [2, 3], "school_column": "A",
    "columns": {"B": "cond.03", "C": "cond.16", "D": "pupils"},
    "values": {"1": "met", "2": "partial", "0": "unmet", "9": "not_inspected"},
}  # fmt: skip


def test_a_pin_names_items_measures_and_values(draw):
    read = draw(CODES, file="内部.xlsx", pins=[PIN])
    assert read.findings() == [
        ("B4", "S02", "cond.03", "met"), ("B5", "S03", "cond.03", "unmet"),
        ("C4", "S02", "cond.16", "partial"), ("C5", "S03", "cond.16", "met"),
    ]  # fmt: skip
    assert read.numbers() == [("D4", "S02", "pupils", 9.0), ("D5", "S03", "pupils", 1.0)]
    assert read.flags() == {}


def test_without_the_pin_nothing_is_guessed(draw):
    assert not any(item for _, _, item, _ in draw(CODES, file="内部.xlsx").findings())


@pytest.mark.parametrize("change", [{"file": "别的.xlsx"}, {"sheet": "别的"}])
def test_a_pin_holds_for_its_own_sheet(draw, change):
    assert not any(item for _, _, item, _ in draw(CODES, file="内部.xlsx", pins=[{**PIN, **change}]).findings())
