"""Law 1: every non-empty cell is a row of `cells`, counted another way, and its role tells the table it went to."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.faults.counting import COUNTERS, count_text
from tests.faults.parity import count_left, list_mismatches

from analysis.errors import RefusedWorkbook
from analysis.reading.context import context_of_month
from analysis.reading.preflight import decode_text, sniff
from analysis.reading.schools import empty_register, read_register
from analysis.reading.terms import Terms
from analysis.reading.workbook import read_workbook
from analysis.reading.worker import Worker, read_frames
from analysis.standards.words import words_of
from analysis.tables import make_table


def count_otherwise(path: Path) -> int | None:
    """Cells by the other counter; None where it cannot open the file."""
    kind = sniff(path)
    if kind == "csv":
        text = decode_text(path)
        return count_text(text, max(",\t;|", key=lambda mark: (text[:20_000].count(mark), mark == ",")))
    try:
        return COUNTERS[kind](path)
    except Exception:
        return None


def count_here(path: Path, standards) -> int:
    return len(read_workbook(path, standards, empty_register(), context_of_month("2016-10", path.name))["cells"])


def test_by_hand(tmp_path, standards):
    book = openpyxl.Workbook()
    first = book.active
    first.append(["学校", "黑板", None, "备注"])
    first.append(["青石小学", 0, False, " "])
    first.append(["东小", "=1/0", "#N/A", None])
    first.merge_cells("A5:C6")
    first["A5"] = "注"
    first["Z40"] = 1
    book.create_sheet("隐藏").sheet_state = "hidden"
    book["隐藏"]["B2"] = "=A1"
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    # 3 titles; name, 0, FALSE, a blank; name, formula, error; note; Z40; the formula of the hidden sheet
    assert count_otherwise(tmp_path / "a.xlsx") == count_here(tmp_path / "a.xlsx", standards) == 13


def test_text_by_hand(tmp_path, standards):
    (tmp_path / "a.csv").write_text('学校,"黑,板"\n青石小学,0\n,\n" ",√\n', encoding="gb18030")
    assert count_otherwise(tmp_path / "a.csv") == count_here(tmp_path / "a.csv", standards) == 6


def test_roles_by_hand():
    cells = make_table(
        "cells",
        [
            {"sheet": "表", "cell": "B2", "row": 2, "col": 2, "last_row": 3, "last_col": 2, "role": "finding"},
            {"sheet": "表", "cell": "C2", "row": 2, "col": 3, "last_row": 2, "last_col": 3, "role": "body"},
            {"sheet": "表", "cell": "D2", "row": 2, "col": 4, "last_row": 2, "last_col": 4, "role": "problem"},
        ],
    )
    tables = {name: make_table(name) for name in ("findings", "measurements", "problems")} | {"cells": cells}
    tables["findings"] = make_table("findings", [{"sheet": "表", "cell": cell} for cell in ("B2", "B3", "E2")])
    tables["measurements"] = make_table("measurements", [{"sheet": "表", "cell": cell} for cell in ("C2", "C9")])
    assert list(list_mismatches(tables)) == [  # B3 lies under B2, and E2 is a blank
        "measurements 表 C2: the cell is body",
        "measurements 表 C9: no cell there",
        "cell 表 D2: problem, and no row of problems",
    ]


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("folder", ["cases", "data/imtqa/xlsx", "data/oddfiles"])
def test_every_workbook_that_reads(shared, standards, folder):
    differ, counted = [], Counter()
    register = read_register(shared / "cases" / "schools.csv") if folder == "cases" else empty_register()
    with Worker(standards, register) as worker:
        for path in sorted(path for path in (shared / folder).rglob("*") if path.is_file()):
            try:
                tables = read_frames(worker, path, context_of_month("2016-10", path.name))
            except RefusedWorkbook:
                counted["refused"] += 1
                continue
            cells, other, name = len(tables["cells"]), count_otherwise(path), path.relative_to(shared)
            counted["not counted" if other is None else "same" if other == cells else "differ"] += 1
            if other not in (None, cells):
                differ.append(f"{name}: {cells} rows, {other} cells")
            differ += [f"{name}: {mismatch}" for mismatch in list_mismatches(tables)]
    print(folder, dict(counted))
    assert not differ, "\n".join(differ)


@pytest.mark.slow
@pytest.mark.shared
def test_little_of_a_body_is_left_over(shared, standards):
    register = read_register(shared / "cases" / "schools.csv")
    body = left = 0
    with Worker(standards, register) as worker:
        for case in sorted(path.parent for path in (shared / "cases").glob("*/case.toml")):
            settings = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
            for name in () if settings.get("pin") else settings["files"]:  # nobody can read that one without a pin
                tables = read_frames(worker, case / name, context_of_month(settings["round_id"], name))
                found = count_left(tables, Terms(words_of(standards), register))
                body, left = body + found[0], left + found[1]
    print(f"{left} of {body} cells of bodies are left over ({left / body:.2%})")
    assert body > 6_000
    assert left <= 0.02 * body
