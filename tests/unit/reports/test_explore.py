"""The explore room: tables that paste with their borders, choices that name the nearest right one, masked previews."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from tests.unit.reports.invented import BOOK, make_page

from analysis.reports.explore.preview import Preview
from analysis.reports.explore.sheet import Head, Sheet
from analysis.tables import make_table

NAME = "甄士隐"
HOSTILE = "<script>alert(1)</script>"


def test_a_table_carries_its_borders_and_sides_in_its_own_cells() -> None:
    sheet = Sheet("标题", [Head("镇"), Head("达标", number=True)], [["合计", 12], [HOSTILE, 3]], note="注", total=True)
    html = sheet._repr_html_()
    assert "<style" not in html
    assert "<script" not in html
    assert html.count("<table") == html.count("<thead") == html.count("<caption") == 1
    cells = re.findall(r'<(th|td)(?: scope="\w+")? style="([^"]*)">', html)
    assert len(cells) == 6
    # two Chinese signs and five of script's 25 letters: told, for a word processor would break 12 in two
    assert re.findall(r'<col width="(\d+)">', html) == ["220", "52"]
    assert '<table border="1" cellspacing="0" width="272"' in html
    assert all("border:1px solid #000" in style for _, style in cells)
    assert ["text-align:right" in style for kind, style in cells if kind == "td"] == [True, True]
    assert 'font-weight:bold">12</td>' in html
    assert 'font-weight:bold">3</td>' not in html
    assert repr(sheet) == f"标题\n镇\t达标\n合计\t12\n{HOSTILE}\t3\n注"
    assert sheet.frame.to_dict("list") == {"镇": ["合计", HOSTILE], "达标": [12, 3]}


def make_cell(cell: str, row: int, column: int, role: str, raw: str | None, *, last: int = 0) -> dict[str, object]:
    place = {"file": BOOK, "sheet": "表", "cell": cell, "row": row, "col": column, "last_row": row}
    return {**place, "last_col": last or column, "cell_type": "text", "raw": raw, "role": role}


@pytest.fixture
def drawn() -> str:
    """A sheet with a merged title, a refused column, a flagged cell and a blank one that is a finding."""
    cells = [
        make_cell("A1", 1, 1, "title", "督查表", last=3), make_cell("A2", 2, 1, "header", "学校"),
        make_cell("B2", 2, 2, "refused", None), make_cell("C2", 2, 3, "header", "16"),
        make_cell("A3", 3, 1, "school", HOSTILE), make_cell("B3", 3, 2, "refused", NAME),
        make_cell("C3", 3, 3, "finding", "待核"), make_cell("A4", 4, 1, "school", "河湾小学"),
    ]  # fmt: skip
    findings = [{"file": BOOK, "sheet": "表", "cell": cell, "round_id": "2016-10", "school_id": "S001",
                 "item_id": "cond.16", "item_edition": "", "aspect": "inspected", "verdict": verdict}
                for cell, verdict in (("C3", "unreadable"), ("C4", "blank"))]  # fmt: skip
    flags = [{"file": BOOK, "sheet": "表", "cell": "C3", "severity": "warning", "code": "verdict",
              "message": "不认识“待核”"}]  # fmt: skip
    cells += [make_cell("D3", 3, 4, "measurement", "3"), make_cell("D4", 4, 4, "measurement", "57"),
              make_cell("D5", 5, 4, "subtotal", "60"), make_cell("E3", 3, 5, "measurement", "88")]  # fmt: skip
    counts = [{"file": BOOK, "sheet": "表", "cell": cell, "raw": str(value), "round_id": "2016-10", "school_id": "S001",
               "measure": "boys", "aspect": "inspected", "value": float(value)}
              for cell, value in (("D3", 3), ("D4", 57), ("E3", 88))]  # fmt: skip
    tables = {
        "cells": make_table("cells", cells), "findings": make_table("findings", findings),
        "flags": make_table("flags", flags), "measurements": make_table("measurements", counts),
    }  # fmt: skip
    return Preview(make_page(), BOOK, ["表"], tables)._repr_html_()


def test_a_preview_masks_what_was_refused(drawn: str) -> None:
    assert NAME not in drawn
    assert drawn.count("background:#5F6B76") == 3  # two cells and their key in the legend
    assert "〔…〕" in drawn


def test_a_small_count_of_pupils_is_masked_with_what_would_give_it_back(drawn: str) -> None:
    shown = re.findall(r"<td[^>]*>([^<]*)</td>", drawn)
    assert shown.count("[c]") == 3  # 3, and 57 with their sum 60
    assert "88" in shown
    assert not {"3", "57", "60"} & set(shown)
    assert 'title="60"' not in drawn


def test_a_preview_colours_cells_by_what_they_were_taken_for(drawn: str) -> None:
    assert re.search(r'<td style="[^"]*background:#E3E7EC[^"]*"[^>]*colspan="3">督查表</td>', drawn)
    assert re.search(r'<td style="[^"]*background:#FBE9C6[^"]*"[^>]*>河湾小学</td>', drawn)
    # a blank cell that was judged has the colour of a finding, and every colour its word in the legend
    blank = re.search(r'<td style="([^"]*)"[^>]*></td><td[^>]*>\[c\]</td><td[^>]*></td></tr><tr><th[^>]*>5<', drawn)
    assert blank
    assert "background:#D5EBD8" in blank[1]
    assert "<script" not in drawn


def test_a_flag_stands_in_its_cell_and_under_the_sheet(drawn: str) -> None:
    cell = re.search(r'<td style="([^"]*)"[^>]*>待核<div[^>]*><span[^>]*>⚑ </span>不认识“待核”</div></td>', drawn)
    assert cell
    assert "outline:2px solid #D98200" in cell[1]
    assert "这张表待核对1处" in drawn
    assert pd.Series(re.findall(r"<li><strong[^>]*>(\w+) </strong>", drawn)).tolist() == ["C3"]
