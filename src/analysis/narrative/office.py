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
from analysis.narrative.document import KINDS, Document, Paragraph, Section, write_document
from analysis.narrative.passages import Number, Passage, fraction, join_parts
from analysis.narrative.story import Story
from analysis.rounds.office_text import TEXT_FILE, OfficeParagraph

_SLOT = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_NUMERAL = re.compile(r"^[一二三四五六七八九十]+、|^\d+[.、 ]\s*")
_DIGITS = re.compile(r"\d+(?:[./%]\d+)*%?")
PERCENT = "percent"
"""After a code: its percentage."""


def add_office_text(document: Document, story: Story, written: Iterable[OfficeParagraph]) -> Document:
    """The document with the office's paragraphs at the end of the sections that they name.

    Raises:
        CorrectionsError: a heading that is no section, or a slot whose code is no result; names line and nearest.
    """
    opening, sections = list(document.opening), {section.name: section for section in document.sections}
    for paragraph in written:
        filled = Paragraph(fill_slots(story, paragraph), office=True)
        if not paragraph.heading:
            opening.append(filled)
            continue
        section = _find_section(story, document, paragraph)
        sections[section.name] = replace(
            sections[section.name], paragraphs=(*sections[section.name].paragraphs, filled)
        )  # fmt: skip
    return replace(document, opening=tuple(opening), sections=tuple(sections[one.name] for one in document.sections))


def prove_office_text(story: Story, written: tuple[OfficeParagraph, ...]) -> None:
    """That the office's paragraphs can be printed: in the report or, where they name its sections, in the circular.

    Raises:
        CorrectionsError: no kind takes them, as `add_office_text` says of the first.
    """
    refused: list[CorrectionsError] = []
    for kind in KINDS:
        try:
            add_office_text(write_document(story, kind), story, written)
        except CorrectionsError as error:
            refused.append(error)
    if len(refused) == len(KINDS):
        raise refused[0]


def _find_section(story: Story, document: Document, paragraph: OfficeParagraph) -> Section:
    short = {area.id: story.standards.text(area.short) for area in story.standards.areas}
    names = {
        name: section for section in document.sections
        for name in (section.name, section.title, _NUMERAL.sub("", section.title), short.get(section.name, ""))
    }  # fmt: skip
    heading = paragraph.heading
    if section := names.get(heading) or names.get(_NUMERAL.sub("", heading)):
        return section
    known = story.word("mark.list").join(_NUMERAL.sub("", section.title) for section in document.sections)
    raise CorrectionsError(
        story.word("document.no_section", seen=heading), place=Place(TEXT_FILE),
        seen=story.word("document.at_line", line=paragraph.line), do=story.word("document.no_section_do", known=known),
    )  # fmt: skip


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
