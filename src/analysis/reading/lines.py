"""What can be seen of a line of a table without knowing what the table is about: its label, its cells' kinds.

The words are in lines.toml. A kind is one letter a filled cell: `n` a number, `m` a mark that stands in for one, `u` a
unit in brackets, `f` a footnote mark, `r` a drawn rule, `t` any other text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from analysis.reading.grid import Grid

FILE = Path(__file__).with_name("lines.toml")
"""Where the words stand."""
_NUMBER = re.compile(
    r"^[(]?[-+−–]?\s?[$¥￥€£]?\s?[-+]?(?:\d[\d,'  ]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?\s?[)]?\s?[%‰]?\)?"
    r"(?:\s?(?:\\\d{1,2}|[*†‡]+|[a-z]\b|\[\d\]|\([a-z\d]\)))?$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"^[-+]?[\d.]+(?:e[-+]?\d+)?(?:\s+[-+]?[\d.]+(?:e[-+]?\d+)?)+$", re.IGNORECASE)
_DATE = re.compile(
    r"^\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[ T][\d:]+)?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d{1,2}:\d\d(?::\d\d)?$"
)
_MARK = re.compile(r"^[√✓✔☑×✗✘☒●○◯〇△▲■□◎]$|^[-–—−_.·*/…~?]+$|^\([A-Z]{1,3}\)$|^\[[a-z]\]$")
_RULE = re.compile(r"^([-=_–—*.])\1{2,}$")
_FOOTNOTE = re.compile(r"^\\\s?\d{1,2}(?:\s?\\\s?\d{1,2})*$|^\(\d\)$|^[†‡§]+$|^\d/$")
_UNIT = re.compile(r"^[(\[].*[A-Za-z一-鿿%$£€¥\d].*[)\]]$", re.DOTALL)
_THOUSANDS = re.compile(r"^\(1(?:,000)+(?:\.0)?\)$|^\(1(?:,000)+ .*\)$")
_YEAR = re.compile(r"^(1[6-9]\d\d|20\d\d)(?:\.0)?\d?(?:\s?\\\d{1,2}|[*†])?$")
_FOOTED = re.compile(r"(?:\s*\\\s?\d{1,2}|\s*[*†‡]+|\s+\d/|\s*\[\d\]|(?<=[A-Za-z:,)])\d{1,2}(?:\s?,\s?\d{1,2})*)+$")
_LABELLED = re.compile(r"^[^:：。]{1,24}[:：](?!//)")
_PAGE = re.compile(r"^第\s?\d+\s?页|^page\s\d+|^[-—]\s?\d+\s?[-—]$")
_ENDING = ".:;,：。；，、 "


@lru_cache(maxsize=1)
def line_words() -> Mapping[str, tuple[str, ...]]:
    """The lists of lines.toml as "table.key" → words."""
    parsed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {f"{table}.{key}": tuple(words) for table, keys in parsed.items() for key, words in keys.items()}


@lru_cache(maxsize=50_000)
def kind_of(text: str) -> str:
    """The kind of a cell by what is shown in it: n, m, u, f, r or t."""
    if _RULE.match(text):
        return "r"
    if _FOOTNOTE.match(text):
        return "f"
    if _THOUSANDS.match(text):
        return "u"
    if _NUMBER.match(text) or _DATE.match(text) or _NUMBERS.match(text):
        return "n"
    if _MARK.match(text) or text.lower() in line_words()["missing.words"]:
        return "m"
    return "u" if _UNIT.match(text) else "t"


@lru_cache(maxsize=50_000)
def fold_label(text: str) -> str:
    """A label for looking up: without footnote marks and ending marks, one space between words, lower case."""
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    bare = _FOOTED.sub("", folded).rstrip(_ENDING)
    return bare.lower() or folded.lower()


@lru_cache(maxsize=50_000)
def year_of(text: str) -> int:
    """The year that a text is, a footnote digit after it left out; 0 where it is none."""
    match = _YEAR.match(text)
    return int(match[1]) if match else 0


@lru_cache(maxsize=50_000)
def amount_of(text: str) -> float | None:
    """The number that a cell says; None where it says none."""
    if not _NUMBER.match(text):
        return None
    bare = re.sub(r"\s?(?:\\\d{1,2}|[*†‡]+|\[\d\])$", "", text)
    digits = re.sub(r"[^\d.eE]", "", bare)
    try:
        value = float(digits)
    except ValueError:
        return None
    return -value if bare.startswith(("(", "-", "−", "–")) or "-" in bare[:3] else value


@lru_cache(maxsize=50_000)
def tells_value(text: str) -> bool:
    """Whether a text is a label with a colon, its value after it or in the next cell."""
    return bool(_LABELLED.match(text))


@lru_cache(maxsize=50_000)
def is_note(text: str) -> bool:
    """Whether a text starts as notes do: a word of theirs with a colon or nothing after it, or a phrase."""
    label, words = fold_label(text), line_words()
    if label.startswith(words["note.phrases"]) or _PAGE.match(label):
        return True
    start = next((word for word in words["note.starts"] if label.startswith(word)), "")
    return bool(start) and not label[len(start) :].lstrip(" )")[:1].isalpha()


@dataclass(frozen=True)
class RowShape:
    """One row that holds something.

    Attributes:
        row: its number, from 0.
        columns: the columns that hold something.
        texts: what is shown in them.
        kinds: their kinds, one letter each.
        merged: whether its first cell is merged across.
        indent: blanks before its first text.
    """

    row: int
    columns: tuple[int, ...]
    texts: tuple[str, ...]
    kinds: str
    merged: bool = False
    indent: int = 0

    @property
    def single(self) -> bool:
        """Whether only one cell holds something."""
        return len(self.columns) == 1

    @property
    def first(self) -> int:
        """The first column that holds something."""
        return self.columns[0]

    @cached_property
    def numbers(self) -> int:
        """How many cells after the first hold a number or a mark for one."""
        return sum(kind in "nm" for kind in self.kinds[1:])

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The folded texts before the first number, three at most; a mark or number in the first cell is none."""
        found: list[str] = []
        for text, kind in zip(self.texts, self.kinds, strict=True):
            if kind == "n" and (found or len(self.columns) > 1) and not (not found and text is self.texts[0]):
                break
            if kind == "t":
                found.append(fold_label(text))
            if len(found) == 3:
                break
        return tuple(found)

    @cached_property
    def amounts(self) -> dict[int, float]:
        """Column → number, the first cell left out."""
        pairs = zip(self.columns[1:], self.texts[1:], strict=True)
        return {column: value for column, text in pairs if (value := amount_of(text)) is not None}


def read_shapes(grid: Grid) -> list[RowShape]:
    """The rows of a sheet that hold something, as lines."""
    lines = []
    for row, columns in enumerate(grid.filled):
        if not columns:
            continue
        texts = tuple(grid.text[row][column] for column in columns)
        span = grid.spans.get((row, columns[0]))
        raw = grid.sheet.rows[row][columns[0]]
        indent = len(raw) - len(raw.lstrip()) if isinstance(raw, str) else 0
        kinds = "".join(map(kind_of, texts))
        lines.append(RowShape(row, tuple(columns), texts, kinds, bool(span and span[3] > span[1]), indent))
    return lines
