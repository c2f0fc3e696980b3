"""The notebooks in JupyterLab, in a real browser: what is chosen changes the table, the chart and the cells behind."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from tests.notebooks.conftest import Lab

PROJECT = Path(__file__).resolve().parents[2]
EXPECTED = PROJECT / "tests" / "golden" / "expected" / "2016-10"
SHOTS = os.environ.get("DUCHA_SHOTS", "")
"""A folder for pictures of what the tests saw; none are taken without it."""
LONG = 120_000
pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


def run_all(browser: Browser, lab: Lab, notebook: str) -> Page:
    """Open a notebook alone and run all its cells."""
    page = browser.new_page(viewport={"width": 1400, "height": 1500})
    page.goto(lab.page_of(notebook))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=LONG)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=LONG)
    # Where the kernel is slow to come, JupyterLab asks which one it shall be.
    page.add_locator_handler(page.locator("dialog.jp-Dialog, .jp-Dialog"), answer_kernel)
    page.get_by_text("Python 3 (ipykernel) | Idle").first.wait_for(timeout=LONG)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return page


def answer_kernel(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Select", exact=False).last.click()


def take(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


def count_expected(verdicts: str, *, area: str = "", item: str = "", town: str = "") -> Counter[str]:
    """Verdicts of a choice, from the tables that the script wrote which made the workbooks."""
    with (PROJECT / "data" / "raw" / "schools.csv").open(encoding="utf-8-sig") as lines:
        towns = {row["school_id"]: row["town"] for row in csv.DictReader(lines)}
    with (EXPECTED / verdicts).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return Counter(
        row["verdict"] for row in rows
        if row["item_id"].startswith(area) and item in ("", row["item_id"]) and town in ("", towns[row["school_id"]])
    )  # fmt: skip


def list_places(*, item: str, verdict: str) -> set[tuple[str, str, str]]:
    """File, sheet and cell of the findings that say so, from the same script."""
    with (EXPECTED / "findings.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if (row["item_id"], row["verdict"]) == (item, verdict)]
    return {(row["file"], row["sheet"], row["cell"]) for row in rows}


def choose(page: Page, label: str, option: str) -> None:
    page.locator(".widget-dropdown", has=page.get_by_text(label, exact=True)).locator("select").select_option(option)


def read_row(page: Page, head: str) -> dict[str, str]:
    """A row of the first table under the lists, by its titles."""
    table = page.locator(".jp-OutputArea-output table").first
    titles = table.locator("thead th").all_inner_texts()
    return dict(
        zip(titles, table.locator("tbody tr", has_text=head).first.locator("th, td").all_inner_texts(), strict=True)
    )


def test_a_choice_changes_the_table_the_chart_and_the_cells(browser: Browser, lab: Lab) -> None:
    page = run_all(browser, lab, "explore.ipynb")
    tables = page.locator(".jp-OutputArea-output table caption")
    expect(tables.first).to_contain_text("第16条 厕位与男女比例 · 各镇 · 依据：结论", timeout=LONG)
    counts = count_expected("conclusions.csv", item="cond.16")
    whole = read_row(page, "合计")
    assert [int(whole[name]) for name in ("达标", "部分达标", "未达标")] == [
        counts[name] for name in ("met", "partial", "unmet")
    ]
    chart = page.locator(".jp-OutputArea-output figure").first
    before = chart.locator("svg").inner_html()
    take(page, "explore")

    choose(page, "镇", "青埠镇")
    expect(tables.first).to_contain_text("青埠镇", timeout=LONG)
    counts = count_expected("conclusions.csv", item="cond.16", town="青埠镇")
    whole = read_row(page, "合计")
    assert (int(whole["应查"]), int(whole["达标"]), int(whole["未达标"])) == (
        counts.total(), counts["met"], counts["unmet"],
    )  # fmt: skip
    assert whole["占比"] == "n<10"
    expect(chart.locator("figcaption")).to_contain_text("青埠镇", timeout=LONG)
    assert chart.locator("svg").inner_html() != before
    expect(tables.nth(1)).to_contain_text("青埠镇 · 依据：结论（", timeout=LONG)
    behind = page.locator(".jp-OutputArea-output table").nth(1).locator("tbody tr")
    unmet = [row.locator("th, td").all_inner_texts() for row in behind.filter(has_text="未达标").all()]
    assert len({school for school, *_ in unmet}) == counts["unmet"] > 0
    assert {(row[2], row[3], row[4]) for row in unmet} <= list_places(item="cond.16", verdict="unmet")

    choose(page, "条", "全部")
    choose(page, "镇", "全部")
    choose(page, "依据", "核实")
    expect(tables.first).to_contain_text("三、全面改薄 · 各镇 · 依据：核实", timeout=LONG)
    with (EXPECTED / "findings.csv").open(encoding="utf-8") as lines:
        verified = {
            (row["school_id"], row["item_id"]): row["verdict"] for row in csv.DictReader(lines)
            if row["aspect"] == "verified" and row["item_id"].startswith("cond.")
        }  # fmt: skip
    whole = read_row(page, "合计")
    assert (int(whole["已判"]), int(whole["达标"])) == (
        sum(verdict in ("met", "partial", "unmet") for verdict in verified.values()),
        sum(verdict == "met" for verdict in verified.values()),
    )
    take(page, "explore-verified")
    page.close()


def test_a_previewed_workbook_shows_roles_and_no_refused_name(browser: Browser, lab: Lab) -> None:
    page = run_all(browser, lab, "check_workbook.ipynb")
    expect(page.get_by_text("图例").first).to_be_visible(timeout=LONG)
    table = page.locator(".jp-OutputArea-output h4 + div table").first
    assert table.locator("td").count() > 100
    table.scroll_into_view_if_needed()
    take(page, "check_workbook")
    page.close()
