"""met ÷ judged with every count left out; nothing is lost between the reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isnan

import pandas as pd

from analysis.measures.frames import LEFT_OUT, make_frame
from analysis.measures.listing import count_passed_over, count_reasons, list_missed
from analysis.measures.results import RoundResults, measure_round
from analysis.reading.schools import SchoolRegister
from analysis.rounds.round import Round

Make = Callable[..., Round]
CONCLUSIONS = (
    ("S1", "cond.04", "met"), ("S2", "cond.04", "unmet", "verified", "agreed"), ("S3", "cond.04", "partial"),
    ("S4", "cond.04", "unreadable", "none", "in_dispute"), ("S5", "cond.04", "blank"),
    ("S6", "cond.04", "not_inspected"),
    ("S1", "cond.03", "met"), ("S2", "cond.03", "met"), ("S3", "cond.03", "not_applicable"),
    ("S4", "cond.03", "not_inspected", "none", "self_only"), ("S5", "cond.03", "unreadable"),
    ("S6", "cond.03", "not_inspected", "none", "self_only"),
    ("S1", "cond.18", "unmet"), ("S1", "safety.01", "met"),
)  # fmt: skip
FINDINGS = (
    ("S1", "cond.04", "inspected", "met"), ("S2", "cond.04", "inspected", "met"),
    ("S2", "cond.04", "verified", "unmet"),
    ("S3", "cond.04", "inspected", "partial", "灯管损坏"), ("S4", "cond.04", "inspected", "met"),
    ("S4", "cond.04", "inspected", "unmet"), ("S5", "cond.04", "inspected", "blank"),
)  # fmt: skip
COVERAGE = [
    (f"S{n}", area, True, n != 6, "道路中断" if n == 6 else "") for n in range(1, 7) for area in ("safety", "cond")
]
"""S6 was not visited."""


def measure(make_round: Make, **changes: object) -> RoundResults:
    return measure_round(make_round(CONCLUSIONS, FINDINGS, coverage=COVERAGE, **changes))


def counts(results: RoundResults, code: str, **group: str) -> dict[str, int]:
    row = results.number(code, **group)
    names = ("met", "partial", "unmet", *LEFT_OUT)
    return {name: int(row[name]) for name in names if row[name]}


def test_item_counts_every_school_once(make_round: Make) -> None:
    results = measure(make_round)
    row = results.number("3-4")
    assert (row["numerator"], row["denominator"]) == (1, 3)
    assert counts(results, "3-4") == {
        "met": 1, "partial": 1, "unmet": 1, "disputed": 1, "blank": 1, "not_inspected": 1,
    }  # fmt: skip
    assert isnan(row["percent"])


def test_self_report_counts_apart_also_where_nobody_went(make_round: Make) -> None:
    assert counts(measure(make_round), "3-3") == {"met": 2, "not_applicable": 1, "self_only": 2, "unreadable": 1}


def test_area_pools_the_counted_items_without_interval(make_round: Make) -> None:
    results = measure(make_round)
    row = results.number("3-0")
    assert (row["numerator"], row["denominator"]) == (3, 5)
    assert isnan(row["low"])
    assert sum(counts(results, "3-0").values()) == 12


def test_uncertain_item_has_no_number(make_round: Make) -> None:
    results = measure(make_round)
    assert "3-18" not in set(results.numbers["code"])
    assert ("S1", "cond.18", "unmet") in set(
        results.map[["school_id", "item_id", "state"]].itertuples(index=False, name=None)
    )


def test_by_town_and_kind(make_round: Make) -> None:
    results = measure(make_round)
    assert counts(results, "3-4", group_by="town", group="东镇") == {"met": 1, "partial": 1, "unmet": 1}
    assert counts(results, "3-4", group_by="kind", group="teaching_point") == {"partial": 1, "not_inspected": 1}
    for code in ("3-3", "3-4", "3-0"):
        table = results.numbers[results.numbers["code"] == code]
        for group_by in ("town", "kind"):
            parts = table[table["group_by"] == group_by]
            whole = table[table["group_by"] == ""].iloc[0]
            assert parts["denominator"].sum() == whole["denominator"]
            assert all(parts[name].sum() == whole[name] for name in LEFT_OUT)


def test_nothing_judged_is_nothing_over_nothing(make_round: Make) -> None:
    results = measure_round(make_round([("S1", "cond.12", "not_applicable"), ("S2", "cond.12", "not_applicable")]))
    row = results.number("3-12")
    assert (row["numerator"], row["denominator"], row["not_applicable"]) == (0, 0, 2)
    assert isnan(row["percent"])


def test_school_meets_an_area_only_if_all_that_applies_is_judged_and_met(make_round: Make) -> None:
    results = measure(make_round)
    own = results.area_schools[results.area_schools["area"] == "cond"]
    assert dict(zip(own["school_id"], own["state"], strict=True)) == {
        "S1": "full", "S2": "short", "S3": "short", "S4": "undecided", "S5": "undecided",
    }  # fmt: skip
    row = results.number("3-0a")
    assert (row["numerator"], row["denominator"]) == (1, 5)


def test_revisit_says_of_no_school_that_it_meets_an_area(make_round: Make) -> None:
    results = measure(make_round, kind="revisit")
    assert results.area_schools.empty
    assert "3-0a" not in set(results.numbers["code"])


def test_number_opens_its_cells_not_met_ones_first(make_round: Make) -> None:
    cells = measure(make_round).cells("3-4")
    assert list(cells[["part", "school_id", "file", "cell"]].itertuples(index=False, name=None)) == [
        ("unmet", "S2", "verified.xlsx", "C3"),
        ("partial", "S3", "inspected.xlsx", "C4"),
        ("met", "S1", "inspected.xlsx", "C1"),
        ("disputed", "S4", "inspected.xlsx", "C5"),
        ("disputed", "S4", "inspected.xlsx", "C6"),
        ("blank", "S5", "inspected.xlsx", "C7"),
        ("not_inspected", "S6", "", ""),
    ]


def test_exceptions_have_words_cell_and_what_they_wait_for(make_round: Make) -> None:
    problem = {
        "problem_id": "P1", "school_id": "S2", "item_id": "cond.04", "text": "两间教室无灯", "status": "blocked",
        "deadline": "2020-09-01", "found_on": "2020-03-02", "blocked_by": "资金",
    }  # fmt: skip
    exceptions = measure(make_round, problems=[problem]).exceptions
    names = ["school_id", "item_id", "verdict", "note", "decided_by", "blocked_by", "deadline", "cell"]
    assert list(exceptions[names].itertuples(index=False, name=None)) == [
        ("S2", "cond.04", "unmet", "两间教室无灯", "verified", "资金", "2020-09-01", "C3"),
        ("S3", "cond.04", "partial", "灯管损坏", "inspected", "", "2020-05-05", "C4"),
    ]


def test_coverage_by_town(make_round: Make) -> None:
    results = measure(make_round)
    row = results.number("0-1")
    assert (row["numerator"], row["denominator"], row["not_inspected"]) == (5, 6, 1)
    assert list(results.coverage_by_town.itertuples(index=False, name=None)) == [
        ("东镇", 3, 3, 1, 1),
        ("西镇", 3, 2, 1, 0),
    ]
    assert results.coverage.set_index("school_id").at["S6", "reason"] == "道路中断"


def test_computed_conclusion_shows_the_numbers_it_rests_on(make_round: Make) -> None:
    results = measure_round(make_round(
        [("S1", "cond.05", "unmet", "computed", "agreed"), ("S2", "aid.04", "met", "computed", "agreed")],
        measurements=[("S1", "pupils", 100), ("S1", "desks", 99), ("S1", "chairs", 100), ("S2", "registered", 7),
                      ("S2", "eligible", 7)],
    ))  # fmt: skip
    assert list(results.cells("3-5")["raw"]) == ["100", "99", "100"]
    persons = results.cells("2-4")
    assert list(persons["cell"]) == ["D4", "D5"]
    assert set(persons["raw"]) == {""}


def test_every_counted_conclusion_is_behind_its_areas_number(make_round: Make) -> None:
    results = measure(make_round)
    cells: pd.DataFrame = results.cells("3-0")
    pairs = set(cells[["school_id", "item_id"]].itertuples(index=False, name=None))
    assert pairs == {(row[0], row[1]) for row in CONCLUSIONS if row[1] in ("cond.03", "cond.04")}


def test_a_workbook_sent_twice_stands_once_behind_a_number(make_round: Make) -> None:
    items = ("cond.03", "cond.04", "cond.06")
    round_ = make_round([("S1", item, "met") for item in items], [("S1", item, "inspected", "met") for item in items])
    findings = round_.tables["findings"]
    again = findings.assign(file="inspected(1).xlsx").astype({"file": "str"})
    round_.tables["findings"] = pd.concat([again, findings], ignore_index=True)
    results = measure_round(round_)
    assert list(results.cells("3-4")["file"]) == ["inspected.xlsx"]
    assert list(results.cells("3-0")["cell"]) == ["C1", "C2", "C3"]


def test_towns_stand_in_the_registers_order(make_round: Make) -> None:
    round_ = make_round(
        [(f"S{n}", "cond.04", "met") for n in range(1, 7)],
        [(f"S{n}", "cond.04", "inspected", "met") for n in range(1, 7)],
    )
    towns = {"S1": "西坪镇", "S2": "东镇", "S3": "安乡", "S4": "西坪镇", "S5": "东镇", "S6": "安乡"}
    register = SchoolRegister(tuple({**row, "town": towns[row["school_id"]]} for row in round_.register.rows))
    results = measure_round(replace(round_, register=register))
    order = ["西坪镇", "东镇", "安乡"]
    assert list(results.coverage_by_town["town"]) == order
    for code in ("0-1", "3-0", "3-4", "3-0a"):
        own = results.numbers[(results.numbers["code"] == code) & (results.numbers["group_by"] == "town")]
        assert list(own["group"]) == order
    cells = results.number_cells[(results.number_cells["code"] == "3-4") & (results.number_cells["group_by"] == "town")]
    assert list(cells["group"].unique()) == order
    kinds = results.numbers[(results.numbers["code"] == "3-4") & (results.numbers["group_by"] == "kind")]
    assert list(kinds["group"]) == ["primary", "junior", "nine_year", "teaching_point"]


def limits(results: RoundResults, code: str, group_by: str = "", group: str = "") -> tuple[float, float]:
    row = results.number(code, group_by=group_by, group=group)
    return round(row["low"], 3), round(row["high"], 3)


def test_a_spot_check_has_the_finite_population_factor_also_by_town(make_round: Make) -> None:
    """Two of the three schools of each town are visited, four of six; all but one meet the item."""
    seen = [("S1", "cond.04", "met"), ("S2", "cond.04", "met"), ("S4", "cond.04", "met"), ("S5", "cond.04", "unmet")]
    results = measure_round(make_round(seen, kind="spot"))
    # By hand: 4 of 6 count as 4 × 5 ÷ 2 = 10, 2 of 3 as 2 × 2 ÷ 1 = 4; then Wilson of 7.5/10, 4/4 and 2/4.
    assert limits(results, "3-4") == (0.442, 0.919)
    assert limits(results, "3-4", "town", "东镇") == (0.51, 1.0)
    assert limits(results, "3-4", "town", "西镇") == (0.15, 0.85)
    # The only junior school of the register was looked at: nothing is left to chance.
    assert limits(results, "3-4", "kind", "junior") == (1.0, 1.0)


def test_the_shares_of_a_revisit_have_no_interval(make_round: Make) -> None:
    """It goes where something was found: what it sees says nothing of the schools that it left out."""
    seen = [("S1", "cond.04", "met"), ("S2", "cond.04", "unmet")]
    assert measure_round(make_round(seen, kind="revisit")).numbers["low"].isna().all()
    full = measure_round(make_round(seen)).number("3-4")
    assert (round(full["low"], 3), round(full["high"], 3)) == (0.095, 0.905)


def test_who_was_missed_and_why() -> None:
    rows = [("S1", True, False, "道路中断"), ("S2", True, True, ""), ("S3", True, False, ""), ("S4", False, False, ""),
            ("S5", True, False, "道路中断"), ("S6", False, True, "")]  # fmt: skip
    columns = ("school_id", "due", "visited", "reason")
    missed = list_missed(make_frame("coverage", [dict(zip(columns, row, strict=True)) for row in rows]))
    assert missed["school_id"].tolist() == ["S1", "S3", "S5"], "S4 was not due"
    assert list(count_reasons(missed).items()) == [("道路中断", 2), ("", 1)]


def test_who_was_visited_and_not_looked_at() -> None:
    """S1 was missed: it is not inspected on item 4, reported item 6 itself and has no dormitory; S2 was visited."""
    columns = ("school_id", "due", "visited", "reason")
    coverage = [dict(zip(columns, row, strict=True)) for row in (("S1", True, False, ""), ("S2", True, True, ""))]
    states = [
        ("S1", "cond.04", "not_inspected"), ("S1", "cond.06", "self_only"), ("S1", "cond.12", "not_applicable"),
        ("S2", "cond.04", "met"), ("S2", "cond.06", "not_inspected"), ("S2", "cond.12", "not_inspected"),
    ]  # fmt: skip
    seen = [dict(zip(("school_id", "item_id", "state"), row, strict=True)) for row in states]
    counted = count_passed_over(make_frame("map", seen), make_frame("coverage", coverage))
    assert counted == {"cond.06": 1, "cond.12": 1}
