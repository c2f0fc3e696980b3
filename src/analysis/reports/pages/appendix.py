"""What the sections of the analyst's appendix share: each is folded away under its title and method."""

from __future__ import annotations

from markupsafe import Markup

from analysis.narrative.method import cite_method
from analysis.reports.pages.markup import Piece, join, tag
from analysis.reports.pages.page import Page


def fold_section(page: Page, name: str, *pieces: Piece, methods: tuple[str, ...] = ()) -> Markup:
    """A section under its title, which names the methods; nothing where there is nothing in it.

    Args:
        page: the page.
        name: key of its title in [page.analysis], and its anchor after `an-`.
        pieces: paragraphs, figures and tables.
        methods: keys of [method] that it uses.
    """
    content = join(*pieces)
    if not content:
        return Markup("")
    title = page.say(f"analysis.{name}") + cite_method(page.standards, *methods)
    # The id is inside, so that a link to it opens the section.
    return tag("details", tag("summary", title), tag("div", content, id=f"an-{name}"))
