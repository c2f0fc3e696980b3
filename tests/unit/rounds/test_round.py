"""A round read from its folder: what is read again, what is refused, what a correction changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analysis.errors import MissingError
from analysis.rounds.round import Round, find_round, load_round, read_round
from analysis.rounds.status import describe_status
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.tables import TABLES, check_table

Write = Callable[[Path, list[list[object]]], Path]
SHEET: list[list[object]] = [
    ["全面改薄督查表"],
    ["学校", "墙面与电线", "采光照明", "体育场地设施"],
    ["东小", "达标", "不达标", "待核"],
    ["东中", "达标", "达标", "达标"],
    ["石桥点", "达标", "达标", "达标"],
]
"""Row 3 is S1; D3 is a word that settles nothing."""
CORRECTION = """［［correction］］
file ＝ “一组.xlsx”
sheet = "Sheet"
cell = "{cell}"
was = "待核"
becomes = "不达标"
reason = "电话核实"
by_role = "督导室"
on = 2020-03-09
"""


@pytest.fixture
def filled(workspace: Workspace, write_sheet: Write) -> Workspace:
    """The workspace with one workbook."""
    write_sheet(workspace.raw / "2020-03" / "一组.xlsx", SHEET)
    return workspace


def read(workspace: Workspace, standards: Standards, round_id: str = "2020-03") -> tuple[Round, list[str]]:
    """The round, and the files that were read for it."""
    files: list[str] = []
    round_ = read_round(workspace, round_id, standards, progress=lambda done, total, file: files.append(file))
    return round_, [file for file in files if file]


def conclude(round_: Round, school: str, item: str) -> tuple[str, str]:
    table = round_.tables["conclusions"]
    row = table[(table["school_id"] == school) & (table["item_id"] == item)].iloc[0]
    return row["verdict"], row["decided_by"]


def test_every_table_is_written_and_declared(filled: Workspace, standards: Standards) -> None:
    round_, _ = read(filled, standards)
    assert set(round_.tables) == set(TABLES)
    for name, frame in round_.tables.items():
        check_table(name, frame)
        assert (filled.processed / "2020-03" / f"{name}.parquet").is_file()
    assert conclude(round_, "S1", "cond.04") == ("unmet", "inspected")
    assert conclude(round_, "S1", "cond.08") == ("unreadable", "none")
    assert conclude(round_, "S4", "cond.04") == ("not_inspected", "none")


def test_unchanged_round_is_not_read_again(filled: Workspace, standards: Standards) -> None:
    first, files = read(filled, standards)
    again, none = read(filled, standards)
    assert (files, none) == (["一组.xlsx"], [])
    assert all(first.tables[name].equals(again.tables[name]) for name in TABLES)


def test_another_date_reads_nothing_again(filled: Workspace, standards: Standards) -> None:
    read(filled, standards)
    files: list[str] = []
    round_ = read_round(
        filled, "2020-03", standards, as_of=date(2020, 4, 1), progress=lambda done, total, file: files.append(file)
    )
    assert (round_.as_of, files) == (date(2020, 4, 1), [])


def test_days_after_the_date_it_is_held_at_are_told(
    workspace: Workspace, write_sheet: Write, standards: Standards
) -> None:
    """By its own date, the 6th, both came true; on the 4th neither had, on the 5th one. What is settled stays so."""
    ledger: list[list[object]] = [
        ["学校", "存在问题", "整改情况", "整改完成时间", "验收结果", "验收日期"],
        ["东小", "黑板反光", "已整改", "2020-03-05", None, None],
        ["东中", "扶手松动", "已整改", "2020-03-03", "验收合格", "2020-03-06"],
    ]
    write_sheet(workspace.raw / "2020-03" / "台账.xlsx", ledger)
    settled = """[[settled]]
