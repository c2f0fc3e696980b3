"""The workbooks on safety, petitions, other matters, and the sheet about persons that must be refused."""

from __future__ import annotations

from collections.abc import Sequence

from .counts import petitions
from .decisions import NAMES, OTHER, SAFETY, first_sight, self_report
from .district import MAY, NOT_VISITED, OCTOBER, OFFICE, School, schools_of, visit_day, visited
from .page import Book, Page, address
from .writing import DONE, TICKS, write_day

_ITEMS = (*SAFETY, *OTHER)
_HEADS = ("项目", "检查内容", "自查情况", "督查情况", "备注")
_PERIODS = {MAY: "2016年5月9日-16日", OCTOBER: "2016年10月10-17日"}


def write_school_sheets(book: Book, round_id: str, team: str) -> None:
    """One sheet a school: what it says of itself beside what was found; a form nobody filled in at the end."""
    for school in schools_of(round_id, team):
        if school.id not in NOT_VISITED[round_id]:
            _write_school(book.page(school.short, width=5, landscape=False), round_id, school)
    _write_empty_form(book.page("空表", width=5, landscape=False))


def _open_form(page: Page, head: str, *, role: str) -> None:
    page.line("学校安全稳定及其他工作督查记录表", role=role, font="title", height=32, left=False)
    page.line(head, role=role, height=22)
    page.next_row("header" if role == "title" else role, height=24)
    for column, text in enumerate(_HEADS, start=1):
        page.put(column, text, font="header")


def _write_school(page: Page, round_id: str, school: School) -> None:
    day = write_day(visit_day(round_id, school.id))
    _open_form(page, f"学校（盖章）：{school.name}                    督查日期：{day}", role="title")
    for title, items in (("一、安全稳定及信访", SAFETY), ("四、其他方面", OTHER)):
        first = page.row + 1
        for item in items:
            page.next_row("body", height=20)
            page.put(1, title if page.row == first else None)
            page.put(2, NAMES[item], left=True)
            own = self_report(round_id, school.id, item)
            page.finding(3, DONE[own], school=school.id, item=item, aspect="self_reported", verdict=own)
            verdict, note = first_sight(round_id, school.id, item)
            page.finding(4, DONE[verdict], school=school.id, item=item, aspect="inspected", verdict=verdict)
            page.put(5, note or None)
        page.merge(first, 1, page.row, 1)
    page.line("被查学校负责人签字：                    督查人员签字：", role="signature", height=30)
    page.widths(18, 26, 14, 14, 20)


def _write_empty_form(page: Page) -> None:
    _open_form(page, "学校（盖章）：________________          督查日期：      年   月   日", role="blank_form")
    for title, items in (("一、安全稳定及信访", SAFETY), ("四、其他方面", OTHER)):
        first = page.row + 1
        for item in items:
            page.next_row("blank_form", height=20)
            for column, text in enumerate((title if page.row == first else None, NAMES[item], None, None, None), 1):
                page.put(column, text)
        page.merge(first, 1, page.row, 1)
    page.line("被查学校负责人签字：                    督查人员签字：", role="blank_form", height=30)
    page.widths(18, 26, 14, 14, 20)


def write_matrix(book: Book, round_id: str, schools: Sequence[School], *, sheet: str, words: dict[str, str]) -> None:
    """Schools down, items across under their two areas."""
    page = book.page(sheet, width=2 + len(_ITEMS))
    page.title("安全稳定及信访、其他方面督查情况表", attachment="附件4", unit=f"督查时间：{_PERIODS[round_id]}")
    areas = ["安全稳定及信访工作", *["<"] * (len(SAFETY) - 1), "其他方面", *["<"] * (len(OTHER) - 1)]
    page.header([["序号", "学校名称", *areas], ["^", "^", *[NAMES[item] for item in _ITEMS]]], height=46)
    for number, school in enumerate(schools, start=1):
        page.next_row("body", height=22)
        page.put(1, number)
        page.put(2, school.named(round_id))
        for place, item in enumerate(_ITEMS):
            verdict, _ = first_sight(round_id, school.id, item)
            page.finding(3 + place, words[verdict], school=school.id, item=item, aspect="inspected", verdict=verdict)
    stroke = (
        "落实打“√”，未落实打“×”，不涉及打“/”。"
        if words is TICKS
        else "填“落实”“基本落实”“未落实”，没有食堂的填“不涉及”。"
    )
    page.line(f"注：{stroke}", role="note", height=20)
    page.line("填表人：                    审核人：", role="signature", height=24)
    page.widths(5, 19, 7)


