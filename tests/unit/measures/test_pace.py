"""How fast problems are put right: ages, in time, day by day, Kaplan–Meier; and what to visit again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import isnan
from typing import Any

import pytest

from analysis.measures.follow_up import back_test_lists
from analysis.measures.pace import age_of, count_undated, median_days, survive
from analysis.measures.results import RoundResults, measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]
CLOSED, CLAIMED = "closed_verified", "claimed_done"


def problem(number: str, **columns: Any) -> dict[str, Any]:
    return {
        "problem_id": number, "school_id": "S1", "item_id": "cond.04", "text": "灯", "found_on": "2020-01-10",
        "deadline": "2020-02-28", "status": "open", "file": "台账.xlsx", "sheet": "甲", "cell": f"D{number}", **columns,
    }  # fmt: skip


def told(results: RoundResults, code: str) -> tuple[float, float]:
    row = results.number(code)
    return float(row["numerator"]), float(row["denominator"])


# Freireich et al. (1963), the 6-MP arm, as in every textbook of survival analysis: weeks in remission, + = censored.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSES = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_kaplan_meier_gives_the_textbook_curve() -> None:
    steps = survive(WEEKS, [bool(one) for one in RELAPSES])
    assert [(day, round(share, 3)) for day, share in steps] == [
        (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448),
    ]  # fmt: skip
    assert median_days(WEEKS, [bool(one) for one in RELAPSES]) == 23


def test_the_median_by_hand() -> None:
    """Closed after 2 and 4 days, one open for 3: 2/3 after 2 days; after 4 nobody is left, so 0."""
    assert survive([2, 3, 4], [True, False, True]) == [(2, pytest.approx(2 / 3)), (4, 0)]
    assert median_days([2, 3, 4], [True, False, True]) == 4
    assert median_days([2, 4], [True, True]) == 2, "one half is enough"
    assert isnan(median_days([2, 9, 9], [True, False, False])), "two thirds are open: there is no median"
    assert isnan(median_days([], []))


@pytest.mark.parametrize(
    ("found_on", "band"),
    [("2020-03-06", "to_7"), ("2020-02-28", "to_7"), ("2020-02-27", "to_30"), ("2020-02-05", "to_30"),
     ("2020-02-04", "to_60"), ("2020-01-06", "to_60"), ("2020-01-05", "to_90"), ("2019-12-07", "to_90"),
     ("2019-12-06", "over_90"), ("", "")],
)  # fmt: skip
def test_age_bands_end_on_their_last_day(found_on: str, band: str) -> None:
    assert age_of(found_on, date(2020, 3, 6)) == band


def test_only_what_is_not_closed_has_an_age(make_round: Make) -> None:
    problems = [
        problem("1"), problem("2", found_on="2020-03-01", status=CLAIMED), problem("3", found_on="2020-03-01"),
        problem("4", found_on="2020-03-01", status=CLOSED, verified_on="2020-03-05"),
    ]  # fmt: skip
    results = measure_round(make_round(problems=problems))
    ages = results.ages.set_index("band")
    assert ages["count"].to_dict() == {"to_7": 2, "to_30": 0, "to_60": 1, "to_90": 0, "over_90": 0}
    assert (ages.loc["to_7", "claimed"], ages.loc["to_60", "overdue"]) == (1, 1)
    assert told(results, "5-12") == (2, 3)


def test_in_time_keeps_the_open_ones_in_the_whole(make_round: Make) -> None:
    """Due by 6 March: closed in time, closed late, still open. Not due: one. Without a deadline: one."""
    results = measure_round(
        make_round(
            problems=[
                problem("1", status=CLOSED, verified_on="2020-02-28"),
                problem("2", status=CLOSED, verified_on="2020-02-29", item_id="cond.05"),
                problem("3", item_id="cond.06"),
                problem("4", deadline="2020-03-20", item_id="cond.07"),
                problem("5", deadline="", status=CLOSED, verified_on="2020-02-01", item_id="cond.08"),
            ]
        )
    )
    assert told(results, "5-8") == (1, 3)
    assert set(results.cells("5-8")["cell"]) == {"D1", "D2", "D3"}


def test_what_is_reported_done_is_held_against_what_was_checked(make_round: Make) -> None:
    results = measure_round(
        make_round(
            problems=[
                problem("1", status=CLAIMED, claimed_on="2020-02-01"),
                problem("2", status=CLOSED, claimed_on="2020-02-01", verified_on="2020-02-20", item_id="cond.05"),
                problem("3", status=CLOSED, verified_on="2020-02-20", item_id="cond.06"),
            ]
        )
    )
    assert told(results, "5-9") == (1, 2), "a closure that nobody had reported is no checked report"
    assert told(results, "5-19") == (2, 3)


def test_burn_up_day_by_day(make_round: Make) -> None:
    problems = [
        problem("1", status=CLOSED, claimed_on="2020-02-01", verified_on="2020-02-20"),
        problem("2", found_on="2020-02-01", item_id="cond.05", status=CLAIMED, claimed_on="2020-03-01"),
        problem("3", found_on="2020-02-01", item_id="cond.06"),
    ]
    burn_up = measure_round(make_round(problems=problems)).burn_up
    assert list(burn_up.itertuples(index=False, name=None)) == [
        ("2020-01-10", 1, 0, 0), ("2020-02-01", 3, 0, 1), ("2020-02-20", 3, 1, 0), ("2020-03-01", 3, 1, 1),
        ("2020-03-06", 3, 1, 1),
    ]  # fmt: skip


def test_findings_and_closures_without_a_day_are_no_step(make_round: Make) -> None:
    problems = [
        problem("1", status=CLOSED, verified_on="2020-02-20"), problem("2", item_id="cond.05", found_on=""),
        problem("3", item_id="cond.06", status=CLOSED), problem("4", item_id="cond.07", found_on="", status=CLOSED),
    ]  # fmt: skip
    results = measure_round(make_round(problems=problems))
    assert tuple(results.burn_up.iloc[-1][["opened", "closed"]]) == (2, 1)
    # 2 and 4 were found, and 3 and 4 were closed, on days that nobody wrote.
    assert count_undated(results.problems, results.burn_up) == 4


def test_the_list_gives_plain_reasons_in_a_stated_order(make_round: Make) -> None:
    problems = [
        problem("1", deadline="2020-04-01", item_id="cond.04"),
        problem("2", school_id="S2", item_id="cond.05"),
        problem("3", school_id="S3", item_id="cond.05", deadline="2020-04-01", status=CLAIMED),
        problem("4", school_id="S1", item_id="cond.06", status=CLOSED, verified_on="2020-02-01"),
    ]
    results = measure_round(make_round(problems=problems))
    listed = list(zip(results.follow_up["school_id"], results.follow_up["reasons"], strict=True))
    assert listed == [("S2", "overdue open"), ("S3", "claimed"), ("S1", "open")], "what is closed is not on the list"
    assert not {"rank", "score", "place"} & set(results.follow_up.columns)
    assert told(results, "5-17")[0] == 3


def test_a_list_is_held_against_the_next_round(make_round: Make) -> None:
    """January lists S1 and S2 on item 4 and S3 on item 5; March finds S1 not met and S2 met, and leaves S3 out."""
    january = make_round(
        problems=[problem("1"), problem("2", school_id="S2"), problem("3", school_id="S3", item_id="cond.05")],
        round_id="2020-01", day=date(2020, 1, 20),
    )  # fmt: skip
    march = make_round(
        [("S1", "cond.04", "unmet"), ("S2", "cond.04", "met"), ("S3", "cond.04", "met")], earlier=(january,)
    )
    tested = back_test_lists(march)
    assert list(tested.itertuples(index=False, name=None)) == [("2020-01", "2020-03", 3, 2, 1)]
    results = measure_round(march)
    with pytest.raises(KeyError):
        results.number("5-18")  # one pair of rounds is too few


def test_with_three_pairs_of_rounds_the_hits_are_a_number_with_its_cells(make_round: Make) -> None:
    rounds: tuple[Round, ...] = ()
    for month in (1, 2, 3, 4):
        rounds = (*rounds, make_round(
            [("S1", "cond.04", "unmet"), ("S2", "cond.04", "met")],
            problems=[problem("1", found_on=f"2020-0{month}-01")], round_id=f"2020-0{month}",
            day=date(2020, month, 20), earlier=rounds,
        ))  # fmt: skip
    results = measure_round(rounds[-1])
    assert len(results.back_test) == 3
    assert told(results, "5-18") == (3, 3), "S1 was listed and found failing in each of the three that followed"
    assert set(results.cells("5-18")["round_id"]) == {"2020-02", "2020-03", "2020-04"}
