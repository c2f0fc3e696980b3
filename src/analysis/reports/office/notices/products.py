"""The notices and receipts of a round: a file a school, and the notices in one file to print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from analysis.measures.results import RoundResults
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.passages import write_day
from analysis.reports.office.notices.letter import describe_notice, write_notice
from analysis.reports.office.notices.own import Notice, list_notices
from analysis.reports.office.notices.receipt import write_receipt
from analysis.reports.office.packages import settle_package
from analysis.reports.office.spelling import Speller
from analysis.reports.office.word.fields import fill_fields
from analysis.reports.office.word.joining import join_documents
from analysis.reports.office.word.manuscript import Manuscript, open_manuscript
from analysis.reports.office.word.sections import number_pages
from analysis.reports.office.word.template import open_template
from analysis.reports.pages.markup import name_file
from analysis.rounds.round import Round
from analysis.standards.model import Standards

NOTICES = {"zh": "整改通知单", "en": "notices"}
"""Folder of the notices among a round's products, by language."""
RECEIPTS = {"zh": "整改回执", "en": "receipts"}
"""Folder of the receipts, by language."""
COMBINED = {"zh": "整改通知单（合并打印）.docx", "en": "notices_to_print.docx"}
"""The notices in one file, by language."""


def write_notices(
    round_: Round, results: RoundResults, *, codes: bool = False, template: bytes = b""
) -> dict[str, bytes]:
    """The notices of a round, one by one and in one file, and the receipts: file name → content.

    A round without an open problem has none of them.

    Args:
        round_: the round.
        results: its results.
        codes: whether the numbers of a notice carry their code.
        template: the office's own document, as `word.template.read_template` gives it.
    """
    lang, notices = round_.standards.lang, list_notices(round_, results)
    if not notices:
        return {}
    speller = Speller(round_.standards, round_.register)
    products, opened = {}, []
    for notice in notices:
        opened.append(_write_one(round_, notice, codes=codes, template=template))
        products[f"{NOTICES[lang]}/{notice.file_name}.docx"] = _settle(opened[-1], round_, notice.name)
        products[f"{RECEIPTS[lang]}/{notice.file_name}.xlsx"] = write_receipt(round_, notice, speller)
    return {**products, COMBINED[lang]: _settle(join_documents(opened), round_, "")}


def write_some(round_: Round, results: RoundResults, schools: Collection[str], *, codes: bool) -> bytes:
    """The notices of some schools in one file; nothing where none of them has an open problem.

    Args:
        round_: the round.
        results: its results.
        schools: their ids.
        codes: whether the numbers of a notice carry their code.
    """
    notices = list_notices(round_, results, schools)
    opened = [_write_one(round_, notice, codes=codes, template=b"") for notice in notices]
    return _settle(join_documents(opened), round_, "") if opened else b""


def _write_one(round_: Round, notice: Notice, *, codes: bool, template: bytes) -> Manuscript:
    standards = round_.standards
    opened = open_template(template, standards) if template else open_manuscript(standards)
    opened.codes, opened.counters = codes, tuple(notice.page.say("counters").split())
    given = fill_fields(opened, describe_notice(notice)) if template else frozenset()
    receipt = f"{RECEIPTS[standards.lang]}/{notice.file_name}.xlsx"
    write_notice(opened, notice, reply_by=round_.reply_by, receipt=receipt, given=given)
    number_pages(opened, _write_mark(notice))
    return opened


def _write_mark(notice: Notice) -> str:
    """Draft mark and date of every page, and that the round is invented where it is."""
    marks = [notice.page.say("sample_mark")] if notice.page.sample else []
    marks += [] if notice.page.story.final else [write_draft_mark(notice.page.story)]
    return " · ".join(marks)


def _settle(manuscript: Manuscript, round_: Round, school: str) -> bytes:
    title = " ".join(filter(None, (round_.name, round_.standards.say("notice.name"), school)))
    return settle_package(manuscript.save(), day=round_.as_of, title=title)


def tell_notices(round_: Round, results: RoundResults, products: Iterable[str]) -> Iterator[str]:
    """How many notices there are, which schools have none, and what is wrong with them.

    That is a day to answer by that lies before the notices' own, and problems of no school that one could go to.

    Args:
        round_: the round.
        results: its results.
        products: names of what was written.
    """
    standards, folder = round_.standards, NOTICES[round_.standards.lang]
    own = {PurePosixPath(name).stem.partition(" ")[0] for name in products if name.startswith(f"{folder}/")}
    seen = results.coverage[["school_id", "name"]].itertuples(index=False, name=None)
    none = [str(name) for school, name in seen if name_file(str(school)) not in own]
    yield _tell_counts(standards, round_.id, len(own), none)
    if own and round_.reply_by and round_.reply_by < round_.as_of:
        by, day = (write_day(standards, one, base=None) for one in (round_.reply_by, round_.as_of))
        yield standards.say("notice.reply_passed", round=round_.id, by=by, day=day)
    known = set(round_.register.frame["school_id"])
    open_ = results.ledger[results.ledger["status"] != "closed_verified"]
    if strangers := int((~open_["school_id"].isin(known)).sum()):
        yield standards.say("notice.strangers", round=round_.id, count=strangers)


def _tell_counts(standards: Standards, round_id: str, count: int, none: Sequence[str]) -> str:
    listed = standards.say("mark.list").join(none)
    without = standards.say("notice.without", count=len(none), listed=listed) if none else ""
    return standards.say("notice.done", round=round_id, count=count, without=without)
