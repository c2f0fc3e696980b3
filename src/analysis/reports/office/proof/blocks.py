"""What a document says as blocks (a paragraph, a row, a line of a chart), each cut into pieces (sentences, cells)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_ENDS = re.compile(r"[。；！？;!?]+[”’」』）)]*|\.(?=\s)|\n+")
"""Ends of sentences; a point ends one only before a gap, so 3.5 stays whole."""


@dataclass(frozen=True)
class Span:
    """Where a marked number stands in a piece: from `start` to before `end`, in the bookmark `name`."""

    start: int
    end: int
    name: str

    @property
    def stem(self) -> str:
        """The name without which of the same number it is."""
        return f"{self.name.rpartition('_')[0]}_0"


@dataclass(frozen=True)
class Piece:
    """A sentence or a cell, signs of full width made half, and the marked numbers in it."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        """The text without gaps, by which pieces are told to be the same."""
        return "".join(self.text.split())


@dataclass(frozen=True)
class Block:
    """A paragraph, a row of a table, a line of a chart.

    Attributes:
        kind: text, row, head (header), foot (footer), note, endnote, comment, alt (what stands for a picture), chart,
            book (a chart's workbook), label (words on a chart); only blocks of one kind are compared.
        where: key and fields of the words that say where it is.
        pieces: its sentences, or its cells.
    """

    kind: str
    where: tuple[str, Mapping[str, object]]
    pieces: tuple[Piece, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What it says, by which blocks are told to be the same."""
        return self.kind, "\t".join(piece.key for piece in self.pieces)

    @property
    def listed(self) -> bool:
        """Whether its pieces are cells, each with a place of its own."""
        return self.kind in ("row", "chart", "book")


@dataclass(frozen=True)
class Reading:
    """A document as it was read.

    Attributes:
        blocks: in its order.
        title: in its properties.
        day: the ISO day in its properties; a product of ours has the day its deadlines were held against.
        changes: whether it holds tracked changes that nobody has accepted or rejected.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    day: str = ""
    changes: bool = False
    pieces: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep what its pieces say, to find one that was moved."""
        object.__setattr__(self, "pieces", frozenset(piece.key for block in self.blocks for piece in block.pieces))


def narrow(text: str) -> str:
    """A text with every sign of full width as its half-width one, sign for sign, so that places stay."""
    return "".join(one if len(one := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text)


def cut_sentences(text: str, spans: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The sentences of a paragraph with their marked numbers.

    Args:
        text: of the paragraph.
        spans: its marked numbers.
    """
    narrowed = narrow(text)
    return tuple(
        Piece(narrowed[start:end], tuple(
            Span(max(one.start, start) - start, min(one.end, end) - start, one.name)
            for one in spans if one.start < end and one.end > start
        ))
        for start, end in _cut(narrowed) if narrowed[start:end].strip()
    )  # fmt: skip


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ENDS.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)
