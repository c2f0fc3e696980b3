"""Fonts by their East Asian and Latin names, and what may stand in for them on a machine that has them not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.elements import make
from analysis.reports.office.word.looks import PAGE_NUMBER
from analysis.standards.model import Standards

FAMILIES: Mapping[str, str] = {"title": "roman", "heading": "modern", "subheading": "modern", "body": "modern",
                               "latin": "roman"}  # fmt: skip
"""Font of the house style → its family, by which Word finds another where none of its names is there."""


def make_fonts(standards: Standards, font: str) -> BaseOxmlElement:
    """The fonts of a style by name, East Asian and Latin, so that no theme stands in for them."""
    if font == PAGE_NUMBER:
        return make("w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    latin = standards.style.fonts["latin"][0]
    return make("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=standards.style.fonts[font][0], cs=latin)


def make_font_table(standards: Standards) -> BaseOxmlElement:
    """The fonts that the document names, with those that may stand in for them (altName)."""
    named: dict[str, BaseOxmlElement] = {}
    for key, family in FAMILIES.items():
        first, *others = standards.style.fonts[key]
        named.setdefault(first, _make_font(first, others, family, charset="00" if key == "latin" else "86"))
    named.setdefault(PAGE_NUMBER, _make_font(PAGE_NUMBER, ["SimSun"], "auto", charset="86"))
    return make("w:fonts", *named.values())


def _make_font(name: str, others: Sequence[str], family: str, *, charset: str) -> BaseOxmlElement:
    alternative = [make("w:altName", val=",".join(others))] if others else []
    return make(
        "w:font", *alternative, make("w:charset", val=charset), make("w:family", val=family),
        make("w:pitch", val="variable"), name=name,
    )  # fmt: skip
