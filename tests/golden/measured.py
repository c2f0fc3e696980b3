"""A sample round with its results, loaded once for all tests of a process; nobody changes either."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analysis.measures.results import RoundResults, load_results
from analysis.rounds.round import Round, load_round


@cache
def measure(root: Path, round_id: str) -> tuple[Round, RoundResults]:
    """A round of the workspace and what was measured of it."""
    round_ = load_round(round_id, root=root)
    return round_, load_results(round_)
