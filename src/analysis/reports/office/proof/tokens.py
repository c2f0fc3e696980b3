"""Numbers and dates in a sentence, and what looks like one and is no result.

No result is: an item's number (第16条, item 16), an ordinal (第三次), a paragraph's own number (1., （一）), a year, a
document's number (〔2016〕12号), a standard's (GB/T 9704-2012), a ratio (1:3), a cell's address (F17), a number's code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import cn2an

from analysis.narrative.passages import count
from analysis.standards.model import Standards

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""Names of months in English texts."""
_DIGITS = "零〇一二两三四五六七八九十百千万"
_ANY = rf"[\d{_DIGITS}]+"
_NAMED_MONTH = rf"(?:{'|'.join(MONTHS)})"
_NO_RESULTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"〔\d{4}〕\s*\d*\s*号?",
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
    re.compile(r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{_NAMED_MONTH})\b(?:,?\s+(?P<y>\d{{4}}))?"),
    re.compile(rf"\b(?P<m>{_NAMED_MONTH})\s+(?P<d>\d{{1,2}})\b(?:,\s*(?P<y>\d{{4}}))?"),
    re.compile(r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月(?!\s*\d)(?P<d>)"),
    re.compile(rf"\b(?P<m>{_NAMED_MONTH})\s+(?P<y>\d{{4}})\b(?P<d>)"),
    re.compile(r"(?P<y>)(?P<m>)(?<!\d)(?P<d>\d{1,2})日"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*(?:年|学年)")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FRACTION = re.compile(rf"(?<![\w./])({_NUMBER})\s*/\s*({_NUMBER})(?![\d/])", re.ASCII)
_PERCENT = re.compile(rf"(?<![A-Za-z0-9_.])({_NUMBER})\s*%|百分之({_ANY})")
_PLAIN = re.compile(rf"(?<![A-Za-z0-9_.])({_NUMBER})(?![A-Za-z0-9_])")
_WRITTEN = re.compile(rf"[{_DIGITS}]+")
_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+", re.ASCII)
_VAGUE = frozenset({"一个", "一项", "一次", "一条", "一格", "一份", "一张", "一件"})
"""Words that hold 一 and count nothing."""


@dataclass(frozen=True)
class Token:
    """A number as it stands in a piece.

    Attributes:
        kind: fraction (k, N), percent, number, or date (year, month, day, each 0 where not said).
        value: its parts.
        start: where it begins; end: behind its last sign.
        text: as it stands there.
        unit: what it counts, as `list_units` says; "" where it does not say.
    """

    kind: str
    value: tuple[float, ...]
    start: int
    end: int
    text: str
    unit: str = ""

    @property
    def key(self) -> tuple[str, tuple[float, ...]]:
        """Kind and value, by which tokens are compared."""
        return self.kind, self.value


def list_units(standards: Standards) -> dict[str, str]:
    """Words that follow a count → what they stand for, the longest first: 所, 项次, 个问题 → 个, schools → school."""
    plain = {
        _singular(word) for word in (*_section(standards, "unit").values(), standards.text(standards.entity.counter))
    }
    words = {*_section(standards, "unit").values(), *plain}
    for noun in _section(standards, "narrative.one"):
        words |= {count(standards, noun, number).removeprefix(str(number)).strip() for number in (2, 1)}
    ordered = sorted(filter(None, words), key=lambda word: (-len(word), word))
    return {word: max((one for one in plain if one and word.startswith(one)), key=len, default=_singular(word))
            for word in ordered}  # fmt: skip


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _section(standards: Standards, name: str) -> dict[str, str]:
    start = f"{name}."
    return {key.removeprefix(start): word for key, word in standards.wording.items() if key.startswith(start)}


def find_codes(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The codes of numbers that a text names, each once."""
    return tuple(dict.fromkeys(one for one in _CODE.findall(text) if one in known))


def find_tokens(text: str, units: Mapping[str, str], codes: Collection[str] = ()) -> tuple[Token, ...]:
    """The numbers and dates of a piece, in its order.

    Args:
        text: signs of full width made half.
        units: as `list_units` gives them.
        codes: codes of numbers, which are none themselves.
    """
    found: list[Token] = []
    rest = _CODE.sub(lambda match: _blank(match) if match[0] in codes else match[0], text)
    for pattern in _NO_RESULTS:
        rest = pattern.sub(_blank, rest)
    for pattern in _DATES:
        for match in pattern.finditer(rest):
            found.append(Token("date", _read_date(match), *match.span(), match[0]))
        rest = pattern.sub(_blank, rest)
    rest = _YEAR.sub(_blank, rest)
    for kind, pattern in (("fraction", _FRACTION), ("percent", _PERCENT)):
        for match in pattern.finditer(rest):
            found.append(Token(kind, tuple(_value(one) for one in match.groups() if one), *match.span(), match[0]))
        rest = pattern.sub(_blank, rest)
    found += [Token("number", (_value(match[0]),), *match.span(), match[0], _unit(rest, match.end(), units))
              for match in _PLAIN.finditer(rest)]  # fmt: skip
    found += _find_written(rest, units)
    return tuple(sorted(found, key=lambda token: token.start))


def _blank(match: re.Match[str]) -> str:
    """Signs that match nothing, as many."""
    return "\0" * len(match[0])


def _read_date(match: re.Match[str]) -> tuple[float, ...]:
    month = match["m"] or "0"
    return float(match["y"] or 0), float(MONTHS.index(month) + 1 if month in MONTHS else month), float(match["d"] or 0)


def _value(text: str) -> float:
    if text[0] in _DIGITS:
        return _read_written(text)
    return float(text.replace(",", ""))


def _read_written(text: str) -> float:
    """三十 → 30; -1, which no result is, for signs that make no number."""
    try:
        return float(cn2an.cn2an(text.replace("〇", "零"), "smart"))
    except ValueError:
        return -1.0


def _unit(text: str, end: int, units: Mapping[str, str]) -> str:
    after = text[end : end + 40].lstrip()
    return next((noun for word, noun in units.items() if after.startswith(word)), "")


def _find_written(text: str, units: Mapping[str, str]) -> Iterator[Token]:
    """Chinese numerals that count something: 五所, 三十项次."""
    for match in _WRITTEN.finditer(text):
        unit = _unit(text, match.end(), units)
        vague = text[match.start() : match.end() + 1] in _VAGUE
        if unit and not vague and (value := _read_written(match[0])) >= 0:
            yield Token("number", (value,), *match.span(), match[0], unit)
