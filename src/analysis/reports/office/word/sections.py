"""The sections of a document: upright pages, then turned ones for wide tables, with their headers and page numbers."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.footers import make_pages, make_turned_pages, mark_headers
from analysis.reports.office.word.layout import make_section, measure_line, turn_section
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.paragraphs import end_section

_CONTENT = ("w:t", "w:drawing", "w:pict", "w:object", "w:tbl", "w:sectPr")
_ONCE = ("w:titlePg", "w:pgNumType", "w:type")
"""What a section says of its first page; the pages that follow it go on."""


def number_pages(manuscript: Manuscript, mark: str) -> None:
    """Give a document of upright pages alone its headers and page numbers; a template keeps its own.

    Args:
        manuscript: it, with all its blocks.
        mark: draft mark and date; "" for none.
    """
    if manuscript.template:
        mark_headers(manuscript, mark)
    else:
        _put_last(manuscript, make_section(references=make_pages(manuscript, mark)))


def leave_text(manuscript: Manuscript) -> None:
    """Go on behind a template's placeholder, which is taken out; whatever holds it, such as a table, ends before."""
    if manuscript.place.tag == qn("w:sectPr"):
        return
    placeholder = manuscript.place
    manuscript.place = manuscript.block.getnext()
    placeholder.getparent().remove(placeholder)


def turn_pages(manuscript: Manuscript, mark: str) -> None:
    """End the upright pages; what follows stands on turned ones until `end_pages`.

    Args:
        manuscript: the document.
        mark: draft mark and date of every page; "" for none.
    """
    if not manuscript.template:
        end_section(manuscript, make_section(references=make_pages(manuscript, mark)))
        _put_last(manuscript, make_section(turned=True, references=make_turned_pages(manuscript, mark)))
        return
    mark_headers(manuscript, mark)
    end_section(manuscript, deepcopy(manuscript.section))
    manuscript.width = measure_line(_turn(deepcopy(manuscript.section)))


def end_pages(manuscript: Manuscript) -> None:
    """End the turned pages; what a template has behind its placeholder goes on upright."""
    if not manuscript.template:
        return
    section = manuscript.section
    if _has_rest(manuscript):
        end_section(manuscript, _turn(deepcopy(section)))
        _go_on(section)
        return
    for block in [manuscript.place, *manuscript.place.itersiblings()]:
        if block is not section:
            block.getparent().remove(block)
    _turn(section)


def _put_last(manuscript: Manuscript, section: BaseOxmlElement) -> None:
    manuscript.place.getparent().replace(manuscript.place, section)
    manuscript.place, manuscript.width = section, measure_line(section)


def _has_rest(manuscript: Manuscript) -> bool:
    """Whether anything stands behind the place: text, a picture, a table, another section."""
    last = manuscript.document.element.body.sectPr
    blocks = [manuscript.place, *manuscript.place.itersiblings()]
    wanted = {qn(name) for name in _CONTENT}
    return any(one.tag in wanted for block in blocks if block is not last for one in block.iter())


def _turn(section: BaseOxmlElement) -> BaseOxmlElement:
    _go_on(section)
    turn_section(section)
    return section


def _go_on(section: BaseOxmlElement) -> None:
    """Let a section begin on a new page and count its pages on."""
    for name in _ONCE:
        for found in section.findall(qn(name)):
            section.remove(found)
