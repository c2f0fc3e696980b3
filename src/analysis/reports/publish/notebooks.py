"""Any notebook run for a round and published: two rounds compared as a page, every other one as its executed copy."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.errors import UsageError
from analysis.measures.results import load_results
from analysis.reports.pages.comparison import find_earlier
from analysis.reports.pages.export import export_page
from analysis.reports.pages.run import (
    FAILED,
    declared_parameters,
    declared_values,
    find_notebook,
    read_notebook,
    refuse_unknown,
    run_notebook,
    run_page,
)
from analysis.reports.privacy.gate import make_gate
from analysis.reports.publish.closing import prove_day
from analysis.reports.publish.entries import write_index
from analysis.reports.publish.keeping import hold_outputs
from analysis.reports.publish.products import COMPARISONS
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.swap import publish
from analysis.rounds.round import Round, find_round, read_round
from analysis.rounds.settings import read_settings
from analysis.rounds.settling import settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

COMPARISON = "compare_rounds.ipynb"
"""The notebook that is the page of two rounds."""


@dataclass(frozen=True)
class Run:
    """What every notebook is run with.

    Attributes:
        workspace: where the rounds lie.
        standards: the rules, in the language of what is shown.
        as_of: in place of the round's own date.
        standards_folder: where the rules came from.
    """

    workspace: Workspace
    standards: Standards
    as_of: date | None = None
    standards_folder: Path | None = None

    def prepare(self, round_id: str) -> Round:
        """Read a round and work its results out, which the notebook then loads.

        Raises:
            UsageError: the round is closed and another day is asked for.
        """
        read = read_round(self.workspace, round_id, self.standards, as_of=self.as_of)
        prove_day(read, self.as_of, self.standards)
        round_, _ = settle_round(self.workspace, read, self.standards)
        load_results(round_)
        return round_

    def execute(self, name: str, round_id: str, given: Mapping[str, object], *, page: bool = False) -> NotebookNode:
        """Run a notebook with what it declares of the common parameters, and with what was given.

        Args:
            name: file name of the notebook.
            round_id: the round.
            given: its other parameters.
            page: whether its page is published.

        Raises:
            UsageError: a parameter that the notebook does not declare; nothing was started.
            NotebookFailed: it is no notebook, a cell failed, or it shows no page; the copy lies in
                outputs/failed/<round>/.
        """
        path = find_notebook(self.workspace.root, name, self.standards)
        known = declared_parameters(read_notebook(path, self.standards))
        common = {
            "round_id": round_id, "lang": self.standards.lang, "root": str(self.workspace.root),
            "standards": str(self.standards_folder.resolve()) if self.standards_folder else "",
            "as_of": self.as_of.isoformat() if self.as_of else "",
        }  # fmt: skip
        parameters = {key: value for key, value in common.items() if key in known} | dict(given)
        failed = self.workspace.outputs / FAILED / round_id
        run = run_page if page else run_notebook
        return run(path, parameters, self.standards, folder=self.workspace.root, failed=failed)


def compare_two(run: Run, first: str, second: str) -> Path:
    """Run the notebook of two rounds and publish its page among the later one's products.

    Args:
        run: the workspace, the rules and the day.
        first: a round, or `latest`.
        second: another one; which is the earlier is told by their days.

    Raises:
        UsageError: both are one round, or the later one is closed and another day is asked for.
        MissingError: no such round, or a sample beside a real one.
        NotebookFailed: the notebook stopped.
        PrivacyStop: the page shows a person; nothing was written.
        Locked: another run writes the outputs.
    """
    standards, workspace = run.standards, run.workspace
    ids = [find_round(workspace, one, standards) for one in (first, second)]
    if ids[0] == ids[1]:
        raise UsageError(standards.say("compare.same", round=ids[0]), do=standards.say("compare.same_do"))
    both = sorted((read_settings(workspace, one, standards) for one in ids), key=lambda one: (one.first_day, one.id))
    earlier, later = both[0].id, run.prepare(both[1].id)
    find_earlier(later, earlier)  # before a kernel starts
    with hold_outputs(workspace.outputs, standards):
        page = export_page(run.execute(COMPARISON, later.id, {"earlier_id": earlier}, page=True))
        name = COMPARISONS[standards.lang].format(earlier=earlier)
        gate = make_gate(later, workspace.raw)
        made = describe_run(later, f"compare.{earlier}.{standards.lang}")
        done = publish(workspace.outputs / later.id, {name: page.encode("utf-8")}, gate, made)
        write_index(workspace, standards, [gate])
    return done.paths[name]


def run_named(run: Run, name: str, round_id: str, given: Mapping[str, str]) -> Path:
    """Run a notebook by its name and publish the executed copy among the round's products.

    Args:
        run: the workspace, the rules and the day.
        name: of the notebook, with or without `.ipynb`.
        round_id: a round, or `latest`.
        given: its other parameters as they were typed; each takes the type of the value that the notebook declares.

    Raises:
        MissingError: no such notebook or round.
        UsageError: a parameter that it does not declare, a value of another type, or another day for a closed
            round; nothing was started.
        NotebookFailed: a cell failed; the last good copy stays.
    """
    file = f"{name.removesuffix('.ipynb')}.ipynb"
    path = find_notebook(run.workspace.root, file, run.standards)
    notebook = read_notebook(path, run.standards)
    refuse_unknown(given, declared_parameters(notebook), run.standards, where=file)
    values = take_values(given, notebook, run.standards)
    round_ = run.prepare(round_id)
    with hold_outputs(run.workspace.outputs, run.standards):
        executed = run.execute(file, round_.id, values)
        product = {file: nbformat.writes(executed).encode("utf-8")}
        gate = make_gate(round_, run.workspace.raw)
        made = describe_run(round_, f"notebook.{path.stem}")
        done = publish(run.workspace.outputs / round_.id, product, gate, made)
    return done.paths[file]


def take_values(given: Mapping[str, str], notebook: NotebookNode, standards: Standards) -> dict[str, object]:
    """Typed words as values of the types that a notebook's parameters cell declares.

    Raises:
        UsageError: a word that is no value of its type, such as `yes` for a number.
    """
    declared = dict(declared_values(notebook))
    return {name: _take_value(name, word, declared[name], standards) for name, word in given.items()}


def _take_value(name: str, word: str, default: object, standards: Standards) -> object:
    if isinstance(default, str):
        return word
    try:
        value = ast.literal_eval(word)
    except (SyntaxError, ValueError):
        value = word
    if type(value) is not type(default):
        raise UsageError(standards.say("page.run.wrong_type", name=name, seen=word, example=repr(default)))
    return value
