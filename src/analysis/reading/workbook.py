"""One workbook → its tables. Pure and picklable: a thousand files are a map."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import pyarrow as pa

from analysis.errors import Place, RefusedWorkbook
from analysis.reading.around import Around, look_around
from analysis.reading.blocks import Layout, find_blocks, roles_of
from analysis.reading.bodies import Reader
from analysis.reading.cells import Sheet, address, column_letter, correct_cells, holds_anything, read_cells
from analysis.reading.checks import check_totals
from analysis.reading.context import Context, context_of_month
from analysis.reading.forms import is_blank_form
from analysis.reading.frame import TableFrame, is_known, read_frame
from analysis.reading.grid import Grid, make_grid
from analysis.reading.ledgers import read_problems
from analysis.reading.legends import explains, find_legend
from analysis.reading.marks import check_marks
from analysis.reading.masking import find_names
from analysis.reading.months import find_foreign
from analysis.reading.pins import Pin, find_pins, pin_frame, pin_layout
from analysis.reading.places import list_cells
from analysis.reading.preflight import Unreadable, sniff
from analysis.reading.privacy import Guard, holds_persons, lists_persons, make_guard, mask_text
from analysis.reading.redaction import find_persons, mask_known, redact, refuse_rows, show_name
from analysis.reading.replies import read_replies
from analysis.reading.schools import SchoolRegister
from analysis.reading.shares import check_shares
from analysis.reading.summaries import check_summary, counts_schools, gather_detail
from analysis.reading.taken import Taken
from analysis.reading.terms import Terms, terms_of
from analysis.reading.unused import flag_unused
from analysis.standards.limits import limits_of
from analysis.standards.model import Standards
from analysis.standards.words import words_of
from analysis.tables import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Context", "context_of_month", "read_workbook"]


def read_workbook(
    path: Path, standards: Standards, schools: SchoolRegister, context: Context
) -> dict[str, pd.DataFrame]:
    """Read one workbook into the declared tables.

    Args:
        path: the file; what it is, is told by its bytes.
        standards: the rules of the office; flags are worded in their language.
        schools: the register that names are resolved in.
        context: round, file name and dates.

    Returns:
        One frame for each name in `tables.WORKBOOK_TABLES`.

    Raises:
        RefusedWorkbook: encrypted, damaged, an empty file, no workbook, over a limit. The rest of the round goes on.
    """
    tables = read_tables(path, standards, schools, context)
    return {name: frame_of(name, table) for name, table in tables.items()}


def read_tables(path: Path, standards: Standards, schools: SchoolRegister, context: Context) -> dict[str, pa.Table]:
    """What `read_workbook` reads, as Arrow: the way a reading worker hands it on."""
    return take_workbook(path, standards, schools, context)[0].tables()


def take_workbook(
    path: Path, standards: Standards, schools: SchoolRegister, context: Context
) -> tuple[Taken, tuple[Sheet, ...]]:
    """What `read_workbook` reads, before it becomes tables, and the sheets as found."""
    sheets = tuple(correct_cells(sheet, context.texts) for sheet in open_workbook(path, standards, context))
    book = _Book(
        standards,
        terms_of(words_of(standards), schools),
        make_guard(standards),
        context,
        Taken(context.file, standards),
    )
    if not any(map(holds_anything, sheets)):
        book.taken.flag("empty_workbook", "")
    if find_names(PurePath(context.file).stem):
        book.taken.flag("person_in_file_name", "")
    book.read(sheets)
    return book.taken, sheets


def open_workbook(path: Path, standards: Standards, context: Context) -> tuple[Sheet, ...]:
    """The sheets of a workbook as found.

    Raises:
        RefusedWorkbook: as `read_workbook`.
    """
    try:
        limits = limits_of(standards)
        return read_cells(path, sniff(path, limits), limits)
    except Unreadable as error:
        message = standards.say(f"error.file_{error.code}")
        raise RefusedWorkbook(message, place=Place(context.file), seen=error.seen) from error


_SIGNED = re.compile(r"^[一-鿿]{2,4}\s*[:：]\s*")
"""Who goes on in a comment under another's name begins with their own."""
_TAKEN = ("findings", "measurements", "problems", "remarks", "replies", "extensions")
"""What a table is read for; one that gives none of these, and no total to check, is flagged."""


