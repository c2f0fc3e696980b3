"""What stands beside a chart on a slide: one number, two facts, and what the meeting is asked to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.measures.numbering import (
    BLOCKED,
    CLOSED,
    FAILING,
    FIXED,
    FULL_SUFFIX,
    KEPT,
    NEW,
    NO_DEADLINE,
    OVERDUE,
    OVERDUE_CLAIMED,
    RELAPSED,
    SELF_REPORTED,
    SHORT_STALLS,
    STRICT_RATIO,
    VISITED,
)
from analysis.measures.toilets import find_item
from analysis.narrative.agreement import find_worst_claims, write_modest
from analysis.narrative.areas import write_left_out
from analysis.narrative.captions import write_uncertain
from analysis.narrative.opening import write_missed
from analysis.narrative.passages import Number, Passage, fraction
from analysis.narrative.selection import POINT, select_items
from analysis.narrative.story import Story
from analysis.narrative.three import (
    Thing,
    tell_item,
    tell_missed,
    tell_new,
    tell_over_claims,
    tell_overdue,
    tell_unknown,
)
from analysis.narrative.toilets import list_enough
from analysis.standards.model import Area


@dataclass(frozen=True)
class Fact:
    """One of the two facts: a few heavy words with their numbers, and what is said of them."""

    head: Passage
    text: Passage = ()


@dataclass(frozen=True)
class Panel:
    """The side of a slide.

    Attributes:
        number: printed large.
        unit: what it counts.
        facts: two at most.
        ask: what the meeting is asked to decide; empty where there is nothing.
    """

    number: Number
    unit: str
    facts: tuple[Fact, ...]
    ask: Passage

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All its sentences in the order read."""
        return ((self.number,), *(part for fact in self.facts for part in (fact.head, fact.text)), self.ask)


def write_panel(story: Story, name: str, worst: Area | None) -> Panel | None:
    """The side of a slide; None where the round has no number for it.

    Args:
        story: the round.
        name: of the slide.
        worst: the area where most checks are not met.
    """
    return _PANELS[name](story, worst)


def _ask(things: Iterator[Thing]) -> Passage:
    """What the first of them asks; nothing for none."""
    return next((thing.ask for thing in things), ())


def _coverage(story: Story, worst: Area | None) -> Panel:
    facts = []
    row = story.results.number(VISITED)
    missed = int(row["denominator"] - row["numerator"])
    if missed:
        facts.append(
            Fact(story.say("narrative.fact.missed", schools=story.count("school", missed)), write_missed(story))
        )
    points, sheets = story.row(VISITED, group_by="kind", group=POINT), story.row(SELF_REPORTED)
    if points is not None:
        facts.append(Fact(story.say("slide.fact.points", number=fraction(story.standards, points), **story.nouns)))
    if sheets is not None and sheets["numerator"]:
        facts.append(Fact(story.say("slide.fact.sheets", number=story.fraction(SELF_REPORTED))))
    unit = story.word("slide.unit.coverage", percent=story.percent(row), **story.nouns)
    return Panel(story.fraction(VISITED), unit, tuple(facts[:2]), _ask(tell_missed(story)))


def _areas(story: Story, worst: Area | None) -> Panel | None:
    if worst is None:
        return None
    name, row = story.standards.text(worst.short), story.results.number(worst.total_code)
    full = story.row(f"{worst.number}{FULL_SUFFIX}")
    code = worst.total_code if full is None else f"{worst.number}{FULL_SUFFIX}"
    key = "areas" if full is None else "areas_full"
    head = _tell_unmet(story, row)
    if full is not None:
        number = story.fraction(worst.total_code)
        head = story.say("slide.fact.area", area=name, number=number, percent=story.percent(row))
    left = write_left_out(story, row)
    facts = (Fact(head, (left,) if left else ()), *_point_fact(story, worst))
    unit = story.word(f"slide.unit.{key}", area=name, percent=story.percent(row), **story.nouns)
    return Panel(story.fraction(code), unit, facts[:2], _ask(tell_unknown(story)))


def _tell_unmet(story: Story, row: pd.Series) -> Passage:
    return story.say("slide.fact.unmet", unmet=int(row["unmet"]), partial=int(row["partial"]))


def _point_fact(story: Story, area: Area) -> Iterator[Fact]:
    points = story.row(area.total_code, group_by="kind", group=POINT)
    if points is not None and points["denominator"]:
        yield Fact(story.say("slide.fact.area_points", number=fraction(story.standards, points)))


def _items(story: Story, worst: Area | None) -> Panel | None:
    if worst is None:
        return None
    row, found = story.results.number(worst.total_code), story.results.exceptions
    table = select_items(story.results, story.standards, area=worst.id)
    schools = found["school_id"][found["area"] == worst.id].nunique()
    head = _tell_unmet(story, row)
    text = story.say(
        "slide.fact.concerns", schools=story.count("school_named", schools), items=story.count("rule", len(table))
    )
    facts = [Fact(head, text), *_other_areas(story, worst)]
    first = table[table["unmet"] > 0].head(1)
    ask = tell_item(story, first.iloc[0]).ask if len(first) else ()
    return Panel(
        story.fraction(worst.total_code), story.word("slide.unit.items", percent=story.percent(row)), tuple(facts), ask
    )


