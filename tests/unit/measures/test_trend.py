"""Several full rounds: two are no trend, few a line, more a run chart, many an XmR chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import pytest

from analysis.measures.results import measure_round
from analysis.measures.trend import choose_chart, find_centre, find_signals, natural_limits
from analysis.rounds.round import Round

# Wheeler's rule by hand: moving ranges of 10, 12, 11, 13 are 2, 1, 2; their mean 5/3; limits 11.5 ± 2.66 × 5/3.
VALUES = [10.0, 12.0, 11.0, 13.0]


@pytest.mark.parametrize(
    ("rounds", "chart"), [(0, ""), (2, ""), (3, "line"), (5, "line"), (6, "run"), (11, "run"), (12, "xmr"), (40, "xmr")]
)
def test_the_chart_follows_the_number_of_rounds(rounds: int, chart: str) -> None:
    assert choose_chart(rounds) == chart


def test_limits_by_hand() -> None:
    assert natural_limits(VALUES) == pytest.approx((11.5 - 2.66 * 5 / 3, 11.5 + 2.66 * 5 / 3))
    assert find_centre(VALUES, "run") == 11.5
    assert find_centre([*[1.0] * 12, 99.0], "xmr") == 1, "the first twelve points set the limits"


def test_signals_of_a_run_chart() -> None:
    """Seven of one side of the median, and seven that rise."""
    values = [1.0, 1.0, 1.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0, 9.0, 1.0]
    assert find_signals(values, "run") == {}, "the median is 8, and points on it are on neither side"
    low, high = [1.0, 2.0, 1.0, 2.0], [8.0, 9.0, 8.0, 9.0, 8.0, 9.0, 8.0]
    assert find_signals([*low, *high], "run") == {}, "four below and seven above, but the median itself is 8"
    rising = [3.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    assert find_signals(rising, "run") == {"trend": (1, 2, 3, 4, 5, 6, 7)}
    side = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 9.0, 8.0, 9.0, 8.0]
    assert find_signals(side, "run") == {}, "of seven below one lies on the median 2"


def test_signals_of_an_xmr_chart() -> None:
    steady = [10.0, 11.0] * 6
    assert find_signals(steady, "xmr") == {}
    assert find_signals([*steady, 20.0], "xmr") == {"outside": (12,)}
    assert find_signals([*steady, *[10.9] * 7], "xmr")["side"] == tuple(range(11, 19))
    # Limits 10.5 ± 2.66; the outer third begins at 10.5 + 1.77.
    assert find_signals([*steady, 12.5, 10.4, 12.5], "xmr") == {"near": (12, 14)}
    assert find_signals(steady, "line") == {}


def test_a_trend_is_counted_on_what_every_round_judged(make_round: Callable[..., Round]) -> None:
    january = make_round(
        [("S1", "cond.04", "unmet"), ("S2", "cond.04", "met"), ("S3", "cond.04", "met")], round_id="2020-01",
        day=date(2020, 1, 20),
    )  # fmt: skip
    march = make_round([("S1", "cond.04", "met"), ("S2", "cond.04", "met")], earlier=(january,))
    trend = measure_round(march).trend
    told = trend[["area", "round_id", "met", "judged", "chart", "signal", "rules"]]
    assert list(told.itertuples(index=False, name=None)) == [
        ("cond", "2020-01", 1, 2, "", False, ""), ("cond", "2020-03", 2, 2, "", False, ""),
    ], "S3 was not judged in March and counts in neither"  # fmt: skip
    assert trend[["centre", "low", "high"]].isna().all(axis=None), "two rounds have no centre and no limits"
    assert measure_round(make_round([("S1", "cond.04", "met")], kind="revisit")).trend.empty


def run_of(make_round: Callable[..., Round], met: Sequence[int]) -> pd.DataFrame:
    """The trend of yearly rounds in each of which so many of twelve checks are met: six schools, two items."""
    pairs = [(f"S{school}", item) for school in range(1, 7) for item in ("cond.04", "cond.05")]
    rounds: list[Round] = []
    for at, number in enumerate(met):
        verdicts = [(*pair, "met" if place < number else "unmet") for place, pair in enumerate(pairs)]
        rounds.append(
            make_round(verdicts, round_id=f"{2000 + at}-05", day=date(2000 + at, 5, 9), earlier=tuple(rounds))
        )
    return measure_round(rounds[-1]).trend


def test_seven_rounds_that_rise_carry_their_median_and_the_rule(make_round: Callable[..., Round]) -> None:
    """1 to 7 of 12: the median is 4, six steps in one direction are a trend, and a run chart has no limits."""
    trend = run_of(make_round, [1, 2, 3, 4, 5, 6, 7])
    assert list(trend["centre"]) == [4.0] * 7
    assert trend["low"].isna().all()
    assert list(trend["rules"]) == ["trend"] * 7


def test_twelve_rounds_carry_their_limits(make_round: Callable[..., Round]) -> None:
    """4 and 5 in turn: mean 4.5, every moving range 1, so 4.5 ± 2.66."""
    trend = run_of(make_round, [4, 5] * 6)
    assert list(trend.loc[0, ["centre", "low", "high"]]) == pytest.approx([4.5, 1.84, 7.16])
    assert not trend["signal"].any()
