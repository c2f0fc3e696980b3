"""Numbers and dates in a sentence, and what looks like one and is no result.

No result is: an item's number (第16条, item 16), an ordinal (第三次), a paragraph's own number (1., （一）), a year, a
document's number (〔2016〕12号), a standard's (GB/T 9704-2012), a ratio (1:3), a cell's address (F17), a number's code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from analysis.reports.office.proof.counters import find_unit, is_count, is_measure, is_rate, is_term
from analysis.reports.office.proof.numerals import (
    NUMERAL,
    ROUGH_AFTER,
    ROUGH_BEFORE,
    SHARE,
    SIGNS,
    read_numeral,
    read_share,
    tell_rough,
    widen,
)

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""Names of months in English texts."""
_ANY = rf"[\d{SIGNS}]+"
_YEAR_SIGNS, _DAY_SIGNS = "零〇一二三四五六七八九", "一二三四五六七八九十"
_NAMED_MONTH = rf"(?:{'|'.join(MONTHS)})"
_NO_RESULTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"〔\d{4}〕\s*[\dA-Za-z\-]*\s*号?",
        r"(?<!\d)(?:0\d{2,3}-\d{7,8}|1\d{10})(?!\d)",
        r"(?<![A-Za-z])(?:GB|JGJ|JY|DB|HJ|WS|ISO)[/A-Z]*\s*\d[\d.\-—–]*",
        r"\d+(?:\.\d+)?\s*[::]\s*\d+(?:\.\d+)?",
        rf"第\s*{_ANY}(?:\s*[、,，\-—~至和及]\s*第?\s*{_ANY}(?=\s*(?:[、,，\-—~至和及]|条|款|项|章)))*",
        r"\b(?:[Ii]tems?|[Nn]o\.|[Aa]nnex|[Cc]hapter|[Ss]lide|[Pp]age|[Tt]able)\s*\d+(?:\s*(?:,|and|or|to|-|–)\s*\d+)*",
        r"附件\s*[::]?\s*\d+\.?",
        r"^\s*(?:\(\s*[\d零一二两三四五六七八九十]+\s*\)|（[\d一二三四五六七八九十]+）|\d+\s*[.、](?!\d)|[一二三四五六七八九十]+、)",
        r"[A-Za-z_]+\d[\w.\-:/]*",
    )
)
_DATES = (
    re.compile(rf"(?:(?P<y>\d{{4}}|[{_YEAR_SIGNS}]{{4}})\s*年\s*)?(?P<m>\d{{1,2}}|[{_DAY_SIGNS}]{{1,2}})\s*月\s*"
               rf"(?P<d>\d{{1,2}}|[{_DAY_SIGNS}]{{1,3}})\s*[日号]"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{_NAMED_MONTH})\b(?:,?\s+(?P<y>\d{{4}}))?"),
    re.compile(rf"\b(?P<m>{_NAMED_MONTH})\s+(?P<d>\d{{1,2}})\b(?:,\s*(?P<y>\d{{4}}))?"),
    re.compile(r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月(?!\s*\d)(?P<d>)"),
    re.compile(rf"\b(?P<m>{_NAMED_MONTH})\s+(?P<y>\d{{4}})\b(?P<d>)"),
    re.compile(r"(?P<y>)(?P<m>)(?<!\d)(?P<d>\d{1,2})日"),
)  # fmt: skip
_YEAR = re.compile(rf"(?<!\d)(?:(?:19|20)\d{{2}}|二[{_YEAR_SIGNS}]{{3}})\s*(?:年|学年)")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FRACTION = re.compile(rf"(?<![\w./])({_NUMBER})\s*/\s*({_NUMBER})(?![\d/])", re.ASCII)
_BEFORE = rf"(?:(?:{ROUGH_BEFORE})\s*)?"
_POINT = re.compile(r"[.点]")
_BEYOND = re.compile(rf"\s*{ROUGH_AFTER}")
_PERCENT = re.compile(rf"{_BEFORE}(?:(?<![A-Za-z0-9_.])(?P<number>{_NUMBER})(?P<some>[余多几])?\s*%|{SHARE})")
_PLAIN = re.compile(rf"{_BEFORE}上?(?<![A-Za-z0-9_.])(?P<number>{NUMERAL})(?![A-Za-z0-9_])(?P<some>[余多来])?")
CODE = re.compile(r"(?a:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)(?:@[^〕\]\s]+)?")
"""A number's code as it is printed: 3-16, 3-0@教学点."""


SHARES = frozenset({"fraction", "percent"})
"""Kinds of numbers that tell a share, each in its own way."""


@dataclass(frozen=True)
class Token:
    """A number as it stands in a piece.

    Attributes:
        kind: fraction (k, N), percent, number, or date (year, month, day, each 0 where not said).
        value: its parts.
        start: where it begins; end: behind its last sign.
        text: as it stands there.
        unit: what it counts, as `list_units` says; "" where it does not say.
        about: the least and the most that it can mean, where it is told roughly or in words that are rough.
        loose: whether it is in words that may count nothing: 三个方面. Only a number of the product in its place
            makes it a result.
        decimals: of a percentage, in digits or in words.
    """

    kind: str
    value: tuple[float, ...]
    start: int
    end: int
    text: str
    unit: str = ""
    about: tuple[float, float] | None = None
    loose: bool = False
    decimals: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """Kind and value, by which tokens are compared."""
        return self.kind, self.value, self.about

    def fits(self, value: float) -> bool:
        """Whether a count or percentage is what this says."""
        return self.about[0] <= value <= self.about[1] if self.about else value == self.value[0]


def find_tokens(
    text: str, units: Mapping[str, str], codes: Collection[str] = (), counted: Collection[str] = ()
) -> tuple[Token, ...]:
    """The numbers and dates of a piece, in its order.

    Args:
        text: signs of full width made half.
        units: as `counters.list_units` gives them.
        codes: codes of numbers, which are none themselves.
        counted: what the product counts, as `counters.list_counted` gives it.
    """
    found: list[Token] = []
    rest = CODE.sub(
        lambda match: _blank(match) if {match[0], match[0].partition("@")[0]} & set(codes) else match[0], text
    )
    for pattern in _NO_RESULTS:
        rest = pattern.sub(_blank, rest)
    for pattern in _DATES:
        for match in pattern.finditer(rest):
            found.append(Token("date", _read_date(match), *match.span(), match[0]))
        rest = pattern.sub(_blank, rest)
    rest = _YEAR.sub(_blank, rest)
    found += [Token("fraction", (_value(match[1]), _value(match[2])), *match.span(), match[0],
                    find_unit(rest, match.end(), units)[0]) for match in _FRACTION.finditer(rest)]  # fmt: skip
    rest = _FRACTION.sub(_blank, rest)
    found += filter(None, (_read_percent(rest, match) for match in _PERCENT.finditer(rest)))
    rest = _PERCENT.sub(_blank, rest)
    found += filter(None, (_read_plain(rest, match, units, counted) for match in _PLAIN.finditer(rest)))
    return tuple(sorted(found, key=lambda token: token.start))


def _blank(match: re.Match[str]) -> str:
    """Signs that match nothing, as many."""
    return "\0" * len(match[0])


def _read_date(match: re.Match[str]) -> tuple[float, ...]:
    month = match["m"] or "0"
    return (
        _read_year(match["y"] or "0"),
        float(MONTHS.index(month) + 1) if month in MONTHS else _read(month),
        _read(match["d"] or "0"),
    )


def _read_year(text: str) -> float:
    return float("".join(str("零一二三四五六七八九".find(sign.replace("〇", "零"))) if sign in _YEAR_SIGNS else sign
                         for sign in text))  # fmt: skip


def _read(text: str) -> float:
    """A number of digits or signs; -1, which is no day, for signs that make none."""
    span = read_numeral(text)
    return span[0] if span else -1.0


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def _read_percent(text: str, match: re.Match[str]) -> Token | None:
    """68%, 百分之六十八, 三分之二以上, 近九成."""
    number = match["number"]
    span = (_value(number),) * 2 if number else read_share(match)
    decimals = len("".join(_POINT.split(number or match["part"] or "")[1:]))
    return replace(_make(text, match, "percent", span, match.end()), decimals=decimals) if span else None


def _read_plain(text: str, match: re.Match[str], units: Mapping[str, str], counted: Collection[str]) -> Token | None:
    """A count: in digits whatever stands behind it, in words where it counts something: 五所, 三十项次."""
    number, digits = match["number"], match["number"][0].isdigit()
    alone = number in ("百", "千", "万") and match[0] != number
    span = read_numeral(f"一{number}" if alone else number)
    unit, end = find_unit(text, match.end(), units)
    if span is None or is_rate(text, match.start("number")) or not (unit or digits):
        return None
    where = match.start("number"), match.end()
    if digits:
        loose = is_term(text, where[0], end) if unit else is_measure(text, match.end())
    else:
        loose = not is_count(text, where, end, one=span == (1.0, 1.0), counted=counted)
    return replace(_make(text, match, "number", span, end, unit), loose=loose)


def _make(text: str, match: re.Match[str], kind: str, span: tuple[float, float], end: int, unit: str = "") -> Token:
    """A token of a number that may be told roughly; `end` is behind what it counts."""
    beyond = _BEYOND.match(text, end)
    rough = tell_rough(match, beyond["beyond"] if beyond else "")
    low, high = widen(span, rough, more=bool(match["some"]), percent=kind == "percent")
    start = match.start("number") if match["number"] else match.start()
    value = span[0] if span[0] == span[1] else (span[0] + span[1]) / 2
    about = (low, high) if low < high else None
    written = match.group() + (text[match.end() : beyond.end()] if beyond else "")
    return Token(kind, (value,), start, match.end(), written.strip(), unit, about)
