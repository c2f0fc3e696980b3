"""Law 1: every non-empty cell is a row of `cells`, counted another way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.faults.counting import COUNTERS, count_text

from analysis.errors import RefusedWorkbook
from analysis.reading.context import context_of_month
from analysis.reading.preflight import decode_text, sniff
from analysis.reading.schools import empty_register
from analysis.reading.workbook import read_workbook
from analysis.reading.worker import Worker


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


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("folder", ["cases", "data/imtqa/xlsx", "data/oddfiles"])
def test_every_workbook_that_reads(shared, standards, folder):
    differ, counted = [], Counter()
    with Worker(standards, empty_register()) as worker:
        for path in sorted(path for path in (shared / folder).rglob("*") if path.is_file()):
            try:
                cells = worker.read(path, context_of_month("2016-10", path.name))["cells"].num_rows
            except RefusedWorkbook:
                counted["refused"] += 1
                continue
            other = count_otherwise(path)
            counted["not counted" if other is None else "same" if other == cells else "differ"] += 1
            if other not in (None, cells):
                differ.append(f"{path.relative_to(shared)}: {cells} rows, {other} cells")
    print(folder, dict(counted))
    assert not differ, "\n".join(differ)
