"""The review workbook asked, answered and read back: what it shows, and what an answer changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.errors import CorrectionsError
from analysis.rounds.round import Round
from analysis.rounds.status import describe_status

from .conftest import SHEETS, Office

Conclude = Callable[[Round, str, str], tuple[str, str]]


def by_seen(office: Office) -> dict[str, dict[str, str]]:
    return {row["seen"] or row["problem"]: row for row in office.rows()}


# ---- what is asked


def test_the_same_word_is_one_row_with_its_cells(office: Office) -> None:
    row = by_seen(office)["勉勉强强"]
    assert row["where"] == "《一组.xlsx》 [督查表] B2、B3\n《二组.xlsx》 [督查表] C3"
    assert (row["answer"], row["reason"], row["scope"]) == ("", "", ""), "nothing is filled in for a person"


def test_rows_that_move_most_numbers_come_first(office: Office) -> None:
    moved = [int(row["affects"].split("个")[0]) if row["affects"] != "—" else 0 for row in office.rows()]
    assert moved == sorted(moved, reverse=True)
    assert by_seen(office)["勉勉强强"]["affects"] == "4个：3-0 全面改薄、3-0a、3-4 采光照明、3-5 课桌椅"


def test_answers_are_chosen_from_lists(office: Office) -> None:
    book = load_workbook(office.check())
    sheet, choices = book.worksheets[0], book["_choices"]
    rows = {row["seen"]: row["row"] for row in office.rows()}

    def offered(seen: str, column: str) -> list[str]:
        cell = f"{column}{rows[seen]}"
        rule = next(r for r in sheet.data_validations.dataValidation if cell in r.sqref and r.type == "list")
        if not rule.formula1.startswith("'") and not rule.formula1.startswith("_"):
            return rule.formula1.strip('"').split(",")
        return [str(cells[0].value) for cells in choices[rule.formula1.split("!")[1].replace("$", "")]]

    assert offered("勉勉强强", "G") == ["达标", "部分达标", "未达标", "不涉及", "未查"]
    assert offered("勉勉强强", "J") == ["仅此格", "本表", "所列各格", "今后都按此"]
    assert offered("待核", "J") == ["仅此格", "本表"], "待核 may never mean a verdict for good"
    assert offered("冬镇小学", "G")[0] == "东镇小学（东镇，S1）"
    assert "3-8 体育场地设施" in offered("球场够不够用", "G")
    assert offered("√、×", "G") == [
        "采用《一组.xlsx》[督查表]C2：达标", "采用《二组.xlsx》[督查表]B2：未达标", "都不对，已请重报",
    ]  # fmt: skip


def test_what_is_proposed_is_not_the_answer(office: Office) -> None:
    row = by_seen(office)["冬镇小学"]
    assert row["proposal"].startswith("最相近的：东镇小学")
    assert row["answer"] == ""


def test_a_control_character_is_asked_about_and_its_answer_finds_the_cell(office: Office, conclusion: Conclude) -> None:
    rows = [["学校", "第4条 采光照明"], ["东小", "勉强_x000B_算_x0001_"]]
    office.write("三组.xlsx", rows)  # so Excel stores a vertical tab
    assert "勉强\n算" in by_seen(office)
    office.answer({"勉强\n算": {"answer": "未达标"}, "勉勉强强": {"answer": "未达标"}})
    round_, _ = office.settle()
    assert conclusion(round_, "S1", "cond.04") == ("unmet", "correction")
    assert round_.tables["findings"].query("file == '三组.xlsx'")["raw"].tolist() == ["勉强\x0b算\x01"]


def test_it_prints_on_paper_and_hides_its_keys(office: Office) -> None:
    book = load_workbook(office.check())
    assert book.sheetnames == ["待核对", "说明", "_cells", "_choices"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden", "hidden"]
    sheet = book.worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.freeze_panes) == (
        "landscape",
        "9",
        "C4",
    ) or (sheet.page_setup.paperSize == 9)
    assert sheet.print_title_rows == "$3:$3"


def test_a_cell_that_looks_like_a_formula_stays_text(office: Office) -> None:
    office.write("三组.xlsx", [["学校", "第4条 采光照明"], ["东中", '=HYPERLINK("http://x")']])
    office.write("四组.xlsx", [["学校", "第4条 采光照明"], ["石桥小学", "+勉强"]])
    book = load_workbook(office.check())
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_same_round_gives_the_same_bytes(office: Office) -> None:
    first = office.check().read_bytes()
    assert office.check().read_bytes() == first


def test_a_workbook_that_a_person_filled_in_is_not_overwritten(office: Office) -> None:
    path = office.check()
    book = load_workbook(path)
    book.worksheets[0]["H4"] = "正在问"
    book.save(path)
    second = office.check()
    assert second.name == "待核对（草稿2）.xlsx"
    assert load_workbook(path).worksheets[0]["H4"].value == "正在问"


# ---- what an answer does


def test_a_cell_is_settled(office: Office, conclusion: Conclude) -> None:
    assert conclusion(office.read(), "S4", "cond.08") == ("unreadable", "none")
    office.answer({"待核": {"answer": "未达标", "scope": "仅此格"}})
    round_, done = office.settle()
    assert (len(done.outcomes), done.faults) == (1, 0)
    assert conclusion(round_, "S4", "cond.08") == ("unmet", "correction")
    text = (office.folder / "corrections.toml").read_text(encoding="utf-8")
    assert 'was = "待核"\nbecomes = "未达标"\nreason = "电话核实"\nby_role = "督导室"\non = 2020-03-06\n' in text
    assert 'school = "S4"\nitem = "cond.08"\naspect = "inspected"\n' in text
    raw = round_.tables["findings"].set_index(["file", "cell"]).loc[("一组.xlsx", "C3"), "raw"]
    assert raw == "待核", "what was written is kept"


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        pytest.param("仅此格", ("partial", "unreadable", "unreadable"), id="the first cell"),
        pytest.param("本表", ("partial", "partial", "unreadable"), id="its sheet"),
        pytest.param("所列各格", ("partial", "partial", "partial"), id="every cell listed"),
        pytest.param("今后都按此", ("partial", "partial", "partial"), id="always"),
    ],
)
def test_how_far_an_answer_goes(scope: str, expected: tuple[str, ...], office: Office, conclusion: Conclude) -> None:
    office.answer({"勉勉强强": {"answer": "部分达标", "scope": scope}})
    round_, done = office.settle()
    assert done.faults == 0
    found = (conclusion(round_, "S1", "cond.04"), conclusion(round_, "S4", "cond.04"))
    # 石桥小学 is the short name of S3; its item 5 is the third cell.
    assert tuple(one[0] for one in (*found, conclusion(round_, "S3", "cond.05"))) == expected
    assert (office.workspace.raw / "words.toml").is_file() == (scope == "今后都按此")


def test_what_holds_for_good_holds_in_the_next_workbook(office: Office, conclusion: Conclude) -> None:
    office.answer({
        "勉勉强强": {"answer": "部分达标", "scope": "今后都按此"},
        "冬镇小学": {"answer": "东镇石桥小学（东镇，S3）", "scope": "今后都按此"},
        "球场够不够用": {"answer": "3-8 体育场地设施", "scope": "今后都按此"},
    })  # fmt: skip
    assert office.settle()[1].faults == 0
    office.write("五组.xlsx", [["学校", "球场够不够用", "第3条"], ["冬镇小学", "勉勉强强", "√"]])
    round_ = office.read()
    found = round_.tables["findings"]
    own = found[found["file"] == "五组.xlsx"][["school_id", "item_id", "verdict"]]
    assert ("S3", "cond.08", "partial") in list(own.itertuples(index=False, name=None))
    assert not set(round_.tables["flags"]["code"]) & {"unknown_word", "unknown_school", "unknown_heading"}


def test_a_school_is_settled_for_one_cell_only(office: Office) -> None:
    office.answer({"冬镇小学": {"answer": "西石小", "scope": "仅此格"}})
    round_, done = office.settle()
    assert done.faults == 0
    found = round_.tables["findings"].set_index(["file", "cell"])["school_id"]
    assert found["一组.xlsx", "B4"] == "S5"
    assert not (office.workspace.raw / "words.toml").exists()


def test_a_heading_keeps_its_polarity(office: Office, conclusion: Conclude) -> None:
    office.answer({"球场够不够用": {"answer": "3-8 体育场地设施", "scope": "仅此格"}})
    round_, done = office.settle()
    assert done.faults == 0
    found = round_.tables["findings"].set_index(["file", "cell"])
    assert tuple(found.loc[("一组.xlsx", "D3"), ["item_id", "verdict"]]) == ("cond.08", "unmet")


def test_a_dispute_is_settled_by_the_cell_adopted(office: Office, conclusion: Conclude) -> None:
    table = office.read().tables["conclusions"].set_index(["school_id", "item_id"])
    assert table.loc[("S1", "cond.08"), "standing"] == "in_dispute"
    office.answer({"√": {"answer": "采用《二组.xlsx》[督查表]B2：未达标"}})
    round_, done = office.settle()
    assert done.faults == 0
    assert conclusion(round_, "S1", "cond.08") == ("unmet", "correction")
    assert "in_dispute" not in set(round_.tables["flags"]["code"])


def test_a_workbook_sent_twice_is_settled_by_the_file_adopted(office: Office, conclusion: Conclude) -> None:
    changed = [list(row) for row in SHEETS["一组.xlsx"]]
    changed[4][1], changed[4][2] = "√", "×"
    office.write("一组(1).xlsx", changed)
    asked = [row for row in office.rows() if "同一份表" in row["problem"]]
    assert len(asked) == 1
    assert asked[0]["where"] == "《一组.xlsx》 [督查表] B5、C5\n《一组(1).xlsx》 [督查表] B5、C5"
    assert asked[0]["seen"] == "2格不同"
    settled = [row for row in office.rows() if row["proposal"].startswith(f"第{asked[0]['no']}行定了采用哪一份")]
    assert len(settled) == 2, "each of the two cells is asked about too, and points to the row of the file"
    assert all("东中" in row["problem"] for row in settled)
    assert conclusion(office.read(), "S2", "cond.04")[0] == "unreadable"
    office.answer({"同一份表": {"answer": "采用《一组(1).xlsx》"}})
    round_, done = office.settle()
    assert done.faults == 0
    assert conclusion(round_, "S2", "cond.04")[0] == "met"
    assert conclusion(round_, "S2", "cond.08")[0] == "unmet"
    assert "resent_changed" not in set(round_.tables["flags"]["code"])


def test_a_flag_that_may_stand_is_not_asked_again(office: Office) -> None:
    office.answer({"√": {"answer": "都不对，已请重报"}})
    round_, done = office.settle()
    assert done.faults == 0
    flag = round_.tables["flags"].set_index("code").loc["in_dispute"]
    assert flag["severity"] == "note"
    assert all(row["seen"] != "√" for row in office.rows())


# ---- what is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"answer": "还行吧", "scope": "仅此格"}, "认不出这个答案", id="no verdict"),
        pytest.param({"answer": "达标"}, "没有选范围", id="several cells and no scope"),
        pytest.param({"answer": "达标", "scope": "仅此格", "reason": ""}, "没有写理由", id="no reason"),
        pytest.param({"answer": "达标", "scope": "仅此格", "by_role": ""}, "没有写由谁定的", id="nobody"),
        pytest.param({"answer": "达标", "scope": "仅此格", "by_role": "王主任"}, "不写姓名", id="a person"),
        pytest.param({"answer": "达标", "scope": "到处"}, "范围不对", id="no scope that is known"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_by_its_row(said: dict[str, str], told: str, office: Office) -> None:
    office.answer({"勉勉强强": said})
    row = next(row["row"] for row in office.rows() if row["seen"] == "勉勉强强")
    _, done = office.settle()
    assert done.faults == 1
    assert f"第{row}行" in done.said[1]
    assert told in done.said[1]
    assert not (office.folder / "corrections.toml").exists()


def test_a_cell_that_was_changed_since_is_told(office: Office) -> None:
    office.answer({"待核": {"answer": "达标", "scope": "仅此格"}})
    rows = [list(row) for row in SHEETS["一组.xlsx"]]
    rows[2][2] = "×"
    office.write("一组.xlsx", rows)
    _, done = office.settle()
    assert "C3现在写的是“×”，不是“待核”" in done.said[1]
    assert done.faults == 1


def test_reading_twice_changes_nothing_more(office: Office) -> None:
    office.answer(
        {"待核": {"answer": "达标", "scope": "仅此格"}, "勉勉强强": {"answer": "部分达标", "scope": "今后都按此"}}
    )
    round_, first = office.settle()
    kept = [office.folder / "corrections.toml", office.workspace.raw / "words.toml", round_.folder / "settled.jsonl"]
    before = [path.read_bytes() for path in kept]
    _, second = office.settle()
    assert (first.faults, second.faults) == (0, 0)
    assert [path.read_bytes() for path in kept] == before
    assert all(not outcome.new for outcome in second.outcomes)
    assert len(before[2].splitlines()) == 2


def test_another_answer_to_a_settled_cell_is_told(office: Office) -> None:
    office.answer({"待核": {"answer": "达标", "scope": "仅此格"}})
    office.settle()
    book = load_workbook(office.folder / "待核对.xlsx")
    for row in book.worksheets[0].iter_rows(min_row=4):
        if row[2].value == "待核":
            row[6].value = "未达标"
    book.save(office.folder / "待核对.xlsx")
    _, done = office.settle()
    assert "已经定为“达标”" in done.said[1]


def test_lines_that_a_person_wrote_stay_as_they_are(office: Office) -> None:
    own = '# 我写的\r\n[[correction]]\r\nfile = "一组.xlsx"\r\nsheet = "督查表"\r\ncell = "C2"\r\nwas = "√"\r\n' \
          'becomes = "√"\r\nreason = "看过"\r\nby_role = "督导室"\r\non = 2020-03-05\r\n'  # fmt: skip
    (office.folder / "corrections.toml").write_bytes(own.encode("gb18030"))
    office.answer({"待核": {"answer": "达标", "scope": "仅此格"}})
    assert office.settle()[1].faults == 0
    assert (office.folder / "corrections.toml").read_bytes().startswith(own.encode("gb18030"))


def test_the_answered_workbook_is_never_read_as_a_senders(office: Office) -> None:
    office.answer({"待核": {"answer": "达标", "scope": "仅此格"}}, name="待核对(1).xlsx")
    round_, done = office.settle()
    assert list(round_.tables["workbooks"]["file"]) == ["一组.xlsx", "二组.xlsx"]
    assert done.faults == 0


def test_a_workbook_without_its_hidden_sheets_is_told(office: Office) -> None:
    office.write("待核对.xlsx", [["序号", "采用"], [1, "达标"]])
    with pytest.raises(CorrectionsError, match="隐藏"):
        office.settle()


def test_rows_may_be_sorted_and_deleted(office: Office, conclusion: Conclude, tmp_path: Path) -> None:
    office.answer({"待核": {"answer": "达标", "scope": "仅此格"}})
    book = load_workbook(office.folder / "待核对.xlsx")
    sheet = book.worksheets[0]
    while str(sheet["C4"].value) != "待核":
        sheet.delete_rows(4)
    book.save(office.folder / "待核对.xlsx")
    round_, done = office.settle()
    assert done.faults == 0
    assert conclusion(round_, "S4", "cond.08") == ("met", "correction")


def test_ledger_words_and_dates_are_settled(office: Office) -> None:
    office.write("台账.xlsx", [
        ["学校", "存在问题", "整改时限", "整改情况"],
        ["东小", "灯不亮", "尽量快一点", "搞了一半吧"],
        ["西小", "少两把椅子", "2020-03-20", "整改中"],
    ])  # fmt: skip
    assert {"搞了一半吧", "尽量快一点"} <= set(by_seen(office))
    office.answer({
        "搞了一半吧": {"answer": "整改中", "scope": "今后都按此"},
        "尽量快一点": {"answer": "2020年4月1日", "scope": "仅此格"},
    })  # fmt: skip
    round_, done = office.settle()
    assert done.faults == 0, done.said
    problem = round_.tables["problems"].set_index("cell").loc["B2"]
    assert (problem["status"], problem["deadline"]) == ("in_progress", "2020-04-01")


def test_a_school_of_the_plan_is_settled_for_good(office: Office) -> None:
    office.write("plan.xlsx", [["学校", "应查", "督查组"], ["东小", "是", "一组"], ["冬镇小学", "是", "一组"]])
    row = next(row for row in office.rows() if "督查计划" in row["problem"] and row["seen"] == "冬镇小学")
    assert row["where"] == "《plan.xlsx》 [督查表] A3"
    office.answer({"督查计划里的学校": {"answer": "东镇石桥小学（东镇，S3）", "scope": "今后都按此"}})
    round_, done = office.settle()
    assert done.faults == 0, done.said
    assert "plan_school" not in set(round_.tables["flags"]["code"])
    assert "S3" in set(round_.tables["coverage"]["school_id"])


def test_a_cell_of_tick_columns_is_settled(office: Office, conclusion: Conclude) -> None:
    office.write("勾选.xlsx", [
        ["学校", "检查内容", "达标", "部分达标", "未达标"],
        ["西石小", "采光照明", "√", "", "√"],
        ["西石小", "体育场地设施", "", "看情况", ""],
    ])  # fmt: skip
    office.answer({
        "看情况": {"answer": "部分达标", "scope": "仅此格"},
        "勾了两处": {"answer": "达标", "scope": "仅此格"},
    })  # fmt: skip
    round_, done = office.settle()
    assert done.faults == 0, done.said
    assert conclusion(round_, "S5", "cond.08") == ("partial", "correction")
    assert conclusion(round_, "S5", "cond.04") == ("met", "correction")


def test_a_column_of_numbers_without_a_known_title_is_asked_once_and_may_be_named(office: Office) -> None:
    office.write("三组.xlsx", [["学校", "课桌数", "大屏几块"], ["东小", 300, 6], ["西小", 200, 4]])
    office.write("丁组.xlsx", [["学校", "课桌数", "大屏几块"], ["东中", 100, 2], ["石桥小学", 90, 1]])
    row = by_seen(office)["大屏几块"]
    assert row["where"] == "《丁组.xlsx》 [督查表] C1\n《三组.xlsx》 [督查表] C1"
    office.answer({"大屏几块": {"answer": "多媒体教室间数", "scope": "所列各格"}})
    office.settle()
    numbers = office.read().tables["measurements"]
    assert sorted(numbers.loc[numbers["measure"] == "multimedia_rooms", "value"]) == [1.0, 2.0, 4.0, 6.0]


def test_a_column_of_no_use_may_stand(office: Office) -> None:
    office.write("三组.xlsx", [["学校", "课桌数", "大屏几块"], ["东小", 300, 6], ["西小", 200, 4]])
    office.answer({"大屏几块": {"answer": "可以", "scope": "仅此格"}})
    office.settle()
    assert "大屏几块" not in by_seen(office)


@pytest.mark.parametrize("name", ["张伟", "督导室张伟", "王主任"])
def test_a_name_typed_for_who_settled_it_is_stored_nowhere(office: Office, name: str) -> None:
    office.answer({"勉勉强强": {"answer": "未达标", "scope": "所列各格", "reason": "张伟核实", "by_role": name}})
    _, settled = office.settle()
    assert [outcome.fault for outcome in settled.outcomes] == [office.standards.say("review.fault.role_is_name")]
    kept = [path for path in office.workspace.root.rglob("*") if path.suffix in (".toml", ".json", ".jsonl")]
    assert not any(word in path.read_text(encoding="utf-8") for path in kept for word in (name, "张伟"))
    assert not any(name in line for line in settled.said)


def test_a_name_in_a_reason_is_masked(office: Office) -> None:
    office.answer({"勉勉强强": {"answer": "未达标", "scope": "所列各格", "reason": "校长张伟电话核实"}})
    office.settle()
    text = (office.folder / "corrections.toml").read_text(encoding="utf-8")
    assert "电话核实" in text
    assert "张伟" not in text


def test_a_name_in_the_name_of_a_file_is_masked_where_people_read_it(office: Office) -> None:
    office.write("石桥小学张伟填报.xlsx", [["学校", "第5条 课桌椅"], ["东小", "×"], ["西小", "差不多"]])
    rows = office.rows()
    assert not any("张伟" in text for row in rows for text in row.values())
    assert any(row["where"].startswith("《石桥小学〔…〕填报.xlsx》") for row in rows)
    labels = [str(row[1]) for row in load_workbook(office.check())["_choices"].iter_rows(values_only=True)]
    assert any("石桥小学〔…〕填报.xlsx" in label for label in labels)
    assert not any("张伟" in label for label in labels)
    assert not any("张伟" in line for line in describe_status(office.read()))
    assert "石桥小学张伟填报.xlsx" in set(office.read().tables["findings"]["file"]), "the address stays"


def test_an_answer_about_a_file_that_names_a_person_finds_its_cell(office: Office, conclusion: Conclude) -> None:
    office.write("石桥小学张伟填报.xlsx", [["学校", "第5条 课桌椅"], ["东小", "×"], ["西小", "差不多"]])
    book = load_workbook(office.check())
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any("张伟" in text for text in texts), "the hidden sheets call the file by a key"
    office.answer({"差不多": {"answer": "达标", "scope": "仅此格"}})
    round_, done = office.settle()
    assert done.faults == 0
    found = round_.tables["findings"].query("file == '石桥小学张伟填报.xlsx' and raw == '差不多'")
    assert list(found["verdict"]) == ["met"]
