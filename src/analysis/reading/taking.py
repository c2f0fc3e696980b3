"""One value cell → a finding or a measurement: whose it is, what it says, and the role it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.reading.cells import address
from analysis.reading.columns import Subject
from analysis.reading.few import hide_few
from analysis.reading.frame import is_known
from analysis.reading.numbers import parse_number, parse_ratio
from analysis.reading.persons import name_rules
from analysis.reading.polarity import polarity_of
from analysis.reading.privacy import MASK, mask_text
from analysis.reading.row_schools import RowSchools
from analysis.reading.symbols import prove_symbol
from analysis.reading.ticks import TickGroup, read_ticks
from analysis.reading.values import Answer, Question, parse_verdict
from analysis.standards.words import Words, fold

_Said = tuple[str, str, str]
"""Verdict, note and text of a judged cell, as they may be kept."""
_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")
"""How a picture inside a cell reads: it is a picture, never text."""


@dataclass
class Taker(RowSchools):
    """Takes single cells of one table: whose they are, and what they say."""

    _answers: dict[tuple[int, str, str], Answer] = field(default_factory=dict)
    _questions: dict[tuple[str, str, bool], tuple[int, Question]] = field(default_factory=dict)
    _polarities: dict[str, int] = field(default_factory=dict)
    _known: dict[int, dict[str, _Said]] = field(default_factory=dict)
    _column_texts: dict[int, frozenset[str]] = field(default_factory=dict)
    verdicts: dict[int, dict[int, str]] = field(default_factory=dict)
    """column → row → verdict of every judged cell, each place under a merged cell too; the checks count them."""

    def take(self, row: int, column: int, subject: Subject, kind: str, school_id: str, aspect: str) -> None:
        """Take one value cell."""
        if kind == "judged":
            self.take_finding(row, column, subject, school_id, aspect)
        elif self.grid.home(row, column)[0] == row:
            self.take_number(row, column, subject, kind, school_id, aspect)

    def question(self, subject: Subject) -> tuple[int, Question]:
        """How the answers of a subject are read, with a number to remember answers by."""
        key = (subject.item, subject.heading, subject.asks_met)
        found = self._questions.get(key)
        if found is None:
            item = self.standards.items.get(subject.item)
            own = item.polarity if item else "positive"
            polarity = "positive" if subject.asks_met else polarity_of(subject.heading, self.terms.words, own)
            number = self._polarities.setdefault(polarity, len(self._polarities))
            found = self._questions[key] = (number, Question(polarity, self.around.legend, symbols=True))
        return found

    def answer(self, row: int, column: int, subject: Subject) -> Answer:
        """What a judged cell says."""
        home = self.grid.home(row, column)
        if home in self.grid.sheet.errors:
            return Answer("unreadable", flag="error_cell")
        if home in self.grid.sheet.formulas:
            return Answer("unreadable", flag="formula_without_value")
        if home in self.grid.sheet.struck and self.grid.text[home[0]][home[1]]:
            return Answer("unreadable", flag="struck_out")
        text, font = self.spoken(row, column), self.grid.sheet.fonts.get(home, "")
        if text.startswith(_PICTURE):
            return Answer("unreadable", flag="picture_cell")
        number, question = self.question(subject)
        if not font and text.strip() in self.terms.words.proved_symbol:
            proved = prove_symbol(text.strip(), self._texts(column), self.terms.words)
            return parse_verdict(text, replace(question, symbols=proved), self.terms.words)
        found = self._answers.get((number, text, font))
        if found is None:
            found = self._answers[number, text, font] = parse_verdict(text, question, self.terms.words, font)
        return found

    def _texts(self, column: int) -> frozenset[str]:
        """What the cells of a column say, its symbol fonts apart."""
        if column not in self._column_texts:
            fonts, rows = self.grid.sheet.fonts, self.frame.body
            said = frozenset(self.grid.text[row][column] for row in rows if (row, column) not in fonts)
            self._column_texts[column] = said
        return self._column_texts[column]

    def take_judged(self, column: int, subject: Subject, schools: Mapping[int, str], aspect: str) -> None:
        """Take a judged column: the same as `take_finding` for every row, each text read once."""
        rows, columns = list(schools), [column] * len(schools)
        if column in self._covered and rows:
            homes = [self.grid.home(row, column) for row in rows]
            rows, columns = [list(found) for found in zip(*homes, strict=True)]
        known = self._known.setdefault(self.question(subject)[0], {})
        texts = [self.grid.text[row][at] for row, at in zip(rows, columns, strict=True)]
        said = [known.get(text) for text in texts]
        unread = range(len(rows)) if self._special else [at for at, one in enumerate(said) if one is None]
        places = list(schools)
        for at in unread:
            said[at] = self._say((places[at], column), (rows[at], columns[at]), subject, known)
        told = [one for one in said if one]
        verdicts = [one[0] for one in told]
        self.taken.roles.mark(rows, columns, "finding")
        if verdicts:
            self.verdicts.setdefault(column, {}).update(zip(schools, verdicts, strict=True))
        item = self.standards.items.get(subject.item)
        self.taken.add_findings(
            rows, columns, raw=[one[2] for one in told], round_id=self.context.round_id, school_id=schools.values(),
            item_id=subject.item, item_edition=item.edition if item else "", aspect=aspect, verdict=verdicts,
            note=[one[1] for one in told], team="",
        )  # fmt: skip

    def show(self, text: str, said: Answer) -> str:
        """The text of a judged cell as it may be kept: an unknown word that looks like a name of a person is masked."""
        if said.flag == "unknown_word" and name_rules().are_names(text) and not is_known(text, self.terms):
            return MASK
        return mask_text(text)

    def remark(self, answer: Answer) -> str:
        """The remark beside a verdict as it may be kept and printed."""
        return hide_few(mask_text(answer.note), self.standards) if answer.note else ""

    def _say(self, place: tuple[int, int], home: tuple[int, int], subject: Subject, known: dict[str, _Said]) -> _Said:
        """What a judged cell says, remembered where its text is all that says it."""
        text = self.grid.text[home[0]][home[1]]
        if text in known and home not in self._special:
            return known[text]
        answer = self.answer(*place, subject)
        said = (answer.verdict, self.remark(answer), self.show(text, answer))
        if answer.flag:
            self.taken.flag(answer.flag, address(*home), said[2])
        if said[2] == MASK:
            self.taken.hidden.add(home)
        elif not answer.flag and home not in self._special and not self._hangs_on_column(text):
            known[text] = said
        return said

    @cached_property
    def _covered(self) -> set[int]:
        """Columns with places in the body that a merged cell covers."""
        return {column for row, column in self.grid.owner if row > self.frame.block.header[-1]}

    @cached_property
    def _special(self) -> set[tuple[int, int]]:
        """Places whose text is not all that they say: errors, formulas without a value, symbol fonts, struck."""
        sheet = self.grid.sheet
        return {*sheet.errors, *sheet.formulas, *sheet.fonts, *sheet.struck}

    def _hangs_on_column(self, text: str) -> bool:
        """Whether other cells of its column decide what a text says."""
        return text in self.terms.words.proved_symbol or fold(text) in self._ditto

    def take_finding(self, row: int, column: int, subject: Subject, school_id: str, aspect: str) -> None:
        """Take a judged cell, a blank one too."""
        said = self.answer(row, column, subject)
        self.verdicts.setdefault(column, {})[row] = said.verdict
        self.put_finding(self.grid.home(row, column), subject, school_id, aspect, said)

    def put_finding(self, home: tuple[int, int], subject: Subject, school_id: str, aspect: str, said: Answer) -> None:
        """Write a finding at a place."""
        raw = self.show(self.grid.text[home[0]][home[1]], said)
        if raw == MASK:
            self.taken.hidden.add(home)
        item = self.standards.items.get(subject.item)
        self.taken.roles[home] = "finding"
        self.taken.add_findings(
            [home[0]], [home[1]], raw=[raw], round_id=self.context.round_id, school_id=[school_id],
            item_id=subject.item, item_edition=item.edition if item else "", aspect=aspect, verdict=[said.verdict],
            note=[self.remark(said)], team="",
        )  # fmt: skip
        if said.flag:
            self.taken.flag(said.flag, address(*home), raw)

    def mark(self, row: int, column: int) -> str:
        """The text of a cell, that of a symbol font as the mark it shows."""
        text, font = self.grid.at(row, column), self.grid.sheet.fonts.get(self.grid.home(row, column), "")
        return self.terms.words.fonts.get(fold(font), {}).get(text.strip(), text) if font else text

    def take_ticks(self, row: int, group: TickGroup, subject: Subject, school_id: str) -> None:
        """Take a group of tick cells as one finding."""
        texts = [self.mark(row, column) for column in group.columns]
        at, said = read_ticks(texts, group, self.terms.words)
        aspect = subject.aspect or self.around.aspect
        self.put_finding(self.grid.home(row, group.columns[at]), subject, school_id, aspect, said)

    def take_number(self, row: int, column: int, subject: Subject, kind: str, school_id: str, aspect: str) -> None:
        """Take a number cell: a measure or a score of an item."""
        text = self.spoken(row, column)
        if self.sets_aside(row, column, text) or not text or fold(text) in self.terms.words.dash:
            return
        measure = subject.score or (subject.measures[0] if len(subject.measures) == 1 else "")
        if not measure:
            self.taken.flag("unknown_measure", address(self.frame.block.header[-1], column), mask_text(subject.heading))
            return
        unit = self.standards.measures[measure].unit if measure in self.standards.measures else ""
        found = self.number(row, column, subject, unit)
        if found is None or not _can_be(found[0], unit, self.terms.words):
            self.flag_number(address(row, column), text, impossible=found is not None)
            return
        aspect = "self_reported" if measure == "self_score" else aspect
        self.taken.roles[row, column] = "measurement"
        self.taken.add(
            "measurements", address(row, column), mask_text(text), self.context.round_id, school_id, measure,
            subject.item if kind == "score" else "", aspect, found[0], unit, found[1],
        )  # fmt: skip

    def sets_aside(self, row: int, column: int, text: str) -> bool:
        """Whether a number cell holds no number that could be taken: an error, no stored result, or struck out."""
        sheet, cell = self.grid.sheet, address(row, column)
        if (row, column) in sheet.errors or (row, column) in sheet.formulas:
            self.taken.flag("error_cell" if (row, column) in sheet.errors else "formula_without_value", cell, text)
            return True
        if text and fold(text) not in self.terms.words.dash and (row, column) in sheet.struck:
            self.taken.flag("struck_out", cell, mask_text(text))
            return True
        return False

    def flag_number(self, cell: str, text: str, *, impossible: bool) -> None:
        """Flag a text that is no number, or one that cannot be; a word for nothing is neither."""
        if impossible:
            self.taken.flag("number_impossible", cell, mask_text(text))
        elif self.terms.words.verdict.get(fold(text)) not in ("not_applicable", "blank", "not_inspected"):
            self.taken.flag("number_unreadable", cell, mask_text(text))

    def number(self, row: int, column: int, subject: Subject, unit: str) -> tuple[float, bool] | None:
        """The value of a number cell in the base unit, and whether it is approximate; a unit a/b is a ratio."""
        value = self.grid.value(row, column)
        if fold(str(value)) in self.terms.words.lists.get("row.ditto", ()):
            value = self.spoken(row, column)
        if "/" in unit:
            ratio = parse_ratio(value)
            if ratio is None:
                return None
            return (round(1 / ratio, 6) if subject.reversed and ratio else ratio), False
        number = parse_number(value, self.terms.words)
        return (number.in_base_unit(subject.factor), number.approximate) if number else None


def _can_be(number: float, unit: str, words: Words) -> bool:
    """Whether a number of this unit can be: none below zero, and people and things in whole ones."""
    whole = unit not in words.lists.get("number.whole", ()) or float(number).is_integer()
    return whole and (number >= 0 or unit in words.lists.get("number.below_zero", ()))
