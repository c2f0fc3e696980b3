"""What stands beside the text is proved too: comments, notes, alternative texts, charts and their workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import docx
import openpyxl
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlideURI
from pptx.util import Cm
from tests.unit.reports.invented import SCHOOLS, make_page

from analysis.reports.office.proof.current import Current
from analysis.reports.office.proof.findings import compare_document
from analysis.reports.office.proof.slides import read_slides
from analysis.reports.office.proof.telling import tell_finding
from analysis.reports.office.proof.word import read_word
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.master import make_master
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.page import Page

IDS = {name: school for school, (name, _, _) in SCHOOLS.items()}
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def page() -> Page:
    return make_page()


@pytest.fixture(scope="module")
def current(page: Page) -> Current:
    return Current(page, read_word(write_report(page, "circular")), IDS)


@pytest.fixture(scope="module")
def current_deck(page: Page) -> Current:
    return Current(page, read_slides(draw_deck(page, make_master(page.standards))), IDS)


def comment(document: Any) -> None:
    run = next(one for paragraph in document.paragraphs for one in paragraph.runs if "93/101" in one.text)
    document.add_comment(run, text="上一稿是全面改薄达标95/101项次？", author="somebody")


def note(document: Any, name: str) -> None:
    notes = "".join(
        f'<w:{name} w:id="{place}"{kind}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{name}>'
        for place, (kind, text) in enumerate(
            [(' w:type="separator"', ""), ("", "见附表。"), ("", "全面改薄达标95/101。")]
        )
    )
    attach(document.part, f"{name}s", f'<w:{name}s xmlns:w="{WORD}">{notes}</w:{name}s>')


def attach(part: Any, name: str, content: str | bytes, kind: str = "") -> Any:
    blob = content.encode() if isinstance(content, str) else content
    new = Part(PackURI(f"/word/{name}.xml"), "application/xml", blob, part.package)
    part.relate_to(new, f"{KINDS}/{kind or name}")
    return new


def picture(document: Any) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (2, 2)).save(drawn, "PNG")
    shown = document.paragraphs[5].add_run().add_picture(drawn, height=Cm(1))
    shown._inline.docPr.set("descr", "全面改薄达标95/101项次")


def table(document: Any) -> None:
    document.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).set(qn("w:val"), "共95所学校")


def chart(document: Any) -> None:
    """A chart of PowerPoint pasted into the text, with its workbook."""
    slides = Presentation()
    shapes: Any = slides.slides.add_slide(slides.slide_layouts[6]).shapes
    data: Any = CategoryChartData()
    data.categories = ["3-0", "2-0"]
    data.add_series("达标", [93, 69])
    shown = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Cm(9), Cm(9), data).chart
    shown.has_title = True
    shown.chart_title.text_frame.text = "各方面达标项次，全面改薄95/101项次"
    part = attach(document.part, "chart1", shown.part.blob, "chart")
    part.relate_to(attach(document.part, "book", b"no workbook"), f"{KINDS}/package")


IN_WORD: dict[str, tuple[Callable[[Any], None], list[tuple[str, str]]]] = {
    "comment": (comment, [("对“93/101”的批注", "95/101")]),
    "footnote": (lambda document: note(document, "footnote"), [("第2条脚注", "95/101")]),
    "endnote": (lambda document: note(document, "endnote"), [("第2条尾注", "95/101")]),
    "picture": (picture, [("“一、基本情况”下图表的替代文字", "95/101")]),
    "table": (table, [("“例外情况表（按学校和条）”下图表的替代文字", "95")]),
    "chart": (chart, [("正文第1张图“2-0”第2列", "69"), ("正文第1张图上的文字", "95/101")]),
}
"""What is put in → where it is said to be, and what is found there."""


@pytest.mark.parametrize("name", IN_WORD)
def test_what_stands_beside_the_text_of_a_report_is_proved(name: str, page: Page, current: Current) -> None:
    put, expected = IN_WORD[name]
    document = docx.Document(io.BytesIO(write_report(page, "circular")))
    put(document)
    made = io.BytesIO()
    document.save(made)
    found = compare_document(read_word(made.getvalue()), current)
    told = [tell_finding(one, current, page.standards) for one in found]
    assert [one.seen for one in found] == [seen for _, seen in expected]
    assert [line.partition("：")[0] for line in told] == [place for place, _ in expected]
    assert not any("somebody" in line for line in told)


def remark(deck: Any) -> None:
    said = '<p:cm authorId="0"><p:text>全面改薄是95/101吧</p:text></p:cm>'
    add_part(deck, "comments", f'<p:cmLst xmlns:p="{SLIDES}">{said}</p:cmLst>', f"{KINDS}/comments")


def thread(deck: Any) -> None:
    """A comment of today's PowerPoint with an answer."""
    add_part(deck, "modern", f'<cmLst xmlns:a="{MAIN}"><cm><replyLst><reply><txBody><a:p><a:r><a:t>全面改薄</a:t></a:r>'
             "<a:r><a:t>95/101</a:t></a:r></a:p></txBody></reply></replyLst></cm></cmLst>",
             "http://schemas.microsoft.com/office/2018/10/relationships/comments")  # fmt: skip


