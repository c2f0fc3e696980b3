"""A .pptx as blocks: the texts, tables, chart data and notes of its slides."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from analysis.reports.office.proof.blocks import Block, Piece, Reading, cut_sentences, narrow
from analysis.reports.office.slides.series import BOX, GAP

_NUMBERED = "slidenum"
"""Kind of field that is the slide's own number."""


def read_slides(content: bytes) -> Reading:
    """Read a .pptx.

    Args:
        content: the file.

    Raises:
        KeyError, ValueError, SyntaxError, BadZipFile: it is none.
    """
    deck = Presentation(io.BytesIO(content))
    blocks: list[Block] = []
    for number, slide in enumerate(deck.slides, start=1):
        where = {"slide": number}
        blocks += _list_shapes(slide.shapes, where)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            blocks += _list_paragraphs(slide.notes_slide.notes_text_frame, "note", ("proof.place.notes", where))
    core = deck.core_properties
    day = core.created.date().isoformat() if core.created else ""
    return Reading(tuple(blocks), core.title or "", day)


def _list_shapes(shapes: Any, where: Mapping[str, object]) -> Iterator[Block]:
    for shape in shapes:
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _list_shapes(shape.shapes, where)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield from _list_chart(shape.chart, where)
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from _list_rows(shape.table, where)
        elif shape.has_text_frame:
            yield from _list_paragraphs(shape.text_frame, "text", ("proof.place.slide", where))


def _list_paragraphs(frame: Any, kind: str, where: tuple[str, Mapping[str, object]]) -> Iterator[Block]:
    for paragraph in frame.paragraphs:
        pieces = cut_sentences(_read_text(paragraph._p))
        if pieces:
            yield Block(kind, where, pieces)


def _read_text(paragraph: Any) -> str:
    text = ""
    for one in paragraph.iter(qn("a:t"), qn("a:br")):
        if one.tag == qn("a:br"):
            text += " "
        elif one.getparent().get("type") != _NUMBERED:
            text += one.text or ""
    return text


def _list_rows(table: Any, where: Mapping[str, object]) -> Iterator[Block]:
    for place, row in enumerate(table.rows, start=1):
        cells = tuple(Piece(narrow(cell.text_frame.text)) for cell in row.cells)
        yield Block("row", ("proof.place.slide_cell", {**where, "row": place}), cells)


def _list_chart(chart: Any, where: Mapping[str, object]) -> Iterator[Block]:
    """A line a category: its name and the value of each series, as drawn; boxes are counted."""
    for plot in chart.plots:
        names = [str(name) for name in plot.categories]
        columns = _count_boxes([(series.name, list(series.values)) for series in plot.series])
        for place, name in enumerate(names):
            values = [column[place] if place < len(column) else None for column in columns]
            cells = (narrow(name), *(_write(value) for value in values))
            told = {**where, "row": place + 1, "name": name}
            yield Block("chart", ("proof.place.chart", told), tuple(Piece(cell) for cell in cells))


def _count_boxes(series: list[tuple[str, list[float | None]]]) -> list[list[float | None]]:
    """The values of each series; the boxes of a piece as how many there are, a longer one for what it stands for."""
    columns: dict[str, list[float | None]] = {}
    for place, (name, values) in enumerate(series):
        box = BOX.fullmatch(name)
        if box:
            counted = columns.setdefault(box["piece"], [0.0] * len(values))
            columns[box["piece"]] = [(had or 0) + ceil(value or 0) for had, value in zip(counted, values, strict=True)]
        elif name != GAP:
            columns[str(place)] = values
    return list(columns.values())


def _write(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
