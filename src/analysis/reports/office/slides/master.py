"""The master of a deck: our own, or the office's template with its sample slides and authors taken out."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from analysis.reports.office.slides.frame import CONTENT, HEIGHT, POINT, TITLE, WIDTH, Box
from analysis.reports.office.slides.text import emu
from analysis.reports.office.templates import open_template_package, read_damaged, refuse_template
from analysis.standards.model import Standards

KEPT = frozenset(
    {RELATIONSHIP_TYPE.SLIDE_MASTER, RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.NOTES_MASTER,
     RELATIONSHIP_TYPE.PRES_PROPS, RELATIONSHIP_TYPE.TABLE_STYLES, RELATIONSHIP_TYPE.FONT}
)  # fmt: skip
"""What of a template is kept beside its layouts: no slides, comments, authors, printer settings or own data."""
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
BODIES = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY)
LEAST_ROOM = (480.0, 240.0)
"""The least width and height of the room below a title, in points."""
_GAP = 6.0
_TYPEFACE = re.compile(rb'(<a:(?:latin|ea|cs) typeface=")[^"]*(")')
_SCRIPT = re.compile(rb'(<a:font script="(?:Hans|Hant)" typeface=")[^"]*(")')


@dataclass(frozen=True)
class Master:
    """Where slides are put.

    Attributes:
        deck: the presentation of python-pptx, without slides.
        layout: the layout of every slide.
        title: where the text of its title stands.
        content: the room for ours.
        band: where the layout has date, footer and number, whose places are free on our slides; None for no such band.
        own: True for our own master, whose title and rule we draw.
    """

    deck: Any
    layout: Any
    title: Box
    content: Box
    band: Box | None
    own: bool


def make_master(standards: Standards) -> Master:
    """Our own master: 16:9, one layout with a title, the fonts of the house style in its theme."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layout = next(one for one in deck.slide_layouts if one.name == "Title Only")
    for other in [one for one in deck.slide_layouts if one is not layout]:
        deck.slide_layouts.remove(other)
    for holder in (*deck.slide_master.placeholders, *layout.placeholders):
        if holder.placeholder_format.type in TITLES:
            holder.left, holder.top, holder.width, holder.height = emu(TITLE)
        else:
            holder._element.getparent().remove(holder._element)
    _set_fonts(deck, standards)
    return Master(deck, layout, TITLE, CONTENT, None, own=True)


def _set_fonts(deck: Any, standards: Standards) -> None:
    """Name the house font for both scripts in the theme, so that what a person adds is written in it, too."""
    font = standards.style.fonts["slide"][0].encode("utf-8")
    for part in (deck.slide_master.part, deck.notes_master.part):
        theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
        written = theme.blob
        for shape in (_TYPEFACE, _SCRIPT):
            written = shape.sub(rb"\g<1>" + font + rb"\g<2>", written)
        theme._blob = written


def open_template(path: Path, standards: Standards) -> Master:
    """The office's own master; its sample slides, comments and authors are left behind.

    Args:
        path: a .pptx file.
        standards: words of messages.

    Raises:
        UsageError: there is no such file, or it is encrypted, has macros, is no .pptx, or has no room for ours.
    """
    open_template_package(path, standards)
    with read_damaged(path, standards):
        master = _open_deck(path)
        if master is not None:
            _try_slide(_open_deck(path))
    if master is None:
        raise refuse_template(path, "no_layout", standards)
    if master.content.width < LEAST_ROOM[0] or master.content.height < LEAST_ROOM[1]:
        raise refuse_template(path, "no_room", standards)
    return master


def _open_deck(path: Path) -> Master | None:
    """The deck without its slides; None where no layout has a title."""
    deck = Presentation(io.BytesIO(path.read_bytes()))
    _strip(deck)
    layout = _choose_layout(deck)
    if layout is None:
        return None
    title, content = _find_title(layout), _find_content(deck, layout)
    return Master(deck, layout, title, content, _find_band(deck, layout, content), own=False)


