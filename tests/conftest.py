"""What many tests share: the rules, the material beside the project, and the programs that some tests need.

A test that needs a browser, LibreOffice or ../shared is skipped with a message where that is absent, so that
`make test` works on any machine. `.ci/run` sets DUCHA_REQUIRE to the needs that it has installed, and a skip for one of
those is a failure there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.standards.load import load_standards
from analysis.standards.model import Standards

PROJECT = Path(__file__).resolve().parents[1]
"""Root of the checkout."""
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
