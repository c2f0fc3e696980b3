"""待核对.xlsx: every flag of a round as a question, with a list to answer from, for people to fill in and send back.

The first sheet is for people, the second says how to fill it in; two hidden ones hold what `ducha read` needs to take
the answers (rounds/answers.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis.reading.privacy import show_file
from analysis.reports.office.page import PrintedSheet, height_of, paint
from analysis.reports.office.saving import save_book
from analysis.reports.review.questions import Question
from analysis.rounds.answers import (
    CELL_COLUMNS,
    CELLS_SHEET,
    CHOICE_COLUMNS,
    CHOICES_SHEET,
    COLUMNS,
    SCOPE_LIST,
    SCOPES,
    TITLES,
    key_file,
)
from analysis.rounds.meanings import SEEN
from analysis.rounds.round import Round
from analysis.standards.model import Standards
from analysis.tables import FORMULA_SIGNS

WIDTHS = {"no": 5, "where": 27, "seen": 15, "problem": 36, "affects": 14, "proposal": 19, "answer": 22,
          "reason": 15, "by_role": 11, "scope": 11}  # fmt: skip
"""Width of each column in characters; together they fill an A4 page across."""
INPUTS = ("answer", "reason", "by_role", "scope")
"""Columns that a person fills in."""
MOST_CELLS = 12
"""Cells named in a row; the others are counted."""
MOST_CODES = 6
"""Codes of numbers named in a row."""
Say = Callable[..., str]
"""`Standards.say`."""


@dataclass(frozen=True)
class Review:
    """A review workbook, made.

    Attributes:
        content: its bytes, the same for the same round.
        asked: questions whose answer changes something.
        told: questions that are only to be looked at.
        numbers: printed numbers that the questions move.
    """

    content: bytes
    asked: int
    told: int
    numbers: int


def make_review(round_: Round, questions: Sequence[Question]) -> Review:
    """Make the review workbook of a round.

    Args:
        round_: the round; its standards choose the language, its date is the workbook's.
        questions: from `list_questions`.
    """
    say, book = round_.standards.say, Workbook()
    sheet = book.active
    sheet.title = say("review.sheet")
    lists = _Lists(questions, say)
    _draw_questions(sheet, round_, questions, lists)
    _draw_guide(book.create_sheet(say("review.guide_sheet")), round_)
    _fill_hidden(book.create_sheet(CELLS_SHEET), CELL_COLUMNS, _list_cells(questions, lists))
    _fill_hidden(book.create_sheet(CHOICES_SHEET), CHOICE_COLUMNS, lists.rows())
    content = save_book(book, day=round_.as_of, title=say("review.title", name=round_.name))
    told = sum(question.kind == SEEN for question in questions)
    numbers = {code for question in questions for code in question.numbers}
    return Review(content, len(questions) - told, told, len(numbers))


class _Lists:
    """The lists of answers, each once, and where they lie on the hidden sheet."""

    def __init__(self, questions: Sequence[Question], say: Say) -> None:
        self.say = say
        self.names: dict[tuple[tuple[str, str], ...], str] = {}
        self.files = {spot.file for question in questions for spot in question.spots}
        for question in questions:
            if question.choices and question.choices not in self.names:
                self.names[question.choices] = f"list{len(self.names) + 1}"
        self.places: dict[str, tuple[int, int]] = {}
        for row, (name, _, _) in enumerate(self.rows(), start=2):
            first, _ = self.places.get(name, (row, row))
            self.places[name] = (first, row)

    def rows(self) -> list[tuple[str, str, str]]:
        """List, label and value, a row each: the columns' titles and the scopes first."""
        say = self.say
        found = [(TITLES, say(f"review.column.{name}"), name) for name in COLUMNS]
        found += [(SCOPE_LIST, say(f"review.scope.{scope}"), scope) for scope in SCOPES]
        return found + [
            (name, label, key_file(value) if value in self.files else value)
            for listed, name in self.names.items()
            for label, value in listed
        ]

    def formula(self, question: Question) -> str:
        """The range of a question's answers."""
        first, last = self.places[self.names[question.choices]]
        return f"{quote_sheetname(CHOICES_SHEET)}!$B${first}:$B${last}"


