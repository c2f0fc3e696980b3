"""Office packages: the same content is the same bytes, and nothing tells who, where or when."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from pptx import Presentation
from tests.unit.reports.locked import set_password_flag
from tests.unit.reports.privacy.leaks import part, rename_properties

from analysis.reports.office.packages import PackageError, open_package, settle_package

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


def break_part(package: bytes) -> bytes:
    """A package whose first part has other bytes than were packed."""
    start = 30 + int.from_bytes(package[26:28], "little") + int.from_bytes(package[28:30], "little")
    return package[:start] + bytes(8) + package[start + 8 :]


@pytest.mark.parametrize("write", [write_word, write_slides, write_sheets])
def test_no_person_machine_or_clock_is_left(write: object) -> None:
    settled = settle_package(write(), day=DAY, title="督查 & 报告")
    with zipfile.ZipFile(io.BytesIO(settled)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not any("甄某某" in text for text in parts.values())
    assert "thumbnail" not in "".join([*parts, parts["_rels/.rels"]])
    assert re.findall(r">([^<>]*\d[^<>]*)<", parts["docProps/core.xml"]) == ["2016-10-18T00:00:00Z"] * 2
    assert not re.search(r">[^<>]*\d[^<>]*<", parts["docProps/app.xml"])


@pytest.mark.parametrize("write", [write_word, write_slides])
def test_no_person_is_left_by_a_template_that_keeps_its_properties_elsewhere(write: Callable[[], bytes]) -> None:
    signed = part(rename_properties(write()), "_xmlsignatures/sig1.xml", "甄某某")
    signed = link(signed, "/package/2006/relationships/digital-signature/origin", "_xmlsignatures/sig1.xml")
    settled = settle_package(signed, day=DAY, title="督查报告")
    with zipfile.ZipFile(io.BytesIO(settled)) as package:
        assert not any("甄某某" in package.read(name).decode("utf-8", "replace") for name in package.namelist())
        assert not [name for name in package.namelist() if name.startswith(("package/", "_xmlsignatures/"))]
    opened = (docx.Document if write is write_word else Presentation)(io.BytesIO(settled))
    assert (opened.core_properties.title, opened.core_properties.author) == ("督查报告", "")


def link(package: bytes, kind: str, target: str) -> bytes:
    """A package of which a relationship more leads to a part."""
    stream, added = (
        io.BytesIO(),
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org{kind}" Target="/{target}"/>',
    )
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            if name == "_rels/.rels":
                content = content.replace(b"</Relationships>", f"{added}</Relationships>".encode())
            made.writestr(name, content)
    return stream.getvalue()


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


@pytest.mark.parametrize("write", [write_word, write_slides, write_sheets])
def test_a_document_opens_with_all_its_parts(write: object) -> None:
    content = write()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = sum(entry.file_size for entry in package.infolist())
        assert open_package(content, most=size) == {name: package.read(name) for name in package.namelist()}
    with pytest.raises(PackageError, match="damaged"):
        open_package(content, most=size - 1)


@pytest.mark.parametrize("write", [write_word, write_slides, write_sheets])
def test_a_package_with_a_password_is_told_as_locked(write: object) -> None:
    with pytest.raises(PackageError, match="locked"):
        open_package(set_password_flag(write()), most=2**20)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xd0\xcf\x11\xe0 before 2007", "locked"), (b"", "damaged"), ("无".encode(), "damaged"),
     (write_word()[:2000], "damaged"), (break_part(write_word()), "damaged")],
    ids=["old", "empty", "text", "cut off", "broken part"],
)  # fmt: skip
def test_what_is_no_package_is_told_by_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(PackageError, match=reason):
        open_package(content, most=2**20)
