"""Schools beside their kind: exact limits, wider where schools spread more than chance; never a rank."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

import pytest

from analysis.measures.frames import FRAMES, make_frame
from analysis.measures.funnel import (
    ALARM,
    ALERT,
    binomial_quantile,
    count_held,
    funnel_limits,
    list_funnel,
    list_funnel_limits,
    overdispersion,
)
from analysis.measures.results import measure_round
from analysis.rounds.round import Round


@pytest.mark.parametrize(
    ("judged", "alert", "alarm"), [(20, 0.80, 0.70), (14, 0.786, 0.643), (10, 0.70, 0.60)]
)  # fmt: skip
def test_limits_about_a_mean_of_92_percent(judged: int, alert: float, alarm: float) -> None:
    """The golden values of the project's statistics page; 17 of 20 is not unusual."""
    assert round(funnel_limits(judged, 0.92, ALERT)[0], 3) == alert
    assert round(funnel_limits(judged, 0.92, ALARM)[0], 3) == alarm
    assert funnel_limits(20, 0.92, ALERT)[0] <= 17 / 20


def test_a_quantile_by_hand() -> None:
    """Two tosses: 1/4, 3/4, 1."""
    assert [binomial_quantile(tail, 2, 0.5) for tail in (0.2, 0.25, 0.26, 0.75, 0.76, 1)] == [0, 0, 1, 1, 2, 2]


def test_phi_by_hand() -> None:
    """Mean 1/2 over 4, 2 and 0 of 4: residuals 4, 0, 4 over a variance of 1 each, so 8 ÷ 2 = 4."""
    assert overdispersion([(4, 4), (2, 4), (0, 4)], 0.5) == 4
    assert overdispersion([(2, 4), (2, 4), (2, 4)], 0.5) == 1, "closer together than chance: not narrowed"
    assert isnan(overdispersion([(4, 4), (4, 4)], 1.0))


def rows(*counts: tuple[int, int], kind: str = "primary") -> list[dict[str, object]]:
    return [
        {"area": "cond", "school_id": f"S{place}", "town": "东镇", "kind": kind, "met": met, "unmet": judged - met}
        for place, (met, judged) in enumerate(counts)
    ]  # fmt: skip


def test_one_school_far_below_the_others_is_told() -> None:
    """Eleven of 20/20 and one of 8/20: mean 228/240 = .95; the one is far outside even of the widened limits."""
    found = list_funnel(make_frame("area_schools", rows(*[(20, 20)] * 11, (8, 20)))).set_index("school_id")
    assert found.loc["S11", "state"] == "below"
    assert found.loc["S11", "share"] == 0.4
    assert set(found.drop("S11")["state"]) == {"inside"}
    assert found.loc["S0", "mean"] == 0.95
    assert found.loc["S11", "phi"] == pytest.approx((11 * 1**2 + 11**2) / (20 * 0.95 * 0.05) / 11)


def test_the_curves_pass_through_the_golden_limits() -> None:
    """18 + 18 + 13 + 10 + 10 = 69 of 75 is .92, spread no wider than chance; the schools judged 10 to 20 checks."""
    funnel = list_funnel(make_frame("area_schools", rows((18, 20), (18, 20), (13, 14), (10, 10), (10, 11))))
    curves = list_funnel_limits(funnel).set_index("judged")
    assert list(curves.index) == list(range(9, 22)), "one check to each side"
    golden = {20: (0.80, 0.70), 14: (0.786, 0.643), 10: (0.70, 0.60)}
    for judged, (alert, alarm) in golden.items():
        assert (round(curves.loc[judged, "low_alert"], 3), round(curves.loc[judged, "low_alarm"], 3)) == (alert, alarm)
    assert set(curves["high_alert"]) == {1.0}
    assert list_funnel_limits(make_frame("funnel")).empty


def test_few_schools_of_a_kind_are_not_held_against_each_other() -> None:
    assert list_funnel(make_frame("area_schools", rows(*[(20, 20)] * 3, (8, 20)))).empty
    assert list_funnel(make_frame("area_schools", rows(*[(20, 20)] * 9, kind=""))).empty, "a kind nobody knows"


def test_schools_judged_that_are_held_against_nobody() -> None:
    """Five primary schools are held against their mean; two junior ones are too few, and a third was not judged."""
    primary = rows((18, 20), (18, 20), (13, 14), (10, 10), (10, 11))
    schools = make_frame("area_schools", [*primary, *rows((9, 10), (8, 10), (0, 0), kind="junior")])
    assert count_held(list_funnel(schools), schools, "cond") == (5, 2)
    assert count_held(list_funnel(schools), schools, "aid") == (0, 0)


def test_no_frame_ranks_schools(make_round: Callable[..., Round]) -> None:
    for name, columns in FRAMES.items():
        if "school_id" in columns:
            assert not {"rank", "place", "position", "score", "index"} & set(columns), name
    results = measure_round(make_round([(f"S{n}", "cond.04", "met") for n in range(1, 7)]))
    schools = list(results.area_schools["school_id"])
    assert schools == sorted(schools), "in the order of the register, not of their results"
