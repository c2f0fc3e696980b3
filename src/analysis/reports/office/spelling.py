"""How a form writes things so that the reader knows them again: titles, answers, statuses, names of schools.

Each word is tried on the reader first. The wording file's own comes first, then those of the rule files: a standard
that reads other words gets forms in those words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from analysis.reading.columns import read_subject
from analysis.reading.replies import parse_decision
from analysis.reading.schools import SchoolRegister
from analysis.reading.stages import blocked_by as name_blocker
from analysis.reading.statuses import parse_status
from analysis.reading.terms import Terms
from analysis.reading.values import Answer, Question, parse_verdict
from analysis.standards.model import Standards, Text
from analysis.standards.words import fold, fold_title, words_of
from analysis.tables import JUDGED

ANSWERS = (*JUDGED, "not_applicable", "not_inspected")
"""The verdicts that a form offers; a cell left empty is blank."""


class Speller:
    """Words that the reader understands, for one office.

    Args:
        standards: the rules and the language.
        register: the schools.

    Attributes:
        unread: words used although the reader does not know them, for the rule files have none in their place.
    """

    def __init__(self, standards: Standards, register: SchoolRegister) -> None:
        self.standards = standards
        self.terms = Terms(words_of(standards), register)
        rows = register.frame.to_dict("records")
        self.names = {str(row["school_id"]): str(row["name"]) for row in rows}
        self.towns = {str(row["school_id"]): str(row["town"]) for row in rows}
        self.unread: list[str] = []

    def role(self, role: str) -> str:
        """The title of a column of this role."""
        listed = self.standards.words["columns"].get("role", {}).get(role, ())
        known = self.terms.words.roles
        return self._first(
            [self.standards.say(f"form.column.{role}"), *listed],
            lambda title: any(known.get(form) == role for form in fold_title(title)),
        )

    def requirement(self) -> str:
        """The title of a second column of words about the item, which the reader leaves alone."""
        first, known = self.role("item_text"), self.terms.words.roles
        listed = self.standards.words["columns"].get("role", {}).get("item_text", ())
        return self._first(
            [self.standards.say("form.column.requirement"), *listed],
            lambda title: title != first and any(known.get(form) == "item_text" for form in fold_title(title)),
        )

    def result(self, aspect: str) -> str:
        """The title of a column of results of one aspect."""
        listed = self.standards.words["columns"].get("role", {}).get("result", ())

        def tells(title: str) -> bool:
            subject = read_subject((title,), self.terms)
            return subject.role == "result" and subject.aspect == aspect

        return self._first([self.standards.say(f"form.result.{aspect}"), *listed], tells)

    def head(self, kind: str) -> str:
        """What stands before the colon in a head line: school, town, unit, date."""
        listed = self.standards.words["columns"].get("head_line", {}).get(kind, ())
        folded = self.terms.words.lists.get(f"head_line.{kind}", ())
        if not folded and kind != "school":
            return self.standards.say(f"form.head.{kind}")  # a head line that nothing is read from
        return self._first([self.standards.say(f"form.head.{kind}"), *listed], lambda title: fold(title) in folded)

    def item(self, item_id: str) -> str:
        """An item as a row names it: its short name, or a longer title where that one also names a count."""
        item = self.standards.items[item_id]
        area = self.standards.area(item.area)
        around = tuple(dict.fromkeys((self.standards.text(area.title), *area.titles)))

        def names(title: str) -> bool:
            subject = read_subject((title,), self.terms, around)
            return subject.item == item_id and not subject.measures and not self.terms.label(title)

        return self._first(_own(item.short, item.titles, self.standards), names)

    def measure(self, measure_id: str) -> str:
        """A count as a row names it; a title that also names an item is read as a count where numbers stand."""
        measure = self.standards.measures[measure_id]

        def names(title: str) -> bool:
            subject = read_subject((title,), self.terms)
            return subject.measures == (measure_id,) and not self.terms.label(title)

        near = sorted(measure.titles, key=lambda title: -len(set(title) & set(self.standards.text(measure.name))))
        return self._first(_own(measure.name, near, self.standards), names)

    def answer(self, verdict: str) -> str:
        """The word that a form offers for a verdict."""
        listed = self.standards.words["verdicts"].get("verdict", {}).get(verdict, ())
        return self._first(
            [self.standards.say(f"verdict.{verdict}"), *listed],
            lambda word: parse_verdict(word, Question(), self.terms.words) == Answer(verdict),
        )

    def status(self, status: str, blocked_by: str = "") -> str:
        """The word that a form writes for the status of a problem, and for what it waits for."""
        statuses = self.standards.words["statuses"]
        waits = statuses.get("blocked_by", {})

        def says(word: str) -> bool:
            found = next((name for name, listed in waits.items() if any(fold(w) in fold(word) for w in listed)), "")
            return parse_status(word, self.terms.words) == status and (status != "blocked" or found == blocked_by)

        listed = statuses.get("status", {}).get(status, ())
        return self._first([self.standards.say(f"status.{status}"), *listed], says) if status else ""

    def statuses(self) -> list[str]:
        """The words offered in a ledger, in the order of the statuses file; what blocks a problem is told apart."""
        statuses = self.standards.words["statuses"]
        offered: list[str] = []
        for status in statuses.get("status", {}):
            waits = statuses.get("blocked_by", {}) if status == "blocked" else ("",)
            offered += [self.status(status, blocked_by) for blocked_by in waits]
        return list(dict.fromkeys(offered))

    def decision(self, decision: str) -> str:
        """The word that a ledger writes for a decision on a reply."""
        listed = self.standards.words["statuses"].get("decision", {}).get(decision, ())
        words = self.terms.words
        return self._first(
            [self.standards.say(f"reply.{decision}"), *listed], lambda word: parse_decision(word, words) == decision
        )

    def objection(self, said: str) -> str:
        """The word that a receipt offers for an objection (yes) or none (no)."""
        listed = self.standards.words["statuses"].get("objection", {}).get(said, ())
        known = self.terms.words.lists.get(f"statuses.objection.{said}", ())
        return self._first([self.standards.say(f"receipt.{said}"), *listed], lambda word: fold(word) in known)

    def waits(self, blocked_by: str) -> str:
        """The word that a ledger writes for what a problem waits for, "" for nothing."""
        listed = self.standards.words["statuses"].get("blocked_by", {}).get(blocked_by, ())
        return self._first(listed, lambda word: name_blocker([word], self.terms.words) == blocked_by) if listed else ""

    def school(self, school_id: str) -> str:
        """A school's registered name, with its town before it where the name alone is not enough."""
        name, town = self.names[school_id], self.towns[school_id]
        resolve = self.terms.register.resolve
        return self._first([name, f"{town}{name}"], lambda text: resolve(text, self.terms.words).school_id == school_id)

    def _first(self, words: Iterable[str], fits: Callable[[str], bool]) -> str:
        """The first word that fits; the very first where none does, which is kept in mind."""
        listed = [word for word in dict.fromkeys(words) if word]
        found = next((word for word in listed if fits(word)), "")
        if not found and listed and listed[0] not in self.unread:
            self.unread.append(listed[0])
        return found or listed[0]


def _own(name: Text, titles: Sequence[str], standards: Standards) -> Sequence[str]:
    """The name in the language of the form, then the other titles, that in the other language last."""
    return [standards.text(name), name.zh, *(title for title in titles if title != name.en), name.en]
