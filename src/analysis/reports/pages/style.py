"""The page's style sheets: colours from style.toml as CSS variables, everything else from data files.

One set stands in the exported page, the same parts in a notebook's cells.
"""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

from analysis.standards.style import Style

TEMPLATES = Path(str(resources.files("analysis.reports.pages").joinpath("template")))
"""Where the style sheets and the nbconvert template lie."""
_DRAWN = ("met", "partial", "unmet", "not_applicable", "not_inspected", "unknown", "short")
"""Fills that the page has a swatch or a cell of."""


@functools.cache
def _sheet(name: str) -> str:
    return (TEMPLATES / f"{name}.css").read_text(encoding="utf-8").strip()


def write_tokens(style: Style) -> str:
    """The house style as CSS variables.

    What the page itself is made of (`--ink`, `--bad`) a dark screen replaces (dark.css). What stands for a drawing,
    which is made for paper and turned over as a whole on a dark screen, keeps its colours: `--d-ink`, and face, edge,
    text and what stands in it of a fill as `--f-met`, `--e-met`, `--t-met`, `--o-met`.
    """
    colours, fills = style.colours, style.fills
    told = {name: colours[name] for name in ("ink", "ink2", "mute", "rule", "band", "paper", "link", "seal")}
    told["yellow"] = colours["asked"]
    told |= {"shade": f"{colours['ink']}26", "shadow": f"{colours['ink']}33"}
    told |= {"met-pale": fills["map_met"].face, "na": fills["not_applicable"].face}
    told |= {"bad": fills["unmet"].face, "bad-t": fills["unmet"].text, "bad-o": fills["unmet"].on}
    told |= {f"d-{name}": colours[name] for name in ("ink", "ink2", "paper")}
    for name in _DRAWN:
        fill = fills[name]
        told |= {f"f-{name}": fill.face, f"e-{name}": fill.edge, f"t-{name}": fill.text, f"o-{name}": fill.on}
    variables = "".join(f"--{name}:{value};" for name, value in told.items())
    return f"{{{variables}\n{_sheet('tokens')}}}"


def page_style(tokens: str, title: str, mark: str, *, edge: str, stamp: str) -> str:
    """The exported page's style: tokens, dark tokens on a screen that asks for them, frame, parts.

    Args:
        tokens: as `write_tokens` gives them.
        title: the page's title, printed top left of each sheet but the first.
        mark: draft mark and date, printed top right.
        edge: colour of what stands in the margins of a printed sheet, where no variable is known.
        stamp: colour of the mark there.
    """
    frame = _sheet("page").replace("{{ title }}", _css_text(title)).replace("{{ mark }}", _css_text(mark))
    frame = frame.replace("{{ edge }}", edge).replace("{{ stamp }}", stamp)
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{_sheet('dark')}{_sheet('figures_dark')}}}"
    return "\n".join((f":root{tokens}", dark, frame.split("@media(max-width:960px)")[0], _sheet("parts"), _rest(frame)))


def _rest(frame: str) -> str:
    return "@media(max-width:960px)" + frame.split("@media(max-width:960px)")[1]


def notebook_style(tokens: str) -> str:
    """The parts' style for cells of a notebook, kept inside `.ducha` so that it changes nothing else of the editor."""
    base = "font:15px/1.7 var(--sans);color:var(--ink);background:var(--paper);font-variant-numeric:tabular-nums"
    return f"<style>.ducha{tokens}\n.ducha{{{base};padding:0 8px\n{_sheet('parts')}}}</style>"


def _css_text(text: str) -> str:
    """A text inside a CSS string: quotes, backslashes and line ends escaped, no way to close the style tag."""
    return "".join(mark if mark.isalnum() or mark in " ·，。-" else f"\\{ord(mark):x} " for mark in text)
