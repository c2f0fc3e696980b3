"""A workbook sent twice: which pairs are one, which cells only repeat, which flags are said once."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.rounds.copies import drop_copied_flags, drop_copies, find_copies, find_resent
from analysis.tables import make_table


def findings(*rows: tuple[str, ...]) -> pd.DataFrame:
    """(file, cell, school, item, verdict), inspected."""
    names = ("file", "cell", "school_id", "item_id", "verdict")
    shared = {"sheet": "甲", "aspect": "inspected"}
    return make_table("findings", ({**shared, "raw": row[4], **dict(zip(names, row, strict=True))} for row in rows))


def tables(found: pd.DataFrame, **more: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"findings": found, **{name: make_table(name) for name in ("measurements", "problems", "cells")}, **more}


def same_form(file: str, *, changed: str = "met", schools: tuple[str, ...] = ("S1", "S2")) -> list[tuple[str, ...]]:
    rows = [(file, f"{'CDE'[n]}{r}", s, i, "met") for r, s in enumerate(schools, start=4)
            for n, i in enumerate(("cond.03", "cond.04", "cond.06"))]  # fmt: skip
    return [*rows[:-1], (*rows[-1][:4], changed)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(same_form("b"), [("a", "b", 0)], id="sent twice as it was"),
        pytest.param(same_form("a(1)"), [("a", "a(1)", 0)], id="the shorter name is the first one's"),
        pytest.param(same_form("b", changed="unmet"), [("a", "b", 1)], id="sent twice with a change"),
        pytest.param(same_form("b", schools=("S2", "S3")), [], id="the same form about other schools"),
        pytest.param(same_form("b", schools=("S1", "S3")), [], id="half the schools"),
    ],
)
def test_workbook_sent_twice(second: list[tuple[str, ...]], expected: list[tuple[str, str, int]]) -> None:
    found = findings(*same_form("a"), *second)
    assert find_resent(tables(found)) == expected


def test_only_cells_that_say_the_same_are_copies() -> None:
    found = findings(*same_form("a"), *same_form("a(1)", changed="unmet"))
    copies = find_copies(tables(found))
    assert sorted(copies) == [("a(1)", "甲", cell) for cell in ("C4", "C5", "D4", "D5", "E4")]
    left = drop_copies(found, copies)
    assert left[left["file"] == "a(1)"][["cell", "verdict"]].to_numpy().tolist() == [["E5", "unmet"]]


def test_the_same_form_filled_in_twice_is_no_copy() -> None:
    found = findings(*same_form("a"), *same_form("b", schools=("S2", "S3")))
    assert find_copies(tables(found)) == frozenset()


def problem(file: str, row: int, **columns: Any) -> dict[str, Any]:
    return {"file": file, "sheet": "台账", "row": row, "cell": f"E{row}", "school_id": "S1", "problem_id": f"P{row}",
            "status": "open", "deadline": "2020-02-01", **columns}  # fmt: skip


def test_ledger_sent_twice() -> None:
    rows = [problem("a", row) for row in range(4, 9)]
    rows += [{**row, "file": "a(1)", "status": "closed_verified" if row["row"] == 8 else "open"} for row in rows]
    sent = tables(findings(), problems=make_table("problems", rows))
    assert find_resent(sent) == [("a", "a(1)", 1)]
    assert len(find_copies(sent)) == 4


def flag(file: str, cell: str, message: str = "√（女厕不足）") -> dict[str, str]:
    return {"file": file, "sheet": "甲", "cell": cell, "code": "reservation", "message": message}


def test_a_copy_says_once_what_the_first_one_said() -> None:
    found = findings(*same_form("a"), *same_form("a(1)", changed="unmet"))
    cells = make_table("cells", (
        {"file": file, "sheet": "甲", "cell": cell, "raw": raw}
        for file, cell, raw in (("a", "C4", "√（女厕不足）"), ("a(1)", "C4", "√（女厕不足）"), ("a", "E5", "√"),
                                ("a(1)", "E5", "待核"), ("b", "C4", "√（女厕不足）"))
    ))  # fmt: skip
    raised = [
        flag("a", "C4"), flag("a(1)", "C4"), flag("a(1)", "E5", "认不出"), flag("b", "C4"), flag("a", "", "隐藏"),
        flag("a(1)", "", "隐藏"), flag("a(1)", "", "只在副本"),
    ]  # fmt: skip
    kept = drop_copied_flags(make_table("flags", raised), tables(found, cells=cells))
    assert kept[["file", "cell", "message"]].to_numpy().tolist() == [
        ["a", "C4", "√（女厕不足）"],
        ["a(1)", "E5", "认不出"],
        ["b", "C4", "√（女厕不足）"],
        ["a", "", "隐藏"],
        ["a(1)", "", "只在副本"],
    ]
