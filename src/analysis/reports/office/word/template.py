"""The office's own document as a template: proved, freed of what it tells of people, and opened where the text goes."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.templates import open_template_package, read_damaged, refuse_template
from analysis.reports.office.word.cleaning import clean_parts
from analysis.reports.office.word.elements import make
from analysis.reports.office.word.fields import find_body, list_left_over, list_roots
from analysis.reports.office.word.footers import mark_headers
from analysis.reports.office.word.layout import measure_line
from analysis.reports.office.word.looks import BODY
from analysis.reports.office.word.manuscript import Manuscript
from analysis.reports.office.word.marks import Marks
from analysis.reports.office.word.styles import fit_styles, follow_text
from analysis.standards.model import Standards

SUFFIX = ".docx"
"""How the name of such a template ends."""
_MAIN = b"wordprocessingml.document.main+xml"
_TEXT = "TemplateText"


def read_template(path: Path, standards: Standards) -> bytes:
    """Read a template and free it of comments, authors, tracked changes and own properties.

    Args:
        path: a .docx file.
        standards: words of the messages.

    Raises:
        UsageError: no file, no .docx, a damaged one, one with a password or macros, or with fields that nothing fills.
    """
    parts = open_template_package(path, standards)
    with read_damaged(path, standards):
        if _MAIN not in parts["[Content_Types].xml"]:
            raise ValueError("no Word document")
        cleaned = _pack(clean_parts(parts))
        opened = open_template(cleaned, standards)
        _try(opened)
        left = list_left_over(opened)
    if left:
        raise refuse_template(path, "left_over", standards, listed=standards.say("mark.list").join(left))
    return cleaned


def _try(opened: Manuscript) -> None:
    """Read whatever is read of a template while a text is written, so that a broken part is told before."""
    list(list_roots(opened))
    mark_headers(opened, " ")
    opened.save()


def _pack(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def open_template(template: bytes, standards: Standards) -> Manuscript:
    """Open a template where its text goes: at the paragraph that holds {{正文}}, else behind what it holds.

    Args:
        template: as `read_template` gives it.
        standards: words and house style.
    """
    document = docx.Document(io.BytesIO(template))
    body, styles = document.element.body, document.styles.element
    section = body.sectPr if body.sectPr is not None else body.get_or_add_sectPr()
    opened = Manuscript(document, standards, section, template=True, marks=Marks(first=_count_bookmarks(body)))
    opened.styles = fit_styles(styles, standards)
    placeholder = find_body(body)
    if placeholder is not None:
        opened.place = placeholder
        styles.append(_follow(placeholder, opened.styles[BODY.id]))
        opened.styles[BODY.id] = _TEXT
        follow_text(styles, _TEXT)
    opened.width = measure_line(opened.section)
    return opened


def _count_bookmarks(body: BaseOxmlElement) -> int:
    ids = [one.get(qn("w:id"), "") for one in body.iter(qn("w:bookmarkStart"))]
    return max((int(one) for one in ids if one.isdigit()), default=0) + 1


def _follow(placeholder: BaseOxmlElement, body: str) -> BaseOxmlElement:
    """The look of the text: that of its placeholder, as the office formatted it there; ours where it has no style."""
    own = placeholder.find(qn("w:pPr"))
    named = None if own is None else own.find(qn("w:pStyle"))
    kept = [] if own is None else [one for one in own if one.tag not in _LEFT_BEHIND]
    run = next((one for one in placeholder.iter(qn("w:rPr")) if one.getparent().tag == qn("w:r")), None)
    based = body if named is None else named.get(qn("w:val"))
    parts = [make("w:name", val="Template Text"), make("w:basedOn", val=based), make("w:pPr", *_copy(kept))]
    parts += [make("w:rPr", *_copy(list(run)))] if run is not None else []
    return make("w:style", *parts, type="paragraph", styleId=_TEXT, customStyle=1)


_LEFT_BEHIND = (qn("w:pStyle"), qn("w:rPr"), qn("w:sectPr"), qn("w:pageBreakBefore"))


def _copy(elements: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    return [deepcopy(one) for one in elements]
