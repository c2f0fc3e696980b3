"""The commands of `ducha`. Each is one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from analysis.cli.options import DAYS, FILE, FOLDER, Options, take_options
from analysis.errors import EXIT_DONE, MissingError, RefusedWorkbook, UsageError

NEWEST = "latest"
"""The round that is meant where none is named: the newest full one."""
EXIT_SET_ASIDE = RefusedWorkbook.exit_code
"""Something was refused, or flagged under --strict, and the rest is done."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("ducha"), prog_name="ducha")
def cli() -> None:
    """督查: from the workbooks of a round of school inspections to tidy tables and a report that can be defended."""


@cli.command()
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
@click.option("--school", default="", metavar="ID|NAME", help="Only this school's page, by its notebook.")
@click.option(
    "--template", "templates", type=FILE, multiple=True,
    help="The office's own file whose look a product takes: a .docx for the report, a .pptx for the slides.",
)  # fmt: skip
@take_options
def report(
    options: Options, round_id: str, every: bool, kind: str, codes: bool, school: str, templates: tuple[Path, ...]
) -> int:
    """Read, check, analyse and report a round (the newest full one if none is named), or one school of it."""
    if school:
        return _report_school(options, round_id, every, school)
    from analysis.reports.office.templates import sort_templates
    from analysis.reports.publish.rounds import Wanted, report_rounds

    rules = options.load_rules()
    done = report_rounds(
        options.find(), rules, None if every else round_id, as_of=options.as_of,
        standards_folder=options.standards, wanted=Wanted(kind, sort_templates(templates, rules), codes),
        quiet=options.quiet,
    )  # fmt: skip
    if not options.quiet:
        for line in done.lines:
            click.echo(line, err=True)
    for failed, error in done.failures.items():
        click.echo(f"{failed}: {error}", err=True)
    if done.path:
        click.echo(done.path)
    code = _exit(refused=done.refused, flagged=done.flagged, strict=options.strict)
    return max(code, *(error.exit_code for error in done.failures.values()), EXIT_DONE)


def _report_school(options: Options, round_id: str, every: bool, school: str) -> int:
    from analysis.reports.publish.schools import report_school

    rules = options.load_rules()
    if every:
        raise UsageError(rules.say("page.run.one_round"), do=rules.say("page.run.one_round_do"))
    click.echo(
        report_school(options.find(), rules, round_id, school, as_of=options.as_of, standards_folder=options.standards)
    )
    return EXIT_DONE


@cli.command()
@click.argument("what", nargs=-1, required=True, metavar="ROUND | FILE...")
@click.option("--schools", type=FILE, help="The school register, for loose files.")
@click.option("--round-id", help="The round that loose files belong to, such as 2016-10.")
@click.option("--out", type=FOLDER, help="Where the tables of loose files go.")
@take_options
def read(options: Options, what: tuple[str, ...], schools: Path | None, round_id: str | None, out: Path | None) -> int:
    """Read a round, or loose workbooks with --schools, --round-id and --out, into tables."""
    if schools is None and round_id is None and out is None:
        return _read_round(options, what)
    rules = options.load_rules()
    if schools is None or round_id is None or out is None:
        raise UsageError(rules.say("page.run.one_round_do"))
    from analysis.reports.publish.progress import show_progress
    from analysis.rounds.loose import read_loose

    paths = [Path(name) for name in what]
    with show_progress(round_id, quiet=options.quiet) as progress:
        done = read_loose(paths, schools, rules, round_id=round_id, out=out, progress=progress)
    for error in done.refused:
        click.echo(str(error), err=True)
    return _exit(refused=len(done.refused), flagged=_to_look_at(done.tables), strict=options.strict)


