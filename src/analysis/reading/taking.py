"""One value cell → a finding or a measurement: whose it is, what it says, and the role it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.reading.around import Around
from analysis.reading.cells import address
from analysis.reading.columns import Subject
from analysis.reading.context import Context
from analysis.reading.few import hide_few
from analysis.reading.frame import TableFrame, is_known
from analysis.reading.grid import Grid
from analysis.reading.numbered import is_numbered
from analysis.reading.numbers import parse_number, parse_ratio
from analysis.reading.persons import name_rules
from analysis.reading.polarity import polarity_of
from analysis.reading.privacy import MASK, mask_text
from analysis.reading.resolving import Match
from analysis.reading.symbols import prove_symbol
from analysis.reading.taken import Taken
from analysis.reading.terms import Terms
from analysis.reading.ticks import TickGroup, read_ticks
from analysis.reading.values import Answer, Question, parse_verdict
from analysis.standards.model import Standards
from analysis.standards.words import Words, fold

_Said = tuple[str, str, str]
"""Verdict, note and text of a judged cell, as they may be kept."""
_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")
"""How a picture inside a cell reads: it is a picture, never text."""


@dataclass
class Taker:
    """Takes single cells of one table: whose they are, and what they say.

    Attributes:
        grid: the sheet.
        frame: the table, understood.
        around: what stands around it.
        terms: words and register.
        standards: items, measures, editions.
        context: round and file.
        taken: where the rows go.
    """

    grid: Grid
    frame: TableFrame
    around: Around
    terms: Terms
    standards: Standards
    context: Context
    taken: Taken
    _answers: dict[tuple[int, str, str], Answer] = field(default_factory=dict)
    _questions: dict[tuple[str, str, bool], tuple[int, Question]] = field(default_factory=dict)
    _schools: dict[int, tuple[Match, str]] = field(default_factory=dict)
    _polarities: dict[str, int] = field(default_factory=dict)
    _known: dict[int, dict[str, _Said]] = field(default_factory=dict)
    _column_texts: dict[int, frozenset[str]] = field(default_factory=dict)
    verdicts: dict[int, dict[int, str]] = field(default_factory=dict)
    """column → row → verdict of every judged cell, each place under a merged cell too; the checks count them."""

    # ---- who

    def school(self, row: int, column: int = -1) -> tuple[Match, str]:
        """The school of a place and its name as written."""
        frame = self.frame
        if column in frame.schools:
            written, match = frame.schools[column]
            return match, written
        if frame.school_column < 0 and frame.code_column < 0:
            section = frame.block.sections.get(row, "")
            if section and self.terms.is_school(section):
                return self.terms.register.resolve(section, self.terms.words, town=self.around.town), section
            return self.around.school, self.around.written
        if row not in self._schools:
            self._schools[row] = self._school_of(row)
        return self._schools[row]

    def _school_of(self, row: int) -> tuple[Match, str]:
        frame = self.frame
        written = self.spoken(row, frame.school_column) if frame.school_column >= 0 else ""
        lost = frame.ledger and not self.grid.sheet.name
        fills = (lost or frame.item_column >= 0) and not self._is_ours
        if not written and frame.school_column >= 0 and fills:
            written = self.above(row, frame.school_column)
        code = self.spoken(row, frame.code_column) if frame.code_column >= 0 else ""
        if not written and not code:
            return Match("", code="no_school"), ""
        resolve, words = self.terms.register.resolve, self.terms.words
        match = resolve(written, words, town=self.town(row), code=code)
        if match.code == "town_disagrees" and self._is_ours and self._has_number(row):
            match = resolve(written, words, code=code)  # the number says whose row it is, wherever the school lies now
        return match, written or code

    @cached_property
    def _is_ours(self) -> bool:
        """Whether the sheet is a ledger or a receipt of the office's own: every row of it has a school and a number."""
        return is_numbered(self.grid.text)

    def _has_number(self, row: int) -> bool:
        return any(self.spoken(row, column) for column in self.frame.with_role("problem_id"))

    def town(self, row: int) -> str:
        """The town told for a row: by its column, its section line, or around the table."""
        if self.frame.town_column >= 0:
            written = self.spoken(row, self.frame.town_column)
            if written:
                return written
        section = self.frame.block.sections.get(row, "")
        town = self.terms.register.town_of(section, self.terms.words) or self.terms.register.town_within(
            section, self.terms.words
        )
        return town or self.around.town

    def spoken(self, row: int, column: int) -> str:
        """The text of a cell, that of the cell above where it says 同上."""
        text = self.grid.at(row, column)
        while text and fold(text) in self._ditto and row > self.frame.block.header[-1] + 1:
            row -= 1
            text = self.grid.at(row, column)
        return text

    def above(self, row: int, column: int) -> str:
        """The nearest text above a blank one: a text file lost its merged cells, a long table names a school once."""
        return self._above.get((row, column), "")

    @cached_property
    def _above(self) -> dict[tuple[int, int], str]:
        column, text, found = self.frame.school_column, "", {}
        for row in self.frame.body:
            text = self.grid.text[row][column] or text
            found[row, column] = text
        return found

    def mark_school(self, row: int) -> None:
        """Give the school cell its role, and flag a name that does not resolve."""
        column = self.frame.school_column if self.frame.school_column >= 0 else self.frame.code_column
        if column < 0:
            self._flag_outdated(*self.school(row), "")  # told above the table or by the sheet's name
            return
        if not self.grid.text[row][column]:
            return
        self.taken.roles[row, column] = "school"
        match, written = self.school(row)
        self.flag_school(match, written, address(row, column), self.town(row))

    def flag_school(self, match: Match, written: str, cell: str, town: str) -> None:
        """Flag a school that did not resolve, with the nearest names, or one called by the name of another time."""
        if match.school_id or not written:
            self._flag_outdated(match, written, cell)
            return
        names = self.terms.register.names()
        near = "、".join(f"{names[i]}（{i}）" for i in match.candidates if i in names) or "—"
        code = match.code if match.code in ("ambiguous_school", "town_disagrees") else "unknown_school"
        self.taken.flag(code, cell, mask_text(written), near=near, town=town)

    def _flag_outdated(self, match: Match, written: str, cell: str) -> None:
        """Note a name, town or school that is over, or has not begun, on the days of the round."""
        if not (match.ended or match.begins):
            return
        row = self.terms.register.row(match.school_id)
        code = "name_ended" if match.ended else "name_not_begun"
        if not self.terms.register.is_valid(row):
            code = "school_not_open"
        self.taken.flag(
            code, cell, mask_text(written), day=match.ended or match.begins, town=row["town"] or "—",
            school=f"{row['name']}（{match.school_id}）",
            span=f"{row['valid_from'] or '…'} – {row['valid_to'] or '…'}",
        )  # fmt: skip

    # ---- one cell

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

    @cached_property
    def _ditto(self) -> frozenset[str]:
        return frozenset(self.terms.words.lists.get("row.ditto", ()))

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
        cell = address(row, column)
        if (row, column) in self.grid.sheet.errors or (row, column) in self.grid.sheet.formulas:
            code = "error_cell" if (row, column) in self.grid.sheet.errors else "formula_without_value"
            self.taken.flag(code, cell, text)
            return
        if not text or fold(text) in self.terms.words.dash:
            return
        if (row, column) in self.grid.sheet.struck:
            self.taken.flag("struck_out", cell, mask_text(text))
            return
        measure = subject.score or (subject.measures[0] if len(subject.measures) == 1 else "")
        if not measure:
            self.taken.flag("unknown_measure", address(self.frame.block.header[-1], column), mask_text(subject.heading))
            return
        unit = self.standards.measures[measure].unit if measure in self.standards.measures else ""
        found = self.number(row, column, subject, unit)
        if found is not None and not _can_be(found[0], unit, self.terms.words):
            self.taken.flag("number_impossible", cell, mask_text(text))
            return
        if found is None:
            if self.terms.words.verdict.get(fold(text)) not in ("not_applicable", "blank", "not_inspected"):
                self.taken.flag("number_unreadable", cell, mask_text(text))
            return
        if measure == "self_score":
            aspect = "self_reported"
        self.taken.roles[row, column] = "measurement"
        item = subject.item if kind == "score" else ""
        self.taken.add(
            "measurements",
            cell,
            mask_text(text),
            self.context.round_id,
            school_id,
            measure,
            item,
            aspect,
            found[0],
            unit,
            found[1],
        )

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
