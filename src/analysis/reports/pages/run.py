"""Running a notebook by Papermill: parameters proved first, the own kernel, a failed copy kept."""

from __future__ import annotations

import ast
import copy
import difflib
import json
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.validator import ValidationError
from papermill.exceptions import PapermillExecutionError

import analysis.errors as errors
from analysis.errors import MissingError, NotebookFailed, Place, UsageError
from analysis.reading.privacy import mask_text
from analysis.reports.pages.export import find_facts
from analysis.reports.pages.kernel import OwnKernelManager
from analysis.standards.model import Standards
from analysis.tables import write_whole

PROJECT = Path(errors.__file__).resolve().parents[2]
"""The repository that this package was installed from, if it was installed for editing."""
FAILED = "failed"
"""Folder of outputs/ that holds the copies of notebooks that stopped."""
PARAMETERS = "parameters"
"""Tag of the cell that declares a notebook's parameters."""
INJECTED = "injected-parameters"
"""Tag of the cell that Papermill adds with the values of a run."""
ROOT = "root"
"""The parameter that names the workspace."""
_OF_THE_RUN = ("papermill", "execution")


def find_notebook(root: Path, name: str, standards: Standards) -> Path:
    """The workspace's own notebook of a name, or the one beside the installed project.

    Raises:
        MissingError: neither is there; names the nearest and those that are, or where it looked.
    """
    places = (root / "notebooks", PROJECT / "notebooks", Path(errors.__file__).parent / "notebooks")
    found = next((place / name for place in places if (place / name).is_file()), None)
    if found is None:
        known = sorted({path.stem for place in places for path in place.glob("*.ipynb")})
        do = _tell_known(name.removesuffix(".ipynb"), known, standards) if known else " / ".join(map(str, places))
        raise MissingError(standards.say("page.run.no_notebook", name=name), do=do)
    return found


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
        NotebookFailed: it is no notebook, or a cell failed; its message, and where the copy lies.
    """
    notebook = read_notebook(path, standards)
    refuse_unknown(parameters, declared_parameters(notebook), standards, where=path.name)
    with tempfile.TemporaryDirectory(prefix="ducha-") as scratch:
        executed = Path(scratch) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                notebook, str(executed), parameters=dict(parameters), cwd=str(folder), progress_bar=False,
                kernel_name="python3", kernel_manager_class=OwnKernelManager,
            )  # fmt: skip
        except DeadKernelError as error:  # out of memory, or ended by the system or by a cell
            what, do = standards.say("page.run.died", name=path.name), standards.say("page.run.died_do")
            raise NotebookFailed(what, place=Place(str(path)), do=do) from error
        except PapermillExecutionError as error:
            stopped = keep_errors(forget_run(nbformat.read(executed, as_version=4), parameters))
            left = write_whole(failed / path.name, nbformat.writes(stopped).encode("utf-8"))
            seen = mask_text(f"{error.ename}: {error.evalue}")
            what = standards.say("page.run.stopped", name=path.name, cell=error.exec_count, seen=seen)
            raise NotebookFailed(what, do=standards.say("page.run.stopped_do", copy=left)) from error
        return forget_run(nbformat.read(executed, as_version=4), parameters)


def run_page(
    path: Path, parameters: Mapping[str, object], standards: Standards, *, folder: Path, failed: Path
) -> NotebookNode:
    """Run a notebook whose page is published, as `run_notebook` does.

    Raises:
        NotebookFailed: also where it shows no head, without which there is no page.
    """
    executed = run_notebook(path, parameters, standards, folder=folder, failed=failed)
    if find_facts(executed) is None:
        left = write_whole(failed / path.name, nbformat.writes(keep_errors(executed)).encode("utf-8"))
        do = standards.say("page.run.no_head_do", copy=left)
        raise NotebookFailed(standards.say("page.run.no_head", name=path.name), place=Place(str(path)), do=do)
    return executed


def read_notebook(path: Path, standards: Standards) -> NotebookNode:
    """A notebook as it lies there.

    Raises:
        MissingError: there is none.
        NotebookFailed: the file is no notebook, such as one that was saved as a text or cut off.
    """
    if not path.is_file():
        raise MissingError(standards.say("page.run.no_notebook", name=path.name), place=Place(str(path)))
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        declared_parameters(notebook)  # every cell has its source
    except (ValueError, TypeError, AttributeError, KeyError, ValidationError) as error:
        what, do = standards.say("page.run.not_notebook", name=path.name), standards.say("page.run.not_notebook_do")
        raise NotebookFailed(what, place=Place(str(path)), do=do) from error
    return notebook


def forget_run(notebook: NotebookNode, parameters: Mapping[str, object]) -> NotebookNode:
    """An executed notebook without the times of its run and without folders of the machine it ran on.

    The root becomes empty, as a notebook finds its workspace from where it lies; of another folder the last name stays.
    Any other text is written as it was given: Papermill writes 松岫镇 as an escape of its code points.
    """
    notebook = copy.deepcopy(notebook)
    for holder in (notebook, *notebook.cells):
        for key in _OF_THE_RUN:
            holder.metadata.pop(key, None)
    texts = {name: _tell_value(name, value) for name, value in parameters.items() if isinstance(value, str)}
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.source = "\n".join(_reassign(line, texts) for line in cell.source.split("\n"))
    return notebook


def _tell_value(name: str, value: str) -> str:
    if not Path(value).is_absolute():
        return value
    return "" if name == ROOT else Path(value).name


def _reassign(line: str, values: Mapping[str, str]) -> str:
    name = line.partition(" = ")[0]
    return f"{name} = {json.dumps(values[name], ensure_ascii=False)}" if name in values else line


def keep_errors(notebook: NotebookNode) -> NotebookNode:
    """A stopped notebook with its errors alone, and their words masked: they may quote a cell of a workbook.

    What it had shown until then has passed no gate, and says nothing of why it stopped.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = [_mask_error(output) for output in cell.outputs if output.output_type == "error"]
    return notebook


