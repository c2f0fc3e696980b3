"""What schools reported of themselves against what was seen."""

from __future__ import annotations

import pandas as pd

from analysis.measures.agreement import is_same_share
from analysis.measures.numbering import REPORTED_MET, REPORTED_SEEN
from analysis.measures.results import RoundResults
from analysis.narrative.passages import Passage, fraction, join_parts
from analysis.narrative.selection import MOST_SCHOOLS, item_label
from analysis.narrative.story import Story
from analysis.standards.model import Area, Standards


def write_agreement(story: Story, area: str) -> Passage:
    """`自报达标326项次，实地未达标或部分达标22/326项次，占7%，涉及9所：…。`; nothing without self-reports."""
    row = story.row(story.standards.area(area).agreement_code)
    if row is None or not row["denominator"]:
        return ()
    claims = story.results.over_claims
    claims = claims[claims["area"] == area]
    schools = list(dict.fromkeys(claims["school_id"]))
    names = _name_schools(story, claims) if len(schools) <= MOST_SCHOOLS else ""
    key = "agree" if not schools else "named" if names else "counted"
    told = story.say(
        f"narrative.agreement.{key}", reported=story.count("check", row["denominator"]),
        number=fraction(story.standards, row), percent=story.percent(row), schools=story.count("school", len(schools)),
        names=names, modest=write_modest(story, area),
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


def write_modest(story: Story, area: str) -> str:
    """Checks that a school reported as not met and that were seen met."""
    table = story.results.agreement
    modest = table[(table["area"] == area) & table["self"].isin(["partial", "unmet"]) & (table["seen"] == "met")]
    number = int(modest["count"].sum())
    return story.word("narrative.agreement.modest", checks=story.count("check", number)) if number else ""


def find_worst_claims(story: Story) -> Area | None:
    """The area with most checks reported met and seen not met, the first where none has any; None without reports."""
    rows = [(area, story.row(area.agreement_code)) for area in story.standards.areas]
    known = [(area, row) for area, row in rows if row is not None and row["denominator"]]
    return max(known, key=lambda one: (one[1]["numerator"], -one[0].number))[0] if known else None


_CLAIM_COLUMNS = ["item_id", "code", "area", "label", "partial", "unmet", "all"]


def select_agreement(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """The items that schools reported met and that were seen not met, by schools, then the standard's order.

    Returns:
        item_id, code (the area's agreement code, @ and the item's), area, label, partial, unmet, all (in schools).
    """
    claims = results.over_claims
    several = claims["area"].nunique() > 1
    by_item = {str(item): list(own["verdict"]) for item, own in claims.groupby("item_id")}
    rows = [
        {
            "item_id": item.id, "area": item.area, "label": item_label(standards, item.id, with_area=several),
            "code": f"{standards.area(item.area).agreement_code}@{standards.code(item.id)}",
            **{part: by_item[item.id].count(part) for part in ("partial", "unmet")}, "all": len(by_item[item.id]),
        }
        for item in standards.items.values()
        if item.id in by_item
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=_CLAIM_COLUMNS)
    return table.sort_values("all", ascending=False, kind="stable", ignore_index=True)
