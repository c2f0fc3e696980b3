"""The school register, and written names → school_id or a flag: never a guess.

A name resolves when it is registered as written, or when all its parts (town, numeral, own name, level) fit exactly one
school; a town told by the column, section, sheet or title must agree. Fuzzy matching only proposes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapidfuzz import process

from analysis.errors import CorrectionsError, MissingError, Place
from analysis.reading.cells import read_cells, show_value
from analysis.reading.names import Name, NameRules, fold_name, make_rules, stem_of, take_apart
from analysis.reading.preflight import Unreadable, sniff
from analysis.standards.load import load_standards
from analysis.standards.model import Standards
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
class Match:
    """What a written name was taken for.

    Attributes:
        school_id: the school, or "" where none or several fit.
        candidates: ids that fit where there are several, else the nearest names' ids as proposals.
        code: "", unknown_school, ambiguous_school or town_disagrees.
    """

    school_id: str
    candidates: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class SchoolRegister:
    """The schools of a district.

    Attributes:
        rows: one row a school, the columns `COLUMNS`, in the file's order, which its towns keep in a report.
    """

    rows: tuple[Mapping[str, str], ...]
    _memo: dict[tuple[str, str, str], Match] = field(default_factory=dict, compare=False, repr=False)
    _rules: dict[str, tuple[NameRules, _Index]] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to a reading worker as plain rows: it makes its own indexes, and needs no pandas."""
        return SchoolRegister, (self.rows,)

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
            found = self._memo[key] = _resolve(self._index(words), written, town, code)
        return found

    def is_school(self, text: str, words: Words) -> bool:
        """Whether a text names a school of the register, or one of several."""
        return self.resolve(text, words).code in ("", "ambiguous_school") if text else False

    def is_like(self, text: str, words: Words) -> bool:
        """Whether a text is made as names of schools are: it ends with a word of their level."""
        return bool(take_apart(text, self._index(words)[0]).levels)

    def town_of(self, text: str, words: Words) -> str:
        """The town that a text names (松岫镇 or 松岫), or ""."""
        rules, _ = self._index(words)
        folded = fold(text)
        return next((town for stem, town in rules.stems.items() if folded in (stem, town)), "")

    def town_within(self, text: str, words: Words) -> str:
        """The one town that stands in a title or head line, or ""."""
        rules, _ = self._index(words)
        folded = fold(text)
        found = {town for stem, town in rules.stems.items() if town in folded or (len(stem) > 1 and stem in folded)}
        return found.pop() if len(found) == 1 else ""

    def names(self) -> dict[str, str]:
        """school_id → name."""
        return {row["school_id"]: row["name"] for row in self.rows}

    def _index(self, words: Words) -> tuple[NameRules, _Index]:
        made = self._rules.get("index")
        if made is None:
            rules = make_rules(words, [row["town"] for row in self.rows])
            made = self._rules["index"] = (rules, _make_index(self.rows, rules))
        return made


@dataclass(frozen=True)
class _Index:
    exact: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[Name, ...]]
    towns: Mapping[str, str]
    labels: Mapping[str, str]


def _make_index(rows: Sequence[Mapping[str, str]], rules: NameRules) -> _Index:
    exact: dict[str, list[str]] = {}
    parts: dict[str, tuple[Name, ...]] = {}
    for row in rows:
        school = row["school_id"]
        names = [name.strip() for name in (row["name"], row["short_name"], *row["aliases"].split(";")) if name.strip()]
        for name in names:
            known = exact.setdefault(fold_name(name, rules), [])
            if school not in known:
                known.append(school)
        parts[school] = tuple(_registered(name, row["town"], rules) for name in names)
    return _Index(
        exact={name: tuple(ids) for name, ids in exact.items()},
        parts=parts,
        towns={row["school_id"]: fold(row["town"]) for row in rows},
        labels={fold_name(row["name"], rules): row["school_id"] for row in rows},
    )


