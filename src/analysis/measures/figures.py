"""District totals: the sum of a measure over the schools, alone or out of another one, and by town.

Schools whose cells disagree about a number are not in the sum and are counted beside it. Counts of persons go through
suppression before anything else sees them. What is told for the district only (petition matters) has no part by town.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import nan

import pandas as pd

from analysis.measures.counting import Row, make_fraction
from analysis.measures.differencing import Total, hide_differences
from analysis.measures.listing import list_coverage
from analysis.measures.suppression import bound_extreme, is_disclosive, is_few, is_small, suppress
from analysis.rounds.copies import drop_copies, find_copies
from analysis.rounds.counts import SEEN, Counts, settle_counts
from analysis.rounds.round import Round
from analysis.standards.model import Figure, Measure, Standards
from analysis.tables import to_rows

ASPECTS = (*SEEN, "self_reported")
"""Totals take what was seen before what was reported; a total is no verdict on a school."""
DISTRICT_RULES = ("share", "ratio")
"""Rules of district-level items that are a part of a whole."""


def number_figures(round_: Round, due: pd.DataFrame) -> tuple[list[Row], list[Row]]:
    """Rows of `numbers` and `number_cells` for the standard's figures and its district-level items.

    Args:
        round_: the round.
        due: school_id, town and kind of the schools due.

    Returns:
        A figure for which no school has a number has no row. Where a school's own number may not be told, its cell is
        listed without its text.
    """
    standards, counts = round_.standards, _settle(round_)
    rows = to_rows(drop_copies(round_.tables["measurements"], find_copies(round_.tables)))
    numbers: list[Row] = []
    cells: list[Row] = []
    for total in list_totals(round_, due):
        made = [bound_extreme(row) if _is_share(total.figure, standards) else row for row in total.rows]
        numbers += made
        for number in made:
            cells += _list_cells(total.figure, counts, rows, total.towns, number, standards)
    return numbers, cells


def list_totals(round_: Round, due: pd.DataFrame) -> list[Total]:
    """The figures of a round as they may be printed, this one's and the last full round's held against each other."""
    standards, counts = round_.standards, _settle(round_)
    towns = dict(zip(due["school_id"], due["town"], strict=True))
    totals = []
    for figure in (*standards.figures, *_list_district_items(standards)):
        rows = _total(figure, counts, due, standards) if figure.area in round_.areas else []
        if rows:
            totals.append(Total(figure, tuple(rows), _list_values(figure, counts), towns))
    previous = round_.previous
    last = list_totals(previous, _list_due(previous)) if previous else []
    return hide_differences(totals, last, standards)


def _settle(round_: Round) -> Counts:
    return settle_counts(drop_copies(round_.tables["measurements"], find_copies(round_.tables)), ASPECTS)


def _list_due(round_: Round) -> pd.DataFrame:
    coverage = list_coverage(round_)
    return coverage[coverage["due"]]


def _is_share(figure: Figure, standards: Standards) -> bool:
    """Whether it is a share of persons, of whom nobody or everybody would tell something of each."""
    counted = [measure.persons for measure in _list_measures(figure, standards)]
    return not figure.mean and len(counted) > 1 and any(counted)


def _list_values(figure: Figure, counts: Counts) -> dict[str, dict[str, float]]:
    """School → its numbers, of the schools in the sum."""
    names = [name for name in (figure.numerator, figure.denominator) if name]
    stated = sorted({school for school, measure in counts if measure == figure.numerator})
    found = {school: {name: _value(counts, school, name) for name in names} for school in stated}
    return {
        school: {name: value for name, value in values.items() if value is not None}
        for school, values in found.items()
        if None not in values.values()
    }


def _list_district_items(standards: Standards) -> Iterable[Figure]:
    shown = {(figure.numerator, figure.denominator) for figure in standards.figures}
    for item in standards.items.values():
        if item.level == "district" and item.rule and item.rule.name in DISTRICT_RULES:
            part, whole = item.rule.inputs[:2]
            if (part, whole) not in shown:
                yield Figure(standards.code(item.id), item.area, item.short, part, whole)


def _list_measures(figure: Figure, standards: Standards) -> list[Measure]:
    return [standards.measures[name] for name in (figure.numerator, figure.denominator) if name]


def _total(figure: Figure, counts: Counts, due: pd.DataFrame, standards: Standards) -> list[Row]:
    """The total first, then the towns."""
    schools = sorted({school for school, measure in counts if measure == figure.numerator})
    if not schools:
        return []
    towns = dict(zip(due["school_id"], due["town"], strict=True))
    total = _sum(figure, schools, counts, standards, missing=len(set(towns) - set(schools)))
    measures, threshold = _list_measures(figure, standards), standards.decision.suppress_below
    if any(measure.district_only for measure in measures):
        personal = any(measure.persons for measure in measures)
        hidden = is_disclosive(total, threshold) if personal else is_few(total, threshold)
        return [suppress(total) if hidden else total]
    parts = []
    for town in sorted(set(towns.values()) - {""}):
        own = [school for school in schools if towns.get(school) == town]
        if own:
            row = _sum(figure, own, counts, standards, missing=sum(towns[s] == town for s in set(towns) - set(schools)))
            parts.append({**row, "group_by": "town", "group": town})
    if any(measure.persons for measure in measures):
        # Schools of no town, or not due, are the total less the towns.
        rest = [school for school in schools if not towns.get(school)]
        beside = [_sum(figure, rest, counts, standards, missing=0)] if rest else []
        total = suppress(total) if _is_hidden(figure, total, standards) else total
        if total.get("suppressed") or any(_is_hidden(figure, row, standards) for row in (*parts, *beside)):
            parts = [suppress(row) for row in parts]
    return [total, *parts]


def _is_hidden(figure: Figure, row: Row, standards: Standards) -> bool:
    """Whether a sum of persons gives a small count away; a mean is no part of its whole and leaves none over."""
    threshold = standards.decision.suppress_below
    if not figure.mean:
        return is_disclosive(row, threshold)
    both = {figure.numerator: row["numerator"], figure.denominator: row["denominator"]}
    return any(is_small(float(value), threshold) for name, value in both.items() if standards.measures[name].persons)


def _sum(figure: Figure, schools: list[str], counts: Counts, standards: Standards, *, missing: int) -> Row:
    names = [name for name in (figure.numerator, figure.denominator) if name]
    usable = [school for school in schools if all(_value(counts, school, name) is not None for name in names)]
    sums = [sum(_value(counts, school, name) or 0.0 for school in usable) for name in names]
    disputed = sum(any(_is_disputed(counts, school, name) for name in names) for school in schools)
    area = standards.area(figure.area)
    row = make_fraction(
        standards, sums[0], sums[1] if figure.denominator else nan, code=figure.code, subject="figure",
        chapter=area.number, area=area.id, unit=standards.measures[figure.numerator].unit,
        title=standards.text(figure.title), disputed=disputed, blank=missing + len(schools) - len(usable) - disputed,
    )  # fmt: skip
    return {**row, "percent": nan, "mean": sums[0] / sums[1] if sums[1] else nan} if figure.mean else row


def _value(counts: Counts, school: str, measure: str) -> float | None:
    count = counts.get((school, measure))
    return count.value if count else None


def _is_disputed(counts: Counts, school: str, measure: str) -> bool:
    return (school, measure) in counts and counts[school, measure].value is None


def _list_cells(
    figure: Figure,
    counts: Counts,
    rows: Sequence[Row],
    towns: Mapping[str, str],
    number: Row,
    standards: Standards,
) -> Iterator[Row]:
    """The cells of one total or of a town's part of it, school by school; one without cells for a school that has none.

    In the sum, a cell of the numerator is `counted` and one of the denominator `rest`.
    """
    names = [name for name in (figure.numerator, figure.denominator) if name]
    told, least = _list_measures(figure, standards), standards.decision.suppress_below
    group = number.get("group", "")
    summed = {school for school, measure in counts if measure == figure.numerator}
    for school in sorted(summed | set(towns)):
        if group and towns.get(school) != group:
            continue
        left = _name_left_out(counts, school, names, stated=school in summed)
        base = {"code": figure.code, "group_by": number.get("group_by", ""), "group": group, "school_id": school}
        found = [(name, place) for name in names if (school, name) in counts for place in counts[school, name].rows]
        for name, place in found:
            row = rows[place]
            kept = {column: row[column] for column in ("file", "sheet", "cell", "aspect")}
            part = left or ("counted" if name == figure.numerator else "rest")
            raw = row["raw"] if all(measure.tells(row["value"], least) for measure in told) else ""
            yield {**base, **kept, "part": part, "raw": raw if pd.notna(raw) else ""}
        if not found:
            yield {**base, "part": left}


def _name_left_out(counts: Counts, school: str, names: Sequence[str], *, stated: bool) -> str:
    """Why a school is not in the sum, or "" where it is."""
    if stated and any(_is_disputed(counts, school, name) for name in names):
        return "disputed"
    return "blank" if any(_value(counts, school, name) is None for name in names) else ""
