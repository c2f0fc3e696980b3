"""District totals, and the small counts of persons that no total gives back."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan

import pytest

from analysis.measures.figures import number_figures
from analysis.measures.results import RoundResults, measure_round
from analysis.measures.suppression import is_disclosive, is_small
from analysis.rounds.round import Round

Make = Callable[..., Round]


def fraction(results: RoundResults, code: str, group: str = "") -> tuple[float, float]:
    row = results.number(code, group_by="town" if group else "", group=group)
    return row["numerator"], row["denominator"]


def money(*rows: tuple[str, float, float]) -> list[tuple[str, str, float]]:
    return [part for s, paid, due in rows for part in ((s, "amount_paid", paid), (s, "amount_due", due))]


def pupils(*rows: tuple[str, float, float]) -> list[tuple[str, str, float]]:
    return [part for s, aided, due in rows for part in ((s, "aided", aided), (s, "eligible", due))]


def test_sum_by_town_with_what_is_missing(make_round: Make) -> None:
    found = [*pupils(("S1", 1000, 1000), ("S2", 500, 800), ("S4", 300, 300)), ("S5", "aided", 50),
             ("S2", "eligible", 800)]  # fmt: skip
    results = measure_round(make_round(measurements=found))
    assert fraction(results, "2-41") == (1800, 2100)
    assert fraction(results, "2-41", "东镇") == (1500, 1800)
    # Everybody of 西镇: told as at least 95 %, for it tells something of each of them.
    west = results.number("2-41", group_by="town", group="西镇")
    assert (west["denominator"], west["bound"], isnan(west["numerator"]), isnan(west["percent"])) == (
        300, "least", True, True,
    )  # fmt: skip
    row = results.number("2-41")
    assert (row["blank"], row["disputed"], row["percent"]) == (3, 0, 86)
    assert results.number("2-41", group_by="town", group="东镇")["blank"] == 1


def matters(*rows: tuple[str, float, float]) -> list[tuple[str, str, float]]:
    return [part for s, done, due in rows for part in ((s, "accepted_within_15d", done), (s, "matters_logged", due))]


def test_petition_matters_are_told_for_the_district_only(make_round: Make) -> None:
    results = measure_round(make_round(measurements=matters(("S1", 11, 12), ("S2", 9, 9), ("S4", 6, 6))))
    # 2 of 27 were not accepted in time: matters, not persons, so the total is printed.
    assert fraction(results, "1-42") == (26, 27)
    assert fraction(results, "1-41")[0] == 27
    own = results.numbers[results.numbers["code"].isin(["1-41", "1-42"])]
    assert list(own["group_by"]) == ["", ""]
    cells = results.cells("1-42").groupby("part")["cell"].agg(list).to_dict()
    # Accepted, logged, and the three schools that are due and gave no number.
    assert cells == {"counted": ["D1", "D3", "D5"], "rest": ["D2", "D4", "D6"], "blank": ["", "", ""]}
    assert set(results.number_cells["raw"]) == {""}


@pytest.mark.parametrize(
    ("done", "due", "hidden"),
    [
        pytest.param(6, 7, True, id="a few in all"), pytest.param(9, 12, True, id="a few in time"),
        pytest.param(10, 12, False, id="ten in time"), pytest.param(0, 12, False, id="none in time"),
    ],
)  # fmt: skip
def test_few_matters_are_not_told(done: float, due: float, hidden: bool, make_round: Make) -> None:
    results = measure_round(make_round(measurements=matters(("S1", done, due))))
    assert results.number("1-42")["suppressed"] == hidden


def test_amounts_give_no_town_and_no_school_away(make_round: Make) -> None:
    results = measure_round(make_round(measurements=money(("S1", 1250, 2500), ("S4", 30000, 30000))))
    assert fraction(results, "2-43") == (31250, 32500)
    assert list(results.numbers.loc[results.numbers["code"] == "2-43", "group_by"]) == [""]
    assert set(results.cells("2-43")["raw"]) == {""}


def test_numbers_that_disagree_are_not_in_the_sum(make_round: Make) -> None:
    found = [*money(("S1", 1000, 1000), ("S2", 500, 800)), ("S2", "amount_paid", 600)]
    results = measure_round(make_round(measurements=found))
    assert fraction(results, "2-43") == (1000, 1000)
    assert results.number("2-43")["disputed"] == 1
    # S2's two cells of what was paid, and the cell of what was due there, for none of them is in a sum.
    parts = results.cells("2-43").groupby("school_id")["part"].agg(list).to_dict()
    assert parts == {
        "S1": ["counted", "rest"],
        "S2": ["disputed"] * 3,
        **{key: ["blank"] for key in ("S3", "S4", "S5", "S6")},
    }


def test_no_number_no_figure(make_round: Make) -> None:
    assert "2-43" not in set(measure_round(make_round()).numbers["code"])


def test_persons_are_printed_from_ten_on_and_their_cells_never(make_round: Make) -> None:
    results = measure_round(make_round(measurements=pupils(("S1", 60, 80), ("S4", 40, 60))))
    assert fraction(results, "2-41") == (100, 140)
    assert fraction(results, "2-41", "东镇") == (60, 80)
    assert set(results.cells("2-41")["raw"]) == {""}
    assert list(results.cells("2-41", group_by="town", group="东镇")["cell"]) == ["D1", "D2", "", ""]


def test_few_who_were_not_reached_are_not_given_away(make_round: Make) -> None:
    results = measure_round(make_round(measurements=pupils(("S1", 77, 80), ("S4", 60, 60))))
    row = results.number("2-41")
    assert isnan(row["numerator"])
    assert isnan(row["denominator"])
    assert row["suppressed"]


def test_one_small_town_hides_every_town(make_round: Make) -> None:
    results = measure_round(make_round(measurements=pupils(("S1", 7, 40), ("S4", 60, 100))))
    assert fraction(results, "2-41") == (67, 140)
    for town in ("东镇", "西镇"):
        assert results.number("2-41", group_by="town", group=town)["suppressed"]


@pytest.mark.parametrize(
    ("count", "threshold", "small"),
    [(0, 10, False), (1, 10, True), (9, 10, True), (10, 10, False), (4, 3, True), (5, 3, False), (nan, 10, False)],
)
def test_small(count: float, threshold: int, small: bool) -> None:
    assert is_small(count, threshold) is small


@pytest.mark.parametrize(
    ("part", "whole", "hidden"),
    [
        pytest.param(100, 140, False, id="large"), pytest.param(9, 140, True, id="a small part"),
        pytest.param(131, 140, True, id="a small rest"), pytest.param(140, 140, False, id="everybody"),
        pytest.param(0, 140, False, id="nobody"), pytest.param(4, 8, True, id="a small whole"),
        pytest.param(9, nan, True, id="a small plain count"), pytest.param(10, nan, False, id="a plain count"),
    ],
)  # fmt: skip
def test_disclosive(part: float, whole: float, hidden: bool) -> None:
    assert is_disclosive({"numerator": part, "denominator": whole}, 10) is hidden


def test_district_level_item_is_a_number_and_no_schools_verdict(make_round: Make) -> None:
    round_ = make_round(measurements=[("S1", "closures_verified", 12), ("S1", "closures", 16)])
    numbers, _ = number_figures(round_, measure_round(round_).coverage)
    assert [(row["code"], row["numerator"], row["denominator"]) for row in numbers if "group" not in row] == [
        ("1-44", 12, 16)
    ]
