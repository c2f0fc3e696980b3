"""What holds for any numbers: the formulas beside slow, plain ways to the same results.

The cases are drawn with a fixed seed, so that a failure comes again; where they are few, all are tried.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import comb, isclose, isnan, nan, sqrt
from random import Random

import pytest

from analysis.measures.balance import measure_spread
from analysis.measures.funnel import binomial_quantile, funnel_limits
from analysis.measures.intervals import (
    Z95,
    effective_sample,
    mcnemar_exact,
    sample_interval,
    whole_percent,
    wilson_interval,
)
from analysis.measures.pace import age_of, median_days, survive
from analysis.measures.teams import Agreement
from analysis.measures.trend import find_signals
from analysis.rounds.computed import count_toilets
from analysis.standards.model import Standards

SHARES = [
    (met, judged) for judged in (*range(1, 26), 47, 100, 341, 1419) for met in range(0, judged + 1, 1 + judged // 30)
]
"""(part, whole), the part at most the whole."""


def draw_cases(seed: int, count: int = 300) -> list[list[tuple[int, bool]]]:
    """Days until a closure (True) or until the day looked at (False), of up to 25 problems."""
    dice = Random(seed)
    return [
        [(dice.randint(0, 40), dice.random() < 0.6) for _ in range(dice.randint(1, 25))] for _ in range(count)
    ]  # fmt: skip


def test_wilson_holds_the_shares_that_a_score_test_would_not_refuse() -> None:
    """At a limit p the score statistic |k/n − p| ÷ √(p(1−p)/n) is 1.96; within it is less, beyond it more."""

    def score(met: int, judged: int, p: float) -> float:
        return abs(met / judged - p) / sqrt(p * (1 - p) / judged)

    for met, judged in SHARES:
        low, high = wilson_interval(met, judged)
        assert 0 <= low <= met / judged <= high <= 1, (met, judged)
        for limit, inside in ((low, 1), (high, -1)):
            if 1e-9 < limit < 1 - 1e-9:
                step = inside * min(1e-4, limit / 2, (1 - limit) / 2)
                assert score(met, judged, limit) == pytest.approx(Z95), (met, judged)
                assert score(met, judged, limit + step) < Z95 < score(met, judged, limit - step), (met, judged)


@pytest.mark.parametrize("more", [0, 1, 5, 100, 10_000])
def test_a_known_population_only_narrows(more: int) -> None:
    for met, judged in SHARES:
        low, high = sample_interval(met, judged, judged + more)
        wide = wilson_interval(met, judged)
        assert wide[0] - 1e-12 <= low <= met / judged + 1e-12, (met, judged)
        assert met / judged - 1e-12 <= high <= wide[1] + 1e-12, (met, judged)
        assert effective_sample(judged, judged + more) >= judged


def test_mcnemar_is_the_sum_over_all_coins() -> None:
    """The chance that n fair coins fall at least as unevenly as this, term by term and in fractions."""
    for fixed, new in product(range(25), repeat=2):
        changed, uneven = fixed + new, abs(fixed - new)
        if changed:
            falls = (
                Fraction(comb(changed, k), 2**changed) for k in range(changed + 1) if abs(changed - 2 * k) >= uneven
            )
            assert mcnemar_exact(fixed, new) == pytest.approx(float(sum(falls)), rel=1e-12), (fixed, new)


@pytest.mark.parametrize("seed", range(3))
def test_kaplan_meier_walks_down_day_by_day(seed: int) -> None:
    """Naively: on each day those still under observation, and the share of them that is closed on it, in fractions."""
    for cases in draw_cases(seed):
        share, curve = Fraction(1), {}
        for day in range(max(days for days, _ in cases) + 1):
            watched = [one for one in cases if one[0] >= day]
            share *= 1 - Fraction(watched.count((day, True)), len(watched))
            curve[day] = share
        days, ended = [one[0] for one in cases], [one[1] for one in cases]
        steps = survive(days, ended)
        assert [day for day, _ in steps] == sorted({day for day, done in cases if done})
        assert all(isclose(found, float(curve[day]), abs_tol=1e-12) for day, found in steps)
        wanted = next((day for day in sorted(curve) if curve[day] <= Fraction(1, 2)), nan)
        median = median_days(days, ended)
        assert median == wanted or (isnan(median) and isnan(wanted)), cases


def test_where_all_are_closed_the_median_is_the_plain_one() -> None:
    for cases in draw_cases(7):
        days = [one[0] for one in cases]
        assert median_days(days, [True] * len(days)) == sorted(days)[(len(days) - 1) // 2]


@pytest.mark.parametrize("tail", [Fraction(1, 1000), Fraction(25, 1000), Fraction(975, 1000), Fraction(999, 1000)])
def test_funnel_limits_leave_the_stated_tails(tail: Fraction) -> None:
    """By exact fractions: below the limit lies less than the tail, and with it at least the tail."""
    for judged, percent in product((1, 2, 5, 14, 20, 41), (1, 8, 35, 50, 65, 92, 99)):
        mean = Fraction(percent, 100)
        chance = [comb(judged, k) * mean**k * (1 - mean) ** (judged - k) for k in range(judged + 1)]
        least = binomial_quantile(float(tail), judged, float(mean))
        assert sum(chance[:least]) < tail + Fraction(1, 10**9), (judged, percent)
        assert sum(chance[: least + 1]) >= tail - Fraction(1, 10**9), (judged, percent)
        low, high = funnel_limits(judged, float(mean), 0.025)
        assert low <= high


def test_team_coefficients_by_their_definitions() -> None:
    for a, b, c, d in product((0, 1, 3, 18), (0, 2, 4), (0, 1, 5), (0, 2, 9)):
        found, whole = Agreement(a, b, c, d), a + b + c + d
        if not whole:
            assert isnan(found.observed)
            continue
        observed = Fraction(a + d, whole)
        expected = Fraction((a + b) * (a + c) + (c + d) * (b + d), whole**2)
        assert found.observed == pytest.approx(float(observed))
        assert found.pabak == pytest.approx(float(2 * observed - 1))
        if expected == 1:
            assert isnan(found.kappa)
        else:
            assert found.kappa == pytest.approx(float((observed - expected) / (1 - expected)))


def test_the_coefficient_of_difference_is_that_of_the_pupils() -> None:
    """Weighted by enrolment: the plain standard deviation ÷ mean over all pupils, each with what there is for him."""
    dice = Random(19)
    for _ in range(60):
        schools = [(dice.randint(1, 300), dice.randint(0, 4000)) for _ in range(dice.randint(1, 8))]
        each = [Fraction(have, pupils) for pupils, have in schools for _ in range(pupils)]
        mean = sum(each) / len(each)
        found = measure_spread(*zip(*schools, strict=True))
        if not mean:
            assert isnan(found.cv)
            continue
        variance = sum((one - mean) ** 2 for one in each) / len(each)
        assert found.cv == pytest.approx(sqrt(variance) / float(mean))
        # Twice the schools with the same differ no more, and neither does another unit.
        assert measure_spread(*zip(*schools, *schools, strict=True)).cv == pytest.approx(found.cv)
        assert measure_spread(*zip(*((p, 7 * h) for p, h in schools), strict=True)).cv == pytest.approx(found.cv)


@pytest.mark.parametrize(
    ("boys", "girls", "men", "women"),
    [
        pytest.param(200, 200, 5, 16, id="DOMAIN: 200 + 200"), pytest.param(150, 210, 4, 17, id="DOMAIN: 150 / 210"),
        pytest.param(90, 60, 3, 5, id="DOMAIN: 90 / 60"), pytest.param(30, 25, 1, 2, id="DOMAIN: 30 / 25"),
    ],
)  # fmt: skip
def test_just_enough_stalls_and_one_less(standards: Standards, boys: int, girls: int, men: int, women: int) -> None:
    limits = standards.items["cond.16"].rule.limits
    found, fewer = (
        count_toilets([boys, girls, men, women], limits),
        count_toilets([boys, girls, men, women - 1], limits),
    )
    assert (found.required_m, found.required_f, found.adequate) == (men, women, True)
    assert (fewer.short_m, fewer.short_f, fewer.adequate) == (0, 1, False)


def test_stalls_by_putting_pupils_into_them(standards: Standards) -> None:
    """40 boys and 13 girls into each stall until all have one; urinals are no stalls, however many."""
    limits, dice = standards.items["cond.16"].rule.limits, Random(16)
    for _ in range(500):
        boys, girls, men, women = dice.randint(1, 900), dice.randint(1, 900), dice.randint(0, 30), dice.randint(0, 90)
        found = count_toilets([boys, girls, men, women, dice.choice((None, 0, 200))], limits)
        needed = (len(range(0, boys, 40)), len(range(0, girls, 13)))
        assert (found.required_m, found.required_f) == needed
        assert (found.short_m, found.short_f) == (max(0, needed[0] - men), max(0, needed[1] - women))
        assert found.adequate is (men >= needed[0] and women >= needed[1])
        assert found.strict is (women >= 3 * men if men else None)
        assert found.per_head is (Fraction(women, girls) >= Fraction(40, 13) * Fraction(men, boys) if men else None)


@pytest.mark.parametrize("minimum", [0, 1, 10])
def test_a_percentage_never_says_all_or_nothing_of_a_part(minimum: int) -> None:
    for part, whole in SHARES:
        shown = whole_percent(part, whole, minimum)
        if whole < minimum:
            assert isnan(shown)
            continue
        assert (shown == 100) == (part == whole), (part, whole)
        assert (shown == 0) == (part == 0), (part, whole)
        assert abs(shown - 100 * part / whole) <= 1, (part, whole)


def test_an_age_is_in_one_band() -> None:
    as_of = date(2020, 12, 31)
    names = {"to_7": range(8), "to_30": range(8, 31), "to_60": range(31, 61), "to_90": range(61, 91)}
    for days in range(400):
        band = age_of((as_of - timedelta(days=days)).isoformat(), as_of)
        assert band == next((name for name, own in names.items() if days in own), "over_90"), days


def test_a_chart_turned_over_has_the_same_signals() -> None:
    dice = Random(4)
    for _ in range(300):
        values = [float(dice.randint(0, 20)) for _ in range(dice.randint(6, 20))]
        chart = "xmr" if len(values) >= 12 else "run"
        assert find_signals([20 - value for value in values], chart) == find_signals(values, chart), values
