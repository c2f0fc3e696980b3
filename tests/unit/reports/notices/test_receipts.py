"""整改回执: what is in it, and what comes of it when it is sent back: untouched, filled in, in the wrong hands."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.reports.notices.sending import FACE, FILES, TITLES, copy, fill, make_workspace, send, state, told, write
from tests.unit.reports.test_ledger import save_rows

from analysis.measures.results import measure_round
from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

S1, S2 = (f"整改回执/{FILES[school]}.xlsx" for school in ("S1", "S2"))


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> tuple[Workspace, dict[str, bytes]]:
    workspace = make_workspace(tmp_path_factory.mktemp("origin") / "made")
    read_round(workspace, "2020-05", standards)
    return workspace, write(workspace, "2020-03", standards)


@pytest.fixture
def workspace(tmp_path: Path, origin: tuple[Workspace, dict[str, bytes]]) -> Workspace:
    return copy(origin[0], tmp_path / "own")


@pytest.fixture
def receipts(origin: tuple[Workspace, dict[str, bytes]]) -> dict[str, bytes]:
    return origin[1]


def test_it_holds_the_problems_of_its_school_and_room_to_answer(receipts: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "s1.xlsx").write_bytes(receipts[S1])
    sheet = load_workbook(tmp_path / "s1.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TITLES)]
    assert rows[0] == FACE
    assert [[*row[:3], *row[4:]] for row in rows[1:]] == [
        ["2020-03-S1-3-9", "围墙围栏", "缺口8米，与〔…〕相邻", rows[1][4], *[None] * 8],
        ["A-1", "厕位与男女比例", "女厕蹲位少2个，联系人：〔…〕", rows[2][4], *[None] * 8],
    ]
    assert rows[2][4].date() == date(2020, 12, 31)
    assert sheet["A2"].value == "学校：东镇小学"
    assert sheet["A3"].value == "回执编号：DCHZ-2020-03-20200306-S1　　共2个问题"
    lists = {str(rule.formula1) for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {'"未整改,整改中,已整改,待资金等,需上级解决,待项目"', '"无异议,有异议"'}
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.protection.sheet) == (9, "landscape", False)


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_untouched_it_says_nothing_new(
    round_id: str, workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    before = read_round(workspace, round_id, standards)
    for name in ("S1", "S2", "S4"):
        after = send(workspace, round_id, receipts[f"整改回执/{FILES[name]}.xlsx"], standards, name=f"回执{name}.xlsx")
    assert told(after) == []
    assert len(after.tables["problems"]) - len(before.tables["problems"]) == 4, "every row was read"
    assert state(after) == state(before)
    for name in ("conclusions", "findings", "replies", "extensions", "round_problems", "problem_links", "coverage"):
        assert after.tables[name].equals(before.tables[name]), name
    assert measure_round(after).ledger.equals(measure_round(before).ledger)


FILLED = {
    "S1_3_9": {"整改情况": "已整改", "整改完成时间": date(2020, 4, 10), "备注": "附照片2张"},
    "A_1": {"整改情况": "整改中", "申请延期至": date(2021, 8, 31), "延期理由": "资金列入2021年预算"},
}


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_a_claim_is_taken_and_time_is_only_asked_for(
    round_id: str, workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    after = send(workspace, round_id, receipts[S1], standards, change=fill(**FILLED))
    table = after.tables["round_problems"].set_index("problem_id")
    names = ["status", "claimed_on", "verified_on", "deadline", "extended_to"]
    assert tuple(table.loc["2020-03-S1-3-9", names]) == ("claimed_done", "2020-04-10", "", "2020-03-21", ""), "15 days"
    assert tuple(table.loc["A-1", names]) == ("in_progress", "", "", "2020-12-31", "")
    late = (
        [("回执.xlsx", "C6", "claimed_after_as_of")] if round_id == "2020-03" else []
    )  # March is held against the 6th
    assert told(after) == [*late, ("回执.xlsx", "H7", "extension_asked")]
    message = after.tables["flags"].set_index("code").loc["extension_asked", "message"]
    assert "2021-08-31（资金列入2021年预算）" in message
    assert "期限仍为2020-12-31" in message


def test_what_was_put_right_between_the_visit_and_the_round_s_last_day_is_taken(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    change = fill(S1_3_9={"整改情况": "已整改", "整改完成时间": date(2020, 3, 4)})
    assert told(send(workspace, "2020-03", receipts[S1], standards, change=change)) == [
        ("回执.xlsx", "C6", "claimed_before_found")
    ], "without a plan it counts as found on the last day, the 6th"
    visits = [[school, date(2020, 3, 3)] for school in ("东镇小学", "东镇初级中学", "西镇小学")]
    save_rows(workspace.raw / "2020-03" / "plan.xlsx", [["学校", "日期"], *visits])
    after = read_round(workspace, "2020-03", standards)
    assert told(after) == []
    row = after.tables["round_problems"].set_index("problem_id").loc["2020-03-S1-3-9"]
    assert (row["found_on"], row["claimed_on"], row["status"]) == ("2020-03-03", "2020-03-04", "claimed_done")


def test_a_receipt_whose_school_was_deleted_is_known_by_its_numbers(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    def change(sheet: Worksheet) -> None:
        fill(**FILLED)(sheet)
        sheet["A2"] = None

    after = send(workspace, "2020-05", receipts[S1], standards, change=change)
    assert told(after) == [("回执.xlsx", "H7", "extension_asked")]
    table = after.tables["round_problems"].set_index("problem_id")
    assert (table.loc["A-1", "status"], table.loc["A-1", "school_id"]) == ("in_progress", "S1")


def test_what_the_office_grants_is_asked_no_more(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    from analysis.reports.office.ledger import write_ledger

    march = send(workspace, "2020-03", receipts[S1], standards, change=fill(**FILLED))
    (ledger,) = write_ledger(march, measure_round(march)).values()

    def grant(sheet: Worksheet) -> None:
        titles = {cell.value: cell.column for cell in sheet[4]}
        row = next(cell.row for cell in sheet["A"] if cell.value == "A-1")
        for title, value in (("延期至", date(2021, 8, 31)), ("延期理由", "列入预算")):
            sheet.cell(row, titles[title]).value = value

    send(workspace, "2020-03", ledger, standards, change=grant, name="整改台账.xlsx")
    after = read_round(workspace, "2020-03", standards, as_of=date(2020, 4, 30))
    assert told(after) == []
    table = after.tables["round_problems"].set_index("problem_id")
    assert table.loc["A-1", "extended_to"] == "2021-08-31"
    assert table.loc["2020-03-S1-3-9", "status"] == "claimed_done"


OBJECTION = {"有无异议": "有异议", "申辩理由": "黑板已于2月更换", "申辩日期": date(2020, 3, 12)}


def test_an_objection_is_a_reply_until_the_office_decides(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    from analysis.reports.office.ledger import write_ledger

    after = send(workspace, "2020-03", receipts[S2], standards, change=fill(S2_3_6=OBJECTION))
    assert told(after) == []
    results = measure_round(after)
    assert ("S2", "cond.06") in results.pending
    ledger = results.ledger.set_index("problem_id")
    names = ["status", "reply", "grounds", "received_on"]
    assert tuple(ledger.loc["2020-03-S2-3-6", names]) == ("open", "pending", "黑板已于2月更换", "2020-03-12")
    (content,) = write_ledger(after, results).values()

    def decide(sheet: Worksheet) -> None:
        titles = {cell.value: cell.column for cell in sheet[4]}
        row = next(cell.row for cell in sheet["A"] if cell.value == "2020-03-S2-3-6")
        told = {"申辩决定": "申辩成立", "申辩决定日期": date(2020, 3, 20), "申辩决定部门": "督导室"}
        for title, value in told.items():
            sheet.cell(row, titles[title]).value = value

    settled = send(workspace, "2020-03", content, standards, change=decide, name="整改台账.xlsx")
    number = measure_round(settled).number("3-6")
    assert (number["numerator"], number["denominator"]) == (3, 4), "S1, S6 and now S2 are met, S4 is partly"


def test_what_is_found_again_is_not_done_whatever_an_earlier_receipt_says(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    from tests.unit.reports.test_ledger import save_rows

    save_rows(workspace.raw / "2020-05" / "改薄.xlsx", [["学校", "黑板"], ["东镇初级中学", "未达标"]])
    filled = fill(S2_3_6={"有无异议": "有异议", "申辩理由": "已换", "整改情况": "已整改"})
    after = send(workspace, "2020-05", receipts[S2], standards, change=filled)
    assert told(after) == []
    (row,) = after.tables["round_problems"].to_dict("records")
    assert (row["problem_id"], row["status"], row["reply"]) == ("2020-03-S2-3-6", "open", "pending")
    assert list(after.tables["replies"]["item_id"]) == [""], "it is about the problem, not about the finding of May"


def change_text(sheet: Worksheet) -> None:
    sheet.cell(TITLES + 1, 3).value = "围墙完好"


def change_number(number: str) -> Any:
    def change(sheet: Worksheet) -> None:
        sheet.cell(TITLES + 1, 1).value = number
        sheet.cell(TITLES + 1, 10).value, sheet.cell(TITLES + 1, 11).value = "有异议", "不属实"

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (change_text, "receipt_text_changed"),
        (change_number("2020-03-S2-3-6"), "receipt_of_another_school"),
        (change_number("2020-03-S1-9-9"), "receipt_unknown_id"),
    ],
)
@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_a_row_that_is_not_its_own_is_told_and_not_taken(
    change: Any, code: str, round_id: str, workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    before = read_round(workspace, round_id, standards)
    after = send(workspace, round_id, receipts[S1], standards, change=change)
    assert told(after) == [("回执.xlsx", "C6", code)]
    assert state(after) == state(before)
    assert len(after.tables["replies"]) == 0


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_a_row_that_a_school_adds_is_told_as_one_without_a_number(
    round_id: str, workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(TITLES + 3, 3).value, sheet.cell(TITLES + 3, 6).value = "新的问题：门坏了", "未整改"

    before = read_round(workspace, round_id, standards)
    after = send(workspace, round_id, receipts[S1], standards, change=add)
    assert told(after) == [("回执.xlsx", "C8", "receipt_no_number")]
    assert state(after) == state(before)


@pytest.mark.parametrize(
    ("filled", "code"),
    [
        ({"整改情况": "已销号"}, "receipt_cannot_close"),
        ({"申请延期至": date(2020, 3, 20), "延期理由": "雨天"}, "extension_asked_early"),
        ({"有无异议": "有异议"}, "reply_without_grounds"),
        ({"申请延期至": date(2021, 1, 1)}, "extension_request_incomplete"),
        ({"整改情况": "已整改", "整改完成时间": date(2020, 3, 1)}, "claimed_before_found"),
        ({"整改情况": "差不多了"}, "unknown_status"),
        ({"整改情况": "已整改但还差一点", "整改完成时间": date(2020, 4, 1)}, "unknown_status"),
        ({"整改情况": "已整改", "整改完成时间": "上周"}, "unreadable_date"),
        ({"整改情况": "已整改", "整改完成时间": "月底前"}, "deadline_for_day"),
        ({"有无异议": "也许", "申辩理由": "不属实"}, "unknown_objection"),
    ],
)
def test_what_lacks_something_is_told_at_its_cell(
    filled: dict[str, Any], code: str, workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    after = send(workspace, "2020-05", receipts[S1], standards, change=fill(S1_3_9=filled))
    assert [(cell[1:], flag) for _, cell, flag in told(after)] == [("6", code)]
    assert "closed_verified" not in set(after.tables["round_problems"]["status"])


def test_a_day_after_the_rounds_own_is_told_until_the_round_is_held_against_a_later_one(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    """On the 15th of May neither is done; by the end of May one is, and the other day is still to come."""
    filled = fill(
        S1_3_9={"整改情况": "已整改", "整改完成时间": date(2030, 5, 5)},
        A_1={"整改情况": "已整改", "整改完成时间": date(2020, 5, 20)},
    )
    after = send(workspace, "2020-05", receipts[S1], standards, change=filled)
    assert [(cell, code) for _, cell, code in told(after)] == [
        ("C6", "claimed_after_as_of"), ("C7", "claimed_after_as_of"),
    ]  # fmt: skip
    messages = "".join(after.tables["flags"].loc[after.tables["flags"]["code"] == "claimed_after_as_of", "message"])
    assert "2030-05-05完成，晚于截至日2020-05-15" in messages
    assert {row[0]: row[1] for row in state(after)}["2020-03-S1-3-9"] == "open"
    later = read_round(workspace, "2020-05", standards, as_of=date(2020, 5, 31))
    assert told(later) == [("回执.xlsx", "C6", "claimed_after_as_of")]
    states = {row[0]: row[1] for row in state(later)}
    assert (states["2020-03-S1-3-9"], states["A-1"]) == ("open", "claimed")


def test_a_day_that_an_earlier_date_has_not_reached_is_told_there(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    """On the 15th of May it is done; held at the 11th, and at the 12th itself, only the 11th has yet to see it."""
    filled = fill(A_1={"整改情况": "已整改", "整改完成时间": date(2020, 5, 12)})
    after = send(workspace, "2020-05", receipts[S1], standards, change=filled)
    early = read_round(workspace, "2020-05", standards, as_of=date(2020, 5, 11))
    reached = read_round(workspace, "2020-05", standards, as_of=date(2020, 5, 12))
    assert (told(after), told(reached)) == ([], [])
    assert told(early) == [("回执.xlsx", "C7", "claimed_after_as_of")]
    message = early.tables["flags"].set_index("code").loc["claimed_after_as_of", "message"]
    assert "2020-05-12完成，晚于截至日2020-05-11" in message
    states = [{row[0]: row[1] for row in state(one)}["A-1"] for one in (after, early, reached)]
    assert states == ["claimed", "open", "claimed"]


def test_no_objection_is_no_reply(workspace: Workspace, receipts: dict[str, bytes], standards: Standards) -> None:
    after = send(workspace, "2020-03", receipts[S1], standards, change=fill(S1_3_9={"有无异议": "无异议"}))
    assert (told(after), len(after.tables["replies"])) == ([], 0)


def test_a_name_written_into_it_is_taken_out(
    workspace: Workspace, receipts: dict[str, bytes], standards: Standards
) -> None:
    filled = fill(S2_3_6={**OBJECTION, "申辩理由": "联系人：欧阳明月，已更换"})
    after = send(workspace, "2020-03", receipts[S2], standards, change=filled)
    for name, table in after.tables.items():
        assert not table.astype(str).apply(lambda column: column.str.contains("欧阳明月")).any(axis=None), name


@pytest.mark.slow
@pytest.mark.office
def test_saved_by_libreoffice_it_reads_the_same(
    soffice: str, tmp_path: Path, receipts: dict[str, bytes], workspace: Workspace, standards: Standards
) -> None:
    before = read_round(workspace, "2020-05", standards)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "回执.xlsx").write_bytes(receipts[S1])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "in" / "回执.xlsx")], check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "回执.xlsx").read_bytes()
    after = send(workspace, "2020-05", saved, standards)
    assert (told(after), state(after)) == ([], state(before))
    filled = send(workspace, "2020-05", saved, standards, change=fill(S1_3_9=FILLED["S1_3_9"]))
    table = filled.tables["round_problems"].set_index("problem_id")
    assert tuple(table.loc["2020-03-S1-3-9", ["status", "claimed_on"]]) == ("claimed_done", "2020-04-10")