def diagram(deck: Any) -> None:
    said = "<t><a:p><a:r><a:t>全面改薄95/101</a:t></a:r></a:p></t>"
    add_part(deck, "data1", f'<dataModel xmlns:a="{MAIN}">{said}</dataModel>', f"{KINDS}/diagramData")


def add_part(deck: Any, name: str, content: str, kind: str) -> None:
    part = deck.slides[1].part
    part.relate_to(SlidePart(SlideURI(f"/ppt/{name}.xml"), "application/xml", part.package, content.encode()), kind)


def describe(deck: Any) -> None:
    shape = next(one for one in deck.slides[1].shapes if one.has_chart)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", "全面改薄达标95/101")


def label(deck: Any) -> None:
    chart = next(one for one in deck.slides[1].shapes if one.has_chart).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "全面改薄达标95/101项次"


def write_beside(deck: Any) -> None:
    notes = deck.slides[1].notes_slide
    box = deepcopy(notes.notes_placeholder._element)
    notes.shapes._spTree.append(box)
    box.nvSpPr.nvPr.remove(box.nvSpPr.nvPr.ph)
    notes.shapes[-1].text_frame.text = "全面改薄达标95/101项次"


def enter(deck: Any) -> None:
    """Edit a number in a chart's workbook alone; the chart is drawn anew when somebody opens that."""
    chart = next(one for one in deck.slides[1].shapes if one.has_chart).chart
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    (cell,) = (cell for row in book.active.iter_rows(max_col=2) for cell in row if cell.value == 93)
    cell.value = 95
    made = io.BytesIO()
    book.save(made)
    chart.part.chart_workbook.update_from_xlsx_blob(made.getvalue())


IN_SLIDES: dict[str, tuple[Callable[[Any], None], tuple[str, str]]] = {
    "comment": (remark, ("第2页的批注", "95/101")),
    "answer": (thread, ("第2页的批注", "95/101")),
    "diagram": (diagram, ("第2页图示里的文字", "95/101")),
    "alternative text": (describe, ("第2页图表的替代文字", "95/101")),
    "chart title": (label, ("第2页第1张图上的文字", "95/101")),
    "text box in the notes": (write_beside, ("第2页备注", "95/101")),
    "workbook": (enter, ("第2页第1张图的数据表“三、全面改薄”第2列", "95")),
}
"""What is put in → where it is said to be, and what is found there."""


@pytest.mark.parametrize("name", IN_SLIDES)
def test_what_stands_beside_the_text_of_a_slide_is_proved(name: str, page: Page, current_deck: Current) -> None:
    put, (place, seen) = IN_SLIDES[name]
    deck = Presentation(io.BytesIO(draw_deck(page, make_master(page.standards))))
    put(deck)
    made = io.BytesIO()
    deck.save(made)
    (found,) = compare_document(read_slides(made.getvalue()), current_deck)
    assert found.seen == seen
    assert tell_finding(found, current_deck, page.standards).startswith(f"{place}：")
