"""What two sendings of a workbook differ in, as lines to print and as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.reading.schools import SchoolRegister
from analysis.rounds.diff import Change
from analysis.standards.model import Standards
from analysis.tables import write_csv


@dataclass(frozen=True)
class Turn:
    """A conclusion that changes.

    Attributes:
        school_id: the school.
        item_id: the item.
        before: verdict, basis and standing with the old workbook; None where there is no conclusion.
        after: the same with the new one.
    """

    school_id: str
    item_id: str
    before: tuple[str, str, str] | None
    after: tuple[str, str, str] | None


@dataclass(frozen=True)
class Comparison:
    """What two sendings differ in.

    Attributes:
        old: base name of the first.
        new: base name of the second.
        changes: the cells.
        turns: the conclusions.
        register: the schools, for their names.
        refused: whether either holds something about persons that was not compared.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    turns: tuple[Turn, ...]
    register: SchoolRegister
    refused: bool


def describe_comparison(comparison: Comparison, standards: Standards) -> Iterator[str]:
    """The lines to print: each cell, then each conclusion."""
    yield standards.say("diff.title", old=comparison.old, new=comparison.new)
    if comparison.changes:
        yield standards.say("diff.cells", count=len(comparison.changes))
        for _, cells in groupby(comparison.changes, key=_key_line):
            yield _write_cells(list(cells), comparison, standards)
    else:
        yield standards.say("diff.same")
    if comparison.turns:
        yield standards.say("diff.conclusions", count=len(comparison.turns))
        for turn in comparison.turns:
            yield _write_turn(turn, comparison, standards)
    elif comparison.changes:
        yield standards.say("diff.no_conclusions")
    if comparison.refused:
        yield standards.say("diff.refused")


def _key_line(change: Change) -> tuple[str, str, bool]:
    """A line a cell, but one for a row that stands in one of the two only."""
    row = f"{change.row} {bool(change.new_cell)}"
    return (change.sheet, row if change.whole else f"{change.old_cell} {change.new_cell}", change.whole)


def _write_cells(cells: Sequence[Change], comparison: Comparison, standards: Standards) -> str:
    first = cells[0]
    if first.whole:
        texts = " | ".join("".join(_show(cell, standards)) for cell in cells)
        school = _name_school(first.school_id, comparison.register)
        key = "row_added" if first.new_cell else "row_removed"
        return standards.say(f"diff.{key}", sheet=first.sheet, row=first.row, school=school, texts=texts)
    before, after = _show(first, standards)
    subject = _write_subject(first, comparison, standards)
    fields = {"sheet": first.sheet, "place": _write_place(first, standards), "before": before, "after": after}
    if not subject:
        return standards.say("diff.cell_plain", **fields)
    return standards.say("diff.cell", subject=subject, **fields)


def _show(change: Change, standards: Standards) -> tuple[str, str]:
    """What stood there; a count of persons may be small, so it is told where it is and not what it is."""
    measure = standards.measures.get(change.subject)
    if measure is not None and measure.persons:
        hidden = standards.say("mark.suppressed")
        return (hidden if change.before else ""), (hidden if change.after else "")
    return change.before, change.after


def _write_place(change: Change, standards: Standards) -> str:
    fields = {"before": change.old_cell, "after": change.new_cell}
    if change.old_cell == change.new_cell:
        return change.new_cell
    key = "moved" if change.old_cell and change.new_cell else "added" if change.new_cell else "removed"
    # A cell that is gone is named by its old address.
    return standards.say(f"diff.{key}", **{**fields, "after": change.new_cell or change.old_cell})


def _write_subject(change: Change, comparison: Comparison, standards: Standards) -> str:
    school = _name_school(change.school_id, comparison.register)
    subject = change.subject
    if subject in standards.items:
        subject = f"{standards.code(subject)} {standards.name(subject)}"
    elif subject in standards.measures:
        subject = standards.text(standards.measures[subject].name)
    return standards.say("diff.school_item", school=school, item=subject) if school and subject else school or subject


def _name_school(school_id: str, register: SchoolRegister) -> str:
    found = register.frame[register.frame["school_id"] == school_id]
    return "" if found.empty else str(found["short_name"].iloc[0] or found["name"].iloc[0])


def _write_turn(turn: Turn, comparison: Comparison, standards: Standards) -> str:
    return standards.say(
        "diff.conclusion", code=standards.code(turn.item_id), item=standards.name(turn.item_id),
        school=_name_school(turn.school_id, comparison.register), before=_write_verdict(turn.before, standards),
        after=_write_verdict(turn.after, standards),
    )  # fmt: skip


def _write_verdict(told: tuple[str, str, str] | None, standards: Standards) -> str:
    if told is None:
        return standards.say("diff.none")
    verdict, decided_by, standing = told
    word = {"in_dispute": "disputed", "self_only": "self_only"}.get(standing, verdict)
    shown = standards.say(f"verdict.{word}")
    if decided_by == "none":
        return standards.say("diff.verdict_plain", verdict=shown)
    return standards.say("diff.verdict", verdict=shown, decided=standards.say(f"decided_by.{decided_by}"))


def write_changes(comparison: Comparison, standards: Standards) -> bytes:
    """The cells as CSV for a spreadsheet program: UTF-8 with BOM, and no text that would become a formula."""
    rows: list[list[object]] = [[*standards.say("diff.columns").split(",")]]
    for change in comparison.changes:
        school = _name_school(change.school_id, comparison.register)
        before, after = _show(change, standards)
        rows.append(
            [change.sheet, change.old_cell, change.new_cell, school, change.subject, change.aspect, before, after]
        )
    return write_csv(rows)
