"""Text and stored values → dates: true dates, serial numbers, 10.28, 10月25日-11月10日, 月底前, 下月15日, 长期坚持."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from analysis.standards.words import Words, fold

_EPOCH = dt.date(1899, 12, 30)
_SERIALS = (20_000, 80_000)
_NUMERAL = re.compile(r"[零〇○一二三四五六七八九十]+(?=[年月日号旬])")
_END = re.compile(r"(?:之前|以前|前|止|截止|完成|内|之内|以内|以后|后|\.)+$")
_UNTIL = re.compile(r"(?:前|内|止)(?:完成)?\.*$")
_CLOCK = re.compile(r"(?<=[日号\s])\s*(?:[上下]午)?\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?|[时点](?:\d{1,2}分)?)")
_RANGE = re.compile(r"-|—+|–|~|至|到|―")
_FULL = re.compile(r"^(?:(\d{4}|\d{2})[年./-])?(\d{1,2})[月./-](\d{1,2})[日号]?$")
_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(?:(\d{4}|\d{2})[年./-])?(\d{1,2})月(上旬|中旬|下旬|月底|月末|底|末|份)?$")
_MONTH_ALONE = re.compile(r"^(\d{4})[年./-](\d{1,2})$")
_QUARTER = re.compile(r"^(?:(\d{4})年|(?:今年|本年))?(?:第?([一二三四1-4])季度)(?:底|末)?$")
_DAY = re.compile(r"^(\d{1,2})[日号]$")
_YEAR_END = re.compile(r"^(?:(\d{4})年|(今年|本年|当年|明年|次年|来年))?(?:年)?(?:底|末|终|内)$")
_RELATIVE = re.compile(r"^(本月|当月|这个月|下月|下个月|次月|月)(?:(\d{1,2})[日号]|(上旬|中旬|下旬|底|末|内))$")
_WITHIN = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](?:(\d{1,2})[日号]?)?)?")
_HALF_YEAR = 183
_YEARS = (1990, 2100)
_OCTOBER = 10
_HAIR = 1e-6
_UNSURE = (".10", ".20", ".30")
"""10.30 and 10.3 are one number: the 30th or the 3rd, which nobody can tell."""


@dataclass(frozen=True)
class Day:
    """A date read from a cell.

    Attributes:
        iso: the date, or "" where the words give none.
        known: False where the words are none that we know, so that a person must look.
    """

    iso: str
    known: bool = True


def parse_day(value: Any, words: Words, *, today: dt.date | None, last: bool = True) -> Day:
    """Read a date cell; a range gives its last day, or its first.

    Args:
        value: the stored value.
        words: the indexes of the standards.
        today: the sheet's own date, else the round's; gives the year and 本月.
        last: whether a range gives its last day (deadlines) or its first (dates of a visit).
    """
    if isinstance(value, (dt.datetime, dt.date)):
        return Day((value.date() if isinstance(value, dt.datetime) else value).isoformat())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(float(value), today)
    folded = fold(_CLOCK.sub("", str(value)))
    if not folded:
        return Day("")
    found = _from_text(_digits(folded), today, last=last)
    if found:
        return Day(found.isoformat())
    none = words.lists.get("deadline.none", ())
    return Day("", known=any(word in folded for word in none) or folded in words.dash or folded in words.answer)


def is_until(text: str) -> bool:
    """Whether a date is written as the last day of a time to come: 月底前, 11月30日之前完成, 年内."""
    return bool(_UNTIL.search(fold(text)))


def _from_number(number: float, today: dt.date | None) -> Day:
    if number.is_integer():
        if _SERIALS[0] < number < _SERIALS[1]:
            return Day((_EPOCH + dt.timedelta(days=int(number))).isoformat())
        eight = _EIGHT.match(str(int(number)))
        found = _make(int(eight[1]), int(eight[2]), int(eight[3])) if eight else None
        return Day(found.isoformat(), True) if found else Day("", False)
    month, _, day = f"{number:.2f}".partition(".")
    if _YEARS[0] <= int(month) <= _YEARS[1]:
        return _month_of(number, int(month), int(day))
    if f"{number:.2f}".endswith(_UNSURE):
        return Day("", False)
    found = _near(today, int(month), int(day)) if _SERIALS[0] > number else None
    if found is None and day.endswith("0"):
        found = _near(today, int(month), int(day[0]))
    if found is None and _SERIALS[0] < number < _SERIALS[1]:
        found = _EPOCH + dt.timedelta(days=int(number))
    return Day(found.isoformat()) if found else Day("", False)


def _month_of(number: float, year: int, month: int) -> Day:
    """A month written as a number, 2016.11; 2016.1 may be January or October, and a person must look."""
    if not 1 <= month <= 12 or abs(number * 100 - round(number * 100)) > _HAIR or month == _OCTOBER:
        return Day("", False)
    return Day(dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat())


def _digits(folded: str) -> str:
    """二〇一六年十月 → 2016年10月."""

    def turn(match: re.Match[str]) -> str:
        text = match[0].replace("〇", "零").replace("○", "零")
        if "十" in text:
            import cn2an

            return str(int(cn2an.cn2an(text, "smart")))
        return "".join(str("零一二三四五六七八九".index(letter)) for letter in text)

    return _NUMERAL.sub(turn, folded)


def _from_text(text: str, today: dt.date | None, *, last: bool) -> dt.date | None:
    bare = _END.sub("", text) or text
    single = _single(bare, today) or _single(text, today)
    if single:
        return single
    for mark in _RANGE.finditer(bare):
        left = _single(bare[: mark.start()], today) or _open_day(bare[: mark.start()], today)
        if left:
            right = _single(bare[mark.end() :], today, left) or _open_day(bare[mark.end() :], today, left)
            if right:
                return right if last else left
    return None


def _open_day(text: str, today: dt.date | None, left: dt.date | None = None) -> dt.date | None:
    """The half of a range that leans on the other one: 10月10 before -17日."""
    match = re.match(r"^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})$", text)
    if match:
        return (
            _make(int(match[1]), int(match[2]), int(match[3]))
            if match[1]
            else _near(today, int(match[2]), int(match[3]))
        )
    return _make(left.year, left.month, int(text)) if left and text.isdigit() and len(text) < 3 else None


def _single(text: str, today: dt.date | None, left: dt.date | None = None) -> dt.date | None:
    for pattern in (_FULL, _EIGHT):
        match = pattern.match(text)
        if match:
            year = _year(match[1])
            return (
                _make(year, int(match[2]), int(match[3]))
                if year
                else _near(left or today, int(match[2]), int(match[3]))
            )
    match = _DAY.match(text)
    if match:
        return _make(left.year, left.month, int(match[1])) if left else None
    return _month_part(text, today) or _relative(text, today)


def _year(written: str | None) -> int:
    if not written:
        return 0
    return int(written) if len(written) == 4 else 2000 + int(written)


def _month_part(text: str, today: dt.date | None) -> dt.date | None:
    match = _MONTH_ALONE.match(text)
    if match and 1 <= int(match[2]) <= 12:
        return _make(int(match[1]), int(match[2]), calendar.monthrange(int(match[1]), int(match[2]))[1])
    match = _QUARTER.match(text)
    if match and (match[1] or today):
        month = 3 * ("一二三四".find(match[2]) + 1 or int(match[2]))
        year = int(match[1]) if match[1] else today.year if today else 0
        return _make(year, month, calendar.monthrange(year, month)[1])
    match = _MONTH.match(text)
    if not match:
        return None
    year, month = _year(match[1]), int(match[2])
    day = {"上旬": 10, "中旬": 20}.get(match[3] or "", 0)
    if not 1 <= month <= 12:
        return None
    if year:
        return _make(year, month, day or calendar.monthrange(year, month)[1])
    near = _near(today, month, 1)
    return _make(near.year, month, day or calendar.monthrange(near.year, month)[1]) if near else None


def _relative(text: str, today: dt.date | None) -> dt.date | None:
    match = _YEAR_END.match(text)
    if match and match[1]:
        return dt.date(int(match[1]), 12, 31)
    if match and today:
        return dt.date(today.year + (match[2] in ("明年", "次年", "来年")), 12, 31)
    match = _RELATIVE.match(text)
    if not match or today is None:
        return None
    year, month = today.year, today.month
    if match[1] in ("下月", "下个月", "次月"):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = int(match[2]) if match[2] else {"上旬": 10, "中旬": 20}.get(match[3], calendar.monthrange(year, month)[1])
    return _make(year, month, day)


def _make(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _near(today: dt.date | None, month: int, day: int) -> dt.date | None:
    """A date without a year: that of the sheet's year, or of the next where it would lie half a year back."""
    if today is None:
        return None
    found = _make(today.year, month, day)
    if found and (today - found).days > _HALF_YEAR:
        return _make(today.year + 1, month, day)
    return found


def date_within(text: str, today: dt.date | None = None) -> dt.date | None:
    """The last full date that stands in a title or head line: 截至2016年10月24日, 填报日期：2016.10.18."""
    found = None
    for match in _WITHIN.finditer(_digits(fold(text))):
        year, month = int(match[1]), int(match[2])
        if _YEARS[0] <= year <= _YEARS[1] and 1 <= month <= 12:
            day = int(match[3]) if match[3] else 0
            found = _make(year, month, day or calendar.monthrange(year, month)[1]) or found
    return found
