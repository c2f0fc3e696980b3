"""Golden values of DOMAIN.md §4, computed there by another way."""

from __future__ import annotations

from math import isnan, nan

import pytest

from analysis.measures.counting import count_conclusions, judge_share, share_of
from analysis.measures.frames import make_frame
from analysis.measures.intervals import (
    effective_sample,
    mcnemar_exact,
    sample_interval,
    whole_percent,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("met", "judged", "low", "high"),
    [(11, 12, 0.646, 0.985), (12, 12, 0.758, 1), (0, 12, 0, 0.242), (19, 20, 0.764, 0.991), (45, 47, 0.858, 0.988)],
)
def test_wilson(met: int, judged: int, low: float, high: float) -> None:
    assert tuple(round(limit, 3) for limit in wilson_interval(met, judged)) == (low, high)


def test_wilson_of_nothing() -> None:
    assert all(isnan(limit) for limit in wilson_interval(0, 0))


@pytest.mark.parametrize(("fixed", "new", "p"), [(6, 0, 0.031), (5, 1, 0.22), (10, 3, 0.09), (3, 3, 1.0)])
def test_mcnemar(fixed: int, new: int, p: float) -> None:
    assert mcnemar_exact(fixed, new) == pytest.approx(p, abs=0.005)
    assert mcnemar_exact(new, fixed) == mcnemar_exact(fixed, new)


def test_mcnemar_of_nothing() -> None:
    assert isnan(mcnemar_exact(0, 0))


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        pytest.param(271, 286, 95, id="94.76 rounds up"),
        pytest.param(46, 47, 98, id="97.87 is not truncated to 97"),
        pytest.param(1163, 1165, 99, id="99.83 is not 100"),
        pytest.param(1, 400, 1, id="0.25 is not 0"),
        pytest.param(5, 40, 13, id="12.5 rounds half up"),
        pytest.param(22, 22, 100, id="all"),
        pytest.param(0, 22, 0, id="none"),
    ],
)
def test_whole_percent(part: int, whole: int, percent: int) -> None:
    assert whole_percent(part, whole, 10) == percent


@pytest.mark.parametrize(("part", "whole"), [(9, 9), (0, 0), (5, nan), (nan, 20)])
def test_no_percent(part: float, whole: float) -> None:
    assert isnan(whole_percent(part, whole, 10))


def test_what_is_no_part_of_its_whole_has_no_percentage() -> None:
    assert isnan(whole_percent(287, 270, 10))
    assert whole_percent(270, 270, 10) == 100


def test_a_spot_check_has_the_finite_population_factor() -> None:
    """1292 of 1419 looked at, of 2358: 91.1 % ± 0.9 points, ± 1.5 without the factor."""
    low, high = sample_interval(1292, 1419, 2358)
    assert round((high - low) / 2, 3) == 0.009
    low, high = sample_interval(1292, 1419, nan)
    assert round((high - low) / 2, 3) == 0.015
    assert (low, high) == wilson_interval(1292, 1419)


def test_who_looks_at_all_has_no_sampling_error() -> None:
    assert sample_interval(9, 12, 12) == (0.75, 0.75)
    assert effective_sample(6, 12) == 11, "6 × 11 ÷ 6"


@pytest.mark.parametrize(
    ("row", "share"),
    [
        pytest.param({"numerator": 15.0, "denominator": 22.0, "percent": 68.0}, "percent", id="15 of 22"),
        pytest.param({"numerator": 4.0, "denominator": 5.0}, "few", id="4 of 5"),
        pytest.param({"numerator": 0.0, "denominator": 0.0}, "nothing", id="0 of 0"),
        pytest.param({"suppressed": True}, "suppressed", id="few persons"),
        pytest.param({"numerator": 612.0}, "", id="a count"),
        pytest.param({"numerator": 287.0, "denominator": 270.0, "mean": 1.06}, "", id="a mean"),
        pytest.param({"numerator": 287.0, "denominator": 270.0}, "", id="no part of its whole"),
    ],
)
def test_what_a_number_has_for_a_share(row: dict[str, object], share: str) -> None:
    (made,) = make_frame("numbers", [row]).to_dict("records")
    assert judge_share(made) == share


def test_a_number_is_about_what_was_judged_and_what_was_left_out() -> None:
    counts = {"met": 15, "partial": 2, "unmet": 5, "not_applicable": 1, "not_inspected": 2, "blank": 4, "self_only": 3}
    (made,) = make_frame("numbers", [counts]).to_dict("records")
    assert count_conclusions(made) == 32


def test_a_share_of_nothing_is_none() -> None:
    assert share_of(9, 20) == 0.45
    assert isnan(share_of(0, 0))
