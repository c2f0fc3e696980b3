"""A printed number: k/N with its code, which opens its cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.measures.counting import PERCENT, judge_share
from analysis.measures.frames import LEFT_OUT
from analysis.narrative.passages import Number, Passage, fraction, name_code, write_share
from analysis.reports.pages.markup import Piece, anchor, join, tag
from analysis.reports.pages.page import Page

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
    told = write_share(page.standards, row)
    return told if judge_share(row) == PERCENT else tag("span", told, class_="z")


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


def link_number(page: Page, number: Number, *, bare: bool = False) -> Markup:
    """A number of a sentence, opening its panel or leading to its row in the annex."""
    name, code = anchor(number.name), name_code(page.standards, number)
    if number.name in page.panels:
        label = page.say("open_number", text=number.text, code=code)
        link = tag("button", number.text, type="button", class_="num", popovertarget=f"p-{name}", aria_label=label)
    else:
        label = page.say("find_number", text=number.text, code=code)
        link = tag("a", number.text, class_="num", href=f"#s-{name}", aria_label=label)
    link = join(link, mark_revised(page, number))
    return link if bare else join(link, tag("span", code, class_="code"))


def mark_revised(page: Page, number: Number) -> Markup | None:
    """The sign of a number that an erratum changed; it leads to the erratum's table where the page has that."""
    if not page.story.is_revised(number.code, number.group_by, number.group):
        return None
    if not page.erratum:
        return tag("span", page.word("mark.revised"), class_="code rev", title=page.say("erratum.mark"))
    return tag("a", page.word("mark.revised"), href="#erratum", class_="code rev", aria_label=page.say("erratum.mark"))


def show_passage(page: Page, passage: Passage) -> Markup:
    """A sentence with its numbers linked; a code that stands twice in it is linked once."""
    seen: set[tuple[str, str]] = set()
    pieces: list[Piece] = []
    for part in _take_counters(page, passage):
        if isinstance(part, str):
            pieces += _hold_mark(pieces, part)
        elif (part.name, part.text) in seen:
            pieces += [part.text, mark_revised(page, part)]
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
    return show_plain(page, row)


def show_plain(page: Page, row: pd.Series) -> Markup:
    """A number that opens nothing, with the sign where an erratum changed it."""
    number = fraction(page.standards, row)
    return join(number.text, mark_revised(page, number))


def left_out(page: Page, row: pd.Series | Mapping[Any, Any]) -> str:
    """What a number leaves out: 不涉及52、空白2, or 无."""
    told = [page.say("count_of", what=page.word(f"verdict.{name}"), count=row[name]) for name in LEFT_OUT if row[name]]
    return page.listed(told) or page.say("nothing")


def show_verdict(page: Page, value: str) -> Piece:
    """A verdict or another part of a number in words, with its mark where it is not met."""
    word = page.standards.wording.get(f"verdict.{value}") or page.standards.wording.get(f"page.part.{value}", "")
    if value not in MARKS:
        return word
    return tag("span", tag("i", MARKS[value], aria_hidden="true"), word, class_=f"v {value}")
