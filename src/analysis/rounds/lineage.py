"""Which files are copies of one workbook: 附件3.xlsx, 附件3(1).xlsx and 附件3-修改稿.xls have one lineage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from analysis.standards.model import Standards
from analysis.standards.words import fold

_NUMBERED = re.compile(r"(?:\([0-9]{1,2}\)|[-_.]?20[0-9]{6}|[-_.]v[0-9]{1,2})$")
_LEFT_OVER = "-_·.~()"


def trace_lineage(file: str, standards: Standards) -> str:
    """The name that all copies of a workbook share, folded.

    Args:
        file: path within the round; its folder and suffix do not matter.
        standards: columns.toml [copies] has the words that mark a copy.
    """
    words = standards.words["columns"].get("copies", {}).get("words", ())
    marks = "|".join(re.escape(fold(word)) for word in words)
    marked = re.compile(rf"(?:[-_]?\((?:{marks})\)|[-_]?(?:{marks}))$") if marks else _NUMBERED
    name = fold(PurePosixPath(file).stem)
    while True:
        bare = marked.sub("", _NUMBERED.sub("", name)).rstrip(_LEFT_OVER.rstrip("()"))
        if bare in (name, ""):
            return name
        name = bare


def find_copy(file: str, files: Iterable[str], standards: Standards) -> str:
    """The file itself if it is there, else the one file of its lineage; "" where there is none, or several."""
    listed = sorted(set(files))
    if file in listed:
        return file
    lineage = trace_lineage(file, standards)
    copies = [other for other in listed if trace_lineage(other, standards) == lineage]
    return copies[0] if len(copies) == 1 else ""
