"""The page's style sheets, from data files: one set for the exported page, the same parts for a notebook's cells."""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

TEMPLATES = Path(str(resources.files("analysis.reports.pages").joinpath("template")))
"""Where the style sheets and the nbconvert template lie."""


@functools.cache
def _sheet(name: str) -> str:
    return (TEMPLATES / f"{name}.css").read_text(encoding="utf-8").strip()


def page_style(title: str, mark: str) -> str:
    """The exported page's style: tokens, dark tokens on a screen that asks for them, frame, parts.

    Args:
        title: the page's title, printed top left of each sheet but the first.
        mark: draft mark and date, printed top right.
    """
    frame = _sheet("page").replace("{{ title }}", _css_text(title)).replace("{{ mark }}", _css_text(mark))
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{_sheet('dark')}{_sheet('figures_dark')}}}"
    return "\n".join(
        (f":root{_sheet('tokens')}", dark, frame.split("@media(max-width:960px)")[0], _sheet("parts"), _rest(frame))
    )


def _rest(frame: str) -> str:
    return "@media(max-width:960px)" + frame.split("@media(max-width:960px)")[1]


def notebook_style() -> str:
    """The parts' style for cells of a notebook, kept inside `.ducha` so that it changes nothing else of the editor."""
    base = "font:15px/1.7 var(--sans);color:var(--ink);background:var(--paper);font-variant-numeric:tabular-nums"
    return f"<style>.ducha{_sheet('tokens')}\n.ducha{{{base};padding:0 8px\n{_sheet('parts')}}}</style>"


def _css_text(text: str) -> str:
    """A text inside a CSS string: quotes, backslashes and line ends escaped, no way to close the style tag."""
    return "".join(mark if mark.isalnum() or mark in " ·，。-" else f"\\{ord(mark):x} " for mark in text)
