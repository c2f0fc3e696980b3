"""A small invented round as results: eight schools, every area, each kind of thing that a page shows.

What is met is decided here and counted here, so that the tests of the page need neither workbooks nor measures.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from analysis.measures.frames import LEFT_OUT, make_frame
from analysis.measures.results import RoundResults
from analysis.narrative.story import Story
from analysis.reports.pages.page import Page, panel_codes
from analysis.standards.load import load_standards
from analysis.standards.model import Standards
from analysis.tables import JUDGED

SCHOOLS = {
    "S001": ("松岫镇中心小学", "松岫镇", "primary"),
    "S002": ("松岫镇第一小学", "松岫镇", "primary"),
    "S003": ("老鹰岩教学点", "松岫镇", "teaching_point"),
    "S004": ("竹隈镇初级中学", "竹隈镇", "junior"),
    "S005": ("马鞍小学", "竹隈镇", "primary"),
    "S006": ("双河小学", "石澜乡", "primary"),
    "S007": ("石澜乡中心小学", "石澜乡", "primary"),
    "S008": ("云顶教学点", "石澜乡", "teaching_point"),
}
"""School id → name, town, kind. S008 was not visited."""
BOOK = "全面改薄(一组).xlsx"
"""Where the verdicts are said to stand."""
HOSTILE = '<script>alert("x")</script>'
"""What a cell may hold."""
DECIDED = {
    ("S001", 16): ("unmet", "√（女厕不足）", "缺女蹲位7个"),
    ("S004", 16): ("unmet", "×（缺5）", "缺女蹲位5个"),
    ("S005", 16): ("unmet", HOSTILE, HOSTILE),
    ("S006", 16): ("partial", "部分（旱厕）", "旱厕未改造"),
    ("S005", 4): ("unmet", "×", "2间教室无灯罩"),
    ("S006", 4): ("partial", "基本符合", ""),
    ("S003", 8): ("unmet", "×", "场地被占用堆料"),
    ("S007", 8): ("blank", "", ""),
    ("S002", 9): ("unreadable", "待核", ""),
    ("S007", 9): ("unmet", "×", "围栏缺口约8米"),
    ("S002", 10): ("disputed", "√", ""),
    ("S003", 10): ("self_only", "√", ""),
}
"""What is not simply met in the area cond: (school, item number) → state, text of the cell, words beside it."""


def make_page(lang: str = "zh") -> Page:
    """The invented round as an open page."""
    standards = load_standards(lang=lang)
    results = make_results(standards)
    story = Story(
        results=results,
        standards=standards,
        name="2016年10月常规重点工作督查",
        first_day=date(2016, 10, 10),
        last_day=date(2016, 10, 17),
        as_of=date(2016, 10, 18),
        round_days={"2016-05": date(2016, 5, 9)},
        previous_id="2016-05",
    )
    names = {school: name for school, (name, _, _) in SCHOOLS.items()}
    towns = {school: town for school, (_, town, _) in SCHOOLS.items()}
    return Page("2016-10", story, panels=panel_codes(results), names=names, towns=towns)


def make_results(standards: Standards) -> RoundResults:
    """The results of the invented round."""
    states = _decide(standards)
    numbers = [*_visits(), *_rates(standards, states), *_fixed()]
    cells = [_cell(standards, school, item, state) for (school, item), state in states.items()]
    cells = [{**cell, "code": code} for cell in cells for code in _codes(standards, cell["item_id"])]
    frames: dict[str, list[dict[str, Any]]] = {
        "numbers": numbers,
        "number_cells": [cell for cell in cells if cell["file"]] + _fixed_cells(),
        "exceptions": [
            _exception(standards, *key, state) for key, state in states.items() if state in ("partial", "unmet")
        ],
        "toilets": _toilets(),
        "toilet_counts": [{"short": 2, "enough": 2, "met": 3}],
        "changes": _changes(),
        "change_counts": _change_counts(),
        "problems": _problems(),
        "problem_states": _problem_states(),
        "agreement": _agreement(),
        "over_claims": _over_claims(),
        "area_schools": _area_schools(standards, states),
        "coverage": _coverage(),
        "coverage_by_town": _towns(),
        "coverage_by_area": [],
        "map": [
            {"school_id": school, "area": standards.items[item].area, "item_id": item, "state": state}
            for (school, item), state in states.items()
        ],
        **_quality(),
    }
    return RoundResults(**{name: make_frame(name, rows) for name, rows in frames.items()})


def _decide(standards: Standards) -> dict[tuple[str, str], str]:
    states = {}
    for school in SCHOOLS:
        for item in standards.items.values():
            if item.counted and item.level == "school":
                said = DECIDED.get((school, item.number), ("met",))[0] if item.area == "cond" else "met"
                boarding = item.number in (12, 13, 17) and item.area == "cond"
                states[school, item.id] = (
                    "not_inspected" if school == "S008" else "not_applicable" if boarding else said
                )
    return states


def _codes(standards: Standards, item_id: str) -> tuple[str, str]:
    area = standards.area(standards.items[item_id].area)
    return standards.code(item_id), f"{area.number}-0"


def _cell(standards: Standards, school: str, item_id: str, state: str) -> dict[str, Any]:
    item = standards.items[item_id]
    said = DECIDED.get((school, item.number)) if item.area == "cond" else None
    place = {
        "file": BOOK,
        "sheet": "一组",
        "cell": f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[item.number % 26]}{int(school[1:]) + 4}",
    }
    where = place if state not in ("not_inspected", "not_applicable") else {"file": ""}
    return {
        "school_id": school,
        "item_id": item_id,
        "verdict": state if state in JUDGED else "",
        "part": state,
        "aspect": "inspected",
        "raw": said[1] if said else "√",
        **where,
    }


def _exception(standards: Standards, school: str, item_id: str, state: str) -> dict[str, Any]:
    cell, number = _cell(standards, school, item_id, state), standards.items[item_id].number
    waits = {"blocked_by": "资金"} if (school, number) == ("S001", 16) else {}
    until = {"deadline": "2016-11-30"} if (school, number) == ("S004", 16) else {}
    return {
        "school_id": school,
        "town": SCHOOLS[school][1],
        "area": standards.items[item_id].area,
        "item_id": item_id,
        "verdict": state,
        "note": DECIDED[school, number][2],
        "decided_by": "inspected",
        **waits,
        **until,
        **{name: cell[name] for name in ("file", "sheet", "cell", "raw")},
    }


def _number(code: str, title: str, unit: str, numerator: float, denominator: float, **more: Any) -> dict[str, Any]:
    share = round(100 * numerator / denominator) if denominator and denominator >= 10 else float("nan")
    return {
        "code": code,
        "title": title,
        "unit": unit,
        "numerator": numerator,
        "denominator": denominator,
        "percent": share,
        "low": float("nan"),
        "high": float("nan"),
        "chapter": int(code.split("-")[0]),
        **more,
    }


def _visits() -> list[dict[str, Any]]:
    return [
        _number("0-1", "实地查看学校数", "school", 7, 8, subject="coverage"),
        _number("0-2", "收到自查表的学校数", "school", 7, 8, subject="coverage"),
    ]


def _rates(standards: Standards, states: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    rows = []
    for area in standards.areas:
        chosen = {key: state for key, state in states.items() if standards.items[key[1]].area == area.id}
        title = standards.text(area.title)
        rows.append(_rate(f"{area.number}-0", f"{title}，达标项次", "check", chosen.values(), area.id, subject="area"))
        for town in dict.fromkeys(town for _, town, _ in SCHOOLS.values()):
            inside = [state for (school, _), state in chosen.items() if SCHOOLS[school][1] == town]
            rows.append(
                _rate(f"{area.number}-0", title, "check", inside, area.id, subject="area", group_by="town", group=town)
            )
        for item in [standards.items[item] for item in area.items if (("S001", item) in states)]:
            said = {key: state for key, state in chosen.items() if key[1] == item.id}
            points = [state for (school, _), state in said.items() if SCHOOLS[school][2] == "teaching_point"]
            named = {"subject": "item", "item_id": item.id}
            name = f"第{item.number}条 {standards.name(item.id)}，达标所数"
            rows.append(_rate(standards.code(item.id), name, "school", said.values(), area.id, **named))
            kind = {"group_by": "kind", "group": "teaching_point"}
            rows.append(_rate(standards.code(item.id), name, "school", points, area.id, **named, **kind))
    return rows


def _rate(code: str, title: str, unit: str, states: Any, area: str, **more: Any) -> dict[str, Any]:
    counts = Counter(states)
    told = {name: counts[name] for name in (*JUDGED, *LEFT_OUT)}
    return _number(code, title, unit, counts["met"], sum(counts[name] for name in JUDGED), area=area, **told, **more)


def _fixed() -> list[dict[str, Any]]:
    return [
        _number("3-16a", "第16条，女蹲位够用", "school", 5, 7, subject="toilet", area="cond", item_id="cond.16"),
        _number("3-16d", "第16条，缺女蹲位", "stall", 12, 84, subject="toilet", area="cond", item_id="cond.16"),
        _number("3-31", "自报达标而实地不符，项次", "check", 4, 60, subject="agreement", area="cond"),
        _number("5-1", "以前的问题，核实销号", "problem", 3, 6, subject="problem"),
        _number("5-2", "以前的问题，报已改未核实", "problem", 1, 6, subject="problem"),
        _number("5-3", "以前的问题，逾期", "problem", 2, 6, subject="problem"),
        _number("5-4", "以前的问题，待条件", "problem", 1, 6, subject="problem"),
        _number("5-6", "逾期而报已改", "problem", 1, 2, subject="problem"),
        _number("5-7", "本轮问题", "problem", 8, float("nan"), subject="problem"),
        _number("6-1", "可比项次", "pair", 100, float("nan"), subject="change"),
        _number("6-2", "改好", "pair", 9, 100, subject="change"),
        _number("6-3", "新出现", "pair", 4, 100, subject="change"),
        _number("6-4", "复发", "pair", 1, 4, subject="change"),
        _number("6-5", "仍未达标", "pair", 3, 100, subject="change"),
        _number("6-6", "保持", "pair", 84, 100, subject="change"),
    ]


def _fixed_cells() -> list[dict[str, Any]]:
    place = {"file": "整改台账.xlsx", "sheet": "台账", "raw": "北侧无围墙"}
    return [
        {"code": "5-3", "part": "overdue", "school_id": "S007", "item_id": "cond.09", "cell": "D7", **place},
        {"code": "5-3", "part": "overdue", "school_id": "S003", "item_id": "cond.08", "cell": "D9", **place},
    ]


def _toilets() -> list[dict[str, Any]]:
    lines = {
        "S001": (15, 22),
        "S004": (10, 15),
        "S005": (6, 6),
        "S006": (7, 7),
        "S002": (14, 12),
        "S007": (12, 12),
        "S003": (3, 2),
    }
    return [
        {
            "school_id": school,
            "town": SCHOOLS[school][1],
            "boys": required * 13.0,
            "girls": required * 13.0,
            "stalls_m": 4.0,
            "stalls_f": float(actual),
            "required_m": 4.0,
            "required_f": float(required),
            "short_m": 0.0,
            "short_f": float(max(0, required - actual)),
            "adequate": "yes" if actual >= required else "no",
            "ratio_strict": "yes" if actual >= 12 else "no",
            "ratio_per_head": "",
            "computed_verdict": "",
            "verdict": DECIDED.get((school, 16), ("met",))[0],
            "state": "short" if actual < required else "enough" if (school, 16) in DECIDED else "met",
            "blocked_by": "资金" if school == "S001" else "",
            "file": "设施.xlsx",
            "sheet": "设施",
            "cell": "H5",
        }
        for school, (actual, required) in lines.items()
    ]


def _changes() -> list[dict[str, Any]]:
    return [
        {
            "school_id": "S005",
            "area": "cond",
            "item_id": "cond.16",
            "before": "met",
            "after": "unmet",
            "change": "new",
            "relapsed": True,
        },
        {
            "school_id": "S003",
            "area": "cond",
            "item_id": "cond.08",
            "before": "unmet",
            "after": "unmet",
            "change": "failing",
        },
    ]


def _change_counts() -> list[dict[str, Any]]:
    total = {"area": "", "comparable": 100, "kept": 84, "fixed": 9, "new": 4, "relapsed": 1, "failing": 3, "schools": 7}
    other = {"area": "safety", "comparable": 40, "kept": 38, "fixed": 2, "schools": 7}
    return [total, other, {**total, "area": "cond", "comparable": 60, "kept": 46, "fixed": 7}]


def _problems() -> list[dict[str, Any]]:
    place = {"file": "整改台账.xlsx", "sheet": "台账"}
    return [
        {
            "problem_id": "P1",
            "round_id": "2016-05",
            "school_id": "S007",
            "town": "石澜乡",
            "area": "cond",
            "item_id": "cond.09",
            "text": "北侧无围墙",
            "found_on": "2016-05-10",
            "deadline": "2016-09-30",
            "status": "open",
            "state": "open",
            "old": True,
            "overdue": True,
            "cell": "D7",
            **place,
        },
        {
            "problem_id": "P2",
            "round_id": "2016-05",
            "school_id": "S003",
            "town": "松岫镇",
            "area": "cond",
            "item_id": "cond.08",
            "text": HOSTILE,
            "found_on": "2016-05-10",
            "deadline": "2016-08-31",
            "status": "claimed_done",
            "state": "claimed",
            "old": True,
            "overdue": True,
            "blocked_by": "",
            "cell": "D9",
            **place,
        },
    ]


def _problem_states() -> list[dict[str, Any]]:
    total = {
        "area": "",
        "all": 6,
        "closed_verified": 3,
        "claimed": 1,
        "open": 1,
        "blocked": 1,
        "overdue": 2,
        "overdue_claimed": 1,
        "overdue_open": 1,
    }
    return [
        total,
        {"area": "safety", "all": 2, "closed_verified": 2},
        {**total, "area": "cond", "all": 4, "closed_verified": 1},
    ]


def _agreement() -> list[dict[str, Any]]:
    counts = {("met", "met"): 56, ("met", "unmet"): 3, ("met", "partial"): 1, ("unmet", "met"): 1, ("blank", "met"): 2}
    return [{"area": "cond", "self": own, "seen": seen, "count": count} for (own, seen), count in counts.items()]


def _over_claims() -> list[dict[str, Any]]:
    return [
        {
            "school_id": school,
            "town": SCHOOLS[school][1],
            "area": "cond",
            "item_id": "cond.16",
            "verdict": "unmet",
            "self_file": "自查表汇总.xlsx",
            "self_cell": "T9",
            "self_raw": "√",
            "file": BOOK,
            "cell": "T9",
            "raw": "×",
        }
        for school in ("S001", "S004", "S005")
    ]


def _area_schools(standards: Standards, states: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    rows = []
    for area in standards.areas:
        for school, (_, town, kind) in list(SCHOOLS.items())[:-1]:
            counts = Counter(
                state
                for (one, item), state in states.items()
                if one == school and standards.items[item].area == area.id
            )
            unsettled = sum(counts[name] for name in ("blank", "unreadable", "disputed", "self_only"))
            state = "short" if counts["unmet"] + counts["partial"] else "undecided" if unsettled else "full"
            told = {name: counts[name] for name in (*JUDGED, *LEFT_OUT)}
            rows.append({"area": area.id, "school_id": school, "town": town, "kind": kind, "state": state, **told})
    return rows


def _coverage() -> list[dict[str, Any]]:
    return [
        {
            "school_id": school,
            "name": name,
            "town": town,
            "kind": kind,
            "due": True,
            "visited": school != "S008",
            "reason": "道路中断" if school == "S008" else "",
        }
        for school, (name, town, kind) in SCHOOLS.items()
    ]


def _towns() -> list[dict[str, Any]]:
    return [
        {"town": "松岫镇", "due": 3, "visited": 3, "points_due": 1, "points_visited": 1},
        {"town": "竹隈镇", "due": 2, "visited": 2},
        {"town": "石澜乡", "due": 3, "visited": 2, "points_due": 1},
    ]


def _quality() -> dict[str, list[dict[str, Any]]]:
    return {
        "workbooks": [
            {"file": BOOK, "state": "read", "sheets": 2, "cells": 180},
            {"file": "整改台账.xlsx", "state": "read", "sheets": 1, "cells": 60},
            {"file": "四组.xlsx", "state": "refused", "reason": "加密，打不开"},
        ],
        "flag_groups": [
            {
                "severity": "warning",
                "code": "unknown_word",
                "message": "不认识，暂不计入",
                "count": 1,
                "affects": 1,
                "codes": "3-9 3-0",
                "file": BOOK,
                "sheet": "一组",
                "cell": "J6",
                "raw": "待核",
            },
            {
                "severity": "warning",
                "code": "unknown_word",
                "message": "不认识",
                "count": 2,
                "affects": 0,
                "codes": "",
                "file": BOOK,
                "sheet": "一组",
                "cell": "A1",
                "raw": HOSTILE,
            },
            {"severity": "note", "code": "reservation", "message": "达标但写了保留", "count": 3},
        ],
        "refused_counts": [{"class": "whole_sheet", "sheets": 1}, {"class": "person_name", "columns": 2}],
        "cells_by_role": [
            {"role": "finding", "count": 150},
            {"role": "header", "count": 40},
            {"role": "problem", "count": 50},
        ],
    }
