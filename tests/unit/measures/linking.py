"""The problems of a round written by hand, gathered as reading a round gathers them."""

from __future__ import annotations

from dataclasses import replace

from analysis.rounds.problems import gather_problems
from analysis.rounds.round import Round
from analysis.rounds.standing import Before, Setting
from analysis.rounds.successors import trace_successors


def link_round(round_: Round) -> Round:
    """The round with its `round_problems` and `problem_links`, under its register as it is now."""
    before = [Before(one.id, one.tables["round_problems"], one.tables["problem_links"]) for one in round_.earlier]
    successors = trace_successors(round_.register.frame, round_.first_day)
    setting = Setting(round_.id, round_.first_day, round_.last_day, round_.standards, before, successors)
    made = gather_problems(round_.tables, setting)
    return replace(round_, tables={**round_.tables, "round_problems": made.problems, "problem_links": made.links})
