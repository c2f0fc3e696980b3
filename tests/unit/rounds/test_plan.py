"""plan.xlsx, and what it makes of coverage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import CorrectionsError
from analysis.reading.schools import empty_register
from analysis.reading.worker import Worker
from analysis.rounds.coverage import build_coverage
from analysis.rounds.plan import Plan, Visit, find_day, list_visits, read_plan
from analysis.rounds.settings import Settings
from analysis.standards.model import Standards
from analysis.tables import check_table, make_table

NAMES = {"东小": "S1", "东中": "S2", "石桥点": "S3", "西小": "S4"}
DAYS = (date(2020, 3, 2), date(2020, 3, 6))
Write = Callable[[Path, list[list[object]]], Path]


def read(path: Path, standards: Standards) -> Plan:
    with Worker(standards, empty_register()) as worker:
        plan = read_plan(path, standards, lambda written, town: NAMES.get(written, ""), worker, days=DAYS)
    assert plan is not None
    return plan


def test_chinese_titles(tmp_path: Path, write_sheet: Write, standards: Standards) -> None:
    path = write_sheet(tmp_path / "plan.xlsx", [
        ["督查计划"], ["序号", "学校", "是否应查", "督查组", "日期", "督查方面", "未查原因"],
        [1, "东小", "是", "一组", datetime(2020, 3, 2), "安全、全面改薄", None],
        [2, "石桥点", "是", "二组", None, "全部", "道路中断"], [3, "西小", "否", None, None, None, None],
        ["合计", None, None, None, None, None, None], ["注：以通知为准"],
    ])  # fmt: skip
    plan = read(path, standards)
    assert plan.flags == ()
    assert plan.visits == (
        Visit("S1", True, "一组", "2020-03-02", ("safety", "cond"), "", ("plan.xlsx", "Sheet", "B3"), "东小"),
        Visit("S3", True, "二组", "", (), "道路中断", ("plan.xlsx", "Sheet", "B4"), "石桥点", "G4"),
        Visit("S4", False, "", "", (), "", ("plan.xlsx", "Sheet", "B5"), "西小"),
    )


def test_english_titles(tmp_path: Path, write_sheet: Write, standards: Standards) -> None:
    path = write_sheet(
        tmp_path / "plan.xlsx", [["School", "Due", "Why not visited"], ["东小", "yes", ""], ["东中", "no", ""]]
    )
    assert [(visit.school_id, visit.due) for visit in read(path, standards).visits] == [("S1", True), ("S2", False)]


def test_unknown_school_and_area_are_flags(tmp_path: Path, write_sheet: Write, standards: Standards) -> None:
    rows: list[list[object]] = [["学校", "督查组", "督查方面"], ["北小", "一组", ""], ["东小", "一组", "伙食"]]
    plan = read(write_sheet(tmp_path / "plan.xlsx", rows), standards)
    assert [(flag["code"], flag["cell"], flag["raw"]) for flag in plan.flags] == [
        ("plan_school", "A2", "北小"),
        ("plan_area", "A3", "伙食"),
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (datetime(2020, 3, 4), "2020-03-04"),
        ("2020年3月4日", "2020-03-04"),
        ("3月4日", "2020-03-04"),
        ("3月4日-5日", "2020-03-04"),
        ("3月5日 9:30", "2020-03-05"),
        (43894, "2020-03-04"),
        (None, ""),
    ],
)
def test_a_day_may_be_written_in_any_way(
    written: object, day: str, tmp_path: Path, write_sheet: Write, standards: Standards
) -> None:
    plan = read(write_sheet(tmp_path / "plan.xlsx", [["学校", "日期"], ["东小", written]]), standards)
    assert [visit.day for visit in plan.visits] == [day]
    assert plan.flags == ()


def test_a_day_that_is_none_of_the_round_is_a_flag_unless_nobody_came(
    tmp_path: Path, write_sheet: Write, standards: Standards
) -> None:
    rows: list[list[object]] = [
        ["学校", "日期", "未查原因"], ["东小", datetime(2021, 3, 4), None], ["东中", "待定", None],
        ["西小", datetime(2020, 4, 1), "改期"],
    ]  # fmt: skip
    plan = read(write_sheet(tmp_path / "plan.xlsx", rows), standards)
    assert [visit.day for visit in plan.visits] == ["", "", ""]
    assert [(flag["code"], flag["cell"], flag["raw"]) for flag in plan.flags] == [
        ("plan_day", "B2", "2021-03-04"),
        ("plan_day", "B3", "待定"),
    ]
    assert "2020-03-02至2020-03-06" in plan.flags[0]["message"]


def come(team: str, day: str, *, areas: tuple[str, ...] = (), reason: str = "") -> Visit:
    return Visit("S1", True, team, day, areas, reason, ("plan.xlsx", "Sheet", "A2"))


@pytest.mark.parametrize(
    ("teams", "visits", "day"),
    [
        pytest.param({"二组"}, [come("一组", "2020-03-02")], "2020-03-02", id="one visit: whoever saw it"),
        pytest.param({"一组"}, [come("一组", "2020-03-02"), come("二组", "2020-03-05")], "2020-03-02", id="whose"),
        pytest.param(set(), [come("二组", "2020-03-05"), come("一组", "2020-03-02")], "2020-03-05", id="unknown: last"),
        pytest.param({""}, [come("", "2020-03-02"), come("二组", "2020-03-05")], "2020-03-05", id="no name is no team"),
        pytest.param(
            {"一组", "二组"}, [come("二组", "2020-03-05"), come("一组", "2020-03-02")], "2020-03-02", id="both"
        ),
        pytest.param({"一组"}, [come("一组", "2020-03-02"), come("一组", "2020-03-03")], "2020-03-03", id="came twice"),
        pytest.param({"一组"}, [come("一组", "2020-03-02", reason="改期")], "", id="nobody came that day"),
        pytest.param({"一组"}, [come("一组", "")], "", id="no day"),
        pytest.param({"一组"}, [], "", id="no visit"),
    ],
)
def test_something_was_seen_on_the_day_of_its_teams_visit(teams: set[str], visits: list[Visit], day: str) -> None:
    assert find_day(visits, teams) == day


def test_a_visit_without_areas_is_for_all_of_them(standards: Standards) -> None:
    first, second = come("一组", "2020-03-02"), come("二组", "2020-03-05", areas=("cond",))
    assert list_visits(Plan((first, second)), standards) == {
        ("S1", "safety"): (first,), ("S1", "aid"): (first,), ("S1", "cond"): (first, second), ("S1", "other"): (first,),
    }  # fmt: skip


def test_no_plan_is_none(tmp_path: Path, standards: Standards) -> None:
    worker = Worker(standards, empty_register())
    assert read_plan(tmp_path / "plan.xlsx", standards, lambda written, town: "", worker, days=DAYS) is None


def test_broken_plan_and_plan_without_schools(tmp_path: Path, write_sheet: Write, standards: Standards) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(CorrectionsError, match=r"plan\.xlsx"):
        read(path, standards)
    with pytest.raises(CorrectionsError, match=r"plan\.xlsx"):
        read(write_sheet(path, [["甲", "乙"], [1, 2]]), standards)


def settings(kind: str = "full") -> Settings:
    days = {"first_day": date(2020, 3, 2), "last_day": date(2020, 3, 6), "as_of": date(2020, 3, 6)}
    return Settings(id="2020-03", name="", kind=kind, **days, areas=("safety", "cond"), sample=False, pins=())


def tables(found: list[tuple[str, str, str]], counted: list[tuple[str, str]] | None = None) -> dict[str, pd.DataFrame]:
    return {
        "findings": make_table("findings", [
            {"school_id": s, "item_id": i, "aspect": "inspected", "verdict": v} for s, i, v in found
        ]),
        "measurements": make_table("measurements", [
            {"school_id": s, "measure": m, "aspect": "inspected", "value": 1.0} for s, m in counted or []
        ]),
    }  # fmt: skip


def visit(school: str, *, due: bool = True, areas: tuple[str, ...] = (), reason: str = "") -> Visit:
    return Visit(school, due, "一组", "", areas, reason, ("plan.xlsx", "Sheet", "A2"))


def cover(
    plan: Plan | None, found: dict[str, pd.DataFrame], register: pd.DataFrame, standards: Standards, kind: str = "full"
) -> tuple[list[tuple[object, ...]], list[str]]:
    coverage = build_coverage(plan, register, found, settings(kind), standards)
    check_table("coverage", coverage.table)
    columns = ["school_id", "area", "due", "visited", "reason"]
    rows = list(coverage.table[columns].itertuples(index=False, name=None))
    return rows, [str(flag["code"]) for flag in coverage.flags]


def test_visited_is_what_an_inspector_said_something_about(register: pd.DataFrame, standards: Standards) -> None:
    plan = Plan((visit("S1"), visit("S3", reason="道路中断"), visit("S4", areas=("cond",))))
    found = tables([("S1", "cond.04", "unmet"), ("S1", "safety.01", "blank"), ("S3", "cond.04", "not_inspected")])
    assert cover(plan, found, register, standards) == (
        [
            ("S1", "safety", True, False, ""),
            ("S1", "cond", True, True, ""),
            ("S3", "safety", True, False, "道路中断"),
            ("S3", "cond", True, False, "道路中断"),
            ("S4", "cond", True, False, ""),
        ],
        ["no_reason"],
    )


def test_numbers_show_a_visit_only_where_no_reason_is_given(register: pd.DataFrame, standards: Standards) -> None:
    plan = Plan((visit("S1", areas=("cond",)), visit("S3", areas=("cond",), reason="道路中断")))
    found = tables([], [("S1", "desks"), ("S3", "desks")])
    assert cover(plan, found, register, standards)[0] == [
        ("S1", "cond", True, True, ""),
        ("S3", "cond", True, False, "道路中断"),
    ]


def test_plan_and_evidence_that_contradict_each_other(register: pd.DataFrame, standards: Standards) -> None:
    plan = Plan((visit("S3", areas=("cond",), reason="道路中断"),))
    found = tables([("S3", "cond.04", "met"), ("S4", "cond.04", "met")])
    rows, flags = cover(plan, found, register, standards)
    assert rows == [("S3", "cond", True, True, ""), ("S4", "cond", False, True, "")]
    assert flags == ["visited_after_all", "not_planned"]


def test_without_a_plan_every_open_school_is_due(register: pd.DataFrame, standards: Standards) -> None:
    rows, _ = cover(None, tables([("S1", "cond.04", "met")]), register, standards)
    assert [row[0] for row in rows if row[1] == "cond"] == ["S1", "S2", "S3", "S4", "S5"]


def test_revisited_school_was_visited_for_all_it_was_due_for(register: pd.DataFrame, standards: Standards) -> None:
    plan = Plan((visit("S1"), visit("S2")))
    rows, _ = cover(plan, tables([("S1", "cond.04", "met")]), register, standards, kind="revisit")
    assert [row[3] for row in rows] == [True, True, False, False]
