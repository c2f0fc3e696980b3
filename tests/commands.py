"""A command run in the tests' own process: as its process would end, without a second interpreter's start.

Workbooks are read in a process of their own all the same, and notebooks run in a kernel. What only a process can show
(the locale, a killed run, an installed script) is tested with one.
"""

from __future__ import annotations

import io
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis import cli


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def ducha(*arguments: str, cwd: Path) -> Done:
    """Run `ducha` in a folder; an error that has no message of its own is raised."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["ducha", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
    return Done(int(str(left.value.code)), out.getvalue(), err.getvalue())