def _other_areas(story: Story, worst: Area) -> Iterator[Fact]:
    """What the other areas have that is not met, each by its own number; they are not summed."""
    rows = [(area, story.row(area.total_code)) for area in story.standards.areas if area.id != worst.id]
    listed = [
        story.word("slide.fact.other_part", area=story.standards.text(area.short), n=int(row["unmet"]))
        for area, row in rows
        if row is not None and row["unmet"]
    ]
    uncertain = write_uncertain(story, worst.id)
    if listed:
        others = story.say("slide.fact.others", list=story.word("narrative.mark.list").join(listed))
        yield Fact(others, (uncertain,) if uncertain else ())
    elif uncertain:
        yield Fact((), (uncertain,))


def _toilets(story: Story, worst: Area | None) -> Panel | None:
    item = find_item(story.standards)
    code = story.standards.code(item.id) if item else ""
    row = story.row(code)
    if item is None or row is None:
        return None
    unit = story.word(
        "slide.unit.toilets", unmet=int(row["unmet"]), partial=int(row["partial"]), number=item.number, **story.nouns
    )
    readings = [
        story.say(f"narrative.toilets.{key}", number=story.fraction(code + suffix))
        for suffix, key in ((SHORT_STALLS, "adequate"), (STRICT_RATIO, "strict"))
        if (one := story.row(code + suffix)) is not None and one["denominator"]
    ]
    facts = [Fact(readings[0], readings[1] if len(readings) > 1 else ())] if readings else []
    enough = list_enough(story)
    facts += [Fact((), enough)] if enough else []
    items = select_items(story.results, story.standards)
    own = items[(items["item_id"] == item.id) & (items["unmet"] > 0)]
    return Panel(story.fraction(code), unit, tuple(facts), tell_item(story, own.iloc[0]).ask if len(own) else ())


def _agreement(story: Story, worst: Area | None) -> Panel | None:
    rows = [(area, story.row(area.agreement_code)) for area in story.standards.areas]
    found = find_worst_claims(story)
    if found is None:
        return None
    claims = story.results.over_claims
    schools = claims["school_id"][claims["area"] == found.id].nunique()
    row = story.results.number(found.agreement_code)
    head = story.say(
        "slide.fact.claims", area=story.standards.text(found.short), schools=story.count("school", schools)
    )
    others = [
        story.say(
            "slide.fact.claims_part", area=story.standards.text(area.short), number=fraction(story.standards, one)
        )
        for area, one in rows
        if one is not None and area.id != found.id and one["denominator"]
    ]
    modest = write_modest(story, found.id)
    facts = [Fact(head, (modest,) if modest else ())]
    if others:
        facts.append(Fact((), story.say("slide.fact.claims_others", list=story.join(others))))
    unit = story.word("slide.unit.agreement", percent=story.percent(row), area=story.standards.text(found.short))
    return Panel(story.fraction(found.agreement_code), unit, tuple(facts), _ask(tell_over_claims(story)))


def _change(story: Story, worst: Area | None) -> Panel:
    row = story.results.number(FIXED)
    relapsed = story.say("slide.fact.relapsed", number=story.fraction(RELAPSED)) if story.value(RELAPSED) else ()
    facts = (
        Fact(story.say("slide.fact.new", number=story.fraction(NEW)), relapsed),
        Fact(story.say("slide.fact.failing", number=story.fraction(FAILING)),
             story.say("slide.fact.kept", number=story.fraction(KEPT))),
    )  # fmt: skip
    return Panel(
        story.fraction(FIXED), story.word("slide.unit.change", percent=story.percent(row)), facts, _ask(tell_new(story))
    )


def _problems(story: Story, worst: Area | None) -> Panel:
    row, late = story.results.number(CLOSED), story.value(OVERDUE)
    claimed = (
        story.say("slide.fact.claimed", number=story.fraction(OVERDUE_CLAIMED)) if story.value(OVERDUE_CLAIMED) else ()
    )
    key = "overdue" if late else "in_time"
    facts = [Fact(story.say(f"slide.fact.{key}", number=story.fraction(OVERDUE)), claimed)]
    rest = [
        story.say(f"slide.fact.{name}", number=story.amount(code))
        for code, name in ((BLOCKED, "blocked"), (NO_DEADLINE, "no_deadline"))
        if story.value(code)
    ]
    if rest:
        facts.append(Fact((), story.say("slide.fact.rest", list=story.join(rest))))
    unit = story.word("slide.unit.problems", percent=story.percent(row))
    return Panel(story.fraction(CLOSED), unit, tuple(facts), _ask(tell_overdue(story)))


_PANELS: dict[str, Callable[[Story, Area | None], Panel | None]] = {
    "coverage": _coverage, "areas": _areas, "items": _items, "toilets": _toilets, "agreement": _agreement,
    "change": _change, "problems": _problems,
}  # fmt: skip
