"""The chapters of the page in their order, each a block that a notebook cell shows."""

from __future__ import annotations

from markupsafe import Markup

from analysis.measures.numbering import VISITED
from analysis.measures.results import RoundResults
from analysis.measures.toilets import find_item
from analysis.narrative.agreement import write_agreement
from analysis.narrative.areas import write_area_exceptions, write_area_lead, write_totals
from analysis.narrative.change import write_change, write_change_note
from analysis.narrative.continuity import write_moves, write_rewording
from analysis.narrative.passages import chapter_title
from analysis.narrative.problems import write_follow_up, write_pace, write_problems, write_problems_note
from analysis.narrative.quality import write_areas_note, write_method, write_quality
from analysis.narrative.selection import area_label
from analysis.narrative.toilets import write_toilets
from analysis.reports.pages.areas import area_title, draw_agreement, draw_areas, draw_exceptions, draw_items, draw_towns
from analysis.reports.pages.corrections import draw_corrections
from analysis.reports.pages.figures import draw_figure
from analysis.reports.pages.filters import draw_filters
from analysis.reports.pages.front import join_pair
from analysis.reports.pages.map import draw_map
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.numbers import show_passage
from analysis.reports.pages.page import Block, Page, heading, paragraph
from analysis.reports.pages.panels import draw_panels
from analysis.reports.pages.progress import (
    draw_apart,
    draw_changed,
    draw_changes,
    draw_follow_up,
    draw_overdue,
    draw_states,
)
from analysis.reports.pages.quality import draw_fates, draw_flags, draw_workbooks
from analysis.reports.pages.sources import draw_sources
from analysis.reports.pages.toilets import draw_stalls
from analysis.standards.model import Area

FIRST_SCREEN = ("three", "areas")
"""Headings of the first screen, set smaller and without a rule."""
NEW_SHEET = ("problems", "sources")
"""Headings that begin a new sheet in print."""
LONG = 10
"""An area with more items than this begins a new sheet in print, unless it is the first."""
WORST_ROWS = 6
"""Items drawn on the first screen."""


def draw_heading(page: Page, name: str) -> Block:
    """A chapter's heading by its name; none if the round has no such chapter."""
    if name in ("problems", "change", "analysis") and name not in page.chapters:
        return Block(Markup(""))
    title = page.say(f"heading.{name}", previous=page.story.previous)
    number = page.chapters.get(name)
    full = chapter_title(page.standards, number, title) if number else title
    css = "first" if name in FIRST_SCREEN else "newpage" if name in NEW_SHEET else None
    return Block(heading(full, name, css=css), contents=((name, full, name == _first_after_areas(page)),))


def _first_after_areas(page: Page) -> str:
    return next(iter(page.chapters))


def draw_summary(page: Page) -> Block:
    """The areas beside each other, never summed, with what they leave out."""
    return Block(join(draw_areas(page), paragraph(write_areas_note(page.story), css="note")))


def draw_worst(page: Page) -> Block:
    """The worst items beside what changed; where there is one area only, its own chapter draws them."""
    worst = draw_figure(page, "items", most=WORST_ROWS, key="worst") if len(page.areas) > 1 else Markup("")
    left = tag("div", heading(page.say("heading.worst"), "worst", css="half"), worst) if worst else Markup("")
    title = page.say("heading.change", previous=page.story.previous)
    change = draw_figure(page, "change", key="change0") if "change" in page.chapters else Markup("")
    right = tag("div", heading(title, "change0", css="half"), change) if change else Markup("")
    if not left and not right:
        return Block(Markup(""))
    label = page.say("worst_and_change", previous=page.story.previous) if left and right else page.say("heading.worst")
    return Block(join_pair(left, right), contents=(("worst", label, False),) if left else ())


def draw_chapters(page: Page) -> Block:
    """A chapter an area of the standard, in its order."""
    named = ((f"a{area.number}", area_label(page.standards, area)) for area in page.areas)
    entries = tuple((name, label, index == 0) for index, (name, label) in enumerate(named))
    return Block(join(draw_filters(page), (draw_chapter(page, area) for area in page.areas)), contents=entries)


def draw_chapter(page: Page, area: Area) -> Markup:
    """An area: the result with what it leaves out, exceptions by school and item, chart, tables."""
    story, exceptions = page.story, draw_exceptions(page, area)
    starts_sheet = len(area.items) > LONG and area is not page.areas[0]
    return join(
        heading(area_title(page, area), f"a{area.number}", css="newpage" if starts_sheet else None),
        paragraph(show_passage(page, write_area_lead(story, area.id)), css="lead"),
        paragraph(show_passage(page, write_area_exceptions(story, area.id))),
        _draw_totals(page, area),
        heading(page.say("heading.items"), f"a{area.number}-items", level=3),
        draw_figure(page, "items", area=area.id, key=f"items{area.number}") if exceptions else None,
        draw_items(page, area),
        _draw_toilets(page, area),
        heading(page.say("heading.exceptions"), f"a{area.number}-exceptions", level=3) if exceptions else None,
        exceptions,
        _draw_agreement(page, area),
        _draw_spread(page, area),
    )


