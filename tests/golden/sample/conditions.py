"""The workbooks on the 20 bottom-line requirements: the teams', the schools' own, and the later checks."""

from __future__ import annotations

from collections.abc import Sequence

from .decisions import (
    COND,
    NAMES,
    NO_SELF_REPORT,
    RESENT,
    VERIFIED,
    first_sight,
    revisit,
    second_sight,
    self_report,
)  # fmt: skip
from .district import BY_ID, DOUBLE, MAY, NOT_VISITED, OCTOBER, OFFICE, REVISITED, School, due_schools, team_of
from .page import Book, Page, address
from .writing import PASSED, REACHED, TICKS, write_day, write_verdict

_MONTHS = {MAY: "5月", OCTOBER: "10月"}
_NUMBERED = [f"{n}.{NAMES[item]}" for n, item in enumerate(COND, start=1)]
_LEFT_BLANK = {("L23", "cond.12"), ("L23", "cond.13"), ("L23", "cond.17")}
"""Boarding items that team three left empty at a day school, instead of writing the stroke."""
_AFTERNOON = {MAY: "2016-05-16", OCTOBER: "2016-10-15"}


def _see(round_id: str, team: str, school: School, item: str) -> tuple[str, str]:
    if school.id in NOT_VISITED[round_id]:
        return "not_inspected", ""
    if DOUBLE[round_id].get(school.id) == team:
        return second_sight(round_id, school.id, item)
    return first_sight(round_id, school.id, item)


def write_ticks(book: Book, round_id: str, team: str, schools: Sequence[School], *, sheet: str) -> None:
    """Schools down, the 20 items across by number and name, √ × /, and the schools met at the foot."""
    page = book.page(sheet, width=23)
    page.title(
        f"义务教育学校20项底线要求督查情况表（{_MONTHS[round_id]}）", attachment="附件1",
        unit=f"填报单位（盖章）：{OFFICE}督查{team}                    填报日期：{write_day(_AFTERNOON[round_id])}",
    )  # fmt: skip
    page.header([["序号", "学校", *_NUMBERED, "备注"]], height=52)
    top = page.row + 1
    for number, school in enumerate(schools, start=1):
        page.next_row("body", height=30)
        page.put(1, number)
        page.put(2, school.named(round_id))
        _write_items(page, 3, round_id, team, school, TICKS)
        page.put(23, "第二次到校" if DOUBLE[round_id].get(school.id) == team else None)
    _write_counts(page, 3, top, round_id, team, schools)
    page.line("注：达标打“√”，不达标打“×”，不涉及的打“/”，当日未看的写“未查”。", role="note", height=20)
    page.line("填表人：                    审核人：                    单位负责人：", role="signature", height=24)
    page.widths(5, 17, 6.3)
    page.widen(2 + 3, 9)
    page.widen(2 + 16, 9)
    page.widen(2 + 20, 8)


def _write_items(page: Page, column: int, round_id: str, team: str, school: School, words: dict[str, str]) -> None:
    for place, item in enumerate(COND):
        verdict, note = _see(round_id, team, school, item)
        remark = note if item in ("cond.16", "cond.03", "cond.20") and verdict != "partial" else ""
        page.finding(
            column + place, write_verdict(words, verdict, remark), school=school.id, item=item, aspect="inspected",
            verdict=verdict, note=remark,
        )  # fmt: skip


def _write_counts(page: Page, column: int, top: int, round_id: str, team: str, schools: Sequence[School]) -> None:
    bottom = page.row
    page.next_row("subtotal", height=24)
    page.put(1, "达标校数合计", font="bold")
    page.put(2, None)
    page.merge(page.row, 1, page.row, 2)
    for place, item in enumerate(COND):
        met = sum(_see(round_id, team, school, item)[0] == "met" for school in schools)
        span = f"{address(top, column + place)}:{address(bottom, column + place)}"
        page.total(column + place, stated=met, right=met, formula=f'=COUNTIF({span},"√*")')
    page.put(column + len(COND), None)


_GROUPS = (("校舍安全", 4), ("教学设施", 7), ("生活设施", 6), ("安全设施", 2), ("班额", 1))


