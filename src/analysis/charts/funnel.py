"""Schools beside the mean of their kind, between exact limits; only those outside are named, and nobody is ranked."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.layout import (
    EDGE,
    FREE,
    draw_rule,
    finish,
    measure_text,
    spread_labels,
    wrap_text,
    write_lines,
    write_text,
)
from analysis.charts.style import Sheet, open_sheet, stress
from analysis.standards.model import Standards

HEIGHT = {False: 240.0, True: 200.0}
"""Height of a kind's plot, in pixels, where names stand beside bars and where they stand above them."""
NAMES = 210.0
"""Room for the names of schools outside at the right of a wide plot."""
MOST_OUTSIDE = 10
"""Schools outside are named up to so many a kind, above that counted."""
BOUNDS = ("low_alert", "high_alert", "low_alarm", "high_alarm")
"""The limits, as columns of the table."""
STEP = 8.0
"""Points at the same place stand so far apart, or nearer where they are many."""

Place = Callable[[float], float]
"""A share or a number of checks to a pixel."""


def draw_funnel(axes: Axes, table: pd.DataFrame, standards: Standards, *, width: str = "wide") -> Axes:
    """Draw a plot for each kind of school: share met against checks judged, the mean, and both limits.

    Args:
        axes: where to draw.
        table: kind, heading, school_id, label, met, judged, mean, the limits, state, alarm; a point of a curve has the
            state limit (as `select_funnel` gives).
        standards: the words.
        width: wide (names at the right) or narrow (names below).
    """
    sheet, y = open_sheet(standards, width), 0.0
    for _, own in table.groupby("kind", sort=False):
        schools, curve = own[own["state"] != "limit"], own[own["state"] == "limit"]
        y = _draw_kind(axes, schools, curve, standards, sheet, y)
    return finish(axes, sheet, y)


def _draw_kind(
    axes: Axes, schools: pd.DataFrame, curve: pd.DataFrame, standards: Standards, sheet: Sheet, top: float
) -> float:
    """One kind under its heading; return the y below it."""
    heading = standards.say("chart.funnel.kind", kind=schools["heading"].iloc[0], n=len(schools))
    for line in wrap_text(heading, sheet.size, sheet.width - 2 * EDGE):
        stress(write_text(axes, EDGE, top + sheet.line / 2, line, size=sheet.size))
        top += sheet.line
    names = _name_outside(schools, sheet, standards)
    labels = _name_limits(curve, standards)
    left = EDGE + max(measure_text(text, sheet.small) for text, _ in labels) + 10
    beside = bool(names) and not sheet.names_above
    right = sheet.width - EDGE - 12 - (NAMES + 24 if beside else 0)
    upper = top + 12
    need = sum(map(len, _wrap_names(names, sheet))) * sheet.line if beside else 0.0
    lower = upper + max(HEIGHT[sheet.names_above], need)
    first, last = int(curve["judged"].min()), int(curve["judged"].max())

    def across(judged: float) -> float:
        return left + (judged - first) / (last - first) * (right - left)

    def down(share: float) -> float:
        return lower - share * (lower - upper)

    _draw_limits(axes, curve, across, down, sheet)
    _write_limits(axes, labels, down, sheet, left)
    draw_rule(axes, left, lower, right, color=sheet.rule)
    _write_checks(axes, schools, across, lower + sheet.line * 0.7, sheet, standards)
    points = _draw_points(axes, schools, across, down, sheet, unit=(right - left) / (last - first))
    below = lower + sheet.line * 1.4
    if beside:
        _write_beside(axes, names, points, sheet, right + 36, (upper - 10, lower + 10))
    elif names:
        below = _write_below(axes, names, sheet, below)
    return below + 14


def _name_outside(schools: pd.DataFrame, sheet: Sheet, standards: Standards) -> list[tuple[str, str, str]]:
    """Id, words and colour of the schools outside, in the register's order; a last line counts those not named."""
    outside = schools[schools["state"] != "inside"]
    lines = [
        (
            str(row["school_id"]),
            standards.say(
                f"chart.funnel.{row['state']}{'_alarm' if row['alarm'] else ''}", name=row["label"],
                met=int(row["met"]), judged=int(row["judged"]),
            ),
            sheet.pieces["unmet" if row["state"] == "below" else "met"].text,
        )
        for _, row in outside.head(MOST_OUTSIDE).iterrows()
    ]  # fmt: skip
    more = len(outside) - len(lines)
    return [*lines, ("", standards.say("chart.funnel.more", n=more), sheet.ink2)] if more else lines


def _name_limits(curve: pd.DataFrame, standards: Standards) -> list[tuple[str, float]]:
    """What is written at the left of the plot: both ends of the scale, the mean, and the limits where they begin."""
    start = curve.iloc[0]
    lines = [("0%", 0.0), ("100%", 1.0)]
    lines.append((standards.say("chart.funnel.mean", percent=f"{start['mean']:.0%}"), float(start["mean"])))
    for name, key in (("alert", "limit_95"), ("alarm", "limit_998")):
        lines.append((standards.say(f"chart.funnel.{key}"), float(start[f"low_{name}"])))
    return sorted(lines, key=lambda line: -line[1])


