"""What schools reported against what was seen."""

from __future__ import annotations

from collections.abc import Callable

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
