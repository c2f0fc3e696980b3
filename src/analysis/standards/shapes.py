"""What a table of a rule file may hold: which keys, of which type, required or with a default.

A key that is not declared is a problem, so that a misspelt `polarty` is told and not silently without effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.standards.model import Rule, Text
from analysis.standards.problems import Problems


@dataclass(frozen=True)
class Shape:
    """What one key holds.

    Attributes:
        kind: a name of `_READERS`.
        required: whether the key must be there.
        default: its value where it is not.
        options: the only values allowed; empty for any.
    """

    kind: str
    required: bool = False
    default: Any = None
    options: tuple[str, ...] = ()


RULE: Mapping[str, Shape] = {
    "name": Shape("word", required=True),
    "inputs": Shape("words", default=()),
    "limits": Shape("numbers", default={}),
}
"""A [item.rule] table."""
ITEM: Mapping[str, Shape] = {
    "id": Shape("word", required=True),
    "area": Shape("word", default=""),
    "number": Shape("integer", default=-1),
    "short": Shape("text", required=True),
    "requirement": Shape("text", required=True),
    "titles": Shape("words", default=()),
    "area_titles": Shape("words", default=()),
    "negative_titles": Shape("words", default=()),
    "kind": Shape("word", default="judged", options=("judged", "computed", "derived")),
    "rule": Shape("rule"),
    "applies_to": Shape("word", default="all"),
    "polarity": Shape("word", default="positive", options=("positive", "negative", "neutral")),
    "level": Shape("word", default="school", options=("school", "district")),
    "critical": Shape("flag", default=False),
    "edition": Shape("word", default=""),
    "continues": Shape("word", default=""),
    "continues_reason": Shape("text"),
    "certainty": Shape(
        "word",
        default="certain",
        options=("certain", "probable", "source", "law", "derived", "typical", "uncertain"),
    ),
    "days": Shape("integer", default=0),
    "counted": Shape("flag", default=True),
    "method": Shape("word", default=""),
    "source": Shape("word", default=""),
}
"""An [[item]] table; area and number, where left out, are the two halves of the id."""
AREA: Mapping[str, Shape] = {
    "id": Shape("word", required=True),
    "number": Shape("integer", required=True),
    "title": Shape("text", required=True),
    "short": Shape("text", required=True),
    "agreement_code": Shape("word", required=True),
    "titles": Shape("words", default=()),
}
"""An [[area]] table."""
FIGURE: Mapping[str, Shape] = {
    "code": Shape("word", required=True),
    "area": Shape("word", required=True),
    "title": Shape("text", required=True),
    "numerator": Shape("word", required=True),
    "denominator": Shape("word", default=""),
    "mean": Shape("flag", default=False),
}
"""A [[figure]] table."""
TOPIC: Mapping[str, Shape] = {
    "area": Shape("word", required=True),
    "title": Shape("text", required=True),
    "items": Shape("words", default=()),
    "codes": Shape("words", default=()),
    "mechanisms": Shape("flag", default=False),
    "source": Shape("word", default=""),
}
"""A [[topic]] table."""
ENTITY: Mapping[str, Shape] = {
    "name": Shape("text", required=True),
    "plural": Shape("text", required=True),
    "counter": Shape("text", required=True),
    "group": Shape("text", default=Text("镇", "town")),
    "groups": Shape("text", default=Text("镇", "towns")),
}
"""The [entity] table."""
MEASURE: Mapping[str, Shape] = {
    "id": Shape("word", required=True),
    "unit": Shape("word", required=True),
    "name": Shape("text", required=True),
    "titles": Shape("words", default=()),
    "short_titles": Shape("words", default=()),
    "parents": Shape("words", default=()),
    "persons": Shape("flag", default=False),
    "district_only": Shape("flag", default=False),
    "balance": Shape("word", default=""),
}
"""A [[measure]] table."""
CHECKLIST: Mapping[str, Shape] = {
    "edition": Shape("word", required=True),
    "entity": Shape("table", required=True),
    "area": Shape("tables", required=True),
    "item": Shape("tables", required=True),
    "figure": Shape("tables", default=()),
    "topic": Shape("tables", default=()),
}
"""checklist.toml as a whole."""
MEASURES: Mapping[str, Shape] = {"measure": Shape("tables", required=True)}
"""measures.toml as a whole."""
BALANCE: Mapping[str, float] = {
    "least_schools": 3, "least_pupils_of_point": 50, "primary": 0.50, "junior": 0.45, "basic_primary": 0.65,
    "basic_junior": 0.55,
}  # fmt: skip
"""[balance] of a decision.toml that has none: an office's own file may be older."""
QUANTITY: Mapping[str, float] = {"least": 5, "few": 0.15, "few_most": 5, "some": 0.5}
"""[quantity] of a decision.toml that has none."""
DECISION: Mapping[str, Shape] = {
    "order": Shape("words", required=True),
    "minimum_for_percent": Shape("integer", required=True),
    "suppress_below": Shape("integer", required=True),
    "text": Shape("text", required=True),
    "days_without_deadline": Shape("integer", default=30),  # an office's own file may be older
    "balance": Shape("numbers", default=BALANCE),
    "quantity": Shape("numbers", default=QUANTITY),
}
"""decision.toml as a whole."""


