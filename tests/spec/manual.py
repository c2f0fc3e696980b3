"""Writes docs/reading-rules.md out of the tests of this folder: `python -m tests.spec.manual`, or `make docs`.

A file is a rule: its docstring is what the rule says, each of its tests a case. A case is really read while the manual
is written, so what the manual shows as read is what the reader reads. README.md says how to add a rule.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.spec.conftest import make_schools
from tests.spec.district import District
from tests.spec.labelling import Labelling
from tests.spec.outcome import show_outcome, show_sheet, show_table
from tests.spec.sheet import Drawing, split_drawing, split_marks

from analysis.standards.load import load_standards

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "reading-rules.md"
"""Where the manual lies."""
COMMAND = "python -m tests.spec.manual"
"""What writes it, as `make docs` does; the message of its test says so."""
CHAPTERS = {
    1: "Where the tables are",
    2: "What a cell says",
    3: "Which school is meant",
    4: "Persons",
    5: "What is checked and shown to a person",
    6: "Files and cells as found",
    7: "A round of many workbooks",
    8: "The rows of any table",
}
"""First digit of a rule's number → its chapter; a rule with another number comes after them."""
OTHER = "Further rules"
"""The last chapter."""
INTRODUCTION = """# How workbooks are read

This is the manual of the reader: one rule after the other, each with sheets as an office sends them and with what
comes out. It is written by `{command}` from the tests in `tests/spec`, which draw and read every sheet shown here, so
it cannot promise what the reader does not do.

**How to look at the sheets.** A sheet is drawn with its column letters and row numbers. `←` is a cell merged with the
one on its left, `↑` with the one above. What a person sees only in the spreadsheet program is told in brackets: [text],
[formula], [struck out], [hidden row] and so on. Unless a case says otherwise, the workbook is called 督查表.xlsx, its
sheet 表, and it belongs to the round 2016-10, which lasts from 10 to 17 October 2016.

**How to look at what comes out.** A finding is one judged cell: school, item of the standard, verdict (met, partial,
unmet, not applicable, not inspected, blank, unreadable), and who looked where it is not the inspectors (self-reported,
verified). A measurement is a number, a problem an entry of a ledger. A flag is what a person is asked to look at: it
never stops a round, and its cell is not counted where it says so. The Chinese term of every word is in
[GLOSSARY.md](../GLOSSARY.md). The schools of the examples are these:
"""


class RecordedDrawing(Drawing):
    """A drawing that remembers what was drawn and what was read, as lines of the manual."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.shown: list[str] = []

    def __call__(self, text: str, *, file: str = "督查表.xlsx", **options: Any) -> Drawing:
        """Draw, read, and show both."""
        super().__call__(text, file=file, **options)
        self.shown += [*_show_options(file, options), *show_drawing(text), *show_outcome(self.tables, self.standards)]
        return self

    def roles(self, sheet: str = "") -> list[str]:
        """The roles of the rows; a case that looks at them shows them."""
        roles = super().roles(sheet)
        self.shown += ["Its rows are, from the top: " + ", ".join(role.replace("_", " ") for role in roles) + ".", ""]
        return roles


def _show_options(file: str, options: Mapping[str, Any]) -> list[str]:
    told = [f"The file is called {file}."] if file != "督查表.xlsx" else []
    if options.get("encoding"):
        told.append(f"It is written in {options['encoding']}.")
    if options.get("epoch"):
        told.append(f"It counts days from {options['epoch']}.")
    lines = [" ".join(told), ""] if told else []
    for pin in options.get("pins", ()):
        pairs = (f"{key} = {_show_toml(value)}" for key, value in pin.items())
        lines += ["In round.toml stands", "", "```toml", "[[pin]]", *pairs, "```", ""]
    return lines


def _show_toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f'"{key}" = {_show_toml(one)}' for key, one in value.items()) + " }"
    return '"' + value + '"' if isinstance(value, str) else str(value)


def show_drawing(text: str) -> list[str]:
    """The sheets of a drawing as Markdown tables."""
    lines: list[str] = []
    sheets = split_drawing(text)
    for name, grid in sheets:
        title, marks = split_marks(name)
        if len(sheets) > 1 or title != "表" or marks:
            lines += [f"Sheet {title}" + (f" [{', '.join(marks)}]" if marks else "") + ":", ""]
        lines += show_sheet(grid)
    return lines


class Shelf:
    """What the tests of this folder may ask for, as their fixtures do under pytest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.standards = load_standards(lang="en")
        self.schools = make_schools()
        self.count = 0

    def lend(self, names: Iterable[str]) -> dict[str, Any] | None:
        """Name → fixture, made anew for each test; None where one is not known here."""
        self.count += 1
        tmp_path = self.folder / str(self.count)
        tmp_path.mkdir()
        known: dict[str, Callable[[], Any]] = {
            "draw": lambda: RecordedDrawing(tmp_path, self.standards, self.schools),
            "district": lambda: District(tmp_path, self.standards),
            "label": lambda: Labelling(tmp_path, self.standards, self.schools),
            "standards": lambda: self.standards,
            "schools": lambda: self.schools,
            "tmp_path": lambda: tmp_path,
        }
        wanted = list(names)
        return {name: known[name]() for name in wanted} if set(wanted) <= set(known) else None


