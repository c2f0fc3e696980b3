"""The erratum on a page: each number before and after, and why."""

from __future__ import annotations

from markupsafe import Markup

from analysis.narrative.passages import Number, name_code, write_day
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import Page, heading, paragraph
from analysis.reports.pages.table import Column, Row, draw_table

HEADS = ("code", "what", "before", "after", "reason")
"""Columns of the table."""
OPEN = 20
"""With more numbers than this the table is folded away."""


def draw_erratum(page: Page) -> Markup:
    """The numbers that were printed otherwise before, with the signs' legend; nothing where there is no erratum."""
    revisions = page.story.revisions
    if not revisions:
        return Markup("")
    columns = [
        Column(page.word(f"closing.head_{head}"), number=head in ("before", "after"), gap=head == "reason")
        for head in HEADS
    ]
    rows = []
    for one in revisions:
        name = name_code(page.standards, Number(one.code, one.after, one.group_by, one.group))
        day = write_day(page.standards, one.on, base=page.story.as_of)
        why = page.say("erratum.why", number=one.number, day=day, reason=one.reason)
        rows.append(Row((name, one.title, one.before, one.after, why)))
    caption = page.say("erratum.caption", count=len(revisions))
    table = draw_table(columns, rows, caption=caption, hidden=True, css="wide w7 long")
    table = tag("details", tag("summary", caption), table) if len(rows) > OPEN else table
    legend = tag("p", page.word("mark.legend"), class_="small")
    title = heading(page.say("erratum.title"), "erratum", css="first")
    return join(tag("section", title, paragraph(page.say("erratum.lead", count=len(revisions))), table, legend))
