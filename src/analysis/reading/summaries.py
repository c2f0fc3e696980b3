"""Summary tables (汇总表): counts by item, town or school, checked against the other sheets of the workbook.

A summary gives no finding: its counts are recomputed from the findings and scores of the detail sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.reading.blocks import Layout
from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.checks import put_check, stated_number
from analysis.reading.counting import read_count
from analysis.standards.words import fold


@dataclass(frozen=True)
class Detail:
    """What the other sheets say.

    Attributes:
        findings: (sheet, cell, school, item, verdict) of every finding.
        scores: (sheet, school, measure, value) of every score.
        kinds: school → kind; towns: school → town, folded.
    """

    findings: Sequence[tuple[str, str, str, str, str]]
    scores: Sequence[tuple[str, str, str, float]]
    kinds: Mapping[str, str]
    towns: Mapping[str, str]


def gather_detail(reader: Reader) -> Detail:
    """Collect what all sheets of the workbook say."""
    schools = reader.terms.register.rows
    rows, found = reader.taken.rows, reader.taken.findings
    return Detail(
        findings=list(zip(*(found[c] for c in ("sheet", "cell", "school_id", "item_id", "verdict")), strict=True)),
        scores=[(row[1], row[5], row[6], row[9]) for row in rows["measurements"] if row[6] in ("score", "self_score")],
        kinds={school["school_id"]: school["kind"] for school in schools},
        towns={school["school_id"]: fold(school["town"]) for school in schools},
    )


def counts_schools(reader: Reader) -> bool:
    """Whether a table has a column that counts schools or items by verdict, as a summary has."""
    return any(_wanted(reader, column)[0] in ("verdict", "schools") for column in reader.frame.subjects)


def check_summary(reader: Reader, layout: Layout, detail: Detail) -> bool:
    """Check a summary table; returns whether it was one."""
    frame, sheet = reader.frame, reader.grid.sheet.name
    own = any(subject.score for subject in frame.subjects.values())
    if frame.schools or frame.ledger or frame.ticks or reader.verdicts or own:
        return False
    others = [found for found in detail.findings if found[0] != sheet]
    scores = [found for found in detail.scores if found[0] != sheet]
    columns = {c: wanted for c in frame.subjects if c not in frame.refused and (wanted := _wanted(reader, c))[0]}
    if not columns or not (others or scores):
        return False
    for row in frame.block.body:
        keep = _row_filter(reader, layout, row, detail)
        if layout.roles[row] not in ("body", "subtotal") or keep is None:
            continue
        for column, wanted in columns.items():
            _check(reader, row, column, _count(wanted, keep, others, scores, detail))
    return True


def _wanted(reader: Reader, column: int) -> tuple[str, str, str]:
    """What a column counts: (what, verdict or measure, school kind), or () as ("", "", "")."""
    words, path = reader.terms.words, reader.frame.block.paths[column]
    subject = reader.frame.subjects[column]
    if subject.role == "total_score":
        return ("score", "self_score" if subject.aspect == "self_reported" else "score", "")
    kept = words.lists.get("count_parts.teaching_points", ())
    kind = "teaching_point" if path and any(word in path[-1] for word in kept) else ""
    for title in reversed(path):
        count = read_count(title, words)
        if count and not count.rate:
            return ("schools", "", kind) if count.what == "schools" else ("verdict", count.what, kind)
    return ("", "", "")


def _row_filter(reader: Reader, layout: Layout, row: int, detail: Detail) -> Mapping[str, Any] | None:
    """What a row is about: an item, a town, a school, or everything (a total row); None where it is unclear."""
    frame = reader.frame
    if layout.roles[row] == "subtotal":
        return {}
    if frame.school_column >= 0:
        school = reader.school(row)[0].school_id
        return {"school": school} if school else None
    if frame.item_column >= 0:
        named = reader.row_subject(row)
        return {"item": named.item} if named and named.item else None
    if frame.town_column >= 0:
        town = reader.terms.register.town_of(reader.spoken(row, frame.town_column), reader.terms.words)
        return {"town": town} if town else None
    return None


def _count(
    wanted: tuple[str, str, str],
    keep: Mapping[str, Any],
    findings: Sequence[tuple[str, str, str, str, str]],
    scores: Sequence[tuple[str, str, str, float]],
    detail: Detail,
) -> float | None:
    what, value, kind = wanted
    if what == "score":
        return sum(
            score for _, school, measure, score in scores if measure == value and keep.get("school", school) == school
        )
    fitting = [
        found
        for found in findings
        if keep.get("school", found[2]) == found[2]
        and keep.get("item", found[3]) == found[3]
        and keep.get("town", detail.towns.get(found[2], "")) == detail.towns.get(found[2], "")
        and (not kind or detail.kinds.get(found[2]) == kind)
    ]
    if what == "schools":
        return float(len({found[2] for found in fitting}))
    return float(sum(found[4] == value for found in fitting)) if what else None


def _check(reader: Reader, row: int, column: int, counted: float | None) -> None:
    stated = stated_number(reader, row, column)
    if stated is not None and counted is not None:
        put_check(reader.taken, address(row, column), reader.grid.text[row][column], stated, counted)
