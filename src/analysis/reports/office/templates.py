"""The office's own templates: told apart by what kind of file they are, opened, and refused where they are damaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import Place, UsageError
from analysis.reading.privacy import mask_text, show_file
from analysis.reports.office.packages import MALFORMED, PackageError, has_macros, open_package
from analysis.standards.model import Standards

SUFFIXES = (".docx", ".pptx")
"""Kinds of file that a product takes its look from."""
TEMPLATE_MOST = 200 * 2**20
"""Bytes that the parts of a template may come to."""


def sort_templates(templates: Sequence[Path], standards: Standards) -> dict[str, Path]:
    """Suffix → template.

    Raises:
        UsageError: a file of another kind, two of one kind, or one that is not there.
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
    for path in chosen.values():
        if not path.is_file():
            what, do = standards.say("template.missing"), standards.say("template.missing_do")
            raise UsageError(what, place=Place(show_file(path.name)), do=do)
    return chosen


def open_template_package(path: Path, standards: Standards) -> dict[str, bytes]:
    """The parts of a template: name → bytes.

    Args:
        path: a .docx or .pptx file.
        standards: words of the messages.

    Raises:
        UsageError: no file, no package, one with a password or with macros.
    """
    if not path.is_file():
        raise refuse_template(path, "missing", standards)
    try:
        parts = open_package(path.read_bytes(), most=TEMPLATE_MOST)
    except PackageError as error:
        raise refuse_template(path, error.reason, standards) from error
    if has_macros(parts):
        raise refuse_template(path, "macros", standards)
    return parts


@contextmanager
def read_damaged(path: Path, standards: Standards) -> Iterator[None]:
    """Read a template's parts, any of which may be missing or broken.

    Raises:
        UsageError: one of them is.
    """
    try:
        yield
    except MALFORMED as error:
        raise refuse_template(path, "damaged", standards) from error


def refuse_template(path: Path, fault: str, standards: Standards, *, listed: str = "") -> UsageError:
    """Why a template cannot be used, and what to do.

    Args:
        path: the template.
        fault: missing, locked, macros, damaged, no_layout, no_room or left_over.
        standards: words of the message.
        listed: what is at fault in it, where the message names it.
    """
    kind = {name: standards.say(f"template.{name}{path.suffix.lower()}") for name in ("program", "format", "old")}
    return UsageError(
        standards.say(f"template.{fault}", **kind, listed=mask_text(listed)), place=Place(show_file(path.name)),
        do=standards.say(f"template.{fault}_do", **kind),
    )  # fmt: skip
