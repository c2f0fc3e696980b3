"""Sentences in parts: text, and numbers that a page can open.

A passage is a tuple of plain text and `Number`s. Wording comes from the wording files through `Standards.say`; a field
of a template may be a text, a count, a number or another passage, and numbers stay numbers on the way. `plain` gives
the text alone, for titles, alt texts and files that have no links.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.measures.counting import PERCENT, judge_share
from analysis.measures.rates import TOWN_POINTS
from analysis.standards.model import Standards


@dataclass(frozen=True)
class Number:
    """A printed number and the code that leads to its cells.

    Attributes:
        code: number code such as 3-16.
        text: as printed: 15/22, 12, 不涉及, [c].
        group_by: "", town, kind or item, for a part of the number.
        group: the town, kind or item's id.
    """

    code: str
    text: str
    group_by: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """The code as written: 3-16, or 3-16@松岫镇 for a part."""
        return f"{self.code}@{self.group}" if self.group else self.code


def name_code(standards: Standards, number: Number) -> str:
    """A number's code as it is printed: 3-16, 3-0@松岫镇, 3-0@教学点, 3-0a@松岫镇/教学点."""
    if not number.group or number.group_by not in ("kind", TOWN_POINTS):
        return number.name
    town, slash, kind = number.group.rpartition("/")
    return f"{number.code}@{town}{slash}{standards.wording.get(f'kind.{kind}', kind)}"


Passage = tuple[str | Number, ...]
"""A sentence or more, in parts."""

_SLOT = re.compile("\ue000(\\d+)\ue001")


def compose(standards: Standards, key: str, **fields: object) -> Passage:
    """Say a wording with fields that may be texts, counts, `Number`s or passages."""
    parts: list[Passage] = []
    filled: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, (Number, tuple)):
            filled[name] = f"\ue000{len(parts)}\ue001"
            parts.append((value,) if isinstance(value, Number) else value)
        else:
            filled[name] = value
    pieces = _SLOT.split(standards.say(key, **filled))
    return join_parts(parts[int(piece)] if index % 2 else (piece,) for index, piece in enumerate(pieces))


def join_parts(passages: Iterable[Passage]) -> Passage:
    """Put passages one after another; neighbouring texts become one, empty ones vanish."""
    joined: list[str | Number] = []
    for part in (part for passage in passages for part in passage):
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def list_words(standards: Standards, words: Sequence[str], *, mark: str = "and") -> str:
    """`甲、乙、丙`, or `A, B and C`; with the mark `or`, `甲、乙或丙`."""
    if len(words) < 2:
        return "".join(words)
    head = standards.say("narrative.mark.list").join(words[:-1])
    return head + standards.say(f"narrative.mark.{mark}") + words[-1]


def name_nouns(standards: Standards) -> dict[str, str]:
    """What is judged and what it is grouped by, as fields of a wording.

    Returns:
        counter, entity, entities, group, groups, and group_head, which begins a heading.
    """
    entity, text = standards.entity, standards.text
    group = text(entity.group)
    return {
        "counter": text(entity.counter), "entity": text(entity.name), "entities": text(entity.plural),
        "group": group, "groups": text(entity.groups), "group_head": group[:1].upper() + group[1:],
    }  # fmt: skip


def plain(passage: Passage) -> str:
    """The text of a passage, numbers without their codes."""
    return "".join(part if isinstance(part, str) else part.text for part in passage)


def count(standards: Standards, noun: str, number: float) -> str:
    """`3项次`, `1 check`, `3 checks`: a count with its noun, a key of [narrative.one] and [narrative.many]."""
    plural = "one" if number == 1 else "many"
    return standards.say(
        f"narrative.{plural}.{noun}",
        n=write_value(number),
        counter=standards.text(standards.entity.counter),
        entity=standards.text(standards.entity.name),
        entities=standards.text(standards.entity.plural),
    )


def write_value(value: float) -> str:
    """A count without decimals, an amount with at most two, grouped by thousands only from a million on."""
    if math.isnan(value):
        return ""
    if float(value).is_integer():
        return f"{int(value):,}" if abs(value) >= 1_000_000 else str(int(value))
    return f"{value:.2f}".rstrip("0")


def fraction(standards: Standards, row: pd.Series | Mapping[Any, Any]) -> Number:
    """The k/N of a row of `numbers`: 15/22; a plain count; a mean; 不涉及 for 0/0; [c] where suppressed."""
    if row["suppressed"]:
        text = standards.say("mark.suppressed")
    elif row.get("bound"):
        text = write_bound(standards, row)
    elif math.isnan(row["denominator"]):
        text = write_value(row["numerator"])
    elif row["denominator"] == 0:
        text = standards.say("verdict.not_applicable")
    elif not math.isnan(row["mean"]):
        text = f"{row['mean']:.2f}"
    else:
        text = f"{write_value(row['numerator'])}/{write_value(row['denominator'])}"
    return Number(row["code"], text, row["group_by"], row["group"])


def write_bound(standards: Standards, row: pd.Series | Mapping[Any, Any]) -> str:
    """`≥95%（共140）`: nobody or everybody of a group of persons, of whom no more is said."""
    return standards.say(f"mark.{row['bound']}", whole=write_value(row["denominator"]))


def amount(standards: Standards, row: pd.Series) -> Number:
    """The numerator alone, leading to the same cells; [c] where suppressed."""
    if row.get("bound"):
        return fraction(standards, row)
    text = standards.say("mark.suppressed") if row["suppressed"] else write_value(row["numerator"])
    return Number(row["code"], text, row["group_by"], row["group"])


def percent(standards: Standards, row: pd.Series, key: str) -> str:
    """The percentage in a wording (`，占{percent}%`), or nothing where none may be printed."""
    return "" if math.isnan(row["percent"]) or row["suppressed"] else standards.say(key, percent=int(row["percent"]))


def write_share(standards: Standards, row: pd.Series | Mapping[Any, Any]) -> str:
    """`68%`, or the sign of why there is none: [c], 不涉及, n<10; "" for what is no part of a whole."""
    kind = judge_share(row)
    if kind == PERCENT:
        return f"{int(row['percent'])}%"
    if kind == "few":
        return standards.say("mark.few_judged", least=standards.decision.minimum_for_percent)
    signs = {"suppressed": "mark.suppressed", "nothing": "verdict.not_applicable"}
    return standards.say(signs[kind]) if kind else ""


def write_day(standards: Standards, day: date, *, base: date | None) -> str:
    """A day as a sentence has it; without its year where that is the year of `base`."""
    key = "narrative.day" if base and day.year == base.year else "narrative.day_of_year"
    return standards.say(key, **_date_fields(standards, day))


def write_month(standards: Standards, day: date, *, base: date) -> str:
    """A month as a sentence has it, with the year where it is not that of `base`."""
    key = "narrative.month" if day.year == base.year else "narrative.month_of_year"
    return standards.say(key, **_date_fields(standards, day))


def _date_fields(standards: Standards, day: date) -> dict[str, str]:
    month = standards.say("narrative.months").split()[day.month - 1]
    return {"year": str(day.year), "month": str(day.month), "day": str(day.day), "month_name": month}


def chapter_title(standards: Standards, number: int, title: str) -> str:
    """`三、全面改薄`, or `3 Basic conditions`."""
    numerals = standards.say("narrative.numerals").split()
    numeral = numerals[number - 1] if 0 < number <= len(numerals) else str(number)
    return standards.say("narrative.chapter", numeral=numeral, title=title)


def drop_stop(text: str) -> str:
    """A remark without its own full stop, so that it can stand within a sentence."""
    return text.rstrip("。.")
