"""Which team filled a cell: the one label of the plan that sheet, title or file name, else the school's own."""

from __future__ import annotations

import pytest

from analysis.rounds.plan import Plan, Visit
from analysis.rounds.teams import name_teams
from analysis.standards.model import Standards
from analysis.tables import make_table

VISITS = (
    ("S1", "一组", ()),
    ("S2", "二组", ()),
    ("S3", "十一组", ()),
    ("S4", "一组", ("cond",)),
    ("S4", "二组", ("aid",)),
)
"""School, team, areas."""


def team_of(
    standards: Standards,
    file: str,
    sheet: str = "Sheet1",
    *,
    title: str = "",
    school: str = "S9",
    item: str = "cond.03",
    aspect: str = "inspected",
    stated: str = "",
    planned: bool = True,
) -> str:
    findings = make_table("findings", [{
        "file": file, "sheet": sheet, "cell": "C5", "school_id": school, "item_id": item, "aspect": aspect,
        "verdict": "met", "team": stated,
    }])  # fmt: skip
    cells = make_table("cells", [{"file": file, "sheet": sheet, "cell": "A1", "raw": title, "role": "title"}])
    visits = (Visit(s, True, team, "", areas, "", ("plan.xlsx", "", "")) for s, team, areas in VISITS)
    plan = Plan(tuple(visits)) if planned else None
    return str(name_teams(findings, cells, plan, standards)["team"].iloc[0])


@pytest.mark.parametrize(
    ("file", "sheet", "title", "team"),
    [
        pytest.param("改薄（一组）.xlsx", "Sheet1", "", "一组", id="the file"),
        pytest.param("改薄.xlsx", "二组", "", "二组", id="the sheet"),
        pytest.param("改薄.xlsx", "Sheet1", "督查表（第一组）", "一组", id="the title, with 第"),
        pytest.param("安全（一组、二组）.xlsx", "二组", "", "二组", id="the file names two, the sheet one"),
        pytest.param("安全（一组、二组）.xlsx", "Sheet1", "", "", id="two names tell nothing"),
        pytest.param("改薄（十一组）.xlsx", "Sheet1", "", "十一组", id="一组 is not in 十一组"),
        pytest.param("改薄（三组）.xlsx", "Sheet1", "", "", id="a label that no plan has"),
    ],
)
def test_the_one_label_there(standards: Standards, file: str, sheet: str, title: str, team: str) -> None:
    assert team_of(standards, file, sheet, title=title) == team


def test_else_the_team_that_the_plan_sends(standards: Standards) -> None:
    assert team_of(standards, "改薄.xlsx", school="S1") == "一组"
    # Two teams are sent to S4, each for an area of its own.
    assert team_of(standards, "改薄.xlsx", school="S4") == "一组"
    assert team_of(standards, "改薄.xlsx", school="S4", item="aid.01") == "二组"


def test_a_school_speaks_for_no_team(standards: Standards) -> None:
    assert team_of(standards, "自查（一组）.xlsx", aspect="self_reported") == ""


def test_no_plan_no_team(standards: Standards) -> None:
    assert team_of(standards, "改薄（一组）.xlsx", planned=False) == ""


def test_what_the_sheet_states_stays(standards: Standards) -> None:
    assert team_of(standards, "改薄（一组）.xlsx", stated="二组") == "二组"
