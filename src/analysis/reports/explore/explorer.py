"""A round opened for looking around: the rate of a choice as a table, a chart and the cells behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from analysis.charts.figure import draw_table
from analysis.charts.svg import svg_of
from analysis.measures.bases import CONCLUSION, list_basis, list_rate_cells, pick_rows, rate_rows
from analysis.measures.counting import Row, count_conclusions
from analysis.measures.results import load_results
from analysis.narrative.passages import write_share
from analysis.narrative.selection import area_label, item_label, select_rates
from analysis.reports.explore.choice import Choice
from analysis.reports.explore.sheet import Head, Sheet
from analysis.reports.pages.figures import list_keys
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import Page, open_page
from analysis.reports.pages.style import notebook_style, write_tokens
from analysis.reports.pages.table import list_lines
from analysis.rounds.round import Round
from analysis.tables import JUDGED, to_rows

COUNTS = ("met", "partial", "unmet", "not_applicable", "not_inspected", "blank", "unreadable", "disputed", "self_only")
"""Columns after due and judged; one in which nothing is left out is not shown."""
ALWAYS = (*JUDGED, "not_inspected")
"""Columns that are shown at nought too."""
MOST_CELLS = 60
"""Cells that are listed; more are counted."""
_NUMBERS = ("due", "judged")


@dataclass(frozen=True)
class Explorer:
    """A round with its page, and the evidence on each basis once it was asked for.

    Attributes:
        round: the round.
        page: names of schools, files and sheets as products print them.
    """

    round: Round
    page: Page
    _evidence: dict[str, list[Row]] = field(default_factory=dict)

    def pick(self, choice: Choice) -> list[Row]:
        """The rows of evidence of a choice."""
        if choice.basis not in self._evidence:
            self._evidence[choice.basis] = list_basis(self.round, choice.basis)
        return pick_rows(self._evidence[choice.basis], area=choice.area, item=choice.item, town=choice.town)

    def rate(self, choice: Choice) -> Sheet:
        """Rates: due, judged, met, partly, not met, every count left out, and the share where there are enough."""
        frame = rate_rows(self.pick(choice), self.round, by=choice.by)
        counts = [name for name in COUNTS if name in ALWAYS or frame[name].sum()]
        heads = [Head(self._say(f"by.{choice.by}")), *(Head(self._head(name, choice), number=True)
                 for name in (*_NUMBERS, *counts, "percent"))]  # fmt: skip
        whole = bool(choice.area or choice.item)  # areas stand beside each other and are not summed
        rows = [
            [self.name_group(choice.by, line["group"]), *self._count(line, counts)]
            for line in to_rows(frame)
            if whole or line["group"]
        ]
        return Sheet(self.tell(choice), heads, rows, note=self._note(choice), total=whole)

    def _head(self, name: str, choice: Choice) -> str:
        """A count's title: where one aspect alone is asked, what it lacks was not reported, or not verified."""
        if name == "not_inspected" and choice.basis != CONCLUSION:
            return self._say(f"none.{choice.basis}")
        return self._say(f"head.{name}") if name in (*_NUMBERS, "percent") else self.page.word(f"verdict.{name}")

    def _count(self, line: Row, counts: Sequence[str]) -> list[str | int]:
        share = write_share(self.round.standards, line)
        return [count_conclusions(line), int(line["denominator"]), *(int(line[name]) for name in counts), share]

    def draw(self, choice: Choice, *, prefix: str = "explore") -> Markup:
        """The same groups as bars, with their numbers for who cannot see them."""
        frame = rate_rows(self.pick(choice), self.round, by=choice.by)
        groups = frame[frame["group_by"] != ""]
        labels = [self.name_group(choice.by, str(group)) for group in groups["group"]]
        table = select_rates(groups, labels)
        if table.empty:
            return tag("p", self._say("nothing"))
        svg = Markup(svg_of(draw_table("areas", table, self.round.standards), prefix=prefix, classes="w"))
        keys = list_keys([(state, self.page.word(f"verdict.{state}")) for state in JUDGED])
        told = self.page.word("mark.list").join(
            self._say("bar").format(label=line.label, met=line.met, judged=line.judged) for line in list_lines(table)
        )
        figure = tag("figure", tag("figcaption", self.tell(choice)), keys, tag("div", svg, role="img", aria_label=told))
        return join(
            Markup(notebook_style(write_tokens(self.round.standards.style))), tag("div", figure, class_="ducha")
        )

    def list_cells(self, choice: Choice) -> Sheet:
        """The cells behind the number: what is not met first, each with its text as written and the rule."""
        cells = list_rate_cells(self.pick(choice), self.round.id)
        names = ("school", "item", "file", "sheet", "cell", "raw", "judged", "rule")
        rows = [self._cell(line) for line in list_lines(cells.head(MOST_CELLS))]
        more = len(cells) - len(rows)
        note = self._say("more").format(count=more) if more else ""
        rule = self.round.standards.text(self.round.standards.decision.text)
        rules = self._say("rule").format(rule=rule) if choice.basis == CONCLUSION else ""
        caption = self._say("cells").format(what=self.tell(choice), count=len(cells))
        return Sheet(caption, [Head(self._say(f"cell.{name}")) for name in names], rows, note=f"{note}{rules}")

    def _cell(self, line: pd.Series) -> list[str | int]:
        words = self.round.standards.wording
        decided = words.get(f"decided_by.{line.decided_by}") or words.get(f"aspect.{line.decided_by}", "")
        return [
            self.page.school(line.school_id), f"{self._code(line.item_id)} {self.round.standards.name(line.item_id)}",
            self.page.title(line.file) if line.file else self._say("no_cell"),
            self.page.title(line.sheet), line.cell, line.raw, self.page.word(f"verdict.{line.part}"),
            decided if line.decided_by != "none" else "",
        ]  # fmt: skip

    def _code(self, item: str) -> str:
        return self.round.standards.code(item)

    def tell(self, choice: Choice) -> str:
        """What a choice is, in words: round, what, where, and the basis."""
        standards = self.round.standards
        what = self._say("everything")
        if choice.item:
            what = item_label(standards, choice.item, with_area=True)
        elif choice.area:
            what = area_label(standards, standards.area(choice.area))
        where = choice.town or self._say("all_towns")
        return self._say("choice").format(
            round=self.page.story.name, what=what, where=where, basis=self._say(f"basis.{choice.basis}")
        )

    def name_group(self, by: str, group: str) -> str:
        """A group as it is printed; the whole where it is ""."""
        standards = self.round.standards
        if not group:
            return self.page.say("total")
        if by == "area":
            return area_label(standards, standards.area(group))
        if by == "item":
            return f"{standards.code(group)} {standards.name(group)}"
        if by == "kind":
            return self.page.word(f"kind.{group}")
        return self.page.school(group) if by == "school" else group

    def _note(self, choice: Choice) -> str:
        least = self.round.standards.decision.minimum_for_percent
        return self._say(f"note.{choice.basis}") + self._say("note.rate").format(least=least)

    def _say(self, key: str) -> str:
        return self.page.word(f"explore.{key}")


def open_explorer(round_: Round) -> Explorer:
    """Open a round for looking around; its results are worked out if they are not there."""
    return Explorer(round_, open_page(round_, load_results(round_)))
