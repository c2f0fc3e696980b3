"""The Word document says what the page and the plain file say, and each of its numbers leads back to its code."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from dataclasses import replace

import docx
import pytest
from tests.golden.bookmarks import read_marks
from tests.unit.reports.invented import make_page
from tests.unit.reports.word.opened import Opened

from analysis.errors import PrivacyStop
from analysis.narrative.document import KINDS, list_numbers, write_document, write_text
from analysis.narrative.office import add_office_text
from analysis.narrative.opening import write_draft_mark
from analysis.narrative.passages import Number
from analysis.reports.office.word.marks import mark_number
from analysis.reports.office.word.report import write_report
from analysis.reports.pages.document import draw_document
from analysis.reports.pages.page import Page
from analysis.reports.privacy.gate import Gate
from analysis.rounds.office_text import OfficeParagraph

OWN = (OfficeParagraph("", "区财政已安排资金，先解决{3-16}所。", 1),)


def open_page(lang: str) -> Page:
    """The invented round with a paragraph that the office wrote itself."""
    page = make_page(lang)
    return replace(page, story=replace(page.story, office="松岫学区办公室"), office_text=OWN)


@pytest.fixture(scope="module", params=[(lang, kind) for lang in ("zh", "en") for kind in KINDS], ids="-".join)
def written(request: pytest.FixtureRequest) -> tuple[Page, str, bytes]:
    lang, kind = request.param
    page = open_page(lang)
    return page, kind, write_report(page, kind)


def read_page(page: Page, kind: str) -> list[str]:
    """The paragraphs of the page's text, as they read: without links and codes."""
    drawn = str(draw_document(page, kind).html)
    text = re.sub(r'<span class="code">.*?</span>', "", drawn[drawn.index('class="document"') :])
    pieces = re.findall(r"<(?:p|h3)\b[^>]*>(.*?)</(?:p|h3)>", text, flags=re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", piece)) for piece in pieces]


def read_word(document: bytes) -> list[str]:
    """The paragraphs of the document before its annexes, the list of annexes as the page writes it."""
    opened = Opened(document)
    end = next(place for place, one in enumerate(opened.document.paragraphs) if one.style.name == "Annex Label")
    return [one.replace("\n", "").replace("\t", "") for one in opened.lines[:end]]


def squeeze(lines: list[str]) -> list[str]:
    return ["".join(line.split()) for line in lines]


def test_its_sentences_are_those_of_the_page(written: tuple[Page, str, bytes]) -> None:
    page, kind, document = written
    opening = page.word("document.attachments")
    shown = [line for line in read_page(page, kind) if line != opening]
    found = [re.sub(rf"^{opening}[:：]", "", line) for line in squeeze(read_word(document))]
    assert found == squeeze(shown)


def test_its_sentences_are_those_of_the_plain_file(written: tuple[Page, str, bytes]) -> None:
    page, kind, document = written
    text = write_text(page.story, add_office_text(write_document(page.story, kind), page.story, page.office_text))
    mark = write_draft_mark(page.story)  # stands in the header of the document
    plain = [re.sub(r"^#+ ", "", line) for line in text.splitlines() if line not in ("", mark)]
    opening = page.word("document.attachments")
    found = [re.sub(rf"^{opening}[:：]", "", line) for line in squeeze(read_word(document))]
    assert found == squeeze([line for line in plain if line != opening])


def test_every_number_of_the_text_is_marked_and_leads_to_its_code(written: tuple[Page, str, bytes]) -> None:
    page, kind, document = written
    made = add_office_text(write_document(page.story, kind), page.story, page.office_text)
    wanted = [(one.code, one.group_by, one.group, one.text) for one in list_numbers(made)]
    marks = read_marks(document, page.results.numbers)
    body = [mark for mark in marks if mark.place.startswith("p")]
    assert [(mark.code, mark.group_by, mark.group, mark.text) for mark in body] == wanted
    assert len(wanted) >= 19, "counted by eye in the shortest of the four"


def test_the_annex_has_each_number_of_the_text_once_with_its_code_and_cells(
    written: tuple[Page, str, bytes],
) -> None:
    page, _, document = written
    marks = read_marks(document, page.results.numbers)
    annex = [mark for mark in marks if mark.place.startswith("t4")]
    assert Counter(mark.code for mark in annex).most_common(1)[0][1] == 1
    assert {(mark.code, mark.group) for mark in annex} == {
        (mark.code, mark.group) for mark in marks if mark.place.startswith("p")
    }
    table = Opened(document).document.tables[3]
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows[1:]}
    assert rows["3-16"][2] == next(mark.text for mark in annex if mark.code == "3-16") == "3/7"
    assert "全面改薄(一组).xlsx" in rows["3-16"][4]


def test_names_of_marks_are_what_word_takes(written: tuple[Page, str, bytes]) -> None:
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', Opened(written[2]).xml["word/document.xml"])
    assert len(names) == len(set(names)) >= 27
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, flags=re.ASCII) for name in names)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (Number("3-16", "15/22"), "n_3_16_1"), (Number("3-0a", "4/22"), "n_3_0a_1"),
        (Number("3-0", "1/2", "town", "松岫镇"), r"n_3_0_g[0-9a-f]{12}_1"),
        (Number("8-23", "1/2", "item", "cond.05"), r"n_8_23_g[0-9a-f]{12}_1"),
        (Number("一般.指标-超长的编号-0001", "3"), r"n_h[0-9a-f]{12}_1"),
    ],
)  # fmt: skip
def test_the_name_of_a_mark_is_made_of_the_code(number: Number, name: str) -> None:
    assert re.fullmatch(name, mark_number(number))
    assert len(mark_number(replace(number, code="x" * 99), 99999)) <= 40


