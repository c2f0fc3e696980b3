"""The plain calls of the explore notebook: each is one question to a round, answered by a table, a chart or lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from markupsafe import Markup

from analysis.errors import UsageError
from analysis.measures.bases import CONCLUSION
from analysis.measures.comparison import compare_rounds
from analysis.measures.explain import explain_number
from analysis.measures.frames import CHANGES
from analysis.measures.results import load_results
from analysis.narrative.selection import area_label
from analysis.reports.explore.choice import make_choice
from analysis.reports.explore.explorer import open_explorer
from analysis.reports.explore.sheet import Head, Sheet
from analysis.reports.pages.comparison import find_earlier
from analysis.reports.pages.figures import draw_figure
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import open_page
from analysis.reports.pages.style import notebook_style, write_tokens
from analysis.reports.pages.table import list_lines
from analysis.rounds.round import Round

TITLES = ("choose", "rates", "toilets", "explain", "problems", "changes", "workbook")
"""Headings of the notebooks explore and check_workbook."""


@dataclass(frozen=True)
class Drawing:
    """A drawing that shows itself in a notebook."""

    html: Markup

    def _repr_html_(self) -> str:
        """Jupyter's protocol."""
        return str(self.html)


@dataclass(frozen=True)
class Lines:
    """Lines of text that show themselves in a notebook, and print as they are."""

    lines: Sequence[str]

    def __repr__(self) -> str:
        """The lines, one under the other."""
        return "\n".join(self.lines)


def rates(
    round_: Round, *, item: str = "", area: str = "", town: str = "", basis: str = CONCLUSION, by: str = ""
) -> Sheet:
    """Rates of an item or an area, with every count left out.

    Args:
        round_: the round.
        item: id, code, title or number in words of an item.
        area: id, name or number of an area, where no item is named.
        town: a town; "" for all.
        basis: conclusion, self_reported, inspected or verified, or its word.
        by: town, kind, school, item or area, or its word.

    Raises:
        MissingError: no such item; names the nearest.
        UsageError: no such area, town, basis or grouping; names the nearest.
    """
    return open_explorer(round_).rate(make_choice(round_, area=area, item=item, town=town, basis=basis, by=by))


def draw_toilets(round_: Round) -> Drawing:
    """Item 16 school by school: girls' stalls required, there and short."""
    page = open_page(round_, load_results(round_))
    figure = tag("div", draw_figure(page, "toilets", key="explore-toilets"), class_="ducha")
    return Drawing(join(Markup(notebook_style(write_tokens(page.standards.style))), figure))


def explain(round_: Round, what: str, school: str = "") -> Lines:
    """A number, or a school's conclusion on an item, back to its cells.

    Args:
        round_: the round.
        what: a code, an item's id, title or number in words.
        school: a school's id or any of its names.

    Raises:
        MissingError: no such number, item or school; names the nearest.
    """
    return Lines(explain_number(round_, load_results(round_), what, school))


def open_problems(round_: Round, *, overdue: bool = False) -> Sheet:
    """The problems that are not closed after a check, those with the earliest deadline first.

    Args:
        round_: the round; deadlines are held against its date.
        overdue: only those past their deadline.
    """
    page = open_page(round_, load_results(round_))
    frame = page.results.problems
    frame = frame[frame["overdue"] if overdue else frame["state"] != "closed_verified"]
    frame = frame.assign(last=frame["deadline"].where(frame["deadline"] != "", "9999"))
    frame = frame.sort_values(["last", "school_id", "problem_id"])
    heads = [page.word("explore.cell.school"), page.word("explore.cell.item"), page.say("head.problem")]
    heads += [page.word(f"explore.problems.{name}") for name in ("found", "deadline", "overdue")]
    heads += [page.say("head.state"), *(page.word(f"explore.cell.{name}") for name in ("file", "cell"))]
    rows = [
        [page.school(line.school_id), page.standards.code(line.item_id) if line.item_id else "", line.text,
         line.found_on, line.deadline, page.word(f"explore.problems.{'yes' if line.overdue else 'no'}"),
         page.say(f"head.{line.state}"), page.title(line.file), line.cell]
        for line in list_lines(frame)
    ]  # fmt: skip
    caption = "overdue_caption" if overdue else "caption"
    told = page.word(f"explore.problems.{caption}").format(count=len(rows), day=page.story.day(page.story.as_of))
    return Sheet(told, [Head(head) for head in heads], rows)


def changes(round_: Round, earlier: str = "") -> Sheet:
    """What changed since an earlier round, by area, in counts that are never netted.

    Args:
        round_: the later round.
        earlier: id of an earlier one; the last full round where left out.

    Raises:
        MissingError: it is no earlier round; names those that are.
    """
    previous, standards = find_earlier(round_, earlier), round_.standards
    results, say = compare_rounds(round_, previous), standards.say
    labels = {"": say("page.total"), **{area.id: area_label(standards, area) for area in standards.areas}}
    counts = ("comparable", *CHANGES, "relapsed")
    heads = [Head(say("page.head.area")), *(Head(say(f"page.head.{name}"), number=True) for name in counts)]
    rows: list[list[str | int]] = [
        [labels[line["area"]], *(int(line[name]) for name in counts),
         "–" if isnan(line["p_value"]) else f"{line['p_value']:.3f}"]
        for _, line in results.change_counts.iterrows()
    ]  # fmt: skip
    pairs, left = len(results.changes), len(results.not_compared)
    caption = say("explore.changes.caption", earlier=previous.id, later=round_.id, count=pairs, left=left)
    heads.append(Head(say("compare.p"), number=True))
    return Sheet(caption, heads, rows, note=say("explore.changes.note"), total=True)


def list_workbooks(round_: Round) -> Sheet:
    """The workbooks of a round: whether each was read, its sheets and cells, and how much of it has to be looked at."""
    page = open_page(round_, load_results(round_))
    flags = round_.tables["flags"]
    look = flags[flags["severity"] != "note"]["file"].value_counts()
    rows: list[list[str | int]] = [
        [page.title(line.file), line.reason or page.say(f"workbook.{line.state}"), line.sheets, line.cells,
         int(look.get(line.file, 0))]
        for line in list_lines(page.results.workbooks)
    ]  # fmt: skip
    heads = [Head(page.say(f"head.{name}")) for name in ("file", "outcome")]
    heads += [Head(page.say(f"head.{name}"), number=True) for name in ("sheets", "cells")]
    heads.append(Head(page.word("explore.to_look_at"), number=True))
    return Sheet(page.word("explore.workbooks").format(count=len(rows)), heads, rows)


def show_title(round_: Round, name: str) -> Drawing:
    """A heading of a notebook in the language of the round's rules.

    Args:
        round_: the round.
        name: choose, rates, toilets, explain, problems, changes or workbook.

    Raises:
        UsageError: there is no heading of that name.
    """
    standards = round_.standards
    if name not in TITLES:
        known = standards.say("page.run.known_parameters", names=", ".join(TITLES))
        raise UsageError(standards.say("page.run.no_heading", name=name), do=known)
    return Drawing(tag("h2", standards.say(f"explore.title.{name}")))
