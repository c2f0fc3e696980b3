"""The written report in the page: plain paragraphs that copy into a document, every number still opening its cells."""

from __future__ import annotations

from markupsafe import Markup

from analysis.narrative.document import KINDS, Document, Paragraph, list_annexes, write_document, write_head
from analysis.narrative.office import add_office_text, list_unchecked, tell_left_out
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.numbers import show_passage
from analysis.reports.pages.page import Block, Page, paragraph


def draw_document(page: Page, kind: str = KINDS[0]) -> Block:
    """The text of a report or a circular, folded away until it is wanted.

    Args:
        page: the page.
        kind: one of `KINDS`.
    """
    story = page.story
    document = add_office_text(write_document(story, kind), story, page.office_text)
    unchecked = list_unchecked(page.office_text)
    notes = [page.word("document.unchecked").format(list=page.listed(list(unchecked)))] if unchecked else []
    notes += tell_left_out(story, kind, page.office_text)
    text = tag("div", _write(page, document), class_="document", id=f"text-{kind}")
    summary = page.word("document.summary")
    return Block(join((paragraph(note, css="note") for note in notes), tag("details", tag("summary", summary), text)))


def _write(page: Page, document: Document) -> Markup:
    parts = [tag("p", tag("strong", document.title)), *(_line(page, one) for one in document.opening)]
    for section in document.sections:
        parts.append(tag("h3", section.title))
        parts += [_line(page, one) for one in section.paragraphs]
    parts.append(tag("h3", page.word("document.attachments")))
    parts += [tag("p", line) for line in list_annexes(page.story, document)]
    parts += [tag("p", line) for line in (document.office, document.day) if line]
    return join(parts)


def _line(page: Page, one: Paragraph) -> Markup:
    """A paragraph with its number and head; one that is a head alone stands out."""
    head = write_head(page.story, one)
    if not one.text:
        return tag("p", tag("strong", one.label, head))
    return tag("p", one.label, tag("strong", head) if head else None, show_passage(page, one.text))
