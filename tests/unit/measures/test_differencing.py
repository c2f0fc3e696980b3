"""Totals of persons held against each other: no small count comes out of what is printed, by any sum or difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from analysis.measures.figures import number_figures
from analysis.measures.listing import list_coverage
from analysis.measures.results import RoundResults, measure_round
from analysis.rounds.round import Round

Make = Callable[..., Round]
TOWNS = {"S1": "东镇", "S2": "东镇", "S3": "东镇", "S4": "西镇", "S5": "西镇", "S6": "西镇"}
MEASURES = ("eligible", "aided", "aided_on_time_full", "registered")
FIGURES = {
    "2-41": ("aided", "eligible"),
    "2-42": ("aided_on_time_full", "eligible"),
    "2-44": ("registered", "eligible"),
}
"""Code → numerator and denominator."""
SMALL = range(1, 10)


def count(**schools: tuple[float | None, ...]) -> list[tuple[str, str, float]]:
    """School → eligible, aided, aided on time, registered; None where its sheet has no number."""
    return [
        (school, measure, value)
        for school, values in schools.items()
        for measure, value in zip(MEASURES, values, strict=False)
        if value is not None
    ]


def told(results: RoundResults, code: str, group: str = "") -> bool:
    return not results.number(code, group_by="town" if group else "", group=group)["suppressed"]


def test_aided_but_late_are_not_the_difference_of_two_totals(make_round: Make) -> None:
    # 140 entitled, 120 aided, 115 of them on time: each may be printed alone, 120 beside 115 tells of five late ones.
    results = measure_round(make_round(measurements=count(S1=(140, 120, 115))))
    assert told(results, "2-41")
    assert not told(results, "2-42")


def test_ten_late_ones_may_be_told(make_round: Make) -> None:
    results = measure_round(make_round(measurements=count(S1=(140, 120, 110))))
    assert told(results, "2-41")
    assert told(results, "2-42")


def test_the_same_pupils_over_other_schools(make_round: Make) -> None:
    # S2 has four entitled and no number of those on time: 144 entitled beside 140 tell of them.
    results = measure_round(make_round(measurements=count(S1=(140, 120, 110), S2=(4, 0, None))))
    assert told(results, "2-41")
    assert not told(results, "2-42")


def test_a_school_without_a_town_is_what_the_towns_leave_over(make_round: Make) -> None:
    coverage = [(school, "aid", True, True, "") for school in ("S1", "S4")]
    # S2 is not due: in the total, in no town.
    results = measure_round(make_round(measurements=count(S1=(140, 120), S4=(90, 70), S2=(8, 0)), coverage=coverage))
    assert told(results, "2-41")
    assert not told(results, "2-41", "东镇")


def test_where_the_total_is_hidden_the_towns_are(make_round: Make) -> None:
    # 14 of 东镇 and 13 of 西镇 were late: the totals 120 + 90 and 106 + 77 differ by 27, and nothing is hidden …
    both = count(S1=(140, 120, 106), S4=(110, 90, 77))
    assert told(measure_round(make_round(measurements=both)), "2-42", "西镇")
    # … but with three late ones in 西镇 alone, no town of the second figure is told.
    results = measure_round(make_round(measurements=count(S1=(140, 120, 106), S4=(110, 90, 87))))
    assert told(results, "2-42")
    assert not told(results, "2-42", "东镇")
    assert not told(results, "2-42", "西镇")


@pytest.mark.parametrize(("more", "hidden"), [(7, True), (30, False)])
def test_a_school_more_than_in_the_last_round(make_round: Make, more: float, hidden: bool) -> None:
    before = make_round(measurements=count(S1=(140, 120)), round_id="2019-10", day=date(2019, 10, 8))
    results = measure_round(make_round(measurements=count(S1=(140, 120), S2=(more, 0)), earlier=(before,)))
    assert told(results, "2-41") != hidden


def test_a_round_that_printed_nothing_gives_nothing_away(make_round: Make) -> None:
    before = make_round(measurements=count(S1=(140, 136)), round_id="2019-10", day=date(2019, 10, 8))
    results = measure_round(make_round(measurements=count(S1=(140, 120), S2=(7, 0)), earlier=(before,)))
    assert told(results, "2-41")


def draw_schools(dice: Random) -> list[tuple[str, str, float]]:
    """Up to six schools, large and small, some of them without a number."""
    rows = {}
    for school in dice.sample(sorted(TOWNS), dice.randint(1, len(TOWNS))):
        eligible = dice.choice((dice.randint(0, 12), dice.randint(20, 60)))
        aided = dice.randint(0, eligible)
        values: tuple[float | None, ...] = (eligible, aided, dice.randint(0, aided), dice.randint(0, eligible))
        missing = dice.choice((None, None, None, 0, 1, 2, 3))
        rows[school] = tuple(None if place == missing else value for place, value in enumerate(values))
    return count(**rows)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_printed_gives_a_small_count_back(make_round: Make, seed: int) -> None:
    """Whoever solves all printed totals as equations finds no count of 1 to 9, of schools, towns or the district."""
    dice = Random(seed)
    for _ in range(30):
        _try_to_recover(make_round, draw_schools(dice))


def _try_to_recover(make_round: Make, numbers: list[tuple[str, str, float]]) -> None:
    round_ = make_round(measurements=numbers)
    values = {(school, measure): value for school, measure, value in numbers}
    printed, _ = number_figures(round_, list_coverage(round_))
    unknowns = sorted(values)
    equations = list(_equations(printed, values, unknowns))
    solved = _reduce(equations)
    for name, wanted in _secrets(values, unknowns):
        truth = sum(factor * Fraction(values[one]) for factor, one in zip(wanted, unknowns, strict=True))
        if truth in SMALL:
            assert any(_remainder(wanted, solved)), f"{name} = {truth} follows from what is printed"


def _equations(
    printed: Iterable[dict[str, object]], values: dict[tuple[str, str], float], unknowns: Sequence[tuple[str, str]]
) -> Iterable[list[Fraction]]:
    """A row of factors for each printed sum: which school's number is in it is no secret, the annex lists the cells."""
    for row in printed:
        code = str(row["code"])
        if code not in FIGURES or row.get("suppressed"):
            continue
        part, whole = FIGURES[code]
        inside = {
            school for school, measure in values
            if measure == part and (school, whole) in values and row.get("group", "") in ("", TOWNS[school])
        }  # fmt: skip
        for name, column in ((part, "numerator"), (whole, "denominator")):
            if row[column] == row[column]:
                yield [Fraction(one[1] == name and one[0] in inside) for one in unknowns]