class _Book:
    """The reading of one workbook."""

    def __init__(self, standards: Standards, terms: Terms, guard: Guard, context: Context, taken: Taken) -> None:
        self.standards, self.terms, self.guard, self.context, self.taken = standards, terms, guard, context, taken
        self.read_blocks: list[tuple[Reader, Layout]] = []
        self.idle: list[Reader] = []
        self.blank_forms = 0
        self.masked_sheets = 0

    def read(self, sheets: tuple[Sheet, ...]) -> None:
        """Read every sheet: pins, layouts, legends, then each table."""
        grids = [make_grid(sheet) for sheet in sheets]
        pins = [self.find_pins(grid, number) for number, grid in enumerate(grids)]
        layouts = [
            pin_layout(grid, find_blocks(grid, self.terms), own, self.terms)
            for grid, own in zip(grids, pins, strict=True)
        ]
        legends = [find_legend(grid, layout, self.terms) for grid, layout in zip(grids, layouts, strict=True)]
        shared = {
            code: verdict
            for layout, legend in zip(reversed(layouts), reversed(legends), strict=True)
            if explains(layout, self.terms.words)
            for code, verdict in legend.items()
        }
        for grid, layout, own, legend in zip(grids, layouts, pins, legends, strict=True):
            self.taken.start_sheet(grid.sheet.name, grid.height, grid.width)
            self.read_sheet(grid, layout, {**shared, **legend}, own)
        self.flag_months(grids, layouts)
        self.check(len(sheets))

    def flag_months(self, grids: list[Grid], layouts: list[Layout]) -> None:
        """Flag the sheets of a workbook that holds several rounds."""
        told = [
            (grid.sheet.name, *layout.titles) if layout.blocks else ()
            for grid, layout in zip(grids, layouts, strict=True)
        ]
        for number, month in find_foreign(told, self.context).items():
            self.taken.sheet = grids[number].sheet.name
            self.taken.flag("other_month", "", month)

    def find_pins(self, grid: Grid, number: int) -> tuple[Pin, ...]:
        """The pins of one sheet."""
        return find_pins(self.context.pins, self.context.file, grid.sheet.name, first=number == 0)

    def read_sheet(self, grid: Grid, layout: Layout, legend: dict[str, str], pins: tuple[Pin, ...]) -> None:
        """Read the tables of one sheet, or refuse it where it is about persons."""
        told = {text: verdict for pin in pins for text, verdict in pin.values.items()}
        arounds = [
            look_around(
                grid, layout, block, self.terms, file=self.context.file, last_day=self.context.last_day,
                legend={**legend, **told},
            )
            for block in layout.blocks
        ]  # fmt: skip
        frames = [
            read_frame(grid, layout, block, around, self.terms, self.guard)
            for block, around in zip(layout.blocks, arounds, strict=True)
        ]
        frames = [pin_frame(frame, pins, self.standards) for frame in frames]
        frames = [refuse_rows(grid, frame, self.guard, self.terms) for frame in frames]
        about = [self.is_about_persons(grid, layout, [frame]) for frame in frames]
        if all(about) if frames else self.is_about_persons(grid, layout, []):
            self.taken.sheet = self.name_sheet(grid, layout, (), whole=True)
            self.flag_hidden(grid)
            self.taken.add("refused", "*", "whole_sheet")
            list_cells(self.taken, grid, ["refused"] * grid.height, masked=True)
            return
        if is_blank_form(grid, layout, frames, arounds, self.terms):
            self.flag_hidden(grid)
            self.taken.flag("blank_form", "A1")
            self.blank_forms += 1
            roles = ["blank_form" if grid.filled[row] else "empty" for row in range(grid.height)]
            list_cells(self.taken, grid, roles)
            return
        self.refuse_blocks([frame for frame, person in zip(frames, about, strict=True) if person], grid)
        arounds = [around for around, person in zip(arounds, about, strict=True) if not person]
        frames = [frame for frame, person in zip(frames, about, strict=True) if not person]
        grid = self.hide_persons(grid, layout, frames)
        self.flag_hidden(grid)
        for frame, around in zip(frames, arounds, strict=True):
            self.read_block(grid, roles_of(layout, frame.block), frame, around)
        self.flag_marks(grid, {column for frame in frames for column in frame.refused})
        list_cells(self.taken, grid, layout.roles, frames)

    def refuse_blocks(self, frames: list[TableFrame], grid: Grid) -> None:
        """Refuse the tables about persons of a sheet that holds others too, with their captions."""
        for frame in frames:
            block = frame.block
            for column in range(block.left, block.right + 1):
                self.taken.add("refused", column_letter(column), frame.refused.get(column, "person_name"))
            rows = range(block.header.start, max((*block.body, *block.header)) + 1)
            places = [(row, column) for row in rows for column in range(block.left, block.right + 1)]
            places += [(row, column) for row in block.above for column in grid.filled[row]]
            for place in places:
                self.taken.roles[place] = "refused"

    def hide_persons(self, grid: Grid, layout: Layout, frames: list[TableFrame]) -> Grid:
        """The sheet without the cells that name a person; what the refused columns hold, stays until they are left."""
        found = find_persons(grid, layout, frames, self.guard, self.terms)
        for place, role in found.items():
            if role:
                self.taken.roles[place] = role
        refused = [(row, column) for frame in frames for column in frame.refused for row in frame.block.body]
        hidden = {grid.text[row][column] for row, column in (*found, *refused)}
        self.taken.sheet = self.name_sheet(grid, layout, hidden, whole=False)
        return redact(mask_known(grid, hidden, self.terms), found, self.taken.sheet)

    def name_sheet(self, grid: Grid, layout: Layout, hidden: Iterable[str], *, whole: bool) -> str:
        """The name under which a sheet is kept: its own, or a mask with a number where it names a person."""
        shown = show_name(grid, layout, hidden, whole=whole)
        if shown == grid.sheet.name:
            return shown
        self.masked_sheets += 1
        return shown if self.masked_sheets == 1 else f"{shown}{self.masked_sheets}"

    def read_block(self, grid: Grid, layout: Layout, frame: TableFrame, around: Around) -> None:
        """Read one table whose columns are understood."""
        for row, kind in frame.refused_rows.items():
            self.taken.add("refused", str(row + 1), kind)
        for column, kind in frame.refused.items():
            self.taken.add("refused", column_letter(column), kind)
            if column in frame.doubted:
                self.taken.flag("maybe_names", address(frame.block.header[-1], column))
        reader = Reader(grid, frame, around, self.terms, self.standards, self.context, self.taken)
        before = sum(map(self.taken.count, _TAKEN))
        reader.read_pairs([pair for pair in layout.pairs if pair[0] in frame.block.above])
        reader.read()
        read_problems(reader)
        read_replies(reader)
        self.read_blocks.append((reader, layout))
        if before == sum(map(self.taken.count, _TAKEN)):
            self.idle.append(reader)
        elif not frame.replies:
            flag_unused(reader)

    def is_about_persons(self, grid: Grid, layout: Layout, frames: list[TableFrame]) -> bool:
        """Whether a sheet lists persons and nothing of schools' work."""
        if not frames:
            columns = ([row[c] for row in grid.text] for c in range(grid.width))
            return holds_persons(columns, self.guard, lambda text: is_known(text, self.terms))
        titles = [title for frame in frames for path in frame.block.paths.values() for title in path]
        persons = [f.block.paths[c] for f in frames for c, kind in f.refused.items() if kind == "person_name"]
        works = any(frame.works(grid, self.terms) for frame in frames)
        counts = any(s.measures for f in frames if not f.repeats_schools(grid) for s in f.subjects.values())
        names = (*(text for f in frames for text in (*f.block.outer, *f.block.titles)), grid.sheet.name)
        return lists_persons(titles, names, self.guard, persons=persons, works=works, counts=counts)

    def check(self, sheets: int) -> None:
        """Recompute the stated totals, now that every sheet is read: a summary is checked against the others."""
        detail = gather_detail(self.read_blocks[0][0]) if self.read_blocks and sheets > 1 else None
        for reader, layout in self.read_blocks:
            self.taken.sheet = reader.grid.sheet.name
            before = self.taken.count("checks")
            if detail is None or not check_summary(reader, layout, detail):
                check_totals(reader, layout)
                check_shares(reader, layout)
                check_marks(reader, layout)
            if reader in self.idle and before == self.taken.count("checks"):
                self.taken.flag("idle_table", address(reader.frame.block.header[0], 0))
        taken = any(map(self.taken.count, _TAKEN))
        summary = next((reader for reader, _ in self.read_blocks if counts_schools(reader)), None)
        if summary is not None and not taken:
            self.taken.sheet = summary.grid.sheet.name
            self.taken.flag("summary_only", "A1")
        told = taken or self.blank_forms or self.taken.count("refused")
        if not self.read_blocks and not told and self.taken.count("cells"):
            self.taken.flag("no_table", "")

    def flag_hidden(self, grid: Grid) -> None:
        """Flag a hidden sheet, and hidden rows and columns that hold something."""
        sheet = grid.sheet
        if sheet.hidden != "visible":
            self.taken.flag("hidden_sheet", "")
        rows = sorted(row for row in sheet.hidden_rows if row < grid.height and grid.filled[row])
        if rows:
            self.taken.flag("hidden_row", f"A{rows[0] + 1}")
        columns = sorted(c for c in sheet.hidden_columns if c < grid.width)
        if columns:
            self.taken.flag("hidden_column", f"{column_letter(columns[0])}1")

    def flag_marks(self, grid: Grid, refused: Collection[int]) -> None:
        """Flag what a person did to cells: struck out, commented on; nothing of columns about persons."""
        sheet = grid.sheet
        for row, column in sorted(sheet.struck):
            # A verdict or a number that is struck out was left out, and told, when it was taken.
            told = self.taken.has_told("struck_out", address(row, column)) or column in refused
            if not told and row < grid.height and column < grid.width and grid.text[row][column]:
                self.taken.flag("struck_read", address(row, column), mask_text(grid.text[row][column]))
        for (row, column), text in sorted(sheet.comments.items()):
            if text and column not in refused:
                # Masked first: what looks like a signature may be the label (联系人：) that a name is told by.
                self.taken.flag("comment", address(row, column), _SIGNED.sub("", mask_text(text)))
