"""What has been taken from a workbook so far: rows of every table, as tuples in the declared order, and cell roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from analysis.reading.runs import Roles, Runs, name_places
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
        "column_unused",
        "column_untitled",
        "blank_form",
        "comment",
        "name_ended",
        "name_not_begun",
        "school_not_open",
    ),
    "error": ("check_disagrees", "error_cell", "two_ticks", "two_answers"),
}
"""Severity → flag codes; the others are warnings."""
_ALIKE = ("sheet", "round_id", "item_id", "item_edition", "aspect", "team")
"""Columns of findings that say one thing for many rows on end."""
_APART = ("raw", "school_id", "verdict", "note")
"""Columns of findings that differ from row to row."""


@dataclass
class Findings:
    """The findings so far, by columns.

    Attributes:
        alike: column → its runs.
        apart: column → its values.
        rows: row of each finding on its sheet.
        columns: column of each finding on its sheet.
    """

    alike: dict[str, Runs] = field(default_factory=lambda: {name: Runs() for name in _ALIKE})
    apart: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _APART})
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def add(self, rows: Sequence[int], columns: Sequence[int], given: Mapping[str, Any]) -> None:
        """Add many: a sequence for what differs, one value for what all of them say."""
        self.rows.extend(rows)
        self.columns.extend(columns)
        for name, runs in self.alike.items():
            runs.add(given[name], len(rows))
        for name, listed in self.apart.items():
            listed.extend(given[name])

    def table(self, file: str) -> pa.Table:
        """All of them as declared."""
        kept: dict[str, Any] = {name: runs.array() for name, runs in self.alike.items()}
        places = name_places(self.rows, self.columns)
        return make_arrow("findings", {"file": [file] * len(self.rows), "cell": places, **kept, **self.apart})


@dataclass
class Taken:
    """The rows of the tables of one workbook.

    Attributes:
        file: what stands in the file column.
        standards: they word the flags.
        rows: table name → rows, of every table but cells and findings, which are long and kept by columns.
        cells: the cells table of each sheet, without the file.
        findings: the findings.
        sheet: the sheet being read.
        roles: what single cells of it were taken for.
        hidden: places of that sheet whose text is not kept, for it looks like a name of a person.
    """

    file: str
    standards: Standards
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in WORKBOOK_TABLES})
    cells: list[pa.Table] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    sheet: str = ""
    roles: Roles = field(default_factory=lambda: Roles(0, 0))
    hidden: set[tuple[int, int]] = field(default_factory=set)
    _said: set[tuple[str, str, str]] = field(default_factory=set)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def start_sheet(self, name: str, height: int, width: int) -> None:
        """Begin another sheet of so many rows and columns."""
        self.sheet, self.roles, self.hidden = name, Roles(height, width), set()

    def add(self, table: str, *values: Any) -> None:
        """Add a row of any table but cells and findings; file and sheet are put before the values."""
        self.rows[table].append((self.file, self.sheet, *values))

    def add_findings(self, rows: Sequence[int], columns: Sequence[int], **given: Any) -> None:
        """Add findings of the sheet: a sequence for what differs, one value for what all of them say."""
        self.findings.add(rows, columns, {"sheet": self.sheet, **given})

    def count(self, table: str) -> int:
        """How many rows of a table were taken so far."""
        if table == "findings":
            return len(self.findings.rows)
        return sum(map(len, self.cells)) if table == "cells" else len(self.rows[table])

    def flag(self, code: str, cell: str, raw: str = "", **fields: object) -> None:
        """Raise a flag once for a cell; its words are `flag.<code>` of the wording file."""
        key = (code, self.sheet, cell)
        if key in self._said:
            return
        self._said.add(key)
        self._told.add((self.sheet, cell))
        severity = next((name for name, codes in _SEVERITIES.items() if code in codes), "warning")
        message = self.standards.say(f"flag.{code}", seen=raw, **fields)
        self.add("flags", cell, raw, severity, code, message, 0)

    def has_told(self, code: str, cell: str) -> bool:
        """Whether a flag was raised for a cell of the sheet."""
        return (code, self.sheet, cell) in self._said

    def has_flag(self, cell: str) -> bool:
        """Whether any flag was raised for a cell of the sheet."""
        return (self.sheet, cell) in self._told

    def tables(self) -> dict[str, pa.Table]:
        """Every table as declared."""
        made = {name: _columns(name, rows) for name, rows in self.rows.items()}
        if self.cells:
            listed = pa.concat_tables(self.cells)
            made["cells"] = listed.add_column(0, "file", pa.repeat(pa.scalar(self.file, pa.string()), len(listed)))
        if self.findings.rows:
            made["findings"] = self.findings.table(self.file)
        return made


def _columns(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    if not rows:
        return empty_arrow(name)
    return make_arrow(name, dict(zip(TABLES[name].columns, zip(*rows, strict=True), strict=True)))
