"""The indexes of the rules: words folded once, so that looking one up is one dictionary access. See `words.Words`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.standards.folding import fold, fold_title
from analysis.standards.model import Standards

Index = dict[str, Any]
"""Fields of `words.Words`, by name."""


def index_verdicts(standards: Standards) -> Index:
    """What cells say: words of verdicts.toml and statuses.toml."""
    verdicts, statuses = standards.words["verdicts"], standards.words["statuses"]
    polarity, answers = verdicts.get("polarity", {}), verdicts.get("answer", {})
    return {
        "verdict": _classes(verdicts.get("verdict", {})),
        "answer": {word: said for word, said in _classes(answers).items() if said in ("affirm", "deny")},
        "grade": _classes(verdicts.get("grade", {})),
        "dash": frozenset(_folded(verdicts.get("dash", {}).get("blank", ()))),
        "untick": frozenset(_folded(answers.get("untick", ()))),
        "legend": frozenset(_folded(verdicts.get("legend", {}).get("letters", ()))),
        "bare_symbol": {w: c for c in ("affirm", "deny") for w in verdicts.get("bare_symbol", {}).get(c, ())},
        "proved_symbol": frozenset(verdicts.get("bare_symbol", {}).get("proved", ())),
        "fonts": {fold(font): dict(marks) for font, marks in verdicts.get("font", {}).items()},
        "parts": {name: _longest_first(words) for name, words in verdicts.get("parts", {}).items()},
        "question": _longest_first(polarity.get("question", ())),
        "negative": _longest_first(polarity.get("negative", ())),
        "lifted": _longest_first(polarity.get("lifted", ())),
        "status": _classes(statuses.get("status", {})),
        "status_order": tuple(statuses.get("order", {}).get("order", ())),
        "closed": _classes(statuses.get("closed", {})),
    }


def index_columns(standards: Standards) -> Index:
    """What titles, labels and lines say: columns.toml, and every list of words by its name."""
    verdicts, statuses, columns = (standards.words[name] for name in ("verdicts", "statuses", "columns"))
    told = [(word, aspect) for word, aspect in _classes(columns.get("aspect", {})).items() if aspect != "plain"]
    return {
        "roles": _classes(columns.get("role", {})),
        "aspects": tuple(sorted(told, key=lambda pair: (-len(pair[0]), pair))),
        "lists": {
            **_lists(columns),
            **{f"verdicts.{name}": words for name, words in _lists(verdicts).items()},
            **{f"statuses.{name}": words for name, words in _lists(statuses).items()},
        },
        "area_words": _area_words(standards, columns),
        "numbers": _numbers(standards, columns),
        "units": _units(columns),
    }


def index_titles(standards: Standards) -> Index:
    """What names an item: its titles and its words."""
    columns = standards.words["columns"]
    keywords = _keywords(standards, columns)
    items = standards.items.values()
    return {
        "titles": _item_titles(standards),
        "area_items": _area_items(standards, columns),
        "keywords": keywords,
        "any_keyword": re.compile("|".join(sorted({re.escape(parts[0]) for parts, _ in keywords})) or r"(?!)"),
        "own": _own(standards),
        "area_of": {item.id: item.area for item in items},
        "negative_titles": frozenset(form for i in items for t in i.negative_titles for form in fold_title(t)),
    }


def index_measures(standards: Standards) -> Index:
    """What names a measure: its titles, and short titles under a parent."""
    measures, under = _measure_index(standards, standards.words["columns"])
    return {"measures": measures, "under": under}


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in words))


def _classes(table: Mapping[str, Any]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() if isinstance(words, list) for word in words}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(_folded(words), key=lambda word: (-len(word), word)))


def _pairs(text: str) -> set[str]:
    folded = fold(text)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}


def _lists(columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        f"{name}.{key}": _folded(words)
        for name, table in columns.items()
        if isinstance(table, dict)
        for key, words in table.items()
        if isinstance(words, list)
    }


def _item_titles(standards: Standards) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for item in standards.items.values():
        for title in (item.short.zh, item.short.en, *item.titles, *item.negative_titles):
            for form in (fold_title(title)[0], fold_title(title)[-1]) if title else ():
                known = found.setdefault(form, [])
                if item.id not in known:
                    known.append(item.id)
    return {title: tuple(ids) for title, ids in found.items()}


def _area_items(standards: Standards, columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {fold(title): list(ids) for title, ids in columns.get("area_items", {}).items()}
    for item in standards.items.values():
        for title in item.area_titles:
            known = found.setdefault(fold(title), [])
            if item.id not in known:
                known.append(item.id)
    return {title: tuple(i for i in ids if i in standards.items) for title, ids in found.items()}


def _keywords(standards: Standards, columns: Mapping[str, Any]) -> tuple[tuple[tuple[str, ...], str], ...]:
    found = [
        (tuple(fold(part) for part in word.split("&")), item_id)
        for item_id, words in columns.get("item_words", {}).items()
        if item_id in standards.items
        for word in words
    ]
    return tuple(sorted(found, key=lambda pair: (-sum(map(len, pair[0])), pair[1], pair[0])))


def _own(standards: Standards) -> dict[str, frozenset[str]]:
    return {
        item.id: frozenset(set().union(*(_pairs(text) for text in (item.short.zh, item.requirement.zh, *item.titles))))
        for item in standards.items.values()
    }


def _measure_index(
    standards: Standards, columns: Mapping[str, Any]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[tuple[str, str], ...]]]:
    titles: dict[str, list[str]] = {}
    under: dict[str, list[tuple[str, str]]] = {}
    extra = columns.get("measure_words", {})
    for measure in standards.measures.values():
        for title in measure.short_titles:
            under.setdefault(fold(title), []).extend((fold(parent), measure.id) for parent in measure.parents)
        for title in (*measure.titles, *extra.get(measure.id, ())):
            parent, _, leaf = title.rpartition(">")
            if parent:
                under.setdefault(fold(leaf), []).append((fold(parent), measure.id))
                continue
            for form in (fold_title(title)[0], fold_title(title)[-1]):
                known = titles.setdefault(form, [])
                if measure.id not in known:
                    known.append(measure.id)
    return {k: tuple(v) for k, v in titles.items()}, {k: tuple(v) for k, v in under.items()}


def _area_words(standards: Standards, columns: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    ids = {area.id for area in standards.areas}
    words = {fold(word): area for area, listed in columns.get("area", {}).items() if area in ids for word in listed}
    for area in standards.areas:
        for title in (area.title.zh, area.short.zh, *area.titles):
            words.setdefault(fold_title(title)[-1], area.id)
    return tuple(sorted(((word, area) for word, area in words.items() if word), key=lambda pair: (-len(pair[0]), pair)))


def _numbers(standards: Standards, columns: Mapping[str, Any]) -> dict[int, str]:
    area = columns.get("numbered", {}).get("area", "")
    return {item.number: item.id for item in standards.items.values() if item.area == area}


def _units(columns: Mapping[str, Any]) -> dict[str, float]:
    table = columns.get("unit", {})
    units = {fold(unit): float(factor) for unit, factor in table.items() if not isinstance(factor, list)}
    return {**{fold(unit): 1.0 for unit in table.get("plain", ())}, **units}
