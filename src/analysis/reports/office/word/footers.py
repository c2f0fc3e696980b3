"""Headers with the draft mark, page numbers between dashes: right on odd pages, left on even ones, one character in.

A page that is turned keeps its number where the other pages have it: at the edge that is the lower one when the sheets
lie together, which is the turned page's left.
"""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.elements import make
from analysis.reports.office.word.layout import MARGINS, NUMBER_GAP, PAPER
from analysis.reports.office.word.looks import FOOTER, HEADER
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.paragraphs import make_paragraph, make_run

SIDES = {"default": "right", "even": "left"}
"""Kind of page → side of its number; the default is the odd one."""
_BOX = (40.0, 8.0)
"""Length and height of the box of a turned number, mm."""
_CHARACTER = 14 / 72 * 25.4
"""One character of 4号 in mm."""
_EMU = 36000
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def make_pages(manuscript: Manuscript, mark: str) -> tuple[BaseOxmlElement, ...]:
    """Headers and footers of upright pages.

    Args:
        manuscript: the document that gets them.
        mark: draft mark and date; "" for none.

    Returns:
        References for the properties of a section.
    """
    parts = []
    for kind, side in SIDES.items():
        parts.append(_refer(manuscript, "header", kind, _make_mark(manuscript, mark)))
        parts.append(_refer(manuscript, "footer", kind, _make_number(manuscript, side)))
    return tuple(parts)


def make_turned_pages(manuscript: Manuscript, mark: str) -> tuple[BaseOxmlElement, ...]:
    """Headers and footers of turned pages: the number stands in a box at the left, its foot to the edge."""
    parts = []
    for place, (kind, side) in enumerate(SIDES.items(), start=1):
        marked = _make_mark(manuscript, mark)
        marked.append(_make_box(manuscript, side, place))
        parts.append(_refer(manuscript, "header", kind, marked))
        parts.append(_refer(manuscript, "footer", kind, make_paragraph(manuscript, FOOTER)))
    return tuple(parts)


def mark_headers(manuscript: Manuscript, mark: str) -> None:
    """Put the draft mark below what a template has in its headers, on every kind of page that it tells apart."""
    document = manuscript.document
    for place, section in enumerate(document.sections if mark else ()):
        headers = [section.header]
        headers += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        for header in headers:
            if place == 0 and header.is_linked_to_previous:
                header.is_linked_to_previous = False  # there is none before: it has no header at all
                for empty in header.paragraphs:
                    empty._p.getparent().remove(empty._p)
            if not header.is_linked_to_previous:
                header._element.append(_make_mark(manuscript, mark))


def _refer(manuscript: Manuscript, kind: str, page: str, paragraph: BaseOxmlElement) -> BaseOxmlElement:
    part, relation = getattr(manuscript.document.part, f"add_{kind}_part")()
    for old in list(part.element):
        part.element.remove(old)
    part.element.append(paragraph)
    reference = make(f"w:{kind}Reference", type=page)
    reference.set(qn("r:id"), relation)
    return reference


def _make_mark(manuscript: Manuscript, mark: str) -> BaseOxmlElement:
    return make_paragraph(manuscript, HEADER, *([make_run(manuscript, mark)] if mark else []))


def _make_number(manuscript: Manuscript, side: str) -> BaseOxmlElement:
    indent = make("w:ind", **{f"{side}Chars": 100, side: 280})
    return make_paragraph(manuscript, FOOTER, *_number_runs(manuscript), properties=(indent, make("w:jc", val=side)))


def _number_runs(manuscript: Manuscript) -> tuple[BaseOxmlElement, ...]:
    """`— 1 —`."""
    page = make("w:fldSimple", make_run(manuscript, "1"), instr="PAGE")
    return make_run(manuscript, "— "), page, make_run(manuscript, " —")


def _make_box(manuscript: Manuscript, side: str, place: int) -> BaseOxmlElement:
    """The number of a turned page, its text running downwards.

    The turned page lies with its head at the left of the upright one, so the upright page's foot is its left edge, the
    upright right its foot and the upright left its head.
    """
    length, height = _BOX
    left = MARGINS["bottom"] - NUMBER_GAP - height / 2
    edge = MARGINS[side] + _CHARACTER
    top = edge if side == "left" else PAPER[0] - edge - length
    written = make_paragraph(manuscript, FOOTER, *_number_runs(manuscript), properties=(make("w:jc", val=side),))
    box = parse_xml(_BOX_XML.format(
        place=place, left=round(left * _EMU), top=round(top * _EMU), width=round(height * _EMU),
        height=round(length * _EMU), words=nsdecls("w", "wp", "a"), spaces=_SPACES,
    ))  # fmt: skip
    next(box.iter(qn("w:txbxContent"))).append(written)
    return box


_BOX_XML = """<w:r {words} {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{place}" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{place}" name="Page Number {place}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"""