def test_a_town_and_a_kind_of_one_code_have_different_marks() -> None:
    parts = [
        Number("3-0", "", "town", "松岫镇"),
        Number("3-0", "", "town", "竹隈镇"),
        Number("3-0", "", "kind", "松岫镇"),
    ]
    assert len({mark_number(one) for one in parts}) == 3


def test_an_edited_number_is_found_with_what_stands_there_now() -> None:
    """Word cuts runs where somebody typed; the bookmark holds them together."""
    page = open_page("zh")
    document = write_report(page, "report")
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode("utf-8")
    mark = re.search(r'name="n_3_16_1"/>(<w:r>.*?</w:r>)', body)
    edited = "<w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>9/22</w:t></w:r>"
    parts["word/document.xml"] = body.replace(mark[1], edited, 1).encode("utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    before, after = (
        [(one.code, one.text, one.place) for one in read_marks(content, page.results.numbers)]
        for content in (document, made.getvalue())
    )
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old[:2], new[:2]) for old, new in changed] == [(("3-16", "3/7"), ("3-16", "19/22"))]


def test_codes_stand_behind_the_numbers_where_they_are_wanted() -> None:
    page = open_page("zh")
    with_codes, without = (read_word(write_report(page, "report", codes=codes)) for codes in (True, False))
    assert not any("〔" in line for line in without)
    assert "实地查看7/8所〔0-1〕" in with_codes[1], "the counter stays with its number"
    xml = Opened(write_report(page, "report", codes=True)).xml["word/document.xml"]
    assert "〔0</w:t><w:noBreakHyphen/>" in xml, "no line ends within a code"
    assert [re.sub(r"〔[^〕]*〕", "", line) for line in with_codes] == without
    for line in with_codes:
        pairs = re.findall(r"([^\s，；（]*?)〔([^〕]*)〕", line)
        assert len(pairs) == len(set(pairs)), "once in a paragraph"


def test_the_same_round_gives_the_same_bytes_and_no_author(written: tuple[Page, str, bytes]) -> None:
    page, kind, document = written
    assert write_report(page, kind) == document
    properties = Opened(document).document.core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created.date().isoformat() == properties.modified.date().isoformat() == "2016-10-18"
    assert properties.title == write_document(page.story, kind).title


def test_the_gate_reads_every_part_of_a_document(written: tuple[Page, str, bytes]) -> None:
    page, kind, document = written
    Gate(page.standards).stop({"a.docx": document})
    words = replace(OWN[0], text="联系电话13800138000")
    leaking = write_report(replace(page, office_text=(words,)), kind)
    with pytest.raises(PrivacyStop, match=r"a\.docx"):
        Gate(page.standards).stop({"a.docx": leaking})


def test_a_hostile_cell_is_text_and_nothing_else(written: tuple[Page, str, bytes]) -> None:
    assert any('<script>alert("x")</script>' in cell.text for row in Opened(written[2]).document.tables[0].rows
               for cell in row.cells)  # fmt: skip


def test_an_annex_without_a_row_says_so() -> None:
    page = open_page("zh")
    results = replace(page.results, problems=page.results.problems.iloc[:0])
    opened = Opened(write_report(replace(page, story=replace(page.story, results=results)), "report"))
    assert len(opened.document.tables) == 3
    titles = opened.styled("Annex Title")
    assert [one.getnext().tag.rpartition("}")[2] for one in titles] == ["tbl", "p", "tbl", "tbl"]


def test_the_logo_is_described(page_with_logo: Page) -> None:
    xml = Opened(write_report(page_with_logo, "report")).xml["word/document.xml"]
    assert 'descr="松岫学区办公室标志"' in xml


@pytest.fixture
def page_with_logo() -> Page:
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "#A61B1B").save(drawn, "PNG")
    page = open_page("zh")
    standards = replace(page.standards, style=replace(page.standards.style, logo=drawn.getvalue()))
    return replace(page, story=replace(page.story, standards=standards))


def test_a_problem_that_was_closed_is_late_for_nothing() -> None:
    """In annex 1, where a ledger's problems stand that no check tells of: its state, not that its day is over."""
    page = open_page("zh")
    problems = page.results.problems
    first = problems.index == problems.index[0]
    due = problems.assign(apart=first, deadline=problems["deadline"].mask(first, "2016-10-01"))
    ends = {}
    for state in ("open", "closed_verified"):
        own = replace(page.results, problems=due.assign(state=due["state"].mask(first, state)))
        document = docx.Document(
            io.BytesIO(write_report(replace(page, story=replace(page.story, results=own)), "report"))
        )
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        (ends[state],) = (row[-1] for row in rows if row[2].startswith("其他登记的问题"))
    assert ends == {"open": "期限10月1日，已逾期", "closed_verified": "已核实销号"}
