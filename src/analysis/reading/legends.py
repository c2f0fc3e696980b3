"""Codes that a workbook explains: in notes and titles, beside a table, in a list of codes, on a sheet of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from analysis.reading.blocks import Block, Layout
from analysis.reading.grid import Grid
from analysis.reading.notes import read_legend
from analysis.reading.terms import Terms
from analysis.standards.words import Words, fold, fold_title

_CODE = re.compile(r"^(?:[a-z]|[0-9]|[√✓✔☑×✗✘☒╳△▲○〇◎●★☆◇◆▽■□/*#+])$")
_ENTRY = re.compile(r"^[^\s](?:为|表示|代表|是|=|:|即|指|-|—|–|\.|、)+[一-鿿]+$")
_SHORT = 14
"""Letters of the longest cell that explains one code."""
_LONGEST = 2_000


def find_legend(grid: Grid, layout: Layout, terms: Terms) -> dict[str, str]:
    """Mark → verdict, of every mark that a sheet explains.

    Args:
        grid: the sheet.
        layout: its rows and tables.
        terms: words and register.
    """
    words = terms.words
    texts = (*layout.notes, *layout.titles, *_beside(grid, layout, terms), *_heads(layout, terms))
    return {**_read_lists(texts, words), **read_legend([*texts, *_pairs(grid, layout, words)], words)}


def explains(layout: Layout, words: Words) -> bool:
    """Whether a sheet explains for the whole workbook: it holds no table, or nothing but lists of codes."""
    return all(_lists_codes(block, words) for block in layout.blocks)


def _heads(layout: Layout, terms: Terms) -> Iterable[str]:
    """Titles of columns that hold a bracket, 黑板（A达标，B不达标）, or are a note."""
    return dict.fromkeys(
        title
        for block in layout.blocks
        for path in block.paths.values()
        for title in path
        if "(" in fold(title) or terms.line(title) == "note"
    )


def _beside(grid: Grid, layout: Layout, terms: Terms) -> Iterable[str]:
    """The texts of columns that no title heads, or none that is known, beside a table or within it."""
    for block in layout.blocks:
        free = [c for c, path in block.paths.items() if not path or not terms.is_title(path[-1])]
        told = {c for c in free if not block.paths[c] or terms.line(block.paths[c][-1]) == "note"}
        for row in (*block.header, *block.body):
            for column in free:
                text = grid.text[row][column]
                if len(text) > 1 and (column in told or (len(text) < _SHORT and _ENTRY.match(fold(text)))):
                    yield text


def _pairs(grid: Grid, layout: Layout, words: Words) -> Iterable[str]:
    """A code and its meaning in two cells beside each other, as one text: A | 达标."""
    known = {**words.grade, **words.verdict}
    for block in layout.blocks:
        listed = _lists_codes(block, words)
        if not listed and sum(not block.paths.get(column) for column in range(grid.width)) < 2:
            continue
        for row in (*block.header, *block.body):
            for left, right in pairwise(grid.filled[row]):
                free = not block.paths.get(left) and not block.paths.get(right)
                code, said = fold(grid.text[row][left]), fold(grid.text[row][right])
                if (listed or free) and _CODE.match(code) and said in known:
                    yield f"{code}:{said}"
    for row, role in enumerate(layout.roles):
        if role in ("title", "note"):
            for left, right in pairwise(grid.filled[row]):
                code, said = fold(grid.text[row][left]), fold(grid.text[row][right])
                if _CODE.match(code) and said in known:
                    yield f"{code}:{said}"


def _lists_codes(block: Block, words: Words) -> bool:
    """Whether a table is a list of codes: one of its titles says so, and none names a school."""
    titles = [form for path in block.paths.values() if path for form in fold_title(path[-1])]
    return any(words.has("legend.titles", form) for form in titles) and not any(
        words.roles.get(form) == "school_name" for form in titles
    )


def _read_lists(texts: Iterable[str], words: Words) -> Mapping[str, str]:
    """Letters and figures straight before their words, two of them or more in one text: A达标、B基本达标、C不达标."""
    listed = {**words.grade, **words.verdict}
    said = "|".join(re.escape(word) for word in sorted(listed, key=lambda w: (-len(w), w)) if len(word) > 1)
    told = re.compile(rf"(?<![a-z0-9.])([a-z0-9])(?:[.、)])?({said})(?=$|[,、;:。()/\s|]|[a-z0-9])")
    legend: dict[str, str] = {}
    for text in texts:
        if len(text) > _LONGEST:
            continue
        found = told.findall(fold(text))
        if len({code for code, _ in found}) > 1 and len({listed[word] for _, word in found}) > 1:
            for code, word in found:
                legend.setdefault(code, listed[word])
    return legend
