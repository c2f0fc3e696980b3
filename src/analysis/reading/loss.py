"""What one sheet would lose if only its values were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True)
class Loss:
    """What one sheet would lose.

    Attributes:
        errors: (row, column) → error text.
        formulas: places of formulas without a stored value.
        fonts: (row, column) → symbol font.
        struck: places of cells that are struck out.
        comments: (row, column) → text of a comment.
        spaces: (row, column) → text of nothing but white space, which calamine takes for none.
        hidden_rows: numbers of hidden rows, from 0.
        hidden_columns: numbers of hidden columns, from 0.
        spans: merged spans, where calamine gives none.
    """

    errors: Mapping[Place, str] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    fonts: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    spaces: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Styles:
    """The cell styles that change what a cell says.

    Attributes:
        symbols: number of the style → symbol font.
        struck: numbers of styles that strike out.
    """

    symbols: Mapping[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()


def drop_author(text: str, authors: Iterable[str]) -> str:
    """A comment without the name of who wrote it, with which office programs begin it."""
    for author in authors:
        text = text.removeprefix(author).lstrip(":： \n") if author and text.startswith(author) else text
    return text


def place_of(letters: bytes, row: bytes) -> Place:
    """F, 4 → (3, 5)."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return int(row) - 1, number - 1
