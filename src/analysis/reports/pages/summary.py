"""A round as a notebook has it: it tells itself in one line, and whether its raw files are still what was read."""

from __future__ import annotations

from dataclasses import fields

from analysis.measures.numbering import VISITED
from analysis.measures.rates import count_judged
from analysis.measures.results import load_results
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.passages import fraction, plain
from analysis.narrative.story import tell_story
from analysis.rounds.gathering import list_inputs
from analysis.rounds.manifest import describe_inputs
from analysis.rounds.round import Round
from analysis.rounds.settings import read_settings
from analysis.rounds.status import count_to_look_at
from analysis.rounds.workspace import Workspace


class ToldRound(Round):
    """A round whose `repr` is its summary; everything else is the round's own."""

    def __repr__(self) -> str:
        """`22/24所 · 847项次已判 · 待核对14 · 草稿 · 原始文件未变 ✓`."""
        return summarise_round(self)


def tell_round(round_: Round) -> ToldRound:
    """The same round, telling itself in one line."""
    return ToldRound(**{part.name: getattr(round_, part.name) for part in fields(Round)})


def summarise_round(round_: Round) -> str:
    """Visited of due, checks judged in all areas, what is to be looked at, the draft, and whether files changed."""
    results, say = load_results(round_), round_.standards.say
    files = "same_files" if is_unchanged(round_) else "changed_files"
    return say(
        "explore.summary", visited=plain((fraction(round_.standards, results.number(VISITED)),)),
        judged=count_judged(results.numbers), flags=count_to_look_at(round_.tables),
        draft=write_draft_mark(tell_story(round_, results)),
        files=say(f"explore.{files}"),
    )  # fmt: skip


def is_unchanged(round_: Round) -> bool:
    """Whether every raw file of the round has the bytes that it was read from, and none came or went."""
    workspace, standards = Workspace(round_.folder.parents[2]), round_.standards
    files = list_inputs(workspace, read_settings(workspace, round_.id, standards), standards)
    now = describe_inputs(files, standards_digest=standards.digest)
    return bool(now["files"] == round_.inputs.get("files"))
