"""The commands that make something to hand on, or say where what was made comes from."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.options import DAYS, FILE, FOLDER, NEWEST, Options, choose_exit, take_options
from analysis.errors import EXIT_DONE, UsageError

if TYPE_CHECKING:  # a command imports what it needs when it runs
    from analysis.reports.publish.rounds import Wanted
    from analysis.standards.model import Standards


@click.command()
@click.argument("round_id", required=False, default=NEWEST, metavar="[ROUND]")
@click.option("--all", "every", is_flag=True, help="Report every round, the newest full one last.")
@click.option(
    "--kind",
    type=click.Choice(["report", "circular"]),
    default="report",
    show_default=True,
    help="The written report: upward in counts, or down to the schools by name.",
)
@click.option("--codes/--no-codes", default=False, show_default=True, help="Number codes behind the numbers in Word.")
@click.option(
    "--pdf", is_flag=True, help="Print the page as report.pdf, by the Chromium, Chrome or Edge of this machine."
)
@click.option("--charts/--no-charts", default=True, show_default=True, help="Every chart as files, for other papers.")
@click.option("--school", default="", metavar="ID|NAME", help="Only this school's page, by its notebook.")
@click.option(
    "--template", "templates", type=FILE, multiple=True,
    help="The office's own file whose look a product takes: a .docx for report and notices, a .pptx for the slides.",
)  # fmt: skip
@take_options
def report(options: Options, round_id: str, every: bool, school: str, pdf: bool, **asked: Any) -> int:
    """Read, check, analyse and report a round (the newest full one if none is named), or one school of it."""
    if school:
        return _report_school(options, round_id, every, school, pdf=pdf)
    workspace, rules = options.find(), options.load_rules()  # told before seconds of imports, where one is missing
    from analysis.reports.publish.rounds import report_rounds

    done = report_rounds(
        workspace, rules, None if every else round_id, as_of=options.as_of,
        standards_folder=options.standards, wanted=_want(rules, pdf, **asked), quiet=options.quiet,
    )  # fmt: skip
    if not options.quiet:
        for line in done.lines:
            click.echo(line, err=True)
    for failed, error in done.failures.items():
        click.echo(f"{failed}: {error}", err=True)
    if done.path:
        click.echo(done.path)
    code = choose_exit(refused=done.refused, flagged=done.flagged, strict=options.strict)
    return max(code, *(error.exit_code for error in done.failures.values()), EXIT_DONE)


def _want(rules: Standards, pdf: bool, kind: str, codes: bool, charts: bool, templates: tuple[Path, ...]) -> Wanted:
    """What is asked of the products; a template or browser that is not there is told before anything is read."""
    from analysis.reports.office.templates import sort_templates
    from analysis.reports.pages.printing import find_browser
    from analysis.reports.publish.rounds import Wanted

    return Wanted(kind, sort_templates(templates, rules), codes, find_browser(rules) if pdf else None, charts)


def _report_school(options: Options, round_id: str, every: bool, school: str, *, pdf: bool) -> int:
    from analysis.reports.publish.schools import report_school

    rules = options.load_rules()
    if every:
        raise UsageError(rules.say("page.run.one_round"), do=rules.say("page.run.one_round_do"))
    if pdf:
        raise UsageError(rules.say("page.print.one_school"), do=rules.say("page.print.one_school_do"))
    click.echo(
        report_school(options.find(), rules, round_id, school, as_of=options.as_of, standards_folder=options.standards)
    )
    return EXIT_DONE


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("what", metavar="CODE|ITEM")
@click.argument("school", required=False, default="", metavar="[SCHOOL]")
@take_options
def explain(options: Options, round_id: str, what: str, school: str) -> None:
    """Print a number, or a school's conclusion on an item, back to its cells."""
    from analysis.measures.explain import explain_number
    from analysis.measures.results import load_results
    from analysis.rounds.round import read_round

    round_ = read_round(options.find(), round_id, options.load_rules(), as_of=options.as_of)
    for line in explain_number(round_, load_results(round_), what, school):
        click.echo(line)


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--by", type=click.Choice(["team", "school"]), default="team", show_default=True, help="A workbook each.")
@take_options
def form(options: Options, round_id: str, by: str) -> None:
    """Make the blank workbooks of a round that has a plan, with last round's open problems filled in."""
    from analysis.reports.publish.forms import write_forms

    done = write_forms(options.find(), round_id, options.load_rules(), by=by, as_of=options.as_of)
    if not options.quiet:
        for line in done.lines:
            click.echo(line, err=True)
    for path in done.paths:
        click.echo(path)


