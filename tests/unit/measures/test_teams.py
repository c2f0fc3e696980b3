"""Two teams at the same school: agreement, kappa and PABAK together, and when none of them is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan

import pytest

from analysis.measures.results import RoundResults, measure_round
from analysis.measures.teams import Agreement
from analysis.rounds.round import Round
from analysis.tables import make_table

Make = Callable[..., Round]
Said = tuple[str, str, str, str]
"""School, item, team, verdict."""
ITEMS = ("cond.03", "cond.04", "cond.06", "cond.07", "cond.08", "cond.09")


def measure(make_round: Make, said: Sequence[Said], aspect: str = "inspected") -> RoundResults:
    rows = [
        {"file": f"{team}.xlsx", "sheet": "表", "cell": f"C{place}", "raw": verdict, "school_id": school,
         "item_id": item, "aspect": aspect, "verdict": verdict, "team": team}
        for place, (school, item, team, verdict) in enumerate(said, start=1)
    ]  # fmt: skip
    round_ = make_round()
    round_.tables["findings"] = make_table("findings", rows)
    return measure_round(round_)


def twelve(*, teams: tuple[str, str, str] = ("甲组", "乙组", "丙组")) -> list[Said]:
    """Two teams at two schools, six items each: 9 met to both, 2 to the first only, 1 to neither; a third elsewhere."""
    first, second, third = teams
    said = [(s, item, team, "met") for s in ("S1", "S2") for item in ITEMS for team in (first, second)]
    change = {("S1", "cond.03", second): "unmet", ("S1", "cond.04", second): "partial",
              ("S2", "cond.03", first): "unmet", ("S2", "cond.03", second): "partial"}  # fmt: skip
    return [*((s, i, t, change.get((s, i, t), v)) for s, i, t, v in said), ("S3", "cond.03", third, "met")]


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "agreement", "kappa", "pabak"),
    [
        pytest.param(18, 4, 0, 2, 20 / 24, 3 / 7, 2 / 3, id="DOMAIN: .83, .43, .67"),
        pytest.param(10, 0, 0, 10, 1.0, 1.0, 1.0, id="always the same"),
        pytest.param(0, 10, 10, 0, 0.0, -1.0, -1.0, id="never the same"),
        pytest.param(25, 25, 25, 25, 0.5, 0.0, 0.0, id="no better than chance"),
    ],
)
def test_three_coefficients(a: int, b: int, c: int, d: int, agreement: float, kappa: float, pabak: float) -> None:
    found = Agreement(a, b, c, d)
    assert (found.observed, found.kappa, found.pabak) == pytest.approx((agreement, kappa, pabak))


def test_kappa_says_nothing_where_everything_is_met() -> None:
    assert isnan(Agreement(20, 0, 0, 0).kappa)
    assert Agreement(20, 0, 0, 0).pabak == 1


def test_pairs_of_two_teams_with_both_cells(make_round: Make) -> None:
    results = measure(make_round, twelve())
    row = results.team_agreement.iloc[0]
    assert (row["teams"], row["schools"], row["pairs"], row["both"], row["neither"]) == (3, 2, 12, 9, 1)
    # Which of the two is the first follows no label, so the two that only one of them met may stand on either side.
    assert sorted((row["first_only"], row["second_only"])) == [0, 2]
    assert results.number("8-20")[["numerator", "denominator", "percent"]].tolist() == [10, 12, 83]
    # Chance: one team says met to 11 of 12, the other to 9: (11 × 9 + 1 × 3) / 144 = 102/144; kappa = 18/42.
    assert results.number("8-21")["mean"] == pytest.approx(18 / 42)
    assert results.number("8-22")["mean"] == pytest.approx(8 / 12)
    cells = results.cells("8-20")
    assert cells["part"].value_counts().to_dict() == {"counted": 20, "rest": 4}
    assert set(cells.loc[cells["part"] == "rest", "item_id"]) == {"cond.03", "cond.04"}


def test_teams_have_numbers_that_their_labels_do_not_give(make_round: Make) -> None:
    names = set()
    for place in range(12):
        teams = (f"{place}甲", f"{place}乙", f"{place}丙")
        pairs = measure(make_round, twelve(teams=teams)).team_pairs
        names.add((pairs["first_team"].iloc[0], pairs["second_team"].iloc[0], pairs["first_file"].iloc[0][1]))
        assert set(pairs["first_team"]) | set(pairs["second_team"]) <= {"T1", "T2", "T3"}
    # Neither the order of the labels nor that of the workbooks decides who is T1.
    assert len({first for first, *_ in names}) > 1
    assert len({file for *_, file in names}) > 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param(twelve()[:-1], "few_teams", id="two teams: one could tell which is which"),
        pytest.param([("S1", "cond.03", "甲", "met"), ("S2", "cond.03", "乙", "met"), ("S3", "cond.03", "丙", "met")],
                     "no_pairs", id="nowhere two teams"),
        pytest.param([*twelve()[:6], ("S3", "cond.03", "丙组", "met")], "few_pairs", id="three pairs are too few"),
    ],
)  # fmt: skip
def test_what_may_not_be_told_has_no_number(make_round: Make, said: list[Said], why: str) -> None:
    results = measure(make_round, said)
    row = results.team_agreement.iloc[0]
    assert row["why"] == why
    assert isnan(row["kappa"])
    assert not {"8-20", "8-21", "8-22"} & set(results.numbers["code"])


def test_a_team_that_contradicts_itself_says_nothing(make_round: Make) -> None:
    results = measure(make_round, [*twelve(), ("S1", "cond.09", "甲组", "unmet")])
    assert results.team_agreement["pairs"].iloc[0] == 11


def test_a_verification_is_no_second_visit(make_round: Make) -> None:
    assert measure(make_round, twelve(), aspect="verified").team_agreement["why"].iloc[0] == "no_pairs"


def test_items_whose_text_is_uncertain_are_no_pairs(make_round: Make) -> None:
    more = [("S4", "cond.18", "甲组", "met"), ("S4", "cond.18", "乙组", "unmet")]
    assert measure(make_round, [*twelve(), *more]).team_agreement["pairs"].iloc[0] == 12
