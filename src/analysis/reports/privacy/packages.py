"""The texts of Word, PowerPoint and Excel files: every XML part of the package, and the files inside it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

Reader = Callable[[str, bytes], Iterator[tuple[str, str]]]
PACKAGES = (".docx", ".pptx", ".xlsx")
"""Endings of such files."""
_WHOLE = {"p", "si", "is", "comment", "dt"}
"""Elements whose texts a reader sees as one, however many runs they are cut into."""
_PLACES = {"posOffset", "align", "pctWidth", "pctHeight"}
"""Where a drawing stands in a paragraph: numbers that no reader sees, and that side by side look like a long one."""
_ROOT = "_rels/.rels"
_PROPERTIES = re.compile("/(?:core-properties|extended-?[pP]roperties)$")
"""How the types of relationships end by which a package has its properties, also in its strict form."""
_AUTHORS = {"creator", "lastModifiedBy", "Manager"}
"""Properties that hold a person's name, whatever they say."""
_STRINGS = "xl/sharedStrings.xml"


def read_package(data: bytes, read_part: Reader) -> Iterator[tuple[str, str]]:
    """The texts of a package with their places.

    Args:
        data: a .docx, .pptx or .xlsx file; one that is damaged has no text that a program would show.
        read_part: reads a file inside it, by its name.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield "", data.decode("utf-8", "replace")
        return
    with package:
        parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    # An annex has a quarter of a million cells: each part is parsed once.
    roots = {name: ElementTree.fromstring(content) for name, content in parts.items()
             if PurePosixPath(name).suffix in (".xml", ".rels", ".vml")}  # fmt: skip
    cells = _find_cells(roots)
    for name, content in parts.items():
        yield "zip", name
        if name in roots:
            yield from _read_xml(name, roots[name], cells)
        else:
            yield from ((f"{name} {place}".strip(), text) for place, text in read_part(name, content))


def list_authors(data: bytes) -> Iterator[str]:
    """Where the properties of a package, under whatever name they lie, tell of a person: `docProps/core.xml creator`.

    Args:
        data: a .docx, .pptx or .xlsx file.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        links = ElementTree.fromstring(package.read(_ROOT)) if _ROOT in names else ()
        told = {link.get("Target", "").lstrip("/") for link in links if _PROPERTIES.search(link.get("Type", ""))}
        for name in sorted(told & names):
            root = ElementTree.fromstring(package.read(name))
            fields = (_local(one) for one in root.iter() if (one.text or "").strip())
            yield from (f"{name} {field}" for field in fields if field in _AUTHORS)


def _read_xml(name: str, root: Element, cells: dict[int, str]) -> Iterator[tuple[str, str]]:
    for number, (element, text) in enumerate(_list_texts(root), start=1):
        place = cells.get(number - 1, "") if name == _STRINGS else f"{name} {element.get('r') or number}"
        yield place or f"{name} {number}", text
    values = (value for element in root.iter() for value in element.attrib.values())
    yield name, "\n".join(value for value in values if len(value) > 1)


def _list_texts(element: Element) -> Iterator[tuple[Element, str]]:
    """Paragraphs, cells and other texts in document order, each as one text."""
    if _local(element) in _WHOLE:
        text = "".join(part for one in element.iter() if _local(one) not in _PLACES for part in _own_texts(one))
        if text.strip() or _local(element) == "si":  # shared strings are counted
            yield element, text
        return
    if _local(element) == "c" and element.get("t") == "s":
        return  # its value is the number of a shared string, which is read where it stands
    if element.text and element.text.strip():
        yield element, element.text
    for child in element:
        yield from _list_texts(child)
        if child.tail and child.tail.strip():
            yield element, child.tail


def _own_texts(element: Element) -> Iterator[str]:
    """The text of an element, and what stands between its children."""
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _find_cells(roots: dict[str, Element]) -> dict[int, str]:
    """Number of a shared string → the first cell that shows it, as `sheet1 B3`."""
    found: dict[int, str] = {}
    for name, root in roots.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            sheet = PurePosixPath(name).stem
            for cell in root.iterfind(".//{*}c[@t='s']"):
                value = cell.find("{*}v")
                if value is not None and (value.text or "").isdigit():
                    found.setdefault(int(value.text or 0), f"{sheet} {cell.get('r', '')}")
    return found
