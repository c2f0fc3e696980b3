"""Item 16 school by school: required, actual, short; enough places first, then the ratio read in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import nan
from typing import Any

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import make_frame
from analysis.measures.numbering import RATIO_PER_HEAD, SHORT_STALLS, STALLS_SHORT, STRICT_RATIO
from analysis.rounds.computed import Toilets, count_toilets
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.counts import Counts, settle_counts, value_of
from analysis.rounds.round import Round
from analysis.standards.model import Item, Standards
from analysis.tables import JUDGED, to_rows

RULE = "item16"
"""The rule whose item this is about; a standard without it has no toilets."""
STATES = ("short", "enough", "met", "unknown")
"""What is said of a school's stalls for girls: short of them; enough, and yet not met; met; not met, counts missing."""
_NAMES = ("boys", "girls", "stalls_m", "stalls_f")


def find_item(standards: Standards) -> Item | None:
    """The item with the rule, if the standard has one."""
    return next((item for item in standards.items.values() if item.rule and item.rule.name == RULE), None)


def list_toilets(round_: Round, exceptions: pd.DataFrame) -> pd.DataFrame:
    """The `toilets` frame: every school with a number of stalls or pupils, by school_id.

    Args:
        round_: the round.
        exceptions: for what a shortage waits for, and its deadline.
    """
    item = find_item(round_.standards)
    if item is None or item.rule is None:
        return make_frame("toilets")
    measurements = drop_copies(round_.tables["measurements"], find_copies(round_.tables))
    counts = settle_counts(measurements)
    conclusions = round_.tables["conclusions"]
    verdicts = conclusions[conclusions["item_id"] == item.id].set_index("school_id")["verdict"].to_dict()
    notes = exceptions[exceptions["item_id"] == item.id].set_index("school_id")
    towns = dict(zip(round_.register.frame["school_id"], round_.register.frame["town"], strict=True))
    seats = item.rule.inputs[2:4]
    measured = to_rows(measurements)
    rows = []
    for school in sorted({school for school, measure in counts if measure in seats}):
        values = [value_of(counts, school, measure) for measure in item.rule.inputs]
        found, verdict = count_toilets(values, item.rule.limits), verdicts.get(school, "")
        rows.append({
            "school_id": school, "town": towns.get(school, ""), "verdict": verdict,
            "state": _name_state(found, verdict),
            **dict(zip(_NAMES, (nan if value is None else value for value in values[:4]), strict=True)),
            **_describe(found), **_find_cell(counts, school, seats[1], measured),
            **{name: notes.at[school, name] if school in notes.index else "" for name in ("blocked_by", "deadline")},
        })  # fmt: skip
    return make_frame("toilets", rows)


def _describe(found: Toilets | None) -> Row:
    if found is None:
        return {}
    return {
        "stalls_m": found.stalls_m, "stalls_f": found.stalls_f, "required_m": found.required_m,
        "required_f": found.required_f, "short_m": found.short_m, "short_f": found.short_f,
        "adequate": _say(found.adequate), "ratio_strict": _say(found.strict), "ratio_per_head": _say(found.per_head),
        "computed_verdict": found.verdict,
    }  # fmt: skip


def _name_state(found: Toilets | None, verdict: str) -> str:
    if found is not None and found.short_f > 0:
        return "short"
    if verdict not in JUDGED:
        return ""
    return "met" if verdict == "met" else "unknown" if found is None else "enough"


def count_states(round_: Round, toilets: pd.DataFrame) -> pd.DataFrame:
    """The `toilet_counts` frame: every judged school once, also one without any count; empty without the item.

    Args:
        round_: the round, for the verdicts.
        toilets: the `toilets` frame.
    """
    item = find_item(round_.standards)
    if item is None:
        return make_frame("toilet_counts")
    conclusions = round_.tables["conclusions"]
    bare = conclusions[(conclusions["item_id"] == item.id) & ~conclusions["school_id"].isin(toilets["school_id"])]
    states = [*toilets["state"], *(_name_state(None, verdict) for verdict in bare["verdict"])]
    counts = {state: states.count(state) for state in STATES}
    return make_frame("toilet_counts", [{**counts, "short_m": int((toilets["short_m"] > 0).sum())}])


