"""met ÷ judged, with every count left out: by item, by area, by town and kind of school, and school by school."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import nan

import pandas as pd

from analysis.measures.counting import GROUPS, Row, count_states, list_cells, make_fraction, make_rate, split_groups
from analysis.measures.listing import TEACHING_POINT
from analysis.measures.numbering import FULL_SUFFIX
from analysis.rounds.round import Round
from analysis.standards.applies import item_applies
from analysis.standards.model import Item, Standards
from analysis.tables import to_rows

Population = Mapping[tuple[str, str, str], int]
"""(item, group_by, group) → how many schools of the register it applies to."""


def count_judged(numbers: pd.DataFrame) -> int:
    """How many checks of a round were judged, in all its areas."""
    areas = numbers[(numbers["subject"] == "area") & (numbers["group_by"] == "") & (numbers["unit"] == "check")]
    return int(areas["denominator"].sum())


def rate_items(
    evidence: Sequence[Row],
    standards: Standards,
    areas: tuple[str, ...],
    *,
    kind: str = "full",
    population: Population | None = None,
) -> tuple[list[Row], list[Row]]:
    """Rates of the counted school-level items, in the standard's order.

    Args:
        evidence: from `list_evidence`.
        standards: items and wording.
        areas: ids of the areas that the round covers.
        kind: of the round; a revisit goes where something was found, so that its shares have no interval.
        population: of a spot check, from `count_population`: the intervals have the finite-population factor.

    Returns:
        Rows of `numbers` and of `number_cells`. An item that was asked of no school has no rate.
    """
    by_item: dict[str, list[Row]] = {}
    for row in evidence:
        by_item.setdefault(row["item_id"], []).append(row)
    numbers, cells = [], []
    for item in standards.items.values():
        if not item.counted or item.area not in areas:
            continue
        shared: Row = {
            "code": standards.code(item.id), "subject": "item", "chapter": standards.area(item.area).number,
            "area": item.area, "item_id": item.id, "unit": "school", "title": _title_item(item, standards),
        }  # fmt: skip
        for group_by, group, rows in split_groups(by_item.get(item.id, [])):
            states = (row["state"] for row in rows if row["first"])
            drawn_from = float(population.get((item.id, group_by, group), 0) or nan) if population else nan
            numbers.append(
                make_rate(standards, states, interval=kind != "revisit", population=drawn_from, group_by=group_by,
                          group=group, **shared)
            )  # fmt: skip
            cells += list_cells(rows, code=shared["code"], group_by=group_by, group=group)
    return numbers, cells


def count_population(round_: Round) -> Population | None:
    """Of a spot check: the schools open in the register that each item applies to, in all and by town and kind."""
    if round_.kind != "spot":
        return None
    counts: dict[tuple[str, str, str], int] = {}
    for school in to_rows(round_.register.frame):
        for item in round_.standards.items.values():
            if item_applies(item.applies_to, school):
                for group_by in GROUPS:
                    group = (item.id, group_by, str(school[group_by]) if group_by else "")
                    counts[group] = counts.get(group, 0) + 1
    return counts


def _title_item(item: Item, standards: Standards) -> str:
    entities = standards.text(standards.entity.plural)
    return standards.say("number.item", number=item.number, item=standards.name(item.id), entities=entities)


def rate_areas(evidence: Sequence[Row], standards: Standards, areas: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    """Pooled counts of each area, no interval: checks met ÷ judged, over the counted items."""
    numbers, cells = [], []
    for area in standards.areas:
        if area.id not in areas:
            continue
        shared: Row = {
            "code": area.total_code, "subject": "area", "chapter": area.number, "area": area.id, "unit": "check",
            "title": standards.say("number.area", area=standards.text(area.short)),
        }  # fmt: skip
        own = [row for row in evidence if row["area"] == area.id and row["counted"]]
        for group_by, group, rows in split_groups(own):
            states = (row["state"] for row in rows if row["first"])
            numbers.append(make_rate(standards, states, group_by=group_by, group=group, **shared))
            cells += list_cells(rows, code=shared["code"], group_by=group_by, group=group)
    return numbers, cells


def list_area_schools(evidence: Sequence[Row], coverage: pd.DataFrame, standards: Standards) -> list[Row]:
    """Every visited school in every area, and whether all that applies to it is judged and met.

    A school meets an area only if every item that applies is judged and met; it is undecided if nothing is known to
    fail and something that applies was not judged. Where nothing applies to it, it neither meets the area nor fails it.
    """
    visited = coverage[coverage["visited"]]
    pairs = set(zip(visited["school_id"], visited["area"], strict=True))
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in evidence:
        if row["first"] and row["counted"] and (row["school_id"], row["area"]) in pairs:
            grouped.setdefault((row["area"], row["school_id"]), []).append(row)
    order = {area.id: place for place, area in enumerate(standards.areas)}
    rows = []
    for area, school in sorted(grouped, key=lambda pair: (order[pair[0]], pair[1])):
        own = grouped[area, school]
        counts = count_states(row["state"] for row in own)
        rows.append({
            "area": area, "school_id": school, "town": own[0]["town"], "kind": own[0]["kind"], **counts,
            "state": _name_outcome(counts),
        })  # fmt: skip
    return rows


NOTHING_APPLIES = "nothing"
"""State of a school in an area of which no item applies to it; it is in no share."""


def _name_outcome(counts: dict[str, int]) -> str:
    if counts["partial"] or counts["unmet"]:
        return "short"
    if counts["not_applicable"] == sum(counts.values()):
        return NOTHING_APPLIES
    known = counts["met"] + counts["not_applicable"]
    return "full" if counts["met"] and known == sum(counts.values()) else "undecided"


def rate_schools(
    area_schools: Sequence[Row], evidence: Sequence[Row], standards: Standards
) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells` for the schools that meet an area entirely, of those visited.

    A school's cells are those that decide: what is not met, else what is not judged, else all that it meets.

    Args:
        area_schools: from `list_area_schools`.
        evidence: from `list_evidence`.
        standards: areas and wording.
    """
    deciding, numbers, cells = _list_deciding(area_schools, evidence), [], []
    entities = standards.text(standards.entity.plural)
    for area in standards.areas:
        shared: Row = {
            "code": f"{area.number}{FULL_SUFFIX}", "subject": "area", "chapter": area.number, "area": area.id,
            "unit": "school", "title": standards.say("number.full", area=standards.text(area.short), entities=entities),
        }  # fmt: skip
        counted = [row for row in area_schools if row["area"] == area.id and row["state"] != NOTHING_APPLIES]
        for group_by, group, rows in (*split_groups(counted), *split_points(counted)):
            full = sum(row["state"] == "full" for row in rows)
            numbers.append(make_fraction(standards, full, len(rows), group_by=group_by, group=group, **shared))
            own = (cell for row in rows for cell in deciding[row["area"], row["school_id"]])
            cells += list_cells(own, code=shared["code"], group_by=group_by, group=group)
    return numbers, cells


