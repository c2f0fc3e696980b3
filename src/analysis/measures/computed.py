"""Items worked out from counts (按数计算) beside what inspectors saw: where they differ, and what is short.

An inspector's verdict always stands; a clash is shown with the cells of both sides and never overwritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import nan

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.frames import make_frame
from analysis.measures.numbering import COUNTS_AGREE
from analysis.rounds.computed import count_toilets
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.counts import Counts, judge_schools, settle_counts, value_of
from analysis.rounds.round import Round
from analysis.standards.model import Item, Standards
from analysis.tables import JUDGED, to_rows

ITEM = "item"
"""What 8-23 is broken down by; the group is an item's id."""
CHAPTER = 8
"""Chapter of the analyst's numbers."""
_PLACE = ("file", "sheet", "cell", "raw")


def list_computed(round_: Round, evidence: Sequence[Row]) -> pd.DataFrame:
    """The `computed` frame: a school × counted item that its counts decide, with the inspector's verdict beside it.

    Args:
        round_: the round.
        evidence: from `list_evidence`; the first cell of each conclusion stands for it.
    """
    standards = round_.standards
    counts = settle_counts(drop_copies(round_.tables["measurements"], find_copies(round_.tables)))
    attributes = {row["school_id"]: {str(k): str(v) for k, v in row.items()} for row in to_rows(round_.register.frame)}
    computed = judge_schools(counts, attributes, standards)
    seen = {(row["school_id"], row["item_id"]): row for row in evidence if row["first"]}
    order = {item: place for place, item in enumerate(standards.items)}
    rows = []
    for school, item_id in sorted(computed, key=lambda pair: (order[pair[1]], pair[0])):
        item = standards.items[item_id]
        if item.counted and item.area in round_.areas:
            found = seen.get((school, item_id), {})
            line = _compare(computed[school, item_id], found)
            short = find_short(item, counts, school, standards) if line["computed"] in JUDGED else nan
            rows.append({
                "school_id": school, "town": attributes[school]["town"], "area": item.area, "item_id": item_id, **line,
                "short": short,
            })  # fmt: skip
    return make_frame("computed", rows)


def _compare(computed: str, found: Mapping[str, object]) -> Row:
    """What the counts say and what an inspector does; a verdict that itself rests on the counts is not a second one."""
    by_inspector = found.get("decided_by") not in (None, "computed", "none")
    seen = str(found["state"]) if by_inspector else ""
    both = computed in JUDGED and seen in JUDGED
    place = {name: found[name] for name in _PLACE} if by_inspector else {}
    return {"computed": computed, "seen": seen, "clash": both and (computed == "met") != (seen == "met"), **place}


def find_short(item: Item, counts: Counts, school: str, standards: Standards) -> float:
    """How much a school lacks by an item's counts: desks, chairs, beds, stalls; NaN where the rule asks for no number.

    What is lacking and what is there give back how many people need it: where that may not be told, neither is this.
    A stall stands for up to 13 or 40 pupils and gives none back.

    Args:
        item: a computed item.
        counts: from `settle_counts`.
        school: its id.
        standards: which counts may be told of a school.

    Returns:
        The largest lack of any one thing, 0 where there is enough; of item 16 the girls' and boys' stalls together.
    """
    if item.rule is None:
        return nan
    values = [value_of(counts, school, measure) for measure in item.rule.inputs]
    if item.rule.name == "item16":
        found = count_toilets(values, item.rule.limits)
        return found.short_f + found.short_m if found else nan
    if item.rule.name == "at_least":
        return max((item.rule.limits["least"] - value for value in values if value is not None), default=nan)
    have = {"enough": values[1:], "beds": values[1:2]}.get(item.rule.name, [])
    known = [value for value in have if value is not None]
    need, least = values[0] if values else None, standards.decision.suppress_below
    measures = zip((standards.measures[name] for name in item.rule.inputs), values, strict=True)
    if need is None or not known or not all(value is None or one.tells(value, least) for one, value in measures):
        return nan
    return max(0.0, *(need - value for value in known))


