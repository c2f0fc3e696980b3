"""The pages of single schools: every one of a round in this process, or one by its notebook.

A notebook a school would take two seconds each; here the same parts are drawn by the same functions, and the fonts of a
round's pages are cut once, to the characters of all of them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.measures.explain import find_school
from analysis.measures.results import RoundResults, load_results
from analysis.reports.pages.export import export_page, export_pages
from analysis.reports.pages.markup import name_file
from analysis.reports.pages.own import cut_page
from analysis.reports.pages.page import Page, open_page
from analysis.reports.pages.run import FAILED, find_notebook, run_page
from analysis.reports.pages.school import PARTS
from analysis.reports.privacy.gate import make_gate
from analysis.reports.publish.closing import prove_day
from analysis.reports.publish.keeping import hold_outputs
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.swap import publish
from analysis.rounds.round import Round, read_round
from analysis.rounds.settling import settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

NOTEBOOK = "school_report.ipynb"
"""The notebook that is one school's report."""
FOLDER = "schools"
"""Folder of a round's products that holds the pages of schools."""
SET = "school.{school}.{lang}"
"""The set that the page of a school is where it is made alone; the next report takes its place."""
SUFFIXES = {"zh": ".html", "en": ".en.html"}
"""End of a page's name, by language."""


def name_page(school: str, lang: str) -> str:
    """The file of a school's page in its round's products, made from the id alone: schools/S014.html."""
    return f"{FOLDER}/{name_file(school)}{SUFFIXES[lang]}"


def draw_schools(round_: Round, results: RoundResults) -> dict[str, bytes]:
    """The page of every school that is due or was visited: file name → content."""
    page, standards = open_page(round_, results), round_.standards
    schools = [str(school) for school in results.coverage["school_id"]]
    drawn = export_pages([_show_parts(cut_page(page, round_, school)) for school in schools])
    return {
        name_page(school, standards.lang): text.encode("utf-8") for school, text in zip(schools, drawn, strict=True)
    }


def _show_parts(page: Page) -> NotebookNode:
    """What the notebook's cells would have shown; nbformat's own makers hold every output against its schema."""
    cells: list[dict[str, object]] = []
    for draw in PARTS.values():
        block = draw(page)
        if block.html:
            data, metadata = block._repr_mimebundle_()
            output = {"output_type": "display_data", "data": data, "metadata": metadata}
            cell: dict[str, object] = {
                "cell_type": "code",
                "source": "",
                "metadata": {},
                "execution_count": None,
                "outputs": [output],
            }
            cells.append(cell)
    notebook: NotebookNode = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
    return notebook


def report_school(
    workspace: Workspace,
    standards: Standards,
    round_id: str,
    school: str,
    *,
    as_of: date | None = None,
    standards_folder: Path | None = None,
) -> Path:
    """Run the notebook of one school and publish its page.

    Args:
        workspace: where the round lies.
        standards: the rules, in the language of the page.
        round_id: a round, or `latest`.
        school: the school's id, or any name that the register knows.
        as_of: in place of the round's own date.
        standards_folder: where the rules came from, for the notebook.

    Raises:
        MissingError: no such round or school.
        NotebookFailed: the notebook stopped; its copy lies in outputs/failed/<round>/.
        PrivacyStop: the page shows a person; nothing was written.
        Locked: another run writes the outputs.
    """
    read = read_round(workspace, round_id, standards, as_of=as_of)
    prove_day(read, as_of, standards)
    round_, _ = settle_round(workspace, read, standards)
    load_results(round_)  # the notebook reads what is written here
    found = find_school(round_, school)
    parameters = {
        "round_id": round_.id, "school_id": found, "lang": standards.lang, "root": str(workspace.root),
        "standards": str(standards_folder.resolve()) if standards_folder else "",
        "as_of": as_of.isoformat() if as_of else "",
    }  # fmt: skip
    with hold_outputs(workspace.outputs, standards):
        notebook = find_notebook(workspace.root, NOTEBOOK, standards)
        failed = workspace.outputs / FAILED / round_.id
        page = export_page(run_page(notebook, parameters, standards, folder=workspace.root, failed=failed))
        name = name_page(found, standards.lang)
        gate = make_gate(round_, workspace.raw)
        made = describe_run(round_, SET.format(school=found, lang=standards.lang))
        done = publish(workspace.outputs / round_.id, {name: page.encode("utf-8")}, gate, made)
    return done.paths[name]
