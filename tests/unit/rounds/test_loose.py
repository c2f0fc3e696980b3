"""Loose workbooks: every declared table is written, and one refused workbook does not stop the rest."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis.errors import MissingError, UsageError
from analysis.rounds.loose import read_loose
from analysis.standards.load import load_standards
from analysis.tables import TABLES, read_table


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    register = tmp_path / "schools.csv"
    register.write_text("school_id,name,town\nS1,河湾小学,松岫镇\n", encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (["学校", "3.墙面电线"], ["河湾小学", "×"]):
        book.active.append(row)
    book.save(tmp_path / "好.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    return register, tmp_path / "好.xlsx", tmp_path / "坏.xlsx"


def test_every_table_is_written_and_the_refused_one_is_told(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    register, good, bad = files
    told: list[tuple[int, int, str]] = []
    done = read_loose(
        [bad, good], register, load_standards(), round_id="2016-10", out=tmp_path / "out",
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    tables = {name: read_table(tmp_path / "out", name) for name in TABLES}
    assert list(tables["workbooks"]["state"]) == ["refused", "read"]
    assert [error.place.file for error in done.refused if error.place] == ["坏.xlsx"]
    findings = tables["findings"]
    assert list(findings["file"]) == ["好.xlsx"]
    assert list(findings["verdict"]) == ["unmet"]
    assert len(tables["conclusions"]) == 0
    assert told == [(0, 2, "坏.xlsx"), (1, 2, "好.xlsx")]


def test_a_missing_file_stops_before_anything_is_read(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    with pytest.raises(MissingError, match=r"none\.xlsx"):
        read_loose(
            [files[1], tmp_path / "none.xlsx"], files[0], load_standards(), round_id="2016-10", out=tmp_path / "o"
        )
    assert not (tmp_path / "o").exists()


def test_the_round_id_begins_with_a_month(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_loose([files[1]], files[0], load_standards(), round_id="autumn", out=tmp_path / "o")
    assert not (tmp_path / "o").exists()


def test_two_files_of_one_name_are_told_apart_by_nobody(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "二组" / files[1].name
    other.parent.mkdir()
    other.write_bytes(files[1].read_bytes())
    with pytest.raises(UsageError, match="同名"):
        read_loose([files[1], other], files[0], load_standards(), round_id="2016-10", out=tmp_path / "o")
    assert not (tmp_path / "o").exists()
