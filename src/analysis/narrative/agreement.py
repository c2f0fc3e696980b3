"""What schools reported of themselves against what was seen."""

from __future__ import annotations

import pandas as pd

from analysis.measures.agreement import is_same_share
from analysis.measures.numbering import REPORTED_MET, REPORTED_SEEN
from analysis.narrative.passages import Passage, fraction, join_parts
from analysis.narrative.story import Story

MOST_NAMED = 12
"""Schools are named up to so many."""


def write_agreement(story: Story, area: str) -> Passage:
    """`自报达标326项次，实地未达标或部分达标22/326项次，占7%，涉及9所：…。`; nothing without self-reports."""
    row = story.row(story.standards.area(area).agreement_code)
    if row is None or not row["denominator"]:
        return ()
    claims = story.results.over_claims
    claims = claims[claims["area"] == area]
    schools = list(dict.fromkeys(claims["school_id"]))
    names = _name_schools(story, claims) if len(schools) <= MOST_NAMED else ""
    key = "agree" if not schools else "named" if names else "counted"
    told = story.say(
        f"narrative.agreement.{key}", reported=story.count("check", row["denominator"]),
        number=fraction(story.standards, row), percent=story.percent(row), schools=story.count("school", len(schools)),
        names=names, modest=_write_modest(story, area),
    )  # fmt: skip
    return join_parts((told, _write_seen(story, area), warn_of_copy(story, area)))


def _write_seen(story: Story, area: str) -> Passage:
    """How much of what schools reported was judged on site."""
    row = story.row(story.standards.area(area).agreement_code + REPORTED_SEEN)
    if row is None:
        return ()
    return story.say("narrative.agreement.seen", number=fraction(story.standards, row), percent=story.percent(row))


def warn_of_copy(story: Story, area: str) -> Passage:
    """That what was seen comes to the same share as what schools reported; nothing where it does not."""
    own = story.standards.area(area)
    said, seen = story.row(own.agreement_code + REPORTED_MET), story.row(own.total_code)
    if said is None or seen is None or not is_same_share(seen, said):
        return ()
    numbers = {"seen": fraction(story.standards, seen), "said": fraction(story.standards, said)}
    return story.say("narrative.agreement.same", **numbers)


def _name_schools(story: Story, claims: pd.DataFrame) -> str:
    """The schools, each marked for its own items only."""
    named = (story.name_school(str(school), *own["item_id"]) for school, own in claims.groupby("school_id", sort=False))
    return story.word("narrative.mark.list").join(named)


def _write_modest(story: Story, area: str) -> str:
    """Checks that a school reported as not met and that were seen met."""
    table = story.results.agreement
    modest = table[(table["area"] == area) & table["self"].isin(["partial", "unmet"]) & (table["seen"] == "met")]
    number = int(modest["count"].sum())
    return story.word("narrative.agreement.modest", checks=story.count("check", number)) if number else ""
