"""The answered review workbook (待核对.xlsx), as rows: what was asked about which cells, and what a person answered.

It lies in the round's folder beside the workbooks, where the person saved it; it is never read as one of them. The
first sheet is for people. Two hidden sheets hold, for each row, its cells as they were and what each answer offered
stands for, so that rows may be sorted, deleted and answered in either language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.errors import CorrectionsError, Place, RefusedWorkbook
from analysis.reading.cells import show_value
from analysis.reading.context import Context
from analysis.reading.privacy import show_file
from analysis.reading.schools import empty_register
from analysis.reading.worker import Worker
from analysis.standards.model import Standards
from analysis.standards.words import fold

REVIEW_FILES = {"zh": "待核对.xlsx", "en": "to_check.xlsx"}
"""Name of the review workbook by language.

Not in the wording: a round may be read in another language than the one it was asked in, and an answered review
workbook must never be read as a sender's, whatever the wording in use calls it.
"""
CELLS_SHEET, CHOICES_SHEET = "_cells", "_choices"
"""Its hidden sheets."""
CELL_COLUMNS = (
    "no", "kind", "code", "choices", "file", "sheet", "cell", "was", "school", "item", "aspect", "says", "pair",
)  # fmt: skip
"""Columns of the first: a row a cell."""
CHOICE_COLUMNS = ("choices", "label", "value")
"""Columns of the second: a row an answer offered."""
COLUMNS = ("no", "where", "seen", "problem", "affects", "proposal", "answer", "reason", "by_role", "scope")
"""Columns of the first sheet, by their names in the wording (review.column.…)."""
_READ = ("no", "answer", "reason", "by_role", "scope")
TITLES, SCOPE_LIST = "titles", "scopes"
"""Lists of the second hidden sheet that no question offers: the titles of the columns, and the scopes."""
SCOPES = ("cell", "sheet", "listed", "always")
"""How far an answer goes: the first cell named, its sheet, every cell named, or these and every later one."""
_NAMES = re.compile(
    rf"^(?:{'|'.join(re.escape(Path(name).stem) for name in REVIEW_FILES.values())})(?:[ _(（-].*)?\.xlsx$", re.I
)


@dataclass(frozen=True)
class Spot:
    """A cell that a question is about.

    Attributes:
        file: path within the round.
        sheet: its sheet, "" for a text file or where a whole file is meant.
        cell: its address, or "".
        was: its text as written; "" for counts of persons, which the review workbook does not show.
        school: school_id of its finding or measurement, or "".
        item: item_id or measure, or "".
        aspect: likewise.
        says: what it says in words of its own (达标, 45), so that another cell can be made to say it.
        pair: what it shares with the cell that it contradicts, where whole files do.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    was: str = ""
    school: str = ""
    item: str = ""
    aspect: str = ""
    says: str = ""
    pair: str = ""


@dataclass(frozen=True)
class Answer:
    """A row that a person has answered.

    Attributes:
        file: name of the review workbook.
        row: its row on the first sheet.
        no: the number of its question.
        kind: kind of question (see reports/review/questions.py).
        code: code of the flags that it is about.
        spots: its cells.
        choices: folded label → value of the answers that were offered.
        labels: those answers as they are written.
        said: answer, reason and by_role as written; scope as one of `SCOPES`, as written where it is none, or "".
    """

    file: str
    row: int
    no: str
    kind: str
    code: str
    spots: tuple[Spot, ...]
    choices: Mapping[str, str]
    labels: tuple[str, ...]
    said: Mapping[str, str]


def is_review_file(name: str) -> bool:
    """Whether a file of this name is an answered review workbook (待核对.xlsx, 待核对(1).xlsx, to_check.xlsx)."""
    return bool(_NAMES.match(name))


