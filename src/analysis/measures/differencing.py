"""Totals of persons that would give a small count away when they are added and taken from each other.

Every printed total is an equation in the schools' numbers, and the annex tells which schools are in it. A total is
printed only if no small count of persons follows from it and those printed before: no number of a school, a town or the
district, and no difference of two that are parts of one whole (aided, aided on time).

A total of this round is not printed either beside that of the last full round where the schools that only one of the
two has come to a small count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from analysis.measures.counting import Row
from analysis.measures.suppression import is_small, suppress
from analysis.standards.model import Figure, Standards

Vector = npt.NDArray[np.float64]
"""How often each school's number is in a sum: one entry an unknown."""
NOTHING = 1e-6
"""What is left of a sum of whole numbers by rounding; a true remainder is far above it."""


@dataclass(frozen=True)
class Total:
    """A figure as it would be printed.

    Attributes:
        figure: what it sums.
        rows: the whole first, then the towns.
        values: school_id → measure → its number, of the schools in the sum.
        towns: school_id → town of the schools due.
    """

    figure: Figure
    rows: tuple[Row, ...]
    values: Mapping[str, Mapping[str, float]]
    towns: Mapping[str, str]

    def measures(self, standards: Standards) -> list[str]:
        """Those of its measures that count persons."""
        named = (self.figure.numerator, self.figure.denominator)
        return [name for name in named if name and standards.measures[name].persons]

    def hide(self, *, whole: bool) -> Total:
        """Without its towns, and without the whole, too: towns that are printed add up to it."""
        rows = (row if row.get("group_by", "") == "" and not whole else suppress(row) for row in self.rows)
        return replace(self, rows=tuple(rows))

    def printed(self) -> Iterator[str]:
        """The groups that are printed: "" for the whole, and towns."""
        return (str(row.get("group", "")) for row in self.rows if not row.get("suppressed"))


def hide_differences(totals: Sequence[Total], last: Sequence[Total], standards: Standards) -> list[Total]:
    """Hide what gives a small count of persons away beside other totals: the towns of a figure, or all of it.

    Args:
        totals: of this round, in the order of the report; of two that give something away the later one is hidden.
        last: those of the last full round as they were printed.
        standards: which measures count persons, and from how many they are told.
    """
    then, kept, printed = {total.figure.code: total for total in last}, list[Total](), list[Vector]()
    attack = _Attack.plan(totals, standards)
    for total in totals:
        own = total
        if own.measures(standards):
            if before := then.get(own.figure.code):
                found = {group for group in own.printed() if _differ_between(own, before, group, standards)}
                own = own.hide(whole="" in found) if found else own
            own = next(
                one
                for one in (own, own.hide(whole=False), own.hide(whole=True))
                if not attack.finds([*printed, *attack.list_sums(one, standards)])
            )
            printed += attack.list_sums(own, standards)
        kept.append(own)
    return kept


@dataclass(frozen=True)
class _Attack:
    """What somebody would try who takes every printed total for an equation.

    Attributes:
        unknowns: (school_id, measure) → its place in a vector.
        secrets: one row a small count that must not follow.
    """

    unknowns: Mapping[tuple[str, str], int]
    secrets: npt.NDArray[np.float64]

    @classmethod
    def plan(cls, totals: Sequence[Total], standards: Standards) -> _Attack:
        """What somebody could subtract: every school's values of every measure that the totals print."""
        values = {
            (school, measure): own[measure]
            for total in totals
            for school, own in total.values.items()
            for measure in total.measures(standards)
        }
        unknowns = {one: place for place, one in enumerate(sorted(values))}
        towns = {school: total.towns.get(school, "") for total in totals for school in total.values}
        small = [
            cls._sum(unknowns, plus) - cls._sum(unknowns, minus)
            for plus, minus in _list_differences(values, towns, _list_pairs(totals, standards))
            if is_small(abs(sum(map(values.__getitem__, plus)) - sum(map(values.__getitem__, minus))),
                        standards.decision.suppress_below)
        ]  # fmt: skip
        return cls(unknowns, np.array(small).reshape(len(small), len(unknowns)))

    @staticmethod
    def _sum(unknowns: Mapping[tuple[str, str], int], summed: Sequence[tuple[str, str]]) -> Vector:
        vector = np.zeros(len(unknowns))
        vector[[unknowns[one] for one in summed]] = 1
        return vector

    def list_sums(self, total: Total, standards: Standards) -> list[Vector]:
        """The sums that a figure prints: each measure, of the whole and of every town that is not suppressed."""
        return [
            self._sum(self.unknowns, [(school, measure) for school in total.values
                                      if group in ("", total.towns.get(school, ""))])
            for group in total.printed()
            for measure in total.measures(standards)
        ]  # fmt: skip

    def finds(self, sums: Sequence[Vector]) -> bool:
        """Whether a secret is a combination of these sums: nothing of it is left beside the space that they span."""
        if not len(self.secrets) or not sums:
            return False
        _, sizes, basis = np.linalg.svd(np.array(sums), full_matrices=False)
        basis = basis[sizes > NOTHING]
        left = self.secrets - self.secrets @ basis.T @ basis
        return bool((np.linalg.norm(left, axis=1) < NOTHING).any())


Pair = tuple[str, str]
"""Two measures, of which the one is a part of the other or both of one whole; or one, and ""."""


def _list_pairs(totals: Sequence[Total], standards: Standards) -> list[Pair]:
    figures = [(total.figure, total.measures(standards)) for total in totals]
    alone = {(name, "") for _, names in figures for name in names}
    of_whole = {(names[1], names[0]) for figure, names in figures if len(names) > 1 and not figure.mean}
    parts = {
        (one[0], other[0])
        for (figure, one), (second, other) in combinations(figures, 2)
        if len(one) > 1 and len(other) > 1 and figure.denominator == second.denominator and one[0] != other[0]
    }
    return sorted(alone | of_whole | parts)


def _list_differences(
    values: Mapping[tuple[str, str], float], towns: Mapping[str, str], pairs: Sequence[Pair]
) -> Iterator[tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
    """What is added and what is taken away, for every school, every town and the district, and each pair."""
    schools = sorted(towns)
    groups = [*([school] for school in schools), schools]
    groups += [[school for school in schools if towns[school] == town] for town in sorted(set(towns.values()) - {""})]
    for group in groups:
        for first, second in pairs:
            wanted = (first, second) if second else (first,)
            known = [school for school in group if all((school, name) in values for name in wanted)]
            if known:
                yield [(school, first) for school in known], [(school, second) for school in known if second]


def _differ_between(total: Total, last: Total, group: str, standards: Standards) -> bool:
    """Whether the schools that are in only one round's sum come to a small count: a measure, or what it leaves over."""
    if group not in last.printed():
        return False
    threshold = standards.decision.suppress_below
    for own, other in ((total, last), (last, total)):
        only = [
            values
            for school, values in own.values.items()
            if school not in other.values and group in ("", own.towns.get(school, ""))
        ]
        sums = {name: sum(values[name] for values in only) for name in own.measures(standards)}
        left = [sums[own.figure.denominator] - sums[own.figure.numerator]] if len(sums) > 1 else []
        if any(is_small(abs(count), threshold) for count in (*sums.values(), *left)):
            return True
    return False
