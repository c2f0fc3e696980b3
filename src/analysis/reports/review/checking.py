"""`ducha check`: the review workbook of a round, or what was read of one workbook and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.measures.results import load_results
from analysis.reports.privacy.gate import make_gate
from analysis.reports.publish.keeping import hold_outputs
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.swap import publish, tell_kept
from analysis.reports.review.book import Review, make_review
from analysis.reports.review.questions import list_questions
from analysis.rounds.answers import REVIEW_FILES
from analysis.rounds.corrections import CORRECTIONS_FILE, read_settled
from analysis.rounds.round import Round
from analysis.rounds.workspace import Workspace


@dataclass(frozen=True)
class Checked:
    """A review workbook in its place.

    Attributes:
        path: where it was written.
        review: what is in it.
        said: sentences to tell.
    """

    path: Path
    review: Review
    said: tuple[str, ...]


def check_round(workspace: Workspace, round_: Round) -> Checked:
    """Write the review workbook of a round to its outputs; one that a person has filled in there is not touched.

    Raises:
        PrivacyStop: it would show a person; nothing was written.
        Locked: another run writes the outputs, or the workbook is open.
    """
    say, name = round_.standards.say, REVIEW_FILES[round_.standards.lang]
    settled = read_settled(workspace.raw / round_.id / CORRECTIONS_FILE, round_.standards)
    review = make_review(round_, list_questions(round_, load_results(round_), settled))
    gate, made = make_gate(round_, workspace.raw), describe_run(round_, f"check.{round_.standards.lang}")
    with hold_outputs(workspace.outputs, round_.standards):
        done = publish(workspace.outputs / round_.id, {name: review.content}, gate, made)
    path = done.paths[name]
    said = [say("review.done", asked=review.asked, told=review.told, numbers=review.numbers, path=path)]
    said += tell_kept(done, round_.id, round_.standards)
    said.append(say("review.next", folder=f"data/raw/{round_.id}", round=round_.id))
    return Checked(path, review, tuple(said))
