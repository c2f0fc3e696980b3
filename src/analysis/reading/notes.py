"""Notes that explain marks: 达标打“√”, A为达标, √达标，△基本达标, 不涉及的打/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.standards.words import Words, fold

_LONGEST_NOTE = 2_000
"""A longer text is no note that explains marks."""
_SYMBOL = r"[√✓✔☑×✗✘☒╳△▲○〇◎●★☆◇◆▽*/\\+#-]|—{1,2}"
_CODE = r"[a-z0-9]"


def read_legend(texts: Iterable[str], words: Words) -> dict[str, str]:
    """Marks that notes explain, as mark → verdict: 达标打“√”, A为达标, √达标，△基本达标, 不涉及的打/.

    Args:
        texts: notes, instructions and head lines.
        words: the indexes of the standards.
    """
    notes = [fold(text) for text in texts if len(text) <= _LONGEST_NOTE]
    if not notes:
        return {}
    listed = {**words.grade, **words.verdict}
    told, means = _patterns(listed, words)
    legend: dict[str, str] = {}
    for folded in notes:
        for match in told.finditer(folded):
            legend.setdefault(match[2], listed[match[1]])
        for match in means.finditer(folded):
            legend.setdefault(match[1], listed[match[2]])
    return _spread(legend)


_ALIKE = ("√✓✔☑", "×✗✘☒╳x", "/", "—")


def _spread(legend: dict[str, str]) -> dict[str, str]:
    """A note about √ speaks of ✓ and ✔ too."""
    for family in _ALIKE:
        told = {legend[mark] for mark in family if mark in legend}
        if len(told) == 1:
            verdict = told.pop()
            legend.update(dict.fromkeys(family, verdict))
    if "—" in legend:
        legend["——"] = legend["--"] = legend["—"]
    return legend


def _patterns(listed: Mapping[str, str], words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two ways to explain a mark: 达标的打“√” or 不涉及，填“—”, and “√”表示该校达标."""

    def any_of(name: str) -> str:
        return "|".join(re.escape(word) for word in words.lists.get(f"verdicts.legend.{name}", ()))

    said = "|".join(re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word)) if len(word) > 1)
    filler, means = f"(?:{any_of('filler')})*", f"(?:{any_of('means')})"
    wrote = f"(?:{any_of('wrote')})"
    written = f"(?:{any_of('written')})+(?:{any_of('sign')})?"
    sign = rf"{_SYMBOL}|{_CODE}(?![a-z0-9.])"
    # Over a comma only a mark in quotes that what comes next does not explain: 打“√”为达标，打“×”为不达标.
    over = rf',{wrote}(?="(?:{sign})"(?!{means}|{said}))'
    told = re.compile(rf'({said}){filler}(?:{written}|{over})"?({sign})"?')
    mark = rf'((?:{_SYMBOL})(?="?{means}?)|(?<![a-z0-9]){_CODE}(?="?{means}))'
    return told, re.compile(rf'"?{mark}"?{means}?(?:{any_of("subject")})?"?({said})')
