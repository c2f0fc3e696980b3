"""整改台账.xlsx: what is in it, how it looks, and what comes of it when it is sent back, touched or not."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.measures.results import measure_round
from analysis.reports.office.ledger import write_ledger
from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.swap import Made, publish
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.tables import read_table

LEDGER = "整改台账.xlsx"
REGISTER = """school_id,name,town,kind
S1,东镇小学,东镇,primary
S2,东镇初级中学,东镇,junior
S4,西镇小学,西镇,primary
"""
VERDICTS: list[list[Any]] = [
    ["学校", "黑板", "围墙"],
    ["东镇小学", "达标", "未达标（缺口8米）"],
    ["东镇初级中学", "未达标", "达标"],
    ["西镇小学", "部分达标", "达标"],
]
TEAM: list[list[Any]] = [
    ["问题编号", "学校", "督查日期", "对应内容", "存在问题", "整改期限", "整改情况", "整改完成时间"],
    ["A-1", "东镇小学", date(2020, 3, 2), "第16条", "女厕蹲位少2个", date(2020, 12, 31), "待资金", None],
    ["A-2", "东镇初中", date(2020, 3, 3), "第4条", "=灯坏", date(2020, 4, 1), "已整改", date(2020, 3, 28)],
]
HEAD = [
    "问题编号", "学校", "乡镇", "对应内容", "存在问题", "检查要求", "督查日期", "整改期限", "复发自", "出处",
    "整改情况", "整改完成时间", "核查时间", "受阻原因", "延期至", "延期理由", "申辩日期", "申辩理由", "申辩决定",
    "申辩决定日期", "申辩决定部门",
]  # fmt: skip
TOP = 4
"""The row of the header."""


def save_rows(path: Path, rows: list[list[Any]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(path)


def make_workspace(root: Path) -> Workspace:
    """A round of March with verdicts and a team's ledger, and one of May of which nothing has come yet."""
    made = Workspace(root)
    for name, days in (("2020-03", "02\nlast_day = 2020-03-06"), ("2020-05", "11\nlast_day = 2020-05-15")):
        folder = made.raw / name
        folder.mkdir(parents=True)
        (folder / "round.toml").write_text(f'name = "{name}督查"\nkind = "full"\nfirst_day = {name}-{days}\n', "utf-8")
    (made.raw / "schools.csv").write_text(REGISTER, encoding="utf-8")
    save_rows(made.raw / "2020-03" / "改薄.xlsx", VERDICTS)
    save_rows(made.raw / "2020-03" / "台账.xlsx", TEAM)
    return made


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> tuple[Workspace, bytes]:
    """The workspace, and the ledger of March as it was written."""
    workspace = make_workspace(tmp_path_factory.mktemp("origin"))
    return workspace, write(workspace, "2020-03", standards)


@pytest.fixture
def workspace(tmp_path: Path, origin: tuple[Workspace, bytes]) -> Workspace:
    """A copy of it, with its tables, to send things into."""
    shutil.copytree(origin[0].root, tmp_path / "own")
    return Workspace(tmp_path / "own")


def write(workspace: Workspace, round_id: str, standards: Standards) -> bytes:
    round_ = read_round(workspace, round_id, standards)
    (content,) = write_ledger(round_, measure_round(round_)).values()
    return content


@pytest.fixture
def send(workspace: Workspace, origin: tuple[Workspace, bytes], standards: Standards) -> Callable[..., Round]:
    """Send March's ledger into a round, changed by a function of its sheet, and read the round."""

    def send(round_id: str, change: Callable[[Worksheet], None] = lambda sheet: None) -> Round:
        path = workspace.raw / round_id / LEDGER
        path.write_bytes(origin[1])
        book = load_workbook(path)
        change(book.active)
        book.save(path)
        return read_round(workspace, round_id, standards)

    return send


