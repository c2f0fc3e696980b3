"""The office's own paragraphs in the written report: their slots filled from the results, their other numbers told.

A slot is a number code in braces: {3-16} is k/N, {3-16.percent} its percentage, {3-16@松岫镇} that of a group. A code
that no result has stops the run, for a text with a hole in it would be sent out; a suppressed number stays [c].
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace

from analysis.errors import CorrectionsError, Place
from analysis.narrative.document import Document, Paragraph, write_document
from analysis.narrative.passages import Number, Passage, fraction, join_parts
from analysis.narrative.story import Story
from analysis.rounds.office_text import TEXT_FILE, OfficeParagraph
from analysis.standards.folding import fold
from analysis.standards.model import Text

_SLOT = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_NUMERAL = re.compile(r"^[一二三四五六七八九十]+、|^\d+[.、 ]\s*")
_DIGITS = re.compile(r"\d+(?:[./%]\d+)*%?")
PERCENT = "percent"
"""After a code: its percentage."""


def add_office_text(document: Document, story: Story, written: Iterable[OfficeParagraph]) -> Document:
    """The document with the office's paragraphs at the end of the sections that they name.

    A heading names a section of any kind of text, in either language; a document that has no such section does without
    the paragraph, and `tell_left_out` says so.

    Raises:
        CorrectionsError: a heading that is no section, or a slot whose code is no result; names line and nearest.
    """
    opening, sections = list(document.opening), {section.name: section for section in document.sections}
    for paragraph in written:
        name, filled = _name_section(story, paragraph), Paragraph(fill_slots(story, paragraph), office=True)
        if not name:
            opening.append(filled)
        elif name in sections:
            section = sections[name]
            sections[name] = replace(section, paragraphs=(*section.paragraphs, filled))
    return replace(document, opening=tuple(opening), sections=tuple(sections[one.name] for one in document.sections))


def tell_left_out(story: Story, kind: str, written: Iterable[OfficeParagraph]) -> tuple[str, ...]:
    """The office's paragraphs that a kind of text has no section for: a line each.

    Args:
        story: the round.
        kind: one of `document.KINDS`.
        written: the paragraphs.
    """
    there = {"", *(section.name for section in write_document(story, kind).sections)}
    return tuple(
        story.word(
            "document.left_out_text", line=one.line, heading=one.heading, kind=story.word(f"document.{kind}")
        )
        for one in written
        if _name_section(story, one) not in there
    )  # fmt: skip


def prove_office_text(story: Story, written: Iterable[OfficeParagraph]) -> None:
    """That the office's paragraphs can be printed.

    Raises:
        CorrectionsError: as `add_office_text` says of the first that cannot.
    """
    for paragraph in written:
        _name_section(story, paragraph)
        fill_slots(story, paragraph)


def _name_section(story: Story, paragraph: OfficeParagraph) -> str:
    """The name of the section that a paragraph goes to; "" for the opening."""
    if not paragraph.heading:
        return ""
    standards = story.standards
    titles: dict[str, tuple[Text, ...]] = {area.id: (area.title, area.short) for area in standards.areas}
    titles |= {name: (title,) for name, title in standards.sections.items()}
    known = {
        _fold_heading(written): name for name, texts in titles.items()
        for written in (name, *(side for text in texts for side in (text.zh, text.en)))
    }  # fmt: skip
    if name := known.get(_fold_heading(paragraph.heading)):
        return name
    listed = [standards.text(texts[0]) for texts in titles.values()]
    near = difflib.get_close_matches(_NUMERAL.sub("", paragraph.heading), listed, n=3, cutoff=0.3)
    raise CorrectionsError(
        story.word("document.no_section", seen=paragraph.heading), place=Place(TEXT_FILE),
        seen=story.word("document.at_line", line=paragraph.line),
        do=story.word("document.no_section_do", known=story.word("mark.list").join(dict.fromkeys([*near, *listed]))),
    )  # fmt: skip


def _fold_heading(written: str) -> str:
    return fold(_NUMERAL.sub("", written))


def fill_slots(story: Story, paragraph: OfficeParagraph) -> Passage:
    """A paragraph with its slots filled; the numbers lead to their cells like any other."""
    pieces = _SLOT.split(paragraph.text)
    return join_parts(
        (_fill(story, piece.strip(), paragraph),) if place % 2 else (piece,)
        for place, piece in enumerate(pieces)
        if piece
    )


def _fill(story: Story, slot: str, paragraph: OfficeParagraph) -> str | Number:
    code, _, part = slot.partition(".")
    code, _, group = code.partition("@")
    numbers = story.results.numbers
    found = numbers[(numbers["code"] == code) & (numbers["group"] == group)]
    if found.empty or part not in ("", PERCENT):
        near = difflib.get_close_matches(slot, list(dict.fromkeys(numbers["code"])), n=3, cutoff=0.3)
        raise CorrectionsError(
            story.word("document.no_slot", seen=slot), place=Place(TEXT_FILE),
            seen=story.word("document.at_line", line=paragraph.line),
            do=story.word("document.no_slot_do", known=story.word("mark.list").join(near)),
        )  # fmt: skip
    row = found.iloc[0]
    if part == PERCENT:
        percent = story.percent(row, "document.percent_only")
        return Number(code, percent or story.word("mark.too_few"), row["group_by"], group)
    return fraction(story.standards, row)


def list_unchecked(written: Iterable[OfficeParagraph]) -> tuple[str, ...]:
    """The numbers that the office typed itself and no slot gives: nobody has held them against the results."""
    return tuple(found for paragraph in written for found in _DIGITS.findall(_SLOT.sub("", paragraph.text)))
