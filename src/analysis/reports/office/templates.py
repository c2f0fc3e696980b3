"""The office's own templates, told apart by what kind of file they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.errors import Place, UsageError
from analysis.reading.privacy import show_file
from analysis.standards.model import Standards

SUFFIXES = (".docx", ".pptx")
"""Kinds of file that a product takes its look from."""


def sort_templates(templates: Sequence[Path], standards: Standards) -> dict[str, Path]:
    """Suffix → template.

    Raises:
        UsageError: a file of another kind, or two of one kind.
    """
    chosen: dict[str, Path] = {}
    for path in templates:
        suffix = path.suffix.lower()
        key = "template.unknown" if suffix not in SUFFIXES else "template.twice" if suffix in chosen else ""
        if key:
            file, known = show_file(path.name), standards.say("mark.list").join(SUFFIXES)
            raise UsageError(
                standards.say(key, file=file, suffix=suffix, known=known), place=Place(file),
                do=standards.say("template.do", known=known),
            )  # fmt: skip
        chosen[suffix] = path
    return chosen
