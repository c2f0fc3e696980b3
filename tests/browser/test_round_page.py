"""The page in a browser: no request, nothing wider than a phone, numbers that open and close, sheets that print."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


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


def test_the_head_of_a_long_table_stands_on_every_sheet(
    browser: Browser, written: Path, tmp_path: Path, pdftotext: str
) -> None:
    page, _, _ = open_page(browser, written, size=DESK)
    page.evaluate(
        """() => {
            const table = document.querySelector("tr[id='i-3-16']").closest("table");
            table.tHead.rows[0].cells[0].prepend("HEAD ");
            const body = table.tBodies[0], rows = [...body.rows];
            while (body.rows.length < 150) body.append(...rows.map(row => row.cloneNode(true)));
            document.querySelector("main").replaceChildren(table.closest(".scroll"));
        }"""
    )
    page.pdf(path=str(tmp_path / "long.pdf"), prefer_css_page_size=True)
    text = subprocess.run(
        [pdftotext, "-layout", str(tmp_path / "long.pdf"), "-"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    sheets = [sheet for sheet in text.split("\f") if "%" in sheet]
    assert len(sheets) >= 3
    assert [sheet.count("HEAD") for sheet in sheets] == [1] * len(sheets)


def rows_shown(page: Page, heading: str) -> list[str]:
    """Heads of the visible rows of the first table after a heading."""
    table = page.locator(f"#{heading} ~ .scroll table").first
    return [row.inner_text() for row in table.locator("tbody tr:visible th").all()]


def test_a_list_is_filtered_and_no_total_changes(browser: Browser, written: Path) -> None:
    page, _, said = open_page(browser, written, size=DESK)
    totals = page.locator("tr.tot:visible, .num").all_inner_texts()
    status = page.locator(".filters [role=status]")
    before = status.inner_text()
    page.select_option(".filters select[name=t]", "竹隈镇")
    assert status.inner_text() != before
    shown, every = re.findall("[0-9]+", status.inner_text())[:2]
    if page.evaluate("document.documentElement.lang") == "zh-CN":
        shown, every = every, shown
        assert "只影响列表" in status.inner_text()
    kept = page.evaluate("[...document.querySelectorAll('main tr[data-t]:not(.off)')].map(row => row.dataset.t)")
    assert set(kept) == {"竹隈镇"}
    rows = page.evaluate("document.querySelectorAll('main tr:is([data-t],[data-s],[data-a],[data-i])').length")
    hidden = page.evaluate("document.querySelectorAll('main tr.off').length")
    assert (int(every), int(shown)) == (rows, rows - hidden)
    page.select_option(".filters select[name=i]", "cond.16")
    lines = page.evaluate(
        "[...document.querySelectorAll('main tr:not(.off) li[data-i]:not(.off)')].map(x => x.dataset.i)"
    )
    assert set(lines) == {"cond.16"}
    page.click(".filters button[type=reset]")
    page.wait_for_function("!document.querySelector('main .off')")
    assert status.inner_text() == before
    assert page.locator("tr.tot:visible, .num").all_inner_texts() == totals
    assert said == []


def test_a_link_to_a_row_that_is_filtered_away_shows_it(browser: Browser, written: Path) -> None:
    page, _, _ = open_page(browser, written, size=DESK)
    page.select_option(".filters select[name=a]", "aid")
    row = page.locator("tr[data-i='cond.16'][id^='s-3-16']").first
    assert not row.is_visible()
    page.evaluate("location.hash = 's-3-16'")
    row.wait_for(state="visible")


def test_a_table_is_sorted_by_its_head_and_says_so(browser: Browser, written: Path) -> None:
    page, _, _ = open_page(browser, written, size=DESK)
    table = page.locator("tr[data-i='cond.16'][id^='i-']").first.locator("xpath=ancestor::table")
    heads = table.locator("thead th")
    unmet = heads.nth(4)
    unmet.locator("button").focus()
    page.keyboard.press("Enter")
    assert unmet.get_attribute("aria-sort") == "descending"
    read = "rows => rows.map(row => row.cells.length > 4 ? Number(row.cells[4].textContent) : null)"
    counts = table.locator("tbody tr:not(.tot)").evaluate_all(read)
    known = [count for count in counts if count is not None]
    assert known == sorted(known, reverse=True)
    assert known[0] == 3
    assert counts[: len(known)] == known, "rows without a count stay last"
    assert table.locator("tbody tr").first.get_attribute("class") == "tot"
    page.keyboard.press("Enter")
    assert unmet.get_attribute("aria-sort") == "ascending"
    assert table.locator("[aria-sort]").count() == 1


def test_without_scripts_nothing_is_missing(browser: Browser, written: Path) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(written.as_uri())
    page, _, _ = open_page(browser, written, size=DESK)
    assert plain.locator(".filters, .sort").count() == 0
    assert plain.locator("main tbody tr").count() == page.locator("main tbody tr").count()
    assert plain.locator("main tr:visible").count() == page.locator("main tr:visible").count()


def test_print_shows_what_a_filter_hides_on_the_screen(browser: Browser, written: Path) -> None:
    page, _, _ = open_page(browser, written, size=DESK)
    page.select_option(".filters select[name=a]", "aid")
    row = page.locator("tr[id^='i-3-16']").first
    assert not row.is_visible()
    page.emulate_media(media="print")
    assert row.is_visible()
    assert not page.locator(".filters").is_visible()


def test_no_other_script_runs(browser: Browser, written: Path) -> None:
    page, _, said = open_page(browser, written, size=DESK)
    ran = page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<p onclick='window.ran = true' id='trap'>x</p>");
            document.querySelector("#trap").click();
            return window.ran === true;
        }"""
    )
    assert not ran
    assert any("Content Security Policy" in line for line in said)
