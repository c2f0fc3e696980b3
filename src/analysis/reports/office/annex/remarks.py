"""备注: what stands beside the results in words, each text with its cell."""

from __future__ import annotations

from analysis.reports.office.annex.sheet import Column, Line, Sheet
from analysis.reports.office.annex.values import write_area, write_item, write_place, write_word
from analysis.reports.pages.page import Page

_REMARKS = (
    Column("round_id", 8.5), Column("town", 8.0), Column("school", 16.0), Column("area", 16.0), Column("item", 20.0),
    Column("kind", 12.0), Column("raw", 46.0), Column("place", 30.0),
)  # fmt: skip


def list_remarks(page: Page) -> Sheet:
    """The remarks of this round and the earlier ones, in the order of the results."""
    lines = [
        Line([row["round_id"], row["town"], page.school(row["school_id"]) if row["school_id"] else "",
              write_area(page, row["area"]), write_item(page, row["item_id"]), write_word(page, "remark", row["kind"]),
              row["text"], write_place(page, row)])
        for row in page.results.remarks.to_dict("records")
    ]  # fmt: skip
    return Sheet("remarks", _REMARKS, lines, frozen=3)
