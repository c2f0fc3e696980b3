"""Two rounds that somebody names, held against each other: the numbers of change and nothing else."""

from __future__ import annotations

from analysis.measures.changes import count_change_items, count_changes, list_changes, number_changes, number_reworded
from analysis.measures.evidence import list_evidence
from analysis.measures.frames import FRAMES, make_frame
from analysis.measures.moves import list_moves
from analysis.measures.pairing import list_not_compared, pair_rounds
from analysis.measures.results import RoundResults
from analysis.measures.wordings import list_wordings
from analysis.rounds.round import Round


def compare_rounds(round_: Round, previous: Round) -> RoundResults:
    """What changed from one round to another; every frame that does not speak of change is empty.

    Args:
        round_: the later round.
        previous: one of its `earlier` rounds, full or not.
    """
    pairs = pair_rounds(round_, previous)
    changes = list_changes(round_, pairs)
    left, evidence = list_not_compared(round_, changes, pairs), list_evidence(round_)
    numbers, cells = number_changes(round_, changes, evidence, previous)
    lost, lost_cells = number_reworded(round_, left, evidence, previous)
    found = {
        "numbers": make_frame("numbers", numbers + lost),
        "number_cells": make_frame("number_cells", cells + lost_cells),
        "changes": changes,
        "change_counts": count_changes(changes, round_.areas),
        "change_items": count_change_items(changes, round_.standards),
        "not_compared": left,
        "wordings": list_wordings(round_, changes, left, previous),
        "school_moves": list_moves(round_, previous),
    }
    return RoundResults(**{name: found[name] if name in found else make_frame(name) for name in FRAMES})
