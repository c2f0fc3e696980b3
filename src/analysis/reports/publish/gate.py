"""The privacy gate: nothing that looks like a person's number leaves in a product.

The shapes stand here and not in reading/privacy, which masks by its own: this is the second net, and a hole in the
first must not be one in both. It is read from the finished product, whatever way a number took into it.
"""

from __future__ import annotations

import html
import re

from nbformat import NotebookNode

from analysis.errors import Place, PrivacyStop
from analysis.standards.model import Standards

_DATA = re.compile(r"base64,[A-Za-z0-9+/=]+")
_STYLE = re.compile(r"<style\b.*?</style>|<svg\b.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
SHAPES = {
    "id_number": re.compile(
        r"(?<![0-9A-Za-z.])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
    ),
    "contact": re.compile(
        r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z]|\.[0-9])"
    ),
}
"""Class of refused content → what it looks like: an identity number with a date of birth, a mobile number."""


def read_text(page: str) -> str:
    """What a page shows: its text and its alternative texts, without style, fonts and drawings' numbers."""
    bare = _DATA.sub("", page)
    drawn = " ".join(found for found in _TEXT.findall(bare))
    labels = " ".join(re.findall(r'(?:aria-label|alt|title|data-h|data-some|data-all|data-none)="([^"]*)"', bare))
    return html.unescape(" ".join((_TAG.sub(" ", _STYLE.sub(" ", bare)), drawn, labels)))


def read_outputs(notebook: NotebookNode) -> str:
    """What the outputs of an executed notebook and the words of its analyst show, beside what its page shows."""
    parts: list[str] = []
    for cell in notebook.cells:
        parts += [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            parts += [output.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")]
    return "\n".join(part if isinstance(part, str) else "".join(part) for part in parts)


def stop_at_persons(page: str, standards: Standards, *, name: str) -> None:
    """Refuse a page that holds something like an identity or a mobile number.

    Raises:
        PrivacyStop: says which kind and how many, never what; nothing is written.
    """
    text = read_text(page)
    for kind, shape in SHAPES.items():
        found = shape.findall(text)
        if found:
            what = standards.say("page.gate", kind=standards.say(f"refused_class.{kind}"), count=len(found))
            raise PrivacyStop(what, place=Place(name), do=standards.say("page.gate_do"))
