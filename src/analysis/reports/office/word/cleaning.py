"""What a template tells of people: comments, authors of changes, own properties, the machine it was made on.

Changes that were tracked are taken as they stand: what was added stays, what was struck out goes. What they and the
comments said of their authors is not in the template any more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_LEFT_OUT = re.compile(
    r"word/(?:comments\w*|people|attachedToolbars|keyMapCustomizations)\.xml|customXml/.*|docProps/custom\.xml|"
    r"docProps/thumbnail\.\w+|word/glossary/.*|word/printerSettings/.*|word/_rels/(?:comments\w*|people)\.xml\.rels"
)
_KEPT_APART = ("w:ins", "w:moveTo")
"""Added by a tracked change: what is in it stays."""
_STRUCK = ("w:del", "w:moveFrom")
_GONE = (
    "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange", "w:tcPrChange",
    "w:tblPrExChange", "w:numberingChange", "w:cellIns", "w:cellMerge", "w:moveFromRangeStart", "w:moveFromRangeEnd",
    "w:moveToRangeStart", "w:moveToRangeEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference",
    "w:annotationRef", "w:rsids", "w:rsid", "w:attachedTemplate", "w:mailMerge", "w:docVars", "w:trackRevisions",
    "w:permStart", "w:permEnd", "w:documentProtection", "w:writeProtection",
)  # fmt: skip
"""What only tells who did what, or ties the file to a person's machine or a password."""
_PROPERTIES = (qn("w:rPr"), qn("w:trPr"), qn("w:tcPr"))
_NAMED = ("author", "date", "initials")
_SESSION = re.compile(r"\{[^}]*\}rsid\w*")


def clean_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a package without what they tell of people.

    Args:
        parts: name → content.

    Raises:
        SyntaxError: a part is no XML.
    """
    kept = {name: content for name, content in parts.items() if not _LEFT_OUT.fullmatch(name)}
    return {name: _clean(name, content) for name, content in kept.items()}


def _clean(name: str, content: bytes) -> bytes:
    if name.endswith(".rels") or name == "[Content_Types].xml":
        return _drop_references(name, content)
    if not (name.startswith("word/") and name.endswith(".xml")):
        return content
    root = parse_xml(content)
    accept_changes(root)
    for element in root.iter("*"):
        for attribute in list(element.attrib):
            if _SESSION.fullmatch(attribute) or attribute in {qn(f"w:{one}") for one in _NAMED}:
                del element.attrib[attribute]
    return bytes(serialize_part_xml(root))


def _drop_references(name: str, content: bytes) -> bytes:
    """Leave out relationships and types of the parts that are gone, and the path of the template's own template."""
    root = parse_xml(content)
    folder = name.removesuffix(name.rpartition("/")[2]).replace("_rels/", "")
    for element in list(root):
        target = element.get("Target", element.get("PartName", ""))
        path = target.lstrip("/") if target.startswith("/") else _join(folder, target)
        if _LEFT_OUT.fullmatch(path) or element.get("Type", "").endswith("/attachedTemplate"):
            root.remove(element)
    return bytes(serialize_part_xml(root))


def _join(folder: str, target: str) -> str:
    while target.startswith("../"):
        folder, target = folder.rstrip("/").rpartition("/")[0], target[3:]
        folder = f"{folder}/" if folder else ""
    return f"{folder}{target}"


def is_changed(root: BaseOxmlElement) -> bool:
    """Whether a part holds tracked changes of its text."""
    return next(root.iter(*(qn(name) for name in (*_STRUCK, *_KEPT_APART))), None) is not None


def accept_changes(root: BaseOxmlElement) -> None:
    """Take tracked changes as they stand: what was added stays, what was struck out goes."""
    for element in [one for name in _STRUCK for one in root.iter(qn(name))]:
        _strike(element)
    for element in [one for name in ("w:cellDel", *_GONE) for one in root.iter(qn(name))]:
        if element.tag == qn("w:cellDel"):
            _remove(_find_up(element, "w:tc"))
        else:
            _remove(element)
    for element in [one for name in _KEPT_APART for one in root.iter(qn(name))]:
        parent = element.getparent()
        for child in [] if parent.tag in _PROPERTIES else list(element):
            element.addprevious(child)
        _remove(element)


def _strike(element: BaseOxmlElement) -> None:
    """Take out what was struck: a run, a row; a paragraph's struck mark alone would join two paragraphs and stays."""
    parent = element.getparent()
    _remove(_find_up(element, "w:tr") if parent is not None and parent.tag == qn("w:trPr") else element)


def _find_up(element: BaseOxmlElement, name: str) -> BaseOxmlElement:
    found: BaseOxmlElement = next(one for one in element.iterancestors() if one.tag == qn(name))
    return found


def _remove(element: BaseOxmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
