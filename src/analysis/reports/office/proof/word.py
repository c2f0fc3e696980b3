"""A .docx as blocks: text, tables, text boxes, headers, footers, notes, comments, charts, what stands for pictures.

Tracked changes are taken as they stand.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.proof.attached import COMMENTS, list_alts, list_drawings
from analysis.reports.office.proof.blocks import Block, Piece, Reading, Span, cut_sentences, narrow
from analysis.reports.office.word.cleaning import accept_changes, is_changed

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGES = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC)\b", re.IGNORECASE)
"""Fields whose text is the program's own: page numbers, contents."""
_BESIDE = {"header": "head", "footer": "foot", "footnotes": "note", "endnotes": "endnote"}
"""Kind of relationship → kind of block, and the place's key."""
_NOTES = ("w:footnote", "w:endnote")
_GAPS = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}


def read_word(content: bytes) -> Reading:
    """Read a .docx.

    Args:
        content: the file.

    Raises:
        KeyError, ValueError, SyntaxError, BadZipFile: it is none.
    """
    document = docx.Document(io.BytesIO(content))
    body, levels = document.element, _find_levels(document.styles.element)
    beside = [
        (kind, parse_xml(relation.target_part.blob))
        for relation in document.part.rels.values()
        if not relation.is_external and (kind := _BESIDE.get(relation.reltype.rpartition("/")[2]))
    ]
    changes = any(is_changed(root) for root in (body, *(root for _, root in beside)))
    commented = _find_commented(body)
    blocks: list[Block] = []
    accept_changes(body)
    blocks += _list_blocks(body.body, levels)
    for kind, root in beside:
        accept_changes(root)
        blocks += _list_beside(kind, root)
    blocks += list_drawings(document.part, {})
    blocks += _list_comments(document.part, commented)
    core = document.core_properties
    day = core.created.date().isoformat() if core.created else ""
    return Reading(tuple(block for block in blocks if block.pieces), core.title or "", day, changes)


def _list_beside(kind: str, root: BaseOxmlElement) -> Iterator[Block]:
    """Headers and footers; notes with their numbers."""
    notes = [one for one in root.iter(*map(qn, _NOTES)) if one.get(qn("w:type")) is None]
    for number, holder in enumerate(notes or [root], start=1):
        where = (f"proof.place.{kind}", {"n": number} if notes else {})
        yield from (Block(kind, where, cut_sentences(*_read_paragraph(one))) for one in _walk(holder, "w:p"))
        yield from list_alts(holder, where)


def _find_commented(body: BaseOxmlElement) -> dict[str, str]:
    """Id of a comment → what it is on."""
    going: set[str] = set()
    found: dict[str, str] = {}
    for one in body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if one.tag == qn("w:t"):
            for key in going:
                found[key] += one.text or ""
        elif one.tag == qn("w:commentRangeStart"):
            going.add(one.get(qn("w:id"), ""))
            found[one.get(qn("w:id"), "")] = ""
        else:
            going.discard(one.get(qn("w:id"), ""))
    return found


def _list_comments(part: Any, commented: Mapping[str, str]) -> Iterator[Block]:
    """Comments by what they are on, without who wrote them."""
    for relation in part.rels.values():
        if relation.is_external or not relation.reltype.endswith(COMMENTS):
            continue
        for comment in parse_xml(relation.target_part.blob).iter(qn("w:comment")):
            where = ("proof.place.comment_on", {"on": commented.get(comment.get(qn("w:id"), ""), "")})
            for one in comment.iter(qn("w:p")):
                yield Block("comment", where, cut_sentences(*_read_paragraph(one)))


def _find_levels(styles: BaseOxmlElement) -> dict[str, int]:
    """Id of a style → its level in the outline, its own or that of the style it is based on."""
    own = {one.get(qn("w:styleId"), ""): one for one in styles.iter(qn("w:style"))}
    levels: dict[str, int] = {}
    for name, style in own.items():
        seen: set[str] = set()
        while style is not None and name not in levels and style.get(qn("w:styleId")) not in seen:
            seen.add(style.get(qn("w:styleId"), ""))
            level = next(style.iter(qn("w:outlineLvl")), None)
            if level is not None:
                levels[name] = int(level.get(qn("w:val"), "9"))
            based = style.find(qn("w:basedOn"))
            style = None if based is None else own.get(based.get(qn("w:val"), ""))
    return levels


