"""met ÷ judged, with every count left out: by item, by area, by town and kind of school, and school by school."""

from __future__ import annotations

import pandas as pd

from analysis.measures.counting import Row, count_states, list_cells, make_fraction, make_rate, split_groups
from analysis.measures.numbering import FULL_SUFFIX
from analysis.standards.model import Item, Standards


def rate_items(evidence: pd.DataFrame, standards: Standards, areas: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    """Rates of the counted school-level items, in the standard's order.

    Args:
        evidence: from `list_evidence`.
        standards: items and wording.
        areas: ids of the areas that the round covers.

    Returns:
        Rows of `numbers` and of `number_cells`. An item that was asked of no school has no rate.
    """
    numbers, cells = [], []
    for item in standards.items.values():
        own = evidence[evidence["item_id"] == item.id]
        if not item.counted or item.area not in areas or own.empty:
            continue
        code = standards.code(item.id)
        for group_by, group, rows in split_groups(own):
            states = rows.loc[rows["first"], "state"]
            numbers.append(
                make_rate(
                    standards,
                    states,
                    interval=True,
                    code=code,
                    group_by=group_by,
                    group=group,
                    subject="item",
                    chapter=standards.area(item.area).number,
                    area=item.area,
                    item_id=item.id,
                    unit="school",
                    title=_title_item(item, standards),
                )
            )
            cells += list_cells(rows.to_dict("records"), code=code, group_by=group_by, group=group)
    return numbers, cells


def _title_item(item: Item, standards: Standards) -> str:
    return standards.say(
        "number.item",
        number=item.number,
        item=standards.name(item.id),
        entities=standards.text(standards.entity.plural),
    )


def rate_areas(evidence: pd.DataFrame, standards: Standards, areas: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    """Pooled counts of each area, no interval: checks met ÷ judged, over the counted items."""
    numbers, cells = [], []
    for area in standards.areas:
        own = evidence[(evidence["area"] == area.id) & evidence["counted"]]
        if area.id not in areas or own.empty:
            continue
        for group_by, group, rows in split_groups(own):
            numbers.append(
                make_rate(
                    standards,
                    rows.loc[rows["first"], "state"],
                    code=f"{area.number}-0",
                    group_by=group_by,
                    group=group,
                    subject="area",
                    chapter=area.number,
                    area=area.id,
                    unit="check",
                    title=standards.say("number.area", area=standards.text(area.short)),
                )
            )
            cells += list_cells(rows.to_dict("records"), code=f"{area.number}-0", group_by=group_by, group=group)
    return numbers, cells


def list_area_schools(evidence: pd.DataFrame, coverage: pd.DataFrame, standards: Standards) -> list[Row]:
    """Every visited school in every area, and whether all that applies to it is judged and met.

    A school meets an area only if every item that applies is judged and met; it is undecided if nothing is known to
    fail and something that applies was not judged.
    """
    visited = coverage[coverage["visited"]]
    pairs = set(zip(visited["school_id"], visited["area"], strict=True))
    kept = evidence[evidence["first"] & evidence["counted"]]
    rows = []
    for (area, school), own in kept.groupby(["area", "school_id"], sort=True):
        if (school, area) in pairs:
            counts = count_states(own["state"])
            rows.append({
                "area": area, "school_id": school, "town": own["town"].iloc[0], "kind": own["kind"].iloc[0], **counts,
                "state": _name_outcome(counts),
            })  # fmt: skip
    order = {area.id: place for place, area in enumerate(standards.areas)}
    return sorted(rows, key=lambda row: (order[str(row["area"])], row["school_id"]))


def _name_outcome(counts: dict[str, int]) -> str:
    if counts["partial"] or counts["unmet"]:
        return "short"
    known = counts["met"] + counts["not_applicable"]
    return "full" if counts["met"] and known == sum(counts.values()) else "undecided"


def rate_schools(area_schools: pd.DataFrame, standards: Standards) -> list[Row]:
    """Rows of `numbers` for the schools that meet an area entirely, of those visited."""
    numbers = []
    for area in standards.areas:
        own = area_schools[area_schools["area"] == area.id]
        for group_by, group, rows in split_groups(own) if len(own) else ():
            numbers.append(
                make_fraction(
                    standards,
                    int((rows["state"] == "full").sum()),
                    len(rows),
                    code=f"{area.number}{FULL_SUFFIX}",
                    group_by=group_by,
                    group=group,
                    subject="area",
                    chapter=area.number,
                    area=area.id,
                    unit="school",
                    title=standards.say(
                        "number.full", area=standards.text(area.short), entities=standards.text(standards.entity.plural)
                    ),
                )
            )
    return numbers
