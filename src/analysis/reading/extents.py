"""Where the header, the body and the notes of one table lie, told by numbers, titles, merged cells and empty rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from analysis.reading.grid import Grid
from analysis.reading.lines import RowShape, fold_label, is_note, line_words, tells_value, year_of

_LIST = 3
"""So many labels alone under a header are its body."""
_DEEPEST = 8
"""A header has no more lines than this."""
_SOON = 3
"""A header's last line and its first record are no further apart than so many lines."""
_FULL = 0.75
"""A line that holds so much of what lines hold belongs to the body even without a label."""
_LONG_TITLE = 60
"""A longer text is no title of columns."""
_LONG_STUB = 30
"""A longer text is no title of the column of labels."""


class Table:
    """The lines of one table with what stands above and under it.

    Attributes:
        grid: the sheet.
        lines: its rows that hold something.
        numeric: the columns that hold numbers.
        serial: the rows whose first cells count on.
        left: the column of labels.
        typical: how many cells of a line hold something.
    """

    def __init__(self, grid: Grid, lines: Sequence[RowShape]) -> None:
        self.grid, self.lines = grid, lines
        self.many = [at for at, line in enumerate(lines) if not line.single]
        self.typical = median([len(lines[at].columns) for at in self.many] or [0])
        self.numeric = self._find_numeric()
        self.serial = self._find_serial()
        self.left = self._find_left()

    def _find_numeric(self) -> frozenset[int]:
        """The columns that hold numbers in the lower part of the table."""
        filled: Counter[int] = Counter()
        numbers: Counter[int] = Counter()
        for at in self.many[len(self.many) * 2 // 5 :]:
            line = self.lines[at]
            filled.update(line.columns)
            numbers.update(c for c, kind in zip(line.columns, line.kinds, strict=True) if kind in "nm")
        return frozenset(c for c, count in filled.items() if numbers[c] * 2 >= count)

    def _find_serial(self) -> frozenset[int]:
        """The rows whose first cells count on from one to the next: 1, 2, 3."""
        counts = [(self.lines[at].row, _count_of(self.lines[at])) for at in self.many]
        pairs = [(before, after) for before, after in pairwise(counts) if before[1] and after[1] == before[1] + 1]
        return frozenset(row for pair in pairs for row, _ in pair)

    def _find_left(self) -> int:
        """The column of labels: the first one that lines begin in."""
        firsts = Counter(self.lines[at].first for at in self.many)
        enough = len(self.many) / 50
        return min((c for c, count in firsts.items() if count >= enough), default=0)

    # ---- single lines

    def is_record(self, line: RowShape) -> bool:
        """Whether a line holds numbers where the columns below hold numbers."""
        if line.row in self.serial:
            return True
        if line.single or not ("n" in line.kinds or line.kinds[0] == "t") or "r" in line.kinds:
            return False
        pairs = list(zip(line.columns, line.kinds, strict=True))[1:]
        judged = [kind for c, kind in pairs if c in self.numeric and kind != "f"]
        right = sum(kind in "nm" for kind in judged)
        return right > 0 and right * 2 >= len(judged)

    def is_titles(self, at: int) -> bool:
        """Whether a line stands over numbers as titles do: words, units or years, and a record comes soon."""
        line = self.lines[at]
        if not any(self.is_record(below) for below in self.lines[at + 1 : at + 1 + _SOON]):
            return False
        if self.is_record(line):
            return self._starts_again(at)
        cells = zip(line.columns, line.texts, line.kinds, strict=True)
        over = [(text, kind) for column, text, kind in cells if column in self.numeric and column != self.left]
        words = sum(kind == "t" and sum(map(str.isalpha, text)) > 1 for text, kind in over)
        return len(over) > 1 and all(kind in "tu" for _, kind in over) and words > 0

    def _starts_again(self, at: int) -> bool:
        """Whether a line of a label and years comes under a caption, as the header of another table does."""
        line = self.lines[at]
        years = [year_of(text) for text, kind in zip(line.texts, line.kinds, strict=True) if kind in "nm"]
        titled = line.kinds[0] == "t" or line.first > self.left
        return titled and len(years) > 1 and all(years) and years == sorted(set(years)) and self.lines[at - 1].single

    # ---- the header

    def find_body(self) -> tuple[int, int, int] | None:
        """First line of the header, first and last line of the body; None where there is no body."""
        start = next((at for at in self.many if not self._tells_values(at)), len(self.lines))
        records = [at for at, line in enumerate(self.lines) if self.is_record(line)]
        first, records = self._agree(self.find_first(records, start), start, records)
        if first is None:
            return None
        records = [at for at in records if at >= first] or [first]
        return self._find_start(start, first), first, self._find_last(records)

    def _tells_values(self, at: int) -> bool:
        """Whether a line above a wider table is labels with their values, each with a colon."""
        line = self.lines[at]
        if at + 1 >= len(self.lines) or len(line.columns) >= self.typical:
            return False
        told = [kind != "t" or tells_value(text) for text, kind in zip(line.texts, line.kinds, strict=True)]
        return told[0] and line.kinds[0] == "t" and all(told)

    def find_first(self, records: Sequence[int], start: int) -> int | None:
        """The first record; lines of years, codes or units are still header."""
        for at in records:
            if not self._heads(at, start) and not self._heads_follow(at):
                return at
        return None

    def _heads(self, at: int, start: int) -> bool:
        """Whether a line of numbers belongs to a header: years side by side, or the numbers of the columns."""
        line = self.lines[at]
        texts = [text for text, kind in zip(line.texts, line.kinds, strict=True) if kind == "n"]
        years = [year_of(text) for text in texts]
        if not texts or "m" in line.kinds:
            return False
        if all(years):
            labelled = line.kinds[0] != "n" and len(years) > 2 and all(b >= a for a, b in pairwise(years))
            return at <= start or line.first > self.left or labelled
        counted = _count_across(line)
        if at > start:
            below = _count_across(self.lines[at + 1]) if at + 1 < len(self.lines) else []
            return counted[:1] in ([0], [1]) and counted[1] - counted[0] == 1 and not below
        return line.kinds[0] == "t" and len(counted) > _SOON

    def _heads_follow(self, at: int) -> bool:
        """Whether a line of years is followed by more header: a line of titles or units over the numbers."""
        for line in self.lines[at : at + 1 + _SOON]:
            if not line.single and not self.is_record(line):
                over = [kind for c, kind in zip(line.columns, line.kinds, strict=True) if c in self.numeric]
                return len(over) > 1 and set(over[1:]) <= {"t", "u"}
            if not all(year_of(text) for text, kind in zip(line.texts, line.kinds, strict=True) if kind == "n"):
                return False
        return False

    def _find_start(self, start: int, first: int) -> int:
        """The first line of the header: the first with several cells, or one above it that stands over columns."""
        start = min(start, first)
        while start > 0 and self._stands_over(start - 1, start):
            start -= 1
        return start

    def _stands_over(self, at: int, start: int) -> bool:
        """Whether a line of one cell above a header belongs to it: over columns, or the title of the labels."""
        line, below = self.lines[at], self.lines[start]
        text = " ".join(line.texts[0].split())
        if at == 0 and line.kinds != "n":
            return self._spans_all(line, below)
        if line.first > self.left:
            return len(text) <= _LONG_TITLE and line.first not in {title.first for title in self.lines[:at]}
        if line.row - self.lines[at - 1].row == 1 and self.lines[at - 1].first == line.first:
            return False  # the second line of a title
        short = len(text) <= _LONG_STUB and len(text.split()) < 4 and text.replace(" ", "").isalpha()
        return short and below.first > self.left and not is_note(text)

    def _spans_all(self, line: RowShape, below: RowShape) -> bool:
        """Whether the first row is one cell merged over all columns, right on their titles: a bare table's head."""
        _, left, _, right = self.grid.spans.get((line.row, line.first), (0, 0, 0, 0))
        names = fold_label(line.texts[0]).endswith(line_words()["caption.ends"])
        return line.row == 0 and line.merged and right - left + 1 == self.grid.width and below.row == 1 and not names

    # ---- what the titles say

    def _agree(self, first: int | None, start: int, records: list[int]) -> tuple[int | None, list[int]]:
        """Where the body begins, by the numbers and by the titles: titles that stand over all columns end a header."""
        end = self._find_end_of_titles(start)
        if first is None:
            return self._begin_text(start, end)
        if end is None or end + 1 == first or end + 1 >= len(self.lines):
            return first, records
        if end >= first:
            return (end + 1 if self._is_merged(start, end) else first), records
        below = self.lines[end + 1]
        unlike = below.single or below.first != self.left or "u" in below.kinds or not below.labels
        if unlike or below.labels[0] in line_words()["unit.words"] or self._names_units(below):
            return first, records
        return end + 1, [at for at in self.many if at > end]

    def _names_units(self, line: RowShape) -> bool:
        """Whether a line holds words without digits wherever numbers stand below."""
        pairs = zip(line.columns, line.texts, strict=True)
        over = [text for column, text in pairs if column in self.numeric and column != self.left]
        return len(over) > 1 and not any(sign.isdigit() for text in over for sign in text)

    def _begin_text(self, start: int, end: int | None) -> tuple[int | None, list[int]]:
        """The body of a table without numbers: what comes under its titles, or labels alone under a header."""
        if not self.many:
            return None, []
        if end is None:
            end = self.many[-1] if len(self.lines) - 1 - self.many[-1] >= _LIST else start
        while end + 1 < len(self.lines) and "u" in self.lines[end + 1].kinds:
            end += 1
        if end + 1 >= len(self.lines):
            return None, []
        listed = [at for at in self.many if at > end]
        if not listed:
            first = self.lines[end + 1]
            listed = [at for at in range(end + 1, len(self.lines)) if self.lines[at].kinds == first.kinds]
        return end + 1, listed

    def _is_merged(self, start: int, end: int) -> bool:
        """Whether merged cells hold the lines of a header together."""
        rows = {self.lines[at].row for at in range(start, end + 1)}
        return any(top in rows and bottom > top for top, _, bottom, _ in self.grid.spans.values())

    def _find_end_of_titles(self, start: int) -> int | None:
        """The line at which every column has its title, cells merged across being divided below; None if none is."""
        used = {column for at in self.many if at >= start for column in self.lines[at].columns}
        done: set[int] = set()
        stub: set[int] = set()
        deepest = -1
        for at in range(start, min(start + _DEEPEST, len(self.lines))):
            line = self.lines[at]
            for column in line.columns:
                _, left, bottom, right = self.grid.spans.get((line.row, column), (line.row, column, line.row, column))
                across = set(range(left, right + 1))
                deepest = max(deepest, bottom if across < used else line.row)
                if left == right or bottom > line.row:
                    done |= across
                elif left == min(used):
                    stub |= across
            if used <= done | stub and line.row >= deepest:
                return at
        return None

    # ---- the end of the body

    def _find_last(self, records: Sequence[int]) -> int:
        """The last line of the body: the last record before the notes, and the lines that go on right under it."""
        last, solid = records[-1], -1
        for at in records:
            solid = at if len(self.lines[at].columns) * 2 >= self.typical else solid
        for at in range(max(records[0], solid + 1), last):
            line = self.lines[at]
            if line.first == self.left and is_note(line.texts[0]) and not self.is_record(line):
                last = max(record for record in records if record < at)
                break
        while last + 1 < len(self.lines) and self._goes_on(last + 1):
            last += 1
        return last

    def _goes_on(self, at: int) -> bool:
        """Whether a line under the last record is body too: several cells, right below, beginning as records do."""
        line, above = self.lines[at], self.lines[at - 1]
        if line.row - above.row == 1 and line.labels and line.labels[0] in line_words()["whole.words"]:
            return True
        least = self.typical / 2 if line.first == self.left else self.typical * _FULL
        if line.single or line.row - above.row > 1 or len(line.columns) < least:
            return False
        return not is_note(line.texts[0]) and max(map(len, line.texts)) <= _LONG_TITLE


def _count_of(line: RowShape) -> int:
    """The whole number that a line begins with; 0 where it begins with none, or is nothing but numbers."""
    text = line.texts[0].removesuffix(".0")
    return int(text) if text.isdecimal() and len(text) < 6 and "t" in line.kinds else 0


def _count_across(line: RowShape) -> list[int]:
    """The whole numbers of a line, three at least, where each is as much more than the one before; else none."""
    texts = [text.removesuffix(".0") for text, kind in zip(line.texts, line.kinds, strict=True) if kind == "n"]
    counted = [int(text) for text in texts if text.isdecimal()]
    steps = {after - before for before, after in pairwise(counted)}
    return counted if len(counted) == len(texts) > 2 and len(steps) == 1 and min(steps) > 0 else []
