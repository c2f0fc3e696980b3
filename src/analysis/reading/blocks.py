"""Tables on a sheet: what every row is, and where each table's header and body lie.

One walk down the rows. A row that stands alone is a title, section, note or signature by its words and by what
follows; a row of titles opens a table; what comes under it is its body until the next header. Side by side tables are
cut apart where a column is empty from header to foot and both sides have their own key column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.reading.columns import read_subject
from analysis.reading.grid import Grid
from analysis.reading.headers import header_end, header_paths
from analysis.reading.heads import Line, read_line, told_by
from analysis.reading.terms import Terms
from analysis.standards.words import fold, fold_title

KEY_ROLES = ("school_name", "school_or_unit", "school_code", "town", "item_text", "area", "problem", "seq")
"""Roles whose title opens a table of its own."""


@dataclass(frozen=True)
class Block:
    """One table.

    Attributes:
        left: first column.
        right: last column.
        paths: column → titles above it.
        header: the rows of its first header.
        body: its body rows, subtotals and statistics among them, in order.
        titles: texts above it since the last table.
        outer: texts above the first table of the sheet that stand over this one too.
        above: the rows of its titles.
        own: row → its role in this table, where tables stand side by side.
        sections: body row → the section line above it.
    """

    left: int
    right: int
    paths: dict[int, tuple[str, ...]]
    header: range
    body: tuple[int, ...]
    titles: tuple[str, ...]
    sections: dict[int, str] = field(default_factory=dict)
    outer: tuple[str, ...] = ()
    above: tuple[int, ...] = ()
    own: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """What the rows of a sheet are.

    Attributes:
        roles: one role a row.
        blocks: the tables in reading order.
        pairs: (row, column of a label, column of its value) of titles that are labels and values in turn.
        titles: every title text.
        notes: every note text, signature lines left out.
    """

    roles: tuple[str, ...]
    blocks: tuple[Block, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    pairs: tuple[tuple[int, int, int], ...] = ()


@dataclass
class _Open:
    header: range
    texts: tuple[str, ...]
    body: list[int]
    titles: tuple[str, ...]
    sections: dict[int, str]
    above: tuple[int, ...] = ()


class _Walk:
    """The walk down the rows of one sheet."""

    def __init__(self, grid: Grid, terms: Terms) -> None:
        self.grid, self.terms = grid, terms
        self.roles = ["empty"] * grid.height
        self.done: list[_Open] = []
        self.open: _Open | None = None
        self.pending: list[str] = []
        self.titled: list[int] = []
        self.notes: list[str] = []
        self.section = ""
        self.noting = False
        self.lines: dict[int, Line | None] = {}
        self.asked: list[dict[int, str]] = []

    def run(self) -> Layout:
        row = 0
        while row < self.grid.height:
            row = self.step(row) + 1
        blocks = tuple(
            block for opened in self.done for block in _cut(self.grid, opened, self.outer(opened), self.terms)
        )
        titles = [text for row, role in enumerate(self.roles) if role == "title" for text in self.said(row)]
        return Layout(tuple(self.roles), blocks, tuple(titles), tuple(self.notes), self.pairs())

    def pairs(self) -> tuple[tuple[int, int, int], ...]:
        """The places of labels and values that stand in turn in a title."""
        found = []
        for row, line in self.lines.items():
            if line and line.widths and self.roles[row] == "title":
                columns = iter(self.grid.filled[row])
                for label, width in zip(columns, line.widths, strict=False):
                    found += [(row, label, next(columns))] if width > 1 else []
        return tuple(sorted(found))

    def outer(self, opened: _Open) -> tuple[str, ...]:
        """The titles above the first table that are no caption of it alone."""
        if opened is self.done[0]:
            return ()
        return tuple(
            text
            for text in self.done[0].titles
            if self.terms.line(text) != "caption"
            and not self.terms.is_numbered(text)
            and not self.terms.register.town_of(text, self.terms.words)
        )

    def step(self, row: int) -> int:
        """Read the row; return the last row read."""
        columns = self.grid.filled[row]
        if not columns:
            return row
        if self.is_line(row):
            self.take_line(row)
            return row
        if self.starts_header(row):
            return self.take_header(row)
        self.noting = False
        self.take_body(row)
        return row

    def is_line(self, row: int) -> bool:
        columns = self.grid.filled[row]
        return len(columns) == 1 or self.labels(row) is not None

    def labels(self, row: int) -> Line | None:
        """The row as a line of labels cut into cells, or None; looked at once."""
        if row not in self.lines:
            self.lines[row] = self.read_labels(row)
        return self.lines[row]

    def read_labels(self, row: int) -> Line | None:
        texts = [self.grid.text[row][column] for column in self.grid.filled[row]]
        if len(texts) < 2 or texts[0].isdigit():
            return None
        again = self.asked_again(row)
        if again:
            return again
        if self.are_captions(row):
            return Line(tuple(texts), "caption")
        if self.terms.line(texts[0]):
            told = [bool(self.terms.line(text)) for text in texts]
            signs = [text.rstrip().endswith((":", "：")) and self.terms.line(text) == "signature" for text in texts]
            if all(told[at] or (at and signs[at - 1]) for at in range(len(texts))):
                return Line(tuple(texts), self.terms.line(texts[0]))
        line = read_line(texts, self.terms, first=self.open is None)
        if line and line.widths:
            columns = self.grid.filled[row][::2]
            self.asked.append({column: self.grid.text[row][column] for column in columns})
        if line is None or len(line.texts) > 1:
            return line
        if line.kind == "signature" and self.open is not None:
            whole = len(texts) > 2 and len(texts) >= len(self.open.texts)  # a row of the table that asks for persons
            return None if whole else line
        return line if self.stands_alone(row) else None

    def asked_again(self, row: int) -> Line | None:
        """The row as labels and values in turn, where a form above asked for the same in the same columns."""
        said = self.grid.text[row]
        labels = next((asked for asked in self.asked if all(said[c] == label for c, label in asked.items())), None)
        if labels is None:
            return None
        ends = [*sorted(labels)[1:], self.grid.width]
        values = [next((c for c in range(at + 1, end) if said[c]), -1) for at, end in zip(labels, ends, strict=True)]
        pairs = list(zip(labels, values, strict=True))
        texts = tuple(f"{said[at].rstrip(':： ')}：{said[value] if value >= 0 else ''}" for at, value in pairs)
        return Line(texts, "head", tuple(1 if value < 0 else 2 for value in values))

    def are_captions(self, row: int) -> bool:
        """Whether each text of a row stands over the first title of a table of its own: captions side by side."""
        if row + 1 >= self.grid.height:
            return False
        below, columns = self.grid.text[row + 1], self.grid.filled[row]
        apart = all(not self.grid.at(row + 1, column - 1) for column in columns[1:])
        return apart and all(self.is_key(below[column]) for column in columns)

    def is_key(self, text: str) -> bool:
        return bool(text) and any(self.terms.words.roles.get(form) in KEY_ROLES for form in fold_title(text))

    def stands_alone(self, row: int) -> bool:
        """Whether a label and its value are a line and no header: a row of three cells or more comes next."""
        following = next((r for r in range(row + 1, self.grid.height) if self.grid.filled[r]), -1)
        return following >= 0 and len(self.grid.filled[following]) > 2

    def said(self, row: int) -> tuple[str, ...]:
        """What the cells of a row say, a label and its value as one."""
        line = self.labels(row)
        return line.texts if line else tuple(self.grid.text[row][column] for column in self.grid.filled[row])

    # ---- rows that stand alone

    def take_line(self, row: int) -> None:
        text = self.grid.text[row][self.grid.filled[row][0]]
        line = self.labels(row)
        kind = line.kind if line else self.terms.line(text)
        role = self.line_role(row, text, kind)
        self.roles[row] = role
        self.noting = (role == "note" and bool(kind)) or (self.noting and role == "note")
        if role == "title":
            self.pending.extend(self.said(row))
            self.titled.append(row)
        elif role == "note":
            self.notes.extend(self.said(row))
        elif role == "section":
            self.section = text
        elif role in ("body", "blank_form", "subtotal") and self.open:
            self.open.body.append(row)

    def line_role(self, row: int, text: str, kind: str) -> str:
        if kind in ("note", "page"):
            return "note"
        if kind == "attachment":
            return "title"
        if kind == "signature":
            return "title" if self.open is None or (self.pending and self.header_follows(row)) else "signature"
        if kind == "head":
            return "title" if self.open is None or self.header_follows(row) else "signature"
        if self.open is None:
            return self.free_role(row, text)
        return self.inner_role(row, text)

    def free_role(self, row: int, text: str) -> str:
        """A line before any table; a numbered one straight above a header is its caption."""
        if self.noting or "。" in text or ";" in text or "；" in text:
            return "note" if any(role == "title" for role in self.roles) else "title"
        if not self.terms.is_numbered(text) or not any(role == "title" for role in self.roles):
            return "title"
        return "title" if row + 1 == self.next_row(row) and self.starts_header(row + 1) else "note"

    def inner_role(self, row: int, text: str) -> str:
        """A line inside or under a table."""
        column = self.grid.filled[row][0]
        wide = (row, column) in self.grid.spans and self.grid.spans[row, column][3] > column
        if not wide and self.terms.is_title(text):
            return "body"
        if self.header_follows(row):
            return "title"
        if self.terms.label(text) == "subtotal":
            return "subtotal"
        if self.grid.is_number(row, column) and column <= self.left() + 1:
            return "blank_form"
        if self.body_follows(row):
            if self.noting:
                return "note"
            if column > self.left() and not wide:
                return "body"
            if not wide and self.terms.is_school(text) and not self.terms.register.town_of(text, self.terms.words):
                return "body"
            return "section"
        if column > self.left() and not wide:
            return "body"
        return "body" if not wide and self.terms.is_school(text) else "note"

    def left(self) -> int:
        return self.grid.filled[self.open.header[0]][0] if self.open else 0

    def next_row(self, row: int) -> int:
        """The next row that holds a table's row, -1 if there is none."""
        return self.following[row]

    @cached_property
    def following(self) -> list[int]:
        """For each row the next one that is a table's, -1 if there is none; made once, from the last row up."""
        found, listed = -1, [-1] * self.grid.height
        for row in range(self.grid.height - 1, -1, -1):
            listed[row] = found
            if self.grid.filled[row] and not self.is_line(row):
                found = row
        return listed

    def header_follows(self, row: int) -> bool:
        following = self.next_row(row)
        return following >= 0 and self.starts_header(following)

    def body_follows(self, row: int) -> bool:
        following = self.next_row(row)
        return following >= 0 and not self.starts_header(following)

    # ---- rows of a table

    def starts_header(self, row: int) -> bool:
        grid, terms = self.grid, self.terms
        columns = grid.filled[row]
        texts = [grid.text[row][column] for column in columns]
        if self.open is None:
            return self.opens_first(row, columns, texts)
        if tuple(texts) == self.open.texts:
            return True
        if texts[0].isdigit():
            return False  # a serial number; it is looked at first, for it is another one in every row
        if len(texts) >= max(3, len(self.open.texts)) and terms.are_heads(texts):
            return True
        if texts[0] == self.open.texts[0] and terms.is_title(texts[0]) and len(texts) > 1:
            return not any(grid.is_number(row, column) for column in columns)
        first = fold_title(texts[0])
        if not any(terms.words.roles.get(form) in KEY_ROLES for form in first) or len(texts) < 2:
            return False
        if any(grid.is_number(row, column) for column in columns):
            return False
        known = sum(terms.is_title(text) or terms.is_person_title(text) for text in texts)
        schools = sum(terms.is_school(text) for text in texts[1:])
        return (known >= 2 and known * 2 >= len(texts) and not schools) or (schools >= 2 and len(texts) > 2)

    def opens_first(self, row: int, columns: list[int], texts: list[str]) -> bool:
        numbers = sum(self.grid.is_number(row, column) for column in columns)
        if numbers * 2 > len(texts):
            return False  # no title is a number, and no two numbers are alike: nothing to look up
        known = sum(self.terms.is_title(text) for text in texts)
        if known >= 2 and known * 2 >= len(texts):
            return True
        return numbers * 4 <= len(texts) and bool(known or not any(self.terms.is_answer(text) for text in texts))

    def take_header(self, row: int) -> int:
        grid = self.grid
        end = header_end(grid, row, self.terms, grid.height - 1)
        for number in range(row, end + 1):
            self.roles[number] = "header" if grid.filled[number] else "empty"
        texts = tuple(grid.text[row][column] for column in grid.filled[row])
        if self.open is not None and texts == self.open.texts and self.goes_on():
            self.pending, self.titled = [], []
            return end
        self.open = _Open(range(row, end + 1), texts, [], tuple(self.pending), {}, tuple(self.titled))
        self.done.append(self.open)
        self.pending, self.titled, self.section, self.noting = [], [], "", False
        return end

    def goes_on(self) -> bool:
        """Whether a header that is said again goes on with its table: nothing above it tells another school or day."""
        before = told_by(self.open.titles if self.open else (), self.terms)
        return all(not now or now == then for now, then in zip(told_by(self.pending, self.terms), before, strict=True))

    def take_body(self, row: int) -> None:
        self.roles[row] = self.body_role(row)
        if self.open is not None:
            self.open.body.append(row)
            if self.section:
                self.open.sections[row] = self.section

    def body_role(self, row: int) -> str:
        return role_by_label(self.grid, row, self.grid.filled[row], self.left(), self.terms)


