"""Tables of any kind, drawn as text and labelled: what `ducha rows` says of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.spec.outcome import show_table
from tests.spec.sheet import draw_text_file, draw_workbook, split_drawing

from analysis.reading.cells import column_letter
from analysis.reading.context import Context
from analysis.reading.roles import read_roles
from analysis.reading.schools import SchoolRegister
from analysis.standards.model import Standards


@dataclass
class Labelling:
    """Draws a sheet and labels its rows.

    Attributes:
        folder: where the file is written.
        standards: the rules.
        schools: the register.
        shown: what was drawn and how it was labelled, as lines of the manual.
    """

    folder: Path
    standards: Standards
    schools: SchoolRegister
    shown: list[str] = field(default_factory=list)

    def __call__(self, text: str, *, file: str = "table.xlsx") -> list[str]:
        """The role of each row of the drawing."""
        path = self.folder / file
        if path.suffix == ".csv":
            draw_text_file(path, text, encoding="utf-8")
        else:
            draw_workbook(path, text)
        ((_, roles),) = read_roles(path, self.standards, self.schools, Context("", file))
        ((_, grid),) = split_drawing(text)
        width = max(map(len, grid))
        rows = (
            (number, role, *(cell if cell != "." else "" for cell in row), *[""] * (width - len(row)))
            for number, (row, role) in enumerate(zip(grid, roles, strict=True), start=1)
        )
        self.shown += show_table(["", "row is", *map(column_letter, range(width))], rows)
        return roles
