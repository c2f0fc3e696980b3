"""Rates on the conclusion are the printed ones; on one aspect alone they are what that aspect says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.measures.bases import list_basis, list_rate_cells, pick_rows, rate_rows
from analysis.measures.results import measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]
FOUND = (
    ("S1", "cond.16", "self_reported", "met"), ("S1", "cond.16", "inspected", "unmet"),
    ("S1", "cond.16", "verified", "met"), ("S2", "cond.16", "self_reported", "met"),
    ("S2", "cond.16", "inspected", "partial"), ("S3", "cond.16", "inspected", "met"),
    ("S3", "cond.16", "inspected", "unmet"), ("S4", "cond.16", "self_reported", "unmet"),
    ("S5", "cond.16", "inspected", "blank"), ("S1", "cond.03", "inspected", "met"),
)  # fmt: skip
CONCLUDED = (
    ("S1", "cond.16", "met", "verified"), ("S2", "cond.16", "partial", "inspected"),
    ("S3", "cond.16", "unreadable", "none", "in_dispute"), ("S4", "cond.16", "not_inspected", "none", "self_only"),
    ("S5", "cond.16", "blank", "none", "none"), ("S6", "cond.16", "not_inspected", "none", "none"),
    ("S1", "cond.03", "met", "inspected"),
)  # fmt: skip
STATES = ("met", "partial", "unmet", "not_inspected", "blank", "disputed", "self_only")


@pytest.mark.parametrize(
    ("basis", "counts"),
    [  # counted by hand from the rows above, in the order of STATES
        ("conclusion", [1, 1, 0, 1, 1, 1, 1]),
        ("self_reported", [2, 0, 1, 3, 0, 0, 0]),
        ("inspected", [0, 1, 1, 2, 1, 1, 0]),
        ("verified", [1, 0, 0, 5, 0, 0, 0]),
    ],
)
def test_what_each_basis_says_of_item_16(basis: str, counts: list[int], make_round: Make) -> None:
    round_ = make_round(CONCLUDED, FOUND)
    whole = rate_rows(pick_rows(list_basis(round_, basis), item="cond.16"), round_).iloc[0]
    assert [int(whole[state]) for state in STATES] == counts
    assert (whole["numerator"], whole["denominator"]) == (counts[0], sum(counts[:3]))


def test_a_rate_on_the_conclusion_is_the_printed_one(make_round: Make) -> None:
    round_ = make_round(CONCLUDED, FOUND)
    printed, rows = measure_round(round_).numbers, list_basis(round_, "conclusion")
    columns = ["numerator", "denominator", "met", "partial", "unmet", "not_inspected", "blank", "disputed", "self_only"]
    for by in ("", "town", "kind"):
        own = rate_rows(pick_rows(rows, item="cond.16"), round_, by=by)
        for _, row in own[own["group_by"] == by].iterrows():
            same = printed[
                (printed["code"] == "3-16") & (printed["group_by"] == by) & (printed["group"] == row["group"])
            ]
            assert same[columns].iloc[0].tolist() == row[columns].tolist()


def test_few_judged_have_no_percentage_and_none_is_not_applicable(make_round: Make) -> None:
    rates = rate_rows(list_basis(make_round(CONCLUDED, FOUND), "verified"), make_round(CONCLUDED, FOUND), by="town")
    assert rates["percent"].isna().all()
    assert rates.set_index("group").loc["西镇", "denominator"] == 0


def test_cells_behind_a_rate_begin_with_what_is_not_met(make_round: Make) -> None:
    round_ = make_round(CONCLUDED, FOUND)
    cells = list_rate_cells(pick_rows(list_basis(round_, "inspected"), item="cond.16", town="东镇"), round_.id)
    assert cells["school_id"].tolist() == ["S1", "S2", "S3", "S3"]
    assert cells["part"].tolist() == ["unmet", "partial", "disputed", "disputed"]
    assert (cells["file"] != "").all()
