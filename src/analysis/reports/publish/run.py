"""What a run made its products from, as the manifest tells it: inputs, versions, standards, the as-of date."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib import metadata

from analysis.reading.privacy import show_file
from analysis.reports.publish.swap import Made
from analysis.rounds.round import Round

LIBRARIES = ("ducha", "pandas", "pyarrow", "matplotlib", "nbconvert", "papermill", "openpyxl", "python-docx",
             "python-pptx", "xlsxwriter", "fonttools")  # fmt: skip
"""What the bytes of a product depend on."""


def describe_run(round_: Round, name: str, *, folders: Mapping[str, str] | None = None) -> Made:
    """Describe a run that reports a round.

    Args:
        round_: the round.
        name: what is made together, such as report.zh.
        folders: folder → the set of its own that its files are.
    """
    facts = {
        "round": round_.id, "as_of": round_.as_of.isoformat(), "lang": round_.standards.lang,
        "standards": round_.standards.digest,
        "inputs": {show_file(file): digest for file, digest in round_.inputs.get("files", {}).items()},
        "versions": {"python": ".".join(platform.python_version_tuple()[:2])} | _list_versions(),
    }  # fmt: skip
    return Made(name, facts, folders or {})


def _list_versions() -> dict[str, str]:
    """Library → version; "" for one that runs without being installed."""
    versions = {}
    for library in LIBRARIES:
        try:
            versions[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            versions[library] = ""
    return versions
