"""The official tables and the rates: 分镇统计, 分项统计 (the ministry's forms), 达标率, and who was visited."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.measures.listing import TEACHING_POINT
from analysis.measures.numbering import FULL_SUFFIX, VISITED
from analysis.measures.rates import TOWN_POINTS, name_points
from analysis.reports.office.annex.sheet import Column, Line, Sheet, Value, say
from analysis.reports.office.annex.values import (
    NUMBER_COLUMNS,
    take,
    take_left_out,
    tell_revised,
    write_area,
    write_code,
    write_item,
    write_kind,
    write_number,
    write_percent,
    write_unit,
)
from analysis.reports.pages.areas import why_uncounted
from analysis.reports.pages.numbers import find_number
from analysis.reports.pages.page import Page
from analysis.standards.model import Area

_TOWNS = (
    Column("area", 16.0), Column("seq", 6.0, "count"), Column("town", 18.0),
    Column("total", 9.0, "count", "schools"), Column("met", 9.0, "count", "schools"),
    Column("rate", 10.0, "percent", "schools"), Column("code", 15.0, "code"),
    Column("points_total", 12.0, "count", "points"), Column("points_met", 12.0, "count", "points"),
    Column("points_rate", 12.0, "percent", "points"), Column("points_code", 20.0, "code"), Column("remark", 16.0),
)  # fmt: skip
_ITEMS = (
    Column("area", 16.0), Column("seq", 6.0, "count"), Column("item", 30.0), Column("code", 9.0, "code"),
    Column("met_all", 10.0, "count", "met"), Column("met_points", 12.0, "count", "met"),
    Column("not_met_all", 10.0, "count", "not_met"), Column("not_met_points", 12.0, "count", "not_met"),
    Column("judged_all", 10.0, "count", "judged"), Column("judged_points", 12.0, "count", "judged"),
    Column("points_code", 14.0, "code"), Column("remark", 20.0),
)  # fmt: skip
_RATES = (
    Column("code", 8.0, "code"), Column("area", 15.0), Column("what", 30.0), Column("unit", 7.0), *NUMBER_COLUMNS,
    Column("partial", 7.0, "count"), Column("unmet", 7.0, "count"),
    *(Column(name, 7.0, "count") for name in LEFT_OUT), Column("low", 8.0, "share"), Column("high", 8.0, "share"),
)  # fmt: skip
_COVERAGE = (
    Column("school_id", 12.0), Column("school", 30.0), Column("town", 16.0), Column("kind", 16.0),
    Column("due", 8.0, "verdict"), Column("visited", 8.0, "verdict"), Column("reason", 40.0),
)  # fmt: skip


def list_towns(page: Page) -> Sheet:
    """分县统计: schools that meet an area entirely by town, the total first, teaching points apart."""
    lines = [line for area in page.areas for line in _list_area_towns(page, area)]
    return Sheet("towns", _TOWNS, lines, frozen=3)


def _list_area_towns(page: Page, area: Area) -> Iterator[Line]:
    code = f"{area.number}{FULL_SUFFIX}"
    whole = find_number(page, code)
    if whole is None:
        return
    label, points = write_area(page, area.id), find_number(page, code, group_by="kind", group=TEACHING_POINT)
    yield Line([label, None, page.say("total"), *_write_standing(page, whole), *_write_standing(page, points),
                _join_remarks(page, _tell_missed(page), tell_revised(page, (whole, points)))], total=True)  # fmt: skip
    for seq, town in enumerate(page.results.coverage_by_town["town"], start=1):
        own = find_number(page, code, group_by="town", group=town)
        points = find_number(page, code, group_by=TOWN_POINTS, group=name_points(town))
        yield Line([label, seq, town, *_write_standing(page, own), *_write_standing(page, points),
                    _join_remarks(page, _tell_missed(page, town), tell_revised(page, (own, points)))])  # fmt: skip


def _join_remarks(page: Page, *remarks: str) -> str:
    return page.word("mark.semicolon").join(filter(None, remarks))


def _write_standing(page: Page, row: pd.Series | None) -> list[Value]:
    """Schools, those that meet it, the share, the code; 不涉及 where there is no school."""
    if row is None:
        return [page.word("verdict.not_applicable")] * 3 + [None]
    return [take(row["denominator"]), take(row["numerator"]), write_percent(page, row), write_code(page, row)]


def _tell_missed(page: Page, town: str = "") -> str:
    """How many schools due were not visited, with which the table has nothing to do."""
    row = find_number(page, VISITED, group_by="town" if town else "", group=town)
    missed = 0 if row is None else int(row["not_inspected"])
    return say(page.standards, "missed", schools=page.story.count("school", missed)) if missed else ""


def list_items(page: Page) -> Sheet:
    """分项统计: schools that meet each item and that do not, teaching points apart; uncounted items say why."""
    standing = {row["item_id"]: row for _, row in page.results.item_standing.iterrows()}
    lines = []
    for area in page.areas:
        for item in (page.standards.items[item_id] for item_id in area.items):
            row, label = standing.get(item.id), write_area(page, area.id)
            if row is not None:
                points = find_number(page, code := str(row["code"]), group_by="kind", group=TEACHING_POINT)
                told = tell_revised(page, (find_number(page, code), points))
                lines.append(Line([label, item.number, page.standards.name(item.id), *_count_item(page, row), told]))
            elif not item.counted and item.kind != "derived":
                told = page.say(why_uncounted(item))
                lines.append(Line([label, item.number, page.standards.name(item.id), *[None] * 8, told]))
    return Sheet("items", _ITEMS, lines, frozen=3)


def _count_item(page: Page, row: pd.Series) -> list[Value]:
    nothing, code = page.word("verdict.not_applicable"), str(row["code"])
    whole, points = bool(row["judged"]), bool(row["points_judged"])
    cells: list[Value] = [code]
    for name in ("met", "not_met", "judged"):
        cells += [int(row[name]) if whole else nothing, int(row[f"points_{name}"]) if points else nothing]
    found = find_number(page, code, group_by="kind", group=TEACHING_POINT)
    return [*cells, write_code(page, found) if found is not None else None]


def list_rates(page: Page) -> Sheet:
    """Every area and item: k, N, percent, what is left out, and the interval at the right."""
    numbers = page.results.numbers
    chosen = numbers[numbers["subject"].isin(("area", "item")) & (numbers["group_by"] == "")]
    lines = []
    for row in chosen.to_dict("records"):
        what = write_item(page, row["item_id"]) or row["title"]
        lines.append(
            Line([write_code(page, row), write_area(page, row["area"]), what, write_unit(page, row["unit"]),
                  *write_number(page, row), row["partial"], row["unmet"], *take_left_out(row), take(row["low"]),
                  take(row["high"])], total=row["subject"] == "area")
        )  # fmt: skip
    return Sheet("rates", _RATES, lines, frozen=3)


def list_coverage(page: Page) -> Sheet:
    """Schools due or visited, in the order of the results."""
    answers = {True: page.say("answer.yes"), False: page.say("answer.no")}
    lines = [
        Line([row["school_id"], page.school(row["school_id"]), row["town"], write_kind(page, row["kind"]),
              answers[row["due"]], answers[row["visited"]], row["reason"]])
        for row in page.results.coverage.to_dict("records")
    ]  # fmt: skip
    return Sheet("coverage", _COVERAGE, lines, frozen=2)