def write_words(
    book: Book, round_id: str, team: str, schools: Sequence[School], *, sheet: str, resent: bool = False
) -> None:
    """Schools down under merged towns, items in groups across, 合格 and 不合格; `resent` is the copy sent later."""
    page = book.page(sheet, width=24)
    page.title(f"全面改薄20项底线要求现场督查表（{team}）", unit=f"督查时间：{_period(round_id)}")
    groups = [text for name, size in _GROUPS for text in (name, *["<"] * (size - 1))]
    page.header([["乡镇", "序号", "学校", *groups, "备注"], ["^", "^", "^", *_NUMBERED, "^"]], height=40)
    for number, school in enumerate(schools, start=1):
        _open_town(page, schools, number)
        page.put(2, number)
        page.put(3, school.short.replace("青埠沙溪", "沙溪") if school.id == "L09" else school.named(round_id))
        for place, item in enumerate(COND):
            verdict, note = _see(round_id, team, school, item)
            if resent and (school.id, item) in RESENT:
                verdict, note = RESENT[school.id, item], ""
            remark = note if item == "cond.16" else ""
            page.finding(
                4 + place, f"√（{remark}）" if verdict == "met" and remark else write_verdict(PASSED, verdict, remark),
                school=school.id, item=item, aspect="inspected", verdict=verdict, note=remark,
            )  # fmt: skip
        page.put(24, None)
    page.line(
        "说明：1.合格的填“合格”，部分合格的填“基本合格”，不合格的填“不合格”。2.非寄宿制学校寄宿条件填“不涉及”。",
        role="note",
        height=20,
    )
    page.line("督查人员（签字）：                              学校负责人（签字）：", role="signature", height=24)
    page.widths(8, 5, 19, 7)
    page.widen(3 + 16, 10)


def _open_town(page: Page, schools: Sequence[School], number: int) -> None:
    """Start a school's row; the town is written once and merged down."""
    town = schools[number - 1].town
    first = number == 1 or schools[number - 2].town != town
    page.next_row("body", height=26)
    page.put(1, town if first else None)
    size = sum(school.town == town for school in schools)
    if first and size > 1:
        page.merge(page.row, 1, page.row + size - 1, 1)


def _period(round_id: str) -> str:
    return {MAY: "2016年5月9日-16日", OCTOBER: "2016年10月10-17日"}[round_id]


def write_transposed(book: Book, round_id: str, team: str, schools: Sequence[School], *, sheet: str) -> None:
    """Items down, schools across under their towns, 达标 and 不达标, items met per school at the foot."""
    schools = sorted(schools, key=lambda school: school.id)
    page = book.page(sheet, width=2 + len(schools))
    page.title(
        "20项底线要求逐校检查表", unit=f"检查单位：{OFFICE}督查{team}                检查时间：{_period(round_id)}"
    )
    towns = [school.town if n == 0 or schools[n - 1].town != school.town else "<" for n, school in enumerate(schools)]
    page.header([["序号", "底线要求", *towns], ["^", "^", *[school.named(round_id) for school in schools]]], height=36)
    top = page.row + 1
    for number, item in enumerate(COND, start=1):
        page.next_row("body", height=20)
        page.put(1, number)
        page.put(2, NAMES[item], left=True)
        for place, school in enumerate(schools):
            verdict, _ = _see(round_id, team, school, item)
            verdict = "blank" if round_id == OCTOBER and (school.id, item) in _LEFT_BLANK else verdict
            page.finding(3 + place, REACHED[verdict], school=school.id, item=item, aspect="inspected", verdict=verdict)
    bottom = page.row
    page.next_row("subtotal", height=22)
    page.put(1, "合计（达标项数）", font="bold")
    page.put(2, None)
    page.merge(page.row, 1, page.row, 2)
    for place, school in enumerate(schools):
        met = sum(_see(round_id, team, school, item)[0] == "met" for item in COND)
        span = f"{address(top, 3 + place)}:{address(bottom, 3 + place)}"
        page.total(3 + place, stated=met, right=met, formula=f'=COUNTIF({span},"达标")')
    page.line("注：“/”表示该校不涉及此项，“未查”表示督查组未看。", role="note", height=20)
    page.widths(6, 18, 13)


def left_blank(round_id: str, school_id: str, item: str) -> bool:
    """Whether team three left the cell empty although the item does not apply."""
    return round_id == OCTOBER and (school_id, item) in _LEFT_BLANK