def role_by_label(grid: Grid, row: int, columns: Sequence[int], left: int, terms: Terms) -> str:
    """The role of a table row by its label, the texts before its first number: body, subtotal or statistic.

    Args:
        grid: the sheet.
        row: the row.
        columns: its filled columns within the table.
        left: the first column of the table.
        terms: words and register.
    """
    seen = 0
    for column in columns:
        if grid.is_number(row, column):
            if column > left:
                break
            continue
        kind = terms.label(grid.text[row][column])
        if kind in ("subtotal", "statistic") and not _names_measure(grid, row, column, left, terms):
            return kind
        seen += 1
        if seen == _LABELS:
            break
    return "body"


def _names_measure(grid: Grid, row: int, column: int, left: int, terms: Terms) -> bool:
    """Whether a word for a total is the part of a measure that stands left of it: 在校学生数 | 合计."""
    above = grid.at(row, column - 1) if column > left else ""
    return bool(above) and bool(read_subject((above, grid.text[row][column]), terms).measures)


_LABELS = 3
"""Texts of a row that may be its label."""


def roles_of(layout: Layout, block: Block) -> Layout:
    """The layout with the roles that its rows have in one of several tables beside each other."""
    if not block.own:
        return layout
    return replace(layout, roles=tuple(block.own.get(row, role) for row, role in enumerate(layout.roles)))


