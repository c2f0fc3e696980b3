"""A chart of a document as blocks: what it draws, what its own workbook holds for that, and the words on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils import range_boundaries
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from analysis.reports.office.packages import MALFORMED, PackageError, open_package
from analysis.reports.office.proof.blocks import Block, Piece, cut_sentences, narrow
from analysis.reports.office.slides.series import BOX, GAP

BOOK = "book"
"""Kind of block that is a row of a chart's workbook."""
_MOST = 50 * 2**20
"""Bytes that the parts of a chart's workbook may come to."""
_MOST_ROWS, _MOST_COLUMNS = 1_000, 100
"""Of a chart's workbook, what is read at most."""
_LATER = "http://schemas.microsoft.com/office/drawing/2012/chart"
"""Namespace of labels that are taken from cells."""
_PACKAGE = "/package"
"""End of the kind of relationship that leads to a chart's workbook."""
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^!']+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
Where = Mapping[str, object]


def read_chart(part: Any, where: Where) -> Iterator[Block]:
    """A chart: a line a category with the value of each series, the same of its workbook, and its titles and labels.

    Args:
        part: the chart's part.
        where: fields of its place.
    """
    root = parse_xml(part.blob)
    for plot in root.iter(qn("c:plotArea")):
        for group in plot:
            series = group.findall(qn("c:ser"))
            yield from _list_drawn(series, where)
    yield from _list_sheet(part, list(root.iter(qn("c:ser"))), where)
    for text in _list_labels(root):
        yield Block("label", ("proof.place.chart_text", where), cut_sentences(text))


def _list_labels(root: Any) -> Iterator[str]:
    """Titles, names of series, and what is written at bars."""
    for paragraph in (one for rich in root.iter(qn("c:rich")) for one in rich.iter(qn("a:p"))):
        yield "".join(one.text or "" for one in paragraph.iter(qn("a:t")))
    for points in root.iter(qn("c:tx"), f"{{{_LATER}}}dlblRangeCache"):
        yield from (one.text or "" for one in points.iter(qn("c:v")))


def _list_drawn(series: Sequence[Any], where: Where) -> Iterator[Block]:
    """A line a category: its name and the value of each series, as the chart was saved with them; boxes are counted."""
    names = _read_points(_find_names(series))
    columns = _count_boxes([(_read_name(one), _read_points(_find_values(one))) for one in series])
    for place in sorted({place for column in (names, *columns) for place in column}):
        cells = (names.get(place, ""), *(_write(column.get(place)) for column in columns))
        yield _make_row("chart", cells, {**where, "row": place + 1})


def _make_row(kind: str, cells: Sequence[str], where: Where) -> Block:
    pieces = tuple(Piece(narrow(cell)) for cell in cells)
    return Block(kind, (f"proof.place.{kind}", {**where, "name": pieces[0].text}), pieces)


def _write(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, int | float) else str(value or "").replace("\xa0", " ").strip()


Points = dict[int, str]
"""Place of a category → what a series has there."""


def _count_boxes(series: Sequence[tuple[str, Points]]) -> list[Mapping[int, object]]:
    """The values of each series; the boxes of a piece as how many there are, a longer one for what it stands for."""
    columns: dict[str, dict[int, object]] = {}
    for place, (name, values) in enumerate(series):
        read: dict[int, object] = {at: _read_number(text) for at, text in values.items()}
        box = BOX.fullmatch(name)
        if box:
            counted = columns.setdefault(box["piece"], {})
            for at, value in read.items():
                counted[at] = _to_float(counted.get(at)) + ceil(_to_float(value))
        elif name != GAP:
            columns[str(place)] = read
    return list(columns.values())


def _read_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _to_float(value: object) -> float:
    return value if isinstance(value, float) else 0.0


def _read_name(series: Any) -> str:
    name = series.find(qn("c:tx"))
    return "" if name is None else "".join(one.text or "" for one in name.iter(qn("c:v")))


def _find_names(series: Sequence[Any]) -> Any:
    """The names of the categories, which the first series that has them tells."""
    return next((found for one in series for name in ("c:cat", "c:xVal")
                 if (found := one.find(qn(name))) is not None), None)  # fmt: skip


def _find_values(series: Any) -> Any:
    return next((found for name in ("c:val", "c:yVal") if (found := series.find(qn(name))) is not None), None)


def _read_points(element: Any) -> Points:
    found: Points = {}
    for point in () if element is None else element.iter(qn("c:pt")):
        text, at = "".join(one.text or "" for one in point.iter(qn("c:v"))), int(point.get("idx", "0"))
        found[at] = f"{found[at]} {text}" if at in found else text
    return found


def _list_sheet(part: Any, series: Sequence[Any], where: Where) -> Iterator[Block]:
    """The rows of a chart's workbook for its categories: names and numbers, without formulas.

    Nothing of a workbook that cannot be opened, or that has no cells where the chart looks for its names.
    """
    books = [one.target_part.blob for one in part.rels.values()
             if not one.is_external and one.reltype.endswith(_PACKAGE)]  # fmt: skip
    names = _find_names(series)
    formula = None if names is None else next(names.iter(qn("c:f")), None)
    match = None if formula is None else _REFERENCE.fullmatch(formula.text or "")
    if not books or match is None:
        return
    try:
        open_package(books[0], most=_MOST)
        rows = _read_rows(openpyxl.load_workbook(io.BytesIO(books[0]), read_only=True), match)
    except (PackageError, BadZipFile, *MALFORMED):
        return
    for place, cells in enumerate(rows, start=1):
        yield _make_row(BOOK, cells or ("",), {**where, "row": place})


def _read_rows(book: Any, reference: re.Match[str]) -> list[list[str]]:
    sheet = (reference[1] or reference[2]).replace("''", "'")
    _, top, _, bottom = range_boundaries(reference[3])
    if sheet not in book.sheetnames:
        return []
    rows = book[sheet].iter_rows(
        min_row=top, max_row=min(bottom, top + _MOST_ROWS), min_col=1, max_col=_MOST_COLUMNS, values_only=True
    )
    return [[_write(value) for value in row if value is not None and not str(value).startswith("=")] for row in rows]
