"""The blank workbooks of a round as bytes: who goes where is asked what, with last round's open problems."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from analysis.errors import StandardsError
from analysis.reports.office.asked import Form, Paper
from analysis.reports.office.form_answers import draw_area, draw_counts
from analysis.reports.office.form_book import FormBook
from analysis.reports.office.form_guide import draw_guide
from analysis.reports.office.form_ledger import draw_ledger, list_options
from analysis.reports.office.saving import clean_name, save_book
from analysis.reports.office.spelling import Speller
from analysis.standards.model import Standards

LONGEST_NAME = 80
"""Bytes of a file name before its suffix."""


def make_forms(paper: Paper, standards: Standards) -> dict[str, bytes]:
    """The blank forms of a round: file name → content, in the order of the plan.

    Raises:
        StandardsError: the rule files have no word that the reader knows for something that a form must say.
    """
    speller = Speller(standards, paper.register)
    made: dict[str, bytes] = {}
    for form in paper.forms:
        name = _name_file(form, speller, taken=set(made))
        book = draw_form(paper, form, speller)
        _check_words(speller)
        made[name] = save_book(book, day=paper.settings.first_day, title=paper.settings.name)
    return made


def draw_form(paper: Paper, form: Form, speller: Speller) -> Workbook:
    """Draw every sheet of a form; the words that would not read back are left in the speller."""
    book = FormBook(paper, form, speller)
    workbook = book.workbook
    workbook.remove(workbook.active)
    guide = workbook.create_sheet(book.say("sheet_guide"))
    list_options(book)
    for area, asked in form.items.items():
        draw_area(book, area, asked)
    if form.measures:
        draw_counts(book)
    draw_ledger(book)
    draw_guide(book, guide)
    workbook.move_sheet(workbook[book.say("sheet_options")], offset=len(workbook.sheetnames))
    workbook.active = 0
    return workbook


def _check_words(speller: Speller) -> None:
    """Refuse to make a form that would not read back."""
    if speller.unread:
        say = speller.standards.say
        listed = say("mark.list").join(speller.unread)
        raise StandardsError(say("form.unread", listed=listed), do=say("form.unread_do"))


def _name_file(form: Form, speller: Speller, *, taken: set[str]) -> str:
    """File name of a form: no sign that a file system or a reader of names stumbles over, no two alike."""
    say = speller.standards.say
    if form.team:
        name = say("form.file_team", team=clean_name(form.team, most=LONGEST_NAME // 2))
    else:
        name = say(
            "form.file_school",
            school=clean_name(f"{form.schools[0]} {speller.school(form.schools[0])}", most=LONGEST_NAME // 2),
        )
    stem, suffix = Path(name).stem, Path(name).suffix
    return f"{stem}-{form.number}{suffix}" if name in taken else name
