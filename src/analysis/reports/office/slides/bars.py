"""What a chart of a slide is made of: rows with their codes, stacked pieces, and what is written after a bar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.standards.style import Fill


@dataclass(frozen=True)
class Piece:
    """A series of stacked or facing bars.

    Attributes:
        name: its name, as the data sheet has it.
        values: one a row; a value left of the axis is negative and shown without its sign.
        fill: colours.
        hatched: True for a hatch in the edge's colour.
        word: sign or word before the number in the bar, such as × or 现有; "" for none.
        labelled: False where the text after the bar says the number.
    """

    name: str
    values: tuple[int, ...]
    fill: Fill
    hatched: bool = False
    word: str = ""
    labelled: bool = True

    def label(self, value: int) -> str:
        """What stands in the bar: × 5, 现有 15."""
        return " ".join(part for part in (self.word, str(abs(value))) if part)


@dataclass(frozen=True)
class Bars:
    """A chart of horizontal bars.

    Attributes:
        names: names of the rows, whole.
        codes: number code of each row, as the data sheet has it.
        pieces: the series that are drawn.
        whole: name of the series of whole lengths, at whose end `ends` are written.
        lengths: the whole length of each row, in units.
        ends: the text after each bar.
        notes: what is said beside it, in a line below where rows are high enough; empty for no notes at all.
        joiner: stands between the two on one line.
        ticked: True where a black tick stands at each whole length: what is required.
        facing: True where bars stand back to back and are not stacked.
        loud: True where the texts after the bars are in the colour of what is not met.
        boxed: True where a unit is a school, which has a box of its own as far as boxes have room.
    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    whole: str
    lengths: tuple[int, ...]
    ends: tuple[str, ...]
    ticked: bool = False
    facing: bool = False
    loud: bool = False
    boxed: bool = False
    notes: tuple[str, ...] = ()
    joiner: str = ""

    def reach(self, row: int) -> int:
        """How far the bars of a row reach to the right of the axis, whole length included, in units."""
        drawn = [max(piece.values[row], 0) for piece in self.pieces]
        return max(self.lengths[row], max(drawn) if self.facing else sum(drawn))

    def head(self, rows: int) -> Bars:
        """The first rows."""
        pieces = tuple(replace(piece, values=piece.values[:rows]) for piece in self.pieces)
        return replace(
            self, names=self.names[:rows], codes=self.codes[:rows], pieces=pieces, lengths=self.lengths[:rows],
            ends=self.ends[:rows], notes=self.notes[:rows],
        )  # fmt: skip
