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
from analysis.reading.counting import is_rate, read_count
from analysis.reading.frame import REMARKS
from analysis.reading.numbers import parse_number
from analysis.reading.privacy import mask_text
from analysis.reading.taken import Taken
from analysis.reading.ticks import is_tick
from analysis.standards.model import Standards
from analysis.standards.words import fold, fold_title, role_of

_TOLERANCE = 1e-6
_SAMPLE = 50
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
    rows = [row for row in reader.frame.block.body if layout.roles[row] == "body" and not _is_ranking(reader, row)]
    columns = [c for c in value_columns(reader) if not is_share(reader, c)]
    for row in totals:
        covered, wanted = _covered(row, rows, totals, grand), _wanted(reader, row)
        if _is_running(reader, row) and rows[0] < row:
            covered = rows[: bisect_left(rows, row)]
        scopes = [covered, *(_narrow(row, rows, totals) if row in grand else ())]
        for column in columns:
            _check_down(reader, row, column, scopes, wanted)
    for column in _total_columns(reader):
        for row in body:
            _check_across(reader, row, column)


def put_check(
    taken: Taken, cell: str, raw: str, stated: float, recomputed: float, *, measures: Iterable[str] = ()
) -> None:
    """Write one check, and flag it where the two disagree.

    Args:
        taken: takes the check and the flag.
        cell: the cell that states the total.
        raw: its text.
        stated: what it states.
        recomputed: what the cells that it covers come to.
        measures: what it may count; a small total of persons is not told in the flag, only where it stands.
    """
    recomputed = round(recomputed, 6)
    agrees = _agree(stated, recomputed)
    taken.add("checks", cell, mask_text(raw), stated, recomputed, "yes" if agrees else "no")
    if agrees:
        return
    if _is_secret(taken.standards, measures, (stated, recomputed)):
        hidden = taken.standards.say("mark.suppressed")
        taken.flag("check_disagrees", cell, hidden, stated=hidden, recomputed=hidden)
    else:
        taken.flag(
            "check_disagrees", cell, mask_text(raw), stated=show_number(stated), recomputed=show_number(recomputed)
        )


def _agree(stated: float, recomputed: float) -> bool:
    return abs(stated - round(recomputed, 6)) <= _TOLERANCE * max(1.0, abs(stated))


def _is_secret(standards: Standards, measures: Iterable[str], totals: Iterable[float]) -> bool:
    """Whether one of the totals is a small count of persons."""
    persons = any(standards.measures[name].counts_people for name in measures if name in standards.measures)
    return persons and any(0 < total < standards.decision.suppress_below for total in totals)


def show_number(number: float) -> str:
    """A number as a message writes it: no nought after the point."""
    return str(int(number)) if float(number).is_integer() else f"{number:.6g}"


def stated_number(reader: Reader, row: int, column: int) -> float | None:
    """The number that a total cell states, in the unit of the cell; None where it states none."""
    grid = reader.grid
    if not grid.text[row][column] or (row, column) in grid.sheet.errors or (row, column) in grid.sheet.formulas:
        return None
    return number_at(reader, row, column)


def number_at(reader: Reader, row: int, column: int) -> float | None:
    """The number of a cell, in the unit of its heading; None where it holds none."""
    number = parse_number(reader.grid.value(row, column), reader.terms.words)
    if number is None:
        return None
    factor = reader.frame.subjects[column].factor or 1.0
    return round(number.in_base_unit(factor) / factor, 6)


def value_columns(reader: Reader) -> list[int]:
    """The columns that may hold numbers to add up: no keys, no labels, nothing refused."""
    frame = reader.frame
    keys = {frame.school_column, frame.town_column, frame.item_column, frame.unit_column, *frame.group_columns}
    return [
        c
        for c, subject in frame.subjects.items()
        if c not in keys and c not in frame.refused and subject.role not in _KEYS
    ]


def is_share(reader: Reader, column: int) -> bool:
    """Whether a column holds shares or ratios, which nobody adds up: 发放率, 1:3, cells written 97%."""
    path = reader.frame.block.paths[column]
    if any(row in reader.verdicts.get(column, {}) for row in reader.frame.body[:_SAMPLE]):
        return False
    units = {m.unit for name in reader.frame.subjects[column].measures if (m := reader.standards.measures.get(name))}
    if (path and is_rate(path[-1], reader.terms.words)) or any("/" in unit for unit in units):
        return True
    filled = [text for row in reader.frame.body[:_SAMPLE] if (text := reader.grid.text[row][column])]
    return bool(filled) and sum(fold(text).endswith("%") for text in filled) * 2 > len(filled)


