"""The commands that read: workbooks, rounds, and what a round has received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from analysis.cli.options import FILE, FOLDER, NEWEST, Options, choose_exit, take_options
from analysis.errors import MissingError, UsageError


@click.command()
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
    return choose_exit(refused=len(done.refused), flagged=_to_look_at(done.tables), strict=options.strict)


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
    return choose_exit(refused=len(round_.refused), flagged=flagged, strict=options.strict)


def _to_look_at(tables: Mapping[str, Any]) -> bool:
    """Whether a warning or an error was flagged."""
    from analysis.rounds.status import count_to_look_at

    return count_to_look_at(tables) > 0


@click.command()
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
    return choose_exit(refused=len(round_.refused), flagged=bool(done.review.asked), strict=options.strict)


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
    return choose_exit(refused=0, flagged=_to_look_at(single.tables), strict=options.strict)


@click.command()
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
    return choose_exit(refused=len(refused), flagged=False, strict=options.strict)


@click.command()
@click.argument("round_id", required=False, default=NEWEST, metavar="[ROUND]")
@take_options
def status(options: Options, round_id: str) -> None:
    """Say if a round is closed, what it has received, what is missing or unread, and what is overdue (--as-of)."""
    from analysis.narrative.closing import tell_state
    from analysis.narrative.overdue import tell_overdue
    from analysis.rounds.round import read_round
    from analysis.rounds.status import describe_status

    round_ = read_round(options.find(), round_id, options.load_rules(), as_of=options.as_of or date.today())
    heading, *received = describe_status(round_)
    for line in (heading, *tell_state(round_), *received, "", *tell_overdue(round_)):
        click.echo(line)


@click.command()
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


@click.command()
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
