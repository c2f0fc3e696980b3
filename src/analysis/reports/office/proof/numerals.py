"""Numbers in words: 三十七, 1.2万, 七八, twenty-two, two thirds; and how far one goes that is told roughly."""

from __future__ import annotations

import math
import re

import cn2an

SIGNS = "零〇一二两三四五六七八九十百千万亿"
"""Chinese numerals and what stands in them."""
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ENGLISH = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
NUMERAL = rf"(?:{_DIGITS})(?:\s*[百千万亿])?|[几数]?[{SIGNS}]+(?:点[{SIGNS}]+)?几?|\b(?i:{_ENGLISH})\b"
"""A number in digits or in words."""
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
SHARE = (
    rf"(?P<whole>[\d{SIGNS}]+)分之(?P<part>[\d{SIGNS}]+(?:[点.][\d{SIGNS}]+)?)|(?P<tenths>[一二三四五六七八九])成"
    r"(?P<more>[一二三四五六七八九半])?(?![不为立本员长功绩果熟就年品套人])|(?P<half>一半|半数)|"
    rf"\b(?i:(?P<count>an?|{'|'.join(_ONES[1:10])})[ -](?P<name>half|halves|third|quarter|fourth|fifth|tenth)s?)\b"
)
"""A share in words: 三分之一, 百分之九十一, 九成, 一半, two thirds."""
_ROUGHLY = {
    "about": "大约|大概|约|about|around|roughly|approximately",
    "near": "将近|接近|(?<![附最])近|nearly|almost",
    "under": "不到|不足|少于|低于|fewer than|less than|under",
    "most": "不超过|不多于|不高于|至多|最多|at most|up to",
    "over": "超过|(?<!过)超|多于|高于|逾|more than|over",
    "least": "至少|不少于|不低于|at least",
}
"""Words before a number → what they make of it."""
ROUGH_BEFORE = "|".join(f"(?P<{name}>{words})" for name, words in reversed(_ROUGHLY.items()))
"""What may stand before a number that is told roughly."""
ROUGH_AFTER = r"(?P<beyond>左右|上下|以上|以下|以内|or so|or more)"
"""What may stand behind such a number and what it counts."""
_EXACT = 1e3
"""Up to this scale a whole number of it is meant exactly."""
_HUNDRED = 100.0
_FACTOR, _POINTS = 0.1, 3.0
"""How far 约 goes: a tenth of a count, so many points of a percentage."""
_NEAR, _FAR = 0.85, 0.5
"""From what part of a number on something is nearly so many, or fewer than that; over it goes as far up."""


def read_numeral(text: str) -> tuple[float, float] | None:
    """A numeral as the least and the most that it can mean, the same for one that is exact; None for none.

    Args:
        text: 三十七 → 37, 七八 → 7 to 8, 数十 → 20 to 99, 1.2万 → 11500 to 12499.99, twenty-two → 22.
    """
    if text[0].isdigit():
        return _read_digits(text)
    if text[0].isascii():
        tens, _, ones = text.lower().partition("-")
        value = float(_ONES.index(tens) if tens in _ONES else 20 + 10 * _TENS.index(tens))
        value += _ONES.index(ones) if ones else 0
        return value, value
    return _read_vague(text) or _read_exact(text)


def _read_digits(text: str) -> tuple[float, float]:
    """43,200; 3百 is exact, 1.2万 as exact as its last digit."""
    scale = _SCALES.get(text[-1], 1.0)
    digits = text.rstrip("百千万亿 ").replace(",", "")
    value, decimals = float(digits) * scale, len(digits.partition(".")[2])
    if scale <= _EXACT and not (decimals and scale > 1):
        return value, value
    half = scale / 10**decimals / 2
    return value - half, math.nextafter(value + half, 0)


