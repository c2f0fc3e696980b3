"""Readers of the products: each gives the numbers that a person would find in it, by code, as they stand there.

A product is added by one function that takes its bytes and yields `Read`s; nothing here calls the code that wrote it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

import docx
import openpyxl
from docx.oxml.ns import qn
from pptx import Presentation
from tests.golden.bookmarks import name_bookmark, read_marks

from analysis.measures.results import RoundResults
from analysis.narrative.document import Document
from analysis.narrative.passages import Number
from analysis.standards.model import Standards

PRINTED, PERCENT = "printed", "percent"
"""What a reader found: a number as printed (k/N, k, or a sign), or a column of `numbers` by its name."""
VERDICTS = ("met", "partial", "unmet")
COUNTED = (*VERDICTS, "not_applicable", "not_inspected", "blank", "unreadable", "disputed", "self_only")


class Read(NamedTuple):
    """A number in a product: its code as printed there (3-0@教学点), what of it was read, and that."""

    code: str
    field: str
    value: object


# ---- the page


class PageReader(HTMLParser):
    """Buttons and links that are numbers, the headings and quotients of panels, and the rows of the annex."""

    def __init__(self, markup: str, standards: Standards) -> None:
        super().__init__()
        self.labels = [
            re.compile(re.escape(standards.say(f"page.{key}", text="\0", code="\1")).replace("\0", "(.*?)").replace(
                "\1", "(.*)"))
            for key in ("open_number", "find_number")
        ]  # fmt: skip
        self.found: list[Read] = []
        self.panel, self.row, self.cell = "", list[str](), False
        self.heading, self.paragraph, self.in_annex = False, False, False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "num" in given.get("class", "").split() and "aria-label" in given:
            match = next((found for label in self.labels if (found := label.fullmatch(given["aria-label"]))), None)
            assert match, given["aria-label"]
            self.found.append(Read(match[2], PRINTED, match[1]))
        if "popover" in given:
            self.panel, self.heading = "", False
        self.heading = tag == "h2" and given.get("id", "").startswith("h-")
        self.paragraph = tag == "p" and bool(self.panel)
        if tag == "tr":
            self.row, self.in_annex = [], given.get("id", "").startswith("s-")
        if tag in ("td", "th"):
            self.row.append("")
            self.cell = True

    def handle_data(self, data: str) -> None:
        if self.heading:
            self.panel, self.heading = data.split("　")[0], False
        elif self.paragraph and (match := re.search(r"([\d,.]+) ÷ ([\d,.]+)", data)):
            self.found.append(Read(self.panel, PRINTED, f"{match[1]}/{match[2]}"))
            self.panel = ""
        if self.cell and self.row:
            self.row[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = False
        if tag == "tr" and self.in_annex:
            self.found.append(Read(self.row[0], PRINTED, self.row[2]))
            self.in_annex = False


def read_page(data: bytes, standards: Standards) -> Iterator[Read]:
    """The HTML page."""
    yield from PageReader(data.decode("utf-8"), standards).found


# ---- the written report


def read_word(data: bytes, results: RoundResults, standards: Standards) -> Iterator[Read]:
    """A Word document, by its bookmarks."""
    for mark in read_marks(data, results.numbers):
        yield Read(name_code(mark.code, mark.group_by, mark.group, standards), PRINTED, mark.text)


def read_notice(data: bytes, school: str) -> dict[str, str]:
    """A notice, by its bookmarks: code → what stands there; its numbers are grouped by the school's id."""
    stems = {name_bookmark(code, "school", school): code for code in ("0-0", "5-0", "5-0a")}  # fmt: skip
    marks = {}
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        for start in paragraph._p.iter(qn("w:bookmarkStart")):
            code = stems.get(start.get(qn("w:name")).rpartition("_")[0])
            if code:
                marks[code] = "".join(text.text for text in start.getnext().iter(qn("w:t")))
    return marks


def read_text(data: bytes, document: Document, standards: Standards) -> Iterator[Read]:
    """The plain text, which has no codes: what stands where the document has a number, between the same words."""
    text = data.decode("utf-8")
    sections = (paragraph for section in document.sections for paragraph in section.paragraphs)
    for paragraph in (*document.opening, *sections):
        numbers = [part for part in paragraph.text if isinstance(part, Number)]
        pattern = "".join(re.escape(part) if isinstance(part, str) else "(.{1,30}?)" for part in paragraph.text)
        match = re.search(pattern + "$", text, re.MULTILINE)
        assert match, f"the text lacks: {pattern}"
        for number, found in zip(numbers, match.groups(), strict=True):
            yield Read(name_code(number.code, number.group_by, number.group, standards), PRINTED, found)


# ---- the slides


def read_slides(data: bytes, standards: Standards) -> Iterator[Read]:
    """The notes' lines `〔3-16〕 15/22 …`, and the data sheets of the charts."""
    words = {standards.say(f"verdict.{name}"): name for name in VERDICTS}
    for slide in Presentation(io.BytesIO(data)).slides:
        for line in slide.notes_slide.notes_text_frame.text.splitlines():
            match = re.match(r"〔([^〕]+)〕 (\d[\d,.]*(?:/\d[\d,.]*)?|\[c\]|[≥≤]\S+) ", line)
            if match:
                yield Read(match[1], PRINTED, match[2])
        for shape in slide.shapes:
            if shape.has_chart:
                yield from _read_chart(shape.chart.part.chart_workbook.xlsx_part.blob, words)


