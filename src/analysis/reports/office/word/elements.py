"""Elements of WordprocessingML, made in one line."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.standards.printable import make_printable


def make(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element.

    Args:
        tag: prefixed name such as w:tbl.
        children: what stands in it, in the order that the schema asks for.
        attributes: of the namespace w, without its prefix.
    """
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def write_text(text: str, *, whole: bool = False) -> list[BaseOxmlElement]:
    """What a run holds: its text, with tabs and line breaks as Word has them.

    Args:
        text: it.
        whole: whether no line may end at a hyphen of it.
    """
    pieces: list[BaseOxmlElement] = []
    for place, line in enumerate(make_printable(text).split("\n")):
        pieces += [make("w:br")] if place else []
        for stop, part in enumerate(line.split("\t")):
            pieces += [make("w:tab")] if stop else []
            for joint, piece in enumerate(part.split("-") if whole else [part]):
                pieces += [make("w:noBreakHyphen")] if joint else []
                pieces += [_write(piece)] if piece else []
    return pieces


def _write(text: str) -> BaseOxmlElement:
    written = make("w:t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return written
