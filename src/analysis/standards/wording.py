"""The sentences of the products: flattening the wording files, and proving that both languages say the same things."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any

from analysis.standards.problems import Problems


def flatten_wording(parsed: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Flatten nested tables: [flag] unknown_word becomes flag.unknown_word."""
    flat: dict[str, Any] = {}
    for key, value in parsed.items():
        if isinstance(value, Mapping):
            flat.update(flatten_wording(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def fields_of(template: str) -> tuple[str, ...]:
    """The names of a template's fields, sorted, each once.

    Raises:
        ValueError: braces that do not match.
    """
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    return tuple(sorted(name.split(".")[0].split("[")[0] for name in names))


def prove_wordings(problems: Problems, wordings: Mapping[str, Mapping[str, Any]], *, needed: frozenset[str]) -> None:
    """Prove that every language has the same keys, with the same fields, and none that the program needs is missing.

    Args:
        problems: what is wrong is added here.
        wordings: language → key → template, flattened.
        needed: keys of the shipped wording.
    """
    every = needed.union(*wordings.values())
    fields: dict[str, dict[str, tuple[str, ...]]] = {}
    for lang, wording in wordings.items():
        for key in sorted(every):
            place = (f"wording.{lang}.toml", key)
            if key not in wording:
                problems.add(place, "wording_missing", key=key)
                continue
            found = _read_fields(problems, place, wording[key])
            if found is not None:
                fields.setdefault(key, {})[lang] = found
    for key, by_lang in fields.items():
        if len(set(by_lang.values())) > 1:
            seen = "; ".join(f"{lang}: {', '.join(names) or '-'}" for lang, names in by_lang.items())
            problems.add((" / ".join(f"wording.{lang}.toml" for lang in by_lang), key), "wording_fields", seen=seen)


def _read_fields(problems: Problems, place: tuple[str, str], template: Any) -> tuple[str, ...] | None:
    if not isinstance(template, str):
        problems.add(place, "wrong_type", seen=repr(template)[:80], kind=problems.wording["standards.kind_word"])
        return None
    try:
        return fields_of(template)
    except ValueError as error:
        problems.add(place, "wording_braces", seen=error)
        return None
