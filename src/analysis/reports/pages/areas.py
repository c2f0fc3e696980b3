"""Tables of areas: beside each other, item by item, exceptions, towns, self-report against inspection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.measures.agreement import SELF
from analysis.measures.numbering import VISITED
from analysis.narrative.passages import chapter_title
from analysis.narrative.selection import POINT, area_label, item_label, write_blocked, write_deadline
from analysis.reports.pages.filters import mark_row
from analysis.reports.pages.markup import Piece, anchor, join, tag
from analysis.reports.pages.numbers import find_number, group_ratio, percent, show_number, show_plain
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import Column, Row, draw_table, hot, list_lines, none, zero
from analysis.standards.model import Area, Item
from analysis.tables import JUDGED

POINTS = ("kind", POINT)
"""The part of the schools that has a column of its own in every total (教学点)."""
FEWEST_TOWNS = 2
"""A table by town needs at least so many towns."""


def area_title(page: Page, area: Area) -> str:
    """An area with its chapter number: 三、全面改薄."""
    return chapter_title(page.standards, area.number, page.standards.text(area.title))


def draw_areas(page: Page) -> Markup:
    """The areas of the standard, in its order, not summed; a note says what is left out."""
    codes = [(area, area.total_code) for area in page.standards.areas]
    numbers = [(area, code, find_number(page, code)) for area, code in codes]
    present = [(area, code, row) for area, code, row in numbers if row is not None]
    if not present:
        return tag("p", page.say("no_areas"))
    columns, extra = _rate_columns(page, [row for *_, row in present], first=page.say("head.area"))
    rows = (
        Row((tag("a", area_label(page.standards, area), href=f"#a{area.number}"), *_rate_cells(page, code, row, extra)))
        for area, code, row in present
    )
    visited = page.story.count("school", page.story.value(VISITED))
    return draw_table(columns, rows, caption=page.say("areas_caption", visited=visited), css="wide brief", key="areas")


def _rate_columns(page: Page, rows: list[pd.Series], *, first: str) -> tuple[list[Column], list[str]]:
    """Heads of a table of rates; a column for a rare reason only where it occurs."""
    extra = ["not_inspected"] if any(row["not_inspected"] for row in rows) else []
    extra += ["unsettled"] if any(row["disputed"] or row["self_only"] for row in rows) else []
    extra += ["points"] if _has_points(page) else []
    names = ["rate", "percent", "partial", "unmet", "not_applicable", "unknown", *extra]
    return [Column(first), *(Column(page.say(f"head.{name}"), number=True) for name in names)], extra


def _has_points(page: Page) -> bool:
    numbers = page.results.numbers
    return bool(((numbers["group_by"] == POINTS[0]) & (numbers["group"] == POINTS[1])).any())


def _rate_cells(page: Page, code: str, row: pd.Series, extra: list[str], *, loud: bool = True) -> Iterator[Piece]:
    yield show_number(page, code)
    yield percent(page, row)
    yield zero(row["partial"])
    yield hot(row["unmet"]) if loud else zero(row["unmet"])
    yield zero(row["not_applicable"])
    yield zero(row["blank"] + row["unreadable"])
    for name in extra:
        if name == "points":
            yield group_ratio(page, code, *POINTS)
        elif name == "unsettled":
            yield zero(row["disputed"] + row["self_only"])
        else:
            yield zero(row[name])


def _short(page: Page, area: Area) -> str:
    """The area's name before a caption: a screen reader lists the tables of all chapters together."""
    return page.standards.text(area.short)


def draw_items(page: Page, area: Area) -> Markup:
    """An area's items in their order, the area's checks first; an item that is not counted says so across its row."""
    items = [item for item_id in area.items if (item := page.standards.items[item_id]).kind != "derived"]
    total = find_number(page, area.total_code)
    found = [(item, find_number(page, page.standards.code(item.id))) for item in items]
    rows_found = [row for _, row in found if row is not None] + ([total] if total is not None else [])
    columns, extra = _rate_columns(page, rows_found, first=page.say("head.item"))
    rows = [_item_row(page, item, row, extra) for item, row in found if row is not None or not item.counted]
    if total is not None:
        rows.insert(
            0,
            Row((page.say("checks_total"), *_rate_cells(page, area.total_code, total, extra, loud=False)), total=True),
        )
    caption = page.say("items_caption", area=_short(page, area), count=len(rows) - (total is not None))
    return draw_table(columns, rows, caption=caption, css="wide long", key=f"items-{area.number}")


def _item_row(page: Page, item: Item, row: pd.Series | None, extra: list[str]) -> Row:
    name, code = item_label(page.standards, item.id), page.standards.code(item.id)
    if row is None or not item.counted:
        return Row((name, page.say(why_uncounted(item))), id=f"i-{anchor(code)}", marks=mark_row(page, item=item.id))
    cells: list[Piece] = [name, *_rate_cells(page, code, row, extra)]
    return Row(cells, id=f"i-{anchor(code)}", marks=mark_row(page, item=item.id))