def _mask_error(error: NotebookNode) -> NotebookNode:
    masked = {"evalue": mask_text(error.evalue), "traceback": [mask_text(line) for line in error.traceback]}
    return NotebookNode({**error, **masked})


def declared_parameters(notebook: NotebookNode) -> tuple[str, ...]:
    """Names that a notebook's parameters cell assigns, in their order."""
    return tuple(name for name, _ in declared_values(notebook))


def declared_values(notebook: NotebookNode) -> Iterator[tuple[str, object]]:
    """Names and values that a notebook's parameters cell assigns; of a value that is computed, an empty text."""
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", []):
            yield from _list_assigned(cell.source)


def assigned_names(source: str) -> tuple[str, ...]:
    """Names that the lines of a cell assign, in their order; none from a cell that is no plain Python."""
    return tuple(name for name, _ in _list_assigned(source))


def _list_assigned(source: str) -> Iterator[tuple[str, object]]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return
    for node in body:
        for target in node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]:
            if isinstance(target, ast.Name):
                yield target.id, _read_value(getattr(node, "value", None))


def _read_value(node: ast.expr | None) -> object:
    try:
        return ast.literal_eval(node) if node else ""
    except ValueError:
        return ""


def refuse_unknown(given: Mapping[str, object], known: tuple[str, ...], standards: Standards, *, where: str) -> None:
    """Refuse a parameter that a notebook does not declare; Papermill would only warn and run the default round."""
    for name in given:
        if name not in known:
            what = standards.say("page.run.unknown_parameter", where=where, name=name)
            raise UsageError(what, do=_tell_known(name, known, standards))


def _tell_known(seen: str, known: Collection[str], standards: Standards) -> str:
    """The nearest of some names, and all of them."""
    near = difflib.get_close_matches(seen, known, n=1)
    hint = standards.say("page.run.near", name=near[0]) if near else ""
    return hint + standards.say("page.run.known_parameters", names=", ".join(known))