def fill(**told: dict[str, Any]) -> Callable[[Worksheet], None]:
    """Fill cells of the rows of problems: what the number ends in, with _ for -, → title → value."""

    def change(sheet: Worksheet) -> None:
        titles = {cell.value: cell.column for cell in sheet[TOP]}
        for row in range(TOP + 1, sheet.max_row + 1):
            number = str(sheet.cell(row, titles["问题编号"]).value)
            for end, cells in told.items():
                if number.endswith(end.replace("_", "-")):
                    for title, value in cells.items():
                        sheet.cell(row, titles[title]).value = value

    return change


def state(round_: Round, *columns: str) -> list[tuple[Any, ...]]:
    names = list(columns or ("problem_id", "state", "deadline", "claimed_on", "verified_on", "reply", "text"))
    return list(measure_round(round_).problems[names].itertuples(index=False, name=None))


def told(round_: Round) -> list[tuple[str, str]]:
    """(cell, code) of what was flagged in the ledger."""
    flags = round_.tables["flags"]
    flags = flags[flags["file"] == LEDGER]
    return list(zip(flags["cell"], flags["code"], strict=True))


# ---- what is in it


def rows(content: bytes, tmp_path: Path) -> list[list[Any]]:
    path = tmp_path / "shown.xlsx"
    path.write_bytes(content)
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows(min_row=TOP)]


def test_a_row_a_problem_from_conclusions_and_ledgers(origin: tuple[Workspace, bytes], tmp_path: Path) -> None:
    head, *body = rows(origin[1], tmp_path)
    assert head == HEAD
    shown = ["问题编号", "学校", "乡镇", "对应内容", "存在问题", "出处", "整改情况", "受阻原因"]
    assert [[row[HEAD.index(title)] for title in shown] for row in body] == [
        ["2020-03-S1-3-9", "东镇小学", "东镇", "围墙围栏", "缺口8米", "改薄.xlsx [Sheet] C2", "未整改", None],
        ["A-1", "东镇小学", "东镇", "厕位与男女比例", "女厕蹲位少2个", "台账.xlsx [Sheet] E2", "待资金等", "资金"],
        ["A-2", "东镇初级中学", "东镇", "采光照明", "=灯坏", "台账.xlsx [Sheet] E3", "已整改", None],
        ["2020-03-S2-3-6", "东镇初级中学", "东镇", "教室黑板", "黑板未达标", "改薄.xlsx [Sheet] B3", "未整改", None],
        ["2020-03-S4-3-6", "西镇小学", "西镇", "教室黑板", "黑板部分达标", "改薄.xlsx [Sheet] B4", "未整改", None],
    ]
    days = ["督查日期", "整改期限", "整改完成时间"]
    assert [[value and value.date() for value in (row[HEAD.index(t)] for t in days)] for row in body[1:4]] == [
        [date(2020, 3, 2), date(2020, 12, 31), None], [date(2020, 3, 3), date(2020, 4, 1), date(2020, 3, 28)],
        [date(2020, 3, 6), date(2020, 5, 5), None],
    ], "what the round found has the standard's 60 days from its last day"  # fmt: skip


