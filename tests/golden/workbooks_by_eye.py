"""The workbooks of the sample rounds, looked up by eye: which cell holds what, and what an auditor concludes from it.

Plain openpyxl and csv; no reader, no rule file and no table of the project takes part. The layout of each sheet stands
here as cell spans, found by opening the workbook; a word or a school that is not on this page is an error, for then the
sample has changed.

Counted by the decision rule: the last judged of verified, else inspected, else computed; what a school says of itself
enters no rate; two cells of one kind that disagree are in dispute and not counted; partial is not met; not applicable,
not inspected, blank and unreadable leave the denominator.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
"""Where the workbooks of the sample lie."""
COND = [f"cond.{n:02d}" for n in range(1, 21)]
"""Items in the order in which every sheet of the 20 requirements has them."""
ORDER = [f"safety.{n:02d}" for n in (*range(1, 14), 15, *range(31, 36))] + [f"other.{n:02d}" for n in range(1, 6)]
"""Items in the order in which every safety sheet has them, the five other matters last."""
AID = [f"aid.{n:02d}" for n in (*range(1, 7), *range(8, 12))]
"""Items in the order in which the aid sheets have them."""
NOT_COUNTED = {"cond.18", "cond.19", "other.01", "other.05"}
"""Items whose text is not known, and items that are words only."""
AREAS = {"safety": 1, "aid": 2, "cond": 3, "other": 4}
"""Chapter of each area."""
WORDS = {
    "met": "√ 达标 合格 落实 是",
    "partial": "基本达标 基本合格 基本落实 基本到位",
    "unmet": "× 不达标 不合格 未落实 否",
    "not_applicable": "/ 不涉及",
    "not_inspected": "未查",
    "unreadable": "待核",  # somebody is to look again: no verdict yet
}
"""Every word that stands in a judged cell of the two rounds, once a remark in brackets is taken off."""
VERDICTS = {word: verdict for verdict, words in WORDS.items() for word in words.split()}
"""Verdict of each word."""
JUDGED = ("met", "partial", "unmet")
"""Verdicts that enter a denominator."""
ONLY_HERE = {"沙溪小学": "L09"}
"""Two schools are called so; the sheet of the second team, the only one to write it, has it under 青埠镇."""


class Grid(NamedTuple):
    """Judged cells of a sheet: schools down a column (or, with across, along a row), items from first on."""

    file: str
    sheet: str
    schools: str
    first: str
    items: list[str]
    across: bool = False
    aspect: str = "inspected"


LEDGER = "整改台账（截至10月18日）.xlsx"
"""Ledger and verification of 2016-10."""
CHECKED = ["safety.33", "safety.34", "cond.03", "cond.04", "cond.05", "cond.16"]
"""Items of the verification sheet of 2016-10."""
REVISITED = [
    *("cond.03", "cond.04", "cond.05", "cond.08", "cond.09", "cond.13", "cond.15", "cond.16", "cond.18", "cond.20"),
    *("safety.32", "safety.33", "safety.35", "aid.02", "aid.06", "other.02", "other.03"),
]
"""Items of the sheet of the revisit of 2016-11."""
DIARY = "安全稳定督查记录（一组）.xlsx"
"""One sheet a school: C4:C27 what the school says, D4:D27 what the team saw. The sheet 空表 is a blank form."""
DIARY_SHEETS = {
    "栎坪中心校": "L01",
    "栎坪二小": "L02",
    "栎坪初中": "L03",
    "枫岭小学": "L04",
    "白果小学": "L05",
    "雀儿沟教学点": "L06",
}
"""School of each filled sheet of the diary (A2 of each says the same)."""
SHEETS = {
    "2016-10": [
        Grid("全面改薄（一组）.xlsx", "全面改薄", "B5:B12", "C5", COND),
        Grid("全面改薄（二组）.xlsx", "二组", "C5:C14", "D5", COND),
        # Sent a second time: G8, R11 and K12 differ from the first file, all other cells are the same.
        Grid("全面改薄（二组）(1).xlsx", "二组", "C5:C14", "D5", COND),
        Grid("改薄检查表-三组.xlsx", "Sheet1", "C4:K4", "C5", COND, across=True),
        Grid("安全稳定及信访（二组、三组）.xlsx", "二组", "B6:B15", "C6", ORDER),
        Grid("安全稳定及信访（二组、三组）.xlsx", "三组", "D3:I3", "D4", ORDER, across=True),
        Grid("附件5-扶贫资助督查表.xlsx", "扶贫资助", "B7:B32", "M7", AID),
        Grid(LEDGER, "核实追踪", "B5:B12", "D5", CHECKED, aspect="verified"),
        Grid("学校自查汇总（23校）.xlsx", "学校自查汇总", "B6:B28", "C6", COND, aspect="self_reported"),
    ],
    "2016-05": [
        Grid("附件1-20项底线要求督查表（5月）.xlsx", "一组", "B5:B13", "C5", COND),
        Grid("附件1-20项底线要求督查表（5月）.xlsx", "二组", "C5:C14", "D5", COND),
        Grid("附件1-20项底线要求督查表（5月）.xlsx", "三组", "C4:F4", "C5", COND, across=True),
        Grid("附件4-安全稳定及其他方面督查表.xlsx", "安全及其他", "B6:B28", "C6", ORDER),
        Grid("附件5-扶贫资助督查表.xlsx", "扶贫资助", "B7:B33", "M7", AID),
        Grid(
            "附件6-问题整改台账（截至5月17日）.xlsx",
            "核实追踪",
            "B5:B9",
            "D5",
            ["safety.35", "cond.03", "cond.16", "cond.20"],
            aspect="verified",
        ),
        Grid("附件2-学校自查汇总表.xlsx", "学校自查汇总", "B6:B28", "C6", COND, aspect="self_reported"),
    ],
    "2016-11": [Grid("回头看复查情况（11月）.xlsx", "回头看", "B7:B21", "C7", REVISITED, aspect="verified")],
}
"""Every sheet of verdicts of the rounds but the diary. Town subtotals among the schools have no name in the school
column (附件5: column B)."""
COUNTED_ON = {"2016-10": "C8:C33", "2016-05": "C8:C34"}
"""School cells of 附件3-办学条件清点表, sheet 办学条件清点; subtotal rows are empty there."""
COUNTS = {
    "D": "pupils", "E": "boys", "F": "girls", "G": "desks", "H": "chairs", "I": "stalls_m", "J": "stalls_f",
    "L": "boarders", "M": "beds", "N": "platforms", "O": "rooms", "P": "danger", "Q": "showers", "R": "largest",
}  # fmt: skip
"""Columns of that sheet that are used; K holds urinals, which are no stalls."""


class Cell(NamedTuple):
    """A judged cell: verdict, and where it stands."""

    verdict: str
    place: str


class Conclusion(NamedTuple):
    """What holds of a school and an item: a judged verdict, in_dispute, or why there is none."""

    verdict: str
    decided_by: str
    cells: tuple[Cell, ...]


@cache
def open_sheet(round_id: str, file: str, sheet: str) -> Worksheet:
    return openpyxl.load_workbook(RAW / round_id / file, data_only=True)[sheet]


@cache
def read_register() -> dict[str, dict[str, str]]:
    with (RAW / "schools.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["school_id"]: row for row in csv.DictReader(lines)}


@cache
def names_of_schools() -> dict[str, str]:
    names = {
        name: key for key, row in read_register().items() for name in (row["name"], *row["aliases"].split(";")) if name
    }
    return names | ONLY_HERE


def parse_verdict(value: object) -> str:
    """Verdict of a cell; a word that is not on this page is an error, for then the sample has changed."""
    if value is None or not str(value).strip():
        return "blank"
    return VERDICTS[re.sub(r"（.*）$", "", str(value).strip())]


def schools_on(sheet: Worksheet, span: str) -> Iterator[tuple[str, int, int]]:
    """School, row and column of each filled cell of a span."""
    for cell in (cell for row in sheet[span] for cell in row if cell.value):
        yield names_of_schools()[cell.value], cell.row, cell.column


def read_grid(round_id: str, grid: Grid) -> Iterator[tuple[str, str, Cell]]:
    sheet = open_sheet(round_id, grid.file, grid.sheet)
    first = sheet[grid.first]
    for school, row, column in schools_on(sheet, grid.schools):
        for step, item in enumerate(grid.items):
            at = sheet.cell(first.row + step, column) if grid.across else sheet.cell(row, first.column + step)
            yield school, item, Cell(parse_verdict(at.value), f"{grid.file}[{grid.sheet}]{at.coordinate}")


def read_diary(column: str) -> Iterator[tuple[str, str, Cell]]:
    for title, school in DIARY_SHEETS.items():
        sheet = open_sheet("2016-10", DIARY, title)
        assert names_of_schools()[re.split(r"[：\s]+", sheet["A2"].value)[1]] == school
        for row, item in enumerate(ORDER, start=4):
            yield school, item, Cell(parse_verdict(sheet[f"{column}{row}"].value), f"{DIARY}[{title}]{column}{row}")


@cache
def read_evidence(round_id: str) -> dict[tuple[str, str], dict[str, list[Cell]]]:
    """Every judged cell of a round: (school, item) → aspect → cells."""
    found: dict[tuple[str, str], dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for grid in SHEETS[round_id]:
        for school, item, cell in read_grid(round_id, grid):
            found[school, item][grid.aspect].append(cell)
    if round_id == "2016-10":
        for aspect, column in (("self_reported", "C"), ("inspected", "D")):
            for school, item, cell in read_diary(column):
                found[school, item][aspect].append(cell)
    return found


@cache
def read_counts(round_id: str) -> dict[str, dict[str, float]]:
    """The counts of 附件3 of each school; a / (no dormitory) is left out. A revisit has no such workbook."""
    if round_id not in COUNTED_ON:
        return {}
    sheet = open_sheet(round_id, "附件3-办学条件清点表.xlsx", "办学条件清点")
    return {
        school: {
            name: value
            for letter, name in COUNTS.items()
            if isinstance(value := sheet[f"{letter}{row}"].value, int | float)
        }
        for school, row, _ in schools_on(sheet, COUNTED_ON[round_id])
    }


def applies(item: str, school: str) -> bool:
    """Whether an item is asked of a school of its kind."""
    has = {name: read_register()[school][name] == "yes" for name in ("boarding", "meals", "multi_storey", "arid")}
    asked = {
        "cond.02": has["multi_storey"],
        "cond.12": has["boarding"],
        "cond.13": has["boarding"],
        "cond.14": has["boarding"] or has["meals"],
        "cond.17": has["boarding"] and not has["arid"],
    }
    return asked.get(item, True)


def compute_verdict(item: str, school: str, counts: dict[str, float]) -> str:
    """What the counts alone say of an item: met, unmet, or nothing."""
    rules = {
        "cond.01": lambda n: n["danger"] == 0,
        "cond.05": lambda n: min(n["desks"], n["chairs"]) >= n["pupils"],
        "cond.11": lambda n: n["rooms"] >= 1,
        "cond.13": lambda n: n["beds"] >= n["boarders"] and n["platforms"] == 0,
        # Enough places and 1:3 both; no school's conclusion hangs on it, for inspectors judged item 16 at every school.
        "cond.16": lambda n: is_adequate(n) and n["stalls_f"] >= 3 * n["stalls_m"],
        "cond.17": lambda n: n["showers"] > 0,
        "cond.20": lambda n: n["largest"] <= 65,
    }
    if item not in rules or not counts or not applies(item, school):
        return ""
    return "met" if rules[item](counts) else "unmet"


def required_stalls(counts: dict[str, float]) -> tuple[int, int]:
    """Stalls that boys and girls need: one for 40 and one for 13."""
    return math.ceil(counts["boys"] / 40), math.ceil(counts["girls"] / 13)


def is_adequate(counts: dict[str, float]) -> bool:
    boys, girls = required_stalls(counts)
    return counts["stalls_m"] >= boys and counts["stalls_f"] >= girls


def conclude(round_id: str, school: str, item: str) -> Conclusion:
    """One conclusion of a school and an item by the decision rule."""
    aspects = read_evidence(round_id).get((school, item), {})
    for aspect in ("verified", "inspected"):
        cells = tuple(cell for cell in aspects.get(aspect, []) if cell.verdict in JUDGED)
        if len({cell.verdict for cell in cells}) > 1:
            return Conclusion("in_dispute", aspect, cells)
        if cells:
            return Conclusion(cells[0].verdict, aspect, cells)
    seen = tuple(aspects.get("inspected", []))
    said = next((cell.verdict for cell in seen if cell.verdict != "blank"), "blank" if seen else "not_visited")
    if said == "blank" and not applies(item, school):
        said = "not_applicable"
    computed = compute_verdict(item, school, read_counts(round_id).get(school, {}))
    # Counts step in for a cell left empty or not looked at, never against a "does not apply" of the inspectors.
    if computed and said != "not_applicable":
        return Conclusion(computed, "computed", seen)
    return Conclusion(said, "none", seen)