def _try_slide(spare: Master | None) -> None:
    """Add a slide with notes to a spare copy, so that a broken part is told before the slides are drawn."""
    if spare is not None:
        spare.deck.slides.add_slide(spare.layout).notes_slide.notes_text_frame.text = " "


def _strip(deck: Any) -> None:
    part, root = deck.part, deck.element
    for listed in root.findall(qn("p:sldIdLst")):
        for one in list(listed):
            listed.remove(one)
    for extra in (qn("p:extLst"), qn("p:custShowLst"), qn("p:custDataLst"), qn("p:handoutMasterIdLst")):
        for found in root.findall(extra):
            root.remove(found)
    for key, relation in list(part.rels.items()):
        if relation.is_external or relation.reltype not in KEPT:
            part.rels.pop(key)


def _holds(layout: Any, kinds: tuple[Any, ...]) -> list[Any]:
    return [holder for holder in layout.placeholders if holder.placeholder_format.type in kinds]


def _choose_layout(deck: Any) -> Any | None:
    """The layout with a title and the fewest other places to fill in; the first of several."""
    titled = [
        layout for master in deck.slide_masters for layout in master.slide_layouts if _holds(layout, TITLES[:1])
    ]  # fmt: skip
    return min(titled, key=lambda layout: len(layout.placeholders) - len(_holds(layout, _FOOTERS)), default=None)


_FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def _box(shape: Any) -> Box:
    return Box(*(round(value / POINT, 2) for value in (shape.left, shape.top, shape.width, shape.height)))


def _find_insets(holder: Any) -> tuple[float, float, float, float]:
    """Points left, top, right and bottom of a text in its place: of the layout, of the master, else the usual."""
    base = getattr(holder, "_base_placeholder", None)
    found = []
    for name, usual in (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6)):
        given = [
            shape._element.txBody.bodyPr.get(name)
            for shape in (holder, base)
            if shape is not None and shape._element.txBody is not None
        ]
        found.append(next((int(one) / POINT for one in given if one is not None), usual))
    return found[0], found[1], found[2], found[3]


def _inner_box(holder: Any) -> Box:
    """Where the text of a placeholder stands."""
    box, (left, top, right, bottom) = _box(holder), _find_insets(holder)
    return Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)


def _find_title(layout: Any) -> Box:
    return _inner_box(_holds(layout, TITLES)[0])


def _find_content(deck: Any, layout: Any) -> Box:
    """Where a layout with content, or the master, has its body; else what is left between title and foot."""
    master = layout.slide_master
    bodies = [
        holder for one in master.slide_layouts for holder in _holds(one, BODIES[:1]) if len(_holds(one, BODIES)) == 1
    ]
    bodies += _holds(master, BODIES)
    title = _box(_holds(layout, TITLES)[0])
    width, height = deck.slide_width / POINT, deck.slide_height / POINT
    feet = [_box(holder).y for holder in _list_feet(layout)]
    inner = _find_title(layout)
    free = Box(inner.x, title.bottom, min(inner.width, width), height)
    room = _box(bodies[0]) if bodies else free
    across = _inner_box(bodies[0]) if bodies else free
    top = max(room.y, title.bottom + _GAP)
    bottom = min([room.bottom, height - _GAP, *(foot - _GAP for foot in feet)])
    return Box(across.x, top, across.width, bottom - top)


def _list_feet(layout: Any) -> list[Any]:
    """Date, footer and number of a layout, as far as they stand below its title."""
    bottom = _box(_holds(layout, TITLES)[0]).bottom
    return [holder for holder in _holds(layout, _FOOTERS) if _box(holder).y > bottom]


def _find_band(deck: Any, layout: Any, content: Box) -> Box | None:
    """The band of date, footer and number, within the slide and as wide as they are or the content is, the narrower."""
    boxes = [_box(holder) for holder in _list_feet(layout)]
    if not boxes or min(box.y for box in boxes) < content.bottom:
        return None
    left, right = max(content.x, min(box.x for box in boxes)), min(content.right, max(box.right for box in boxes))
    top, bottom = max(box.y for box in boxes), min(box.bottom for box in boxes)
    return Box(left, top, right - left, min(bottom, deck.slide_height / POINT - 2) - top)
