"""A workbook's stated means and shares, recomputed: 平均 and 达标率 rows, 达标率 and 发放率 columns.

They are no totals and enter no table of checks; one that no reading of its cells comes to is a flag. A share may have
been taken of what was judged, of what applies, or of all; a mean of the filled cells, or of all rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.reading.blocks import Layout
from analysis.reading.bodies import Reader
from analysis.reading.cells import address
from analysis.reading.checks import number_at, show_number, stated_number, value_columns
from analysis.reading.counting import is_rate, read_count
from analysis.reading.privacy import mask_text
from analysis.standards.words import fold, fold_title

_HAIR = 1e-6
_KINDS = ("mean", "most", "least")


def check_shares(reader: Reader, layout: Layout) -> None:
    """Recompute the stated means and shares of one table."""
    rows = [row for row in reader.frame.block.body if layout.roles[row] == "body"]
    marks = [row for row in reader.frame.block.body if layout.roles[row] in ("subtotal", "statistic")]
    for row in marks:
        if layout.roles[row] == "statistic":
            _check_row(reader, row, _candidates(row, rows, marks, layout))
    for column, path in reader.frame.block.paths.items():
        if column in reader.frame.refused or not path or not is_rate(path[-1], reader.terms.words):
            continue
        _check_column(reader, column, path[-1], rows)


def _candidates(row: int, rows: Sequence[int], marks: Sequence[int], layout: Layout) -> list[list[int]]:
    """The rows that a statistic may be about: all of the table, or those since the last mark of another kind."""
    above = [mark for mark in marks if mark < row and any(mark < body < row for body in rows)]
    since = [body for body in rows if (above[-1] if above else -1) < body < row]
    return [found for found in (since, list(rows)) if found]


def _check_row(reader: Reader, row: int, candidates: Sequence[Sequence[int]]) -> None:
    words = reader.terms.words
    labels = [fold_title(reader.grid.text[row][column])[-1] for column in reader.grid.filled[row][:3]]
    kinds = [
        kind for kind in _KINDS for label in labels if any(word in label for word in words.lists[f"shares.{kind}"])
    ]
    counts = [count for label in labels if (count := read_count(label, words)) and count.rate]
    if not kinds and not counts:
        return
    for column in value_columns(reader):
        stated = stated_number(reader, row, column)
        if stated is None:
            continue
        found: list[float] = []
        for rows in candidates:
            if counts:
                found += _verdict_shares((reader.verdicts.get(column, {}).get(body) for body in rows), counts[0].what)
            else:
                found += _numbers(reader, column, rows, kinds[0])
        _tell(reader, row, column, stated, found, share=bool(counts))


def _numbers(reader: Reader, column: int, rows: Sequence[int], kind: str) -> list[float]:
    """What a mean, a highest or a lowest of these rows may be; none of a judged column."""
    if any(row in reader.verdicts.get(column, {}) for row in rows):
        return []
    numbers = [number for row in rows if (number := number_at(reader, row, column)) is not None]
    if not numbers:
        return []
    if kind == "mean":
        return [sum(numbers) / len(numbers), sum(numbers) / len(rows)]
    return [max(numbers) if kind == "most" else min(numbers)]


def _verdict_shares(verdicts: Iterable[str | None], wanted: str) -> list[float]:
    """The shares that a rate of a verdict may mean: of the judged, of the applicable, of all."""
    said = [verdict for verdict in verdicts if verdict is not None]
    judged = sum(verdict in ("met", "partial", "unmet") for verdict in said)
    inside = len(said) - said.count("not_applicable")
    hits = (said.count(wanted), said.count("met") + said.count("partial") if wanted == "met" else said.count(wanted))
    return [hit / whole for hit in dict.fromkeys(hits) for whole in (judged, inside, len(said)) if whole]


def _check_column(reader: Reader, column: int, title: str, rows: Sequence[int]) -> None:
    """A column of shares: of the row's verdicts, or of one measure to another (发放率 = paid ÷ due)."""
    words = reader.terms.words
    count = read_count(title, words)
    bare = fold_title(title)[-1]
    pair = next((tuple(pair) for name, pair in words.raw["columns"].get("rates", {}).items() if fold(name) == bare), ())
    if len(pair) == 2 and not (count and count.rate and _judged(reader)):
        found = [_column_of(reader, measure) for measure in pair]
        for row in rows if min(found) >= 0 else ():
            top, whole = (_in_base_unit(reader, row, one) for one in found)
            if whole:
                _tell_cell(reader, row, column, [top / whole])
    elif count and count.rate:
        for row in rows:
            said = [reader.verdicts[one].get(row) for one in _judged(reader)]
            _tell_cell(reader, row, column, _verdict_shares(said, count.what))


def _in_base_unit(reader: Reader, row: int, column: int) -> float:
    return (number_at(reader, row, column) or 0.0) * reader.frame.subjects[column].factor


def _judged(reader: Reader) -> list[int]:
    return [column for column in reader.frame.subjects if reader.verdicts.get(column)]


def _column_of(reader: Reader, measure: str) -> int:
    found = [column for column, subject in reader.frame.subjects.items() if subject.measures == (measure,)]
    return found[0] if len(found) == 1 else -1


def _tell_cell(reader: Reader, row: int, column: int, found: Sequence[float]) -> None:
    stated = stated_number(reader, row, column)
    if stated is not None:
        _tell(reader, row, column, stated, found, share=True)


def _tell(reader: Reader, row: int, column: int, stated: float, found: Sequence[float], *, share: bool) -> None:
    """Flag a cell that none of the readings comes to; what is about few persons is told without numbers."""
    text = reader.grid.text[row][column]
    if not found or any(_agrees(stated, text, value, share=share) for value in found):
        return
    measures = (reader.standards.measures.get(name) for name in reader.frame.subjects[column].measures)
    secret = (share and not _judged(reader)) or any(measure.persons for measure in measures if measure)
    hidden = reader.standards.say("mark.suppressed")
    nearest = min(found, key=lambda value: abs(value - stated))
    reader.taken.flag(
        "share_disagrees", address(row, column), hidden if secret else mask_text(text),
        stated=hidden if secret else text, recomputed=hidden if secret else show_number(round(nearest, 4)),
    )  # fmt: skip


def _agrees(stated: float, text: str, value: float, *, share: bool) -> bool:
    """Whether a stated number is the value, rounded or cut to as many places as it is written with."""
    digits = fold(text).rstrip("%")
    places = len(digits.partition(".")[2]) if digits.replace(".", "", 1).isdigit() else 0
    unit = max(10.0**-places - _HAIR, _HAIR)
    if fold(text).endswith("%"):
        return abs(stated * 100 - value * 100) < unit
    if share and places == 0 and stated <= 1:
        return abs(stated - value) < _HAIR
    return abs(stated - value) < unit or (share and abs(stated - value * 100) < unit)
