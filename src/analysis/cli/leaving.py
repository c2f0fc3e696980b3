"""How a run ends: a failure that a user can cause is told as its message, and every end has its exit code.

Anything else is our fault and shows its traceback.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from analysis.cli.commands import cli
from analysis.cli.mistakes import describe_mistake
from analysis.errors import EXIT_DONE, DuchaError, Locked

if TYPE_CHECKING:
    from analysis.standards.model import Standards


_PLACES_AT_FAULT = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG,
)  # fmt: skip
"""What is wrong with a folder or a disk, and not with the program: said in a sentence."""


def main() -> None:
    """Run a command; leave with its exit code, a user's mistake told without a traceback."""
    _speak_utf8()
    try:
        with cli.make_context("ducha", sys.argv[1:]) as context:
            code = cli.invoke(context)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        click.echo(describe_mistake(error, _rules_of(sys.argv)), err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_rules_of(sys.argv).say("page.run.interrupted"), err=True)
        code = 130
    except DuchaError as error:
        click.echo(str(error), err=True)
        code = error.exit_code
    except BrokenPipeError:  # the reader of the pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_DONE
    except OSError as error:
        if error.errno not in _PLACES_AT_FAULT:
            raise
        rules = _rules_of(sys.argv)
        click.echo(rules.say("error.not_allowed", file=error.filename, reason=error.strerror), err=True)
        code = Locked.exit_code
    sys.exit(code if isinstance(code, int) else EXIT_DONE)


def _rules_of(words: Sequence[str]) -> Standards:
    """The shipped rules in the language that a command line asks for."""
    from analysis.standards.load import load_standards

    after = words[words.index("--lang") + 1 :][:1] if "--lang" in words else ()
    return load_standards(lang="en" if "en" in after or "--lang=en" in words else "zh")


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a terminal that cannot show a sign gets a substitute, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
