"""The shipped measures: names and units of the reference, and titles that depend on what stands above."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from analysis.standards.model import Standards

NO_MEASURES = {"总分", "合计得分"}
"""Titles of the reference that are totals: a check, and no measurement (cases/README.md)."""


def fold(title: str) -> str:
    return unicodedata.normalize("NFKC", title)


@pytest.mark.shared
def test_measures_units_and_titles_of_the_reference(standards: Standards, shared: Path) -> None:
    with (shared / "reference" / "measures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["measure"] for row in rows if row["measure"] not in standards.measures] == []
    for row in rows:
        measure = standards.measures[row["measure"]]
        assert row["unit"] in ("", measure.unit), measure.id
        assert measure.persons is (row["persons"] == "yes"), measure.id
        known = {fold(title) for title in (*measure.titles, *measure.short_titles)}
        given = {fold(title) for title in row["titles_zh"].split(";") if title}
        assert given - NO_MEASURES - known == set(), measure.id


def test_what_stands_above_decides_between_boys_and_their_toilets(standards: Standards) -> None:
    boys, stalls = standards.measures["boys"], standards.measures["stalls_m"]
    assert "男" in boys.short_titles
    assert "男" in stalls.short_titles
    assert "学生数" in boys.parents
    assert "厕位" in stalls.parents
    assert set(boys.parents) & set(stalls.parents) == set()
    assert "男厕蹲位" in stalls.titles


def test_urinals_are_never_stalls(standards: Standards) -> None:
    assert "小便器" in standards.measures["urinals"].titles
    for name in ("stalls_m", "stalls_f"):
        assert not any("小便" in title for title in standards.measures[name].titles)


def test_every_measure_has_a_unit_and_two_names(standards: Standards) -> None:
    for measure in standards.measures.values():
        assert measure.unit, measure.id
        assert measure.name.zh, measure.id
        assert measure.name.en, measure.id


def test_counts_of_persons_are_marked(standards: Standards) -> None:
    assert standards.measures["eligible"].persons
    assert not standards.measures["stalls_f"].persons
    assert not standards.measures["pupils"].persons
