"""What schools reported against what was seen."""

from __future__ import annotations

from collections.abc import Callable
from math import nan

import pandas as pd
import pytest

from analysis.measures.agreement import is_same_share
from analysis.measures.intervals import wilson_interval
from analysis.measures.results import measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]
CONCLUSIONS = (
    ("S1", "cond.03", "met"), ("S2", "cond.03", "unmet"), ("S3", "cond.03", "partial", "verified", "agreed"),
    ("S4", "cond.03", "met"), ("S5", "cond.03", "met"), ("S6", "cond.03", "unmet", "computed", "agreed"),
    ("S1", "cond.04", "not_inspected", "none", "self_only"), ("S1", "cond.18", "unmet"), ("S1", "other.03", "met"),
)  # fmt: skip
FINDINGS = (
    ("S1", "cond.03", "inspected", "met"), ("S1", "cond.03", "self_reported", "met"),
    ("S2", "cond.03", "inspected", "unmet"), ("S2", "cond.03", "self_reported", "met"),
    ("S3", "cond.03", "verified", "partial"), ("S3", "cond.03", "self_reported", "met"),
    ("S4", "cond.03", "inspected", "met"), ("S4", "cond.03", "self_reported", "unmet"),
    ("S5", "cond.03", "inspected", "met"), ("S5", "cond.03", "self_reported", "blank"),
    ("S6", "cond.03", "self_reported", "met"), ("S1", "cond.04", "self_reported", "met"),
    ("S1", "cond.18", "inspected", "unmet"), ("S1", "cond.18", "self_reported", "met"),
    ("S1", "other.03", "inspected", "met"), ("S1", "other.03", "self_reported", "met"),
    ("S1", "other.03", "self_reported", "unmet"),
)  # fmt: skip


def test_matrix_holds_what_was_reported_and_seen_by_an_inspector(make_round: Make) -> None:
    table = measure_round(make_round(CONCLUSIONS, FINDINGS)).agreement
    filled = table[table["count"] > 0]
    assert list(filled.itertuples(index=False, name=None)) == [
        ("cond", "met", "met", 1),
        ("cond", "met", "partial", 1),
        ("cond", "met", "unmet", 1),
        ("cond", "unmet", "met", 1),
        ("cond", "blank", "met", 1),
    ]
    assert len(table) == 12


def test_over_claims_are_listed_with_both_cells(make_round: Make) -> None:
    results = measure_round(make_round(CONCLUSIONS, FINDINGS))
    names = ["school_id", "item_id", "verdict", "self_file", "self_cell", "file", "cell"]
    assert list(results.over_claims[names].itertuples(index=False, name=None)) == [
        ("S2", "cond.03", "unmet", "self_reported.xlsx", "C4", "inspected.xlsx", "C3"),
        ("S3", "cond.03", "partial", "self_reported.xlsx", "C6", "verified.xlsx", "C5"),
    ]
    assert results.number("3-31")[["numerator", "denominator"]].tolist() == [2, 3]
    cells = results.cells("3-31")[["school_id", "part", "verdict", "aspect", "cell"]]
    # What was seen, then what the school said; the claim that held is in the denominator.
    assert [tuple(row) for row in cells.itertuples(index=False)][:4] == [
        ("S2", "counted", "unmet", "inspected", "C3"), ("S2", "counted", "met", "self_reported", "C4"),
        ("S3", "counted", "partial", "verified", "C5"), ("S3", "counted", "met", "self_reported", "C6"),
    ]  # fmt: skip
    assert set(cells["part"][4:]) == {"rest"}


def test_reports_that_came(make_round: Make) -> None:
    results = measure_round(make_round(CONCLUSIONS, FINDINGS))
    assert results.number("0-2")[["numerator", "denominator"]].tolist() == [6, 6]


def test_no_reports_no_numbers(make_round: Make) -> None:
    results = measure_round(make_round(CONCLUSIONS, [row for row in FINDINGS if row[2] != "self_reported"]))
    assert not {"0-2", "3-31"} & set(results.numbers["code"])
    assert results.agreement.empty


def test_how_much_of_what_was_reported_was_seen(make_round: Make) -> None:
    """S1–S6 reported on item 3, S5 with a blank, and S1 on item 4. Seen: S1–S4; S6 follows from counts."""
    results = measure_round(make_round(CONCLUSIONS, FINDINGS))
    assert results.number("3-31a")[["numerator", "denominator", "percent"]].tolist()[:2] == [4, 6]
    # Reported met: S1, S2, S3, S6 and item 4 of S1.
    assert results.number("3-31b")[["numerator", "denominator"]].tolist() == [5, 6]
    cells = results.cells("3-31a")
    assert cells.groupby("part")["aspect"].agg(lambda own: sorted(set(own))).to_dict() == {
        "counted": ["inspected", "self_reported", "verified"], "rest": ["self_reported"],
    }  # fmt: skip
    assert set(results.cells("3-31b")["aspect"]) == {"self_reported"}


@pytest.mark.parametrize(
    ("seen", "said", "same"),
    [
        pytest.param(
            (190, 200, 95), (2240, 2358, 95), True, id="95 % beside 95 %: the city that published its reports"
        ),
        pytest.param((1292, 1419, 91), (2240, 2358, 95), False, id="91 % seen of 95 % reported"),
        pytest.param((3, 4, nan), (6, 8, nan), True, id="the same share, too few for a percentage"),
        pytest.param((3, 4, nan), (7, 8, nan), False, id="another share"),
        pytest.param((0, 0, nan), (0, 8, nan), False, id="nothing was seen"),
    ],
)
def test_a_headline_that_equals_the_reports(
    seen: tuple[int, int, float], said: tuple[int, int, float], same: bool
) -> None:
    names = ("numerator", "denominator", "percent")
    rows = (pd.Series(dict(zip(names, map(float, row), strict=True))) for row in (seen, said))
    assert is_same_share(*rows) is same


def test_the_published_example_of_reported_against_checked() -> None:
    """95.0 % reported (2240/2358) has the interval 94.0–95.8, 91.1 % checked (1292/1419) 89.5–92.4."""
    found = [tuple(round(limit, 3) for limit in wilson_interval(*pair)) for pair in ((2240, 2358), (1292, 1419))]
    assert found == [(0.94, 0.958), (0.895, 0.924)]
