"""Where problems come from: conclusions and ledgers together, and how they go on over rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.unit.measures.linking import link_round

from analysis.measures.results import measure_round
from analysis.reading.schools import SchoolRegister
from analysis.rounds.round import Round
from analysis.tables import join_tables, make_table

Make = Callable[..., Round]
JANUARY = date(2020, 1, 20)
UNMET = ("S1", "cond.16", "unmet")
SEEN = ("S1", "cond.16", "inspected", "unmet")
LEDGER = {
    "problem_id": "A-7", "school_id": "S1", "item_id": "cond.16", "text": "女厕少2个", "found_on": "2020-01-14",
    "deadline": "2020-02-28", "status": "open", "file": "台账.xlsx", "sheet": "甲", "cell": "D4",
}  # fmt: skip


def problems(round_: Round, *columns: str) -> list[tuple[Any, ...]]:
    table = round_.tables["round_problems"]
    return list(table[list(columns)].itertuples(index=False, name=None))


def links(round_: Round) -> list[tuple[str, str, str]]:
    table = round_.tables["problem_links"][["problem_id", "earlier_problem_id", "rule"]]
    return list(table.itertuples(index=False, name=None))


def january(make_round: Make, conclusions: Sequence[Any] = (), **tables: Any) -> Round:
    return make_round(conclusions, round_id="2020-01", day=JANUARY, **tables)


def test_a_failing_conclusion_is_a_problem_with_the_standards_requirement_and_days(
    make_round: Make, standards: Any
) -> None:
    made = january(make_round, [UNMET], findings=[(*SEEN, "缺2")])
    columns = ("problem_id", "text", "found_on", "deadline", "status", "origin", "file", "cell", "raw")
    assert problems(made, *columns) == [
        ("2020-01-S1-3-16", "缺2", "2020-01-20", "2020-07-18", "open", "conclusion", "inspected.xlsx", "C1", "unmet")
    ], "180 days for what is built"
    assert problems(made, "requirement") == [(standards.items["cond.16"].requirement.zh,)]


def test_without_words_of_its_own_it_is_told_by_item_and_verdict(make_round: Make) -> None:
    made = january(make_round, [("S1", "cond.16", "partial")], findings=[("S1", "cond.16", "inspected", "partial")])
    assert problems(made, "text") == [("厕位与男女比例部分达标",)]


@pytest.mark.parametrize(
    "conclusion",
    [
        pytest.param(("S1", "cond.16", "met"), id="met"),
        pytest.param(("S1", "cond.16", "unreadable", "none", "in_dispute"), id="in dispute"),
        pytest.param(("S1", "cond.16", "not_inspected", "none", "self_only"), id="only the school's word"),
        pytest.param(("S1", "cond.16", "blank"), id="not judged"),
        pytest.param(("S1", "cond.18", "unmet"), id="an item whose text is not confirmed"),
    ],
)
def test_these_make_no_problem(conclusion: Any, make_round: Make) -> None:
    assert problems(january(make_round, [conclusion]), "problem_id") == []


def test_a_ledger_row_of_the_same_school_and_item_is_that_problem(make_round: Make) -> None:
    made = january(make_round, [UNMET], findings=[SEEN], problems=[LEDGER])
    assert problems(made, "problem_id", "text", "deadline", "origin", "cell") == [
        ("A-7", "女厕少2个", "2020-02-28", "both", "D4")
    ]


def test_an_open_problem_of_an_earlier_round_goes_on(make_round: Make) -> None:
    before = january(make_round, problems=[{**LEDGER, "status": "claimed_done", "claimed_on": "2020-02-01"}])
    now = make_round([UNMET], findings=[SEEN], earlier=(before,))
    assert problems(now, "problem_id", "text", "found_on", "deadline", "status", "origin", "file") == [
        ("A-7", "女厕少2个", "2020-01-14", "2020-02-28", "open", "conclusion", "inspected.xlsx")
    ], "what was reported done was not"
    assert links(now) == [("A-7", "A-7", "same_school_and_item")]
    assert len(measure_round(now).problems) == 1


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        pytest.param(SEEN, "厕位与男女比例未达标", id="a bare verdict: item and verdict"),
        pytest.param((*SEEN, "缺2"), "缺2", id="words beside the verdict"),
    ],
)
def test_one_that_goes_on_and_never_stood_in_a_ledger_is_told_as_it_was_last_seen(
    seen: Any, words: str, make_round: Make
) -> None:
    before = january(make_round, [("S1", "cond.16", "partial")], findings=[("S1", "cond.16", "inspected", "partial")])
    now = make_round([UNMET], findings=[seen], earlier=(before,))
    columns = ("problem_id", "text", "found_on", "raw")
    assert problems(now, *columns) == [("2020-01-S1-3-16", words, "2020-01-20", "unmet")]
    results = measure_round(now)
    assert results.ledger[["text", "old"]].to_numpy().tolist() == [[words, True]]
    assert results.exceptions[["verdict", "note"]].to_numpy().tolist() == [["unmet", words]]


def test_a_problem_is_old_by_the_round_that_found_it_with_or_without_a_day(make_round: Make) -> None:
    undated = {**LEDGER, "problem_id": "A-8", "item_id": "cond.6", "found_on": "", "text": "黑板反光"}
    before = january(make_round, problems=[LEDGER, undated])
    new = {**undated, "problem_id": "A-9", "item_id": "cond.9", "text": "围墙缺口"}
    ledger = measure_round(make_round(problems=[LEDGER, undated, new], earlier=(before,))).ledger
    assert dict(zip(ledger["problem_id"], ledger["old"], strict=True)) == {"A-7": True, "A-8": True, "A-9": False}


def test_what_no_ledger_has_is_closed_when_it_is_seen_in_order(make_round: Make) -> None:
    before = january(make_round, [UNMET], findings=[SEEN])
    now = make_round([("S1", "cond.16", "met")], findings=[("S1", "cond.16", "inspected", "met")], earlier=(before,))
    found = measure_round(now).problems
    names = ["problem_id", "round_id", "said_in", "state", "verified_on", "file"]
    assert found[names].to_numpy().tolist() == [
        ["2020-01-S1-3-16", "2020-01", "2020-03", "closed_verified", "2020-03-06", "inspected.xlsx"]
    ]


def test_what_a_ledger_has_is_closed_by_the_ledger_alone(make_round: Make) -> None:
    before = january(make_round, problems=[LEDGER])
    now = make_round([("S1", "cond.16", "met")], findings=[("S1", "cond.16", "inspected", "met")], earlier=(before,))
    assert measure_round(now).problems["state"].tolist() == ["open"]


@pytest.mark.parametrize(
    ("closed_on", "listed"),
    [
        pytest.param("2020-02-11", ["2020-03-S1-3-16"], id="closed before the round: it came back"),
        pytest.param("2020-03-05", [], id="closed within the round: that is what was found"),
    ],
)
def test_a_relapse_is_another_problem(closed_on: str, listed: list[str], make_round: Make) -> None:
    closed = {**LEDGER, "status": "closed_verified", "verified_on": closed_on}
    before = january(make_round, problems=[LEDGER])
    now = make_round([UNMET], findings=[SEEN], problems=[closed], earlier=(before,))
    results = measure_round(now)
    assert results.problems.loc[results.problems["relapsed"], "problem_id"].tolist() == listed
    assert [new for new, _, rule in links(now) if rule == "relapsed"] == listed
    assert results.problems["problem_id"].tolist() == ["A-7", *listed]
    came = results.ledger[results.ledger["relapsed"]]
    assert came[["problem_id", "relapsed_from"]].to_numpy().tolist() == [[one, "A-7"] for one in listed]


def test_the_same_number_opened_again_is_a_relapse_too(make_round: Make) -> None:
    before = january(make_round, problems=[{**LEDGER, "status": "closed_verified", "verified_on": "2020-01-18"}])
    now = make_round(problems=[{**LEDGER, "status": "reopened"}], earlier=(before,))
    assert links(now) == [("A-7", "A-7", "relapsed")]
    results = measure_round(now)
    assert results.problems[["state", "relapsed"]].to_numpy().tolist() == [["open", True]]
    assert results.ledger[["relapsed", "relapsed_from"]].to_numpy().tolist() == [[True, ""]], (
        "it names no other problem"
    )


def test_another_number_for_the_same_words_is_the_same_problem(make_round: Make) -> None:
    before = january(make_round, problems=[LEDGER])
    now = make_round(problems=[{**LEDGER, "problem_id": "B-1", "status": "in_progress"}], earlier=(before,))
    assert links(now) == [("B-1", "A-7", "same_words")]
    names = ["problem_id", "round_id", "state"]
    assert measure_round(now).problems[names].to_numpy().tolist() == [["B-1", "2020-01", "in_progress"]]


def test_another_number_for_other_words_is_another_problem_that_is_linked(make_round: Make) -> None:
    before = january(make_round, problems=[LEDGER])
    now = make_round(problems=[{**LEDGER, "problem_id": "B-1", "text": "男厕漏水"}], earlier=(before,))
    assert links(now) == [("B-1", "A-7", "same_school_and_item")]
    assert measure_round(now).problems["problem_id"].tolist() == ["A-7", "B-1"]


def test_a_problem_passes_to_the_school_that_took_the_place(make_round: Make) -> None:
    before = january(make_round, [UNMET], findings=[SEEN])
    now = make_round([("S5", "cond.16", "unmet")], findings=[("S5", "cond.16", "inspected", "unmet")],
                     earlier=(before,))  # fmt: skip
    rows = tuple(
        {**row, "valid_to": "2020-02-01", "successor": "S5"} if row["school_id"] == "S1" else row
        for row in now.register.rows
    )
    now = link_round(replace(now, register=SchoolRegister(rows)))
    assert links(now) == [("2020-01-S1-3-16", "2020-01-S1-3-16", "successor")]
    names = ["problem_id", "round_id", "school_id", "deadline"]
    assert measure_round(now).problems[names].to_numpy().tolist() == [
        ["2020-01-S1-3-16", "2020-01", "S5", "2020-07-18"]
    ], "with its number and its deadline"


def test_an_id_stays_when_a_row_is_put_above(make_round: Make) -> None:
    row = {**LEDGER, "problem_id": "", "row": 4}
    above = {**row, "text": "门锁坏", "item_id": "cond.09", "row": 4, "cell": "D4"}
    first = january(make_round, problems=[row])
    second = january(make_round, problems=[above, {**row, "row": 5, "cell": "D5"}])
    assert problems(first, "problem_id") == [("2020-01-S1-3-16",)]
    assert problems(second, "problem_id") == [("2020-01-S1-3-9",), ("2020-01-S1-3-16",)]


def extend(until: str, reason: str = "待资金") -> Any:
    row = {
        "problem_id": "A-7",
        "extended_to": until,
        "reason": reason,
        "file": "台账.xlsx",
        "sheet": "甲",
        "cell": "E4",
    }
    return make_table("extensions", [row])


def answer(decision: str = "", received: str = "2020-01-16", **columns: str) -> Any:
    row = {"school_id": "S1", "item_id": "cond.16", "received_on": received, "grounds": "已改", "decision": decision,
           "by_role": "督导室", "decided_on": "2020-01-18" if decision else "", **columns}  # fmt: skip
    return make_table("replies", [row])


def test_an_extension_moves_the_deadline_and_with_it_what_is_overdue(make_round: Make) -> None:
    names = ["deadline", "first_deadline", "extended_to", "extension_reason", "overdue"]
    late = measure_round(make_round(problems=[LEDGER])).problems[names]
    assert late.to_numpy().tolist() == [["2020-02-28", "2020-02-28", "", "", True]]
    put_off = measure_round(make_round(problems=[LEDGER], extensions=extend("2020-06-30"))).problems[names]
    assert put_off.to_numpy().tolist() == [["2020-06-30", "2020-02-28", "2020-06-30", "待资金", False]]


@pytest.mark.parametrize(
    ("deadline", "until"),
    [
        pytest.param("2020-02-28", "2020-06-30", id="the ledger keeps the old deadline: it is put off still"),
        pytest.param("2020-04-30", "", id="the ledger sets another one: that holds"),
    ],
)
def test_an_extension_holds_in_later_rounds(deadline: str, until: str, make_round: Make) -> None:
    before = january(make_round, problems=[LEDGER], extensions=extend("2020-06-30"))
    now = make_round(problems=[{**LEDGER, "deadline": deadline}], earlier=(before,))
    assert problems(now, "deadline", "extended_to") == [(deadline, until)]


def test_a_reply_stands_until_a_later_round_decides_it(make_round: Make) -> None:
    before = january(make_round, [UNMET], findings=[SEEN], problems=[LEDGER], replies=answer())
    assert problems(before, "reply") == [("pending",)]
    now = make_round(problems=[LEDGER], replies=answer("rejected", problem_id="A-7"), earlier=(before,))
    assert problems(now, "reply") == [("rejected",)]
    later = make_round(problems=[LEDGER], round_id="2020-05", day=date(2020, 5, 6), earlier=(before, now))
    assert problems(later, "reply") == [("rejected",)]


def test_a_problem_whose_reply_was_upheld_is_none(make_round: Make) -> None:
    before = january(make_round, [UNMET], findings=[SEEN], problems=[LEDGER], replies=answer())
    now = make_round(problems=[LEDGER], replies=answer("upheld", problem_id="A-7"), earlier=(before,))
    assert len(measure_round(before).problems) == 1, "until it is decided it counts"
    assert measure_round(now).problems.empty
    later = make_round([UNMET], findings=[SEEN], round_id="2020-05", day=date(2020, 5, 6), earlier=(before, now))
    found = measure_round(later).problems
    assert found["problem_id"].tolist() == ["2020-05-S1-3-16"], "what is found again is found anew"


def test_replies_decided_differently_are_not_decided(make_round: Make) -> None:
    both = join_tables("replies", [answer("upheld"), answer("rejected")])
    made = january(make_round, problems=[LEDGER], replies=both)
    assert problems(made, "reply") == [("pending",)]