def _draw_totals(page: Page, area: Area) -> Markup:
    sentences = write_totals(page.story, area.id)
    return tag("ul", (tag("li", show_passage(page, line)) for line in sentences)) if sentences else Markup("")


def _draw_toilets(page: Page, area: Area) -> Markup:
    item = find_item(page.standards)
    if item is None or item.area != area.id or not len(page.results.toilets):
        return Markup("")
    title = page.say("heading.toilets", number=item.number, name=page.standards.name(item.id))
    paragraphs = (paragraph(show_passage(page, line)) for line in write_toilets(page.story))
    return join(
        heading(title, "toilets", level=3), paragraphs, draw_figure(page, "toilets", key="toilets"), draw_stalls(page)
    )


def _draw_agreement(page: Page, area: Area) -> Markup:
    told = write_agreement(page.story, area.id)
    if not told:
        return Markup("")
    title = heading(page.say("heading.agreement"), f"a{area.number}-self", level=3)
    figure = draw_figure(page, "reported", area=area.id, key=f"reported{area.number}")
    return join(title, paragraph(show_passage(page, told)), figure, draw_agreement(page, area))


def _draw_spread(page: Page, area: Area) -> Markup:
    towns, cells = draw_towns(page, area), draw_map(page, area)
    if not towns and not cells:
        return Markup("")
    figure = draw_figure(page, "towns", area=area.id, key=f"towns{area.number}") if towns else None
    return join(heading(page.say("heading.spread"), f"a{area.number}-towns", level=3), figure, towns, cells)


def draw_problems(page: Page) -> Block:
    """What became of the problems of earlier rounds."""
    if "problems" not in page.chapters:
        return Block(Markup(""))
    parts = (
        paragraph(show_passage(page, write_problems(page.story)), css="lead"),
        draw_figure(page, "problems", key="problems"), draw_states(page),
        paragraph(show_passage(page, write_pace(page.story))), draw_figure(page, "burn_up", key="burnup"),
        draw_figure(page, "ages", key="ages"),
        paragraph(write_problems_note(page.story), css="note"), draw_overdue(page), draw_apart(page),
        paragraph(show_passage(page, write_follow_up(page.story))), draw_follow_up(page),
    )  # fmt: skip
    return Block(join(parts))


def draw_change(page: Page) -> Block:
    """What changed since the last full round, on pairs that can be compared."""
    if "change" not in page.chapters:
        return Block(Markup(""))
    parts = (
        paragraph(show_passage(page, write_change(page.story))), draw_changes(page),
        paragraph(show_passage(page, write_rewording(page.story))),
        paragraph(show_passage(page, write_moves(page.story))),
        paragraph(write_change_note(page.story), css="note"), draw_changed(page),
    )  # fmt: skip
    return Block(join(parts))


def draw_quality(page: Page) -> Block:
    """What arrived and how far it can be trusted, who was seen, what a person has to look at."""
    told = (tuple(page.message(part) if isinstance(part, str) else part for part in line)
            for line in write_quality(page.story))  # fmt: skip
    paragraphs = (paragraph(show_passage(page, line)) for line in told)
    parts = (
        paragraphs,
        draw_figure(page, "coverage", key="coverage"),
        draw_flags(page),
        draw_workbooks(page),
        draw_fates(page),
    )
    return Block(join(parts))


def draw_annex(page: Page) -> Block:
    """Where every number comes from, and by which rules."""
    command = tag("code", f"ducha explain {page.round_id} {_any_code(page.results)}")
    lead = tag("p", page.say("annex_lead"), " ", command, page.say("annex_lead_end"))
    rules = tag("ul", (tag("li", line) for line in write_method(page.story)))
    title = heading(page.say("heading.method"), "method", level=3)
    return Block(join(lead, draw_sources(page), draw_corrections(page), title, rules))


def _any_code(results: RoundResults) -> str:
    """A code to show in the example: the item that most schools do not meet."""
    items = results.numbers[(results.numbers["subject"] == "item") & (results.numbers["group_by"] == "")]
    return str(items.sort_values("unmet", ascending=False, kind="stable")["code"].iloc[0]) if len(items) else VISITED


def draw_openings(page: Page) -> Block:
    """The panels that numbers open; after everything else on the page."""
    return Block(draw_panels(page), slot="panels")
