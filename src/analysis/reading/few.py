"""Small numbers of persons in free text: 欠发资助3人 is stored as 欠发资助〔少于10人〕 in the words that are printed.

Law 6 suppresses counts of persons under the threshold of decision.toml; a sentence may tell what a table must not.
Only clauses about pupils in need, aid, drop-outs or petitions are masked (columns.toml, [few]): 缺1名保安 is no such
count, and 一人一床 no count at all. The raw text keeps its words, for corrections are tied to it; it is not printed
in place of the text.
"""

from __future__ import annotations

import re

from analysis.standards.folding import fold
from analysis.standards.model import Standards
from analysis.standards.words import words_of

_CLAUSE = re.compile(r"([，。；;,！!\n])")
_NUMERALS = "零一二三四五六七八九"
_COUNT = re.compile(
    rf"(?<![0-9０-９.:：第{_NUMERALS}十百])([0-9０-９]{{1,3}}|[{_NUMERALS[1:]}两])\s*(?:人|名|位|户)(?![0-9０-９{_NUMERALS}次])"
)


def hide_few(text: str, standards: Standards) -> str:
    """A text without its small numbers of persons.

    Args:
        text: the words, already without names.
        standards: threshold, kinds of persons, and the words put in place of a number.
    """
    if not _COUNT.search(text):
        return text
    kinds = words_of(standards).lists.get("few.kinds", ())
    least = standards.decision.suppress_below
    mark = standards.say("mark.few", n=least)

    shared = words_of(standards).lists.get("few.shared", ())

    def hide(match: re.Match[str]) -> str:
        if match.string.startswith(shared, match.end()):
            return match[0]
        written = fold(match[1])
        number = int(written) if written.isdigit() else 2 if written == "两" else _NUMERALS.index(written)
        return mark if 0 < number < least else match[0]

    parts = _CLAUSE.split(text)
    return "".join(_COUNT.sub(hide, part) if any(kind in fold(part) for kind in kinds) else part for part in parts)