def _secrets(
    values: dict[tuple[str, str], float], unknowns: Sequence[tuple[str, str]]
) -> Iterable[tuple[str, list[Fraction]]]:
    """Every number, and every part less than its whole, of a school, a town and the district."""
    groups = [*({school} for school in TOWNS), *({s for s in TOWNS if TOWNS[s] == town} for town in ("东镇", "西镇")),
              set(TOWNS)]  # fmt: skip
    less = (("eligible", "aided"), ("aided", "aided_on_time_full"), ("eligible", "aided_on_time_full"),
            ("eligible", "registered"))  # fmt: skip
    for group, one in product(groups, (*((name,) for name in MEASURES), *less)):
        known = [school for school in sorted(group) if all((school, name) in values for name in one)]
        if known:
            signs = dict(zip(one, (1, -1), strict=False))
            yield (
                f"{'、'.join(known)} {' − '.join(one)}",
                [Fraction(signs.get(measure, 0) if school in known else 0) for school, measure in unknowns],
            )


def _reduce(rows: Iterable[list[Fraction]]) -> list[list[Fraction]]:
    """Gaussian elimination: rows with leading ones, each column leading in one row at most."""
    solved: list[list[Fraction]] = []
    for row in rows:
        left = _remainder(row, solved)
        at = next((place for place, factor in enumerate(left) if factor), None)
        if at is not None:
            own = [factor / left[at] for factor in left]
            solved = [[a - one[at] * b for a, b in zip(one, own, strict=True)] for one in solved] + [own]
    return solved


def _remainder(row: Sequence[Fraction], solved: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    """What of a row the solved ones do not give; all nought where they determine it."""
    left = list(row)
    for one in solved:
        at = next(place for place, factor in enumerate(one) if factor)
        left = [a - left[at] * b for a, b in zip(left, one, strict=True)]
    return left


def test_the_attacker_finds_what_is_there_to_find() -> None:
    # x + y and x known: y follows, x + 2y too; z does not.
    solved = _reduce([[Fraction(1), Fraction(1), Fraction(0)], [Fraction(1), Fraction(0), Fraction(0)]])
    assert not any(_remainder([Fraction(0), Fraction(1), Fraction(0)], solved))
    assert not any(_remainder([Fraction(1), Fraction(2), Fraction(0)], solved))
    assert any(_remainder([Fraction(0), Fraction(0), Fraction(1)], solved))
