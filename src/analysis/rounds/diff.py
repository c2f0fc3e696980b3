"""A workbook sent again: which cells differ, by school and item, wherever their rows and columns have moved.

Rows are told apart by what they are about (a school, an item, a problem), columns by their titles, so that an inserted
row or column shifts nothing. Refused cells have no text in the tables and masked ones only their mask: what is about a
person is neither compared nor shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd

from analysis.standards.words import Words, fold, fold_title
from analysis.tables import to_rows

Place = tuple[int, int]
"""Row and column, from 1."""
_TAKEN = (("findings", "item_id"), ("measurements", "measure"), ("problems", "item_id"), ("remarks", "item_id"))


@dataclass(frozen=True)
class Change:
    """A cell that differs.

    Attributes:
        sheet: its sheet, as the new workbook names it where both have it.
        old_cell: its address in the old workbook, "" where the cell is new.
        new_cell: its address in the new one, "" where it is gone.
        before: its text in the old workbook.
        after: its text in the new one.
        school_id: whose cell it is, "" if of none or several.
        subject: item or measure that it is about, or "".
        aspect: aspect of what it says, or "".
        whole: whether its whole row stands in one of the two workbooks only.
    """

    sheet: str
    old_cell: str
    new_cell: str
    before: str
    after: str
    school_id: str = ""
    subject: str = ""
    aspect: str = ""
    whole: bool = False

    @property
    def row(self) -> int:
        """The row it stands in, in the new workbook unless it is gone."""
        return row_of(self.new_cell or self.old_cell)


@dataclass
class _Side:
    """One sheet of one workbook: texts and addresses by place, and what its rows and columns are about."""

    name: str
    texts: dict[Place, tuple[str, str]] = field(default_factory=dict)
    subjects: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: dict[int, Hashable] = field(default_factory=dict)
    columns: dict[int, tuple[str, ...]] = field(default_factory=dict)
    schools: dict[int, str] = field(default_factory=dict)


def diff_tables(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame], words: Words) -> tuple[Change, ...]:
    """The cells that differ between two readings of a workbook.

    Args:
        old: its tables as first sent.
        new: its tables as sent again.
        words: to know a column of serial numbers, which moves with the rows and says nothing.

    Returns:
        The changes, by sheet in the order of the new workbook, then by row and column.
    """
    before, after = _take_sides(old), _take_sides(new)
    changes: list[Change] = []
    for first, second in _pair_sheets(before, after):
        changes += _diff_sheet(first, second, words)
    return tuple(changes)


def _take_sides(tables: Mapping[str, pd.DataFrame]) -> dict[str, _Side]:
    sides: dict[str, _Side] = {}
    for row in to_rows(tables["cells"]):
        side = sides.setdefault(row["sheet"], _Side(row["sheet"]))
        if isinstance(row["raw"], str) and row["role"] != "refused":
            side.texts[row["row"], row["col"]] = (row["raw"].strip(), row["cell"])
        if row["role"] == "header" and isinstance(row["raw"], str):
            for column in range(row["col"], row["last_col"] + 1):
                side.columns[column] = (*side.columns.get(column, ()), fold(row["raw"]))
    for name, subject in _TAKEN:
        for row in to_rows(tables[name]):
            told = (row["school_id"], row[subject], row.get("aspect", ""))
            sides.setdefault(row["sheet"], _Side(row["sheet"])).subjects.setdefault(row["cell"], told)
    _name_problems(sides, tables["problems"])
    for side in sides.values():
        _name_rows(side)
    return sides


def _name_problems(sides: Mapping[str, _Side], problems: pd.DataFrame) -> None:
    """A row of a ledger is its problem: by number, else by school and words."""
    for row in to_rows(problems):
        told = (row["problem_id"],) if row["problem_id"] else (row["school_id"], fold(row["text"]))
        sides[row["sheet"]].rows[row["row"]] = ("problem", *told)


def _name_rows(side: _Side) -> None:
    """What each row is about: its one school, its one item, or both; any other row is its words."""
    about: dict[int, tuple[set[str], set[str]]] = {}
    for cell, (school, subject, _) in side.subjects.items():
        schools, subjects = about.setdefault(row_of(cell), (set(), set()))
        schools.add(school)
        subjects.add(subject)
    seen: Counter[Hashable] = Counter()
    for row in sorted({row for row, _ in side.texts} | set(about)):
        schools, subjects = about.get(row, (set(), set()))
        one_school, one_subject = len(schools) == 1 and "" not in schools, len(subjects) == 1 and "" not in subjects
        if one_school:
            side.schools[row] = next(iter(schools))
        key = side.rows.get(row)
        if key is None and (one_school or one_subject):
            key = ("about", next(iter(schools)) if one_school else "", next(iter(subjects)) if one_subject else "")
        if key is None:
            key = ("words", *(fold(side.texts[place][0]) for place in sorted(side.texts) if place[0] == row))
        seen[key] += 1
        side.rows[row] = (key, seen[key])


def row_of(cell: str) -> int:
    """F17 → 17."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _pair_sheets(before: Mapping[str, _Side], after: Mapping[str, _Side]) -> Iterable[tuple[_Side, _Side]]:
    """Sheets of one name; a sheet left over on each side is one that was renamed; others stand alone."""
    gone = [name for name in before if name not in after]
    fresh = [name for name in after if name not in before]
    renamed = {fresh[0]: gone[0]} if len(gone) == len(fresh) == 1 else {}
    for name, side in after.items():
        first = before.get(renamed.get(name, name))
        yield (first or _Side(name)), side
    for name in gone:
        if name not in renamed.values():
            yield before[name], _Side(name)


