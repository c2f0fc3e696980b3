"""What was found where: decided here, before any cell is written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .district import BY_ID, MAY, NOVEMBER, OCTOBER, School

COND = tuple(f"cond.{n:02d}" for n in range(1, 21))
"""The 20 bottom-line requirements."""
SAFETY = tuple(f"safety.{n:02d}" for n in (*range(1, 14), 15, 31, 32, 33, 34, 35))
"""What is looked at of safety and petitions, school by school."""
AID = tuple(f"aid.{n:02d}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11))
"""What is looked at of aid."""
OTHER = tuple(f"other.{n:02d}" for n in range(1, 6))
"""Other matters."""
SHOWN_ONLY = ("cond.18", "cond.19", "other.01", "other.05")
"""Items that enter no rate: their text is not settled, or they are matters of impression."""

_WRITTEN = """
    工作领导小组 事项包案责任制 矛盾纠纷排查处置机制 资料收集及时规范 政治学习制度 谈心交心制度 民主管理与群团作用
    校务财务公开 评优评职公平公开 困难教师关怀 退休教师待遇统一 退休教师管理服务 与地方党政配合 应急处置预案
    安全隐患排查台账 应急疏散演练 消防设施完好 食堂食品安全 视频监控与报警
    扶贫工作领导小组 工作计划与部署 贫困生摸底清查 建档立卡及时 资助政策宣传 资助减免按时足额 帮扶制度
    完成地方扶贫任务 “三个一”走访 “三个一”解难
    消除D级危房 楼梯 墙面与电线 采光照明 课桌椅 黑板 旗台旗杆 体育场地设施 围墙围栏 新增图书 多媒体教学
    宿舍位置 寄宿床位 食品制作或加热 开水供应 厕位与男女比例 淋浴设施 安全设施（一） 安全设施（二） 消除超大班额
    教职工精神状态 领导值班 门卫值守 校园环境 工作推进有序
"""
NAMES = dict(zip((*SAFETY, *AID, *COND, *OTHER), _WRITTEN.split(), strict=True))
"""How the sheets write each item."""

_LETTERS = {"m": "met", "u": "unmet", "p": "partial"}


@dataclass(frozen=True)
class Failure:
    """One thing that was not in order in some round, and what became of it."""

    school: str
    item: str
    text: str
    note: str
    found: dict[str, str]
    self_report: str
    ledger: dict[str, dict[str, str]]

    @property
    def first_round(self) -> str:
        """The round in which it was first found."""
        return MAY if self.found.get(MAY) in ("unmet", "partial") else OCTOBER


def _read_failures() -> tuple[Failure, ...]:
    with (Path(__file__).parent / "problems.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(_take_failure(row) for row in csv.DictReader(stream))


def _take_failure(row: dict[str, str]) -> Failure:
    found = {key: _LETTERS[row[name]] for key, name in ((MAY, "may"), (OCTOBER, "oct"), (NOVEMBER, "nov")) if row[name]}
    ledger = {}
    for key, name in ((MAY, "may"), (OCTOBER, "oct"), (NOVEMBER, "nov")):
        if row[f"{name}_status"]:
            ledger[key] = {
                "status": row[f"{name}_status"], "claimed": row[f"{name}_claimed"], "verified": row[f"{name}_verified"],
                "deadline": row["deadline"] if key == MAY else row["oct_deadline"] or row["deadline"],
            }  # fmt: skip
    honest = "honest" if row["self"] == "h" else "rosy"
    return Failure(row["school"], row["item"], row["text"], row["note"], found, honest, ledger)


FAILURES = _read_failures()
"""Every failure of the three rounds."""
_BY_PLACE = {(one.school, one.item): one for one in FAILURES}

GAPS = {
    MAY: {("L18", "cond.08"): "blank", ("L21", "cond.06"): "not_inspected", ("L02", "safety.12"): "blank"},
    OCTOBER: {
        ("L10", "cond.05"): "not_inspected", ("L20", "cond.20"): "blank", ("L08", "cond.07"): "blank",
        ("L05", "cond.10"): "unreadable", ("L16", "cond.08"): "not_inspected", ("L23", "cond.11"): "not_inspected",
        ("L03", "safety.07"): "not_inspected", ("L15", "safety.12"): "blank", ("L22", "other.03"): "not_inspected",
        ("L18", "aid.08"): "blank",
    },
    NOVEMBER: {},
}  # fmt: skip
"""Cells that hold no judgement."""
RESERVED = {(OCTOBER, "L12", "cond.16"), (OCTOBER, "L06", "cond.03")}
"""Passes with a reservation: the mark says met, the words beside it say why one should look again."""
RESERVATIONS = {(OCTOBER, "L12", "cond.16"): "女厕不足", (OCTOBER, "L06", "cond.03"): "墙皮轻微脱落"}
"""The words of the reservations."""
SECOND_TEAM = {(OCTOBER, "L07", "cond.08"): "met", (OCTOBER, "L12", "cond.16"): "not_inspected"}
"""Where the second team's cell is not the first team's."""
FIRST_TEAM = {(OCTOBER, "L07", "cond.08"): "unmet"}
"""Where the first team saw what the second did not."""
RESENT = {("L10", "cond.04"): "unmet", ("L13", "cond.15"): "partial", ("L14", "cond.08"): "unmet"}
"""Cells of team two's October workbook that differ in the copy sent later."""
VERIFIED = {
    MAY: {
        ("L05", "cond.03"): "met", ("L07", "cond.20"): "unmet", ("L12", "cond.16"): "unmet",
        ("L04", "safety.35"): "met", ("L21", "cond.16"): "met",
    },
    OCTOBER: {
        ("L12", "cond.16"): "unmet", ("L01", "safety.34"): "met", ("L17", "cond.05"): "unmet",
        ("L02", "cond.16"): "met", ("L15", "cond.16"): "met", ("L09", "safety.33"): "unmet",
        ("L18", "cond.03"): "unmet", ("L23", "cond.04"): "met",
    },
}  # fmt: skip
"""What was looked at again within the round (核实追踪); it overrides the first visit."""
SELF_MODEST = {(OCTOBER, "L01", "cond.08"), (OCTOBER, "L21", "cond.15"), (MAY, "L04", "cond.06")}
"""Where a school calls unmet what the inspectors find in order."""
SELF_BLANK = {(OCTOBER, "L11", "cond.06"), (OCTOBER, "L16", "cond.09"), (MAY, "L20", "cond.04")}
"""Blank cells of the schools' own reports."""
NO_SELF_REPORT = {MAY: ("L16",), OCTOBER: ("L20",)}
"""Schools that sent no report of their own."""


