"""What each row of any table is, told by its shape, its kinds of cells, its numbers and the words of lines.toml.

The order of a table is title lines, header lines, body, notes. The body begins with the first record: a line that holds
numbers where the columns below hold numbers. In the body a line of a label alone is a section, and a line is a subtotal
or a statistic where its label says so or its numbers add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from analysis.reading.derived import find_derived
from analysis.reading.grid import Grid
from analysis.reading.lines import RowShape, fold_label, line_words, read_shapes, year_of


def label_rows(grid: Grid) -> tuple[str, ...]:
    """The role of every row of a sheet.

    Args:
        grid: the sheet, or the records of a text file.

    Returns:
        One of `tables.ROW_ROLES` for each row: title, header, body, section, subtotal, statistic, note or empty.
    """
    roles = ["empty"] * grid.height
    lines = read_shapes(grid)
    for part in _split(lines):
        table = _Table(grid, part)
        for line, role in zip(part, table.label(), strict=True):
            roles[line.row] = role
    return tuple(roles)


def _split(lines: list[RowShape]) -> list[list[RowShape]]:
    return [lines] if lines else []


class _Table:
    """The lines of one table with what stands above and under it."""

    def __init__(self, grid: Grid, lines: Sequence[RowShape]) -> None:
        self.grid, self.lines = grid, lines
        self.numeric = self.find_numeric()
        self.left = self.find_left()
        self.typical = median([len(line.columns) for line in lines if not line.single] or [0])

    # ---- what the columns hold

    def find_numeric(self) -> frozenset[int]:
        """The columns that hold numbers in the lower part of the table."""
        many = [line for line in self.lines if not line.single]
        filled: Counter[int] = Counter()
        numbers: Counter[int] = Counter()
        for line in many[len(many) * 2 // 5 :]:
            filled.update(line.columns)
            numbers.update(c for c, kind in zip(line.columns, line.kinds, strict=True) if kind in "nm")
        return frozenset(c for c, count in filled.items() if numbers[c] * 2 >= count)

    def find_left(self) -> int:
        """The column of labels: the first one that lines begin in."""
        firsts = Counter(line.first for line in self.lines if not line.single)
        enough = sum(firsts.values()) / 50
        return min((c for c, count in firsts.items() if count >= enough), default=0)

    def is_record(self, line: RowShape) -> bool:
        """Whether a line holds numbers where the columns below hold numbers."""
        if line.single:
            return False
        pairs = list(zip(line.columns, line.kinds, strict=True))[1:]
        judged = [kind for c, kind in pairs if c in self.numeric and kind != "f"]
        right = sum(kind in "nm" for kind in judged)
        return right > 0 and right * 2 >= len(judged)

    # ---- where the body lies

    def label(self) -> list[str]:
        lines = self.lines
        records = [at for at, line in enumerate(lines) if self.is_record(line)]
        start = next((at for at, line in enumerate(lines) if not line.single), len(lines))
        first = self.find_first(records, start)
        if first is None:
            return self.label_text(start)
        records = [at for at in records if at >= first]
        last = self.find_last(records)
        start = self.find_start(start, first)
        roles = ["title"] * start
        roles += [self.head_role(at, start, first) for at in range(start, first)]
        roles += self.body_roles(first, last)
        roles += ["note"] * (len(lines) - last - 1)
        return roles

    def find_first(self, records: Sequence[int], start: int) -> int | None:
        """The first record; lines of years, codes or units are still header."""
        for at in records:
            if not self.heads(at, start) and not self.heads_follow(at):
                return at
        return None

    def heads_follow(self, at: int) -> bool:
        """Whether a line of years is followed by more header: a line of titles or units over the numbers."""
        for line in self.lines[at : at + 4]:
            if not line.single and not self.is_record(line):
                over = [kind for c, kind in zip(line.columns, line.kinds, strict=True) if c in self.numeric]
                return len(over) > 1 and set(over[1:]) <= {"t", "u"}
            if not all(year_of(text) for text, kind in zip(line.texts, line.kinds, strict=True) if kind == "n"):
                return False
        return False

    def heads(self, at: int, start: int) -> bool:
        """Whether a line of numbers belongs to a header: years side by side, or the numbers of the columns."""
        line = self.lines[at]
        texts = [text for text, kind in zip(line.texts, line.kinds, strict=True) if kind == "n"]
        years = [year_of(text) for text in texts]
        if not texts or "m" in line.kinds:
            return False
        if all(years):
            return at <= start or line.first > self.left or (len(years) > 2 and _ascend(years) and line.kinds[0] != "n")
        counted = [int(text.removesuffix(".0")) for text in texts if text.removesuffix(".0").isdigit()]
        if len(counted) == len(texts) > 2 and at > start:
            return counted[0] in (0, 1) and all(after - before == 1 for before, after in pairwise(counted))
        return False

    def find_start(self, start: int, first: int) -> int:
        """The first line of the header: the first with several cells, or one above it that stands over columns."""
        start = min(start, first)
        while start > 0 and self.stands_over(start - 1, start):
            start -= 1
        return start

    def stands_over(self, at: int, start: int) -> bool:
        """Whether a line of one cell above a header belongs to it: over columns, or the title of the labels."""
        line, below = self.lines[at], self.lines[start]
        text = " ".join(line.texts[0].split())
        if at == 0 and line.kinds != "n":
            return False
        if line.first > self.left:
            return len(text) <= 60 and line.first not in {title.first for title in self.lines[:at]}
        short = len(text) <= 30 and len(text.split()) < 4 and text.replace(" ", "").isalpha()
        return short and below.first > self.left and not fold_label(text).startswith(line_words()["note.starts"])

    def head_role(self, at: int, start: int, first: int) -> str:
        """A line of a label alone right above the body is a section, if the labels have their title already."""
        line = self.lines[at]
        if line.single and line.first == self.left and all(x.single for x in self.lines[at:first]):
            titled = any(above.first == self.left for above in self.lines[start:at])
            return "section" if titled else "header"
        return "header"

    def find_last(self, records: Sequence[int]) -> int:
        """The last record: what follows the first line of notes is no body, unless a table follows it."""
        return records[-1]

    # ---- the body

    def body_roles(self, first: int, last: int) -> list[str]:
        lines = self.lines[first : last + 1]
        roles = [self.body_role(lines, at) for at in range(len(lines))]
        sections = frozenset(at for at, role in enumerate(roles) if role == "section")
        derived = find_derived(lines, self.left, sections)
        return [derived.get(at, role) for at, role in enumerate(roles)]

    def body_role(self, lines: Sequence[RowShape], at: int) -> str:
        """A label without numbers is a section, unless it goes on in the next line."""
        line = lines[at]
        below = lines[at + 1] if at + 1 < len(lines) else None
        if line.first != self.left or below is None:
            return "body"
        if line.single:
            if line.kinds == "n":
                return "section" if year_of(line.texts[0]) else "body"
            wraps = below.texts[0][:1].islower() and not below.single
            return "body" if wraps else "section"
        if "n" not in line.kinds and line.numbers == 0 and len(line.columns) == 2 < self.typical:
            return "section"
        sparse = line.numbers == 1 and len(line.columns) * 3 <= self.typical and line.kinds.startswith("tt")
        return "section" if sparse and below.first > self.left else "body"

    def label_text(self, start: int) -> list[str]:
        """A table without numbers: one header, the rest is body."""
        roles = ["title"] * start
        for at in range(start, len(self.lines)):
            roles.append("header" if at == start else "body")
        return roles


def _ascend(years: Sequence[int]) -> bool:
    return all(after >= before for before, after in pairwise(years))
