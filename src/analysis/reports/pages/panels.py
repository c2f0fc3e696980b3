"""The panels that numbers open: what is divided by what, every cell behind it, and the rule that decided.

No cell is left out. Those that a reader looks for stand one by one; the many others are put together by what they say,
a range with the text as written, so that a page of a thousand cells stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.narrative.passages import write_bound, write_value
from analysis.narrative.selection import item_label
from analysis.reports.pages.addresses import join_addresses
from analysis.reports.pages.markup import Piece, anchor, join, tag
from analysis.reports.pages.numbers import MARKS, left_out, show_verdict
from analysis.reports.pages.page import Page
from analysis.reports.pages.sources import PLACE, list_places
from analysis.reports.pages.table import list_lines, quote

LOUD = ("unmet", "partial", "overdue")
"""Parts of a number whose cells are shown first."""
OPEN = ("disputed", "blank", "unreadable", "self_only")
"""Parts that a person has to settle; they follow the loud ones."""
MOST_ROWS = 30
"""More cells than this are put together by what they say."""
MOST_OF_ITEM = 100
"""The same for one item, where every school has its row."""
RULE = "p-rule"
"""Id of the panel that says the rule of decision."""


def draw_panels(page: Page) -> Markup:
    """The panels of every number that has one, in the order of the codes, and the rule that they lead to."""
    codes = [code for code in dict.fromkeys(page.results.numbers["code"]) if code in page.panels]
    drawn = [_draw_panel(page, code) for code in codes]
    return join(drawn, _draw_rule(page) if drawn else None)


def _frame(page: Page, name: str, title: Piece, *content: Piece) -> Markup:
    """A panel as a dialog that its heading names; the button that closes it comes first."""
    close = tag(
        "button", page.say("close"), type="button", class_="x", popovertarget=f"p-{name}", popovertargetaction="hide"
    )
    head = tag("h2", title, id=f"h-{name}")
    return tag("div", close, head, *content, popover=True, id=f"p-{name}", role="dialog", aria_labelledby=f"h-{name}")


def _draw_rule(page: Page) -> Markup:
    rule = tag("p", page.standards.text(page.standards.decision.text))
    return _frame(page, RULE.removeprefix("p-"), page.say("rule_title"), rule)


def _draw_panel(page: Page, code: str) -> Markup:
    row, cells = page.results.number(code), page.results.cells(code)
    cells = cells[cells["file"] != ""].drop_duplicates()
    parts = cells["part"]
    chosen = parts.isin(LOUD) | parts.isin(OPEN)
    if not chosen.any():
        chosen = parts == "counted"
    first, rest = cells[chosen], cells[~chosen]
    loud = bool(first["part"].isin(LOUD).any())
    return _frame(
        page, anchor(code), f"{code}　{row['title']}", _explain(page, row),
        _draw_cells(page, row, first, caption=page.say(_first_caption(first), code=code), listed=loud),
        _draw_rest(page, row, rest), _tell_rule(page, row),
    )  # fmt: skip


def _first_caption(cells: pd.DataFrame) -> str:
    """Key of the words above the first cells: not met ones, overdue ones, or cells that are just counted."""
    parts = set(cells["part"])
    return "cells_first" if parts & set(MARKS) else "cells_overdue" if "overdue" in parts else "cells_counted"


def _explain(page: Page, row: pd.Series) -> Iterator[Markup]:
    """Numerator ÷ denominator and what is left out."""
    if row["suppressed"]:
        yield tag("p", page.say("suppressed", below=page.standards.decision.suppress_below))
    elif row["bound"]:
        yield tag("p", write_bound(page.standards, row))
    elif pd.isna(row["denominator"]):
        yield tag("p", page.say("counted", number=write_value(row["numerator"])))
    else:
        both = {name: write_value(row[name]) for name in ("numerator", "denominator")}
        if not pd.isna(row["mean"]):
            if row["subject"] == "figure":
                yield tag("p", page.say("mean_of", mean=f"{row['mean']:.2f}", **both))
            else:
                both = {name: f"{row[name]:.4g}" for name in both}
                yield tag("p", page.say("quotient_of", mean=f"{row['mean']:.3f}", **both))
            return
        judged = row["subject"] in ("area", "item")
        yield tag("p", page.say("divided_judged" if judged else "divided", **both))
    if row["subject"] in ("area", "item"):
        parts = page.say("judged_parts", partial=row["partial"], unmet=row["unmet"], left_out=left_out(page, row))
        yield tag("p", parts)


def _tell_rule(page: Page, row: pd.Series) -> Markup | None:
    """By what cells became conclusions, where a number counts conclusions; the whole rule opens over the panel."""
    if row["subject"] not in ("area", "item"):
        return None
    opens = tag("button", page.say("rule_title"), type="button", class_="num", popovertarget=RULE)
    return tag("p", page.say("rule_default"), " ", opens, class_="small")


def _draw_rest(page: Page, row: pd.Series, rest: pd.DataFrame) -> Markup:
    """The other cells folded away, or the number that lists the very same ones."""
    if not len(rest):
        return Markup("")
    base = find_base(page, str(row["code"])) if len(rest) > MOST_ROWS else ""
    if base:
        opens = tag("button", base, type="button", class_="num", popovertarget=f"p-{anchor(base)}")
        return tag("p", page.say("rest_same", count=_count(rest), code=base), " ", opens)
    table = _draw_cells(page, row, rest, caption=page.say("cells_rest", code=row["code"]))
    return tag("details", tag("summary", page.say("rest", count=_count(rest))), table)


def _count(cells: pd.DataFrame) -> int:
    return len(list_places(cells))


def find_base(page: Page, code: str) -> str:
    """The first number of the round that has a panel and rests on exactly the same cells; "" where this is the first.

    The counts of change all rest on the pairs that can be compared, those of rectification on the old problems.
    """
    numbers = page.results.numbers
    chapter = numbers.loc[numbers["code"] == code, "chapter"].iloc[0]
    own = frozenset(list_places(page.results.cells(code)))
    for other in dict.fromkeys(numbers.loc[numbers["chapter"] == chapter, "code"]):
        if other == code:
            return ""
        if other in page.panels and own == frozenset(list_places(page.results.cells(other))):
            return str(other)
    return ""


def _draw_cells(page: Page, row: pd.Series, cells: pd.DataFrame, *, caption: str, listed: bool = False) -> Markup:
    """Cells one by one under their file where they are few, else put together by school or by what they are."""
    if not len(cells):
        return Markup("")
    most = MOST_OF_ITEM if row["subject"] == "item" else MOST_ROWS
    if listed or len(cells) <= most:
        return _list_cells(page, cells, caption=caption)
    return _join_cells(page, cells, caption=caption, by_school=row["unit"] == "school" and row["subject"] != "item")


def _group(cells: pd.DataFrame, columns: list[str]) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    """Cells by the texts in some columns, in the order in which these first come."""
    for key, group in cells.groupby(columns, sort=False):
        yield tuple(str(part) for part in key), group


def _table(page: Page, names: Iterable[str], bodies: Iterable[Markup], *, caption: str) -> Markup:
    heads = (tag("th", page.say(f"head.{name}"), scope="col") for name in names)
    return tag("table", tag("caption", caption, class_="vh"), tag("thead", tag("tr", heads)), *bodies)


def _list_cells(page: Page, cells: pd.DataFrame, *, caption: str) -> Markup:
    """A row a cell, those of a sheet under its name."""
    several = cells["item_id"].nunique() > 1
    bodies = (
        tag(
            "tbody",
            tag("tr", tag("th", _name_sheet(page, *place), colspan=4, scope="rowgroup"), class_="f"),
            (_draw_cell(page, cell, several=several) for cell in list_lines(group)),
        )
        for place, group in _group(cells, list(PLACE[:3]))
    )
    return _table(page, ("school", "cell", "raw", "judged"), bodies, caption=caption)


def _draw_cell(page: Page, cell: Any, *, several: bool) -> Markup:
    corrected = page.correction(cell.round_id, cell.file, cell.sheet, cell.cell)
    return tag(
        "tr", tag("th", _name_school(page, cell, several=several), scope="row"), tag("td", cell.cell),
        tag("td", quote(cell.raw) if cell.raw else None, corrected),
        tag("td", _tell_part(page, cell), _mark_reply(page, cell)),
    )  # fmt: skip


def _mark_reply(page: Page, cell: Any) -> Piece:
    """`申辩中` behind what is not met and was replied to; a cell that says met is not what the reply is about."""
    return None if "met" in (cell.part, cell.verdict) else page.reply_mark(cell.school_id, cell.item_id)


def _mark_replies(page: Page, cells: pd.DataFrame) -> Piece:
    """The mark where one of a school's cells has it."""
    marks = [mark for cell in list_lines(cells) if (mark := _mark_reply(page, cell)) is not None]
    return marks[0] if marks else None


