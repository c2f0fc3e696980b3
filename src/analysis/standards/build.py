"""Make the frozen rules out of parsed TOML; what has not its declared form is a problem, and the rest is still made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from analysis.standards.model import Area, Decision, Entity, Figure, Item, Measure, Standards, Text, Topic
from analysis.standards.problems import Problems
from analysis.standards.shapes import (
    AREA,
    CHECKLIST,
    DECISION,
    ENTITY,
    FIGURE,
    ITEM,
    MEASURE,
    MEASURES,
    TOPIC,
    take_table,
)
from analysis.standards.style import Style

CHECKLIST_FILE, MEASURES_FILE, DECISION_FILE = "checklist.toml", "measures.toml", "decision.toml"
"""The files that are built here; word files are handed on as parsed."""

_Keyed = TypeVar("_Keyed", Item, Measure)


def build_standards(
    problems: Problems,
    parsed: Mapping[str, Mapping[str, Any]],
    *,
    style: Style,
    words: Mapping[str, Mapping[str, Any]],
    wording: Mapping[str, str],
    lang: str,
    digest: str,
) -> Standards:
    """Build the rules; their cross-checks are in `prove`.

    Args:
        problems: what has not its declared form is added here.
        parsed: file name → parsed TOML.
        style: the house style, handed on.
        words: the word files, handed on.
        wording: key → template of the language, handed on.
        lang: zh or en.
        digest: hash of every file and the language.
    """
    checklist = take_table(problems, (CHECKLIST_FILE, ""), parsed[CHECKLIST_FILE], CHECKLIST)
    measures = take_table(problems, (MEASURES_FILE, ""), parsed[MEASURES_FILE], MEASURES)
    items = [_build_item(problems, table, checklist["edition"]) for table in checklist["item"]]
    return Standards(
        lang=lang,
        entity=Entity(**take_table(problems, (CHECKLIST_FILE, "entity"), checklist["entity"], ENTITY)),
        areas=tuple(_build_area(problems, table, items) for table in checklist["area"]),
        items=_key(problems, (CHECKLIST_FILE, "item"), items),
        measures=_key(problems, (MEASURES_FILE, "measure"), [_build_measure(problems, t) for t in measures["measure"]]),
        figures=tuple(_build_figure(problems, table) for table in checklist["figure"]),
        decision=Decision(**take_table(problems, (DECISION_FILE, ""), parsed[DECISION_FILE], DECISION)),
        style=style,
        words=words,
        wording=wording,
        digest=digest,
        topics=tuple(_build_topic(problems, table) for table in checklist["topic"]),
    )


def _build_item(problems: Problems, table: Mapping[str, Any], edition: str) -> Item:
    taken = take_table(problems, (CHECKLIST_FILE, f"item {table.get('id', '')}"), table, ITEM)
    area, _, number = taken["id"].rpartition(".")
    taken["area"] = taken["area"] or area
    if taken["number"] < 0:
        taken["number"] = int(number) if number.isdecimal() else 0
    taken["edition"] = taken["edition"] or edition
    taken["titles"] = () if taken["kind"] == "derived" else _all_titles(taken)
    return Item(**taken)


def _all_titles(taken: Mapping[str, Any]) -> tuple[str, ...]:
    short: Text = taken["short"]
    written = (short.zh, short.en, *taken["titles"], *taken["negative_titles"])
    # A dictionary keeps the order and drops what is written twice.
    return tuple(dict.fromkeys(title for title in written if title))


def _build_area(problems: Problems, table: Mapping[str, Any], items: Sequence[Item]) -> Area:
    taken = take_table(problems, (CHECKLIST_FILE, f"area {table.get('id', '')}"), table, AREA)
    return Area(**taken, items=tuple(item.id for item in items if item.area == taken["id"]))


def _build_measure(problems: Problems, table: Mapping[str, Any]) -> Measure:
    return Measure(**take_table(problems, (MEASURES_FILE, f"measure {table.get('id', '')}"), table, MEASURE))


def _build_figure(problems: Problems, table: Mapping[str, Any]) -> Figure:
    return Figure(**take_table(problems, (CHECKLIST_FILE, f"figure {table.get('code', '')}"), table, FIGURE))


def _build_topic(problems: Problems, table: Mapping[str, Any]) -> Topic:
    return Topic(**take_table(problems, (CHECKLIST_FILE, f"topic {table.get('area', '')}"), table, TOPIC))


def _key(problems: Problems, place: tuple[str, str], made: Sequence[_Keyed]) -> dict[str, _Keyed]:
    keyed: dict[str, _Keyed] = {}
    for one in made:
        if one.id in keyed:
            problems.add((place[0], f"{place[1]} {one.id}"), "twice", seen=one.id)
        keyed.setdefault(one.id, one)
    return keyed