def _read_chart(data: bytes, words: Mapping[str, str]) -> Iterator[Read]:
    """Verdicts of a row that is a number of the round; a row of one school or area bears a name of its own."""
    head, *rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    code = head.index("code")  # behind it stand the boxes, as formulas over the counts
    for row in rows:
        for title, value in zip(head[1:code], row[1:code], strict=True):
            if title in words and isinstance(value, int | float):
                yield Read(str(row[code]), words[title], value)


# ---- tables of charts


def read_chart_tables(files: Mapping[str, bytes], standards: Standards) -> Iterator[Read]:
    """The tables behind the charts: verdicts, judged and left out of each row that is a number of the round or a town.

    A row of one school, or of what schools reported themselves, bears a name of its own.
    """
    say = standards.say
    fields = {say(f"verdict.{name}"): "numerator" if name == "met" else name for name in VERDICTS}
    fields[say("chart.column.judged")] = "denominator"
    left_out = ("not_applicable", "not_inspected", "unknown", "disputed", "self_only")
    fields |= {say(f"chart.column.{name}"): name for name in left_out}
    own = {say("chart.file.funnel"), say("chart.file.reported")}
    for name, data in files.items():
        if not name.endswith(".csv"):
            continue
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            code, town = row[say("chart.column.code")], row.get(say("chart.column.town"), "")
            part = row[say("chart.column.label")] if name.split("_")[1] in own else town
            for title, field in fields.items():
                if row.get(title, "").isdigit():
                    yield Read(f"{code}@{part}" if part else code, field, int(row[title]))


# ---- workbooks


def read_annex(book: openpyxl.Workbook, standards: Standards) -> Iterator[Read]:
    """Every table of the annex with a code: k/N, k, N, percent, verdicts and what is left out."""
    title = {name: standards.wording[f"annex.head.{name}"] for name in ("code", "kn", "k", "n", PERCENT)}
    counted = {standards.wording[f"annex.head.{name}"]: name for name in COUNTED if name != "met"}
    for sheet in book.worksheets:
        for row in _read_tables(sheet):
            if not {title["code"], title["kn"]} <= set(row):
                continue
            code = str(row[title["code"]])
            yield Read(code, PRINTED, str(row[title["kn"]]))
            for field, name in (("numerator", "k"), ("denominator", "n"), (PERCENT, PERCENT)):
                if isinstance(row.get(title[name]), int | float):
                    yield Read(code, field, row[title[name]])
            yield from (Read(code, name, row[head]) for head, name in counted.items() if row.get(head) is not None)


def read_official(book: openpyxl.Workbook, standards: Standards) -> Iterator[Read]:
    """The two official tables of the annex, whose counts stand under titles of their own."""
    head = {name: standards.say(f"annex.head.{name}") for name in (
        "code", "points_code", "total", "met", "rate", "points_total", "points_met", "points_rate", "met_all",
        "met_points", "judged_all", "judged_points")}  # fmt: skip
    fields = ("denominator", "numerator", PERCENT)
    tables = (
        ("towns", "code", ("total", "met", "rate")), ("towns", "points_code", ("points_total", "points_met",
                                                                              "points_rate")),
        ("items", "code", ("judged_all", "met_all")), ("items", "points_code", ("judged_points", "met_points")),
    )  # fmt: skip
    for name, code, columns in tables:
        for row in _read_tables(book[standards.say(f"annex.sheet.{name}")]):
            for field, column in zip(fields, columns, strict=False):
                if row[head[code]] and isinstance(row[head[column]], int | float):
                    yield Read(str(row[head[code]]), field, row[head[column]])


def read_problems(book: openpyxl.Workbook, standards: Standards) -> dict[str, tuple[object, ...]]:
    """The annex's problems: number → found on, deadline, extended to, verified on."""
    names = ("found_on", "deadline", "extended_to", "verified_on")
    head = {name: standards.say(f"annex.head.{name}") for name in ("problem_id", *names)}
    rows = _read_tables(book[standards.say("annex.sheet.problems")])
    return {str(row[head["problem_id"]]): tuple(row[head[name]] for name in names) for row in rows}


def count_details(book: openpyxl.Workbook, round_id: str) -> dict[str, Counter[str]]:
    """The Chinese annex's list of conclusions: school → how many of its counted checks of a round are in each state."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _read_tables(book["明细"]):
        if (row["轮次"], row["计入"]) == (round_id, "是"):
            counts[str(row["学校"])][str(row["结论"])] += 1
    return counts


def read_ledger(data: bytes, titles: Mapping[str, str]) -> dict[str, tuple[object, ...]]:
    """The ledger's rows below its titles, which name number and days: number → those days in the order of `titles`."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if set(titles.values()) <= set(row))
    places = [rows[top].index(title) for title in titles.values()]
    return {str(row[places[0]]): tuple(row[at] for at in places[1:]) for row in rows[top + 1 :] if row[places[0]]}


def _read_tables(sheet: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[dict[str, object]]:
    for table in sheet.tables.values():
        titles, *rows = sheet[table.ref]
        for row in rows:
            yield {str(title.value): cell.value for title, cell in zip(titles, row, strict=True)}


def name_code(code: str, group_by: str, group: str, standards: Standards) -> str:
    """A code as a person reads it: 3-16, 3-0@松岫镇, 3-0@教学点, 3-0a@松岫镇/教学点."""
    *town, last = group.split("/")
    kind = standards.wording.get(f"kind.{last}", last) if group_by in ("kind", "town_point") else last
    return f"{code}@{'/'.join((*town, kind))}" if group else code
