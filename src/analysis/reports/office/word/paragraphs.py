"""Paragraphs: runs of text, numbers in their bookmarks, a section's end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.narrative.passages import Number, Passage, name_code
from analysis.reports.office.word.elements import make, write_text
from analysis.reports.office.word.looks import BODY, CODE, RUN_IN, Look
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.styles import make_indent

_SHARED = re.compile(r"[“”‘’—…·×÷]")
"""Signs that Chinese and Latin fonts both have; in a Chinese text the Chinese one draws them."""


def make_run(manuscript: Manuscript, text: str, *, style: str = "") -> BaseOxmlElement:
    """A run.

    Args:
        manuscript: where it goes.
        text: tabs and line breaks are kept.
        style: id of a character style.
    """
    properties = [make("w:rStyle", val=style)] if style else []
    if manuscript.standards.lang == "zh" and _SHARED.search(text):
        properties.append(make("w:rFonts", hint="eastAsia"))
    return make("w:r", *([make("w:rPr", *properties)] if properties else []), *write_text(text, whole=style == CODE))


def make_paragraph(
    manuscript: Manuscript, look: Look, *content: BaseOxmlElement, properties: tuple[BaseOxmlElement, ...] = ()
) -> BaseOxmlElement:
    """A paragraph.

    Args:
        manuscript: where it goes.
        look: its style.
        content: its runs.
        properties: what it has beside its style, in the order that the schema asks for.
    """
    return make("w:p", make("w:pPr", make("w:pStyle", val=manuscript.style(look)), *properties), *content)


def write_line(manuscript: Manuscript, look: Look, text: str, *, properties: tuple[BaseOxmlElement, ...] = ()) -> None:
    """Add a paragraph of plain text."""
    manuscript.add(make_paragraph(manuscript, look, make_run(manuscript, text), properties=properties))


def write_passage(manuscript: Manuscript, passage: Passage, *, label: str = "", head: str = "") -> None:
    """Add a paragraph of the text: its number, how it begins, its sentences with their numbers."""
    runs = [make_run(manuscript, label)] if label else []
    runs += [make_run(manuscript, head, style=RUN_IN)] if head else []
    manuscript.add(make_paragraph(manuscript, BODY, *runs, *make_runs(manuscript, passage)))


def make_runs(manuscript: Manuscript, passage: Passage, *, codes: bool = True) -> list[BaseOxmlElement]:
    """The runs of a passage: every number in a bookmark of its own, with its code behind it where codes are wanted.

    Args:
        manuscript: where they go; it says whether codes are wanted at all.
        passage: text and numbers.
        codes: whether they are here; a table has a column for them.
    """
    runs: list[BaseOxmlElement] = []
    for part, code in _split(manuscript, passage, codes=codes and manuscript.codes):
        if isinstance(part, Number):
            runs += manuscript.marks.surround(part, make_run(manuscript, part.text))
        else:
            runs.append(make_run(manuscript, part, style=CODE if code else ""))
    return runs


def _split(manuscript: Manuscript, passage: Passage, *, codes: bool) -> Iterator[tuple[str | Number, bool]]:
    """Parts, and whether each is a code; a number twice in a passage has its code once, its counter comes before."""
    told: set[tuple[str, str]] = set()
    waiting = ""
    for part in passage:
        if isinstance(part, Number):
            yield from ((waiting, True),) if waiting else ()
            yield part, False
            fresh = codes and (part.name, part.text) not in told
            told.add((part.name, part.text))
            waiting = write_code(manuscript, part) if fresh else ""
            continue
        counter = next((word for word in manuscript.counters if part.startswith(word)), "") if waiting else ""
        yield from ((counter, False),) if counter else ()
        yield from ((waiting, True),) if waiting else ()
        yield part[len(counter) :], False
        waiting = ""
    yield from ((waiting, True),) if waiting else ()


def write_code(manuscript: Manuscript, number: Number) -> str:
    """`〔3-16〕`, with the town, kind or item where it is a part."""
    standards = manuscript.standards
    name = name_code(standards, number)
    return f"{standards.say('mark.open_code')}{name}{standards.say('mark.close_code')}"


def end_section(manuscript: Manuscript, section: BaseOxmlElement) -> None:
    """End a section: its properties stand in a paragraph that takes no room."""
    low = (make("w:spacing", before=0, after=0, line=20, lineRule="exact"), make_indent(), section)
    manuscript.add(make_paragraph(manuscript, BODY, properties=low))
