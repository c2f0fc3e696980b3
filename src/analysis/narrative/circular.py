"""The sections of a 督查通报, down to the schools: what was done well, what is wrong and where, what is required."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.measures.deadlines import find_last_day
from analysis.measures.listing import list_missed
from analysis.measures.numbering import OVERDUE, VISITED
from analysis.narrative.areas import write_area_lead
from analysis.narrative.clauses import write_agreement_clause, write_failing
from analysis.narrative.document import Paragraph, label_paragraphs
from analysis.narrative.opening import write_missed
from analysis.narrative.passages import Passage, drop_stop, join_parts, write_day
from analysis.narrative.selection import MOST_SCHOOLS, select_items, write_blocked, write_deadline
from analysis.narrative.story import Story
from analysis.standards.model import Area


def list_circular(story: Story) -> Iterator[tuple[str, str, tuple[Paragraph, ...]]]:
    """Name, title and paragraphs of each section."""
    yield "basics", story.word("document.basics"), label_paragraphs(story, _list_areas(story))
    yield "practices", story.word("document.practices"), label_paragraphs(story, _list_practices(story))
    yield "problems", story.word("document.problems"), _list_problems(story)
    yield (
        "requirements",
        story.word("document.requirements"),
        label_paragraphs(story, (("", line) for line in _list_requirements(story))),
    )


def _list_areas(story: Story) -> Iterator[tuple[str, Passage]]:
    """What each area came to, in counts; the opening has told who was visited."""
    for area in story.standards.areas:
        if story.row(area.total_code) is not None:
            yield story.standards.text(area.title), write_area_lead(story, area.id)


def _list_practices(story: Story) -> Iterator[tuple[str, Passage]]:
    """What inspectors noted as done well, by area, in their words; nothing from an area told in mechanisms only."""
    frame = story.results.practices
    for area in story.standards.areas:
        own = frame[frame["area"] == area.id]
        if len(own):
            parts = [
                story.word("document.practice", name=story.names.get(row["school_id"], ""), text=drop_stop(row["text"]))
                for _, row in own.iterrows()
            ]
            yield story.standards.text(area.short), (story.word("narrative.mark.semicolon").join(parts),
                                                     story.word("document.end"))  # fmt: skip


def _list_problems(story: Story) -> tuple[Paragraph, ...]:
    """By area, the items that are not met with their schools and deadlines; then what is overdue and who was missed."""
    paragraphs: list[Paragraph] = []
    heads = 1
    for area in story.standards.areas:
        lines = [
            _write_item(story, row) for _, row in select_items(story.results, story.standards, area=area.id).iterrows()
        ]
        claims = _write_claims(story, area)
        if lines or claims:
            paragraphs.append(Paragraph((), label=_label(story, heads), head=story.standards.text(area.title)))
            heads += 1
            told = (*lines, *((claims,) if claims else ()))
            paragraphs += label_paragraphs(story, (("", line) for line in told))
    if not paragraphs:
        paragraphs.append(Paragraph(story.say("document.none_found")))
    rest = (_write_overdue(story), _write_missed(story))
    return (*paragraphs, *(Paragraph(line) for line in rest if line))


def _label(story: Story, place: int) -> str:
    return story.word("document.sublabel", numeral=story.word("document.numerals").split()[place - 1])


def _write_item(story: Story, row: pd.Series) -> Passage:
    """`第16条 厕位与男女比例（达标16/22所）。个别学校（…）未达标…`: the schools by name, with what is known of each."""
    found = story.results.exceptions
    found = found[found["item_id"] == row["item_id"]]
    parts: list[Passage] = []
    number = story.results.number(row["code"])
    for verdict in ("unmet", "partial"):
        own = found[found["verdict"] == verdict]
        if row[verdict]:
            names = story.word("narrative.mark.list").join(
                _name_school(story, school) for _, school in own.head(MOST_SCHOOLS).iterrows()
            )
            more = story.word("document.and_more", count=len(own)) if len(own) > MOST_SCHOOLS else ""
            parts += [
                (story.word("document.clause_mark"),) if parts else (),
                write_failing(story, number, verdict, names + more),
            ]
    item = story.standards.items[row["item_id"]]
    return story.say(
        "document.problem_item", number=item.number, name=story.standards.name(item.id),
        met=story.fraction(row["code"]), list=join_parts(parts), **story.nouns,
    )  # fmt: skip


def _name_school(story: Story, row: pd.Series) -> str:
    """A school with its deadline or what it waits for."""
    name = story.names.get(row["school_id"], row["school_id"])
    replied = (row["school_id"], row["item_id"]) in story.results.pending
    notes = [story.word("reply.pending")] if replied else []
    if row["blocked_by"]:
        notes.append(story.word("narrative.waiting", what=write_blocked(story.standards, row["blocked_by"])))
    elif row["deadline"]:
        notes.append(write_deadline(story.standards, row["deadline"], as_of=story.as_of))
    note = story.word("document.note_mark").join(notes)
    return story.word("document.school_note", name=name, note=note) if note else name


def _write_claims(story: Story, area: Area) -> Passage:
    row = story.row(area.agreement_code)
    if row is None or not row["denominator"] or not row["numerator"]:
        return ()
    clause = write_agreement_clause(story, area.agreement_code)
    return story.say("document.claims_here", clause=clause)


def _write_overdue(story: Story) -> Passage:
    row = story.row(OVERDUE)
    if row is None or not story.value(OVERDUE):
        return ()
    return story.say("document.overdue_here", number=story.fraction(OVERDUE), percent=story.percent(row))


def _write_missed(story: Story) -> Passage:
    missed = list_missed(story.results.coverage)
    if missed.empty or story.row(VISITED) is None:
        return ()
    return story.say(
        "document.missed_here", schools=story.count("school", len(missed)), number=story.fraction(VISITED),
        names=write_missed(story), **story.nouns,
    )  # fmt: skip


def _list_requirements(story: Story) -> Iterator[Passage]:
    """By when, by whom, and where it is reported."""
    late = bool(story.value(OVERDUE))
    last = find_last_day(story.standards, story.as_of)
    day, until = (write_day(story.standards, one, base=None) for one in (story.as_of, last))
    number = story.fraction(OVERDUE) if late else ""
    yield story.say(
        f"document.require_time{'' if late else '_plain'}",
        day=day,
        until=until,
        days=story.standards.decision.days_without_deadline,
        number=number,
    )
    yield story.say("document.require_duty")
    yield story.say("document.require_report", office=story.signer)
