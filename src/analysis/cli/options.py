"""What every command takes, and what is loaded by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from analysis.errors import EXIT_DONE, MissingError, RefusedWorkbook

if TYPE_CHECKING:
    from analysis.rounds.workspace import Workspace
    from analysis.standards.model import Standards

FOLDER = click.Path(path_type=Path, file_okay=False)
"""A folder on the command line."""
FILE = click.Path(path_type=Path, dir_okay=False)
"""A file on the command line."""
NEWEST = "latest"
"""The round that is meant where none is named: the newest full one."""
EXIT_SET_ASIDE = RefusedWorkbook.exit_code
"""Something was refused, or flagged under --strict, and the rest is done."""
_Command = TypeVar("_Command", bound=Callable[..., Any])
DAYS = ("%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d")
"""Ways to write a day."""
_OPTIONS = (
    click.option("--root", type=FOLDER, help="The workspace: the folder that holds data/raw."),
    click.option("--standards", type=FOLDER, help="Rule files that replace the shipped ones of the same name."),
    click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language."),
    click.option(
        "--as-of",
        type=click.DateTime(DAYS),
        help="The day that overdue is counted by.",
    ),
    click.option("--strict", is_flag=True, help="Exit code 4 where something has to be looked at."),
    click.option("--quiet", is_flag=True, help="Say nothing but failures."),
)


@dataclass(frozen=True)
class Options:
    """What every command takes.

    Attributes:
        root: the workspace; searched for upwards from the working folder where not given.
        standards: folder of rule files that replace the shipped ones.
        lang: language of messages and products.
        as_of: the day that overdue is counted by; the round's own where not given.
        strict: leave with exit code 4 where a warning or an error was flagged.
        quiet: no progress and no summary, only failures.
    """

    root: Path | None
    standards: Path | None
    lang: str
    as_of: date | None
    strict: bool
    quiet: bool

    def load_rules(self) -> Standards:
        """The rules in the language asked for."""
        from analysis.standards.load import load_standards

        return load_standards(self.standards, lang=self.lang)

    def find(self) -> Workspace:
        """The workspace."""
        from analysis.rounds.workspace import find_workspace

        try:
            return find_workspace(Path.cwd(), self.root)
        except MissingError:  # told in the language asked for; rules are loaded only for that
            return find_workspace(Path.cwd(), self.root, standards=self.load_rules())


def take_options(command: _Command) -> _Command:
    """Give a command the common options, as one `options` argument."""

    def run(
        root: Path | None,
        standards: Path | None,
        lang: str,
        as_of: datetime | None,
        strict: bool,
        quiet: bool,
        **own: Any,
    ) -> int:
        options = Options(root, standards, lang, as_of.date() if as_of else None, strict, quiet)
        return int(command(options=options, **own) or EXIT_DONE)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    wrapped: Any = run
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return cast("_Command", wrapped)


def choose_exit(*, refused: int, flagged: bool, strict: bool) -> int:
    """The exit code of a run that came to its end.

    Args:
        refused: workbooks that could not be read.
        flagged: whether something has to be looked at.
        strict: whether that counts.
    """
    return EXIT_SET_ASIDE if refused or (strict and flagged) else EXIT_DONE
