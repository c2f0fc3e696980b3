"""What many tests share: the rules, the material beside the project, and the programs that some tests need.

A test that needs a browser, LibreOffice or ../shared is skipped with a message where that is absent, so that
`make test` works on any machine. `.ci/run` sets DUCHA_REQUIRE to the needs that it has installed, and a skip for one of
those is a failure there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from tests.reading_here import PROCESS

from analysis.measures.results import load_results
from analysis.reading import worker
from analysis.rounds.round import load_round
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

PROJECT = Path(__file__).resolve().parents[1]
"""Root of the checkout."""
SAMPLE_ROUNDS = ("2016-05", "2016-10", "2016-11")
"""The sample rounds."""
REQUIRED = frozenset(os.environ.get("DUCHA_REQUIRE", "").split())
"""Needs whose absence is a failure and no skip: browser, office, poppler, shared."""


def do_without(need: str, message: str) -> None:
    """Skip the running test for want of something, or fail it where that had to be there."""
    if need in REQUIRED:
        pytest.fail(f"{message} (DUCHA_REQUIRE names {need})")
    pytest.skip(message)  # absence of an optional program is the one reason a test may not run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project: cases, published data, scorers."""
    folder = PROJECT.parent / "shared"
    if not (folder / "DESIGN.md").is_file():
        do_without("shared", "../shared is not here")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a system Chromium."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        do_without("browser", "no Chromium on this machine")
    return str(found)


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        do_without("office", "no LibreOffice on this machine")
    return str(found)


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Path of poppler's pdftotext."""
    found = shutil.which("pdftotext")
    if found is None:
        do_without("poppler", "no pdftotext on this machine")
    return str(found)


@pytest.fixture(scope="session")
def project() -> Path:
    """Root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def standards() -> Standards:
    """The shipped rules, in Chinese."""
    return load_standards()


@pytest.fixture(scope="session")
def standards_en() -> Standards:
    """The shipped rules, in English."""
    return load_standards(lang="en")


@pytest.fixture(scope="session")
def read_sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`read_sample(lang)`: a workspace of the sample rounds with their tables and results in a language.

    It is read and measured once for all processes of a run, and nobody changes it: who writes takes a copy, in which
    nothing is read again that is left alone.
    """
    own = tmp_path_factory.getbasetemp()
    place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @cache
    def read(lang: str) -> Path:
        root, fresh = place / f"sample-{lang}", place / f"sample-{lang}.new"
        with FileLock(place / f"sample-{lang}.lock"):
            if not root.is_dir():
                shutil.rmtree(fresh, ignore_errors=True)
                shutil.copytree(PROJECT / "data" / "raw", fresh / "data" / "raw")
                with pytest.MonkeyPatch.context() as patch:  # whoever asks first, a real process reads the sample
                    patch.setattr(worker, "_Process", PROCESS)
                    for round_id in SAMPLE_ROUNDS:
                        load_results(load_round(round_id, root=fresh, lang=lang))
                fresh.rename(root)
        return root

    return read


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A package path whose sitecustomize makes the child's reader do something at files called trap.xlsx."""

    def set_trap(code: str) -> None:
        (tmp_path / "sitecustomize.py").write_text(
            "import builtins, os, pathlib, time\n"
            "import analysis.reading.workbook as workbook\n"
            "import analysis.reading.cells as cells\n"
            "read = workbook.read_cells\n"
            "def read_or_fall(path, *rest):\n"
            "    if path.name == 'trap.xlsx':\n"
            f"        {code}\n"
            "    return read(path, *rest)\n"
            "workbook.read_cells = read_or_fall\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return set_trap