def _registered(name: str, own_town: str, rules: NameRules) -> Name:
    """The parts of a registered name; its town is the register's."""
    parts = take_apart(name, rules)
    stem = next((stem for stem, town in rules.stems.items() if town == fold(own_town)), "")
    return Name(parts.town or stem, parts.numeral, parts.core, parts.levels, parts.strange)


def _resolve(index: tuple[NameRules, _Index], written: str, town: str, code: str) -> Match:
    rules, names = index
    match = _by_name(rules, names, written, town) if written else Match("", code="unknown_school")
    by_code = code if code in names.parts else ""
    if match.school_id and by_code and match.school_id != by_code:
        return Match("", (match.school_id, by_code), "ambiguous_school")
    if not match.school_id and by_code:
        return Match(by_code)
    return match


_LISTED = re.compile(r"^[0-9]{1,3}[.、)）]\s*")
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]\s*$")


def _bare(written: str, rules: NameRules) -> str:
    """A written name without a number before it and a remark in brackets behind it: 7.某小学（已停办）."""
    bare = _LISTED.sub("", written.strip())
    match = _BRACKET.search(bare)
    return bare[: match.start()] or written if match and match[1].startswith(rules.remarks) else bare or written


def _by_name(rules: NameRules, names: _Index, written: str, town: str) -> Match:
    folded = fold_name(written, rules)
    if written in names.parts and folded not in names.exact:
        # The school's own code, which a correction may put where the name says too little or the town is wrong.
        return Match(written)
    told = fold(town)
    parts = take_apart(_bare(written, rules), rules)
    found = names.exact.get(folded, ()) or _by_parts(parts, names)
    if len(found) == 1 and not told and folded not in names.exact and not (parts.town or parts.core or parts.numeral):
        found = ()  # 小学, 初中: no more than the kind of a school
    if told:
        ends = tuple(t[len(s) :] for s, t in rules.stems.items() if t != s)
        stems = {told, stem_of(told, ends)}
        agreeing = tuple(i for i in found if names.towns[i] in stems or stem_of(names.towns[i], ends) in stems)
        if found and not agreeing:
            return Match("", found, "town_disagrees")
        found = agreeing
    if len(found) == 1:
        return Match(found[0])
    if found:
        return Match("", found, "ambiguous_school")
    near = process.extract(folded, list(names.labels), limit=3, score_cutoff=60)
    return Match("", tuple(names.labels[name] for name, _, _ in near), "unknown_school")


def _by_parts(name: Name, names: _Index) -> tuple[str, ...]:
    if name.strange or not name.levels:
        return ()
    return tuple(
        school
        for school, listed in names.parts.items()
        if any(
            known.numeral == name.numeral
            and known.core == name.core
            and known.levels & name.levels
            and (not name.town or known.town == name.town)
            for known in listed
        )
    )


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
        CorrectionsError: a column is missing, an id is missing or used twice, or a value is none of the allowed ones.
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
    return SchoolRegister(tuple(row for _, row in data))


def _cell(record: list[Any], at: int | None) -> str:
    return show_value(record[at]).strip() if at is not None and at < len(record) else ""


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


def _check(data: Iterable[tuple[int, dict[str, str]]], file: str, standards: Standards) -> None:
    seen: dict[str, int] = {}
    kinds, said = list_kinds(standards), _list_meanings(standards, ("yes", "no", ""))
    for number, row in data:
        report = partial(_report, standards, file, number)
        if not row["school_id"] or not row["name"]:
            raise report("blank")
        if row["school_id"] in seen:
            raise report("twice", seen=row["school_id"], row=seen[row["school_id"]])
        seen[row["school_id"]] = number
        row["kind"] = kinds.get(fold(row["kind"]), row["kind"])
        if row["kind"] not in KINDS:
            raise report("kind", seen=row["kind"], known=", ".join(kind for kind in KINDS if kind))
        for column in _YES_NO:
            if fold(row[column]) not in said:
                raise report("yes_no", column=column, seen=row[column])
            row[column] = said[fold(row[column])]
