"""An executed notebook as one page: nbconvert with our template, one script of ours, no request, fonts inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import nh3
from markupsafe import Markup
from nbconvert import HTMLExporter, TemplateExporter
from nbformat import NotebookNode
from traitlets.config import Config

from analysis.reports.pages.filters import page_script, script_source
from analysis.reports.pages.fonts import embed_fonts
from analysis.reports.pages.markup import join, tag
from analysis.reports.pages.page import METADATA
from analysis.reports.pages.style import TEMPLATES, page_style

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What the page may load: its own style, fonts and pictures; no script, nothing from anywhere."""

FONTS = "/*fonts*/"
"""Where the template leaves room for the fonts, which can be cut only when every character is known."""
_OPTIONAL = re.compile("</(?:td|th|tr|thead|tbody|li)>")
"""End tags that HTML lets a page leave out: a tenth of its size. In a text they are escaped, so none is touched."""
FOREIGN_TAGS = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "p", "div", "span", "b", "strong", "em", "i"}
    | {"code", "pre", "ul", "ol", "li", "h3", "h4", "br", "sub", "sup"}
)
"""Tags that are kept in the output of a cell that an analyst added."""


def page_policy() -> str:
    """The policy of a page with the project's own script, which is named by its hash; no other runs."""
    return f"{POLICY}; script-src {script_source()}"


def _leave_out(*_: object, **__: object) -> str:
    return ""


def export_page(notebook: NotebookNode, *, beside: Sequence[str] = ()) -> str:
    """Export an executed report of a round or a school.

    Inputs, the injected parameters, markdown cells and streams are left out; outputs that are not the project's own are
    filtered. The same outputs give the same bytes: no cell id, time or path of the run is printed.

    Args:
        notebook: executed.
        beside: file names of the products that will lie beside the page, which its head links to.

    Raises:
        ValueError: the notebook shows no page head, so it is no report.
    """
    return export_pages([notebook], beside=beside)[0]


def export_pages(notebooks: Sequence[NotebookNode], *, beside: Sequence[str] = ()) -> list[str]:
    """Export several pages, whose fonts are cut once to the characters of all of them."""
    exporter = _make_exporter()
    texts = [_OPTIONAL.sub("", _fill(exporter, notebook, beside)) for notebook in notebooks]
    fonts = embed_fonts("\n".join(texts)) if texts else ""
    return [text.replace(FONTS, fonts, 1) for text in texts]


def _fill(exporter: HTMLExporter, notebook: NotebookNode, beside: Sequence[str]) -> str:
    blocks, facts = list(_blocks(notebook)), find_facts(notebook)
    if facts is None:
        raise ValueError("the notebook shows no page head: it has to call show_front or show_school")
    # Its HTML exporter would parse the page again to add filler alt texts; ours are real, so that pass is left out.
    resources: dict[str, Any] = {"ducha": _resources(blocks, facts) | {"beside": _link_beside(beside, facts)}}
    return str(TemplateExporter.from_notebook_node(exporter, notebook, resources)[0])


def _make_exporter() -> HTMLExporter:
    """Nbconvert with our template; the base one mentions filters for inputs and markdown, which a page leaves out."""
    exporter = HTMLExporter(
        config=Config({"TemplateExporter": {"extra_template_basedirs": [str(TEMPLATES.parent)]}}),
        template_name=TEMPLATES.name,
        filters={"place": _place},
    )
    exporter.exclude_input = exporter.exclude_markdown = True
    for name in ("highlight_code", "markdown2html", "filter_data_type"):
        exporter.register_filter(name, _leave_out)
    return exporter


def find_facts(notebook: NotebookNode) -> Mapping[str, str] | None:
    """What an executed notebook tells of its page: language, titles, marks; None where it shows no head."""
    return next((block["facts"] for block in _blocks(notebook) if block["facts"]), None)


def _blocks(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """Our own outputs in their order: slot, contents, facts, html."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if METADATA in output.get("metadata", {}):
                yield {**output["metadata"][METADATA], "html": _html(output)}


def _html(output: Mapping[str, Any]) -> Markup:
    text = output.get("data", {}).get("text/html", "")
    body = "".join(text) if isinstance(text, list) else text
    start = body.find('<div class="ducha">')
    return Markup(body[start + len('<div class="ducha">') : body.rindex("</div>")])


def _resources(blocks: list[dict[str, Any]], facts: Mapping[str, str]) -> dict[str, object]:
    entries = [entry for block in blocks for entry in block["contents"]]
    return {
        "lang": facts["lang"], "title": facts["page_title"], "policy": page_policy(), "skip": facts["skip"],
        "style": Markup(_style(facts)), "footer": facts["footer"],
        "script": Markup(page_script()), "contents": _contents(entries, facts["contents"]),
        "head": join(block["html"] for block in blocks if block["slot"] == "head"),
        "panels": join(block["html"] for block in blocks if block["slot"] == "panels"),
    }  # fmt: skip


def _link_beside(names: Sequence[str], facts: Mapping[str, str]) -> Markup:
    """Links to the files beside the page, on screen alone: a print has none to follow."""
    links = (tag("li", tag("a", name, href=name)) for name in names)
    return tag("ul", links, class_="beside noprint", aria_label=facts["beside"]) if names else Markup("")


def _style(facts: Mapping[str, str]) -> str:
    return page_style(
        facts["tokens"], facts["title"], facts["mark"], edge=facts["edge"], stamp=facts["stamp"],
    )  # fmt: skip


def _contents(entries: list[list[Any]], label: str) -> Markup:
    lines = (
        tag("li", tag("a", title, href=f"#{name}"), class_="grp" if group else None) for name, title, group in entries
    )
    return tag("nav", tag("ol", lines), aria_label=label)


def _place(output: Mapping[str, Any]) -> Markup:
    """A main output as it is, the head and panels left to their slots, anything foreign filtered."""
    metadata = output.get("metadata", {}).get(METADATA)
    if metadata is not None:
        return _html(output) if metadata["slot"] == "main" else Markup("")
    if output["output_type"] not in ("display_data", "execute_result"):
        return Markup("")
    data = output["data"]
    if "text/html" in data:
        text = data["text/html"]
        return Markup(nh3.clean("".join(text), tags=set(FOREIGN_TAGS), attributes={"th": {"scope"}, "td": {"colspan"}}))
    return tag("pre", data.get("text/plain", "")) if data.get("text/plain") else Markup("")
