"""The page of two rounds: four counts by area and item, what changed one by one, what cannot be compared and why."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from analysis.errors import MissingError
from analysis.measures.changes import list_moved
from analysis.measures.comparison import compare_rounds
from analysis.measures.numbering import COMPARABLE, FAILING, FIXED, KEPT, NEW
from analysis.measures.pairing import REASONS, count_reasons
from analysis.narrative.change import write_change, write_change_note
from analysis.narrative.continuity import write_moves, write_rewording
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.selection import area_label
from analysis.reports.pages.figures import draw_figure
from analysis.reports.pages.front import draw_logo, page_facts
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.numbers import show_number, show_passage
from analysis.reports.pages.page import Block, Page, heading, open_page, paragraph
from analysis.reports.pages.panels import draw_panels
from analysis.reports.pages.progress import draw_changed, mark_pair
from analysis.reports.pages.table import Column, Row, draw_table, list_lines, none, zero
from analysis.rounds.round import Round

COUNTS = (("comparable", COMPARABLE), ("kept", KEPT), ("fixed", FIXED), ("new", NEW), ("failing", FAILING))
"""The counts of a pair of rounds and the code of each."""


def find_earlier(round_: Round, round_id: str) -> Round:
    """The earlier round of an id, or the last full one where none is named.

    Raises:
        MissingError: it is no earlier round of this one; names those that are.
    """
    found = {one.id: one for one in round_.earlier}
    if not round_id and round_.previous:
        return round_.previous
    if round_id in found:
        return found[round_id]
    say = round_.standards.say
    near = difflib.get_close_matches(round_id, found, n=len(found), cutoff=0) or [say("page.nothing")]
    raise MissingError(
        say("compare.not_earlier", seen=round_id or "–", round=round_.id),
        do=say("page.run.known_parameters", names=say("mark.list").join(near)),
    )


def open_comparison(round_: Round, earlier: str = "") -> Page:
    """Open the page of two rounds.

    Args:
        round_: the later round, from `load_round`.
        earlier: id of the earlier one; the last full round where left out.

    Raises:
        MissingError: `earlier` is no earlier round of this one.
    """
    previous = find_earlier(round_, earlier)
    page = open_page(round_, compare_rounds(round_, previous))
    # An erratum changed the numbers against the last full round; against another they were never printed.
    revisions = page.story.revisions if previous.id == page.story.previous_id else ()
    story = replace(page.story, previous_id=previous.id, unknown={}, revisions=revisions)
    return replace(page, story=story, erratum=False)


def draw_front(page: Page) -> Block:
    """Which rounds, and how many school × item pairs were judged in both."""
    mark, story = write_draft_mark(page.story), page.story
    sample = tag("span", page.say("sample_mark"), class_="draft sample") if page.sample else None
    top = tag("div", tag("span", tag("span", mark, class_="draft"), sample, class_="marks"), class_="top")
    title = page.word("compare.title").format(later=story.name, earlier=story.previous)
    pairs, left = len(page.results.changes), len(page.results.not_compared)
    facts = (
        (page.word("compare.rounds"), f"{story.previous_id} → {page.round_id}"),
        (page.word("compare.pairs"), page.word("compare.of_all").format(count=pairs, all=pairs + left)),
        (page.word("compare.left_out"), page.word("compare.checks").format(count=left)),
    )
    told = (tag("div", tag("dt", label), tag("dd", text)) for label, text in facts)
    head = tag("header", draw_logo(page), top, tag("h1", title), tag("dl", told, class_="facts"))
    return Block(head, slot="head", facts=page_facts(page, title=title, mark=mark))


def draw_counts(page: Page) -> Block:
    """The four counts in a sentence and a drawing, then area by area with the exact McNemar."""
    frame = page.results.change_counts
    frame = frame[frame["comparable"] > 0]
    labels = {"": page.say("total"), **{area.id: area_label(page.standards, area) for area in page.standards.areas}}
    parts: list[Piece] = [paragraph(show_passage(page, write_change(page.story)), css="lead")]
    if len(frame):
        parts.append(draw_figure(page, "change", key="change"))
        rows = (
            Row((labels[line["area"]], *_counts(page, line)), total=not line["area"]) for _, line in frame.iterrows()
        )
        parts.append(_table(page, page.say("head.area"), rows, caption=page.word("compare.areas_caption")))
        parts.append(paragraph(page.word("compare.p_note"), css="note"))
    parts += [paragraph(show_passage(page, told)) for told in (write_rewording(page.story), write_moves(page.story))]
    parts.append(paragraph(write_change_note(page.story), css="note"))
    return _chapter(page, "counts", join(parts))


def draw_items(page: Page) -> Block:
    """The same by item, those first in which most changed or still fails."""
    frame = page.results.change_items
    if not len(frame):
        return Block(Markup(""))
    shown = list_moved(frame)
    still = len(frame) - len(shown)
    rows = (Row((_item(page, line["item_id"]), *_counts(page, line))) for _, line in shown.iterrows())
    table = _table(page, page.say("head.item"), rows, caption=page.word("compare.items_caption"))
    note = paragraph(page.word("compare.items_still").format(count=still), css="note") if still else None
    return _chapter(page, "items", join(table, note))


def _table(page: Page, head: str, rows: Iterable[Row], *, caption: str) -> Markup:
    columns = [Column(head), *(Column(page.say(f"head.{name}"), number=True, code=code) for name, code in COUNTS)]
    columns.append(Column(page.word("compare.p"), number=True))
    return draw_table(columns, rows, caption=caption, css="wide")


def _counts(page: Page, line: pd.Series) -> Iterator[Piece]:
    """The counts of one row; those of the whole open their cells."""
    whole = line.get("area") == ""
    for name, code in COUNTS:
        yield show_number(page, code, text=str(line[name]), bare=True) if whole else zero(line[name])
    yield none("–") if pd.isna(line["p_value"]) else f"{line['p_value']:.3f}"


def draw_changes(page: Page) -> Block:
    """Every pair that changed or still fails, by school: put right, new, still not met."""
    lists = (draw_changed(page, (name,), caption=f"compare.changed.{name}") for name in ("new", "failing", "fixed"))
    return _chapter(page, "changed", join(lists))


def draw_left_out(page: Page) -> Block:
    """How many pairs cannot be compared, by area and reason, and which they are."""
    frame = page.results.not_compared
    if not len(frame):
        return _chapter(page, "left_out", paragraph(page.word("compare.none_left_out")))
    counts, found = count_reasons(frame), set(frame["reason"])
    reasons = [reason for reason in REASONS if reason in found]
    columns = [Column(page.say("head.area"))]
    columns += [Column(page.word(f"compare.reason.{reason}"), number=True) for reason in reasons]
    rows = (
        Row((area_label(page.standards, area), *(zero(counts.get((area.id, reason), 0)) for reason in reasons)))
        for area in page.standards.areas if (frame["area"] == area.id).any()
    )  # fmt: skip
    table = draw_table(columns, rows, caption=page.word("compare.left_out_caption"), css="wide")
    summary = page.word("compare.left_out_list").format(count=len(frame))
    return _chapter(page, "left_out", join(table, tag("details", tag("summary", summary), _list_left_out(page, frame))))


def _list_left_out(page: Page, frame: pd.DataFrame) -> Markup:
    columns = [Column(page.say(f"head.{name}")) for name in ("school", "item", "before", "after", "why")]
    rows = (
        Row((
            page.school(line.school_id), _item(page, line.item_id), _state(page, line.before),
            (_state(page, line.after), mark_pair(page, line)), page.word(f"compare.reason.{line.reason}"),
        ))
        for line in list_lines(frame.sort_values("school_id", kind="stable"))
    )  # fmt: skip
    caption = page.word("compare.left_out_list").format(count=len(frame))
    return draw_table(columns, rows, caption=caption, hidden=True, css="cards long")


def _item(page: Page, item_id: str) -> str:
    """With its code: several areas have an item 4."""
    return f"{page.standards.code(item_id)} {page.standards.name(item_id)}"


def _state(page: Page, state: str) -> Piece:
    return page.word(f"verdict.{state}") if state else none("–")


def draw_sources(page: Page) -> Block:
    """The panels that the counts open: the cells of either round."""
    return Block(draw_panels(page), slot="panels")


def _chapter(page: Page, name: str, content: Markup) -> Block:
    title = page.word(f"compare.heading.{name}")
    return Block(join(heading(title, name), content), contents=((name, title, False),))


PARTS: dict[str, Callable[[Page], Block]] = {
    "front": draw_front, "counts": draw_counts, "items": draw_items, "changed": draw_changes,
    "left_out": draw_left_out, "sources": draw_sources,
}  # fmt: skip
"""The parts of the page in their order."""
