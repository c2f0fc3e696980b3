"""A printed number: k/N with its code, which opens its cells; and the panel that opens."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.measures.frames import LEFT_OUT
from analysis.narrative.passages import Number, Passage, fraction, write_value
from analysis.narrative.selection import item_label
from analysis.reports.pages.markup import Piece, anchor, join, tag
from analysis.reports.pages.page import Page
from analysis.reports.pages.table import list_lines, quote

LOUD = ("unmet", "partial", "overdue")
"""Parts of a number whose cells are shown first."""
FEW = 8
"""Cells shown at once in a panel that has nothing not met."""
MANY = 200
"""More cells than this are left to the annex and `ducha explain`."""
MARKS = {"unmet": "×", "partial": "◐"}
"""Verdicts that carry a mark beside their word."""


def find_number(page: Page, code: str, *, group_by: str = "", group: str = "") -> pd.Series | None:
    """The row of a number, or None."""
    try:
        return page.results.number(code, group_by=group_by, group=group)
    except KeyError:
        return None


def percent(page: Page, row: pd.Series) -> Piece:
    """The whole percentage, or why there is none: n<10, 不涉及."""
    if not pd.isna(row["percent"]):
        return f"{int(row['percent'])}%"
    if row["denominator"] == 0:
        return tag("span", page.word("verdict.not_applicable"), class_="z")
    return tag("span", f"n<{page.standards.decision.minimum_for_percent}", class_="z")


def show_number(page: Page, code: str, *, text: str = "", bare: bool = False) -> Markup:
    """A number of the whole round: a button that opens its panel, or a link to its row in the annex, and its code.

    Args:
        page: the page.
        code: the number's code; one that the round has not is printed as plain text.
        text: how it is written here; k/N where left out.
        bare: without the code, where it stands in the column's head.
    """
    row = find_number(page, code)
    if row is None:
        return join(text)
    return link_number(page, Number(code, text or fraction(page.standards, row).text), bare=bare)


def name_number(page: Page, number: Number) -> str:
    """A number's code as it is printed: 3-16, 3-0@松岫镇, 3-0@教学点."""
    kind = page.standards.wording.get(f"kind.{number.group}") if number.group_by == "kind" else None
    return f"{number.code}@{kind}" if kind else number.name


def link_number(page: Page, number: Number, *, bare: bool = False) -> Markup:
    """A number of a sentence, opening its panel or leading to its row in the annex."""
    name, code = anchor(number.name), name_number(page, number)
    if number.name in page.panels:
        label = page.say("open_number", text=number.text, code=code)
        link = tag("button", number.text, type="button", class_="num", popovertarget=f"p-{name}", aria_label=label)
    else:
        label = page.say("find_number", text=number.text, code=code)
        link = tag("a", number.text, class_="num", href=f"#s-{name}", aria_label=label)
    return link if bare else join(link, tag("span", code, class_="code"))


def show_passage(page: Page, passage: Passage) -> Markup:
    """A sentence with its numbers linked; a code that stands twice in it is linked once."""
    seen: set[tuple[str, str]] = set()
    pieces: list[Piece] = []
    for part in _take_counters(page, passage):
        if isinstance(part, str):
            pieces += _hold_mark(pieces, part)
        elif (part.name, part.text) in seen:
            pieces.append(part.text)
        else:
            seen.add((part.name, part.text))
            pieces.append(link_number(page, part))
    return join(pieces)


def _hold_mark(pieces: list[Piece], text: str) -> list[Piece]:
    """Keep a closing mark on the line of the number before it; a browser would let it begin the next line."""
    if pieces and isinstance(pieces[-1], Markup) and text and unicodedata.category(text[0]) in ("Po", "Pe"):
        return [tag("span", pieces.pop(), text[0], class_="nw"), text[1:]]
    return [text]


def _take_counters(page: Page, passage: Passage) -> Passage:
    """Let the counter that follows a number join it, so that the code does not come between: 22/24所 0-1."""
    parts = list(passage)
    for index, part in enumerate(parts[:-1]):
        after = parts[index + 1]
        if isinstance(part, Number) and isinstance(after, str):
            counter = next((word for word in page.say("counters").split() if after.startswith(word)), "")
            parts[index] = replace(part, text=part.text + counter)
            parts[index + 1] = after[len(counter) :]
    return tuple(parts)


def group_ratio(page: Page, code: str, group_by: str, group: str) -> Piece:
    """A number of a part of the round, plain: k/N, or 不涉及 in grey."""
    row = find_number(page, code, group_by=group_by, group=group)
    if row is None or row["denominator"] == 0:
        return tag("span", page.word("verdict.not_applicable"), class_="z")
    return fraction(page.standards, row).text


def left_out(page: Page, row: pd.Series) -> str:
    """What a number leaves out: 不涉及52、空白2, or 无."""
    told = [page.say("count_of", what=page.word(f"verdict.{name}"), count=row[name]) for name in LEFT_OUT if row[name]]
    return page.listed(told) or page.say("nothing")


