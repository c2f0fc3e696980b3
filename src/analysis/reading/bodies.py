"""The body of a table → findings, measurements, remarks: which school, which item, what the cell says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from analysis.reading.cells import address
from analysis.reading.columns import Subject, asks_met, decide, read_subject, unit_factor
from analysis.reading.counting import read_count
from analysis.reading.few import hide_few
from analysis.reading.frame import REMARKS, count_kinds
from analysis.reading.privacy import mask_text
from analysis.reading.stages import find_stages
from analysis.reading.taking import Taker


class Reader(Taker):
    """Reads the body of one table: items in its columns, or in its rows."""

    @cached_property
    def _counted(self) -> dict[bool, dict[str, tuple[bool, bool]]]:
        return {}

    @cached_property
    def stages(self) -> list[tuple[str, int]]:
        """The columns that tell how far a problem has come, the earliest stage first."""
        return find_stages(self.frame, self.terms.words)

    def read(self) -> None:
        """Read every body row."""
        frame = self.frame
        if frame.ledger:
            told = {column for _, column in self.stages}
            results = [column for column in frame.with_role("result") if column not in told]
            if frame.item_column >= 0 and results:
                self.read_rows(results)
            self.read_words()
            return
        for row in frame.body:
            self.mark_school(row)
        if frame.replies:
            return
        values = self.value_columns()
        if frame.item_column >= 0:
            self.read_rows(values)
        else:
            self.read_columns(values)
        self.read_words()

    def read_pairs(self, pairs: Sequence[tuple[int, int, int]]) -> None:
        """Take the numbers of a school that stand beside their labels above its form: 在校学生数 | 174."""
        for row, label, column in pairs if self.around.written else ():
            subject = read_subject((self.grid.text[row][label],), self.terms)
            if len(subject.measures) == 1 and self.grid.is_number(row, column):
                aspect = subject.aspect or self.around.aspect
                self.take_number(row, column, subject, "measure", self.around.school.school_id, aspect)

    def value_columns(self) -> list[int]:
        """The columns that hold a value a row: the schools across, else what is free."""
        return sorted(self.frame.schools) if self.frame.schools else self.frame.free

    # ---- items in the columns

    def read_columns(self, values: Sequence[int]) -> None:
        """Schools down, items and measures across (or one school, questions across)."""
        frame = self.frame
        if frame.school_column < 0 and frame.code_column < 0 and not self.around.written:
            return
        schools = {row: self.school(row)[0].school_id for row in frame.body if self.has_school(row)}
        self.flag_repeats(schools)
        for column in values:
            subject = frame.subjects[column]
            places = [(row, column) for row in frame.body]
            kind = self.kind(subject, places)
            if kind == "other":
                self.flag_numbers(subject, places, (frame.block.header[-1], column))
                continue
            if kind == "judged" and not subject.item:
                self.taken.flag("unknown_heading", address(frame.block.header[-1], column), mask_text(subject.heading))
            aspect = subject.aspect or self.around.aspect
            if kind == "judged":
                self.take_judged(column, subject, schools, aspect)
                continue
            for row, school_id in schools.items():
                self.take(row, column, subject, kind, school_id, aspect)
        for group in frame.ticks:
            if not group.subject.item:
                self.taken.flag(
                    "unknown_heading",
                    address(frame.block.header[0], group.columns[0]),
                    mask_text(group.subject.heading),
                )
            for row, school_id in schools.items():
                self.take_ticks(row, group, group.subject, school_id)

    def flag_repeats(self, schools: Mapping[int, str]) -> None:
        """Flag schools that stand in one table more than once; every row is kept."""
        column = self.frame.school_column
        rows: dict[str, list[int]] = {}
        for row, school_id in schools.items():
            if school_id and column >= 0 and self.grid.text[row][column]:
                rows.setdefault(school_id, []).append(row)
        names = self.terms.register.names()
        for school_id, listed in rows.items():
            if len(listed) > 1:
                cells = "、".join(address(row, column) for row in listed)
                self.taken.flag("duplicate_school", address(listed[-1], column), school=names[school_id], cells=cells)

    def has_school(self, row: int) -> bool:
        """Whether a row speaks of a school, so that its blanks are findings."""
        frame = self.frame
        if frame.school_column < 0 and frame.code_column < 0:
            return True
        return any(c >= 0 and bool(self.spoken(row, c)) for c in (frame.school_column, frame.code_column))

    def kind(self, subject: Subject, places: Sequence[tuple[int, int]]) -> str:
        """judged, measure, score or other."""
        if subject.score:
            return "score"
        memo = self._counted.setdefault(bool(subject.measures), {})
        return decide(subject, *count_kinds(self.grid, places[:200], subject, self.around.legend, self.terms, memo))

    def flag_numbers(self, subject: Subject, places: Sequence[tuple[int, int]], home: tuple[int, int]) -> None:
        """Flag an item whose cells are numbers that mean neither a verdict nor a measure, and so are left out."""
        if subject.item and self.holds_numbers(places):
            self.taken.flag("numbers_unused", address(*home), mask_text(subject.heading))

    def holds_numbers(self, places: Sequence[tuple[int, int]]) -> bool:
        """Whether most of these cells that hold something are numbers, and none is a word of verdict."""
        filled, numbers, answers = count_kinds(self.grid, places[:200], Subject(), {}, self.terms)
        return numbers * 2 > filled and not answers

    # ---- items in the rows

    def read_rows(self, values: Sequence[int]) -> None:
        """Items and measures down; schools, aspects or grades across."""
        frame = self.frame
        plain = [c for c in values if frame.schools or self.is_value_column(c)]
        for row in frame.body:
            named = self.row_subject(row)
            if named is None:
                continue
            school_id = self.school(row)[0].school_id if not frame.schools else ""
            kind = self.kind(named, [(row, column) for column in plain])
            if frame.scored and named.item and self.holds_numbers([(row, column) for column in plain]):
                kind, own = "score", self.around.aspect == "self_reported"
                named = replace(named, score="self_score" if own else "score")
            elif kind == "other":
                self.flag_numbers(named, [(row, column) for column in plain], (row, frame.item_column))
            judged = False
            for column in plain:
                judged = self.take_row_value(row, column, named, kind, school_id) or judged
            for group in frame.ticks:
                self.take_ticks(row, group, replace(named, aspect=group.subject.aspect), school_id)
                judged = True
            if judged and not named.item:
                self.taken.flag("unknown_heading", address(row, frame.item_column), mask_text(named.heading))

    def is_value_column(self, column: int) -> bool:
        """A column beside the item column that holds its result: by title, or by words of verdict in it."""
        subject = self.frame.subjects[column]
        told = (read_count(title, self.terms.words) for title in self.frame.block.paths[column])
        if any(count and not count.bare for count in told):
            return False  # 达标（所）: it counts schools, whatever codes a note explains
        if subject.role in ("result", "quantity") or subject.score or subject.aspect:
            return True
        places = [(row, column) for row in self.frame.body]
        return not subject.role and self.kind(Subject(), places) == "judged"

    def row_subject(self, row: int) -> Subject | None:
        """What a row asks about, or None where it names nothing."""
        frame = self.frame
        text = self.grid.at(row, frame.item_column)
        if not text:
            return None
        groups = [self.grid.at(row, column) for column in frame.group_columns]
        section = frame.block.sections.get(row, "")
        path = tuple(dict.fromkeys((*(g for g in groups if g), text)))  # a merged label stands in both columns
        subject = read_subject(path, self.terms, (section, *reversed(frame.block.titles), *self.around.texts))
        if not subject.item and not subject.measures and frame.block.paths.get(frame.item_column):
            above = frame.block.paths[frame.item_column][-1]
            subject = read_subject((above, *path), self.terms, (section, *frame.block.titles, *self.around.texts))
        if frame.unit_column >= 0:
            factor = unit_factor(self.grid.at(row, frame.unit_column), self.terms.words)
            subject = replace(subject, factor=factor) if factor is not None else subject
        return replace(subject, role="", score="", heading=text)

    def take_row_value(self, row: int, column: int, named: Subject, kind: str, school_id: str) -> bool:
        """Take the cell of an item row; returns whether it was judged."""
        frame = self.frame
        title = frame.subjects[column]
        if column in frame.schools:
            match = frame.schools[column][1]
            self.flag_school(match, frame.schools[column][0], address(frame.block.header[-1], column), "")
            school_id = match.school_id
        aspect = title.aspect or named.aspect or self.around.aspect
        if asks_met(title.heading, self.terms.words):
            named = replace(named, asks_met=True)
        if title.score:
            self.take(row, column, replace(named, score=title.score), "score", school_id, aspect)
            return False
        if kind == "other":
            return False
        self.take(row, column, named, kind, school_id, aspect)
        return kind == "judged"

    # ---- words

    def read_words(self) -> None:
        """Take the free words of remark columns."""
        frame = self.frame
        columns = [c for c in frame.with_role(*REMARKS) if not frame.ledger or frame.subjects[c].role != "advice"]
        for column in columns:
            for row in frame.body:
                text = self.grid.text[row][column]
                if not text:
                    continue
                match, _ = self.school(row)
                named = self.row_subject(row) if frame.item_column >= 0 else None
                self.taken.roles[row, column] = "remark"
                masked = mask_text(text)
                self.taken.add(
                    "remarks", address(row, column), masked, self.context.round_id, match.school_id,
                    named.item if named else "", frame.subjects[column].role,
                    hide_few(masked, self.standards),
                )  # fmt: skip
