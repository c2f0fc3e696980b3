"""What has been taken from a workbook so far: rows of every table, as tuples in the declared order, and cell roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pyarrow as pa

from analysis.standards.model import Standards
from analysis.tables import TABLES, WORKBOOK_TABLES, empty_arrow, make_arrow

_SEVERITIES = {
    "note": (
        "hidden_row",
        "hidden_column",
        "hidden_sheet",
        "approximate",
        "total_without_value",
        "reservation",
        "unknown_heading",
        "blank_form",
        "comment",
    ),
    "error": ("check_disagrees", "error_cell", "two_ticks", "two_answers"),
}
"""Severity → flag codes; the others are warnings."""
_FINDING_COLUMNS = tuple(column for column in TABLES["findings"].columns if column != "file")
_CELL_COLUMNS = tuple(column for column in TABLES["cells"].columns if column not in ("file", "sheet"))


@dataclass
class Taken:
    """The rows of the tables of one workbook.

    Attributes:
        file: what stands in the file column.
        standards: they word the flags.
        rows: table name → rows, of every table but cells and findings, which are long and kept by columns.
        cells: column → values of the cells table, without file and sheet.
        findings: column → values of the findings table, without file.
        runs: how many of these belong to each sheet, in their order.
        sheet: the sheet being read.
        roles: (row, column) → role, of the sheet being read.
        hidden: places of that sheet whose text is not kept, for it looks like a name of a person.
    """

    file: str
    standards: Standards
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in WORKBOOK_TABLES})
    cells: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in _CELL_COLUMNS})
    findings: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in _FINDING_COLUMNS})
    runs: list[tuple[str, int]] = field(default_factory=list)
    sheet: str = ""
    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[tuple[int, int]] = field(default_factory=set)
    _said: set[tuple[str, str, str]] = field(default_factory=set)

    def start_sheet(self, name: str) -> None:
        """Begin another sheet."""
        self.sheet, self.roles, self.hidden = name, {}, set()

    def add(self, table: str, *values: Any) -> None:
        """Add a row; file and sheet are put before the values."""
        if table == "findings":
            for column, value in zip(self.findings.values(), (self.sheet, *values), strict=True):
                column.append(value)
        else:
            self.rows[table].append((self.file, self.sheet, *values))

    def add_findings(self, count: int, **columns: Any) -> None:
        """Add many findings of the sheet: a list for what differs, one value for what all of them say."""
        for name, listed in self.findings.items():
            given = self.sheet if name == "sheet" else columns[name]
            listed.extend(given if isinstance(given, list) else repeat(given, count))

    def count(self, table: str) -> int:
        """How many rows of a table were taken so far."""
        listed: Any = {"findings": self.findings["cell"], "cells": self.cells["cell"]}.get(table)
        return len(self.rows[table] if listed is None else listed)

    def flag(self, code: str, cell: str, raw: str = "", **fields: object) -> None:
        """Raise a flag once for a cell; its words are `flag.<code>` of the wording file."""
        key = (code, self.sheet, cell)
        if key in self._said:
            return
        self._said.add(key)
        severity = next((name for name, codes in _SEVERITIES.items() if code in codes), "warning")
        message = self.standards.say(f"flag.{code}", seen=raw, **fields)
        self.add("flags", cell, raw, severity, code, message, 0)

    def tables(self) -> dict[str, pa.Table]:
        """Every table as declared."""
        runs = [pa.repeat(pa.scalar(name, pa.string()), count) for name, count in self.runs]
        sheets = pa.concat_arrays(runs) if runs else []
        kept = {"cells": {"sheet": sheets, **self.cells}, "findings": self.findings}
        return {
            name: make_arrow(name, {"file": [self.file] * self.count(name), **kept[name]})
            if name in kept
            else _columns(name, self.rows[name])
            for name in WORKBOOK_TABLES
        }


def _columns(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    if not rows:
        return empty_arrow(name)
    return make_arrow(name, dict(zip(TABLES[name].columns, zip(*rows, strict=True), strict=True)))
