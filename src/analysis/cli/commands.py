"""The commands of `ducha`, gathered."""

from __future__ import annotations

from importlib.metadata import version

import click

from analysis.cli.products import charts, close, compare, explain, form, notebook, proof, report
from analysis.cli.reading import check, diff, read, rows, schools, status


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("ducha"), prog_name="ducha")
def cli() -> None:
    """督查: from the workbooks of a round of school inspections to tidy tables and a report that can be defended."""


_COMMANDS = (
    charts, check, close, compare, diff, explain, form, notebook, proof, read, report, rows, schools, status,
)  # fmt: skip
for command in _COMMANDS:
    cli.add_command(command)
