"""Running a notebook by Papermill: parameters proved first, the own kernel, a failed copy kept."""

from __future__ import annotations

import ast
import difflib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from analysis.errors import MissingError, NotebookFailed, Place, UsageError
from analysis.reports.pages.kernel import OwnKernelManager
from analysis.standards.model import Standards
from analysis.tables import write_whole

PARAMETERS = "parameters"
"""Tag of the cell that declares a notebook's parameters."""


def run_notebook(
    path: Path, parameters: Mapping[str, object], standards: Standards, *, folder: Path, failed: Path
) -> NotebookNode:
    """Run a notebook and return its executed copy.

    Args:
        path: the notebook.
        parameters: its values; only names that its parameters cell declares.
        standards: the words of the messages.
        folder: where the kernel works; a notebook finds its workspace from there.
        failed: where the executed copy goes if a cell fails.

    Raises:
        MissingError: there is no such notebook.
        UsageError: a parameter that the notebook does not declare; nothing was started.
        NotebookFailed: a cell failed; its message, and where the copy lies.
    """
    if not path.is_file():
        raise MissingError(standards.say("page.run.no_notebook", name=path.name), place=Place(str(path)))
    notebook = nbformat.read(path, as_version=4)
    refuse_unknown(parameters, declared_parameters(notebook), standards, where=path.name)
    with tempfile.TemporaryDirectory(prefix="ducha-") as scratch:
        executed = Path(scratch) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                notebook, str(executed), parameters=dict(parameters), cwd=str(folder), progress_bar=False,
                kernel_name="python3", kernel_manager_class=OwnKernelManager,
            )  # fmt: skip
        except PapermillExecutionError as error:
            copy = write_whole(failed / path.name, executed.read_bytes())
            seen = f"{error.ename}: {error.evalue}"
            what = standards.say("page.run.stopped", name=path.name, cell=error.exec_count, seen=seen)
            raise NotebookFailed(what, do=standards.say("page.run.stopped_do", copy=copy)) from error
        done: NotebookNode = nbformat.read(executed, as_version=4)
        return done


def declared_parameters(notebook: NotebookNode) -> tuple[str, ...]:
    """Names that a notebook's parameters cell assigns, in their order."""
    cells = [cell.source for cell in notebook.cells if PARAMETERS in cell.metadata.get("tags", [])]
    return tuple(name for source in cells for name in assigned_names(source))


def assigned_names(source: str) -> tuple[str, ...]:
    """Names that the lines of a cell assign, in their order; none from a cell that is no plain Python."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ()
    targets = [
        target
        for node in body
        for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
    ]
    return tuple(target.id for target in targets if isinstance(target, ast.Name))


def refuse_unknown(given: Mapping[str, object], known: tuple[str, ...], standards: Standards, *, where: str) -> None:
    """Refuse a parameter that a notebook does not declare; Papermill would only warn and run the default round."""
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = standards.say("page.run.near", name=near[0]) if near else ""
            raise UsageError(
                standards.say("page.run.unknown_parameter", where=where, name=name),
                do=hint + standards.say("page.run.known_parameters", names=", ".join(known)),
            )
