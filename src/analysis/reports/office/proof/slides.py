"""A .pptx as blocks: the texts, tables, charts, notes and comments of its slides, and what stands for pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from analysis.reports.office.proof.attached import list_alts, list_drawings, list_slide_comments
from analysis.reports.office.proof.blocks import Block, Piece, Reading, cut_sentences, narrow

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
        blocks += list_drawings(slide.part, where)
        blocks += list_alts(slide._element, ("proof.place.alt", where))
        blocks += list_slide_comments(slide.part, where)
        if slide.has_notes_slide:
            blocks += _list_notes(slide.notes_slide, where)
    core = deck.core_properties
    day = core.created.date().isoformat() if core.created else ""
    return Reading(tuple(block for block in blocks if block.pieces), core.title or "", day)


def _list_notes(notes: Any, where: Mapping[str, object]) -> Iterator[Block]:
    """The notes, and text boxes that somebody put beside them; not the page's own header, date and number."""
    place = ("proof.place.notes", where)
    if notes.notes_text_frame is not None:
        yield from _list_paragraphs(notes.notes_text_frame, "note", place)
    for shape in notes.shapes:
        if shape.has_text_frame and not shape.is_placeholder:
            yield from _list_paragraphs(shape.text_frame, "note", place)


def _list_shapes(shapes: Any, where: Mapping[str, object]) -> Iterator[Block]:
    for shape in shapes:
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _list_shapes(shape.shapes, where)
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
