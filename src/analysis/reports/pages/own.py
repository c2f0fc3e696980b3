"""A page cut down to one school: what is left of the results holds no other school's row, name or words.

Every part of a school's page is drawn from what is cut here, so a part that is added later cannot tell of others
either. Of the whole round only the numbers stay, which name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

import pandas as pd

from analysis.measures.results import RoundResults
from analysis.reading.privacy import MASK
from analysis.reports.pages.page import Page
from analysis.rounds.round import Round

OWN = (
    "exceptions", "toilets", "changes", "problems", "over_claims", "computed", "coverage", "map", "school_items",
    "school_counts", "corrections", "school_moves", "ledger", "remarks",
)  # fmt: skip
"""Frames that are cut to the school's rows."""
WHOLE = ("numbers", "dates")
"""Frames that stay: they speak of the whole round and name no school."""
WORDS = frozenset((
    "raw", "text", "note", "file", "sheet", "self_raw", "self_file", "self_sheet", "reason", "was", "becomes", "before",
    "requirement", "extension_reason", "grounds",
))  # fmt: skip
"""Columns in which people wrote: another school may be named there."""
SHORTEST = 3
"""Names shorter than this are words too (中心), and are let stand."""


def cut_page(page: Page, round_: Round, school: str) -> Page:
    """The page of one school.

    Args:
        page: the page of the round.
        round_: the round, for the names that a school goes by.
        school: its id.
    """
    other = _match_others(round_, school)
    frames = {part.name: _cut(page.results, part.name, school, other) for part in fields(RoundResults)}
    results = RoundResults(**frames)
    return replace(
        page,
        story=replace(page.story, results=results, unknown={}),
        panels=frozenset(),
        erratum=False,
        names={school: page.school(school)},
        towns={school: page.town(school)},
    )


def _cut(results: RoundResults, name: str, school: str, other: re.Pattern[str] | None) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(results, name)
    if name in WHOLE:
        return frame
    if name not in OWN:
        return frame.iloc[:0]
    own = results.of_school(name, school)
    if other is None or own.empty:
        return own
    masked = {}
    for column in WORDS.intersection(own.columns):
        texts = own[column].tolist()
        hidden = [other.sub(MASK, text) if isinstance(text, str) else text for text in texts]
        if any(one != two for one, two in zip(texts, hidden, strict=True) if isinstance(one, str)):
            masked[column] = pd.Series(hidden, own.index, dtype=own[column].dtype)
    return own.assign(**masked) if masked else own


def _match_others(round_: Round, school: str) -> re.Pattern[str] | None:
    """A pattern of every name of every other school, the longest first; what is part of an own name is none."""
    rows = round_.register.every
    own = set(_names(row for row in rows if row["school_id"] == school))
    others = {
        name
        for name in _names(row for row in rows if row["school_id"] != school)
        if len(name) >= SHORTEST and not any(name in known for known in own)
    }
    if not others:
        return None
    return re.compile("|".join(re.escape(name) for name in sorted(others, key=lambda name: (-len(name), name))))


def _names(rows: Iterable[Mapping[str, str]]) -> Iterable[str]:
    """Names, short names and aliases, of any time."""
    for row in rows:
        for column in ("name", "short_name", "aliases"):
            yield from (name for name in row[column].replace("；", ";").split(";") if name)
