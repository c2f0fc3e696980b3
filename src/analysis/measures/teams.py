"""How far two inspection teams agree where both looked at one school and item: agreement, Cohen's kappa and PABAK.

All three stand together: at high pass rates kappa is low although the teams agree (Byrt, Bishop & Carlin 1993). Teams
are T1 … Tn, in an order that follows neither their labels nor their workbooks and is another one in each round, so that
no product says which team is which; and as the cells of a number name their workbook, no number is told team by team.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan
from typing import Any

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import make_frame
from analysis.measures.numbering import TEAM_KAPPA, TEAM_PABAK, TEAMS_AGREE
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import JUDGED, to_rows

LEAST_TEAMS = 3
"""With fewer teams a reader could tell which is which."""
CHAPTER = 8
"""Chapter of the analyst's numbers."""
_PLACE = ("file", "sheet", "cell", "raw")


@dataclass(frozen=True)
class Agreement:
    """Two teams' verdicts on the same school and item, in four counts; partial is not met.

    Attributes:
        both: met to both (a).
        first_only: met to the team of the lower number only (b).
        second_only: met to the other only (c).
        neither: not met to both (d).
    """

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def pairs(self) -> int:
        """All pairs (n)."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def agreed(self) -> int:
        """Pairs in which they say the same (a + d)."""
        return self.both + self.neither

    @property
    def observed(self) -> float:
        """The share that agrees; NaN for no pairs."""
        return self.agreed / self.pairs if self.pairs else nan

    @property
    def expected(self) -> float:
        """The share that would agree by chance, given how often each says met; NaN for no pairs."""
        if not self.pairs:
            return nan
        first, second = self.both + self.first_only, self.both + self.second_only
        return (first * second + (self.pairs - first) * (self.pairs - second)) / self.pairs**2

    @property
    def kappa(self) -> float:
        """Cohen's kappa (Cohen 1960); NaN where chance alone gives full agreement: everything met, say."""
        if not self.pairs or self.expected == 1:
            return nan
        return (self.observed - self.expected) / (1 - self.expected)

    @property
    def pabak(self) -> float:
        """Kappa adjusted for prevalence and bias, 2 × agreement − 1 (Byrt, Bishop & Carlin 1993)."""
        return 2 * self.observed - 1


def list_team_pairs(round_: Round) -> pd.DataFrame:
    """The `team_pairs` frame: a counted school × item that two teams judged on site, once for each two teams.

    A team whose own cells contradict each other there says nothing; a verification is no second visit, for whoever
    verifies knows what was found.
    """
    standards = round_.standards
    findings = drop_copies(round_.tables["findings"], find_copies(round_.tables))
    numbers = _number_teams(findings, round_.id)
    said = _group_verdicts(findings, numbers, standards)
    towns = dict(zip(round_.register.frame["school_id"], round_.register.frame["town"], strict=True))
    order = {item: place for place, item in enumerate(standards.items)}
    rows = []
    for school, item in sorted(said, key=lambda pair: (pair[0], order[pair[1]])):
        for first, second in combinations(sorted(said[school, item]), 2):
            one, other = said[school, item][first], said[school, item][second]
            rows.append({
                "school_id": school, "town": towns.get(school, ""), "area": standards.items[item].area, "item_id": item,
                "first_team": f"T{first}", "second_team": f"T{second}", "first": one["verdict"],
                "second": other["verdict"], "agree": (one["verdict"] == "met") == (other["verdict"] == "met"),
                **{f"first_{name}": one[name] for name in _PLACE}, **{f"second_{name}": other[name] for name in _PLACE},
            })  # fmt: skip
    return make_frame("team_pairs", rows)


def _number_teams(findings: pd.DataFrame, round_id: str) -> dict[str, int]:
    """Label → its number in this round: in the order of a digest, which follows nothing that a reader knows."""
    labels = set(findings["team"]) - {""}
    digests = {label: hashlib.sha256(f"{round_id}/{label}".encode()).hexdigest() for label in labels}
    return {label: number for number, label in enumerate(sorted(labels, key=lambda one: digests[one]), start=1)}


