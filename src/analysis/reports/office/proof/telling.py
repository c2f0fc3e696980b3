"""`ducha proof`: which round a file is of, what would be made of that today, and what does not agree, in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.errors import MissingError, Place, UsageError
from analysis.measures.results import load_results
from analysis.narrative.opening import write_draft_mark
from analysis.reading.masking import mask_names
from analysis.reading.privacy import MASK, show_file
from analysis.reports.office.packages import MALFORMED, PackageError, open_package
from analysis.reports.office.proof.blocks import Reading, narrow
from analysis.reports.office.proof.current import Current
from analysis.reports.office.proof.findings import Finding, compare_document
from analysis.reports.office.proof.product import make_product
from analysis.reports.office.proof.slides import read_slides
from analysis.reports.office.proof.word import read_word
from analysis.reports.pages.page import open_page
from analysis.rounds.round import Round, find_round, read_round
from analysis.rounds.settings import read_settings
from analysis.rounds.settling import settle_round
from analysis.rounds.workspace import Workspace
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

WORD, SLIDES = ".docx", ".pptx"
"""Kinds of file that can be proved."""
_MOST = 500 * 2**20
"""Bytes that the parts of a file may come to."""
_LATIN = 0.6
"""From so many Latin letters of all letters on, a document is English."""
_LONGEST = 24
"""Signs of a heading that a place is told by."""


@dataclass(frozen=True)
class Proof:
    """What a document was found to say.

    Attributes:
        findings: what does not agree.
        lines: what to print.
    """

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]


def prove_file(
    path: Path,
    workspace: Workspace,
    standards: Standards,
    *,
    round_id: str = "",
    as_of: date | None = None,
    folder: Path | None = None,
) -> Proof:
    """Hold an edited product against today's results.

    Args:
        path: a .docx or .pptx that `ducha report` made and people edited.
        workspace: where the rounds lie.
        standards: language of the lines.
        round_id: the round; told from the document where left out.
        as_of: the day that deadlines are held against; the round's own where left out.
        folder: rule files that replace the shipped ones.

    Raises:
        MissingError: no such file, no such round.
        UsageError: another kind of file, one that cannot be opened, or one that names no round.
    """
    edited = read_document(path, standards)
    rules = load_standards(folder, lang=tell_language(edited))
    chosen = (
        find_round(workspace, round_id, rules) if round_id else _tell_round(path, edited, workspace, standards, rules)
    )
    round_, _ = settle_round(workspace, read_round(workspace, chosen, rules, as_of=as_of), rules)
    current = make_current(round_, edited, slides=path.suffix.lower() == SLIDES)
    findings = compare_document(edited, current)
    return Proof(findings, tuple(_tell(path, edited, current, findings, standards)))


def read_document(path: Path, standards: Standards) -> Reading:
    """Read a document.

    Args:
        path: it.
        standards: words of the messages.

    Raises:
        MissingError: there is none.
        UsageError: another kind of file, or one that cannot be opened.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise MissingError(
            standards.say("error.no_file", file=show_file(path.name)), do=standards.say("error.no_file_do")
        )
    if suffix not in (WORD, SLIDES):
        raise _refuse(path, standards, "other")
    content = path.read_bytes()
    try:
        open_package(content, most=_MOST)
    except PackageError as error:
        raise _refuse(path, standards, error.reason) from error
    try:
        return read_word(content) if suffix == WORD else read_slides(content)
    except MALFORMED as error:
        raise _refuse(path, standards, "damaged") from error


def _refuse(path: Path, standards: Standards, fault: str) -> UsageError:
    return UsageError(
        standards.say(f"proof.{fault}"), place=Place(show_file(path.name)), do=standards.say(f"proof.{fault}_do")
    )


def tell_language(reading: Reading) -> str:
    """The language that a document is written in: zh or en; names of schools are Chinese in both."""
    text = "".join(piece.text for block in reading.blocks for piece in block.pieces)
    latin, han = len(re.findall("[A-Za-z]", text)), len(re.findall("[一-鿿]", text))
    return "en" if latin > _LATIN * (latin + han) else "zh"


