"""What a number shows of its cells is what stands there: every text is looked up again with plain openpyxl.

The only differences are spans about persons, written 〔…〕, and numbers of pupils, households, money and matters of one
school, whose place is told and not how many. What an item's number lists is also what an auditor, who reads the
workbooks by eye, would list.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_from_string
from tests.golden.measured import measure
from tests.golden.test_headlines_another_way import code_of, conclude_round
from tests.golden.workbooks_by_eye import JUDGED, RAW

from analysis.measures.explain import explain_number

ROUNDS = ("2016-05", "2016-10", "2016-11")
COPY = "全面改薄（二组）(1).xlsx"
"""Sent a second time; a cell that says there what it said before is listed once."""
HIDDEN = {
    "附件3-办学条件清点表.xlsx": "DEFL", "厕所蹲位复核.xlsx": "CD", "附件5-扶贫资助督查表.xlsx": "EFGHIJKL",
    "安全稳定及信访（二组、三组）.xlsx": "CDEF",
}  # fmt: skip
"""Columns of numbers that are about persons; in the first two only a number under ten is not told."""


@cache
def open_book(round_id: str, file: str) -> Any:
    return openpyxl.load_workbook(RAW / round_id / file, data_only=True)


def look_up(round_id: str, file: str, sheet: str, cell: str) -> object:
    return open_book(round_id, file)[sheet][cell].value


def is_same(shown: str, value: object) -> bool:
    """Whether a text is what a cell holds; a masked span stands for any words."""
    held = "" if value is None else str(value).strip()
    pattern = ".+".join(re.escape(part) for part in re.split(r"〔[^〕]*〕", shown))
    return re.fullmatch(pattern, held, re.S) is not None


def may_be_hidden(file: str, cell: str, value: object) -> bool:
    column, _ = coordinate_from_string(cell)
    personal = isinstance(value, int | float) and column in HIDDEN.get(file, "")
    return personal and (len(HIDDEN[file]) > 4 or file.startswith("安全") or float(str(value)) < 10)


def check_texts(rows: list[dict[Any, Any]]) -> Counter[str]:
    """How many cells were looked up, and how many of them show their text."""
    found, wrong = Counter[str](), []
    for row in rows:
        place = (row["round_id"], row["file"], row["sheet"], row["cell"])
        value = look_up(*place)
        shown = is_same(row["raw"], value)
        found["shown" if shown else "hidden"] += 1
        if not shown and not (row["raw"] == "" and may_be_hidden(row["file"], row["cell"], value)):
            wrong.append((*place, row["raw"], value))
    assert wrong == []
    return found


@pytest.mark.parametrize(("round_id", "least"), [("2016-05", 1700), ("2016-10", 2800), ("2016-11", 150)])
def test_every_cell_behind_a_number_holds_the_text_that_is_shown(workspace: Path, round_id: str, least: int) -> None:
    cells = measure(workspace, round_id)[1].number_cells
    distinct = cells[cells["file"] != ""].drop_duplicates(["round_id", "file", "sheet", "cell", "raw"])
    found = check_texts(distinct.to_dict("records"))
    assert found["shown"] > least


@pytest.mark.parametrize("round_id", ROUNDS)
def test_every_conclusion_rests_on_cells_that_hold_the_text_that_is_shown(workspace: Path, round_id: str) -> None:
    """Of all conclusions, also those that enter no number: items whose text is uncertain, what was not inspected."""
    results = measure(workspace, round_id)[1]
    items = results.school_items
    assert check_texts(items[items["file"] != ""].to_dict("records"))["shown"] > 200
    exceptions = results.exceptions.assign(round_id=round_id)
    check_texts(exceptions[exceptions["file"] != ""].to_dict("records"))


def test_a_masked_span_is_the_only_difference() -> None:
    assert is_same("由〔姓名〕负责", "由张三负责")
    assert not is_same("由〔姓名〕负责", "由张三负责。")
    assert not is_same("不达标", "达标")
    assert is_same("", None)
    assert not is_same("", "达标")


@pytest.mark.parametrize("round_id", ROUNDS)
def test_an_items_number_lists_the_cells_that_an_auditor_would_list(workspace: Path, round_id: str) -> None:
    """Numerator, denominator and every cell, held against the workbooks read by eye."""
    results = measure(workspace, round_id)[1]
    items = results.numbers[(results.numbers["subject"] == "item") & (results.numbers["group_by"] == "")]
    assert len(items) > 10
    for number in items.to_dict("records"):
        by_eye = {k: c for k, c in conclude_round(round_id).items() if code_of(k[1]) == number["code"]}
        judged = {key: found for key, found in by_eye.items() if found.verdict in JUDGED}
        met = {key[0] for key, found in judged.items() if found.verdict == "met"}
        cells = results.cells(number["code"])
        own = cells[cells["part"].isin(JUDGED)]
        assert (number["numerator"], number["denominator"]) == (len(met), len(judged)), number["code"]
        assert set(own["school_id"]) == {school for school, _ in judged}, number["code"]
        assert set(own.loc[own["part"] == "met", "school_id"]) == met, number["code"]
        # What counts decide rests on the sheet of counts, which is looked up above.
        listed = {
            f"{row.file}[{row.sheet}]{row.cell}" for row in own[own["decided_by"] != "computed"].itertuples()
        }  # fmt: skip
        wanted = {cell.place for found in judged.values() if found.decided_by != "computed" for cell in found.cells}
        assert listed <= wanted, number["code"]
        assert all(place.startswith(COPY) for place in wanted - listed), number["code"]


def test_explain_lists_every_cell_behind_item_16(workspace: Path) -> None:
    """`ducha explain 2016-10 cond.16`: the number, then school, place and text of each cell, the not inspected too."""
    number, fraction, _, left_out, _, *lines = explain_number(*measure(workspace, "2016-10"), "cond.16")
    assert number.split()[0] == "3-16"
    assert fraction.split(" = ")[0] == "16 ÷ 22"
    assert left_out == "未计入：未查2"
    told = [re.fullmatch(r"  \S+  \S+  (\S+)  (.+\.xlsx) \[(.+)\] ([A-Z]+[0-9]+)  “(.*)”", line) for line in lines]
    places: dict[str, set[str]] = {}
    for verdict, file, sheet, cell, raw in (match.groups() for match in told if match):
        assert is_same(raw, look_up("2016-10", file, sheet, cell))
        places.setdefault(verdict, set()).add(f"{file}[{sheet}]{cell}")
    assert all(told)
    by_eye = [found for (_, item), found in conclude_round("2016-10").items() if item == "cond.16"]
    for verdict, word in (("met", "达标"), ("unmet", "未达标"), ("not_inspected", "未查")):
        cells = {cell.place for found in by_eye if found.verdict == verdict for cell in found.cells}
        assert places[word] == {place for place in cells if not place.startswith(COPY)}
