"""The speaker's notes of a slide: every number with its code, what counts, and the question that will be asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import pandas as pd

from analysis.measures.frames import LEFT_OUT
from analysis.measures.numbering import VISITED
from analysis.measures.toilets import find_item
from analysis.narrative.agreement import write_agreement
from analysis.narrative.areas import write_area_lead
from analysis.narrative.change import write_change, write_change_note
from analysis.narrative.continuity import write_moves, write_rewording
from analysis.narrative.opening import write_missed, write_trust
from analysis.narrative.passages import Number, Passage, fraction, join_parts, name_code, plain
from analysis.narrative.problems import write_problems, write_problems_note
from analysis.narrative.slides import Slide, find_worst_area, is_row_revised, list_left_out, name_codes
from analysis.narrative.story import Story
from analysis.narrative.toilets import write_readings


def list_codes(story: Story, slide: Slide) -> tuple[tuple[str, str, str], ...]:
    """Code, group_by and group of every number of a slide that the results have, in the order read."""
    told = [(number.code, number.group_by, number.group) for number in slide.numbers]
    drawn = [(code, "", "") for code in (row.partition("@")[0] for row in slide.codes)]
    every = dict.fromkeys((*told, *drawn))
    return tuple(one for one in every if story.row(one[0], group_by=one[1], group=one[2]) is not None)


def write_numbers(story: Story, slide: Slide) -> Iterator[str]:
    """`〔3-16〕 15/22 第16条…，未计入：…`: the numbers by their codes, then each row that is drawn."""
    codes = list_codes(story, slide)
    for code, group_by, group in codes:
        row = story.results.number(code, group_by=group_by, group=group)
        number = fraction(story.standards, row)
        printed = plain(story.mark((number,)))
        yield story.word(
            "slide.notes.number", code=name_code(story.standards, number), number=printed, title=row["title"],
            percent=story.percent(row), left=_write_left(story, row),
        )  # fmt: skip
    for passage in _list_sentences(slide):
        first = next((part for part in passage if isinstance(part, Number)), None)
        # A sentence of plain words sums up what the slide shows, under the codes of its foot: no single one has it all.
        code = name_code(story.standards, first) if first else name_codes(story, slide)
        yield story.word("slide.notes.row", code=code, text=plain(passage).strip())
    for code, text in zip_longest(slide.codes, slide.rows):
        sign = story.word("mark.revised") if code and is_row_revised(story, code) else ""
        yield story.word("slide.notes.row", code=code, text=f"{text}{sign}")


def _list_sentences(slide: Slide) -> Iterator[Passage]:
    """What the slide says, a sentence each."""
    yield (slide.title,)
    yield (slide.n or slide.subtitle,)
    if slide.instead:
        yield slide.instead
    yield from slide.points
    if slide.panel:
        yield (slide.panel.number, " ", slide.panel.unit)
        for fact in slide.panel.facts:
            yield join_parts((fact.head, (" ",) if fact.head and fact.text else (), fact.text))
        if slide.panel.ask:
            yield slide.panel.ask


def _write_left(story: Story, row: pd.Series) -> str:
    """What a number leaves out; nothing where nothing was."""
    told = [
        story.word("slide.notes.left_part", what=story.word(f"verdict.{name}"), n=int(row[name]))
        for name in LEFT_OUT
        if row[name]
    ]
    return story.word("slide.notes.left", list=story.word("narrative.mark.list").join(told)) if told else ""


def write_definitions(story: Story, slide: Slide) -> tuple[str, ...]:
    """What is drawn and what is not, and how it is counted."""
    told = {
        "items": story.word("narrative.method.rates"), "areas": story.word("narrative.method.rates"),
        "change": _write_comparable(story), "problems": write_problems_note(story),
    }  # fmt: skip
    return tuple(text for text in (slide.caption, told.get(slide.name, "")) if text)


def _write_comparable(story: Story) -> str:
    """What is compared; what was reworded, and which schools changed in between."""
    told = join_parts((write_rewording(story), write_moves(story)))
    return write_change_note(story) + plain(told)


def write_question(story: Story, slide: Slide) -> tuple[str, str]:
    """The question that will be asked, and its answer in numbers."""
    answer = story.word("slide.notes.answer", text=plain(story.mark(_answer(story, slide.name))))
    return story.word(f"slide.question.{slide.name}"), answer


def write_absent(story: Story) -> str:
    """Which slides the round has no numbers for; nothing where it has all."""
    absent = [
        story.word("slide.notes.left_out_part", name=story.word(f"slide.plain.{name}")) for name in list_left_out(story)
    ]
    return story.word("narrative.mark.semicolon").join(absent)


def _answer(story: Story, name: str) -> Passage:
    worst = find_worst_area(story)
    if name == "coverage":
        return _answer_coverage(story)
    if name == "areas":
        return _answer_areas(story)
    if name == "items":
        return write_area_lead(story, worst.id) if worst else ()
    if name == "toilets":
        return _answer_toilets(story)
    if name == "agreement":
        return join_parts(write_agreement(story, area.id) for area in story.standards.areas)
    if name == "change":
        return write_change(story)
    return write_problems(story) if name == "problems" else join_parts(_with_stops(story))


def _answer_coverage(story: Story) -> Passage:
    row = story.results.number(VISITED)
    key = "coverage" if row["numerator"] < row["denominator"] else "coverage_all"
    return story.say(f"slide.answer.{key}", number=story.fraction(VISITED), names=write_missed(story), **story.nouns)


def _answer_areas(story: Story) -> Passage:
    parts = [
        story.say(
            "slide.answer.areas_part", area=story.standards.text(area.short), number=story.fraction(area.total_code)
        )
        for area in story.standards.areas
        if story.row(area.total_code) is not None
    ]
    return story.say("slide.answer.areas", list=story.join(parts))


def _answer_toilets(story: Story) -> Passage:
    item = find_item(story.standards)
    rule = story.standards.text(item.requirement) if item else ""
    stop = story.word("narrative.mark.stops")
    return join_parts(((rule.rstrip(stop) + stop + story.word("narrative.mark.space"),), write_readings(story)))


def _with_stops(story: Story) -> Iterator[Passage]:
    for passage in write_trust(story):
        yield passage
        yield (story.word("narrative.mark.stops") + story.word("narrative.mark.space"),)
