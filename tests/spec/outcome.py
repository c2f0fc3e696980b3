"""What the manual shows: a drawn sheet, and the tables that it was read as, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from tests.spec.sheet import split_marks

from analysis.reading.cells import column_letter
from analysis.standards.model import Standards

_PLACE = {"sheet": "sheet", "cell": "cell", "raw": "as written", "school_id": "school"}
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "findings": (
        "Findings",
        {**_PLACE, "item_id": "item", "aspect": "who looked", "verdict": "verdict", "note": "note"},
    ),
    "measurements": (
        "Measurements",
        {**_PLACE, "measure": "measure", "item_id": "item", "value": "value", "unit": "unit",
         "approximate": "approximate"},
    ),
    "problems": (
        "Problems",
        {**_PLACE, "item_id": "item", "text": "problem", "found_on": "found on", "deadline": "deadline",
         "claimed_on": "claimed on", "verified_on": "verified on", "status": "status", "blocked_by": "blocked by"},
    ),
    "extensions": (
        "Deadlines put off",
        {**_PLACE, "item_id": "item", "problem_id": "problem number", "extended_to": "extended to", "reason": "reason"},
    ),
    "replies": (
        "Replies",
        {**_PLACE, "item_id": "item", "problem_id": "problem number", "received_on": "received on",
         "grounds": "grounds", "decision": "decision", "by_role": "decided by", "decided_on": "decided on"},
    ),
    "remarks": ("Remarks", {**_PLACE, "item_id": "item", "kind": "kind", "text": "text"}),
    "checks": (
        "Stated totals",
        {"sheet": "sheet", "cell": "cell", "stated": "stated", "recomputed": "recomputed", "agrees": "agrees"},
    ),
    "refused": ("Refused", {"sheet": "sheet", "column": "column", "class": "about"}),
    "conclusions": (
        "Conclusions",
        {"school_id": "school", "item_id": "item", "verdict": "verdict", "decided_by": "decided by",
         "standing": "standing"},
    ),
    "flags": ("Flags", {"file": "file", "sheet": "sheet", "cell": "cell", "message": "what a person is told"}),
}  # fmt: skip
"""Table → its title, and its columns with what the manual calls them; a column that is empty throughout is left out."""
TEXTS = ("problems", "remarks")
"""Tables whose text is what is written there: it is shown once."""
USUAL = {"aspect": "inspected", "approximate": False}
"""A column that says nothing but this is left out as well."""
SIGNS = {
    "struck": "struck out", "hidden row": "hidden row", "hidden column": "hidden column", "font": "font",
    "comment": "comment:",
}  # fmt: skip
"""Mark of a drawn cell → how the manual tells it."""


def show_sheet(grid: Sequence[Sequence[str]]) -> list[str]:
    """A drawn sheet with its column letters and row numbers."""
    width = max(map(len, grid), default=0)
    rows = ((number, *map(show_cell, (*row, *[""] * (width - len(row))))) for number, row in enumerate(grid, start=1))
    return show_table(["", *map(column_letter, range(width))], rows)


def show_cell(drawn: str) -> str:
    """A drawn cell as the manual shows it."""
    text, marks = split_marks(drawn)
    told = []
    if text in ("<", "^", ".", ""):
        text = {"<": "←", "^": "↑"}.get(text, "")
    elif text.startswith(("date:", "time:")):
        told, text = [text[:4]], text[5:]
    elif text.startswith("'"):
        told, text = ["text"], text[1:]
    elif text.startswith("="):
        told = ["formula"]
    for mark in marks:
        word = mark if mark in SIGNS else mark.partition(" ")[0]
        told.append(SIGNS.get(word, word) + mark[len(word) :])
    return " ".join([text, *(f"[{one}]" for one in told)]).strip()


def show_outcome(tables: Mapping[str, pd.DataFrame], standards: Standards) -> list[str]:
    """The tables that hold something, as Markdown."""
    lines: list[str] = []
    cells = tables.get("cells")
    sheets = 1 if cells is None else cells["sheet"].nunique()
    for name, (title, columns) in TABLES.items():
        frame = tables.get(name)
        if frame is None or frame.empty:
            continue
        kept = {
            column: told
            for column, told in columns.items()
            if _tells(frame, column, sheets) and not (column == "raw" and name in TEXTS)
        }
        rows = (
            [_show_value(column, value, standards) for column, value in zip(kept, row, strict=True)]
            for row in frame[list(kept)].itertuples(index=False, name=None)
        )
        lines += [f"{title}:", "", *show_table(list(kept.values()), rows)]
    return lines or ["Nothing is read from it.", ""]


def _tells(frame: pd.DataFrame, column: str, sheets: int) -> bool:
    values = frame[column]
    if column == "file":
        return bool(values.nunique() > 1)
    if column == "sheet":
        return sheets > 1
    if column in USUAL:
        return bool((values != USUAL[column]).any())
    return bool((values.fillna("").astype(str) != "").any())


def _show_value(column: str, value: Any, standards: Standards) -> str:
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    if column == "item_id" and value in standards.items:
        return f"{value} {standards.name(value)}"
    if column in ("verdict", "aspect", "status", "class", "decided_by", "standing", "measure", "kind"):
        return str(value).replace("_", " ")
    return f"{value:g}" if isinstance(value, float) else str(value)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return ["| " + " | ".join(_escape(str(cell)) for cell in line) + " |" for line in lines] + [""]


def _escape(text: str) -> str:
    for mark in "\\|*<~`":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")
