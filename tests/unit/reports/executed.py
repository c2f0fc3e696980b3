"""The invented round as an executed notebook: what the cells of round_report.ipynb would have shown."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode

from analysis.reports.pages import analysis, chapters, front
from analysis.reports.pages.page import Block, Page


def make_blocks(page: Page) -> Iterator[Block]:
    """Every part of the page, in the notebook's order."""
    yield from (front.draw_front(page), front.draw_trust(page))
    yield from (chapters.draw_heading(page, "three"), front.draw_three(page))
    yield from (chapters.draw_heading(page, "areas"), chapters.draw_summary(page), chapters.draw_worst(page))
    yield chapters.draw_chapters(page)
    yield from (chapters.draw_heading(page, "problems"), chapters.draw_problems(page))
    yield from (chapters.draw_heading(page, "change"), chapters.draw_change(page))
    yield from (chapters.draw_heading(page, "quality"), chapters.draw_quality(page))
    yield from (chapters.draw_heading(page, "analysis"), analysis.draw_analysis(page))
    yield from (chapters.draw_heading(page, "sources"), chapters.draw_annex(page), chapters.draw_openings(page))


def make_notebook(page: Page) -> NotebookNode:
    """A notebook whose cells have shown the page, with a cell of text and an input that must not be printed."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_markdown_cell("# For the analyst <script>alert(1)</script>"))
    for block in make_blocks(page):
        data, metadata = block._repr_mimebundle_()
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        notebook.cells.append(nbformat.v4.new_code_cell("secret_input = 1", outputs=[output]))
    return notebook
