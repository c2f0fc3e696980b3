"""What the cells of the annex hold: a number in its parts, a place, a day, a school, as every sheet writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import isnan
from typing import Any

import pandas as pd

from analysis.measures.counting import PERCENT, judge_share
from analysis.measures.frames import LEFT_OUT
from analysis.measures.rates import TOWN_POINTS
from analysis.narrative.passages import fraction, name_code, plain, write_share
from analysis.narrative.selection import area_label, item_label
from analysis.reports.office.annex.sheet import Column, Value
from analysis.reports.pages.page import Page

Row = pd.Series | Mapping[Any, Any]
"""A row of a frame."""
NUMBER_COLUMNS = (
    Column("kn", 12.0, "ratio"), Column("k", 9.0, "count"), Column("n", 9.0, "count"),
    Column("percent", 8.0, "percent"),
)  # fmt: skip
"""A number in its parts: as printed, numerator, denominator, whole percent."""


def write_code(page: Page, row: Row) -> str:
    """The code of a row of `numbers` as it is printed everywhere."""
    return name_code(page.standards, fraction(page.standards, row))


def write_number(page: Page, row: Row) -> list[Value]:
    """`NUMBER_COLUMNS` of a row of `numbers`, as printed with [r] where an erratum changed it.

    A sign stands where no number may.
    """
    standards, printed = page.standards, plain(page.story.mark((fraction(page.standards, row),)))
    if row["suppressed"]:
        return [printed] * 4
    part, whole = take(row["numerator"]), take(row["denominator"])
    if row["bound"]:
        return [printed, standards.say("mark.suppressed"), whole, standards.say("mark.suppressed")]
    return [printed, part, whole, write_percent(page, row)]


def tell_revised(page: Page, rows: Iterable[Row | None]) -> str:
    """`[r] 3-16、3-16@教学点`: which of the numbers that a line writes in columns an erratum changed; "" for none."""
    numbers = [fraction(page.standards, row) for row in rows if row is not None]
    revised = [one for one in numbers if page.story.is_revised(one.code, one.group_by, one.group)]
    codes = [name_code(page.standards, one) for one in revised]
    return f"{page.word('mark.revised')} {page.word('mark.list').join(codes)}" if codes else ""


def write_percent(page: Page, row: Row) -> Value:
    """The whole percent; 不涉及 of nothing, n<10 of too few, and nothing where there is no share."""
    if judge_share(row) == PERCENT:
        return int(row["percent"])
    return write_share(page.standards, row) or None


def take(value: float) -> Value:
    """A number as it is; a whole one as an integer, an unknown one as nothing."""
    if isnan(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def take_left_out(row: Row) -> list[Value]:
    """The counts left out of a number, in the order of `LEFT_OUT`."""
    return [int(row[name]) for name in LEFT_OUT]


def write_day(text: str) -> Value:
    """A day as a day; what is no date stays as written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def write_word(page: Page, section: str, name: str) -> str:
    """A value of a table in words: verdict, decided_by, reply …; "" for none."""
    return page.word(f"{section}.{name}") if name else ""


def write_area(page: Page, area: str) -> str:
    """`三、全面改薄`; "" for no area."""
    return area_label(page.standards, page.standards.area(area)) if area else ""


def write_item(page: Page, item: str) -> str:
    """`第16条 厕位与男女比例`; "" for no item of the standard."""
    return item_label(page.standards, item) if item in page.standards.items else ""


def write_item_code(page: Page, item: str) -> str:
    """3-16, the code under which an item is counted; "" for no item of the standard."""
    return page.standards.code(item) if item in page.standards.items else ""


def write_kind(page: Page, kind: str) -> str:
    """The kind of a school in words."""
    return page.standards.wording.get(f"kind.{kind}", kind)


def write_group(page: Page, row: Row) -> str:
    """What part of the round a number is of: a town, a kind, a town's teaching points, an item; "" for the whole."""
    group = str(row["group"])
    if row["group_by"] == "item":
        return write_item(page, group)
    if row["group_by"] == TOWN_POINTS:
        town, _, kind = group.rpartition("/")
        return f"{town} {write_kind(page, kind)}"
    return write_kind(page, group) if row["group_by"] == "kind" else group


def write_unit(page: Page, unit: str) -> str:
    """A unit in words; a measure's own unit as it is."""
    return page.standards.wording.get(f"unit.{unit}", unit)


def write_place(page: Page, row: Row, *, prefix: str = "") -> str:
    """《台账.xlsx》 [核实追踪] I8; "" where there is no cell."""
    file, sheet, cell = (str(row[f"{prefix}{name}"]) for name in ("file", "sheet", "cell"))
    return page.cell(file, sheet, cell) if file else ""


def title_files(page: Page, names: Iterable[str]) -> dict[str, str]:
    """Names of files or sheets → as they may be shown, each masked once."""
    return {name: page.title(name) for name in dict.fromkeys(names)}
