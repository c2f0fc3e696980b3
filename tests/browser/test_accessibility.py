"""axe-core finds nothing to mend: a round in both languages, a school's page, the index of the rounds.

By day and by night, on a desk and on a phone; the October sample itself once in each language. A panel is open while
axe looks, so that it sees that too. The script of axe is the one inside axe-playwright-python, so nothing is fetched; a
page lets no script but its own run, so the browser is told to leave its policy aside for this test alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser
from tests.unit.reports.executed import make_notebook

from analysis.measures.results import load_results
from analysis.reports.pages.export import export_page
from analysis.reports.pages.page import open_page
from analysis.reports.publish.index import Entry, draw_index
from analysis.reports.publish.schools import draw_schools
from analysis.rounds.round import load_round

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SIZES = {"desk": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, read_sample: Callable[[str], Path]) -> Path:
    """A folder with round.zh.html, round.en.html, school.html and index.html of the October sample."""
    root = tmp_path_factory.mktemp("pages")
    for lang in ("zh", "en"):
        round_ = load_round("2016-10", root=read_sample(lang), lang=lang)
        results = load_results(round_)
        written = export_page(make_notebook(open_page(round_, results)))
        (root / f"round.{lang}.html").write_text(written, encoding="utf-8")
        if lang == "zh":
            first = replace(results, coverage=results.coverage.head(1))
            (root / "school.html").write_bytes(next(iter(draw_schools(round_, first).values())))
            entry = Entry(
                round_.id, round_.name, round_.kind, round_.last_day, round_.sample, ("report.html",),
                as_of=round_.as_of, facts=(("实地查看", "22/24所"),), schools=(("甲小学", "schools/L01.html"),),
                state="草稿",
            )  # fmt: skip
            (root / "index.html").write_text(draw_index([entry], round_.standards), encoding="utf-8")
    return root


def look(browser: Browser, path: Path, *, size: str, scheme: str) -> None:
    """Run axe on a page with a panel open."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
    )  # fmt: skip
    page = context.new_page()
    page.goto(path.as_uri())
    if page.locator("#p-3-16").count():
        page.evaluate("document.getElementById('p-3-16').showPopover()")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    assert [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]] == []
    assert len(found["passes"]) > 10, "axe looked at the page"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", sorted(SIZES))
def test_axe_finds_nothing_on_a_small_round(browser: Browser, written: Path, size: str, scheme: str) -> None:
    look(browser, written, size=size, scheme=scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("name", ["school", "index"])
def test_axe_finds_nothing_on_a_school_and_the_index(
    browser: Browser, pages: Path, name: str, size: str, scheme: str
) -> None:
    look(browser, pages / f"{name}.html", size=size, scheme=scheme)


@pytest.mark.parametrize(("lang", "size", "scheme"), [("zh", "desk", "light"), ("en", "phone", "dark")])
def test_axe_finds_nothing_on_the_october_sample(
    browser: Browser, pages: Path, lang: str, size: str, scheme: str
) -> None:
    look(browser, pages / f"round.{lang}.html", size=size, scheme=scheme)
