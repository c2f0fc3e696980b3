"""The notice (整改通知单) of a school: what was found, what is required until when, and how to answer or object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from copy import deepcopy
from datetime import date

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.measures.counting import Row
from analysis.measures.deadlines import find_last_day, find_until
from analysis.measures.frames import LEFT_OUT
from analysis.measures.numbering import OWN_CHECKS, OWN_OLD, OWN_OPEN
from analysis.measures.rectification import is_past
from analysis.narrative.document import Document, write_notice_number
from analysis.narrative.passages import Passage, amount, compose, fraction, write_day, write_value
from analysis.narrative.selection import item_label, write_blocked
from analysis.reports.office.notices.own import Notice
from analysis.reports.office.word.elements import make
from analysis.reports.office.word.layout import PITCH
from analysis.reports.office.word.looks import BODY, DATE, HEADINGS, NUMBER, OFFICE, TITLE
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.paragraphs import write_line, write_passage
from analysis.reports.office.word.report import break_title, indent_office
from analysis.reports.office.word.sections import leave_text
from analysis.reports.office.word.styles import make_indent
from analysis.reports.office.word.tables import Column, add_table
from analysis.rounds.replies import PENDING
from analysis.tables import JUDGED

GROUNDS = 3
"""Rows for objections; more are written into the receipt."""
_ROOM = "\n\n\n"
"""Lines left to write grounds in."""


def describe_notice(notice: Notice) -> Document:
    """What the fields of a template are filled with: title, number, office and day of a notice."""
    story, standards = notice.page.story, notice.page.standards
    return Document(
        "notice", standards.say("notice.title", name=story.name), (), (), (), story.office,
        write_day(standards, story.as_of, base=None), write_notice_number(story, notice.school),
    )  # fmt: skip


def write_notice(
    manuscript: Manuscript, notice: Notice, *, reply_by: date | None, receipt: str, given: Set[str] = frozenset()
) -> None:
    """Write a notice where the manuscript is.

    Args:
        manuscript: a document of ours, or a template that was opened and filled in; headers and page numbers are its
            own matter.
        notice: the school and its problems.
        reply_by: until when it is answered; None leaves room to write the day in.
        receipt: file name of the receipt that goes with it.
        given: fields that a template has given a place, as `fields.fill_fields` says.
    """
    described = describe_notice(notice)
    _add_front(manuscript, notice, described, given)
    _add_problems(manuscript, notice)
    _add_answer(manuscript, notice, reply_by=reply_by, receipt=receipt)
    _add_end(manuscript, described, given)
    signature = _find_signature(manuscript, described) if given else None
    leave_text(manuscript)
    if signature is not None:
        manuscript.place = signature.getnext()
    _add_objections(manuscript, notice)


def _add_front(manuscript: Manuscript, notice: Notice, described: Document, given: Set[str]) -> None:
    """Number, title, and the school as 主送, by which the navigation pane finds the notice."""
    standards = notice.page.standards
    if described.number and "number" not in given:
        write_line(manuscript, NUMBER, described.number)
    if "title" not in given:
        write_line(manuscript, TITLE, break_title(described.title, (notice.page.story.name,)))
    to = standards.say("notice.to", school=notice.name)
    heading = (make("w:keepNext"), make_indent(), make("w:jc", val="left"), make("w:outlineLvl", val=0))
    write_line(manuscript, BODY, to, properties=heading)
    write_passage(manuscript, _write_opening(notice))


def _write_opening(notice: Notice) -> Passage:
    """The round, its days, what it went by, and the school's own checks with those left out."""
    story, standards = notice.page.story, notice.page.standards
    say = standards.say
    first = write_day(standards, story.first_day, base=None)
    last = write_day(standards, story.last_day, base=story.first_day)
    told = {"first": first, "last": last, "office": story.signer, "name": story.name}
    if not notice.visited:
        return compose(standards, "notice.opening_unseen", **told)
    own = notice.numbers[OWN_CHECKS]
    counts = {name: write_value(own[name]) for name in (*JUDGED, *LEFT_OUT)}
    left = [say("notice.left_out", what=say(f"verdict.{name}"), count=counts[name]) for name in LEFT_OUT if own[name]]
    checked = compose(
        standards, "notice.checks", judged=write_value(own["denominator"]), rate=fraction(standards, own), **counts
    )
    areas = [standards.text(area.title) for area in notice.page.areas]
    return compose(
        standards, "notice.opening", **told, areas=say("document.item_mark").join(areas), count=len(areas),
        checks=checked if own["denominator"] else say("notice.no_checks"),
        left=say("notice.all_left", listed=say("narrative.mark.list").join(left)) if left else say("notice.full_stop"),
    )  # fmt: skip


def _add_problems(manuscript: Manuscript, notice: Notice) -> None:
    standards = notice.page.standards
    count, old = (amount(standards, notice.numbers[code]) for code in (OWN_OPEN, OWN_OLD))
    key = "notice.problems_old" if notice.numbers[OWN_OLD]["numerator"] else "notice.problems"
    write_line(manuscript, HEADINGS[0], standards.say("notice.head_problems"))
    write_passage(manuscript, compose(standards, key, count=count, old=old))
    about = standards.say("notice.about", school=notice.name)
    add_table(manuscript, _list_columns(notice), _list_rows(notice), about=about)