def why_uncounted(item: Item) -> str:
    """Key of the words for an item without a rate: its text is not settled, it is a district's total, or words only."""
    if item.certainty == "uncertain":
        return "uncertain"
    return "district_only" if item.level == "district" else "words_only"


def draw_exceptions(page: Page, area: Area) -> Markup:
    """An area's exceptions by school: not met, partly met; sorted by the first, no ranking. None where all is met."""
    frame = page.results.exceptions
    frame = frame[frame["area"] == area.id]
    if not len(frame):
        return Markup("")
    verdicts = [value for value in ("unmet", "partial") if (frame["verdict"] == value).any()]
    columns = [
        Column(page.standards.text(page.standards.entity.name)),
        Column(page.say("head.town")),
        Column(page.say("head.places"), number=True),
        *(
            Column(page.say(f"head.{value}_places", count=int((frame["verdict"] == value).sum())), gap=not index)
            for index, value in enumerate(verdicts)
        ),
    ]
    groups = sorted(frame.groupby("school_id"), key=lambda pair: (-int((pair[1]["verdict"] == "unmet").sum()), pair[0]))
    rows = (_exception_row(page, str(school), group, verdicts) for school, group in groups)
    caption = page.say("exceptions_caption", area=_short(page, area), schools=len(groups), places=len(frame))
    table = draw_table(columns, rows, caption=caption, css="cards long", key=f"exceptions-{area.number}")
    return join(table, tag("p", page.say("no_ranking"), class_="note"))


def _exception_row(page: Page, school: str, group: pd.DataFrame, verdicts: list[str]) -> Row:
    lists = [_exception_list(page, group[group["verdict"] == value]) for value in verdicts]
    cells: list[Piece] = [page.school(school), tag("span", page.town(school), class_="nw"), len(group), *lists]
    return Row(cells, marks=mark_row(page, school=school, area=str(group["area"].iloc[0])))


def _exception_list(page: Page, group: pd.DataFrame) -> Markup:
    if not len(group):
        return none(page.say("nothing"))
    order = list(page.standards.items)
    lines = sorted(list_lines(group), key=lambda line: order.index(line.item_id))
    return tag(
        "ul",
        (
            tag("li", item_label(page.standards, line.item_id), exception_text(page, line), data_i=line.item_id)
            for line in lines
        ),
        class_="ex",
    )


def exception_text(page: Page, line: Any) -> str:
    """What is wrong, what it waits for and until when, after the item's name; "" where nothing is known."""
    waits = page.say("waits", what=write_blocked(page.standards, line.blocked_by)) if line.blocked_by else ""
    known = [
        part
        for part in (
            line.note,
            waits,
            write_deadline(page.standards, line.deadline, as_of=page.story.as_of),
            page.word("reply.pending") if page.replied(line.school_id, line.item_id) else "",
        )
        if part
    ]
    return page.word("mark.colon") + page.word("mark.comma").join(known) if known else ""


def draw_agreement(page: Page, area: Area) -> Markup:
    """What schools reported of themselves against what was seen, in checks."""
    frame = page.results.agreement
    counts = {(line.self, line.seen): line.count for line in list_lines(frame[frame["area"] == area.id])}
    columns = [
        Column(page.say("head.self")),
        *(Column(page.say(f"head.seen_{name}"), number=True) for name in (*JUDGED, "all")),
    ]
    rows = [
        Row((page.say(f"self_said.{own}"), *_agreement_cells(counts, own)))
        for own in SELF
        if any(counts.get((own, name), 0) for name in JUDGED)
    ]
    caption = page.say("agreement_caption", area=_short(page, area))
    return draw_table(columns, rows, caption=caption, key=f"agreement-{area.number}")


def _agreement_cells(counts: dict[tuple[str, str], int], own: str) -> Iterator[Piece]:
    """Counts by what was seen, then their sum; reported met and seen not met is the one that matters."""
    for name in JUDGED:
        count = counts.get((own, name), 0)
        yield hot(count) if own == "met" and name == "unmet" else zero(count)
    yield sum(counts.get((own, name), 0) for name in JUDGED)


def draw_towns(page: Page, area: Area) -> Markup:
    """An area by town, in the register's order; towns are not compared."""
    code = area.total_code
    coverage = page.results.coverage_by_town
    columns = [Column(page.say("head.town")), *(Column(page.say(f"head.{name}"), number=True)
               for name in ("due", "visited", "rate", "percent", "partial", "unmet"))]  # fmt: skip
    rows = []
    for town in list_lines(coverage):
        row = find_number(page, code, group_by="town", group=town.town)
        if row is not None:
            rows.append(Row((town.town, town.due, town.visited, show_plain(page, row), percent(page, row),
                             zero(row["partial"]), zero(row["unmet"])),
                            marks=mark_row(page, town=town.town, area=area.id)))  # fmt: skip
    if len(rows) < FEWEST_TOWNS:
        return Markup("")
    caption = page.say("towns_caption", area=_short(page, area))
    table = draw_table(columns, rows, caption=caption, css="wide", key=f"towns-{area.number}")
    return join(table, tag("p", page.say("towns_note"), class_="note"))
