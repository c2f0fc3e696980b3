"""Text and stored values → numbers and ratios, as people write them: １２０人, 1.2万元, 约30, 三十, 叁仟元, 1:3."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import Any

from analysis.standards.words import Words, fold, remembered

_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_CHINESE = re.compile(r"[零〇○o一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟半点]+")
_RATIO = re.compile(r"^(\d+(?:\.\d+)?)(?::|比|/|;)(\d+(?:\.\d+)?)(?::00)?$")
_MINUTES = 1440


@dataclass(frozen=True)
class Number:
    """A number read from a cell.

    Attributes:
        value: the number, in the unit of the cell.
        factor: what the cell's own unit multiplies it by; None where the cell names no unit.
        approximate: True where a word of nearness stands beside it.
    """

    value: float
    factor: float | None = None
    approximate: bool = False

    def in_base_unit(self, factor: float = 1.0) -> float:
        """The value in the base unit; the cell's own unit goes before the heading's."""
        return round(self.value * (factor if self.factor is None else self.factor), 6)


def parse_number(value: Any, words: Words) -> Number | None:
    """Read a stored value as a number; None where it is none (a range, a date, words)."""
    if isinstance(value, (bool, dt.date, dt.time, dt.timedelta)):
        return None
    if isinstance(value, (int, float)):
        return Number(float(value)) if math.isfinite(value) else None
    return _parse_text(value, words)


@remembered
def _parse_text(text: str, words: Words) -> Number | None:
    folded = fold(text).replace("'", "")
    if not folded or len(folded) > 30:
        return None
    body, before = _strip(folded, words.lists.get("number.approximate_before", ()), at_start=True)
    body, after = _strip(body, words.lists.get("number.approximate_last", ()), at_start=False)
    body, _ = _strip(body, words.lists.get("number.currency", ()), at_start=True)
    factor, body = _take_unit(body, words)
    body, more = _strip(body, words.lists.get("number.approximate_after", ()), at_start=False)
    if factor is None and more:
        inner, body = _take_unit(body, words)
        factor = inner
    elif factor is not None and body[-1:] in words.units and _PLAIN.fullmatch(body[:-1]):
        factor, body = factor * words.units[body[-1]], body[:-1]  # 1.5万册, 12万余元
    number = _plain(body)
    if number is None:
        return None
    return Number(number, factor, bool(before or after or more))


def _strip(text: str, marks: tuple[str, ...], *, at_start: bool) -> tuple[str, bool]:
    for mark in sorted(marks, key=len, reverse=True):
        if at_start and text.startswith(mark):
            return text[len(mark) :], True
        if not at_start and text.endswith(mark) and len(text) > len(mark):
            return text[: -len(mark)], True
    return text, False


def _take_unit(text: str, words: Words) -> tuple[float | None, str]:
    if text.endswith("%"):
        return 0.01, text[:-1]
    for unit in sorted(words.units, key=len, reverse=True):
        if text.endswith(unit) and len(text) > len(unit):
            rest = text[: -len(unit)]
            if unit == "万" and not _PLAIN.fullmatch(
                rest.rstrip("".join(words.lists.get("number.approximate_after", ())))
            ):
                continue  # 三万 is one Chinese numeral
            return words.units[unit], rest
    return None, text


def _plain(body: str) -> float | None:
    if body and _PLAIN.fullmatch(body) and any(map(str.isdigit, body)):
        return float(body.replace(",", ""))
    if body and _CHINESE.fullmatch(body):
        try:
            import cn2an

            return float(cn2an.cn2an(body.replace("〇", "零").replace("○", "零").replace("o", "零"), "smart"))
        except ValueError:
            return None
    return None


def parse_ratio(value: Any) -> float | None:
    """Read a ratio a:b as b ÷ a: 1:3, 1：3, 1比3, 1/3, a time of day (1:03) and a fraction of a day (0.04375)."""
    if isinstance(value, dt.datetime):
        value = value.time()
    if isinstance(value, dt.time):
        return round(value.minute / value.hour, 6) if value.hour else None
    if isinstance(value, dt.timedelta):
        hours, rest = divmod(round(value.total_seconds() / 60), 60)
        return round(rest / hours, 6) if hours else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _fraction_of_a_day(float(value))
    match = _RATIO.match(fold(str(value)))
    if not match or not float(match[1]):
        return None
    return round(float(match[2]) / float(match[1]), 6)


def _fraction_of_a_day(value: float) -> float | None:
    minutes = value * _MINUTES
    if not 0 < value < 1 or abs(minutes - round(minutes)) > 1e-6:
        return None
    hours, rest = divmod(round(minutes), 60)
    return round(rest / hours, 6) if hours else None
