"""What is filled in an office's template: {{标题}}, {{文号}}, {{日期}}, {{机关}}, and where the text goes, {{正文}}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.narrative.document import Document
from analysis.reports.office.word.manuscript import Manuscript

FIELDS = {"标题": "title", "title": "title", "文号": "number", "number": "number", "日期": "date", "date": "date",
          "机关": "office", "office": "office"}  # fmt: skip
"""Name in a template, Chinese or English → what it stands for."""
BODY = ("正文", "body")
"""Names of the place of the text: its paragraph gives way to it."""
_FIELD = re.compile(r"[{｛]{2}\s*([^{}｛｝]*?)\s*[}｝]{2}")


def fill_fields(manuscript: Manuscript, document: Document) -> frozenset[str]:
    """Fill the fields of a template, in its text, tables, text boxes, headers and footers.

    Args:
        manuscript: a template that was opened.
        document: what they are filled with; what it has not leaves them empty.

    Returns:
        The fields that there were, of title, number, date and office.
    """
    values = {"title": document.title, "number": document.number, "date": document.day, "office": document.office}
    found: set[str] = set()
    for root in list_roots(manuscript):
        for paragraph in root.iter(qn("w:p")):
            found |= _fill(paragraph, values)
    return frozenset(found)


def list_roots(manuscript: Manuscript) -> Iterator[BaseOxmlElement]:
    """The text of the template and its headers and footers."""
    part = manuscript.document.part
    yield manuscript.document.element
    for relation in part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            yield relation.target_part.element


def list_left_over(manuscript: Manuscript) -> list[str]:
    """The fields that nothing fills, as they are written: unknown ones, and a second place of the text.

    Args:
        manuscript: a template that was opened.
    """
    return list(dict.fromkeys(
        match[0]
        for root in list_roots(manuscript)
        for paragraph in root.iter(qn("w:p"))
        if paragraph is not manuscript.place
        for match in _FIELD.finditer("".join(one.text or "" for one in _list_texts(paragraph)))
        if match[1].lower() not in FIELDS
    ))  # fmt: skip


def find_body(root: BaseOxmlElement) -> BaseOxmlElement | None:
    """The paragraph that gives way to the text; one in a text box has no room for it and is none."""
    paragraphs: Iterator[BaseOxmlElement] = root.iter(qn("w:p"))
    for paragraph in paragraphs:
        names = _FIELD.findall("".join(text.text or "" for text in _list_texts(paragraph)))
        boxed = any(one.tag == qn("w:txbxContent") for one in paragraph.iterancestors())
        if not boxed and any(name.lower() in BODY for name in names):
            return paragraph
    return None


def _list_texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The texts of a paragraph itself, without those of a text box that hangs on it."""
    return [one for one in paragraph.iter(qn("w:t"))
            if next(up for up in one.iterancestors() if up.tag == qn("w:p")) is paragraph]  # fmt: skip


def _fill(paragraph: BaseOxmlElement, values: dict[str, str]) -> set[str]:
    """Fill a paragraph's fields; Word may have cut one into several runs, and the first one's look is kept."""
    texts, found = _list_texts(paragraph), set()
    whole = "".join(one.text or "" for one in texts)
    for match in reversed(list(_FIELD.finditer(whole))):
        name = FIELDS.get(match[1].lower())
        if name:
            found.add(name)
            _put(texts, match.span(), values[name])
    return found


def _put(texts: list[BaseOxmlElement], span: tuple[int, int], value: str) -> None:
    start = 0
    for one in texts:
        text = one.text or ""
        first, last = max(span[0] - start, 0), min(span[1] - start, len(text))
        start += len(text)
        if first < last:
            one.text, value = text[:first] + value + text[last:], ""
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
