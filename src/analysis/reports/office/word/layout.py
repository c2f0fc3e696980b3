"""The page by GB/T 9704-2012: paper, margins, the grid of lines and characters, and a page turned for a wide table."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.elements import make

TWIPS_PER_MM = 1440 / 25.4
"""Word measures in twentieths of a point."""
PAPER = (210.0, 297.0)
"""A4, width and height in mm."""
MARGINS = {"top": 37.0, "right": 26.0, "bottom": 35.0, "left": 28.0}
"""mm; what they leave is the 版心 of 156 × 225 mm."""
TURNED = {"top": 28.0, "right": 37.0, "bottom": 26.0, "left": 35.0}
"""Margins of a page turned to the left: its head comes to the edge where an odd page is bound."""
LINES, CHARACTERS = 22, 28
"""Lines on a page, characters in a line."""
SIZE = 16.0
"""3号 in points, the size of the text and of the grid."""
HEADER_GAP = 20.0
"""mm from the paper's edge to the header."""
NUMBER_GAP = 7.0
"""mm from the 版心 to the dash beside the page number."""


def to_twips(mm: float) -> int:
    """Millimetres in twips."""
    return round(mm * TWIPS_PER_MM)


BODY_WIDTH = PAPER[0] - MARGINS["left"] - MARGINS["right"]
"""156 mm, the width of a line."""
BODY_HEIGHT = PAPER[1] - MARGINS["top"] - MARGINS["bottom"]
"""225 mm, the height of 22 lines."""
PITCH = int(BODY_HEIGHT * TWIPS_PER_MM / LINES)
"""Line pitch in twips, cut off so that 22 lines fit: 28.95 pt."""
CHARACTER = BODY_WIDTH * TWIPS_PER_MM / CHARACTERS
"""Width of a character in twips."""


def make_section(*, turned: bool = False, references: tuple[BaseOxmlElement, ...] = ()) -> BaseOxmlElement:
    """The properties of a section.

    Args:
        turned: a page across, for a wide table.
        references: its headers and footers; without any it goes on with those before.
    """
    width, height = (to_twips(side) for side in PAPER)
    size = {"w": height, "h": width, "orient": "landscape"} if turned else {"w": width, "h": height}
    pitch = floor((CHARACTER / 20 - SIZE) * 4096)  # what a character of the grid is wider than its size, in 1/4096 pt
    return make(
        "w:sectPr", *references, make("w:pgSz", **size), make("w:pgMar", **_edges(TURNED if turned else MARGINS)),
        make("w:cols", space=425), make("w:docGrid", type="linesAndChars", linePitch=PITCH, charSpace=pitch),
    )  # fmt: skip


def _edges(margins: Mapping[str, float]) -> dict[str, object]:
    footer = margins["bottom"] - NUMBER_GAP - 14 / 2 / 72 * 25.4  # 14 pt: a number of 4号, the dash at half its height
    edges = {name: to_twips(mm) for name, mm in margins.items()}
    return {**edges, "header": to_twips(min(HEADER_GAP, margins["top"] - 10)), "footer": to_twips(footer), "gutter": 0}


def turn_section(section: BaseOxmlElement) -> None:
    """Turn a template's page to the left: its width and height change places, its margins go round with it."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None or int(size.get(qn("w:w"))) > int(size.get(qn("w:h"))):
        return
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    for name, value in (("w", height), ("h", width), ("orient", "landscape")):
        size.set(qn(f"w:{name}"), value)
    old = {name: margins.get(qn(f"w:{name}")) for name in MARGINS}
    for name, source in (("top", "left"), ("right", "top"), ("bottom", "right"), ("left", "bottom")):
        margins.set(qn(f"w:{name}"), old[source])


def measure_line(section: BaseOxmlElement) -> int:
    """Width of a line in twips: of the page between its margins; ours where a template does not say."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return to_twips(BODY_WIDTH)
    return int(size.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))
