"""What a run made its products from, as the manifest tells it: inputs, versions, standards, the as-of date."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from datetime import date
from importlib import metadata

from analysis.reading.privacy import show_file
from analysis.reports.publish.swap import Made
from analysis.rounds.round import Round
from analysis.standards.model import Standards

LIBRARIES = ("ducha", "pandas", "pyarrow", "matplotlib", "nbconvert", "papermill", "openpyxl", "python-docx",
             "python-pptx", "xlsxwriter", "fonttools")  # fmt: skip
"""What the bytes of a product depend on."""


def describe_run(round_: Round, name: str) -> Made:
    """Describe a run that makes products of a round.

    Args:
        round_: the round.
        name: what is made together, such as report.zh.
    """
    inputs = {file: digest for one in (*round_.earlier, round_) for file, digest in one.inputs.get("files", {}).items()}
    facts = describe_facts(round_.standards, round_id=round_.id, as_of=round_.as_of, inputs=inputs)
    return Made(name, facts)


def describe_facts(standards: Standards, *, round_id: str, as_of: date, inputs: Mapping[str, str]) -> dict[str, object]:
    """What products were made from.

    Args:
        standards: the rules and the language.
        round_id: the round.
        as_of: the day that its deadlines are held against.
        inputs: file → hash.
    """
    return {
        "round": round_id, "as_of": as_of.isoformat(), "lang": standards.lang, "standards": standards.digest,
        "inputs": {show_file(file): digest for file, digest in inputs.items()},
        "versions": {"python": ".".join(platform.python_version_tuple()[:2])} | _list_versions(),
    }  # fmt: skip


def _list_versions() -> dict[str, str]:
    """Library → version; "" for one that runs without being installed."""
    versions = {}
    for library in LIBRARIES:
        try:
            versions[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            versions[library] = ""
    return versions
