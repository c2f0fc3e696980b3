"""Which lines of a body are computed from other lines: totals by their label or their numbers, means and shares.

A record may have several lines (number, rate, percent change), each with a label of its own that comes again in every
record; then lines are only compared with lines of the same label, and all lines of a total's record are computed ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis.reading.lines import RowShape, fold_label, line_words, year_of
from analysis.reading.sums import find_sums, top_parts

_AGAIN = 3
"""How often a second label has to come for it to be one of a record's lines."""

_DEEPEST_FOOT = 8
"""The lines of means and shares at the foot are no more than this."""


def find_derived(lines: Sequence[RowShape], left: int, sections: frozenset[int] = frozenset()) -> dict[int, str]:
    """Number of a body line → subtotal or statistic, for the lines that are computed from others.

    Args:
        lines: the body, in order.
        left: the column of the records' labels.
        sections: numbers of the lines that are a label alone.
    """
    body = _Body(lines, left, sections)
    found = {at: role for at in range(len(lines)) if at not in sections and (role := body.role(at))}
    found |= body.parts_of_totals(found)
    for at in list(found):
        if lines[at].first == left:
            found.update(body.rest_of_record(at, found[at]))
    return found | body.shares(found)


class _Body:
    def __init__(self, lines: Sequence[RowShape], left: int, sections: frozenset[int]) -> None:
        self.lines, self.left, self.sections = lines, left, sections
        self.words = line_words()
        self.seconds = [_second(line, left) for line in lines]
        self.often = Counter(second for second in self.seconds if second)
        self.labels = Counter(line.labels[:1] for line in lines)
        self.parts: dict[int, tuple[int, ...]] = {}
        self.sums = self.find_sums()
        self.opening = next((at for at in range(len(lines)) if at not in sections), 0)

    def recurs(self, at: int) -> bool:
        """Whether the second label of a line is one of those that each record has."""
        return self.often[self.seconds[at]] >= _AGAIN

    def find_sums(self) -> dict[int, range]:
        """Line → the first and last line of its parts, among the lines of the same second label."""
        kinds: dict[str, list[int]] = {}
        for at in range(len(self.lines)):
            if at not in self.sections:
                kinds.setdefault(self.seconds[at] if self.recurs(at) else "", []).append(at)
        found: dict[int, range] = {}
        for numbers in kinds.values():
            sums = find_sums([self.lines[at].amounts for at in numbers])
            for at, run in sums.items():
                found[numbers[at]] = range(numbers[run.start], numbers[run.stop - 1] + 1)
                self.parts[numbers[at]] = tuple(numbers[part] for part in top_parts(run, sums))
        return found

    def role(self, at: int) -> str:
        """Whether a line is a total by its label, its place and its numbers."""
        words, labels = self.words, self.lines[at].labels
        if any(self.is_total(label) for label in labels):
            return "subtotal"
        if not labels:
            return "subtotal" if at in self.sums and self.sums[at].stop <= at and self.lines[at].kinds[0] == "n" else ""
        if self.recurs(at) and self.lines[at].first != self.left:
            return ""
        label = labels[0]
        begins = label.startswith(words["whole.starts"])
        broad = label.split(",")[0] in words["whole.broad"] or label.startswith("all ")
        if (begins or broad) and (at == self.opening or at in self.sums):
            return "subtotal"
        if begins and at and self.lines[at].amounts == self.lines[at - 1].amounts:
            return "subtotal"  # of one part
        if begins and at and self.lines[self.opening].labels and self.opens_with_total():
            return "subtotal"
        return "subtotal" if at in self.sums and self.heads_block(at) and not self.holds_sums(at) else ""

    def holds_sums(self, at: int) -> bool:
        """Whether a sum has sums among its parts: a classification of several levels."""
        return any(part in self.sums for part in self.parts[at])

    def opens_with_total(self) -> bool:
        """Whether the first line of the body is a total, so that others of that name are, too."""
        label = self.lines[self.opening].labels[0]
        return self.is_total(label) or label.startswith(self.words["whole.starts"])

    def is_total(self, label: str) -> bool:
        """Whether a label says no more than total, or ends with it."""
        words = self.words
        if label in words["whole.words"] or label.partition("(")[0].rstrip() in words["whole.words"]:
            return True
        return label.endswith(words["whole.ends"]) and not label.startswith(words["whole.never"])

    def heads_block(self, at: int) -> bool:
        """Whether a line stands after an empty row and is the sum of all lines up to the next one."""
        run = self.sums[at]
        if run.start != at + 1 or at == 0:
            return False
        before = self.lines[at].row - self.lines[at - 1].row > 1
        after = run.stop >= len(self.lines) or self.lines[run.stop].row - self.lines[run.stop - 1].row > 1
        return before and after

    def parts_of_totals(self, totals: Iterable[int]) -> dict[int, str]:
        """The lines that a total is the sum of, where all of them are sums themselves."""
        found: dict[int, str] = {}
        for at in totals:
            parts = self.parts.get(at, ())
            if len(parts) > 1 and all(part in self.sums for part in parts):
                found |= dict.fromkeys(parts, "subtotal")
        return found

    def rest_of_record(self, at: int, role: str) -> dict[int, str]:
        """The other lines of a total's record, where records have lines of the same labels."""
        found: dict[int, str] = {}
        for below in range(at + 1, len(self.lines)):
            line = self.lines[below]
            if below in self.sections or line.first == self.left or not self.recurs(below):
                break
            if self.seconds[below] == self.seconds[at]:
                break
            found[below] = "statistic" if self.is_share(below) else role
        return found

    def is_share(self, at: int) -> bool:
        """Whether a label says that the line is computed from others."""
        return any(
            label in self.words["share.words"]
            or label.startswith(self.words["share.starts"])
            or label.endswith(self.words["share.ends"])
            for label in self.lines[at].labels[:1]
        )

    def shares(self, totals: Mapping[int, str]) -> dict[int, str]:
        """Means and shares right under a total, or together at the foot; labels that come again are the body's own."""
        found: dict[int, str] = {}
        foot = self.find_foot()
        for at in range(1, len(self.lines)):
            under = at - 1 in totals or at - 1 in found
            if at not in totals and at not in self.sections and self.is_share(at) and (under or at >= foot):
                found[at] = "statistic"
        return found

    def find_foot(self) -> int:
        """The first of the lines at the foot that are mostly means and shares whose labels come once."""
        foot, shares = len(self.lines), 0
        for at in range(len(self.lines) - 1, max(len(self.lines) - 1 - _DEEPEST_FOOT, 0), -1):
            shares += (said := self.is_share(at) and self.is_once(at))
            if said and shares * 2 >= len(self.lines) - at:
                foot = at
        return foot

    def is_once(self, at: int) -> bool:
        """Whether no other line has the label of this one."""
        return self.labels[self.lines[at].labels[:1]] == 1


def _second(line: RowShape, left: int) -> str:
    """The second label of a line: the first text or year right of the label column; "" where a number stands there."""
    for column, text, kind in zip(line.columns, line.texts, line.kinds, strict=True):
        if column > left:
            return fold_label(text) if kind == "t" or year_of(text) else ""
    return ""
