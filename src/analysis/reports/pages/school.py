"""The page of one school: what it has to do and until when, its counts, every item over rounds with its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.measures.frames import LEFT_OUT
from analysis.narrative.continuity import write_own_moves
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.quality import write_method
from analysis.narrative.selection import area_label, item_label, write_blocked
from analysis.reports.pages.areas import area_title
from analysis.reports.pages.front import draw_logo, page_facts
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.numbers import find_number, percent, show_passage, show_plain, show_verdict
from analysis.reports.pages.page import Block, Page, heading, paragraph
from analysis.reports.pages.table import Column, Row, draw_table, hot, list_lines, none, place, quote, zero
from analysis.reports.pages.toilets import draw_stalls
from analysis.rounds.replies import PENDING
from analysis.standards.model import Area

CLOSED = "closed_verified"
"""A problem in this state is done."""
UNSEEN = tuple(name for name in LEFT_OUT if name != "not_applicable")
"""States of an item that nobody could judge."""


def draw_front(page: Page) -> Block:
    """The school's name, the round, whether it was visited, and that nothing here tells of another school."""
    (school,) = page.names
    mark, title = write_draft_mark(page.story), page.school(school)
    sample = tag("span", page.say("sample_mark"), class_="draft sample") if page.sample else None
    top = tag("div", tag("span", tag("span", mark, class_="draft"), sample, class_="marks"), class_="top")
    facts = (tag("div", tag("dt", label), tag("dd", text)) for label, text in _facts(page))
    head = tag("header", draw_logo(page), top, tag("h1", title), tag("dl", facts, class_="facts"))
    head = join(head, paragraph(tag("strong", page.story.changed), css="notice") if page.story.changed else None)
    head = join(head, paragraph(show_passage(page, write_own_moves(page.story)), css="note"))
    told = page_facts(page, title=f"{title} · {page.story.name}", mark=mark)
    return Block(head, slot="head", facts=told)


def _facts(page: Page) -> Iterator[tuple[str, str]]:
    yield page.say("school.round"), page.story.name
    for line in list_lines(page.results.coverage):
        yield page.say("head.town"), line.town
        yield page.say("school.kind"), page.word(f"kind.{line.kind or 'unknown'}")
        yield (
            page.say("school.visit"),
            page.say("school.visited") if line.visited else (line.reason or page.say("nothing")),
        )


def draw_problems(page: Page) -> Block:
    """What is to be done, the overdue first: the problem, what is required, until when, the next step, the cell."""
    frame = page.results.problems
    frame = frame.assign(last=frame["deadline"].where(frame["deadline"] != "", "9999"))
    frame = frame.sort_values(["overdue", "last", "problem_id"], ascending=[False, True, True])
    still, done = frame[frame["state"] != CLOSED], frame[frame["state"] == CLOSED]
    lead = page.say("school.todo", count=len(still), overdue=int(still["overdue"].sum()), done=len(done))
    parts = [paragraph(lead if len(frame) else page.say("school.todo_none"), css="lead")]
    if len(still):
        parts.append(_draw_todo(page, still))
    if len(done):
        listed = _draw_done(page, done)
        parts.append(tag("details", tag("summary", page.say("school.done_caption", count=len(done))), listed))
    return _chapter(page, "todo", join(parts))


def _draw_todo(page: Page, frame: pd.DataFrame) -> Markup:
    columns = [Column(page.say(f"head.{name}")) for name in ("item", "problem")]
    columns += [Column(page.say(f"school.{name}")) for name in ("required", "until", "next")]
    columns.append(Column(page.say("head.where")))
    rows = (
        Row((
            _item(page, line.item_id), _problem(page, line), line.requirement or none(page.say("nothing")),
            _until(page, line), _next(page, line), place(page.file(line.file), line.cell),
        ))
        for line in list_lines(frame)
    )  # fmt: skip
    return draw_table(columns, rows, caption=page.say("school.todo_caption", count=len(frame)), css="cards long wrap")


def _problem(page: Page, line: Any) -> Piece:
    marks = [page.say("school.relapsed")] if line.relapsed else []
    marks += [page.word("reply.pending")] if line.reply == PENDING else []
    return (line.text or none(page.say("nothing"))), [tag("span", f" {mark}", class_="hot") for mark in marks]


def _until(page: Page, line: Any) -> Piece:
    if not line.deadline:
        return page.say("head.no_deadline")
    day = tag("span", page.day(line.deadline), class_="nw")
    late = tag("span", page.say("school.overdue"), class_="hot") if line.overdue else None
    extended = (" ", page.say("school.extended", reason=line.extension_reason)) if line.extended_to else None
    return day, " " if late else None, late, extended


