"""Files that cannot be proved are told in a sentence; language and kind of a document are told from its text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from tests.unit.reports.damaged import damage
from tests.unit.reports.invented import make_page
from tests.unit.reports.locked import set_password_flag

from analysis.errors import MissingError, UsageError
from analysis.narrative.document import KINDS, write_document_title
from analysis.reports.office.proof.product import tell_kind
from analysis.reports.office.proof.telling import read_document, tell_language
from analysis.reports.office.proof.word import read_word
from analysis.reports.office.word.report import write_report
from analysis.standards.model import Standards


def pack(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def test_a_file_that_is_not_there_is_told(tmp_path: Path, standards: Standards) -> None:
    with pytest.raises(MissingError, match="没有文件"):
        read_document(tmp_path / "报告.docx", standards)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("report.pdf", b"%PDF", "只能核对"),
        ("report.doc", b"\xd0\xcf\x11\xe0", "只能核对"),
        ("locked.docx", b"\xd0\xcf\x11\xe0 a password", "加了密码"),
        ("locked.docx", set_password_flag(pack(a="b")), "加了密码"),
        ("damaged.docx", b"PK\x03\x04 cut off", "已损坏"),
        ("empty.pptx", b"", "已损坏"),
        ("other.docx", pack(a="b"), "已损坏"),
        ("other.pptx", pack(**{"[Content_Types].xml": "<x"}), "已损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    name: str, content: bytes, message: str, tmp_path: Path, standards: Standards
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_document(tmp_path / name, standards)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_language_and_kind_are_told_from_the_document(lang: str, kind: str) -> None:
    page = make_page(lang)
    reading = read_word(write_report(page, kind))
    assert tell_language(reading) == lang
    assert tell_kind(reading, {one: write_document_title(page.story, one) for one in KINDS}) == kind


@pytest.mark.parametrize(
    ("part", "way"),
    [("word/document.xml", "bare"), ("word/styles.xml", "empty"), ("docProps/core.xml", "other"),
     ("ppt/presentation.xml", "other"), ("ppt/slides/slide1.xml", "bare"), ("ppt/notesSlides/notesSlide1.xml", "other"),
     ("ppt/_rels/presentation.xml.rels", "empty")],
)  # fmt: skip
def test_a_document_of_which_a_part_is_broken_is_told(
    part: str, way: str, tmp_path: Path, standards: Standards
) -> None:
    path = tmp_path / ("报告.docx" if part.startswith(("word", "doc")) else "幻灯.pptx")
    if path.suffix == ".docx":
        docx.Document().save(str(path))
    else:
        deck = Presentation()
        deck.slides.add_slide(deck.slide_layouts[5]).notes_slide.notes_text_frame.text = "备注"
        deck.save(str(path))
    with pytest.raises(UsageError, match="已损坏"):
        read_document(damage(path, part, way), standards)
