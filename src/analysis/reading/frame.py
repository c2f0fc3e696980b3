"""One table, understood: what its columns are for, which names the school, which the item, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.reading.around import Around
from analysis.reading.blocks import Block, Layout
from analysis.reading.columns import Subject, read_subject
from analysis.reading.grid import Grid
from analysis.reading.numbers import parse_number, parse_ratio
from analysis.reading.phrases import read_parts
from analysis.reading.privacy import Guard, doubts_column, refuse_column
from analysis.reading.resolving import Match
from analysis.reading.scores import mark_scores
from analysis.reading.stages import stage_of
from analysis.reading.table_keys import TableKeys, are_many, schools_across
from analysis.reading.terms import Terms
from analysis.reading.ticks import TickGroup, find_ticks
from analysis.reading.values import Question, parse_verdict
from analysis.standards.words import fold

_SAMPLE = 200
_LEDGER = ("deadline", "status", "closed_flag", "measures", "done_date", "verify_date", "severity")
"""Roles that make a table with a problem column a ledger."""
_LABELS = (
    "seq", "school_code", "school_stage", "town", "is_teaching_point", "inspection_date", "round", "team", "area",
    "kind_of", "item_no", "method", "evidence", "unit_of_measure", "location", "rank", "score_deducted", "severity",
    "problem_id", "responsible_unit", "responsible", "measures", "deadline", "status", "closed_flag", "done_date",
    "verify_date", "export", "total_score", "total", "extended_to", "extension_asked", "extension_reason",
    "waits_for", "reply_raised", "reply_received", "reply_grounds", "reply_decision", "reply_role", "reply_decided",
)  # fmt: skip
"""Roles whose cells are neither judged nor counted nor remarks."""
REMARKS = ("remark", "explanation", "good_practice", "advice", "deduct_reason")
"""Roles of free words that are no problem."""


@dataclass(frozen=True)
class TableFrame:
    """A table with its columns understood.

    Attributes:
        block: where it lies.
        body: its body rows (subtotals and statistics left out).
        subjects: column → what its titles say.
        school_column: the column of school names, or -1.
        code_column: the column of school codes, or -1.
        town_column: the column of towns, or -1.
        item_column: the column that names an item a row, or -1.
        group_columns: columns left of the item column that group it.
        unit_column: the column of units, or -1.
        schools: column → the school it stands for (items down, schools across).
        ticks: groups of tick columns.
        refused: column → class.
        refused_rows: row → class, where items stand in the rows; they are left out of the body.
        doubted: those of them that were refused for what they hold, whatever their title.
        ledger: whether its rows are problems.
        scored: whether its numbers are marks.
    """

    block: Block
    body: tuple[int, ...]
    subjects: Mapping[int, Subject]
    school_column: int = -1
    code_column: int = -1
    town_column: int = -1
    item_column: int = -1
    group_columns: tuple[int, ...] = ()
    unit_column: int = -1
    schools: Mapping[int, tuple[str, Match]] = field(default_factory=dict)
    ticks: tuple[TickGroup, ...] = ()
    refused: Mapping[int, str] = field(default_factory=dict)
    refused_rows: Mapping[int, str] = field(default_factory=dict)
    doubted: frozenset[int] = frozenset()
    ledger: bool = False
    scored: bool = False

    def with_role(self, *roles: str) -> list[int]:
        """The columns of these roles, refused ones left out."""
        return [c for c, subject in self.subjects.items() if subject.role in roles and c not in self.refused]

    @property
    def replies(self) -> bool:
        """Whether its rows are schools' replies (申辩) and nothing else, so that what they quote is no finding."""
        return bool(self.with_role("reply_grounds")) and not self.with_role("problem")

    def works(self, grid: Grid, terms: Terms) -> bool:
        """Whether the table is about schools' work: a column of problems, or of verdicts under an item."""
        if self.ticks or self.with_role("problem", "reply_grounds"):
            return True
        if self.repeats_schools(grid):
            return False
        for column, subject in self.subjects.items():
            if subject.item and column not in self.refused:
                filled, _, answers = count_kinds(grid, [(row, column) for row in self.body[:50]], subject, {}, terms)
                if filled and answers * 2 >= filled:
                    return True
        return False

    def repeats_schools(self, grid: Grid) -> bool:
        """Whether rows without an item name at most two schools in three rows: then they are not schools' rows."""
        if self.school_column < 0 or self.item_column >= 0:
            return False
        named = [grid.at(row, self.school_column) for row in self.body if grid.text[row][self.school_column]]
        return len(named) > 2 and len(set(named)) * 3 <= len(named) * 2

    @property
    def free(self) -> list[int]:
        """Columns that may hold values: not labels, not the keys, not refused, not ticks, not free words."""
        keys = {
            self.school_column,
            self.code_column,
            self.town_column,
            self.item_column,
            self.unit_column,
            *self.group_columns,
        }
        taken = {column for group in self.ticks for column in group.columns}
        skip = (*_LABELS, *REMARKS, "problem", "school_name", "item_text")
        return [
            column
            for column, subject in self.subjects.items()
            if column not in keys
            and column not in taken
            and column not in self.refused
            and (subject.role not in skip or (subject.role == "total" and bool(subject.measures)))
        ]


