"""Letters of a symbol font that was lost: whether a column proves that its R is a ☑ and its O a ✗."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.standards.words import Words, fold


def prove_symbol(letter: str, column: Iterable[str], words: Words) -> bool:
    """Whether the cells of a column prove that a letter is the mark which it shows in a symbol font.

    A letter with the other answer in the same font proves it, and so does a true tick, unless the column has true
    marks for what the letter would say: beside √ and × an O is something else again.

    Args:
        letter: one of verdicts.toml [bare_symbol].
        column: what its column says.
        words: the indexes of the standards.
    """
    says, texts = words.bare_symbol[letter], set(column)
    fonts = [marks for marks in words.fonts.values() if letter in marks]
    if any(words.bare_symbol.get(text, says) != says and any(text in marks for marks in fonts) for text in texts):
        return True
    marks = {words.answer[mark] for mark in map(fold, texts) if mark in words.answer and not mark.isalnum()}
    return "affirm" in marks and (says == "affirm" or "deny" not in marks)
