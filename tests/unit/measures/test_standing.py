"""The ministry's two tables, and the list of conclusions: counted by hand on six schools in two towns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.measures.explain import explain_number
from analysis.measures.results import measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]
CONCLUSIONS = (
    ("S1", "cond.04", "met"), ("S2", "cond.04", "unmet"), ("S3", "cond.04", "partial"), ("S4", "cond.04", "met"),
    ("S5", "cond.04", "blank"), ("S6", "cond.04", "met"),
    ("S1", "cond.17", "unmet"), ("S3", "cond.17", "not_applicable"),
)  # fmt: skip


def test_items_are_tabulated_with_teaching_points_apart(make_round: Make) -> None:
    frame = measure_round(make_round(CONCLUSIONS)).item_standing.set_index("item_id")
    whole = frame.loc["cond.04", ["code", "judged", "met", "not_met"]]
    assert list(whole) == ["3-4", 5, 3, 2]  # S2 and S3 do not meet it, S5 is blank
    assert list(frame.loc["cond.04", ["points_judged", "points_met", "points_not_met"]]) == [2, 1, 1]
    assert list(frame.loc["cond.17", ["judged", "points_judged", "points_met", "points_not_met"]]) == [1, 0, 0, 0]


def test_teaching_points_of_a_town_have_their_own_number_and_cells(make_round: Make) -> None:
    round_ = make_round(CONCLUSIONS)
    results = measure_round(round_)
    east = results.number("3-0a", group_by="town_point", group="东镇/teaching_point")
    west = results.number("3-0a", group_by="town_point", group="西镇/teaching_point")
    assert [(row["numerator"], row["denominator"]) for row in (east, west)] == [(0, 1), (1, 1)]
    assert set(results.cells("3-0a", group_by="town_point", group="西镇/teaching_point")["school_id"]) == {"S6"}
    assert "1 ÷ 1" in explain_number(round_, results, "3-0a@西镇/teaching_point")
    groups = results.numbers.loc[results.numbers["code"] == "3-0a", "group"]
    assert list(groups)[-2:] == ["东镇/teaching_point", "西镇/teaching_point"]  # the register's order, after the kinds


def problem(number: str, school: str, **columns: str) -> dict[str, str]:
    return {"problem_id": number, "school_id": school, "item_id": "cond.04", "text": "灯", **columns}


@pytest.fixture
def two_rounds(make_round: Make) -> Round:
    """S2 failed in both rounds, its first problem closed in between; S3 failed in the first and is met now."""
    before = make_round(
        [("S2", "cond.04", "unmet"), ("S3", "cond.04", "unmet")], day=date(2019, 10, 8), round_id="2019-10",
        problems=[
            problem("A", "S2", found_on="2019-10-08", deadline="2019-11-30", status="closed_verified",
                    verified_on="2019-12-01"),
            problem("B", "S3", found_on="2019-10-08", deadline="2019-12-31", status="open"),
        ],
    )  # fmt: skip
    return make_round(
        (*CONCLUSIONS[:2], ("S3", "cond.04", "met")), earlier=(before,),
        problems=[problem("C", "S2", found_on="2020-03-06", deadline="2020-04-30", status="in_progress")],
    )  # fmt: skip


def test_every_conclusion_is_a_row_with_the_problem_it_belongs_to(two_rounds: Round) -> None:
    frame = measure_round(two_rounds).details
    told = {
        (row["round_id"], row["school_id"]): (row["state"], row["deadline"], row["status"])
        for row in frame.to_dict("records")
    }
    assert told == {
        ("2019-10", "S2"): ("unmet", "2019-11-30", "closed_verified"),
        ("2019-10", "S3"): ("unmet", "2019-12-31", "open"),
        ("2020-03", "S1"): ("met", "", ""),
        ("2020-03", "S2"): ("unmet", "2020-04-30", "in_progress"),
        ("2020-03", "S3"): ("met", "", ""),
    }
    assert list(frame.loc[frame["school_id"] == "S2", ["town", "name", "kind"]].iloc[0]) == [
        "东镇", "东镇初级中学", "junior",
    ]  # fmt: skip
