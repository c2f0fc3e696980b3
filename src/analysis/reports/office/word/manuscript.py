"""A Word document being written: where its next block goes, which styles it has, which numbers it has printed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.blank import write_blank
from analysis.reports.office.word.layout import BODY_WIDTH, to_twips
from analysis.reports.office.word.looks import LOOKS, Look
from analysis.reports.office.word.marks import Marks
from analysis.standards.model import Standards


@dataclass
class Manuscript:
    """A document being written.

    Attributes:
        document: it.
        standards: words and house style.
        place: the element that every new block is put before.
        styles: id of a look → id of the style that stands for it in this document.
        codes: whether numbers in sentences carry their code.
        counters: words that may follow a number before its code: 22/24所〔0-1〕.
        width: of a line, in twips.
        template: whether it is an office's own template, whose page and headers are kept.
        marks: its bookmarks.
    """

    document: Document
    standards: Standards
    place: BaseOxmlElement
    styles: dict[str, str] = field(default_factory=lambda: {look.id: look.id for look in LOOKS})
    codes: bool = False
    counters: tuple[str, ...] = ()
    width: int = to_twips(BODY_WIDTH)
    template: bool = False
    marks: Marks = field(default_factory=Marks)

    def add(self, *blocks: BaseOxmlElement) -> None:
        """Put blocks in their place, one after another."""
        for block in blocks:
            self.place.addprevious(block)

    def style(self, look: Look) -> str:
        """Id of a look's style."""
        return self.styles[look.id]

    @property
    def block(self) -> BaseOxmlElement:
        """The block of the body that the place is, or lies in."""
        body = self.document.element.body
        found: BaseOxmlElement = next(
            one for one in (self.place, *self.place.iterancestors()) if one.getparent() is body
        )
        return found

    @property
    def section(self) -> BaseOxmlElement:
        """The properties of the section that the place lies in."""
        blocks: Iterable[BaseOxmlElement] = (self.block, *self.block.itersiblings())
        found: BaseOxmlElement = next(section for block in blocks for section in block.iter(qn("w:sectPr")))
        return found

    def save(self) -> bytes:
        """The document as its library writes it, with properties to be settled."""
        self.document.core_properties.title = ""  # makes the part where there is none
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()


def open_manuscript(standards: Standards) -> Manuscript:
    """A document of our own, empty, with the page and the styles of GB/T 9704-2012."""
    document = docx.Document(io.BytesIO(write_blank(standards)))
    return Manuscript(document, standards, document.element.body.sectPr)
