"""How fast workbooks are read, beside the two readers that people would use instead.

Run `python -m benchmarks.reading_speed`. Whole read = path → all tables in this process's memory, by one warm worker,
nothing written; the median of five. (a) 40 workbooks of 3 sheets × 61 rows × 25 columns against
`openpyxl.load_workbook` alone; (b) one sheet of 50,000 × 20 against `pandas.read_excel(engine="openpyxl")`, with the
peak memory of the worker and of this process.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from analysis.reading.context import context_of_month
from analysis.reading.schools import read_register
from analysis.reading.worker import Worker
from analysis.standards.load import load_standards
from benchmarks.workbooks import write_register, write_workbook


def time_both(
    ours: Callable[[Path], object], theirs: Callable[[Path], object], paths: Sequence[Path], *, runs: int
) -> tuple[float, float]:
    """Median seconds of reading every path in either way, by turns, so that a busy machine slows down both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for read, times in zip((ours, theirs), taken, strict=True):
            started = time.perf_counter()
            for path in paths:
                read(path)
            times.append(time.perf_counter() - started)
    return statistics.median(taken[0]), statistics.median(taken[1])


def measure(folder: Path, *, runs: int) -> list[str]:
    """Lines that say what was measured."""
    small = [write_workbook(folder / f"{n}.xlsx", sheets=3, rows=61, columns=25, seed=n) for n in range(40)]
    large = write_workbook(folder / "large.xlsx", sheets=1, rows=50_000, columns=20)
    standards, register = load_standards(), read_register(write_register(folder / "schools.csv"))
    lines = []
    with Worker(standards, register) as worker:

        def whole(path: Path) -> object:
            return worker.read(path, context_of_month("2016-10", path.name))

        whole(small[0])
        ours, theirs = time_both(whole, openpyxl.load_workbook, small, runs=runs)
        lines.append(f"(a) 40 workbooks: {ours:.2f} s, openpyxl {theirs:.2f} s, ratio {ours / theirs:.2f}")
        ours, theirs = time_both(whole, lambda path: pd.read_excel(path, engine="openpyxl"), [large], runs=runs)
        lines.append(f"(b) one large sheet: {ours:.2f} s, pandas {theirs:.2f} s, ratio {ours / theirs:.2f}")
        lines.append(f"    peak of the worker {worker.peak / 1e6:.0f} MB")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    with tempfile.TemporaryDirectory() as folder:
        for line in measure(Path(folder), runs=parser.parse_args().runs):
            print(line)


if __name__ == "__main__":
    main()
