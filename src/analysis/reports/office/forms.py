"""`ducha form`: the blank workbooks of a round, put where people find them, never over one that a person filled in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from analysis.errors import StandardsError
from analysis.reports.office.asked import TEAM, Form, Paper, ask_round
from analysis.reports.office.form_answers import draw_area, draw_counts
from analysis.reports.office.form_book import FormBook
from analysis.reports.office.form_guide import draw_guide
from analysis.reports.office.form_ledger import draw_ledger, list_options
from analysis.reports.office.saving import save_book
from analysis.reports.office.spelling import Speller
from analysis.reports.privacy.gate import Gate, list_known
from analysis.reports.publish.swap import Published, publish
from analysis.rounds.folder import hold_outputs
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

FOLDER = "forms"
"""Folder of a round's products that holds its forms."""
LONGEST_NAME = 80
"""Bytes of a file name before its suffix."""


@dataclass(frozen=True)
class Forms:
    """What `ducha form` made.

    Attributes:
        paths: the workbooks, in the order of the plan.
        lines: what to tell about them.
    """

    paths: tuple[Path, ...]
    lines: tuple[str, ...]


def write_forms(
    workspace: Workspace, round_id: str, standards: Standards, *, by: str = TEAM, as_of: date | None = None
) -> Forms:
    """Make the blank forms of a round and publish them in outputs/<round>/forms.

    Args:
        workspace: where the round lies.
        round_id: a round with round.toml and plan.xlsx.
        standards: what is looked at; its language is that of the form.
        by: `team` (schools across) or `school` (one workbook each, with requirements and explanations).
        as_of: the day that open problems are told for; the round's first day where not given.

    Raises:
        MissingError: no such round, or nobody is due in its plan.
        StandardsError: the rule files have no word that the reader knows for something that a form must say.
        PrivacyStop: a form would hold something like a person's number; nothing was written.
        Locked: another run writes outputs, or a form is open in another program.
    """
    paper = ask_round(workspace, round_id, standards, by=by, as_of=as_of)
    speller = Speller(standards, paper.register)
    products: dict[str, bytes] = {}
    for form in paper.forms:
        name = _name_file(form, speller, taken=set(products))
        book = draw_form(paper, form, speller)
        _check_words(speller)
        products[name] = save_book(book, day=paper.settings.first_day, title=paper.settings.name)
    folder = workspace.outputs / paper.settings.id / FOLDER
    with hold_outputs(workspace.outputs, standards):
        published = publish(folder, products, Gate(standards, known=list_known(paper.register)))
    return Forms(tuple(published.paths.values()), tuple(_tell(paper, published, standards)))


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
        name = say("form.file_team", team=_clean(form.team))
    else:
        name = say("form.file_school", school=_clean(f"{form.schools[0]} {speller.school(form.schools[0])}"))
    stem, suffix = Path(name).stem, Path(name).suffix
    return f"{stem}-{form.number}{suffix}" if name in taken else name


def _clean(text: str) -> str:
    kept = "".join(
        letter for letter in text if letter in " -_（）()" or unicodedata.category(letter)[0] in "LN"
    )  # letters and digits only: no control, bidi or path sign
    while len(kept.encode("utf-8")) > LONGEST_NAME // 2:
        kept = kept[:-1]
    return kept.strip() or "_"


def _tell(paper: Paper, published: Published, standards: Standards) -> Iterator[str]:
    forms = paper.forms
    yield standards.say(
        "form.done", round=paper.settings.id, name=paper.settings.name, count=len(forms),
        schools=len({school for form in forms for school in form.schools}),
        items=len({item for form in forms for area in form.items.values() for item, _ in area}),
        measures=len({name for form in forms for area in form.measures.values() for name, _ in area}),
        problems=sum(len(form.problems) for form in forms),
    )  # fmt: skip
    if paper.unplanned:
        yield standards.say("form.unplanned", count=paper.unplanned)
    for name, path in published.paths.items():
        if path.name != name:
            yield standards.say("page.run.kept", name=name, new=path.name)
