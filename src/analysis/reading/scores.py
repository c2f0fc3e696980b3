"""Tables of marks (得分表): columns of items that hold marks, not counts.

Marks are told by a row of full marks under the header, by a title over the items or over the table, or by a bracket
beside the item (消防设施（10分）). Then a column of numbers under an item is a score of that item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.reading.blocks import Block
from analysis.reading.columns import Subject, score_kind
from analysis.reading.grid import Grid
from analysis.reading.numbers import parse_number
from analysis.reading.terms import Terms
from analysis.standards.words import Words, fold

_POINTS = re.compile(r"\([^()]*?[0-9.]+分\)|[0-9.]+分$")


def mark_scores(
    grid: Grid,
    block: Block,
    subjects: Mapping[int, Subject],
    rows: Sequence[int],
    captions: Iterable[str],
    terms: Terms,
) -> tuple[dict[int, Subject], bool]:
    """The subjects with a score where a column holds marks, and whether the table is one of marks.

    Args:
        grid: the sheet.
        block: the table.
        subjects: what its columns ask about.
        rows: its body rows, or the first of them.
        captions: titles, sheet and file name.
        terms: words and register.
    """
    words = terms.words
    full = any(subject.score == "full_marks" for subject in subjects.values())
    scored = full or _has_limits(grid, block, words) or any(_is_scored(text, words) for text in captions)
    found = dict(subjects)
    for column, subject in subjects.items():
        path = block.paths.get(column, ())
        above = next((kind for title in reversed(path[:-1]) if (kind := _marks(title, words))), "")
        told = scored or bool(above) or any(_POINTS.search(fold(title)) for title in path)
        judged = subject.role == "result" if full else bool(subject.item) and not subject.role
        if told and judged and not subject.score and _counts(grid, rows, column, terms):
            own = "self_score" if subject.aspect == "self_reported" else "score"
            found[column] = replace(subject, score=above or own)
    return found, scored


def _has_limits(grid: Grid, block: Block, words: Words) -> bool:
    """Whether a row of the header says the full marks of its columns: 满分, 标准分, 分值."""
    for row in block.header[1:]:
        for column in grid.filled[row][:2]:
            label = grid.text[row][column]
            if score_kind(label, words) == "full_marks" and any(grid.is_number(row, c) for c in grid.filled[row]):
                return True
    return False


def _is_scored(text: str, words: Words) -> bool:
    folded = fold(text)
    return any(word in folded for word in words.lists.get("score_words.tables", ()))


def _marks(title: str, words: Words) -> str:
    kind = score_kind(title, words)
    return kind if kind in ("score", "self_score") else ""


def _counts(grid: Grid, rows: Sequence[int], column: int, terms: Terms) -> bool:
    """Whether most cells of a column that hold something are numbers, and none a word of verdict."""
    texts = [(row, text) for row in rows if (text := grid.text[row][column])]
    numbers = [row for row, _ in texts if parse_number(grid.value(row, column), terms.words) is not None]
    words = any(terms.is_answer(text) and not text.isdigit() for _, text in texts if fold(text) not in terms.words.dash)
    return len(numbers) * 2 > len(texts) and not words