def _tell_round(path: Path, edited: Reading, workspace: Workspace, standards: Standards, rules: Standards) -> str:
    """The round whose name stands in the title, else in the first place in the text; the longest name goes first."""
    names = {one: narrow(read_settings(workspace, one, rules).name) for one in workspace.rounds()}
    for text in (edited.title, *("".join(piece.text for piece in block.pieces) for block in edited.blocks)):
        squeezed = "".join(narrow(text).split())
        found = [one for one, name in names.items() if "".join(name.split()) in squeezed]
        if found:
            return max(found, key=lambda one: len(names[one]))
    raise _refuse(path, standards, "no_round")


def make_current(round_: Round, edited: Reading, *, slides: bool) -> Current:
    """Today's results, and what would be made of them today in the manner of a document.

    Args:
        round_: the round.
        edited: the document, which says what it is and whether its numbers carry their codes.
        slides: whether it is a deck.
    """
    page, product = make_product(round_, open_page(round_, load_results(round_)), edited, slides=slides)
    frame = round_.register.frame
    schools = {
        name: str(school)
        for column in ("aliases", "short_name", "name")
        for school, written in zip(frame["school_id"], frame[column], strict=True)
        for name in (written.split(";") if column == "aliases" else [written]) if name.strip()
    }  # fmt: skip
    return Current(page, product, {narrow(name.strip()): school for name, school in schools.items()})


def _tell(
    path: Path, edited: Reading, current: Current, findings: tuple[Finding, ...], standards: Standards
) -> Iterator[str]:
    page = current.page
    if edited.changes:
        yield standards.say("proof.changes")
    if edited.day and edited.day != page.story.as_of.isoformat():
        yield standards.say("proof.other_day", day=edited.day, now=page.story.as_of.isoformat())
    mark = "".join(narrow(write_draft_mark(page.story)).split())
    said = [
        any(mark in piece.key for block in one.blocks for piece in block.pieces) for one in (current.product, edited)
    ]
    if said == [True, False]:
        yield standards.say("proof.other_draft", mark=write_draft_mark(page.story))
    for finding in findings:
        yield tell_finding(finding, current, standards)
    key = "proof.found" if findings else "proof.clean"
    yield standards.say(key, file=show_file(path.name), round=page.round_id, n=str(len(findings)))


def tell_finding(finding: Finding, current: Current, standards: Standards) -> str:
    """A finding in a line: where, what stands there, what is so, what to do.

    Args:
        finding: it.
        current: today's results.
        standards: language of the line.
    """
    nearest = finding.nearest
    source = standards.say("proof.source", code=nearest.code, title=nearest.title) if nearest else ""
    code = nearest.code if nearest else ""
    fault = "alone" if finding.fault == "unlike" and nearest is None else finding.fault
    return standards.say(
        f"proof.{fault}", place=_tell_place(finding, standards), seen=mask_names(finding.seen, MASK), now=finding.now,
        source=source, code=code, round=current.page.round_id,
    )  # fmt: skip


def _tell_place(finding: Finding, standards: Standards) -> str:
    key, fields = finding.where
    told = {name: _shorten(str(value)) for name, value in fields.items()}
    if "heading" in told and not told["heading"]:
        told["heading"] = standards.say("proof.place.top")
    if key == "proof.place.paragraph" and told["n"] == "0":
        key = "proof.place.heading"
    at = next((name for name in ("slide", "heading") if name in told), "text")
    told["at"] = standards.say(f"proof.place.at_{at}", **{at: told.get(at, "")})
    return standards.say(key, **told)


def _shorten(text: str) -> str:
    """A heading as a place has it, without a name of a person that somebody may have written there."""
    masked = mask_names(text, MASK)
    return masked if len(masked) <= _LONGEST else f"{masked[:_LONGEST]}…"
