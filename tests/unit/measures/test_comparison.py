"""Two rounds that somebody names: every counted pair is compared or left out with its reason, by area and item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from analysis.measures.changes import list_moved
from analysis.measures.comparison import compare_rounds
from analysis.measures.frames import make_frame
from analysis.measures.pairing import count_reasons
from analysis.reading.schools import SchoolRegister
from analysis.rounds.round import Round

Make = Callable[..., Round]
JANUARY = date(2020, 1, 20)
BEFORE = (
    ("S1", "cond.03", "met"), ("S2", "cond.03", "unmet"), ("S3", "cond.03", "not_applicable"),
    ("S4", "cond.03", "unmet"), ("S5", "cond.03", "blank"), ("S6", "cond.03", "not_inspected"),
    ("S1", "cond.04", "met"), ("S2", "cond.18", "met"), ("S1", "aid.01", "met"), ("S2", "aid.01", "met"),
)  # fmt: skip
AFTER = (
    ("S1", "cond.03", "unmet"), ("S2", "cond.03", "met"), ("S3", "cond.03", "met"),
    ("S4", "cond.03", "unreadable", "none", "in_dispute"), ("S5", "cond.03", "met"),
    ("S6", "cond.03", "not_inspected", "none", "self_only"), ("S1", "cond.05", "met"), ("S2", "cond.18", "unmet"),
    ("S1", "aid.01", "met"), ("S2", "aid.01", "met"),
)  # fmt: skip
DISPUTE = (("S4", "cond.03", "inspected", "met"), ("S4", "cond.03", "inspected", "unmet"))


def test_what_cannot_be_compared_has_the_first_reason_that_holds(make_round: Make) -> None:
    before = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    results = compare_rounds(make_round(AFTER, DISPUTE, earlier=(before,)), before)
    columns = ["school_id", "item_id", "before", "after", "reason"]
    assert list(results.not_compared[columns].itertuples(index=False, name=None)) == [
        ("S3", "cond.03", "not_applicable", "met", "not_applicable"),
        ("S4", "cond.03", "unmet", "disputed", "not_now"),
        ("S5", "cond.03", "blank", "met", "not_before"),
        ("S6", "cond.03", "not_inspected", "self_only", "neither"),
        ("S1", "cond.04", "met", "", "not_asked_now"),
        ("S1", "cond.05", "", "met", "not_asked_before"),
    ]  # cond.18 is in no rate, so it is neither compared nor missed


def test_by_item_and_by_area_are_the_same_pairs(make_round: Make) -> None:
    before = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    results = compare_rounds(make_round(AFTER, DISPUTE, earlier=(before,)), before)
    columns = ["area", "item_id", "comparable", "kept", "fixed", "new", "failing", "schools"]
    assert list(results.change_items[columns].itertuples(index=False, name=None)) == [
        ("aid", "aid.01", 2, 2, 0, 0, 0, 2),
        ("cond", "cond.03", 2, 0, 1, 1, 0, 2),
    ]
    # one fixed against one new: the exact test of 1 against 1 is 1; nothing changed in the other
    assert results.change_items["p_value"].fillna(-1).tolist() == [-1, 1]
    assert results.change_counts.set_index("area")["comparable"].to_dict() == {
        "": 4, "safety": 0, "aid": 2, "cond": 2, "other": 0,
    }  # fmt: skip


def test_what_moved_most_comes_first_and_what_did_not_is_left_out() -> None:
    counts = {"cond.01": (0, 0, 0), "cond.03": (1, 1, 0), "cond.04": (0, 0, 3), "cond.05": (0, 2, 0)}
    items = make_frame("change_items", [
        {"item_id": item, "comparable": 9, "fixed": fixed, "new": new, "failing": failing}
        for item, (fixed, new, failing) in counts.items()
    ])  # fmt: skip
    assert list_moved(items)["item_id"].tolist() == ["cond.04", "cond.03", "cond.05"]
    assert list_moved(items.iloc[:1]).empty


def test_reasons_are_counted_by_area(make_round: Make) -> None:
    before = make_round(BEFORE, round_id="2020-01", day=JANUARY)
    left = compare_rounds(make_round(AFTER, DISPUTE, earlier=(before,)), before).not_compared
    reasons = ("not_applicable", "not_now", "not_before", "neither", "not_asked_now", "not_asked_before")
    assert count_reasons(left) == {("cond", reason): 1 for reason in reasons}
    assert count_reasons(left.assign(reason="wording")) == {("cond", "wording"): 6}


def test_another_wording_is_a_reason(make_round: Make) -> None:
    finding = [("S1", "cond.03", "inspected", "met")]
    before = make_round([("S1", "cond.03", "met")], finding, round_id="2020-01", day=JANUARY)
    before.tables["findings"]["item_edition"] = "2014-1"
    later = make_round([("S1", "cond.03", "met")], finding, earlier=(before,))
    results = compare_rounds(later, before)
    assert results.changes.empty
    assert results.not_compared[["school_id", "reason"]].to_numpy().tolist() == [["S1", "wording"]]


def test_any_earlier_round_may_be_named(make_round: Make) -> None:
    first = make_round([("S1", "cond.03", "unmet")], round_id="2019-10", day=date(2019, 10, 10))
    last = make_round([("S1", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    later = make_round([("S1", "cond.03", "met")], [("S1", "cond.03", "inspected", "met")], earlier=(first, last))
    assert compare_rounds(later, last).changes["change"].tolist() == ["kept"]
    assert compare_rounds(later, first).changes["change"].tolist() == ["fixed"]


def test_a_school_that_took_the_place_of_several_is_not_compared(make_round: Make) -> None:
    before = make_round([("S1", "cond.03", "met"), ("S2", "cond.03", "met")], round_id="2020-01", day=JANUARY)
    later = make_round([("S4", "cond.03", "met")], earlier=(before,))
    moved = {"valid_to": "2020-02-01", "successor": "S4"}
    rows = tuple({**row, **moved} if row["school_id"] in ("S1", "S2") else row for row in later.register.rows)
    results = compare_rounds(replace(later, register=SchoolRegister(rows)), before)
    assert results.not_compared[["school_id", "before", "after", "reason"]].to_numpy().tolist() == [
        ["S4", "", "met", "merged"]
    ]