def _next(page: Page, line: Any) -> str:
    waits = write_blocked(page.standards, line.blocked_by) if line.blocked_by else ""
    return page.say(f"school.step.{line.state}", waits=waits or page.say("school.condition"))


def _draw_done(page: Page, frame: pd.DataFrame) -> Markup:
    columns = [Column(page.say(f"head.{name}")) for name in ("item", "problem")]
    columns += [Column(page.say("school.closed_on")), Column(page.say("head.where"))]
    rows = (
        Row((_item(page, line.item_id), line.text or none(page.say("nothing")), page.day(line.verified_on),
             place(page.file(line.file), line.cell)))
        for line in list_lines(frame)
    )  # fmt: skip
    return draw_table(columns, rows, caption=page.say("school.done_caption", count=len(frame)), css="cards long")


def draw_areas(page: Page) -> Block:
    """The school's counts by area beside the round's k/N; the checks behind each stand in the area's table below."""
    counts = {line.area: line for line in list_lines(page.results.school_counts)}
    names = ("school.own", "head.partial", "head.unmet", "head.not_applicable", "school.unseen", "school.whole")
    columns = [Column(page.say("head.area")), *(Column(page.say(name), number=True) for name in names)]
    columns.append(Column(page.say("head.percent"), number=True))
    rows = [
        Row((tag("a", area_label(page.standards, area), href=f"#a{area.number}"), *_own_counts(page, counts[area.id]),
             _district(page, area.total_code), _district_percent(page, area.total_code)))
        for area in page.areas
        if area.id in counts
    ]  # fmt: skip
    if not rows:
        return _chapter(page, "counts", paragraph(page.say("school.no_counts")))
    table = draw_table(columns, rows, caption=page.say("school.counts_caption"), css="wide brief", key="counts")
    return _chapter(page, "counts", join(table, paragraph(page.say("school.counts_note"), css="note")))


def _own_counts(page: Page, line: Any) -> Iterator[Piece]:
    judged = line.met + line.partial + line.unmet
    unseen = sum(getattr(line, name) for name in UNSEEN)
    nothing = "verdict.not_inspected" if line.not_inspected else "verdict.not_applicable"
    yield f"{line.met}/{judged}" if judged else tag("span", page.word(nothing), class_="z")
    yield zero(line.partial)
    yield hot(line.unmet)
    yield zero(line.not_applicable)
    yield zero(unseen)


def _district(page: Page, code: str) -> Piece:
    """k/N of the whole round, with its code; it opens nothing here, as its cells are other schools'."""
    row = find_number(page, code)
    if row is None or row["denominator"] == 0:
        return none(page.say("nothing"))
    return show_plain(page, row), tag("span", code, class_="code")


def _district_percent(page: Page, code: str) -> Piece:
    row = find_number(page, code)
    return "" if row is None else percent(page, row)


def draw_items(page: Page) -> Block:
    """Every item of every area: this round's conclusion with its cells, those of earlier rounds, the round's k/N."""
    said: dict[str, dict[str, list[Any]]] = {}
    for line in list_lines(page.results.school_items):
        said.setdefault(line.item_id, {}).setdefault(line.round_id, []).append(line)
    areas = [area for area in page.standards.areas if any(item in said for item in area.items)]
    parts = [
        join(heading(area_title(page, area), f"a{area.number}", level=3), _draw_area(page, area, said))
        for area in areas
    ]
    return _chapter(page, "items", join(parts)) if parts else Block(Markup(""))


def _draw_area(page: Page, area: Area, said: Mapping[str, Mapping[str, list[Any]]]) -> Markup:
    items = [item for item in area.items if item in said]
    earlier = sorted({round_id for item in items for round_id in said[item]} - {page.round_id}, reverse=True)
    columns = [
        Column(page.say("head.item")), Column(page.say("school.this_round")),
        *(Column(page.say("school.earlier", round=round_id)) for round_id in earlier),
        Column(page.say("school.whole"), number=True),
    ]  # fmt: skip
    rows = []
    for item in items:
        told = [_tell_conclusion(page, said[item].get(round_id, [])) for round_id in (page.round_id, *earlier)]
        rows.append(Row((item_label(page.standards, item), *told, _district(page, page.standards.code(item)))))
    caption = page.say("school.items_caption", count=len(rows))
    return draw_table(columns, rows, caption=caption, css="cards long own", key=f"own-{area.number}")