def take_table(
    problems: Problems, place: tuple[str, str], table: Mapping[str, Any], shapes: Mapping[str, Shape]
) -> dict[str, Any]:
    """Read a table by its declared shape.

    Args:
        problems: what is wrong is added here.
        place: file name and what the table is called in messages.
        table: as parsed.
        shapes: key → shape.

    Returns:
        key → value for every declared key; where a value is wrong, its default.
    """
    file, name = place
    for key in table:
        if key not in shapes:
            problems.add((file, f"{name} {key}".strip()), "unknown_key", key=key, known=", ".join(shapes))
    return {
        key: _take_value(problems, (file, f"{name} {key}".strip()), table.get(key), shape)
        for key, shape in shapes.items()
    }


def _take_value(problems: Problems, place: tuple[str, str], value: Any, shape: Shape) -> Any:
    if value is None:
        if shape.required:
            problems.add(place, "missing_key", key=place[1].split()[-1])
        return _empty(shape)
    if shape.kind == "rule":
        return _take_rule(problems, place, value)
    read = _READERS[shape.kind](value)
    if read is None:
        problems.add(place, "wrong_type", seen=repr(value)[:80], kind=problems.wording[f"standards.kind_{shape.kind}"])
        return _empty(shape)
    if shape.options and read not in shape.options:
        problems.add(place, "not_an_option", seen=read, known=", ".join(shape.options))
        return _empty(shape)
    return read


def _take_rule(problems: Problems, place: tuple[str, str], value: Any) -> Rule | None:
    if not isinstance(value, Mapping):
        problems.add(place, "wrong_type", seen=repr(value)[:80], kind=problems.wording["standards.kind_table"])
        return None
    taken = take_table(problems, place, value, RULE)
    return Rule(taken["name"], taken["inputs"], taken["limits"])


def _empty(shape: Shape) -> Any:
    return shape.default if shape.default is not None or shape.kind == "rule" else _EMPTY[shape.kind]


def _read_word(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _read_words(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        return None
    return tuple(word.strip() for word in value)


def _read_integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _read_flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _read_text(value: Any) -> Text | None:
    if isinstance(value, str):
        return Text(value, value)
    if not isinstance(value, Mapping) or set(value) - {"zh", "en"}:
        return None
    if not all(isinstance(term, str) for term in value.values()):
        return None
    return Text(value.get("zh", ""), value.get("en", ""))


def _read_numbers(value: Any) -> Mapping[str, float] | None:
    if not isinstance(value, Mapping):
        return None
    if not all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in value.values()):
        return None
    return {name: float(number) for name, number in value.items()}


def _read_table(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


def _read_tables(value: Any) -> tuple[Mapping[str, Any], ...] | None:
    if not isinstance(value, list) or not all(isinstance(table, Mapping) for table in value):
        return None
    return tuple(value)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "word": _read_word,
    "words": _read_words,
    "integer": _read_integer,
    "flag": _read_flag,
    "text": _read_text,
    "numbers": _read_numbers,
    "table": _read_table,
    "tables": _read_tables,
}
"""How each kind of value is read; None where it is not of that kind."""
_EMPTY: Mapping[str, Any] = {
    "word": "",
    "words": (),
    "integer": 0,
    "flag": False,
    "text": Text("", ""),
    "numbers": {},
    "table": {},
    "tables": (),
}
"""What stands in for a required value that is missing, so that the rest can still be proved."""
