"""Which columns of a table name its schools, its items, the groups of items and the units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.reading.around import Around
from analysis.reading.blocks import Block
from analysis.reading.columns import Subject, read_subject, unit_factor
from analysis.reading.resolving import Match
from analysis.reading.terms import Terms


@dataclass(frozen=True)
class TableKeys:
    """Which columns of a table say what its rows are about.

    Attributes:
        subjects: column → what its titles say.
        values: column → the texts of its first rows.
        refused: column → class of what is refused.
        terms: words and register.
        paths: column → titles above it.
    """

    subjects: Mapping[int, Subject]
    values: Mapping[int, Sequence[str]]
    refused: Mapping[int, str]
    terms: Terms
    paths: Mapping[int, tuple[str, ...]]

    def all(self, *roles: str) -> list[int]:
        """The columns of these roles, refused ones left out."""
        return [c for c, subject in self.subjects.items() if subject.role in roles and c not in self.refused]

    def first(self, *roles: str) -> int:
        """The first column of these roles, -1 if there is none."""
        return next(iter(self.all(*roles)), -1)

    def school(self) -> int:
        """The column of school names: by its title, else by its values."""
        named = [c for c in self.all("school_name") if not self._corner(c)]
        if named:
            return named[0]
        for column in (*self.all("school_or_unit"), *(c for c, s in self.subjects.items() if not s.known)):
            values = self.values[column]
            schools = sum(self.terms.is_school(value) for value in values)
            if column not in self.refused and values and schools * 2 >= len(values):
                return column
        codes = self.all("school_or_unit")
        return (
            codes[0]
            if codes and not self.all("item_text") and len(set(self.values[codes[0]])) > 2 and self._coded(codes[0])
            else -1
        )

    def _corner(self, column: int) -> bool:
        """Whether 学校 heads a column of items, as the corner of a table whose schools stand across."""
        values = self.values[column]
        return bool(values) and self._items(column) * 2 > len(values) and not any(map(self.terms.is_school, values))

    def _coded(self, column: int) -> bool:
        """A column 代码 names schools by codes; a column 单位 of units does not."""
        return not any(unit_factor(value, self.terms.words) for value in self.values[column])

    def item(self, school: int, *, across: bool) -> int:
        """The column that names an item a row."""
        listed = self.all("item_text") or [c for c in self.all("school_name") if self._corner(c)]
        if not listed and (across or school < 0):
            listed = self.all("area", "kind_of", "quantity") if across else self.all("area", "kind_of")
        if not listed and school >= 0 and self._has_result():
            listed = [c for c in self.all("area", "item_no", "kind_of") if len(set(self.values[c])) > 1]
        listed = sorted(listed, key=lambda c: (-self._items(c), -len(set(self.values[c])), c)) if school < 0 else listed
        for column in listed:
            if school < 0 or self._items(column) * 2 >= max(len(self.values[column]), 1):
                return column
        if school >= 0:
            return -1
        best = max(self.subjects, key=lambda c: (self._items(c) if c not in self.refused else 0, -c), default=-1)
        return best if best >= 0 and self._items(best) > 1 and self._items(best) * 2 >= len(self.values[best]) else -1

    def groups(self, item: int) -> tuple[int, ...]:
        """The columns left of the item column that group it."""
        return tuple(c for c in self.all("area", "kind_of") if c < item) if item >= 0 else ()

    def labels(self, item: int, groups: tuple[int, ...], first: int) -> tuple[int, tuple[int, ...]]:
        """The item column and its groups where schools stand across, from the column `first` on.

        Under one head (学校名称 over two columns) the last column is the item's, those before it group it.
        """
        head = self.paths.get(item)
        shared = [c for c in range(first) if head and self.paths.get(c) == head and c not in self.refused]
        grouping = sorted({*groups, *shared[:-1]})
        return (shared[-1], tuple(grouping)) if len(shared) > 1 else (item, groups)

    def _has_result(self) -> bool:
        """Whether a column holds results, and none asks about an item of its own: a row is a school and an item."""
        subjects = self.subjects.values()
        return any(s.role == "result" for s in subjects) and not any(s.item for s in subjects)

    def _items(self, column: int) -> int:
        found, above = 0, self.paths[column][-1:] if self.subjects[column].role == "item_no" else ()
        for value in self.values[column]:
            subject = read_subject((*above, value), self.terms)
            found += bool(subject.item or subject.measures)
        return found

    def unit(self) -> int:
        """The column of units, -1 if there is none."""
        for column in self.all("unit_of_measure", "school_or_unit"):
            if any(unit_factor(value, self.terms.words) is not None for value in self.values[column]):
                return column
        return -1


def schools_across(
    block: Block, subjects: Mapping[int, Subject], refused: Mapping[int, str], around: Around, terms: Terms
) -> dict[int, tuple[str, Match]]:
    """Column → school, where the titles are schools; unresolved titles between them are schools too."""
    found: dict[int, tuple[str, Match]] = {}
    for column, path in block.paths.items():
        if not path or subjects[column].role or column in refused or terms.label(path[-1]):
            continue
        above = (terms.register.town_of(text, terms.words) for text in reversed(path[:-1]))
        town = next((name for name in above if name), around.town)
        match = terms.register.resolve(path[-1], terms.words, town=town)
        if match.school_id or not subjects[column].known:
            found[column] = (path[-1], match)
    first = next((column for column, (_, match) in found.items() if match.school_id), -1)
    for column in [c for c in found if c < first]:
        if not terms.register.is_like(found[column][0], terms.words):
            del found[column]  # what stands before the schools is a title of the rows: 项目类别, 核查指标
    resolved = sum(bool(match.school_id) for _, match in found.values())
    return found if resolved > 1 or (resolved and resolved * 2 >= len(found)) else {}


_MANY = 3
"""So many schools across leave no column that could hold their names."""


def are_many(schools: Mapping[int, tuple[str, Match]]) -> bool:
    """Whether so many titles are different schools that no column can hold their names."""
    return len({match.school_id for _, match in schools.values() if match.school_id}) >= _MANY
