"""The deny set holds what tells of one person, and nothing that any table of the work may hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.reports.privacy.denied import list_denied
from analysis.reports.privacy.gate import make_gate
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

ROSTER = [
    ["姓名", "身份证号", "家庭住址", "登记日期", "出生日期", "家庭人口"],
    ["阮知秋", "990101199003042345", "6号楼3单元302室", date(2020, 3, 2), date(2009, 3, 4), "3人"],
    ["甄小满", "９９０１０１１９８７０２０３１２３４", "松岫镇某村5组", "2020年3月6日", "2010年5月6日", "12人"],
]
"""Two persons; the days of registration are days of the round."""


YOUNG = [
    ["姓名", "身份证号", "家庭住址", "出生日期", "学籍号"],
    ["1阮秋", "990101199003042345", "6号楼", date(2017, 5, 4), "2019-09-0012345"],
    ["2 甄满", "990101198702031234", "5组", date(2017, 8, 9), "2019-09-0012346"],
    ["3欧阳娜", "990101198702031235", "302室", "2018年1月2日", "2019.09.0012347"],
    ["4 单元", "990101198702031236", "12号楼", "2019年12月", "2019-02-30"],
    ["3人", "", "", "", ""],
]
"""Children of a nursery, numbered in the cells of their names; nobody's number of a pupil is a day."""
FORMS = [
    ["姓名", "身份证号", "入园日期", "幼儿生日", "填表日期", "年级"],
    ["阮知秋", "990101199003042345", "2019年9月1日", date(2019, 11, 4), "2020.3.2 9:30", "1年级"],
    ["甄小满", "990101198702031234", "2019年9月", date(2020, 1, 6), "2018年12月3日", "12.5万元"],
]
"""Days of the round and of the year before it; a day of 2018 and those of births are no days of the work."""


def read_rows(root: Path, rows: list[list[object]], standards: Standards) -> Round:
    """A round of March 2020 whose only workbook holds these rows."""
    folder = root / "data" / "raw" / "2020-03"
    folder.mkdir(parents=True)
    (folder.parent / "schools.csv").write_text("school_id,name,town,kind\nS1,东镇小学,东镇,primary\n", encoding="utf-8")
    days = "first_day = 2020-03-02\nlast_day = 2020-03-06\n"
    (folder / "round.toml").write_text(f'name = "三月督查"\nkind = "full"\n{days}', encoding="utf-8")
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "名单.xlsx")
    return read_round(Workspace(root), "2020-03", standards)


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> Round:
    return read_rows(tmp_path_factory.mktemp("denied"), ROSTER, standards)


def test_no_number_before_a_name_and_no_day_of_birth_is_one_of_the_work(tmp_path: Path, standards: Standards) -> None:
    round_ = read_rows(tmp_path, YOUNG, standards)
    assert list_denied(round_, tmp_path / "data" / "raw" / round_.id) == {
        "1阮秋", "2 甄满", "3欧阳娜", "4 单元",
        "990101199003042345", "990101198702031234", "990101198702031235", "990101198702031236", "302室",
        "20170504", "20170809", "2018年1月2日", "2019年12月",
        "2019090012345", "2019090012346", "2019.09.0012347", "20190230",
    }  # fmt: skip


def test_days_of_forms_are_of_the_work_and_those_of_births_are_not(tmp_path: Path, standards: Standards) -> None:
    round_ = read_rows(tmp_path, FORMS, standards)
    assert list_denied(round_, tmp_path / "data" / "raw" / round_.id) == {
        "阮知秋", "甄小满", "990101199003042345", "990101198702031234", "20191104", "20200106", "2018年12月3日",
    }  # fmt: skip


def test_what_tells_of_one_person_is_denied_and_no_day_or_count_of_the_work(round_: Round) -> None:
    raw = round_.folder.parents[1] / "raw"
    assert list_denied(round_, raw / round_.id) == {
        "阮知秋", "甄小满", "990101199003042345", "990101198702031234", "6号楼3单元302室", "松岫镇某村5组",
        "20090304", "2010年5月6日",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("住6号楼3单元302室", {"denied"}), ("2020-03-02至2020年3月6日，3人", set()), ("生于2009-03-04", {"denied"})],
)
def test_the_gate_of_the_round_finds_them(round_: Round, text: str, kinds: set[str]) -> None:
    gate = make_gate(round_, round_.folder.parents[1] / "raw")
    assert {hit.kind for hit in gate.find("通报.md", text.encode())} == kinds
