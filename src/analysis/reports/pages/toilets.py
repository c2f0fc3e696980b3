"""Item 16 in numbers: girls, stalls required, there and short, and the three readings of 1:3, school by school."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from analysis.measures.suppression import is_small
from analysis.measures.toilets import find_item
from analysis.narrative.passages import write_value
from analysis.reports.pages.filters import mark_row
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.numbers import show_verdict
from analysis.reports.pages.page import Page, paragraph
from analysis.reports.pages.table import Column, Row, draw_table, hot, none

NUMBERS = ("boys", "girls", "stalls_m", "stalls_f", "required_f")
"""Counts that are shown as they were stated."""
PUPILS = ("boys", "girls")
"""Those that count persons: where one is small, neither is shown, as the other could be taken off a known total."""
READINGS = ("adequate", "ratio_strict", "ratio_per_head")
"""Three answers, each yes, no or unknown."""


def draw_stalls(page: Page, *, folded: bool = True) -> Markup:
    """Every school with counts, folded away or not; those that are short first."""
    frame = page.results.toilets
    frame = frame.assign(order=frame["short_f"].fillna(-1)).sort_values(["order", "school_id"], ascending=[False, True])
    if not len(frame):
        return Markup("")
    numbers = [Column(page.say(f"stalls.{name}"), number=True) for name in (*NUMBERS, "short_f")]
    words = [Column(page.say(f"stalls.{name}"), gap=index == 0) for index, name in enumerate((*READINGS, "verdict"))]
    columns = [Column(page.standards.text(page.standards.entity.name)), *numbers, *words]
    item = find_item(page.standards)
    rows = (
        Row(_cells(page, line), marks=mark_row(page, school=line["school_id"], item=item.id if item else ""))
        for _, line in frame.iterrows()
    )
    caption = page.say("stalls_caption", count=len(frame))
    table = draw_table(columns, rows, caption=caption, hidden=True, css="wide w7 long")
    hidden = any(hides_pupils(page, line) for _, line in frame.iterrows())
    note = _tell_hidden(page) if hidden else None
    return tag("details", tag("summary", caption), table, note) if folded else join(table, note)


def _tell_hidden(page: Page) -> Markup:
    item = find_item(page.standards)
    per = item.rule.limits["girls_per_stall"] if item and item.rule else 0
    below = page.standards.decision.suppress_below
    return paragraph(page.say("stalls_hidden", below=below, per=f"{per:g}"), css="note")


def hides_pupils(page: Page, line: pd.Series) -> bool:
    """Whether the pupils of a school are few, so that neither count of them may be shown."""
    return any(is_small(line[name], page.standards.decision.suppress_below) for name in PUPILS)


def _cells(page: Page, line: pd.Series) -> list[Piece]:
    hidden = PUPILS if hides_pupils(page, line) else ()
    stated: list[Piece] = [
        page.word("mark.suppressed") if name in hidden else write_value(line[name]) or none(page.say("unknown"))
        for name in NUMBERS
    ]
    short: Piece = none(page.say("unknown")) if pd.isna(line["short_f"]) else hot(int(line["short_f"]))
    answers = [page.say(f"answer.{line[name]}") if line[name] else none(page.say("unknown")) for name in READINGS]
    item = find_item(page.standards)
    verdict = show_verdict(page, line["verdict"]), page.reply_mark(line["school_id"], item.id if item else "")
    return [page.school(line["school_id"]), *stated, short, *answers, verdict]