def _diff_sheet(old: _Side, new: _Side, words: Words) -> list[Change]:
    rows = align(_keys(old.rows), _keys(new.rows))
    columns = align(_titles(old), _titles(new))
    serial = {column for column, path in (*new.columns.items(), *old.columns.items()) if _is_serial(path, words)}
    changes = []
    for old_row, new_row in rows:
        for old_column, new_column in columns:
            first = old.texts.get((old_row, old_column), ("", ""))
            second = new.texts.get((new_row, new_column), ("", ""))
            if first[0] == second[0] or (new_column or old_column) in serial:
                continue
            changes.append(_make_change(old, new, (old_row, old_column), (new_row, new_column)))
    return sorted(changes, key=lambda one: _order(one))


def _order(change: Change) -> tuple[int, int, str]:
    cell = change.new_cell or change.old_cell
    letters = cell.rstrip("0123456789")
    return row_of(cell), len(letters), letters


def _is_serial(path: Sequence[str], words: Words) -> bool:
    return bool(path) and any(words.roles.get(form) == "seq" for form in fold_title(path[-1]))


def _make_change(old: _Side, new: _Side, first: Place, second: Place) -> Change:
    before, old_cell = old.texts.get(first, ("", ""))
    after, new_cell = new.texts.get(second, ("", ""))
    old_cell = old_cell or (_write_cell(first) if first[0] and first[1] else "")
    new_cell = new_cell or (_write_cell(second) if second[0] and second[1] else "")
    told = new.subjects.get(new_cell) or old.subjects.get(old_cell) or ("", "", "")
    school = told[0] or new.schools.get(second[0], "") or old.schools.get(first[0], "")
    whole = not (first[0] and second[0])
    return Change(new.name or old.name, old_cell, new_cell, before, after, school, told[1], told[2], whole)


def _write_cell(place: Place) -> str:
    letters, column = "", place[1]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{place[0]}"


def _keys(rows: Mapping[int, Hashable]) -> list[tuple[int, Hashable]]:
    return sorted(rows.items(), key=lambda pair: pair[0])


def _titles(side: _Side) -> list[tuple[int, Hashable]]:
    """Columns by their titles; those under no title are told apart by their place among such."""
    seen: Counter[Hashable] = Counter()
    named: list[tuple[int, Hashable]] = []
    for column in range(1, max((column for _, column in side.texts), default=0) + 1):
        title = side.columns.get(column, ())
        seen[title] += 1
        named.append((column, (title, seen[title])))
    return named


def align(old: Sequence[tuple[int, Hashable]], new: Sequence[tuple[int, Hashable]]) -> list[tuple[int, int]]:
    """Pair numbered keys of two sequences.

    Equal keys in order first; then equal keys that moved; then what stands at the same place between them. 0 stands
    for what has no partner.
    """
    pairs, old_left, new_left = [], dict(old), dict(new)
    matcher = SequenceMatcher(None, [key for _, key in old], [key for _, key in new], autojunk=False)
    replaced: list[tuple[range, range]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += [(old[a + step][0], new[c + step][0]) for step in range(b - a)]
        elif kind == "replace":
            replaced.append((range(a, b), range(c, d)))
    for first, second in pairs:
        del old_left[first], new_left[second]
    places = {key: number for number, key in new_left.items()}
    moved = [(number, places[key]) for number, key in old_left.items() if key in places]
    for first, second in moved:
        del old_left[first], new_left[second]
    beside = []
    for olds, news in replaced:
        left = [old[step][0] for step in olds if old[step][0] in old_left]
        right = [new[step][0] for step in news if new[step][0] in new_left]
        beside += list(zip(left, right, strict=False))
    for first, second in beside:
        del old_left[first], new_left[second]
    alone = [(first, 0) for first in old_left] + [(0, second) for second in new_left]
    return [*pairs, *moved, *beside, *alone]
