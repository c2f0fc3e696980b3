"""Another style.toml changes every product, and leaves no colour or font of ours in any of them."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook
from PIL import Image
from tests.unit.reports.executed import make_notebook
from tests.unit.reports.invented import make_page

from analysis.charts.figure import draw_chart
from analysis.charts.svg import svg_of
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.master import make_master
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.export import export_page
from analysis.reports.pages.page import Page
from analysis.reports.publish.index import Entry, draw_index
from analysis.standards.load import SHIPPED, load_standards

OURS = {
    "#6B95B8": "#8FB58A", "#24577F": "#1E5B2A", "#A8380B": "#5A2A86", "#7D2706": "#3C1A5C", "#9A3209": "#4B2173",
    "#A61B1B": "#0A3C7D", "#1A2530": "#102010", "#46535F": "#3D4A3D", "#F3F5F7": "#EFF6EF", "#FFF8E1": "#F0FFE1",
    "方正小标宋简体": "华文新魏", "黑体": "幼圆", "仿宋_GB2312": "华文仿宋", "等线": "隶书", "微软雅黑": "华文细黑",
}  # fmt: skip
"""Colours and fonts of the shipped style → those of another office."""
OFFICE = "某县教育督导室"


@pytest.fixture(scope="module")
def logo() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (120, 60), "#0A3C7D").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, logo: bytes) -> Page:
    """The invented round under another style.toml, which signs for its office."""
    folder = tmp_path_factory.mktemp("standards")
    text = (SHIPPED / "style.toml").read_text(encoding="utf-8")
    for ours, theirs in OURS.items():
        assert ours in text
        text = text.replace(ours, theirs)
    text = text.replace('office = { zh = "", en = "" }', f'office = "{OFFICE}"').replace(
        'logo = ""', 'logo = "logo.png"'
    )
    (folder / "style.toml").write_text(text, encoding="utf-8")
    (folder / "logo.png").write_bytes(logo)
    page, standards = make_page(), load_standards(folder)
    return replace(page, story=replace(page.story, standards=standards, office=standards.text(standards.style.office)))


def list_texts(data: bytes) -> Iterator[str]:
    """The parts of an office file, or a text itself."""
    if not data.startswith(b"PK"):
        yield data.decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xlsx", ".docx")):
                yield from list_texts(package.read(name))
            elif name.endswith((".xml", ".rels")):
                yield package.read(name).decode("utf-8")


def list_ours(data: bytes) -> set[str]:
    """Which colours and fonts of the shipped style a product still has."""
    texts = "\n".join(list_texts(data)).upper()
    return {ours for ours in OURS if ours.lstrip("#").upper() in texts}


def list_theirs(data: bytes) -> set[str]:
    texts = "\n".join(list_texts(data)).upper()
    return {theirs for theirs in OURS.values() if theirs.lstrip("#").upper() in texts}


def test_the_page_follows(page: Page, logo: bytes) -> None:
    text = export_page(make_notebook(page))
    assert list_ours(text.encode()) == set()
    assert {"#0A3C7D", "#5A2A86", "#1E5B2A"} <= list_theirs(text.encode())
    assert f'src="data:image/png;base64,{base64.b64encode(logo).decode()}"' in text
    assert re.search(rf'<img[^>]* alt="{OFFICE}"', text)


def test_a_page_without_a_logo_has_no_picture() -> None:
    assert "<img" not in export_page(make_notebook(make_page()))


def test_a_page_links_to_what_will_lie_beside_it() -> None:
    text = export_page(make_notebook(make_page()), beside=("附表.xlsx", "督查报告.docx"))
    linked = re.search(r'<ul class="beside noprint" aria-label="随附文件">(.*?)</ul>', text)
    assert linked
    assert re.findall(r'<a href="([^"]*)">', linked[1]) == ["附表.xlsx", "督查报告.docx"]
    assert 'class="beside' not in export_page(make_notebook(make_page()))


def test_the_index_follows(page: Page) -> None:
    entry = Entry("2016-10", "某轮", "full", date(2016, 10, 17), sample=False, pages=("report.html",))
    text = draw_index([entry], page.standards).encode()
    assert list_ours(text) == set()
    assert "#0A3C7D" in list_theirs(text)


@pytest.mark.parametrize("name", ["areas", "items", "coverage", "change", "problems"])
def test_a_chart_follows(page: Page, name: str) -> None:
    text = svg_of(draw_chart(name, page.results, page.standards), prefix="x").encode()
    assert list_ours(text) == set()
    assert list_theirs(text)


def test_the_word_document_follows(page: Page, logo: bytes) -> None:
    document = write_report(page, "report")
    assert list_ours(document) == set()
    assert {"华文新魏", "幼圆", "华文仿宋", "#0A3C7D"} <= list_theirs(document)
    assert any(OFFICE in text for text in list_texts(document))
    assert logo in list_pictures(document)


def test_the_slides_follow(page: Page, logo: bytes) -> None:
    deck = draw_deck(page, make_master(page.standards))
    assert list_ours(deck) == set()
    assert {"华文细黑", "#5A2A86"} <= list_theirs(deck)
    assert logo in list_pictures(deck)


def list_pictures(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if name.endswith(".png")]


def test_a_sheet_follows(page: Page) -> None:
    book, stream = Workbook(), io.BytesIO()
    sheet = PrintedSheet(book.active, page.standards.style, [20.0, 20.0])
    sheet.head([["学校"], ["情况"]])
    sheet.cells(["松岫小学", "达标"], {2: {"fill": "asked", "color": "seal"}})
    book.save(stream)
    assert list_ours(stream.getvalue()) == set()
    assert {"隶书", "#102010", "#EFF6EF", "#F0FFE1", "#0A3C7D"} <= list_theirs(stream.getvalue())
