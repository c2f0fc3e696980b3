"""Tables that break charts: long names, zeros, one bar, hundreds of units; nothing collides and nothing leaves."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.charts.figure import draw_table
from analysis.measures.frames import STATES
from analysis.standards.model import Standards

LONG_ZH = "前锋镇虎城村原小坝子第二完全小学校附设幼儿园暨寄宿制九年一贯学校（北校区）"
LONG_EN = "Item 4, the experiences and progress of children who need help and protection and of care leavers"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
WIDTHS = pytest.mark.parametrize("width", ["wide", "narrow"])


def items(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    names = ["label", "met", "partial", "unmet"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(judged=table["met"] + table["partial"] + table["unmet"])


def areas(*rows: tuple[Any, ...]) -> pd.DataFrame:
    columns = [
        "label",
        "met",
        "partial",
        "unmet",
        "not_applicable",
        "unknown",
        "not_inspected",
        "disputed",
        "self_only",
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(judged=table["met"] + table["partial"] + table["unmet"])


def toilets(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "actual", "required", "short", "note"])


def change(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "kept", "fixed", "new", "relapsed", "failing", "total"])


def burn_up(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["day", "opened", "closed", "claimed"])


def ages(*parts: tuple[int, int, int]) -> pd.DataFrame:
    labels = ("0—7天", "8—30天", "31—60天", "61—90天", "90天以上")
    rows = [(label, sum(own), *own, own[0]) for label, own in zip(labels, parts, strict=True)]
    return pd.DataFrame(rows, columns=["label", "count", "open", "claimed", "blocked", "overdue"])


def problems(*rows: tuple[str, tuple[int, ...], tuple[int, ...]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"label": label, "all": sum(counts), "overdue": sum(late), **dict(zip(STATES, counts, strict=True)),
             **{f"overdue_{state}": number for state, number in zip(STATES, late, strict=True)}}
            for label, counts, late in rows
        ]
    )  # fmt: skip


def coverage(*rows: tuple[str, int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"town": town, "name": f"{name}{place}", "kind": "teaching_point" if place == 0 else "primary",
             "visited": place < visited, "reason": "道路中断，车辆无法通行，已与镇里约定改期"}
            for town, visited, due, name in rows
            for place in range(due)
        ]
    )  # fmt: skip


def grid(schools: int, names: list[str], school: str) -> pd.DataFrame:
    states = ("met", "unmet", "partial", "not_applicable", "blank", "not_inspected", "disputed")
    return pd.DataFrame(
        [
            {"town": f"Town {place // 20}", "school_id": f"S{place}", "name": f"{school} {place}",
             "item_id": f"a.{number}", "number": number, "item": name, "state": states[(place + number) % 7]}
            for place in range(schools)
            for number, name in enumerate(names, 1)
        ]
    )  # fmt: skip


def towns(names: list[str], labels: list[str], judged: int, *, failing: bool = True) -> pd.DataFrame:
    """Every town judged so many schools; how many fail goes round from none to all."""
    rows = []
    for place, town in enumerate(names):
        for number, label in enumerate(labels, 1):
            found = (place * number) % (judged + 1) if failing else 0
            rows.append({"town": town, "item_id": str(number), "number": f"第{number}条", "label": label,
                         "unmet": found // 2, "partial": found - found // 2, "judged": judged})  # fmt: skip
    return pd.DataFrame(rows)


def reported(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["label", "met", "partial", "unmet"])
    return table.assign(judged=table["met"] + table["partial"] + table["unmet"])


def intervals(*rows: tuple[str, int, int, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["label", "met", "judged", "low", "high"])
    return table.assign(share=table["met"] / table["judged"])


def funnel(*kinds: tuple[str, int, int, int], mean: float = 0.9, name: str = LONG_ZH) -> pd.DataFrame:
    """Kinds: name, schools, how many of them lie outside (every third above), checks judged at most."""
    rows: list[dict[str, Any]] = []
    limits = {"mean": mean, "low_alert": mean * 0.8, "high_alert": min(1, mean * 1.1), "low_alarm": mean * 0.7,
              "high_alarm": min(1.0, mean * 1.2)}  # fmt: skip
    for kind, number, outside, judged in kinds:
        shared = {"kind": kind, "heading": kind, **limits}
        for place in range(number):
            state = "inside" if place >= outside else "above" if place % 3 == 2 else "below"
            checks = max(judged - place % 3, 1)
            met = {"inside": round(judged * mean), "above": judged, "below": place % max(judged // 2, 1)}[state]
            rows.append({**shared, "school_id": f"S{place}", "label": f"{name}{place}", "judged": checks,
                         "met": min(met, checks), "share": min(met, checks) / checks, "state": state,
                         "alarm": place % 2 == 0})  # fmt: skip
        for of_curve in range(max(1, judged - 3), judged + 2):
            rows.append({**shared, "school_id": "", "label": "", "judged": of_curve, "met": 0, "state": "limit",
                         "alarm": False})  # fmt: skip
    return pd.DataFrame(rows)


def trend(chart: str, met: list[int], judged: int, *, signals: str = "", limits: tuple[float, float] = (0, 0)) -> Any:
    rows = [
        {"round_id": f"{2000 + place}-05-full", "met": count, "judged": judged, "chart": chart,
         "centre": sum(met) / len(met), "low": limits[0], "high": limits[1],
         "rules": signals if place % 2 else "", "signal": bool(signals and place % 2)}
        for place, count in enumerate(met)
    ]  # fmt: skip
    return pd.DataFrame(rows)


TABLES = {
    "towns long": ("towns", towns([LONG_EN, LONG_ZH, UNBROKEN, "松岫镇"], [LONG_EN, LONG_ZH, "第3条"], 8)),
    "towns forty": ("towns", towns([f"第{place}镇" for place in range(40)], ["课桌椅", LONG_ZH, "厕位"], 12)),
    "towns one": ("towns", towns(["松岫镇"], ["课桌椅"], 153)),
    "towns none failing": ("towns", towns(["松岫镇", "鹭汀镇"], ["课桌椅", "厕位"], 5, failing=False)),
    "towns nothing judged": ("towns", towns(["松岫镇", "鹭汀镇"], ["课桌椅", "厕位"], 0)),
    "reported": ("reported", reported((LONG_ZH, 30400, 700, 1500), (LONG_EN, 0, 0, 1), ("自报空白", 0, 3, 0))),
    "reported one": ("reported", reported(("自报达标", 0, 0, 1))),
    "reported zeros": ("reported", reported(("自报达标", 0, 0, 0), ("自报未达标", 0, 0, 0))),
    "intervals": (
        "intervals",
        intervals((LONG_ZH, 0, 1300, 0.0, 0.003), (LONG_EN, 153, 153, 0.976, 1.0), (UNBROKEN, 6, 12, 0.25, 0.75)),
    ),
    "intervals one": ("intervals", intervals(("第1条", 10, 10, 0.72, 1.0))),
    "intervals equal": ("intervals", intervals(*[(f"第{place}条", 17, 20, 0.64, 0.95) for place in range(20)])),
    "intervals missing": ("intervals", intervals()),
    "funnel 300": ("funnel", funnel(("小学", 300, 40, 20), ("教学点", 5, 0, 3))),
    "funnel all outside": ("funnel", funnel((LONG_EN, 12, 12, 9), name=UNBROKEN)),
    "funnel all equal": ("funnel", funnel(("小学", 6, 0, 18), mean=1.0)),
    "funnel nothing met": ("funnel", funnel(("小学", 6, 0, 18), mean=0.0)),
    "funnel one check": ("funnel", funnel(("小学", 5, 0, 1), mean=0.5)),
    "trend line": ("trend", trend("line", [1200, 1254, 900], 12540)),
    "trend zeros": ("trend", trend("run", [0] * 7, 18, signals="side")),
    "trend all met": ("trend", trend("run", [18] * 11, 18, signals="trend")),
    "trend limits": ("trend", trend("xmr", [9, 18] * 20, 18, signals="outside near side trend", limits=(-3.2, 30.1))),
    "items long names": ("items", items((LONG_ZH, 3, 1, 2), (LONG_EN, 5, 0, 1), (UNBROKEN, 5, 1, 0))),
    "items one": ("items", items(("第1条", 0, 0, 1))),
    "items sixty": ("items", items(("第1条", 0, 20, 40), ("第2条", 59, 0, 1), ("第3条", 30, 30, 0))),
    "items 153": ("items", items((LONG_EN, 107, 24, 11), ("Item 2", 105, 39, 9), ("Item 5", 110, 35, 7))),
    "items all not met": ("items", items((LONG_EN, 0, 100, 900), ("Item 2", 999, 1, 0), ("Item 3", 0, 0, 1000))),
    "areas zeros": (
        "areas",
        areas(
            (LONG_ZH, 0, 0, 0, 12, 3, 5, 2, 1), ("二、甲", 0, 0, 4, 0, 0, 0, 0, 0), ("三、乙", 1, 0, 0, 0, 0, 0, 0, 0)
        ),
    ),
    "areas thousands": (
        "areas",
        areas(
            (LONG_EN, 28123, 999, 1234, 12345, 678, 9876, 5432, 3210),
            ("B", 1, 1, 1, 1, 1, 1, 1, 1),
            ("C", 9, 0, 0, 0, 0, 0, 0, 0),
        ),
    ),
    "areas nothing": ("areas", areas(("一、甲", *[0] * 8), ("二、乙", 0, 0, 0, 3, 0, 0, 0, 0))),
    "toilets": (
        "toilets",
        toilets(
            (LONG_ZH, 0, 30, 30, "待上级解决"),
            ("甲小学", 120, 121, 1, "2017年11月30日前改完"),
            (LONG_EN, 1, 2, 1, LONG_EN),
            ("乙小学", 9, 3, 0, "男蹲位12、女蹲位9"),
            ("丙小学", 0, 0, 0, ""),
        ),
    ),
    "change one-sided": (
        "change",
        change((LONG_EN, 9, 0, 40, 40, 3, False), ("B", 10000, 0, 1, 0, 0, False), ("All", 9, 0, 41, 40, 3, True)),
    ),
    "change none new": ("change", change((LONG_ZH, 1, 300, 0, 0, 2, False), ("二", 0, 0, 0, 0, 1, False))),
    "problems": (
        "problems",
        problems(
            ("合计1254个", (1, 1, 1250, 1, 1, 0), (0, 1, 600, 1, 0, 0)),
            (LONG_ZH, (1, 1, 1, 0, 0, 0), (0, 1, 1, 0, 0, 0)),
            ("B", (0, 0, 1249, 1, 1, 0), (0, 0, 599, 1, 0, 0)),
        ),
    ),
    "problems one": ("problems", problems(("合计1个", (0, 0, 0, 1, 0, 0), (0, 0, 0, 1, 0, 0)))),
    "problems even": (
        "problems",
        problems(("All 60", (10,) * 6, (0, 1, 2, 3, 4, 5)), (LONG_EN, (10,) * 6, (0, 1, 2, 3, 4, 5))),
    ),
    "burn up at once": ("burn_up", burn_up(("2016-10-10", 1254, 0, 0), ("2016-10-11", 1254, 1253, 1))),
    "burn up years": (
        "burn_up",
        burn_up(("2013-05-09", 3, 0, 0), ("2015-01-01", 3, 3, 0), ("2016-10-18", 40, 39, 0)),
    ),
    "ages one": ("ages", ages((0, 0, 0), (0, 1, 0), (0, 0, 0), (0, 0, 0), (1254, 3, 1))),
    "ages none": ("ages", ages(*[(0, 0, 0)] * 5)),
    "coverage": (
        "coverage",
        coverage(
            ("East Midlands and the Humber, with Lincolnshire", 8, 10, LONG_EN),
            ("松岫镇", 0, 2, LONG_ZH),
            ("竹隈镇", 25, 25, "甲"),
        ),
    ),
    "coverage 153": ("coverage", coverage(*[(f"Region {place}", 17, 17, "LA") for place in range(9)])),
    "map": (
        "map",
        grid(30, [LONG_EN, "help and protection", "care leavers"] * 9, "Bournemouth, Christchurch and Poole"),
    ),
    "map stacked": ("map", grid(5, ["D级危房", "楼梯", "厕位与男女比例"] * 7, LONG_ZH)),
    "map 153": ("map", grid(153, ["overall", "help and protection", "in care", "leaders", "care leavers"], "LA")),
}


@WIDTHS
@pytest.mark.parametrize("which", TABLES)
def test_nothing_collides(
    which: str, width: str, standards: Standards, standards_en: Standards, collisions: Callable[[Figure], list[str]]
) -> None:
    name, table = TABLES[which]
    rules = standards_en if len(table) and " " in str(table.iloc[0].get("label", "x y")) else standards
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert collisions(draw_table(name, table, rules, width=width)) == []


def fills(figure: Figure, color: str) -> int:
    boxes = figure.axes[0].patches
    return sum(isinstance(box, Rectangle) and "#{:02X}{:02X}{:02X}".format(
        *(round(255 * part) for part in box.get_facecolor()[:3])) == color for box in boxes)  # fmt: skip


def test_up_to_sixty_schools_are_a_cell_each(standards: Standards) -> None:
    figure = draw_table("items", TABLES["items sixty"][1], standards)
    assert (fills(figure, "#A8380B"), fills(figure, "#F0BE4A")) == (41, 50)


def test_more_than_sixty_schools_are_plain_bars(standards: Standards) -> None:
    figure = draw_table("items", TABLES["items 153"][1], standards)
    assert (fills(figure, "#A8380B"), fills(figure, "#F0BE4A")) == (3, 3)


def test_bars_are_as_long_as_their_counts(standards: Standards) -> None:
    figure = draw_table("items", TABLES["items 153"][1], standards)
    lengths = [box.get_width() for box in figure.axes[0].patches if isinstance(box, Rectangle)]
    unit = lengths[0] / 11
    assert [round(length / unit, 6) for length in lengths] == [11, 24, 9, 39, 7, 35]


@WIDTHS
def test_a_chart_fills_its_sheet(width: str, standards: Standards) -> None:
    figure = draw_table("items", TABLES["items 153"][1], standards, width=width)
    ends = [box.get_x() + box.get_width() for box in figure.axes[0].patches if isinstance(box, Rectangle)]
    assert max(ends) > 0.4 * {"wide": 840, "narrow": 352}[width]


@WIDTHS
def test_a_town_that_judged_no_school_says_so_in_a_word(width: str, standards: Standards) -> None:
    table = pd.concat([towns(["松岫镇"], ["课桌椅"], 5), towns(["鹭汀镇"], ["课桌椅"], 0)])
    axes = draw_table("towns", table, standards, width=width).axes[0]
    written = [text.get_text() for text in axes.texts]
    assert [text for text in written if text in ("0/5", "0/0", "不涉及")] == ["0/5", "不涉及"]
