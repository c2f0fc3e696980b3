"""`ducha form`: the blank workbooks of a round, put where people find them, never over one that a person filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analysis.reports.office.asked import TEAM, Paper, ask_round
from analysis.reports.office.forms import make_forms
from analysis.reports.privacy.gate import Gate, list_known, make_gate
from analysis.reports.publish.keeping import hold_outputs
from analysis.reports.publish.run import describe_facts
from analysis.reports.publish.swap import Made, Published, publish, tell_kept
from analysis.rounds.manifest import hash_file
from analysis.rounds.plan import PLAN_FILE
from analysis.rounds.workspace import ROUND_FILE, Workspace
from analysis.standards.model import Standards

FOLDER = "forms"
"""Folder among a round's products that holds its forms."""


@dataclass(frozen=True)
class Forms:
    """What `ducha form` made.

    Attributes:
        paths: the workbooks, in the order of the plan.
        lines: what to tell about them.
    """

    paths: tuple[Path, ...]
    lines: tuple[str, ...]


def write_forms(
    workspace: Workspace, round_id: str, standards: Standards, *, by: str = TEAM, as_of: date | None = None
) -> Forms:
    """Make the blank forms of a round and publish them in outputs/<round>/forms.

    Args:
        workspace: where the round lies.
        round_id: a round with round.toml and plan.xlsx.
        standards: what is looked at; its language is that of the form.
        by: `team` (schools across) or `school` (one workbook each, with requirements and explanations).
        as_of: the day that open problems are told for; the round's first day where not given.

    Raises:
        MissingError: no such round, or nobody is due in its plan.
        StandardsError: the rule files have no word that the reader knows for something that a form must say.
        PrivacyStop: a form would show a person; nothing was written.
        Locked: another run writes outputs, or a form is open in another program.
    """
    paper = ask_round(workspace, round_id, standards, by=by, as_of=as_of)
    products = {f"{FOLDER}/{name}": content for name, content in make_forms(paper, standards).items()}
    made = Made(f"{FOLDER}.{by}.{standards.lang}", _describe(paper, workspace, standards))
    gate = _make_gate(paper, workspace, standards)
    with hold_outputs(workspace.outputs, standards):
        done = publish(workspace.outputs / paper.settings.id, products, gate, made)
    return Forms(tuple(done.paths.values()), tuple(_tell(paper, done, standards)))


def _make_gate(paper: Paper, workspace: Workspace, standards: Standards) -> Gate:
    """What no form may show: whatever was refused in the rounds whose problems it tells of."""
    known = list_known(paper.register)
    if paper.last is None:
        return Gate(standards, known=known)
    gate = make_gate(paper.last, workspace.raw)
    return replace(gate, standards=standards, known=gate.known | known)


def _describe(paper: Paper, workspace: Workspace, standards: Standards) -> dict[str, object]:
    """What the forms were made from: their round, its plan, the register, and the round before."""
    folder, register = workspace.raw / paper.settings.id, workspace.register_path(standards)
    own = {f"{paper.settings.id}/{name}": hash_file(folder / name) for name in (ROUND_FILE, PLAN_FILE)}
    before = dict(paper.last.inputs.get("files", {})) if paper.last else {}
    inputs = {**before, **own, register.name: hash_file(register)}
    return describe_facts(standards, round_id=paper.settings.id, as_of=paper.day, inputs=inputs)


def _tell(paper: Paper, done: Published, standards: Standards) -> Iterator[str]:
    forms = paper.forms
    yield standards.say(
        "form.done", round=paper.settings.id, name=paper.settings.name, count=len(forms),
        schools=len({school for form in forms for school in form.schools}),
        items=len({item for form in forms for area in form.items.values() for item, _ in area}),
        measures=len({name for form in forms for area in form.measures.values() for name, _ in area}),
        problems=sum(len(form.problems) for form in forms),
    )  # fmt: skip
    if paper.unplanned:
        yield standards.say("form.unplanned", count=paper.unplanned)
    yield from tell_kept(done, paper.settings.id, standards)
