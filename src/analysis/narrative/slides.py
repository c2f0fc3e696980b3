"""The slides of a round in words: titles that are findings, what stands beside a chart, what is left out and why.

Eight slides, in this order: coverage, areas, items, toilets, agreement, change, problems, decide. A slide whose subject
the round has no number of is left out: no comparison in a first round, no self-report in a revisit. One with fewer than
three values says its sentence in place of a chart. Items are those of one area: where most checks are not met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis.measures.numbering import CLOSED, COMPARABLE, VISITED
from analysis.measures.toilets import find_item
from analysis.narrative.alts import list_rows
from analysis.narrative.change import compared
from analysis.narrative.figures import describe_figure, select_table
from analysis.narrative.passages import Number, Passage, plain
from analysis.narrative.selection import area_label
from analysis.narrative.slide_panels import Fact, Panel, write_panel
from analysis.narrative.story import Story
from analysis.narrative.upward import list_decisions
from analysis.standards.model import Area

SLIDES = ("coverage", "areas", "items", "toilets", "agreement", "change", "problems", "decide")
"""Every slide by name, in its order."""
MOST_CODES = 3
"""Codes in a slide's foot up to so many; more are told by the first and the last."""


@dataclass(frozen=True)
class Slide:
    """A slide in words and in the table that it draws.

    Attributes:
        name: one of `SLIDES`.
        title: the finding with its number.
        subtitle: what is drawn, and n.
        n: how many stand behind it, in words; "" where its caption says so.
        caption: what is not drawn and why, for the notes.
        table: what is drawn; empty where the sentence or the points stand.
        codes: number code of each row of the table, a part by its name: 0-1@松岫镇.
        rows: each row in words, with its numbers.
        alt: the numbers of the drawing in one text.
        keys: what marks and hatches mean, as `figures.FigureText.keys`.
        instead: the sentence in place of a chart.
        points: what is to be decided, one passage each; only of the last slide.
        panel: the number beside it, two facts and what to decide; None for the last slide.
    """

    name: str
    title: str
    subtitle: str
    n: str
    caption: str
    table: pd.DataFrame
    codes: tuple[str, ...]
    rows: tuple[str, ...]
    alt: str
    keys: tuple[tuple[str, str], ...]
    instead: Passage
    points: tuple[Passage, ...]
    panel: Panel | None

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of its sentences, each once, in the order read."""
        passages = [self.instead, *self.points, *(self.panel.passages if self.panel else ())]
        return tuple(dict.fromkeys(part for passage in passages for part in passage if isinstance(part, Number)))


def list_slides(story: Story) -> tuple[Slide, ...]:
    """The slides of a round, without those that it has no numbers for."""
    absent = list_left_out(story)
    return tuple(_write_slide(story, name) for name in SLIDES if name not in absent)


def list_left_out(story: Story) -> tuple[str, ...]:
    """The slides that a round has no numbers for."""
    item, judged = find_item(story.standards), find_worst_area(story)
    there = {
        "coverage": story.row(VISITED) is not None, "areas": judged is not None, "items": judged is not None,
        "toilets": item is not None and len(select_table("toilets", story.results, story.standards)) > 0,
        "agreement": any(story.row(area.agreement_code) is not None for area in story.standards.areas),
        "change": compared(story), "problems": _has_problems(story), "decide": True,
    }  # fmt: skip
    return tuple(name for name in SLIDES if not there[name])


def _has_problems(story: Story) -> bool:
    row = story.row(CLOSED)
    return row is not None and bool(row["denominator"])


def find_worst_area(story: Story) -> Area | None:
    """The area with most checks not met, then partly met, then the first; None where nothing was judged."""
    rows = [(area, story.row(area.total_code)) for area in story.standards.areas]
    judged = [(area, row) for area, row in rows if row is not None and row["denominator"]]
    if not judged:
        return None
    return max(judged, key=lambda one: (one[1]["unmet"], one[1]["partial"], -one[0].number))[0]


def _write_slide(story: Story, name: str) -> Slide:
    if name == "decide":
        return _write_decisions(story)
    worst = find_worst_area(story)
    area = worst.id if worst and name == "items" else ""
    told = describe_figure(name, story, area=area)
    table = select_table(name, story.results, story.standards, area=area)
    number = _count_drawn(story, name)
    drawn, panel = told.drawn, _mark_panel(story, write_panel(story, name, worst))
    return Slide(
        name=name,
        title=told.title if drawn else _write_plain_title(story, name, panel),
        subtitle=story.word(f"slide.subtitle.{name}", area=area_label(story.standards, worst) if worst else "",
                            n=number, **story.nouns),
        n=story.word("slide.foot", n=number) if number else "",
        caption=told.caption if name != "coverage" else "",  # it tells of cells, and a slide has bars
        table=table if drawn else table.head(0),
        codes=tuple(_list_codes(story, name, table)) if drawn else (),
        rows=list_rows(name, story, table) if drawn else (),
        alt=told.alt, keys=told.keys, instead=story.mark(told.instead), points=(), panel=panel,
    )  # fmt: skip


def _mark_panel(story: Story, panel: Panel | None) -> Panel | None:
    """The panel with the sign behind each number that an erratum changed."""
    if panel is None:
        return None
    number = replace(panel.number, text=plain(story.mark((panel.number,))))
    facts = tuple(Fact(story.mark(fact.head), story.mark(fact.text)) for fact in panel.facts)
    return replace(panel, number=number, facts=facts, ask=story.mark(panel.ask))


def _write_plain_title(story: Story, name: str, panel: Panel | None) -> str:
    """The finding of a slide without a chart: its number and what it counts."""
    plain_name = story.word(f"slide.plain.{name}")
    if panel is None:
        return plain_name
    return story.word("slide.title.plain", name=plain_name, number=panel.number.text, unit=panel.unit)


def _count_drawn(story: Story, name: str) -> str:
    """How many stand behind a slide, in words; nothing where its subtitle says so."""
    code = {"coverage": VISITED, "problems": CLOSED}.get(name, "")
    if name == "change":
        return story.count("check", story.value(COMPARABLE))
    if name == "toilets":
        item = find_item(story.standards)
        code = story.standards.code(item.id) if item else ""
    row = story.row(code) if code else None
    return "" if row is None else story.count("problem" if name == "problems" else "school", row["denominator"])


def _list_codes(story: Story, name: str, table: pd.DataFrame) -> Iterator[str]:
    """The code of each row that is drawn."""
    if "code" in table:
        yield from table["code"]
    elif name == "coverage":
        yield from (f"{VISITED}@{town}" for town in dict.fromkeys(table["town"]))
    elif name == "toilets":
        item = find_item(story.standards)
        yield from (f"{story.standards.code(item.id) if item else ''}@{label}" for label in table["label"])
    else:
        code = COMPARABLE if name == "change" else CLOSED
        for area in table["area"]:
            yield f"{code}@{story.standards.text(story.standards.area(area).short)}" if area else code


def name_codes(story: Story, slide: Slide) -> str:
    """The codes of a slide's foot: 3-16, or 3-1至3-20 where there are many; a sign where an erratum changed one."""
    codes = list(dict.fromkeys(code.partition("@")[0] for code in (*slide.codes, *(n.code for n in slide.numbers))))
    revised = {n.code for n in slide.numbers if story.is_revised(n.code, n.group_by, n.group)}
    revised |= {code.partition("@")[0] for code in slide.codes if is_row_revised(story, code)}
    if len(codes) > MOST_CODES:
        places = {code: place for place, code in enumerate(dict.fromkeys(story.results.numbers["code"]))}
        codes = sorted(codes, key=lambda code: places.get(code, len(places)))
        return story.word("slide.codes_range_revised" if revised else "slide.codes_range", first=codes[0],
                          last=codes[-1])  # fmt: skip
    sign = story.word("mark.revised")
    return story.word("narrative.mark.list").join(f"{code}{sign}" if code in revised else code for code in codes)


def is_row_revised(story: Story, code: str) -> bool:
    """Whether an erratum changed the number of a row that is drawn: 3-16, or 0-1@松岫镇 for that of a town."""
    whole, _, town = code.partition("@")
    return story.is_revised(whole, "town", town) if town else story.is_revised(whole)


def _write_decisions(story: Story) -> Slide:
    points = tuple(story.mark(point) for point in list_decisions(story))
    key = "decide" if points else "decide_none"
    return Slide(
        name="decide", title=story.word(f"slide.title.{key}", n=len(points)),
        subtitle=story.word("slide.subtitle.decide"), n="", caption="", table=pd.DataFrame(), codes=(), rows=(), alt="",
        keys=(), instead=() if points else story.say("slide.no_decisions"), points=points, panel=None,
    )  # fmt: skip
