"""The workbooks that count: facilities, toilets again in November, aid with its money; and the ledger of problems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from .counts import aid, facilities
from .decisions import AID, NAMES, first_sight, numbered_failures
from .district import BY_ID, MAY, NOVEMBER, OCTOBER, OFFICE, TOWNS, School, visit_day, visited
from .page import Book, Page, address
from .writing import STATUSES, YES, write_day

_DAYS = {MAY: "2016-05-17", OCTOBER: "2016-10-18", NOVEMBER: "2016-11-25"}
_COUNTED = (
    "pupils", "boys", "girls", "desks", "chairs", "stalls_m", "stalls_f", "urinals", "boarders", "beds_single",
    "platform_beds", "multimedia_rooms", "d_grade_area_m2", "shower_heads", "max_class_size",
)  # fmt: skip
_WRONG = {(OCTOBER, "砚湖镇", "desks"): 10}
"""A subtotal that was typed over, by how much it is too high."""


def _number(round_id: str, school: School, measure: str) -> int | None:
    """A count, or None where the school has no boarders and the sheet has a stroke."""
    if not school.boarding and measure in ("boarders", "beds_single", "platform_beds", "shower_heads"):
        return None
    return facilities(round_id, school)["max_class" if measure == "max_class_size" else measure]


def write_facilities(book: Book, round_id: str) -> None:
    """The facilities count: three header rows, the total first, a subtotal for each town."""
    page = book.page("办学条件清点", width=18)
    page.title("义务教育学校基本办学条件清点表", attachment="附件3",
               unit=f"单位（盖章）：{OFFICE}督查组          填报日期：{write_day(_DAYS[round_id])}")  # fmt: skip
    page.header(
        [
            "乡镇|序号|学校|在校学生数|<|<|课桌椅|<|厕所|<|<|住宿条件|<|<|其他条件|<|<|<",
            "^|^|^|合计|男|女|课桌（张）|椅凳（把）|蹲位（个）|<|小便器（个）|寄宿生|床位（个）|大通铺（个）"
            "|多媒体教室|D级危房（㎡）|淋浴头|最大班额",
            "^|^|^|^|^|^|^|^|男|女|^|^|^|^|^|^|^|^",
        ],
        height=26,
    )  # fmt: skip
    schools = visited(round_id)
    wrong = {key: _WRONG.get((round_id, *key), 0) for key in ((town, m) for town in TOWNS for m in _COUNTED)}
    sums = _subtotal_rows(page.row + 2, schools)
    _write_sum(page, round_id, "合计", schools, "+".join(f"{{column}}{row}" for row in sums.values()), sum_of=wrong)
    number = 0
    for town in TOWNS:
        group = [school for school in schools if school.town == town]
        top = page.row + 1
        for school in group:
            number += 1
            _write_counted(page, round_id, school, number, town if page.row + 1 == top else None)
        page.merge(top, 1, page.row, 1)
        span = f"SUM({{column}}{top}:{{column}}{page.row})"
        _write_sum(page, round_id, f"{town}小计", group, span, sum_of={(town, m): wrong[town, m] for m in _COUNTED})
    page.line("注：非寄宿制学校住宿条件和淋浴头填“/”；小便器不计入蹲位。", role="note", height=20)
    page.line("清点人：                    复核人：                    校长：", role="signature", height=24)
    page.widths(9, 5, 23, 8)


def _subtotal_rows(first: int, schools: Sequence[School]) -> dict[str, int]:
    rows, row = {}, first - 1
    for town in TOWNS:
        row += sum(school.town == town for school in schools) + 1
        rows[town] = row
    return rows


def _write_counted(page: Page, round_id: str, school: School, number: int, town: str | None) -> None:
    page.next_row("body", height=20)
    for column, text in enumerate((town, number, school.named(round_id)), start=1):
        page.put(column, text)
    for place, measure in enumerate(_COUNTED):
        value = _number(round_id, school, measure)
        if value is None:
            page.put(4 + place, "/")
        elif measure == "pupils":
            page.measure(4, f"=E{page.row}+F{page.row}", school=school.id, measure="pupils", base=value)
            page.total(4, stated=value, right=value, formula=f"=E{page.row}+F{page.row}")
        else:
            page.measure(4 + place, value, school=school.id, measure=measure)


def _write_sum(
    page: Page,
    round_id: str,
    title: str,
    schools: Sequence[School],
    formula: str,
    *,
    sum_of: dict[tuple[str, str], int],
) -> None:
    page.next_row("subtotal", height=22)
    for column, text in enumerate((title, None, None), start=1):
        page.put(column, text, font="bold")
    page.merge(page.row, 1, page.row, 3)
    for place, measure in enumerate(_COUNTED):
        if measure == "max_class_size":
            page.put(4 + place, "—")
            continue
        right = sum(_number(round_id, school, measure) or 0 for school in schools)
        extra = sum(size for (_, key), size in sum_of.items() if key == measure)
        typed = extra and title != "合计"
        letter = address(1, 4 + place).rstrip("1")
        page.total(
            4 + place, stated=right + extra, right=right, formula="" if typed else f"={formula.format(column=letter)}"
        )


def write_toilets(book: Book) -> None:
    """The stalls counted again in November, where they had been short."""
    page = book.page("厕所蹲位复核", width=7)
    page.title("学校厕所蹲位复核表", unit="复核时间：2016年11月21日至24日")
    page.header(
        [["序号", "学校", "在校学生数", "<", "厕所蹲位（个）", "<", "备注"], ["^", "^", "男", "女", "男", "女", "^"]],
        height=24,
    )
    for number, school_id in enumerate(("L03", "L09", "L12", "L17", "L22"), start=1):
        counts = facilities(NOVEMBER, BY_ID[school_id])
        page.next_row("body", height=22)
        page.put(1, number)
        page.put(2, BY_ID[school_id].name)
        for place, measure in enumerate(("boys", "girls", "stalls_m", "stalls_f")):
            page.measure(3 + place, counts[measure], school=school_id, measure=measure, aspect="verified")
        page.put(7, "新增女厕蹲位3个" if school_id == "L12" else None)
    page.line("复核人：                    学校负责人：", role="signature", height=24)
    page.widths(6, 24, 10)


_SUMS = ("eligible", "registered", "aided", "aided_on_time_full", "amount_due", "amount_paid", "households_visited",
         "problems_solved")  # fmt: skip
_FIRST = "闻濮钟澹司上官轩宇文东郭南宫西门"
_LAST = "一川知秋小满望北若水未央青禾听雪临风观澜"


def _invent_person(place: int) -> tuple[str, str]:
    """An invented name and a number with an unused prefix."""
    return f"{_FIRST[place % 7]}{_LAST[place * 2 % 18 : place * 2 % 18 + 2]}", f"12000{(place * 7919) % 1000000:06d}"


def write_aid(book: Book, round_id: str) -> None:
    """Aid: counts, money, visits and judgements; the two columns about a person must be refused."""
    schools, per = visited(round_id), 10000 if round_id == MAY else 1
    unit = "万元" if round_id == MAY else "元"
    page = book.page("扶贫资助", width=23)
    line = f"报送单位（公章）：{OFFICE}          报送时间：{write_day(_DAYS[round_id])}          单位：人、户、{unit}"
    page.title("教育扶贫与学生资助工作督查表", attachment="附件5", unit=line)
    items = [NAMES[item] for item in AID]
    page.header(
        [
            f"镇（乡）|学校名称|资助专干|<|学生资助|<|<|<|<|<|“三个一”活动|<|督查结果{'|<' * 9}|备注",
            f"^|^|姓名|联系电话|人数|<|<|<|金额（{unit}）|<|走访户数|解决困难数|{'|'.join(items)}|^",
            f"^|^|^|^|应资助|建档立卡|实际资助|按时足额|应发|实发{'|^' * 13}",
        ],
        height=30,
    )
    page.refuse("C", "person_name")
    page.refuse("D", "contact")
    rows: list[int] = []
    for town in TOWNS:
        group = [school for school in schools if school.town == town]
        top = page.row + 1
        for school in group:
            _write_aided(page, round_id, school, per, town if page.row + 1 == top else None)
        page.merge(top, 1, page.row, 1)
        _write_aid_sum(page, round_id, f"{town}小计", group, f"SUM({{column}}{top}:{{column}}{page.row})", per)
        rows.append(page.row)
    _write_aid_sum(page, round_id, "合计", schools, "+".join(f"{{column}}{row}" for row in rows), per)
    page.line("注：督查结果填“是”“否”或“基本到位”，当日未看的填“未查”。", role="note", height=20)
    page.line("填表人：                    审核人：                    分管领导：", role="signature", height=24)
    page.widths(9, 22, 8, 13, 8)


def _write_aided(page: Page, round_id: str, school: School, per: int, town: str | None) -> None:
    page.next_row("body", height=22)
    person = _invent_person(int(school.id[1:]))
    for column, text in enumerate((town, school.named(round_id), *person), start=1):
        page.put(column, text)
    counts = aid(round_id, school)
    for place, measure in enumerate(_SUMS):
        value = counts[measure]
        money = measure.startswith("amount")
        page.measure(
            5 + place, value / per if money and per > 1 else value, school=school.id, measure=measure, base=value
        )
    for place, item in enumerate(AID):
        verdict, _ = first_sight(round_id, school.id, item)
        page.finding(13 + place, YES[verdict], school=school.id, item=item, aspect="inspected", verdict=verdict)
    page.put(23, None)


def _write_aid_sum(page: Page, round_id: str, title: str, schools: Sequence[School], formula: str, per: int) -> None:
    page.next_row("subtotal", height=22)
    for column, text in enumerate((title, None, None, None), start=1):
        page.put(column, text, font="bold")
    page.merge(page.row, 1, page.row, 2)
    for place, measure in enumerate(_SUMS):
        total: float = sum(aid(round_id, school)[measure] for school in schools)
        total = total / per if measure.startswith("amount") and per > 1 else total
        letter = address(1, 5 + place).rstrip("1")
        page.total(5 + place, stated=total, right=total, formula=f"={formula.format(column=letter)}")
    for column in range(13, 24):
        page.put(column, None)


_POSTS = ("校长", "总务主任", "德育主任", "教导主任")


def write_ledger(book: Book, round_id: str) -> None:
    """The ledger: each problem with its number, found, due, claimed and verified days, and what became of it."""
    page = book.page("整改台账", width=11)
    page.title(f"学校督查问题整改台账（截至{write_day(_DAYS[round_id])}）",
               unit=f"填报单位：{OFFICE}督导室（盖章）          填报日期：{write_day(_DAYS[round_id])}")  # fmt: skip
    page.header(["问题编号|学校名称|督查日期|对应内容|存在问题|整改期限|责任人|整改完成日期|核查时间|整改情况|备注"])
    for number, (problem_id, one) in enumerate(numbered_failures()):
        if round_id in one.ledger:
            state = one.ledger[round_id]
            found = visit_day(one.first_round, one.school)
            values: list[Any] = [
                problem_id, BY_ID[one.school].named(round_id), date.fromisoformat(found), _name_item(one.item),
                one.text, _write_deadline(state["deadline"]), _POSTS[number % 4], _day(state["claimed"]),
                _day(state["verified"]), STATUSES[state["status"]], None,
            ]  # fmt: skip
            row = page.next_row("body", height=28)
            for column, value in enumerate(values, start=1):
                page.put(column, value, left=column == 5)
            page.book.log.add(
                "problems", file=page.book.file, sheet="整改台账", row=row, problem_id=problem_id, school_id=one.school,
                item_id=one.item, text=one.text, found_on=found, deadline=state["deadline"],
                claimed_on=state["claimed"], verified_on=state["verified"], status=state["status"],
            )  # fmt: skip
    page.line("注：整改情况由学校填报，“已销号”须经督导室核查；长期坚持的不填日期。", role="note", height=20)
    page.line("填表人：                    科室负责人：                    分管领导：", role="signature", height=24)
    page.widths(13, 22, 12, 16, 34, 12, 10, 12, 12, 14, 8)


def _name_item(item: str) -> str:
    area, _, number = item.partition(".")
    return f"底线要求第{int(number)}项" if area == "cond" else NAMES[item]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _write_deadline(text: str) -> date | str:
    return date.fromisoformat(text) if text else "长期坚持"
