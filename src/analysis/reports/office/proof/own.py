"""What is so of one school: its checks by state and area, its stalls, its problems and what was written of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.measures.results import RoundResults
from analysis.measures.schools import sum_states
from analysis.reports.office.proof.blocks import narrow
from analysis.reports.office.proof.tokens import Token
from analysis.rounds.standing import CLOSED
from analysis.tables import JUDGED, to_rows

_STALLS = ("stalls", "required", "short")
_MEN, _WOMEN = "m", "f"
_NAMED = re.compile(r"[蹲厕]位|\bstalls?\b", re.IGNORECASE)
_KIND = re.compile(
    r"(?P<required>应[有配设为]|\brequir\w*)|(?P<stalls>[现实]有)|(?P<short>缺|还差|(?<![至减多不])少(?!于)|\black\w*)",
    re.IGNORECASE,
)
"""Words for what a number of stalls is: those that there are to be, those that there are, those that are lacking."""
_SEX = re.compile(rf"(?P<{_WOMEN}>女|\bgirls\b)|(?P<{_MEN}>男|\bboys\b)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;。;]")
_BEHIND = 4
"""Signs behind a number within which it is told whose stalls they are: 缺3个女蹲位."""


@dataclass(frozen=True)
class Facts:
    """Numbers of one school.

    Attributes:
        counts: of its checks and problems, whatever a sentence may say of it alone.
        stalls: what it is, required, stalls or short, and whose, m or f → so many; its pupils as "pupils".
        pairs: k of N.
        said: numbers of what was written of it.
    """

    counts: frozenset[float]
    stalls: frozenset[tuple[str, str, float]]
    pairs: frozenset[tuple[float, float]]
    said: tuple[Token, ...]

    def list_stalls(self, kind: str = "", sex: str = "") -> frozenset[float]:
        """Its stalls and pupils, or those of one kind, or of one sex."""
        return frozenset(value for own, of, value in self.stalls if kind in ("", own) and sex in ("", of))


def tell_stalls(text: str, tokens: Sequence[Token], place: int) -> tuple[str, str] | None:
    """What a number of stalls is, and whose, by the words of its clause; None where they do not say.

    Args:
        text: a sentence, or a cell.
        tokens: its numbers, in its order.
        place: which of them.

    Returns:
        required, stalls or short; m or f, or "" for either.
    """
    token = tokens[place]
    if token.kind != "number" or not _NAMED.search(text):
        return None
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, token.start)), default=0)
    kinds = list(_KIND.finditer(text, start, token.start))
    if not kinds:
        return None
    start = max([start, *(one.end for one in tokens[:place])])
    sexes = list(_SEX.finditer(text, start, token.start)) or list(_SEX.finditer(text, token.end, token.end + _BEHIND))
    return kinds[-1].lastgroup or "", (sexes[-1].lastgroup or "") if sexes else ""


def list_facts(results: RoundResults, school: str, find: Callable[[str], tuple[Token, ...]]) -> Facts:
    """The facts of a school.

    Args:
        results: the round's.
        school: its id.
        find: reads the numbers of a text.
    """
    frame = results.school_counts
    rows = frame[frame["school_id"] == school]
    counts, pairs = set[float](), set[tuple[float, float]]()
    for row in (*to_rows(rows), sum_states(rows)):
        states = [float(row[name]) for name in (*JUDGED, *LEFT_OUT)]
        met, partial, unmet = states[:3]
        judged = met + partial + unmet
        counts |= {*states, judged, partial + unmet, sum(states)}
        pairs |= {(part, judged) for part in (met, partial, unmet, partial + unmet)}
    ledger = results.ledger[results.ledger["school_id"] == school]
    going, old = ledger["status"] != CLOSED, ledger["old"].astype(bool)
    parts = [float(one.sum()) for one in (going, going & old, going & ~old, old, ~old, ~going, ~going & old)]
    counts |= {float(len(ledger)), *parts}
    pairs |= {(part, float(len(ledger))) for part in parts} | {(part, float(old.sum())) for part in parts}
    noted = results.exceptions[results.exceptions["school_id"] == school]["note"]
    texts = [narrow(str(text)) for text in dict.fromkeys([*ledger["text"], *ledger["requirement"], *noted])]
    stalls = _count_stalls(results.toilets, school)
    said = list[Token]()
    for text in texts:
        tokens = find(text)
        said += tokens
        told = ((tell_stalls(text, tokens, place), one.value[0]) for place, one in enumerate(tokens))
        stalls |= {(*kind, value) for kind, value in told if kind}
    return Facts(frozenset(counts), frozenset(stalls), frozenset(pairs), tuple(said))


def _count_stalls(toilets: pd.DataFrame, school: str) -> set[tuple[str, str, float]]:
    own = toilets[toilets["school_id"] == school]
    names = {f"{kind}_{sex}": (kind, sex) for kind in _STALLS for sex in (_MEN, _WOMEN)}
    names |= {"boys": ("pupils", _MEN), "girls": ("pupils", _WOMEN)}
    return {(*key, float(value)) for name, key in names.items() for value in own[name].dropna()}
