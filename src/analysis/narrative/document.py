"""The written report: a 督查报告 upward in counts, or a 督查通报 down to the schools by name, in headed paragraphs.

A `Document` is structure and words only: a page shows it, a text file holds it, a Word product takes it as it is. Its
numbers are `Number`s, so each still leads to its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.measures.listing import list_missed
from analysis.measures.numbering import SELF_REPORTED, VISITED
from analysis.narrative.opening import write_draft_mark, write_missed, write_reasons, write_silent
from analysis.narrative.passages import Number, Passage, list_words, plain, write_day
from analysis.narrative.selection import POINT
from analysis.narrative.story import Story
from analysis.standards.printable import make_printable

KINDS = ("report", "circular")
"""督查报告, to the bureau: counts, and a school by name only where something has to be decided; 督查通报, to the
schools: names, items and deadlines."""
ANNEXES = ("exceptions", "overdue", "coverage", "sources")
"""What is sent with the text, in the order of its numbers."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Attributes:
        text: its sentences.
        label: its number as printed (1., （一）), or "".
        head: how it begins, set apart from its sentences; "" for none.
        office: whether the office wrote it itself.
    """

    text: Passage
    label: str = ""
    head: str = ""
    office: bool = False


@dataclass(frozen=True)
class Section:
    """A headed part: name is its stable name (safety, decide …), title is printed with its numeral."""

    name: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Document:
    """A report or a circular.

    Attributes:
        kind: one of `KINDS`.
        title: office, matter and kind.
        opening: the paragraphs before the first heading.
        sections: the parts in their order.
        annexes: titles of the annexes, in the order of `ANNEXES`.
        office: who signs; "" where neither round.toml nor the house style says.
        day: the date under the signature.
        number: its number (文号), with room for what is not given yet; "" where the house style has none.
    """

    kind: str
    title: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    annexes: tuple[str, ...]
    office: str
    day: str
    number: str = ""


Write = Callable[[Story], Iterable[tuple[str, str, tuple[Paragraph, ...]]]]
"""Gives the sections of a kind: name, title without numeral, paragraphs."""


def write_document(story: Story, kind: str) -> Document:
    """Write a report or a circular.

    Args:
        story: the round.
        kind: one of `KINDS`.
    """
    from analysis.narrative.circular import list_circular
    from analysis.narrative.upward import list_report

    write: Mapping[str, Write] = {"report": list_report, "circular": list_circular}
    parts = [(name, title, paragraphs) for name, title, paragraphs in write[kind](story) if paragraphs]
    sections = tuple(
        Section(name, _number(story, place, title), paragraphs)
        for place, (name, title, paragraphs) in enumerate(parts, start=1)
    )
    return Document(
        kind, write_document_title(story, kind), (Paragraph(write_opening(story, kind)),), sections,
        tuple(story.word(f"document.attachment_{name}") for name in ANNEXES), story.office,
        write_day(story.standards, story.as_of, base=None), write_document_number(story),
    )  # fmt: skip


def _number(story: Story, place: int, title: str) -> str:
    numerals = story.word("document.numerals").split()
    return story.word("narrative.chapter", numeral=numerals[place - 1], title=title)


def write_document_title(story: Story, kind: str) -> str:
    """`学区办公室关于2016年10月常规重点工作督查情况的报告`."""
    return story.word("document.title", office=story.office, name=story.name, kind=story.word(f"document.{kind}"))


def write_document_number(story: Story) -> str:
    """`某教督〔2016〕12号`, as the house style writes it; room to write where round.toml gives no number."""
    number = story.number or story.word("document.no_number")
    return story.standards.style.document_number.format(year=story.as_of.year, number=number)


def write_notice_number(story: Story, school: str) -> str:
    """`某教督〔2016〕12-S014号`: of the round's series, and the school's own, whatever schools come and go.

    Args:
        story: the round.
        school: its id in the register.
    """
    number, style = story.number or story.word("document.no_number"), story.standards.style
    if style.notice_number:
        return style.notice_number.format(year=story.as_of.year, number=number, school=school)
    return style.document_number.format(year=story.as_of.year, number=f"{number}-{school}")


def write_opening(story: Story, kind: str) -> Passage:
    """When, who, how, whom: due, visited, not visited with reasons; schools are named in a circular.

    Of a round in which nothing was judged it says that, and no way or area of an inspection.
    """
    standards = story.standards
    rows = [(area, story.row(area.total_code)) for area in standards.areas]
    areas = [area for area, row in rows if row is not None]
    judged = any(row is not None and row["denominator"] for _, row in rows)
    return story.say(
        "document.opening" if judged else "document.opening_unseen", name=story.name,
        first=write_day(standards, story.first_day, base=None),
        last=write_day(standards, story.last_day, base=story.first_day), office=story.signer,
        methods=_write_methods(story),
        areas=story.word("document.item_mark").join(standards.text(area.title) for area in areas), count=len(areas),
        day=write_day(standards, story.as_of, base=story.first_day), kind=story.word(f"document.{kind}"),
        **write_coverage(story, named=kind == "circular"),
    )  # fmt: skip


def write_coverage(story: Story, *, named: bool) -> dict[str, Passage | str]:
    """The fields of a sentence on coverage: due, visited, missed, sheets."""
    coverage = story.results.coverage
    due, points = coverage[coverage["due"]], int((coverage["due"] & coverage["kind"].eq(POINT)).sum())
    key = "narrative.fact.due_points" if points else "narrative.fact.due_plain"
    told: dict[str, Passage | str] = {
        "due": story.say(key, schools=story.count("school", len(due)), points=story.count("school", points)),
        "visited": "", "missed": "", "sheets": "",
    }  # fmt: skip
    row, missed, sheets = story.row(VISITED), list_missed(coverage), story.row(SELF_REPORTED)
    if row is not None:
        told["visited"] = story.say(
            "document.visited", number=story.fraction(VISITED), percent=story.percent(row), **story.nouns
        )
    if len(missed):
        names = write_missed(story) if named else (write_reasons(story),)
        told["missed"] = story.say(
            f"document.missed{'' if named else '_why'}", schools=story.count("school", len(missed)), names=names
        )
    if sheets is not None and sheets["numerator"] > 0:
        told["sheets"] = story.say("document.sheets", number=story.fraction(SELF_REPORTED))
    silent = story.say("document.silent", areas=areas) if (areas := write_silent(story)) else ()
    told["sheets"] = (*told["sheets"], *silent, story.word("document.end"))
    return told


def _write_methods(story: Story) -> str:
    """What the round's evidence says of how it was made: reports heard, schools visited, results verified."""
    cells = story.results.number_cells
    reported = story.row(SELF_REPORTED)
    used = {
        "self": reported is not None and reported["numerator"] > 0,
        "inspected": bool(cells["decided_by"].eq("inspected").any()),
        "verified": bool(cells["decided_by"].eq("verified").any()),
    }
    words = [story.word(f"document.method_{name}") for name, there in used.items() if there]
    return list_words(story.standards, words) or story.word("document.no_methods")


