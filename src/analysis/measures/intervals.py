"""Shares with their uncertainty: whole percentages, Wilson intervals, McNemar's exact test."""

from __future__ import annotations

from math import comb, floor, inf, isnan, nan, sqrt

Z95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95% interval."""


def whole_percent(numerator: float, denominator: float, minimum: int) -> float:
    """A share in whole percent, rounded half up; NaN where too few to print one, or where it is no part of its whole.

    A share that is not complete is never printed 100%, and one that is not nothing never 0%.

    Args:
        numerator: the part.
        denominator: the whole; NaN for a plain count.
        minimum: the least whole from which a percentage is printed (decision.toml).
    """
    if isnan(numerator) or isnan(denominator) or denominator < max(minimum, 1) or numerator > denominator:
        return nan
    rounded = floor(100 * numerator / denominator + 0.5)
    if rounded >= 100 and numerator < denominator:
        return 99.0
    return 1.0 if rounded == 0 and numerator > 0 else float(rounded)


def wilson_interval(met: float, judged: float) -> tuple[float, float]:
    """The 95% Wilson score interval of met ÷ judged (Wilson 1927); NaN where nothing was judged.

    In a full round this is no sampling error: it says how far such a count moves by luck of the day and the inspector.
    """
    if isnan(met) or isnan(judged) or judged <= 0:
        return nan, nan
    share, spread = met / judged, Z95**2 / judged
    centre = (share + spread / 2) / (1 + spread)
    half = Z95 * sqrt(share * (1 - share) / judged + spread / (4 * judged)) / (1 + spread)
    # At nothing and at all the limit is the share itself; rounding would leave a hair's breadth between them.
    return 0.0 if share == 0 else max(0.0, centre - half), 1.0 if share == 1 else min(1.0, centre + half)


def effective_sample(judged: float, population: float) -> float:
    """A sample's size with the finite-population factor: what is drawn from few tells more (Cochran 1977, 2.6).

    Args:
        judged: how many were looked at.
        population: of how many; NaN where nobody knows, and then the size stays as it is.

    Returns:
        judged × (population − 1) ÷ (population − judged); infinite for a census, which has no sampling error.
    """
    if isnan(population) or population < 1:
        return judged
    return inf if judged >= population else judged * (population - 1) / (population - judged)


def sample_interval(met: float, judged: float, population: float) -> tuple[float, float]:
    """The 95% Wilson interval of a spot check of a known population; the share itself where all were looked at."""
    if isnan(met) or isnan(judged) or judged <= 0:
        return nan, nan
    size = effective_sample(judged, population)
    return (met / judged,) * 2 if size == inf else wilson_interval(met / judged * size, size)


def mcnemar_exact(fixed: int, new: int) -> float:
    """Two-sided exact p of McNemar's test that fixed and new faults are equally likely; NaN where there are neither."""
    changed = fixed + new
    if not changed:
        return nan
    tail = sum(comb(changed, k) for k in range(min(fixed, new) + 1))
    return min(1.0, float(2 * tail / 2**changed))
