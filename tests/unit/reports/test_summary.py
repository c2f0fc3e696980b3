"""A round in JupyterLab: its one line tells state and raw files, and the lists follow when another round is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from analysis.reports.explore import controls
from analysis.reports.explore.choice import make_choice
from analysis.reports.explore.controls import Controls
from analysis.reports.explore.explorer import open_explorer
from analysis.reports.pages.summary import tell_round
from analysis.reports.publish.closing import close_round
from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

REGISTER = """school_id,name,town,kind,boarding,open
S1,东镇小学,东镇,primary,no,yes
S2,西镇小学,西镇,primary,no,yes
"""


def write_round(root: Path, round_id: str, day: date, schools: dict[str, str]) -> Path:
    """A round with one sheet of two items: school → what item 4 says; item 3 is met everywhere."""
    folder = root / "data/raw" / round_id
    folder.mkdir(parents=True)
    settings = f'name = "{round_id}督查"\nkind = "full"\nfirst_day = {day}\nlast_day = {day}\n'
    (folder / "round.toml").write_text(settings, encoding="utf-8")
    book = Workbook()
    for row in (["全面改薄督查表"], ["学校", "墙面与电线", "采光照明"], *([n, "达标", v] for n, v in schools.items())):
        book.active.append(row)
    book.save(folder / "一组.xlsx")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """March with two schools, one of them short of item 4; September with one."""
    write_round(tmp_path, "2020-03", date(2020, 3, 20), {"东镇小学": "达标", "西镇小学": "不达标"})
    write_round(tmp_path, "2020-09", date(2020, 9, 4), {"东镇小学": "达标"})
    (tmp_path / "data/raw/schools.csv").write_text(REGISTER, encoding="utf-8")
    return Workspace(tmp_path)


@pytest.fixture
def tell(workspace: Workspace, standards: Standards) -> Callable[[], str]:
    """The line that a notebook shows of March as it is read now."""
    return lambda: repr(tell_round(read_round(workspace, "2020-03", standards)))


def test_a_draft_tells_itself_in_one_line(tell: Callable[[], str]) -> None:
    parts = tell().split(" · ")
    assert parts[:3] == ["2/2所", "4项次已判", "待核对0"]
    assert parts[3].startswith("草稿")
    assert parts[4:] == ["截至3月20日", "原始文件未变 ✓"]
    assert "\n" not in tell()


def test_the_line_says_when_a_raw_file_changed_since(workspace: Workspace, standards: Standards) -> None:
    round_ = tell_round(read_round(workspace, "2020-03", standards))
    assert repr(round_).endswith("原始文件未变 ✓")
    (workspace.raw / "2020-03" / "二组.xlsx").write_bytes((workspace.raw / "2020-03" / "一组.xlsx").read_bytes())
    assert repr(round_).endswith("原始文件有变化，请重新 load_round")


def test_a_closed_round_and_an_erratum_say_so(
    workspace: Workspace, standards: Standards, tell: Callable[[], str]
) -> None:
    close_round(workspace, standards, "2020-03")
    assert "定稿" in tell()
    correction = '[[correction]]\nfile = "一组.xlsx"\nsheet = "Sheet"\ncell = "C4"\nwas = "不达标"\nbecomes = "达标"\n'
    correction += 'reason = "复核"\nby_role = "督导室"\non = 2020-03-21\n'
    (workspace.raw / "2020-03" / "corrections.toml").write_text(correction, encoding="utf-8")
    close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="灯已更换，复核")
    assert "更正" in tell()


class Shown:
    """What a display holds; `update` puts another piece in its place."""

    def __init__(self, piece: Any) -> None:
        """Hold a piece."""
        self.piece = piece

    def update(self, piece: Any) -> None:
        """Hold another piece."""
        self.piece = piece


def test_another_round_brings_its_own_towns_and_numbers(
    workspace: Workspace, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Shown] = []
    monkeypatch.setattr(controls, "display", lambda piece, **_: shown.append(Shown(piece)) or shown[-1])
    round_ = read_round(workspace, "2020-03", standards)
    lists = Controls(open_explorer(round_))
    lists.show(make_choice(round_, item="cond.04"))
    table = shown[1]  # after the lists themselves
    assert lists.lists["round"].options == ("2020-09", "2020-03")
    assert table.piece.frame.iloc[-1]["未达标"] == 1  # 西镇小学, whose town comes last
    lists.lists["round"].value = "2020-09"
    assert lists.explorer.round.id == "2020-09"
    assert lists.lists["item"].value == "cond.04"
    assert table.piece.frame["未达标"].sum() == 0
    assert "2020-09督查" in repr(table.piece)