def write_self_reports(book: Book, round_id: str) -> None:
    """The schools' own reports, put together by the office."""
    schools = [school for school in due_schools(round_id) if school.id not in NO_SELF_REPORT[round_id]]
    page = book.page("学校自查汇总", width=23)
    page.title(
        "全面改薄20项底线要求学校自查情况汇总表", attachment="附件2",
        unit=f"单位（盖章）：{OFFICE}        上报日期：{_MONTHS[round_id]}8日      应报24校，已报{len(schools)}校",
    )  # fmt: skip
    page.header(
        [
            ["序号", "学校", "学校自查结果", *["<"] * 19, "备注"],
            ["^", "^", *_NUMBERED, "^"],
        ],
        height=44,
    )
    for number, school in enumerate(schools, start=1):
        page.next_row("body", height=20)
        page.put(1, number)
        page.put(2, school.named(round_id) if number % 5 or round_id == MAY else school.short)
        for place, item in enumerate(COND):
            verdict = self_report(round_id, school.id, item)
            page.finding(
                3 + place, TICKS[verdict], school=school.id, item=item, aspect="self_reported", verdict=verdict
            )
        page.put(23, None)
    page.line("注：本表由学校自查后上报，达标打“√”，不达标打“×”，不涉及的打“/”。", role="note", height=20)
    page.line("填表人：                    审核人：", role="signature", height=24)
    page.widths(5, 19, 6.3)


def write_verifications(book: Book, round_id: str) -> None:
    """What was looked at again within the round; the rest is 未查."""
    places = VERIFIED[round_id]
    items = [item for item in NAMES if any(item == key for _, key in places)]
    schools = [school for school in due_schools(round_id) if any(school.id == key for key, _ in places)]
    page = book.page("核实追踪", width=3 + len(items))
    page.title(
        "督查发现问题核实追踪情况表",
        unit=f"核查单位：{OFFICE}督导室          核查时间：{write_day(_AFTERNOON[round_id])}",
    )
    heads = ["核实追踪结果", *["<"] * (len(items) - 1)]
    page.header([["序号", "学校", "督查组", *heads], ["^", "^", "^", *[NAMES[item] for item in items]]], height=32)
    for number, school in enumerate(schools, start=1):
        page.next_row("body", height=22)
        page.put(1, number)
        page.put(2, school.named(round_id))
        page.put(3, team_of(round_id, school.id))
        for place, item in enumerate(items):
            verdict = places.get((school.id, item), "not_inspected")
            page.finding(4 + place, REACHED[verdict], school=school.id, item=item, aspect="verified", verdict=verdict)
    page.line("说明：只核实督查中有疑问的项目，其余填“未查”。", role="note", height=20)
    page.widths(6, 20, 9, 13)


REVISITED_ITEMS = (
    "cond.03", "cond.04", "cond.05", "cond.08", "cond.09", "cond.13", "cond.15", "cond.16", "cond.18", "cond.20",
    "safety.32", "safety.33", "safety.35", "aid.02", "aid.06", "other.02", "other.03",
)  # fmt: skip
"""What the revisit of November looked at."""


def write_revisit(book: Book) -> None:
    """The revisit: only what had failed, the rest is 未查."""
    page = book.page("回头看", width=2 + len(REVISITED_ITEMS))
    page.title(
        "10月督查发现问题“回头看”复查情况表", attachment="附件1",
        unit=f"复查单位：{OFFICE}督导室                    复查时间：2016年11月21日至24日",
    )  # fmt: skip
    groups = ["全面改薄", *["<"] * 9, "安全稳定及信访", "<", "<", "扶贫攻坚", "<", "其他方面", "<"]
    page.header(
        [
            ["序号", "学校", "复查结果", *["<"] * 16],
            ["^", "^", *groups],
            ["^", "^", *[NAMES[i] for i in REVISITED_ITEMS]],
        ],
        height=30,
    )
    for number, school_id in enumerate(REVISITED, start=1):
        page.next_row("body", height=22)
        page.put(1, number)
        page.put(2, BY_ID[school_id].name)
        away = school_id in NOT_VISITED["2016-11"]
        for place, item in enumerate(REVISITED_ITEMS):
            verdict = "not_inspected" if away else revisit(school_id, item)
            page.finding(3 + place, REACHED[verdict], school=school_id, item=item, aspect="verified", verdict=verdict)
    page.line("说明：只复查10月督查中发现问题的项目，其余填“未查”。", role="note", height=20)
    page.line("复查人员（签字）：                    学校负责人（签字）：", role="signature", height=24)
    page.widths(6, 22, 9)
