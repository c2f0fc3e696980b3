"""`ducha report`: read rounds, run the notebook, export the page, publish it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import nbformat
from nbformat import NotebookNode

import analysis.errors as errors
from analysis.measures.results import RoundResults, load_results
from analysis.narrative.closing import tell_changed, write_erratum
from analysis.narrative.document import KINDS, write_document, write_text
from analysis.narrative.office import add_office_text, tell_left_out
from analysis.narrative.story import tell_story
from analysis.reading.privacy import show_file
from analysis.reports.office.annex.annex import write_annex
from analysis.reports.office.ledger import write_ledger
from analysis.reports.office.notices.products import tell_notices, write_notices
from analysis.reports.office.slides.deck import draw_slides
from analysis.reports.office.word.report import write_report
from analysis.reports.office.word.template import SUFFIX as WORD
from analysis.reports.office.word.template import read_template
from analysis.reports.pages.export import export_page
from analysis.reports.pages.page import open_page
from analysis.reports.pages.printing import print_page
from analysis.reports.pages.run import FAILED, find_notebook, run_page
from analysis.reports.privacy.gate import Gate, make_gate
from analysis.reports.publish.charts import draw_beside, name_set
from analysis.reports.publish.closing import prove_day
from analysis.reports.publish.entries import describe_entry, write_index
from analysis.reports.publish.keeping import hold_outputs
from analysis.reports.publish.products import DOCUMENTS, ERRATA, NOTEBOOKS, PAGES, PRINTS, SLIDES, TEXTS, list_beside
from analysis.reports.publish.progress import Tell, show_progress
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.schools import SET, draw_schools
from analysis.reports.publish.swap import Made, Published, foresee_names, publish, tell_kept
from analysis.rounds.round import LATEST, Round, find_round, read_round
from analysis.rounds.settling import Settlement, settle_round
from analysis.rounds.status import count_to_look_at
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

NOTEBOOK = "round_report.ipynb"
"""The notebook that is a round's report."""


@dataclass(frozen=True)
class Wanted:
    """What a person asks of the products beside the round.

    Attributes:
        kind: of the written report: report or circular.
        templates: suffix of an office file → the office's own file, whose look that product takes.
        codes: whether numbers in the written report carry their codes.
        browser: what prints the page, as `printing.find_browser` found it; None for no PDF.
        charts: whether every chart is written as files, too; without them those of an older run go.
    """

    kind: str = KINDS[0]
    templates: Mapping[str, Path] = field(default_factory=dict)
    codes: bool = False
    browser: Path | None = None
    charts: bool = True


@dataclass(frozen=True)
class _Done:
    """A round that was reported: it, what was published, settled and told of its notices, its gate, and what failed."""

    round: Round
    published: Published
    settled: Settlement
    notices: tuple[str, ...]
    gate: Gate
    unprinted: errors.PrintFailed | None = None


@dataclass(frozen=True)
class Report:
    """What `ducha report` did.

    Attributes:
        path: page of the newest full round that was reported, or of the only one; None where every round failed.
        lines: what to tell: a line a round, and a line a product that a person had changed.
        failures: of several rounds, those that could not be reported, and why; a round whose page was not printed.
        refused: workbooks that could not be read.
        flagged: whether something has to be looked at.
    """

    path: Path | None
    lines: tuple[str, ...]
    failures: Mapping[str, errors.DuchaError]
    refused: int
    flagged: bool


