"""Law 1 between the tables of one workbook: a role finding, measurement or problem ⇔ a row of that table there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from openpyxl.utils import coordinate_to_tuple

from analysis.reading.columns import read_subject
from analysis.reading.terms import Terms

TABLES = {"finding": "findings", "measurement": "measurements", "problem": "problems"}
"""Role of a cell → the table that it has a row of."""
LEFT = ("remark", "body")
"""Roles of what no table but remarks took."""


def list_mismatches(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Cells with such a role and no row at their address or under their merge, and rows at a cell without it.

    A blank of a body is a finding where no cell is.
    """
    cells = tables["cells"].to_dict("records")
    at = {(cell["sheet"], cell["cell"]): cell for cell in cells}
    merged = [cell for cell in cells if (cell["row"], cell["col"]) != (cell["last_row"], cell["last_col"])]
    for role, table in TABLES.items():
        rows, met = tables[table], set()
        for sheet, place in sorted(set(zip(rows["sheet"], rows["cell"], strict=True))):
            cell = at.get((sheet, place)) or _cover(merged, sheet, place)
            if cell is not None:
                met.add((sheet, cell["cell"]))
                if cell["role"] != role:
                    yield f"{table} {sheet} {place}: the cell is {cell['role']}"
            elif role != "finding":
                yield f"{table} {sheet} {place}: no cell there"
        for (sheet, place), cell in at.items():
            if cell["role"] == role and (sheet, place) not in met:
                yield f"cell {sheet} {place}: {role}, and no row of {table}"


def _cover(merged: list[dict[str, Any]], sheet: str, place: str) -> dict[str, Any] | None:
    row, column = coordinate_to_tuple(place)
    for cell in merged:
        within = cell["row"] <= row <= cell["last_row"] and cell["col"] <= column <= cell["last_col"]
        if within and cell["sheet"] == sheet:
            return cell
    return None


def count_left(tables: Mapping[str, pd.DataFrame], terms: Terms) -> tuple[int, int]:
    """How many cells the bodies hold, and how many of these are left over.

    Left over is a remark or body cell that is no stated total, and whose column has no title with a role of its own:
    name, serial and remark columns have one, and so have the columns of a ledger, whose cells make one row of problems
    together.
    """
    headers = tables["cells"][tables["cells"]["role"] == "header"].to_dict("records")
    told = {
        (header["sheet"], column)
        for header in headers
        if header["raw"] and read_subject((header["raw"],), terms).role
        for column in range(header["col"], header["last_col"] + 1)
    }
    checked = set(zip(tables["checks"]["sheet"], tables["checks"]["cell"], strict=True))
    body = tables["cells"][tables["cells"]["role"].isin(("school", *TABLES, *LEFT))].to_dict("records")
    left = [
        cell
        for cell in body
        if cell["role"] in LEFT
        and (cell["sheet"], cell["col"]) not in told
        and (cell["sheet"], cell["cell"]) not in checked
    ]
    return len(body), len(left)
