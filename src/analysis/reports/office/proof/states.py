"""Which state a number counts, by the words beside it: 达标15/22所, 个别学校（2/22所）未达标."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.reports.office.proof.blocks import narrow
from analysis.reports.office.proof.tokens import Token
from analysis.standards.model import Standards
from analysis.tables import JUDGED

MET, PARTIAL, UNMET = JUDGED
_JUDGED_BY = ("area", "item")
"""Subjects of numbers whose numerator is what is met."""
STATED = (*_JUDGED_BY, "agreement", "report", "change")
"""Subjects of numbers that are said with a state: 自报达标, 上一轮达标."""
_UNDECIDED = ("blank", "unreadable", "disputed", "self_only")
"""States that a sentence puts together: 没有定论6项次."""
_CLAUSE = re.compile(r"[,;。;:(]")
_BEHIND = 4
"""Signs behind a number within which its state may begin: 2/22所)未达标."""


class States:
    """The words for what was judged.

    Args:
        standards: words of the products.
    """

    def __init__(self, standards: Standards) -> None:
        words = {name: re.escape(narrow(standards.say(f"verdict.{name}"))) for name in JUDGED}
        denied = rf"[未不没无]有?(?:全部)?{words[MET]}" if standards.lang == "zh" else rf"not (?:fully )?{words[MET]}"
        others = "|".join(re.escape(narrow(standards.say(f"verdict.{name}"))) for name in LEFT_OUT)
        self._pattern = re.compile(
            rf"{others}|(?P<{PARTIAL}>{words[PARTIAL]})|(?P<{UNMET}>{words[UNMET]}|{denied})|(?P<{MET}>{words[MET]})"
        )

    def tell(self, text: str, tokens: Sequence[Token], place: int) -> str:
        """The state that a number counts: the one just behind it, else the last before it in its clause; "" for none.

        Args:
            text: a sentence.
            tokens: its numbers, in its order.
            place: which of them.
        """
        token = tokens[place]
        end = tokens[place + 1].start if place + 1 < len(tokens) else len(text)
        behind = self._pattern.search(text, token.end, end)
        if behind and behind.start() - token.end <= _BEHIND and not _CLAUSE.search(text, token.end, behind.start()):
            return behind.lastgroup or ""
        start = tokens[place - 1].end if place else 0
        start = max([start, *(match.end() for match in _CLAUSE.finditer(text, start, token.start))])
        found = list(self._pattern.finditer(text, start, token.start))
        return (found[-1].lastgroup or "") if found else ""


def list_parts(row: pd.Series, state: str) -> set[float]:
    """What of its whole a sentence may tell of a number: of a rate the state that it names, any where it names none.

    Args:
        row: of `numbers`.
        state: as `States.tell` says.
    """
    parts = {MET: {row["numerator"]}, PARTIAL: {row["partial"]}, UNMET: {row["unmet"], row["unmet"] + row["partial"]}}
    judged = row["subject"] in _JUDGED_BY
    return {float(value) for name, own in parts.items() if not (judged and state) or name == state for value in own}


def list_counts(row: pd.Series, state: str) -> set[float]:
    """The counts of a number that a sentence may tell alone: its parts, and without a state its whole and the rest.

    Args:
        row: of `numbers`.
        state: as `States.tell` says.
    """
    parts = list_parts(row, state)
    if state and row["subject"] in _JUDGED_BY:
        return parts
    left = {float(row[name]) for name in LEFT_OUT} | {float(sum(row[name] for name in _UNDECIDED))}
    return parts | left | {float(row["denominator"]), round(float(row["mean"]), 2)}
