"""Pins as a person writes them, and a sheet of codes that only a pin can read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from analysis.reading.pins import find_fault, take_rows
from analysis.reading.schools import make_register
from analysis.reading.workbook import Context, read_workbook
from analysis.standards.model import Standards

PIN: dict[str, Any] = {"file": "a.xlsx", "header_rows": 2, "columns": {"F": "cond.16"}, "values": {"1": "met"}}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({}, "", id="right"),
        pytest.param({"columns": {"F": "cond.77"}}, "columns", id="no such item"),
        pytest.param({"columns": {"16": "cond.16"}}, "columns", id="no column"),
        pytest.param({"values": {"1": "good"}}, "values", id="no verdict"),
        pytest.param({"header_rows": "two"}, "header_rows", id="no row"),
        pytest.param({"header_rows": "3-2"}, "header_rows", id="rows backwards"),
        pytest.param({"school_column": "1"}, "school_column", id="no letter"),
        pytest.param({"colunms": {}}, "colunms", id="a key that is not known"),
    ],
)
def test_what_a_pin_may_say(change: dict[str, Any], fault: str, standards: Standards) -> None:
    assert find_fault({**PIN, **change}, standards) == fault


def test_a_pin_must_say_which_columns(standards: Standards) -> None:
    assert find_fault({"file": "a.xlsx", "header_rows": 2}, standards) == "columns"


@pytest.mark.parametrize(
    ("written", "rows"), [(2, range(1, 2)), ("2-3", range(1, 3)), ([2, 3], range(1, 3)), ("2 至 4", range(1, 4))]
)
def test_rows_as_written(written: object, rows: range) -> None:
    assert take_rows(written) == rows


@pytest.mark.shared
def test_codes_without_a_legend_are_read_by_a_pin(shared: Path, standards: Standards) -> None:
    items = [f"cond.{number:02}" for number in range(1, 13)]
    pin = {
        "file": "workbook.xlsx", "sheet": "data", "header_rows": "2-3", "school_column": "A",
        "columns": dict(zip("BCDEFGHIJKLM", items, strict=True)),
        "values": {"0": "unmet", "1": "met", "2": "partial", "9": "not_inspected"},
    }  # fmt: skip
    schools = make_register([["school_id", "name"], *([f"S{n:02}", f"Q{n:02}"] for n in range(1, 19))], "schools.csv")
    context = Context("2016-10", "workbook.xlsx", dt.date(2016, 10, 10), dt.date(2016, 10, 17), (pin,))
    tables = read_workbook(shared / "cases/27_codes_without_legend/workbook.xlsx", standards, schools, context)
    found = tables["findings"].set_index("cell")
    assert len(found) == 18 * 12
    assert Counter(found.loc[[f"B{row}" for row in range(4, 22)], "verdict"]) == {
        "met": 8, "partial": 5, "not_inspected": 3, "unmet": 2,
    }  # fmt: skip
    assert tuple(found.loc["K4", ["school_id", "item_id", "verdict"]]) == ("S01", "cond.10", "not_inspected")
    assert len(tables["flags"]) == 0
    roles = tables["cells"].drop_duplicates("row").set_index("row")["role"]
    assert [roles[row] for row in (1, 2, 3, 4, 21, 22)] == [
        "title", "header", "header", "school", "school", "subtotal",
    ]  # fmt: skip
