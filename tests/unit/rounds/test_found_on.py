"""The day on which a problem was found, where no ledger tells it: the plan's, of the team that saw it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

Write = Callable[[Path, list[list[object]]], Path]
PLAN: list[list[object]] = [
    ["学校", "应查", "督查组", "日期", "方面", "未查原因"],
    ["东小", "是", "一组", date(2020, 3, 2), "全部", None],
    ["东小", "是", "二组", date(2020, 3, 5), "全面改薄", None],
    ["东中", "是", "一组", date(2020, 3, 3), "全部", None],
    ["石桥点", "是", "一组", date(2020, 3, 4), "全部", "道路中断"],
    ["西小", "是", "一组", None, "全部", None],
]
ONE: list[list[object]] = [
    ["学校", "采光照明", "黑板", "体育场地设施"],
    ["东小", "不达标", "达标", "不达标"],
    ["东中", "不达标", "达标", "达标"],
    ["石桥点", "不达标", "达标", "达标"],
    ["西小", "不达标", "达标", "达标"],
]
TWO: list[list[object]] = [["学校", "采光照明", "旗台旗杆", "体育场地设施"], ["东小", "未查", "不达标", "不达标"]]
COUNTS: list[list[object]] = [["学校", "学生数", "课桌数", "课椅数"], ["东小", 100, 90, 100], ["东中", 100, 90, 100]]


def test_it_is_found_when_its_team_came_and_due_counted_from_the_rounds_last_day(
    workspace: Workspace, write_sheet: Write, standards: Standards
) -> None:
    folder = workspace.raw / "2020-03"
    for name, rows in (("plan", PLAN), ("改薄（一组）", ONE), ("改薄（二组）", TWO), ("清点", COUNTS)):
        write_sheet(folder / f"{name}.xlsx", rows)
    found = read_round(workspace, "2020-03", standards).tables["round_problems"]
    assert found.set_index(["school_id", "item_id"])["found_on"].to_dict() == {
        ("S1", "cond.04"): "2020-03-02",  # only the first team saw it
        ("S1", "cond.07"): "2020-03-05",  # only the second
        ("S1", "cond.08"): "2020-03-02",  # both: the first of them found it
        ("S1", "cond.05"): "2020-03-05",  # the counts say it, and no team: the last visit
        ("S2", "cond.04"): "2020-03-03",
        ("S2", "cond.05"): "2020-03-03",
        ("S3", "cond.04"): "2020-03-06",  # the plan's day is one on which nobody came: the round's last
        ("S4", "cond.04"): "2020-03-06",  # the plan names no day
    }
    lights = found[found["item_id"] == "cond.04"]
    assert set(lights["deadline"]) == {"2020-05-05"}, "60 days from the round's last day for every school"


def test_it_is_closed_when_a_later_rounds_team_saw_it_in_order(
    workspace: Workspace, write_sheet: Write, standards: Standards
) -> None:
    later = workspace.raw / "2020-04"
    later.mkdir()
    days = "first_day = 2020-04-06\nlast_day = 2020-04-10\n"
    (later / "round.toml").write_text(f'name = "四月"\nkind = "revisit"\n{days}', encoding="utf-8")
    for folder, verdict, day in ((workspace.raw / "2020-03", "不达标", 3), (later, "达标", 7)):
        month = int(folder.name[-1])
        write_sheet(folder / "plan.xlsx", [PLAN[0], ["东小", "是", "一组", date(2020, month, day), "全部", None]])
        write_sheet(folder / "改薄.xlsx", [["学校", "采光照明"], ["东小", verdict]])
    (row,) = read_round(workspace, "2020-04", standards).tables["round_problems"].to_dict("records")
    assert (row["found_on"], row["verified_on"], row["status"]) == ("2020-03-03", "2020-04-07", "closed_verified")
