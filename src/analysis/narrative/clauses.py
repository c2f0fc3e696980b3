"""The clauses of a numbered paragraph: what every school meets, what is excepted, and the other numbers of a topic.

A clause has no full stop. Names of schools are given only where the document names schools.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.measures.numbering import (
    CLOSED,
    DUE_IN_MONTH,
    OVERDUE,
    RATIO_PER_HEAD,
    SHORT_STALLS,
    STALLS_SHORT,
    STRICT_RATIO,
    WAITING,
)
from analysis.narrative.passages import Number, Passage, amount, fraction, join_parts, write_month
from analysis.narrative.quantity import choose_quantity
from analysis.narrative.story import Story
from analysis.standards.model import Topic

TOLD_BY_CODES = ("agreement", "rectified")
"""Rules of items that stand for a whole round and are told by another number of their topic."""
_OWN_WORDS = {
    SHORT_STALLS: "stalls_enough", STRICT_RATIO: "stalls_strict", RATIO_PER_HEAD: "stalls_per_head",
    STALLS_SHORT: "stalls_short", DUE_IN_MONTH: "due_in_month", WAITING: "waiting", CLOSED: "closed",
    OVERDUE: "overdue",
}  # fmt: skip
"""The end of a code → its wording under [document]."""


def write_clauses(story: Story, topic: Topic) -> tuple[Passage, ...]:
    """The clauses of a topic: items that all meet together, then each exception, then its other numbers."""
    rows = [(item, story.row(story.standards.code(item))) for item in topic.items]
    judged = [(item, row) for item, row in rows if row is not None and row["denominator"]]
    met = [(item, row) for item, row in judged if row["numerator"] == row["denominator"]]
    parts = (
        write_met(story, met),
        *(write_exception(story, item, row) for item, row in judged if row["numerator"] < row["denominator"]),
        _write_unjudged(story, [item for item, row in rows if row is not None and not row["denominator"]]),
        *(_write_code(story, code) for code in topic.codes),
        _write_suppressed(story, topic.codes),
    )
    missing = list_missing(story, topic)
    listed = story.word("document.item_mark").join(missing)
    last = story.say("document.not_asked", names=listed, items=story.count("item", len(missing))) if missing else ()
    return tuple(part for part in (*parts, last) if part)


def list_passages(story: Story, passages: Iterable[Passage], mark: str) -> Passage:
    """Passages with a mark of [document] between them."""
    between = (story.word(f"document.{mark}"),)
    return join_parts(
        part for index, passage in enumerate(passages) for part in ((between, passage) if index else (passage,))
    )


def write_met(story: Story, met: Sequence[tuple[str, pd.Series]]) -> Passage:
    """`谈心交心制度（22/22所）、民主管理与群团作用（21/21所，未查1所不计），各学校均达标`; nothing for no item."""
    if not met:
        return ()
    named = [
        story.say("document.met_part", name=_name(story, item), number=fraction(story.standards, row),
                  left=_write_left(story, row, "left"), **story.nouns)
        for item, row in met
    ]  # fmt: skip
    return story.say("document.met_all", names=list_passages(story, named, "item_mark"), **story.nouns)


def write_exception(story: Story, item: str, row: pd.Series) -> Passage:
    """`政治学习制度，除个别学校（1/22所）部分达标外，其余21/22所均达标`; where most fail, they stand first."""
    key = "except" if row["numerator"] * 2 > row["denominator"] else "mostly"
    failing = [write_failing(story, row, verdict) for verdict in ("unmet", "partial") if row[verdict]]
    return story.say(
        f"document.{key}", name=_name(story, item), failing=list_passages(story, failing, "item_mark"),
        number=fraction(story.standards, row), left=_write_left(story, row, "left_out"), **story.nouns,
    )  # fmt: skip


def write_failing(story: Story, row: pd.Series, verdict: str, names: str = "") -> Passage:
    """`个别学校（1/22所）未达标`: the word by the share, with the schools where they are given."""
    part, whole = int(row[verdict]), int(row["denominator"])
    key = choose_quantity(story.standards, part, whole)
    told = story.word("document.with_names", names=names) if names else ""
    return story.say(
        f"document.failing_{key}", number=Number(row["code"], f"{part}/{whole}"), names=told,
        schools=story.count("school_named", part),
        verdict=story.word(f"verdict.{verdict}"), **story.nouns,
    )  # fmt: skip


def _name(story: Story, item: str) -> str:
    """The item by its name; with its number where the office knows the items of its area by number."""
    numbered = story.standards.items[item].method == "" or story.standards.items[item].certainty in (
        "certain",
        "probable",
    )
    name = story.standards.name(item)
    number = story.standards.items[item].number
    return story.word("narrative.item_in_title", number=number, name=name) if numbered else name


def _write_left(story: Story, row: pd.Series, key: str) -> str:
    """What an item leaves out beyond the schools that nobody visited, which the opening has named."""
    counts = {
        "not_applicable": int(row["not_applicable"]),
        "not_inspected": story.results.passed_over.get(row["item_id"], 0),
        "unknown": int(row["blank"] + row["unreadable"]),
        "disputed": int(row["disputed"]),
        "self_only": int(row["self_only"]),
    }
    told = [story.word(f"narrative.left_out.{name}", n=story.count("school", n)) for name, n in counts.items() if n]
    return story.word(f"document.{key}", list=story.word("narrative.mark.list").join(told)) if told else ""


def _write_unjudged(story: Story, items: Sequence[str]) -> Passage:
    if not items:
        return ()
    names = story.word("document.item_mark").join(_name(story, item) for item in items)
    return story.say("document.nothing_judged", names=names, **story.nouns)


def list_missing(story: Story, topic: Topic) -> list[str]:
    """The items and totals of a topic that nothing was received for."""
    standards, figures = story.standards, {figure.code: figure for figure in story.standards.figures}
    stand_for = {figure.numerator for figure in figures.values()}
    names = [standards.text(figures[code].title) for code in topic.codes if code in figures and story.row(code) is None]
    for item in (standards.items[name] for name in topic.items):
        inputs, rule = (item.rule.inputs, item.rule.name) if item.rule else ((), "")
        told = rule in TOLD_BY_CODES or stand_for & set(inputs)
        if item.counted and not told and story.row(standards.code(item.id)) is None:
            names.append(_name(story, item.id))
    return names


def _write_code(story: Story, code: str) -> Passage:
    """The clause of a number that is no item; nothing where the round has it not, but for agreement."""
    row = story.row(code)
    if any(area.agreement_code == code for area in story.standards.areas):
        return write_agreement_clause(story, code)
    if row is None:
        return ()
    if row["denominator"] == 0:
        return story.say("document.no_earlier") if code == CLOSED else ()
    ends = [end for end in _OWN_WORDS if code.endswith(end) and row["subject"] != "figure"]
    key = _OWN_WORDS[max(ends, key=len)] if ends else ""  # 3-0b ends in b, as 3-16b does
    if key:
        number = amount(story.standards, row) if key == "stalls_short" else fraction(story.standards, row)
        month = write_month(story.standards, story.as_of, base=story.as_of)
        fields = {"due_in_month": {"month": month}, "closed": {"percent": story.percent(row)},
                  "overdue": {"percent": story.percent(row)}}.get(key, {})  # fmt: skip
        return story.say(f"document.{key}", number=number, **fields)
    if row["suppressed"]:
        return ()
    unit = str(row["unit"])
    in_title = f"{story.word('mark.open')}{unit}{story.word('mark.close')}"
    return story.say(
        "document.figure", title=row["title"].removesuffix(in_title), number=fraction(story.standards, row), unit=unit,
        percent=story.percent(row),
    )  # fmt: skip


def _write_suppressed(story: Story, codes: Iterable[str]) -> Passage:
    """`建档立卡人数[c]、实际资助人数[c]（人数或差额较少，保密不列）`: the reason once, for all of a topic."""
    rows = [row for code in codes if (row := story.row(code)) is not None and row["suppressed"]]
    parts = [
        story.say("document.suppressed_part", title=row["title"], number=fraction(story.standards, row)) for row in rows
    ]
    return story.say("document.figure_suppressed", list=list_passages(story, parts, "item_mark")) if parts else ()


def write_agreement_clause(story: Story, code: str, key: str = "agreement") -> Passage:
    """What schools reported as met against what was seen, in counts."""
    row = story.row(code)
    if row is None or not row["denominator"]:
        return story.say("document.agreement_none")
    return story.say(
        f"document.{key}", reported=story.count("check", row["denominator"]), number=fraction(story.standards, row),
        percent=story.percent(row),
    )  # fmt: skip
