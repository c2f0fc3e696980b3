"""The items as the ministry tabulates them (分项统计): schools that meet each and do not, teaching points apart."""

from __future__ import annotations

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.measures.listing import TEACHING_POINT
from analysis.tables import to_rows


def list_item_standing(numbers: pd.DataFrame) -> pd.DataFrame:
    """The `item_standing` frame: a row a rate of an item, in the order of the numbers.

    Args:
        numbers: the `numbers` frame.
    """
    items = numbers[numbers["subject"] == "item"]
    whole = to_rows(items[items["group_by"] == ""])
    points = {row["code"]: row for row in to_rows(items[items["group"] == TEACHING_POINT])}
    rows = []
    for row in whole:
        own = points.get(row["code"])
        rows.append({
            **{name: row[name] for name in ("area", "item_id", "code")}, **_count(row),
            **({f"points_{name}": value for name, value in _count(own).items()} if own else {}),
        })  # fmt: skip
    return make_frame("item_standing", rows)


def _count(row: Row) -> dict[str, int]:
    return {"judged": int(row["denominator"]), "met": row["met"], "not_met": row["partial"] + row["unmet"]}