def report_rounds(
    workspace: Workspace,
    standards: Standards,
    round_id: str | None,
    *,
    as_of: date | None = None,
    standards_folder: Path | None = None,
    wanted: Wanted | None = None,
    quiet: bool = False,
) -> Report:
    """Report a round, or every round of a workspace; of several, one that fails does not keep the others back.

    Args:
        workspace: where the rounds lie.
        standards: the rules, in the language of the pages.
        round_id: a round, `latest`, or None for every round.
        as_of: in place of each round's own date.
        standards_folder: where the rules came from, for the notebook.
        wanted: what kind of report, in whose look; upward and in ours where left out.
        quiet: no progress.

    Raises:
        UsageError: a template cannot be used.
        MissingError: there is no such round.
        NotebookFailed: the notebook stopped; its copy lies in outputs/failed/<round>/.
        PrivacyStop: a product shows a person; nothing was written.
        Locked: another run writes the outputs.
    """
    newest = find_round(workspace, LATEST, standards)
    ids = workspace.rounds() if round_id is None else (find_round(workspace, round_id, standards),)
    report = partial(
        _report_one, workspace, standards, as_of=as_of, standards_folder=standards_folder, quiet=quiet,
        wanted=wanted or Wanted(),
    )  # fmt: skip
    with hold_outputs(workspace.outputs, standards):
        done, failures = _report_each(ids, report, stop=round_id is not None)
        if done:
            write_index(workspace, standards, (each.gate for each in done.values()))
    return _sum_up(done, failures, standards, newest=newest)


def _report_each(
    ids: Iterable[str], report: Callable[[str], _Done], *, stop: bool
) -> tuple[dict[str, _Done], dict[str, errors.DuchaError]]:
    """What was reported, and what could not be; where it shall stop, the first failure ends it."""
    done: dict[str, _Done] = {}
    failures: dict[str, errors.DuchaError] = {}
    for round_id in ids:
        try:
            done[round_id] = report(round_id)
        except errors.DuchaError as error:
            if stop:
                raise
            failures[round_id] = error
    return done, failures


def _sum_up(
    done: Mapping[str, _Done], failures: Mapping[str, errors.DuchaError], standards: Standards, *, newest: str
) -> Report:
    shown = newest if newest in done else next(reversed(list(done)), "")
    path = done[shown].published.paths[PAGES[standards.lang]] if shown else None
    lines = tuple(line for each in done.values() for line in _tell(each, standards))
    refused = sum(len(round_.refused) for round_ in (each.round for each in done.values()))
    flagged = any(each.settled.faults or count_to_look_at(each.round.tables) for each in done.values())
    unprinted = {round_id: each.unprinted for round_id, each in done.items() if each.unprinted}
    return Report(path, lines, {**failures, **unprinted}, refused, flagged)


def _report_one(
    workspace: Workspace,
    standards: Standards,
    round_id: str,
    *,
    as_of: date | None,
    standards_folder: Path | None,
    wanted: Wanted,
    quiet: bool,
) -> _Done:
    folder = workspace.outputs / round_id
    with show_progress(round_id, quiet=quiet) as progress:
        read = read_round(workspace, round_id, standards, progress=progress, as_of=as_of)
        prove_day(read, as_of, standards)
        round_, settled = settle_round(workspace, read, standards)
        results = load_results(round_)  # the notebook reads what is written here
        with draw_beside(open_page(round_, results), wanted=wanted.charts) as charts:
            run = partial(_run_notebook, workspace, round_, as_of=as_of, standards_folder=standards_folder)
            beside = foresee_names(folder, list_beside(standards.lang, wanted.kind), standards).values()
            products, unprinted = _make_products(round_, results, wanted, run, progress, beside=tuple(beside))
            products |= charts()
    gate = make_gate(round_, workspace.raw)
    published = publish(folder, products, gate, _describe(round_, results))
    left_out = tell_left_out(tell_story(round_, results), wanted.kind, round_.office_text)
    said = (*left_out, *tell_notices(round_, results, products))
    return _Done(round_, published, settled, said, gate, unprinted)


def _describe(round_: Round, results: RoundResults) -> Made:
    lang = round_.standards.lang
    folders = {round_.standards.say("chart.file.folder"): name_set(round_.standards)}
    parts, entry = SET.format(school="*", lang=lang), describe_entry(round_, results)
    return replace(describe_run(round_, f"report.{lang}"), folders=folders, parts=parts, entry=entry)