def draw_panels(page: Page) -> Markup:
    """The panels of every number that has one, in the order of the codes."""
    codes = dict.fromkeys(page.results.numbers["code"])
    return join(_draw_panel(page, code) for code in codes if code in page.panels)


def _draw_panel(page: Page, code: str) -> Markup:
    row, cells, name = page.results.number(code), page.results.cells(code), anchor(code)
    cells = cells[cells["file"] != ""]
    first, rest = cells[cells["part"].isin(LOUD)], cells[~cells["part"].isin(LOUD)]
    if not len(first):
        first, rest = rest.head(FEW), rest.iloc[FEW:]
    over = first.iloc[MANY:]
    close = tag(
        "button", page.say("close"), type="button", class_="x", popovertarget=f"p-{name}", popovertargetaction="hide"
    )
    return tag(
        "div", close, tag("h2", f"{code}　{row['title']}", id=f"h-{name}"), _explain(page, row),
        _cell_table(page, first.head(MANY), caption=page.say(_first_caption(first), code=code)),
        _rest(page, code, rest, over=len(over)), _rule(page, row),
        popover=True, id=f"p-{name}", role="dialog", aria_labelledby=f"h-{name}",
    )  # fmt: skip


def _first_caption(cells: pd.DataFrame) -> str:
    """Key of the words above the first cells: not met ones, overdue ones, or cells that are just counted."""
    parts = set(cells["part"])
    return "cells_first" if parts & set(MARKS) else "cells_overdue" if "overdue" in parts else "cells_counted"


def _explain(page: Page, row: pd.Series) -> Iterator[Markup]:
    """Numerator ÷ denominator and what is left out."""
    if row["suppressed"]:
        yield tag("p", page.say("suppressed", below=page.standards.decision.suppress_below))
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


def _rule(page: Page, row: pd.Series) -> Markup | None:
    """The rule by which cells became conclusions, where a number counts conclusions."""
    if row["subject"] not in ("area", "item"):
        return None
    return tag("p", page.say("rule"), page.standards.text(page.standards.decision.text), class_="small")


def _rest(page: Page, code: str, rest: pd.DataFrame, *, over: int) -> Markup:
    """The cells that a panel does not show at once: all, or of many those that are counted; and how many more."""
    shown = rest if len(rest) <= MANY else rest[rest["part"] == "counted"].head(MANY)
    left = over + len(rest) - len(shown)
    folded = Markup("")
    if len(shown):
        table = _cell_table(page, shown, caption=page.say("cells_rest", code=code))
        folded = tag("details", tag("summary", page.say("rest", count=len(shown))), table)
    if not left:
        return folded
    told = page.say("rest_elsewhere", count=left, round=page.round_id, code=code)
    return join(folded, tag("p", told, class_="small"))


def _cell_table(page: Page, cells: pd.DataFrame, *, caption: str) -> Markup:
    if not len(cells):
        return Markup("")
    several = cells["item_id"].nunique() > 1
    heads = (tag("th", page.say(f"head.{name}"), scope="col") for name in ("school", "where", "raw", "judged"))
    rows = (
        tag(
            "tr", tag("th", _whom(page, cell, several=several), scope="row"),
            tag("td", _place(page, cell)), tag("td", quote(cell.raw) if cell.raw else None),
            tag("td", _tell_part(page, cell)),
        )
        for cell in list_lines(cells)
    )  # fmt: skip
    return tag("table", tag("caption", caption, class_="vh"), tag("thead", tag("tr", heads)), tag("tbody", rows))


def _tell_part(page: Page, cell: Any) -> Piece:
    """What the cell is in the number, and beside that what it says, where these are two things."""
    if not cell.verdict or f"verdict.{cell.part}" in page.standards.wording:
        return show_verdict(page, cell.verdict or cell.part)
    return show_verdict(page, cell.part), tag("br"), show_verdict(page, cell.verdict)


def _place(page: Page, cell: Any) -> str:
    """Where a cell lies, with its round where that is another one."""
    place = page.cell(cell.file, cell.sheet, cell.cell)
    return place if cell.round_id in ("", page.round_id) else f"{cell.round_id} {place}"


def _whom(page: Page, cell: Any, *, several: bool) -> Piece:
    school, item = page.school(cell.school_id), cell.item_id
    if several and item in page.standards.items:
        return school, tag("br"), tag("span", item_label(page.standards, item), class_="z")
    return school


def show_verdict(page: Page, value: str) -> Piece:
    """A verdict or another part of a number in words, with its mark where it is not met."""
    word = page.standards.wording.get(f"verdict.{value}") or page.standards.wording.get(f"page.part.{value}", "")
    if value not in MARKS:
        return word
    return tag("span", tag("i", MARKS[value], aria_hidden="true"), word, class_=f"v {value}")
