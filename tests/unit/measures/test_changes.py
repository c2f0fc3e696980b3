"""Change since the last full round: only pairs judged in both, four counts, relapses named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.measures.linking import link_round

from analysis.measures.results import measure_round
from analysis.reading.schools import SchoolRegister
from analysis.rounds.round import Round

Make = Callable[..., Round]
BEFORE = (
    ("S1", "cond.03", "met"), ("S1", "cond.04", "unmet"), ("S2", "cond.03", "met"), ("S2", "cond.04", "partial"),
    ("S3", "cond.03", "not_applicable"), ("S4", "cond.03", "met"), ("S5", "cond.18", "unmet"),
)  # fmt: skip
AFTER = (
    ("S1", "cond.03", "met"), ("S1", "cond.04", "met"), ("S2", "cond.03", "unmet"), ("S2", "cond.04", "unmet"),
    ("S3", "cond.03", "met"), ("S4", "cond.03", "partial"), ("S5", "cond.18", "met"), ("S6", "cond.03", "unmet"),
)  # fmt: skip
JANUARY = date(2020, 1, 20)


def changes(results) -> list[tuple[str, str, str, bool]]:
    table = results.changes[["school_id", "item_id", "change", "relapsed"]]
    return list(table.itertuples(index=False, name=None))


def test_four_counts_of_pairs_judged_in_both_rounds(make_round: Make) -> None:
    previous = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    results = measure_round(make_round(AFTER, earlier=(previous,)))
    assert changes(results) == [
        ("S1", "cond.03", "kept", False),
        ("S2", "cond.03", "new", False),
        ("S4", "cond.03", "new", False),
        ("S1", "cond.04", "fixed", False),
        ("S2", "cond.04", "failing", False),
    ]
    total = results.change_counts.iloc[0]
    names = ["comparable", "kept", "fixed", "new", "relapsed", "failing", "schools"]
    assert [int(total[name]) for name in names] == [5, 1, 1, 2, 0, 1, 3]
    fractions = {
        code: results.number(code)[["numerator", "denominator"]].tolist() for code in ("6-2", "6-3", "6-5", "6-6")
    }
    assert fractions == {"6-2": [1, 5], "6-3": [2, 5], "6-5": [1, 5], "6-6": [1, 5]}
    assert results.number("6-1")["numerator"] == 5


@pytest.mark.parametrize(
    "how", ["an earlier conclusion", "a verification in the last round", "a ledger", "a self-report"]
)
def test_relapse_is_new_and_had_failed_before(how: str, make_round: Make) -> None:
    first = make_round([("S2", "cond.03", "unmet")] if how == "an earlier conclusion" else [], round_id="2019-10",
                       day=date(2019, 10, 10))  # fmt: skip
    found = {"a verification in the last round": [("S2", "cond.03", "inspected", "unmet")],
             "a self-report": [("S2", "cond.03", "self_reported", "unmet")]}  # fmt: skip
    ledger = [{"problem_id": "P", "school_id": "S2", "item_id": "cond.03", "status": "closed_verified"}]
    previous = make_round(BEFORE, found.get(how, ()), problems=ledger if how == "a ledger" else (), round_id="2020-01",
                          day=JANUARY)  # fmt: skip
    results = measure_round(make_round(AFTER, earlier=(first, previous)))
    relapsed = [(school, item) for school, item, _, again in changes(results) if again]
    assert relapsed == ([] if how == "a self-report" else [("S2", "cond.03")])
    assert results.number("6-4")[["numerator", "denominator"]].tolist() == [len(relapsed), 2]


def test_compared_with_the_last_full_round_not_with_a_revisit(make_round: Make) -> None:
    previous = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    revisit = make_round([("S1", "cond.04", "met")], round_id="2020-02", day=date(2020, 2, 3), kind="revisit")
    results = measure_round(make_round(AFTER, earlier=(previous, revisit)))
    assert ("S1", "cond.04", "fixed", False) in changes(results)


def test_another_wording_is_not_compared(make_round: Make) -> None:
    previous = make_round(BEFORE, [("S1", "cond.03", "inspected", "met")], round_id="2020-01", day=JANUARY)
    previous.tables["findings"]["item_edition"] = "2014-1"
    results = measure_round(make_round(AFTER, [("S1", "cond.03", "inspected", "met")], earlier=(previous,)))
    assert {item for _, item, _, _ in changes(results)} == {"cond.04"}


def test_first_round_has_no_change(make_round: Make) -> None:
    results = measure_round(make_round(AFTER))
    assert results.changes.empty
    assert results.change_counts.empty
    assert not results.numbers["code"].str.startswith("6-").any()


def close(round_: Round, **successors: str) -> Round:
    """The round with a register in which some schools closed before it and have a successor."""
    rows = tuple(
        {**row, "valid_to": "2020-02-01", "successor": successors[row["school_id"]]}
        if row["school_id"] in successors else row
        for row in round_.register.rows
    )  # fmt: skip
    return link_round(replace(round_, register=SchoolRegister(rows)))


def test_school_is_compared_with_the_one_whose_place_it_took(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "unmet"), ("S4", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S5", "cond.03", "met"), ("S4", "cond.03", "met")], earlier=(previous,))
    assert changes(measure_round(close(now, S1="S5"))) == [
        ("S4", "cond.03", "kept", False),
        ("S5", "cond.03", "fixed", False),
    ]


def test_school_inspected_itself_is_compared_with_itself(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "unmet"), ("S4", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S4", "cond.03", "met")], earlier=(previous,))
    assert changes(measure_round(close(now, S1="S4"))) == [("S4", "cond.03", "kept", False)]


def test_school_in_the_place_of_several_is_not_compared(make_round: Make) -> None:
    previous = make_round([("S1", "cond.03", "unmet"), ("S2", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    now = make_round([("S5", "cond.03", "met")], earlier=(previous,))
    assert changes(measure_round(close(now, S1="S5", S2="S5"))) == []


def test_problems_of_a_closed_school_are_its_successors(make_round: Make) -> None:
    problem = {"school_id": "S1", "item_id": "cond.03", "text": "电线裸露", "found_on": "2020-01-08", "file": "a.xlsx"}
    previous = make_round(problems=[{**problem, "row": 4}], round_id="2020-01", day=JANUARY)
    later = {**problem, "school_id": "S5", "row": 7, "status": "closed_verified", "verified_on": "2020-03-03"}
    now = make_round([("S5", "cond.03", "unmet")], problems=[later], earlier=(previous,))
    results = measure_round(close(now, S1="S5"))
    names = ["round_id", "school_id", "town", "state", "old"]
    assert results.problems[names].to_numpy().tolist() == [["2020-01", "S5", "西镇", "closed_verified", True]]
