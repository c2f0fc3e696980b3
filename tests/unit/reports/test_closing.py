"""`ducha close`: a closed round stays as it was printed, and what changes later is an erratum with before and after."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from analysis.cli import cli
from analysis.errors import CorrectionsError, UsageError
from analysis.measures.erratum import list_revisions, read_numbers, write_numbers
from analysis.measures.results import load_results
from analysis.narrative.closing import tell_revisions, write_erratum
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.story import tell_story
from analysis.reports.explore.controls import open_round
from analysis.reports.office.ledger import write_ledger
from analysis.reports.pages.front import draw_front, draw_trust
from analysis.reports.pages.numbers import show_number
from analysis.reports.pages.page import open_page
from analysis.reports.publish.closing import close_round
from analysis.reports.publish.entries import describe_entry
from analysis.reports.publish.notebooks import Run
from analysis.reports.publish.products import TEXTS
from analysis.reports.publish.rounds import Wanted, report_rounds, write_documents
from analysis.reports.publish.schools import draw_schools
from analysis.rounds.closing import list_closings
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.load import SHIPPED, load_standards
from analysis.standards.model import Standards

REGISTER = """school_id,name,town,kind,boarding,open
S1,东镇小学,东镇,primary,no,yes
S2,石桥小学,东镇,primary,no,yes
S3,西镇小学,西镇,primary,no,yes
"""
LATER = """school_id,name,town,kind,boarding,open,valid_from,valid_to,successor
S1,东镇小学,东镇,primary,no,yes,,2020-05,
S1,东镇实验小学,北镇,primary,yes,yes,2020-06,,
S2,石桥小学,东镇,primary,no,yes,,2020-05-31,S1
S3,西镇小学,西镇,primary,no,yes,,2020-05,
S3,西镇小学,西镇,primary,no,yes,2020-09,,
S4,南镇小学,南镇,primary,no,yes,2020-06,,
"""
"""Later rows: S1 renamed and moved to a new town, S2 merged into it, S3 closed for a term, S4 in another new town."""
OVERWRITTEN = """school_id,name,town,kind,boarding,open,valid_to,successor
S1,东镇实验小学,北镇,primary,yes,yes,,
S2,石桥小学,东镇,primary,no,yes,2020-01-31,S1
S3,西镇小学,西镇,primary,no,yes,,
"""
"""The same written over the old rows, as if it had always been so."""
SHEET = [
    ["全面改薄督查表"],
    ["学校", "墙面与电线", "采光照明"],
    ["东镇小学", "达标", "不达标"],
    ["石桥小学", "达标", "达标"],
    ["西镇小学", "不达标", "达标"],
]
"""Item 3 is met in 2 of 3 schools, item 4 in 2 of 3: 4 of 6."""
CORRECTION = """[[correction]]
file = "一组.xlsx"
sheet = "Sheet"
cell = "{cell}"
was = "{was}"
becomes = "达标"
reason = "现场复核"
by_role = "督导室"
on = 2020-03-20
"""


def write_round(root: Path, round_id: str, day: date) -> Path:
    folder = root / "data" / "raw" / round_id
    folder.mkdir(parents=True)
    (folder / "round.toml").write_text(
        f'name = "{round_id}督查"\nkind = "full"\nfirst_day = {day}\nlast_day = {day}\n', encoding="utf-8"
    )
    book = Workbook()
    for row in SHEET:
        book.active.append(row)
    book.save(folder / "一组.xlsx")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace of three schools with the round 2020-03, a workbook in it."""
    write_round(tmp_path, "2020-03", date(2020, 3, 6))
    (tmp_path / "data" / "raw" / "schools.csv").write_text(REGISTER, encoding="utf-8")
    return Workspace(tmp_path)


def change_cell(workspace: Workspace, cell: str, text: str) -> None:
    path = workspace.raw / "2020-03" / "一组.xlsx"
    book = load_workbook(path)
    book.active[cell] = text
    book.save(path)