def find_blocks(grid: Grid, terms: Terms) -> Layout:
    """Find the tables of a sheet and the role of every row."""
    layout = _Walk(grid, terms).run()
    if layout.blocks:
        return layout
    return _no_table(grid, layout, terms)


def _no_table(grid: Grid, layout: Layout, terms: Terms) -> Layout:
    """A sheet without a table: a cover (titles), instructions (a title and notes), or a list of options (notes)."""
    if grid.sheet.hidden != "visible":
        roles = tuple("note" if role == "title" else role for role in layout.roles)
        texts = [grid.text[row][column] for row, columns in enumerate(grid.filled) for column in columns]
        return replace(layout, roles=roles, titles=(), notes=tuple(texts))
    return layout


_BEGINNING = 3
"""Columns at the left of a table in which its key stands."""


def _join_runs(runs: Sequence[list[int]], keyed: Sequence[bool]) -> list[list[int]]:
    """Runs of columns as tables: each begins with what its rows are about, so one without a key goes on the last."""
    joined: list[list[int]] = []
    begun = False
    for run, key in zip(runs, keyed, strict=True):
        if joined and not (key and begun):
            joined[-1] = list(range(joined[-1][0], run[-1] + 1))
        else:
            joined.append(run)
        begun = begun or key
    return joined


