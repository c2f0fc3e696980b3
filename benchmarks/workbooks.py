"""Workbooks to measure reading with: as an office sends them, invented, the same bytes from the same seed.

Verdict words, remarks in verdict cells, every tenth cell blank, a header of two rows with merged groups, a subtotal
after each run of schools, 24 schools that come again and again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from analysis.standards.load import load_standards

SCHOOLS = 24
"""How many schools there are before the first comes again."""
_WORDS = ("合格", "合格", "合格", "合格", "√", "√", "基本合格", "不合格", "×", "合格（已整改）", "不合格，缺记录")
_MET = ("合格", "√", "合格（已整改）")
_REMARKS = ("食堂台账齐全", "厕所灯坏两盏，已报修", "资料整理规范", "")
_NUMERALS = "一二三四五六七八"
_TOWNS = ("东溪镇", "石桥镇", "白水乡")


def name_schools() -> list[tuple[str, str]]:
    """(name, town) of every invented school."""
    return [(f"{town}第{_NUMERALS[n]}小学", town) for town in _TOWNS for n in range(SCHOOLS // len(_TOWNS))]


def write_register(path: Path) -> Path:
    """Write the register of the invented schools."""
    lines = [f"T{n:02},{name},{town},primary" for n, (name, town) in enumerate(name_schools(), 1)]
    path.write_text("\n".join(["school_id,name,town,kind", *lines]) + "\n", encoding="utf-8")
    return path


def write_workbook(path: Path, *, sheets: int, rows: int, columns: int, seed: int = 0) -> Path:
    """Write a workbook of inspection sheets.

    Args:
        path: where it goes.
        sheets: how many sheets.
        rows: rows of each sheet, title and header among them.
        columns: columns: a serial number, school and town first, a remark last.
        seed: other words for another seed.
    """
    chance = random.Random(seed)
    book = Workbook()
    book.remove(book.active)
    for number in range(sheets):
        sheet = book.create_sheet(f"检查表{number + 1}")
        for line in _lines(rows, columns, chance):
            sheet.append(line)
        for first in range(4, columns, 4):
            sheet.merge_cells(start_row=1, start_column=first, end_row=1, end_column=min(first + 3, columns - 1))
        for column in (1, 2, 3, columns):
            sheet.merge_cells(start_row=1, start_column=column, end_row=2, end_column=column)
    book.save(path)
    return path


def _lines(rows: int, columns: int, chance: random.Random) -> Iterator[list[object]]:
    titles = [item.short.zh for item in load_standards().items.values()][: columns - 4]
    groups = [f"第{_NUMERALS[n // 4 % 8]}部分" if n % 4 == 0 else None for n in range(columns - 4)]
    yield ["序号", "学校", "乡镇", *groups, "备注"]
    yield [None, None, None, *titles, None]
    schools, serial, met = name_schools(), 0, [0] * len(titles)
    for row in range(rows - 2):
        if row % (SCHOOLS + 1) == SCHOOLS:
            yield [None, "小计", None, *met, None]
            met = [0] * len(titles)
            continue
        name, town = schools[serial % SCHOOLS]
        serial += 1
        verdicts = [None if chance.random() < 0.1 else chance.choice(_WORDS) for _ in titles]
        met = [count + (word in _MET) for count, word in zip(met, verdicts, strict=True)]
        yield [serial, name, town, *verdicts, chance.choice(_REMARKS) or None]
