"""Office packages: the same content is the same bytes, and nothing tells who, where or when."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from pptx import Presentation

from analysis.reports.office.packages import settle_package

DAY = date(2016, 10, 18)


def write_word() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.core_properties.author = "甄某某"
    document.add_paragraph("城关小学")
    document.save(stream)
    return stream.getvalue()


def write_slides() -> bytes:
    slides, stream = Presentation(), io.BytesIO()
    slides.core_properties.last_modified_by = "甄某某"
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "城关小学"
    slides.save(stream)
    return stream.getvalue()


def write_sheets() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.properties.creator = "甄某某"
    book.properties.company = "D:\\甄某某"
    book.active["A1"] = "城关小学"
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("write", [write_word, write_slides, write_sheets])
def test_no_person_machine_or_clock_is_left(write: object) -> None:
    settled = settle_package(write(), day=DAY, title="督查 & 报告")
    with zipfile.ZipFile(io.BytesIO(settled)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not any("甄某某" in text for text in parts.values())
    assert "thumbnail" not in "".join([*parts, parts["_rels/.rels"]])
    assert "2016-10-18T00:00:00Z" in parts["docProps/core.xml"]
    assert str(datetime.now().year) not in parts["docProps/core.xml"] + parts["docProps/app.xml"].split("?>")[1]


def test_it_opens_with_its_content_and_title(tmp_path: Path) -> None:
    for name, write in (("a.docx", write_word), ("a.pptx", write_slides), ("a.xlsx", write_sheets)):
        (tmp_path / name).write_bytes(settle_package(write(), day=DAY, title="督查 & 报告"))
    word, slides = docx.Document(str(tmp_path / "a.docx")), Presentation(str(tmp_path / "a.pptx"))
    assert word.paragraphs[0].text == slides.slides[0].shapes.title.text == "城关小学"
    assert word.core_properties.title == slides.core_properties.title == "督查 & 报告"
    assert load_workbook(tmp_path / "a.xlsx").active["A1"].value == "城关小学"


def test_settling_twice_changes_nothing() -> None:
    once = settle_package(write_word(), day=DAY, title="甲")
    assert settle_package(once, day=DAY, title="甲") == once
