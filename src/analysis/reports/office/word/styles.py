"""The styles of a document: made for one of our own, added to a template where it lacks them."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from analysis.reports.office.word.elements import make
from analysis.reports.office.word.fonts import make_fonts
from analysis.reports.office.word.layout import CHARACTER, PITCH, SIZE
from analysis.reports.office.word.looks import (
    ATTACHED,
    BODY,
    CODE,
    DATE,
    LANGUAGE,
    LATIN,
    LOOKS,
    NORMAL,
    NUMBER,
    OFFICE,
    RUN_IN,
    TABLE,
    Look,
)
from analysis.standards.model import Standards

_EMPHASISED = ("title", "heading", "subheading")
_TEXT_LOOKS = (BODY, ATTACHED, OFFICE, DATE, NUMBER)


def make_style(look: Look, standards: Standards) -> BaseOxmlElement:
    """A paragraph style."""
    default = {"default": 1} if look is NORMAL else {}
    parts = [make("w:name", val=look.name)]
    if look is not NORMAL:
        parts.append(make("w:basedOn", val=NORMAL.id))
    if look.level is not None:
        parts.append(make("w:next", val=BODY.id))
    parts += [make("w:qFormat"), make_paragraph_look(look), _make_run_look(look, standards)]
    return make("w:style", *parts, type="paragraph", styleId=look.id, **default)


def make_paragraph_look(look: Look, *, pitch: bool = True) -> BaseOxmlElement:
    """Paragraph properties of a look; without its line pitch in a template, which has its own."""
    parts = [make("w:keepNext")] if look.keep else []
    # The pitch is fixed, so lines need no grid; LibreOffice would give a character wider than its grid two places.
    parts.append(make("w:snapToGrid", val=0))
    space: dict[str, object] = {"beforeLines": round(look.before * 100), "before": round(look.before * PITCH),
             "afterLines": round(look.after * 100), "after": round(look.after * PITCH)}  # fmt: skip
    if look.pitched and pitch:
        space |= {"line": PITCH, "lineRule": "exact"}
    elif not look.pitched:
        space |= {"line": 240, "lineRule": "auto"}
    parts += [make("w:spacing", **space), make_indent(first=look.first, right=look.right)]
    parts.append(make("w:jc", val=look.align))
    if look.level is not None:
        parts.append(make("w:outlineLvl", val=look.level))
    return make("w:pPr", *parts)


def make_indent(*, left: float = 0, right: float = 0, first: float = 0) -> BaseOxmlElement:
    """An indent in characters; a negative first line hangs."""
    line = "firstLine" if first >= 0 else "hanging"
    sides = {"left": left, "right": right, line: abs(first)}
    written: dict[str, int] = {}
    for name, characters in sides.items():
        written[f"{name}Chars"] = round(characters * 100)
        written[name] = round(characters * CHARACTER)
    return make("w:ind", **written)


def _make_run_look(look: Look, standards: Standards) -> BaseOxmlElement:
    parts = [make_fonts(standards, look.font)]
    if look.bold or (standards.lang == "en" and look.font in _EMPHASISED):
        parts += [make("w:b"), make("w:bCs")]  # Latin letters have no 黑体
    if look.colour:
        parts.append(make("w:color", val=standards.style.colours[look.colour].lstrip("#")))
    return make("w:rPr", *parts, *make_size(look.size))


def make_size(points: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """A size, in half points, for both kinds of scripts."""
    return make("w:sz", val=round(points * 2)), make("w:szCs", val=round(points * 2))


def make_other_styles(standards: Standards) -> list[BaseOxmlElement]:
    """The styles of runs and tables."""
    grey = standards.style.colours["mute"].lstrip("#")
    run_in = make("w:rPr", make_fonts(standards, "body"), make("w:b"), make("w:bCs"))
    code = make("w:rPr", make_fonts(standards, "body"), make("w:color", val=grey), *make_size(10.5))
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = make("w:tblBorders", *(make(f"w:{edge}", val="single", sz=4, space=0, color="auto") for edge in edges))
    room = (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    cell = make("w:tblCellMar", *(make(f"w:{edge}", w=width, type="dxa") for edge, width in room))
    return [
        make("w:style", make("w:name", val="Run-in Head"), run_in, type="character", styleId=RUN_IN, customStyle=1),
        make("w:style", make("w:name", val="Number Code"), code, type="character", styleId=CODE, customStyle=1),
        make("w:style", make("w:name", val="Table of Findings"), make("w:tblPr", borders, cell), type="table",
             styleId=TABLE, customStyle=1),
    ]  # fmt: skip


def make_styles(standards: Standards) -> BaseOxmlElement:
    """Every style of a document of our own."""
    language = make("w:lang", val=LATIN[standards.lang], eastAsia=LANGUAGE)
    run = make("w:rPr", make_fonts(standards, "body"), *make_size(SIZE), language)
    defaults = make("w:docDefaults", make("w:rPrDefault", run), make("w:pPrDefault"))
    return make("w:styles", defaults, *(make_style(look, standards) for look in LOOKS), *make_other_styles(standards))


def fit_styles(styles: BaseOxmlElement, standards: Standards) -> dict[str, str]:
    """Add to a template's styles what it has not; its own stay as they are.

    Args:
        styles: the w:styles of the template.
        standards: fonts.

    Returns:
        id of a look → id of the style that stands for it there.
    """
    own = {_name(style): style.get(qn("w:styleId"), "") for style in styles.iter(qn("w:style"))}
    fitted: dict[str, str] = {}
    for look in LOOKS:
        fitted[look.id] = own.get(look.name.lower(), "")
        if not fitted[look.id]:
            styles.append(_lean(make_style(look, standards), look, _default_id(styles)))
            fitted[look.id] = look.id
    present = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    styles.extend(one for one in make_other_styles(standards) if one.get(qn("w:styleId")) not in present)
    return fitted


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "").lower()


def _default_id(styles: BaseOxmlElement) -> str:
    chosen = (
        style.get(qn("w:styleId"), "") for style in styles.iter(qn("w:style"))
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
    )  # fmt: skip
    return next(chosen, NORMAL.id)


def follow_text(styles: BaseOxmlElement, text: str) -> None:
    """Let the styles of the text that were added to a template begin from the one that its text has there."""
    added = {look.id for look in _TEXT_LOOKS if look is not BODY}
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:styleId")) in added and style.find(qn("w:rPr")) is None:
            style.find(qn("w:basedOn")).set(qn("w:val"), text)


def _lean(style: BaseOxmlElement, look: Look, normal: str) -> BaseOxmlElement:
    """Let a style that a template lacks follow the template's own text: its font, size and pitch."""
    based = style.find(qn("w:basedOn"))
    if based is not None:
        based.set(qn("w:val"), normal)
    if look in _TEXT_LOOKS:
        style.remove(style.find(qn("w:rPr")))
        style.replace(style.find(qn("w:pPr")), make_paragraph_look(look, pitch=False))
    return style