def find_reviews(folder: Path) -> list[Path]:
    """The answered review workbooks in a round's folder, sorted."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and is_review_file(path.name))


def key_file(file: str) -> str:
    """What a review workbook calls a file by: its name, or a hash of it where it names a person."""
    return file if show_file(file) == file else f"#{sha256(file.encode('utf-8')).hexdigest()[:16]}"


def read_answers(path: Path, standards: Standards, files: Iterable[str] = ()) -> tuple[Answer, ...]:
    """Read the rows that a person has answered; rows without an answer are left out.

    Args:
        path: the review workbook.
        standards: words of messages.
        files: the files of its round, which it may call by a key.

    Raises:
        CorrectionsError: it is no review workbook any more: damaged, or without its hidden sheets or columns.
    """
    try:
        with Worker(standards, empty_register()) as worker:
            sheets = worker.read_sheets(path, Context("", path.name))
    except RefusedWorkbook as error:
        raise CorrectionsError(
            standards.say("review.unreadable"), place=Place(path.name), seen=error.what,
            do=standards.say("review.unreadable_do"),
        ) from None  # fmt: skip
    named = {sheet.name: sheet.rows for sheet in sheets}
    if CELLS_SHEET not in named or CHOICES_SHEET not in named:
        raise _report_changed(path, standards)
    rows = [[show_value(value) for value in row] for row in sheets[0].rows]
    keys = {key_file(file): file for file in files}
    offered = _read_choices(named[CHOICES_SHEET][1:], keys)
    choices = {name: {fold(label): value for label, value in listed.items()} for name, listed in offered.items()}
    head = _find_head(rows, choices.get(TITLES, {}))
    if head is None:
        raise _report_changed(path, standards)
    asked = _read_questions(named[CELLS_SHEET][1:], keys)
    answers = []
    for number, row in enumerate(rows[head[0] + 1 :], start=head[0] + 2):
        said = {name: row[at].strip() if at < len(row) else "" for name, at in head[1].items()}
        said["scope"] = choices.get(SCOPE_LIST, {}).get(fold(said.get("scope", "")), said.get("scope", ""))
        if said["answer"] and said["no"]:
            kind, code, listed, spots = asked.get(said["no"], ("", "", "", ()))
            labels = tuple(offered.get(listed, {}))
            own = choices.get(listed, {})
            answers.append(Answer(path.name, number, said["no"], kind, code, spots, own, labels, said))
    return tuple(answers)


def _report_changed(path: Path, standards: Standards) -> CorrectionsError:
    return CorrectionsError(
        standards.say("review.changed"), place=Place(path.name), do=standards.say("review.unreadable_do")
    )


def _find_head(rows: Sequence[Sequence[str]], titles: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """The header row and the columns that are read."""
    for number, row in enumerate(rows[:10]):
        named = {titles[fold(title)]: at for at, title in enumerate(row) if fold(title) in titles}
        if named and set(_READ) <= set(named):
            return number, named
    return None


def _read_questions(
    rows: Iterable[Sequence[Any]], keys: Mapping[str, str]
) -> dict[str, tuple[str, str, str, tuple[Spot, ...]]]:
    asked: dict[str, tuple[str, str, str, list[Spot]]] = {}
    own = {part.name for part in fields(Spot)}
    for row in rows:
        told = dict(zip(CELL_COLUMNS, (show_value(value) for value in row), strict=False))
        if told.get("no"):
            question = asked.setdefault(told["no"], (told["kind"], told["code"], told["choices"], []))
            spot = Spot(**{name: told.get(name, "") for name in own})
            question[3].append(replace(spot, file=keys.get(spot.file, spot.file)))
    return {no: (kind, code, listed, tuple(spots)) for no, (kind, code, listed, spots) in asked.items()}


def _read_choices(rows: Iterable[Sequence[Any]], keys: Mapping[str, str]) -> dict[str, dict[str, str]]:
    choices: dict[str, dict[str, str]] = {}
    for row in rows:
        listed, label, value = (*(show_value(value) for value in row), "", "", "")[:3]
        if listed and label:
            choices.setdefault(listed, {})[label] = keys.get(value, value)
    return choices
