"""The rules over counts. Expected values are those of the norm, worked out by hand."""

from __future__ import annotations

import pytest

from analysis.rounds.computed import count_toilets, judge_counts
from analysis.standards.model import Rule

ITEM16 = {"boys_per_stall": 40, "girls_per_stall": 13, "strict_ratio": 3, "trough_m_per_stall": 1.2}


STAIRS = {"stairs": 2, "slope": 30, "storeys": 3}


def judge(name: str, values: list[float | None], **limits: float) -> str:
    return judge_counts(Rule(name, tuple("abcdefghi"[: len(values)]), limits), values)


@pytest.mark.parametrize(
    ("name", "values", "limits", "expected"),
    [
        pytest.param("zero", [0], {}, "met", id="no dangerous building"),
        pytest.param("zero", [0.5], {}, "unmet", id="half a square metre is not zero"),
        pytest.param("zero", [None], {}, "", id="an unknown area is no zero"),
        pytest.param("zero", [None, 3], {}, "unmet", id="one failing count settles it"),
        pytest.param("at_least", [1], {"least": 1}, "met", id="one multimedia room"),
        pytest.param("at_least", [0], {"least": 1}, "unmet", id="no multimedia room"),
        pytest.param("at_most", [65], {"most": 65}, "met", id="a class of 65"),
        pytest.param("at_most", [66], {"most": 65}, "unmet", id="a class of 66: 以上 includes the number"),
        pytest.param("enough", [120, 120, 120], {}, "met", id="a desk and a chair each"),
        pytest.param("enough", [120, 120, 119], {}, "unmet", id="a chair short"),
        pytest.param("enough", [120, None, 119], {}, "unmet", id="a chair short, desks unknown"),
        pytest.param("enough", [120, 120, None], {}, "", id="chairs unknown"),
        pytest.param("enough", [None, 120, 120], {}, "", id="pupils unknown"),
        pytest.param("beds", [80, 80, 0], {}, "met", id="a bed each, no platform"),
        pytest.param("beds", [80, 90, 1], {}, "unmet", id="beds enough but a platform bed"),
        pytest.param("beds", [80, 79, 0], {}, "unmet", id="a bed short"),
        pytest.param("beds", [80, 80, None], {}, "", id="platform beds unknown"),
        pytest.param("stairs", [1, 25], STAIRS, "unmet", id="one staircase"),
        pytest.param("stairs", [2, 31], STAIRS, "unmet", id="too steep"),
        pytest.param("stairs", [2, 30], STAIRS, "", id="railings are judged by eye"),
        pytest.param("stairs", [1, 25, 2], STAIRS, "not_applicable", id="two floors are not yet multi-storey here"),
        pytest.param("stairs", [1, 25, 3], STAIRS, "unmet", id="three floors are"),
        pytest.param("class_size", [65, None], {"most": 65}, "met", id="the largest class has 65"),
        pytest.param("class_size", [66, None], {"most": 65}, "unmet", id="the largest class has 66"),
        pytest.param("class_size", [None, 0], {"most": 65}, "met", id="no class of 66 or more"),
        pytest.param("class_size", [60, 1], {"most": 65}, "unmet", id="a class of 66 is stated beside a smaller one"),
        pytest.param("class_size", [None, None], {"most": 65}, "", id="nothing stated of classes"),
        pytest.param("share", [95, 100], {"least": 0.95}, "met", id="95 of 100"),
        pytest.param("share", [94, 100], {"least": 0.95}, "unmet", id="94 of 100"),
        pytest.param("share", [0, 0], {"least": 1}, "not_applicable", id="nobody is due"),
        pytest.param("share", [5, 5, 3, 4], {"least": 1}, "unmet", id="the second pair fails"),
        pytest.param("share", [5, 5, 0, 0], {"least": 1}, "met", id="an empty pair does not count"),
        pytest.param("ratio", [3, 1], {"least": 3}, "met", id="three to one"),
        pytest.param("ratio", [3, 0], {"least": 3}, "", id="nothing to divide by"),
        pytest.param("items_met", [], {}, "", id="a count is never a verdict"),
    ],
)
def test_rule(name: str, values: list[float | None], limits: dict[str, float], expected: str) -> None:
    assert judge(name, values, **limits) == expected


@pytest.mark.parametrize(
    ("boys", "girls", "stalls_m", "stalls_f", "required", "short", "strict", "per_head", "verdict"),
    [
        pytest.param(200, 200, 5, 16, (5, 16), (0, 0), True, True, "met", id="DOMAIN 200+200: 5 and 16, 3.2"),
        pytest.param(150, 210, 4, 12, (4, 17), (0, 5), True, False, "unmet", id="DOMAIN 4 and 12: ratio, not enough"),
        pytest.param(150, 210, 4, 17, (4, 17), (0, 0), True, False, "met", id="DOMAIN 150/210: 4 and 17"),
        pytest.param(90, 60, 3, 5, (3, 5), (0, 0), False, False, "partial", id="DOMAIN 90/60: 3 and 5, 1.67"),
        pytest.param(30, 25, 1, 2, (1, 2), (0, 0), False, False, "partial", id="DOMAIN 30/25: 1 and 2"),
        pytest.param(120, 40, 3, 4, (3, 4), (0, 0), False, True, "met", id="the ratio holds per head only"),
        pytest.param(0, 26, 0, 2, (0, 2), (0, 0), None, None, "met", id="girls only: no ratio"),
        pytest.param(40, 13, 0, 1, (1, 1), (1, 0), None, None, "unmet", id="no stall for boys"),
    ],
)
def test_toilets(boys, girls, stalls_m, stalls_f, required, short, strict, per_head, verdict) -> None:
    found = count_toilets([boys, girls, stalls_m, stalls_f], ITEM16)
    assert found is not None
    assert (found.required_m, found.required_f) == required
    assert (found.short_m, found.short_f) == short
    assert (found.strict, found.per_head) == (strict, per_head)
    assert found.verdict == verdict == judge("item16", [boys, girls, stalls_m, stalls_f], **ITEM16)


def test_urinals_are_never_stalls_and_a_trough_is() -> None:
    found = count_toilets([80, 26, 1, 2, 30, 1.2, None], ITEM16)
    assert found is not None
    assert (found.stalls_m, found.stalls_f, found.short_m) == (2, 2, 0)


def test_a_missing_count_gives_no_result() -> None:
    assert count_toilets([80, 26, None, 2], ITEM16) is None
    assert judge("item16", [80, 26, None, 2], **ITEM16) == ""
