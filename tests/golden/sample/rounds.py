"""The three rounds: which workbooks came, the plan, round.toml."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook

from .conditions import (
    write_revisit,
    write_self_reports,
    write_ticks,
    write_transposed,
    write_verifications,
    write_words,
)  # fmt: skip
from .daily import write_matrix, write_person_sheet, write_petitions, write_school_sheets, write_turned
from .decisions import FAILURES
from .district import (
    DOUBLE,
    MAY,
    NOT_VISITED,
    NOVEMBER,
    OCTOBER,
    double_day,
    due_schools,
    schools_of,
    team_of,
    visit_day,
)  # fmt: skip
from .money import write_aid, write_facilities, write_ledger, write_toilets
from .page import Book, Log, Page
from .writing import DONE, TICKS

AREAS = {"safety": "安全稳定及信访", "aid": "扶贫攻坚", "cond": "全面改薄", "other": "其他方面"}
"""The areas as the plan writes them."""
SETTINGS = {
    MAY: ("2016年5月常规重点工作督查", "full", "2016-05-09", "2016-05-16", "2016-05-17"),
    OCTOBER: ("2016年10月常规重点工作督查", "full", "2016-10-10", "2016-10-17", "2016-10-18"),
    NOVEMBER: ("2016年11月督查问题回头看", "revisit", "2016-11-21", "2016-11-24", "2016-11-25"),
}
"""Name, kind, first day, last day and as-of day of each round."""


def make_may(log: Log) -> list[Book]:
    """Six workbooks of a full round."""
    visited_by = {
        team: [s for s in schools_of(MAY, team) if s.id not in NOT_VISITED[MAY]] for team in ("一组", "二组", "三组")
    }
    conditions = Book("附件1-20项底线要求督查表（5月）.xlsx", log)
    write_ticks(conditions, MAY, "一组", visited_by["一组"], sheet="一组")
    write_words(conditions, MAY, "二组", visited_by["二组"], sheet="二组")
    write_transposed(conditions, MAY, "三组", visited_by["三组"], sheet="三组")
    own = Book("附件2-学校自查汇总表.xlsx", log)
    write_self_reports(own, MAY)
    counted = Book("附件3-办学条件清点表.xlsx", log)
    write_facilities(counted, MAY)
    daily = Book("附件4-安全稳定及其他方面督查表.xlsx", log)
    write_matrix(daily, MAY, [s for group in visited_by.values() for s in group], sheet="安全及其他", words=TICKS)
    aided = Book("附件5-扶贫资助督查表.xlsx", log)
    write_aid(aided, MAY)
    ledger = Book("附件6-问题整改台账（截至5月17日）.xlsx", log)
    write_ledger(ledger, MAY)
    write_verifications(ledger, MAY)
    return [conditions, own, counted, daily, aided, ledger]


def make_october(log: Log) -> list[Book]:
    """Ten workbooks of a full round, one of them sent twice."""
    books = []
    first = Book("全面改薄（一组）.xlsx", log)
    write_ticks(first, OCTOBER, "一组", schools_of(OCTOBER, "一组", double=True), sheet="全面改薄")
    books.append(first)
    for file, resent in (("全面改薄（二组）.xlsx", False), ("全面改薄（二组）(1).xlsx", True)):
        second = Book(file, log)
        write_words(second, OCTOBER, "二组", schools_of(OCTOBER, "二组"), sheet="二组", resent=resent)
        books.append(second)
    third = Book("改薄检查表-三组.xlsx", log)
    write_transposed(third, OCTOBER, "三组", schools_of(OCTOBER, "三组", double=True), sheet="Sheet1")
    own = Book("学校自查汇总（23校）.xlsx", log)
    write_self_reports(own, OCTOBER)
    counted = Book("附件3-办学条件清点表.xlsx", log)
    write_facilities(counted, OCTOBER)
    sheets = Book("安全稳定督查记录（一组）.xlsx", log)
    write_school_sheets(sheets, OCTOBER, "一组")
    daily = Book("安全稳定及信访（二组、三组）.xlsx", log)
    write_matrix(daily, OCTOBER, schools_of(OCTOBER, "二组"), sheet="二组", words=DONE)
    seen = [school for school in schools_of(OCTOBER, "三组") if school.id not in NOT_VISITED[OCTOBER]]
    write_turned(daily, OCTOBER, seen, sheet="三组")
    write_petitions(daily)
    write_person_sheet(daily)
    aided = Book("附件5-扶贫资助督查表.xlsx", log)
    write_aid(aided, OCTOBER)
    ledger = Book("整改台账（截至10月18日）.xlsx", log)
    write_ledger(ledger, OCTOBER)
    write_verifications(ledger, OCTOBER)
    return [*books, third, own, counted, sheets, daily, aided, ledger]


def make_november(log: Log) -> list[Book]:
    """Three workbooks of a revisit."""
    again = Book("回头看复查情况（11月）.xlsx", log)
    write_revisit(again)
    toilets = Book("厕所蹲位复核.xlsx", log)
    write_toilets(toilets)
    ledger = Book("整改台账（截至11月25日）.xlsx", log)
    write_ledger(ledger, NOVEMBER)
    return [again, toilets, ledger]


MAKERS = {MAY: make_may, OCTOBER: make_october, NOVEMBER: make_november}
"""How each round's workbooks are made."""


