"""Filters of the page's lists by town, school, area and item: what the page's script works on, in our own words.

The controls lie in a <template>, so a reader without scripts, a printer and a notebook see the whole page and no dead
button. The script is one file of ours; the page's policy names its hash, and no other script runs.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from analysis.narrative.selection import area_label, item_label
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import Page
from analysis.reports.pages.style import TEMPLATES


@functools.cache
def page_script() -> str:
    """The page's one script."""
    return (TEMPLATES / "page.js").read_text(encoding="utf-8").strip()


def script_source() -> str:
    """The script's hash as the page's policy names it: 'sha256-…'."""
    digest = hashlib.sha256(page_script().encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def mark_row(page: Page, *, school: str = "", town: str = "", area: str = "", item: str = "") -> Mapping[str, str]:
    """What a row is about, as the filters ask for it: only what is given, a school with its town, an item its area."""
    known = page.standards.items.get(item)
    marks = {"s": school, "t": town or page.town(school), "a": area or (known.area if known else ""), "i": item}
    return {f"data_{name}": value for name, value in marks.items() if value}


def draw_filters(page: Page) -> Markup:
    """The controls, for the script to put in place; only those with something to choose."""
    frame = page.results.map
    schools = [school for school in page.names if school in set(frame["school_id"])]
    towns = list(dict.fromkeys(page.town(school) for school in schools if page.town(school)))
    items = [item for item in page.standards.items if item in set(frame["item_id"])]
    choices = (
        ("t", page.say("head.town"), [(town, town) for town in towns]),
        ("s", page.standards.text(page.standards.entity.name), [(school, page.school(school)) for school in schools]),
        ("a", page.say("head.area"), [(area.id, area_label(page.standards, area)) for area in page.areas]),
        (
            "i",
            page.say("head.item"),
            [(item, f"{page.standards.code(item)} {item_label(page.standards, item)}") for item in items],
        ),
    )
    controls = [_draw_choice(page, *choice) for choice in choices if len(choice[2]) > 1]
    if not controls:
        return Markup("")
    form = tag(
        "form", *controls, tag("button", page.say("filter.clear"), type="reset"),
        tag("p", role="status"), class_="filters noprint", aria_label=page.say("filter.label"),
        data_some=page.say("filter.some", k="{k}", n="{n}"), data_all=page.say("filter.all", n="{n}"),
        data_none=page.say("filter.none"),
    )  # fmt: skip
    return tag("template", form, id="filters")


def _draw_choice(page: Page, key: str, name: str, choices: Iterable[tuple[str, str]]) -> Markup:
    options = join(tag("option", page.say("filter.every"), value=""),
                   (tag("option", text, value=value) for value, text in choices))  # fmt: skip
    return tag("label", tag("span", name), tag("select", options, name=key))