def _read_round(options: Options, what: Sequence[str]) -> int:
    from analysis.reports.publish.progress import show_progress
    from analysis.reports.publish.rounds import tell_round
    from analysis.rounds.round import read_round
    from analysis.rounds.settling import settle_round

    rules = options.load_rules()
    if len(what) != 1:
        raise UsageError(rules.say("page.run.one_round"), do=rules.say("page.run.one_round_do"))
    with show_progress(what[0], quiet=options.quiet) as progress:
        workspace = options.find()
        round_ = read_round(workspace, what[0], rules, progress=progress, as_of=options.as_of)
        round_, settled = settle_round(workspace, round_, rules)
    for line in () if options.quiet else (*tell_round(round_, rules), *settled.said):
        click.echo(line, err=True)
    flagged = _to_look_at(round_.tables) or bool(settled.faults)
    return _exit(refused=len(round_.refused), flagged=flagged, strict=options.strict)


def _to_look_at(tables: Mapping[str, Any]) -> bool:
    """Whether a warning or an error was flagged."""
    from analysis.rounds.status import count_to_look_at

    return count_to_look_at(tables) > 0


def _exit(*, refused: int, flagged: bool, strict: bool) -> int:
    return EXIT_SET_ASIDE if refused or (strict and flagged) else EXIT_DONE


@cli.command()
@click.argument("what", required=False, default=NEWEST, metavar="[FILE | ROUND]")
@click.option("--schools", type=FILE, help="The school register, for a workbook that lies in no round.")
@click.option("--round-id", default="", help="The month of a workbook that lies in no round, such as 2016-10.")
@click.option("--marked", type=FILE, help="Write the workbook with roles coloured and comments, to send back.")
@take_options
def check(options: Options, what: str, schools: Path | None, round_id: str, marked: Path | None) -> int:
    """Say what was read of a workbook and what was set aside; or write the review workbook of a round."""
    rules = options.load_rules()
    if Path(what).is_file():
        return _check_file(options, Path(what), schools, round_id, marked)
    if schools or marked or round_id:
        raise UsageError(rules.say("check.what", what=what), do=rules.say("check.what_do"))
    from analysis.reports.publish.progress import show_progress
    from analysis.reports.review.checking import check_round
    from analysis.rounds.round import read_round

    workspace = options.find()
    with show_progress(what, quiet=options.quiet) as progress:
        round_ = read_round(workspace, what, rules, progress=progress, as_of=options.as_of)
        done = check_round(workspace, round_)
    for line in () if options.quiet else done.said:
        click.echo(line, err=True)
    click.echo(done.path)
    return _exit(refused=len(round_.refused), flagged=bool(done.review.asked), strict=options.strict)


def _check_file(options: Options, path: Path, schools: Path | None, round_id: str, marked: Path | None) -> int:
    from analysis.reports.review.single import check_file

    rules = options.load_rules()
    try:
        workspace = options.find()
    except MissingError:
        workspace = None
    single = check_file(path, rules, workspace, schools=schools, round_id=round_id)
    for line in () if options.quiet else single.describe(rules):
        click.echo(line)
    if marked:
        click.echo(rules.say("check.marked", path=single.mark(marked, rules)), err=True)
    return _exit(refused=0, flagged=_to_look_at(single.tables), strict=options.strict)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--out", type=FILE, required=True, help="The file to write, a line of JSON for each sheet.")
@take_options
def rows(options: Options, files: tuple[Path, ...], out: Path) -> int:
    """Say what each row of any table is: title, header, body, section, subtotal, note."""
    from analysis.reports.publish.progress import show_progress
    from analysis.rounds.labelling import label_files

    with show_progress("rows", quiet=options.quiet) as progress:
        refused = label_files(files, options.load_rules(), out, progress=progress)
    for error in refused:
        click.echo(str(error), err=True)
    return _exit(refused=len(refused), flagged=False, strict=options.strict)


@cli.command()
@click.argument("round_id", required=False, default=NEWEST, metavar="[ROUND]")
@take_options
def status(options: Options, round_id: str) -> None:
    """Say what a round has received, what is missing, sent again or unread, and what is overdue today or on --as-of."""
    from analysis.narrative.overdue import tell_overdue
    from analysis.rounds.round import read_round
    from analysis.rounds.status import describe_status

    round_ = read_round(options.find(), round_id, options.load_rules(), as_of=options.as_of or date.today())
    for line in (*describe_status(round_), "", *tell_overdue(round_)):
        click.echo(line)


