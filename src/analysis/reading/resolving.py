"""A written name → the school that bears it: never a guess.

A name resolves when it is registered as written, or when all its parts (town, numeral, own name, level) fit exactly one
school; a town told by the column, section, sheet or title must agree. Fuzzy matching only proposes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process

from analysis.reading.names import Name, NameRules, fold_name, stem_of, take_apart
from analysis.reading.validity import Days
from analysis.standards.words import fold


@dataclass(frozen=True)
class Match:
    """What a written name was taken for.

    Attributes:
        school_id: the school, or "" where none or several fit.
        candidates: ids that fit where there are several, else the nearest names' ids as proposals.
        code: "", unknown_school, ambiguous_school or town_disagrees.
        ended: the last day of that name or school, where it is over before the round; "" else.
        begins: its first day, where that comes after the round; "" else.
    """

    school_id: str
    candidates: tuple[str, ...] = ()
    code: str = ""
    ended: str = ""
    begins: str = ""


@dataclass(frozen=True)
class Index:
    """The names of some rows of a register.

    Attributes:
        rows: the rows; the others name them by their place.
        exact: folded name → the rows that are called so.
        parts: for each row its names, taken apart.
        labels: folded registered name → school_id, for proposals.
    """

    rows: Sequence[Mapping[str, str]]
    exact: Mapping[str, tuple[int, ...]]
    parts: Sequence[tuple[Name, ...]]
    labels: Mapping[str, str]

    def schools(self, found: Sequence[int]) -> tuple[str, ...]:
        """The ids of some rows, each once."""
        return tuple(dict.fromkeys(self.rows[at]["school_id"] for at in found))


def make_index(rows: Sequence[Mapping[str, str]], rules: NameRules) -> Index:
    """Index the names, short names and aliases of rows of a register."""
    exact: dict[str, list[int]] = {}
    parts = []
    for at, row in enumerate(rows):
        names = [name.strip() for name in (row["name"], row["short_name"], *row["aliases"].split(";")) if name.strip()]
        for name in names:
            known = exact.setdefault(fold_name(name, rules), [])
            if at not in known:
                known.append(at)
        parts.append(tuple(_registered(name, row["town"], rules) for name in names))
    return Index(
        rows=rows,
        exact={name: tuple(places) for name, places in exact.items()},
        parts=parts,
        labels={fold_name(row["name"], rules): row["school_id"] for row in rows},
    )


def _registered(name: str, own_town: str, rules: NameRules) -> Name:
    """The parts of a registered name; its town is the register's."""
    parts = take_apart(name, rules)
    stem = next((stem for stem, town in rules.stems.items() if town == fold(own_town)), "")
    return Name(parts.town or stem, parts.numeral, parts.core, parts.levels, parts.strange)


_LISTED = re.compile(r"^[0-9]{1,3}[.、)）]\s*")
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]\s*$")


def _bare(written: str, rules: NameRules) -> str:
    """A written name without a number before it and a remark in brackets behind it: 7.某小学（已停办）."""
    bare = _LISTED.sub("", written.strip())
    match = _BRACKET.search(bare)
    return bare[: match.start()] or written if match and match[1].startswith(rules.remarks) else bare or written


def find_rows(index: Index, rules: NameRules, written: str, town: str) -> tuple[Match, tuple[int, ...]]:
    """What a written name means among some rows, and the places of those that bear it.

    Args:
        index: the rows.
        rules: how names are taken apart.
        written: the name.
        town: the town told beside it, or "".
    """
    folded, told = fold_name(written, rules), fold(town)
    parts = take_apart(_bare(written, rules), rules)
    found = index.exact.get(folded, ()) or _by_parts(parts, index)
    bare_kind = folded not in index.exact and not (parts.town or parts.core or parts.numeral)
    if len(index.schools(found)) == 1 and not told and bare_kind:
        found = ()  # 小学, 初中: no more than the kind of a school
    if told:
        agreeing = _agree(index, found, told, rules)
        if found and not agreeing:
            return Match("", index.schools(found), "town_disagrees"), ()
        found = agreeing
    schools = index.schools(found)
    if len(schools) == 1:
        return Match(schools[0]), found
    if schools:
        return Match("", schools, "ambiguous_school"), found
    near = process.extract(folded, list(index.labels), limit=3, score_cutoff=60)
    return Match("", tuple(index.labels[name] for name, _, _ in near), "unknown_school"), ()


def _agree(index: Index, found: Sequence[int], told: str, rules: NameRules) -> tuple[int, ...]:
    """The rows that lie in the town told."""
    ends = tuple(t[len(s) :] for s, t in rules.stems.items() if t != s)
    stems = {told, stem_of(told, ends)}
    towns = {at: fold(index.rows[at]["town"]) for at in found}
    return tuple(at for at in found if towns[at] in stems or stem_of(towns[at], ends) in stems)


def _by_parts(name: Name, index: Index) -> tuple[int, ...]:
    if name.strange or not name.levels:
        return ()
    return tuple(
        at
        for at, listed in enumerate(index.parts)
        if any(
            known.numeral == name.numeral
            and known.core == name.core
            and known.levels & name.levels
            and (not name.town or known.town == name.town)
            for known in listed
        )
    )


@dataclass(frozen=True)
class Indexes:
    """The names of a register: those of the days seen go first, those of any other time behind them.

    Attributes:
        rules: how names are taken apart.
        now: the names of the days seen.
        ever: the names of every time; None where there are no others.
        schools: every id.
        days: first and last day seen; None for the last row of each school.
    """

    rules: NameRules
    now: Index
    ever: Index | None
    schools: frozenset[str]
    days: Days | None

    def resolve(self, written: str, town: str, code: str) -> Match:
        """What a written name means; see `SchoolRegister.resolve`."""
        match = self._by_name(written, town) if written else Match("", code="unknown_school")
        by_code = code if code in self.schools else ""
        if match.school_id and by_code and match.school_id != by_code:
            return Match("", (match.school_id, by_code), "ambiguous_school")
        return Match(by_code) if by_code and not match.school_id else match

    def _by_name(self, written: str, town: str) -> Match:
        if written in self.schools and not self._is_name(written):
            # The school's own code, which a correction may put where the name says too little or the town is wrong.
            return Match(written)
        match, _ = find_rows(self.now, self.rules, written, town)
        if self.ever is None or match.code not in ("unknown_school", "town_disagrees"):
            return match
        past, rows = find_rows(self.ever, self.rules, written, town)
        if past.school_id and past.school_id in match.candidates and match.code == "town_disagrees":
            return past  # its name is the same, only its town was another then
        if past.school_id:
            return self._date(past, [self.ever.rows[at] for at in rows])
        return past if past.code == "ambiguous_school" and match.code == "unknown_school" else match

    def _is_name(self, written: str) -> bool:
        folded = fold_name(written, self.rules)
        return folded in self.now.exact or bool(self.ever and folded in self.ever.exact)

    def _date(self, match: Match, rows: Sequence[Mapping[str, str]]) -> Match:
        """The match with the day on which what was written ended, or begins: of the row nearest to the round."""
        if self.days is None:
            return replace(match, ended=max(row["valid_to"] for row in rows))
        ended = [row["valid_to"] for row in rows if row["valid_to"] and row["valid_to"] < self.days[0]]
        if ended:
            return replace(match, ended=max(ended))
        return replace(match, begins=min(row["valid_from"] for row in rows))
