"""What the cells of a round report call: each shows one part of the page, in the language of its rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

import analysis.rounds.round as rounds
from analysis.errors import DuchaError, UsageError
from analysis.measures.explain import find_school
from analysis.measures.results import load_results
from analysis.narrative.document import KINDS
from analysis.reports.pages import analysis, chapters, comparison, document, front, school
from analysis.reports.pages.own import cut_page
from analysis.reports.pages.page import Block, Page, open_page
from analysis.reports.pages.run import PROJECT, assigned_names, refuse_unknown
from analysis.reports.pages.summary import tell_round
from analysis.rounds.round import LATEST, Round
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

INJECTED_MARK = "# Parameters"
"""First line of the cell that Papermill puts after the parameters cell."""


def check_parameters(namespace: Mapping[str, Any]) -> None:
    """Refuse a parameter that the notebook does not declare, when plain Papermill injects one.

    Papermill only warns of a misspelt name and then reports the default round. `ducha report` refuses it before a
    kernel starts; here the cells run so far are looked at, so in JupyterLab, where nothing is injected, nothing is
    refused.

    Args:
        namespace: `globals()` of the notebook.

    Raises:
        UsageError: names the parameter and the nearest known one.
    """
    tell_plainly()
    cells = [str(source) for source in namespace.get("In", [])]
    at = next((index for index, source in enumerate(cells) if source.startswith(INJECTED_MARK)), None)
    if at is None:
        return
    known = tuple(name for source in cells[:at] for name in assigned_names(source))
    standards = load_standards(lang="en" if namespace.get("lang") == "en" else "zh")
    where = standards.say("page.run.this_notebook")
    given = assigned_names(cells[at])
    refuse_unknown(dict.fromkeys(given), known, standards, where=where)
    _tell_escaped({name: namespace.get(name) for name in given}, standards)


def _tell_escaped(given: Mapping[str, Any], standards: Standards) -> None:
    """Print the parameters that plain Papermill writes as escapes of code points: a reader shall see 松岫镇.

    As plain text, which a page leaves out.
    """
    texts = {name: value for name, value in given.items() if isinstance(value, str) and not value.isascii()}
    told = [
        standards.say("page.run.one_given", name=name, value=value)
        for name, value in texts.items()
        if not Path(value).is_absolute()
    ]
    if told:
        sys.stdout.write(standards.say("page.run.given", listed=standards.say("mark.list").join(told)) + "\n")


def load_round(
    round_id: str = LATEST, *, root: str = "", lang: str = "zh", standards_folder: str = "", as_of: str = ""
) -> Round:
    """Load a round for a notebook; what changed since it was last read is read again. It tells itself in one line.

    Args:
        round_id: its id, or `latest` for the newest full round.
        root: the workspace; where not given it is searched for from the working folder upwards, and, as plain Papermill
            works in its caller's folder, the project that this package was installed from comes last.
        lang: zh or en.
        standards_folder: rule files that replace the shipped ones; "" for the shipped ones.
        as_of: ISO date in place of the round's own; "" for the round's own.

    Raises:
        MissingError: no workspace, or no such round.
    """
    if not root and not _inside_workspace(Path.cwd()) and (PROJECT / "data" / "raw").is_dir():
        root = str(PROJECT)
    found = rounds.load_round(round_id, root=root, lang=lang, standards_folder=standards_folder, as_of=as_of)
    return tell_round(found)


def _inside_workspace(folder: Path) -> bool:
    return any((one / "data" / "raw").is_dir() for one in (folder.resolve(), *folder.resolve().parents))


def tell_plainly() -> None:
    """In a notebook, show a failure that a user can cause as its message, without a traceback."""
    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((DuchaError,), _show_message)


def _show_message(
    shell: Any, kind: type[BaseException], error: BaseException, trace: Any, tb_offset: Any = None
) -> list[str]:
    lines = [f"{kind.__name__}: {error}"]
    shell._showtraceback(kind, error, lines)
    return lines


def _show(draw: Callable[..., Block], page: Page, *rest: str) -> None:
    block = draw(page, *rest)
    if block.html:
        display(block)


def show_front(page: Page) -> None:
    """Show the head of the page and how far it can be trusted."""
    _show(front.draw_front, page)
    _show(front.draw_trust, page)


def show_heading(page: Page, name: str) -> None:
    """Show a heading by its name: three, areas, problems, change, quality, analysis, document or sources.

    Raises:
        UsageError: there is no heading of that name.
    """
    known = ("three", "areas", "problems", "change", "quality", "analysis", "document", "sources")
    if name not in known:
        standards, names = page.standards, ", ".join(known)
        raise UsageError(
            standards.say("page.run.no_heading", name=name), do=standards.say("page.run.known_parameters", names=names)
        )
    _show(chapters.draw_heading, page, name)


def show_three(page: Page) -> None:
    """Show what a director should see first."""
    _show(front.draw_three, page)


def show_areas(page: Page) -> None:
    """Show the areas beside each other, then the worst items beside what changed."""
    _show(chapters.draw_summary, page)
    _show(chapters.draw_worst, page)


def show_chapters(page: Page) -> None:
    """Show a chapter an area of the standard."""
    _show(chapters.draw_chapters, page)


def show_problems(page: Page) -> None:
    """Show what became of the problems of earlier rounds."""
    _show(chapters.draw_problems, page)


def show_change(page: Page) -> None:
    """Show what changed since the last full round."""
    _show(chapters.draw_change, page)


def show_quality(page: Page) -> None:
    """Show what arrived, what was refused and what has to be looked at."""
    _show(chapters.draw_quality, page)


def show_analysis(page: Page) -> None:
    """Show the analyst's appendix: statistics that the first pages do without."""
    _show(analysis.draw_analysis, page)


def show_document(page: Page, kind: str) -> None:
    """Show the written report: `report`, upward in counts, or `circular`, down to the schools by name.

    Raises:
        UsageError: no such kind.
        CorrectionsError: text.md names a section or a number that there is not.
    """
    if kind not in KINDS:
        known = page.word("mark.list").join(KINDS)
        raise UsageError(
            page.standards.say("page.run.unknown_kind", seen=kind),
            do=page.standards.say("page.run.unknown_kind_do", known=known),
        )
    _show(document.draw_document, page, kind)


def show_sources(page: Page) -> None:
    """Show where every number comes from, and what the numbers open."""
    _show(chapters.draw_annex, page)
    _show(chapters.draw_openings, page)


def open_school(round_: Round, school_id: str) -> Page:
    """Open the page of one school of a round; nothing of another school is left in it.

    Args:
        round_: a round from `load_round`.
        school_id: its id, or any name that the register knows.

    Raises:
        MissingError: there is no such school; names the nearest.
    """
    return cut_page(open_page(round_, load_results(round_)), round_, find_school(round_, school_id))


def show_school(page: Page, part: str) -> None:
    """Show a part of a school's page with its heading: front, todo, counts, items, stalls, claims, unseen or method.

    Raises:
        UsageError: there is no part of that name.
    """
    _show_part(page, part, school.PARTS)


def show_comparison(page: Page, part: str) -> None:
    """Show a part of the page of two rounds with its heading: front, counts, items, changed, left_out or sources.

    Raises:
        UsageError: there is no part of that name.
    """
    _show_part(page, part, comparison.PARTS)


def _show_part(page: Page, part: str, parts: Mapping[str, Callable[[Page], Block]]) -> None:
    if part not in parts:
        standards, names = page.standards, ", ".join(parts)
        raise UsageError(
            standards.say("page.run.no_heading", name=part), do=standards.say("page.run.known_parameters", names=names)
        )
    _show(parts[part], page)