def _list_columns(notice: Notice) -> tuple[Column, ...]:
    say = notice.page.standards.say
    widths = (("place", 8), ("id", 27), ("item", 20), ("problem", 33), ("requirement", 27), ("until", 26), ("note", 15))
    return tuple(Column(say(f"notice.head.{name}"), width, middle=name in ("place", "until")) for name, width in widths)


def _list_rows(notice: Notice) -> Iterator[Sequence[str]]:
    page = notice.page
    for place, row in enumerate(notice.problems, start=1):
        known = row["item_id"] in page.standards.items
        item = item_label(page.standards, row["item_id"], with_area=True) if known else ""
        until = _write_until(notice, row)
        notes = "\n".join(_list_notes(notice, row))
        yield str(place), row["problem_id"], item, row["text"], row["requirement"], until, notes


def _write_until(notice: Notice, row: Row) -> str:
    """The deadline as set or extended; what has none is due as the circular orders, but for what goes on."""
    standards = notice.page.standards
    if row["extended_to"]:
        return standards.say("notice.extended", day=row["extended_to"], first=row["deadline"])
    if row["deadline"] or row["status"] == "continuing":
        return row["deadline"] or standards.say("status.continuing")
    last = find_last_day(standards, notice.page.story.as_of)
    return standards.say("notice.no_deadline", days=standards.decision.days_without_deadline, day=last.isoformat())


def _list_notes(notice: Notice, row: Row) -> Iterator[str]:
    """What stands in the way, what was reported, what is disputed, what was closed before, what is late."""
    page, status = notice.page, row["status"]
    if row["reply"] == PENDING:
        yield page.word("reply.pending")
    if status == "blocked":
        waits = write_blocked(page.standards, row["blocked_by"]) if row["blocked_by"] else ""
        yield page.say("waits", what=waits) if waits else page.word("status.blocked")
    elif status in ("claimed_done", "awaiting_check"):
        yield page.standards.say("notice.claimed")
    if row["relapsed"]:
        yield page.standards.say("notice.relapsed")
    if is_past(find_until(row), page.story.as_of.isoformat()):
        yield page.standards.say("notice.overdue")


def _add_answer(manuscript: Manuscript, notice: Notice, *, reply_by: date | None, receipt: str) -> None:
    story, say = notice.page.story, notice.page.standards.say
    day = write_day(notice.page.standards, reply_by, base=None) if reply_by else say("notice.day_open")
    write_line(manuscript, HEADINGS[0], say("notice.head_answer"))
    for name in ("answer_work", "answer_object", "answer_receipt"):
        write_line(manuscript, BODY, say(f"notice.{name}", office=story.signer, day=day, receipt=receipt))


def _add_end(manuscript: Manuscript, described: Document, given: Set[str]) -> None:
    """发文机关署名, 成文日期."""
    if described.office and "office" not in given:
        indent = indent_office(described.office, described.day)
        write_line(manuscript, OFFICE, described.office, properties=(indent,))
    if "date" not in given:
        write_line(manuscript, DATE, described.day)


def _find_signature(manuscript: Manuscript, described: Document) -> BaseOxmlElement | None:
    """The last line behind the text in which a template has the office or the day alone; None where it has none."""
    wanted = {described.office, described.day} - {""}
    signed = [
        block for block in manuscript.block.itersiblings()
        if "".join(one.text or "" for one in block.iter(qn("w:t"))).strip() in wanted
    ]  # fmt: skip
    return signed[-1] if signed else None


def _add_objections(manuscript: Manuscript, notice: Notice) -> None:
    """The box for 有异议: for the whole notice, and room for the grounds of single problems."""
    say, listed = notice.page.standards.say, notice.problems
    above = make("w:spacing", beforeLines=100, before=PITCH)
    kept = (make("w:keepNext"), deepcopy(above), make_indent())
    write_line(manuscript, BODY, say("notice.box"), properties=kept)
    columns = (Column(say("notice.head.id"), 34), Column(say("notice.head.grounds"), 122))
    few = [(row["problem_id"], _ROOM) for row in listed] if len(listed) <= GROUNDS else [("", _ROOM)] * GROUNDS
    add_table(manuscript, columns, few, about=say("notice.box_about"))
    _keep_last_row(manuscript)
    left = (make_indent(), make("w:jc", val="left"))
    # The day is on the page of the seal, never alone on one of its own.
    write_line(
        manuscript, BODY, say("notice.sign_school"), properties=(make("w:keepNext"), above, *map(deepcopy, left))
    )
    write_line(manuscript, BODY, say("notice.sign_day"), properties=left)


def _keep_last_row(manuscript: Manuscript) -> None:
    """Keep the last row of the table just written on the page of the seal: a page with a seal alone binds nobody."""
    *_, row = manuscript.place.getprevious().iterchildren(qn("w:tr"))
    for paragraph in row.iter(qn("w:p")):
        paragraph.find(qn("w:pPr")).insert(1, make("w:keepNext"))
