"""A tiny district on disk, for tests of rounds: six schools, two towns, one round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from analysis.rounds.workspace import Workspace

REGISTER = """school_id,name,short_name,aliases,town,kind,boarding,open,meals,multi_storey,arid
S1,东镇小学,东小,,东镇,primary,no,yes,no,yes,no
S2,东镇初级中学,东中,,东镇,junior,yes,yes,yes,yes,no
S3,东镇石桥教学点,石桥点,,东镇,teaching_point,no,yes,no,no,no
S4,西镇小学,西小,,西镇,primary,no,yes,yes,yes,no
S5,西镇九年制学校,西校,,西镇,nine_year,yes,yes,yes,yes,yes
S6,西镇旧小学,西旧小,,西镇,primary,no,no,no,no,no
"""
"""S6 is closed; S2 and S5 board, S5 lies in a very dry place."""
ROUND = """id = "2020-03"
name = "三月督查"
kind = "full"
first_day = 2020-03-02
last_day = 2020-03-06
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with the register and the round 2020-03, without workbooks."""
    folder = tmp_path / "data" / "raw" / "2020-03"
    folder.mkdir(parents=True)
    (folder.parent / "schools.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "round.toml").write_text(ROUND, encoding="utf-8")
    return Workspace(tmp_path)


@pytest.fixture
def register() -> pd.DataFrame:
    """The register's frame, with every column."""
    lines = [line.split(",") for line in REGISTER.splitlines()]
    frame = pd.DataFrame(lines[1:], columns=lines[0], dtype="str")
    return frame.assign(valid_from="", valid_to="", successor="").astype("str")


@pytest.fixture
def write_sheet() -> Callable[[Path, list[list[object]]], Path]:
    """Write rows to the first sheet of a workbook."""

    def write(path: Path, rows: list[list[object]]) -> Path:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        return path

    return write
