"""Summary tables (汇总表): counts by item, town or school, checked against the other sheets of the workbook.

A summary gives no finding: its counts are recomputed from the findings and scores of the detail sheets.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.reading.blocks import Layout
from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.checks import put_check, stated_number
from analysis.reading.counting import read_count
from analysis.standards.words import fold

_Finding = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Detail:
    """What the other sheets say.

    Attributes:
        findings: (sheet, school, item, verdict, aspect) → how many findings.
        scores: (sheet, school, measure, value) of every score.
        kinds: school → kind; towns: school → town, folded.
    """

    findings: Mapping[_Finding, int]
    scores: Sequence[tuple[str, str, str, float]]
    kinds: Mapping[str, str]
    towns: Mapping[str, str]


def gather_detail(reader: Reader) -> Detail:
    """Collect what all sheets of the workbook say."""
    schools = reader.terms.register.rows
    rows, found = reader.taken.rows, reader.taken.findings
    sheets, items, aspects = (found.alike[name].listed() for name in ("sheet", "item_id", "aspect"))
    return Detail(
        findings=Counter(zip(sheets, found.apart["school_id"], items, found.apart["verdict"], aspects, strict=True)),
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
    others = {found: count for found, count in detail.findings.items() if found[0] != sheet}
    scores = [found for found in detail.scores if found[0] != sheet]
    sheets = dict.fromkeys(found[0] for found in others)
    named = {c: _sheet_named(frame.block.paths[c], sheets) for c in frame.subjects if c not in frame.refused}
    columns = {c: wanted for c, name in named.items() if (wanted := _wanted(reader, c, name))[0]}
    if not columns or not (others or scores):
        return False
    asked = {
        column: (named[column], _aspect(reader, column, [f for f in others if named[column] in ("", f[0])]))
        for column in columns
    }
    said = {
        (name, aspect): _group(
            {f: count for f, count in others.items() if name in ("", f[0]) and aspect in ("", f[4])}, detail
        )
        for name, aspect in set(asked.values())
    }
    for row in frame.block.body:
        keep = _row_filter(reader, layout, row, detail)
        if layout.roles[row] not in ("body", "subtotal") or keep is None:
            continue
        for column, wanted in columns.items():
            _check(reader, row, column, _count(wanted, keep, said[asked[column]].get(keep, ()), scores, detail))
    return True


def _aspect(reader: Reader, column: int, findings: Iterable[_Finding]) -> str:
    """The aspect whose findings a column counts, where the other sheets tell of several; else ""."""
    told = {found[4] for found in findings}
    aspect = reader.frame.subjects[column].aspect or reader.around.aspect
    return aspect if len(told) > 1 and aspect in told else ""


def _sheet_named(path: Sequence[str], sheets: Iterable[str]) -> str:
    """The one sheet that the titles of a column name (2016年4月达标项数), else ""."""
    folded = fold("".join(path))
    found = [name for name in sheets if len(name) > 1 and fold(name) in folded]
    return found[0] if len(found) == 1 else ""


def _wanted(reader: Reader, column: int, sheet: str = "") -> tuple[str, str, str]:
    """What a column counts: (what, verdict or measure, school kind), or () as ("", "", "")."""
    words, path = reader.terms.words, reader.frame.block.paths[column]
    subject = reader.frame.subjects[column]
    if subject.role == "total_score":
        return ("score", "self_score" if subject.aspect == "self_reported" else "score", "")
    kept = words.lists.get("count_parts.teaching_points", ())
    kind = "teaching_point" if path and any(word in path[-1] for word in kept) else ""
    for title in reversed(path):
        count = read_count(fold(title).replace(fold(sheet), "") if sheet else title, words)
        if count and not count.rate:
            return ("schools", "", kind) if count.what == "schools" else ("verdict", count.what, kind)
    return ("", "", "")


_Said = tuple[str, str, int]
"""A school, a verdict, and how many findings say so."""
_Keep = tuple[str, str]
"""What a row is about: ("item", its id), ("town", its name), ("school", its id), or ("", "") for everything."""


def _group(findings: Mapping[_Finding, int], detail: Detail) -> dict[_Keep, list[_Said]]:
    """The findings under everything that a row may be about."""
    groups: dict[_Keep, list[_Said]] = defaultdict(list)
    for (_, school, item, verdict, _), count in findings.items():
        town = detail.towns.get(school, "")
        for keep in (("", ""), ("school", school), ("item", item), ("town", town)):
            groups[keep].append((school, verdict, count))
    return groups


def _row_filter(reader: Reader, layout: Layout, row: int, detail: Detail) -> _Keep | None:
    """What a row is about: an item, a town, a school, or everything (a total row); None where it is unclear."""
    frame = reader.frame
    if layout.roles[row] == "subtotal":
        return "", ""
    if frame.school_column >= 0:
        school = reader.school(row)[0].school_id
        return ("school", school) if school else None
    if frame.item_column >= 0:
        named = reader.row_subject(row)
        return ("item", named.item) if named and named.item else None
    if frame.town_column >= 0:
        town = reader.terms.register.town_of(reader.spoken(row, frame.town_column), reader.terms.words)
        return ("town", town) if town else None
    return None


def _count(
    wanted: tuple[str, str, str],
    keep: _Keep,
    said: Sequence[_Said],
    scores: Sequence[tuple[str, str, str, float]],
    detail: Detail,
) -> float | None:
    what, value, kind = wanted
    if what == "score":
        own = [(school, score) for _, school, measure, score in scores if measure == value]
        added = [score for school, score in own if keep[0] != "school" or keep[1] == school]
        return sum(added) if added else None
    fitting = [one for one in said if not kind or detail.kinds.get(one[0]) == kind]
    if what == "schools":
        return float(len({school for school, _, _ in fitting}))
    return float(sum(count for _, verdict, count in fitting if verdict == value)) if what else None


def _check(reader: Reader, row: int, column: int, counted: float | None) -> None:
    stated = stated_number(reader, row, column)
    if stated is not None and counted is not None:
        put_check(reader.taken, address(row, column), reader.grid.text[row][column], stated, counted)
