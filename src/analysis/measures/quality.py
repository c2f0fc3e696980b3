"""How far the material can be trusted: workbooks, flags and what they touch, what was refused, where cells ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.measures.frames import make_frame
from analysis.measures.numbering import SELF_REPORTED, VISITED
from analysis.standards.model import Standards
from analysis.tables import CELL_ROLES, SEVERITIES, TABLES, to_rows

ADDRESS = ("file", "sheet", "cell")
"""What names a cell."""


SCHOOL_FLAGS = ("unknown_school", "ambiguous_school", "town_disagrees")
"""Flags that leave the results of a row or a column without a school."""


def touch_flags(
    flags: pd.DataFrame,
    number_cells: pd.DataFrame,
    findings: pd.DataFrame,
    standards: Standards,
    *,
    round_id: str,
) -> list[str]:
    """For each flag the codes of the printed numbers that its cell moves, joined by a space, in the numbers' order.

    A flag on a school's name touches what its row would have counted in, or its column where schools stand across; one
    on a whole file, what is disputed in it.
    """
    # A workbook of an earlier round may bear the same name: its cells are not those that are flagged here.
    whole = number_cells[(number_cells["group_by"] == "") & (number_cells["round_id"] == round_id)]
    # The cell that proves a visit or a self-check moves neither: the next one of that school would prove it as well.
    whole = whole[~whole["code"].isin((VISITED, SELF_REPORTED)) | (whole["item_id"] == "")]
    by_cell = _group_codes(whole, ADDRESS)
    disputed = _group_codes(whole[whole["part"] == "disputed"], ("file",))
    lost = _find_lost(findings, standards)
    codes = []
    for file, sheet, cell, code in zip(*(flags[name] for name in (*ADDRESS, "code")), strict=True):
        touched = by_cell.get((file, sheet, cell), []) if cell else disputed.get((file,), [])
        touched = touched or lost.get((file, sheet, _row_of(cell)), [])
        if not touched and code in SCHOOL_FLAGS:
            touched = lost.get((file, sheet, _column_of(cell)), [])
        codes.append(" ".join(touched))
    return codes


def _group_codes(cells: pd.DataFrame, key: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    grouped: dict[tuple[str, ...], dict[str, None]] = {}
    for code, *place in zip(cells["code"], *(cells[name] for name in key), strict=True):
        if place[0]:
            grouped.setdefault(tuple(place), {})[code] = None
    return {place: list(codes) for place, codes in grouped.items()}


def _find_lost(findings: pd.DataFrame, standards: Standards) -> dict[tuple[str, ...], list[str]]:
    """Row or column of a sheet → codes that the findings of an unresolved school would have entered."""
    lost: dict[tuple[str, ...], dict[str, None]] = {}
    kept = findings[(findings["school_id"] == "") & findings["item_id"].isin(list(standards.items))]
    for file, sheet, cell, item_id in zip(*(kept[name] for name in (*ADDRESS, "item_id")), strict=True):
        item = standards.items[item_id]
        if item.counted and item.level == "school":
            codes = {standards.code(item_id): None, standards.area(item.area).total_code: None}
            for line in (_row_of(cell), _column_of(cell)):
                lost.setdefault((file, sheet, line), {}).update(codes)
    return {place: list(codes) for place, codes in lost.items()}


def _row_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _column_of(cell: str) -> str:
    return cell.rstrip("0123456789")


def fill_affects(flags: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """The flags table with `affects`: how many printed numbers each one moves."""
    counts = pd.Series([len(text.split()) for text in codes], index=flags.index, dtype="int64")
    return flags.assign(affects=counts)[list(TABLES["flags"].columns)]


def group_flags(flags: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """The `flag_groups` frame: flags of one code and message together, the grave and the far-reaching first."""
    rows: dict[tuple[str, str, str], dict[str, object]] = {}
    touched: dict[tuple[str, str, str], dict[str, None]] = {}
    for flag, text in zip(to_rows(flags), codes, strict=True):
        key = (flag["severity"], flag["code"], flag["message"])
        row = rows.setdefault(key, {**_first(flag), "count": 0})
        row["count"] = int(str(row["count"])) + 1
        touched.setdefault(key, {}).update(dict.fromkeys(text.split()))
    for key, row in rows.items():
        row |= {"codes": " ".join(touched[key]), "affects": len(touched[key])}
    order = {severity: place for place, severity in enumerate(reversed(SEVERITIES))}
    ranked = sorted(rows.items(), key=lambda one: (order[one[0][0]], -len(touched[one[0]]), one[0][1:]))
    return make_frame("flag_groups", (row for _, row in ranked))


def _first(flag: Mapping[Any, Any]) -> dict[str, object]:
    kept = ("severity", "code", "message", *ADDRESS, "raw")
    return {name: "" if pd.isna(flag[name]) else flag[name] for name in kept}


def count_refused(refused: pd.DataFrame) -> pd.DataFrame:
    """The `refused_counts` frame: sheets refused whole and columns not stored, by class."""
    rows = []
    for name in sorted(set(refused["class"])):
        own = refused[refused["class"] == name]
        whole = int((own["column"] == "*").sum())
        rows.append({"class": name, "sheets": whole, "columns": len(own) - whole})
    return make_frame("refused_counts", rows)


def count_roles(cells: pd.DataFrame) -> pd.DataFrame:
    """The `cells_by_role` frame: every non-empty cell by what it was taken for, in the order of the vocabulary."""
    counts = cells["role"].value_counts()
    return make_frame(
        "cells_by_role", ({"role": role, "count": int(counts[role])} for role in CELL_ROLES if role in counts)
    )


def list_workbooks(workbooks: pd.DataFrame) -> pd.DataFrame:
    """The `workbooks` frame."""
    kept = ("file", "state", "reason", "sheets", "cells")
    return make_frame("workbooks", ({name: row[name] for name in kept} for row in to_rows(workbooks)))
