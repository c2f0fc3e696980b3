"""outputs/index.html: the rounds that have a page, newest first; samples only while there is no real round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from analysis.narrative.passages import write_day
from analysis.reports.pages.export import POLICY
from analysis.reports.pages.fonts import embed_fonts
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import LANG_TAGS
from analysis.reports.pages.style import page_style, write_tokens
from analysis.standards.model import Standards
from analysis.standards.style import Style

INDEX = "index.html"
"""File name in outputs/."""
STYLE = (
    ".sheet{display:block}"
    ".facts{display:flex;flex-wrap:wrap;align-items:baseline;gap:6px 8px;margin:8px 0}"
    ".facts dt{font-size:13px}.facts dd{margin:0 20px 0 0;font-size:18px}"
    ".schools{columns:4 11em;list-style:none;padding:0}"
)
"""What the index adds to the style of a page."""


@dataclass(frozen=True)
class Entry:
    """A round on the index.

    Attributes:
        round_id: its folder.
        name: what it is called.
        kind: full, spot or revisit.
        last_day: last day of visits; newest first.
        sample: invented.
        pages: file names of its pages and texts, in its folder.
        as_of: the day that its deadlines are held against.
        facts: what it came to: (label, k/N), coverage first, then each area.
        state: draft, closed or erratum in words; "" where nothing is known of what the page tells.
        schools: (name, file in its folder) of each school's page, in the register's order.
    """

    round_id: str
    name: str
    kind: str
    last_day: date
    sample: bool
    pages: tuple[str, ...]
    as_of: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    schools: tuple[tuple[str, str], ...] = ()
    state: str = ""


def draw_index(entries: Sequence[Entry], standards: Standards) -> str:
    """Draw the index as a page of its own; links stay inside outputs/."""
    real = [entry for entry in entries if not entry.sample]
    shown = sorted(real or entries, key=lambda entry: (entry.last_day, entry.round_id), reverse=True)
    title = standards.say("page.index.title")
    rounds = [_draw_entry(entry, standards) for entry in shown]
    sample = None if real or not shown else tag("p", standards.say("page.index.sample"), class_="note")
    body = tag(
        "body",
        tag("div", tag("header", tag("h1", title)), tag("main", rounds, sample), class_="sheet"),
        class_="ducha",
    )
    head = tag(
        "head", tag("meta", charset="utf-8"), tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="robots", content="noindex"), tag("title", title),
        tag("style", Markup("/*fonts*/" + _style(title, standards.style))),
    )  # fmt: skip
    text = f"<!doctype html>\n{tag('html', head, body, lang=LANG_TAGS[standards.lang])}\n"
    return text.replace("/*fonts*/", embed_fonts(text), 1)


def _style(title: str, style: Style) -> str:
    colours = style.colours
    return page_style(write_tokens(style), title, "", edge=colours["ink2"], stamp=colours["seal"]) + STYLE


def _draw_entry(entry: Entry, standards: Standards) -> Markup:
    """A round: its name as the link, what it came to, and everything of it that can be opened."""
    first, *others = entry.pages
    dot, say = " · ", standards.say
    told = [entry.round_id, say(f"round_kind.{entry.kind}"), *([entry.state] if entry.state else [])]
    if entry.as_of:
        told.append(say("page.index.as_of", day=write_day(standards, entry.as_of, base=None)))
    facts = (join(tag("dt", label), tag("dd", number)) for label, number in entry.facts)
    links = (join(" ", tag("a", page, href=f"{entry.round_id}/{page}")) for page in others)
    return tag(
        "section",
        tag("h2", tag("a", entry.name, href=f"{entry.round_id}/{first}")),
        tag("p", dot.join(told), links, class_="small"),
        tag("dl", facts, class_="facts") if entry.facts else None,
        None if entry.state else tag("p", say("page.index.untold", round=entry.round_id), class_="note"),
        _draw_schools(entry, standards),
    )


def _draw_schools(entry: Entry, standards: Standards) -> Markup:
    """The schools' pages, folded away."""
    if not entry.schools:
        return Markup("")
    links = (tag("li", tag("a", name, href=f"{entry.round_id}/{page}")) for name, page in entry.schools)
    summary = tag("summary", standards.say("page.index.schools", count=len(entry.schools)))
    return tag("details", summary, tag("ul", links, class_="schools"))
