"""`ducha charts`: the charts of a round as files, put in a folder whole, past the privacy gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.errors import UsageError
from analysis.measures.results import load_results
from analysis.reports.pages.page import open_page
from analysis.reports.pictures.charts import FORMATS, draw_charts, read_formats
from analysis.reports.privacy.gate import make_gate
from analysis.reports.publish.closing import prove_day
from analysis.reports.publish.run import describe_run
from analysis.reports.publish.swap import Published, publish, tell_kept
from analysis.rounds.folder import hold_outputs, repair_folders
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
        UsageError: a format is unknown; nothing was read.
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
    gate, made = make_gate(round_, workspace.raw), describe_run(round_, f"charts.{round_.standards.lang}")
    if out:
        done = publish(out, files, gate, made)
    else:
        with hold_outputs(workspace.outputs, standards):
            repair_folders(workspace.outputs)
            folder = standards.say("chart.file.folder")
            own = {f"{folder}/{name}": content for name, content in files.items()}
            done = publish(workspace.outputs / round_.id, own, gate, made)
    return Exported(out or done.folder / standards.say("chart.file.folder"), _tell(round_.id, done, standards))


def _tell(round_id: str, done: Published, standards: Standards) -> tuple[str, ...]:
    charts = {Path(name).name[:2] for name in done.paths if Path(name).name[:2].isdigit()}
    told = [standards.say("chart.file.done", round=round_id, count=len(charts), files=len(done.paths))]
    return (*told, *tell_kept(done, round_id, standards))
