"""A district of five schools with two workbooks that leave something to ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from analysis.measures.results import load_results
from analysis.reports.review.checking import check_round
from analysis.rounds.answers import COLUMNS, REVIEW_FILES
from analysis.rounds.round import Round, read_round
from analysis.rounds.settling import Settlement, settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

REGISTER = """school_id,name,short_name,aliases,town,kind
S1,东镇小学,东小,,东镇,primary
S2,东镇初级中学,东中,,东镇,junior
S3,东镇石桥小学,石桥小学,,东镇,primary
S4,西镇小学,西小,,西镇,primary
S5,西镇石桥小学,西石小,,西镇,primary
"""
ROUND = 'id = "2020-03"\nname = "三月督查"\nkind = "full"\nfirst_day = 2020-03-02\nlast_day = 2020-03-06\n'
SHEETS: dict[str, list[list[Any]]] = {
    "一组.xlsx": [
        ["学校", "第4条 采光照明", "第8条 体育场地设施", "球场够不够用"],
        ["东小", "勉勉强强", "√", "√"],
        ["西小", "勉勉强强", "待核", "×"],
        ["冬镇小学", "√", "×", "√"],
        ["东中", "×", "√", "√"],
    ],
    "二组.xlsx": [
        ["学校", "第8条 体育场地设施", "第5条 课桌椅"],
        ["东小", "×", "√"],
        ["石桥小学", "√", "勉勉强强"],
    ],
}
"""勉勉强强 is no known word, 冬镇小学 no school, 球场够不够用 no item; two teams disagree about 东小's item 8."""
Answers = dict[str, dict[str, str]]
"""What is seen (or a word of the message) → answer, reason, by_role and scope, by the names of the columns."""


class Office:
    """A workspace that is read, asked about and answered."""

    def __init__(self, workspace: Workspace, standards: Standards) -> None:
        self.workspace, self.standards = workspace, standards
        self.folder = workspace.raw / "2020-03"

    def write(self, name: str, rows: list[list[Any]], sheet: str = "督查表") -> None:
        book = Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        book.save(self.folder / name)

    def read(self) -> Round:
        return read_round(self.workspace, "2020-03", self.standards)

    def check(self) -> Path:
        return check_round(self.workspace, self.read()).path

    def rows(self, path: Path | None = None) -> list[dict[str, str]]:
        """The questions as a person sees them, by the names of the columns."""
        sheet = load_workbook(path or self.check()).worksheets[0]
        titles = {self.standards.say(f"review.column.{name}"): name for name in COLUMNS}
        lines = list(sheet.iter_rows(values_only=True))
        head = next(n for n, line in enumerate(lines) if "no" in [titles.get(str(v)) for v in line])
        names = [titles[str(title)] for title in lines[head]]
        return [
            {name: str(value or "") for name, value in zip(names, line, strict=True)} | {"row": str(number)}
            for number, line in enumerate(lines[head + 1 :], start=head + 2)
        ]

    def answer(self, answers: Answers, *, name: str = REVIEW_FILES["zh"]) -> None:
        """Fill the review workbook in, and save it beside the workbooks of the round."""
        path = self.check()
        book = load_workbook(path)
        sheet = book.worksheets[0]
        columns = {str(cell.value): cell.column for cell in sheet[3]}
        for row in self.rows(path):
            for seen, said in answers.items():
                if row["seen"] == seen or seen in row["problem"]:
                    for column, text in {"reason": "电话核实", "by_role": "督导室", **said}.items():
                        title = self.standards.say(f"review.column.{column}")
                        sheet.cell(int(row["row"]), columns[title]).value = text
        book.save(self.folder / name)

    def settle(self) -> tuple[Round, Settlement]:
        return settle_round(self.workspace, self.read(), self.standards)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> Path:
    """The district's workspace with its tables and results; nobody changes it."""
    root = tmp_path_factory.mktemp("district")
    folder = root / "data" / "raw" / "2020-03"
    folder.mkdir(parents=True)
    (folder.parent / "schools.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "round.toml").write_text(ROUND, encoding="utf-8")
    made = Office(Workspace(root), standards)
    for name, rows in SHEETS.items():
        made.write(name, rows)
    load_results(made.read())
    return root


@pytest.fixture
def office(tmp_path: Path, measured: Path, standards: Standards) -> Office:
    """A copy of it, to write into: what a test leaves alone is not read again."""
    shutil.copytree(measured, tmp_path, dirs_exist_ok=True)
    return Office(Workspace(tmp_path), standards)


@pytest.fixture
def conclusion() -> Callable[[Round, str, str], tuple[str, str]]:
    def find(round_: Round, school: str, item: str) -> tuple[str, str]:
        table = round_.tables["conclusions"].set_index(["school_id", "item_id"])
        row = table.loc[(school, item)]
        return str(row["verdict"]), str(row["decided_by"])

    return find
