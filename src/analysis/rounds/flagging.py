"""Flags that a round raises: something a person should look at, in the language of the run."""

from __future__ import annotations

from typing import Any

from analysis.reading.privacy import show_file
from analysis.standards.model import Standards

_FILES = ("file", "first", "second")
"""Fields of a sentence that hold the name of a file."""


def raise_flag(
    standards: Standards,
    code: str,
    place: tuple[str, str, str],
    *,
    severity: str = "warning",
    raw: str = "",
    **fields: object,
) -> dict[str, Any]:
    """A row of the flags table.

    Args:
        standards: for the sentence `flag.<code>`.
        code: what kind of flag it is.
        place: file, sheet, cell.
        severity: note, warning or error.
        raw: the cell as written, after the privacy step.
        fields: what the sentence needs.
    """
    file, sheet, cell = place
    fields = {name: show_file(str(told)) if name in _FILES else told for name, told in fields.items()}
    return {
        "file": file, "sheet": sheet, "cell": cell, "raw": raw, "severity": severity, "code": code,
        "message": standards.say(f"flag.{code}", **fields),
    }  # fmt: skip
