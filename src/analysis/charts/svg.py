"""A figure as inline SVG: text stays text, ids are the figure's own, the same figure gives the same bytes."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as Tree

from matplotlib.figure import Figure

from analysis.charts.style import HEAVY, use_settings

SVG = "http://www.w3.org/2000/svg"
"""Namespace of SVG."""
XLINK = "http://www.w3.org/1999/xlink"
"""Namespace of references in SVG 1.1."""
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_DECIMALS = re.compile(r"-?\d+\.\d{3,}")
_DROPPED = ("metadata", "style")  # a <style> inside a page would hold for all of it


def svg_of(figure: Figure, *, prefix: str, classes: str = "") -> str:
    """Write a figure as an `<svg>` element to stand inside a page.

    The page names the figure (`role="img"` and its numbers, around this), so the drawing is `aria-hidden`. Fonts are
    the page's. Ids nobody refers to are dropped, the others begin with the prefix, so that figures share a page.

    Args:
        figure: a drawn figure.
        prefix: unique in the page, such as areas-w.
        classes: value of the class attribute; empty for none.
    """
    root = Tree.fromstring(_save(figure))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in _DROPPED:
                parent.remove(child)
    _rename_ids(root, prefix)
    for element in root.iter():
        _clean(element)
    text = Tree.tostring(_reroot(root, classes), encoding="unicode", short_empty_elements=True)
    return re.sub(r">\s+<", "><", text).replace(f' xmlns:xlink="{XLINK}"', "").replace("xlink:href", "href")


def _save(figure: Figure) -> bytes:
    """The figure as matplotlib writes it, without a background.

    Heavy texts lose their stroke meanwhile, which would turn them into outlines.
    """
    heavy = [text for axes in figure.axes for text in axes.texts if text.get_gid() == HEAVY]
    effects = [text.get_path_effects() for text in heavy]
    for text in heavy:
        text.set_path_effects([])
    buffer = io.BytesIO()
    try:
        with use_settings():
            figure.savefig(buffer, format="svg", dpi=72, transparent=True, metadata={"Date": None, "Creator": None})
    finally:
        for text, effect in zip(heavy, effects, strict=True):
            text.set_path_effects(effect)
    return buffer.getvalue()


def _rename_ids(root: Tree.Element, prefix: str) -> None:
    """Number the ids that are referred to, in their order, after the prefix; drop the others."""
    used: dict[str, str] = {}
    for element in root.iter():
        for value in element.attrib.values():
            for name in _REFERENCE.findall(value):
                used.setdefault(name, f"{prefix}-{len(used)}")
        reference = element.get(f"{{{XLINK}}}href", "")
        if reference.startswith("#"):
            used.setdefault(reference[1:], f"{prefix}-{len(used)}")
    for element in root.iter():
        name = element.attrib.pop("id", "")
        if name in used:
            element.set("id", used[name])
        elif name == HEAVY:
            element.set("font-weight", "600")
        for key, value in list(element.attrib.items()):
            if key == f"{{{XLINK}}}href":
                element.set(key, "#" + used[value[1:]])
            else:
                element.set(key, _REFERENCE.sub(lambda found: f"url(#{used[found[1]]})", value))


def _clean(element: Tree.Element) -> None:
    """Shorten numbers to two decimals; leave the font to the page and drop turns by nothing."""
    style = element.get("style")
    if style:
        kept = [
            part.strip() for part in style.split(";") if part.strip() and not part.strip().startswith("font-family")
        ]
        element.set("style", ";".join(kept))
    if "rotate(-0" in element.get("transform", "") or "rotate(0" in element.get("transform", ""):
        turn = element.attrib.pop("transform")
        rest = re.sub(r"\s*rotate\(-?0(\.0+)?( [^)]*)?\)", "", turn)
        if rest:
            element.set("transform", rest)
    for key, value in list(element.attrib.items()):
        if key != "id":
            element.set(key, " ".join(_DECIMALS.sub(_two_decimals, value).split()))


def _two_decimals(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")


def _reroot(root: Tree.Element, classes: str) -> Tree.Element:
    """A root with only what an inline drawing needs."""
    Tree.register_namespace("", SVG)
    Tree.register_namespace("xlink", XLINK)
    attributes = {"viewBox": root.get("viewBox", ""), "aria-hidden": "true", "focusable": "false"}
    attributes["stroke-linejoin"] = "round"
    bare = Tree.Element(f"{{{SVG}}}svg", ({"class": classes} if classes else {}) | attributes)
    bare.extend(list(root))
    return bare
