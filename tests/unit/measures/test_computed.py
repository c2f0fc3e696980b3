"""Counts beside what inspectors saw: a clash is told and overwrites nothing; what is short is told, people are not."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan

import pytest

from analysis.measures.computed import cross_verdicts
from analysis.measures.results import RoundResults, measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]


def counts(school: str, **values: float) -> list[tuple[str, str, float]]:
    return [(school, measure, value) for measure, value in values.items()]


def clash(make_round: Make) -> RoundResults:
    """S1 and S2 have desks enough, S2 was seen otherwise; S4 lacks 3 and was seen met; S5 was not judged by anybody."""
    numbers = [
        *counts("S1", pupils=100, desks=100, chairs=102), *counts("S2", pupils=80, desks=90, chairs=80),
        *counts("S4", pupils=60, desks=57, chairs=60), *counts("S5", pupils=50, desks=40, chairs=50),
    ]  # fmt: skip
    seen = [("S1", "cond.05", "met"), ("S2", "cond.05", "unmet"), ("S4", "cond.05", "met")]
    return measure_round(
        make_round(
            [*seen, ("S5", "cond.05", "unmet", "computed", "agreed")],
            [(school, item, "inspected", verdict) for school, item, verdict in seen],
            numbers,
        )
    )


def test_counts_and_inspectors_side_by_side(make_round: Make) -> None:
    table = clash(make_round).computed
    assert list(table[["school_id", "computed", "seen", "clash", "short"]].itertuples(index=False, name=None)) == [
        ("S1", "met", "met", False, 0),
        ("S2", "met", "unmet", True, 0),
        ("S4", "unmet", "met", True, 3),
        ("S5", "unmet", "", False, 10),
    ]


def test_what_counts_and_eyes_say_in_four_counts(make_round: Make) -> None:
    assert cross_verdicts(clash(make_round).computed) == {
        "met_met": 1, "met_unmet": 1, "unmet_met": 1, "unmet_unmet": 0, "counts_only": 1,
    }  # fmt: skip


def test_a_clash_overwrites_nothing(make_round: Make) -> None:
    rate = clash(make_round).number("3-5")
    # Met: S1, S4 as seen; S5 by its counts alone is not met.
    assert (rate["numerator"], rate["denominator"]) == (2, 4)


@pytest.mark.parametrize("group", [{}, {"group_by": "item", "group": "cond.05"}])
def test_numbers_carry_the_cells_of_both_sides_of_a_clash(make_round: Make, group: dict[str, str]) -> None:
    results = clash(make_round)
    number, cells = results.number("8-23", **group), results.cells("8-23", **group)
    assert (number["numerator"], number["denominator"]) == (1, 3)
    rest = cells[cells["part"] == "rest"]
    assert set(rest.loc[rest["school_id"] == "S4", "file"]) == {"inspected.xlsx", "counts.xlsx"}
    assert set(rest.loc[(rest["school_id"] == "S4") & (rest["file"] == "counts.xlsx"), "raw"]) == {"60", "57"}
    assert set(cells.loc[cells["part"] == "counted", "file"]) == {"inspected.xlsx"}


def test_partly_met_and_not_met_do_not_clash(make_round: Make) -> None:
    numbers = counts("S1", boys=30, girls=25, stalls_m=1, stalls_f=2)
    results = measure_round(
        make_round([("S1", "cond.16", "unmet")], [("S1", "cond.16", "inspected", "unmet")], numbers)
    )
    assert results.computed[["computed", "seen", "clash"]].iloc[0].tolist() == ["partial", "unmet", False]


@pytest.mark.parametrize(
    ("item", "values", "verdict", "short"),
    [
        pytest.param("cond.01", {"d_grade_area_m2": 12}, "unmet", nan, id="1: a D-grade building"),
        pytest.param("cond.05", {"pupils": 100, "desks": 96, "chairs": 98}, "unmet", 4, id="5: the larger lack"),
        pytest.param("cond.11", {"multimedia_rooms": 0}, "unmet", 1, id="11: no room"),
        pytest.param("cond.16", {"boys": 150, "girls": 210, "stalls_m": 4, "stalls_f": 12}, "unmet", 5,
                     id="16: the ratio holds, five stalls short"),
        pytest.param("cond.16", {"boys": 200, "girls": 200, "stalls_m": 5, "stalls_f": 16}, "met", 0,
                     id="16: 5 and 16"),
        pytest.param("cond.20", {"max_class_size": 65}, "met", nan, id="20: 65"),
        pytest.param("cond.20", {"max_class_size": 66}, "unmet", nan, id="20: 66"),
        pytest.param("aid.04", {"registered": 40, "eligible": 50}, "unmet", nan, id="aid: a share"),
    ],
)  # fmt: skip
def test_each_item_by_its_rule(
    make_round: Make, item: str, values: dict[str, float], verdict: str, short: float
) -> None:
    table = measure_round(make_round(measurements=counts("S1", **values))).computed
    row = table[table["item_id"] == item].iloc[0]
    assert row["computed"] == verdict
    assert row["short"] == short or (isnan(row["short"]) and isnan(short))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"pupils": 9, "desks": 7, "chairs": 9}, id="few pupils: desks and what is short give them back"),
        pytest.param({"staff_assigned": 12, "staff_visited": 10}, id="staff are persons"),
    ],
)
def test_what_is_short_gives_no_people_back(make_round: Make, values: dict[str, float]) -> None:
    table = measure_round(make_round(measurements=counts("S1", **values))).computed
    assert table["computed"].tolist() == ["unmet"]
    assert table["short"].isna().all()
