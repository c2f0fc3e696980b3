"""The tables that are drawn: which rows of the results a chart shows, in which order, with their labels.

The same tables are behind a chart, its title, its caption and its alt text, so a title is true of what is drawn.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analysis.measures.frames import STATES
from analysis.measures.rectification import is_past
from analysis.measures.results import RoundResults
from analysis.measures.toilets import find_item
from analysis.narrative.passages import chapter_title, name_nouns, write_day
from analysis.standards.model import Area, Standards
from analysis.standards.printable import make_line
from analysis.tables import JUDGED

LEAST_VALUES = 3
"""Fewer values than this are a sentence, not a chart."""
MOST_SCHOOLS = 12
"""Schools are named in a sentence up to so many; above that they are counted, and the annex has them all."""
POINT = "teaching_point"
"""The kind of school that has its own column in every total."""


def area_label(standards: Standards, area: Area) -> str:
    """`三、全面改薄`."""
    return chapter_title(standards, area.number, standards.text(area.short))


def item_label(standards: Standards, item_id: str, *, with_area: bool = False) -> str:
    """`第16条 厕位与男女比例`, with the area's short name before it where items of several areas stand together."""
    item = standards.items[item_id]
    fields = {"number": item.number, "name": standards.name(item_id)}
    if with_area:
        return standards.say("narrative.item_of_area", area=standards.text(standards.area(item.area).short), **fields)
    return standards.say("narrative.item", **fields)


def school_names(results: RoundResults, standards: Standards) -> dict[str, str]:
    """School id → name; schools of the same name carry their town."""
    coverage = results.coverage
    twice = set(coverage["name"][coverage.duplicated("name", keep=False)])
    return {
        school_id: standards.say("narrative.name_in_town", name=name, town=town) if name in twice and town else name
        for school_id, name, town in zip(coverage["school_id"], coverage["name"], coverage["town"], strict=True)
    }


def _whole(results: RoundResults, subject: str) -> pd.DataFrame:
    numbers = results.numbers
    return numbers[(numbers["subject"] == subject) & (numbers["group_by"] == "")]


