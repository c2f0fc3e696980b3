"""`ducha report`: read rounds, run the notebook, export the page, publish it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import nbformat

import analysis.errors as errors
from analysis.measures.frames import read_frame
from analysis.measures.numbering import VISITED
from analysis.measures.results import RESULTS, RoundResults, load_results
from analysis.narrative.closing import tell_changed, write_erratum, write_state
from analysis.narrative.document import KINDS, write_document, write_text
from analysis.narrative.office import add_office_text
from analysis.narrative.passages import fraction, plain
from analysis.reading.privacy import show_file
from analysis.reports.office.annex.annex import ANNEX_FILE, write_annex
from analysis.reports.office.ledger import write_ledger
from analysis.reports.office.notices.products import COMBINED, tell_notices, write_notices
from analysis.reports.office.slides.deck import draw_slides
from analysis.reports.office.word.report import write_report
from analysis.reports.office.word.template import SUFFIX as WORD
from analysis.reports.office.word.template import read_template
from analysis.reports.pages.export import export_page
from analysis.reports.pages.page import open_page
from analysis.reports.pages.run import find_notebook, run_notebook
from analysis.reports.privacy.gate import make_gate
from analysis.reports.publish.closing import prove_day
from analysis.reports.publish.index import INDEX, Entry, draw_index
from analysis.reports.publish.progress import show_progress
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.schools import draw_schools, name_page
from analysis.reports.publish.swap import Published, publish
from analysis.rounds.closing import list_closings
from analysis.rounds.folder import hold_outputs, repair_folders
from analysis.rounds.ledgers import LEDGER_FILE
from analysis.rounds.round import LATEST, Round, find_round, read_round
from analysis.rounds.settings import read_settings
from analysis.rounds.settling import Settlement, settle_round
from analysis.rounds.status import count_to_look_at
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.tables import write_whole

NOTEBOOK = "round_report.ipynb"
"""The notebook that is a round's report."""
PAGES = {"zh": "report.html", "en": "report.en.html"}
"""File name of the page, by language."""
NOTEBOOKS = {"zh": "round_report.ipynb", "en": "round_report.en.ipynb"}
"""File name of the executed notebook, by language."""
DOCUMENTS = {
    ("zh", "report"): "督查报告.docx", ("zh", "circular"): "督查通报.docx",
    ("en", "report"): "inspection_report.docx", ("en", "circular"): "inspection_circular.docx",
}  # fmt: skip
"""File name of the written report as a Word document, by language and kind."""
TEXTS = {"report": "督查报告.md", "circular": "督查通报.md"}
"""File name of the written report as plain text, by kind."""
ERRATA = {"zh": "更正.md", "en": "erratum.md"}
"""File name of the erratum of a closed round, by language."""
PRODUCTS = (
    *PAGES.values(), *TEXTS.values(), *DOCUMENTS.values(), *ERRATA.values(), *ANNEX_FILE.values(),
    *LEDGER_FILE.values(), *COMBINED.values(),
)  # fmt: skip
"""What the index links to, in its order."""
FAILED = "failed"
"""Folder of outputs/ that holds the copies of notebooks that stopped."""


@dataclass(frozen=True)
class Wanted:
    """What a person asks of the products beside the round.

    Attributes:
        kind: of the written report: report or circular.
        templates: suffix of an office file → the office's own file, whose look that product takes.
        codes: whether numbers in the written report carry their codes.
    """

    kind: str = KINDS[0]
    templates: Mapping[str, Path] = field(default_factory=dict)
    codes: bool = False


