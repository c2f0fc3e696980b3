"""The tables of the charts that hold things beside each other: towns, reports, intervals, schools of a kind, rounds.

As in selection.py, one table is behind a chart, its title, its caption and its alt text.
"""

from __future__ import annotations

from itertools import groupby
from math import nan

import pandas as pd

from analysis.measures.agreement import SELF
from analysis.measures.counting import share_of
from analysis.measures.results import RoundResults
from analysis.narrative.selection import item_label, school_names, select_items
from analysis.standards.model import Standards
from analysis.tables import JUDGED, to_rows

MOST_ITEMS = 6
"""Items that a panel of a town shows at most."""
MOST_VALUES = 120
"""Values that all towns together show at most; where towns are many, each shows fewer items."""
_TOWN_COLUMNS = ["town", "item_id", "code", "number", "label", *JUDGED, "judged"]


def select_towns(results: RoundResults, standards: Standards, *, area: str) -> pd.DataFrame:
    """The area's worst items in every town: the same items in the same order, towns in the register's order.

    Args:
        results: results of the round.
        standards: the rules.
        area: the area.

    Returns:
        town, item_id, code, number, label (without and with the item's name), met, partial, unmet, judged (schools).
        A town that judged none of the items is left out.
    """
    numbers = results.numbers
    parts = numbers[(numbers["subject"] == "item") & (numbers["group_by"] == "town")]
    found = {(row["group"], row["item_id"]): row for _, row in parts.iterrows() if row["denominator"]}
    chosen = select_items(results, standards, area=area)["item_id"]
    towns = [
        town for town in results.coverage_by_town["town"] if any((town, item) in found for item in chosen)
    ]  # fmt: skip
    most = min(MOST_ITEMS, max(1, MOST_VALUES // max(len(towns), 1)))
    rows = [
        {
            "town": town, "item_id": item, "code": standards.code(item), "label": item_label(standards, item),
            "number": standards.say("chart.item_number", number=standards.items[item].number),
            **{part: int(row[part]) if row is not None else 0 for part in JUDGED},
            "judged": int(row["denominator"]) if row is not None else 0,
        }
        for town in towns for item in chosen.head(most) for row in (found.get((town, item)),)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_TOWN_COLUMNS)


_REPORTED_COLUMNS = ["said", "label", *JUDGED, "judged"]


def select_reported(results: RoundResults, standards: Standards, *, area: str) -> pd.DataFrame:
    """What schools reported against what was seen: said, label, then met, partial, unmet as seen, and their sum."""
    own = results.agreement[results.agreement["area"] == area]
    counts = {(row["self"], row["seen"]): int(row["count"]) for _, row in own.iterrows()}
    rows = []
    for said in SELF:
        seen = {verdict: counts.get((said, verdict), 0) for verdict in JUDGED}
        if any(seen.values()):
            label = standards.say(f"chart.reported.{said}")
            rows.append({"said": said, "label": label, **seen, "judged": sum(seen.values())})
    return pd.DataFrame(rows, columns=_REPORTED_COLUMNS)


_INTERVAL_COLUMNS = ["item_id", "code", "label", "met", "judged", "share", "low", "high"]


def select_intervals(results: RoundResults, standards: Standards, *, area: str) -> pd.DataFrame:
    """The items of an area of which enough schools were judged to print a share, by their share, then by number.

    Returns:
        item_id, code, label, met, judged (schools), share, low, high (between 0 and 1).
    """
    numbers = results.numbers
    own = numbers[(numbers["subject"] == "item") & (numbers["group_by"] == "") & (numbers["area"] == area)]
    own = own[own["percent"].notna() & own["low"].notna()]
    order = {item: place for place, item in enumerate(standards.items)}
    shares = [share_of(row["numerator"], row["denominator"]) for row in to_rows(own)]
    own = own.assign(share=shares, place=own["item_id"].map(order))
    rows = [
        {
            "item_id": row["item_id"], "code": row["code"], "label": item_label(standards, row["item_id"]),
            "met": int(row["numerator"]), "judged": int(row["denominator"]),
            "share": row["share"], "low": row["low"], "high": row["high"],
        }
        for _, row in own.sort_values(["share", "place"]).iterrows()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_INTERVAL_COLUMNS)


_LIMITS = ("mean", "phi", "low_alert", "high_alert", "low_alarm", "high_alarm")
_FUNNEL_COLUMNS = [
    "area", "kind", "heading", "school_id", "label", "met", "judged", "share", *_LIMITS, "state", "alarm",
]  # fmt: skip


def select_funnel(results: RoundResults, standards: Standards, *, area: str) -> pd.DataFrame:
    """The schools of an area beside their kind, and the limits as curves.

    Returns:
        area, kind, heading (the kind in words), school_id, label, met, judged (checks), share, mean, phi, the limits,
        state, alarm; of a point of a curve school_id and label are "", share is NaN and state is "limit".
    """
    names = school_names(results, standards)
    schools, curves = (frame[frame["area"] == area] for frame in (results.funnel, results.funnel_limits))
    schools = schools.assign(label=[names.get(school, school) for school in schools["school_id"]])
    curves = curves.assign(school_id="", label="", met=0, share=nan, state="limit", alarm=False)
    rows = [
        {**row, "heading": standards.say(f"kind.{row['kind']}")}
        for kind in dict.fromkeys(schools["kind"])
        for frame in (schools, curves)
        for _, row in frame[frame["kind"] == kind].iterrows()
    ]
    return pd.DataFrame(rows, columns=_FUNNEL_COLUMNS)


def select_trend(results: RoundResults, standards: Standards, *, area: str) -> pd.DataFrame:
    """The full rounds of an area in the order of their days, as they are in the results."""
    return results.trend[results.trend["area"] == area].reset_index(drop=True)


def list_signals(table: pd.DataFrame, standards: Standards) -> list[str]:
    """Each rule that is broken, with the rounds that break it, in words."""
    told = []
    for rule in ("outside", "side", "trend", "near"):
        broken = [rule in rules.split() for rules in table["rules"]]
        spans = []
        for holds, group in groupby(range(len(table)), key=broken.__getitem__):
            places = list(group)
            if holds:
                first, last = table["round_id"].iloc[places[0]], table["round_id"].iloc[places[-1]]
                spans.append(first if first == last else standards.say("chart.trend.span", first=first, last=last))
        if spans:
            rounds = standards.say("narrative.mark.list").join(spans)
            told.append(
                standards.say("chart.trend.signal", rounds=rounds, rule=standards.say(f"chart.trend.rule.{rule}"))
            )
    return told
