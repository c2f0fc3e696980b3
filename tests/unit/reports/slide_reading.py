"""A deck read back as a person finds it: titles, texts with their boxes, notes, and charts by their data sheets."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu

from analysis.charts.layout import measure_text
from analysis.reports.office.slides.panel import INDENT
from analysis.reports.office.slides.text import Line

POINT = 12700


@dataclass(frozen=True)
class Shape:
    name: str
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class ReadSlide:
    """title; shapes in reading order; notes; rows: code → series → number of the data sheet; drawn: of the chart.

    title is without the break between its lines. drawn has the boxes of a piece counted: three series that draw a box
    in a row are 3.
    """

    title: str
    shapes: tuple[Shape, ...]
    notes: str
    rows: dict[str, dict[str, Any]]
    drawn: dict[str, list[float]]
    alt: str
    xml: str

    @property
    def text(self) -> str:
        return "\n".join(shape.text for shape in self.shapes)

    def find(self, name: str) -> str:
        return next((shape.text for shape in self.shapes if shape.name == name), "")


def read_deck(data: bytes) -> list[ReadSlide]:
    deck = Presentation(io.BytesIO(data))
    return [read_slide(slide) for slide in deck.slides]


def read_slide(slide: Any) -> ReadSlide:
    charts = [shape for shape in slide.shapes if shape.has_chart]
    rows, drawn, alt, xml = {}, {}, "", slide._element.xml
    for shape in charts:
        heads, *lines = read_sheet(shape.chart)
        code = heads.index("code")
        rows = {str(row[code]): dict(zip(heads[1:code], row[1:code], strict=True)) | {"": row[0]} for row in lines}
        drawn = count_drawn(shape.chart)
        alt, xml = shape._element.nvGraphicFramePr.cNvPr.get("descr"), xml + shape.chart.element.xml
    return ReadSlide(
        slide.shapes.title.text_frame.text.replace("\v", ""), tuple(measure(shape) for shape in slide.shapes),
        slide.notes_slide.notes_text_frame.text, rows, drawn, alt, xml,
    )  # fmt: skip


def read_sheet(chart: Any, *, formulas: bool = False) -> list[tuple[Any, ...]]:
    """The rows of a chart's data sheet, heads first: numbers as last computed, or the formulas that give them."""
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=not formulas)
    return list(book.active.iter_rows(values_only=True))


def count_drawn(chart: Any) -> dict[str, list[float]]:
    """Series → what is drawn in each row; of boxes, named 未达标 1, 未达标 2, how many there are."""
    drawn: dict[str, list[float]] = {}
    for one in (series for plot in chart.plots for series in plot.series):
        name, _, number = one.name.rpartition(" ")
        if number.isdigit():
            counted = drawn.setdefault(name, [0] * len(one.values))
            drawn[name] = [had + (value > 0) for had, value in zip(counted, one.values, strict=True)]
        elif one.name != "·":
            drawn[one.name] = list(one.values)
    return drawn


def measure(shape: Any) -> Shape:
    left, top, width, height = (Emu(value) / POINT for value in (shape.left, shape.top, shape.width, shape.height))
    text = shape.text_frame.text if shape.has_text_frame else ""
    return Shape(shape.name, left, top, left + width, top + height, text)


def list_overlaps(shapes: tuple[Shape, ...]) -> list[tuple[str, str]]:
    """Pairs of shapes that share more than their edges."""
    return [
        (one.name, other.name)
        for place, one in enumerate(shapes)
        for other in shapes[place + 1 :]
        if min(one.right, other.right) - max(one.left, other.left) > 0.1
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.1
    ]


ONE_LINE = ("subtitle", "key", "draft", "foot", "round", "page", "more")
"""Shapes whose text stands on one line."""


def list_overflows(data: bytes) -> list[str]:
    """Texts that have no room in their shape, in the font that the project measures with."""
    faults = []
    for number, slide in enumerate(Presentation(io.BytesIO(data)).slides, start=1):
        for shape in (one for one in slide.shapes if one.has_text_frame and one.text_frame.text):
            title = shape.shape_id == slide.shapes.title.shape_id
            frame = shape.text_frame
            width = shape.width.pt - sum(margin.pt for margin in (frame.margin_left, frame.margin_right))
            height = shape.height.pt - sum(margin.pt for margin in (frame.margin_top, frame.margin_bottom))
            lines = [read_line(paragraph) for paragraph in frame.paragraphs]
            if shape.name in ONE_LINE:
                fits = all(measure_text(line.text, line.size) <= width for line in lines)
            else:
                inner = width - INDENT if shape.name == "points" else width
                fits = sum(line.height(inner) for line in lines) <= height + 0.5
            if not fits:
                faults.append(f"{number}: {'title' if title else shape.name} has no room: {frame.text}")
    return faults


def read_line(paragraph: Any) -> Line:
    run, before = paragraph.runs[0] if paragraph.runs else None, paragraph.space_before
    size = run.font.size.pt if run else 12.0  # a field is no run; ours is the number of the page
    return Line(paragraph.text, size, bold=bool(run and run.font.bold), before=before.pt if before else 0.0)


def list_sizes(slide: ReadSlide) -> set[int]:
    """Sizes of letters in hundredths of a point, of texts, charts and labels."""
    return {int(size) for size in re.findall(r'\bsz="(\d+)"', slide.xml)}


def list_faults(data: bytes, *, width: float = 960, height: float = 540) -> list[str]:
    """What is wrong with where things stand: beyond the slide, over one another, too small."""
    faults = []
    for number, slide in enumerate(read_deck(data), start=1):
        for shape in slide.shapes:
            if shape.left < 0 or shape.top < 0 or shape.right > width + 0.1 or shape.bottom > height + 0.1:
                faults.append(f"{number}: {shape.name} leaves the slide")
        faults += [f"{number}: {one} over {other}" for one, other in list_overlaps(slide.shapes)]
        if min(list_sizes(slide)) < 1200:
            faults.append(f"{number}: letters under 12 pt")
    return faults