def write_turned(book: Book, round_id: str, schools: Sequence[School], *, sheet: str) -> None:
    """Items down with their area merged before them, schools across."""
    page = book.page(sheet, width=3 + len(schools))
    page.title("安全稳定及信访、其他方面督查情况表", unit=f"督查时间：{_PERIODS[round_id]}                督查组：三组")
    page.header([["方面", "序号", "检查内容", *[school.name for school in schools]]], height=40)
    for title, items in (("安全稳定及信访", SAFETY), ("其他方面", OTHER)):
        first = page.row + 1
        for number, item in enumerate(items, start=1):
            page.next_row("body", height=20)
            page.put(1, title if page.row == first else None)
            page.put(2, number)
            page.put(3, NAMES[item], left=True)
            for place, school in enumerate(schools):
                verdict, _ = first_sight(round_id, school.id, item)
                page.finding(4 + place, DONE[verdict], school=school.id, item=item, aspect="inspected", verdict=verdict)
        page.merge(first, 1, page.row, 1)
    page.line("注：填“落实”“基本落实”“未落实”，没有食堂的填“不涉及”，当日未看的填“未查”。", role="note", height=20)
    page.widths(9, 6, 24, 13)


_MATTERS = ("matters_logged", "accepted_within_15d", "matters_due", "closed_on_time")


def write_petitions(book: Book) -> None:
    """Petition matters, counted in matters, never in persons."""
    page = book.page("信访事项统计", width=7)
    page.title("学校信访事项办理情况统计表", attachment="附件6",
               unit=f"填报单位：{OFFICE}办公室                    填报时间：2016年10月17日")  # fmt: skip
    page.header(
        [
            ["序号", "学校", "信访事项（件）", "<", "<", "<", "备注"],
            ["^", "^", "登记件数", "15日内受理", "应办结", "按期办结", "^"],
        ],
        height=26,
    )
    schools = visited(OCTOBER)
    top = page.row + 1
    for number, school in enumerate(schools, start=1):
        page.next_row("body", height=20)
        page.put(1, number)
        page.put(2, school.name)
        for place, measure in enumerate(_MATTERS):
            page.measure(3 + place, petitions(school)[measure], school=school.id, measure=measure)
        page.put(7, None)
    bottom = page.row
    page.next_row("subtotal", height=22)
    page.put(1, "合计", font="bold")
    page.put(2, None)
    page.merge(page.row, 1, page.row, 2)
    for place, measure in enumerate(_MATTERS):
        total = sum(petitions(school)[measure] for school in schools)
        span = f"{address(top, 3 + place)}:{address(bottom, 3 + place)}"
        page.total(3 + place, stated=total, right=total, formula=f"=SUM({span})")
    page.put(7, None)
    page.line("注：本表只统计信访事项件数，不填写人员信息。", role="note", height=20)
    page.widths(6, 26, 12)


_PERSONS = (
    ("闻人一川", "990215196103040011", "青埠镇某村2组", "12000001234", "待遇问题", "在家", "公冶知秋"),
    ("澹台小满", "990318195907120022", "槐渡镇某村5组", "12000005678", "待遇问题", "外出", "濮阳望北"),
    ("轩辕若水", "990407196211250033", "栎坪镇某村1组", "12000009012", "土地问题", "在家", "钟离未央"),
)
"""Invented persons: no such region code, wrong check characters, an unused phone prefix."""


def write_person_sheet(book: Book) -> None:
    """A sheet whose rows are persons: it must be refused whole."""
    page = book.page("重点人员台账", width=9)
    page.refuse("*", "whole_sheet")
    page.line("重点人员稳控台账", role="refused", font="title", height=32, left=False)
    page.next_row("refused", height=24)
    for column, text in enumerate(
        ("序号", "姓名", "身份证号", "家庭住址", "联系电话", "主要诉求", "是否在家", "稳控责任人", "所在学校"), start=1
    ):
        page.put(column, text, font="header")
    for number, person in enumerate(_PERSONS, start=1):
        page.next_row("refused", height=22)
        page.put(1, number)
        for column, text in enumerate((*person, "青埠镇中心小学"), start=2):
            page.put(column, text)
    page.line("以上人员由所在学校落实包案和稳控措施。", role="refused", height=20)
    page.widths(6, 10, 22, 18, 14, 12, 10, 12, 22)