def label_paragraphs(story: Story, paragraphs: Iterable[tuple[str, Passage]]) -> tuple[Paragraph, ...]:
    """Number headed paragraphs 1., 2., …; those without a text are left out."""
    there = [(head, text) for head, text in paragraphs if text]
    return tuple(
        Paragraph(_begin(text), story.word("document.label", n=place), head)
        for place, (head, text) in enumerate(there, start=1)
    )


def _begin(text: Passage) -> Passage:
    """A sentence with its first letter large, where it has letters."""
    first = text[0]
    return (first[:1].upper() + first[1:], *text[1:]) if isinstance(first, str) else text


def write_text(story: Story, document: Document) -> str:
    """The document as plain text with headings marked as in Markdown, numbers without their codes."""
    document = mark_revised(story, document)
    lines = [f"# {document.title}", "", write_draft_mark(story), ""]
    lines += [story.changed, ""] if story.changed else []
    for paragraph in document.opening:
        lines += [_write_line(story, paragraph), ""]
    for section in document.sections:
        lines += [f"## {section.title}", ""]
        for paragraph in section.paragraphs:
            lines += [_write_line(story, paragraph), ""]
    lines += [f"## {story.word('document.attachments')}", "", *list_annexes(story, document), ""]
    lines += [line for line in (document.office, document.day) if line]
    return make_printable("\n".join(lines) + "\n")


def mark_revised(story: Story, document: Document) -> Document:
    """The document with a sign behind each number that an erratum changed, and a line that says what it means."""

    def mark(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, text=story.mark(paragraph.text))

    sections = (replace(one, paragraphs=tuple(map(mark, one.paragraphs))) for one in document.sections)
    marked = replace(document, opening=tuple(map(mark, document.opening)), sections=tuple(sections))
    if marked == document:
        return document
    return replace(marked, opening=(*marked.opening, Paragraph(story.say("document.revised"))))


def list_numbers(document: Document) -> tuple[Number, ...]:
    """Every number of the text, in its order, one as often as it stands there."""
    paragraphs = (*document.opening, *(one for section in document.sections for one in section.paragraphs))
    return tuple(part for one in paragraphs for part in one.text if isinstance(part, Number))


def list_annexes(story: Story, document: Document) -> list[str]:
    """The annexes with their numbers."""
    return [
        story.word("document.attachment_line", n=place, title=title)
        for place, title in enumerate(document.annexes, start=1)
    ]


def _write_line(story: Story, paragraph: Paragraph) -> str:
    return f"{paragraph.label}{write_head(story, paragraph)}{plain(paragraph.text)}"


def write_head(story: Story, paragraph: Paragraph) -> str:
    """How a paragraph begins: its head with the mark that parts it from its sentences, where it has some."""
    return story.word("document.head", head=paragraph.head) if paragraph.head and paragraph.text else paragraph.head