def read_frame(grid: Grid, layout: Layout, block: Block, around: Around, terms: Terms, guard: Guard) -> TableFrame:
    """Understand the columns of a table."""
    body = tuple(row for row in block.body if block.own.get(row, layout.roles[row]) in ("body", "blank_form"))
    sample = body[:_SAMPLE]
    captions = (*reversed(block.titles), *around.texts)
    subjects = {column: read_subject(path, terms, captions) for column, path in block.paths.items()}
    subjects, scored = mark_scores(grid, block, subjects, sample, captions, terms)
    values = {
        column: [text for row in sample if (text := grid.text[row][column] or grid.at(row, column))]
        for column in subjects
    }
    refused = {
        c: kind
        for c, path in block.paths.items()
        if (kind := refuse_column(path, values[c], guard, _known_to(subjects[c], terms)))
    }
    keys = TableKeys(subjects, values, refused, terms, block.paths)
    schools = schools_across(block, subjects, refused, around, terms)
    school = -1 if are_many(schools) else keys.school()
    schools = {} if school >= 0 else schools
    item = keys.item(school, across=bool(schools))
    groups = keys.groups(item)
    if schools:
        item, groups = keys.labels(item, groups, min(schools))
    problem = any(s.role == "problem" for c, s in subjects.items() if c not in refused)
    return TableFrame(
        block=block,
        body=body,
        subjects=subjects,
        school_column=school,
        code_column=keys.first("school_code"),
        town_column=keys.first("town"),
        item_column=item,
        group_columns=groups,
        unit_column=keys.unit() if item >= 0 else -1,
        schools=schools,
        ticks=find_ticks(block.paths, subjects, terms, refused),
        refused=refused,
        doubted=frozenset(c for c in refused if doubts_column(block.paths[c], guard)),
        scored=scored,
        ledger=problem and any(_tells_progress(s, block.paths[c], terms) for c, s in subjects.items()),
    )


def _tells_progress(subject: Subject, path: Sequence[str], terms: Terms) -> bool:
    """Whether a column tells how far a problem has come: by its role, or by the parts of its title."""
    if subject.role in _LEDGER:
        return True
    return not (subject.role or subject.item) and bool(path) and bool(stage_of(path[-1], terms.words))


NO_NAMES = (
    "seq", "school_name", "school_code", "school_stage", "town", "area", "kind_of", "item_text", "item_no", "method",
    "unit_of_measure", "location", "responsible_unit", "total", "reply_raised", "reply_decision", "reply_role",
    "waits_for",
)  # fmt: skip
"""Roles of columns whose short words are never taken for names of persons."""


def _known_to(subject: Subject, terms: Terms) -> Callable[[str], bool]:
    """What tells a word of a column from a name of a person."""
    if subject.role in NO_NAMES:
        return lambda text: True
    return lambda text: is_known(text, terms)


def is_known(text: str, terms: Terms) -> bool:
    """Whether a text is a word of verdict, a title, a school or a town, and so no name of a person."""
    return (
        terms.is_answer(text)
        or terms.is_title(text)
        or terms.is_school(text)
        or bool(read_parts(fold(text), terms.words) or terms.register.town_of(text, terms.words))
    )


def count_kinds(
    grid: Grid,
    places: Iterable[tuple[int, int]],
    subject: Subject,
    legend: Mapping[str, str],
    terms: Terms,
    memo: dict[str, tuple[bool, bool]] | None = None,
) -> tuple[int, int, int]:
    """How many of these cells hold something, a number, a word of verdict.

    Args:
        grid: the sheet.
        places: the cells.
        subject: what they are about; a measure may be a ratio.
        legend: the marks that the workbook explains.
        terms: words and register.
        memo: texts already looked at under the same legend, for one kind of subject.
    """
    filled = numbers = answers = 0
    memo = {} if memo is None else memo
    for row, column in places:
        text = grid.text[row][column] or grid.at(row, column)
        if not text:
            continue
        known = memo.get(text)
        if known is None:
            known = memo[text] = _kind_of(grid.value(row, column), text, subject, legend, terms)
        filled += 1
        numbers += known[0]
        answers += known[1]
    return filled, numbers, answers


def _kind_of(value: Any, text: str, subject: Subject, legend: Mapping[str, str], terms: Terms) -> tuple[bool, bool]:
    """Whether a cell is a number, and whether it is a word of verdict."""
    number = parse_number(value, terms.words) is not None
    number = number or (bool(subject.measures) and parse_ratio(value) is not None)
    said = parse_verdict(text, Question(legend=legend, symbols=True), terms.words)
    answer = said.verdict != "unreadable" or said.flag in ("two_ticks", "two_answers")
    folded = fold(text)
    counted = number and text[:1].isdigit() and folded not in legend
    return number, answer and folded not in terms.words.dash and not counted
