"""The roles of the rows of loose files, written as a line of JSON for each sheet. No round, no register, no tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.errors import MissingError, RefusedWorkbook
from analysis.reading.context import Context
from analysis.reading.schools import empty_register
from analysis.reading.worker import Worker
from analysis.standards.model import Standards
from analysis.tables import write_whole


def label_files(
    paths: Sequence[Path],
    standards: Standards,
    out: Path,
    *,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[RefusedWorkbook, ...]:
    """Write what each row of these files is.

    Args:
        paths: workbooks and text files.
        standards: the rules.
        out: the file to write: {"file": base name, "sheet": name, "rows": [role of row 1, …]}, one object a line.
        progress: called before each file with how many are read, how many there are, and its name.

    Returns:
        Why each refused file could not be read; it has no line.

    Raises:
        MissingError: a file is not there; nothing is read.
    """
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise MissingError(standards.say("error.no_file", file=missing[0]), do=standards.say("error.no_file_do"))
    lines: list[str] = []
    refused: list[RefusedWorkbook] = []
    with Worker(standards, empty_register()) as worker:
        for number, path in enumerate(paths):
            if progress:
                progress(number, len(paths), path.name)
            try:
                sheets = worker.tell_roles(path, Context("", path.name))
            except RefusedWorkbook as error:
                refused.append(error)
                continue
            lines += [_line(path.name, sheet, roles) for sheet, roles in sheets]
    write_whole(out, "".join(lines).encode("utf-8"))
    return tuple(refused)


def _line(file: str, sheet: str, roles: Sequence[str]) -> str:
    return json.dumps({"file": file, "sheet": sheet, "rows": list(roles)}, ensure_ascii=False) + "\n"
