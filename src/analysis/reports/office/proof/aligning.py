"""Which part of the product a part of an edited document comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from analysis.reports.office.proof.blocks import Block, Piece

LIKE = 0.6
"""Least share of signs in common of two parts that are one, edited; numbers and gaps left out."""
_NUMBERS = re.compile(r"[\d,.]+")
_Part = TypeVar("_Part", Block, Piece)


@dataclass(frozen=True)
class Pair(Generic[_Part]):
    """A part of the edited document and the part of the product that it comes from; None where a person wrote it."""

    edited: _Part
    product: _Part | None


def align(
    edited: Sequence[_Part], product: Sequence[_Part], *, look: Callable[[_Part], str] | None = None
) -> Iterator[Pair[_Part]]:
    """Pair the parts of two texts; parts that say the same are left out.

    Args:
        edited: of the document.
        product: of what would be made today.
        look: a part as it is compared; numbers are left out of that.
    """
    matcher = SequenceMatcher(None, [one.key for one in product], [one.key for one in edited], autojunk=False)
    pairs: dict[int, int] = {}
    free: list[int] = []
    left: list[int] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            chosen = _choose(edited, range(start, end), product, range(first, last), look)
            pairs |= chosen
            free += [place for place in range(first, last) if place not in chosen.values()]
            left += [place for place in range(start, end) if place not in chosen]
    moved = _choose(edited, left, product, free, look)
    for place in sorted({*pairs, *left}):
        at = pairs.get(place, moved.get(place))
        own = None if at is None else product[at]
        if own is None or own.key != edited[place].key:
            yield Pair(edited[place], own)


def _choose(
    edited: Sequence[_Part],
    places: Sequence[int],
    product: Sequence[_Part],
    others: Sequence[int],
    look: Callable[[_Part], str] | None,
) -> dict[int, int]:
    """The best partner of each, the surest pair first, the nearest in order where two are as good."""
    looks = {True: [_mask(product[at], look) for at in others], False: [_mask(edited[at], look) for at in places]}
    scored = []
    for row, place in enumerate(places):
        matcher = SequenceMatcher(None, "", looks[False][row], autojunk=False)
        for column, other in enumerate(others):
            if not _same_kind(edited[place], product[other]):
                continue
            matcher.set_seq1(looks[True][column])
            if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE:
                ratio = matcher.ratio()
                if ratio >= LIKE:
                    raw = SequenceMatcher(None, str(product[other].key), str(edited[place].key), autojunk=False).ratio()
                    scored.append((-ratio - raw, abs(row - column), place, other))
    chosen: dict[int, int] = {}
    for _, _, place, other in sorted(scored):
        if place not in chosen and other not in chosen.values():
            chosen[place] = other
    return chosen


def _same_kind(one: Block | Piece, other: Block | Piece) -> bool:
    return not isinstance(one, Block) or not isinstance(other, Block) or one.kind == other.kind


def _mask(part: _Part, look: Callable[[_Part], str] | None) -> str:
    text = look(part) if look else str(part.key)
    return _NUMBERS.sub("#", text)


def align_pieces(edited: Block, product: Block) -> Iterator[tuple[int, Pair[Piece]]]:
    """Pair the pieces of two blocks, each with its place: cells by their columns, sentences by what they say.

    Args:
        edited: of the document.
        product: what it comes from.
    """
    places = {id(piece): place for place, piece in enumerate(edited.pieces, start=1)}
    if edited.listed and len(edited.pieces) == len(product.pieces):
        for place, (own, other) in enumerate(zip(edited.pieces, product.pieces, strict=True), start=1):
            if own.key != other.key:
                yield place, Pair(own, other)
        return
    for pair in align(edited.pieces, product.pieces):
        yield places[id(pair.edited)], pair