def write_manual() -> str:
    """The manual as it ought to be.

    Raises:
        AssertionError: a case does not hold; `pytest tests/spec` tells which.
    """
    rules = list(find_rules())
    lines = [*INTRODUCTION.format(command=COMMAND).splitlines(), "", *_show_schools(), "## Contents", ""]
    for chapter, own in _by_chapter(rules):
        lines += [f"**{chapter}**", ""]
        lines += [f"- [{name_rule(path)}](#rule-{number_rule(path)})" for path in own] + [""]
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        for chapter, own in _by_chapter(rules):
            lines += [f"## {chapter}", ""]
            for path in own:
                lines += write_rule(path, shelf)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def find_rules() -> Iterator[Path]:
    """The files of the rules in the order of their numbers."""
    found = Path(__file__).parent.glob("test_rule_*.py")
    return iter(sorted(found, key=lambda path: (number_rule(path), path.name)))


def number_rule(path: Path) -> int:
    """The number of a rule: test_rule_101_… is 101."""
    match = re.match(r"test_rule_(\d+)", path.stem)
    return int(match[1]) if match else sys.maxsize


def name_rule(path: Path) -> str:
    """The name of a rule, with its number: 101 Schools down items across."""
    words = re.sub(r"^test_rule_(\d+_)?", "", path.stem).replace("_", " ")
    return f"{number_rule(path)} {words[:1].upper()}{words[1:]}"


def _by_chapter(rules: Sequence[Path]) -> list[tuple[str, list[Path]]]:
    chapters: dict[str, list[Path]] = {name: [] for name in (*CHAPTERS.values(), OTHER)}
    for path in rules:
        chapters[CHAPTERS.get(number_rule(path) // 100, OTHER)].append(path)
    return [(name, own) for name, own in chapters.items() if own]


def _show_schools() -> list[str]:
    frame = make_schools().frame
    columns = ("school_id", "name", "aliases", "town", "kind", "boarding")
    return show_table(columns, frame[list(columns)].itertuples(index=False, name=None))


def write_rule(path: Path, shelf: Shelf) -> list[str]:
    """A rule: what it says, and its cases."""
    module = importlib.import_module(f"tests.spec.{path.stem}")
    told = " ".join((inspect.getdoc(module) or "").split())
    lines = [f'<a id="rule-{number_rule(path)}"></a>', f"### {name_rule(path)}", "", told, ""]
    for name, case in _cases(module):
        words = name.removeprefix("test_").replace("_", " ")
        lines += [f"**{words[:1].upper()}{words[1:]}.** {' '.join((inspect.getdoc(case) or '').split())}".strip(), ""]
        lines += show_case(case, shelf)
    return lines


def _cases(module: ModuleType) -> list[tuple[str, Callable[..., Any]]]:
    own = ((name, case) for name, case in vars(module).items() if name.startswith("test_") and inspect.isfunction(case))
    return [(name, case) for name, case in own if case.__module__ == module.__name__]


def show_case(case: Callable[..., Any], shelf: Shelf) -> list[str]:
    """Run a case and show what it drew and what was read, or the values that it is held against."""
    needed = list(inspect.signature(case).parameters)
    names, rows = _parameters(case)
    asked = [name for name in needed if name not in names]
    values = show_table([name.replace("_", " ") for name in names], rows) if names else []
    lines: list[str] = []
    for row in rows if names else [()]:
        lent = shelf.lend(asked)
        if lent is None:
            break
        case(**lent, **dict(zip(names, row, strict=True)))
        for fixture in lent.values():
            lines += getattr(fixture, "shown", [])
    return lines or values


def _parameters(case: Callable[..., Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows of a parametrized case."""
    marks = [mark for mark in getattr(case, "pytestmark", ()) if mark.name == "parametrize"]
    if not marks:
        return [], []
    names, values = marks[0].args[:2]
    listed = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    return listed, [tuple(value) if len(listed) > 1 else (value,) for value in values]


def main() -> None:
    """Write the manual."""
    MANUAL.parent.mkdir(exist_ok=True)
    MANUAL.write_text(write_manual(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
