"""A workspace of two rounds whose schools get notices, and receipts sent back into a round."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.reports.test_ledger import REGISTER, save_rows

from analysis.measures.results import measure_round
from analysis.reports.office.notices.products import write_notices
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

VERDICTS: list[list[Any]] = [
    ["学校", "黑板", "围墙"],
    ["东镇小学", "达标", "未达标（缺口8米，与西镇小学相邻）"],
    ["东镇初级中学", "未达标", "达标"],
    ["南镇小学", "达标", "达标"],
    ["西镇小学", "部分达标", "不涉及"],
]
TEAM: list[list[Any]] = [
    ["问题编号", "学校", "督查日期", "对应内容", "存在问题", "整改期限", "整改情况"],
    ["A-1", "东镇小学", date(2020, 3, 2), "第16条", "女厕蹲位少2个，联系人：欧阳明月", date(2020, 12, 31), "待资金"],
]
TITLES = 5
"""The row of a receipt's titles."""
FILES = {"S1": "S1 东镇小学", "S2": "S2 东镇初级中学", "S4": "S4 西镇小学"}
"""How the files of a school are named: its number and its name."""
FACE = ["问题编号", "对应内容", "存在问题", "检查要求", "整改期限", "整改情况", "整改完成时间", "申请延期至",
        "延期理由", "有无异议", "申辩理由", "申辩日期", "备注"]  # fmt: skip


def make_workspace(root: Path, *, more: str = "") -> Workspace:
    """March with verdicts and a team's ledger; May of which nothing has come yet. S6 of 南镇 has no problem."""
    made = Workspace(root)
    for name, days in (("2020-03", "02\nlast_day = 2020-03-06"), ("2020-05", "11\nlast_day = 2020-05-15")):
        folder = made.raw / name
        folder.mkdir(parents=True)
        told = f'name = "{name}督查"\nkind = "full"\nfirst_day = {name}-{days}\noffice = "东县督导室"\n{more}'
        (folder / "round.toml").write_text(told, encoding="utf-8")
    (made.raw / "schools.csv").write_text(f"{REGISTER}S6,南镇小学,南镇,primary\n", encoding="utf-8")
    save_rows(made.raw / "2020-03" / "改薄.xlsx", VERDICTS)
    save_rows(made.raw / "2020-03" / "台账.xlsx", TEAM)
    return made


def write(workspace: Workspace, round_id: str, standards: Standards) -> dict[str, bytes]:
    """The notices and receipts of a round."""
    round_ = read_round(workspace, round_id, standards)
    return write_notices(round_, measure_round(round_))


def fill(**told: dict[str, Any]) -> Callable[[Worksheet], None]:
    """Fill cells of rows: what the number ends in, with _ for -, → title → value."""

    def change(sheet: Worksheet) -> None:
        for row in range(TITLES + 1, sheet.max_row + 1):
            number = str(sheet.cell(row, 1).value)
            for end, cells in told.items():
                if number.endswith(end.replace("_", "-")):
                    for title, value in cells.items():
                        sheet.cell(row, FACE.index(title) + 1).value = value

    return change


def send(
    workspace: Workspace,
    round_id: str,
    receipt: bytes,
    standards: Standards,
    *,
    change: Callable[[Worksheet], None] = lambda sheet: None,
    name: str = "回执.xlsx",
) -> Round:
    """Put a receipt into a round's folder, changed by a function of its sheet, and read the round."""
    path = workspace.raw / round_id / name
    path.write_bytes(receipt)
    book = load_workbook(path)
    change(book.active)
    book.save(path)
    return read_round(workspace, round_id, standards)


def copy(workspace: Workspace, root: Path) -> Workspace:
    """A copy of a workspace with its tables, to send things into."""
    shutil.copytree(workspace.root, root)
    return Workspace(root)


def told(round_: Round) -> list[tuple[str, str, str]]:
    """(file, cell, code) of what was flagged in receipts."""
    flags = round_.tables["flags"]
    flags = flags[flags["file"].str.contains("回执")]
    return list(zip(flags["file"], flags["cell"], flags["code"], strict=True))


def state(round_: Round) -> list[tuple[Any, ...]]:
    """How the problems of a round stand in its results."""
    names = ["problem_id", "state", "deadline", "claimed_on", "verified_on", "blocked_by", "reply", "text"]
    return list(measure_round(round_).problems[names].itertuples(index=False, name=None))
