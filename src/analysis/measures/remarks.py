"""What stands beside the results in words: 备注, 说明, 亮点, 建议. It is quoted with its cell and never counted.

Of matters that are told in mechanisms only (petitions, staff) no word is quoted, nor from a sheet about them where a
remark names no item: such words may tell of a person. Left out too is what only says that there is nothing (无), and a
cell of a workbook sent twice that repeats the first one's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

import pandas as pd

from analysis.measures.counting import Row
from analysis.measures.frames import make_frame
from analysis.reading.ledgers import is_nothing
from analysis.rounds.copies import find_resent
from analysis.rounds.coverage import list_measure_areas
from analysis.rounds.receipts import find_row
from analysis.rounds.round import Round
from analysis.rounds.successors import trace_successors
from analysis.standards.model import Standards
from analysis.standards.words import words_of
from analysis.tables import to_rows

GOOD_PRACTICE = "good_practice"
"""The kind of remark that tells what was done well."""
Sheet = tuple[str, str]
"""File and sheet."""


def list_remarks(round_: Round) -> pd.DataFrame:
    """The `remarks` frame: this round's first, then those of the earlier rounds, the newest before the others.

    A remark beside a row of a ledger is about that row's item. One that names no item belongs to the area of its sheet,
    where that has one only. What an earlier round says of a school that is no more goes to its successor.
    """
    successors = trace_successors(round_.register.frame, round_.first_day)
    towns = dict(zip(round_.register.frame["school_id"], round_.register.frame["town"], strict=True))
    rows: list[Row] = []
    for one in (round_, *reversed(round_.earlier)):
        for row in _list_own(one, round_.standards):
            school = successors.get(row["school_id"], row["school_id"])
            rows.append({**row, "school_id": school, "town": towns.get(school, ""), "round_id": one.id})
    return make_frame("remarks", rows)


def list_practices(remarks: pd.DataFrame, round_id: str) -> pd.DataFrame:
    """The `practices` frame: what a round noted as done well at a school, in an area that is known."""
    own = remarks[(remarks["round_id"] == round_id) & (remarks["kind"] == GOOD_PRACTICE)]
    kept = own[(own["school_id"] != "") & (own["area"] != "")]
    names = ("school_id", "area", "item_id", "text", "file", "sheet", "cell")
    return make_frame("practices", ({name: row[name] for name in names} for row in to_rows(kept)))


def _list_own(round_: Round, standards: Standards) -> Iterator[Row]:
    remarks, words = round_.tables["remarks"], words_of(standards)
    first = {second: first for first, second, _ in reversed(find_resent(round_.tables))}
    said = {(row["file"], row["sheet"], row["cell"], row["text"]) for row in to_rows(remarks)}
    sheets = _Sheets.look(round_.tables, standards)
    for row in to_rows(remarks):
        repeated = (first.get(row["file"], ""), row["sheet"], row["cell"], row["text"]) in said
        item = row["item_id"] or sheets.items.get(find_row(row), "")
        place = (row["file"], row["sheet"])
        quiet = item in sheets.quiet_items if item else place in sheets.quiet
        if repeated or quiet or is_nothing(row["text"], words):
            continue
        area = standards.items[item].area if item in standards.items else sheets.areas.get(place, "")
        names = ("school_id", "kind", "text", "file", "sheet", "cell")
        yield {**{name: row[name] for name in names}, "item_id": item, "area": area}


@dataclass(frozen=True)
class _Sheets:
    """What the sheets of a round are about.

    Attributes:
        areas: the one area of a sheet whose items, or else counts, are all of that area.
        quiet: sheets that tell something of which no word is quoted.
        items: the item of the problem that a ledger has in a row.
        quiet_items: items of which no word is quoted.
    """

    areas: Mapping[Sheet, str]
    quiet: Set[Sheet]
    items: Mapping[tuple[str, str, int], str]
    quiet_items: Set[str]

    @classmethod
    def look(cls, tables: Mapping[str, pd.DataFrame], standards: Standards) -> _Sheets:
        """Look through the tables of a round."""
        quiet_items, quiet_measures = _find_quiet(standards)
        problems, measured = tables["problems"], tables["measurements"]
        told: dict[Sheet, set[str]] = {}
        for table in (tables["findings"], problems):
            for file, sheet, item in zip(table["file"], table["sheet"], table["item_id"], strict=True):
                told.setdefault((file, sheet), set()).update([item] if item in standards.items else [])
        quiet = {place for place, items in told.items() if items & quiet_items}
        hidden = measured[measured["measure"].isin(quiet_measures)]
        quiet |= set(zip(hidden["file"], hidden["sheet"], strict=True))
        areas = _find_measured(measured, standards)
        areas |= {place: {standards.items[item].area for item in items} for place, items in told.items() if items}
        rows = zip(problems["file"], problems["sheet"], problems["row"], problems["item_id"], strict=True)
        return cls(
            {place: next(iter(own)) for place, own in areas.items() if len(own) == 1 and place not in quiet}, quiet,
            {(file, sheet, int(row)): item for file, sheet, row, item in rows}, quiet_items,
        )  # fmt: skip


def _find_measured(measurements: pd.DataFrame, standards: Standards) -> dict[Sheet, set[str]]:
    """Sheet → the areas of its counts; one that several areas use (pupils) tells none."""
    known, found = list_measure_areas(standards), dict[Sheet, set[str]]()
    for file, sheet, measure in zip(*(measurements[name] for name in ("file", "sheet", "measure")), strict=True):
        own = known.get(measure, set())
        found.setdefault((file, sheet), set()).update(own if len(own) == 1 else ())
    return found


def _find_quiet(standards: Standards) -> tuple[frozenset[str], frozenset[str]]:
    """Items and measures of which no word is quoted."""
    topics = [topic for topic in standards.topics if topic.mechanisms]
    items = frozenset(item for topic in topics for item in topic.items)
    codes = {code for topic in topics for code in topic.codes}
    figures = [figure for figure in standards.figures if figure.code in codes]
    measures = {measure for figure in figures for measure in (figure.numerator, figure.denominator) if measure}
    rules = (standards.items[item].rule for item in items if item in standards.items)
    return items, frozenset(measures | {measure for rule in rules if rule for measure in rule.inputs})
