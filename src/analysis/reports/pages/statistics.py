"""Sections of the analyst's appendix: intervals of the rates, schools beside their kind, several rounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from analysis.measures.frames import make_frame
from analysis.measures.trend import LEAST
from analysis.narrative.continuity import write_moves
from analysis.narrative.selection import area_label
from analysis.narrative.statistics import write_funnel, write_intervals, write_trend
from analysis.reports.pages.appendix import fold_section
from analysis.reports.pages.crosschecks import name_item
from analysis.reports.pages.figures import draw_figure
from analysis.reports.pages.numbers import show_number, show_passage
from analysis.reports.pages.page import Page, paragraph
from analysis.reports.pages.table import Column, Row, draw_table, hot, list_lines, zero


def draw_area_figures(page: Page, name: str, areas: Iterable[object]) -> Iterator[Markup]:
    """A figure for each of the areas named, in the standard's order."""
    wanted = {str(area) for area in areas}
    for area in page.standards.areas:
        if area.id in wanted:
            yield draw_figure(page, name, area=area.id, key=f"{name}{area.number}")


def draw_intervals(page: Page) -> Markup:
    """Every item's share with its interval; percentages only where enough were judged."""
    told = write_intervals(page.story)
    numbers = page.results.numbers
    items = numbers[(numbers["subject"] == "item") & (numbers["group_by"] == "") & numbers["percent"].notna()]
    if not told or items.empty:
        return Markup("")
    columns = [
        Column(page.word(f"intervals.head.{name}"), number=name != "item") for name in ("item", "rate", "low", "high")
    ]
    rows = (
        Row(
            (
                name_item(page, line.item_id),
                show_number(page, line.code, bare=True),
                f"{line.low:.0%}",
                f"{line.high:.0%}",
            )
        )
        for line in list_lines(items)
    )
    table = draw_table(columns, rows, caption=page.word("intervals.caption"), css="wide long")
    figures = draw_area_figures(page, "intervals", items["area"])
    return fold_section(page, "intervals", paragraph(show_passage(page, told)), figures, table, methods=("intervals",))


def draw_funnel(page: Page) -> Markup:
    """Which schools lie outside the limits of their kind, and how wide each kind spreads."""
    told, frame = write_funnel(page.story), page.results.funnel
    if not told:
        return Markup("")
    heads = ("area", "kind", "schools", "mean", "phi", "below", "above")
    columns = [Column(page.word(f"funnel.head.{name}"), number=name not in ("area", "kind")) for name in heads]
    labels = {area.id: area_label(page.standards, area) for area in page.standards.areas}
    rows = (
        Row((
            labels[str(area)], page.word(f"kind.{kind}"), str(len(own)), f"{own['mean'].iloc[0]:.0%}",
            f"{own['phi'].iloc[0]:.2f}", hot(int((own["state"] == "below").sum())),
            zero(int((own["state"] == "above").sum())),
        ))
        for (area, kind), own in frame.groupby(["area", "kind"], sort=False)
    )  # fmt: skip
    table = draw_table(columns, rows, caption=page.say("analysis.funnel"), css="wide")
    figures = draw_area_figures(page, "funnel", frame["area"])
    return fold_section(page, "funnel", paragraph(show_passage(page, told)), figures, table, methods=("funnel",))


def draw_trend(page: Page) -> Markup:
    """The full rounds on the same pairs, from three rounds on; before that the sentence that says so."""
    told, frame = write_trend(page.story), page.results.trend
    if not told:
        return Markup("")
    drawn = frame if frame["round_id"].nunique() >= LEAST else make_frame("trend")
    columns = [
        Column(page.word(f"trend.head.{name}"), number=name == "met") for name in ("area", "round", "met", "signal")
    ]
    labels = {area.id: area_label(page.standards, area) for area in page.standards.areas}
    rows = [
        Row((labels[line.area], line.round_id, f"{line.met}/{line.judged}",
             page.word("trend.signal" if line.signal else "trend.no_signal")))
        for line in list_lines(drawn)
    ]  # fmt: skip
    table = draw_table(columns, rows, caption=page.word("trend.caption"), css="wide") if rows else Markup("")
    figures = draw_area_figures(page, "trend", drawn["area"])
    moves = write_moves(page.story, drawn["round_id"].iloc[0]) if rows else ()
    told_parts = (paragraph(show_passage(page, told)), figures, table, paragraph(show_passage(page, moves)))
    return fold_section(page, "trend", *told_parts, methods=("trend",))
