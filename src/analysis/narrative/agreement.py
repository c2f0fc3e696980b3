"""What schools reported of themselves against what was seen."""

from __future__ import annotations

from analysis.narrative.passages import Passage, fraction
from analysis.narrative.story import Story

MOST_NAMED = 12
"""Schools are named up to so many."""


def write_agreement(story: Story, area: str) -> Passage:
    """`自报达标326项次，实地未达标或部分达标22/326项次，占7%，涉及9所：…。`; nothing without self-reports."""
    row = story.row(story.standards.area(area).agreement_code)
    if row is None or not row["denominator"]:
        return ()
    claims = story.results.over_claims
    schools = list(dict.fromkeys(claims["school_id"][claims["area"] == area]))
    names = story.list_schools(schools, most=MOST_NAMED)
    key = "agree" if not schools else "named" if names else "counted"
    return story.say(
        f"narrative.agreement.{key}", reported=story.count("check", row["denominator"]),
        number=fraction(story.standards, row), percent=story.percent(row), schools=story.count("school", len(schools)),
        names=names, modest=_write_modest(story, area),
    )  # fmt: skip


def _write_modest(story: Story, area: str) -> str:
    """Checks that a school reported as not met and that were seen met."""
    table = story.results.agreement
    modest = table[(table["area"] == area) & table["self"].isin(["partial", "unmet"]) & (table["seen"] == "met")]
    number = int(modest["count"].sum())
    return story.word("narrative.agreement.modest", checks=story.count("check", number)) if number else ""
