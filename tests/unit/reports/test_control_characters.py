"""A control character in a cell (Excel's `_x000B_`) reaches no product: a vertical tab breaks the line, others go."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from xml.etree import ElementTree as Tree

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from tests.unit.reports.invented import make_page

from analysis.narrative.document import write_document, write_text
from analysis.narrative.office import add_office_text
from analysis.reports.office.annex.annex import draw_annex
from analysis.reports.office.packages import settle_package
from analysis.reports.office.page import PrintedSheet
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.master import make_master
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.document import draw_document
from analysis.reports.pages.markup import join
from analysis.reports.pages.page import Page
from analysis.rounds.office_text import OfficeParagraph
from analysis.standards.model import Standards
from analysis.standards.printable import make_line, make_printable

WORDS = ("raw", "text", "note", "blocked_by")
"""Columns of results that hold what a person wrote."""
STRANGE = "\x00\x01\x08\x1f\x7f\x9f\ufffe\uffff"


@pytest.fixture(scope="module")
def page() -> Page:
    """The invented round with a vertical tab and control characters in every text of its cells."""
    page = make_page()
    frames = {one.name: getattr(page.results, one.name) for one in fields(page.results)}
    spoilt = {
        name: frame.assign(**{word: frame[word].map(spoil) for word in WORDS if word in frame})
        for name, frame in frames.items()
        if isinstance(frame, pd.DataFrame)
    }
    story = replace(page.story, results=replace(page.results, **spoilt))
    return replace(page, story=story, office_text=(OfficeParagraph("", spoil("已安排资金。"), 1),))


def spoil(text: str) -> str:
    return f"{text[:2]}\x0b{text[2:]}{STRANGE}" if text else text


def texts_of(package: bytes) -> Iterator[str]:
    """Every text of an office document and of the workbooks in it; fails where one is no XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            if name.endswith(".xlsx"):
                yield from texts_of(opened.read(name))
            elif name.endswith((".xml", ".rels")):
                yield from Tree.fromstring(opened.read(name)).itertext()


def test_a_text_keeps_its_lines_and_loses_what_is_no_sign() -> None:
    assert make_printable("北侧\x0b无\r\n围\r墙\t\n" + STRANGE) == "北侧\n无\n围\n墙\t\n"
    assert make_printable("　×（缺5）\u200b𠮷") == "　×（缺5）\u200b𠮷", "what a document can hold stays"
    assert make_line("松岫镇 \x0b第一小学" + STRANGE) == "松岫镇 第一小学"


def test_the_word_document_breaks_the_line(page: Page) -> None:
    made = write_report(page, "report")
    assert not set("".join(texts_of(made))) & set(STRANGE)
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        text = opened.read("word/document.xml").decode("utf-8")
    assert '已安</w:t><w:br/><w:t xml:space="preserve">排资金。</w:t>' in text
    assert '北侧</w:t><w:br/><w:t xml:space="preserve">无围墙</w:t>' in text


def test_slides_and_annex_open(page: Page) -> None:
    for made in (draw_deck(page, make_master(page.standards)), draw_annex(page)):
        text = "".join(texts_of(made))
        assert not set(text) & set(STRANGE)
        assert "_x00" not in text
    assert "北侧\n无围墙" in text


def test_the_page_and_the_plain_file_have_none(page: Page) -> None:
    told = write_text(page.story, add_office_text(write_document(page.story, "report"), page.story, page.office_text))
    for text in (told, str(draw_document(page).html)):
        assert not set(text) & set(STRANGE)
        assert "已安\n排资金。" in text
    assert join("√\x0b缺\x01") == "√\n缺"


def test_a_sheet_and_the_title_of_a_file_have_none(standards: Standards) -> None:
    book = Workbook()
    PrintedSheet(book.active, standards.style, [20.0]).put(1, 1, "=北侧\x0b无围墙\x01")
    saved = io.BytesIO()
    book.save(saved)
    settled = settle_package(saved.getvalue(), day=date(2016, 10, 18), title="督查\x0b报告\x01")
    opened = load_workbook(io.BytesIO(settled))
    assert opened.active["A1"].value == "=北侧\n无围墙"
    assert opened.properties.title == "督查 报告"