file = "台账.xlsx"
sheet = "Sheet"
cell = "B2"
code = "claimed_after_as_of"
was = "黑板反光"
answer = "属实"
reason = "学校写的是计划日"
by_role = "督导室"
on = 2020-03-09
"""

    def told(as_of: date | None) -> list[tuple[str, str, str]]:
        flags = read_round(workspace, "2020-03", standards, as_of=as_of).tables["flags"]
        late = flags[flags["code"].str.endswith("_after_as_of")]
        return list(zip(late["cell"], late["code"], late["severity"], strict=True))

    claimed, verified = ("B2", "claimed_after_as_of"), ("B3", "verified_after_as_of")
    assert told(None) == told(date(2020, 3, 6)) == told(date(2020, 4, 1)) == []
    assert told(date(2020, 3, 5)) == [(*verified, "warning")]
    assert told(date(2020, 3, 4)) == [(*claimed, "warning"), (*verified, "warning")]
    (workspace.raw / "2020-03" / "corrections.toml").write_text(settled, encoding="utf-8")
    assert told(date(2020, 3, 4)) == [(*claimed, "note"), (*verified, "warning")]


def test_changed_workbook_rules_or_language_are_read_again(
    filled: Workspace, standards: Standards, standards_en: Standards, write_sheet: Write
) -> None:
    read(filled, standards)
    write_sheet(filled.raw / "2020-03" / "一组.xlsx", [*SHEET[:2], ["东小", "不达标", "达标", "达标"]])
    changed, files = read(filled, standards)
    assert files == ["一组.xlsx"]
    assert conclude(changed, "S1", "cond.03") == ("unmet", "inspected")
    assert read(filled, standards_en)[1] == ["一组.xlsx"]


@pytest.mark.parametrize("name", ["findings", "flags"])
def test_table_edited_or_deleted_is_read_again(name: str, filled: Workspace, standards: Standards) -> None:
    first, _ = read(filled, standards)
    path = filled.processed / "2020-03" / f"{name}.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:-8] + b"12345678")
    assert read(filled, standards)[1] == ["一组.xlsx"]
    path.unlink()
    again, files = read(filled, standards)
    assert files == ["一组.xlsx"]
    assert path.read_bytes() == whole
    assert again.tables[name].equals(first.tables[name])


def test_same_input_gives_the_same_bytes(filled: Workspace, standards: Standards) -> None:
    read(filled, standards)
    folder = filled.processed / "2020-03"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    read(filled, standards)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_one_bad_workbook_is_refused_and_the_rest_is_read(filled: Workspace, standards: Standards) -> None:
    folder = filled.raw / "2020-03"
    (folder / "二组.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "~$一组.xlsx").write_bytes(b"lock")
    round_, _ = read(filled, standards)
    workbooks = round_.tables["workbooks"]
    assert dict(zip(workbooks["file"], workbooks["state"], strict=True)) == {
        "一组.xlsx": "read", "二组.xlsx": "refused", "照片.jpg": "not_read",
    }  # fmt: skip
    assert round_.refused == ("二组.xlsx",)
    flags = round_.tables["flags"]
    assert flags.loc[flags["file"] == "二组.xlsx", "severity"].tolist() == ["error"]
    assert conclude(round_, "S1", "cond.04") == ("unmet", "inspected")


def test_correction_is_read_by_the_same_rules(filled: Workspace, standards: Standards) -> None:
    path = filled.raw / "2020-03" / "corrections.toml"
    path.write_bytes(CORRECTION.format(cell="D3").encode("gb18030"))
    round_, _ = read(filled, standards)
    assert conclude(round_, "S1", "cond.08") == ("unmet", "correction")
    findings = round_.tables["findings"]
    assert findings.loc[findings["cell"] == "D3", "raw"].tolist() == ["待核"]
    assert "unreadable_word" not in set(round_.tables["flags"]["code"])


def test_correction_that_does_not_fit_holds_its_cell_back(filled: Workspace, standards: Standards) -> None:
    path = filled.raw / "2020-03" / "corrections.toml"
    path.write_text(CORRECTION.format(cell="C3"), encoding="utf-8")
    round_, _ = read(filled, standards)
    assert conclude(round_, "S1", "cond.04") == ("unreadable", "none")
    flags = round_.tables["flags"]
    assert flags.loc[flags["code"] == "correction_unfit", "cell"].tolist() == ["C3"]


def add_round(workspace: Workspace, round_id: str, *, kind: str = "full", sample: bool = False, day: str) -> None:
    folder = workspace.raw / round_id
    folder.mkdir()
    text = f'kind = "{kind}"\nfirst_day = {day}\nlast_day = {day}\nsample = {str(sample).lower()}\n'
    (folder / "round.toml").write_text(text, encoding="utf-8")


def test_earlier_rounds_and_the_last_full_one(filled: Workspace, standards: Standards) -> None:
    add_round(filled, "2020-01", day="2020-01-10")
    add_round(filled, "2020-02", day="2020-02-10", kind="revisit")
    add_round(filled, "2020-02-example", day="2020-02-11", sample=True)
    add_round(filled, "2020-04", day="2020-04-10")
    round_, _ = read(filled, standards)
    assert [one.id for one in round_.earlier] == ["2020-01", "2020-02"]
    assert round_.previous is not None
    assert round_.previous.id == "2020-01"
    assert find_round(filled, "latest", standards) == "2020-04"
    add_round(filled, "2020-05", day="2020-05-10", kind="spot")
    assert find_round(filled, "latest", standards) == "2020-04"


def test_missing_round_is_told(filled: Workspace, standards: Standards) -> None:
    with pytest.raises(MissingError, match="2020-09"):
        read_round(filled, "2020-09", standards)


def test_notebook_loads_from_any_folder(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(filled.raw / "2020-03")
    round_ = load_round(as_of="2020-03-20")
    assert (round_.id, round_.as_of, round_.standards.lang) == ("2020-03", date(2020, 3, 20), "zh")
    assert load_round("2020-03", root=filled.root, lang="en").standards.lang == "en"


def test_killed_run_is_simply_run_again(filled: Workspace, standards: Standards) -> None:
    first, _ = read(filled, standards)
    Path(filled.processed / "2020-03").rename(filled.processed / ".2020-03.old")
    again, files = read(filled, standards)
    assert files == []
    assert again.tables["findings"].equals(first.tables["findings"])


def test_status_says_what_came_and_what_is_missing(filled: Workspace, standards: Standards, write_sheet: Write) -> None:
    folder = filled.raw / "2020-03"
    write_sheet(folder / "plan.xlsx", [
        ["学校", "督查组", "督查方面", "未查原因"], ["东小", "一组", "全面改薄", ""], ["东中", "一组", "全面改薄", ""],
        ["西小", "二组", "全面改薄", ""], ["西校", "二组", "全面改薄", "停电"],
    ])  # fmt: skip
    (folder / "二组.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    lines = describe_status(read_round(filled, "2020-03", standards))
    text = "\n".join(lines)
    assert lines[0] == "三月督查（2020-03）"
    assert lines[2] == "  《一组.xlsx》读入，1张表，17格"
    assert "应查未见结果的学校（1所）：西小（二组；全面改薄）" in text
    assert "未查，已说明原因（1所）：西校（停电）" in text
    assert "请二组在收到后补报以下学校的督查结果：西小。" in text
    assert "《二组.xlsx》没有读" in text


def test_schools_that_lack_the_same_stand_together(filled: Workspace, standards: Standards, write_sheet: Write) -> None:
    folder = filled.raw / "2020-03"
    (folder / "一组.xlsx").unlink()
    write_sheet(folder / "plan.xlsx", [
        ["学校", "督查组", "督查方面"], ["东小", "一组", "全面改薄"], ["东中", "一组", "全面改薄"],
        ["西小", "二组", "全面改薄"],
    ])  # fmt: skip
    text = "\n".join(describe_status(read_round(filled, "2020-03", standards)))
    assert "应查未见结果的学校（3所）：东小、东中（一组；全面改薄）；西小（二组；全面改薄）" in text
