"""Rounds nobody plans for: nobody visited, nothing applies, a school twice in the plan, dates that run backwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import isnan

import pytest
from tests.unit.measures.conftest import SCHOOLS

from analysis.measures.results import RoundResults, measure_round
from analysis.narrative.document import write_document, write_text
from analysis.narrative.story import tell_story
from analysis.rounds.round import Round

Make = Callable[..., Round]
AREAS = ("safety", "aid", "cond", "other")
EVERY = tuple(school for school, *_ in SCHOOLS)


def counts(results: RoundResults, code: str) -> tuple[float, float]:
    row = results.number(code)
    return row["numerator"], row["denominator"]


def codes(results: RoundResults) -> set[str]:
    return set(results.numbers["code"])


def test_nobody_was_visited(make_round: Make) -> None:
    results = measure_round(
        make_round(coverage=[(school, area, True, False, "下雪") for school in EVERY for area in AREAS])
    )
    assert counts(results, "0-1") == (0, 6)
    assert codes(results) == {"0-1"}, "no rate is made of nothing"


def test_only_reports_came_and_they_enter_no_rate(make_round: Make) -> None:
    results = measure_round(
        make_round(
            [(school, "cond.04", "not_inspected", "none", "self_only") for school in EVERY],
            [(school, "cond.04", "self_reported", "met") for school in EVERY],
            coverage=[(school, area, True, False, "") for school in EVERY for area in AREAS],
        )
    )
    assert counts(results, "3-4") == (0, 0)
    assert results.number("3-4")["self_only"] == 6
    assert isnan(results.number("3-4")["low"])
    assert counts(results, "3-31a") == (0, 6)
    assert "3-0a" not in codes(results)


def test_where_nothing_applies_no_school_fails(make_round: Make) -> None:
    """S1 has no boarders: its beds, 不涉及, make it neither a school that meets the area nor one that does not."""
    alone = measure_round(make_round([("S1", "cond.13", "not_applicable", "none", "agreed")]))
    assert counts(alone, "3-13") == (0, 0)
    assert "3-0a" not in codes(alone)
    both = [("S1", "cond.13", "not_applicable", "none", "agreed"), ("S2", "cond.13", "met")]
    results = measure_round(make_round(both))
    assert counts(results, "3-0a") == (1, 1)
    states = results.area_schools.set_index("school_id")["state"].to_dict()
    assert states == {"S1": "nothing", "S2": "full"}


def test_a_school_twice_in_the_plan_counts_once(make_round: Make) -> None:
    twice = [("S1", area, True, True, "") for area in AREAS] * 2
    results = measure_round(make_round([("S1", "cond.04", "met")], coverage=twice))
    assert counts(results, "0-1") == counts(results, "3-4") == counts(results, "3-0a") == (1, 1)


def test_more_aided_than_entitled_is_no_percentage(make_round: Make) -> None:
    results = measure_round(make_round(measurements=[("S1", "eligible", 30), ("S1", "aided", 45)]))
    assert counts(results, "2-41") == (45, 30)
    assert isnan(results.number("2-41")["percent"])


def test_a_round_of_one_area_says_nothing_of_the_others(make_round: Make) -> None:
    judged = [("S1", "cond.04", "met"), ("S1", "safety.01", "unmet")]
    before = make_round(judged, round_id="2020-01", day=date(2020, 1, 20))
    results = measure_round(replace(make_round(judged, earlier=(before,)), areas=("cond",)))
    assert {code for code in codes(results) if code.split("-")[0] in "124"} == set()
    assert counts(results, "3-0") == (1, 1)
    assert counts(results, "6-6") == (1, 1), "nor in what changed"
    assert results.change_counts["comparable"].tolist() == [1, 1], "the total is the sum of its areas"


def problem(**columns: str) -> dict[str, str]:
    return {"problem_id": "P1", "school_id": "S1", "item_id": "cond.05", "text": "缺桌", "status": "open",
            "found_on": "2020-02-10", "deadline": "2020-02-20", **columns}  # fmt: skip


def test_before_it_was_found_a_problem_is_none(make_round: Make) -> None:
    round_ = make_round(problems=[problem()], as_of=date(2020, 2, 9))
    assert measure_round(round_).problems.empty
    assert len(measure_round(replace(round_, as_of=date(2020, 2, 10))).problems) == 1


def test_what_will_be_verified_later_is_still_open(make_round: Make) -> None:
    later = problem(status="closed_verified", claimed_on="2020-03-08", verified_on="2020-03-09")
    round_ = make_round(problems=[later])
    row = measure_round(round_).problems.iloc[0]
    assert (row["state"], row["overdue"]) == ("open", True)
    row = measure_round(replace(round_, as_of=date(2020, 3, 8))).problems.iloc[0]
    assert (row["state"], row["overdue"]) == ("claimed", True)
    row = measure_round(replace(round_, as_of=date(2020, 3, 9))).problems.iloc[0]
    assert (row["state"], row["overdue"]) == ("closed_verified", False)


def test_a_closure_before_the_finding_makes_no_days(make_round: Make) -> None:
    backwards = problem(status="closed_verified", verified_on="2020-02-01")
    results = measure_round(make_round(problems=[backwards]))
    assert "5-11" not in codes(results)
    assert (results.durations["days"] >= 0).all()


@pytest.mark.parametrize("kind", ["full", "spot", "revisit"])
@pytest.mark.parametrize(
    "made",
    [
        pytest.param({"coverage": []}, id="an empty plan"),
        pytest.param({"coverage": [("S1", "cond", True, False, "")]}, id="nobody visited"),
        pytest.param({"conclusions": [("S1", "cond.13", "not_applicable", "none", "agreed")]}, id="nothing applies"),
    ],
)
def test_its_report_can_be_written(make_round: Make, made: dict[str, list[tuple[object, ...]]], kind: str) -> None:
    round_ = make_round(**made, kind=kind)
    story = tell_story(round_, measure_round(round_))
    for product in ("report", "circular"):
        text = write_text(story, write_document(story, product))
        assert "nan" not in text
        assert "100%" not in text
