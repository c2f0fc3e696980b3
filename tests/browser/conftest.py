"""One Chromium for a module, and pages opened in it with every request but their own file blocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.unit.reports.executed import make_notebook
from tests.unit.reports.invented import make_page

from analysis.reports.pages.export import export_page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module", params=["zh", "en"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented round's page in each language."""
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(export_page(make_notebook(make_page(request.param))), encoding="utf-8")
    return path
