"""What a sheet of the annex holds, before anything is drawn: columns, rows, and how they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.narrative.passages import name_nouns
from analysis.standards.model import Standards

Value = str | int | float | date | None
"""What a cell holds: a text, a number, a day, or nothing. A text is never taken for a formula, a link or a number."""


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: key of its title in [annex.head].
        width: in characters.
        kind: text, code (small and grey), ratio (k/N), count, percent (a whole percent), share (0 to 1), value (with
            decimals), day, or verdict (coloured by `Line.verdict`).
        group: key of the title above it and its neighbours in [annex.group]; "" for none.
        code: code of the number that the total of this column is, shown in its title.
    """

    name: str
    width: float
    kind: str = "text"
    group: str = ""
    code: str = ""


@dataclass(frozen=True)
class Line:
    """A row: its cells, one a column; total = set bold; verdict = the verdict that colours its verdict column."""

    cells: Sequence[Value]
    total: bool = False
    verdict: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet with one table.

    Attributes:
        name: key of its name in [annex.sheet] and of its note in [annex.about]; also the name of its table.
        columns: from the left.
        lines: from the top; none is drawn as the word 无.
        bare: the titles stand in the first row, with nothing above them, for programs; else below a heading.
        frozen: columns at the left that stay in sight.
    """

    name: str
    columns: tuple[Column, ...]
    lines: Sequence[Line]
    bare: bool = False
    frozen: int = 0


def say(standards: Standards, key: str, **fields: object) -> str:
    """A wording of [annex], what is inspected being known to all; one that begins with such a word has a capital."""
    text = standards.say(f"annex.{key}", **{**name_nouns(standards), **fields})
    return text[:1].upper() + text[1:] if standards.wording[f"annex.{key}"].startswith("{") else text


def title_column(standards: Standards, column: Column) -> str:
    """The title of a column, with the code of what it counts."""
    title = say(standards, f"head.{column.name}")
    return say(standards, "head_code", title=title, code=column.code) if column.code else title
