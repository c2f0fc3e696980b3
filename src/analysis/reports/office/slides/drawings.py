"""What each slide draws: the rows of its table as bars, with the words of the wording files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from analysis.narrative.slides import Slide
from analysis.reports.office.slides.bars import Bars, Piece
from analysis.standards.model import Standards

MARKS = {"unmet": "×", "partial": "◐"}
"""Marks in the bars of what is not met."""
STATE_FILLS = {
    "closed_verified": "met", "claimed": "claimed", "in_progress": "in_progress", "open": "open", "blocked": "blocked",
    "continuing": "continuing",
}  # fmt: skip
"""State of a problem → its fill, in stacking order."""


def draw_bars(slide: Slide, standards: Standards) -> Bars:
    """The chart of a slide that has a table."""
    return _DRAWINGS[slide.name](_Drawer(slide, standards))


@dataclass(frozen=True)
class _Drawer:
    slide: Slide
    standards: Standards

    @property
    def table(self) -> pd.DataFrame:
        """What is drawn."""
        return self.slide.table

    def word(self, key: str, **fields: object) -> str:
        """A word of the slides."""
        return self.standards.say(f"slide.{key}", **fields)

    def piece(self, name: str, column: str, fill: str, *, word: str = "", hatched: bool = False) -> Piece:
        """A column of the table as a piece of every bar."""
        values = tuple(int(value) for value in self.table[column])
        return Piece(self.word(f"series.{name}"), values, self.standards.style.fills[fill], hatched, word)

    def verdicts(self, *names: str) -> tuple[Piece, ...]:
        """A piece for each verdict that any row has."""
        return tuple(self.piece(name, name, name, word=MARKS.get(name, "")) for name in names if self.table[name].sum())

    def ends(self, key: str) -> tuple[str, ...]:
        """The text after each bar."""
        rows = ({str(name): value for name, value in row.items()} for _, row in self.table.iterrows())
        counter = self.standards.text(self.standards.entity.counter)
        entity = self.standards.text(self.standards.entity.name)
        return tuple(self.word(f"end.{key}", counter=counter, entity=entity, **row) for row in rows)

    def bars(self, pieces: tuple[Piece, ...], whole: str, lengths: pd.Series, ends: tuple[str, ...]) -> Bars:
        """The rows of the table as bars."""
        return Bars(
            names=tuple(str(label) for label in self.table["label"]), codes=self.slide.codes, pieces=pieces,
            whole=self.word(f"series.{whole}"), lengths=tuple(int(length) for length in lengths), ends=ends,
            joiner=self.word("end.joiner"),
        )  # fmt: skip


def _draw_coverage(drawer: _Drawer) -> Bars:
    """A bar a town: visited, and hatched what was not."""
    visited = drawer.table["visited"].astype(bool)
    counts = pd.DataFrame({"label": drawer.table["town"], "visited": visited, "missed": ~visited, "due": True})
    drawer = replace(drawer, slide=replace(drawer.slide, table=counts.groupby("label", sort=False).sum().reset_index()))
    pieces = (
        drawer.piece("visited", "visited", "met"), drawer.piece("missed", "missed", "not_inspected", hatched=True)
    )  # fmt: skip
    return replace(drawer.bars(pieces, "due", drawer.table["due"], drawer.ends("coverage")), boxed=True)


def _draw_areas(drawer: _Drawer) -> Bars:
    bars = drawer.bars(
        drawer.verdicts("met", "partial", "unmet"), "judged", drawer.table["judged"], drawer.ends("areas")
    )
    return replace(bars, notes=drawer.ends("areas_note"))


def _draw_items(drawer: _Drawer) -> Bars:
    found = drawer.table["unmet"] + drawer.table["partial"]
    return replace(drawer.bars(drawer.verdicts("unmet", "partial"), "found", found, drawer.ends("items")), boxed=True)


def _draw_agreement(drawer: _Drawer) -> Bars:
    bars = drawer.bars(drawer.verdicts("unmet", "partial"), "all", drawer.table["all"], drawer.ends("agreement"))
    return replace(bars, boxed=True)


def _draw_toilets(drawer: _Drawer) -> Bars:
    """What is there, hatched what is short, and a tick at what is required."""
    short, enough = drawer.ends("toilets_short"), drawer.ends("toilets_enough")
    ends = tuple(
        one if lacks else other for one, other, lacks in zip(short, enough, drawer.table["short"] > 0, strict=True)
    )
    notes = tuple(str(note) for note in drawer.table["note"])
    pieces = (
        drawer.piece("have", "actual", "have", word=drawer.word("series.have")),
        drawer.piece("short", "short", "short", hatched=True),
    )
    return replace(drawer.bars(pieces, "required", drawer.table["required"], ends), ticked=True, notes=notes)


def _draw_change(drawer: _Drawer) -> Bars:
    """New to the left, fixed to the right, never netted; what stayed as it was in numbers."""
    new = drawer.piece("new", "new", "unmet", word=drawer.word("series.new"))
    new = replace(new, values=tuple(-value for value in new.values))
    fixed = replace(drawer.piece("fixed", "fixed", "met"), labelled=False)
    bars = drawer.bars((new, fixed), "fixed", drawer.table["fixed"], drawer.ends("change"))
    return replace(bars, facing=True, notes=drawer.ends("change_note"))


def _draw_problems(drawer: _Drawer) -> Bars:
    """States stacked; in each, hatched what is overdue."""
    pieces = []
    for state in (state for state in STATE_FILLS if drawer.table[state].sum()):
        name = drawer.standards.say(f"narrative.state.{state}")
        fill, late = drawer.standards.style.fills[STATE_FILLS[state]], drawer.table[f"overdue_{state}"]
        in_time = tuple(int(value) for value in drawer.table[state] - late)
        pieces.append(Piece(name, in_time, fill))
        if late.sum():
            overdue = tuple(int(value) for value in late)
            pieces.append(Piece(drawer.word("series.late", state=name), overdue, fill, hatched=True))
    ends = tuple(
        drawer.standards.say("chart.overdue_count", n=int(late)) if late else "" for late in drawer.table["overdue"]
    )
    return replace(drawer.bars(tuple(pieces), "all", drawer.table["all"], ends), loud=True)


_DRAWINGS: dict[str, Callable[[_Drawer], Bars]] = {
    "coverage": _draw_coverage, "areas": _draw_areas, "items": _draw_items, "toilets": _draw_toilets,
    "agreement": _draw_agreement, "change": _draw_change, "problems": _draw_problems,
}  # fmt: skip


def list_keys(slide: Slide, bars: Bars, standards: Standards) -> tuple[Piece, ...]:
    """What has to be named beside a chart: marks, hatches and the tick; the states, as no bar names them."""
    if slide.name == "problems":
        late = tuple(Piece(word, (), standards.style.fills["continuing"], hatched=True) for _, word in slide.keys)
        return (*(piece for piece in bars.pieces if not piece.hatched), *late)
    fills = {"visited": "met", "required": "have"}
    return tuple(
        Piece(word, (), standards.style.fills[fills.get(kind, kind)], kind in ("short", "not_inspected", "overdue"),
              MARKS.get(kind, "|" if kind == "required" else ""))
        for kind, word in slide.keys
    )  # fmt: skip
