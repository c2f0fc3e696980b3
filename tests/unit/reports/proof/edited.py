"""Documents edited as people edit them: text replaced, paragraphs added, runs joined, changes tracked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pptx import Presentation
from pptx.oxml.ns import qn as slide_name

ANY = ""


class EditedWord:
    """A .docx that is being edited."""

    def __init__(self, content: bytes) -> None:
        self.document = docx.Document(io.BytesIO(content))

    def roots(self) -> Iterator[Any]:
        yield self.document.element.body
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith(("/header", "/footer")):
                yield relation.target_part.element

    def find(self, text: str) -> Any:
        """The first paragraph that holds a text."""
        return next(
            one for root in self.roots() for one in root.iter(qn("w:p"))
            if text in "".join(part.text or "" for part in one.iter(qn("w:t")))
        )  # fmt: skip

    def replace(self, old: str, new: str, *, within: str = ANY, header: bool = False) -> EditedWord:
        """Replace a text, cut into runs as it may be, once, in the first paragraph that holds `within` and it."""
        for root in list(self.roots())[1 if header else 0 :]:
            for paragraph in root.iter(qn("w:p")):
                parts = list(paragraph.iter(qn("w:t")))
                whole = "".join(part.text or "" for part in parts)
                if old in whole and within in whole:
                    put(parts, whole.index(within) + whole[whole.index(within) :].find(old), len(old), new)
                    return self
        raise AssertionError(f"{old} stands nowhere")

    def add(self, text: str, *, after: str) -> EditedWord:
        """A paragraph of a person's own behind the one that holds `after`."""
        self.find(after).addnext(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>"))
        return self

    def join(self, holding: str) -> EditedWord:
        """Set a paragraph anew as one run without a bookmark, as pasting it does."""
        paragraph = self.find(holding)
        text = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        for one in [one for one in paragraph if one.tag != qn("w:pPr")]:
            paragraph.remove(one)
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>"))
        return self

    def track(self, old: str, new: str) -> EditedWord:
        """Strike a text out and add another, as Word tracks it."""
        run = next(one for one in self.document.element.body.iter(qn("w:r")) if old in "".join(one.itertext()))
        gone, more = deepcopy(run), deepcopy(run)
        for text in gone.iter(qn("w:t")):
            text.tag = qn("w:delText")
        for text in more.iter(qn("w:t")):
            text.text = text.text.replace(old, new)
        for name, inner in (("ins", more), ("del", gone)):
            change = parse_xml(f'<w:{name} {nsdecls("w")} w:id="9{len(name)}" w:author="x"/>')
            change.append(inner)
            run.addnext(change)
        run.getparent().remove(run)
        return self

    def save(self) -> bytes:
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()


def put(parts: list[Any], start: int, length: int, new: str) -> None:
    """Replace what stands at a place of a text that is cut into parts."""
    at = 0
    for part in parts:
        text = part.text or ""
        first, last = max(start - at, 0), min(start + length - at, len(text))
        at += len(text)
        if first < last:
            part.text, new = text[:first] + new + text[last:], ""


class EditedSlides:
    """A .pptx that is being edited."""

    def __init__(self, content: bytes) -> None:
        self.deck = Presentation(io.BytesIO(content))

    def replace(self, old: str, new: str, *, notes: bool = False) -> EditedSlides:
        """Replace a text once, on the slides or in their notes."""
        for slide in self.deck.slides:
            root = slide.notes_slide._element if notes else slide._element
            for paragraph in root.iter(slide_name("a:p")):
                parts = list(paragraph.iter(slide_name("a:t")))
                whole = "".join(part.text or "" for part in parts)
                if old in whole:
                    put(parts, whole.index(old), len(old), new)
                    return self
        raise AssertionError(f"{old} stands nowhere")

    def set_value(self, *, category: str, series: int, value: str) -> EditedSlides:
        """Set a number of the first chart that has such a category, as its data sheet would."""
        for chart in (shape.chart for slide in self.deck.slides for shape in slide.shapes if shape.has_chart):
            plot = chart.plots[0]
            names = [str(name) for name in plot.categories]
            if category in names:
                values = plot.series[series]._element.find(slide_name("c:val"))
                point = next(
                    one for one in values.iter(slide_name("c:pt")) if one.get("idx") == str(names.index(category))
                )
                point.find(slide_name("c:v")).text = value
                return self
        raise AssertionError(f"{category} stands nowhere")

    def save(self) -> bytes:
        made = io.BytesIO()
        self.deck.save(made)
        return made.getvalue()