def _is_ranking(reader: Reader, row: int) -> bool:
    """Whether a row holds places in an order, which nobody adds up: 名次."""
    columns = reader.grid.filled[row][:1]
    return any(role_of(reader.grid.text[row][column], reader.terms.words) == "rank" for column in columns)


def _is_grand(reader: Reader, row: int) -> bool:
    """Whether a total row adds up everything: such a word, alone or after anything but a town (全区合计)."""
    listed = reader.terms.words.lists.get("grand.words", ())
    for column in reader.grid.filled[row][:3]:
        label = fold_title(reader.grid.text[row][column])[-1]
        word = next((word for word in listed if label.endswith(word)), "")
        if word:
            rest = label[: -len(word)]
            page = rest.startswith(reader.terms.words.lists.get("grand.page", ()))
            return not page and not reader.terms.register.town_of(rest, reader.terms.words)
    return False


def _is_running(reader: Reader, row: int) -> bool:
    """Whether a total row adds up everything above it, other totals or none between: 累计 below each page."""
    listed = reader.terms.words.lists.get("grand.running", ())
    return any(fold_title(reader.grid.text[row][c])[-1].startswith(listed) for c in reader.grid.filled[row][:3])


def _covered(total: int, body: Sequence[int], totals: Sequence[int], grand: Sequence[int]) -> Sequence[int]:
    """The body rows that a total row covers.

    Args:
        total: the row.
        body: rows of the body, rising.
        totals: rows that state totals, rising.
        grand: those of them that add up everything.
    """
    if grand == [total] or not body:
        return body
    bounds = grand if total in grand else totals
    here = bisect_left(body, total)
    # Totals without a row between them stand over the same rows: 达标学校数 and 不达标学校数 at the foot.
    first = bisect_left(bounds, here, key=lambda bound: bisect_left(body, bound))
    last = bisect_right(bounds, here, key=lambda bound: bisect_left(body, bound))
    before = body[bisect_right(body, bounds[first - 1]) if first else 0 : here]
    after = body[here : bisect_left(body, bounds[last]) if last < len(bounds) else None]
    if total not in grand and next(bound for bound in totals if bound not in grand) < body[0]:
        return after or before
    return before or after


def _narrow(total: int, body: Sequence[int], totals: Sequence[int]) -> list[Sequence[int]]:
    """What a total with rows on both sides may add up but all of them: those above, its block, those below."""
    here = bisect_left(body, total)
    if not 0 < here < len(body):
        return []
    last = max((mark for mark in totals if mark < total), default=-1)
    return [body[:here], body[bisect_right(body, last) : here], body[here:]]


def _check_down(reader: Reader, row: int, column: int, scopes: Sequence[Sequence[int]], wanted: str) -> None:
    """Recompute a total over the first of these scopes that it agrees with, else over the first."""
    stated = stated_number(reader, row, column)
    if stated is None:
        return
    found = [_count_down(reader, column, covered, wanted, stated) for covered in scopes if covered]
    agreed = (one for one in found if one is not None and _agree(stated, one))
    counted = next(agreed, next(iter(found), None))
    if counted is not None:
        told = reader.frame.subjects[column].measures
        put_check(reader.taken, address(row, column), reader.grid.text[row][column], stated, counted, measures=told)


def _count_down(reader: Reader, column: int, covered: Sequence[int], wanted: str, stated: float) -> float | None:
    """What a column comes to over these rows; the sum of its codes where that is what is stated."""
    own = reader.verdicts.get(column, {})
    said = [own.get(number) for number in covered]
    judged = [verdict for verdict in said if verdict is not None]
    if judged and (wanted or len(judged) == len(said)):
        counted: float | None = judged.count(wanted or "met")
    else:
        counted = _sum(reader, ((number, column) for number in covered), wanted or "met")
    if counted is None and covered and _holds_numbers(reader, column):
        counted = 0.0
    if counted is not None and counted != stated and _add_codes(reader, covered, column) == stated:
        return stated
    return counted