def _name_school(page: Page, cell: Any, *, several: bool) -> Piece:
    school, item = page.school(cell.school_id), cell.item_id
    if several and item in page.standards.items:
        return school, tag("br"), tag("span", item_label(page.standards, item), class_="z")
    return school


def _name_sheet(page: Page, round_id: str, file: str, sheet: str) -> str:
    """A sheet as a person finds it, with its round where that is another one."""
    other = round_id if round_id not in ("", page.round_id) else ""
    return " ".join(part for part in (other, page.cell(file, sheet, "")) if part)


def _tell_part(page: Page, cell: Any) -> Piece:
    """What the cell is in the number; beside that what it says, where these are two things, and what decided."""
    if f"verdict.{cell.part}" not in page.standards.wording:
        said = (tag("br"), show_verdict(page, cell.verdict)) if cell.verdict else ""
        return show_verdict(page, cell.part), said
    decided = cell.decided_by if cell.decided_by not in ("", "inspected", "none") else ""
    return show_verdict(page, cell.part), f" · {page.word(f'decided_by.{decided}')}" if decided else ""


def _join_cells(page: Page, cells: pd.DataFrame, *, caption: str, by_school: bool) -> Markup:
    """A row a school, or a row for what the cells are; in it their ranges, each with the text that stands there."""
    keys = ["part", "school_id"] if by_school else ["part", "verdict"]
    rows = (
        tag(
            "tr", tag("th", page.school(key[1]) if by_school else _name_part(page, *key), scope="row"),
            tag("td", name_quoted(page, group)),
            tag("td", show_verdict(page, key[0]), _mark_replies(page, group)) if by_school else None,
        )
        for key, group in _group(cells, keys)
    )  # fmt: skip
    heads = ("school", "where_said", "judged") if by_school else ("judged", "where_said")
    return _table(page, heads, [tag("tbody", rows)], caption=caption)


def _name_part(page: Page, part: str, verdict: str) -> Piece:
    word = show_verdict(page, part)
    return word if part == verdict or not verdict else (word, tag("br"), show_verdict(page, verdict))


def name_quoted(page: Page, cells: pd.DataFrame) -> Iterator[Piece]:
    """Cells as ranges by file and sheet, each followed by the text that all its cells hold.

    Those without a text come last, so that the text of others is never read as theirs.
    """
    for number, (place, group) in enumerate(_group(cells, list(PLACE[:3]))):
        yield tag("br") if number else None
        yield tag("span", _name_sheet(page, *place), class_="cell")
        for raw, same in sorted(group.groupby("raw", sort=False), key=lambda pair: pair[0] == ""):
            yield f" {' '.join(join_addresses(same['cell']))} "
            yield quote(str(raw)) if raw else None
        round_id, file, sheet = place
        yield from (page.correction(round_id, file, sheet, str(cell)) for cell in group["cell"].drop_duplicates())
