"""What stands around a table: school, town, date, aspect and legend, from titles, head lines, sheet and file name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from analysis.reading.blocks import Block, Layout
from analysis.reading.columns import aspect_around
from analysis.reading.dates import date_within
from analysis.reading.grid import Grid
from analysis.reading.heads import told_school, told_town
from analysis.reading.resolving import Match
from analysis.reading.terms import Terms, split_line
from analysis.reading.values import Question, parse_verdict
from analysis.standards.words import Words, fold


@dataclass(frozen=True)
class Around:
    """What a table takes from around it.

    Attributes:
        texts: titles, sheet name and file name, the nearest first.
        school: the school that head line, title, sheet or file name tells.
        written: its name as written there, "" where none is told.
        town: the one town told, or "".
        aspect: the aspect told, inspected where none is.
        today: the sheet's own date, else the round's last day.
        legend: mark → verdict.
        year: a year told for dates without one.
    """

    texts: tuple[str, ...]
    school: Match
    written: str
    town: str
    aspect: str
    today: dt.date | None
    legend: dict[str, str] = field(default_factory=dict)


def look_around(
    grid: Grid,
    layout: Layout,
    block: Block,
    terms: Terms,
    *,
    file: str,
    last_day: dt.date | None,
    legend: dict[str, str],
) -> Around:
    """Read what stands around a table: its own titles first, then those of the sheet, its name, the file's."""
    stem = PurePath(file).stem
    told = [*block.outer, *block.titles]
    heads = [part for text in reversed(told) for part in split_line(text)]
    titles = [text for text in told if terms.line(text) not in ("attachment", "head")]
    name = grid.sheet.name
    town = told_town(heads, titles[::-1], name, terms)
    school, written = told_school(heads, [*reversed(titles), name, stem], town, terms)
    lines = [text for text in told if terms.line(text) == "head"]
    return Around(
        texts=(*reversed(titles), name, stem),
        school=school,
        written=written,
        town=town,
        aspect=aspect_around([*reversed(titles), name, *_keys(lines), stem], terms.words),
        today=_today([*told, *_signed(grid, layout)], last_day),
        legend=legend,
    )


def _keys(lines: Iterable[str]) -> list[str]:
    """The keys of head lines that tell an aspect: 核查时间, 上报时间."""
    return [key for line in lines for key, _ in split_line(line) if key.endswith(("时间", "日期"))]


def _signed(grid: Grid, layout: Layout) -> list[str]:
    return [
        grid.text[row][column]
        for row, role in enumerate(layout.roles)
        if role == "signature"
        for column in grid.filled[row]
    ]


def _today(texts: Iterable[str], last_day: dt.date | None) -> dt.date | None:
    found = [day for text in texts if (day := date_within(text))]
    if not found:
        return last_day
    return max(found)


def is_blank_value(text: str, words: Words) -> bool:
    """Whether a cell holds nothing a person wrote: empty, an empty box, a line to write on."""
    folded = fold(text)
    return not folded.strip("_") or folded in words.untick or _is_unticked(text, words)


def _is_unticked(text: str, words: Words) -> bool:
    """Whether a cell offers boxes, none of them ticked."""
    return any(box in text for box in words.untick) and parse_verdict(text, Question(), words).verdict == "blank"
