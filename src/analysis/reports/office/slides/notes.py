"""The speaker's notes of a slide: numbers by code, definitions, the question with its answer, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.narrative.slide_notes import list_codes, write_absent, write_definitions, write_numbers, write_question
from analysis.narrative.slides import Slide
from analysis.reports.office.slides.text import Hand, write_language
from analysis.reports.pages.addresses import join_addresses
from analysis.reports.pages.page import Page
from analysis.standards.printable import make_printable

MOST_SOURCES = 14
"""Codes of a slide whose cells are written out; `ducha explain` gives the others."""
MOST_PLACES, MOST_RANGES = 4, 6
"""Sheets of a number, and ranges of a sheet, that are written out; more are counted."""


def add_notes(slide: Any, told: Slide, page: Page, hand: Hand, *, first: bool) -> None:
    """Write the notes of a slide.

    Args:
        slide: of python-pptx.
        told: the slide in words.
        page: the round, and how its files are named.
        hand: fonts and language.
        first: True for the first slide, which says what slides are left out.
    """
    story = page.story
    lines = list(list_notes(told, page))
    absent = write_absent(story) if first else ""
    if absent:
        lines += ["", story.word("slide.notes.left_out"), absent]
    frame = slide.notes_slide.notes_text_frame
    frame.text = make_printable("\n".join(lines))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            write_language(run, hand)


def list_notes(told: Slide, page: Page) -> Iterator[str]:
    """The lines of a slide's notes."""
    story = page.story
    yield story.word("slide.notes.numbers")
    yield from write_numbers(story, told)
    definitions = write_definitions(story, told)
    if definitions:
        yield from ("", story.word("slide.notes.definition"), *definitions)
    yield from ("", story.word("slide.notes.question"), *write_question(story, told))
    sources = list(_list_sources(told, page))
    if sources:
        yield from ("", story.word("slide.notes.sources"), *sources)


def _list_sources(told: Slide, page: Page) -> Iterator[str]:
    """The cells of each number of a slide, by file and sheet, as ranges."""
    story = page.story
    for code, group_by, _ in list_codes(story, told)[:MOST_SOURCES]:
        if group_by:
            continue  # a part's cells are among those of the whole
        cells = story.results.cells(code)
        placed = cells[cells["file"] != ""].drop_duplicates(["round_id", "file", "sheet", "cell"])
        places = list(_list_places(placed, page))
        if places:
            listed = story.word("narrative.mark.semicolon").join(places)
            yield story.word("slide.notes.source", code=code, places=listed)


def _list_places(cells: pd.DataFrame, page: Page) -> Iterator[str]:
    groups = list(cells.groupby(["round_id", "file", "sheet"], sort=False))
    for (own, file, sheet), group in groups[:MOST_PLACES]:
        ranges = join_addresses(group["cell"])
        parts = (str(own) if own != page.round_id else "", page.file(str(file)), page.sheet(str(file), str(sheet)))
        place = " ".join(part for part in (*parts, *ranges[:MOST_RANGES]) if part)
        more = len(ranges) - MOST_RANGES
        yield place + (page.story.word("slide.notes.more_ranges", n=more) if more > 0 else "")
    rest = sum(len(group) for _, group in groups[MOST_PLACES:])
    if rest:
        yield page.story.word("slide.notes.more_cells", n=rest)
