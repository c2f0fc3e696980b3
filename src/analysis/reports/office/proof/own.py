"""What is so of one school: its checks by state and area, its stalls, its problems and what was written of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.measures.results import RoundResults
from analysis.reports.office.proof.blocks import narrow
from analysis.reports.office.proof.tokens import Token
from analysis.rounds.standing import CLOSED
from analysis.tables import JUDGED

_STALLS = ("boys", "girls", "stalls_m", "stalls_f", "required_m", "required_f", "short_m", "short_f")


@dataclass(frozen=True)
class Facts:
    """Numbers of one school.

    Attributes:
        counts: whatever a sentence may say of it alone.
        pairs: k of N.
        said: numbers of what was written of it.
    """

    counts: frozenset[float]
    pairs: frozenset[tuple[float, float]]
    said: tuple[Token, ...]


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
    for _, row in (*rows.iterrows(), ("", rows[[*JUDGED, *LEFT_OUT]].sum())):
        states = [float(row[name]) for name in (*JUDGED, *LEFT_OUT)]
        met, partial, unmet = states[:3]
        judged = met + partial + unmet
        counts |= {*states, judged, partial + unmet, sum(states)}
        pairs |= {(part, judged) for part in (met, partial, unmet, partial + unmet)}
    counts |= _count_stalls(results.toilets, school)
    ledger = results.ledger[results.ledger["school_id"] == school]
    going, old = ledger["status"] != CLOSED, ledger["old"].astype(bool)
    parts = [float(one.sum()) for one in (going, going & old, going & ~old, old, ~old, ~going, ~going & old)]
    counts |= {float(len(ledger)), *parts}
    pairs |= {(part, float(len(ledger))) for part in parts} | {(part, float(old.sum())) for part in parts}
    noted = results.exceptions[results.exceptions["school_id"] == school]["note"]
    texts = dict.fromkeys([*ledger["text"], *ledger["requirement"], *noted])
    return Facts(frozenset(counts), frozenset(pairs), tuple(one for text in texts for one in find(narrow(str(text)))))


def _count_stalls(toilets: pd.DataFrame, school: str) -> set[float]:
    own = toilets[toilets["school_id"] == school]
    return {float(value) for name in _STALLS for value in own[name].dropna()}