def number_computed(round_: Round, computed: pd.DataFrame, evidence: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells`: checks on which counts and inspector agree ÷ those judged both ways.

    In all (8-23) and item by item (8-23@cond.05). The cells are the inspector's; of a clash, those of the counts too.
    """
    both = computed[computed["computed"].isin(JUDGED) & computed["seen"].isin(JUDGED)]
    if both.empty:
        return [], []
    places = _list_places(round_)
    cells: dict[tuple[str, str], list[Row]] = {}
    for row in evidence:
        cells.setdefault((row["school_id"], row["item_id"]), []).append(row)
    groups: list[tuple[str, pd.DataFrame]] = [("", both), *((str(item), own) for item, own in both.groupby("item_id"))]
    order = ["", *round_.standards.items]
    numbers, listed = [], []
    for item, own in sorted(groups, key=lambda group: order.index(group[0])):
        base = {"code": COUNTS_AGREE, "group_by": ITEM if item else "", "group": item}
        numbers.append(_make_number(own, round_.standards, base))
        for line in to_rows(own):
            rows = cells[line["school_id"], line["item_id"]]
            listed += [{**base, **cell} for cell in _list_cells(line, rows, places, round_.standards)]
    return numbers, listed


def cross_verdicts(computed: pd.DataFrame) -> Row:
    """What the counts come to against what was seen, of rows of the `computed` frame.

    Returns:
        met_met, met_unmet, unmet_met, unmet_unmet: checks judged both ways, by counts and by eye, where partial is not
        met; counts_only: those of which no inspector said anything.
    """
    both = computed[computed["computed"].isin(JUDGED) & computed["seen"].isin(JUDGED)]
    pairs = Counter(zip(both["computed"] == "met", both["seen"] == "met", strict=True))
    names = {True: "met", False: "unmet"}
    crossed = {f"{names[one]}_{names[other]}": pairs[one, other] for one in names for other in names}
    return {**crossed, "counts_only": int((computed["seen"] == "").sum())}


def _make_number(own: pd.DataFrame, standards: Standards, base: Row) -> Row:
    item = standards.items.get(base["group"])
    title = (
        standards.say("computed.number_item", code=standards.code(item.id), item=standards.name(item.id))
        if item
        else standards.say("computed.number")
    )
    return make_fraction(
        standards, int((~own["clash"]).sum()), len(own), **base, subject="computed", chapter=CHAPTER, unit="check",
        area=item.area if item else "", item_id=item.id if item else "", title=title,
    )  # fmt: skip


def _list_places(round_: Round) -> dict[tuple[str, str], list[Row]]:
    """(school, measure) → its cells; without their text where a school's number may not be told."""
    measurements = drop_copies(round_.tables["measurements"], find_copies(round_.tables))
    counts, rows = settle_counts(measurements), to_rows(measurements)
    known, least = round_.standards.measures, round_.standards.decision.suppress_below
    places: dict[tuple[str, str], list[Row]] = {}
    for (school, measure), count in counts.items():
        for row in (rows[at] for at in count.rows if measure in known):
            told = known[measure].tells(row["value"], least) and pd.notna(row["raw"])
            kept = {name: row[name] for name in ("aspect", "file", "sheet", "cell")}
            places.setdefault((school, measure), []).append({**kept, "raw": row["raw"] if told else ""})
    return places


def _list_cells(
    line: Row, evidence: Sequence[Row], places: Mapping[tuple[str, str], list[Row]], standards: Standards
) -> Iterator[Row]:
    base = {"part": "rest" if line["clash"] else "counted", "school_id": line["school_id"], "item_id": line["item_id"]}
    for row in evidence:
        yield {**base, "verdict": row["verdict"], "aspect": row["aspect"], **{name: row[name] for name in _PLACE}}
    rule = standards.items[line["item_id"]].rule
    for measure in rule.inputs if rule and line["clash"] else ():
        for place in places.get((line["school_id"], measure), ()):
            yield {**base, "verdict": line["computed"], **place}
