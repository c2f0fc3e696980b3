"""What a document says beside its text: in place of pictures, in comments, in diagrams and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from analysis.reports.office.proof.blocks import Block, cut_sentences
from analysis.reports.office.proof.charts import read_chart

COMMENTS = "/comments"
"""End of the kind of relationship that leads to comments, those of today's programs and of older ones."""
_CHART, _DIAGRAM = "/chart", "/diagramData"
Where = Mapping[str, object]


def list_alts(root: Any, where: tuple[str, Where]) -> Iterator[Block]:
    """The alternative texts of the pictures, charts and tables below an element, each once.

    Args:
        root: the element.
        where: key and fields of the place.
    """
    texts: list[str] = []
    for one in root.iter("{*}docPr", "{*}cNvPr"):
        texts += [one.get("title", ""), one.get("descr", "")]
    for one in root.iter("{*}tblCaption", "{*}tblDescription"):
        texts += [value for name, value in one.attrib.items() if name.endswith("}val")]
    yield from (Block("alt", where, cut_sentences(text)) for text in dict.fromkeys(texts) if text)


def list_drawings(part: Any, where: Where) -> Iterator[Block]:
    """The charts and diagrams that a part shows.

    Args:
        part: of a slide, or of a text.
        where: fields of its place; a chart's own are added.
    """
    relations = [one for one in part.rels.values() if not one.is_external]
    charts = sorted((one for one in relations if one.reltype.endswith(_CHART)), key=_get_number)
    for number, chart in enumerate(charts, start=1):
        yield from read_chart(chart.target_part, {**where, "chart": number})
    for relation in relations:
        if relation.reltype.endswith(_DIAGRAM):
            yield from _list_paragraphs(parse_xml(relation.target_part.blob), "text", ("proof.place.diagram", where))


def _get_number(relation: Any) -> tuple[int, str]:
    """`rId9` before `rId10`."""
    return len(relation.rId), relation.rId


def list_slide_comments(part: Any, where: Where) -> Iterator[Block]:
    """The comments on a slide and the answers to them, without who wrote them.

    Args:
        part: of the slide.
        where: fields of its place.
    """
    place = ("proof.place.comment", where)
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(COMMENTS):
            root = parse_xml(relation.target_part.blob)
            for one in root.iter(qn("p:text")):
                yield Block("comment", place, cut_sentences(one.text or ""))
            yield from _list_paragraphs(root, "comment", place)


def _list_paragraphs(root: Any, kind: str, where: tuple[str, Where]) -> Iterator[Block]:
    for paragraph in root.iter(qn("a:p")):
        yield Block(kind, where, cut_sentences("".join(one.text or "" for one in paragraph.iter(qn("a:t")))))
