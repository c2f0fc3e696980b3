"""What would be made today in the manner of an edited document: a report, a circular, a notice, or slides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.measures.own_numbers import number_school
from analysis.narrative.document import KINDS, write_document_title
from analysis.reports.office.notices.products import write_some
from analysis.reports.office.proof.blocks import Reading, narrow
from analysis.reports.office.proof.slides import read_slides
from analysis.reports.office.proof.word import read_word
from analysis.reports.office.slides.deck import draw_slides
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.page import Page
from analysis.rounds.round import Round


def make_product(round_: Round, page: Page, edited: Reading, *, slides: bool) -> tuple[Page, Reading]:
    """The page that holds its numbers, and what would be made.

    Args:
        round_: the round.
        page: its results.
        edited: the document, which says what it is and whether its numbers carry their codes.
        slides: whether it is a deck.
    """
    if slides:
        return page, read_slides(draw_slides(round_, page.results))
    if is_notice(edited, page):
        schools = find_receivers(edited, page)
        content = write_some(round_, page.results, schools, codes=_has_codes(edited))
        return add_own(page, schools), read_word(content) if content else Reading(())
    kind = tell_kind(edited, {one: write_document_title(page.story, one) for one in KINDS})
    return page, read_word(write_report(page, kind, codes=_has_codes(edited)))


def is_notice(edited: Reading, page: Page) -> bool:
    """Whether a document is a notice to a school, or several, by its title."""
    title = _squeeze(page.standards.say("notice.title", name=page.story.name))
    name = _squeeze(page.standards.say("notice.name"))
    return name in _squeeze(edited.title) or any(title in one for one in _list_texts(edited))


def find_receivers(edited: Reading, page: Page) -> tuple[str, ...]:
    """The schools that a notice is to, by its 主送; every school where it has none."""
    texts = _list_texts(edited)
    told = {school: _squeeze(page.standards.say("notice.to", school=name)) for school, name in page.names.items()}
    return tuple(school for school, line in told.items() if line in texts) or tuple(told)


def add_own(page: Page, schools: tuple[str, ...]) -> Page:
    """A page whose numbers hold those of single schools as well."""
    own = [number_school(page.results, school, page.standards) for school in schools]
    results = replace(page.results, numbers=pd.concat([page.results.numbers, *own], ignore_index=True))
    return replace(page, story=replace(page.story, results=results))


def tell_kind(edited: Reading, titles: Mapping[str, str]) -> str:
    """Whether a document is a report or a circular, by its title.

    Args:
        edited: the document.
        titles: kind → title that it would have.
    """
    texts = _list_texts(edited) | {_squeeze(edited.title)}
    return next((kind for kind, title in titles.items() if _squeeze(title) in texts), KINDS[0])


def _list_texts(edited: Reading) -> set[str]:
    return {_squeeze("".join(piece.text for piece in block.pieces)) for block in edited.blocks}


def _squeeze(text: str) -> str:
    return "".join(narrow(text).split())


def _has_codes(edited: Reading) -> bool:
    """Whether the numbers of its sentences carry codes."""
    texts = (piece.text for block in edited.blocks if block.kind == "text" for piece in block.pieces)
    return any(re.search(r"[〔\[]\d+-\w+(?:@[^〕\]]*)?[〕\]]", text) for text in texts)
