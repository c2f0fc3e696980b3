"""Corrected cells in the annex: named beside the ranges of each number, and listed once with who, when and why."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.reports.pages.addresses import join_addresses
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import Column, Row, draw_table, list_lines, none, quote

COLUMNS = ("cell", "said", "becomes", "reason", "by")
"""Keys of the heads in [page.correction]."""


def name_corrected(page: Page, cells: pd.DataFrame) -> Markup | None:
    """Which of the cells behind a number a person has corrected; None for none."""
    corrected = page.results.corrected
    if not corrected:
        return None
    places = cells[["round_id", "file", "sheet", "cell"]].drop_duplicates().itertuples(index=False, name=None)
    found = [str(place[3]) for place in places if (place[0] or page.round_id, *place[1:]) in corrected]
    if not found:
        return None
    told = page.say("cells_corrected", count=len(found), cells=" ".join(join_addresses(found)))
    return tag("span", told, class_="fix")


def draw_corrections(page: Page) -> Markup:
    """Every corrected cell: where, what it held and holds, why, who by role and when; nothing where there is none."""
    frame = page.results.corrections
    if frame.empty:
        return Markup("")
    columns = [Column(page.say(f"correction.{name}")) for name in COLUMNS]
    caption = page.say("correction.caption", count=len(frame))
    return join(
        tag("h3", page.say("correction.title"), id="corrections"),
        tag("p", page.say("correction.lead"), class_="note"),
        draw_table(columns, [_row(page, line) for line in list_lines(frame)], caption=caption, css="cards long"),
    )


def _row(page: Page, line: Any) -> Row:
    other = "" if line.round_id == page.round_id else f"{line.round_id} "
    hidden = none(page.word("mark.suppressed" if not line.becomes else "verdict.blank"))
    cells: tuple[Piece, ...] = (
        f"{other}{page.cell(line.file, line.sheet, line.cell)}", quote(line.was) if line.was else hidden,
        quote(line.becomes) if line.becomes else hidden, line.reason, f"{line.by_role} {line.on}".strip(),
    )  # fmt: skip
    return Row(cells)
