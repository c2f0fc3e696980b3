"""Write the sample again: `python -m tests.golden.sample [--into FOLDER]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from .counts import prove_counts
from .district import REGISTER, register_rows
from .expected import conclusions, coverage, headline
from .page import Log
from .rounds import MAKERS, SETTINGS, make_plan, write_settings
from .saving import save_book, write_rows

_COLUMNS = {
    "findings": ("file", "sheet", "cell", "school_id", "item_id", "aspect", "verdict", "note"),
    "measurements": ("file", "sheet", "cell", "school_id", "measure", "item_id", "aspect", "value"),
    "problems": ("file", "sheet", "row", "problem_id", "school_id", "item_id", "text", "found_on", "deadline",
                 "claimed_on", "verified_on", "status"),
    "refused": ("file", "sheet", "column", "class"),
    "checks": ("file", "sheet", "cell", "stated", "recomputed", "agrees"),
    "rows": ("file", "sheet", "row", "role"),
    "conclusions": ("round_id", "school_id", "item_id", "verdict", "decided_by", "standing"),
    "coverage": ("round_id", "school_id", "area", "due", "visited", "team", "second_team", "reason"),
    "headline": ("figure", "value"),
}  # fmt: skip
_ROOT = Path(__file__).resolve().parents[3]


def write_sample(root: Path) -> None:
    """Write data/raw and tests/golden/expected under a root."""
    prove_counts()
    raw, golden = root / "data" / "raw", root / "tests" / "golden" / "expected"
    write_rows(raw / "schools.csv", REGISTER, register_rows())
    for round_id in SETTINGS:
        log = Log()
        for book in MAKERS[round_id](log):
            save_book(book, raw / round_id)
        save_book(make_plan(round_id), raw / round_id)
        (raw / round_id / "round.toml").write_text(write_settings(round_id), encoding="utf-8")
        tables = log.tables | {
            "conclusions": conclusions(round_id), "coverage": coverage(round_id), "headline": headline(round_id)
        }  # fmt: skip
        for name, rows in tables.items():
            write_rows(golden / round_id / f"{name}.csv", _COLUMNS[name], rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=_ROOT, help="the root to write under; this project by default")
    write_sample(parser.parse_args().into)