def applies(item: str, school: School) -> bool:
    """Whether an item is asked of that kind of school."""
    boarding, fed = school.boarding, school.boarding or school.meals
    asked = {
        "cond.02": school.multi_storey, "cond.12": boarding, "cond.13": boarding, "cond.14": fed, "safety.34": fed,
        "cond.17": boarding and not school.arid,
    }  # fmt: skip
    return asked.get(item, True)


def failure_at(round_id: str, school_id: str, item: str) -> Failure | None:
    """The failure that holds at a place in a round, if one does."""
    one = _BY_PLACE.get((school_id, item))
    return one if one and one.found.get(round_id) in ("unmet", "partial") else None


def first_sight(round_id: str, school_id: str, item: str) -> tuple[str, str]:
    """What the school's own team found: verdict and the words beside it."""
    place = (round_id, school_id, item)
    if not applies(item, BY_ID[school_id]):
        return "not_applicable", ""
    if (school_id, item) in GAPS[round_id]:
        return GAPS[round_id][school_id, item], ""
    if place in RESERVED:
        return "met", RESERVATIONS[place]
    if place in FIRST_TEAM:
        return FIRST_TEAM[place], ""
    one = failure_at(round_id, school_id, item)
    return (one.found[round_id], one.note) if one else ("met", "")


def second_sight(round_id: str, school_id: str, item: str) -> tuple[str, str]:
    """What the second team found at a school that two teams visited."""
    place = (round_id, school_id, item)
    if place in SECOND_TEAM:
        return SECOND_TEAM[place], ""
    return first_sight(round_id, school_id, item)


def self_report(round_id: str, school_id: str, item: str) -> str:
    """What the school said of itself: rosier than what was found."""
    if not applies(item, BY_ID[school_id]):
        return "not_applicable"
    if (round_id, school_id, item) in SELF_BLANK:
        return "blank"
    if (round_id, school_id, item) in SELF_MODEST:
        return "unmet"
    one = failure_at(round_id, school_id, item)
    return one.found[round_id] if one and one.self_report == "honest" else "met"


def revisit(school_id: str, item: str) -> str:
    """What the revisit of November found; only what had failed was looked at."""
    one = _BY_PLACE.get((school_id, item))
    return one.found.get(NOVEMBER, "not_inspected") if one else "not_inspected"


def numbered_failures() -> Iterator[tuple[str, Failure]]:
    """Problem ids and the failures that are in the ledger: numbered by round, in the ledger's order."""
    counts = {MAY: 0, OCTOBER: 0}
    for one in sorted(FAILURES, key=lambda one: (one.first_round, one.school)):
        if one.ledger:
            counts[one.first_round] += 1
            yield f"{one.first_round}-{counts[one.first_round]:03d}", one
