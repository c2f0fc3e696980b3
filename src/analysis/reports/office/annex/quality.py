"""数据质量: workbooks, what a person should look at, what was refused about persons, where every cell ended."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reports.office.annex.sheet import Column, Line, Sheet, say
from analysis.reports.office.annex.values import write_place
from analysis.reports.pages.page import Page

_COLUMNS = (
    Column("topic", 13.0), Column("what", 46.0), Column("outcome", 18.0), Column("where", 26.0), Column("raw", 13.0),
    Column("sheets", 5.5, "count"), Column("count", 7.0, "count"), Column("unit", 6.0), Column("affects", 7.0, "count"),
    Column("codes", 20.0, "code"),
)  # fmt: skip


def list_quality(page: Page) -> Sheet:
    """All of it in one table, a topic after the other."""
    lines = [*_list_flags(page), *_list_workbooks(page), *_list_refused(page), *_list_roles(page)]
    return Sheet("quality", _COLUMNS, lines, frozen=1)


def _list_flags(page: Page) -> Iterator[Line]:
    """Flags of one kind and message together, the first place of each, and the numbers that they move."""
    unit = say(page.standards, "count.places")
    for row in page.results.flag_groups.to_dict("records"):
        topic, what = page.word(f"severity.{row['severity']}"), page.message(row["message"])
        yield Line([topic, what, None, write_place(page, row), row["raw"], None, row["count"], unit, row["affects"],
                    row["codes"]])  # fmt: skip


def _list_workbooks(page: Page) -> Iterator[Line]:
    topic, unit = say(page.standards, "topic.workbook"), say(page.standards, "count.cells")
    for row in page.results.workbooks.to_dict("records"):
        told = [page.say(f"workbook.{row['state']}"), *([row["reason"]] if row["reason"] else [])]
        yield Line([topic, page.title(row["file"]), page.word("mark.colon").join(told), None, None, row["sheets"],
                    row["cells"], unit, None, None])  # fmt: skip


def _list_refused(page: Page) -> Iterator[Line]:
    """What was refused by its class: sheets and columns, never what stood there."""
    topic, unit = say(page.standards, "topic.refused"), say(page.standards, "count.columns")
    for row in page.results.refused_counts.to_dict("records"):
        what = page.word(f"refused_class.{row['class']}")
        yield Line([topic, what, None, None, None, row["sheets"], row["columns"], unit, None, None])


def _list_roles(page: Page) -> Iterator[Line]:
    topic, unit = say(page.standards, "topic.role"), say(page.standards, "count.cells")
    for row in page.results.cells_by_role.to_dict("records"):
        yield Line([topic, page.say(f"role.{row['role']}"), None, None, None, None, row["count"], unit, None, None])