def _tell_conclusion(page: Page, lines: Sequence[Any]) -> Piece:
    """What was concluded, by what where that is no inspection; then the cells, each with its text."""
    if not lines:
        return none("–")
    pieces: list[Piece] = []
    for line in lines:
        if line.first:
            decided = line.decided_by if line.decided_by not in ("", "none", "inspected") else ""
            by = f" · {page.word(f'decided_by.{decided}')}" if decided else ""
            failing = line.round_id == page.round_id and line.state in ("partial", "unmet")
            mark = page.reply_mark(line.school_id, line.item_id) if failing else None
            pieces += [tag("br") if pieces else None, show_verdict(page, line.state), by, mark]
        if line.file:
            where = page.cell(line.file, line.sheet, line.cell)
            pieces += [
                tag("br"),
                quote(line.raw) if line.raw else None,
                " ",
                tag("span", where, class_="z small"),
                page.correction(line.round_id, line.file, line.sheet, line.cell),
            ]
    return pieces


def draw_toilets(page: Page) -> Block:
    """The school's stalls: required, there, short; small counts of pupils are not told."""
    table = draw_stalls(page, folded=False)
    return _chapter(page, "stalls", table) if table else Block(Markup(""))


def draw_claims(page: Page) -> Block:
    """Where the school reported met and was seen otherwise: both cells side by side."""
    frame = page.results.over_claims
    if not len(frame):
        return Block(Markup(""))
    columns = [Column(page.say(f"school.{name}")) for name in ("item", "reported", "seen")]
    rows = (
        Row((
            _item(page, line.item_id), (quote(line.self_raw), " ", place(page.file(line.self_file), line.self_cell)),
            (show_verdict(page, line.verdict), page.reply_mark(line.school_id, line.item_id), " ", quote(line.raw), " ",
             place(page.file(line.file), line.cell)),
        ))
        for line in list_lines(frame)
    )  # fmt: skip
    caption = page.say("school.claims_caption", count=len(frame))
    return _chapter(page, "claims", draw_table(columns, rows, caption=caption, css="cards long"))


def draw_remarks(page: Page) -> Block:
    """What stands beside this round's results in words: the text as written, its kind, its item, its cell."""
    frame = page.results.remarks
    frame = frame[frame["round_id"] == page.round_id]
    if not len(frame):
        return Block(Markup(""))
    columns = [Column(page.say(f"school.{name}")) for name in ("kind", "about", "remark")]
    columns.append(Column(page.say("head.where")))
    rows = (
        Row((page.word(f"remark.{line.kind}"), _about(page, line), quote(line.text),
             page.cell(line.file, line.sheet, line.cell)))
        for line in list_lines(frame)
    )  # fmt: skip
    caption = page.say("school.remarks_caption", count=len(frame))
    return _chapter(page, "remarks", draw_table(columns, rows, caption=caption, css="cards long wrap"))


def _about(page: Page, line: Any) -> Piece:
    """The item of a remark, else its area, else nothing."""
    if line.item_id in page.standards.items or not line.area:
        return _item(page, line.item_id)
    return area_label(page.standards, page.standards.area(line.area))


def draw_unseen(page: Page) -> Block:
    """What nobody could judge, by reason: not inspected, blank, unreadable, contradicting, only reported."""
    frame = page.results.school_items
    frame = frame[(frame["round_id"] == page.round_id) & frame["first"]]
    lines = [
        tag("li", tag("b", page.say("count_of", what=page.word(f"verdict.{state}"), count=len(own))),
            page.word("mark.colon"), page.listed([item_label(page.standards, item) for item in own["item_id"]]))
        for state in UNSEEN
        if len(own := frame[frame["state"] == state])
    ]  # fmt: skip
    told = tag("ul", lines) if lines else paragraph(page.say("school.all_seen"))
    return _chapter(page, "unseen", told)


def draw_method(page: Page) -> Block:
    """By which rules, and what to do where a conclusion is held to be wrong."""
    rules = tag("ul", (tag("li", line) for line in write_method(page.story)))
    return _chapter(page, "method", join(paragraph(page.say("school.answer")), rules))


def _item(page: Page, item_id: str) -> Piece:
    return item_label(page.standards, item_id) if item_id in page.standards.items else none(page.say("nothing"))


def _chapter(page: Page, name: str, content: Markup) -> Block:
    """A heading with what stands under it, and its line in the contents."""
    title = page.say(f"school.heading.{name}")
    first = "first" if name == "todo" else None
    return Block(join(heading(title, name, css=first), content), contents=((name, title, False),))


PARTS: dict[str, Callable[[Page], Block]] = {
    "front": draw_front, "todo": draw_problems, "counts": draw_areas, "items": draw_items, "stalls": draw_toilets,
    "claims": draw_claims, "remarks": draw_remarks, "unseen": draw_unseen, "method": draw_method,
}  # fmt: skip
"""The parts of a school's page in their order."""