def _group_verdicts(
    findings: pd.DataFrame, numbers: Mapping[str, int], standards: Standards
) -> dict[tuple[str, str], dict[int, Row]]:
    """(school, counted item) → number of a team → the first of its cells, where they all say the same."""
    kept = findings[
        (findings["team"] != "") & (findings["aspect"] == "inspected") & findings["verdict"].isin(JUDGED)
        & (findings["school_id"] != "")
    ]  # fmt: skip
    cells: dict[tuple[str, str], dict[int, list[Row]]] = {}
    for row in to_rows(kept):
        item = standards.items.get(row["item_id"])
        if item and item.counted:
            place = cells.setdefault((row["school_id"], item.id), {})
            place.setdefault(numbers[row["team"]], []).append(row)
    return {
        pair: {team: rows[0] for team, rows in teams.items() if len({row["verdict"] for row in rows}) == 1}
        for pair, teams in cells.items()
    }


def count_team_pairs(pairs: pd.DataFrame) -> Agreement:
    """The four counts of the pairs."""
    first, second = pairs["first"] == "met", pairs["second"] == "met"
    counts = (first & second, first & ~second, ~first & second, ~first & ~second)
    return Agreement(*(int(count.sum()) for count in counts))


def describe_teams(round_: Round, pairs: pd.DataFrame) -> pd.DataFrame:
    """The `team_agreement` frame: one row; its coefficients are NaN where they may not be told (`why` says so)."""
    found, minimum = count_team_pairs(pairs), round_.standards.decision.minimum_for_percent
    teams = len(set(round_.tables["findings"]["team"]) - {""})
    why = "few_teams" if teams < LEAST_TEAMS else "no_pairs" if not found.pairs else ""
    why = why or ("few_pairs" if found.pairs < minimum else "")
    told = {"agreement": found.observed, "kappa": found.kappa, "pabak": found.pabak} if not why else {}
    row: dict[str, Any] = {
        "teams": teams, "schools": pairs["school_id"].nunique(), "pairs": found.pairs, "why": why,
        "both": found.both, "first_only": found.first_only, "second_only": found.second_only, "neither": found.neither,
        "agreement": nan, "kappa": nan, "pabak": nan, **told,
    }  # fmt: skip
    return make_frame("team_agreement", [row])


def number_teams(pairs: pd.DataFrame, described: pd.DataFrame, standards: Standards) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: agreement, kappa and PABAK; none where they may not be told."""
    if described["why"].iloc[0]:
        return [], []
    found = count_team_pairs(pairs)
    chance = found.expected
    parts = (
        (TEAMS_AGREE, "agree", float(found.agreed), float(found.pairs), nan),
        (TEAM_KAPPA, "kappa", found.observed - chance, 1 - chance, found.kappa),
        (TEAM_PABAK, "pabak", 2.0 * found.agreed - found.pairs, float(found.pairs), found.pabak),
    )
    numbers, cells = [], []
    for code, name, part, whole, mean in parts:
        row = make_fraction(
            standards, part, whole, code=code, subject="teams", chapter=CHAPTER, unit="check",
            title=standards.say(f"teams.number.{name}"),
        )  # fmt: skip
        numbers.append(row if code == TEAMS_AGREE else {**row, "percent": nan, "mean": mean})
        cells += [cell for pair in to_rows(pairs) for cell in _list_cells(pair, code)]
    return numbers, cells


def _list_cells(pair: Row, code: str) -> Iterator[Row]:
    """Both teams' cells; which is whose is not said."""
    part = "counted" if pair["agree"] else "rest"
    sides: Sequence[str] = sorted(("first", "second"), key=lambda side: [pair[f"{side}_{name}"] for name in _PLACE])
    for side in sides:
        yield {
            "code": code, "part": part, "school_id": pair["school_id"], "item_id": pair["item_id"],
            "verdict": pair[side], "aspect": "inspected", **{name: pair[f"{side}_{name}"] for name in _PLACE},
        }  # fmt: skip
