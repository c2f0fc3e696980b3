"""督查报告 and 督查通报 as Word documents: the same text as the page and the plain file, set by GB/T 9704-2012."""

from __future__ import annotations

import io
from collections.abc import Iterable, Set
from itertools import pairwise

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from analysis.narrative.document import ANNEXES, Document, Paragraph, mark_revised, write_document, write_head
from analysis.narrative.office import add_office_text
from analysis.narrative.opening import write_draft_mark
from analysis.reports.office.packages import settle_package
from analysis.reports.office.word.annexes import TURNED, add_annex
from analysis.reports.office.word.elements import make
from analysis.reports.office.word.fields import fill_fields
from analysis.reports.office.word.layout import CHARACTERS, PITCH, SIZE
from analysis.reports.office.word.looks import ATTACHED, DATE, HEADINGS, NUMBER, OFFICE, TITLE
from analysis.reports.office.word.manuscript import Manuscript, open_manuscript
from analysis.reports.office.word.paragraphs import write_line, write_passage
from analysis.reports.office.word.sections import end_pages, leave_text, turn_pages
from analysis.reports.office.word.styles import make_indent
from analysis.reports.office.word.template import open_template
from analysis.reports.pages.page import Page
from analysis.standards.printable import count_columns

_LOGO = Mm(15)
_TITLE_LINE = CHARACTERS * SIZE / TITLE.size - 1.5
"""Characters of 2号 in a line, with room for the gaps between Chinese and digits."""
_ROOM = 4
"""Characters between the date and the right margin."""


def write_report(page: Page, kind: str, *, codes: bool = False, template: bytes = b"") -> bytes:
    """Write the report or the circular of a round.

    Args:
        page: the round's results with the names of its schools.
        kind: one of `narrative.document.KINDS`.
        codes: whether numbers in sentences carry their code; those of the annex always do.
        template: the office's own document, as `template.read_template` gives it; the page and styles of
            GB/T 9704-2012 where there is none.
    """
    whole = add_office_text(write_document(page.story, kind), page.story, page.office_text)
    document = mark_revised(page.story, whole)
    opened = open_template(template, page.standards) if template else open_manuscript(page.standards)
    opened.codes, opened.counters = codes, tuple(page.say("counters").split())
    given = fill_fields(opened, document) if template else frozenset()
    _add_front(opened, page, document, given)
    _add_text(opened, page, document)
    _add_end(opened, page, document, given)
    _add_annexes(opened, page, document)
    return settle_package(opened.save(), day=page.story.as_of, title=document.title)


def _add_front(manuscript: Manuscript, page: Page, document: Document, given: Set[str]) -> None:
    """Logo, number and title, as far as a template has not given them a place."""
    if manuscript.standards.style.logo and not manuscript.template:
        _add_logo(manuscript, document.office or manuscript.standards.say("document.office"))
    if document.number and "number" not in given:
        write_line(manuscript, NUMBER, document.number)
    if "title" not in given:
        write_line(manuscript, TITLE, break_title(document.title, (document.office, page.story.name)))


def break_title(title: str, parts: Iterable[str]) -> str:
    """A title in lines that end where its words do: behind the office, behind the matter.

    Args:
        title: it.
        parts: what stands in it and is not cut.
    """
    cuts = sorted({title.find(part) + len(part) for part in parts if part and part in title})
    pieces = [title[start:end] for start, end in pairwise((0, *cuts, len(title)))]
    lines = [""]
    for piece in filter(None, pieces):
        if lines[-1] and _measure(lines[-1] + piece) > _TITLE_LINE:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.strip() for line in lines)


def _add_logo(manuscript: Manuscript, office: str) -> None:
    paragraph = manuscript.document.add_paragraph()
    paragraph.style = manuscript.document.styles[NUMBER.name]
    paragraph.paragraph_format.line_spacing = 1.0  # a fixed pitch would cut the picture
    picture = paragraph.add_run().add_picture(io.BytesIO(manuscript.standards.style.logo), height=_LOGO)
    picture._inline.docPr.set("descr", manuscript.standards.say("document.logo", office=office))
    manuscript.add(paragraph._p)


def _add_text(manuscript: Manuscript, page: Page, document: Document) -> None:
    for paragraph in document.opening:
        _add_paragraph(manuscript, page, paragraph)
    for section in document.sections:
        write_line(manuscript, HEADINGS[0], section.title)
        for paragraph in section.paragraphs:
            _add_paragraph(manuscript, page, paragraph)
    last = manuscript.place.getprevious()
    last.find(qn("w:pPr")).insert(1, make("w:keepNext"))  # no page may hold a signature and none of the text


def _add_paragraph(manuscript: Manuscript, page: Page, paragraph: Paragraph) -> None:
    """A paragraph; one that is a head alone is a heading of the second level."""
    if paragraph.text:
        write_passage(
            manuscript, paragraph.text, label=paragraph.label, head=write_head(page.story, paragraph)
        )  # fmt: skip
    else:
        write_line(manuscript, HEADINGS[1], f"{paragraph.label}{paragraph.head}")


def _add_end(manuscript: Manuscript, page: Page, document: Document, given: Set[str]) -> None:
    """附件说明, 发文机关署名, 成文日期."""
    opening = page.word("document.attachments") + page.word("mark.colon")
    for place, title in enumerate(document.annexes, start=1):
        numeral = page.word("document.attachment_line").format(n=place, title="").strip()
        begins = opening if place == 1 else ""
        hang = _measure(begins) + _measure("1.")
        above = make("w:spacing", beforeLines=100 * (place == 1), before=PITCH * (place == 1))
        indent = make_indent(left=2 + _measure(opening) + 1, first=-hang)
        write_line(manuscript, ATTACHED, f"{begins}{numeral}\t{title}", properties=(above, indent))
    if document.office and "office" not in given:
        indent = indent_office(document.office, document.day)
        write_line(manuscript, OFFICE, document.office, properties=(indent,))
    if "date" not in given:
        alone = () if document.office or "office" in given else (make("w:spacing", beforeLines=200, before=2 * PITCH),)
        write_line(manuscript, DATE, document.day, properties=alone)


def indent_office(office: str, day: str) -> BaseOxmlElement:
    """The indent of 发文机关署名, which stands in the middle above 成文日期."""
    return make_indent(right=max(0.0, _ROOM + (_measure(day) - _measure(office)) / 2))


def _measure(text: str) -> float:
    """Width in characters: a Latin letter, digit or sign takes half of one."""
    return count_columns(text) / 2


def _add_annexes(manuscript: Manuscript, page: Page, document: Document) -> None:
    """The annexes upright, then those whose tables need a turned page."""
    marks = [page.say("sample_mark")] if page.sample else []
    marks += [] if page.story.final else [write_draft_mark(page.story)]
    mark = " · ".join(marks)
    upright, turned = [
        [place for place, name in enumerate(ANNEXES, start=1) if (name in TURNED) == wide] for wide in (False, True)
    ]
    leave_text(manuscript)
    for place in upright:
        add_annex(manuscript, page, document, place)
    turn_pages(manuscript, mark)
    for place in turned:
        add_annex(manuscript, page, document, place)
    end_pages(manuscript)
