"""Every chart of a round as files, numbered in one order whatever is drawn, and a text on what is not drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.figure import CHARTS
from analysis.narrative.chart_tables import list_chart_rows
from analysis.narrative.figures import OF_AREA, FigureText, describe_figure, select_table
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.passages import plain
from analysis.reports.pages.page import Page
from analysis.reports.pictures.composing import PRINT, SLIDE, Paper, Told, compose, tall_of
from analysis.reports.pictures.saving import save_pdfs, save_png, save_svg
from analysis.tables import write_csv

FORMATS = ("png", "svg", "pdf", "csv")
"""What a chart can be written as."""
_PARTED = {"map": "school_id", "intervals": "item_id"}
"""Charts that go on on a second picture where one is not enough → what stays together."""
_CUT = "items"
"""The chart that shows its first rows alone where one picture is not enough, and says how many it leaves out."""
_MOST_PARTS = 99
_UNSAFE = re.compile(r"[^\w-]+")
Picture = tuple[Figure, FigureText]
"""A drawing and what is said of it."""


@dataclass(frozen=True)
class Chart:
    """A chart of a round.

    Attributes:
        number: its place among all charts that a round can have.
        name: a name in charts.figure.CHARTS.
        area: of a chart of one area.
        stem: how its files are named.
    """

    number: int
    name: str
    area: str
    stem: str


def list_charts(page: Page) -> list[Chart]:
    """Every chart that a round can have, in one order, so that a file keeps its name from round to round."""
    charts: list[Chart] = []
    for name in CHARTS:
        areas = page.standards.areas if name in OF_AREA or name == _CUT else ()
        for area in areas if name in OF_AREA else (None, *areas):
            words = [page.word(f"chart.file.{name}"), page.standards.text(area.short) if area else ""]
            number = len(charts) + 1
            stem = "_".join([f"{number:02d}", *(_UNSAFE.sub("_", word).strip("_") for word in words if word)])
            charts.append(Chart(number, name, area.id if area else "", stem))
    return charts


def draw_charts(
    page: Page, formats: Sequence[str] = FORMATS, *, papers: Sequence[Paper] = (SLIDE, PRINT)
) -> dict[str, bytes]:
    """Every chart of a round: file name → content. Each picture is drawn once and saved in every format.

    Args:
        page: the round.
        formats: of `FORMATS`.
        papers: a PNG for each; the SVG is that of the slide, the PDF that of the sheet.
    """
    files: dict[str, bytes] = {}
    printed: dict[str, Picture] = {}
    missing: list[str] = []
    for chart in list_charts(page):
        told = describe_figure(chart.name, page.story, area=chart.area)
        if not told.drawn:
            missing.append(f"{chart.stem}: {plain(page.story.mark(told.instead))}")
            continue
        for paper in papers if set(formats) - {"csv"} else ():
            pictures = _name_pictures(chart.stem, draw_pictures(page, chart, paper, told))
            files.update(_save_pictures(page, pictures, formats, paper))
            printed |= pictures if paper is PRINT and "pdf" in formats else {}
        if "csv" in formats:
            table = select_table(chart.name, page.results, page.standards, area=chart.area)
            files[f"{chart.stem}.csv"] = write_csv(list_chart_rows(chart.name, page.story, table, area=chart.area))
    files |= save_pdfs({f"{stem}.pdf": (figure, told.title) for stem, (figure, told) in printed.items()})
    head = page.word("chart.file.not_drawn_head" if missing else "chart.file.all_drawn")
    files[f"{page.word('chart.file.not_drawn')}.txt"] = "\n".join([head, *missing, ""]).encode("utf-8")
    return files


def _name_pictures(stem: str, pictures: Sequence[Picture]) -> dict[str, Picture]:
    """Each under the stem of its chart, with its number where the chart needs several."""
    return {f"{stem}_{place}" if len(pictures) > 1 else stem: one for place, one in enumerate(pictures, start=1)}


def _save_pictures(
    page: Page, pictures: Mapping[str, Picture], formats: Sequence[str], paper: Paper
) -> Iterator[tuple[str, bytes]]:
    mark = "" if paper is SLIDE else f"_{page.word('chart.file.print')}"
    for stem, (figure, told) in pictures.items():
        if "png" in formats:
            yield f"{stem}{mark}.png", save_png(figure, pixels=paper.pixels)
        if "svg" in formats and paper is SLIDE:
            yield f"{stem}.svg", save_svg(figure, title=told.title, alt=told.alt)


def draw_pictures(page: Page, chart: Chart, paper: Paper, told: FigureText) -> list[Picture]:
    """A chart on as many pictures as it needs to keep within its paper, with the words of each.

    Args:
        page: the round.
        chart: one of `list_charts`.
        paper: what it is drawn on.
        told: from `describe_figure`, of the whole chart.
    """
    table = select_table(chart.name, page.results, page.standards, area=chart.area)
    whole = _draw(page, chart, table, paper, told)
    if tall_of(whole[0]) <= paper.most:
        return [whole]
    if chart.name == _CUT:
        return [_cut(page, chart, len(table), paper, tall_of(whole[0]))]
    key = _PARTED.get(chart.name)
    if key is None:
        return [whole]
    return _part(page, chart, table, paper, told, key=key, least=math.ceil(tall_of(whole[0]) / paper.most))


def _cut(page: Page, chart: Chart, rows: int, paper: Paper, tall: float) -> Picture:
    """The first rows that fit, one at least."""
    most = max(1, min(rows - 1, int(rows * paper.most / tall)))
    while True:
        table = select_table(chart.name, page.results, page.standards, area=chart.area, most=most)
        told = describe_figure(chart.name, page.story, area=chart.area, most=most)
        drawn = _draw(page, chart, table, paper, told)
        if most == 1 or tall_of(drawn[0]) <= paper.most:
            return drawn
        most -= 1


def _part(
    page: Page, chart: Chart, table: pd.DataFrame, paper: Paper, told: FigureText, *, key: str, least: int
) -> list[Picture]:
    """The fewest even parts that fit; what belongs together stays together."""
    groups = list(dict.fromkeys(table[key]))
    for count in range(least, min(len(groups), _MOST_PARTS) + 1):
        size = math.ceil(len(groups) / count)
        parts = [table[table[key].isin(groups[start : start + size])] for start in range(0, len(groups), size)]
        drawn = [
            _draw(page, chart, part, paper, told, part=(number, len(parts))) for number, part in enumerate(parts, 1)
        ]
        if all(tall_of(figure) <= paper.most for figure, _ in drawn):
            break
    return drawn


def _draw(
    page: Page, chart: Chart, table: pd.DataFrame, paper: Paper, told: FigureText, *, part: tuple[int, int] = (1, 1)
) -> Picture:
    if chart.area and told.title:
        area = page.standards.text(page.standards.area(chart.area).short)
        if area not in told.title:
            told = replace(told, title=page.word("chart.file.of_area").format(area=area, title=told.title))
    if part[1] > 1:
        title = page.word("chart.file.part").format(title=told.title, number=part[0], count=part[1])
        told = replace(told, title=title)
    words = Told(told.title, told.keys, told.caption, write_source(page))
    return compose(chart.name, table, words, page.standards, paper), told


def write_source(page: Page) -> tuple[str, ...]:
    """Whose numbers a picture shows: the round, how far it is settled, and that a sample is invented."""
    return (page.story.name, write_draft_mark(page.story), *([page.say("sample_mark")] if page.sample else []))


def read_formats(given: str) -> tuple[list[str], list[str]]:
    """The formats of a list with commas, and those that are none."""
    names = [name for name in re.split(r"[,，、\s]+", given.lower()) if name]
    return [name for name in FORMATS if name in names], [name for name in names if name not in FORMATS]
