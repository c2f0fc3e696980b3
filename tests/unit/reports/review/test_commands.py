"""`ducha check` and `ducha read` as they are typed."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from openpyxl import load_workbook

from analysis.cli import cli

from .conftest import Office


def run(office: Office, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--root", str(office.workspace.root)], standalone_mode=False)


def test_a_round_is_checked_answered_and_read(office: Office) -> None:
    done = run(office, "check", "2020-03")
    path = office.workspace.outputs / "2020-03" / "待核对.xlsx"
    assert (done.return_value, done.stdout.strip()) == (0, str(path))
    assert "5处要定" in done.stderr
    office.answer({"待核": {"answer": "未达标", "scope": "仅此格"}, "冬镇小学": {"answer": "北小"}})
    read = run(office, "read", "2020-03")
    assert read.return_value == 0
    assert "答了2行：采用1行（新的1行），没有采用1行" in read.stderr
    assert "填“北小”）没有采用：认不出这个答案。可填：东镇小学（东镇，S1）" in read.stderr
    assert run(office, "read", "2020-03", "--strict", "--quiet").return_value == 4


def test_a_workbook_of_a_round_is_checked_as_a_part_of_it(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "标注.xlsx"
    done = run(office, "check", str(office.folder / "一组.xlsx"), "--marked", str(out))
    assert done.return_value == 0
    assert "有出入" in done.stdout, "what another workbook of the round contradicts is told"
    assert "二组.xlsx" in load_workbook(out)["督查表"]["C2"].comment.text


def test_neither_a_file_nor_a_round(office: Office, tmp_path: Path) -> None:
    done = run(office, "check", "2020-03", "--marked", str(tmp_path / "x.xlsx"))
    assert getattr(done.exception, "exit_code", 0) == 2
    missing = run(office, "check", "2031-01")
    assert getattr(missing.exception, "exit_code", 0) == 3