@cli.command()
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


@cli.command()
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="The register to write, a CSV file.")
@take_options
def schools(options: Options, file: Path, out: Path) -> None:
    """Draft a school register from a workbook."""
    from analysis.reading.register import draft_register

    rules = options.load_rules()
    if not file.is_file():
        raise MissingError(rules.say("error.no_file", file=file), do=rules.say("error.no_file_do"))
    number = draft_register(file, rules, out)
    if not options.quiet:
        click.echo(rules.say("page.run.schools", count=number, out=out), err=True)


@cli.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--by", type=click.Choice(["team", "school"]), default="team", show_default=True, help="A workbook each.")
@take_options
def form(options: Options, round_id: str, by: str) -> None:
    """Make the blank workbooks of a round that has a plan, with last round's open problems filled in."""
    from analysis.reports.office.forms import write_forms

    done = write_forms(options.find(), round_id, options.load_rules(), by=by, as_of=options.as_of)
    if not options.quiet:
        for line in done.lines:
            click.echo(line, err=True)
    for path in done.paths:
        click.echo(path)


@cli.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--on", type=click.DateTime(DAYS), help="The day of it; the round's as-of day if not given.")
@click.option("--again", metavar="REASON", help="Adopt what was changed after the closing as an erratum.")
@take_options
def close(options: Options, round_id: str, on: datetime | None, again: str | None) -> None:
    """Freeze a round: its workbooks, register, rules and numbers; what changes later is an erratum."""
    from analysis.reports.publish.closing import close_round

    done = close_round(
        options.find(), options.load_rules(), round_id, on=on.date() if on else None, as_of=options.as_of, again=again,
        standards_folder=options.standards,
    )  # fmt: skip
    for line in () if options.quiet else done.lines:
        click.echo(line, err=True)
    click.echo(done.folder)


@cli.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--round", "round_id", help="The round, where neither file lies in its folder.")
@click.option("--schools", type=FILE, help="The school register, for loose files.")
@click.option("--round-id", "month", help="The round that loose files belong to, such as 2016-10.")
@click.option("--out", type=FILE, help="Write the cells to a CSV file too.")
@take_options
def diff(
    options: Options,
    old: Path,
    new: Path,
    round_id: str | None,
    schools: Path | None,
    month: str | None,
    out: Path | None,
) -> None:
    """Say which cells of a workbook sent again differ, and which conclusions change with them."""
    from analysis.rounds.comparison import describe_comparison, write_changes
    from analysis.rounds.resending import compare_files
    from analysis.tables import write_whole

    rules = options.load_rules()
    comparison = compare_files(
        old, new, rules, find=options.find, round_id=round_id, loose=(schools, month) if schools or month else None
    )
    for line in describe_comparison(comparison, rules):
        click.echo(line)
    if out:
        write_whole(out, write_changes(comparison, rules))


@cli.command()
@click.argument("first", metavar="ROUND")
@click.argument("second", metavar="ROUND")
@take_options
def compare(options: Options, first: str, second: str) -> None:
    """Compare two rounds: what was fixed, what is new, what still fails, what cannot be compared and why."""
    from analysis.reports.publish.notebooks import Run, compare_two

    run = Run(options.find(), options.load_rules(), options.as_of, options.standards)
    click.echo(compare_two(run, first, second))


@cli.command()
@click.argument("name", metavar="NAME")
@click.argument("round_id", required=False, default=NEWEST, metavar="[ROUND]")
@click.option("-p", "given", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the notebook.")
@take_options
def notebook(options: Options, name: str, round_id: str, given: tuple[tuple[str, str], ...]) -> None:
    """Run a notebook for a round and keep its executed copy among the round's products."""
    from analysis.reports.publish.notebooks import Run, run_named

    run = Run(options.find(), options.load_rules(), options.as_of, options.standards)
    click.echo(run_named(run, name, round_id, dict(given)))
