"""The first screen: draft mark, title, who was due and seen, how far the page can be trusted, three things."""

from __future__ import annotations

import base64

from markupsafe import Markup

from analysis.narrative.opening import write_draft_mark, write_facts, write_title, write_trust
from analysis.narrative.three import Thing, choose_three
from analysis.reports.pages.erratum import draw_erratum
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.numbers import link_number, show_passage
from analysis.reports.pages.page import LANG_TAGS, Block, Page, paragraph
from analysis.reports.pages.style import write_tokens


def draw_front(page: Page) -> Block:
    """The page's head: draft mark, title, facts of the round."""
    mark = write_draft_mark(page.story)
    links = tag("span", tag("a", page.say("sources_link"), href="#sources"), class_="noprint")
    sample = tag("span", page.say("sample_mark"), class_="draft sample") if page.sample else None
    top = tag("div", tag("span", tag("span", mark, class_="draft"), sample, class_="marks"), links, class_="top")
    facts = (
        tag("div", tag("dt", fact.label), tag("dd", show_passage(page, fact.text))) for fact in write_facts(page.story)
    )
    title = write_title(page.story)
    head = tag("header", draw_logo(page), top, tag("h1", title), tag("dl", facts, class_="facts"))
    return Block(head, slot="head", facts=page_facts(page, title=title, mark=mark))


def draw_logo(page: Page) -> Markup | None:
    """The office's logo inside the page, named by its office; nothing where style.toml brings none."""
    if not (logo := page.standards.style.logo):
        return None
    source = f"data:image/png;base64,{base64.b64encode(logo).decode('ascii')}"
    return tag("img", src=source, alt=page.story.office, class_="logo")


def page_facts(page: Page, *, title: str, mark: str) -> dict[str, str]:
    """What the export has to know: language, titles, the mark of printed sheets, the house style, a few words."""
    style = page.standards.style
    mark = f"{page.say('sample_mark')} · {mark}" if page.sample else mark
    printed, footer = mark, page.say("footer", round=page.round_id)
    if not page.story.closed:
        printed, footer = page.say("print_mark", mark=mark), footer + page.say("footer_draft")
    return {
        "lang": LANG_TAGS[page.standards.lang], "title": title,
        "page_title": page.say("page_title", title=title, mark=mark), "mark": printed,
        "footer": footer, "skip": page.say("skip"), "contents": page.say("contents"),
        "beside": page.say("beside"),
        "tokens": write_tokens(style), "edge": style.colours["ink2"], "stamp": style.colours["seal"],
    }  # fmt: skip


def draw_trust(page: Page) -> Block:
    """One bar: what was read, what a person has to look at and which numbers that touches, what was refused."""
    label = page.say("trust")
    lines = (tag("p", show_passage(page, line)) for line in write_trust(page.story))
    more = tag("p", tag("a", page.say("trust_link"), href="#quality"), class_="noprint")
    bar = tag("div", tag("p", tag("strong", label)), lines, more, class_="trust", role="region", aria_label=label)
    changed = paragraph(tag("strong", page.story.changed), css="notice") if page.story.changed else None
    return Block(join(changed, bar, _tell_nothing(page), draw_erratum(page)))


def _tell_nothing(page: Page) -> Markup:
    """That no result was seen or verified, where that is so: the page must not look like a result."""
    if page.judged:
        return Markup("")
    states = page.results.workbooks["state"]
    told = page.say("nothing_judged", books=len(states), read=int((states == "read").sum()))
    return paragraph(tag("strong", told), css="notice")


def draw_three(page: Page) -> Block:
    """What a director should see first: three things at most, each k/N, a sentence and what to decide."""
    things = choose_three(page.story)
    if not things:
        return Block(paragraph(page.say("no_things")))
    return Block(tag("ol", (_draw_thing(page, thing) for thing in things), class_="three"))


def _draw_thing(page: Page, thing: Thing) -> Markup:
    ask = paragraph(tag("b", page.say("ask")), show_passage(page, thing.ask), css="ask") if thing.ask else None
    return tag(
        "li",
        tag("h3", thing.title),
        tag("p", link_number(page, thing.number), tag("small", thing.unit), class_="big"),
        paragraph(show_passage(page, thing.text)),
        ask,
    )


def join_pair(left: Piece, right: Piece) -> Markup:
    """Two pieces side by side on a desk, one above the other on a phone; one alone stands by itself."""
    both = join(left), join(right)
    return tag("div", (tag("div", piece) for piece in both), class_="pair") if all(both) else join(both)
