"""What an analyst may choose: area, item, town, basis, grouping; a wrong one names the nearest right ones."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import UsageError
from analysis.measures.bases import BASES, CONCLUSION, GROUPINGS
from analysis.measures.explain import find_item
from analysis.narrative.selection import area_label, item_label
from analysis.rounds.round import Round
from analysis.standards.model import Standards


@dataclass(frozen=True)
class Choice:
    """A checked choice; "" stands for all.

    Attributes:
        area: id of an area.
        item: id of an item, which settles the area.
        town: a town.
        basis: one of `BASES`.
        by: one of `GROUPINGS`.
    """

    area: str = ""
    item: str = ""
    town: str = ""
    basis: str = CONCLUSION
    by: str = "area"


def make_choice(
    round_: Round, *, area: str = "", item: str = "", town: str = "", basis: str = CONCLUSION, by: str = ""
) -> Choice:
    """Check a choice written by hand; words in the page's language do as well as ids.

    Args:
        round_: the round.
        area: id, short name or number of an area.
        item: id, code, title or number in words of an item.
        town: a town of the register.
        basis: one of `BASES`, or its word.
        by: one of `GROUPINGS`, or its word; what suits the rest of the choice where left out.

    Raises:
        MissingError: no such item; names the nearest.
        UsageError: no such area, town, basis or grouping; names the nearest and lists the rest. Or areas would be
            added up.
    """
    standards = round_.standards
    found = find_item(round_, item) if item else ""
    choice = Choice(
        area=standards.items[found].area if found else _find(area, name_areas(round_), standards),
        item=found,
        town=_find(town, {name: name for name in list_towns(round_)}, standards),
        basis=_find(basis, name_all("basis", BASES, standards), standards) or CONCLUSION,
        by=_find(by, name_all("by", GROUPINGS, standards), standards) or suit_grouping(area, found, town),
    )
    if not choice.area and choice.by not in ("area", "item"):
        raise UsageError(standards.say("explore.not_summed"), do=_list(name_areas(round_), standards))
    return choice


def suit_grouping(area: str, item: str, town: str) -> str:
    """What to break a rate down by: one item by town, or in one town by school; one area by item; all by area."""
    if item:
        return "school" if town else "town"
    return "item" if area else "area"


def _find(written: str, names: Mapping[str, str], standards: Standards) -> str:
    """The id behind a name.

    Raises:
        UsageError: none has that name.
    """
    if not written or written in names:
        return names.get(written, "")
    near = difflib.get_close_matches(written, names, n=1, cutoff=0.3)
    hint = standards.say("page.run.near", name=near[0]) if near else ""
    raise UsageError(standards.say("explore.unknown", seen=written), do=hint + _list(names, standards))


def _list(names: Mapping[str, str], standards: Standards) -> str:
    return standards.say("page.run.known_parameters", names=standards.say("mark.list").join(dict.fromkeys(names)))


def name_areas(round_: Round) -> dict[str, str]:
    """Every name of the round's areas → id."""
    names: dict[str, str] = {}
    for area in round_.standards.areas:
        if area.id in round_.areas:
            short = round_.standards.text(area.short)
            names |= dict.fromkeys((area.id, short, area_label(round_.standards, area), str(area.number)), area.id)
    return names


def name_all(kind: str, ids: tuple[str, ...], standards: Standards) -> dict[str, str]:
    """Ids and their words → id."""
    return {one: one for one in ids} | {standards.say(f"explore.{kind}.{one}"): one for one in ids}


def list_towns(round_: Round) -> list[str]:
    """The towns of the round's days, in the register's order."""
    return round_.register.list_towns()


def label_items(round_: Round, area: str = "") -> dict[str, str]:
    """Label → id of the counted items that schools are asked, of one area or all."""
    standards = round_.standards
    areas = [one for one in standards.areas if one.id in round_.areas and area in ("", one.id)]
    items = [standards.items[item] for one in areas for item in one.items]
    return {
        item_label(standards, item.id, with_area=not area): item.id
        for item in items
        if item.counted and item.level == "school"
    }
