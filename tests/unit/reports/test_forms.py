"""Blank forms: who is asked what, what lies in them, and that a filled one reads back without a flag."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from analysis.errors import MissingError, PrivacyStop, StandardsError
from analysis.reading.schools import read_register
from analysis.reading.workbook import Context, read_workbook
from analysis.reports.office.asked import SCHOOL, TEAM, _share_problems, ask_round
from analysis.reports.office.spelling import ANSWERS, Speller
from analysis.reports.publish.forms import write_forms
from analysis.rounds.plan import Visit
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

REGISTER = """school_id,name,short_name,aliases,town,kind,boarding,open,meals,multi_storey,arid
S1,东镇小学,东小,,东镇,primary,no,yes,no,yes,no
S2,东镇初级中学,东中,东镇初中,东镇,junior,yes,yes,yes,yes,no
S3,东镇石桥教学点,石桥点,,东镇,teaching_point,no,yes,no,no,no
S4,西镇小学,西小,,西镇,primary,no,yes,yes,yes,no
"""
LEDGER = [
    ["问题编号", "学校", "督查日期", "对应内容", "存在问题", "整改期限", "整改情况", "整改完成时间", "核查时间"],
    ["A-1", "东镇小学", date(2020, 3, 2), "第16条", "女厕蹲位少2个", date(2020, 12, 31), "待资金", None, None],
    ["A-2", "东镇初中", date(2020, 3, 3), "第9条", "=围墙缺口", date(2020, 4, 1), "已整改", date(2020, 3, 28), None],
    ["A-3", "东镇初中", date(2020, 3, 3), "第4条", "灯坏", None, "已销号", date(2020, 3, 20), date(2020, 4, 1)],
    [None, "西镇小学", date(2020, 3, 4), "消防设施", "灭火器过期", None, "整改中", None, None],
    ["A-4", "东镇石桥教学点", date(2020, 3, 4), "门卫值守", "无登记", None, "未整改", None, None],
]  # fmt: skip
"""What the first round left: A-3 is closed, and nobody goes to S3 in the next."""
PLAN = [
    ["学校", "应查", "督查组", "方面"],
    ["东镇小学", "是", "甲组", "全部"],
    ["东镇初级中学", "是", "甲组", "全面改薄、其他方面"],
    ["西镇小学", "是", "乙组", "全部"],
    ["东镇初级中学", "是", "乙组", "安全稳定及信访"],
    ["东镇石桥教学点", "否", "乙组", "全部"],
]
SHEETS = ["填写说明", "安全信访", "扶贫资助", "全面改薄", "其他方面", "清点数", "整改台账", "选项"]


def save_rows(path: Path, rows: list[list[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(path)


def start_round(workspace: Workspace, round_id: str, kind: str, days: str) -> Path:
    folder = workspace.raw / round_id
    folder.mkdir(parents=True)
    (folder / "round.toml").write_text(f'name = "{round_id}督查"\nkind = "{kind}"\n{days}', encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A full round of March that left a ledger and three verdicts, and a full round of May with a plan only."""
    return make_workspace(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same, for tests that change nothing but outputs."""
    return make_workspace(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def forms(kept: Workspace, standards: Standards) -> dict[str, tuple[Path, ...]]:
    """The forms of May, by team and by school, as they were made."""
    made = {}
    for by in (TEAM, SCHOOL):
        folder = kept.root / by
        folder.mkdir()
        made[by] = tuple(
            Path(shutil.copy(path, folder)) for path in write_forms(kept, "2020-05", standards, by=by).paths
        )
    return made


def make_workspace(root: Path) -> Workspace:
    made = Workspace(root)
    first = start_round(made, "2020-03", "full", "first_day = 2020-03-02\nlast_day = 2020-03-06\nas_of = 2020-04-02\n")
    (made.raw / "schools.csv").write_text(REGISTER, encoding="utf-8")
    save_rows(first / "台账.xlsx", LEDGER)
    verdicts: list[list[object]] = [
        ["学校", "黑板", "围墙"],
        ["东镇小学", "达标", "未达标"],
        ["西镇小学", "部分达标", "达标"],
    ]
    save_rows(first / "改薄.xlsx", verdicts)
    second = start_round(made, "2020-05", "full", "first_day = 2020-05-11\nlast_day = 2020-05-15\n")
    save_rows(second / "plan.xlsx", PLAN)
    return made


def read_form(path: Path, workspace: Workspace, standards: Standards) -> dict[str, pd.DataFrame]:
    context = Context("2020-05", path.name, date(2020, 5, 11), date(2020, 5, 15))
    return read_workbook(path, standards, read_register(workspace.raw / "schools.csv"), context)


def to_fill(sheet: Worksheet, kind: str) -> Iterator[Cell]:
    """The cells of a sheet that a validation of this kind stands on, in reading order."""
    cells = {
        (cell.row, cell.column): cell
        for rule in sheet.data_validations.dataValidation
        if rule.type == kind
        for area in rule.sqref.ranges
        for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col)
        for cell in row
    }
    return (cells[place] for place in sorted(cells))


def fill(path: Path) -> tuple[Path, dict[tuple[str, str], str], dict[tuple[str, str], float]]:
    """Fill every cell of a form; returns the verdict words and the counts that were put where."""
    book = load_workbook(path)
    words, counts = ["达标", "部分达标", "未达标", "不涉及", "未查"], {}
    said: dict[tuple[str, str], str] = {}
    for name in [name for name in book.sheetnames if name not in ("填写说明", "选项", "整改台账")]:
        for cell in to_fill(book[name], "list"):
            cell.value = said[name, cell.coordinate] = words[len(said) % 5]
        for cell in to_fill(book[name], "decimal"):
            cell.value = counts[name, cell.coordinate] = len(counts)
    ledger = book["整改台账"]
    ledger["I5"], ledger["K5"] = "已销号", date(2020, 5, 12)
    new = next(row for row in range(4, 30) if not ledger.cell(row, 7).value)
    for column, value in {4: "西镇小学", 5: date(2020, 5, 13), 6: "开水供应", 7: "开水器停用", 9: "未整改"}.items():
        ledger.cell(new, column).value = ledger.cell(new, column).value or value
    filled = path.with_name("交回.xlsx")
    book.save(filled)
    return filled, said, counts


# ---- what is asked


def test_a_team_is_asked_what_its_plan_says(kept: Workspace, standards: Standards) -> None:
    paper = ask_round(kept, "2020-05", standards)
    first, second = paper.forms
    assert (first.team, first.schools, second.team, second.schools) == ("甲组", ("S1", "S2"), "乙组", ("S4", "S2"))
    asked = {item: schools for area in first.items.values() for item, schools in area}
    assert asked["cond.16"] == {"S1", "S2"}
    assert asked["cond.13"] == {"S2"}, "S1 has no boarders"
    assert asked["safety.01"] == {"S1"}, "the plan sends this team to S2 for two areas only"
    assert "cond.18" not in asked, "its text is not confirmed"
    assert "safety.16" not in asked, "agreement is worked out, not looked at"
    assert paper.uncertain == ("cond.18", "cond.19")


def test_counts_are_asked_where_a_rule_or_a_total_needs_them(kept: Workspace, standards: Standards) -> None:
    counts = {name: schools for area in ask_round(kept, "2020-05", standards).forms[0].measures.values()
              for name, schools in area}  # fmt: skip
    assert counts["girls"] == {"S1", "S2"}
    assert counts["beds_single"] == {"S2"}
    assert counts["amount_paid"] == {"S1"}
    assert not {"railing_height_m", "books", "score", "classes"} & set(counts), "no rule and no total needs these"


def test_open_problems_go_to_one_form_each(kept: Workspace, standards: Standards) -> None:
    paper = ask_round(kept, "2020-05", standards)
    listed = [[row["problem_id"] for row in form.problems] for form in paper.forms]
    assert listed == [["2020-03-S1-3-9", "A-1", "A-2"], ["2020-03-S4-1-33", "2020-03-S4-3-6"]], (
        "what no ledger numbers has the number of its round, school and item"
    )
    assert paper.unplanned == 1


def test_a_problem_goes_to_the_first_team_that_visits_its_school_for_its_area() -> None:
    """Three teams visit S1: the first for aid alone, both others for cond; nobody visits S2."""

    def visit(team: str, *areas: str) -> list[Visit]:
        return [Visit("S1", True, team, "", areas, "", ("plan.xlsx", "计划", "A2"))]

    teams = [visit("甲", "aid"), visit("乙", "cond", "aid"), visit("丙", "cond")]
    rows = [{"problem_id": name, "school_id": school, "area": area} for name, school, area in (
        ("A-1", "S1", "cond"), ("A-2", "S1", "aid"), ("A-3", "S1", "safety"), ("A-4", "S2", "cond"))]  # fmt: skip
    shared = [[row["problem_id"] for row in own] for own in _share_problems(rows, teams)]
    assert shared == [["A-2", "A-3"], ["A-1"], []]


def test_a_revisit_asks_again_what_was_not_met(workspace: Workspace, standards: Standards) -> None:
    shutil.rmtree(workspace.raw / "2020-05")
    folder = start_round(workspace, "2020-06", "revisit", "first_day = 2020-06-01\nlast_day = 2020-06-02\n")
    save_rows(folder / "plan.xlsx", PLAN)
    first, second = ask_round(workspace, "2020-06", standards).forms
    assert {item: set(s) for area in first.items.values() for item, s in area} == {
        "cond.09": {"S1", "S2"}, "cond.16": {"S1"},
    }, "S1 for its verdict and its problem, S2 for its problem"  # fmt: skip
    assert {item: set(s) for area in second.items.values() for item, s in area} == {
        "safety.33": {"S4"}, "cond.06": {"S4"},
    }  # fmt: skip


def test_no_plan_is_told(kept: Workspace, standards: Standards) -> None:
    with pytest.raises(MissingError, match=r"plan\.xlsx"):
        ask_round(kept, "2020-03", standards)


def test_standards_without_words_for_a_form_are_told(kept: Workspace, standards: Standards) -> None:
    columns = standards.words["columns"]
    roles = {role: titles for role, titles in columns["role"].items() if role != "deadline"}
    poorer = replace(standards, words={**standards.words, "columns": {**columns, "role": roles}}, digest="poorer")
    with pytest.raises(StandardsError, match="整改期限"):
        write_forms(kept, "2020-05", poorer)


# ---- what is made


def test_a_workbook_a_team(kept: Workspace, standards: Standards) -> None:
    made = write_forms(kept, "2020-05", standards)
    assert [path.name for path in made.paths] == ["督查用表（甲组）.xlsx", "督查用表（乙组）.xlsx"]
    assert made.paths[0].parent == kept.outputs / "2020-05" / "forms"
    book = load_workbook(made.paths[0])
    assert book.sheetnames == SHEETS
    sheet = book["全面改薄"]
    assert [sheet.cell(4, column).value for column in (4, 5)] == ["东镇小学", "东镇初级中学"]
    assert sheet.freeze_panes == "C5"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (
        9,
        "landscape",
        1,
    )
    assert (sheet.print_title_rows, sheet.oddFooter.right.text) == ("$3:$4", "第 &P 页，共 &N 页")
    assert sheet.data_validations.dataValidation[0].formula1 == '"达标,部分达标,未达标,不涉及,未查"'


def test_the_ledger_holds_what_is_open(forms: dict[str, tuple[Path, ...]]) -> None:
    sheet = load_workbook(forms["team"][0])["整改台账"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(4, 7, 2, 11)]
    assert [row[0] for row in rows] == ["2020-03-S1-3-9", "A-1", "A-2", "2020-05-G1-01"]
    assert rows[0][5] == "围墙围栏未达标", "found by the team, and in no ledger"
    rows = rows[1:]
    assert rows[0][1:3] == ["S1", "东镇小学"]
    assert rows[0][4:6] == ["厕位与男女比例", "女厕蹲位少2个"]
    assert rows[0][7] == "待资金等"
    assert rows[1][7:9] == ["已整改", pd.Timestamp("2020-03-28")]
    assert rows[2][1:] == [None] * 9


def test_a_text_never_becomes_a_formula(forms: dict[str, tuple[Path, ...]]) -> None:
    cell = load_workbook(forms["team"][0])["整改台账"]["G6"]
    assert (cell.value, cell.data_type) == ("=围墙缺口", "s")


def test_a_workbook_a_school_has_its_requirements_and_two_columns(forms: dict[str, tuple[Path, ...]]) -> None:
    assert [path.name for path in forms["school"]] == [
        "督查用表（S1 东镇小学）.xlsx", "督查用表（S2 东镇初级中学）.xlsx", "督查用表（S4 西镇小学）.xlsx",
    ]  # fmt: skip
    sheet = load_workbook(forms["school"][0])["全面改薄"]
    assert [cell.value for cell in sheet[3]] == ["编号", "检查内容", "检查要求", "自查情况", "督查情况", "情况说明"]
    assert sheet["A2"].value.startswith("学校：东镇小学    ")
    items = [row[0].value for row in sheet.iter_rows(4, 20, 2, 2)]
    assert "寄宿床位" not in items, "it does not apply to this school"


def test_the_same_round_gives_the_same_bytes(workspace: Workspace, standards: Standards) -> None:
    first = [path.read_bytes() for path in write_forms(workspace, "2020-05", standards).paths]
    shutil.rmtree(workspace.outputs)
    assert [path.read_bytes() for path in write_forms(workspace, "2020-05", standards).paths] == first


def test_no_form_asks_for_a_person(forms: dict[str, tuple[Path, ...]]) -> None:
    for path in forms["team"] + forms["school"]:
        book = load_workbook(path)
        heads = [cell.value for sheet in book for row in sheet.iter_rows(1, 4) for cell in row if cell.value]
        assert not any(word in str(head) for head in heads for word in ("责任人", "姓名", "电话", "填表人", "检查人"))
        assert (book.properties.creator, book.properties.lastModifiedBy) == (None, None)


def test_a_filled_form_is_never_overwritten(workspace: Workspace, standards: Standards) -> None:
    path = write_forms(workspace, "2020-05", standards).paths[0]
    book = load_workbook(path)
    book["全面改薄"]["D5"] = "达标"
    book.save(path)
    kept = path.read_bytes()
    again = write_forms(workspace, "2020-05", standards)
    assert path.read_bytes() == kept
    assert again.paths[0].name == "督查用表（甲组）（草稿2）.xlsx"
    assert any("没有覆盖" in line for line in again.lines)


def test_forms_made_anew_leave_no_stale_one_and_lose_nobodys_edit(workspace: Workspace, standards: Standards) -> None:
    aside = workspace.outputs / ".2020-05.old"  # a report was killed as it put its products in place
    aside.mkdir(parents=True)
    (aside / "督查报告.docx").write_bytes(b"by hand")
    write_forms(workspace, "2020-05", standards)
    save_rows(workspace.raw / "2020-05" / "plan.xlsx", [PLAN[0], *(row for row in PLAN if row[2] == "甲组")])
    folder = write_forms(workspace, "2020-05", standards).paths[0].parent
    assert [path.name for path in folder.iterdir()] == ["督查用表（甲组）.xlsx"], "nobody of 乙组 goes any more"
    assert (workspace.outputs / "2020-05" / "督查报告.docx").read_bytes() == b"by hand"


@pytest.mark.usefixtures("forms")
def test_forms_tell_what_they_were_made_from(kept: Workspace) -> None:
    told = json.loads((kept.outputs / "2020-05" / "manifest.json").read_text(encoding="utf-8"))
    made = told["sets"]["forms.school.zh"]
    assert {one["set"] for one in told["products"].values()} == set(told["sets"])
    assert (made["round"], made["as_of"]) == ("2020-05", "2020-05-11")
    assert set(made["inputs"]) >= {"2020-05/plan.xlsx", "2020-03/台账.xlsx", "schools.csv"}


def test_a_person_of_an_earlier_roster_is_in_no_form(workspace: Workspace, standards: Standards) -> None:
    first, row = workspace.raw / "2020-03", ["A-5", "东镇小学", date(2020, 3, 2), "", "阮知秋反映校门口没有减速带"]
    save_rows(first / "名单.xlsx", [["姓名", "身份证号"], ["阮知秋", "990101199003042345"]])
    save_rows(first / "台账.xlsx", [*LEDGER, row])
    with pytest.raises(PrivacyStop, match="已拒收的内容") as caught:
        write_forms(workspace, "2020-05", standards)
    assert "阮知秋" not in str(caught.value)
    assert not (workspace.outputs / "2020-05").exists()


# ---- how it reads


@pytest.mark.parametrize("by", ["team", "school"])
def test_an_unfilled_form_says_nothing(
    forms: dict[str, tuple[Path, ...]], kept: Workspace, standards: Standards, by: str
) -> None:
    for path in forms[by]:
        tables = read_form(path, kept, standards)
        assert all(tables[name].empty for name in ("findings", "measurements", "problems", "remarks", "refused"))
        assert set(tables["flags"]["code"]) == {"blank_form"}
        cells = tables["cells"][tables["cells"]["sheet"].isin(["全面改薄", "清点数"])]
        assert set(cells["role"]) == {"blank_form"}


@pytest.mark.parametrize(("by", "aspects"), [("team", {"inspected"}), ("school", {"self_reported", "inspected"})])
def test_a_filled_form_reads_back_without_a_flag(
    forms: dict[str, tuple[Path, ...]], kept: Workspace, standards: Standards, by: str, aspects: set[str]
) -> None:
    meant = dict(zip(["达标", "部分达标", "未达标", "不涉及", "未查"], ANSWERS, strict=True))
    for path in forms[by]:
        filled, said, counts = fill(path)
        tables = read_form(filled, kept, standards)
        assert tables["flags"][["sheet", "cell", "code"]].to_numpy().tolist() == []
        findings = tables["findings"][tables["findings"]["verdict"] != "blank"]
        assert {(row.sheet, row.cell): row.verdict for row in findings.itertuples()} == {
            place: meant[word] for place, word in said.items()
        }  # fmt: skip
        assert set(findings["aspect"]) == aspects
        assert "" not in {*findings["school_id"], *findings["item_id"]}
        read = tables["measurements"]
        assert {(row.sheet, row.cell): row.value for row in read.itertuples()} == counts
        assert "" not in {*read["school_id"], *read["measure"]}


def test_every_cell_is_of_the_item_and_school_that_it_was_made_for(
    forms: dict[str, tuple[Path, ...]], kept: Workspace, standards: Standards
) -> None:
    form = ask_round(kept, "2020-05", standards).forms[0]
    filled, _, _ = fill(forms["team"][0])
    tables = read_form(filled, kept, standards)
    found = tables["findings"][tables["findings"]["verdict"] != "blank"]
    asked = {(item, one) for area in form.items.values() for item, schools in area for one in schools}
    assert sorted(zip(found["item_id"], found["school_id"], strict=True)) == sorted(asked)
    read = tables["measurements"]
    counted = {(name, one) for area in form.measures.values() for name, schools in area for one in schools}
    assert sorted(zip(read["measure"], read["school_id"], strict=True)) == sorted(counted)


def test_an_updated_ledger_reads_back(
    forms: dict[str, tuple[Path, ...]], kept: Workspace, standards: Standards
) -> None:
    filled, _, _ = fill(forms["team"][0])
    columns = [
        "problem_id",
        "school_id",
        "item_id",
        "text",
        "found_on",
        "deadline",
        "claimed_on",
        "verified_on",
        "status",
    ]
    problems = read_form(filled, kept, standards)["problems"]
    found = ["2020-03-S1-3-9", "S1", "cond.09", "围墙围栏未达标", "2020-03-06", "2020-03-21", "", "", "open"]
    assert problems[columns].to_numpy().tolist() == [
        found,
        ["A-1", "S1", "cond.16", "女厕蹲位少2个", "2020-03-02", "2020-12-31", "", "2020-05-12", "closed_verified"],
        ["A-2", "S2", "cond.09", "=围墙缺口", "2020-03-03", "2020-04-01", "2020-03-28", "", "claimed_done"],
        ["2020-05-G1-01", "S4", "cond.15", "开水器停用", "2020-05-13", "", "", "", "open"],
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_of_a_form_is_known_to_the_reader(
    kept: Workspace, standards: Standards, standards_en: Standards, lang: str
) -> None:
    speller = Speller(standards if lang == "zh" else standards_en, read_register(kept.raw / "schools.csv"))
    used = {name for rule in speller.standards.items.values() if rule.rule for name in rule.rule.inputs}
    names = [speller.item(item) for item in speller.standards.items]
    assert len(set(names)) == len(names)
    assert len({speller.measure(name) for name in used}) == len(used)
    assert len({speller.answer(verdict) for verdict in ANSWERS}) == len(ANSWERS)