def test_it_is_made_to_be_filtered_filled_in_and_printed(
    origin: tuple[Workspace, bytes], standards: Standards, tmp_path: Path
) -> None:
    path = tmp_path / LEDGER
    path.write_bytes(origin[1])
    book = load_workbook(path)
    sheet = book.active
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A4:U9", "C5")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.print_title_rows) == (
        9,
        "landscape",
        "$4:$4",
    )
    assert [(page.id) for page in sheet.col_breaks.brk] == [10], "what is filled in is on a page of its own"
    draft = read_round(origin[0], "2020-03", standards).draft
    assert draft
    assert sheet["C2"].value == (f"台账编号：DCTZ-2020-03-20200306　　草稿 {draft}　　截至：2020-03-06　　共5个问题")
    assert sheet.oddFooter.left.text.endswith(f"草稿 {draft}")
    assert sheet["C3"].value.startswith("怎样填：")
    lists = {str(rule.formula1) for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert '"申辩中,申辩成立,申辩部分成立,申辩成立，不涉及,申辩不成立"' in lists
    assert '"资金,上级,项目"' in lists
    assert any("已销号" in one and "未整改" in one for one in lists)
    assert not sheet.protection.sheet
    assert (sheet["E7"].value, sheet["E7"].data_type, sheet["E7"].quotePrefix) == ("=灯坏", "s", True)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert (book.properties.creator, book.properties.lastModifiedBy) == (None, None)
    assert str(book.properties.modified) == "2020-03-06 00:00:00"


def test_the_same_round_gives_the_same_bytes(
    workspace: Workspace, origin: tuple[Workspace, bytes], standards: Standards
) -> None:
    shutil.rmtree(workspace.processed)
    assert write(workspace, "2020-03", standards) == origin[1]


def test_what_an_earlier_round_closed_is_left_out(
    send: Callable[..., Round], workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    send("2020-03", fill(A_2={"整改情况": "已销号", "核查时间": date(2020, 4, 2)}))
    assert "A-2" in [row[0] for row in rows(write(workspace, "2020-03", standards), tmp_path)], "closed in this round"
    assert "A-2" not in [row[0] for row in rows(write(workspace, "2020-05", standards), tmp_path)]


def test_one_that_a_person_filled_in_stays(
    tmp_path: Path, origin: tuple[Workspace, bytes], standards: Standards
) -> None:
    first = publish(tmp_path, {LEDGER: origin[1]}, Gate(standards), Made("ledger")).paths[LEDGER]
    book = load_workbook(first)
    book.active["K5"] = "已整改"
    book.save(first)
    kept = first.read_bytes()
    again = publish(tmp_path, {LEDGER: origin[1]}, Gate(standards), Made("ledger"))
    assert first.read_bytes() == kept
    assert again.paths[LEDGER].name == "整改台账（草稿2）.xlsx"


# ---- sent back untouched


def shuffle_columns(sheet: Worksheet) -> None:
    order = list(range(1, sheet.max_column + 1))
    random.Random(3).shuffle(order)
    for row in range(TOP, sheet.max_row + 1):
        values = [sheet.cell(row, column).value for column in order]
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
            sheet.cell(row, column).data_type = "s" if isinstance(value, str) else sheet.cell(row, column).data_type


def sort_rows(sheet: Worksheet) -> None:
    body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP + 1)]
    for at, values in enumerate(sorted(body, key=lambda row: str(row[4])), start=TOP + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(at, column).value = value
            sheet.cell(at, column).data_type = "s" if isinstance(value, str) else sheet.cell(at, column).data_type


def hide_rows(sheet: Worksheet) -> None:
    sheet.auto_filter.add_filter_column(1, ["东镇小学"])
    for row in range(TOP + 3, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = True


def add_column(sheet: Worksheet) -> None:
    sheet.insert_cols(6)
    sheet.cell(TOP, 6).value = "照片张数"
    for row in range(TOP + 1, sheet.max_row + 1):
        sheet.cell(row, 6).value = "见附件"


def insert_row(sheet: Worksheet) -> None:
    sheet.insert_rows(1)


def work_over(sheet: Worksheet) -> None:
    """All that people do to a list without changing what it says."""
    for change in (shuffle_columns, sort_rows, add_column, hide_rows):
        change(sheet)
    sheet.insert_rows(1)


@pytest.mark.parametrize("change", [lambda sheet: None, work_over], ids=["as it was", "worked over"])
@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_untouched_it_says_nothing_new(
    round_id: str,
    change: Callable[[Worksheet], None],
    workspace: Workspace,
    send: Callable[..., Round],
    standards: Standards,
) -> None:
    before = read_round(workspace, round_id, standards)
    after = send(round_id, change)
    assert told(after) == []
    assert len(after.tables["problems"]) - len(before.tables["problems"]) == 5, "every row was read"
    assert state(after) == state(before)
    for name in ("conclusions", "findings", "measurements", "replies", "extensions", "remarks", "refused"):
        assert after.tables[name].equals(before.tables[name]), name


def test_what_a_team_says_later_is_no_contradiction_of_an_untouched_ledger(
    send: Callable[..., Round], workspace: Workspace
) -> None:
    team = [list(row) for row in TEAM]
    team[1][6] = "整改中"
    save_rows(workspace.raw / "2020-05" / "台账.xlsx", team)
    after = send("2020-05")
    assert told(after) == []
    assert ("A-1", "in_progress") in [(row[0], row[1]) for row in state(after)] or ("A-1", "blocked") in state(
        after, "problem_id", "state"
    )


# ---- sent back filled in

FILLED = {
    "A_1": {"延期至": date(2021, 8, 31), "延期理由": "资金已列入2021年预算"},
    "A_2": {"整改情况": "已销号", "核查时间": date(2020, 4, 20)},
    "S1_3_9": {"整改情况": "已整改", "整改完成时间": date(2020, 4, 10)},
    "S2_3_6": {"申辩日期": date(2020, 3, 12), "申辩理由": "黑板已于2月更换"},
    "S4_3_6": {
        "申辩日期": date(2020, 3, 12), "申辩理由": "黑板完好", "申辩决定": "申辩不成立",
        "申辩决定日期": date(2020, 3, 20), "申辩决定部门": "督导室",
    },
}  # fmt: skip


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_what_is_filled_in_is_taken(round_id: str, send: Callable[..., Round]) -> None:
    after = send(round_id, fill(**FILLED))
    assert told(after) == []
    late = "2020-05-15"
    as_of = late if round_id == "2020-05" else "2020-03-06"
    table = after.tables["round_problems"].set_index("problem_id")
    names = ["status", "claimed_on", "verified_on", "extended_to", "reply"]
    assert {number: tuple(table.loc[number, names]) for number in table.index} == {
        "A-1": ("blocked", "", "", "2021-08-31", ""), "A-2": ("closed_verified", "2020-03-28", "2020-04-20", "", ""),
        "2020-03-S1-3-9": ("claimed_done", "2020-04-10", "", "", ""), "2020-03-S2-3-6": ("open", "", "", "", "pending"),
        "2020-03-S4-3-6": ("open", "", "", "", "rejected"),
    }  # fmt: skip
    assert after.as_of.isoformat() == as_of
    overdue = {row[0] for row in state(after, "problem_id", "overdue") if row[1]}
    assert overdue == ({"2020-03-S1-3-9", "2020-03-S2-3-6", "2020-03-S4-3-6"} if round_id == "2020-05" else set())


def test_what_was_filled_in_is_in_the_next_ledger(
    send: Callable[..., Round], workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    send("2020-03", fill(**FILLED))
    head, *body = rows(write(workspace, "2020-05", standards), tmp_path)
    shown = ["问题编号", "整改情况", "延期理由", "申辩理由", "申辩决定", "申辩决定部门", "出处"]
    assert [[row[head.index(title)] for title in shown] for row in body] == [
        ["2020-03-S1-3-9", "已整改", None, None, None, None, "2020-03 改薄.xlsx [Sheet] C2"],
        ["A-1", "待资金等", "资金已列入2021年预算", None, None, None, "2020-03 台账.xlsx [Sheet] E2"],
        ["2020-03-S2-3-6", "未整改", None, "黑板已于2月更换", "申辩中", None, "2020-03 改薄.xlsx [Sheet] B3"],
        ["2020-03-S4-3-6", "未整改", None, "黑板完好", "申辩不成立", "督导室", "2020-03 改薄.xlsx [Sheet] B4"],
    ]


def test_an_upheld_reply_corrects_the_finding_in_its_own_round(send: Callable[..., Round]) -> None:
    decided = {"申辩决定": "申辩成立", "申辩决定日期": date(2020, 3, 20), "申辩决定部门": "督导室"}
    after = send("2020-03", fill(S2_3_6={**FILLED["S2_3_6"], **decided}))
    assert "2020-03-S2-3-6" not in [row[0] for row in state(after)]
    number = measure_round(after).number("3-6")
    assert (number["numerator"], number["denominator"]) == (2, 3), "S1 was met, S2 is now, S4 is partly"


REPLY = {"申辩日期": date(2020, 3, 20), "申辩理由": "已换"}


@pytest.mark.parametrize(
    "filled",
    [
        {
            "S1_3_9": ({"延期至": date(2020, 3, 1), "延期理由": "雨季"}, "extension_not_later"),
            "A_1": ({"整改情况": "差不多了"}, "unknown_status"),
            "A_2": ({"整改情况": "待验收", "核查时间": date(2020, 4, 1)}, "verified_but_not_closed"),
            "S2_3_6": ({"延期至": date(2021, 3, 1)}, "extension_incomplete"),
            "S4_3_6": ({"整改完成时间": date(2020, 4, 1)}, "claimed_but_open"),
        },
        {
            "S1_3_9": ({"整改情况": "已销号", "核查时间": date(2020, 3, 1)}, "verified_before_found"),
            "A_1": ({"申辩决定": "申辩成立"}, "decision_without_reply"),
            "A_2": ({**REPLY, "申辩决定": "申辩成立"}, "decision_unsigned"),
            "S2_3_6": ({**REPLY, "申辩决定": "再议"}, "unknown_decision"),
            "S4_3_6": (
                {**REPLY, "申辩决定": "申辩成立", "申辩决定日期": date(2020, 3, 19), "申辩决定部门": "督导室"},
                "decided_before_received",
            ),
        },
    ],
    ids=["days and states", "checks and replies"],
)
def test_what_contradicts_is_told_at_its_cell_and_not_taken(
    filled: dict[str, tuple[dict[str, Any], str]], send: Callable[..., Round]
) -> None:
    after = send("2020-05", fill(**{number: cells for number, (cells, _) in filled.items()}))
    rows = {"S1_3_9": "5", "A_1": "6", "A_2": "7", "S2_3_6": "8", "S4_3_6": "9"}
    assert {(cell[1:], code) for cell, code in told(after)} == {
        (rows[number], code) for number, (_, code) in filled.items()
    }  # fmt: skip
    table = after.tables["round_problems"]
    assert len(table) == 5
    assert set(table["extended_to"]) == {""}
    assert not {"closed_verified"} & set(table["status"])
    assert not {"upheld", "rejected"} & set(table["reply"])


def test_one_column_sorted_alone_is_noticed(send: Callable[..., Round]) -> None:
    def swap(sheet: Worksheet) -> None:
        sheet["A6"], sheet["A9"] = sheet["A9"].value, sheet["A6"].value

    after = send("2020-05", swap)
    assert sorted(told(after)) == [("E6", "problem_of_another_school"), ("E9", "problem_of_another_school")]
    assert [row[0] for row in state(after)] == ["2020-03-S1-3-9", "2020-03-S2-3-6", "2020-03-S4-3-6", "A-1", "A-2"]


def test_a_number_that_was_never_given_is_told(send: Callable[..., Round]) -> None:
    after = send("2020-05", fill(A_2={"问题编号": "A-9"}))
    assert told(after) == [("E7", "unknown_problem_id")]


def test_how_problems_go_on_is_a_table_of_its_own(send: Callable[..., Round]) -> None:
    after = send("2020-05")
    links = read_table(after.folder, "problem_links")
    numbers = ["A-1", "A-2", "2020-03-S1-3-9", "2020-03-S2-3-6", "2020-03-S4-3-6"]
    assert sorted(links.itertuples(index=False, name=None)) == sorted(
        (number, "2020-05", number, "2020-03", "same_id") for number in numbers
    )


def test_a_new_problem_needs_no_number(send: Callable[..., Round]) -> None:
    def add(sheet: Worksheet) -> None:
        new = {"学校": "西镇小学", "对应内容": "开水供应", "存在问题": "开水器停用", "整改情况": "未整改"}
        for title, value in new.items():
            sheet.cell(10, HEAD.index(title) + 1).value = value

    after = send("2020-05", add)
    assert told(after) == []
    assert ("2020-05-S4-3-15", "开水器停用") in state(after, "problem_id", "text")


def test_a_name_written_into_it_is_taken_out(send: Callable[..., Round]) -> None:
    filled = {"申辩日期": date(2020, 3, 12), "申辩理由": "联系人：欧阳明月，黑板已更换", "申辩决定": "申辩不成立",
              "申辩决定日期": date(2020, 3, 20), "申辩决定部门": "欧阳明月"}  # fmt: skip
    after = send("2020-05", fill(S2_3_6=filled))
    for name, table in after.tables.items():
        assert not table.astype(str).apply(lambda column: column.str.contains("欧阳明月")).any(axis=None), name
    assert sorted(code for _, code in told(after)) == ["decision_unsigned", "reply_role_is_name"]


# ---- through another program


@pytest.mark.slow
@pytest.mark.office
def test_saved_by_libreoffice_it_reads_the_same(
    soffice: str, tmp_path: Path, origin: tuple[Workspace, bytes], workspace: Workspace, standards: Standards
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / LEDGER).write_bytes(origin[1])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "in" / LEDGER),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for round_id in ("2020-03", "2020-05"):
        before = read_round(workspace, round_id, standards)
        shutil.copy(tmp_path / LEDGER, workspace.raw / round_id / LEDGER)
        after = read_round(workspace, round_id, standards)
        assert told(after) == []
        assert state(after) == state(before)
        (workspace.raw / round_id / LEDGER).unlink()


def test_in_english_it_has_its_own_name(workspace: Workspace, standards_en: Standards) -> None:
    round_ = read_round(workspace, "2020-03", standards_en)
    assert list(write_ledger(round_, measure_round(round_))) == ["rectification_ledger.xlsx"]


# ---- whose row it is


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_an_emptied_school_is_that_of_the_number(
    round_id: str, workspace: Workspace, send: Callable[..., Round], standards: Standards
) -> None:
    before = read_round(workspace, round_id, standards)
    after = send(round_id, fill(A_2={"学校": None}, S4_3_6={"学校": None}))
    assert told(after) == []
    assert state(after, "problem_id", "school_id", "state") == state(before, "problem_id", "school_id", "state")


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
@pytest.mark.parametrize(("written", "school"), [(None, ""), ("西镇小学", "S4")])
def test_a_problem_without_a_school_takes_the_one_that_a_person_names(
    written: str | None, school: str, round_id: str, workspace: Workspace, standards: Standards
) -> None:
    # Above the first row of the team's ledger stands no school that it could mean.
    nobody = ["B-1", None, date(2020, 3, 2), "第4条", "走廊灯坏", date(2020, 4, 1), "未整改", None]
    save_rows(workspace.raw / "2020-03" / "台账.xlsx", [TEAM[0], nobody, *TEAM[1:]])
    path = workspace.raw / round_id / LEDGER
    path.write_bytes(write(workspace, "2020-03", standards))
    book = load_workbook(path)
    fill(B_1={"学校": written})(book.active)
    book.save(path)
    after = read_round(workspace, round_id, standards)
    assert told(after) == []
    assert [row for row in state(after, "problem_id", "school_id", "state") if row[0] == "B-1"] == [
        ("B-1", school, "open")
    ]


@pytest.mark.parametrize("round_id", ["2020-03", "2020-05"])
def test_a_school_that_lies_in_another_town_now_keeps_what_its_row_says(
    round_id: str, workspace: Workspace, send: Callable[..., Round]
) -> None:
    moved = REGISTER.replace("S1,东镇小学,东镇", "S1,东镇小学,西镇")
    (workspace.raw / "schools.csv").write_text(moved, encoding="utf-8")
    after = send(round_id, fill(A_1=FILLED["A_1"]))
    assert told(after) == []
    assert ("A-1", "S1", "2021-08-31") in state(after, "problem_id", "school_id", "extended_to")
