"""An invented round as `RoundResults`, written by hand: 24 schools in five towns, 22 visited, four areas.

The numbers add up by themselves: 312 + 11 + 18 = 341 judged checks of area 3, 22 × 18 = 341 + 52 + 3; 45 problems,
12 of them overdue; 612 comparable checks = 560 + 29 + 12 + 11.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from analysis.measures.frames import make_frame
from analysis.measures.numbering import AGE_CODES
from analysis.measures.results import RoundResults
from analysis.narrative.story import Story
from analysis.standards.model import Standards

TOWNS = ("松岫镇", "鹭汀镇", "竹隈镇", "梨墩镇", "石澜乡")
SCHOOLS = (
    ("S01", "松岫镇中心小学", "松岫镇", "primary"), ("S02", "松岫镇第一小学", "松岫镇", "primary"),
    ("S03", "松岫镇第三小学", "松岫镇", "primary"), ("S04", "松岫镇初级中学", "松岫镇", "junior"),
    ("S05", "河湾小学", "松岫镇", "primary"), ("S06", "老鹰岩教学点", "松岫镇", "teaching_point"),
    ("S07", "鹭汀镇中心小学", "鹭汀镇", "primary"), ("S08", "鹭汀镇九年制学校", "鹭汀镇", "nine_year"),
    ("S09", "石塘小学", "鹭汀镇", "primary"), ("S10", "柏树小学", "鹭汀镇", "primary"),
    ("S11", "月牙教学点", "鹭汀镇", "teaching_point"), ("S12", "竹隈镇中心小学", "竹隈镇", "primary"),
    ("S13", "竹隈镇初级中学", "竹隈镇", "junior"), ("S14", "马鞍小学", "竹隈镇", "primary"),
    ("S15", "石塘小学", "竹隈镇", "primary"), ("S16", "清水教学点", "竹隈镇", "teaching_point"),
    ("S17", "梨墩镇中心小学", "梨墩镇", "primary"), ("S18", "梨墩镇九年制学校", "梨墩镇", "nine_year"),
    ("S19", "大湾小学", "梨墩镇", "primary"), ("S20", "云顶教学点", "梨墩镇", "teaching_point"),
    ("S21", "石澜乡中心小学", "石澜乡", "primary"), ("S22", "石澜乡初级中学", "石澜乡", "junior"),
    ("S23", "双河小学", "石澜乡", "primary"), ("S24", "岔口教学点", "石澜乡", "teaching_point"),
)  # fmt: skip
MISSED = {"S15": "考点改期", "S20": "道路中断"}
BOARDING = ("S04", "S08", "S12", "S13", "S18", "S22")
UNCLEAR = {("S05", 15): "blank", ("S22", 7): "blank", ("S12", 8): "unreadable"}
EXCEPTIONS = (
    ("S01", 16, "unmet", "缺女蹲位7个"), ("S03", 8, "partial", "篮板破损"), ("S03", 10, "partial", "复本过多"),
    ("S06", 4, "unmet", "2间教室无灯罩"), ("S06", 8, "unmet", "场地被占用堆料"), ("S06", 9, "partial", "围栏低于1.5米"),
    ("S08", 16, "unmet", "缺女蹲位3个"), ("S09", 4, "unmet", "灯管损坏6支"), ("S10", 3, "partial", "墙面局部脱落"),
    ("S10", 4, "unmet", "1间教室背光"), ("S10", 8, "partial", "器材不全"), ("S11", 9, "unmet", "围栏缺口约8米"),
    ("S11", 16, "partial", "旱厕未改造"), ("S13", 16, "unmet", "缺女蹲位5个"), ("S13", 17, "unmet", "淋浴未通热水"),
    ("S14", 3, "unmet", "1间教室有裸露电线"), ("S14", 8, "unmet", "无60米直跑道"), ("S14", 16, "unmet", "缺女蹲位2个"),
    ("S16", 8, "unmet", "场地未平整"), ("S16", 9, "unmet", "北侧无围墙"), ("S16", 15, "partial", "开水器待修"),
    ("S17", 16, "partial", "男女比例不足"), ("S19", 4, "partial", "1间教室灯管损坏"), ("S19", 5, "unmet", "缺5套"),
    ("S21", 6, "partial", "1块反光"), ("S23", 5, "unmet", "缺12套"), ("S23", 16, "unmet", "缺女蹲位2个"),
    ("S24", 11, "unmet", "无可用多媒体教室"), ("S24", 4, "partial", "阴天照度不足"),
)  # fmt: skip
OTHERS = (("safety", "safety.01", 10, 5), ("aid", "aid.01", 3, 2), ("other", "other.02", 2, 1))
VERDICTS = {(school, item): verdict for school, item, verdict, _ in EXCEPTIONS}
WAITING = {("S01", 16), ("S13", 16), ("S08", 16), ("S14", 16)}
STALLS = (  # school, girls, stalls_m, stalls_f, required_f, short_f
    ("S01", 280, 9, 15, 22, 7), ("S13", 190, 8, 10, 15, 5), ("S08", 205, 7, 13, 16, 3), ("S14", 100, 4, 6, 8, 2),
    ("S23", 90, 3, 5, 7, 2), ("S17", 75, 4, 6, 6, 0), ("S11", 20, 1, 3, 2, 0), ("S02", 100, 2, 9, 8, 0),
)  # fmt: skip
OVER_CLAIMS = (
    ("S06", 4), ("S06", 8), ("S10", 4), ("S11", 9), ("S13", 16), ("S13", 17), ("S14", 3), ("S14", 8), ("S14", 16),
    ("S16", 8), ("S16", 9), ("S19", 5), ("S23", 5), ("S23", 16), ("S24", 11), ("S06", 9), ("S10", 3), ("S10", 8),
    ("S11", 16), ("S16", 15), ("S19", 4), ("S24", 4),
)  # fmt: skip
STATES = {
    "": (45, 27, 6, 5, 2, 4, 1), "safety": (12, 8, 2, 1, 0, 0, 1), "aid": (5, 4, 1, 0, 0, 0, 0),
    "cond": (25, 13, 3, 3, 2, 4, 0), "other": (3, 2, 0, 1, 0, 0, 0),
}  # fmt: skip
LATE = {"": (0, 5, 4, 2, 1, 0), "safety": (0, 1, 1, 0, 0, 0), "aid": (0, 1, 0, 0, 0, 0), "cond": (0, 3, 2, 2, 1, 0),
        "other": (0, 0, 1, 0, 0, 0)}  # fmt: skip
CHANGES = {  # comparable, kept, fixed, new, relapsed, failing, schools
    "": (612, 560, 29, 12, 3, 11, 21), "safety": (208, 196, 7, 3, 1, 2, 21), "aid": (105, 101, 3, 1, 0, 0, 21),
    "cond": (257, 223, 18, 8, 2, 8, 21), "other": (42, 40, 1, 0, 0, 1, 21),
}  # fmt: skip


def town_of(school: str) -> str:
    return next(town for school_id, _, town, _ in SCHOOLS if school_id == school)


def state_of(school: str, kind: str, number: int) -> str:
    found = {(one, item): verdict for one, item, verdict, _ in EXCEPTIONS}
    if school in MISSED:
        return "not_inspected"
    if (number in (12, 13, 17) and school not in BOARDING) or (number == 2 and kind == "teaching_point"):
        return "not_applicable"
    return found.get((school, number)) or UNCLEAR.get((school, number)) or "met"


def map_rows(items: Iterable[int]) -> list[dict[str, Any]]:
    return [
        {"school_id": school, "area": "cond", "item_id": f"cond.{number:02}", "state": state_of(school, kind, number)}
        for school, _, _, kind in SCHOOLS
        for number in items
    ]


def number_row(code: str, subject: str, numerator: float, denominator: float, **more: Any) -> dict[str, Any]:
    share = round(100 * numerator / denominator) if denominator >= 10 else float("nan")
    return {
        "code": code, "subject": subject, "numerator": numerator, "denominator": denominator, "percent": share,
        "chapter": int(code[0]), "low": float("nan"), "high": float("nan"), **more,
    }  # fmt: skip


def item_rows(cells: list[dict[str, Any]], *, town: str = "") -> list[dict[str, Any]]:
    """Rates of the items; the interval of a share is invented: ten points to each side, within 0 and 100 %."""
    rows = []
    own = [cell for cell in cells if not town or town_of(cell["school_id"]) == town]
    group = {"group_by": "town", "group": town} if town else {}
    for item in sorted({cell["item_id"] for cell in own}):
        states = [cell["state"] for cell in own if cell["item_id"] == item]
        parts = {state: states.count(state) for state in sorted(set(states))}
        met = parts.get("met", 0)
        judged = met + parts.get("partial", 0) + parts.get("unmet", 0)
        share = met / judged if judged else float("nan")
        rows.append(
            number_row(f"3-{int(item[-2:])}", "item", met, judged, area="cond", item_id=item, unit="school",
                       **parts, **group, low=max(0, share - 0.1), high=min(1, share + 0.1))
        )  # fmt: skip
    return rows


FUNNEL = {"S03": (11, 16), "S14": (9, 16)}
"""Primary schools outside: checks met, judged. The others met 16 of 16."""


def funnel_rows() -> list[dict[str, Any]]:
    """Thirteen visited primary schools about a mean of 196/208; its limits are invented, at 80 % and 65 %."""
    limits = {"area": "cond", "kind": "primary", "mean": 196 / 208, "phi": 1.0, "low_alert": 0.8, "high_alert": 1.0,
              "low_alarm": 0.65, "high_alarm": 1.0}  # fmt: skip
    schools = [school for school, _, _, kind in SCHOOLS if kind == "primary" and school not in MISSED]
    rows = []
    for school in schools:
        met, judged = FUNNEL.get(school, (16, 16))
        state = "below" if school in FUNNEL else "inside"
        rows.append({**limits, "school_id": school, "town": town_of(school), "met": met, "judged": judged,
                     "share": met / judged, "state": state, "alarm": school == "S14"})  # fmt: skip
    return rows


def limit_rows() -> list[dict[str, Any]]:
    names = ("area", "kind", "mean", "phi", "low_alert", "high_alert", "low_alarm", "high_alarm")
    return [{**{name: funnel_rows()[0][name] for name in names}, "judged": judged} for judged in (15, 16, 17)]


def trend_rows() -> list[dict[str, Any]]:
    """Seven half-years, each better than the one before: a run chart with one signal, that of the direction."""
    rounds = [f"{year}-{month}" for year in (2013, 2014, 2015) for month in ("05", "10")] + ["2016-10"]
    return [
        {"area": "cond", "round_id": name, "met": 280 + 4 * place, "judged": 320, "chart": "run", "centre": 292.0,
         "low": float("nan"), "high": float("nan"), "signal": True, "rules": "trend"}
        for place, name in enumerate(rounds)
    ]  # fmt: skip


AGREEMENT = {"met": (304, 7, 15), "partial": (0, 3, 0), "unmet": (5, 0, 2), "blank": (3, 1, 1)}
"""Reported in area 3 → seen met, partly met, not met."""


def number_rows(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    areas = {"safety": (1, 271, 10, 5), "aid": (2, 149, 3, 2), "cond": (3, 312, 11, 18), "other": (4, 63, 2, 1)}
    left = {"cond": {"not_applicable": 52, "not_inspected": 36, "blank": 2, "unreadable": 1}}
    nan = float("nan")
    return [
        number_row("0-1", "coverage", 22, 24, unit="school"),
        number_row("0-1", "coverage", 4, 5, unit="school", group_by="kind", group="teaching_point"),
        number_row("0-2", "coverage", 23, 24, unit="school"),
        *(
            number_row(f"{number}-0", "area", met, met + partial + unmet, area=area, unit="check", met=met,
                       partial=partial, unmet=unmet, **left.get(area, {}))
            for area, (number, met, partial, unmet) in areas.items()
        ),
        number_row("3-0", "area", 46, 56, area="cond", unit="check", group_by="kind", group="teaching_point"),
        number_row("3-0a", "area", 4, 22, area="cond", unit="school"),
        *item_rows(cells), *(row for town in TOWNS for row in item_rows(cells, town=town)),
        number_row("3-16a", "toilet", 17, 22), number_row("3-16b", "toilet", 8, 22),
        number_row("3-16c", "toilet", 12, 22), number_row("3-16d", "toilet", 19, 271, unit="stall"),
        number_row("3-31", "agreement", 22, 326, area="cond", unit="check"),
        number_row("2-41", "figure", nan, nan, area="aid", unit="人", title="实际资助人数", suppressed=True),
        number_row("2-43", "figure", 118400, 123500, area="aid", unit="元", title="资助金额（元）"),
        number_row("5-1", "problem", 27, 45), number_row("5-2", "problem", 6, 45),
        number_row("5-3", "problem", 12, 45), number_row("5-4", "problem", 4, 45),
        number_row("5-5", "problem", 1, 45), number_row("5-6", "problem", 5, 12), number_row("5-7", "problem", 9, nan),
        number_row("6-1", "change", 612, nan), number_row("6-2", "change", 29, 612),
        number_row("6-3", "change", 12, 612), number_row("6-4", "change", 3, 12),
        number_row("6-5", "change", 11, 612), number_row("6-6", "change", 560, 612),
    ]  # fmt: skip


def exception_rows() -> list[dict[str, Any]]:
    visited = [school for school, *_ in SCHOOLS if school not in MISSED]
    others = [
        {"school_id": school, "town": town_of(school), "area": area, "item_id": item,
         "verdict": "partial" if place < partial else "unmet"}
        for area, item, partial, unmet in OTHERS
        for place, school in enumerate(visited[: partial + unmet])
    ]  # fmt: skip
    return others + [
        {"school_id": school, "town": town_of(school), "area": "cond", "item_id": f"cond.{number:02}",
         "verdict": verdict, "note": note, "blocked_by": "funds" if (school, number) in WAITING else ""}
        for school, number, verdict, note in EXCEPTIONS
    ]  # fmt: skip


def toilet_rows() -> list[dict[str, Any]]:
    verdicts = {school: verdict for school, number, verdict, _ in EXCEPTIONS if number == 16}
    return [
        {"school_id": school, "town": town_of(school), "girls": girls, "stalls_m": men, "stalls_f": women,
         "required_f": required, "short_f": short, "ratio_strict": "yes" if women >= 3 * men else "no",
         "verdict": verdicts.get(school, "met"),
         "state": "short" if short else "enough" if school in verdicts else "met",
         "blocked_by": "funds" if (school, 16) in WAITING else "",
         "deadline": "2016-11-30" if school == "S23" else ""}
        for school, girls, men, women, required, short in STALLS
    ]  # fmt: skip


def area_school_rows(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for school, _, town, kind in SCHOOLS:
        states = [cell["state"] for cell in cells if cell["school_id"] == school]
        if school not in MISSED:
            short = "partial" in states or "unmet" in states
            state = "short" if short else "undecided" if {"blank", "unreadable"} & set(states) else "full"
            counts = {name: states.count(name) for name in ("not_applicable", "blank", "unreadable")}
            rows.append({"area": "cond", "school_id": school, "town": town, "kind": kind, "state": state, **counts})
    others = ("safety", "aid", "other")
    return rows + [{**row, "area": area, "state": "full"} for area in others for row in rows]


def state_rows() -> list[dict[str, Any]]:
    names = ("all", "closed_verified", "claimed", "in_progress", "open", "blocked", "continuing")
    return [
        {"area": area, **dict(zip(names, counts, strict=True)), "overdue": sum(LATE[area]),
         **{f"overdue_{name}": late for name, late in zip(names[1:], LATE[area], strict=True)}}
        for area, counts in STATES.items()
    ]  # fmt: skip


def make_results(**frames: Iterable[Mapping[str, Any]]) -> RoundResults:
    """Results with the named frames, the others empty."""
    names = [part.name for part in fields(RoundResults)]
    return RoundResults(**{name: make_frame(name, frames.get(name, ())) for name in names})


def mock_frames() -> dict[str, list[dict[str, Any]]]:
    """The rows of every frame of the invented round."""
    cells = map_rows([number for number in range(1, 21) if number not in (18, 19)])
    change = ("comparable", "kept", "fixed", "new", "relapsed", "failing", "schools")
    due = [
        {"school_id": school, "name": name, "town": town, "kind": kind, "due": True, "visited": school not in MISSED,
         "reason": MISSED.get(school, "")}
        for school, name, town, kind in SCHOOLS
    ]  # fmt: skip
    return {
        "numbers": number_rows(cells), "exceptions": exception_rows(), "toilets": toilet_rows(), "map": cells,
        "toilet_counts": [{"short": 5, "enough": 2, "met": 1}],
        "change_counts": [{"area": area, **dict(zip(change, row, strict=True))} for area, row in CHANGES.items()],
        "problems": [{"problem_id": f"P{place}", "round_id": "2016-05", "old": True} for place in range(45)],
        "problem_states": state_rows(), "area_schools": area_school_rows(cells), "coverage": due,
        "coverage_by_town": [
            {"town": town, "due": 5, "visited": 4, "points_due": 1, "points_visited": int(town != "梨墩镇")}
            for town in TOWNS
        ],
        "burn_up": [
            {"day": day, "opened": opened, "closed": closed, "claimed": claimed}
            for day, opened, closed, claimed in (
                ("2016-05-09", 20, 0, 0), ("2016-05-13", 45, 0, 2), ("2016-06-20", 45, 12, 9),
                ("2016-09-26", 45, 27, 6), ("2016-10-18", 45, 27, 6),
            )
        ],
        "ages": [
            {"band": band, "code": AGE_CODES[band], "count": count, "claimed": claimed, "blocked": blocked,
             "overdue": late}
            for band, count, claimed, blocked, late in (
                ("to_7", 0, 0, 0, 0), ("to_30", 0, 0, 0, 0), ("to_60", 3, 1, 0, 0), ("to_90", 0, 0, 0, 0),
                ("over_90", 15, 5, 4, 12),
            )
        ],
        "agreement": [
            {"area": "cond", "self": said, "seen": seen, "count": count}
            for said, counts in AGREEMENT.items()
            for seen, count in zip(("met", "partial", "unmet"), counts, strict=True)
        ],
        "funnel": funnel_rows(), "funnel_limits": limit_rows(), "trend": trend_rows(),
        "over_claims": [
            {"school_id": school, "area": "cond", "item_id": f"cond.{item:02}", "verdict": VERDICTS[school, item]}
            for school, item in OVER_CLAIMS
        ],
        "workbooks": [{"file": f"{place}组.xlsx", "state": "read"} for place in range(8)]
        + [{"file": "四组.xlsx", "state": "refused", "reason": "加密"}],
        "flag_groups": [
            {"severity": "warning", "code": "unknown_word", "count": 11, "codes": "3-8 3-7 3-15"},
            {"severity": "error", "code": "resent", "count": 3, "codes": "2-41 3-31"},
            {"severity": "note", "code": "reservation", "count": 2, "codes": "3-16"},
        ],
        "refused_counts": [{"class": "whole_sheet", "sheets": 1}, {"class": "person_name", "columns": 3}],
        "cells_by_role": [
            {"role": "finding", "count": 847}, {"role": "measurement", "count": 86}, {"role": "problem", "count": 45},
            {"role": "header", "count": 200},
        ],
    }  # fmt: skip


def make_story(results: RoundResults, standards: Standards) -> Story:
    return Story(
        results=results, standards=standards, name="2016年10月常规重点工作督查", first_day=date(2016, 10, 10),
        last_day=date(2016, 10, 17), as_of=date(2016, 10, 18), round_days={"2016-05": date(2016, 5, 9)},
        previous_id="2016-05",
    )  # fmt: skip