def hash_folder(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "closed" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_words(round_: Round) -> str:
    """The written report and the top of the round's page."""
    results = load_results(round_)
    page = open_page(round_, results)
    return "".join(
        (
            write_documents(round_, results, Wanted())[TEXTS["zh", "report"]].decode(),
            draw_front(page).html,
            draw_trust(page).html,
        )
    )


def make_products(round_: Round) -> dict[str, bytes]:
    """Every school's page, and `write_words`."""
    return {**draw_schools(round_, load_results(round_)), "text": write_words(round_).encode()}


def print_numbers(round_: Round) -> Mapping[str, str]:
    numbers = load_results(round_).numbers
    whole = numbers[(numbers["group_by"] == "") & numbers["denominator"].notna()]
    return {row.code: f"{row.numerator:.0f}/{row.denominator:.0f}" for row in whole.itertuples()}


def test_closing_freezes_the_round_and_moves_nothing(workspace: Workspace, standards: Standards) -> None:
    before = hash_folder(workspace.raw)
    done = close_round(workspace, standards, "2020-03")
    assert hash_folder(workspace.raw) == before
    assert done.folder == workspace.raw / "2020-03" / "closed" / "1"
    said = json.loads((done.folder / "closing.json").read_text(encoding="utf-8"))
    assert (said["on"], said["as_of"]) == ("2020-03-06", "2020-03-06")
    assert set(said["files"]) == {"round.toml", "一组.xlsx"}
    assert said["frozen"]["data/raw/schools.csv"] == before["schools.csv"]
    assert (done.folder / "standards" / "checklist.toml").read_bytes() == (SHIPPED / "checklist.toml").read_bytes()
    lines = (done.folder / "numbers.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any(line.startswith("3-3,") and ",2.0,3.0," in line for line in lines)


def test_a_draft_says_so_and_a_closed_round_its_day(workspace: Workspace, standards: Standards) -> None:
    draft = read_round(workspace, "2020-03", standards)
    mark = write_draft_mark(tell_story(draft, load_results(draft)))
    assert mark == f"草稿 {draft.draft} · 截至3月6日"
    close_round(workspace, standards, "2020-03", on=date(2020, 3, 12))
    closed = read_round(workspace, "2020-03", standards)
    assert write_draft_mark(tell_story(closed, load_results(closed))) == "定稿 · 2020年3月12日 · 截至3月6日"
    assert "定稿 · 2020年3月12日" in write_words(closed)
    told = {state: draw_front(open_page(one, load_results(one))).facts for state, one in
            (("draft", draft), ("closed", closed))}  # fmt: skip
    assert "未定稿，勿外传" in told["draft"]["mark"]
    assert told["draft"]["footer"].endswith("未定稿，勿外传。")
    assert told["closed"]["mark"] == "定稿 · 2020年3月12日 · 截至3月6日"
    assert "未定稿" not in told["closed"]["footer"]
    (ledger,) = write_ledger(closed, load_results(closed)).values()
    assert "　　定稿 · 2020年3月12日　　" in load_workbook(BytesIO(ledger)).active["C2"].value


def test_another_draft_has_another_number(workspace: Workspace, standards: Standards) -> None:
    first = read_round(workspace, "2020-03", standards).draft
    assert read_round(workspace, "2020-03", standards).draft == first
    change_cell(workspace, "C3", "达标")
    assert read_round(workspace, "2020-03", standards).draft != first


def test_a_correction_set_aside_keeps_a_round_open(workspace: Workspace, standards: Standards) -> None:
    path = workspace.raw / "2020-03" / "corrections.toml"
    path.write_text(CORRECTION.format(cell="C3", was="合格"), encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"1条更正对不上.*一组\.xlsx \[Sheet\] C3") as caught:
        close_round(workspace, standards, "2020-03")
    assert caught.value.exit_code == 5
    assert not (workspace.raw / "2020-03" / "closed").exists()


def test_a_text_with_a_number_that_is_none_keeps_a_round_open(workspace: Workspace, standards: Standards) -> None:
    path = workspace.raw / "2020-03" / "text.md"
    path.write_text("另有{3-99}处。\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"3-99") as printed:
        report_rounds(workspace, standards, "2020-03", quiet=True)
    with pytest.raises(CorrectionsError) as caught:
        close_round(workspace, standards, "2020-03")
    assert (str(caught.value), caught.value.exit_code) == (str(printed.value), 5)
    assert not (workspace.raw / "2020-03" / "closed").exists()
    path.write_text("另有{3-4}处。\n", encoding="utf-8")
    close_round(workspace, standards, "2020-03")
    path.write_text("另有{3-99}处。\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"3-99"):
        close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="补写一段")
    assert not (workspace.raw / "2020-03" / "closed" / "2").exists()


def change_rules(folder: Path) -> Path:
    """An office's own rules: another word for the title, and an item renamed."""
    folder.mkdir()
    for name, old, new in (
        ("wording.zh.toml", 'title = "{name}结果"', 'title = "{name}的结果一览"'),
        ("checklist.toml", "墙面", "墙体"),
    ):
        text = (SHIPPED / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize("register", [LATER, OVERWRITTEN], ids=["dated rows", "overwritten"])
def test_a_closed_round_stays_when_register_and_rules_change(
    register: str, workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    close_round(workspace, standards, "2020-03")
    before = make_products(read_round(workspace, "2020-03", standards))
    (workspace.raw / "schools.csv").write_text(register, encoding="utf-8")
    rules = load_standards(change_rules(tmp_path / "rules"))
    shutil.rmtree(workspace.processed)
    after = read_round(workspace, "2020-03", rules)
    assert after.changed == ()
    assert make_products(after) == before


@pytest.mark.slow
def test_every_product_of_a_closed_round_keeps_its_bytes(
    workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    close_round(workspace, standards, "2020-03")
    report_rounds(workspace, standards, "2020-03", quiet=True)
    before = hash_folder(workspace.outputs / "2020-03")
    assert {"report.html", "督查报告.md", "schools/S1.html"} <= set(before)
    shutil.rmtree(workspace.outputs)
    (workspace.raw / "schools.csv").write_text(LATER, encoding="utf-8")
    folder = change_rules(tmp_path / "rules")
    report_rounds(workspace, load_standards(folder), "2020-03", quiet=True, standards_folder=folder)
    after = hash_folder(workspace.outputs / "2020-03")
    # An executed notebook has ids of its own at every run, and the list of products holds its hash.
    runs = ("round_report.ipynb", "manifest.json")
    assert {name: one for name, one in after.items() if name not in runs} == {
        name: one for name, one in before.items() if name not in runs
    }


def test_what_is_closed_is_not_closed_twice(workspace: Workspace, standards: Standards) -> None:
    close_round(workspace, standards, "2020-03")
    with pytest.raises(CorrectionsError, match=r"已于2020年3月6日定稿.*--again"):
        close_round(workspace, standards, "2020-03")
    with pytest.raises(UsageError, match="写明原因"):
        close_round(workspace, standards, "2020-03", again=" ")


def test_an_erratum_has_a_day_of_its_own(
    workspace: Workspace, standards: Standards, capsys: pytest.CaptureFixture[str]
) -> None:
    close_round(workspace, standards, "2020-03", on=date(2020, 3, 12))
    change_cell(workspace, "C3", "达标")
    with pytest.raises(UsageError, match=r"更正要写明日期.*--on.*ducha close 2020-03 --on") as caught:
        close_round(workspace, standards, "2020-03", again="复核")
    assert caught.value.exit_code == 2
    with pytest.raises(UsageError, match="上次定稿是2020年3月12日，更正的日期不能比它早"):
        close_round(workspace, standards, "2020-03", on=date(2020, 3, 11), again="复核")
    assert [one.name for one in (workspace.raw / "2020-03" / "closed").iterdir()] == ["1"]
    cli.main(["close", "--help"], standalone_mode=False)
    assert "--again needs it" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("on", "as_of", "message"),
    [
        (date(2020, 3, 5), None, "不能在2020年3月5日定稿.*最早是2020年3月6日.*--on 2020-03-06"),
        (date(2020, 3, 12), date(2020, 3, 20), "不能在2020年3月12日定稿.*最早是2020年3月20日"),
        (None, date(2020, 3, 4), "不能在2020年3月4日定稿.*最早是2020年3月6日"),
    ],
    ids=["before the last day", "before the as-of day", "as of a day within the round"],
)
def test_no_round_is_closed_on_a_day_that_cannot_be(
    on: date | None, as_of: date | None, message: str, workspace: Workspace, standards: Standards
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        close_round(workspace, standards, "2020-03", on=on, as_of=as_of)
    assert caught.value.exit_code == 2
    assert not (workspace.raw / "2020-03" / "closed").exists()


def test_a_draft_has_no_erratum(workspace: Workspace, standards: Standards) -> None:
    with pytest.raises(CorrectionsError, match="还没有定稿"):
        close_round(workspace, standards, "2020-03", again="重报")


def test_what_changes_after_the_closing_is_told_and_not_taken(workspace: Workspace, standards: Standards) -> None:
    close_round(workspace, standards, "2020-03")
    before = print_numbers(read_round(workspace, "2020-03", standards))
    change_cell(workspace, "C3", "达标")
    (workspace.raw / "2020-03" / "补报.csv").write_text("学校,采光照明\n东镇小学,达标\n", encoding="utf-8")
    round_ = read_round(workspace, "2020-03", standards)
    assert round_.changed == (("一组.xlsx", "changed"), ("补报.csv", "added"))
    assert print_numbers(round_) == before
    assert "改动一组.xlsx、新增补报.csv。这些改动没有采用" in write_words(round_)


def test_status_says_that_a_round_is_closed_and_what_changed_since(
    workspace: Workspace, standards: Standards, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["status", "2020-03", "--root", str(workspace.root), "--as-of", "2020-05-01"]
    cli.main(arguments, standalone_mode=False)
    assert capsys.readouterr().out.splitlines()[1].startswith("草稿 ")
    close_round(workspace, standards, "2020-03", on=date(2020, 3, 12))
    cli.main(arguments, standalone_mode=False)
    said = capsys.readouterr().out
    assert said.splitlines()[1] == "定稿 · 2020年3月12日"
    assert "又有改动" not in said
    change_cell(workspace, "C3", "达标")
    cli.main(arguments, standalone_mode=False)
    assert "定稿后又有改动：改动一组.xlsx。" in capsys.readouterr().out.splitlines()[2]
    close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="灯已更换，复核")
    cli.main(arguments, standalone_mode=False)
    said = capsys.readouterr().out
    assert said.splitlines()[1] == "更正（第1次）· 2020年4月1日"
    assert "又有改动" not in said


def test_an_erratum_lists_each_number_before_and_after(workspace: Workspace, standards: Standards) -> None:
    close_round(workspace, standards, "2020-03")
    change_cell(workspace, "C3", "达标")
    close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="灯已更换，\n复核")
    round_ = read_round(workspace, "2020-03", standards)
    assert round_.changed == ()
    told = {one.code: (one.before, one.after) for one in tell_revisions(round_.closings, standards) if not one.group}
    assert told["3-4"] == ("2/3", "3/3")  # item 4, lighting: S1 was unmet
    assert told["3-0"] == ("4/6", "5/6")
    assert "3-3" not in told
    text = write_erratum(standards, round_.name, round_.closings)
    assert "## 更正（第1次）· 2020年4月1日" in text
    assert "| 2/3 | 3/3 | 灯已更换， 复核 |" in text
    page = open_page(round_, load_results(round_))
    assert "[r]" in show_number(page, "3-4")
    assert "[r]" not in show_number(page, "3-3")
    assert 'id="erratum"' in draw_trust(page).html
    assert "[r] 已修订" in draw_trust(page).html
    written = write_documents(round_, load_results(round_), Wanted())
    assert "5/6[r]" in written[TEXTS["zh", "report"]].decode()
    with ZipFile(BytesIO(written["督查报告.docx"])) as package:
        assert "[r]" in package.read("word/document.xml").decode()
        assert "注：标有[r]的数字已在定稿后更正" in package.read("word/document.xml").decode()
    school = draw_schools(round_, load_results(round_))["schools/S2.html"].decode()
    assert re.search(r'3/3<span class="code rev" title="[^"]+">\[r\]</span><span class="code">3-4</span>', school)
    assert '2/3<span class="code">3-3</span>' in school
    assert 'href="#erratum"' not in school
    entry = describe_entry(round_, load_results(round_))
    assert dict(entry["facts"]) == {"实地查看": "3/3", "全面改薄": "5/6[r]"}
    assert entry["state"] == "更正（第1次）· 2020年4月1日"
    assert entry["schools"][1] == ["石桥小学", "schools/S2.html"]


def test_a_correction_added_later_is_an_erratum_too(workspace: Workspace, standards: Standards) -> None:
    close_round(workspace, standards, "2020-03")
    path = workspace.raw / "2020-03" / "corrections.toml"
    path.write_text(CORRECTION.format(cell="B5", was="不达标"), encoding="utf-8")
    close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="现场复核")
    told = tell_revisions(read_round(workspace, "2020-03", standards).closings, standards)
    assert {one.code: (one.before, one.after) for one in told if not one.group}["3-3"] == ("2/3", "3/3")


def test_a_round_stands_on_closed_rounds_and_keeps_them(workspace: Workspace, standards: Standards) -> None:
    write_round(workspace.root, "2020-09", date(2020, 9, 4))
    with pytest.raises(CorrectionsError, match="还是草稿的有：2020-03"):
        close_round(workspace, standards, "2020-09")
    close_round(workspace, standards, "2020-03")
    close_round(workspace, standards, "2020-09")
    before = write_words(read_round(workspace, "2020-09", standards))
    change_cell(workspace, "C3", "达标")
    close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="复核")
    assert write_words(read_round(workspace, "2020-09", standards)) == before


def test_a_frozen_file_that_was_edited_is_told(workspace: Workspace, standards: Standards) -> None:
    done = close_round(workspace, standards, "2020-03")
    (done.folder / "data" / "raw" / "schools.csv").write_text(LATER, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=r"closed/1/data/raw/schools\.csv"):
        read_round(workspace, "2020-03", standards)
    with pytest.raises(CorrectionsError, match=r"closed/1/data/raw/schools\.csv"):
        close_round(workspace, standards, "2020-03", on=date(2020, 4, 1), again="复核")
    assert [one.number for one in list_closings(workspace, "2020-03", standards)] == [1]  # the index hashes nothing


def test_numbers_as_printed_hold_no_formula_and_are_read_back(
    workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    results = load_results(read_round(workspace, "2020-03", standards))
    numbers = results.numbers.copy()
    place = numbers.index[(numbers["code"] == "3-4") & (numbers["group_by"] == "")][0]
    numbers.loc[place, "title"] = "=采光照明"
    path = tmp_path / "numbers.csv"
    path.write_bytes(write_numbers(replace(results, numbers=numbers)))
    assert "\n3-4,,,'=采光照明,2.0,3.0," in path.read_text(encoding="utf-8-sig")
    read = read_numbers(path)
    assert read.loc[place, "title"] == "=采光照明"
    assert (read.loc[place, "numerator"], read.loc[place, "denominator"]) == (2.0, 3.0)
    assert list_revisions(numbers, read).empty


def test_a_closing_cut_off_is_no_closing(workspace: Workspace, standards: Standards) -> None:
    left = workspace.raw / "2020-03" / "closed" / ".1.new"
    left.mkdir(parents=True)
    (left / "numbers.csv").write_text("half", encoding="utf-8")
    assert read_round(workspace, "2020-03", standards).closings == ()
    close_round(workspace, standards, "2020-03")
    assert not left.exists()


def test_a_closed_round_is_printed_as_at_its_own_day(workspace: Workspace, standards: Standards) -> None:
    close_round(workspace, standards, "2020-03")
    with pytest.raises(UsageError, match="ducha status 2020-03 --as-of 2020-05-01"):
        report_rounds(workspace, standards, "2020-03", as_of=date(2020, 5, 1), quiet=True)
    run = Run(workspace, standards, as_of=date(2020, 5, 1))
    with pytest.raises(UsageError, match="ducha status 2020-03 --as-of 2020-05-01"):
        run.prepare("2020-03")  # as `ducha compare` and `ducha notebook` do


def test_the_list_of_rounds_keeps_the_day_that_was_asked_for(workspace: Workspace, standards: Standards) -> None:
    write_round(workspace.root, "2020-09", date(2020, 9, 4))
    asked = read_round(workspace, "2020-09", standards, as_of=date(2020, 12, 1))
    assert open_round(asked, "2020-03").as_of == date(2020, 12, 1)
    assert open_round(read_round(workspace, "2020-09", standards), "2020-03").as_of == date(2020, 3, 6)


def test_the_command_closes_and_says_where(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["close", "2020-03", "--root", str(workspace.root), "--on", "2020-03-12", "--lang", "en"]
    assert cli.main(arguments, standalone_mode=False) == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(workspace.raw / "2020-03" / "closed" / "1")
    assert "2020-03 is closed as of 12 March 2020" in said.err


def test_the_command_closes_on_no_day_to_come(workspace: Workspace) -> None:
    arguments = ["close", "2020-03", "--root", str(workspace.root), "--on", f"{date.today() + timedelta(days=1)}"]
    with pytest.raises(UsageError, match="那一天还没有到"):
        cli.main(arguments, standalone_mode=False)


def test_a_comma_changed_since_a_round_was_closed_is_told_and_not_compared(
    workspace: Workspace, standards: Standards, tmp_path: Path
) -> None:
    close_round(workspace, standards, "2020-03")
    write_round(workspace.root, "2020-09", date(2020, 9, 4))
    folder = tmp_path / "rules"
    folder.mkdir()
    text = (SHIPPED / "checklist.toml").read_text(encoding="utf-8")
    asked = standards.items["cond.04"].requirement.zh
    (folder / "checklist.toml").write_text(text.replace(f'zh = "{asked}"', f'zh = "{asked}，"'), encoding="utf-8")
    later = read_round(workspace, "2020-09", load_standards(folder))
    results = load_results(later)
    # Three schools were judged twice on items 3 and 4; item 4 has another text, its edition is the same.
    assert list(results.wordings[["item_id", "state", "pairs"]].itertuples(index=False)) == [("cond.04", "text", 3)]
    assert results.number("6-1")["numerator"] == 3
    assert results.number("6-7")["numerator"] == 3
    assert "两轮条文文字不同" in write_documents(later, results, Wanted())[TEXTS["zh", "report"]].decode()