def _draw_limits(axes: Axes, curve: pd.DataFrame, across: Place, down: Place, sheet: Sheet) -> None:
    """The band between the outer limits, the inner limits as lines, the mean."""
    x = [across(judged) for judged in curve["judged"]]
    bounds = {name: [down(share) for share in curve[name]] for name in BOUNDS}
    axes.fill_between(x, bounds["low_alarm"], bounds["high_alarm"], color=sheet.band, linewidth=0)
    for name, line in bounds.items():
        style = (0, (2, 3)) if name.endswith("alarm") else "solid"
        axes.plot(x, line, color=sheet.axis, linewidth=1.1, linestyle=style, **FREE)
    middle = down(float(curve["mean"].iloc[0]))
    draw_rule(axes, x[0], middle, x[-1], color=sheet.ink2, width=1.2)


def _write_limits(axes: Axes, labels: list[tuple[str, float]], down: Place, sheet: Sheet, left: float) -> None:
    """The labels at the left, moved apart where they would touch, each beside the place where its line begins."""
    places = [down(share) for _, share in labels]
    heights = [sheet.line * 0.86] * len(labels)
    moved = spread_labels(places, heights, left=places[0] - sheet.line, right=places[-1] + sheet.line, gap=0)
    for (text, _), y, place in zip(labels, moved, places, strict=True):
        write_text(axes, left - 10, y, text, size=sheet.small, color=sheet.ink2, align="right")
        axes.plot([left - 8, left - 1], [y, place], color=sheet.axis, linewidth=0.8, **FREE)


def _write_checks(
    axes: Axes, schools: pd.DataFrame, across: Place, y: float, sheet: Sheet, standards: Standards
) -> None:
    """The fewest and the most checks that a school of the kind has, and the unit."""
    fewest, most = int(schools["judged"].min()), int(schools["judged"].max())
    words = standards.say("chart.funnel.checks", n=most)
    half = measure_text(words, sheet.small) / 2
    x = min(across(most), sheet.width - EDGE - half)
    write_text(axes, x, y, words, size=sheet.small, color=sheet.ink2, align="center")
    other = str(fewest)
    if across(fewest) + measure_text(other, sheet.small) < x - half - 12:
        write_text(axes, across(fewest), y, other, size=sheet.small, color=sheet.ink2, align="center")


def _draw_points(
    axes: Axes, schools: pd.DataFrame, across: Place, down: Place, sheet: Sheet, *, unit: float
) -> dict[str, tuple[float, float]]:
    """A point a school, side by side where several fall on one place; return where each stands."""
    placed: dict[str, tuple[float, float]] = {}
    for _, group in schools.groupby(["judged", "met"]):
        judged, share = int(group["judged"].iloc[0]), float(group["share"].iloc[0])
        step = min(STEP, 0.9 * unit / len(group))
        for place, school in enumerate(group["school_id"]):
            x = across(judged) + (place - (len(group) - 1) / 2) * step
            placed[str(school)] = (x, down(share))
    fine, short = sheet.pieces["met"], sheet.pieces["unmet"]
    looks = {"inside": ("o", 26, fine.edge), "below": ("X", 60, short.fill), "above": ("^", 50, sheet.ink)}
    for state, (marker, size, color) in looks.items():
        points = [placed[str(school)] for school in schools["school_id"][schools["state"] == state]]
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            axes.scatter(xs, ys, s=size, marker=marker, color=color, linewidths=0, **FREE, zorder=4)
    return placed


def _wrap_names(names: list[tuple[str, str, str]], sheet: Sheet) -> list[tuple[str, ...]]:
    """The lines of each name in the room at the right."""
    return [wrap_text(text, sheet.small, NAMES) for _, text, _ in names]


def _write_beside(
    axes: Axes, names: list[tuple[str, str, str]], points: dict[str, tuple[float, float]], sheet: Sheet, x: float,
    ends: tuple[float, float],
) -> None:  # fmt: skip
    """Names at the right, each at the height of its point as far as there is room, with a leader to it."""
    names = sorted(names, key=lambda name: points[name[0]][1] if name[0] else ends[1])
    wrapped = _wrap_names(names, sheet)
    places = [points[school][1] if school else ends[1] for school, _, _ in names]
    heights = [sheet.line * len(lines) for lines in wrapped]
    moved = spread_labels(places, heights, left=ends[0], right=ends[1], gap=0)
    for (school, _, color), lines, y in zip(names, wrapped, moved, strict=True):
        write_lines(axes, x, y, [(line, sheet.small, color) for line in lines], pitch=sheet.line)
        if school:
            axes.plot([points[school][0] + 6, x - 6], [points[school][1], y], color=sheet.axis, linewidth=0.7, **FREE)


def _write_below(axes: Axes, names: list[tuple[str, str, str]], sheet: Sheet, y: float) -> float:
    """Names under a narrow plot; return the y below."""
    for _, text, color in names:
        for line in wrap_text(text, sheet.small, sheet.width - 2 * EDGE):
            write_text(axes, EDGE, y + sheet.line / 2, line, size=sheet.small, color=color)
            y += sheet.line
    return y
