"""Word documents opened for the tests: the XML of their parts, and what a reader of GB/T 9704 measures in them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

MM = 1440 / 25.4
"""Twips in a millimetre."""


@dataclass(frozen=True)
class Opened:
    """A document.

    Attributes:
        content: its bytes.
    """

    content: bytes

    @cached_property
    def document(self) -> docx.document.Document:
        return docx.Document(io.BytesIO(self.content))

    @cached_property
    def xml(self) -> dict[str, str]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            return {name: package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")}

    @property
    def body(self) -> BaseOxmlElement:
        return self.document.element.body

    @property
    def sections(self) -> list[BaseOxmlElement]:
        return list(self.body.iter(qn("w:sectPr")))

    def styled(self, name: str) -> list[BaseOxmlElement]:
        """The paragraphs of a style, by the style's name."""
        return [one._p for one in self.document.paragraphs if one.style.name.lower() == name.lower()]

    def style(self, name: str) -> BaseOxmlElement:
        return next(one.element for one in self.document.styles if one.name.lower() == name.lower())

    @property
    def lines(self) -> list[str]:
        """The text of every paragraph outside tables."""
        return [one.text for one in self.document.paragraphs]

    def part(self, relation: str) -> str:
        """The XML of the part behind a relationship of the document."""
        return self.document.part.rels[relation].target_part.blob.decode("utf-8")


def value(element: BaseOxmlElement, path: str, name: str = "val") -> str:
    """An attribute of a descendant: `value(style, "w:pPr/w:jc")`; "" where there is none."""
    for step in path.split("/"):
        found = element.find(qn(step))
        if found is None:
            return ""
        element = found
    return element.get(qn(f"w:{name}"), "")


def text_of(element: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))
