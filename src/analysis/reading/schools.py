"""The school register: one row a school, or several dated ones; and what a written name means in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import CorrectionsError, MissingError, Place
from analysis.reading.cells import read_cells, show_value
from analysis.reading.names import make_rules, take_apart
from analysis.reading.preflight import Unreadable, sniff
from analysis.reading.resolving import Indexes, Match, make_index
from analysis.reading.validity import Days, find_overlaps, holds, parse_bound, view_rows
from analysis.standards.load import load_standards
from analysis.standards.model import Standards
from analysis.standards.printable import make_line
from analysis.standards.words import Words, fold, words_of
from analysis.tables import KINDS

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "school_id",
    "name",
    "short_name",
    "aliases",
    "town",
    "kind",
    "boarding",
    "open",
    "meals",
    "multi_storey",
    "arid",
    "valid_from",
    "valid_to",
    "successor",
)
"""Columns of a register; all text, "" where unknown."""
REQUIRED = ("school_id", "name")
"""Columns that a register must have."""
_YES_NO = ("boarding", "open", "meals", "multi_storey", "arid")


@dataclass(frozen=True)
class SchoolRegister:
    """The schools of a district, as some days see them.

    Attributes:
        rows: one row a school, the columns `COLUMNS`, in the file's order, which its towns keep in a report.
        dated: every row of every time; the same as `rows` where none is given.
        days: first and last day that `rows` are the view of; None for the last row of each school.
    """

    rows: tuple[Mapping[str, str], ...]
    dated: tuple[Mapping[str, str], ...] = ()
    days: Days | None = None
    _memo: dict[tuple[str, str, str], Match] = field(default_factory=dict, compare=False, repr=False)
    _rules: dict[str, Indexes] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to a reading worker as plain rows: it makes its own indexes, and needs no pandas."""
        return SchoolRegister, (self.rows, self.dated, self.days)

    @property
    def every(self) -> tuple[Mapping[str, str], ...]:
        """The rows of every time."""
        return self.dated or self.rows

    def on(self, first_day: date, last_day: date) -> SchoolRegister:
        """The register as a round sees it: of each school the row of its days, all other names still known."""
        days = first_day.isoformat(), last_day.isoformat()
        return SchoolRegister(view_rows(self.every, days), self.every, days)

    def add_aliases(self, aliases: Mapping[str, Sequence[str]]) -> SchoolRegister:
        """The register with more names of some schools, which hold at any time."""
        added = [
            tuple({**row, "aliases": _join(row["aliases"], aliases.get(row["school_id"], ()))} for row in rows)
            for rows in (self.rows, self.dated)
        ]
        return SchoolRegister(added[0], added[1], self.days)

    def row(self, school_id: str) -> Mapping[str, str]:
        """The row of a school on the days seen; KeyError where it has none."""
        return self._by_id[school_id]

    @cached_property
    def _by_id(self) -> dict[str, Mapping[str, str]]:
        return {row["school_id"]: row for row in self.rows}

    def is_valid(self, row: Mapping[str, str]) -> bool:
        """Whether a row holds on the days seen."""
        return self.days is None or holds(row, self.days)

    def list_towns(self) -> list[str]:
        """The towns of the days seen, in the office's order; one that comes later or is no more is left out."""
        rows = [row for row in self.rows if self.is_valid(row)]
        return [town for town in dict.fromkeys(row["town"] for row in rows) if town]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame of text."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(COLUMNS), dtype="str")

    @cached_property
    def short_names(self) -> dict[str, str]:
        """school_id → the name that messages use: the short one where there is one."""
        return {row["school_id"]: row["short_name"] or row["name"] for row in self.rows}

    def resolve(self, written: str, words: Words, *, town: str = "", code: str = "") -> Match:
        """Resolve a written name.

        Args:
            written: the name as written.
            words: the indexes of the standards (they hold the level words).
            town: a town told beside it, as written; it must agree.
            code: the school's own code, where the sheet has a column of codes.
        """
        key = (written, town, code)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._index(words).resolve(written, town, code)
        return found

    def is_school(self, text: str, words: Words) -> bool:
        """Whether a text names a school of the register, or one of several."""
        return self.resolve(text, words).code in ("", "ambiguous_school") if text else False

    def is_like(self, text: str, words: Words) -> bool:
        """Whether a text is made as names of schools are: it ends with a word of their level."""
        return bool(take_apart(text, self._index(words).rules).levels)

    def town_of(self, text: str, words: Words) -> str:
        """The town that a text names (松岫镇 or 松岫), or ""."""
        rules = self._index(words).rules
        folded = fold(text)
        return next((town for stem, town in rules.stems.items() if folded in (stem, town)), "")

    def town_within(self, text: str, words: Words) -> str:
        """The one town that stands in a title or head line, or ""."""
        rules = self._index(words).rules
        folded = fold(text)
        found = {town for stem, town in rules.stems.items() if town in folded or (len(stem) > 1 and stem in folded)}
        return found.pop() if len(found) == 1 else ""

    def names(self) -> dict[str, str]:
        """school_id → name."""
        return {row["school_id"]: row["name"] for row in self.rows}

    def _index(self, words: Words) -> Indexes:
        made = self._rules.get("index")
        if made is None:
            rules = make_rules(words, [row["town"] for row in self.every])
            now = [row for row in self.every if holds(row, self.days)] if self.days else self.rows
            ever = make_index(self.every, rules) if len(now) < len(self.every) else None
            schools = frozenset(row["school_id"] for row in self.rows)
            made = self._rules["index"] = Indexes(rules, make_index(now, rules), ever, schools, self.days)
        return made