def _say(holds: bool | None) -> str:
    return "" if holds is None else "yes" if holds else "no"


def _find_cell(counts: Counts, school: str, measure: str, rows: list[dict[Any, Any]]) -> Row:
    count = counts.get((school, measure))
    if count is None:
        return {}
    return {name: rows[count.rows[0]][name] for name in ("file", "sheet", "cell")}


def number_toilets(round_: Round, toilets: pd.DataFrame) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: adequate, strict ratio, ratio per head, women's stalls short.

    The cells are all the counts that the rule was given: pupils (where they stand, not how many), stalls, troughs.
    """
    standards = round_.standards
    item = find_item(standards)
    if item is None or item.rule is None or toilets.empty:
        return [], []
    base, places = standards.code(item.id), _list_places(round_, item.rule.inputs)
    numbers: list[Row] = []
    cells: list[Row] = []
    parts = (
        (SHORT_STALLS, "adequate", "adequate"), (STRICT_RATIO, "strict", "ratio_strict"),
        (RATIO_PER_HEAD, "per_head", "ratio_per_head"),
    )  # fmt: skip
    for suffix, name, column in parts:
        known = toilets[toilets[column] != ""]
        numbers.append(
            _make_number(
                item, standards, base + suffix, name, float((known[column] == "yes").sum()), len(known), "school"
            )
        )
        cells += _list_cells(to_rows(toilets), places, base + suffix, item.id, column)
    known = toilets[toilets["adequate"] != ""]
    short, required = float(known["short_f"].sum()), float(known["required_f"].sum())
    numbers.append(_make_number(item, standards, base + STALLS_SHORT, "short", short, required, "stall"))
    cells += _list_cells(to_rows(toilets), places, base + STALLS_SHORT, item.id, "adequate")
    return numbers, cells


def _make_number(item: Item, standards: Standards, code: str, name: str, part: float, whole: float, unit: str) -> Row:
    title = standards.say(f"number.{name}", number=item.number, entities=standards.text(standards.entity.plural))
    return make_fraction(
        standards, part, whole, code=code, subject="toilet", chapter=standards.area(item.area).number, area=item.area,
        item_id=item.id, unit=unit, title=title,
    )  # fmt: skip


def _list_places(round_: Round, measures: Sequence[str]) -> dict[str, list[Row]]:
    """School → the cells of its counts, in the rule's order; without their text where a school's may not be told."""
    measurements = drop_copies(round_.tables["measurements"], find_copies(round_.tables))
    counts, rows = settle_counts(measurements), to_rows(measurements)
    known, least = round_.standards.measures, round_.standards.decision.suppress_below
    places: dict[str, list[Row]] = {}
    for measure in measures:
        for school in sorted(school for school, name in counts if name == measure):
            for row in (rows[place] for place in counts[school, measure].rows):
                told = known[measure].tells(row["value"], least) and pd.notna(row["raw"])
                kept = {name: row[name] for name in ("aspect", "file", "sheet", "cell")}
                places.setdefault(school, []).append({**kept, "raw": row["raw"] if told else ""})
    return places


def _list_cells(
    rows: Iterable[Row], places: Mapping[str, list[Row]], code: str, item_id: str, column: str
) -> Iterator[Row]:
    """The cells of each school by what they come to; where nothing is known, those that were looked through."""
    listed = list(rows)
    known = [row for row in listed if row[column]]
    for row in known or listed:
        part = {"yes": "counted", "no": "rest"}.get(row[column], "outside")
        for place in places.get(row["school_id"], [{}]):
            yield {**place, "code": code, "part": part, "school_id": row["school_id"], "item_id": item_id}
