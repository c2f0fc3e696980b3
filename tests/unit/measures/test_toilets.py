"""Item 16 in the round: golden values of DOMAIN.md §1.2, school by school and in all."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from analysis.measures.results import RoundResults, measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]
NAMES = ("boys", "girls", "stalls_m", "stalls_f")
COUNTED = {"S1": (200, 200, 5, 16), "S2": (150, 210, 4, 12), "S3": (90, 60, 3, 5), "S4": (120, 40, 3, 4)}
PROBLEM = {
    "problem_id": "P", "school_id": "S2", "item_id": "cond.16", "text": "女厕不足", "status": "blocked",
    "deadline": "2020-12-31", "found_on": "2020-03-02", "blocked_by": "资金",
}  # fmt: skip


def measure(make_round: Make) -> RoundResults:
    found = [(school, name, value) for school, row in COUNTED.items() for name, value in zip(NAMES, row, strict=True)]
    conclusions = [("S1", "cond.16", "met"), ("S2", "cond.16", "unmet"), ("S3", "cond.16", "met")]
    return measure_round(make_round(conclusions, measurements=[*found, ("S5", "stalls_f", 3)], problems=[PROBLEM]))


def test_required_actual_short(make_round: Make) -> None:
    table = measure(make_round).toilets.set_index("school_id")
    names = ["required_m", "required_f", "short_m", "short_f", "adequate", "ratio_strict", "ratio_per_head"]
    assert [tuple(table.loc[school, names]) for school in COUNTED] == [
        (5, 16, 0, 0, "yes", "yes", "yes"),
        (4, 17, 0, 5, "no", "yes", "no"),
        (3, 5, 0, 0, "yes", "no", "no"),
        (3, 4, 0, 0, "yes", "no", "yes"),
    ]
    assert list(table["computed_verdict"]) == ["met", "unmet", "partial", "met", ""]
    assert list(table["verdict"]) == ["met", "unmet", "met", "", ""]


def test_every_judged_school_is_in_one_state(make_round: Make) -> None:
    found = [(school, name, value) for school, row in COUNTED.items() for name, value in zip(NAMES, row, strict=True)]
    verdicts = ("met", "unmet", "met", "partial", "unmet", "unmet")  # S5 has one count of four, S6 has none
    conclusions = [(f"S{place}", "cond.16", verdict) for place, verdict in enumerate(verdicts, start=1)]
    results = measure_round(make_round(conclusions, measurements=[*found, ("S5", "stalls_f", 3)]))
    assert list(results.toilets["state"]) == ["met", "short", "met", "enough", "unknown"]
    assert results.toilet_counts.iloc[0].to_dict() == {"short": 1, "enough": 1, "met": 2, "unknown": 2, "short_m": 0}
    assert results.number("3-16")["denominator"] == 6


def test_unknown_counts_are_unknown_and_enter_nothing(make_round: Make) -> None:
    row = measure(make_round).toilets.set_index("school_id").loc["S5"]
    assert row["stalls_f"] == 3
    assert isnan(row["girls"])
    assert isnan(row["required_f"])
    assert row["adequate"] == ""


def test_shortage_says_what_it_waits_for(make_round: Make) -> None:
    row = measure(make_round).toilets.set_index("school_id").loc["S2"]
    assert (row["blocked_by"], row["deadline"], row["cell"]) == ("资金", "2020-12-31", "D8")


def test_numbers(make_round: Make) -> None:
    results = measure(make_round)
    found = {code: results.number(code)[["numerator", "denominator"]].tolist() for code in ("3-16a", "3-16b", "3-16c")}
    assert found == {"3-16a": [3, 4], "3-16b": [2, 4], "3-16c": [2, 4]}
    assert results.number("3-16d")[["numerator", "denominator", "unit"]].tolist() == [5, 42, "stall"]
    cells = results.cells("3-16d")
    assert cells.groupby("part")["school_id"].agg(lambda schools: sorted(set(schools))).to_dict() == {
        "counted": ["S1", "S3", "S4"], "rest": ["S2"],
    }  # fmt: skip
    assert list(cells.loc[cells["school_id"] == "S2", "cell"]) == ["D5", "D6", "D7", "D8"]
