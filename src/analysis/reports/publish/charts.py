"""`ducha charts`: the charts of a round as files, put in a folder whole, past the privacy gate."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import active_children, get_context
from pathlib import Path

from analysis.errors import UsageError
from analysis.measures.results import load_results
from analysis.reports.pages.page import Page, open_page
from analysis.reports.pictures.charts import FORMATS, draw_charts, read_formats
from analysis.reports.privacy.gate import make_gate
from analysis.reports.publish.apart import publish_apart
from analysis.reports.publish.closing import prove_day
from analysis.reports.publish.keeping import hold_outputs
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.swap import Published, publish, tell_kept
from analysis.rounds.round import read_round
from analysis.rounds.settling import settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        folder: where.
        lines: what to tell.
    """

    folder: Path
    lines: tuple[str, ...]


def export_charts(
    workspace: Workspace, standards: Standards, round_id: str, *, formats: str, out: Path | None, as_of: date | None
) -> Exported:
    """Draw the charts of a round and publish them.

    Args:
        workspace: where the round lies.
        standards: the rules and the house style, in the language of the pictures.
        round_id: a round, or `latest`.
        formats: png, svg, pdf, csv, with commas between.
        out: a folder; charts/ (图表) among the round's products where None.
        as_of: in place of the round's own date.

    Raises:
        UsageError: a format is unknown, or another program's file has the name of our manifest.
        MissingError: there is no such round.
        PrivacyStop: a file shows a person; nothing was written.
        Locked: another run writes the outputs, or a file of the folder is held open.
    """
    asked, unknown = read_formats(formats)
    if unknown or not asked:
        seen = standards.say("chart.file.unknown_format", seen="".join(unknown[:1]))
        known = ",".join(FORMATS)
        raise UsageError(seen, do=standards.say("chart.file.unknown_format_do", known=known))
    read = read_round(workspace, round_id, standards, as_of=as_of)
    prove_day(read, as_of, standards)
    round_, _ = settle_round(workspace, read, standards)
    files = draw_charts(open_page(round_, load_results(round_)), asked)
    gate, made = make_gate(round_, workspace.raw), describe_run(round_, name_set(round_.standards))
    if out:
        done = publish_apart(out, files, gate, made)
    else:
        with hold_outputs(workspace.outputs, standards):
            done = publish(workspace.outputs / round_.id, put_in_folder(files, standards), gate, made)
    return Exported(out or done.folder / standards.say("chart.file.folder"), _tell(round_.id, done, standards))


@contextmanager
def draw_beside(page: Page, *, wanted: bool = True) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Draw the charts of a round in a process of its own while this one goes on.

    Args:
        page: the round.
        wanted: False for none.

    Yields:
        What waits for the charts and gives them: name in the folder of products → content; empty where none are wanted.
    """
    if not wanted:
        yield dict
        return
    # A new interpreter on every system: one that is forked off would share the threads of the kernel's client.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        drawn = pool.submit(_draw, pickle.dumps(page))  # as it is now: the pool would pickle it in a while
        try:
            yield lambda: put_in_folder(_take(drawn, page), page.standards)
        except BaseException:
            for process in active_children():  # nobody waits for charts that nobody will see
                process.terminate()
            raise


def _draw(page: bytes) -> dict[str, bytes]:
    return draw_charts(pickle.loads(page))


def _take(drawn: Future[dict[str, bytes]], page: Page) -> dict[str, bytes]:
    try:
        return drawn.result()
    except BrokenProcessPool:  # the system ended it, for want of memory
        return draw_charts(page)


def put_in_folder(files: Mapping[str, bytes], standards: Standards) -> dict[str, bytes]:
    """The files of charts where they lie among a round's products."""
    return {f"{standards.say('chart.file.folder')}/{name}": content for name, content in files.items()}


def name_set(standards: Standards) -> str:
    """The set that charts are, whether drawn alone or with the report."""
    return f"charts.{standards.lang}"


def _tell(round_id: str, done: Published, standards: Standards) -> tuple[str, ...]:
    charts = {Path(name).name[:2] for name in done.paths if Path(name).name[:2].isdigit()}
    told = [standards.say("chart.file.done", round=round_id, count=len(charts), files=len(done.paths))]
    return (*told, *tell_kept(done, round_id, standards))
