"""Sentences of the analyst's appendix: counts against what was seen, two teams at one school, 差异系数."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.measures.numbering import COUNTS_AGREE, TEAM_KAPPA, TEAM_PABAK, TEAMS_AGREE
from analysis.narrative.passages import Number, Passage, fraction
from analysis.narrative.story import Story


def write_coefficient(code: str, value: float) -> Number:
    """A coefficient as it is printed, to two digits: .43 as 0.43."""
    return Number(code, f"{value:.2f}")


def write_computed(story: Story) -> Passage:
    """`按数计算与现场判定都有结论的184/185项次一致，1项次不一致…`; nothing where no item has both."""
    row = story.row(COUNTS_AGREE)
    if row is None:
        return ()
    clashes = int(row["denominator"] - row["numerator"])
    key = "clash" if clashes else "same"
    return story.say(
        f"computed.told.{key}", number=fraction(story.standards, row), clashes=story.count("check", clashes)
    )


def write_teams(story: Story) -> Passage:
    """Agreement, kappa and PABAK together with n, or one sentence why they are not told; nothing without teams."""
    frame = story.results.team_agreement
    if frame.empty or not frame["teams"].iloc[0]:
        return ()
    line = frame.iloc[0]
    shared: dict[str, Any] = {
        "teams": int(line["teams"]), "schools": story.count("school", line["schools"]),
        "pairs": story.count("check", line["pairs"]),
    }  # fmt: skip
    if line["why"]:
        return story.say(f"teams.why.{line['why']}", mark=story.word("mark.too_few"), **shared)
    agree = story.results.number(TEAMS_AGREE)
    kappa: Number | str = story.word("mark.too_few")
    if not pd.isna(line["kappa"]):
        kappa = write_coefficient(TEAM_KAPPA, line["kappa"])
    return story.say(
        "teams.told", number=fraction(story.standards, agree), percent=story.percent(agree), kappa=kappa,
        pabak=write_coefficient(TEAM_PABAK, line["pabak"]), **shared,
    )  # fmt: skip


def write_teams_note(story: Story) -> str:
    """How the coefficients are to be read; nothing where none is told."""
    frame = story.results.team_agreement
    return "" if frame.empty or frame["why"].iloc[0] else story.word("teams.note")


def write_balance(story: Story) -> Passage:
    """What the table of 差异系数 shows and what its limits are worth; nothing where there is none."""
    frame = story.results.balance
    if frame.empty:
        return ()
    limits = story.standards.decision.balance
    told = frame[frame["cv"].notna()]
    return story.say(
        "balance.told", told=len(told), over=int((told["within"] == "no").sum()),
        least=f"{limits['least_schools']:g}", pupils=f"{limits['least_pupils_of_point']:g}",
        **{name: f"{limits[name]:.2f}" for name in ("primary", "junior", "basic_primary", "basic_junior")},
    )  # fmt: skip
