"""The looks of a document's paragraphs, as GB/T 9704-2012 has them: fonts, sizes, indents, spaces.

Headings are Word's own heading styles, so that the navigation pane has them; the others carry Word's names where it has
one. Indents are in characters, spaces in lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reports.office.word.layout import SIZE

PAGE_NUMBER = "宋体"
"""Font of the page number, letters and digits too (4号半角宋体)."""
TABLE = "DuchaTable"
"""Id of the style of every table."""


@dataclass(frozen=True)
class Look:
    """How a kind of paragraph looks.

    Attributes:
        id: of the style.
        name: of the style; Word's own where it has one.
        font: a key of the house style's fonts, or `PAGE_NUMBER`.
        size: points.
        align: both, center, left or right.
        first: first line, in characters.
        right: right indent, in characters.
        before: space above, in lines; after: below.
        level: place in the outline from 0; None where it is no heading.
        pitched: whether its lines have the fixed pitch of the page.
        keep: whether it stays with the paragraph after it.
        bold: set bold.
        colour: a name of the house style's colours; "" for the default.
    """

    id: str
    name: str
    font: str = "body"
    size: float = SIZE
    align: str = "both"
    first: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    level: int | None = None
    pitched: bool = True
    keep: bool = False
    bold: bool = False
    colour: str = ""


NORMAL = Look("Normal", "Normal")
"""What every other style begins from: 3号仿宋."""
TITLE = Look("Title", "Title", "title", 22, "center", after=1, keep=True)
"""2号小标宋, centred."""
NUMBER = Look("DocumentNumber", "Document Number", align="center", after=2, keep=True)
"""发文字号."""
HEADINGS = (
    Look("Heading1", "heading 1", "heading", align="left", first=2, level=0, keep=True),
    Look("Heading2", "heading 2", "subheading", align="left", first=2, level=1, keep=True),
    Look("Heading3", "heading 3", align="left", first=2, level=2, keep=True),
    Look("Heading4", "heading 4", align="left", first=2, level=3, keep=True),
)
"""一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋, all 3号."""
BODY = Look("BodyText", "Body Text", first=2)
"""The text: 3号仿宋, first line two characters in."""
ATTACHED = Look("AttachmentList", "Attachment List", keep=True)
"""附件说明."""
OFFICE = Look("Signature", "Signature", align="right", before=2, keep=True)
"""发文机关署名."""
DATE = Look("Date", "Date", align="right", right=4)
"""成文日期, four characters from the right."""
ANNEX = Look("AnnexLabel", "Annex Label", "heading", align="left", keep=True)
"""附件1, 3号黑体 top left."""
ANNEX_TITLE = Look("AnnexTitle", "Annex Title", "title", 22, "center", before=1, after=1, level=0, keep=True)
"""Title of an annex, in the third line."""
CELL = Look("TableText", "Table Text", size=10.5, align="left", pitched=False)
"""A cell: 5号仿宋."""
HEAD_CELL = Look("TableHead", "Table Head", "heading", 10.5, "center", pitched=False, keep=True)
"""A head of a column: 5号黑体."""
HEADER = Look("Header", "header", "heading", 10.5, "right", pitched=False, colour="seal")
"""Draft mark and date."""
FOOTER = Look("Footer", "footer", PAGE_NUMBER, 14, "left", pitched=False)
"""The page number: 4号宋体."""
LOOKS = (NORMAL, TITLE, NUMBER, *HEADINGS, BODY, ATTACHED, OFFICE, DATE, ANNEX, ANNEX_TITLE, CELL, HEAD_CELL, HEADER,
         FOOTER)  # fmt: skip
"""Every paragraph style."""
RUN_IN, CODE = "RunInHead", "NumberCode"
"""Ids of the character styles: how a paragraph begins, and a number's code behind it."""
LANGUAGE = "zh-CN"
"""Of East Asian characters; names of schools are Chinese in an English document too."""
LATIN = {"zh": "en-US", "en": "en-GB"}
"""Language of a run → that of Latin letters and digits, by which lines are broken between words only."""
