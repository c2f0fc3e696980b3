"""Charts among the products of a round: drawn beside the run, past the gate, over no edit, never left to be stale."""

from __future__ import annotations

from multiprocessing import active_children
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.errors import PrivacyStop
from analysis.measures.results import load_results
from analysis.reports.pages.page import Page, open_page
from analysis.reports.pictures.charts import draw_charts
from analysis.reports.publish.charts import draw_beside, export_charts
from analysis.reports.publish.keeping import read_manifest
from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

TABLE = "15_学校与内容_全面改薄.csv"
"""The table behind the map: every school on every item."""


ROUND = 'name = "三月督查"\nkind = "full"\nfirst_day = 2020-03-06\nlast_day = 2020-03-06\n'
PLACES = ("东", "西", "南", "北", "上", "下", "前", "后", "左", "右", "内", "外")


def make_workspace(root: Path, *, first: str = "东镇小学") -> Workspace:
    """Twelve schools judged on two items: the first school meets neither, the second one of them."""
    raw, names = root / "data" / "raw", [first, *(f"{place}镇小学" for place in PLACES[1:])]
    (raw / "2020-03").mkdir(parents=True)
    (raw / "2020-03" / "round.toml").write_text(ROUND, encoding="utf-8")
    rows = [f"S{number},{name},甲镇,primary,no,yes" for number, name in enumerate(names, start=1)]
    register = "\n".join(["school_id,name,town,kind,boarding,open", *rows, ""])
    (raw / "schools.csv").write_text(register, encoding="utf-8")
    book = Workbook()
    for row in (["全面改薄督查表"], ["学校", "墙面与电线", "采光照明"]):
        book.active.append(row)
    for number, name in enumerate(names):
        book.active.append([name, "不达标" if number == 0 else "达标", "达标" if number > 1 else "不达标"])
    book.save(raw / "2020-03" / "一组.xlsx")
    return Workspace(root)


def export(workspace: Workspace, standards: Standards, formats: str = "csv") -> tuple[Path, tuple[str, ...]]:
    done = export_charts(workspace, standards, "2020-03", formats=formats, out=None, as_of=None)
    return done.folder, done.lines


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> Page:
    round_ = read_round(make_workspace(tmp_path_factory.mktemp("charts")), "2020-03", standards)
    return open_page(round_, load_results(round_))


def test_charts_drawn_in_another_process_are_the_same_to_the_byte(page: Page) -> None:
    with draw_beside(page) as charts:
        here = draw_charts(page)
        there = charts()
    drawn = {f"图表/{name}": content for name, content in here.items() if not name.endswith(".pdf")}
    assert {name: content for name, content in there.items() if not name.endswith(".pdf")} == drawn
    assert {Path(name).suffix for name in there} == {".png", ".svg", ".pdf", ".csv", ".txt"}


def test_a_run_that_fails_does_not_wait_for_its_charts(page: Page) -> None:
    with pytest.raises(ValueError, match="the notebook stopped"), draw_beside(page):
        raise ValueError("the notebook stopped")
    assert active_children() == []


def test_none_are_drawn_where_none_are_wanted(page: Page) -> None:
    with draw_beside(page, wanted=False) as charts:
        assert charts() == {}


def test_the_tables_hold_the_counts_of_the_round(tmp_path: Path, standards: Standards) -> None:
    folder, lines = export(make_workspace(tmp_path), standards)
    rows = [line.split(",") for line in (folder / TABLE).read_text(encoding="utf-8-sig").splitlines()]
    assert folder == tmp_path / "outputs" / "2020-03" / "图表"
    assert rows[0] == ["编号", "镇", "学校", "条", "内容", "结论"]
    unmet = [(row[0], row[2]) for row in rows if row[-1] == "未达标"]
    assert unmet == [("3-3", "东镇小学"), ("3-4", "东镇小学"), ("3-4", "西镇小学")]
    assert len(rows) == 1 + 12 * 2
    assert "2张" in lines[0], "the map and the funnel; the other charts would show too little"


def test_a_table_that_a_person_edited_is_kept_and_the_new_one_lies_beside_it(
    tmp_path: Path, standards: Standards
) -> None:
    folder, _ = export(workspace := make_workspace(tmp_path), standards)
    (folder / TABLE).write_text("我改过", encoding="utf-8")
    _, lines = export(workspace, standards)
    assert (folder / TABLE).read_text(encoding="utf-8") == "我改过"
    (beside,) = [path for path in folder.iterdir() if path.name.startswith(TABLE.removesuffix(".csv") + "（")]
    assert beside.read_text(encoding="utf-8-sig").startswith("编号")
    assert any(beside.name in line for line in lines)


def test_charts_drawn_anew_leave_none_of_an_older_run(tmp_path: Path, standards: Standards) -> None:
    folder, _ = export(workspace := make_workspace(tmp_path), standards, "svg,csv")
    assert list(folder.glob("*.svg"))
    export(workspace, standards, "csv")
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".txt"}
    assert {told["set"] for told in read_manifest(folder.parent).values()} == {"charts.zh"}


def test_a_person_in_a_table_stops_them_all(tmp_path: Path, standards: Standards) -> None:
    workspace = make_workspace(tmp_path, first="东镇小学14000000001")
    with pytest.raises(PrivacyStop):
        export(workspace, standards)
    assert not (tmp_path / "outputs" / "2020-03").exists()


def test_charts_go_into_a_persons_folder_beside_what_lies_there(tmp_path: Path, standards: Standards) -> None:
    own = tmp_path / "slides"
    (own / "drafts").mkdir(parents=True)
    (own / "manifest.json").write_text("{}", encoding="utf-8")
    workspace = make_workspace(tmp_path)
    done = export_charts(workspace, standards, "2020-03", formats="csv", out=own, as_of=None)
    assert done.folder == own
    assert (own / TABLE).is_file()
    assert (own / "drafts").is_dir()
    assert (own / "manifest.json").read_text(encoding="utf-8") == "{}"