def _join(own: str, added: Sequence[str]) -> str:
    return ";".join(part for part in (own, *added) if part)


def empty_register() -> SchoolRegister:
    """A register without schools: every name is unknown in it."""
    return SchoolRegister(())


def read_register(path: Path, standards: Standards | None = None) -> SchoolRegister:
    """Read a school register (schools.csv or .xlsx).

    Args:
        path: the register.
        standards: for the language of messages; the shipped ones if not given.

    Raises:
        MissingError: there is no such file.
        CorrectionsError: a column is missing, an id is missing, two rows of one school hold on the same day, a day is
            none or ends before it begins, a successor is in no row, or a value is none of the allowed ones.
    """
    rules = standards or load_standards()
    if not path.exists():
        raise MissingError(
            rules.say("error.register_missing"), place=Place(path.name), do=rules.say("error.register_missing_do")
        )
    try:
        rows = read_cells(path, sniff(path))[0].rows
    except Unreadable as error:
        reason = rules.say(f"error.file_{error.code}")
        raise CorrectionsError(rules.say("error.register_unread", reason=reason), place=Place(path.name)) from error
    return make_register(rows, path.name, rules)


def make_register(rows: list[list[Any]], file: str, standards: Standards | None = None) -> SchoolRegister:
    """Make a register from rows of values, the first of them the column names."""
    rules = standards or load_standards()
    heads = [fold(show_value(value)) for value in rows[0]] if rows else []
    missing = [column for column in REQUIRED if column not in heads]
    if missing:
        raise _report(rules, file, 1, "columns", missing=", ".join(missing), known=", ".join(COLUMNS))
    places = {column: heads.index(column) for column in COLUMNS if column in heads}
    data = [
        (number, {column: _cell(record, places.get(column)) for column in COLUMNS})
        for number, record in enumerate(rows[1:], start=2)
        if any(show_value(value).strip() for value in record)
    ]
    _check(data, file, rules)
    dated = tuple(row for _, row in data)
    view = view_rows(dated, None)
    return SchoolRegister(view, dated if len(view) < len(dated) else ())


def _cell(record: list[Any], at: int | None) -> str:
    return make_line(show_value(record[at])).strip() if at is not None and at < len(record) else ""


def _report(standards: Standards, file: str, number: int, fault: str, **fields: object) -> CorrectionsError:
    return CorrectionsError(
        standards.say(f"error.register_{fault}", **fields),
        place=Place(file, cell=standards.say("error.row", row=number)),
        do=standards.say(f"error.register_{fault}_do", **fields),
    )


def list_kinds(standards: Standards) -> dict[str, str]:
    """Kind of school as written, folded → kind; a kind's own id means itself."""
    return _list_meanings(standards, KINDS)


def _list_meanings(standards: Standards, meanings: Iterable[str]) -> dict[str, str]:
    lists = words_of(standards).lists
    return {word: name for name in meanings for word in (name, *lists.get(f"register.{name}", ()))}


def _check(data: Sequence[tuple[int, dict[str, str]]], file: str, standards: Standards) -> None:
    kinds, said = list_kinds(standards), _list_meanings(standards, ("yes", "no", ""))
    for number, row in data:
        report = partial(_report, standards, file, number)
        if not row["school_id"] or not row["name"]:
            raise report("blank")
        row["kind"] = kinds.get(fold(row["kind"]), row["kind"])
        if row["kind"] not in KINDS:
            raise report("kind", seen=row["kind"], known=", ".join(kind for kind in KINDS if kind))
        for column in _YES_NO:
            if fold(row[column]) not in said:
                raise report("yes_no", column=column, seen=row[column])
            row[column] = said[fold(row[column])]
        _check_days(row, report)
    _check_rows(data, file, standards)


def _check_days(row: dict[str, str], report: Callable[..., CorrectionsError]) -> None:
    """Take the bounds of a row as ISO days."""
    for column in ("valid_from", "valid_to"):
        day = parse_bound(row[column], end=column == "valid_to")
        if day is None:
            raise report("day", column=column, seen=row[column])
        row[column] = day
    if row["valid_to"] and row["valid_to"] < row["valid_from"]:
        raise report("backwards", first=row["valid_from"], last=row["valid_to"])
    if row["successor"] and not row["valid_to"]:
        raise report("no_end", successor=row["successor"])


def _check_rows(data: Sequence[tuple[int, dict[str, str]]], file: str, standards: Standards) -> None:
    """Hold the rows against each other: those of one school, and successors."""
    numbers = {id(row): number for number, row in data}
    for before, after in find_overlaps([row for _, row in data]):
        number, other = sorted((numbers[id(before)], numbers[id(after)]), reverse=True)
        fault = "twice" if not any(row[name] for row in (before, after) for name in ("valid_from", "valid_to")) else (
            "overlap"
        )  # fmt: skip
        spans = {"before": _span(before), "after": _span(after), "start": after["valid_from"]}
        raise _report(standards, file, number, fault, seen=after["school_id"], row=other, **spans)
    schools = {row["school_id"] for _, row in data}
    for number, row in data:
        if row["successor"] and (row["successor"] not in schools or row["successor"] == row["school_id"]):
            near = get_close_matches(row["successor"], sorted(schools - {row["school_id"]}), n=3, cutoff=0)
            raise _report(standards, file, number, "successor", seen=row["successor"], near=", ".join(near))


def _span(row: Mapping[str, str]) -> str:
    return f"{row['valid_from'] or '…'} – {row['valid_to'] or '…'}"