@dataclass(frozen=True)
class _Done:
    """A round that was reported: it, what was published, what was settled, and what is told of its notices."""

    round: Round
    published: Published
    settled: Settlement
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What `ducha report` did.

    Attributes:
        path: page of the newest full round that was reported, or of the only one; None where every round failed.
        lines: what to tell: a line a round, and a line a product that a person had changed.
        failures: of several rounds, those that could not be reported, and why.
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
        repair_folders(workspace.outputs)
        done, failures = _report_each(ids, report, stop=round_id is not None)
        index = draw_index(list_entries(workspace, standards), standards)
        write_whole(workspace.outputs / INDEX, index.encode("utf-8"))
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
    return Report(path, lines, failures, refused, flagged)


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
    with show_progress(round_id, quiet=quiet) as progress:
        read = read_round(workspace, round_id, standards, progress=progress, as_of=as_of)
        prove_day(read, as_of, standards)
        round_, settled = settle_round(workspace, read, standards)
        results = load_results(round_)  # the notebook reads what is written here
        products = write_documents(round_, results, wanted)  # before a kernel starts: a slot may be wrong
        slides = draw_slides(round_, results, template=wanted.templates.get(".pptx"))
        progress(0, 0, NOTEBOOK)
        folder = None if round_.closings else standards_folder  # a closed round has its own rules
        parameters = {
            "round_id": round_id, "lang": standards.lang, "root": str(workspace.root),
            "standards": str(folder.resolve()) if folder else "",
            "as_of": as_of.isoformat() if as_of and not round_.closings else "", "kind": wanted.kind,
        }  # fmt: skip
        failed = workspace.outputs / FAILED / round_id
        notebook = find_notebook(workspace.root, NOTEBOOK, standards)
        executed = run_notebook(notebook, parameters, standards, folder=workspace.root, failed=failed)
        page = export_page(executed)
    products |= {
        PAGES[standards.lang]: page.encode("utf-8"),
        NOTEBOOKS[standards.lang]: nbformat.writes(executed).encode("utf-8"),
    }
    products |= draw_schools(round_, results)
    products |= write_annex(round_, results)
    products |= write_ledger(round_, results)
    products |= write_notices(round_, results)
    if erratum := write_erratum(round_.standards, round_.name, round_.closings):
        products[ERRATA[standards.lang]] = erratum.encode("utf-8")
    products[standards.say("slide.file")] = slides
    made = describe_run(round_, f"report.{standards.lang}")
    published = publish(workspace.outputs / round_id, products, make_gate(round_, workspace.raw), made)
    return _Done(round_, published, settled, tuple(tell_notices(round_, results, products)))


def write_documents(round_: Round, results: RoundResults, wanted: Wanted) -> dict[str, bytes]:
    """The written report of a round as plain text and as a Word document: file name → content.

    Raises:
        CorrectionsError: text.md names a section or a number that is none.
        UsageError: the template cannot be used.
    """
    page, kind, template = open_page(round_, results), wanted.kind, wanted.templates.get(WORD)
    text = write_text(page.story, add_office_text(write_document(page.story, kind), page.story, page.office_text))
    own = read_template(template, round_.standards) if template else b""
    word = write_report(page, kind, codes=wanted.codes, template=own)
    return {TEXTS[kind]: text.encode("utf-8"), DOCUMENTS[round_.standards.lang, kind]: word}


def list_entries(workspace: Workspace, standards: Standards) -> list[Entry]:
    """The rounds that have a page, with what they came to as their results tell it."""
    entries = []
    for round_id in workspace.rounds():
        folder = workspace.outputs / round_id
        pages = tuple(name for name in PRODUCTS if (folder / name).is_file())
        if pages and pages[0] in PAGES.values():
            closings = list_closings(workspace, round_id, standards)
            home = Workspace(closings[-1].folder) if closings else workspace
            settings = read_settings(home, round_id, standards)
            results = workspace.processed / round_id / RESULTS
            entries.append(
                Entry(
                    round_id, settings.name, settings.kind, settings.last_day, settings.sample, pages,
                    as_of=closings[-1].as_of if closings else settings.as_of,
                    state=write_state(standards, closings, ""), facts=_list_facts(results, standards),
                    schools=_list_schools(results, folder, standards),
                )
            )  # fmt: skip
    return entries


def _list_facts(results: Path, standards: Standards) -> tuple[tuple[str, str], ...]:
    """Coverage and the areas of a round: (label, k/N); none where its results have not been written."""
    if not (results / "numbers.parquet").is_file():
        return ()
    numbers = read_frame(results, "numbers")
    whole = {row["code"]: row for _, row in numbers[numbers["group_by"] == ""].iterrows()}
    labels = {VISITED: standards.say("page.index.visited")}
    labels |= {area.total_code: standards.text(area.short) for area in standards.areas}
    return tuple((label, plain((fraction(standards, whole[code]),))) for code, label in labels.items() if code in whole)


def _list_schools(results: Path, folder: Path, standards: Standards) -> tuple[tuple[str, str], ...]:
    if not (results / "coverage.parquet").is_file():
        return ()
    coverage = read_frame(results, "coverage")
    named = ((str(name), name_page(str(school), standards.lang))
             for school, name in zip(coverage["school_id"], coverage["name"], strict=True))  # fmt: skip
    return tuple((name, page) for name, page in named if (folder / page).is_file())


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
    for name, path in published.paths.items():
        new = path.relative_to(published.folder).as_posix()
        if new != name:
            yield standards.say("page.run.kept", name=name, new=new)
