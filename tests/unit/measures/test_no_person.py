"""No person, and no small count of persons, in anything that a round's results say."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from analysis.measures.explain import explain_number
from analysis.measures.results import RoundResults, measure_round
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

REGISTER = """school_id,name,short_name,town,kind
S1,东镇小学,东小,东镇,primary
S2,东镇初级中学,东中,东镇,junior
"""
ROUND = 'id = "2020-03"\nname = "三月督查"\nkind = "full"\nfirst_day = 2020-03-02\nlast_day = 2020-03-06\n'
SECRETS = ("13812345678", "110105199003078312", "欧阳建国")
"""A phone, a number of the form of an identity card and a name, all invented."""
SHEETS: dict[str, list[list[object]]] = {
    "改薄.xlsx": [
        ["全面改薄督查表"],
        ["学校", "墙面与电线", "采光照明"],
        ["东小", "不达标（联系人：欧阳建国13812345678）", "不达标"],
        ["东中", "达标", "达标"],
    ],
    "整改台账.xlsx": [
        ["问题整改台账"],
        ["编号", "学校", "检查项目", "存在问题", "发现时间", "整改期限", "整改情况"],
        ["P1", "东小", "墙面与电线", "电线裸露，联系人：欧阳建国", "2020-01-06", "2020-02-01", "整改中"],
        ["P2", "东小", "采光照明", "灯管损坏，身份证110105199003078312", "2020-01-06", "2020-02-01", "整改中"],
    ],
    "资助.xlsx": [
        ["扶贫资助督查表"],
        ["学校", "应资助人数", "实际资助人数", "应发金额（元）", "实发金额（元）"],
        ["东小", 61, 58, 76251, 72503],
        ["东中", 47, 47, 58757, 58757],
    ],
    "信访.xlsx": [
        ["信访事项统计表"],
        ["学校", "信访事项登记件数", "15日内受理件数"],
        ["东小", 23, 19],
        ["东中", 11, 11],
    ],
}  # fmt: skip


@pytest.fixture
def measured(tmp_path: Path, standards: Standards) -> tuple[Round, RoundResults]:
    """The round of `SHEETS`, read from workbooks and measured."""
    folder = tmp_path / "data" / "raw" / "2020-03"
    folder.mkdir(parents=True)
    (folder.parent / "schools.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "round.toml").write_text(ROUND, encoding="utf-8")
    for name, rows in SHEETS.items():
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(folder / name)
    round_ = read_round(Workspace(tmp_path), "2020-03", standards)
    return round_, measure_round(round_)


def texts(results: RoundResults) -> str:
    """Every text cell of every frame."""
    frames: list[pd.DataFrame] = [getattr(results, part.name) for part in fields(results)]
    return "\n".join("\n".join(frame[name]) for frame in frames for name in frame.select_dtypes("str").columns)


def explained(round_: Round, results: RoundResults) -> str:
    """What `ducha explain` says of every number and of every conclusion."""
    lines = [line for code in dict.fromkeys(results.numbers["code"]) for line in explain_number(round_, results, code)]
    pairs = zip(results.map["item_id"], results.map["school_id"], strict=True)
    return "\n".join([*lines, *(line for pair in pairs for line in explain_number(round_, results, *pair))])


def test_masked_words_stay_masked(measured: tuple[Round, RoundResults]) -> None:
    round_, results = measured
    notes = results.exceptions.set_index("item_id")["note"]
    assert "〔…〕" in notes["cond.03"]
    assert notes["cond.04"].startswith("灯管损坏")
    said = texts(results) + explained(round_, results)
    assert [secret for secret in SECRETS if secret in said] == []


def test_small_counts_and_what_gives_them_back_are_nowhere(measured: tuple[Round, RoundResults]) -> None:
    round_, results = measured
    # 3 of 108 pupils were not aided: the total, its parts and every school's numbers are hidden, amounts too.
    assert results.number("2-41")["suppressed"]
    own = results.numbers[results.numbers["code"].isin(["2-41", "2-43", "1-41", "1-42"])]
    assert own.loc[own["group_by"] != "", "suppressed"].all()
    assert set(own.loc[own["group_by"] != "", "code"]) <= {"2-41"}
    cells = results.number_cells[results.number_cells["file"].isin(["资助.xlsx", "信访.xlsx"])]
    assert set(cells["raw"]) == {""}
    said = explained(round_, results)
    hidden = ("58", "61", "105", "108", "76251", "72503", "19", "23")
    assert [number for number in hidden if f"“{number}”" in said or f"= {number} " in said] == []


def test_petition_matters_are_one_total(measured: tuple[Round, RoundResults]) -> None:
    _, results = measured
    assert results.number("1-42")[["numerator", "denominator"]].tolist() == [30, 34]
    assert list(results.numbers.loc[results.numbers["code"] == "1-42", "group_by"]) == [""]


def test_the_mark_of_what_is_not_shown_is_explained_where_it_stands(measured: tuple[Round, RoundResults]) -> None:
    round_, results = measured
    school = str(results.map["school_id"].iloc[0])
    lines = explain_number(round_, results, "aid.06", school)
    assert "[c]" in "".join(lines[:-1])
    assert lines[-1] == "[c]：人数或差额较少，保密不列。"
