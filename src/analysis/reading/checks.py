"""A workbook's stated totals, recomputed from the body rows they cover, never from stated subtotals.

Three kinds: cells of subtotal rows run down their column; cells of a 合计, 总分 or 达标项数 column run across their
row; counts of a summary sheet are recomputed from the other sheets of the workbook (`summaries`). Numbers are in the
unit of the cell; a blank, / or — counts 0; a judged column counts its schools that meet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from analysis.reading.blocks import Layout
from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.frame import REMARKS
from analysis.reading.numbers import parse_number
from analysis.reading.privacy import mask_text
from analysis.reading.taken import Taken
from analysis.reading.ticks import is_tick
from analysis.standards.words import fold_title

_TOLERANCE = 1e-6
_KEYS = (
    "seq",
    "school_code",
    "school_stage",
    "area",
    "kind_of",
    "item_no",
    "rank",
    "unit_of_measure",
    "team",
    "problem",
    "method",
    "evidence",
    *REMARKS,
)
"""Roles whose cells are no numbers to add up."""


def check_totals(reader: Reader, layout: Layout) -> None:
    """Recompute every stated total of one table."""
    body = [row for row in reader.frame.body if layout.roles[row] == "body"]
    totals = [row for row in reader.frame.block.body if layout.roles[row] == "subtotal"]
    grand = [row for row in totals if _is_grand(reader, row)]
    rows = [row for row in reader.frame.block.body if layout.roles[row] == "body"]
    columns = _value_columns(reader)
    for row in totals:
        covered, wanted = _covered(row, rows, totals, grand), _wanted(reader, row)
        for column in columns:
            _check_down(reader, row, column, covered, wanted)
    for column in _total_columns(reader):
        for row in body:
            _check_across(reader, row, column)


def put_check(taken: Taken, cell: str, raw: str, stated: float, recomputed: float) -> None:
    """Write one check, and flag it where the two disagree."""
    recomputed = round(recomputed, 6)
    agrees = abs(stated - recomputed) <= _TOLERANCE * max(1.0, abs(stated))
    taken.add("checks", cell, mask_text(raw), stated, recomputed, "yes" if agrees else "no")
    if not agrees:
        taken.flag("check_disagrees", cell, mask_text(raw), stated=_show(stated), recomputed=_show(recomputed))


def _show(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else f"{number:.6g}"


def stated_number(reader: Reader, row: int, column: int) -> float | None:
    """The number that a total cell states, in the unit of the cell; None where it states none."""
    grid = reader.grid
    if not grid.text[row][column] or (row, column) in grid.sheet.errors or (row, column) in grid.sheet.formulas:
        return None
    return _number(reader, row, column)


def _number(reader: Reader, row: int, column: int) -> float | None:
    number = parse_number(reader.grid.value(row, column), reader.terms.words)
    if number is None:
        return None
    factor = reader.frame.subjects[column].factor or 1.0
    return round(number.in_base_unit(factor) / factor, 6)


def _value_columns(reader: Reader) -> list[int]:
    frame = reader.frame
    keys = {frame.school_column, frame.town_column, frame.item_column, frame.unit_column, *frame.group_columns}
    return [
        c
        for c, subject in frame.subjects.items()
        if c not in keys and c not in frame.refused and subject.role not in _KEYS
    ]


def _is_grand(reader: Reader, row: int) -> bool:
    """Whether a total row adds up everything: such a word, alone or after anything but a town (全区合计)."""
    listed = reader.terms.words.lists.get("grand.words", ())
    for column in reader.grid.filled[row][:3]:
        label = fold_title(reader.grid.text[row][column])[-1]
        word = next((word for word in listed if label.endswith(word)), "")
        if word:
            rest = label[: -len(word)]
            return not reader.terms.register.town_of(rest, reader.terms.words)
    return False


def _covered(total: int, body: Sequence[int], totals: Sequence[int], grand: Sequence[int]) -> Sequence[int]:
    """The body rows that a total row covers.

    Args:
        total: the row.
        body: rows of the body, rising.
        totals: rows that state totals, rising.
        grand: those of them that add up everything.
    """
    if grand == [total]:
        return body
    bounds = grand if total in grand else totals
    at, here = bisect_left(bounds, total), bisect_left(body, total)
    before = body[bisect_right(body, bounds[at - 1]) if at else 0 : here]
    after = bisect_right(totals, total)
    return before or body[here : bisect_left(body, totals[after]) if after < len(totals) else None]


def _check_down(reader: Reader, row: int, column: int, covered: Sequence[int], wanted: str) -> None:
    stated = stated_number(reader, row, column)
    if stated is None:
        return
    said = [reader.verdicts.get((number, column)) for number in covered]
    whole = bool(said) and None not in said
    counted = said.count(wanted) if whole else _sum(reader, ((number, column) for number in covered), wanted)
    if counted is not None:
        if counted != stated and _add_codes(reader, covered, column) == stated:
            counted = stated
        put_check(reader.taken, address(row, column), reader.grid.text[row][column], stated, counted)


def _add_codes(reader: Reader, covered: Sequence[int], column: int) -> float | None:
    """The sum of a judged column whose cells are numbers (1 met, 0 not): a total may add the codes themselves."""
    filled = [row for row in covered if reader.grid.at(row, column)]
    if not filled or any((row, column) not in reader.verdicts for row in filled):
        return None
    numbers = [_number(reader, row, column) for row in filled]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _wanted(reader: Reader, row: int) -> str:
    """What a total counts in a judged column: the verdict that its label names, else met."""
    words = reader.terms.words
    for column in reader.grid.filled[row][:3]:
        for form in fold_title(reader.grid.text[row][column]):
            for verdict in ("partial", "unmet", "met"):
                if form in words.lists.get(f"count_words.{verdict}", ()):
                    return verdict
    return "met"


def _sum(reader: Reader, places: Iterable[tuple[int, int]], wanted: str) -> float | None:
    """The sum of the numbers at these places, or the count of the wanted verdict; None where there is neither."""
    total, found, verdicts = 0.0, False, reader.verdicts
    ticked = {column for group in reader.frame.ticks for column in group.columns}
    for row, column in places:
        said = verdicts.get((row, column))
        if said is not None:
            total, found = total + (said == wanted), True
        elif column in ticked:
            total, found = total + is_tick(reader.grid.at(row, column), reader.terms.words), True
        elif reader.grid.home(row, column) == (row, column):
            number = _number(reader, row, column)
            total, found = total + (number or 0.0), found or number is not None
    return total if found else None


def _total_columns(reader: Reader) -> list[int]:
    return reader.frame.with_role("total", "total_score")


def _check_across(reader: Reader, row: int, column: int) -> None:
    stated = stated_number(reader, row, column)
    if stated is None:
        return
    parts = _parts(reader, column)
    if not parts:
        return
    counted = _sum(reader, ((row, part) for part in parts), "met")
    if counted is not None:
        put_check(reader.taken, address(row, column), reader.grid.text[row][column], stated, counted)


def _parts(reader: Reader, column: int) -> list[int]:
    """The columns that a total column adds up."""
    frame = reader.frame
    if frame.schools:
        return [c for c in frame.schools if c not in frame.refused]
    subject, prefix = frame.subjects[column], frame.block.paths[column][:-1]
    inside = [c for c in _value_columns(reader) if c != column and frame.block.paths[c][: len(prefix)] == prefix]
    inside = [c for c in inside if frame.subjects[c].role not in ("total", "total_score")]
    summed = reader.standards.words["columns"].get("sums", {})
    for measure in subject.measures:
        named = [c for c in inside if set(frame.subjects[c].measures) & set(summed.get(measure, ()))]
        if named:
            return named
    if subject.role == "total_score":
        wanted = "self_score" if subject.aspect == "self_reported" else "score"
        return [c for c in inside if frame.subjects[c].score == wanted]
    judged = [c for c in inside if any((row, c) in reader.verdicts for row in frame.body)]
    if judged:
        return judged if _counts_verdicts(reader, column) or len(judged) == len(inside) else []
    return [c for c in inside if not _is_part_of(reader, c)]


def _counts_verdicts(reader: Reader, column: int) -> bool:
    title = reader.frame.block.paths[column][-1]
    return any(form in reader.terms.words.lists.get("count_words.met", ()) for form in fold_title(title))


def _is_part_of(reader: Reader, column: int) -> bool:
    """A column 其中：… is a part of another one, not of the total."""
    leaf = reader.frame.block.paths[column][-1] if reader.frame.block.paths[column] else ""
    return leaf.startswith(tuple(reader.terms.words.lists.get("row.of_which", ())))
