"""The sheets of one blank form: how to fill in, a sheet an area, the counts, the ledger, what the drop-downs offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.measures.counting import Row
from analysis.reading.cells import show_value
from analysis.reading.forms import number_form
from analysis.reports.office.asked import REVISIT, Asked, Form, Paper
from analysis.reports.office.page import BAND, QUIET, SHUT, Page
from analysis.reports.office.spelling import ANSWERS, Speller
from analysis.standards.model import Standards
from analysis.standards.rules import COUNTS, RULES

NEW_ROWS = {True: 20, False: 10}
"""Numbered empty rows of a ledger, for a team's form and for one school's."""
LEDGER = (
    ("seq", 5.0), ("problem_id", 15.0), ("school_code", 9.0), ("school_name", 21.0), ("inspection_date", 12.0),
    ("item_no", 17.0), ("problem", 38.0), ("deadline", 12.0), ("status", 12.0), ("done_date", 13.0),
    ("verify_date", 12.0), ("remark", 16.0),
)  # fmt: skip
"""Columns of the ledger: role of the title, width in characters."""
Looks = Mapping[int, Mapping[str, object]]
"""Column → how its cell looks."""
_KEY_LOOK: Mapping[str, object] = {"size": 8, "color": QUIET, "align": "center"}
_SHUT: Mapping[str, object] = {"fill": SHUT}
_MIDDLE: Mapping[str, object] = {"align": "center"}
_SCHOOL_ROOM, _NARROW, _WIDE = 100.0, 8.5, 13.0


@dataclass
class FormBook:
    """One form being drawn.

    Attributes:
        paper: the round and its schools.
        form: what is asked.
        speller: words that the reader knows again.
        book: the workbook.
        places: what a drop-down offers → the range that holds it.
    """

    paper: Paper
    form: Form
    speller: Speller
    book: Workbook = field(default_factory=Workbook)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def standards(self) -> Standards:
        """The rules."""
        return self.speller.standards

    @property
    def aspect(self) -> str:
        """What the visit itself finds: verified in a revisit, inspected otherwise."""
        return "verified" if self.paper.settings.kind == REVISIT else "inspected"

    @property
    def by_team(self) -> bool:
        """Whether the schools stand across, as several fit on one sheet."""
        return bool(self.form.team)

    @property
    def label(self) -> str:
        """Who the form is for."""
        return self.form.team or self.speller.school(self.form.schools[0])

    def say(self, key: str, **fields: object) -> str:
        """A text of the wording section of forms."""
        return self.standards.say(f"form.{key}", **fields)

    # ---- sheets

    def draw(self) -> Workbook:
        """Draw every sheet."""
        self.book.remove(self.book.active)
        guide = self.book.create_sheet(self.say("sheet_guide"))
        self.list_options()
        for area, asked in self.form.items.items():
            self.draw_area(area, asked)
        if self.form.measures:
            self.draw_counts()
        self.draw_ledger()
        self.draw_guide(guide)
        options = self.book[self.say("sheet_options")]
        self.book.move_sheet(options, offset=len(self.book.sheetnames))
        self.book.active = 0
        return self.book

    def start(self, name: str, title: str, widths: Sequence[float]) -> Page:
        """A sheet with its title and head line."""
        page = Page(self.book.create_sheet(_sheet_name(name)), self.standards.lang, widths)
        page.line(title, size=15, bold=True, align="center")
        page.line("")
        return page

    def finish(self, page: Page, repeat: range, *, landscape: bool, freeze: str, sealed: bool = True) -> None:
        """Sign, number and set a sheet up for paper."""
        page.line(self.say("sign"), align="left")
        sheet = page.sheet
        head = sheet.cell(2, 1)
        parts = [self.write_school(), self.head("date", self.say("day"))]
        if sealed:
            number = number_form(self.form.number, len(self.book.sheetnames), _texts(sheet, skip=head.coordinate))
            parts.append(f"{self.say('number')}：{number}")
        head.value = "    ".join(part for part in parts if part)
        sheet.freeze_panes = freeze
        footer = self.say("footer", round=self.paper.settings.name, label=self.label, sheet=sheet.title)
        page.print_on_a4(landscape=landscape, repeat=repeat, footer=footer, pages=self.say("pages"))

    def head(self, kind: str, value: str) -> str:
        """One part of a head line."""
        return f"{self.speller.head(kind)}：{value}"

    def write_school(self) -> str:
        """Whose form it is, in the head line."""
        if self.by_team:
            return self.head("unit", self.form.team)
        return self.head("school", self.speller.school(self.form.schools[0]))

    def draw_area(self, area_id: str, asked: Sequence[Asked]) -> None:
        """The items of an area: one a row; the team's schools, or the aspects, across."""
        area = self.standards.area(area_id)
        across = self.list_schools(asked)
        paths, widths = self.value_columns(across)
        titles = [(self.speller.role("seq"),), (self.speller.role("item_text"),), (self.speller.requirement(),)]
        title = self.say("title", round=self.paper.settings.name, area=self.standards.text(area.title))
        page = self.start(self.standards.text(area.short), title, [8.5, 17.0, 36.0, *widths])
        repeat = page.head([*titles, *paths])
        for item_id, schools in asked:
            item = self.standards.items[item_id]
            row = page.cells(
                [self.write_code(item_id), self.speller.item(item_id), self.standards.text(item.requirement),
                 *[None] * len(paths)],
                {1: _KEY_LOOK, 3: {"size": 9}, **self.value_looks(across, schools, first=4)},
            )  # fmt: skip
            cells = [page.sheet.cell(row, column) for column in self.open_columns(across, schools, first=4)]
            words = [self.speller.answer(verdict) for verdict in ANSWERS]
            page.offer(cells, words, title=self.say("bad_answer"), message=self.say("bad_answer_do"))
        self.finish(page, repeat, landscape=self.by_team, freeze=f"C{repeat.stop}")

    def write_code(self, item_id: str) -> str:
        """The number code of an item, marked where counts are asked for it."""
        rule, code = self.standards.items[item_id].rule, self.standards.code(item_id)
        counted = rule is not None and RULES[rule.name].reads == COUNTS
        return self.say("counted_mark", code=code) if counted else code

    def list_schools(self, asked: Iterable[Asked]) -> tuple[str, ...]:
        """The schools that any of these is asked of, in the order of the plan."""
        wanted = frozenset().union(*(schools for _, schools in asked))
        return tuple(school for school in self.form.schools if school in wanted)

    def value_columns(
        self, across: Sequence[str], *, counts: bool = False
    ) -> tuple[list[tuple[str, ...]], list[float]]:
        """Titles and widths of the columns to be filled in."""
        if self.by_team:
            width = min(_WIDE, max(_NARROW, _SCHOOL_ROOM / len(across)))
            result = self.speller.result(self.aspect)
            return [(result, self.speller.school(one)) for one in across], [width] * len(across)
        aspects = [self.aspect] if counts or self.aspect == "verified" else ["self_reported", self.aspect]
        titles = [(self.speller.result(aspect),) for aspect in aspects]
        return [*titles, (self.speller.role("explanation"),)], [*[12.0] * len(titles), 24.0]

    def value_looks(self, across: Sequence[str], schools: frozenset[str], *, first: int) -> Looks:
        """The look of the cells to be filled in; what is not asked is shut."""
        if not self.by_team:
            return dict.fromkeys(range(first, first + 2), _MIDDLE)
        return {column: _MIDDLE if school in schools else _SHUT for column, school in enumerate(across, start=first)}

    def open_columns(
        self, across: Sequence[str], schools: frozenset[str], *, first: int, counts: bool = False
    ) -> list[int]:
        """The columns that a row is answered in."""
        if not self.by_team:
            return list(range(first, first + len(self.value_columns(across, counts=counts)[0]) - 1))
        return [column for column, school in enumerate(across, start=first) if school in schools]

    def draw_counts(self) -> None:
        """What is counted, by area; only what a rule or a printed total needs."""
        across = self.list_schools(one for asked in self.form.measures.values() for one in asked)
        paths, widths = self.value_columns(across, counts=True)
        titles = [(self.speller.role(role),) for role in ("seq", "item_text", "unit_of_measure")]
        title = self.say("title_counts", round=self.paper.settings.name)
        page = self.start(self.say("sheet_counts"), title, [6.0, 24.0, 10.0, *widths])
        repeat, number = page.head([*titles, *paths]), 0
        for area_id, asked in self.form.measures.items():
            area = self.standards.area(area_id)
            page.line(self.standards.text(area.title), bold=True, fill=BAND)
            for measure_id, schools in asked:
                number += 1
                unit = self.standards.measures[measure_id].unit
                row = page.cells(
                    [number, self.speller.measure(measure_id), unit, *[None] * len(paths)],
                    {1: _KEY_LOOK, 3: _MIDDLE, **self.value_looks(across, schools, first=4)},
                )
                cells = [page.sheet.cell(row, c) for c in self.open_columns(across, schools, first=4, counts=True)]
                page.expect_number(cells, title=self.say("bad_number"), message=self.say("bad_number_do"))
        self.finish(page, repeat, landscape=self.by_team, freeze=f"C{repeat.stop}")

    # ---- the ledger

    def draw_ledger(self) -> None:
        """The open problems, then numbered empty rows for new ones."""
        page = self.start(
            self.say("sheet_ledger"), self.say("title_ledger", round=self.paper.settings.name),
            [width for _, width in LEDGER],
        )  # fmt: skip
        repeat = page.head([(self.speller.role(role),) for role, _ in LEDGER])
        keys: Looks = {1: _KEY_LOOK, 2: {"size": 9}, 3: _KEY_LOOK, **dict.fromkeys((5, 8, 9, 10, 11), _MIDDLE)}
        first = page.row
        for number, problem in enumerate(self.form.problems, start=1):
            page.cells([number, *self.write_problem(problem)], keys)
        prefix = f"{self.paper.settings.id}-{'G' + str(self.form.number) if self.by_team else self.form.schools[0]}"
        for number in range(1, NEW_ROWS[self.by_team] + 1):
            filled = {} if self.by_team else {3: self.form.schools[0], 4: self.speller.school(self.form.schools[0])}
            page.cells(
                [len(self.form.problems) + number, f"{prefix}-{number:02}", filled.get(3), filled.get(4), *[None] * 8],
                keys,
            )
        rows = range(first, page.row)
        self.offer_ledger(page, rows)
        # A ledger without open problems says nothing that could be mistaken for an answer, so it needs no seal.
        freeze, sealed = f"E{repeat.stop}", bool(self.form.problems)
        self.finish(page, repeat, landscape=True, freeze=freeze, sealed=sealed)

    def write_problem(self, problem: Row) -> list[str | date | None]:
        """A problem as the ledger holds it."""
        school, item = str(problem["school_id"]), str(problem["item_id"])
        status = self.speller.status(str(problem["status"]), str(problem["blocked_by"]))
        days = [_day(str(problem[name])) for name in ("found_on", "deadline", "claimed_on", "verified_on")]
        known = item in self.standards.items
        return [
            str(problem["problem_id"]) or None, school, self.speller.school(school), days[0],
            self.speller.item(item) if known else None, str(problem["text"]), days[1], status or None, *days[2:], None,
        ]  # fmt: skip

    def offer_ledger(self, page: Page, rows: range) -> None:
        """The drop-downs of the ledger."""
        offered = {"school_name": [self.places["schools"]], "item_no": [self.places["items"]]}
        offered["status"] = self.speller.statuses()
        for column, (role, _) in enumerate(LEDGER, start=1):
            if role in offered:
                cells = [page.sheet.cell(row, column) for row in rows]
                page.offer(cells, offered[role], title=self.say("bad_answer"), message=self.say("bad_answer_do"))

    def list_options(self) -> None:
        """A sheet of one column that feeds the drop-downs of schools and items."""
        page = Page(self.book.create_sheet(self.say("sheet_options")), self.standards.lang, [60.0])
        page.line(self.say("options"))
        asked = [item_id for area in self.form.items.values() for item_id, _ in area]
        told = [str(row["item_id"]) for row in self.form.problems if row["item_id"] in self.standards.items]
        items = [item_id for item_id in self.standards.items if item_id in (*asked, *told)]
        groups = {
            "schools": [self.speller.school(school) for school in self.form.schools],
            "items": [self.speller.item(item_id) for item_id in items],
        }
        for name, texts in groups.items():
            first = page.row
            for text in texts:
                page.line(text)
            last = max(page.row - 1, first)
            self.places[name] = f"='{page.sheet.title}'!$A${first}:$A${last}"
        page.sheet.print_area = "A1:A1"  # nobody needs the lists on paper

    # ---- the guide

    def draw_guide(self, sheet: Worksheet) -> None:
        """How to fill in, on one page."""
        page = Page(sheet, self.standards.lang, [80.0])
        page.line(self.say("guide.title", round=self.paper.settings.name, label=self.label), size=15, bold=True)
        mark = self.standards.say("mark.list")
        listed = mark.join(self.speller.school(school) for school in self.form.schools)
        page.line(self.say("guide.schools", listed=listed))
        for text in (*self.tell_answers(), *self.tell_counts(), *self.tell_ledger()):
            page.line(text, size=11)
        uncertain = [self.standards.name(item_id) for item_id in self.paper.uncertain]
        if uncertain:
            page.line(self.say("guide.uncertain", listed=mark.join(uncertain)), size=11)
        page.line(self.say("guide.persons"), size=11)
        page.line(self.say("guide.sheets"), size=11)
        footer = self.say("footer", round=self.paper.settings.name, label=self.label, sheet=sheet.title)
        page.print_on_a4(landscape=False, repeat=None, footer=footer, pages=self.say("pages"))

    def tell_answers(self) -> list[str]:
        """What each answer means."""
        meanings = [
            self.say("guide.answer", word=self.speller.answer(verdict), meaning=self.say(f"answer.{verdict}"))
            for verdict in ANSWERS
        ]
        grey = [self.say("guide.grey")] if self.by_team else []
        return [self.say("guide.answers"), *meanings, self.say("guide.blank"), *grey, self.say("guide.reasons")]

    def tell_counts(self) -> list[str]:
        """How counts are written, and that urinals are no stalls where stalls are asked."""
        asked = {name for area in self.form.measures.values() for name, _ in area}
        if not asked:
            return []
        return [self.say("guide.counts"), *([self.say("guide.toilets")] if "urinals" in asked else [])]

    def tell_ledger(self) -> list[str]:
        """How the ledger is kept."""
        if not self.form.problems:
            return [self.say("guide.no_ledger"), self.say("guide.new")]
        closed, claimed = self.speller.status("closed_verified"), self.speller.status("claimed_done")
        return [
            self.say("guide.ledger", day=self.paper.day.isoformat(), count=len(self.form.problems)),
            self.say("guide.closed", closed=closed, claimed=claimed), self.say("guide.new"),
        ]  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _texts(sheet: Worksheet, *, skip: str) -> list[str]:
    """Every text of a sheet in reading order, as the reader will see it."""
    return [
        show_value(cell.value).strip()
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "") and cell.coordinate != skip
    ]


def _sheet_name(text: str) -> str:
    """A name that a workbook may give a sheet."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in text)[:31].strip()
