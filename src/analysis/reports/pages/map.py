"""The map of an area: every school × item as a table of marks."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from analysis.narrative.selection import select_map
from analysis.reports.pages.filters import mark_row
from analysis.reports.pages.markup import tag
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import list_lines
from analysis.standards.model import Area

MOST = 60
"""With more schools than this the map is left to the workbook."""
CELLS = {
    "met": ("m", ""), "partial": ("p", "◐"), "unmet": ("u", "×"), "not_applicable": ("a", "–"),
    "not_inspected": ("i", ""),
    "blank": ("b", "?"), "unreadable": ("b", "?"), "disputed": ("b", "≠"), "self_only": ("b", "?"),
}  # fmt: skip
"""State of a school × item → its class and mark on the map."""
REPLIED = "*"
"""Behind the mark of a finding whose reply is not decided."""
KEYS = ("met", "partial", "unmet", "not_applicable", "not_inspected", "blank", "disputed")
"""States that the key explains; blank stands for everything marked ?."""


def draw_map(page: Page, area: Area) -> Markup:
    """Every school × counted item of an area, by town, folded away; nothing where the schools are too many."""
    frame = select_map(page.results, page.standards, area=area.id)
    schools, items = frame["school_id"].nunique(), frame["item_id"].nunique()
    if not items or schools > MOST:
        return Markup("")
    entity = page.standards.entity
    caption = page.say("map_caption", schools=schools, items=items)
    name = f"t-map-{area.number}"
    heads = (
        tag("th", line.number, tag("span", line.item, class_="nm"), scope="col", title=line.item)
        for line in list_lines(frame.drop_duplicates("item_id"))
    )
    table = tag(
        "table", tag("caption", caption, id=name, class_="vh"),
        tag("thead", tag("tr", tag("th", page.standards.text(entity.name), scope="col", class_="stick"), heads)),
        tag("tbody", _draw_towns(page, frame, columns=items + 1)),
    )  # fmt: skip
    box = tag("div", table, class_="scroll map", tabindex=0, role="region", aria_labelledby=name)
    return tag("details", tag("summary", caption), _draw_keys(page, set(frame["state"])), box)


def _draw_towns(page: Page, frame: pd.DataFrame, *, columns: int) -> list[Markup]:
    rows: list[Markup] = []
    items = list(dict.fromkeys(frame["item_id"]))
    for town, inside in frame.groupby("town", sort=False):
        rows.append(tag("tr", tag("th", str(town), colspan=columns, scope="rowgroup"), class_="town"))
        for school_id, school in inside.groupby("school_id", sort=False):
            states = dict(zip(school["item_id"], school["state"], strict=True))
            told = ((item, states.get(item, "not_applicable")) for item in items)
            cells = [_draw_cell(page, state, replied=page.replied(str(school_id), item)) for item, state in told]
            rows.append(
                tag(
                    "tr",
                    tag("th", school["name"].iloc[0], scope="row", class_="stick"),
                    cells,
                    **mark_row(page, school=str(school_id)),
                )
            )
    return rows


def _draw_cell(page: Page, state: str, *, replied: bool) -> Markup:
    css, mark = CELLS[state]
    sign, told = (f"{mark}{REPLIED}", f" {page.word('reply.pending')}") if replied else (mark, "")
    word = page.word(f"verdict.{state}") + told
    return tag("td", tag("i", sign, aria_hidden="true") if sign else None, word, class_=css)


def _draw_keys(page: Page, present: set[str]) -> Markup:
    if present & {"unreadable", "self_only"}:
        present = present | {"blank"}
    lines = (
        tag("li", tag("span", CELLS[state][1], class_=f"sw {CELLS[state][0]}", aria_hidden="true"),
            page.say("map_unknown") if state == "blank" else page.word(f"verdict.{state}"))
        for state in KEYS if state in present
    )  # fmt: skip
    replied = tag("li", f"{REPLIED} {page.word('reply.pending')}") if page.results.pending else None
    return tag("div", tag("ul", lines, replied, class_="keys"), class_="map")
