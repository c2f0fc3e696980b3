"""A Word package that holds nothing but the page, the styles and the fonts of GB/T 9704-2012.

The library's own template brings a letter-size page, 800 KB of styles and theme fonts that stand in for the named ones.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.elements import make
from analysis.reports.office.word.fonts import make_font_table
from analysis.reports.office.word.layout import make_section
from analysis.reports.office.word.looks import LANGUAGE, LATIN
from analysis.reports.office.word.styles import make_styles
from analysis.standards.model import Standards

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = ("styles", "settings", "fontTable")
"""Parts beside the document, each with a relationship and a content type of its own name."""
_COMPATIBLE = (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
               ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1))  # fmt: skip
_RULES = "http://schemas.microsoft.com/office/word"


def write_blank(standards: Standards) -> bytes:
    """Write the package.

    Args:
        standards: fonts, colours and language.
    """
    body = parse_xml(f"<w:document {nsdecls('w', 'r')}><w:body/></w:document>")
    body[0].append(make_section())
    parts = {
        "word/document.xml": body, "word/styles.xml": make_styles(standards),
        "word/settings.xml": make_settings(standards), "word/fontTable.xml": make_font_table(standards),
    }  # fmt: skip
    written = {name: bytes(serialize_part_xml(part)) for name, part in parts.items()}
    written["[Content_Types].xml"] = _write_types().encode("utf-8")
    written["_rels/.rels"] = _write_relations([("officeDocument", "word/document.xml")]).encode("utf-8")
    beside = _write_relations((name, f"{name}.xml") for name in _NAMES)
    written["word/_rels/document.xml.rels"] = beside.encode("utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in written.items():
            package.writestr(name, content)
    return made.getvalue()


def make_settings(standards: Standards) -> BaseOxmlElement:
    """Headers and footers that differ on even pages; languages; the rules of Word 2013 and newer."""
    rules = (make("w:compatSetting", name=name, uri=_RULES, val=value) for name, value in _COMPATIBLE)
    return make(
        "w:settings", make("w:zoom", percent=100), make("w:defaultTabStop", val=420), make("w:evenAndOddHeaders"),
        make("w:characterSpacingControl", val="compressPunctuation"),
        make("w:compat", make("w:useFELayout"), *rules),
        make("w:themeFontLang", val=LATIN[standards.lang], eastAsia=LANGUAGE),
        make("w:decimalSymbol", val="."), make("w:listSeparator", val=","),
    )  # fmt: skip


def _write_types() -> str:
    parts = [("document", "document.main"), *((name, name) for name in _NAMES)]
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in parts
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _write_relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{place}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