def areas_due(round_id: str, school_id: str) -> tuple[str, ...]:
    """The areas a school is due for: all, or in the revisit those where something had failed."""
    if round_id != NOVEMBER:
        return tuple(AREAS)
    if school_id in NOT_VISITED[NOVEMBER]:
        asked = [one for one in FAILURES if one.found.get(OCTOBER) == "unmet"]
    else:
        asked = [one for one in FAILURES if NOVEMBER in one.found]
    failed = {one.item.partition(".")[0] for one in asked if one.school == school_id}
    return tuple(area for area in AREAS if area in failed)


def make_plan(round_id: str) -> Book:
    """plan.xlsx: school, due, team, day, areas, why not visited; a second row where two teams went."""
    plan = Book("plan.xlsx", Log(), Workbook())
    page = plan.page("计划", width=6)
    page.header([["学校", "应查", "督查组", "日期", "方面", "未查原因"]])
    for school in due_schools(round_id):
        areas = "、".join(AREAS[area] for area in areas_due(round_id, school.id))
        reason = NOT_VISITED[round_id].get(school.id)
        day = date.fromisoformat(visit_day(round_id, school.id))
        _plan_row(page, school.named(round_id), team_of(round_id, school.id), day, areas, reason)
        if school.id in DOUBLE[round_id]:
            second = date.fromisoformat(double_day(round_id))
            _plan_row(page, school.named(round_id), DOUBLE[round_id][school.id], second, AREAS["cond"], None)
    page.widths(26, 8, 10, 14, 44, 26)
    return plan


def _plan_row(page: Page, *values: object) -> None:
    school, team, day, areas, reason = values
    page.next_row("body", height=20)
    for column, value in enumerate((school, "是", team, day, areas, reason), start=1):
        page.put(column, value)


NAMES_EN = {
    "2016-05": "Routine inspection, May 2016",
    "2016-10": "Routine inspection, October 2016",
    "2016-11": "Revisit, November 2016",
}
"""What a round is called on an English page."""


def write_settings(round_id: str) -> str:
    """The text of round.toml."""
    name, kind, first, last, as_of = SETTINGS[round_id]
    areas = ", ".join(f'"{area}"' for area in AREAS)
    return (
        f'id = "{round_id}"\nname = "{name}"\nname_en = "{NAMES_EN[round_id]}"\n'
        f'kind = "{kind}"\nfirst_day = {first}\nlast_day = {last}\n'
        f"as_of = {as_of}\nareas = [{areas}]\nsample = true\n"
    )
