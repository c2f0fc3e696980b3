"""Which number of a sentence stands where the product's sentence had which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from analysis.reports.office.proof.numerals import SIGNS, read_numeral
from analysis.reports.office.proof.tokens import Token

_NEAR = 2
"""Signs before a number by which it is found again in words: 未达标6 as 未达标六."""
_SHARED = 0.5
"""From so much in common on, a clause comes from the product's sentence."""
_SHARE = re.compile(r"[^,;。;:]{0,12}[,(]\s*(?:占|即|为|or|that is)?\s*", re.IGNORECASE)
"""Between k/N and its share."""
_CLAUSE = re.compile(r"[^,;。;]*")
_NUMBER = re.compile(rf"[\d,./%{SIGNS}]+")


def pair_tokens(
    text: str, own: Sequence[Token], source: str, others: Sequence[Token]
) -> Iterator[tuple[Token, Token | None]]:
    """Numbers that differ, each with the one in its place: by their order where it is kept, else by what stays.

    Args:
        text: a sentence.
        own: its numbers.
        source: the sentence of the product.
        others: the numbers of that.
    """
    there = {one.key for one in others}
    kept = [*own, *_find_bare(text, own, source, others)]
    if [one.kind for one in kept] != [one.kind for one in others]:
        kept = [one for one in kept if not one.loose or one.key in there]
    kept.sort(key=lambda one: one.start)
    if [one.kind for one in kept] == [one.kind for one in others]:
        yield from ((token, other) for token, other in zip(kept, others, strict=True) if token.key != other.key)
        return
    matcher = SequenceMatcher(None, [one.key for one in others], [one.key for one in kept], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag in ("replace", "insert"):
            for place, token in enumerate(kept[start:end], start=first):
                yield token, others[place] if place < last else None


def _find_bare(text: str, own: Sequence[Token], source: str, others: Sequence[Token]) -> Iterator[Token]:
    """Numbers in words with nothing behind them that stand where the product has one in digits."""
    for other in others:
        before = source[max(0, other.start - _NEAR) : other.start]
        if other.kind != "number" or len(before) < _NEAR:
            continue
        for match in re.finditer(rf"(?<={re.escape(before)})[{SIGNS}]+(?=[^一-鿿]|$)", text):
            span = read_numeral(match[0])
            if span and span[0] == span[1] and not any(one.start <= match.start() < one.end for one in own):
                yield Token("number", (span[0],), *match.span(), match[0])


def cut_clause(text: str, token: Token) -> str:
    """The words of a number's clause, without numbers."""
    start = max((match.end() for match in re.finditer(r"[,;。;]", text[: token.start])), default=0)
    clause = _CLAUSE.match(text, start)
    return _NUMBER.sub("", clause[0]) if clause else ""


def pair_signs(text: str) -> frozenset[str]:
    """Every two signs that stand together, by which words are told to be alike."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def comes_from(token: Token, text: str, source: str) -> bool:
    """Whether the clause of a number comes from the product's sentence and was not put in beside it.

    Args:
        token: a number of the text.
        text: a sentence.
        source: the sentence of the product that it is an edit of.
    """
    words = cut_clause(text, token)
    blocks = SequenceMatcher(None, words, _NUMBER.sub("", source), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _SHARED * len(words)


def list_wholes(text: str, tokens: Sequence[Token]) -> list[Token | None]:
    """For each number the k/N just before it, where it is a percentage that is to be its share: 15/22所，占68%."""
    return [
        before if before and before.kind == "fraction" and token.kind == "percent"
        and _SHARE.fullmatch(text, before.end, token.start) else None
        for before, token in zip((None, *tokens), tokens, strict=False)
    ]  # fmt: skip
