"""The house style: style.toml as colours, fills and fonts that every product follows, proved legible."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from analysis.standards.model import Text
from analysis.standards.problems import Problems
from analysis.standards.shapes import Shape, take_table

STYLE_FILE = "style.toml"
"""The rule file."""
COLOURS = ("ink", "ink2", "mute", "rule", "axis", "band", "asked", "paper", "link", "seal")
"""Colours by name."""
WORDS_IN = ("ink", "ink2", "mute", "link", "seal")
"""Colours that words are written in."""
FILLS = ("met", "map_met", "partial", "unmet", "not_applicable", "not_inspected", "unknown", "claimed", "in_progress",
         "open", "blocked", "continuing", "have", "short")  # fmt: skip
"""What is filled: verdicts, states of problems, and what a school has or lacks."""
FONTS = ("title", "heading", "subheading", "body", "latin", "sheet", "slide")
"""What is written, by the part of a document."""
LEAST_CONTRAST = 4.5
"""Contrast of words on their ground (WCAG 2.1, 1.4.3)."""
LARGEST_LOGO = 4000
"""Pixels that a logo is wide or high at most: every page, slide and notice carries it."""
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SIZE = slice(16, 24)
"""Where a PNG says how wide and high it is."""
_SHAPES: Mapping[str, Shape] = {
    "office": Shape("text", default=Text("", "")),
    "document_number": Shape("word", default=""),
    "notice_number": Shape("word", default=""),
    "logo": Shape("word", default=""),
    "colour": Shape("table", required=True),
    "fill": Shape("table", required=True),
    "font": Shape("table", required=True),
}


@dataclass(frozen=True)
class Fill:
    """How one kind of thing is filled; colours as #RRGGBB.

    Attributes:
        face: the colour itself.
        edge: colour of its edge and hatch.
        text: colour of words that name it on paper.
        on: colour of a number or mark in it.
    """

    face: str
    edge: str
    text: str
    on: str


@dataclass(frozen=True)
class Style:
    """The house style.

    Attributes:
        office: who signs where round.toml names nobody.
        document_number: 文号, with {year} and {number}; "" for none.
        notice_number: 文号 of a notice, with {year}, {number} and {school}; "" for that of the document with the
            school's id behind its number.
        logo: a PNG picture; empty for none.
        colours: name of `COLOURS` → #RRGGBB.
        fills: name of `FILLS` → fill.
        fonts: name of `FONTS` → font names, the first that a machine has being taken.
    """

    office: Text
    document_number: str
    notice_number: str
    logo: bytes
    colours: Mapping[str, str]
    fills: Mapping[str, Fill]
    fonts: Mapping[str, tuple[str, ...]]


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 to 21: (lighter + .05) ÷ (darker + .05) of their relative luminance (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def build_style(problems: Problems, table: Mapping[str, Any], folder: Path) -> Style:
    """Build the style; what is missing, no colour, or too pale to read is a problem.

    Args:
        problems: what is wrong is added here.
        table: style.toml, parsed.
        folder: where it lies, and its logo.
    """
    taken = take_table(problems, (STYLE_FILE, ""), table, _SHAPES)
    colours = _take_named(problems, "colour", taken["colour"], dict.fromkeys(COLOURS, Shape("word", required=True)))
    style = Style(
        office=taken["office"],
        document_number=taken["document_number"],
        notice_number=taken["notice_number"],
        logo=_read_logo(problems, taken["logo"], folder),
        colours={name: _prove_colour(problems, f"colour {name}", value) for name, value in colours.items()},
        fills={name: _build_fill(problems, name, taken["fill"].get(name)) for name in FILLS},
        fonts=_take_fonts(problems, taken["font"]),
    )
    _prove_fill_names(problems, taken["fill"])
    _prove_number(problems, "document_number", style.document_number)
    _prove_number(problems, "notice_number", style.notice_number, school="S014")
    _prove_legible(problems, style)
    return style


def _take_named(problems: Problems, name: str, table: Mapping[str, Any], shapes: Mapping[str, Shape]) -> dict[str, Any]:
    return take_table(problems, (STYLE_FILE, name), table, shapes)


def _take_fonts(problems: Problems, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    fonts = _take_named(problems, "font", table, dict.fromkeys(FONTS, Shape("words", required=True)))
    for name in [name for name in fonts if name in table and not any(map(str.strip, fonts[name]))]:
        problems.add((STYLE_FILE, f"font {name}"), "missing_key", key=name)  # an empty list names no font
    return fonts


def _build_fill(problems: Problems, name: str, table: Any) -> Fill:
    shapes = {field.name: Shape("word", required=True) for field in fields(Fill)}
    parts = _take_named(problems, f"fill {name}", table if isinstance(table, Mapping) else {}, shapes)
    return Fill(**{part: _prove_colour(problems, f"fill {name} {part}", value) for part, value in parts.items()})


def _prove_fill_names(problems: Problems, table: Mapping[str, Any]) -> None:
    for name in sorted(set(table) - set(FILLS)):
        problems.add((STYLE_FILE, f"fill {name}"), "unknown_key", key=name, known=", ".join(FILLS))


def _prove_colour(problems: Problems, key: str, value: str) -> str:
    if _HEX.fullmatch(value):
        return value.upper()
    if value:  # a missing one has been told
        problems.add((STYLE_FILE, key), "no_colour", seen=value)
    return "#000000"


def _prove_number(problems: Problems, key: str, template: str, **more: str) -> None:
    """A pattern names nothing else; one for the schools names the school, or all notices had one number."""
    try:
        told = template.format(year=2016, number="12", **more)  # a number may be 12-S014, so it is a text
    except (KeyError, IndexError, ValueError):
        problems.add((STYLE_FILE, key), "bad_number_template", seen=template)
        return
    if template and not all(value in told for value in more.values()):
        problems.add((STYLE_FILE, key), "no_school_in_number", seen=template)


def _prove_legible(problems: Problems, style: Style) -> None:
    paper = style.colours["paper"]
    words = {f"colour {name}": (style.colours[name], paper) for name in WORDS_IN}
    words |= {f"fill {name} text": (fill.text, paper) for name, fill in style.fills.items()}
    for key, (colour, ground) in words.items():
        measured = contrast(colour, ground)
        if measured < LEAST_CONTRAST:
            problems.add((STYLE_FILE, key), "too_pale", seen=colour, contrast=f"{measured:.1f}", least=LEAST_CONTRAST)


def _read_logo(problems: Problems, name: str, folder: Path) -> bytes:
    if not name:
        return b""
    path = folder / Path(name).name
    data = path.read_bytes() if path.is_file() else b""
    if not data.startswith(_PNG):
        problems.add((STYLE_FILE, "logo"), "no_logo", seen=name)
        return b""
    wide, high = struct.unpack(">II", data[_PNG_SIZE].ljust(8, b"\0"))
    if max(wide, high) > LARGEST_LOGO:
        problems.add((STYLE_FILE, "logo"), "logo_too_large", wide=wide, high=high, most=LARGEST_LOGO)
        return b""
    return data
