"""The page in a browser: no request, nothing wider than a phone, numbers that open and close, sheets that print."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.unit.reports.executed import make_notebook
from tests.unit.reports.invented import make_page

from analysis.reports.pages.export import export_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="module", params=["zh", "en"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(export_page(make_notebook(make_page(request.param))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


def open_page(
    browser: Browser, path: Path, *, size: dict[str, int], dark: bool = False
) -> tuple[Page, list[str], list[str]]:
    """Open a page with every request but its own file blocked; the requests and the console are listed."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    return page, asked, said


def test_no_request_leaves_the_page(browser: Browser, written: Path) -> None:
    page, asked, said = open_page(browser, written, size=DESK)
    page.mouse.wheel(0, 20_000)
    assert [url for url in asked if not url.startswith("data:")] == []
    assert said == []
    assert page.evaluate("[...document.fonts].every(font => font.status === 'loaded')")


@pytest.mark.parametrize("size", [PHONE, {"width": 720, "height": 900}, {"width": 960, "height": 900}, DESK])
def test_nothing_is_wider_than_the_window(browser: Browser, written: Path, size: dict[str, int]) -> None:
    page, _, _ = open_page(browser, written, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_number_opens_its_cells_and_escape_closes_them(browser: Browser, written: Path) -> None:
    page, _, _ = open_page(browser, written, size=DESK)
    button = page.locator('button[popovertarget="p-3-16"]').first
    panel = page.locator("#p-3-16")
    assert not panel.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert panel.is_visible()
    assert "√（女厕不足）" in panel.inner_text()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert button.evaluate("element => element === document.activeElement")


def test_the_first_screen_holds_the_areas(browser: Browser, written: Path) -> None:
    page, _, _ = open_page(browser, written, size={"width": 1280, "height": 900})
    box = page.locator("table").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900


def test_text_stays_legible_in_the_dark(browser: Browser, written: Path) -> None:
    page, _, _ = open_page(browser, written, size=DESK, dark=True)
    paper, ink = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert paper == "rgb(20, 27, 34)"
    assert ink == "rgb(230, 235, 240)"
    light, _, _ = open_page(browser, written, size=DESK)
    by_day, by_night = (lightness_of_first_drawing(each) for each in (light, page))
    ink = by_day < 90
    assert np.mean(ink) > 0.001, "the drawing has letters"
    assert np.median(by_night) < 60, "its ground is as dark as the page"
    assert np.median(by_night[ink]) > 150, "its letters are light there"


def lightness_of_first_drawing(page: Page) -> np.ndarray:
    """The first drawing as painted: an array of rows and columns of pixels, 0 (black) to 255 (white)."""
    painted = page.locator("figure div[role=img]").first.screenshot()
    return np.asarray(Image.open(BytesIO(painted)).convert("L"))


def test_it_prints_on_a4(browser: Browser, written: Path, tmp_path: Path, pdftotext: str) -> None:
    page, _, _ = open_page(browser, written, size=DESK)
    pdf = page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True, print_background=True)
    assert pdf.startswith(b"%PDF")
    text = subprocess.run(
        [pdftotext, "-layout", str(tmp_path / "page.pdf"), "-"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert "3-16" in text
    assert "— 2 / " in text