def _make_products(
    round_: Round,
    results: RoundResults,
    wanted: Wanted,
    run: Callable[[str], NotebookNode],
    progress: Tell,
    *,
    beside: Sequence[str],
) -> tuple[dict[str, bytes], errors.PrintFailed | None]:
    """Every product but the charts, and why the page could not be printed."""
    standards, unprinted = round_.standards, None
    products = write_documents(round_, results, wanted)  # before a kernel starts: a slot may be wrong
    slides = draw_slides(round_, results, template=wanted.templates.get(".pptx"))
    progress(0, 0, NOTEBOOK)
    executed = run(wanted.kind)
    page = export_page(executed, beside=beside)
    products |= {
        PAGES[standards.lang]: page.encode("utf-8"),
        NOTEBOOKS[standards.lang]: nbformat.writes(executed).encode("utf-8"),
        SLIDES[standards.lang]: slides,
    }
    if wanted.browser:
        progress(0, 0, PRINTS[standards.lang])
        try:
            products[PRINTS[standards.lang]] = print_page(wanted.browser, page, standards, day=round_.as_of)
        except errors.PrintFailed as error:  # nothing else is held back
            unprinted = error
    return products | _write_others(round_, results, wanted), unprinted


def _run_notebook(
    workspace: Workspace, round_: Round, kind: str, *, as_of: date | None, standards_folder: Path | None
) -> NotebookNode:
    """The notebook of a round, executed; a closed round has its own rules and day."""
    folder = None if round_.closings else standards_folder
    parameters = {
        "round_id": round_.id, "lang": round_.standards.lang, "root": str(workspace.root),
        "standards": str(folder.resolve()) if folder else "",
        "as_of": as_of.isoformat() if as_of and not round_.closings else "", "kind": kind,
    }  # fmt: skip
    failed = workspace.outputs / FAILED / round_.id
    notebook = find_notebook(workspace.root, NOTEBOOK, round_.standards)
    return run_page(notebook, parameters, round_.standards, folder=workspace.root, failed=failed)


def _write_others(round_: Round, results: RoundResults, wanted: Wanted) -> dict[str, bytes]:
    """What no notebook has a part in: pages of schools, workbooks, notices in the office's template, the erratum."""
    template = _read_own(round_, wanted)
    products = {
        **draw_schools(round_, results), **write_annex(round_, results), **write_ledger(round_, results),
        **write_notices(round_, results, codes=wanted.codes, template=template),
    }  # fmt: skip
    if erratum := write_erratum(round_.standards, round_.name, round_.closings):
        products[ERRATA[round_.standards.lang]] = erratum.encode("utf-8")
    return products


def write_documents(round_: Round, results: RoundResults, wanted: Wanted) -> dict[str, bytes]:
    """The written report of a round as plain text and as a Word document: file name → content.

    Raises:
        CorrectionsError: text.md names a section or a number that is none.
        UsageError: the template cannot be used.
    """
    page, kind = open_page(round_, results), wanted.kind
    text = write_text(page.story, add_office_text(write_document(page.story, kind), page.story, page.office_text))
    word = write_report(page, kind, codes=wanted.codes, template=_read_own(round_, wanted))
    return {TEXTS[round_.standards.lang, kind]: text.encode("utf-8"), DOCUMENTS[round_.standards.lang, kind]: word}


def _read_own(round_: Round, wanted: Wanted) -> bytes:
    """The office's own Word template; nothing where none was given."""
    template = wanted.templates.get(WORD)
    return read_template(template, round_.standards) if template else b""


def tell_round(round_: Round, standards: Standards) -> Iterator[str]:
    """What was read of a round: a line, and one for each workbook that could not be."""
    books = round_.tables["workbooks"]
    yield standards.say(
        "page.run.done", round=round_.id, name=round_.name, read=int((books["state"] == "read").sum()),
        unread=int((books["state"] == "refused").sum()), flags=count_to_look_at(round_.tables),
    )  # fmt: skip
    for book in books[books["state"] == "refused"].itertuples():
        yield standards.say("page.run.refused", file=show_file(str(book.file)), reason=book.reason)


def _tell(done: _Done, standards: Standards) -> Iterator[str]:
    round_, published = done.round, done.published
    yield from tell_round(round_, standards)
    yield from done.notices
    yield from done.settled.said
    if told := tell_changed(standards, round_.changed):
        yield f"{round_.id}: {told}"
    yield from tell_kept(published, round_.id, standards)
