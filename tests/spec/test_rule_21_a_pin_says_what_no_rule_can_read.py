"""A sheet of bare codes cannot be read by anyone without a hint. A `[[pin]]` in round.toml gives it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.spec.sheet import draw_workbook

from analysis.reading.schools import SchoolRegister
from analysis.reading.workbook import Context, read_workbook
from analysis.standards.model import Standards

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


def read(folder: Path, standards: Standards, schools: SchoolRegister, *pins: dict[str, Any]) -> dict[str, Any]:
    path = draw_workbook(folder / "内部.xlsx", CODES)
    context = Context("2016-10", "内部.xlsx", dt.date(2016, 10, 10), dt.date(2016, 10, 17), pins)
    return read_workbook(path, standards, schools, context)


def listed(table: Any, *columns: str) -> list[tuple[Any, ...]]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_a_pin_names_items_measures_and_values(tmp_path: Path, standards: Standards, schools: SchoolRegister) -> None:
    tables = read(tmp_path, standards, schools, PIN)
    assert listed(tables["findings"], "cell", "school_id", "item_id", "verdict") == [
        ("B4", "S02", "cond.03", "met"), ("B5", "S03", "cond.03", "unmet"),
        ("C4", "S02", "cond.16", "partial"), ("C5", "S03", "cond.16", "met"),
    ]  # fmt: skip
    assert listed(tables["measurements"], "cell", "measure", "value") == [("D4", "pupils", 9.0), ("D5", "pupils", 1.0)]
    assert len(tables["flags"]) == 0


def test_without_the_pin_nothing_is_guessed(tmp_path: Path, standards: Standards, schools: SchoolRegister) -> None:
    assert not (read(tmp_path, standards, schools)["findings"]["item_id"] != "").any()


@pytest.mark.parametrize("change", [{"file": "别的.xlsx"}, {"sheet": "别的"}])
def test_a_pin_holds_for_its_own_sheet(
    change: dict[str, Any], tmp_path: Path, standards: Standards, schools: SchoolRegister
) -> None:
    tables = read(tmp_path, standards, schools, {**PIN, **change})
    assert not (tables["findings"]["item_id"] != "").any()
