"""The command line: `ducha report | read | check | status | explain | form | close | diff | compare …`.

commands: all of them · reading, products: each one call · options: what all take · leaving: failures, exit codes.
Heavy imports wait until a command runs, so that `ducha --help` answers at once.
"""

from __future__ import annotations

from analysis.cli.commands import cli
from analysis.cli.leaving import main

__all__ = ["cli", "main"]