def _add_codes(reader: Reader, covered: Sequence[int], column: int) -> float | None:
    """The sum of a judged column whose cells are numbers (1 met, 0 not): a total may add the codes themselves."""
    filled = [row for row in covered if reader.grid.at(row, column)]
    own = reader.verdicts.get(column, {})
    if not filled or any(row not in own for row in filled):
        return None
    numbers = [number_at(reader, row, column) for row in filled]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _holds_numbers(reader: Reader, column: int) -> bool:
    """Whether a column is one of numbers, so that a total of 0 over blanks is a total."""
    if reader.frame.subjects[column].measures:
        return True
    return any(reader.grid.text[row][column] and number_at(reader, row, column) for row in reader.frame.body)


def _wanted(reader: Reader, row: int) -> str:
    """The verdict that the label of a total names, so that only judged cells count; "" where it names none."""
    for column in reader.grid.filled[row][:3]:
        count = read_count(reader.grid.text[row][column], reader.terms.words)
        if count and count.what != "schools":
            return count.what
    return ""


def _sum(reader: Reader, places: Iterable[tuple[int, int]], wanted: str) -> float | None:
    """The sum of the numbers at these places, or the count of the wanted verdict; None where there is neither."""
    total, found, verdicts = 0.0, False, reader.verdicts
    ticked = {column for group in reader.frame.ticks for column in group.columns}
    for row, column in places:
        said = verdicts.get(column, {}).get(row)
        if said is not None:
            total, found = total + (said == wanted), True
        elif column in ticked:
            total, found = total + is_tick(reader.grid.at(row, column), reader.terms.words), True
        elif reader.grid.home(row, column) == (row, column):
            number = number_at(reader, row, column)
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
    count = read_count(reader.frame.block.paths[column][-1], reader.terms.words)
    wanted = count.what if count and count.what != "schools" else "met"
    counted = _sum(reader, ((row, part) for part in parts), wanted)
    if counted is not None:
        known = (reader.frame.subjects.get(part) for part in (column, *parts))
        told = [name for subject in known if subject for name in subject.measures]
        put_check(reader.taken, address(row, column), reader.grid.text[row][column], stated, counted, measures=told)


def _parts(reader: Reader, column: int) -> list[int]:
    """The columns that a total column adds up."""
    frame = reader.frame
    if frame.schools:
        return _schools_covered(reader, column)
    subject, prefix = frame.subjects[column], frame.block.paths[column][:-1]
    inside = [c for c in value_columns(reader) if c != column and frame.block.paths[c][: len(prefix)] == prefix]
    inside = [c for c in inside if frame.subjects[c].role not in ("total", "total_score")]
    summed = reader.standards.words["columns"].get("sums", {})
    for measure in subject.measures:
        named = [c for c in inside if set(frame.subjects[c].measures) & set(summed.get(measure, ()))]
        if named:
            return named
    if subject.role == "total_score":
        wanted = "self_score" if subject.aspect == "self_reported" else "score"
        return [c for c in inside if frame.subjects[c].score == wanted]
    judged = [c for c in inside if any(row in reader.verdicts.get(c, {}) for row in frame.body)]
    counts = read_count(frame.block.paths[column][-1], reader.terms.words) is not None
    if judged or counts:
        return judged if counts or len(judged) == len(inside) else []
    return [c for c in inside if not _is_part_of(reader, c)]


def _schools_covered(reader: Reader, column: int) -> list[int]:
    """The schools that a total column covers: those of its group; without one, all, or those since the last 小计."""
    frame, words = reader.frame, reader.terms.words
    schools = [c for c in frame.schools if c not in frame.refused]
    path = frame.block.paths[column]
    own = [c for c in schools if len(path) > 1 and frame.block.paths[c][: len(path) - 1] == path[:-1]]
    if own and len(own) < len(schools):
        return own
    if fold_title(path[-1])[-1].endswith(words.lists.get("grand.words", ())):
        return schools
    last = max((c for c in frame.with_role("total") if c < column), default=-1)
    return [c for c in schools if last < c < column] or schools


def _is_part_of(reader: Reader, column: int) -> bool:
    """A column 其中：… is a part of another one, not of the total."""
    leaf = reader.frame.block.paths[column][-1] if reader.frame.block.paths[column] else ""
    return leaf.startswith(tuple(reader.terms.words.lists.get("row.of_which", ())))
