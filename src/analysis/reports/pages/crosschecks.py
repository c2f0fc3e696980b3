"""Sections of the analyst's appendix: counts against what was seen, two teams at one school, 差异系数."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from analysis.measures.computed import ITEM, cross_verdicts
from analysis.measures.numbering import COUNTS_AGREE
from analysis.narrative.crosschecks import write_balance, write_computed, write_teams, write_teams_note
from analysis.narrative.passages import Number, fraction, write_value
from analysis.reports.pages.appendix import fold_section
from analysis.reports.pages.markup import Piece, tag
from analysis.reports.pages.numbers import link_number, show_number, show_passage, show_verdict
from analysis.reports.pages.page import Page, paragraph
from analysis.reports.pages.table import Column, Row, draw_table, hot, list_lines, none, place, quote, zero

_CLASHES = ("met_unmet", "unmet_met")
"""Pairs of verdicts of which counts and inspector differ."""


def name_item(page: Page, item: str) -> str:
    """An item with its number code, as several areas stand in one table: 3-5 课桌椅."""
    return f"{page.standards.code(item)} {page.standards.name(item)}"


def draw_computed(page: Page) -> Markup:
    """Items that counts decide: what they come to, what was seen, and every clash with its cells."""
    told = write_computed(page.story)
    if not told:
        return Markup("")
    return fold_section(
        page, "computed", paragraph(show_passage(page, told)), _computed_table(page), _clash_table(page),
        methods=("computed",),
    )  # fmt: skip


def _computed_table(page: Page) -> Markup:
    frame = page.results.computed
    heads = ("both", *cross_verdicts(frame))
    columns = [
        Column(page.say("head.item")), *(Column(page.say(f"computed.{name}"), number=True) for name in heads)
    ]  # fmt: skip
    rows = [
        Row((name_item(page, str(item)), *_computed_cells(page, str(item), own)))
        for item, own in frame.groupby("item_id", sort=False)
    ]
    total = Row((page.say("total"), *_computed_cells(page, "", frame)), total=True)
    return draw_table(columns, [total, *rows], caption=page.say("computed.caption"), css="wide", key="computed")


def _computed_cells(page: Page, item: str, own: pd.DataFrame) -> Iterator[Piece]:
    """k/N that agree, then the four pairs of a verdict, then what only the counts decide."""
    numbers = page.results.numbers
    found = numbers[
        (numbers["code"] == COUNTS_AGREE) & (numbers["group_by"] == (ITEM if item else "")) & (numbers["group"] == item)
    ]  # fmt: skip
    if len(found) and not item:
        yield show_number(page, COUNTS_AGREE)
    elif len(found):
        yield link_number(page, fraction(page.standards, found.iloc[0]), bare=True)
    else:
        yield none(page.say("nothing"))
    for name, count in cross_verdicts(own).items():
        yield hot(count) if name in _CLASHES else zero(count)


def _clash_table(page: Page) -> Markup:
    """Each clash: school, item, both verdicts, what is short, the inspector's cell; those of the counts are in 8-23."""
    frame = page.results.computed
    frame = frame[frame["clash"]]
    if not len(frame):
        return Markup("")
    heads = ("school", "item", "by_counts", "by_eye", "short", "where", "raw")
    columns = [Column(page.say(f"computed.head.{name}")) for name in heads]
    rows = (
        Row((
            page.school(line.school_id), name_item(page, line.item_id), show_verdict(page, line.computed),
            (show_verdict(page, line.seen), page.reply_mark(line.school_id, line.item_id)),
            write_value(line.short) or none(page.say("nothing")),
            place(page.file(line.file), line.cell), quote(line.raw),
        ))
        for line in list_lines(frame)
    )  # fmt: skip
    return draw_table(columns, rows, caption=page.say("computed.clash_caption", count=len(frame)), css="cards long")


def draw_teams(page: Page) -> Markup:
    """How far two teams agree where both looked, or why that is not told; what they differ on, without saying who."""
    told = write_teams(page.story)
    if not told:
        return Markup("")
    return fold_section(
        page, "teams", paragraph(show_passage(page, told)), _differ_table(page),
        paragraph(write_teams_note(page.story), css="note"), methods=("teams",),
    )  # fmt: skip


def _differ_table(page: Page) -> Markup:
    pairs = page.results.team_pairs
    pairs = pairs[~pairs["agree"]]
    if not len(pairs) or page.results.team_agreement["why"].iloc[0]:
        return Markup("")
    columns = [Column(page.say(f"teams.head.{name}")) for name in ("school", "item", "one", "other")]
    rows = (
        Row(
            (
                page.school(line.school_id),
                (name_item(page, line.item_id), page.reply_mark(line.school_id, line.item_id)),
                *_sides(page, line._asdict()),
            )
        )
        for line in list_lines(pairs)
    )
    return draw_table(columns, rows, caption=page.say("teams.caption", count=len(pairs)), css="cards long")


def _sides(page: Page, line: dict[str, str]) -> list[Piece]:
    """Both verdicts with their cells, the met one first: the order says nothing of the teams."""
    sides = sorted(("first", "second"), key=lambda side: line[side] != "met")
    return [
        (show_verdict(page, line[side]), tag("br"), place(page.file(line[f"{side}_file"]), line[f"{side}_cell"]))
        for side in sides
    ]


def draw_balance(page: Page) -> Markup:
    """差异系数 of each resource, primary and junior schools apart, beside its limits."""
    frame, told = page.results.balance, write_balance(page.story)
    if not told:
        return Markup("")
    heads = ("measure", "stage", "cv", "average", "schools", "left_out", "missing", "limit", "within", "basic")
    numbers = ("cv", "average", "schools", "left_out", "missing", "limit", "basic")
    columns = [
        Column(page.say(f"balance.head.{name}"), number=name in numbers, gap=name == "within") for name in heads
    ]  # fmt: skip
    rows = (Row(_balance_cells(page, line)) for line in list_lines(frame))
    table = draw_table(columns, rows, caption=page.say("balance.caption"), css="wide", key="balance")
    return fold_section(page, "balance", paragraph(show_passage(page, told)), table, methods=("balance",))


def _balance_cells(page: Page, line: pd.Series) -> list[Piece]:
    few = tag("span", page.word("mark.too_few"), class_="z")
    untold = pd.isna(line.cv)
    measure = page.standards.text(page.standards.measures[line.measure].name)
    return [
        measure, page.word(f"balance.stage.{line.stage}"),
        few if untold else link_number(page, Number(line.code, f"{line.cv:.3f}")),
        few if untold else f"{line.average:.4g}", line.schools, zero(line.left_out), zero(line.blank + line.disputed),
        f"{line.limit:.2f}", few if untold else page.say(f"balance.{line.within}"),
        page.say("balance.unsure", limit=f"{line.basic_limit:.2f}"),
    ]  # fmt: skip
