"""What became of the problems, as of a date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analysis.measures.results import measure_round
from analysis.narrative.overdue import tell_overdue
from analysis.rounds.round import Round

Make = Callable[..., Round]
CLOSED, CLAIMED = "closed_verified", "claimed_done"


def problem(number: str, **columns: Any) -> dict[str, Any]:
    return {
        "problem_id": number, "school_id": "S1", "item_id": "cond.04", "text": "灯", "found_on": "2020-01-10",
        "deadline": "2020-02-28", "status": "open", "file": "台账.xlsx", "sheet": "甲", "cell": f"D{number}", **columns,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "state", "overdue"),
    [
        pytest.param({}, "open", True, id="untouched and late"),
        pytest.param({"deadline": "2020-03-06"}, "open", False, id="due on the very day is not late"),
        pytest.param({"deadline": ""}, "open", False, id="no deadline is never late"),
        pytest.param({"status": CLOSED, "verified_on": "2020-03-01"}, CLOSED, False, id="closed late"),
        pytest.param({"status": "closed_verified"}, "closed_verified", False, id="closed on an unknown day"),
        pytest.param({"status": CLOSED, "verified_on": "2020-03-20"}, "open", True, id="closed after the date"),
        pytest.param(
            {"status": "closed_verified", "claimed_on": "2020-03-01", "verified_on": "2020-03-20"}, "claimed", True,
            id="claimed before the date, closed after it",
        ),
        pytest.param({"status": CLAIMED, "claimed_on": "2020-02-20"}, "claimed", True, id="claimed is not closed"),
        pytest.param({"status": "claimed_done", "claimed_on": "2020-03-09"}, "open", True, id="claimed after the date"),
        pytest.param({"status": "awaiting_check"}, "claimed", True, id="awaiting the check"),
        pytest.param({"status": "reopened"}, "open", True, id="reopened"),
        pytest.param({"status": "blocked"}, "blocked", True, id="waiting for money is late all the same"),
        pytest.param({"status": "in_progress", "blocked_by": "资金"}, "blocked", True, id="in progress but for money"),
        pytest.param({"status": "continuing", "deadline": ""}, "continuing", False, id="长期坚持"),
        pytest.param({"status": "", "verified_on": "2020-02-01"}, CLOSED, False, id="a date tells the status"),
        pytest.param({"status": "", "claimed_on": "2020-02-01"}, "claimed", True, id="a claim tells the status"),
        pytest.param({"status": ""}, "open", True, id="nothing said"),
    ],
)  # fmt: skip
def test_state(columns: dict[str, Any], state: str, overdue: bool, make_round: Make) -> None:
    results = measure_round(make_round(problems=[problem("1", **columns)]))
    row = results.problems.iloc[0]
    assert (row["state"], bool(row["overdue"])) == (state, overdue)


def test_status_tells_what_is_overdue_on_the_day_asked_for(make_round: Make) -> None:
    problems = [
        problem("1"), problem("2", status=CLAIMED, claimed_on="2020-02-20"), problem("3", deadline="2020-03-20"),
        problem("4", status=CLOSED, verified_on="2020-02-20"), problem("5", school_id="S2", deadline="2020-03-20"),
    ]  # fmt: skip
    round_ = make_round(problems=problems)
    names = dict(zip(round_.register.frame["school_id"], round_.register.frame["name"], strict=True))
    assert list(tell_overdue(replace(round_, as_of=date(2020, 3, 6)))) == [
        "截至2020年3月6日，登记问题5个，未核实销号4个，其中逾期2个。",
        f"  {names['S1']}逾期2个（报已改待核实1个），最早期限2020-02-28",
    ]
    assert list(tell_overdue(replace(round_, as_of=date(2020, 4, 6)))) == [
        "截至2020年4月6日，登记问题5个，未核实销号4个，其中逾期4个。",
        f"  {names['S1']}逾期3个（报已改待核实1个），最早期限2020-02-28",
        f"  {names['S2']}逾期1个，最早期限2020-03-20",
    ]
    assert list(tell_overdue(make_round())) == ["截至2020年3月6日，台账里没有登记的问题。"]


def two_rounds(make_round: Make, as_of: date = date(2020, 3, 6)) -> Round:
    """January found 1 to 5; March carries 1 to 4 on and finds 6; 7 is found after the date."""
    january = make_round(
        problems=[problem(str(number)) for number in range(1, 6)], round_id="2020-01", day=date(2020, 1, 20)
    )
    return make_round(
        problems=[
            problem("1", status="closed_verified", verified_on="2020-02-20"),
            problem("2", status="claimed_done", claimed_on="2020-02-20"),
            problem("3", status="blocked", item_id="safety.01"),
            problem("4", status="continuing", deadline=""),
            problem("6", text="走廊无灯", found_on="2020-03-03", deadline="2020-06-01"),
            problem("7", text="走廊无灯", found_on="2020-03-30", deadline="2020-06-01"),
        ],
        as_of=as_of, earlier=(january,),
    )  # fmt: skip


def test_problems_are_linked_by_their_id(make_round: Make) -> None:
    results = measure_round(two_rounds(make_round))
    names = ["problem_id", "round_id", "state", "old", "overdue"]
    assert list(results.problems[names].itertuples(index=False, name=None)) == [
        ("1", "2020-01", "closed_verified", True, False),
        ("2", "2020-01", "claimed", True, True),
        ("3", "2020-01", "blocked", True, True),
        ("4", "2020-01", "continuing", True, False),
        ("5", "2020-01", "open", True, True),
        ("6", "2020-03", "open", False, False),
    ]


def test_numbers_are_of_the_problems_of_earlier_rounds(make_round: Make) -> None:
    results = measure_round(two_rounds(make_round))
    codes = ("5-1", "5-2", "5-3", "5-4", "5-5", "5-6")
    assert {code: results.number(code)[["numerator", "denominator"]].tolist() for code in codes} == {
        "5-1": [1, 5], "5-2": [1, 5], "5-3": [3, 5], "5-4": [1, 5], "5-5": [1, 5], "5-6": [1, 3],
    }  # fmt: skip
    assert results.number("5-7")["numerator"] == 1
    cells = results.cells("5-3")
    assert list(cells.loc[cells["part"] == "counted", "cell"]) == ["D2", "D3", "D5"]
    assert list(cells.loc[cells["part"] == "rest", "cell"]) == ["D1", "D4"]


def test_states_by_area(make_round: Make) -> None:
    states = measure_round(two_rounds(make_round)).problem_states
    names = ["area", "all", "closed_verified", "claimed", "open", "blocked", "continuing", "overdue", "overdue_blocked"]
    assert list(states[names].itertuples(index=False, name=None)) == [
        ("", 5, 1, 1, 1, 1, 1, 3, 1),
        ("safety", 1, 0, 0, 0, 1, 0, 1, 1),
        ("cond", 4, 1, 1, 1, 0, 1, 2, 0),
    ]


def test_another_date_is_another_state(make_round: Make) -> None:
    results = measure_round(two_rounds(make_round, as_of=date(2020, 2, 10)))
    assert results.number("5-1")["numerator"] == 0
    assert results.number("5-3")["numerator"] == 0
    assert set(results.problems["problem_id"]) == {"1", "2", "3", "4", "5"}


def test_two_rows_of_the_same_words_are_two_problems(make_round: Make) -> None:
    rows = [problem("", row=4), problem("", row=5)]
    assert len(measure_round(make_round(problems=rows)).problems) == 2


def test_without_an_id_the_same_school_item_and_words_are_one(make_round: Make) -> None:
    first = [
        problem("", row=4, text="两间 教室无灯"),
        problem("", row=5, text="走廊无灯"),
        problem("", school_id="", row=6),
    ]
    january = make_round(problems=first, round_id="2020-01", day=date(2020, 1, 20))
    later = [problem("", row=9, text="两间教室无灯", status=CLAIMED),
             problem("", row=8, text="走廊无灯", school_id="S2"),
             problem("", school_id="", row=7)]  # fmt: skip
    table = measure_round(make_round(problems=later, earlier=(january,))).problems
    names = ["round_id", "school_id", "text", "state"]
    assert sorted(table[names].itertuples(index=False, name=None)) == [
        ("2020-01", "", "灯", "open"),
        ("2020-01", "S1", "两间教室无灯", "claimed"),
        ("2020-01", "S1", "走廊无灯", "open"),
        ("2020-03", "", "灯", "open"),
        ("2020-03", "S2", "走廊无灯", "open"),
    ]


def test_ledger_sent_twice_counts_once(make_round: Make) -> None:
    rows = [problem("", row=4), problem("", row=4, file="台账(1).xlsx")]
    assert len(measure_round(make_round(problems=rows)).problems) == 1


@pytest.mark.parametrize(
    ("second", "state", "deadline"),
    [
        pytest.param({"status": "closed_verified"}, "in_progress", "2020-02-01", id="another state is not taken"),
        pytest.param({"verified_on": "2020-02-20"}, "in_progress", "2020-02-01", id="nor one told by a date"),
        pytest.param({"deadline": "2020-09-01"}, "claimed", "2020-01-31", id="another deadline is not taken"),
        pytest.param({"status": "", "deadline": ""}, "claimed", "2020-02-01", id="an empty cell contradicts nothing"),
    ],
)
def test_ledgers_of_a_round_that_differ_leave_what_was_agreed_before(
    second: dict[str, str], state: str, deadline: str, make_round: Make
) -> None:
    before = problem("1", status="in_progress", deadline="2020-01-31")
    january = make_round(problems=[before], round_id="2020-01", day=date(2020, 1, 20))
    now = problem("1", status="claimed_done", deadline="2020-02-01", file="台账.xlsx")
    rows = [{**now, "file": "台账(1).xlsx", **second}, now]
    found = measure_round(make_round(problems=rows, earlier=(january,))).problems
    assert found[["state", "deadline", "file"]].to_numpy().tolist() == [[state, deadline, "台账.xlsx"]]


def test_ledgers_that_differ_and_no_round_before_leave_it_open(make_round: Make) -> None:
    rows = [problem("1", status="closed_verified"), problem("1", status="claimed_done", file="台账(1).xlsx")]
    found = measure_round(make_round(problems=rows)).problems
    assert found[["state", "deadline"]].to_numpy().tolist() == [["open", "2020-02-28"]]