def _draw_questions(sheet: Worksheet, round_: Round, questions: Sequence[Question], lists: _Lists) -> None:
    standards, say = round_.standards, round_.standards.say
    page = PrintedSheet(sheet, standards.style, [WIDTHS[name] for name in COLUMNS])
    page.line(say("review.title", name=round_.name), size=14, bold=True)
    asked = sum(question.kind != SEEN for question in questions)
    numbers = len({code for question in questions for code in question.numbers})
    page.line(say("review.summary", day=round_.as_of.isoformat(), count=len(questions), asked=asked, numbers=numbers))
    head = page.head([[say(f"review.column.{name}")] for name in COLUMNS])
    rules = _Rules(sheet, standards)
    for number, question in enumerate(questions, start=1):
        row = page.cells(_write_row(number, question, round_), _looks(question))
        rules.add(row, question, lists)
    if not questions:
        page.line(say("review.nothing"))
    sheet.freeze_panes = f"C{head.stop}"
    if questions:
        sheet.auto_filter.ref = f"A{head.start}:{get_column_letter(len(COLUMNS))}{page.row - 1}"
    page.print_on_a4(
        landscape=True, repeat=head, footer=say("review.title", name=round_.name), pages=say("review.pages")
    )


def _looks(question: Question) -> dict[int, dict[str, object]]:
    fill = "band" if question.kind == SEEN else "asked"
    looks: dict[int, dict[str, object]] = {COLUMNS.index(name) + 1: {"fill": fill} for name in INPUTS}
    # Red is for what is wrong and moves a printed number.
    looks[1] = {"align": "center", "color": "seal" if question.severity == "error" and question.numbers else "ink"}
    looks[COLUMNS.index("seen") + 1] = {"bold": True}
    return looks


def _write_row(number: int, question: Question, round_: Round) -> list[str | None]:
    say = round_.standards.say
    codes = say("mark.list").join(_name_code(code, round_.standards) for code in question.numbers[:MOST_CODES])
    more = "…" if len(question.numbers) > MOST_CODES else ""
    affects = say("review.affects", count=len(question.numbers), codes=codes + more) if question.numbers else "—"
    told = {
        "no": str(number), "where": _write_where(question, round_), "seen": question.seen,
        "problem": question.message, "affects": affects, "proposal": question.proposal,
    }  # fmt: skip
    return [told.get(name) or None for name in COLUMNS]


def _name_code(code: str, standards: Standards) -> str:
    """A code with the name of its item or area; any other number is known by its code in the report."""
    names = {standards.code(item.id): standards.name(item.id) for item in standards.items.values()}
    names |= {area.total_code: standards.text(area.short) for area in standards.areas}
    return standards.say("review.code", code=code, name=names[code]) if code in names else code


def _write_where(question: Question, round_: Round) -> str:
    """Files, sheets and cells, a line a sheet; the first cell first, for the narrowest scope means it."""
    say = round_.standards.say
    sheets: dict[tuple[str, str], list[str]] = {}
    for spot in question.spots:
        cells = sheets.setdefault((spot.file, spot.sheet), [])
        if spot.cell and spot.cell not in cells:
            cells.append(spot.cell)
    lines, left = [], MOST_CELLS
    for (file, sheet), cells in sheets.items():
        shown = cells[: max(left, 1)]
        left -= len(shown)
        more = say("review.more", count=len(cells) - len(shown)) if len(shown) < len(cells) else ""
        place = f" [{sheet}]" if sheet else ""
        name = f"{say('mark.open_file')}{show_file(file)}{say('mark.close_file')}"
        lines.append(f"{name}{place} {say('mark.list').join(shown)}{more}")
    return "\n".join(line.strip() for line in lines)