def _read_vague(text: str) -> tuple[float, float] | None:
    """几十, 十几, 七八, 十七八."""
    if text[0] in "几数":
        scale = {"十": 10.0, **_SCALES}.get(text[1:])
        return (2 * scale, 10 * scale - 1) if scale else None
    if text[-1] == "几":
        base = _read_exact(text[:-1]) if text[-2] == "十" else None
        return (base[0] + 1, base[0] + 9) if base else None
    match = re.fullmatch(r"([二三四五六七八九]?十)?([一二三四五六七八九])([二三四五六七八九])", text)
    if match is None:
        return None
    ones = "一二三四五六七八九"
    first, last = ones.index(match[2]) + 1, ones.index(match[3]) + 1
    base = _read_exact(match[1]) if match[1] else (0.0, 0.0)
    return (base[0] + first, base[0] + last) if base and last == first + 1 else None


def _read_exact(text: str) -> tuple[float, float] | None:
    try:
        value = float(cn2an.cn2an(text.replace("〇", "零"), "smart"))
    except ValueError:
        return None
    return value, value


def _complete(text: str) -> str:
    """百分之九 leaves its 一 out."""
    return f"一{text}" if text in _SCALES else text


def read_share(match: re.Match[str]) -> tuple[float, float] | None:
    """A share in words as the least and the most percent; None for signs that make no number.

    Args:
        match: of `SHARE`.
    """
    if match["whole"]:
        whole, part = (read_numeral(_complete(match[name])) for name in ("whole", "part"))
        if whole is None or part is None or not whole[0]:
            return None
        value = _HUNDRED * part[0] / whole[0]
        return (value, value) if whole[0] == _HUNDRED else (value - _POINTS / 2, value + _POINTS / 2)
    if match["tenths"]:
        tens, more = "零一二三四五六七八九".index(match["tenths"]), match["more"] or ""
        value = 10.0 * tens + (5 if more == "半" else "零一二三四五六七八九".index(more) if more else 0)
    elif match["half"]:
        value = 50.0
    else:
        count = 1 if match["count"].lower() in ("a", "an") else _ONES.index(match["count"].lower())
        value = _HUNDRED * count / _PARTS[match["name"].lower()]
    return value - _POINTS / 2, value + _POINTS / 2


def widen(span: tuple[float, float], rough: str, *, more: bool, percent: bool) -> tuple[float, float]:
    """How far a number goes that is told roughly.

    Args:
        span: least and most as written.
        rough: about, near, under, most, over or least; "" for none.
        more: whether 余, 多 or the like stands behind it: 二十余 is more than 20 and less than 30.
        percent: whether it is one.
    """
    low, high = span
    if more:
        return math.nextafter(low, math.inf), math.nextafter(high + _find_step(low), 0)
    if rough == "about":
        around = _POINTS if percent else max(1.0, _FACTOR * high)
        return low - around, high + around
    if rough in ("near", "under", "most"):
        least = low - _POINTS if rough == "near" and percent else _NEAR * low if rough == "near" else _FAR * low
        return least, high if rough == "most" else math.nextafter(high, 0)
    if rough in ("over", "least"):
        most = 100.0 if percent else high + max(_find_step(high), _FAR * high)
        return low if rough == "least" else math.nextafter(low, math.inf), most
    return span


def _find_step(value: float) -> float:
    """The place of the last digit that is no nought: 20 → 10, 300 → 100, 24 → 1."""
    step = 1.0
    while value and value % (10 * step) == 0:
        step *= 10
    return step


def tell_rough(match: re.Match[str], beyond: str) -> str:
    """What the words before and behind a number make of it; "" where it is told as it is.

    Args:
        match: holds the groups of `ROUGH_BEFORE`.
        beyond: as `ROUGH_AFTER` has it, or "".
    """
    before = next((name for name in _ROUGHLY if match[name]), "")
    after = {"以上": "least", "or more": "least", "以下": "most", "以内": "most"}
    return before or (after.get(beyond, "about") if beyond else "")