def _list_blocks(body: BaseOxmlElement, levels: dict[str, int]) -> Iterator[Block]:
    """Paragraphs by the heading above them, rows by their table's place under it."""
    heading, paragraphs, tables = "", 0, 0
    for block in body:
        if block.tag == qn("w:tbl"):
            tables += 1
            yield from _list_rows(block, {"heading": heading, "table": tables})
            yield from list_alts(block, ("proof.place.alt", {"heading": heading}))
            continue
        yield from list_alts(block, ("proof.place.alt", {"heading": heading}))
        for one in ([block] if block.tag == qn("w:p") else []) + list(_walk(block, "w:p")):
            text, spans = _read_paragraph(one)
            pieces = cut_sentences(text, spans)
            if not pieces:
                continue
            level = _level(one, levels)
            paragraphs += 1
            where = {"heading": heading, "n": paragraphs}
            if level is not None:
                heading, paragraphs, tables = text.strip(), 0, 0
                where = {"heading": heading, "n": 0}
            yield Block("text", ("proof.place.paragraph", where), pieces)


def _level(paragraph: BaseOxmlElement, levels: dict[str, int]) -> int | None:
    own = next(paragraph.iter(qn("w:outlineLvl")), None)
    if own is not None:
        return int(own.get(qn("w:val"), "9")) if int(own.get(qn("w:val"), "9")) < 9 else None
    style = next(paragraph.iter(qn("w:pStyle")), None)
    level = None if style is None else levels.get(style.get(qn("w:val"), ""))
    return level if level is not None and level < 9 else None


def _list_rows(table: BaseOxmlElement, where: dict[str, object]) -> Iterator[Block]:
    for row, line in enumerate(_walk(table, "w:tr"), start=1):
        cells = []
        for cell in line.iter(qn("w:tc")):
            text, spans = "", []
            for one in _walk(cell, "w:p"):
                more, marked = _read_paragraph(one)
                spans += [Span(span.start + len(text), span.end + len(text), span.name) for span in marked]
                text += more
            cells.append(Piece(narrow(text), tuple(spans)))
        yield Block("row", ("proof.place.cell", {**where, "row": row}), tuple(cells))


def _walk(root: BaseOxmlElement, name: str) -> Iterator[BaseOxmlElement]:
    """Elements below, without the second copy that a text box keeps for older programs."""
    for one in root.iter(qn(name)):
        if one is not root and not any(up.tag == _FALLBACK for up in one.iterancestors()):
            yield one


def _read_paragraph(paragraph: BaseOxmlElement) -> tuple[str, tuple[Span, ...]]:
    """Text of a paragraph itself, and the bookmarks that begin in it; page numbers are no text of it."""
    text, open_, spans = "", {}, []
    fields: list[bool] = []
    for one in paragraph.iter():
        if one.tag == qn("w:p") or not _belongs(one, paragraph):
            continue
        if one.tag == qn("w:fldChar"):
            kind = one.get(qn("w:fldCharType"))
            if kind == "begin":
                fields.append(False)
            elif kind == "end" and fields:
                fields.pop()
        elif one.tag == qn("w:instrText") and fields:
            fields[-1] = fields[-1] or bool(_PAGES.match(one.text or ""))
        elif one.tag == qn("w:bookmarkStart"):
            open_[one.get(qn("w:id"), "")] = (one.get(qn("w:name"), ""), len(text))
        elif one.tag == qn("w:bookmarkEnd") and one.get(qn("w:id"), "") in open_:
            name, start = open_.pop(one.get(qn("w:id"), ""))
            spans.append(Span(start, len(text), name))
        elif not any(fields):
            text += (one.text or "") if one.tag == qn("w:t") else _GAPS.get(one.tag, "") if _in_run(one) else ""
    return text, tuple(spans)


def _in_run(element: BaseOxmlElement) -> bool:
    """A tab of a run is a gap; one of a paragraph's properties is where gaps end."""
    return bool(element.getparent().tag == qn("w:r"))


def _belongs(element: BaseOxmlElement, paragraph: BaseOxmlElement) -> bool:
    """Whether it is of this paragraph, not of a text box on it, and no page number."""
    for up in element.iterancestors():
        if up.tag == qn("w:fldSimple") and _PAGES.match(up.get(qn("w:instr"), "")):
            return False
        if up.tag == qn("w:p"):
            return up is paragraph
    return False