def _cut(grid: Grid, opened: _Open, outer: tuple[str, ...], terms: Terms) -> list[Block]:
    """Cut side by side tables apart."""
    rows = [*opened.header, *opened.body]
    used = sorted({column for row in rows for column in grid.filled[row]} | _covered(grid, opened.header))
    runs: list[list[int]] = []
    for column in used:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    runs = _join_runs(runs, [_has_key(grid, opened.header, run[:_BEGINNING], terms) for run in runs])
    runs = [part for run in runs for part in _repeats(grid, opened.header, run, terms)]
    return [_make(grid, opened, outer, run, terms, beside=len(runs) > 1) for run in runs]


def _repeats(grid: Grid, header: range, run: list[int], terms: Terms) -> list[list[int]]:
    """The parts of a table whose header says the same again to the right: 检查项目 | 结果 | 检查项目 | 结果."""
    titles = [tuple(grid.text[row][column] for row in header) for column in run]
    for width in range(2, len(run) // 2 + 1):
        parts = [titles[at : at + width] for at in range(0, len(run), width)]
        if len(run) % width == 0 and all(part == parts[0] and all(map(any, part)) for part in parts):
            columns = [run[at : at + width] for at in range(0, len(run), width)]
            return columns if _has_key(grid, header, columns[0], terms) else [run]
    return [run]


def _covered(grid: Grid, header: range) -> set[int]:
    return {column for (row, column) in grid.owner if row in header}


def _has_key(grid: Grid, header: range, run: list[int], terms: Terms) -> bool:
    return any(
        terms.words.roles.get(form) in KEY_ROLES
        for row in header
        for column in run
        for form in fold_title(grid.text[row][column])
    )


def _make(grid: Grid, opened: _Open, outer: tuple[str, ...], run: list[int], terms: Terms, *, beside: bool) -> Block:
    left, right = run[0], run[-1]
    paths = header_paths(grid, opened.header, left, right, terms)
    over, above = (
        tuple(text for text in texts if _stands_over(grid, text, left, right)) for texts in (opened.titles, outer)
    )
    own: dict[int, str] = {}
    for row in opened.body if beside else ():
        columns = [column for column in grid.filled[row] if left <= column <= right]
        own[row] = role_by_label(grid, row, columns, left, terms) if columns else "empty"
    return Block(left, right, paths, opened.header, tuple(opened.body), over, opened.sections, above, opened.above, own)


def _stands_over(grid: Grid, text: str, left: int, right: int) -> bool:
    """A caption stands over the table whose columns it lies in; a title over all."""
    for row, columns in enumerate(grid.filled):
        for column in columns:
            if grid.text[row][column] == text:
                return len(columns) == 1 or left <= column <= right
    return bool(fold(text))