class _Rules:
    """The drop-down lists of the first sheet, one for each list."""

    def __init__(self, sheet: Worksheet, standards: Standards) -> None:
        self.sheet, self.say = sheet, standards.say
        self.ground = paint(standards.style, "band")
        self.made: dict[str, DataValidation] = {}

    def add(self, row: int, question: Question, lists: _Lists) -> None:
        """Let the answer and the scope of a row be chosen."""
        say = self.say
        if question.choices:
            # A name or an item may also be typed: a warning, not a stop.
            self._rule(lists.formula(question), stop=question.kind in ("verdict", "cell", "file")).add(
                f"{_letter('answer')}{row}"
            )
        elif question.kind != SEEN:
            cell = self.sheet[f"{_letter('answer')}{row}"]
            prompt = DataValidation(
                promptTitle=say("review.column.answer"), prompt=say(f"review.prompt.{question.kind}")
            )
            prompt.showInputMessage = True
            self.sheet.add_data_validation(prompt)
            prompt.add(cell)
        scope = self.sheet[f"{_letter('scope')}{row}"]
        if question.scopes:
            words = [say(f"review.scope.{name}") for name in question.scopes]
            self._rule(f'"{",".join(words)}"', stop=True).add(scope)
        else:
            scope.fill = self.ground

    def _rule(self, formula: str, *, stop: bool) -> DataValidation:
        rule = self.made.get(f"{formula}{stop}")
        if rule is None:
            say = self.say
            rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
            rule.errorStyle = "stop" if stop else "warning"
            rule.errorTitle, rule.error = say("review.bad_answer"), say("review.bad_answer_do")
            self.sheet.add_data_validation(rule)
            self.made[f"{formula}{stop}"] = rule
        return rule


def _letter(name: str) -> str:
    return str(get_column_letter(COLUMNS.index(name) + 1))


def _draw_guide(sheet: Worksheet, round_: Round) -> None:
    standards, say = round_.standards, round_.standards.say
    page = PrintedSheet(sheet, standards.style, [18, 78])
    page.line(say("review.guide_title"), size=14, bold=True)
    for number in range(1, int(say("review.guide.count")) + 1):
        page.line(say(f"review.guide.{number}", round=round_.id))
    page.line("")
    head = page.head([[say("review.guide.column")], [say("review.guide.meaning")]])
    for name in COLUMNS:
        page.cells([say(f"review.column.{name}"), say(f"review.about.{name}")], {1: {"bold": True}})
    for scope in SCOPES:
        page.cells([say(f"review.scope.{scope}"), say(f"review.about_scope.{scope}")], {1: {"bold": True}})
    page.print_on_a4(landscape=False, repeat=head, footer=say("review.guide_title"), pages=say("review.pages"))
    for row in range(2, head.start):
        text = str(sheet.cell(row, 1).value or "")
        sheet.row_dimensions[row].height = height_of([(text, 96)])


def _list_cells(questions: Sequence[Question], lists: _Lists) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, question in enumerate(questions, start=1):
        listed = lists.names.get(question.choices, "")
        for spot in question.spots:
            rows.append((
                str(number), question.kind, question.code, listed, key_file(spot.file), spot.sheet, spot.cell, spot.was,
                spot.school, spot.item, spot.aspect, spot.says, spot.pair,
            ))  # fmt: skip
    return rows


def _fill_hidden(sheet: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet.append(list(columns))
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, column)
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub(_escape, text), "s"
                cell.quotePrefix = text.startswith(FORMULA_SIGNS)
    sheet.sheet_state = "hidden"


def _escape(found: re.Match[str]) -> str:
    """A control character as Excel stores it, so that `ducha read` holds to the character what it asked about."""
    return f"_x{ord(found[0]):04X}_"
