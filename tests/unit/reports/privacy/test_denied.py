"""The deny set holds what tells of one person, and nothing that any table of the work may hold."""

from __future__ import annotations

from datetime import date

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


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> Round:
    root = tmp_path_factory.mktemp("denied")
    folder = root / "data" / "raw" / "2020-03"
    folder.mkdir(parents=True)
    (folder.parent / "schools.csv").write_text("school_id,name,town,kind\nS1,东镇小学,东镇,primary\n", encoding="utf-8")
    days = "first_day = 2020-03-02\nlast_day = 2020-03-06\n"
    (folder / "round.toml").write_text(f'name = "三月督查"\nkind = "full"\n{days}', encoding="utf-8")
    book = Workbook()
    for row in ROSTER:
        book.active.append(row)
    book.save(folder / "名单.xlsx")
    return read_round(Workspace(root), "2020-03", standards)


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
