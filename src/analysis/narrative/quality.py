"""Data quality and method: what was read, where every cell ended, and by which rule it was decided."""

from __future__ import annotations

from analysis.narrative.method import list_methods
from analysis.narrative.opening import write_refused
from analysis.narrative.passages import Passage, list_words
from analysis.narrative.story import Story
from analysis.reading.privacy import show_file

COUNTED = ("finding", "measurement", "problem")
"""Roles of cells that became a row of a table of evidence."""


def write_quality(story: Story) -> tuple[Passage, ...]:
    """Paragraphs: the workbooks, with those that could not be opened by name; the cells by fate; what was refused."""
    parts = (_write_workbooks(story), _write_cells(story), _write_refused(story), _write_unknown(story))
    return tuple(part for part in parts if part)


def _write_workbooks(story: Story) -> Passage:
    books = story.results.workbooks
    lead = story.word(
        "narrative.quality.read", workbooks=story.count("workbook", len(books)),
        read=story.count("workbook", int((books["state"] == "read").sum())),
    )  # fmt: skip
    unread = books[books["state"] != "read"]
    parts = [
        story.word("narrative.quality.unread", file=show_file(row["file"]), reason=row["reason"])
        for _, row in unread.iterrows()
    ]
    return (lead + "".join(parts),)


def _write_cells(story: Story) -> Passage:
    roles = story.results.cells_by_role.groupby("role", sort=False)["count"].sum()
    total = int(roles.sum())
    if not total:
        return ()
    counts = {role: int(roles.get(role, 0)) for role in COUNTED}
    return story.say(
        "narrative.quality.cells", cells=story.count("cell", total),
        **{role: story.count("cell", number) for role, number in counts.items()},
        rest=story.count("cell", total - sum(counts.values())),
    )  # fmt: skip


def _write_refused(story: Story) -> Passage:
    refused = write_refused(story)
    return story.say("narrative.quality.refused", refused=refused) if refused else ()


def _write_unknown(story: Story) -> Passage:
    """Schools whose register row lacks an attribute: an item that depends on it counted as applying to them."""
    if not story.unknown:
        return ()
    listed = [
        story.word("narrative.quality.unknown_one", attribute=story.word(f"attribute.{name}"),
                   schools=story.count("school_named", number))
        for name, number in story.unknown.items()
    ]  # fmt: skip
    return story.say("narrative.quality.unknown", list=story.word("narrative.mark.semicolon").join(listed))


def write_method(story: Story) -> tuple[str, ...]:
    """The decision rule and the rules of printing, one sentence each, for the page's foot and appendix."""
    decision = story.standards.decision
    return (
        story.standards.text(decision.text),
        story.word("narrative.method.rates"),
        story.word("narrative.method.percent", n=decision.minimum_for_percent),
        story.word("narrative.method.persons", n=decision.suppress_below),
        story.word("narrative.method.three"),
        story.word("mark.legend"),
        list_methods(story.standards),
    )


def write_areas_note(story: Story) -> str:
    """The note under the table of areas: how the share is made, and what is not counted."""
    uncounted = "".join(
        story.word("narrative.areas_uncounted", area=story.standards.text(area.short),
                   numbers=list_words(story.standards, numbers))
        for area in story.standards.areas
        if (numbers := [str(story.standards.items[item].number) for item in area.items
                        if story.standards.items[item].certainty == "uncertain"])
    )  # fmt: skip
    return story.word("narrative.areas_note", uncounted=uncounted)
