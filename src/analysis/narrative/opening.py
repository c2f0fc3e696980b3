"""The first lines of a report: title, draft mark, who was due and visited, and how far the data can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.measures.listing import count_reasons, list_missed
from analysis.measures.numbering import SELF_REPORTED, VISITED
from analysis.narrative.passages import Passage, write_day
from analysis.narrative.story import Story
from analysis.tables import to_rows

MOST_MISSED = 6
"""Schools not visited are named up to so many, above that counted."""


@dataclass(frozen=True)
class Fact:
    """A labelled line of the heading."""

    label: str
    text: Passage


def write_title(story: Story) -> str:
    """`2016年10月常规重点工作督查结果`."""
    return story.word("narrative.title", name=story.name)


def write_draft_mark(story: Story) -> str:
    """`草稿 3F2A · 截至10月18日`, or 定稿, or 更正; the Chinese title has the year, so the English mark carries it."""
    with_year = write_day(story.standards, story.as_of, base=None)
    state = story.state or story.word("closing.draft", number="").strip()
    return story.word("narrative.draft", state=state, day=story.day(story.as_of), with_year=with_year)


def write_facts(story: Story) -> tuple[Fact, ...]:
    """Due, visited, not visited with the reasons, self-check sheets; what the round has no number for is left out."""
    coverage = story.results.coverage
    due = coverage[coverage["due"]]
    points = int(story.results.coverage_by_town["points_due"].sum())
    facts = [Fact(story.word("narrative.fact.due"), _write_due(story, len(due), points))]
    if story.row(VISITED) is not None:
        text = story.say("narrative.fact.visited_of", number=story.fraction(VISITED), **story.nouns)
        facts.append(Fact(story.word("narrative.fact.visited"), text))
    missed = list_missed(coverage)
    if len(missed):
        label = story.word("narrative.fact.missed", schools=story.count("school", len(missed)))
        facts.append(Fact(label, write_missed(story)))
    sheets = story.row(SELF_REPORTED)
    if sheets is not None and sheets["numerator"] > 0:
        text = story.say("narrative.fact.sheets_of", number=story.fraction(SELF_REPORTED))
        facts.append(Fact(story.word("narrative.fact.sheets"), text))
    if silent := write_silent(story):
        facts.append(Fact(story.word("narrative.fact.silent"), (silent,)))
    return tuple(facts)


def write_silent(story: Story) -> str:
    """`安全信访（0/3所）、扶贫资助（0/3所）`: areas that were due and of which nothing arrived; "" for none."""
    frame = story.results.coverage_by_area
    rows = to_rows(frame[~frame["received"]])
    names = [
        story.word("narrative.fact.silent_one", area=story.standards.text(story.standards.area(row["area"]).short),
                   seen=row["visited"], due=row["due"], **story.nouns)
        for row in rows
    ]  # fmt: skip
    return story.word("narrative.mark.list").join(names)


def _write_due(story: Story, due: int, points: int) -> Passage:
    key = "narrative.fact.due_points" if points else "narrative.fact.due_plain"
    return story.say(key, schools=story.count("school", due), points=story.count("school", points))


def write_missed(story: Story) -> Passage:
    """The schools not visited with their reasons; above `MOST_MISSED` the reasons with their counts."""
    missed = list_missed(story.results.coverage)
    if len(missed) > MOST_MISSED:
        return (write_reasons(story),)
    words = [
        story.word("narrative.name_reason", name=story.names[school], reason=_name_reason(story, reason))
        for school, reason in zip(missed["school_id"], missed["reason"], strict=True)
    ]
    return (story.word("narrative.mark.list").join(words),)


def write_reasons(story: Story) -> str:
    """`道路中断1所、考点改期1所`: why schools were not visited, without their names."""
    words = [
        story.word("narrative.reason_count", reason=_name_reason(story, reason), schools=story.count("school", number))
        for reason, number in count_reasons(list_missed(story.results.coverage)).items()
    ]
    return story.word("narrative.mark.list").join(words)


def _name_reason(story: Story, reason: str) -> str:
    return reason or story.word("narrative.no_reason")


def write_trust(story: Story) -> tuple[Passage, ...]:
    """Workbooks read and not read, what is to be checked and what it touches, what was refused about persons."""
    return tuple(part for part in (_write_workbooks(story), _write_flags(story), write_refused(story)) if part)


def _write_workbooks(story: Story) -> Passage:
    states = story.results.workbooks["state"]
    parts = [
        story.word(f"narrative.trust.{state}", n=int((states == state).sum()))
        for state in ("read", "refused", "not_read")
        if state == "read" or (states == state).any()
    ]
    books = story.count("workbook", len(states))
    return story.say(
        "narrative.trust.workbooks", workbooks=books, states=story.word("narrative.mark.comma").join(parts)
    )


def _write_flags(story: Story) -> Passage:
    flags = story.results.flag_groups
    open_ = flags[flags["severity"].isin(["warning", "error"])]
    touched = {code for codes in open_["codes"] for code in codes.split()}
    places, numbers = story.count("place", int(open_["count"].sum())), story.count("number", len(touched))
    key = "narrative.trust.flags" if touched else "narrative.trust.flags_harmless"
    return story.say(key, places=places, numbers=numbers)


def write_refused(story: Story) -> Passage:
    """`个人名单表1张、个人信息3列已拒收`; nothing where nothing was refused."""
    refused = story.results.refused_counts
    sheets, columns = int(refused["sheets"].sum()), int(refused["columns"].sum())
    parts = [
        story.word(f"narrative.trust.{part}", **{part: story.count(noun, number)})
        for part, noun, number in (("sheets", "sheet", sheets), ("columns", "column", columns))
        if number
    ]
    return (
        story.say("narrative.trust.refused_persons", parts=story.word("narrative.mark.list").join(parts))
        if parts
        else ()
    )
