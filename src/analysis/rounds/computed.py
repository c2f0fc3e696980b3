"""The closed list of rules that judge a school from counts (按数计算), one function a name of standards.rules.RULES.

A rule gets its inputs in the order of the rule file and its limits by name. A missing input gives no result: nothing is
guessed. The rules lie in this room because a conclusion may rest on one and rooms import only from their left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.standards.model import Rule

Values = Sequence[float | None]
"""Inputs in the rule's order; None where the sheet has no such number."""


@dataclass(frozen=True)
class Toilets:
    """Item 16 in numbers (GB50099-2011 6.2.8): enough stalls first, then the ratio read in two ways.

    Attributes:
        stalls_m: men's stalls, a trough counted as stalls.
        stalls_f: women's stalls.
        required_m: boys ÷ boys_per_stall, rounded up.
        required_f: girls ÷ girls_per_stall, rounded up.
        strict: women's stalls are at least strict_ratio times men's; None where a side has no stalls or no pupils.
        per_head: women's stalls a girl are at least boys_per_stall/girls_per_stall times men's a boy; None likewise.
    """

    stalls_m: float
    stalls_f: float
    required_m: int
    required_f: int
    strict: bool | None
    per_head: bool | None

    @property
    def short_m(self) -> float:
        """How many men's stalls are missing."""
        return max(0.0, self.required_m - self.stalls_m)

    @property
    def short_f(self) -> float:
        """How many women's stalls are missing."""
        return max(0.0, self.required_f - self.stalls_f)

    @property
    def adequate(self) -> bool:
        """Whether there are enough places of both kinds."""
        return self.short_m == 0 and self.short_f == 0

    @property
    def verdict(self) -> str:
        """Unmet where places are missing; partial where there are enough and neither reading of 1:3 holds; else met."""
        if not self.adequate:
            return "unmet"
        return "partial" if self.strict is False and not self.per_head else "met"


def judge_counts(rule: Rule, values: Values) -> str:
    """Judge a school by a computed item's rule.

    Args:
        rule: name, inputs and limits of the item.
        values: the school's numbers, in the order of `rule.inputs`.

    Returns:
        met, partial, unmet, not_applicable, or "" where the numbers give no result.
    """
    judge = _JUDGES.get(rule.name)
    return judge(values, rule.limits) if judge else ""


def count_toilets(values: Values, limits: Mapping[str, float]) -> Toilets | None:
    """Work item 16 out; None where pupils or stalls of a sex are unknown.

    Args:
        values: boys, girls, stalls_m, stalls_f[, urinals, trough_m_m, trough_f_m]. Urinals are never stalls.
        limits: boys_per_stall, girls_per_stall, strict_ratio, trough_m_per_stall.
    """
    boys, girls, stalls_m, stalls_f, _urinals, trough_m, trough_f = (*values, *(None,) * 7)[:7]
    if boys is None or girls is None or stalls_m is None or stalls_f is None:
        return None
    men = stalls_m + _stalls_of(trough_m, limits)
    women = stalls_f + _stalls_of(trough_f, limits)
    return Toilets(
        stalls_m=men, stalls_f=women,
        required_m=math.ceil(boys / limits["boys_per_stall"]), required_f=math.ceil(girls / limits["girls_per_stall"]),
        strict=None if 0 in (boys, girls, men) else women >= limits["strict_ratio"] * men,
        per_head=None if 0 in (boys, girls, men) else _compare_per_head(boys, girls, men, women, limits),
    )  # fmt: skip


def _stalls_of(trough: float | None, limits: Mapping[str, float]) -> int:
    return math.floor(trough / limits["trough_m_per_stall"] + 1e-9) if trough else 0


def _compare_per_head(boys: float, girls: float, men: float, women: float, limits: Mapping[str, float]) -> bool:
    # Cross-multiplied, so that whole numbers are compared exactly.
    return women * boys * limits["girls_per_stall"] >= men * girls * limits["boys_per_stall"]


def _met(holds: bool) -> str:
    return "met" if holds else "unmet"


def _judge_each(values: Values, holds: Callable[[float], bool]) -> str:
    # One input that fails settles it; a missing one leaves it open.
    if any(value is not None and not holds(value) for value in values):
        return "unmet"
    return "" if None in values else "met"


def _judge_zero(values: Values, limits: Mapping[str, float]) -> str:
    return _judge_each(values, lambda value: value == 0)


def _judge_at_least(values: Values, limits: Mapping[str, float]) -> str:
    return _judge_each(values, lambda value: value >= limits["least"])


def _judge_at_most(values: Values, limits: Mapping[str, float]) -> str:
    return _judge_each(values, lambda value: value <= limits["most"])


def _judge_enough(values: Values, limits: Mapping[str, float]) -> str:
    need = values[0]
    return "" if need is None else _judge_each(values[1:], lambda value: value >= need)


def _judge_beds(values: Values, limits: Mapping[str, float]) -> str:
    boarders, beds, platforms = values
    if platforms is not None and platforms > 0:
        return "unmet"
    if boarders is None or beds is None or platforms is None:
        return "unmet" if boarders is not None and beds is not None and beds < boarders else ""
    return _met(beds >= boarders)


def _judge_stairs(values: Values, limits: Mapping[str, float]) -> str:
    fewest, steepest, tallest = (*values, None)[:3]
    if tallest is not None and tallest < limits["storeys"]:
        return "not_applicable"
    fails = (fewest is not None and fewest < limits["stairs"]) or (steepest is not None and steepest > limits["slope"])
    return "unmet" if fails else ""


def _judge_class_size(values: Values, limits: Mapping[str, float]) -> str:
    largest, above = values
    if (largest is not None and largest > limits["most"]) or above:
        return "unmet"
    return "" if largest is None and above is None else "met"


def _judge_share(values: Values, limits: Mapping[str, float]) -> str:
    pairs = list(zip(values[::2], values[1::2], strict=True))
    if any(part is None or whole is None for part, whole in pairs):
        return ""
    known = [(part, whole) for part, whole in pairs if part is not None and whole]
    if not known:
        return "not_applicable"
    return _met(all(part >= limits["least"] * whole for part, whole in known))


def _judge_ratio(values: Values, limits: Mapping[str, float]) -> str:
    first, second = values
    return _met(first >= limits["least"] * second) if first is not None and second else ""


def _judge_item16(values: Values, limits: Mapping[str, float]) -> str:
    toilets = count_toilets(values, limits)
    return toilets.verdict if toilets else ""


_JUDGES: Mapping[str, Callable[[Values, Mapping[str, float]], str]] = {
    "zero": _judge_zero,
    "at_least": _judge_at_least,
    "at_most": _judge_at_most,
    "enough": _judge_enough,
    "beds": _judge_beds,
    "stairs": _judge_stairs,
    "class_size": _judge_class_size,
    "share": _judge_share,
    "ratio": _judge_ratio,
    "item16": _judge_item16,
}
"""The rules over counts; agreement, rectified and items_met are no verdict on counts and have their own modules."""
