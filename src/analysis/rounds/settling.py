"""Answers of the review workbook → corrections, flags let stand, and ways of writing that hold for good.

Nothing is taken half: a row is taken whole, or told with what is wrong with it. What is taken already is not written
twice, so a workbook may be read as often as one likes. A person's own lines in corrections.toml and words.toml are
never changed: new ones are added below.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from analysis.errors import CorrectionsError
from analysis.reading.offices import is_role
from analysis.reading.privacy import mask_text
from analysis.reading.schools import read_register
from analysis.rounds.anchors import Anchors
from analysis.rounds.answers import Answer, find_reviews, read_answers
from analysis.rounds.corrections import CORRECTIONS_FILE, Correction, Settled, read_corrections, read_settled
from analysis.rounds.handwritten import append_text
from analysis.rounds.meanings import find_effects, find_meaning
from analysis.rounds.round import SETTLED_LOG, Round, read_round
from analysis.rounds.vocabulary import KINDS, WORDS_FILE, Entry, add_vocabulary, read_vocabulary
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.standards.words import fold
from analysis.tables import write_whole

Line = Correction | Settled | Entry
"""Something that an answer writes down."""


@dataclass(frozen=True)
class Outcome:
    """What became of an answered row.

    Attributes:
        answer: it.
        lines: what it says, whether new or there already.
        new: those that are not there yet.
        fault: what is wrong with the row, "" where it was taken.
    """

    answer: Answer
    lines: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Settlement:
    """What reading the answered workbooks of a round did.

    Attributes:
        outcomes: a row each.
        said: sentences to tell: one in all, and one for each row that was not taken.
    """

    outcomes: tuple[Outcome, ...]
    said: tuple[str, ...]

    @property
    def faults(self) -> int:
        """Rows that were not taken."""
        return sum(bool(outcome.fault) for outcome in self.outcomes)


def settle_round(workspace: Workspace, round_: Round, standards: Standards) -> tuple[Round, Settlement]:
    """Take the answered review workbooks that lie in a round's folder.

    Args:
        workspace: where the round lies.
        round_: it, as read now.
        standards: the rules it was asked to be read by, without words.toml.

    Returns:
        The round, read again if anything new was settled, and what was done.

    Raises:
        CorrectionsError: a review workbook cannot be read as one.
    """
    folder = workspace.raw / round_.id
    if round_.closings:  # what is answered after a round was closed waits for `ducha close --again`
        return round_, Settlement((), ())
    files = tuple(round_.tables["workbooks"]["file"])
    answers = [answer for path in find_reviews(folder) for answer in read_answers(path, standards, files)]
    if not answers:
        return round_, Settlement((), ())
    book = _Book(round_, folder, workspace.register_path(standards), standards)
    outcomes = tuple(book.settle(answer) for answer in answers)
    new = tuple(dict.fromkeys(line for outcome in outcomes for line in outcome.new))
    _write_lines(new, folder / CORRECTIONS_FILE, workspace.raw / WORDS_FILE, standards)
    if new:
        round_ = read_round(workspace, round_.id, standards, as_of=round_.as_of, live=True)
    _write_log(round_.folder / SETTLED_LOG, outcomes)
    return round_, Settlement(outcomes, tuple(_tell(outcomes, standards)))


class _Book:
    """What is settled in a round so far, while answers are taken into it."""

    def __init__(self, round_: Round, folder: Path, register: Path, standards: Standards) -> None:
        self.round, self.standards = round_, standards
        self.anchors = Anchors(round_.tables, round_.standards)
        # What the register says without words.toml, so that an entry is held against the register's own names.
        self.register = read_register(register, standards)
        corrections = [self._find_again(one) for one in read_corrections(folder / CORRECTIONS_FILE, standards)]
        self.anchors.corrected.update(one.hint for one in corrections)
        self.lines: list[Line] = [
            *corrections,
            *read_settled(folder / CORRECTIONS_FILE, standards),
            *read_vocabulary(register.parent / WORDS_FILE, standards),
        ]

    def _find_again(self, correction: Correction) -> Correction:
        """A correction where its cell is now, so that an answer about that cell is known to be there already."""
        file, sheet, cell = self.anchors.find(correction) or correction.hint
        return replace(correction, file=file, sheet=sheet, cell=cell)

    def settle(self, answer: Answer) -> Outcome:
        """Take one answer, or say what is wrong with it."""
        said = answer.said
        fault = self.find_fault(answer)
        if fault:
            return Outcome(answer, fault=fault)
        meaning = find_meaning(answer, self.round)
        if isinstance(meaning, str):
            return Outcome(answer, fault=meaning)
        effects = find_effects(answer, meaning, self.round, self.anchors)
        if isinstance(effects, str):
            return Outcome(answer, fault=effects)
        reason, on = mask_text(said["reason"]), self.round.as_of.isoformat()
        return self.add(answer, tuple(_sign(line, reason, said["by_role"], on) for line in effects))

    def find_fault(self, answer: Answer) -> str:
        """What the row lacks, before its answer is looked at."""
        say, said = self.standards.say, answer.said
        if not answer.spots:
            return say("review.fault.unknown_row")
        if not said["reason"]:
            return say("review.fault.no_reason")
        if not said["by_role"]:
            return say("review.fault.no_role")
        return "" if is_role(said["by_role"], self.standards) else say("review.fault.role_is_name")

    def add(self, answer: Answer, lines: tuple[Line, ...]) -> Outcome:
        """Add what an answer says, unless something else is settled there already."""
        say, new = self.standards.say, []
        for line in lines:
            same = [one for one in self.lines if _about(one) == _about(line)]
            if any(_content(one) != _content(line) for one in same):
                return Outcome(answer, fault=say("review.fault.settled", known=_content(same[0])))
            if not same:
                new.append(line)
        entries = [one for one in (*self.lines, *new) if isinstance(one, Entry)]
        if any(isinstance(line, Entry) for line in new):
            try:
                add_vocabulary(entries, self.standards, self.register)
            except CorrectionsError as error:
                return Outcome(answer, fault=error.what)
        self.lines.extend(new)
        return Outcome(answer, lines, tuple(new))


def _sign(line: Line, reason: str, by_role: str, on: str) -> Line:
    if isinstance(line, Correction):
        return replace(line, reason=reason, by_role=by_role, on=on)
    if isinstance(line, Settled):
        return replace(line, reason=reason, by_role=by_role, on=on)
    return replace(line, reason=reason, by_role=by_role, on=on)


def _about(line: Line) -> tuple[str, ...]:
    """What a line is about: two lines about the same must say the same."""
    if isinstance(line, Correction):
        return ("correction", line.file, line.sheet, line.cell, fold(line.was))
    if isinstance(line, Settled):
        return ("settled", line.file, line.sheet, line.cell, line.code, fold(line.was))
    return (line.kind, fold(line.written))


def _content(line: Line) -> str:
    if isinstance(line, Correction):
        return line.becomes
    return line.answer if isinstance(line, Settled) else line.means


def _write_lines(lines: Sequence[Line], corrections: Path, words: Path, standards: Standards) -> None:
    own = [line for line in lines if not isinstance(line, Entry)]
    append_text(corrections, "".join(_write(line) for line in own), heading=standards.say("review.corrections_head"))
    entries = [line for line in lines if isinstance(line, Entry)]
    append_text(words, "".join(_write(line) for line in entries), heading=standards.say("review.words_head"))


def _write(line: Line) -> str:
    """One entry as TOML."""
    if isinstance(line, Entry):
        table = line.kind
        told: dict[str, str] = {"written": line.written, KINDS[line.kind]: line.means}
        told |= {"reason": line.reason, "by_role": line.by_role, "on": line.on}
    else:
        table = "correction" if isinstance(line, Correction) else "settled"
        told = {part.name: getattr(line, part.name) for part in fields(line)}
        told = {key: value for key, value in told.items() if value or key not in ("school", "item", "aspect")}
    rows = (f"{key} = {value if key == 'on' else _quote(value)}\n" for key, value in told.items())
    return f"\n[[{table}]]\n{''.join(rows)}"


def _quote(text: str) -> str:
    # A JSON string is a TOML basic string but for DEL, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write_log(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Add what was taken to the log beside the tables; a line that stands there is not repeated."""
    known = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    lines = list(known)
    for outcome in outcomes:
        if outcome.fault:
            continue
        entry = {
            "file": outcome.answer.file, "no": outcome.answer.no, "code": outcome.answer.code,
            "answer": outcome.answer.said["answer"], "scope": outcome.answer.said["scope"],
            "settled": [{"table": type(line).__name__.lower(), **asdict(line)} for line in outcome.lines],
        }  # fmt: skip
        line = json.dumps(entry, ensure_ascii=False, sort_keys=True)
        if line not in lines:
            lines.append(line)
    if lines != known:
        write_whole(path, ("\n".join(lines) + "\n").encode("utf-8"))


def _tell(outcomes: Sequence[Outcome], standards: Standards) -> Iterable[str]:
    say = standards.say
    taken = [outcome for outcome in outcomes if not outcome.fault]
    new = sum(bool(outcome.new) for outcome in taken)
    yield say("review.taken", count=len(outcomes), taken=len(taken), new=new, faults=len(outcomes) - len(taken))
    for outcome in outcomes:
        if outcome.fault:
            yield say(
                "review.not_taken", file=outcome.answer.file, row=outcome.answer.row, no=outcome.answer.no,
                answer=outcome.answer.said["answer"], fault=outcome.fault,
            )  # fmt: skip
