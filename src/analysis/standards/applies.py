"""Whether an item applies to a school: a tiny closed grammar over the register's attributes.

    all | name | not term | term and term | term or term | ( … )

A name is an attribute (`ATTRIBUTES`, yes / no / unknown) or a kind of school (`KINDS`). `not` binds before `and`, `and`
before `or`. Unknown is carried through (Kleene), and what stays unknown applies: an item is left out only on evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from analysis.tables import KINDS

ATTRIBUTES = ("boarding", "meals", "multi_storey", "arid")
"""Attributes of a school that an item may depend on; yes, no or "" in the register."""
NAMES = (*ATTRIBUTES, *(kind for kind in KINDS if kind))
"""Every name that the grammar knows."""
ALWAYS = "all"
"""The expression of an item that applies to every school."""

_TOKEN = re.compile(r"\s*(\(|\)|[a-z_0-9]+)")
_TRUTH = {"yes": True, "no": False}

Tree = tuple[str, tuple["Tree", ...]]
"""A parsed expression: an operator (and, or, not, all) or a name, and what it stands over."""


def item_applies(applies_to: str, attributes: Mapping[str, str]) -> bool:
    """Whether an item applies to a school.

    Args:
        applies_to: an expression that `parse_applies` takes.
        attributes: the school's register row: boarding, meals, multi_storey, arid as yes, no or "", and kind.

    Returns:
        False only where the known attributes rule it out.
    """
    return _decide(parse_applies(applies_to), attributes) is not False


def named_terms(applies_to: str) -> frozenset[str]:
    """The attributes and kinds that an expression depends on."""
    return frozenset(_name_terms(parse_applies(applies_to)))


def _name_terms(tree: Tree) -> Iterator[str]:
    word, parts = tree
    if word in NAMES:
        yield word
    for part in parts:
        yield from _name_terms(part)


@lru_cache(maxsize=256)
def parse_applies(applies_to: str) -> Tree:
    """Parse an expression.

    Raises:
        ValueError: a word that is no attribute, kind or operator, or a sentence without end; the message names it.
    """
    words = _split(applies_to)
    tree, rest = _parse_or(words)
    if rest:
        raise ValueError(" ".join(rest))
    return tree


def _split(applies_to: str) -> list[str]:
    words, at = [], 0
    text = applies_to.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(text[at:])
        words.append(found[1])
        at = found.end()
    return words


def _parse_or(words: list[str]) -> tuple[Tree, list[str]]:
    first, rest = _parse_and(words)
    parts = [first]
    while rest and rest[0] == "or":
        part, rest = _parse_and(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else ("or", tuple(parts))), rest


def _parse_and(words: list[str]) -> tuple[Tree, list[str]]:
    first, rest = _parse_term(words)
    parts = [first]
    while rest and rest[0] == "and":
        part, rest = _parse_term(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else ("and", tuple(parts))), rest


def _parse_term(words: list[str]) -> tuple[Tree, list[str]]:
    if not words:
        raise ValueError("…")
    word, rest = words[0], words[1:]
    if word == "not":
        inner, rest = _parse_term(rest)
        return ("not", (inner,)), rest
    if word == "(":
        inner, rest = _parse_or(rest)
        if not rest or rest[0] != ")":
            raise ValueError("(")
        return inner, rest[1:]
    if word != ALWAYS and word not in NAMES:
        raise ValueError(word)
    return (word, ()), rest


def _decide(tree: Tree, attributes: Mapping[str, str]) -> bool | None:
    name, parts = tree
    if name == "not":
        inner = _decide(parts[0], attributes)
        return None if inner is None else not inner
    if name in ("and", "or"):
        settled = name == "or"
        found = [_decide(part, attributes) for part in parts]
        if settled in found:
            return settled
        return None if None in found else not settled
    return True if name == ALWAYS else _look_up(name, attributes)


def _look_up(name: str, attributes: Mapping[str, str]) -> bool | None:
    if name in ATTRIBUTES:
        return _TRUTH.get(attributes.get(name, ""))
    kind = attributes.get("kind", "")
    return name == kind if kind else None
