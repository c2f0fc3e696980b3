"""Several documents of one face in one file to print: each on an odd page of its own, its pages counted from 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.enum.section import WD_SECTION
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.elements import make
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.paragraphs import end_section

_BEHIND_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi",
                   "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")  # fmt: skip
"""What stands behind a section's page numbers in its properties."""
_PARTS = {"header": qn("w:headerReference"), "footer": qn("w:footerReference")}


def join_documents(manuscripts: Sequence[Manuscript]) -> Manuscript:
    """Put documents into the first of them; the others are left as they are.

    Args:
        manuscripts: finished documents that were opened from the same blank or template.

    Returns:
        The first, which now holds all.
    """
    first = manuscripts[0]
    body = first.document.element.body
    contents = [_copy_content(one) for one in manuscripts]
    for block in list(body):
        body.remove(block)
    for place, (own, (blocks, last)) in enumerate(zip(manuscripts, contents, strict=True), start=1):
        body.extend(blocks)
        sections = [*(section for block in blocks for section in block.iter(qn("w:sectPr"))), last]
        _begin(sections[0])
        if own is not first:
            _bring_parts(first, own, sections)
        body.append(last)
        if place < len(manuscripts):
            first.place = last
            end_section(first, deepcopy(last))
            body.remove(last)
    first.place = body.sectPr
    _number(body)
    return first


def _copy_content(manuscript: Manuscript) -> tuple[list[BaseOxmlElement], BaseOxmlElement]:
    """The blocks of a document, and the properties of its last section."""
    body = manuscript.document.element.body
    return [deepcopy(block) for block in body if block is not body.sectPr], deepcopy(body.sectPr)


def _begin(section: BaseOxmlElement) -> None:
    """Let a document's first section begin on an odd page that is its first."""
    section.start_type = WD_SECTION.ODD_PAGE
    numbers = section.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = make("w:pgNumType")
        section.insert_element_before(numbers, *_BEHIND_NUMBERS)
    numbers.set(qn("w:start"), "1")


def _bring_parts(first: Manuscript, own: Manuscript, sections: Iterable[BaseOxmlElement]) -> None:
    """Give a document its own headers and footers where they say something else than the first one's."""
    for section in sections:
        for kind, tag in _PARTS.items():
            for reference in section.findall(tag):
                reference.set(qn("r:id"), _bring_part(first, own, kind, reference.get(qn("r:id"), "")))


def _bring_part(first: Manuscript, own: Manuscript, kind: str, relation: str) -> str:
    there, wanted = (one.document.part.related_parts[relation] for one in (first, own))
    if serialize_part_xml(there.element) == serialize_part_xml(wanted.element):
        return relation
    part, added = getattr(first.document.part, f"add_{kind}_part")()
    for old in list(part.element):
        part.element.remove(old)
    part.element.extend(deepcopy(list(wanted.element)))
    for one in there.rels.values():
        target = one.target_ref if one.is_external else one.target_part
        part.rels.add_relationship(one.reltype, target, one.rId, one.is_external)
    return str(added)


def _number(body: BaseOxmlElement) -> None:
    """Give bookmarks and drawings numbers of their own; of a bookmark that every copy has, the first stays."""
    names: set[str] = set()
    open_: dict[str, int] = {}
    for one in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        key = one.get(qn("w:id"), "")
        if one.tag == qn("w:bookmarkStart"):
            name = one.get(qn("w:name"), "")
            open_[key] = 0 if name in names else len(names) + 1
            names.add(name)
        if number := open_.get(key, 0):
            one.set(qn("w:id"), str(number))
        else:
            one.getparent().remove(one)
    for number, one in enumerate(body.iter(qn("wp:docPr")), start=1):
        one.set("id", str(number))