@click.command()
@click.argument("round_id", required=False, default=NEWEST, metavar="[ROUND]")
@click.option("--out", type=FOLDER, help="Where the files go; a folder of the round's products if not given.")
@click.option("--format", "formats", default="png,svg,pdf,csv", show_default=True, help="What each is written as.")
@take_options
def charts(options: Options, round_id: str, out: Path | None, formats: str) -> None:
    """Write every chart of a round as pictures for slides and paper, as drawings, and as the tables behind them."""
    from analysis.reports.publish.charts import export_charts

    done = export_charts(
        options.find(), options.load_rules(), round_id, formats=formats, out=out, as_of=options.as_of
    )  # fmt: skip
    for line in () if options.quiet else done.lines:
        click.echo(line, err=True)
    click.echo(done.folder)


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option(
    "--on",
    type=click.DateTime(DAYS),
    help="The day of it: not before the round's last day and as-of day, nor after today; the as-of day if not given."
    " --again needs it.",
)
@click.option(
    "--again", metavar="REASON",
    help="Adopt what was changed since as an erratum; with --on, its day, which is not before the last closing.",
)  # fmt: skip
@take_options
def close(options: Options, round_id: str, on: datetime | None, again: str | None) -> None:
    """Freeze a round: its workbooks, register, rules and numbers; what changes later is an erratum."""
    from analysis.reports.publish.closing import close_round, prove_come

    if day := on.date() if on else options.as_of:
        prove_come(round_id, day, date.today(), options.load_rules())
    done = close_round(
        options.find(), options.load_rules(), round_id, on=on.date() if on else None, as_of=options.as_of, again=again,
        standards_folder=options.standards,
    )  # fmt: skip
    for line in () if options.quiet else done.lines:
        click.echo(line, err=True)
    click.echo(done.folder)


@click.command()
@click.argument("first", metavar="ROUND")
@click.argument("second", metavar="ROUND")
@take_options
def compare(options: Options, first: str, second: str) -> None:
    """Compare two rounds: what was fixed, what is new, what still fails, what cannot be compared and why."""
    from analysis.reports.publish.notebooks import Run, compare_two

    run = Run(options.find(), options.load_rules(), options.as_of, options.standards)
    click.echo(compare_two(run, first, second))


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("round_id", required=False, default=NEWEST, metavar="[ROUND]")
@click.option("-p", "given", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the notebook.")
@take_options
def notebook(options: Options, name: str, round_id: str, given: tuple[tuple[str, str], ...]) -> None:
    """Run a notebook for a round and keep its executed copy among the round's products."""
    from analysis.reports.publish.notebooks import Run, run_named

    run = Run(options.find(), options.load_rules(), options.as_of, options.standards)
    click.echo(run_named(run, name, round_id, dict(given)))


@click.command()
@click.argument("file", type=FILE)
@click.argument("round_id", required=False, default="", metavar="[ROUND]")
@take_options
def proof(options: Options, file: Path, round_id: str) -> int:
    """List the numbers, dates and schools of an edited .docx or .pptx that agree with no current result."""
    from analysis.reports.office.proof.telling import prove_file

    done = prove_file(
        file, options.find(), options.load_rules(), round_id=round_id, as_of=options.as_of, folder=options.standards
    )
    for line in () if options.quiet and not done.findings else done.lines:
        click.echo(line)
    return choose_exit(refused=0, flagged=bool(done.findings), strict=True)