def select_areas(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """The areas in their order: area, code, label, met, partial, unmet, judged, and each count of `LEFT_OUT_WORDS`."""
    numbers = {row["area"]: row for _, row in _whole(results, "area").iterrows() if row["code"].endswith("-0")}
    rows = [
        {
            "area": area.id, "code": row["code"], "label": area_label(standards, area), **_count_parts(row),
        }
        for area in standards.areas
        if (row := numbers.get(area.id)) is not None
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_AREA_COLUMNS)


LEFT_OUT_WORDS = {
    "not_applicable": ("not_applicable",), "not_inspected": ("not_inspected",), "unknown": ("blank", "unreadable"),
    "disputed": ("disputed",), "self_only": ("self_only",),
}  # fmt: skip
"""What is left out of a rate, as a sentence names it, and the counts behind each name."""
UNSETTLED = ("unknown", "disputed", "self_only")
"""Those of them that somebody could still settle."""
_AREA_COLUMNS = [
    "area", "code", "label", "met", "partial", "unmet", "judged", *LEFT_OUT_WORDS,
]  # fmt: skip
_ITEM_COLUMNS = ["item_id", "code", "area", "label", "met", "partial", "unmet", "judged"]


def select_items(results: RoundResults, standards: Standards, *, area: str = "", most: int = 0) -> pd.DataFrame:
    """The items that some school does not meet in full, by schools not met, then partly met, then the standard's order.

    Args:
        results: results of the round.
        standards: the rules.
        area: only this area's items; empty for all areas, whose labels then carry the area.
        most: at most so many rows; 0 for all.

    Returns:
        item_id, code, area, label, met, partial, unmet, judged (all in schools).
    """
    items = _whole(results, "item")
    items = items[(items["partial"] + items["unmet"] > 0) & (items["area"].eq(area) if area else True)]
    order = {item_id: place for place, item_id in enumerate(standards.items)}
    items = items.assign(place=items["item_id"].map(order))
    items = items.sort_values(["unmet", "partial", "place"], ascending=[False, False, True])
    items = items.head(most) if most else items
    several = not area and items["area"].nunique() > 1
    rows = [
        {
            "item_id": row["item_id"], "code": row["code"], "area": row["area"],
            "label": item_label(standards, row["item_id"], with_area=several),
            **{part: int(row[part]) for part in JUDGED}, "judged": int(row["denominator"]),
        }
        for _, row in items.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_ITEM_COLUMNS)


_TOILET_COLUMNS = ["school_id", "label", "actual", "required", "short", "note", "blocked_by"]


def select_toilets(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """The schools that lack girls' stalls or do not meet the item; those without counts are left out.

    Returns:
        school_id, label, actual, required, short, note, blocked_by, by stalls short, then required, then school.
    """
    chosen = results.toilets[results.toilets["state"].isin(["short", "enough"])]
    chosen = chosen.sort_values(["short_f", "required_f", "school_id"], ascending=[False, False, True])
    names, notes = school_names(results, standards), _toilet_notes(results, standards)
    rows = [
        {
            "school_id": row["school_id"], "label": names.get(row["school_id"], row["school_id"]),
            "actual": int(row["stalls_f"]), "required": int(row["required_f"]), "short": int(row["short_f"]),
            "note": _join_reply(row, results, standards, _toilet_note(row, results, standards, notes)),
            "blocked_by": row["blocked_by"],
        }
        for _, row in chosen.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_TOILET_COLUMNS)


def _toilet_notes(results: RoundResults, standards: Standards) -> dict[str, str]:
    item = find_item(standards)
    found = results.exceptions[results.exceptions["item_id"] == (item.id if item else "")]
    return dict(zip(found["school_id"], found["note"], strict=True))


def _toilet_note(row: pd.Series, results: RoundResults, standards: Standards, notes: dict[str, str]) -> str:
    """Why a school is on the list: what it waits for, until when, its stalls by sex, or the inspector's words."""
    if row["short_f"] > 0 and row["blocked_by"]:
        return standards.say("narrative.waiting", what=write_blocked(standards, row["blocked_by"]))
    if row["short_f"] > 0 and row["deadline"]:
        return write_deadline(standards, row["deadline"], as_of=results.as_of)
    if row["short_f"] == 0 and row["ratio_strict"] == "no":
        return standards.say("narrative.stalls_by_sex", m=int(row["stalls_m"]), f=int(row["stalls_f"]))
    return make_line(notes.get(row["school_id"], "")) if row["short_f"] == 0 else ""


def _join_reply(row: pd.Series, results: RoundResults, standards: Standards, note: str) -> str:
    """The note, and behind it that the school replied where that is not decided."""
    item = find_item(standards)
    replied = (row["school_id"], item.id if item else "") in results.pending
    parts = (note, standards.say("reply.pending") if replied else "")
    return standards.say("narrative.mark.comma").join(part for part in parts if part)


def write_blocked(standards: Standards, what: str) -> str:
    """What a problem waits for, in words; a text that is no known key stays as written, in one line."""
    key = f"narrative.blocked.{what}"
    return standards.say(key) if key in standards.wording else make_line(what)


def mark_reply(results: RoundResults, standards: Standards, school: str, item: str) -> str:
    """`（申辩中）` behind a finding that the school replied to, until that is decided; else ""."""
    return standards.say("narrative.replied") if (school, item) in results.pending else ""


def write_deadline(standards: Standards, deadline: str, *, as_of: date | None = None) -> str:
    """`11月30日前改完`, or `期限9月30日，已逾期`; a deadline that is no date stays as written.

    Args:
        standards: the words.
        deadline: ISO date.
        as_of: the day it is held against; a deadline of another year is written with its year.
    """
    try:
        day = date.fromisoformat(deadline)
    except ValueError:
        return deadline
    late = as_of is not None and is_past(deadline, as_of.isoformat())
    return standards.say(f"narrative.{'late' if late else 'until'}", day=write_day(standards, day, base=as_of or day))


_CHANGE_COLUMNS = ["area", "label", "comparable", "kept", "fixed", "new", "relapsed", "failing", "total"]


def select_change(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """Areas in their order, then the total: area, label, comparable, the counts, total (bool)."""
    counts = {row["area"]: row for _, row in results.change_counts.iterrows() if row["comparable"]}
    labels = {area.id: area_label(standards, area) for area in standards.areas}
    rows: list[dict[str, Any]] = [_change_row(counts[area], label) for area, label in labels.items() if area in counts]
    if "" in counts and len(rows) != 1:
        rows.append(_change_row(counts[""], standards.say("chart.total_checks", n=int(counts[""]["comparable"]))))
    return pd.DataFrame(rows, columns=_CHANGE_COLUMNS)


def _change_row(row: pd.Series, label: str) -> dict[str, Any]:
    counts = {part: int(row[part]) for part in ("comparable", "kept", "fixed", "new", "relapsed", "failing")}
    return {"area": row["area"], "label": label, **counts, "total": not row["area"]}


_PROBLEM_COLUMNS = ["area", "label", "all", *STATES, "overdue", *(f"overdue_{state}" for state in STATES)]


def select_problems(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """Problems of earlier rounds, the total first, then areas that have some: area, label, all, states, overdue."""
    states = {row["area"]: row for _, row in results.problem_states.iterrows() if row["all"]}
    labels = {"": standards.say("chart.total_problems", n=int(states[""]["all"]) if "" in states else 0)}
    for area in standards.areas:
        if area.id in states:
            name = standards.text(area.short)
            labels[area.id] = standards.say("chart.name_count", name=name, n=int(states[area.id]["all"]))
    rows = [
        {"area": area, "label": label, **{part: int(states[area][part]) for part in _PROBLEM_COLUMNS[2:]}}
        for area, label in labels.items()
        if area in states
    ]
    return pd.DataFrame(rows, columns=_PROBLEM_COLUMNS)


_AGE_COLUMNS = ["band", "label", "code", "count", "open", "claimed", "blocked", "overdue"]


def select_ages(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """The age bands of what is not closed: band, label, code, count and its parts open, claimed, blocked, overdue."""
    rows = [
        {
            "band": row["band"], "label": standards.say(f"chart.age.{row['band'] or 'unknown'}"), "code": row["code"],
            **{part: int(row[part]) for part in ("count", "claimed", "blocked", "overdue")},
            "open": int(row["count"] - row["claimed"] - row["blocked"]),
        }
        for _, row in results.ages.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_AGE_COLUMNS)


def select_burn_up(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """The days of the burn-up as they are in the results."""
    return results.burn_up


_COVERAGE_COLUMNS = ["town", "school_id", "name", "kind", "visited", "reason"]


def select_coverage(results: RoundResults, standards: Standards) -> pd.DataFrame:
    """The schools due, by town in the register's order; in a town visited ones first, teaching points after the others.

    Returns:
        town (in words where unknown), school_id, name, kind, visited, reason (in words where none was given).
    """
    due = results.coverage[results.coverage["due"]]
    unknown = standards.say("narrative.no_town", **name_nouns(standards))
    towns = {town: place for place, town in enumerate(results.coverage_by_town["town"])}
    names = school_names(results, standards)
    due = due.assign(place=due["town"].map(towns), late=~due["visited"], point=due["kind"].eq(POINT)).sort_values(
        ["place", "town", "late", "point", "school_id"]
    )
    rows = [
        {
            "town": row["town"] or unknown, "school_id": row["school_id"],
            "name": names[row["school_id"]], "kind": row["kind"], "visited": bool(row["visited"]),
            "reason": row["reason"] or standards.say("narrative.no_reason"),
        }
        for _, row in due.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_COVERAGE_COLUMNS)


_MAP_COLUMNS = ["town", "school_id", "name", "item_id", "number", "item", "state"]


def select_map(results: RoundResults, standards: Standards, *, area: str) -> pd.DataFrame:
    """Every school × counted item of an area that was asked of any: what nobody concluded is not inspected.

    Items without a count are in `results.map`, which lists every conclusion, and never in this table.

    Returns:
        town, school_id, name, item_id, number, item (short name), state; by town in the register's order, then in the
        standard's order of items.
    """
    listed = zip(*(results.map[name] for name in ("school_id", "item_id", "state")), strict=True)
    own = {item.id for item in standards.items.values() if item.area == area and item.counted}
    states = {(school, item): state for school, item, state in listed if item in own}
    places = {school: place for place, school in enumerate(select_coverage(results, standards)["school_id"])}
    schools = sorted({school for school, _ in states}, key=lambda school: (places.get(school, len(places)), school))
    asked = {item for _, item in states}
    items = [item for item in standards.items.values() if item.id in asked]
    names, unknown = school_names(results, standards), standards.say("narrative.no_town", **name_nouns(standards))
    towns = dict(zip(results.coverage["school_id"], results.coverage["town"], strict=True))
    rows = [
        {
            "town": towns.get(school, "") or unknown, "school_id": school, "name": names.get(school, school),
            "item_id": item.id, "number": item.number, "item": standards.name(item.id),
            "state": states.get((school, item.id), "not_inspected"),
        }
        for school in schools for item in items
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_MAP_COLUMNS)


def select_rates(rates: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Rates of any groups as rows of the chart of areas.

    Args:
        rates: rows of `numbers` that are met ÷ judged.
        labels: what each row is, in the same order.
    """
    rows = [
        {"area": "", "code": row["code"], "label": label, **_count_parts(row)}
        for label, (_, row) in zip(labels, rates.iterrows(), strict=True)
    ]
    return pd.DataFrame(rows, columns=_AREA_COLUMNS)


def _count_parts(row: pd.Series) -> dict[str, int]:
    """Judged and left out, as the chart of areas draws them."""
    return {
        **{part: int(row[part]) for part in JUDGED},
        "judged": int(row["denominator"]),
        **{word: int(row[list(parts)].sum()) for word, parts in LEFT_OUT_WORDS.items()},
    }  # fmt: skip
