"""outputs/index.html: the rounds that have a page, newest first; samples only while there is no real round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from analysis.reports.pages.export import POLICY
from analysis.reports.pages.fonts import embed_fonts
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import LANG_TAGS
from analysis.reports.pages.style import page_style
from analysis.standards.model import Standards

INDEX = "index.html"
"""File name in outputs/."""


@dataclass(frozen=True)
class Entry:
    """A round on the index.

    Attributes:
        round_id: its folder.
        name: what it is called.
        kind: full, spot or revisit.
        last_day: last day of visits; newest first.
        sample: invented.
        pages: file names of its pages, in its folder.
    """

    round_id: str
    name: str
    kind: str
    last_day: date
    sample: bool
    pages: tuple[str, ...]


def draw_index(entries: Sequence[Entry], standards: Standards) -> str:
    """Draw the index as a page of its own; links stay inside outputs/."""
    real = [entry for entry in entries if not entry.sample]
    shown = sorted(real or entries, key=lambda entry: (entry.last_day, entry.round_id), reverse=True)
    title = standards.say("page.index.title")
    lines = (tag("li", _draw_entry(entry, standards)) for entry in shown)
    sample = None if real or not shown else tag("p", standards.say("page.index.sample"), class_="note")
    body = tag(
        "body",
        tag("div", tag("header", tag("h1", title)), tag("main", tag("ul", lines), sample), class_="sheet"),
        class_="ducha",
    )
    head = tag(
        "head", tag("meta", charset="utf-8"), tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="robots", content="noindex"), tag("title", title),
        tag("style", Markup("/*fonts*/" + page_style(title, "") + ".sheet{display:block}")),
    )  # fmt: skip
    text = f"<!doctype html>\n{tag('html', head, body, lang=LANG_TAGS[standards.lang])}\n"
    return text.replace("/*fonts*/", embed_fonts(text), 1)


def _draw_entry(entry: Entry, standards: Standards) -> Markup:
    first, *others = entry.pages
    link = tag("a", entry.name, href=f"{entry.round_id}/{first}")
    more = ((" · ", tag("a", page, href=f"{entry.round_id}/{page}")) for page in others)
    return join(
        link, " ", tag("span", entry.round_id, " · ", standards.say(f"round_kind.{entry.kind}"), class_="small"), more
    )
