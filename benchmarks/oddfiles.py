"""Read every file of a folder by the reading worker, and say how each ended.

Run `python -m benchmarks.oddfiles ../shared/data/oddfiles [--compare]`. Every file has to end in tables or in one
documented refusal, in ten seconds and a gigabyte. With --compare calamine, openpyxl and xlrd read each file too, each
in a process of its own, so that what one of them opens and we refuse is named with the reason, and what we find empty
is held against what they find.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import RefusedWorkbook
from analysis.reading.context import context_of_month
from analysis.reading.schools import empty_register
from analysis.reading.worker import Worker
from analysis.standards.load import load_standards

READERS = ("calamine", "openpyxl", "xlrd")
"""The readers that ours is compared with."""
_COUNT = """
import sys, warnings
warnings.simplefilter("ignore")
name, path = sys.argv[1:]
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)); resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
if name == "calamine":
    from python_calamine import CalamineWorkbook, SheetTypeEnum
    book = CalamineWorkbook.from_path(path)
    sheets = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    found = sum(v != "" for s in sheets for row in book.get_sheet_by_name(s).iter_rows() for v in row)
elif name == "openpyxl":
    import openpyxl
    book = openpyxl.load_workbook(open(path, "rb"))
    found = sum(c.value is not None for s in book.worksheets for c in s._cells.values())
else:
    import io, xlrd
    book = xlrd.open_workbook(path, logfile=io.StringIO())
    cells = (cell for sheet in book.sheets() for row in range(sheet.nrows) for cell in sheet.row(row))
    found = sum(cell.ctype not in (0, 6) and cell.value != "" for cell in cells)
print(found)
"""


@dataclass(frozen=True)
class Ending:
    """How one file ended.

    Attributes:
        file: path within the folder.
        cells: rows of the cells table; -1 where it was refused.
        reason: why it was refused.
        seconds: wall clock.
        memory: peak bytes of the worker so far.
        others: reader → cells it found; -1 where it cannot open the file.
    """

    file: str
    cells: int
    reason: str
    seconds: float
    memory: int
    others: dict[str, int]


def read_folder(folder: Path, *, compare: bool) -> list[Ending]:
    """Read every file of a folder by one worker."""
    endings = []
    with Worker(load_standards(lang="en"), empty_register()) as worker:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            started, cells, reason = time.perf_counter(), -1, ""
            try:
                cells = worker.read(path, context_of_month("2016-10", name))["cells"].num_rows
            except RefusedWorkbook as error:
                reason = f"{error.what} ({error.seen})"
            seconds = time.perf_counter() - started
            others = {reader: count_cells(reader, path) for reader in READERS} if compare else {}
            endings.append(Ending(name, cells, reason, seconds, worker.peak, others))
    return endings


def count_cells(reader: str, path: Path) -> int:
    """Non-empty cells as another reader finds them; -1 where it cannot open the file in ten seconds."""
    command = [sys.executable, "-c", _COUNT, reader, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=10, check=False)
    except subprocess.TimeoutExpired:
        return -1
    return int(done.stdout) if done.returncode == 0 else -1


def describe(endings: list[Ending], *, compare: bool) -> list[str]:
    """Lines that say how the files ended."""
    read = [ending for ending in endings if ending.cells >= 0]
    lines = [f"{len(endings)} files: {len(read)} in tables ({sum(e.cells == 0 for e in read)} of them empty), "
             f"{len(endings) - len(read)} refused; the slowest {max(e.seconds for e in endings):.1f} s, "
             f"the worker at most {max(e.memory for e in endings) / 1e6:.0f} MB"]  # fmt: skip
    for reason, count in sorted(Counter(e.reason.split(" (")[0] for e in endings if e.reason).items()):
        lines.append(f"  {count:4} {reason}")
    if compare:
        opened = [e for e in endings if max(e.others["calamine"], e.others["openpyxl"]) >= 0]
        ours = sum(ending.cells >= 0 for ending in opened)
        lines.append(
            f"opened by calamine or openpyxl: {len(opened)}; in tables {ours} ({ours / len(opened):.1%}); the rest:"
        )
        lines += [f"  {ending.file}: {ending.reason}" for ending in opened if ending.cells < 0]
        lines += [f"EMPTY {e.file} {e.others}" for e in endings if e.cells == 0 and max(e.others.values()) > 0]
        lines += [
            f"xlrd alone: {e.file}: {e.reason}"
            for e in endings
            if e.cells < 0 and e not in opened and e.others["xlrd"] > 0
        ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--compare", action="store_true")
    arguments = parser.parse_args()
    for line in describe(read_folder(arguments.folder, compare=arguments.compare), compare=arguments.compare):
        print(line)


if __name__ == "__main__":
    main()