TOWN_POINTS = "town_point"
"""Group of the teaching points of one town, of which the ministry's table by county has columns (其中：教学点)."""


def name_points(town: str) -> str:
    """The group of a town's teaching points: 松岫镇/teaching_point."""
    return f"{town}/{TEACHING_POINT}"


def split_points(rows: Sequence[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    """(group_by, group, rows) for each town that has teaching points."""
    points = [row for row in rows if row["kind"] == TEACHING_POINT]
    for group_by, town, own in split_groups(points):
        if group_by == "town":
            yield TOWN_POINTS, name_points(town), own


_KNOWN = ("met", "not_applicable", "partial", "unmet")
"""States that decide something of a school; the others leave it open."""


def _list_deciding(area_schools: Sequence[Row], evidence: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """(area, school) → rows of evidence that decide its outcome; their state is that of the school in the number."""
    grouped: dict[tuple[str, str], list[Row]] = {(row["area"], row["school_id"]): [] for row in area_schools}
    for row in evidence:
        if row["counted"] and (row["area"], row["school_id"]) in grouped:
            grouped[row["area"], row["school_id"]].append(row)
    deciding = {}
    for row in area_schools:
        own = grouped[row["area"], row["school_id"]]
        failed = [one for one in own if one["state"] in ("partial", "unmet")]
        open_ = [one for one in own if one["state"] not in _KNOWN]
        part = "counted" if row["state"] == "full" else "rest"
        deciding[row["area"], row["school_id"]] = [{**one, "state": part} for one in failed or open_ or own]
    return deciding
